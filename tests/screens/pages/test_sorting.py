"""Lists in any order: by each column, either way round, then by a second; kept at quit."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, strategies as st

from coach.saying.program import share_words
from coach.subjects.programs import Standing
from screens.app import CoachApp
from screens.pages.list_page import ListPage
from screens.pages.program_view import SORTS
from screens.pages.programs import ProgramsPage
from screens.pages.sorting import By, Order, in_order
from tests.screens.hands import press, text

Make = Callable[..., CoachApp]
BY = {
    "name": By[tuple[str, float | None]]("name", lambda item: item[0]),
    "score": By[tuple[str, float | None]]("score", lambda item: item[1], high_first=True),
}


def standings(app: CoachApp) -> list[Standing]:
    assert isinstance(app.screen, ProgramsPage)
    return [app.screen.items[key] for key in app.screen.rows.keys]


async def test_by_a_column_turned_round_and_then_by_a_second(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3", "o", *["j"] * 6, "enter")
        states = [each.program.state for each in standings(app)]
        assert states == sorted(states) and len(states) > 1000
        assert "st▲" in text(app) and "by state ▲" in text(app)
        await press(pilot, "o", "enter")
        assert [each.program.state for each in standings(app)] == sorted(states, reverse=True)
        assert "st▼" in text(app)
        await press(pilot, "o", *["k"] * 3, "space")
        pairs = [(each.program.state, -(each.program.img_share or 0)) for each in standings(app)]
        last = [share for state, share in pairs if state == states[-1]]
        assert last == sorted(last)
        assert " of 1496 · by state ▼, IMG share ▼" in text(app), "how many stays"
        await press(pilot, "o", "g", "g", "enter")
        assert "by " not in text(app).split("Name")[0].split("·")[2]


async def test_img_shares_stand_in_order_as_the_rows_say_them_and_esc_keeps_the_order(
    app: CoachApp,
) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "3", "o", *["j"] * 3, "enter", "/", *"michigan", "enter")
        said = [share_words(each).strip("~") for each in standings(app)]
        assert len(said) > 70 and said == sorted(said, key=int, reverse=True)
        assert "IMG %▼" in text(app) and f" {said[0]} " in text(app)
        await press(pilot, "escape", "escape")
        assert "by IMG share ▼" in text(app)


async def test_places_of_four_figures_are_whole_and_a_late_chance_says_so(app: CoachApp) -> None:
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "3", "G")
        assert "~in time" in text(app) and "sent in time · sent now" in text(app)
        assert isinstance(page := app.screen, ProgramsPage)
        lines = [strip.text for strip in page._compositor.render_strips()]
        assert max(map(len, lines)) == 60
        place = page._place[page.rows.selected or ""]
        assert len(place) >= 4 and place in text(app)


@pytest.mark.parametrize("key", [key for key in SORTS if key != "score"])
async def test_every_order_answers_a_key_at_once(app: CoachApp, key: str) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3")
        page = app.screen
        assert isinstance(page, ProgramsPage) and len(page.rows.keys) > 1000
        page.put_in(key)
        began = time.process_time()
        page.reload()
        assert time.process_time() - began < 0.05
        known = [SORTS[key].value(each) for each in standings(app)]
        first = known.index(None) if None in known else len(known)
        assert not [value for value in known[first:] if value is not None]


@given(
    items=st.dictionaries(
        st.text("abc", max_size=3),
        st.tuples(st.sampled_from(["", "a", "b"]), st.none() | st.integers(0, 3)),
    ),
    order=st.lists(st.sampled_from(["name", "-name", "score", "-score"]), max_size=2),
)
def test_an_order_holds_all_and_leaves_equal_ones_as_they_are(
    items: dict[str, tuple[str, float | None]], order: list[str]
) -> None:
    by = Order.of(" ".join(order), BY)
    listed = in_order(items, by, BY)
    assert dict(listed) == items and (by.keys or [*listed] == [*items])
    if by.keys:
        first = BY[by.keys[0].removeprefix("-")].value
        values = [first(item) for item in listed.values()]
        known = [value for value in values if value not in (None, "")]
        down = by.keys[0] in ("score", "-name")
        assert known == sorted(known, reverse=down) and values[: len(known)] == known
        if len(by.keys) == 1:
            places = [*items]
            for key, after in zip(listed, [*listed][1:], strict=False):
                if first(items[key]) == first(items[after]):
                    assert places.index(key) < places.index(after)


def test_the_same_again_turns_it_round_and_a_second_follows() -> None:
    order = Order().first("name")
    assert str(order) == "name" and str(order.first("name")) == "-name"
    both = order.then("score")
    assert str(both) == "name score" and str(both.then("score")) == "name -score"
    assert str(both.first("name")) == "-name score" and str(both.first("score")) == "score"
    assert str(both.then("name")) == "-name score" and str(Order().then("name")) == "name"
    assert both.signs(BY) == {"name": "▲", "score": "▼2"}
    assert Order.of("gone -name", BY).keys == ("-name",)


async def test_a_log_and_the_library_are_put_in_order(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "5", "o", "o", "j", "enter")
        page = app.screen
        assert isinstance(page, ListPage)
        first = page.columns[0].title
        assert f"{first}▲" in text(app) and f"by {first} ▲" in text(app)
        names = [page.name_of(key).casefold() for key in page.rows.keys]
        assert names == sorted(names) and len(names) > 1
        await press(pilot, "6", "o", "j", "enter")
        library = app.screen
        assert isinstance(library, ListPage) and "by name ▲" in text(app)
        titles = [library.name_of(key).casefold() for key in library.rows.keys]
        assert titles == sorted(titles) and len(titles) == len(library.items)
        await press(pilot, "o", "g", "g", "enter")
        assert "FOR THIS WEEK" in text(app)


async def test_the_same_day_comes_back_and_a_new_one_begins_with_its_week(make_app: Make) -> None:
    async with (app := make_app()).run_test(size=(120, 36)) as pilot:
        await press(pilot, "6", "o", "j", "enter", "3", "f", *["j"] * 2, "enter", "j", "enter")
        await press(pilot, "o", *["j"] * 6, "enter", *["j"] * 30, "V", "j")
        row = app.screen.rows.selected if isinstance(app.screen, ListPage) else ""
        await press(pilot, "q")
    async with (again := make_app()).run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        page = again.screen
        assert isinstance(page, ProgramsPage) and page.rows.selected == row
        assert "by state ▲" in text(again) and "J-1 stated" in text(again)
        assert not page.rows.marked
        await press(pilot, "/", *"nothing like it", "enter", "q")
    async with (later := make_app(day=date(2026, 11, 23))).run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        assert "[1 Week]" in text(later)
        await press(pilot, "3")
        assert "by state ▲" in text(later) and "J-1 stated" in text(later)
        assert "/nothing" not in text(later)
        await press(pilot, "6")
        assert "by name ▲" in text(later)
