"""Keys that arrive together, on pages that take long to open."""

from __future__ import annotations

import time
from collections.abc import Iterator

from textual import events
from textual.screen import Screen
from textual.widget import Widget

from screens.widgets.in_order import OrderedApp
from screens.widgets.prompt import Field
from screens.widgets.rows import Column, Row, RowList


class SlowPage(Screen[None]):
    """A page that has its rows only after more than a second."""

    AUTO_FOCUS = "RowList"
    BINDINGS = [("f", "ask", "")]

    def compose(self) -> Iterator[Widget]:
        yield RowList([Column("text")])

    def on_screen_resume(self) -> None:
        time.sleep(1.1)
        self.query_one(RowList).show(list("abcdef"), lambda key: Row(key, (key,)))

    def action_ask(self) -> None:
        self.call_after_refresh(self.app.push_screen, Question())


class Question(Screen[None]):
    """A field to type in."""

    def compose(self) -> Iterator[Widget]:
        yield Field()


class Demo(OrderedApp[None]):
    BINDINGS = [("3", "open", "")]

    def action_open(self) -> None:
        self.push_screen(SlowPage())


async def test_keys_wait_for_a_page_however_long_it_takes_and_for_what_follows_a_picture() -> None:
    app = Demo()
    async with app.run_test() as pilot:
        for key in "3jjjk":
            app.post_message(events.Key(key, key))
        app.post_message(events.Paste("nothing"))
        for key in "fjk":
            app.post_message(events.Key(key, key))
        app.post_message(events.Paste("pasted"))
        app.post_message(events.Key("x", "x"))
        while not isinstance(app.screen, Question) or app._typed:
            await pilot.pause()
        await pilot.pause()
        assert app.screen.query_one(Field).text == "jkpastedx"
        page = app.screen_stack[-2]
        assert page.query_one(RowList).selected == "c"
