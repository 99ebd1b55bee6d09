"""Kills the program anywhere and looks at what is left.

    python -m tests.kill --times 10000 [--seed 1] [--app 12]

Commands and sessions of the app run on one folder after another. Each is ended before a statement,
within one, before a file is opened for writing, synced, renamed or removed, in the middle of a
write (by the kernel's bound on the size of files, set when a transaction ends or a file begins), at
a system call (where `strace` is), or at any moment by a signal or by its terminal being closed.

After each the database has to be whole, its history to replay to exactly the tables, each act that
was acknowledged to be there, no draft to be left after the next start, and the terminal to be given
back where the signal can be caught. Each run is a fork of this process, in which all is loaded, so
that thousands take minutes; those under `strace` are started as a user does.
"""

from __future__ import annotations

import argparse
import atexit
import os
import random
import re
import resource
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT / "tests" / "screens" / "terminal"))
DAY: Final = "2026-11-22"
os.environ |= {"TERM": "xterm-256color", "ESCDELAY": "25", "TEXTUAL_ANIMATIONS": "none"}
os.environ |= {"TEXTUAL_DISABLE_KITTY_KEY": "1", "LANG": "C.UTF-8", "COACH_TODAY": DAY}

from session import Session  # noqa: E402

from coach.store.changes import as_row  # noqa: E402

FOUND: Final = "acts acknowledged, all of them there"
WAYS: Final = ("statement", "instruction", "file", "byte")
"""Where a command is killed from inside."""
CLOSED: Final = "the terminal is closed"
NAMES: Final[dict[int | str, str]] = {
    int(number): number.name
    for number in (signal.SIGKILL, signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
}
ENDINGS: Final = (*(signal.SIGKILL,) * 2, *NAMES, CLOSED, "quit")
"""How a session ends from outside."""
CALLS: Final = {
    "pwrite64": 30,
    "fdatasync": 4,
    "ftruncate": 3,
    "unlink": 3,
    "fsync": 2,
    "rename": 2,
}
"""System calls by which a command changes files, and about how often it makes each."""
ACTS: Final = (
    "task add {name}",
    "note spent {name} 12 usd",
    "note person {name} clinical",
    "do pathway_apply --part 0.25",
    "profile set hours_per_week={number}",
    "answer applied {number}",
    "undo",
    "redo",
    "import {rows}",
)
FILES: Final = (
    "backup",
    "export list {file}.csv --force",
    "export summary {file}.md --force",
    "calendar --ics {file}.ics",
    "profile export {file}.toml --force",
    "export list {new}.csv",
)
KEYS: Final = (
    *("1", "2", "3", "4", "5", "6", "7", "j", "k", "G", "gg", " ", "x", "o", "s+3d\r", "m\x1b"),
    *("u", "U", "a", "y", "/", "c", "r", "H", "?", "\x1b", "\x1b", "\x1b"),
)
ACKNOWLEDGED: Final = re.compile(
    r"added as|Kept\.|Saved\.|Taken back:|Done again:|\d+ taken|\d+ applications\."
)
OLD: Final = ROOT / "tests" / "golden" / "version3.db"
STRACE: Final = shutil.which("strace") or ""
TABLES: Final = ("acts", "changes", "setting", "kept", "told_column")
"""Not of the history."""


class Lost(AssertionError):
    """What should have been there after a kill, and was not."""


# What happens in the process that is killed


def arm(way: str, number: int, tally: Path) -> None:
    """Has this process killed at the n-th step of a kind; how many there were is kept."""
    steps = count(1)

    def step(*_: object) -> None:
        if next(steps) == number:
            os.kill(os.getpid(), signal.SIGKILL)

    def limit(*_: object) -> None:
        next(steps)
        _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (number, most))

    def on_event(event: str, details: tuple[object, ...]) -> None:
        if is_of_files(event, details):
            step() if way == "file" else limit()

    def connected(*words: Any, **named: Any) -> sqlite3.Connection:
        connection = connect(*words, **named)
        connection.set_trace_callback(partial(on_statement, connection))
        return connection

    def on_statement(connection: sqlite3.Connection, text: str) -> None:
        # What only reads comes to no harm.
        if text.startswith(("SELECT", "PRAGMA")):
            return
        if way == "statement":
            step()
        elif way == "instruction":
            connection.set_progress_handler(step, 5)
        elif way == "byte" and text == "COMMIT":
            limit()

    if way == "byte":
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)  # Python leaves it to write()
    if way == "file":
        sync = os.fsync
        os.fsync = lambda handle: (step(), sync(handle))[1]  # type: ignore[assignment,func-returns-value]
    if way in ("file", "byte"):
        sys.addaudithook(on_event)
    connect, sqlite3.connect = sqlite3.connect, connected
    atexit.register(lambda: tally.write_text(str(next(steps) - 1)))


def is_of_files(event: str, details: Sequence[object]) -> bool:
    """Whether a file is changed."""
    if event == "open":
        return bool(int(str(details[2])) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
    return event in ("os.rename", "os.remove", "os.link", "os.chmod", "os.mkdir", "os.truncate")


def become(words: Sequence[str]) -> None:
    """Runs the program in this process and ends it as the interpreter would."""
    from screens.start import main

    for descriptor, name in enumerate(("stdin", "stdout", "stderr")):
        stream = open(descriptor, "w" if descriptor else "r", closefd=False)  # noqa: PTH123, SIM115
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)
    status = 1
    try:
        status = main([*words])
    except SystemExit as left:
        status = left.code if isinstance(left.code, int) else 1
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        atexit._run_exitfuncs()
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError):
                stream.flush()
        os._exit(status)


# What is looked at afterwards


@dataclass(frozen=True)
class Kept:
    """What a database holds."""

    acts: list[tuple[int, str]]
    texts: str
    """All that was ever changed."""


def look(home: Path, replays: bool = True) -> Kept:
    """What is kept, after the next start. Raises Lost where it is not whole. The history of an old
    release has the rows as they were then, so it does not replay."""
    from coach.subjects.coach import Coach, at

    Coach.open(home, at(date.fromisoformat(DAY))).close()
    left = [str(file) for file in home.rglob("*") if re.search(r"\.\d+(-\w+)?$", file.name)]
    if left:
        raise Lost(f"drafts are left: {left}")
    with closing(sqlite3.connect(home / "coach.db")) as connection:
        for check in ("integrity_check", "foreign_key_check"):
            answer = connection.execute(f"PRAGMA {check}").fetchall()
            if answer not in ([("ok",)], []):
                raise Lost(f"{check}: {answer}")
        if replays and (differing := dict(differences(connection))):
            raise Lost(f"the history does not replay to the tables: {differing}")
        acts = connection.execute("SELECT id, title FROM acts ORDER BY id").fetchall()
        texts = connection.execute("SELECT group_concat(ifnull(after, '')) FROM changes").fetchone()
    return Kept(acts, texts[0] or "")


def differences(connection: sqlite3.Connection) -> Iterator[tuple[tuple[str, str], object]]:
    """Rows in which the tables are not what the history makes of them."""
    replayed: dict[tuple[str, str], object] = {}
    for table, key, after in connection.execute(
        "SELECT table_name, row_key, after FROM changes ORDER BY id"
    ):
        replayed[table, key] = as_row(after)
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    for (table,) in names:
        if table in TABLES or table.startswith(("_", "sqlite_")):
            continue
        cursor = connection.execute(f'SELECT * FROM "{table}"')
        columns = [column[0] for column in cursor.description]
        for row in cursor:
            told = replayed.pop((table, row[0]), None)
            if told != dict(zip(columns, row, strict=True)):
                yield (table, row[0]), told
    yield from ((place, row) for place, row in replayed.items() if row is not None)


def check_file(file: Path) -> None:
    """Raises Lost for a file that is there and not whole."""
    text = b"" if file.suffix == ".db" else file.read_bytes()
    if file.suffix == ".toml":
        is_whole = bool(tomllib.loads(text.decode()))
    elif file.suffix == ".db":
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
            is_whole = connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    elif file.suffix == ".ics":
        is_whole = text.rstrip().endswith(b"END:VCALENDAR")
    else:
        is_whole = len(text) > 500 and text.endswith(b"\n")
    if not is_whole:
        raise Lost(f"{file.name} is not whole: {text[-80:]!r}")


# One kill after the other


class Forked(Session):
    """A session of a fork of this process."""

    fault: tuple[str, int, Path] | None = None

    def _become(self, argv: Sequence[str], environ: Mapping[str, str]) -> None:
        os.environ.clear()
        os.environ.update(environ)
        atexit._clear()
        signal.signal(signal.SIGINT, signal.default_int_handler)  # as a new interpreter has it
        if self.fault:
            arm(*self.fault)
        become(argv)


@dataclass
class Killer:
    """Kills on one folder, which lives on."""

    folder: Path
    chance: random.Random
    counted: Counter[str] = field(default_factory=Counter)
    totals: dict[tuple[str, str], int] = field(default_factory=dict)
    """How many steps a command has, by command and way."""
    number: int = 0
    doing: str = ""

    def __post_init__(self) -> None:
        self.home = self.folder / "home"
        self.files = self.folder / "files"
        self.begin()

    def begin(self) -> None:
        """The example applicant, new."""
        shutil.rmtree(self.home, ignore_errors=True)
        shutil.copytree(self.folder / "example", self.home)
        shutil.rmtree(self.files, ignore_errors=True)
        self.files.mkdir()
        self.kept = look(self.home)

    @property
    def times(self) -> int:
        """How often something was killed or ended."""
        return sum(self.counted.values()) - self.counted[FOUND]

    def turn(self, number: int, app: int) -> None:
        """The next run: of the app each time that the number says so."""
        if number % 150 == 0:
            self.begin()
        if number % app == 0:
            self.session()
        elif number % 25 == 1:
            self.beginning()
        else:
            self.command()

    def check(self, told: int, names: Sequence[str], exactly: bool = False) -> None:
        """Raises Lost unless all acknowledged acts are there, and those from before."""
        kept = look(self.home)
        new = len(kept.acts) - len(self.kept.acts)
        if kept.acts[: len(self.kept.acts)] != self.kept.acts:
            raise Lost(f"acts of before have changed: {len(self.kept.acts)} {kept.acts[-3:]}")
        if new < told or (exactly and new > told + 1):
            raise Lost(f"{told} acts were acknowledged, {new} are kept: {kept.acts[-4:]}")
        if missing := [name for name in names if name not in kept.texts]:
            raise Lost(f"acknowledged and not kept: {missing}")
        self.kept = kept
        self.counted[FOUND] += told

    def command(self) -> None:
        """One command, killed from inside or after a moment."""
        self.number += 1
        name = f"Kill{self.number}x"
        template = self.chance.choice(ACTS if self.chance.random() < 0.75 else FILES)
        rows = self.folder / "rows.csv"
        spent = [f"2026-11-{day:02},{name} {day},{day * 10},USD" for day in range(1, 9)]
        rows.write_text("\n".join(["date,what,amount,currency", *spent]))
        words = template.format(
            name=name,
            number=self.chance.randrange(4, 60),
            rows=rows,
            file=self.files / "kept",
            new=self.files / name,
        ).split()
        output = self.run(template, self.home, words)
        is_told = bool(template in ACTS and ACKNOWLEDGED.search(output))
        self.check(is_told, [name] * (is_told and "{" in template and name in output), True)
        for file in (*self.files.iterdir(), *self.home.glob("backups/*")):
            if not re.search(r"\.\d+$", file.name):
                check_file(file)

    def beginning(self) -> None:
        """A first start, in an empty folder or in one of an old release, and another after it."""
        self.number += 1
        home = self.folder / "new"
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir()
        before: list[tuple[int, str]] = []
        if self.chance.random() < 0.5:
            shutil.copy(OLD, home / "coach.db")
            with closing(sqlite3.connect(OLD)) as connection:
                before = connection.execute("SELECT id, title FROM acts ORDER BY id").fetchall()
        self.run(f"first start {bool(before)}", home, ["today"])
        if (acts := look(home, not before).acts[: len(before)]) != before:
            raise Lost(f"of {len(before)} acts of an old release {len(acts)} are there")
        for file in home.glob("backups/*"):
            check_file(file)

    def run(self, title: str, home: Path, words: list[str]) -> str:
        """What a command printed until it was killed."""
        is_outside = STRACE and self.number % 40 == 0
        way = "system call" if is_outside else self.chance.choice((*WAYS, "moment"))
        total = self.totals.get((title, way), 100_000 if way == "moment" else 40)
        if way == "byte":
            total = self.chance.choice((40_000, 90_000, 400_000))
        late = self.chance.random() ** self.chance.choice((1, 3))
        call = self.chance.choice([*CALLS])
        number = 1 + int((CALLS[call] if is_outside else total) * (1 - late))
        tally = self.folder / "tally"
        tally.unlink(missing_ok=True)
        self.doing = f"{title}, {way} {number}"
        read, write = os.pipe()
        began = time.monotonic()
        pid = os.fork()
        if pid == 0:
            for source, descriptor in (
                (os.open(os.devnull, os.O_RDONLY), 0),
                (write, 1),
                (write, 2),
            ):
                os.dup2(source, descriptor)
            words = ["--home", str(home), *words]
            if is_outside:
                line = [STRACE, "-f", "-qq", "-o", os.devnull, "-e", f"trace={call}"]
                line += ["-e", f"inject={call}:signal=KILL:when={number}"]
                os.execv(line[0], [*line, sys.executable, "-m", "screens.start", *words])
            atexit._clear()  # what this process would tidy is not the child's
            if way != "moment":
                arm(way, number, tally)
            become(words)
        os.close(write)
        if way == "moment":
            time.sleep(number / 1e6)
            os.kill(pid, signal.SIGKILL)
        with os.fdopen(read, "rb") as pipe:
            output = pipe.read().decode(errors="replace")
        _, status = os.waitpid(pid, 0)
        self.doing += f"\n{output[-1500:]}"
        if "Traceback" in output:
            raise Lost("a traceback")
        if os.WIFSIGNALED(status):
            self.counted[f"commands killed: {way}"] += 1
        elif not is_outside:
            took = int((time.monotonic() - began) * 1e6)
            self.totals[title, way] = max(2, int(tally.read_text()) if tally.exists() else took)
        return output

    def session(self) -> None:
        """One session of the app with some keys, ended in any way."""
        self.number += 1
        ending = self.chance.choice(ENDINGS)
        fault = None
        if ending == signal.SIGKILL and self.chance.random() < 0.6:
            way = self.chance.choice(("statement", "instruction", "byte"))
            reach = {"statement": 60, "instruction": 4000, "byte": 90_000}[way]
            fault = way, self.chance.randrange(1, reach), self.folder / "tally"
        Forked.fault = fault
        how = f"killed: {fault[0]}" if fault else NAMES.get(ending, str(ending))
        self.doing = f"the app, {fault or ending}"
        acts, names = [""], list[str]()
        words = ["--home", str(self.home)]
        with Forked(*words, environ={"COACH_CACHE": os.environ["COACH_CACHE"]}) as app:
            if self.chance.random() < 0.7:
                app.until(lambda: "? help" in app.emulator.text or _is_gone(app), 20)
                self._use(app, acts, names)
            else:
                app.settle(quiet=0.05, first=self.chance.uniform(0, 0.6), limit=1)
            self._end(app, ending)
        self.check(len(acts) - 1, names)
        self.counted[f"sessions ended: {how}"] += 1

    def _use(self, app: Session, acts: list[str], names: list[str]) -> None:
        """Some keys; what was acknowledged is noted."""
        for _ in range(self.chance.randrange(1, 14)):
            name = f"Kill{self.number}k{len(names)}"
            key = self.chance.choice((*KEYS, f"1a{name}\r1\r\r"))
            if _is_gone(app):
                return
            os.write(app.terminal, key.encode())
            app.settle(quiet=0.03, first=self.chance.choice((0.0, 0.05, 0.2)), limit=1)
            line = app.emulator.lines[-1].strip()
            if line.endswith(("u undo", "U redo")):
                if line != acts[-1]:
                    acts.append(line)
                if name in line:
                    names.append(name)

    def _end(self, app: Session, ending: int | str) -> None:
        """Ends it; the terminal is as it was, and nobody sees a traceback."""
        time.sleep(self.chance.choice((0, 0, 0.001, 0.01)))
        if ending == CLOSED:
            app.hang_up()
        elif ending == "quit":
            os.write(app.terminal, b"\x1b\x1b\x1b\x1bq")
            if not _is_gone(app, 3):
                app.kill(signal.SIGTERM)
        elif isinstance(ending, int) and not _is_gone(app):
            app.kill(ending)
        status = app.wait_end(20)
        if b"Traceback" in app.received or b"Error: " in app.received:
            raise Lost("a traceback:\n" + app.received.decode(errors="replace")[-2000:])
        if status not in (-signal.SIGKILL, -signal.SIGXFSZ) and ending != CLOSED:
            app.assert_given_back()


def _is_gone(app: Session, within: float = 0) -> bool:
    """Whether the program has ended; it is still to be waited for."""
    end = time.monotonic() + within
    while os.waitid(os.P_PID, app.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        if time.monotonic() >= end:
            return False
        app._read(0.02)
    return True


def preload() -> None:
    """Loads all that a run may need."""
    import importlib
    import pkgutil

    import coach
    import screens

    for package in (coach, screens):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)


def main(argv: Sequence[str] | None = None) -> int:
    """Kills; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.kill")
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--app", type=int, default=12, help="every N-th is a session of the app")
    args = parser.parse_args(argv)
    preload()
    with tempfile.TemporaryDirectory(prefix="coach-kill-") as name:
        folder = Path(name)
        os.environ.setdefault("COACH_CACHE", str(folder / "cache"))
        os.environ |= {"HOME": name, "TMPDIR": name}
        _write_example(folder / "example")
        killer = Killer(folder, random.Random(args.seed))
        began, turn = time.monotonic(), 0
        while killer.times < args.times:
            turn += 1
            try:
                killer.turn(turn, args.app)
            except KeyboardInterrupt:  # enough: says how far it came
                break
            except Exception as error:
                print(f"seed {args.seed}, turn {turn}: {killer.doing}\n{error!r}")
                return 1
        took = time.monotonic() - began
    print(f"{killer.times} killed in {took:.0f} s, nothing lost:")
    for what, times in sorted(killer.counted.items()):
        print(f"{times:>7,} {what}")
    return 0


def _write_example(home: Path) -> None:
    from coach.demo import write
    from coach.subjects.coach import Coach, at

    coach = Coach.open(home, at(date.fromisoformat(DAY)))
    write(coach)
    coach.close()


if __name__ == "__main__":
    sys.exit(main())
