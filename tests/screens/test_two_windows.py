"""Two windows, or a window and commands: nobody waits in silence, nothing is lost or hidden."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from coach import places
from coach.store.changes import WAITING
from coach.subjects.coach import Coach, at
from screens.app import CoachApp
from screens.pages import asking
from tests.conftest import DRAWN, TODAY
from tests.screens.hands import press, text

MakeApp = Callable[..., CoachApp]


@contextmanager
def writing(home: Path) -> Iterator[sqlite3.Connection]:
    """Another program that holds the file until it is told to end."""
    writer = sqlite3.connect(home / places.DATABASE, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    yield writer
    if writer.in_transaction:
        writer.execute("COMMIT")
    writer.close()


@pytest.fixture
def other(app: CoachApp) -> Iterator[Coach]:
    """Another window on the same folder."""
    coach = Coach.open(app.coach.home, at(TODAY), "pts/7")
    yield coach
    coach.close()


async def until(pilot: Pilot[None], said: str, seconds: float = 3) -> None:
    """Until the screen says so."""
    app, end = pilot.app, time.monotonic() + seconds
    assert isinstance(app, CoachApp)
    while said not in text(app):
        assert time.monotonic() < end, text(app)
        await asyncio.sleep(0.02)


def task(coach: Coach) -> str:
    """The last task of the week."""
    return coach.week.plan().planned[-1].step.task.key


def acts(coach: Coach) -> list[str]:
    return [done.title for done in coach.history.history(4)]


async def test_keys_wait_in_their_order_while_another_writes_and_the_app_goes_on(
    make_app: MakeApp, tmp_path: Path
) -> None:
    keys = ("space", "j", "space", "a")
    calm = make_app()
    async with calm.run_test(size=(80, 24)) as pilot:
        await press(pilot, *keys)
        wanted = acts(calm.coach)
    for _ in range(2):
        calm.coach.undo()
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        with writing(tmp_path / "home") as writer:
            longest, before = 0.0, acts(app.coach)
            for key in keys:
                app.simulate_key(key)
            end = time.monotonic() + 0.9
            while time.monotonic() < end:
                began = time.monotonic()
                await asyncio.sleep(0.01)
                longest = max(longest, time.monotonic() - began)
            assert WAITING in text(app) and acts(app.coach) == before
            assert longest < 0.5, "the app went on painting"
            writer.execute("COMMIT")
        await until(pilot, "Esc back")
        assert acts(app.coach)[:2] == wanted[:2]


async def test_who_waits_too_long_is_told_so_and_nothing_is_half_done(
    app: CoachApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "LONGEST_S", 0.6)
    async with app.run_test(size=(80, 24)) as pilot:
        before = acts(app.coach)
        with writing(app.coach.home):
            for key in ("space", "u"):
                app.simulate_key(key)
                await until(pilot, "Another window writes on and on; nothing was changed.")
                await press(pilot, "j")
            assert acts(app.coach) == before
        await press(pilot, "space")
        assert acts(app.coach)[1:] == before[:3] and "u undo" in text(app)


async def test_what_another_window_does_is_there_within_a_second(
    app: CoachApp, other: Coach
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        title = app.screen.items[app.screen.rows.selected].title  # type: ignore[attr-defined]
        key = app.screen.rows.selected  # type: ignore[attr-defined]
        assert title[:20] in text(app)
        other.road.skip(key, "no")
        end = time.monotonic() + 1
        while title[:20] in text(app):
            assert time.monotonic() < end
            await pilot.pause(0.02)


async def test_undo_says_beforehand_whose_act_it_would_take_back(
    app: CoachApp, other: Coach
) -> None:
    app.coach._state.store.window = "pts/1"
    async with app.run_test(size=(60, 20)) as pilot:
        key = task(other)
        before = other.road.step(key).told.hours_done
        other.road.part(key, 2)
        await press(pilot, "u")
        assert "Take back what window pts/7 did?" in text(app) and "2 h of: " in text(app)
        await press(pilot, "escape")
        assert other.road.step(key).told.hours_done == before + 2
        await press(pilot, "u", "enter")
        assert "Taken back: window pts/7: 2 h of: " in text(app)
        other._state.store.window = ""
        other.road.part(key, 3)
        await press(pilot, "u")
        assert "Take back what another program did?" in text(app)
        other.road.part(key, 4)
        await press(pilot, "enter")
        assert "Meanwhile “4 h of: " in text(app)
        assert other.road.step(key).told.hours_done == before + 7


@pytest.mark.skipif(sys.platform == "win32", reason="there is no pty")
def test_an_idle_window_sends_nothing_until_another_changes_what_it_shows(
    start: Callable[..., object], home: Path, cache: Path
) -> None:
    from session import Session

    app = start()
    assert isinstance(app, Session)
    app.wait_for("This week")
    app.until(lambda: "pathway" in app.emulator.text.lower())
    app.settle(first=3, quiet=3, limit=20)  # the pulse of the season is worked out beside
    before = len(app.received)
    app.settle(first=1.5)
    assert len(app.received) == before
    words = [sys.executable, "-m", "screens.start", "--home", str(home)]
    subprocess.run([*words, "task", "add", "Call the zoo", "--due", "tomorrow"], check=True)
    app.until(lambda: "Call the zoo" in app.emulator.text, 1.5)
    app.press("q")
    assert app.wait_end() == 0


@pytest.mark.skipif(sys.platform == "win32", reason="there is no pty")
def test_a_window_and_a_loop_of_commands_lose_nothing(
    start: Callable[..., object], home: Path, cache: Path
) -> None:
    from session import Session

    app = start()
    assert isinstance(app, Session)
    app.wait_for("This week")
    times = max(3, DRAWN // 8)
    script = (
        "import sys\nfrom screens.start import main\nfor _ in range(int(sys.argv[1])):\n"
        "    try:\n        main(sys.argv[2:])\n    except SystemExit as end:\n"
        "        assert not end.code\n"
    )
    key, before = hours(home)
    words = ["--home", str(home), "do", key, "--part", "1"]
    environ = os.environ | {"COACH_CACHE": str(cache), "COACH_TODAY": str(TODAY)}
    command = [sys.executable, "-c", script, str(times), *words]
    loops = [subprocess.Popen(command, env=environ, stdout=subprocess.DEVNULL) for _ in range(2)]
    app.press("3", settle=False)
    app.wait_for("1= ")
    pressed = 0
    while any(loop.poll() is None for loop in loops):
        app.press("y", "j")
        pressed += 1
        assert "locked" not in app.emulator.text and "not be saved" not in app.emulator.text
    assert [loop.wait() for loop in loops] == [0, 0] and pressed
    app.settle()
    app.press("q")
    assert app.wait_end() == 0
    assert hours(home) == (key, before + 2 * times)
    with closing(sqlite3.connect(home / places.DATABASE)) as raw:
        acts = raw.execute("SELECT count(*) FROM acts WHERE window LIKE 'pts/%'").fetchone()
    assert acts == (pressed,), "each key that was pressed is an act"


def hours(home: Path) -> tuple[str, float]:
    """A task, and how many hours of it are done."""
    coach = Coach.open(home, at(TODAY))
    try:
        key = "pathway_choose"
        return key, coach.road.step(key).told.hours_done
    finally:
        coach.close()
