"""The Week page asks what the season hangs on, and `y` answers it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from coach.subjects.coach import Coach
from screens.app import CoachApp
from screens.pages.asking import begin
from screens.pages.questions import first_questions
from screens.pages.week import WeekPage
from screens.widgets.ask import Ask, Pick
from tests.screens.hands import SAID, press, text


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 36)])
async def test_one_key_answers_what_is_asked_and_zero_counts(
    open_coach: Callable[..., Coach], size: tuple[int, int]
) -> None:
    coach = open_coach(date(2026, 11, 28), **SAID)
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
        assert "contact nobody first." in " ".join(shown.split())
        assert "Match Week: no contact until" in shown and "hour by hour" in shown
        await press(pilot, "y", *"alone", "enter")
        assert "Kept 988 · 1-888-409-0141 · findahelpline.com u undo" in text(app)


@pytest.mark.parametrize(("size", "first"), [((60, 20), "NRMP."), ((80, 24), "start plan B.")])
async def test_first_line_and_question_have_a_line_each_at_every_size(
    open_coach: Callable[..., Coach], size: tuple[int, int], first: str
) -> None:
    app = CoachApp(open_coach(date(2026, 11, 28), **SAID), {})
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        strips = app.screen._compositor.render_strips()
        lines = ["".join(strip.text for strip in [line]).strip() for line in strips]
        place = next(at for at, line in enumerate(lines) if line.startswith("Register with the"))
        assert lines[place].endswith(first)
        assert lines[place + 1].startswith("? Submitted?") and lines[place + 1].endswith("  y")
        assert "y answer" in lines[-1]
        dates = [line for line in lines if " 1 Feb" in line or " 3 Mar" in line]
        assert "Rank list opens" in dates[0] and "Rank list due" in dates[1]
        assert "NRMP fee rises" in "".join(lines)


async def test_what_little_is_known_alarms_nobody(open_coach: Callable[..., Coach]) -> None:
    few = {"match_year": "2027", "certified": "yes", "hours_per_week": "0"}
    app = CoachApp(open_coach(date(2026, 11, 28), **few), {})
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for word in ("were due", "Honestly", "Slipped", "Submitted?"):
            assert word not in text(app)
        assert "0 of 0 h planned · 10 questions are open" in text(app)
        await press(pilot, "7", "r", *["enter"] * 3, "escape", "1")
        assert "were due" not in text(app)


async def test_while_the_first_questions_are_asked_nothing_is_said_of_what_was_due(
    open_coach: Callable[..., Coach],
) -> None:
    app = CoachApp(open_coach(date(2026, 11, 28), **SAID), {})
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "were due" in text(app) and "Submitted?" in text(app)
        week = app.screen
        assert isinstance(week, WeekPage)
        begin(week, first_questions(week))
        assert week.asks_first
        week.reload()
        await pilot.pause()
        shown = "".join(line.text for line in (*week.head._lines, *week.dates._lines))
        assert "were due" not in shown and "Submitted?" not in shown
        await press(pilot, "escape")
        assert "were due" in text(app), "it is said once they were left"


async def test_before_its_hour_no_result_is_taken_and_one_that_stands_can_be_taken_back(
    open_coach: Callable[..., Coach],
) -> None:
    open_coach(date(2026, 11, 28), **SAID).answering.answer("60")
    coach = open_coach(date(2027, 3, 15))  # noon is 8:00 ET in the zone of the tests
    app = CoachApp(coach, {})
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "y", *"no", "enter")
        assert "R3 tells the result on Mon 15 Mar 10:00 ET" in text(app)
        assert coach.profile.applicant.match_result is None
        coach.profile.change({"match_result": "not_matched"})
        await press(pilot, "4", "o", "y")
        await press(pilot, *["up"] * 4, "enter")
        assert coach.profile.applicant.match_result is None


async def test_after_soap_nothing_says_that_one_is_in_it(open_coach: Callable[..., Coach]) -> None:
    open_coach(date(2026, 11, 28), **SAID).answering.answer("60")
    coach = open_coach(date(2027, 3, 20))
    coach.profile.change({"match_result": "not_matched", "result_year": 2027, "match_year": ""})
    app = CoachApp(coach, {})
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "4", "o")
        assert "SOAP is over" in text(app) and "in SOAP" not in text(app)
        assert "residency_start" not in {event.key for event in coach.season.dates()}
        coach.profile.change({"match_result": "matched"})
        app.screen.reload()
        await pilot.pause()
        assert "SOAP is over" in text(app) and "what follows it" not in text(app)
