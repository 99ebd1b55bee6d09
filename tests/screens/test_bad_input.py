"""Bad input into the real program: small windows, floods, pastes, clicks, Esc at every moment.

COACH_SOAK=full holds each key for a minute (`-k held`).
"""

from __future__ import annotations

import json
import os
import string
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from itertools import groupby
from pathlib import Path
from threading import Thread

import pytest

if sys.platform == "win32":
    pytest.skip("there is no pty", allow_module_level=True)

sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))

import bench
from session import KEYS, Session

from coach.commands import COMMANDS
from coach.subjects.coach import Coach, at
from screens.registry import PAGES
from tests.conftest import SHARE

IS_FULL = os.environ.get("COACH_SOAK") == "full"
PRESSES = 1800 if IS_FULL else 90
"""A key held for a minute, or three seconds."""
DAY = "2026-11-22"
SIZES = [(40, 10), (1, 1), (200, 60), *([(20, 3), (59, 24), (80, 19)] if IS_FULL else [])]
HELD = ["j", "space", "escape", *(["a", "enter", "tab", "backspace"] if IS_FULL else [])]
PASTED = (string.ascii_letters + string.digits + " éß漢\n") * 150
"""Some 10,000 characters; nearly each letter is a command somewhere."""
MARKED = "\x1b[200~" + PASTED + "\x1b[201~"
OPENED = [page for page in PAGES.values() if page.key]
ESCAPES = "\x1b" * 4


def told(home: Path, *words: str) -> str:
    """What a command says."""
    line = [sys.executable, "-m", "screens.start", "--home", str(home), "--today", DAY, *words]
    return subprocess.run(line, capture_output=True, text=True, check=True).stdout


def acts(home: Path) -> list[str]:
    """What was done in this folder, the first first; an act may change several rows."""
    kept = json.loads(told(home, "log", "--limit", "9999", "--json"))["changes"]
    return [act for act, _ in groupby(change["act"] for change in reversed(kept))]


def state(home: Path) -> list[str]:
    """All that acts may change."""
    pages = (["programs", "--all"], ["journey"], ["profile", "show"], ["export", "summary", "-"])
    return [told(home, *words) for words in pages]


@pytest.fixture
def app(
    start: Callable[..., Session], home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Session:
    """The program on its first page, with all that is worked out beside it there."""
    monkeypatch.chdir(tmp_path)  # what is exported lands here
    told(home, "week")
    app = start(COACH_TODAY=DAY)
    app.until(lambda: "over 95 %" in app.emulator.text)
    app.until(lambda: "your forecast for today" in app.emulator.text)
    return app


def write(app: Session, text: str) -> None:
    """Types all at once, however little of it the program reads at a time."""
    hand = Thread(target=os.write, args=(app.terminal, text.encode()))
    hand.start()
    while hand.is_alive():
        app._read(0.05)


def turn_to(app: Session, key: str) -> str:
    """The screen of a page, once all that was typed before is done."""
    write(app, ESCAPES + "?")
    app.until(lambda: app.emulator.lines[-1].endswith("Esc back"), limit=30)
    write(app, "\x1b" + key)
    app.until(lambda: f"[{key} " in app.emulator.lines[0])
    app.until(lambda: app.emulator.lines[-1].endswith("? help"))
    app.settle(quiet=0.2)
    return app.emulator.text


def leave(app: Session) -> None:
    """Lets go of everything and quits."""
    write(app, ESCAPES + "q")
    assert app.wait_end(30) == 0
    app.assert_given_back()


def undo_all(home: Path, since: list[str]) -> None:
    """Takes back what was done since."""
    count = len(acts(home)) - len(since)
    coach = Coach.open(home, at(date.fromisoformat(DAY)))
    for _ in range(count):
        coach.undo()
    coach.close()


@pytest.mark.parametrize("size", SIZES, ids=lambda size: "x".join(map(str, size)))
def test_a_page_comes_back_whole_from_any_size(app: Session, size: tuple[int, int]) -> None:
    for page in OPENED:
        before = turn_to(app, page.key)
        app.resize(*size)
        if size in ((40, 10), (59, 24), (80, 19)):
            app.until(lambda: "too small, the pages need 60×20" in app.emulator.text)
        app.resize(80, 24)
        app.until(lambda whole=before: app.emulator.text == whole)  # type: ignore[misc]
    leave(app)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: "x".join(map(str, size)))
def test_what_is_typed_in_a_question_outlives_any_size(
    app: Session, home: Path, size: tuple[int, int]
) -> None:
    before = acts(home)
    write(app, "aBuy paper")
    app.resize(*size)
    write(app, "s and ink")
    app.resize(80, 24)
    app.until(lambda: "Buy papers and ink" in app.emulator.text)
    write(app, "\r1\r\r")
    leave(app)
    new = acts(home)[len(before) :]
    assert len(new) == 1 and "Buy papers and ink" in new[0]


@pytest.mark.parametrize("text", [MARKED, PASTED], ids=["marked", "as if typed"])
def test_a_paste_into_a_page_presses_nothing(app: Session, home: Path, text: str) -> None:
    before = acts(home)
    for page in OPENED:
        shown = turn_to(app, page.key)
        write(app, text)
        assert turn_to(app, page.key) == shown
    leave(app)
    assert acts(home) == before


@pytest.mark.parametrize("text", [MARKED, PASTED], ids=["marked", "as if typed"])
def test_a_paste_into_a_field_is_text_that_esc_lets_go(app: Session, home: Path, text: str) -> None:
    before = acts(home)
    for page, key in (("1", "a"), ("3", "/"), ("3", "m"), ("3", "\x10"), ("7", "\r")):
        turn_to(app, page)
        write(app, key + " ")
        app.settle()
        write(app, text)
        app.until(lambda: "abcde" in app.emulator.text)
        app.settle(quiet=0.3)
        assert app.press("x") < 2000
    leave(app)
    assert acts(home) == before


def test_clicks_everywhere_and_on_nothing_change_nothing(app: Session, home: Path) -> None:
    before = acts(home)
    clicks = [
        f"\x1b[<{(x + y) % 3};{x};{y}M\x1b[<{(x + y) % 3};{x};{y}m"
        for y in range(1, 26)
        for x in range(1, 84, 9)
    ]
    outside = "\x1b[<0;999;999M\x1b[<0;0;0m\x1b[<0;5;5m\x1b[<35;5;5M\x1b[<64;5;5M\x1b[<65;5;5M"
    for page in OPENED:
        turn_to(app, page.key)
        write(app, "".join(clicks) + outside)
    leave(app)
    assert acts(home) == before


def presses(page: str) -> list[str]:
    """The keys of a page, as its terminal sends them."""
    keys = [command.key.split(",")[0] for command in COMMANDS if page in command.pages]
    names = {"plus": "+", "question_mark": "?"}
    return [KEYS.get(key, names.get(key, key)) for key in keys]


@pytest.mark.parametrize("page", [page.id for page in OPENED][:: 1 if SHARE == 1 else 2])
def test_esc_at_every_moment_leaves_whole_acts_or_none(app: Session, home: Path, page: str) -> None:
    """Each key of the page, some letters, Esc: no question stays open, and what was done can
    be undone to the last."""
    before, kept = acts(home), state(home)
    for letters in ("", "a", "j\ra"):
        turn_to(app, PAGES[page].key)
        write(app, "".join(key + letters + ESCAPES for key in presses(page)))
        turn_to(app, PAGES[page].key)
    leave(app)
    undo_all(home, before)
    assert state(home) == kept


@pytest.mark.parametrize("key", HELD)
def test_a_held_key_loses_nothing(app: Session, home: Path, key: str) -> None:
    before, kept = acts(home), state(home)
    turn_to(app, "1")
    if PRESSES < 1000:
        write(app, KEYS.get(key, key) * PRESSES)
    else:
        app.hold_down(key, PRESSES)
    turn_to(app, "3")
    leave(app)
    undo_all(home, before)
    assert state(home) == kept


def test_a_key_held_on_a_slow_line_is_right_soon_after(home: Path, cache: Path) -> None:
    """Besides the time that the line itself takes."""
    slow = bench.held_key(home, {"COACH_CACHE": str(cache)}, rtt_s=0)
    assert slow["right_after_ms"] <= 500
