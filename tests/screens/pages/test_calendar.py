"""Calendar: months by keys, the thing behind a line, a date by a few letters."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from coach.records import Hit
from screens.app import CoachApp
from screens.pages.calendar import CalendarPage
from screens.pages.page import Page
from screens.widgets.ask import Help
from tests.screens.hands import press, text

Make = Callable[..., CoachApp]


def page(app: CoachApp) -> CalendarPage:
    assert isinstance(app.screen, CalendarPage)
    return app.screen


async def test_months_are_walked_and_filtered_and_esc_leads_back(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "c")
        assert "DECEMBER 2026" in text(app) and "cannot wait (!)" in text(app)
        first = page(app).item
        await press(pilot, "l")
        second = page(app).item
        assert first and second and first.month < second.month
        await press(pilot, "right_square_bracket", "left_square_bracket", "h")
        assert page(app).item == first
        await press(pilot, "slash", *"march", "enter")
        assert {each.month for each in page(app).items.values()} == {date(2027, 3, 1)}
        await press(pilot, "escape", "escape")
        assert isinstance(app.screen, Page) and app.screen.page == "week"


async def test_enter_goes_to_the_task_or_entry_behind_and_ctrl_o_comes_back(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "c")
        for key, there in (
            ("task:nrmp_register", ("journey", "nrmp_register")),
            ("date:nrmp_standard_registration_deadline", ("journey", "nrmp_register")),
        ):
            page(app).go_to(key)
            await press(pilot, "enter")
            await pilot.pause()
            assert isinstance(app.screen, Page)
            assert (app.screen.page, app.screen.rows.selected) == there
            await press(pilot, "ctrl+o")
            assert page(app).rows.selected == key
        talk = next(key for key in page(app).items if key.startswith("interviews:"))
        page(app).go_to(talk)
        await press(pilot, "enter")
        await pilot.pause()
        assert isinstance(app.screen, Page)
        assert (app.screen.page, app.screen.rows.selected) == ("interviews", talk.partition(":")[2])
        await press(pilot, "ctrl+o")
        page(app).go_to("residency_start")
        await press(pilot, "enter")
        assert isinstance(app.screen, Help) and "Source" in text(app)


async def test_what_a_date_rests_on_stands_below(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "c")
        page(app).go_to("nrmp_rol_deadline")
        await pilot.pause()
        assert "3 Mar 27 21:00 ET (4 Mar 07:00 yours)" in text(app)
        assert "Needs" in text(app) and "stated, 2026" in text(app)


async def test_the_palette_finds_dates_rules_and_commands(app: CoachApp) -> None:
    async with app.run_test(size=(80, 36)) as pilot:
        await press(pilot, "ctrl+p", *"deadline")
        lines = {line.split()[0] for line in _lines(app) if line.strip()}
        assert {"date", "rule", "command"} <= lines
        await press(pilot, "escape", "ctrl+p", *"fee rises", "enter")
        await pilot.pause()
        assert page(app).rows.selected == "date:nrmp_standard_registration_deadline"
        app._found(Hit("rule", "seven_years", "", 1.0, ""))
        await press(pilot)
        assert isinstance(app.screen, Help) and "Rules" in text(app)


def _lines(app: CoachApp) -> list[str]:
    return [strip.text.strip("▌ ") for strip in app.screen._compositor.render_strips()]


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 36)])
async def test_without_a_zone_hours_are_said_once_to_be_eastern(
    make_app: Make, size: tuple[int, int]
) -> None:
    app = make_app()
    app.coach.profile.change({"time_zone": ""})
    async with app.run_test(size=size) as pilot:
        await press(pilot, "c")
        assert text(app).count("Eastern") == 1 and "yours)" not in text(app)


async def test_a_new_applicant_has_a_calendar_of_months(make_app: Make) -> None:
    app = make_app(new=True)
    app.coach.profile.change({"match_year": "2028"})
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "c")
        assert "ahead" in text(app) and "2027" in text(app)


async def test_a_season_that_is_over_says_the_way_on(make_app: Make) -> None:
    app = make_app(day=date(2027, 7, 20))
    assert app.coach.season.year == 2027
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "c")
        assert "The 2027 season is over: set" in text(app)
