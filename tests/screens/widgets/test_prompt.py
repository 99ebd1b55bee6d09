from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from textual.app import App
from textual.events import Key, Paste
from textual.screen import Screen
from textual.widget import Widget

from screens.keys import bindings, hints
from screens.widgets.frame import Footer
from screens.widgets.in_order import OrderedApp
from screens.widgets.prompt import Field, Prompt
from screens.widgets.rows import Column, Row, RowList
from screens.widgets.style import CSS

Lines = Callable[[App[Any]], list[str]]
AppWith = Callable[..., App[None]]
NAMES = ["Hurley", "Maimonides", "BronxCare", "Unity"]


class Page(Screen[None]):
    """A page with a filter, as pages of the program have it."""

    BINDINGS = [*bindings("library", {}), *bindings("", {})]

    def compose(self) -> Iterator[Widget]:
        self.rows = RowList([Column("name")])
        self.prompt = Prompt()
        self.closed: list[tuple[str, bool]] = []
        self.undone = 0
        yield self.rows
        yield Footer(hints("library", {}))
        yield self.prompt

    def on_mount(self) -> None:
        self.filter("")

    def filter(self, text: str) -> None:
        found = [name for name in NAMES if text.lower() in name.lower()]
        self.rows.show(found, lambda key: Row(key, (key,), underlined=(text,)))

    def action_find(self) -> None:
        self.prompt.open()

    def action_undo(self) -> None:
        self.undone += 1

    def on_field_changed(self, event: Prompt.Changed) -> None:
        self.filter(event.text)

    def on_prompt_closed(self, event: Prompt.Closed) -> None:
        self.filter(event.text)
        self.closed.append((event.text, event.kept))


class Demo(OrderedApp[None]):
    CSS = CSS

    def on_mount(self) -> None:
        self.page = Page()
        self.push_screen(self.page)


@pytest.fixture
def app() -> Demo:
    return Demo(ansi_color=True)


async def test_the_prompt_takes_the_footers_place_and_filters(app: Demo, lines_of: Lines) -> None:
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("slash", "u", "r")
        assert lines_of(app)[0] == " ▌  Hurley"
        assert lines_of(app)[-1].split("  ")[0] == " / ur"
        await pilot.press("enter")
        assert app.page.closed == [("ur", True)]
        assert app.focused is app.page.rows
        assert lines_of(app)[-1].endswith("? help")


async def test_escape_gives_the_filter_up(app: Demo, lines_of: Lines) -> None:
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("slash", "u", "r", "escape")
        assert app.page.closed == [("", False)]
        assert app.page.rows.keys == tuple(NAMES)
        await pilot.press("slash", "tab")
        assert app.page.closed[-1] == ("", True)


async def test_letters_that_arrive_with_the_slash_are_no_commands(app: Demo) -> None:
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        for key, letter in (("slash", "/"), ("u", "u"), ("n", "n"), ("enter", None), ("u", "u")):
            app.post_message(Key(key, letter))
        await pilot.pause()
        await pilot.pause()
        assert app.page.closed == [("un", True)]
        assert app.page.rows.keys == ("Unity",)
        assert app.page.undone == 1


async def test_a_letter_is_one_frame(app: Demo, monkeypatch: pytest.MonkeyPatch) -> None:
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("slash")
        await pilot.pause()
        frames: list[object] = []
        monkeypatch.setattr(app, "_display", lambda _, update: update and frames.append(update))
        await pilot.press("h")
        await pilot.pause()
        assert len(frames) == 1


async def test_the_cursor_of_a_field_is_one_still_cell(app_with: AppWith) -> None:
    field = Field("Hurley", sign="Name")
    async with app_with(field).run_test(size=(60, 20)) as pilot:
        await pilot.press("left", "left")
        line = field.render_line(0)
        assert line.text.rstrip() == " Name Hurley"
        assert [s.text for s in line if s.style and s.style.reverse] == ["e"]
        assert field.stands == (10, 0)


async def test_a_long_text_moves_under_a_narrow_field(app_with: AppWith, lines_of: Lines) -> None:
    field = Field("pathways application")
    app = app_with(field)
    async with app.run_test(size=(16, 5)) as pilot:
        await pilot.pause()
        assert lines_of(app)[0] == " > application"
        await pilot.press("home")
        assert lines_of(app)[0] == " > pathways app"


async def test_pasted_lines_become_one_and_clicks_place_the_cursor(app_with: AppWith) -> None:
    field = Field()
    async with app_with(field).run_test(size=(60, 20)) as pilot:
        field.post_message(Paste("two\r\nlines\n"))
        await pilot.pause()
        assert field.text == "two lines"
        await pilot.click(field, offset=(7, 0))
        await pilot.press("x")
        assert field.text == "two xlines"


async def test_a_field_without_text_shows_what_is_wanted(
    app_with: AppWith, lines_of: Lines
) -> None:
    app = app_with(Field(placeholder="2026-12-03"))
    async with app.run_test(size=(60, 20)):
        assert lines_of(app)[0] == " > 2026-12-03"
