"""ctrl+p: what was gone to last, what is possible here, and everything by names and numbers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from coach.subjects.coach import Coach
from screens.app import CoachApp
from screens.keys import commands
from screens.pages.page import Page
from screens.registry import PAGES
from screens.widgets.prompt import Field
from tests.screens.hands import press, text


async def test_it_opens_with_what_is_possible_here_and_its_keys(app: CoachApp) -> None:
    async with app.run_test(size=(80, 40)) as pilot:
        await press(pilot, "3", "ctrl+p")
        shown = text(app)
        assert "POSSIBLE HERE" in shown and "LAST GONE TO" not in shown
        for words in ("See what would open most v", "Hold this year against the next N"):
            assert words in shown
        await press(pilot, *"levers", "enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "What would open most" in text(app)


async def test_what_was_gone_to_last_stands_first_in_the_next_start_too(
    make_app: Callable[..., CoachApp],
) -> None:
    app = make_app()
    async with app.run_test(size=(80, 30)) as pilot:
        await press(pilot, "ctrl+p", *"bronxcare", "enter", "ctrl+p", *"uworld", "enter")
    again = make_app()
    async with again.run_test(size=(80, 30)) as pilot:
        await press(pilot, "ctrl+p")
        shown = text(again)
        assert shown.index("LAST GONE TO") < shown.index("UWorld") < shown.index("BronxCare")
        assert shown.index("BronxCare") < shown.index("POSSIBLE HERE")
        await press(pilot, "down", "enter")
        assert isinstance(again.screen, Page) and again.screen.page == "programs"


async def test_a_command_of_another_page_says_its_key_and_page(app: CoachApp) -> None:
    async with app.run_test(size=(80, 30)) as pilot:
        await press(pilot, "ctrl+p", *"levers")
        assert "v on Programs" in text(app)


@pytest.mark.parametrize("typed", ["1401611115", "140-16-11115", "140161111", "1401611"])
def test_a_program_is_found_by_its_number_and_by_the_beginning_of_one(
    open_coach: Callable[..., Coach], typed: str
) -> None:
    hits = open_coach().find(typed)
    assert "1401611115" in [hit.id for hit in hits if hit.kind == "program"]


def test_a_program_is_found_by_the_code_of_its_match(open_coach: Callable[..., Coach]) -> None:
    coach = open_coach()
    program = coach.programs.known("0400121010")
    assert program is not None
    for typed in (program.nrmp_code, program.nrmp_code.lower(), program.nrmp_code[:7]):
        assert program.id in [hit.id for hit in coach.find(typed)], typed


@pytest.mark.parametrize(("typed", "first"), [("bronx", "BronxCare"), ("hur", "Hurley")])
def test_names_that_begin_so_come_first(
    open_coach: Callable[..., Coach], typed: str, first: str
) -> None:
    coach = open_coach(specialties=["Internal Medicine"])
    assert coach.find(typed)[0].title.startswith(first)


async def test_a_number_is_found_on_the_page_too(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3")
        assert isinstance(app.screen, Page)
        key = app.screen.rows.keys[7]
        await press(pilot, "slash", *key)
        assert app.screen.rows.keys == (key,)


@pytest.mark.parametrize(
    "command", [c.id for page in PAGES for c in commands(page) if "enter" in c.key]
)
async def test_a_command_of_a_page_that_was_not_open_yet_is_done_there(
    app: CoachApp, command: str
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await app._do(command)  # noqa: SLF001
        await pilot.pause()
        assert app.return_code in (None, 0)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("what if", "i on Week"), ("икщтч", "As “bronx”, by the places of the keys")],
)
async def test_what_nothing_fits_is_sought_by_labels_and_places_of_keys(
    app: CoachApp, typed: str, shown: str
) -> None:
    async with app.run_test(size=(80, 30)) as pilot:
        await press(pilot, "3", "ctrl+p")
        app.screen.query_one(Field).type(typed)
        await pilot.pause()
        assert shown.upper() in text(app).upper()
