"""From a finished profile to a list with a budget and its reasons, by keys alone at 80×24."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from screens.app import CoachApp
from screens.pages.application_list import ListPage
from screens.pages.page import Page
from screens.pages.program_acts import read_weights, weights_text
from screens.pages.program_view import saved_views
from screens.widgets.ask import Ask, Help, Pick


def page(app: CoachApp) -> Page:
    assert isinstance(app.screen, Page)
    return app.screen


def text(app: CoachApp) -> str:
    lines = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in lines)


async def press(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
    await pilot.pause()


async def worked_out(pilot: Pilot[None], app: CoachApp) -> None:
    """The view is worked out beside the page."""
    await app.workers.wait_for_complete()
    await pilot.pause()
    await pilot.pause()


async def test_the_list_follows_the_weights_while_they_are_typed(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3")
        before = page(app).rows.keys
        await press(pilot, "w")
        assert "place 25" in text(app)
        await press(pilot, *["backspace"] * 2, *"90")
        assert page(app).rows.keys != before
        assert dict(app.coach.applicant.weights) == {}
        await press(pilot, "escape")
        assert page(app).rows.keys == before
        await press(pilot, "w", *["backspace"] * 2, *"90", "enter")
        kept = dict(app.coach.applicant.weights)
        assert kept["prospects"] == max(kept.values()) and abs(sum(kept.values()) - 100) < 1e-9
        assert page(app).rows.keys != before
        await press(pilot, "u")
        assert page(app).rows.keys == before


@pytest.mark.parametrize("typed", ["", "place", "place x", "plc 5", "p 5", "place 0"])
def test_what_is_no_set_of_weights_yet_changes_nothing(typed: str) -> None:
    assert read_weights(typed) is None


def test_weights_are_brought_to_a_hundred() -> None:
    found = read_weights("place 1 type 1 visa 1")
    assert found and sum(found.values()) == pytest.approx(100) and found["size"] == 0
    again = read_weights(weights_text(found))
    assert again == found


async def test_a_fact_read_moves_the_list_and_says_how(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3", "j")
        key = page(app).rows.selected or ""
        await press(pilot, "i")
        assert isinstance(app.screen, Pick)
        await press(pilot, "j", "j", "enter")
        assert isinstance(app.screen, Ask) and "J-1" in text(app)
        await press(pilot, *"no", "enter", "enter")
        assert app.coach.program(key).numbers.failed
        assert "off the list" in text(app) and key not in page(app).rows.keys
        fact = app.coach.overlay(key)["visa_j1"]
        assert (fact.value, fact.source, fact.day) == ("no", "program website", "2026-11-22")
        await press(pilot, "u")
        assert key in page(app).rows.keys


async def test_two_programs_are_compared_side_by_side(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3", "C")
        assert "Not now" in text(app)
        await press(pilot, "c", "j", "c", "C")
        assert isinstance(app.screen, Help)
        shown = text(app)
        assert "chance" in shown and "J-1" in shown and "Side by side" in shown
        await press(pilot, "escape", "j", "c", "j", "c", "j", "c")
        assert "4 at most" in text(app)


async def test_a_note_stays_with_its_mark(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3", *["j"] * 7, "a", "m", *"resident", "enter")
        mark = app.coach.program(page(app).rows.selected or "").mark
        assert mark and (mark.mark, mark.note) == ("apply", "resident")


async def test_a_view_is_kept_under_a_name(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3", "f", "j", "j", "enter", "j", "enter")
        filtered = page(app).rows.keys
        await press(pilot, "f", "G", "enter", *"visa", "enter")
        assert "visa" in saved_views(app.coach)
        await press(pilot, "escape")
        assert len(page(app).rows.keys) > len(filtered)
        await press(pilot, "f", "G", "k", "k", "enter")
        assert page(app).rows.keys == filtered


async def test_the_application_list_says_where_to_stop(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3", "L")
        await worked_out(pilot, app)
        screen = page(app)
        assert isinstance(screen, ListPage)
        shown = text(app)
        assert "USD" in shown and "interviews" in shown and "None" not in shown
        assert "stop" in screen.rows.keys
        many = len(screen.rows.keys)
        await press(pilot, "b", *["backspace"] * 4, *"330", "enter")
        await worked_out(pilot, app)
        assert 0 < len(screen.rows.keys) < many
        assert "budget USD 330" in text(app)


async def test_a_program_is_kept_in_or_left_out_from_the_list(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3", "L")
        await worked_out(pilot, app)
        await press(pilot, "j", "j", "j", "j", "j")
        key = page(app).rows.selected or ""
        await press(pilot, "x")
        await worked_out(pilot, app)
        assert key not in page(app).rows.keys
        await press(pilot, "u")
        await worked_out(pilot, app)
        assert key in page(app).rows.keys
        await press(pilot, "escape")
        assert page(app).page == "programs"


async def test_without_a_specialty_the_list_says_what_to_do(
    make_app: Callable[..., CoachApp],
) -> None:
    app = make_app(new=True)
    app.coach.set_profile({"visa": "j1"})
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3", "L")
        await worked_out(pilot, app)
        assert "No specialty yet" in text(app)
