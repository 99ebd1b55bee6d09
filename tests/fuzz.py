"""Everything that reads what others wrote, given what nobody would write.

    python -m tests.fuzz --minutes 60 [--only NAME]

Each target takes any text or bytes: it answers, or says why not in one sentence (CoachError, or for
the settings file ValueError). Anything else is a defect, and so is an input that takes longer than
SLOWEST_S. What was found stands beside its target as an example that is tried each time.
"""

from __future__ import annotations

import argparse
import io
import itertools
import os
import random
import shutil
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Final

from hypothesis import HealthCheck, Phase, given, seed, settings, strategies as st

from coach.commands import COMMANDS
from coach.profile.fields import FIELDS
from coach.records import CoachError
from coach.subjects.coach import Coach, at
from coach.typed_days import parsed_day

DAY: Final = date(2026, 11, 22)
SLOWEST_S: Final = 10.0
"""Longest processor time for one input."""
LONGEST: Final = 4000

HOSTILE: Final = (
    *(
        "\x1b[2J",
        "\x1b]0;x\x07",
        "\x00",
        "\x9b",
        "\u202e",
        "\u200b",
        "\U000e0041",
        "\ufeff",
        "\\ud800",
    ),
    *(
        "=cmd|' /C calc'!A0",
        "'; DROP TABLE acts;--",
        "../../etc/passwd",
        "%s%n",
        "{0}",
        "{",
        "[[",
        "]]",
    ),
    *("9" * 5000, "-1", "1e309", "nan", "inf", "0x10", "½", "٣", "1,5", "1.234,56"),
    *("0001-01-01", "9999-12-31", "2026-02-30", "2026-11-22T25:61", "31/31/31", "+999999999d"),
    *("\r", "\n\n\n", "\t", '"', "'", ";", "|", "\\", "~", "-", "--", "—", "İ", "ß", "漢字", "🏳️‍🌈"),
)
WORDS: Final = (
    *(
        "IM",
        "Internal Medicine",
        "Hurley",
        "Dr Khan",
        "step1",
        "step2ck",
        "nbme",
        "visa",
        "j1",
        "yes",
    ),
    *(
        "no",
        "next fri",
        "+10d",
        "end of march",
        "12 nov",
        "3/4/2026",
        "231",
        "12 usd",
        "9:00 am ET",
    ),
    *(
        "today",
        "in 2 weeks",
        "apply",
        "maybe",
        "submitted",
        "date",
        "what",
        "amount",
        "Program",
        "J-1",
    ),
    *(
        "1402531188",
        "ACGME id",
        "interview",
        "slot",
        "Eastern",
        "score",
        "key",
        "=",
        ":",
        ",",
        "[keys]",
    ),
    *("driver", "task.finish", "season", "2027", "hours_per_week", "a", "the", "?", "(", ")", "/"),
)
"""What means something to one target or another."""

texts: Final = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from((*WORDS, *HOSTILE)) | st.text(max_size=6), max_size=30).map(" ".join),
    st.lists(
        st.lists(st.sampled_from((*WORDS, *HOSTILE)), max_size=8).map(",".join), max_size=12
    ).map("\n".join),
)


@dataclass
class Ground:
    """A folder with the example applicant, and what is fuzzed in it."""

    folder: Path

    def begin(self) -> None:
        """The example anew."""
        self.end()
        shutil.rmtree(self.home, ignore_errors=True)
        shutil.copytree(self.folder / "example", self.home)
        shutil.copytree(self.folder / "example", self.home / "words")
        self.coach = Coach.open(self.home, at(DAY))

    def end(self) -> None:
        """Lets go of the files."""
        if "coach" in vars(self):
            self.coach.close()

    @property
    def home(self) -> Path:
        """The data folder."""
        return self.folder / "home"

    @cached_property
    def samples(self) -> dict[str, bytes]:
        """Files as others write them, by their ending."""
        from openpyxl import Workbook

        lines = ["date,what,amount,currency", "2026-11-12,OET,455,USD", "13 Nov,Books,20,EUR"]
        book, stream = Workbook(), io.BytesIO()
        for line in lines:
            book.active.append(line.split(","))
        book.save(stream)
        return {
            ".csv": "\n".join(lines).encode(),
            ".json": b'[{"date": "2026-11-12", "what": "OET", "amount": 455, "currency": "USD"}]',
            ".xlsx": stream.getvalue(),
            ".ods": _opened(lines),
            ".xls": (Path(__file__).parent / "coach/files/tracker.xls").read_bytes(),
            ".toml": b'match_year = 2027\nspecialties = ["IM"]\n[step1]\npassed = true\n',
        }


def _opened(lines: list[str]) -> bytes:
    """A sheet of OpenDocument."""
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>"
            for cell in row.split(",")
        )
        + "</table:table-row>"
        for row in lines
    )
    of = "urn:oasis:names:tc:opendocument:xmlns"
    names = " ".join(f'xmlns:{name}="{of}:{name}:1.0"' for name in ("office", "table", "text"))
    table = f"<table:table>{cells}</table:table>"
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(
            "content.xml", f"<office:document-content {names}>{body}</office:document-content>"
        )
    return stream.getvalue()


def damaged(sample: bytes, chance: random.Random) -> bytes:
    """A file with some of its bytes changed, taken out, doubled or put in."""
    data = bytearray(sample)
    for _ in range(chance.randrange(1, 8)):
        place = chance.randrange(len(data) + 1)
        how = chance.randrange(5)
        if how == 0 and data:
            data[place % len(data)] = chance.randrange(256)
        elif how == 1:
            del data[place : place + chance.choice((1, 2, 20, 400))]
        elif how == 2:
            data[place:place] = data[place : place + chance.randrange(200)] * chance.randrange(3)
        elif how == 3:
            data[place:place] = chance.choice(HOSTILE).encode("utf-8", "surrogatepass")
        else:
            del data[place:]
    return bytes(data)


def damaged_sheet(sample: bytes, chance: random.Random) -> bytes:
    """A workbook whose archive is whole, and whose parts are not."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sample)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if chance.random() < 0.5:
                data = damaged(data, chance)
            if chance.random() < 0.95:
                new.writestr(name, data)
    return stream.getvalue()


# What is fuzzed: each takes the ground, a text and a source of chance


def days(ground: Ground, text: str, chance: random.Random) -> None:
    parsed_day(text, DAY, chance.choice(("past", "coming", "any")))


def profile(ground: Ground, text: str, chance: random.Random) -> None:
    field = chance.choice(FIELDS).key
    with undone(ground):
        ground.coach.profile.change({field: text})


def profile_file(ground: Ground, text: str, chance: random.Random) -> None:
    file = ground.home / "fuzzed.toml"
    file.write_bytes(either(text, ground.samples[".toml"], chance))
    with undone(ground):
        ground.coach.profile.read_in(file)


def settings_file(ground: Ground, text: str, chance: random.Random) -> None:
    from screens.settings import read_settings

    file = ground.home / "settings.toml"
    sample = b'driver = "stock"\n[keys]\n"task.finish" = "d"\n"task.skip" = "ctrl+x"\n'
    file.write_bytes(either(text, sample, chance))
    try:
        read_settings(file)
    finally:
        file.unlink()


def own_files(ground: Ground, text: str, chance: random.Random) -> None:
    (ground.home / "scenarios").mkdir(exist_ok=True)
    seed_data = Path(__file__).parents[1] / "seed_data"
    files = {
        ground.home / "filters.toml": (seed_data / "filters.toml").read_bytes()[:1500],
        ground.home / "scenarios" / "x.toml": (seed_data / "scenarios.toml").read_bytes()[:1500],
    }
    file = chance.choice([*files])
    file.write_bytes(either(text, files[file], chance))
    try:
        ground.coach.deciding.presets()
        ground.coach.deciding.scenarios()
    finally:
        file.unlink()


def lines(ground: Ground, text: str, chance: random.Random) -> None:
    log = ground.coach.logs[chance.choice([*ground.coach.logs])]
    entry = log.typed(text)
    log.log.line  # noqa: B018
    str(entry)


def added(ground: Ground, text: str, chance: random.Random) -> None:
    log = ground.coach.logs[chance.choice([*ground.coach.logs])]
    with undone(ground):
        log.add(text)
        log.rows()
        log.summary()


def tables(ground: Ground, text: str, chance: random.Random) -> None:
    ending = chance.choice((".csv", ".json", ".xlsx", ".ods", ".xls"))
    sample = ground.samples[ending]
    if ending in (".xlsx", ".ods") and chance.random() < 0.6:
        data = damaged_sheet(sample, chance)
    else:
        data = either(text, sample, chance)
    kind = chance.choice(("", "facts", "programs", "ranks", *ground.coach.logs))
    shown = ground.coach.files.preview(kind, ground.home / f"fuzzed{ending}", data=data)
    with undone(ground):
        ground.coach.files.take(shown)


def mails(ground: Ground, text: str, chance: random.Random) -> None:
    ground.coach.inviting.read(text)


def pages(ground: Ground, text: str, chance: random.Random) -> None:
    ground.coach.pages.read("1402531188", text)


def pasted(ground: Ground, text: str, chance: random.Random) -> None:
    ground.coach.pasting.read(text)


def papers(ground: Ground, text: str, chance: random.Random) -> None:
    ground.coach.paper.steps(text)
    ground.coach.paper.between(text)


def writing(ground: Ground, text: str, chance: random.Random) -> None:
    ground.coach.writing.findings(text)
    ground.coach.writing.message_text(text)


def search(ground: Ground, text: str, chance: random.Random) -> None:
    ground.coach.find(text)
    ground.coach.advice.ask(text)


def keys(ground: Ground, text: str, chance: random.Random) -> None:
    """Keys come out, however the line cuts them, and never a letter of a paste."""
    from textual._xterm_parser import XTermParser
    from textual.events import Key, Paste

    from screens.terminal.keyboard import Pieces

    parser, told = XTermParser(), list[object]()
    pieces = Pieces(lambda piece: told.extend(parser.feed(piece)), lambda: told.append("escape"))
    signs = ["\x1b[200~", "\x1b[201~", "\x1b[A", "\x1b", "\x1b[<0;5;5M", "\x1b[?2026;2$y", "\x1bO"]
    parts = [*text, *chance.choices(signs, k=chance.randrange(6))]
    chance.shuffle(parts)
    typed = "".join(parts)
    while typed:
        size = chance.randrange(1, 40)
        pieces.take(typed[:size])
        typed = typed[size:]
        if chance.random() < 0.3:
            pieces.nothing_followed()
            told.extend(parser.tick())
    assert all(isinstance(event, str | Key | Paste) or hasattr(event, "time") for event in told)


def driver(ground: Ground, text: str, chance: random.Random) -> None:
    """What is drawn and sent is what a terminal would show of the whole."""
    from screens.terminal.picture import Picture

    picture = Picture(40, 12, erase_colours=True)
    signs = [
        "\x1b[H",
        "\x1b[2J",
        "\x1b[5;7H",
        "\x1b[1;31m",
        "\x1b[K",
        "\x1b[38;2;1;2;3m",
        "\x1b[999C",
    ]
    for _ in range(6):
        parts = [*text, *chance.choices(signs, k=8)]
        chance.shuffle(parts)
        picture.write("".join(parts))
        if chance.random() < 0.4:
            picture.resize(chance.randrange(1, 90), chance.randrange(1, 40))
        picture.take()
    assert isinstance(picture.frame(), str)
    assert not picture.take()


def frames(ground: Ground, text: str, chance: random.Random) -> None:
    """A saved picture is painted only where nothing in it does more than paint."""
    from screens.terminal import firstframe

    file = ground.home / "frame"
    firstframe.save(str(file), "\x1b[Habc", key="k", look="l", size=(80, 24))
    whole = file.read_bytes()
    file.write_bytes(damaged(whole, chance) + text.encode("utf-8", "replace") * chance.randrange(2))
    header = firstframe._header("k", "l", (80, 24))
    frame = firstframe._read(str(file), header)
    assert frame in (None, "\x1b[Habc")
    file.unlink()


def words(ground: Ground, text: str, chance: random.Random) -> None:
    """Any command with any words behind it ends with a status, and says so in words."""
    from screens.start import main

    row = chance.choice([command for command in COMMANDS if command.words])
    first = row.words.split()
    if first[0] in ("demo", "versions"):  # the app, and the user's own editor
        return
    behind = [word for word in text.split() if not set(word) & set("/~.")][: chance.randrange(4)]
    behind = [word.replace("\0", "") for word in behind if not word.startswith("--h")]
    output = io.StringIO()
    stdin, sys.stdin = sys.stdin, io.TextIOWrapper(io.BytesIO(text.encode("utf-8", "replace")))
    try:
        with redirect_stdout(output), redirect_stderr(output):
            status = main(["--home", str(ground.home / "words"), *first, *behind])
    except SystemExit as left:
        status = int(str(left.code or 0))
    finally:
        sys.stdin = stdin
    assert status in (0, 1, 2), (status, output.getvalue()[-500:])


Target = Callable[[Ground, str, random.Random], None]
TARGETS: Final[Mapping[str, Target]] = {
    target.__name__: target
    for target in (
        *(days, profile, profile_file, settings_file, own_files, lines, added, tables, mails),
        *(pages, pasted, papers, writing, search, keys, driver, frames, words),
    )
}
FOUND: Final[Mapping[str, tuple[tuple[str, int], ...]]] = {
    "lines": (("~0", 119),),
    "added": (("~0", 119),),
}
"""Inputs that were defects once, by their target: the text, and the seed of chance."""


def either(text: str, sample: bytes, chance: random.Random) -> bytes:
    """A text as bytes in some encoding, or a sample that is damaged."""
    if chance.random() < 0.5:
        return damaged(sample, chance)
    return text.encode(chance.choice(("utf-8", "utf-16", "utf-8-sig")), "surrogatepass")


@contextmanager
def undone(ground: Ground) -> Iterator[None]:
    """Takes back what a target does, so that the folder stays as it is."""
    before = standing(ground)
    try:
        yield
    finally:
        while standing(ground) > before:
            ground.coach.undo()


def standing(ground: Ground) -> int:
    """How many acts stand."""
    return sum(done.back is None for done in ground.coach.history.history(10**6))


def attempt(target: Target, ground: Ground, text: str, number: int) -> None:
    """One input; raises what is not a sentence."""
    began = time.process_time()
    try:
        target(ground, text, random.Random(number))
    except CoachError as error:
        assert str(error).strip(), "an error without a word"
    took = time.process_time() - began
    assert took < SLOWEST_S, f"{took:.1f} s for {text[:200]!r}, {number}"


def fuzz(name: str, ground: Ground, examples: int, seeded: int | None = None) -> int:
    """Tries a target with so many inputs; how many it were. Raises at the first defect."""
    target, count = TARGETS[name], itertools.count()
    ground.begin()
    for text, number in FOUND.get(name, ()):
        attempt(target, ground, text, number)

    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        suppress_health_check=[*HealthCheck],
        phases=[Phase.generate, Phase.shrink],
        derandomize=seeded is None,
    )
    @given(texts, st.integers(0, 2**32))
    def each(text: str, number: int) -> None:
        next(count)
        attempt(target, ground, text, number)

    (seed(seeded)(each) if seeded is not None else each)()
    return next(count)


@contextmanager
def ground_in(folder: Path) -> Iterator[Ground]:
    """The example applicant in a folder, which is where files that are named end up."""
    from coach.demo import write

    here = Path.cwd()
    environ = {**os.environ}
    os.environ |= {"EDITOR": "true", "COACH_TODAY": str(DAY)}
    os.environ.setdefault("COACH_CACHE", str(folder / "cache"))
    coach = Coach.open(folder / "example", at(DAY))
    write(coach)
    coach.close()
    ground = Ground(folder)
    try:
        os.chdir(folder)
        yield ground
    finally:
        ground.end()
        os.chdir(here)
        os.environ.clear()
        os.environ.update(environ)


def main() -> int:
    """Fuzzes for as long as was asked; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--minutes", type=float, default=1)
    parser.add_argument("--only", choices=[*TARGETS])
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    names = [args.only] if args.only else [*TARGETS]
    tried, failed = dict.fromkeys(names, 0), set[str]()
    with (
        tempfile.TemporaryDirectory(prefix="coach-fuzz-") as folder,
        ground_in(Path(folder)) as ground,
    ):
        end = time.monotonic() + args.minutes * 60
        for turn in itertools.count(args.seed):
            for name in names:
                if time.monotonic() > end or name in failed:
                    continue
                try:
                    tried[name] += fuzz(name, ground, 40, turn)
                except BaseException as error:
                    if isinstance(error, KeyboardInterrupt):
                        raise
                    failed.add(name)
                    print(
                        f"{name}, seed {turn}: {error!r}",
                        *getattr(error, "__notes__", ()),
                        sep="\n",
                    )
            if time.monotonic() > end:
                break
    print(f"{sum(tried.values()):,} inputs, {len(failed)} targets with a defect")
    for name, times in tried.items():
        print(f"{times:>9,} {name}")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
