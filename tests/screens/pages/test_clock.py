"""The Week page asks what the season hangs on, and `y` answers it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from textual.pilot import Pilot

from coach.subjects.coach import Coach
from screens.app import CoachApp
from screens.widgets.ask import Ask, Pick


async def press(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
    await pilot.pause()


def text(app: CoachApp) -> str:
    lines = app.screen._compositor.render_strips()
    return " ".join(" ".join(strip.text for strip in lines).split())


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 36)])
async def test_one_key_answers_what_is_asked_and_zero_counts(
    open_coach: Callable[..., Coach], size: tuple[int, int]
) -> None:
    coach = open_coach(date(2026, 11, 28), match_year="2027", certified="yes")
    app = CoachApp(coach, {})
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert "? Submitted? To how many programs?" in text(app)
        await press(pilot, "y")
        assert isinstance(app.screen, Ask)
        await press(pilot, *"60", "enter")
        assert "? How many invitations so far?" in text(app)
        await press(pilot, "y", *"0", "enter")
        assert coach.profile.applicant.invitations == 0
        await press(pilot, "y", *"-1", "enter")
        assert "new score" not in text(app), "an answer in words is asked for once"
        await press(pilot, "y")
        assert isinstance(app.screen, Pick)
        await press(pilot, "enter", *"-1", "enter")
        assert "say a number from 0 to 100" in text(app)
        assert coach.profile.applicant.invitations == 0


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 36)])
@pytest.mark.parametrize("certified", ["", "yes"])
async def test_without_a_match_the_help_lines_stand_there_and_meet_the_answer(
    open_coach: Callable[..., Coach], size: tuple[int, int], certified: str
) -> None:
    open_coach(date(2026, 11, 28), match_year="2027", certified=certified).answering.answer("60")
    coach = open_coach(date(2027, 3, 15))
    coach.answering.answer("no")
    app = CoachApp(coach, {})
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        shown = text(app)
        for words in ("988", "Physician Support Line 1-888-409-0141", "findahelpline.com"):
            assert words in shown
        assert "Contact no program" in shown and "hour by hour" in shown
        await press(pilot, "y", *"alone", "enter")
        assert "Kept 988 · 1-888-409-0141 · findahelpline.com u undo" in text(app)
