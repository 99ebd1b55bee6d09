"""Letters and people on their pages: board, proposal, from a name to the person and back."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from coach.subjects.coach import Coach
from screens.app import CoachApp
from tests.screens.hands import press, text

MakeApp = Callable[..., CoachApp]
# The example applicant has letters of Dr Ahmed, Dr Brown and Dr Khan, who is still to write.


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_the_board_is_shown_and_the_proposal_taken_over(
    make_app: MakeApp, size: tuple[int, int]
) -> None:
    app = make_app()
    async with app.run_test(size=size) as pilot:
        app.action_go("letters")
        await pilot.pause()
        await press(pilot, "b")
        assert "programs can get all that is usually asked for (3 in all" in text(app)
        assert "Dr Khan (promised)" in text(app)
        await press(pilot, "escape", "A", "y")
        assert assigned(app.coach) == {"Dr Ahmed", "Dr Brown"}
        await press(pilot, "u")
        assert not assigned(app.coach)


def assigned(coach: Coach) -> set[str]:
    return {letter.writer for letter in coach.letters.entries().values() if letter.programs}


async def test_a_writer_who_is_not_kept_is_asked_about_and_added_and_leads_back(
    make_app: MakeApp,
) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        app.action_go("letters")
        await pilot.pause()
        assert "Dr Ahmed" in text(app) and "not among your people" in text(app)
        await press(pilot, "n")
        assert "Dr Ahmed is not among your people. Add them as" in text(app)
        await press(pilot, "down", "enter")
        await pilot.pause()
        assert app.coach.people.named("Dr Ahmed")
        await press(pilot, "n")
        await pilot.pause()
        assert "Letters" in text(app).partition("Writer")[0]


async def test_somebody_is_forgotten_after_it_is_said_what_names_them(make_app: MakeApp) -> None:
    app = make_app()
    coach = app.coach
    async with app.run_test(size=(80, 24)) as pilot:
        app.action_go("people")
        await pilot.pause()
        await press(pilot, "F")
        assert "letters: Dr Brown, Internal Medicine" in text(app)
        await press(pilot, "n")
        assert "dr_brown_clinical" in coach.people.entries()
        await press(pilot, "F", "y")
        assert "undo does not bring it back" in text(app)
        assert "dr_brown_clinical" not in coach.people.entries()
        assert "a clinical mentor" in {each.writer for each in coach.letters.entries().values()}


async def test_a_person_at_a_program_shows_on_its_row(make_app: MakeApp) -> None:
    app = make_app()
    first = app.coach.programs.ranked()[0].program.id
    app.coach.logs["people"].add(f"person Dr Lee clinical {first}")
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "3")
        assert "· Dr Lee" in text(app)
        await press(pilot, "e")
        assert "you know Dr Lee there" in text(app)


async def test_reminded_and_thanked_are_a_key_each_where_they_make_sense(make_app: MakeApp) -> None:
    app = make_app()
    letters = app.coach.letters.entries
    async with app.run_test(size=(80, 24)) as pilot:
        app.action_go("letters")
        await pilot.pause()
        await press(pilot, "r")
        assert "the letter is processed" in text(app)
        await press(pilot, "y")
        assert letters()["dr_ahmed_internal_medicine"].thanked == app.coach.today
        await press(pilot, "u")
        assert letters()["dr_ahmed_internal_medicine"].thanked is None
        await press(pilot, "G", "r")
        assert letters()["dr_khan_internal_medicine"].reminded == app.coach.today
        await press(pilot, "r")
        assert "ask somebody else" in text(app)
        await press(pilot, "y")
        assert "the letter is not there yet" in text(app)


@pytest.mark.parametrize("width", [50, 60, 80])
async def test_a_day_is_whole_or_not_there(make_app: MakeApp, width: int) -> None:
    app = make_app()
    for name in ("Dr Lee of the University Hospital", "Prof Maria Gomez Fernandez"):
        app.coach.logs["letters"].add(f"lor {name} IM us asked 2 mar 2025")
    async with app.run_test(size=(width, 24)) as pilot:
        app.action_go("letters")
        await pilot.pause()
        rows = text(app).partition("Next")[0]
        assert rows.count("2 M") == rows.count("2 Mar 25") and (width < 80 or "2 Mar 25" in rows)
