"""The frame of the pages: the way between them, and how list and text share every size."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from textual.geometry import Region
from textual.pilot import Pilot

from coach.cells import cut, width_of
from screens.app import CoachApp
from screens.pages.anything import Anything
from screens.pages.list_page import BESIDE, ListPage
from screens.pages.page import Page
from screens.pages.programs import ProgramsPage
from screens.registry import PAGES
from screens.widgets.detail import Detail
from screens.widgets.row_line import MARGIN, indent, lay_out, text_of
from tests.screens.hands import press, text

DATES = ("by", "due", "start", "slack")
"""Columns whose texts are never cut."""


def page(app: CoachApp) -> Page:
    assert isinstance(app.screen, Page)
    return app.screen


async def test_ctrl_o_goes_back_to_where_a_search_began(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "2", "j", "j")
        began = page(app).rows.selected
        assert "ctrl+o" not in text(app)
        await press(pilot, "ctrl+p", *"bronxcare", "enter")
        assert page(app).page == "programs" and "ctrl+o back" in text(app)
        await press(pilot, "ctrl+o")
        assert (page(app).page, page(app).rows.selected) == ("journey", began)
        assert "ctrl+o" not in text(app)
        await press(pilot, "ctrl+o")
        assert page(app).page == "journey", "nowhere is left to go back to"


async def test_searches_are_gone_back_one_by_one(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "ctrl+p", *"bronxcare", "enter", "ctrl+p", *"uworld", "enter")
        visited = [page(app).page]
        for _ in range(2):
            await press(pilot, "ctrl+o")
            visited.append(page(app).page)
        assert visited == ["library", "programs", "week"]


@pytest.mark.parametrize("opened", [*PAGES, "?", "R", "enter", "answer"])
async def test_anything_is_found_from_every_page_and_from_what_is_read(
    app: CoachApp, opened: str
) -> None:
    app.set_keymap({"find.anything": "ctrl+p,ctrl+y"})
    async with app.run_test(size=(80, 24)) as pilot:
        if opened in PAGES:
            app.action_go(opened)
        elif opened == "answer":
            await press(pilot, "ctrl+p", *"is 2014 too old", "enter")
        else:
            await press(pilot, opened)
        await pilot.pause()
        began = app.screen
        assert isinstance(began, Page) == (opened in PAGES)
        await press(pilot, "ctrl+p")
        assert isinstance(app.screen, Anything)
        await press(pilot, "ctrl+p", "escape")
        assert app.screen is began, "nothing is on top of what one read"
        await press(pilot, "ctrl+y", *"bronxcare", "enter")
        assert page(app).page == "programs" and len(app.screen_stack) == 1
        await press(pilot, "ctrl+o")
        assert page(app).page == (opened if opened in PAGES else "week")
        assert len(app.screen_stack) == 1, "what was read is closed"


async def test_a_page_or_command_that_was_sought_can_be_left_again(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "2", "ctrl+p", *"library", "enter")
        assert page(app).page == "library" and "ctrl+o back" in text(app)
        await press(pilot, "ctrl+o")
        assert page(app).page == "journey"


async def test_a_page_is_gone_to_by_a_click_on_its_name(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.click(offset=(22, 0))
        await pilot.pause()
        assert page(app).page == "programs"
        await pilot.click(offset=(22, 1))
        await pilot.click(offset=(79, 0))
        assert page(app).page == "programs"


def whole(pilot: Pilot[None], listed: ListPage[object]) -> None:
    """No widget covers another, no date is cut, no column is cut while there is room."""
    size = pilot.app.size
    shown = [widget.region for widget in (listed.rows, *listed.query(Detail)) if widget.display]
    assert all(Region(0, 2, size.width, size.height - 3).contains_region(each) for each in shown)
    assert not any(first.overlaps(other) for first, other in combinations(shown, 2))
    rows = listed.rows
    room = rows.size.width - indent(rows.marks) - MARGIN
    placed = lay_out(rows.columns, room, rows.needs)
    assert all(first.x + first.width < second.x for first, second in pairwise(placed))
    is_cut = False
    for key in rows.keys[rows.top : rows.top + rows.height]:
        row = rows.row(key)
        for place in [] if row.section else placed:
            cell = text_of(row.cells[place.index]) if place.index < len(row.cells) else ""
            is_cut = is_cut or width_of(cell) > place.width
            assert place.column.key not in DATES or width_of(cell) <= place.width, cell
    assert not is_cut or placed[-1].x + placed[-1].width == room


def told_apart(programs: ProgramsPage) -> None:
    """No two programs of the list read the same in what names them."""
    rows = programs.rows
    room = rows.size.width - indent(rows.marks) - MARGIN
    naming = [
        place
        for place in lay_out(rows.columns, room, rows.needs)
        if place.column.key in ("program", "specialty", "state")
    ]
    seen = {
        tuple(
            (place.column.shorten or cut)(text_of(row.cells[place.index]), place.width)
            for place in naming
        )
        for row in map(rows.row, rows.keys)
    }
    assert len(seen) == len(rows.keys) > 1000


async def test_every_page_uses_the_room_of_every_width(app: CoachApp) -> None:
    async with app.run_test(size=(60, 36)) as pilot:
        for key in "1c237":
            await press(pilot, key)
            for width in range(60, 201, 14):
                await pilot.resize_terminal(width, 20 + width // 5)
                await pilot.pause()
                listed = page(app)
                assert isinstance(listed, ListPage)
                whole(pilot, listed)
                if isinstance(listed, ProgramsPage):
                    told_apart(listed)
                beside = listed.pane.region.x > 0
                assert beside == (listed.is_wide and not (key == "1" and width >= 180))
                assert not beside or listed.pane.region.width >= 40 <= BESIDE


async def test_arrows_move_while_one_filters_and_the_line_says_how_it_ends(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "2", "slash", *"in")
        first = page(app).rows.selected
        assert "Enter keep Esc clear" in text(app)
        await press(pilot, "down")
        assert page(app).rows.selected != first
        await press(pilot, "up", "enter")
        assert page(app).rows.selected == first and "/in" in text(app)


async def test_a_text_that_is_read_gives_way_to_another_page(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter", "3")
        assert page(app).page == "programs"
        await press(pilot, "1")
        assert page(app).page == "week", "nothing is left over the week"


@pytest.mark.parametrize("key", "1234567")
async def test_words_that_fit_nothing_are_the_reason_of_an_empty_list(
    app: CoachApp, key: str
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, key, "/", *"zzqx", "enter")
        assert "Nothing fits; Esc shows everything." in text(app)


async def test_a_letter_that_is_no_key_says_so(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3", "E")
        assert "“E” is no key here; ? lists all." in text(app)
        await press(pilot, "j")
        assert "is no key" not in text(app)
