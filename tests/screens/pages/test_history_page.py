"""The history page: back to any point after a look at what falls, and forward again."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import pytest
from textual.pilot import Pilot

from coach.subjects.coach import Coach, at
from screens.app import CoachApp
from tests.conftest import TODAY
from tests.screens.hands import press, text

SIZES = [(60, 20), (80, 24), (120, 36)]


@pytest.fixture
def marked(app: CoachApp) -> CoachApp:
    """The example, of whose three newest acts another window did the second."""
    other = Coach.open(app.coach.home, at(TODAY), "pts/7")
    app.coach._state.store.window = "pts/1"
    programs = [each.program.id for each in app.coach.programs.ranked()[5:8]]
    for coach, program in zip((app.coach, other, app.coach), programs, strict=True):
        coach.programs.mark(program, "apply")
    other.close()
    app.coach.refresh()
    return app


def marks(app: CoachApp) -> int:
    return len(app.coach.programs.marks)


async def test_back_to_a_point_says_what_falls_and_forward_brings_all_of_it(
    marked: CoachApp,
) -> None:
    async with marked.run_test(size=(80, 24)) as pilot:
        count = marks(marked)
        await press(pilot, "3", "Z", "j", "j", "j", "u")
        assert "? 3 changes, 1 of window pts/7, would be taken back:" in text(marked)
        assert marks(marked) == count
        await press(pilot, "escape")
        assert marks(marked) == count and "would be" not in text(marked)
        await press(pilot, "enter", "enter")
        assert marks(marked) == count - 3
        assert "Taken back: 3 changes, 1 of window pts/7 U redo" in text(marked)
        assert text(marked).count("taken back") == 3
        await press(pilot, "U")
        assert marks(marked) == count and "Done again: 3 changes, at last apply: " in text(marked)
        await press(pilot, "escape")
        assert marked.screen.page == "programs"  # type: ignore[attr-defined]


async def test_the_newest_goes_by_itself_and_the_cursor_goes_on(marked: CoachApp) -> None:
    async with marked.run_test(size=(80, 24)) as pilot:
        count = marks(marked)
        await press(pilot, "Z", "u", "u")
        assert marks(marked) == count - 1 and "Take back what window pts/7 did?" in text(marked)
        await press(pilot, "enter")
        assert marks(marked) == count - 2 and "Taken back: window pts/7: apply" in text(marked)
        await press(pilot, "k", "k", "u")
        assert "Not now: that is taken back; U does it again." in text(marked)
        await press(pilot, "U")
        assert marks(marked) == count - 1
        await press(pilot, "escape", "U")
        assert marks(marked) == count and "u undo" in text(marked)
        await press(pilot, "U")
        assert "Nothing to do again." in text(marked)


async def test_another_window_that_acts_meanwhile_is_named(marked: CoachApp) -> None:
    async with marked.run_test(size=(80, 24)) as pilot:
        await press(pilot, "Z", "j", "j", "u")
        other = Coach.open(marked.coach.home, at(TODAY), "pts/7")
        other.programs.mark(other.programs.ranked()[9].program.id, "no")
        other.close()
        await press(pilot, "enter")
        assert "Meanwhile “no: " in text(marked)
        assert "was done: look again. Nothing was changed." in text(marked)
        await press(pilot, "j", "u")
        assert "? 3 changes, 2 of window pts/7, would be taken back:" in text(marked)


async def test_a_new_applicant_has_done_nothing(make_app: Callable[..., CoachApp]) -> None:
    app = make_app(new=True)
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "escape", "Z", "u")
        assert "Nothing was done yet." in text(app) and "Not now: nothing" in text(app)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("keys", ["Z", "Zjju"])
def test_looks(snap_compare: Any, marked: CoachApp, keys: str, size: tuple[int, int]) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await press(pilot, *keys)

    assert snap_compare(marked, terminal_size=size, run_before=look)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no pty")
def test_two_windows_of_the_real_program_see_each_others_acts(start: Callable[..., Any]) -> None:
    here, there = start(), start(size=(60, 20))
    for window in (here, there):
        window.wait_for("This week")
    there.press("3")
    there.wait_for("1= ")
    there.press("y")
    there.wait_for("u undo")
    here.press("Z")
    here.wait_for("pts/")
    here.press("j", "u")
    here.wait_for("1 change, 1 of window pts/")
    here.press("\r")
    here.wait_for("U redo")
    there.press("U")
    there.wait_for("Done again:")
    for window in (here, there):
        window.press("q")
        assert window.wait_end() == 0


async def test_copies_are_made_and_gone_back_to_after_a_look(marked: CoachApp) -> None:
    async with marked.run_test(size=(80, 24)) as pilot:
        count = marks(marked)
        await press(pilot, "Z", "b", "enter")
        assert "Everything is in" in text(marked)
        await press(pilot, "escape", "u")
        assert marks(marked) == count - 1
        await press(pilot, "b", "j")
        assert "by hand: " in text(marked)
        await press(pilot, "enter")
        assert "Go back to coach-" in text(marked) and "Marks: 1 comes back" in text(marked)
        await press(pilot, "y")
        assert marks(marked) == count and "What was there is kept as before-restore-" in text(
            marked
        )
