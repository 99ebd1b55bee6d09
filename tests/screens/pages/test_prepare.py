"""Prepare, as it is used: one line of typing for any log, steps that lead to their entry."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from coach.commands import LOG_KEYS, SEASON_KEYS
from coach.logs import TITLES
from coach.logs.letters import LETTERS
from coach.prepare.step import NextStep
from coach.state import steps as of_logs
from coach.state.state import State
from screens.app import CoachApp
from screens.pages.page import Page
from tests.screens.hands import SAID, press, text

LINES = (
    "lor Dr Khan IM us ask fri",
    "rotation Hurley observership 1 jun 2026 28 jun 2026",
    "test step2ck nbme 14 231",
    "person Dr Lee clinical",
)
KEYS_A_SECOND = 2
"""Of somebody who types with two fingers."""


def page(app: CoachApp) -> Page:
    assert isinstance(app.screen, Page)
    return app.screen


@pytest.fixture
def app(make_app: Callable[..., CoachApp]) -> CoachApp:
    app = make_app(new=True)
    app.coach.profile.change(SAID)
    return app


async def typed(pilot: Pilot[None], line: str) -> int:
    """Adds a line on Prepare; how many keys it took."""
    keys = ["a", *("space" if letter == " " else letter for letter in line), "enter"]
    await press(pilot, *keys)
    return len(keys)


async def test_letter_rotation_test_and_mentor_take_ninety_seconds(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "5")
        keys = 1 + sum([await typed(pilot, line) for line in LINES])
        assert keys / KEYS_A_SECOND <= 90
        logs = app.coach.logs
        kept = {name: len(logs[name].entries()) for name in ("letters", "experience", "tests")}
        assert kept == {"letters": 1, "experience": 1, "tests": 1}
        assert app.coach.logs["people"].entries()["dr_lee_clinical"]
        await press(pilot, "u")
        assert not app.coach.logs["people"].entries() and "Taken back: Added: Dr Lee" in text(app)


async def test_a_line_that_is_not_understood_stays_to_be_mended(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "5")
        await typed(pilot, "tset step2ck nbme 14 231")
        assert "Begin with what it is" in text(app) and "tset step2ck" in text(app)
        await press(pilot, "escape")
        await typed(pilot, "test step2ck nbme 14 310")
        assert "310 cannot be; at most 300" in text(app)
        await press(pilot, *["backspace"] * 3, *"231", "enter")
        assert len(app.coach.logs["tests"].entries()) == 1


async def test_each_log_is_one_key_away_and_escape_comes_back(app: CoachApp) -> None:
    async with app.run_test(size=(60, 20)) as pilot:
        assert [log for log, *_ in (*LOG_KEYS, *SEASON_KEYS)] == [*TITLES]
        for log, key, *_ in LOG_KEYS:
            await press(pilot, "5", key)
            assert page(app).page == log
            await press(pilot, "escape")
            assert page(app).page == "prepare"
        for log, key, *_ in SEASON_KEYS:
            await press(pilot, "4", key)
            assert page(app).page == log
            await press(pilot, "escape")
            assert page(app).page == "season"


def asks(state: State) -> tuple[NextStep, ...]:
    """A step of each kind, as long as nobody was reminded."""
    if any(letter.reminded for letter in state.kept(LETTERS).values()):
        return ()
    return (
        NextStep(
            key="letters/dr_khan/remind",
            title="Remind Dr Khan",
            why="Three weeks are over.",
            how="Two kind lines.",
            kind="next",
            entry="dr_khan_internal_medicine",
            sets="reminded",
            due=state.today,
        ),
        NextStep(
            key="letters/third",
            title="A third letter is missing",
            why="Two programs take three.",
            how="Ask where you work now.",
            kind="missing",
        ),
        NextStep(
            key="outreach/school",
            title="Your school has your transcript",
            why="Nine days so far.",
            how="Wait until it is unusual.",
            kind="waits",
        ),
    )


async def test_steps_lead_to_their_entry_and_close_themselves(
    app: CoachApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(of_logs, "next_steps", asks)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "5")
        await typed(pilot, "lor Dr Khan IM us asked yesterday")
        assert "NEXT" in text(app) and "MISSING" in text(app) and "WAITS FOR OTHERS" in text(app)
        assert "1 next · 1 wait for others" in text(app)
        page(app).rows.go_to("letters/dr_khan/remind")
        await press(pilot, "enter")
        assert page(app).page == "letters"
        assert page(app).rows.selected == "dr_khan_internal_medicine"
        await press(pilot, "ctrl+o")
        assert page(app).page == "prepare"
        assert page(app).rows.selected == "letters/dr_khan/remind"
        # The same step is a task of the week; done there, it is gone here.
        assert "letters/dr_khan/remind" in {s.task.key for s in app.coach.road.plan.steps}
        await press(pilot, "space")
        assert "Done: Remind Dr Khan" in text(app) and "Remind Dr Khan" not in app.coach.road.tasks
        letter = app.coach.logs["letters"].entries()["dr_khan_internal_medicine"]
        assert getattr(letter, "reminded") == app.coach.today  # noqa: B009
        await press(pilot, "u")
        assert "letters/dr_khan/remind" in app.coach.road.tasks
        await press(pilot, "slash", *"third", "enter")
        assert [*page(app).rows.keys] == ["head:missing", "letters/third"]
