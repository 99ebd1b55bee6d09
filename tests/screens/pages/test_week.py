"""The week reads as a plan: what is done is one line, the cursor stays, what comes in is said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

import pytest
from textual.events import Paste

from coach.saying.files import of_coach
from coach.saying.sheets import Ticked
from coach.saying.week import dated
from coach.subjects.coach import Coach
from coach.subjects.road import Telling
from coach.wording import narrow
from screens.app import CoachApp
from screens.pages.journey import JourneyPage
from screens.pages.week import FOLD, WeekPage
from screens.widgets.prompt import Field, Lines
from tests.screens.hands import SAID, press, text

CERTIFIED: Final = SAID | {"step1.passed": "yes", "step2ck.score": "241", "oet.passed": "yes"}


def week(app: CoachApp) -> WeekPage:
    assert isinstance(app.screen, WeekPage)
    return app.screen


@pytest.fixture
def app(open_coach: Callable[..., Coach]) -> CoachApp:
    coach = open_coach(date(2026, 11, 24))
    coach.profile.change(CERTIFIED)
    return CoachApp(coach, {})


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 36)])
async def test_done_goes_into_one_line_the_cursor_stays_and_what_came_in_is_said(
    app: CoachApp, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        await press(pilot, "j")
        rows, before = week(app).rows, week(app).rows.keys
        assert FOLD not in before
        await press(pilot, "space")
        assert rows.cursor == 1 and rows.selected == before[1], "the same key takes it back"
        assert FOLD not in rows.keys
        came = set(rows.keys) - {*before, FOLD}
        last = text(app).rpartition("Done: ")[2]
        assert ("in: " in last) == bool(came) and "u undo" in last
        for back in ("u", "space"):
            await press(pilot, back)
            assert week(app).rows.keys == before and rows.selected == before[1]
            await press(pilot, "space")
            assert rows.selected == before[1]
        await press(pilot, "k", "space", "G")
        assert before[1] not in rows.keys and "2 done this week" in text(app)


async def test_the_line_of_what_is_done_unfolds_and_folds_by_enter_and_space(
    app: CoachApp,
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        key = week(app).rows.keys[0]
        await press(pilot, "space", "j", "space", "G")
        assert week(app).rows.selected == FOLD
        for fold in ("enter", "space"):
            await press(pilot, fold)
            assert week(app).rows.keys[-2:] == (FOLD, key)
            await press(pilot, fold)
            assert week(app).rows.keys[-1] == FOLD and week(app).rows.selected == FOLD
        for act in ("m", "s", "p", "w", "e", "x", "o"):
            await press(pilot, act)
            assert "Not now: this line is no task" in text(app)
        assert not app.coach.road.step(key).told.day


async def test_space_on_a_done_row_takes_it_back_in_one_act(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        before = week(app).rows.keys
        await press(pilot, "space", "j", "k")
        assert "space open again" in text(app)
        assert "Done on 24 Nov. Space opens it again." in text(app)
        await press(pilot, "space")
        assert app.coach.road.step(before[0]).state == "open"
        assert week(app).rows.keys == before and "Open again" in text(app)
        await press(pilot, "u")
        assert app.coach.road.step(before[0]).state == "done"
        await press(pilot, "2")
        assert isinstance(app.screen, JourneyPage)
        app.screen.go_to(before[0])
        await press(pilot, "space")
        assert app.coach.road.step(before[0]).state == "open"
        await press(pilot, "u")
        assert app.coach.road.step(before[0]).state == "done"


async def test_what_is_done_is_shown_while_it_fits_what_is_sought(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        key = week(app).rows.keys[0]
        title = app.coach.road.step(key).task.title
        await press(pilot, "space", "j", "space", "slash", *title.split()[-1].lower())
        assert key in week(app).rows.keys and FOLD not in week(app).rows.keys
        await press(pilot, "escape", "escape")
        assert FOLD in week(app).rows.keys and key not in week(app).rows.keys


async def test_why_a_task_stands_before_the_next_stands_below_the_list(app: CoachApp) -> None:
    async with app.run_test(size=(200, 60)) as pilot:
        await pilot.pause()
        first = app.coach.week.plan().planned[0]
        assert first.before and f"Why {first.before.why}" in text(app)
        await press(pilot, "enter")
        assert f"“{first.before.step.title}”: {first.before.why}" in text(app)


@pytest.mark.parametrize("width", range(60, 201, 7))
async def test_no_date_of_a_week_is_cut(app: CoachApp, width: int) -> None:
    step = app.coach.week.plan().planned[0].step
    app.coach.road.tell(step.task.key, Telling(due=date(2027, 1, 2)))
    async with app.run_test(size=(width, 50)) as pilot:
        await pilot.pause()
        shown = text(app)
        for planned in app.coach.week.plan().planned:
            assert dated(planned.step, app.coach.today, planned.day) in shown


@pytest.mark.parametrize("width", range(60, 201, 20))
async def test_no_date_of_the_road_is_cut(app: CoachApp, width: int) -> None:
    async with app.run_test(size=(width, 140)) as pilot:
        await press(pilot, "2")
        rows = text(app)
        steps = [step for step in app.coach.road.plan.steps if step.end]
        assert steps and all(narrow(step.end, app.coach.today) in rows for step in steps)
        assert "Dec 26" not in rows and "Jan 27" in rows


async def test_the_week_is_printed_and_a_letter_that_came_back_is_kept_and_taken_back(
    app: CoachApp, tmp_path: Path
) -> None:
    letter = of_coach(app.coach, Ticked())
    app.coach.paper.send(letter)
    line = next(each for each in letter.splitlines() if each.startswith("["))
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "W")
        app.screen.query_one(Field).post_message(Paste(str(tmp_path / "week.md")))
        await press(pilot, "enter")
        assert "Written to" in text(app) and "- [ ] " in (tmp_path / "week.md").read_text()
        for page in ("1", "3", "4"):
            await press(pilot, page, {"1": "P"}.get(page, "p"))
            back = letter.replace(line, f"{line}\nAsk me first\nBest wishes, J.")
            app.screen.query_one(Lines).post_message(Paste(back))
            await press(pilot, "enter")
            assert "came back with 1 note" in text(app) and "Ask me first" in text(app)
            await press(pilot, "y")
            assert "Kept: 1 note from a mentor" in text(app)
            await press(pilot, "u")
