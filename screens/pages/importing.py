"""Files in and out: what would change is shown first, then taken as one act or not at all."""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, Final

from textual.widget import Widget

from coach.places import named
from coach.records import CoachError
from coach.saying.text import Line
from coach.typed_words import known
from coach.wording import counted, short_name
from screens.keys import Hint
from screens.pages.asking import LeftOpen, answer_to, lines_of
from screens.pages.page import Page
from screens.registry import PAGES
from screens.widgets.ask import Ask, Help, Sheet
from screens.widgets.choose import Choose, ChooseOrType
from screens.widgets.matching import Match

TABLES: Final = (".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods")
PLACES: Final = ("Downloads", "Desktop", "Documents", "")
"""Where people keep their lists, below their home."""
OFFERED: Final = 12
"""Files that are offered, the newest first."""
ORDER: Final = "can be two days"
"""In what is said of a day that can be read in two ways."""
LIKE: Final = "it is like “"
"""Why a program is proposed of whose name a part is typed; nothing is marked so."""
KEPT: Final = "Nothing was taken in; what you answered is kept for this file."
NOTHING: Final = "Nothing new: all that it says is kept already."
NONE: Final = "No row could be taken in; nothing was changed."

Said = dict[tuple[str, str], str]
"""What was said of a file: options of the command, each with what it is about."""
Seen = Mapping[str, Any]
"""What a preview tells."""


class Waiting(Sheet[bool]):
    """Holds the keys while the next question is worked out: none lands in what is below."""

    question = "Working it out …"
    hints = (Hint("Esc", "let it be", 99),)

    def body(self) -> list[Widget]:
        return []


class WhichFile(ChooseOrType):
    """A file by its path, or by a part of the name of one that is offered."""

    def _take(self, answer: str) -> None:
        self._has_stepped |= bool(self._rows.selected) and not _path(answer).is_file()
        super()._take(answer)


async def read_in(page: Page, typed: str = "") -> None:
    """Asks for a file: a profile (TOML) or any list (CSV, a workbook, JSON); `typed` stands in the
    line at first."""
    question = "Which file? Any list of yours (.csv .xlsx .ods .json), or .toml"
    file = await _file(page, question, typed)
    if file.suffix.lower() == ".toml":
        await page.attempt(f"Read {file.name}", page.coach.profile.read_in, file)
    else:
        await _take_in(page, file, "")


async def read_log(page: Page) -> None:
    """Asks for a table with rows of the page's log, and takes it in."""
    file = await _file(page, f"Which file holds the {page.page}? .csv .xlsx .xls .ods .json")
    await _take_in(page, file, page.page)


async def _file(page: Page, question: str, typed: str = "") -> Path:
    """Asks for a file, offering the newest tables where people keep them."""
    files = list[Path]()
    for folder in {Path.cwd(), *(Path.home() / place for place in PLACES)}:
        with suppress(OSError):
            files += [file for file in folder.iterdir() if file.suffix.lower() in TABLES]
    files = sorted(files, key=lambda file: -file.stat().st_mtime)[:OFFERED]
    names = {str(file): f"{file.name}   {file.parent}" for file in files}
    hint = "Drag it onto the terminal, or type a part of its name; Tab completes."
    offered = known(names)
    which = WhichFile(question, offered, value=typed, may_stay_open=False, hint=hint, check=_check)
    return _path(await page.ask(which))


def _path(text: str) -> Path:
    """What is typed, or dragged there as shells write it."""
    file = named(text.strip())
    with suppress(ValueError):
        file = file if file.exists() else named(Path(*shlex.split(text)[:1]))
    return file


def _check(text: str) -> None:
    if not _path(text).is_file():
        raise CoachError(f"There is no file “{text.strip()}” here.")


async def _take_in(page: Page, file: Path, kind: str) -> None:
    """Takes in what a file holds, one sheet after the other."""
    # Of the file as it is: rows of one that was changed since are others.
    answers: Said = page.my_app.said_of_files.setdefault((file, file.stat().st_mtime_ns), {})
    command, taken = ["import", *[kind] * bool(kind), str(file)], None
    with suppress(LeftOpen):
        while seen := await _shown(page, command, answers):
            done = await _lines(page, [*command, "--json", *_options(answers)])
            taken = {**seen, **json.loads(done[0])}
            for about in [each for each in answers if each[0] not in ("column", "days")]:
                del answers[about]
            at = seen["sheets"].index(seen["sheet"]) if seen["sheets"] else 0
            words = {sheet: sheet for sheet in seen["sheets"][at + 1 :]}
            if not words:
                break
            answers["sheet", ""] = await page.pick("Taken in. Another sheet? Esc for none", words)
    if taken:
        _arrive(page, taken)


def _arrive(page: Page, taken: Seen) -> None:
    """Goes where the rows now are, and says what came in."""
    homes = ["programs" if kind == "facts" else kind for kind in taken["kind"].split(", ")]
    there = next((home for home in homes if home in PAGES), page.page)
    words = NOTHING if taken["imported"] else NONE
    if changed := taken["changed"]:
        counts = f"{taken['imported']} of {counted(taken['rows'], 'row')}"
        undo = f"{page.key_of('undo')} takes it back"
        words = f"Taken in: {counts}, {counted(changed, 'change')}; {undo}"
        left = ", ".join(map(_name, (*taken["proposed"], *taken["skipped"])))
        words += f". Not: {left}" * bool(left)
    page.coach.refresh()
    page.reload()
    page.my_app.say_on(there if changed and page.page not in homes else page.page, words)


async def _shown(page: Page, command: list[str], answers: Said) -> Seen | None:
    """Shows what a sheet is taken for, once what is not sure was asked; None where it is left."""
    asked = {"t"} if ("sheet", "") in answers else set[str]()
    before, seen = dict(answers), await _seen(page, [*command, *_options(answers)])
    while True:
        if answers != before:
            before, seen = dict(answers), await _seen(page, [*command, *_options(answers)])
        is_open = _open(seen)
        key = next((key for key in is_open if is_open[key] and key not in asked), "")
        page.my_app.forget_typed()
        try:
            key = key or await answer_to(_text(page, seen, is_open))
        except LeftOpen:
            page.footer.say(KEPT)
            return None
        if key == "enter":
            return seen
        asked.add(key)
        with suppress(LeftOpen):
            await ACTS[key][1](page, seen, answers)


def _open(seen: Seen) -> dict[str, bool]:
    """What is asked before anything is shown, by its key."""
    whys = " ".join(row["why"] for part in ("proposed", "skipped", "unread") for row in seen[part])
    doubts = {"s": bool(seen["asks_specialty"]), "d": ORDER in whys, "p": bool(seen["proposed"])}
    return {"t": bool(seen["sheets"]), **doubts}


def _text(page: Page, seen: Seen, is_open: Mapping[str, bool]) -> Help:
    """What was understood, to be taken in or said otherwise."""
    nearest = any(row["nearest"] for row in seen["skipped"])
    can = {"s": bool(seen["specialty"]), "p": nearest, "c": True}
    acts = {key: words for key, (words, _) in ACTS.items() if can.get(key) or is_open.get(key)}
    lines = [Line.of(line.strip(), indent=2 * line.startswith(" ")) for line in seen["text"]]
    title = "What I understood: nothing is kept yet"
    return Help(title, lines, page.tab, acts={"enter": "take it", **acts})


async def _seen(page: Page, command: list[str]) -> Seen:
    seen: Seen = json.loads((await _lines(page, [*command, "--preview", "--json"]))[0])
    return seen


async def _lines(page: Page, command: list[str]) -> list[str]:
    """The lines of a command; no key reaches the page meanwhile, and Esc ends it."""
    waiting = Waiting()
    page.app.push_screen(waiting, partial(_let_be, page))
    try:
        lines = await lines_of(page, command)
    except CoachError:
        waiting.dismiss(True)
        raise
    waiting.dismiss(True)
    return lines


def _let_be(page: Page, is_done: bool | None) -> None:
    if not is_done:
        page.let_be()


def _options(answers: Said) -> list[str]:
    return [
        f"--{flag}={f'{about}=' * bool(about)}{value}" for (flag, about), value in answers.items()
    ]


async def _say_sheet(page: Page, seen: Seen, answers: Said) -> None:
    words = {sheet: sheet for sheet in seen["sheets"]}
    answers["sheet", ""] = await page.pick("Which sheet?", words, seen["sheet"])


async def _say_specialty(page: Page, seen: Seen, answers: Said) -> None:
    own = page.coach.profile.applicant.specialties
    names = dict.fromkeys((*seen["asks_specialty"], *own, *page.coach.programs.specialties))
    question = "Your list names no specialty. Which one is it of?"
    every = known({name: name for name in names})
    answers["specialty", ""] = await page.ask(Choose(question, every, may_stay_open=False))


async def _say_days(page: Page, seen: Seen, answers: Said) -> None:
    order = {"month": "the month, like 12/31/2026", "day": "the day, like 31/12/2026"}
    question = "In days like 3/4/2026, what comes first?"
    answers["days", ""] = await page.pick(question, order)


async def _say_programs(page: Page, seen: Seen, answers: Said) -> None:
    """Asks which programs rows mean, the likeliest proposed."""
    unlike = [row for row in seen["skipped"] if row["nearest"]]
    rows = {str(row["row"]): row for row in (*seen["proposed"], *unlike)}
    whys = {str(row["row"]): row["why"].rpartition("”: ")[2] for row in seen["proposed"]}
    reasons = {key: why for key, why in whys.items() if not why.startswith(LIKE)}
    typed = {key: _name(row) for key, row in rows.items()}
    meanings = {key: _meanings(page, row) for key, row in rows.items()}
    question = f"{counted(len(rows), 'name')} to be sure of: is it so?"
    page.my_app.forget_typed()  # the first names take a while
    for answer in await answer_to(Match(question, typed, reasons, meanings)):
        row_number, _, program_id = answer.partition("=")
        answers["program", row_number] = program_id


def _name(row: Seen) -> str:
    """The program as it stands in a row."""
    text, _, _ = row["why"].rpartition("”: ")
    return text.strip("“") or f"row {row['row']}"


def _meanings(page: Page, row: Seen) -> dict[str, str]:
    """The programs that a row may mean, the likeliest first."""
    ids = row["nearest"] if "nearest" in row else (row["program_id"], *row["others"])
    programs = filter(None, map(page.coach.programs.known, ids))
    return {
        each.id: f"{short_name(each)}, {each.specialty}, {each.city}, {each.state}"
        for each in programs
    }


async def _say_column(page: Page, seen: Seen, answers: Said) -> None:
    """Asks what a column means, the likely meanings first."""
    used = {each["column"]: f"{each['column']}: {each['meaning']}" for each in seen["columns"]}
    columns = {name: f"{name}: not used" for name in seen["ignored"]} | used
    name = await page.pick("Which column?", columns)
    kind = page.page if page.page in seen["kind"].split(", ") else ""
    meanings = page.coach.files.meanings(kind, name) | {"": "nothing; leave it out"}
    question = Choose(f"“{name}” is …", known(meanings), may_stay_open=False)
    answers["column", name] = await page.ask(question)


ACTS: Final = {
    "t": ("sheet", _say_sheet),
    "s": ("specialty", _say_specialty),
    "d": ("days", _say_days),
    "p": ("names", _say_programs),
    "c": ("columns", _say_column),
}
"""What can be said otherwise than it was understood, by its key."""


async def write_profile(page: Page) -> None:
    """Writes the profile to a file; one that is there is replaced only after `y`."""
    file = str(Path.home() / "coach-profile.toml")
    path = await new_file(page, Ask("Write the profile to which file?", value=file))
    page.coach.profile.write_out(path, force=True)
    page.say_whole(f"Written to {path}: it holds scores and visa, keep it private.")


async def write_list(page: Page) -> None:
    """Writes the application list to a file; one that is there is replaced only after `y`."""
    await write_kind(page, "list", "applications.csv")


async def write_kind(page: Page, kind: str, name: str) -> None:
    """Asks for a file and writes one kind of `coach export` to it."""
    question = "Write the list to which file? .csv .xlsx .md .json"
    path = await new_file(page, Ask(question, value=str(Path("~") / name)))
    lines = await lines_of(page, ["export", kind, str(path), "--force"])
    page.say_whole(*[line for line in lines if line] or [f"Written: {path}"])


async def write_log(page: Page) -> None:
    """Writes the page's log to a file; one that is there is replaced only after `y`."""
    start = str(Path("~") / f"{page.page}.csv")
    path = await new_file(page, Ask("Write it to which file? .csv .xlsx .md .json", value=start))
    lines = await lines_of(page, [page.page, "export", str(path), "--force"])
    page.say_whole(*[line for line in lines if line] or [f"Written: {path}"])


async def new_file(page: Page, question: Ask) -> Path:
    """Asks for the name of a file to write; one that is there only after `y`."""
    name = await page.ask(question)
    if not name:
        raise LeftOpen
    if (path := named(name)).exists():
        await page.confirm(f"{path} is there already.", yes="replace it")
    return path
