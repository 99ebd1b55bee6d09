"""What the tests of this room share: reading the screen, a plain page, the ASCII switch."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from textual.app import App
from textual.widget import Widget

from screens.widgets.in_order import OrderedApp
from screens.widgets.style import CSS, use_signs, use_theme


@pytest.fixture(autouse=True)
def _settings_do_not_leak() -> Iterator[None]:
    yield
    use_signs(None)
    use_theme("terminal")


@pytest.fixture
def lines_of() -> Callable[[App[Any]], list[str]]:
    """The lines of the screen as a reader sees them, without the spaces at their ends."""

    def read(app: App[Any]) -> list[str]:
        return [strip.text.rstrip() for strip in app.screen._compositor.render_strips()]

    return read


@pytest.fixture
def app_with() -> Callable[..., OrderedApp[None]]:
    """An app that shows these widgets, one below the other."""

    def make(*widgets: Widget) -> OrderedApp[None]:
        class Demo(OrderedApp[None]):
            ENABLE_COMMAND_PALETTE = False

            def compose(self) -> Iterator[Widget]:
                yield from widgets

        Demo.CSS = CSS
        app = Demo(ansi_color=True)
        app.theme = "ansi-dark"
        return app

    return make


@pytest.fixture
def painted_lines(monkeypatch: pytest.MonkeyPatch) -> Callable[[type[Widget]], list[int]]:
    """Counts from now on which lines widgets of a class paint."""

    def count(kind: type[Widget]) -> list[int]:
        lines: list[int] = []
        paint = kind.render_line

        def noted(self: Widget, y: int) -> Any:
            lines.append(y)
            return paint(self, y)

        monkeypatch.setattr(kind, "render_line", noted)
        return lines

    return count
