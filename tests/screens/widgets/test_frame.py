from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import given, strategies as st
from textual.app import App
from textual.widget import Widget

from coach.cells import width_of
from screens.keys import Hint, hints
from screens.registry import TABS
from screens.widgets.frame import Footer, Title, footer_parts, place_parts, tab_parts

Lines = Callable[[App[Any]], list[str]]
AppWith = Callable[..., App[None]]
PaintedLines = Callable[[type[Widget]], list[int]]

WEEK = [
    one for one in hints("week", {}) if one.label in ("done", "skip", "why", "find", "quit", "help")
]
some_hints = st.lists(
    st.builds(Hint, st.sampled_from(["d", "space"]), st.text("abc", max_size=9), st.integers(1, 99))
)


def tabs(width: int, here: str = "programs") -> str:
    return "".join(text for text, _ in tab_parts(width, here))


def place(width: int) -> str:
    status = "214 of 686 · J-1 · sorted by score"
    words = place_parts(width, "Sat 28 Nov 2026 · season 2027", status)
    return "".join(text for text, _ in words)


def footer(width: int, *args: Any) -> str:
    return "".join(text for text, _ in footer_parts(width, *args)).rstrip()


def test_the_title_names_the_pages_and_brackets_the_present_one() -> None:
    names = " 1 Week  2 Journey [3 Programs] 4 Season  5 Prepare  6 Library  7 Profile "
    assert tabs(80) == names
    assert tabs(60) == " 1 Week  2 Jour [3 Programs] 4 Seas  5 Prep  6 Libr  7 Prof "
    assert tabs(40) == " 1  2 [3 Programs] 4  5  6  7 "
    assert "[" not in tabs(80, "")


@given(st.integers(60, 200), st.sampled_from([page.id for page in TABS]))
def test_every_page_is_named_at_every_width(width: int, here: str) -> None:
    assert width_of(tabs(width, here)) <= width
    assert all(f"{page.key} {page.title[:4]}" in tabs(width, here) for page in TABS)


def test_the_second_line_gives_up_the_end_of_its_status_first() -> None:
    assert place(80).endswith("  214 of 686 · J-1 · sorted by score")
    assert place(60).endswith("season 2027             214 of 686 · J-1")
    assert place(40).rstrip() == " Sat 28 Nov 2026 · season 2027"
    assert place(20).rstrip() == " Sat 28 Nov 2026 ·…"


def test_the_footer_keeps_what_matters_most() -> None:
    full = " space done  Enter why  x skip  / find  q quit  ? help"
    assert footer(80, WEEK) == full
    assert footer(40, WEEK) == " space done  / find  q quit  ? help"
    assert footer(20, WEEK) == " q quit  ? help"
    assert footer(10, WEEK) == " ? help"


def test_a_waiting_key_stands_at_the_end_of_the_footer() -> None:
    hinted = " space done  Enter why  x skip  / find  q quit  ? help"
    assert footer(80, WEEK, None, "g") == hinted.ljust(78) + "g"


@given(st.integers(1, 130), some_hints, st.booleans(), st.sampled_from(["", "g"]))
def test_the_footer_is_never_wider_than_the_screen(
    width: int, made: list[Hint], says: bool, pending: str
) -> None:
    message = ("Done: Register with NRMP   u undo", "good") if says else None
    assert width_of(footer(width, made, message, pending)) <= max(width, 4)


@given(st.integers(10, 130), st.text(max_size=60), st.text(max_size=60))
def test_the_title_is_never_wider_than_the_screen(width: int, words: str, status: str) -> None:
    parts = place_parts(width, words, status)
    assert sum(width_of(text) for text, _ in parts) <= width


async def test_a_click_on_a_page_is_told(app_with: AppWith) -> None:
    turned: list[str] = []

    class Told(Title):
        def on_title_turned(self, event: Title.Turned) -> None:
            turned.append(event.page)

    head = Told("week")
    async with app_with(head).run_test(size=(80, 24)) as pilot:
        for x, y in ((1, 0), (20, 0), (20, 1), (79, 0), (70, 0)):
            await pilot.click(head, offset=(x, y))
        assert turned == ["week", "programs", "profile"]


async def test_title_and_footer_paint_only_what_is_new(
    app_with: AppWith, painted_lines: PaintedLines, lines_of: Lines
) -> None:
    head, foot = Title("week"), Footer(WEEK)
    head.show("of 23 November", "12 h")
    app = app_with(head, foot)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        painted = painted_lines(Title), painted_lines(Footer)
        head.show("of 23 November", "12 h")
        foot.show(WEEK)
        await pilot.pause()
        assert painted == ([], [])
        head.show("of 30 November", "12 h")
        await pilot.pause()
        assert lines_of(app)[1] == " of 30 November".ljust(75) + "12 h"


async def test_a_message_stays_until_the_next_key(app_with: AppWith, lines_of: Lines) -> None:
    foot = Footer(WEEK)
    app = app_with(foot)
    async with app.run_test(size=(80, 24)) as pilot:
        foot.say("Done: Register with NRMP   u undo", "good")
        await pilot.pause()
        assert lines_of(app)[-1] == " Done: Register with NRMP   u undo"
        foot.hush()
        await pilot.pause()
        assert lines_of(app)[-1].endswith("? help")


async def test_a_key_that_says_something_is_not_hushed_by_itself(app_with: AppWith) -> None:
    foot = Footer(WEEK)
    async with app_with(foot).run_test(size=(80, 24)) as pilot:
        foot.say("Done: one")
        foot.hush()
        foot.say("Done: two")
        await pilot.pause()
        assert foot.text == "Done: two"
