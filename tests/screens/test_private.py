"""What is the applicant's stays with them: no network, nothing of theirs on a command line, files
and folders for them alone whatever the umask, and nothing written through a link."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from coach.saying.sheets import SHEETS

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
    watched: dict[str, str], umask: int, start: Callable[..., Session], home: Path
) -> None:
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
    run("profile", "set", "specialties=IM", "visa=j1", "match_year=2028", "hours_per_week=12")
    words[words.index(name)] = str(link)
    for more in ([], ["--force"]):
        status, _, told = run(*words, *more)
        assert status in (1, 2) and told, (words, more)
    assert aim.exists() == is_there and link.is_symlink()
    assert not is_there or aim.read_text() == "of somebody else"
