from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import given, strategies as st
from textual.app import App
from textual.widget import Widget

from screens.keys import Hint, hints
from screens.widgets.frame import Footer, Title, footer_parts, title_parts
from screens.widgets.words import width_of

Lines = Callable[[App[Any]], list[str]]
AppWith = Callable[..., App[None]]
PaintedLines = Callable[[type[Widget]], list[int]]

WEEK = [
    one for one in hints("week", {}) if one.label in ("done", "skip", "why", "find", "quit", "help")
]
some_hints = st.lists(
    st.builds(Hint, st.sampled_from(["d", "space"]), st.text("abc", max_size=9), st.integers(1, 99))
)


def title(width: int) -> str:
    status = "214 of 686 · J-1 · sorted by score"
    made = title_parts(width, "Programs", "Internal Medicine", status)
    return "".join(text for text, _ in made)


def footer(width: int, *args: Any) -> str:
    return "".join(text for text, _ in footer_parts(width, *args)).rstrip()


def test_the_title_gives_up_the_end_of_its_status_first() -> None:
    assert title(80).split("   ")[-1].endswith("214 of 686 · J-1 · sorted by score")
    assert title(60).endswith("Internal Medicine      214 of 686 · J-1")
    assert title(40).rstrip() == " coach   Programs · Internal Medicine"
    assert title(30).rstrip() == " coach   Programs · Internal…"


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


@given(st.integers(10, 130), st.text(max_size=30), st.text(max_size=30), st.text(max_size=60))
def test_the_title_is_never_wider_than_the_screen(
    width: int, page: str, context: str, status: str
) -> None:
    made = title_parts(width, page, context, status)
    assert sum(width_of(text) for text, _ in made) <= width


async def test_title_and_footer_paint_only_what_is_new(
    app_with: AppWith, painted_lines: PaintedLines, lines_of: Lines
) -> None:
    head, foot = Title("Week"), Footer(WEEK)
    head.show("Week", "of 23 November", "12 h")
    app = app_with(head, foot)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        painted = painted_lines(Title), painted_lines(Footer)
        head.show("Week", "of 23 November", "12 h")
        foot.show(WEEK)
        await pilot.pause()
        assert painted == ([], [])
        head.show("Week", "of 30 November", "12 h")
        await pilot.pause()
        assert lines_of(app)[0] == " coach   Week · of 30 November".ljust(75) + "12 h"


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
