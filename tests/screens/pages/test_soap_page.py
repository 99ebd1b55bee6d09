"""SOAP: the rehearsal by the hour, picks by a few letters, Match Day with little on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from screens.app import CoachApp
from screens.by_keys import by_keys
from screens.pages.soap import SoapPage
from tests.screens.hands import press, text

Make = Callable[..., CoachApp]
SIZES = [(60, 20), (80, 24), (120, 36), (200, 60)]
WHO = {"match_year": "2027", "match_result": "not_matched", "certified": "yes"}


def ready(make_app: Make, day: date, **answers: str) -> CoachApp:
    app = make_app(day=day)
    app.coach.profile.change(WHO | answers)
    return app


def page(app: CoachApp) -> SoapPage:
    assert isinstance(app.screen, SoapPage)
    return app.screen


async def test_a_rehearsal_goes_by_the_hour_says_so_and_keeps_nothing(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "4", "o", "r")
        assert "REHEARSAL, nothing is kept" in text(app)
        assert "Mon 10:00 ET (" in text(app) and "First you, then the list" in text(app)
        await press(pilot, "l")
        assert "kept: Mon 11:00 ET" in text(app) and "at most 45" in text(app)
        assert "a proposal" not in text(app) and "n next event" in text(app)
        await press(pilot, "a", *"1403511253", "enter")
        assert "nothing is kept" in text(app) and not app.coach.soap.picks
        assert "their order is a proposal" in text(app)
        await press(pilot, "w")
        assert "Keep what R3 says" in text(app)
        await press(pilot, "y")
        assert "Not now: a rehearsal keeps nothing" in text(app)
        await press(pilot, "n")
        assert "kept: Tue 08:00 ET" in text(app)
        await press(pilot, "escape")
        assert "REHEARSAL" not in text(app) and "To take part" in text(app)
        await press(pilot, "a")
        assert "Not now: The list of unfilled programs is not out yet; no picks before." in text(
            app
        )
        await press(pilot, "escape")
        assert "[4 Season]" in text(app)


@pytest.mark.parametrize("keys", ["", "r", "rn", "rnnn", "rnnnnnnn"])
async def test_rows_have_their_point_at_60_columns(app: CoachApp, keys: str) -> None:
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "4", "o", *keys)
        assert "…" not in text(app)


async def test_programs_are_picked_by_letters_and_have_their_answer_card(make_app: Make) -> None:
    app = ready(make_app, date(2027, 3, 16))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "4", "o", "a", *"bronxcare", "enter")
        while not app.coach.soap.picks:
            await press(pilot, "enter")
        (pick,) = app.coach.soap.picks
        page(app).go_to(pick.program)
        await press(pilot, "enter")
        assert "They should not ask" in text(app) and "Exams" in text(app)
        await press(pilot, "escape", "d")
        assert not app.coach.soap.picks
        await press(pilot, "u")
        assert app.coach.soap.picks


async def test_a_text_of_the_list_is_read_after_its_sentence_and_what_is_picked_is_kept(
    make_app: Make,
) -> None:
    app = ready(make_app, date(2027, 3, 16))
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "4", "o", "p")
        assert "only if the NRMP's words of this season allow it" in " ".join(text(app).split())
        await press(pilot, "y", *"match 2026", "enter")
        assert "is of 2026" in text(app)
        await press(pilot, *["backspace"] * 10, *"1403511253", "enter", "space", "enter")
        assert [pick.program for pick in app.coach.soap.picks] == ["1403511253"]
        await press(pilot, "escape", "p", *"bronxcare", "enter")
        assert "no list of programs is read here" in " ".join(text(app).split())


async def test_a_result_has_its_day_and_one_against_the_list_is_asked_about(
    make_app: Make,
) -> None:
    app = ready(make_app, date(2027, 3, 16), match_result="")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "4", "o", "y", *"yes", "enter")
        assert "Your list says otherwise" in text(app) and "no rank list is certified" in text(app)
        await press(pilot, "n")
        assert app.coach.soap.who == "waiting"
        await press(pilot, "y", *"yes", "enter", "y")
        assert app.coach.soap.who == "matched"
    early = make_app(day=date(2027, 2, 20))
    async with early.run_test(size=(80, 24)) as pilot:
        await press(pilot, "4", "o", "y")
        assert "R3 tells the result on Mon 15 Mar 10:00 ET" in text(early)


def test_a_command_in_a_text_is_a_key_on_screen() -> None:
    assert by_keys("Ask: `coach honest`.") == "Ask: y on Season."
    assert by_keys("`coach list --next` and `coach profile set visa=`") == (
        "L on Programs, then n, and Profile, 7"
    )
    assert by_keys("`coach doctor`") == "`coach doctor`"


@pytest.mark.parametrize("size", SIZES[:3])
async def test_match_day_has_one_quiet_screen(make_app: Make, size: tuple[int, int]) -> None:
    app = ready(make_app, date(2027, 3, 19))
    async with app.run_test(size=size) as pilot:
        await press(pilot, "4", "o")
        shown = text(app)
        assert "Who is with you" in shown and "988" in shown
        assert "Hold ready" not in shown and "Stayed open" not in shown


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("moment", ["before", "rehearsal", "tuesday", "day"])
def test_soap_looks(snap_compare: Any, make_app: Make, moment: str, size: tuple[int, int]) -> None:
    days = {"tuesday": date(2027, 3, 16), "day": date(2027, 3, 19)}
    app = ready(make_app, days[moment]) if moment in days else make_app()
    if moment == "tuesday":
        for program in ("1403511253", "1200221596"):
            app.coach.soap.pick(program)
    keys = ["4", "o", *{"rehearsal": ("r", "l", "l")}.get(moment, ())]
    assert snap_compare(app, terminal_size=size, press=keys)
