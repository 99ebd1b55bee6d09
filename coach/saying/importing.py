"""What an import does or would do, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Final, Literal

from coach.cells import fit
from coach.files.columns import SIDES, Column, folded, meaning
from coach.files.encodings import decoded
from coach.files.importing import Difference, Preview
from coach.files.tables import OLE, ZIP, called, plain, read_bytes
from coach.places import named
from coach.records import CoachError, Record
from coach.rules.fields import in_words
from coach.saying.files import EVERYTHING
from coach.saying.program_page import read_text_of
from coach.saying.ranking import ranks
from coach.saying.text import Answer, notes, rows
from coach.subjects.coach import Coach
from coach.subjects.files import KINDS, Told
from coach.subjects.options import Opt
from coach.subjects.pages import LONGEST
from coach.wording import counted, cut

RANKS: Final = {"ranks": "your rank list, the first choice first"}
"""What goes in by the door of `coach rank paste`."""
WHOLE: Final = {EVERYTHING: "what `coach export everything` wrote"}
KIND_WORDS: Final = "; ".join(f"{kind}: {words}" for kind, words in (KINDS | RANKS | WHOLE).items())
READ: Final = ".csv, .xlsx, .xls, .ods or .json; - for what is typed"
WORDS: Final = f"a file ({READ}), before it its kind where it should be that one ({KIND_WORDS})"
TEXTS: Final = ("", ".txt", ".md")
"""Endings of what may be the text of a page."""
PAGE: Final = (
    "That is the text of a program's page, and it names no program surely: "
    "`coach program read PROGRAM_ID FILE` reads it."
)
SHOWN, MANY = 20, 1000
"""Lines of skipped rows and of changes on a terminal, and in the app; --json lists all."""
UNDO: Final = "`coach undo` takes the whole import back."
ASKED: Final = "A likely program is taken once it is said: --program ROW=ID."
WIDE: Final = 119
"""Cells of a line that tells a change."""


class How(Record):
    """How a table is taken in, and what is said of it before it is read."""

    only_preview: Annotated[bool, Opt("show what would change, only", flag="--preview")] = False
    strict: Annotated[bool, Opt("nothing when any row is bad")] = False
    column: Annotated[
        Mapping[str, str], Opt("what a column means", "NAME=FIELD", like="NAME=FIELD")
    ] = MappingProxyType({})
    program: Annotated[Mapping[str, str], Opt("the program of a row", "ROW=ID", like="ROW=ID")] = (
        MappingProxyType({})
    )
    sheet: Annotated[str, Opt("the sheet to read", "NAME")] = ""
    days: Annotated[Literal["month", "day"] | None, Opt("which is first in days like 3/4/2026")] = (
        None
    )
    specialty: Annotated[str, Opt("that of rows which tell none", "NAME")] = ""

    @property
    def told(self) -> Told:
        """What is said of the table."""
        days = self.days or ""
        return Told(self.column, self.program, self.sheet, days, self.specialty)


def bring_in(
    coach: Coach,
    words: Annotated[tuple[str, ...], Opt(WORDS, "[KIND] FILE")],
    how: How = How(),  # noqa: B008
) -> Answer:
    """Takes what a table says in one act, whatever it is, and lists what is left."""
    *kinds, name = words
    if len(kinds) > 1:
        raise CoachError("Name one file, with its kind before it where it should be that one.")
    file = named(name)
    if kinds == [*RANKS]:
        return _ranked(coach, file, how)
    if kinds == [EVERYTHING]:
        count = coach.backups.read_everything(file)
        taken = f"{counted(count, 'row')} taken in from {file}: all that was kept there."
        return Answer({"kind": EVERYTHING, "rows": count, "changed": True}, rows([taken]))
    content = read_bytes(file)
    is_text = not kinds and file.suffix in TEXTS and not content.startswith((ZIP, OLE))
    is_text = is_text and not _is_list(coach, file, how, content)
    page = _page(coach, file, how, content) if is_text else None
    return page or _taken(coach, "".join(kinds), file, how, content)


def _ranked(coach: Coach, file: Path, how: How) -> Answer:
    """Puts the rank list in the order of a file, or says what its lines mean."""
    if not how.only_preview:
        listed = coach.ordering.paste(file)
        return Answer({"kind": "ranks", "rank": listed}, [*ranks(coach, listed), *notes(UNDO)])
    meant = coach.ordering.read_file(file)
    names = [each.sure.title if each.sure else f"“{each.line}”: which program?" for each in meant]
    lines = [f"{place:3} {plain(name)}" for place, name in enumerate(names, 1)]
    return Answer({"kind": "ranks", "rows": len(names), "first": names}, rows(lines))


def _is_list(coach: Coach, file: Path, how: How, content: bytes) -> bool:
    """Whether any row of a text can be taken."""
    try:
        shown = coach.files.preview("", file, how.told, content)
    except CoachError:
        return False
    return bool(shown.usable or shown.proposed or shown.empty)


def _page(coach: Coach, file: Path, how: How, content: bytes) -> Answer | None:
    """What is read where it is the text of a program's page; None where it states nothing."""
    text, _ = decoded(content[:LONGEST], called(file))
    program_id = coach.pages.program_of(text)
    if not coach.pages.read(program_id, text).stated:
        return None
    if not program_id:
        raise CoachError(PAGE)
    return read_text_of(coach, program_id, text, not how.only_preview)


def into_log(
    coach: Coach,
    word: str,
    file: Annotated[Path, Opt(READ, "FILE")],
    how: How = How(),  # noqa: B008
) -> Answer:
    """Takes the usable rows of a table in one act and lists the others; "": whatever it is."""
    return _taken(coach, word, named(file), how)


def _taken(coach: Coach, word: str, file: Path, how: How, content: bytes = b"") -> Answer:
    is_done = not how.only_preview
    shown = coach.files.preview(word, file, how.told, content)
    is_changed = is_done and coach.files.take(shown, how.strict)
    counted, understood, left = _counted(shown, is_done), _understood(shown), _left(shown)
    data: dict[str, object] = {
        "kind": shown.kind,
        "sheet": shown.sheet or None,
        "sheets": shown.sheets,
        "specialty": shown.specialty or None,
        "asks_specialty": shown.asks_specialty,
        "imported": shown.usable if is_done else 0,
        "changed": len(shown.differences) if is_changed else 0,
        "changes": shown.differences,
        "proposed": shown.proposed,
        "skipped": shown.skipped,
        "unread": shown.unread,
        "understood": shown.understood,
        "columns": shown.columns.used,
        "ignored": shown.columns.ignored,
        "empty": shown.empty,
        "note": shown.note or None,
    }
    if not is_done:
        # In the app the beginning is seen first, of a command the end.
        text = [*counted, *_remarks(shown, False), *_parts(left | understood, MANY)]
        data |= {"rows": shown.rows, "usable": shown.usable, "first": shown.first, "text": text}
    remarks = notes(*_remarks(shown, is_changed), *[ASKED] * bool(shown.proposed))
    return Answer(data, [*rows([*counted, *_parts(understood | left)]), *remarks])


def _counted(preview: Preview, is_done: bool) -> list[str]:
    """The rows of a table: how many are taken, or could be, and why others are not."""
    is_kept = preview.usable > len(preview.differences) == 0
    sheet = f", in sheet “{preview.sheet}”" * bool(preview.sheet)
    of_all = f"; where a row tells no specialty: {preview.specialty}" * bool(preview.specialty)
    counts = {
        "say nothing": preview.empty,
        "to confirm": len(preview.proposed),
        "skipped": len(preview.skipped),
    }
    others = "".join(f", {count} {words}" for words, count in counts.items() if count)
    return [
        f"{preview.file}: {preview.rows} rows, {preview.usable} "
        f"{'taken' if is_done else 'could be taken'}{others}; "
        f"{len(preview.differences)} changes{': what it says is kept already' * is_kept}.",
        f"It holds: {preview.kind}{sheet}{of_all}.",
    ]


def _parts(parts: Mapping[str, Sequence[str]], most: int = SHOWN) -> list[str]:
    """Each part that says anything under its title."""
    lines = list[str]()
    for title, texts in parts.items():
        more = [f"  … {len(texts) - most} more; --json lists all"] * (len(texts) > most)
        lines += ["", title, *texts[:most], *more] if texts else ()
    return lines


def _understood(preview: Preview) -> dict[str, list[str]]:
    """How columns and cells were understood, and what would change, by title."""
    used = preview.columns.used
    renamed = [each for each in used if folded(each.title) != folded(meaning(each.target))]
    return {
        "Columns": list(map(_column, renamed)),
        "Cells understood so": [
            f"  {each.column}: “{each.text}” is {each.value}, in {each.cells}"
            for each in sorted(preview.understood, key=lambda each: -each.cells)
        ],
        "Changes": [
            cut(
                f"  row {each.row}  {fit(each.title, 34)}  {each.what}: {_change(each)}"
                f"{f' ({each.as_of})' * bool(each.as_of)}",
                WIDE,
            )
            for each in preview.differences
        ],
    }


def _change(each: Difference) -> str:
    """From what to what; “no limit” for the number that stands for none."""
    old, *sure = each.old.split(" ", 1)
    return f"{' '.join([in_words(each.field, old), *sure])} → {in_words(each.field, each.new)}"


def _left(preview: Preview) -> dict[str, list[str]]:
    """What is not taken or has to be confirmed, by title."""
    return {
        "Likely": [
            f"  row {row.row}: {row.program_id} {row.program}? {row.why}"
            for row in preview.proposed
        ],
        "Cells left": [
            f"  row {cell.row}{f', {cell.column}' * bool(cell.column)}: {cell.why}"
            for cell in preview.unread
        ],
        "Skipped": [f"  row {row.row}: {row.why}" for row in preview.skipped],
    }


def _column(column: Column) -> str:
    field, _, side = column.target.partition(".")
    # “interviews” is a fact too: its column of a day is of the log.
    side = side.replace("_", " ")
    words = meaning(field) if side in ("", *SIDES) else field
    words += f", {side}" * bool(side)
    return f"  “{column.title}” is: {words}{' (a guess)' if column.guess else ''}"


def _remarks(preview: Preview, is_changed: bool) -> list[str]:
    """What else is to say of the table: columns not used or guessed, and the way back."""
    columns = preview.columns
    notes = [f"Not used: {', '.join(columns.ignored)}."] if columns.ignored else []
    guessed = (each for each in columns.used if each.guess and "." not in each.target)
    guesses = [f"“{column.title}” as {meaning(column.target)}" for column in guessed]
    notes += [f"Guessed: {', '.join(guesses)}."] if guesses else []
    notes += [f"{preview.file}: {preview.note}."] if preview.note else []
    likely = ", ".join(preview.asks_specialty[:3])
    notes += [f"Rows tell no specialty; say it with --specialty: {likely}?"] if likely else []
    return notes + ([UNDO] if is_changed else [])
