"""What is the applicant's stays with them: no network, nothing of theirs on a command line, files
and folders for them alone whatever the umask, and nothing written through a link."""

from __future__ import annotations

import io
import json
import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from coach.saying.files import redacted
from coach.saying.sheets import SHEETS
from coach.writing import write_file

if TYPE_CHECKING:
    from session import Session

ROOT = Path(__file__).parents[2]
NAME = "Zyxwena"
"""Of a person, in every text that is typed."""
WATCH = """
import os, sys
NEVER = ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname",
         "socket.gethostbyaddr", "socket.getnameinfo", "socket.sendto", "socket.sendmsg",
         "urllib.Request", "http.client.connect", "webbrowser.open", "smtplib.connect")
STARTS = ("subprocess.Popen", "os.exec", "os.posix_spawn", "os.spawn", "os.system")
def watch(event, args):
    if event in NEVER or event in STARTS:
        file = os.open(os.environ["WATCHED"], os.O_WRONLY | os.O_APPEND)
        os.write(file, f"{event} {args[:2]!r}\\n".encode())
        os.close(file)
        if event in NEVER:
            raise PermissionError(event)
sys.addaudithook(watch)
"""
"""In every Python that is started: what it must never do is written down and refused."""
ROUND = """
import json, sys
from screens.start import main
statuses = []
for words in json.load(sys.stdin):
    try:
        statuses.append(main(["--today", "2026-11-22", *words]))
    except SystemExit as left:
        statuses.append(left.code)
print("\\n" + json.dumps(statuses), file=sys.__stdout__)
"""
WRITING = (
    *(f"export {kind} {kind}.{ending}" for kind in SHEETS for ending in ("csv", "xlsx")),
    *("export summary summary.md", "export everything all.json", "people export people.csv"),
    *("profile export profile.toml", "backup copy.db", "calendar --ics dates.ics"),
    *("week --markdown week.md", "paper week.html", "versions record record.html --anyway"),
)
"""Commands that write a file, which is among their words."""
READING = (
    "week",
    "today",
    "journey",
    "log",
    "backups",
    "doctor",
    "programs",
    "forecast",
    "search x",
)


def lines(home: Path, out: Path) -> list[list[str]]:
    """A round of commands: an applicant is made, told of somebody, shown and written out."""
    told = ("people add {0} mentor", "note lor Dr {0} IM us ask fri", "task add {0}")
    words = [
        *("demo --write", *(each.format(NAME) for each in told), "backup", *READING),
        "versions keep statement.txt --specialty IM",
        *("export everything all", "ask when does eras open", *WRITING),
    ]
    named = [line.split() for line in words]
    at = [
        [str(out / word) if "." in word or word == "all" else word for word in line]
        for line in named
    ]
    return [["--home", str(home), *line] for line in at]


@pytest.fixture
def watched(tmp_path: Path) -> dict[str, str]:
    """Surroundings in which every process is watched."""
    (tmp_path / "watch").mkdir()
    (tmp_path / "watch" / "sitecustomize.py").write_text(WATCH)
    (log := tmp_path / "watched.txt").touch()
    path = os.pathsep.join((str(tmp_path / "watch"), str(ROOT)))
    return {"PYTHONPATH": path, "WATCHED": str(log), "COACH_CACHE": str(tmp_path / "cache")}


@pytest.fixture(params=[0o000, 0o077], ids=oct)
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def seen(watched: dict[str, str]) -> list[str]:
    """What the watch wrote down."""
    return Path(watched["WATCHED"]).read_text().splitlines()


def open_to_others(folder: Path) -> list[str]:
    """Files and folders under it that anybody else may look into."""
    modes = ((each, stat.S_IMODE(each.lstat().st_mode)) for each in (folder, *folder.rglob("*")))
    return [f"{each} {mode:o}" for each, mode in modes if mode != (0o600, 0o700)[each.is_dir()]]


def test_the_watch_sees(watched: dict[str, str]) -> None:
    line = "import socket; socket.create_connection(('127.0.0.1', 9))"
    done = subprocess.run(
        [sys.executable, "-c", line], env=os.environ | watched, capture_output=True
    )
    assert done.returncode and "socket.getaddrinfo" in seen(watched)[0]


def test_commands_keep_to_this_machine_and_to_the_applicant(
    watched: dict[str, str], umask: int, tmp_path: Path
) -> None:
    home, out = tmp_path / "above" / "home", tmp_path / "out"
    out.mkdir(mode=0o700)
    write_file(out / "statement.txt", b"I chose medicine after a long winter in my village.")
    asked = lines(home, out)
    done = subprocess.run(
        [sys.executable, "-c", ROUND],
        input=json.dumps(asked),
        env=os.environ | watched,
        capture_output=True,
        text=True,
        cwd=out,
    )
    statuses = json.loads(done.stdout.splitlines()[-1])
    failed = [words[2:] for words, status in zip(asked, statuses, strict=True) if status]
    assert not failed, (failed, done.stderr)
    assert len([*out.iterdir()]) > 15
    assert not seen(watched)
    assert not [*open_to_others(home.parent), *open_to_others(out)]
    assert not open_to_others(tmp_path / "cache")


def test_the_app_keeps_to_this_machine_and_to_the_applicant(
    watched: dict[str, str],
    umask: int,
    start: Callable[..., Session],
    home: Path,
    run: Callable[..., tuple[int, Any, str]],
) -> None:
    assert run("people", "add", NAME, "mentor")[0] == run("task", "add", NAME)[0] == 0
    session = start(**watched)
    session.wait_for("Week")
    for key in "1234567":
        session.press(key)
        session.settle()
    session.press("q")
    assert session.wait_end() == 0
    log = seen(watched)
    assert all("subprocess.Popen" in line for line in log), log
    assert not [line for line in log if NAME in line]
    assert not open_to_others(home)


@pytest.mark.parametrize("is_there", [True, False])
@pytest.mark.parametrize("line", WRITING)
def test_nothing_is_written_through_a_link(
    run: Callable[..., tuple[int, Any, str]], line: str, is_there: bool, tmp_path: Path
) -> None:
    words = line.split()
    [name] = [word for word in words if "." in word]
    aim, link = tmp_path / "aim", tmp_path / name
    if is_there:
        aim.write_text("of somebody else")
    link.symlink_to(aim)
    write_file(tmp_path / "statement.txt", b"I chose medicine after a long winter in my village.")
    run("profile", "set", "specialties=IM", "visa=j1", "match_year=2028", "hours_per_week=12")
    run("versions", "keep", str(tmp_path / "statement.txt"))
    run("people", "add", NAME, "mentor")
    words[words.index(name)] = str(link)
    for more in ([], ["--force"]):
        status, _, told = run(*words, *more)
        assert status == 2 or (status, "is a link to another file" in told) == (1, True), told
    assert aim.exists() == is_there and link.is_symlink()
    assert not is_there or aim.read_text() == "of somebody else"


def everything_in(home: Path) -> list[str]:
    """The names of all that is in a folder."""
    return sorted(str(each.relative_to(home)) for each in home.rglob("*"))


@pytest.fixture
def full(run: Callable[..., tuple[int, Any, str]], tmp_path: Path) -> Path:
    """A data folder with a file of every kind that the coach writes, and some of others."""
    run("people", "add", NAME, "mentor")
    run("backup")
    home = tmp_path / "home"
    for name in ("settings.toml", "frame", f".frame.{os.getpid()}", "facts-1-2.db", "own.txt"):
        (home / name).write_text(name)
    for name in ("writing/im.txt", "scenarios/a.toml", "backups/own.txt"):
        (home / name).parent.mkdir(exist_ok=True)
        (home / name).write_text(name)
    return home


def test_forgetting_deletes_what_is_the_coachs_and_names_what_stays(
    run: Callable[..., tuple[int, Any, str]], full: Path, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere").mkdir()
    (aim := tmp_path / "elsewhere" / "a.toml").write_text("of somebody else")
    (full / "filters.toml").symlink_to(aim)
    for file in (full / "scenarios").iterdir():
        file.unlink()
    (full / "scenarios").rmdir()
    (full / "scenarios").symlink_to(aim.parent)
    before = everything_in(full)
    status, _, told = run("forget")
    assert (status, everything_in(full)) == (1, before)
    assert "Nothing was deleted" in told and "coach.db" in told
    status, answer, _ = run("forget", "--yes", "--json")
    assert status == 0 and everything_in(full) == [
        "backups",
        "backups/own.txt",
        "own.txt",
        "scenarios",
    ]
    assert {*answer["left"]} == {"own.txt", "scenarios", "backups/own.txt", str(aim)}
    assert "coach.db" in answer["deleted"] and "writing/im.txt" in answer["deleted"]
    assert aim.read_text() == "of somebody else"


@pytest.mark.parametrize(("typed", "is_done"), [("forget\n", True), ("yes\n", False), ("", False)])
def test_forgetting_asks_for_the_word(
    run: Callable[..., tuple[int, Any, str]],
    full: Path,
    typed: str,
    is_done: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Typed(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Typed(typed))
    status, _, told = run("forget")
    assert status == (not is_done) and "Type forget" in told
    assert (full / "coach.db").exists() != is_done


def test_nothing_is_deleted_while_another_window_is_open_nor_of_another_program(
    run: Callable[..., tuple[int, Any, str]], full: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything_in(full)
    with closing(sqlite3.connect(full / "coach.db")) as other:
        other.execute("SELECT count(*) FROM acts").fetchone()
        status, _, told = run("forget", "--yes")
    assert status == 1 and "Another window" in told
    assert {*before} <= {*everything_in(full)}
    (full / "coach.db").unlink()
    with closing(sqlite3.connect(full / "coach.db")) as other:
        other.execute("PRAGMA application_id = 7")
        other.execute("CREATE TABLE a (b)")
    assert run("forget", "--yes")[0] == 1 and (full / "frame").exists()


def test_a_damaged_file_is_forgotten_too(
    run: Callable[..., tuple[int, Any, str]], full: Path
) -> None:
    (full / "coach.db").write_bytes(b"?" * 9000)
    assert run("forget", "--yes")[0] == 0
    assert everything_in(full) == ["backups", "backups/own.txt", "own.txt"]


def test_a_redacted_summary_names_nobody_and_no_score(
    run: Callable[..., tuple[int, Any, str]],
) -> None:
    run("profile", "set", "specialties=IM", "visa=j1", "step2ck.score=241", "hours_per_week=12")
    run("people", "add", f"Dr {NAME} Okonkwo", "mentor")
    run(
        "task",
        "add",
        "Call Okonkwo, +1 (555) 123-4567 or a.b@example.org, AAMC 12345678",
        "--due",
        "2026-11-25",
    )
    whole, hidden = (run("export", "summary", "-", *more)[1] for more in ([], ["--redacted"]))
    assert "241" in whole and "Okonkwo" in whole and "example.org" in whole
    assert (
        "score 240-249" in hidden and "Call (name), (number) or (address), AAMC (number)" in hidden
    )
    for told in ("241", NAME, "Okonkwo", "4567", "12345678", "example.org"):
        assert told not in hidden
    assert run("export", "programs", "-", "--redacted")[0] == 1


@pytest.mark.parametrize(
    "text", ["2026-11-22: Interview", "Step 2 CK: 3 of 12, 2027", "Letters: 3"]
)
def test_days_and_counts_are_not_hidden(text: str) -> None:
    assert redacted(text, ["Dr Li", "de la Cruz"]) == text
