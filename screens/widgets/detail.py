"""A pane of text: breaks its lines itself and repaints only those that changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.geometry import Region, Size, clamp
from textual.strip import Strip

from coach.commands import DETAIL
from coach.saying.text import Line, Part, Text
from screens.keys import bindings
from screens.widgets.style import Painted, scroll_sign, strip
from screens.widgets.words import LABEL_WIDTH, wrap_all

MARGIN = 1


class Detail(Painted, can_focus=True, inherit_bindings=False):
    """Text in a pane of fixed size; it can be focused when there is more than fits."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(DETAIL, {}),
        Binding("j,down", "read(1)", show=False),
        Binding("k,up", "read(-1)", show=False),
        Binding("space,pagedown,ctrl+d", "leaf(1)", show=False),
        Binding("pageup,ctrl+u", "leaf(-1)", show=False),
        Binding("home,g", "read(-100000)", show=False),
        Binding("end,G", "read(100000)", show=False),
    ]
    DEFAULT_CSS = "Detail { width: 1fr; height: 1fr; }"

    def __init__(self, lines: Sequence[Line] = (), *, label_width: int = LABEL_WIDTH) -> None:
        super().__init__()
        self.label_width = label_width
        self.top = 0
        """The number of the first broken line on the screen."""
        self._lines = tuple(lines)
        self._broken: list[list[Part]] = []
        self._broken_for = 0

    def show(self, lines: Sequence[Line], *, stay: bool = False) -> None:
        """Shows these lines from the first on, or from the same place with `stay`."""
        before, count = self._on_screen(), len(self._broken)
        self._lines = tuple(lines)
        self._broken_for = 0
        self._break()
        self.top = self._within(self.top) if stay else 0
        self._refresh_changed(before)
        if len(self._broken) != count and self.styles.auto_dimensions:
            self.refresh(layout=True)

    @property
    def said(self) -> Text:
        return self._lines

    @property
    def is_longer(self) -> bool:
        """Whether there is more than fits."""
        return len(self._broken) > self.size.height

    def allow_focus(self) -> bool:
        return super().allow_focus() and self.is_longer

    def action_read(self, lines: int) -> None:
        """Scrolls by lines."""
        before = self._on_screen()
        self.top = self._within(self.top + lines)
        self._refresh_changed(before)

    def action_leaf(self, pages: int) -> None:
        """Scrolls by the height of the pane, less one line to hold on to."""
        self.action_read(pages * max(1, self.size.height - 1))

    def on_mouse_scroll_down(self) -> None:
        self.action_read(3)

    def on_mouse_scroll_up(self) -> None:
        self.action_read(-3)

    def on_resize(self) -> None:
        self._break()
        if self.top != (top := self._within(self.top)):
            self.top = top
            self.refresh()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The height of all its text, for panes with `height: auto`."""
        return len(wrap_all(self._lines, width - 2 * MARGIN, self.label_width))

    def _break(self) -> None:
        if self._broken_for != self.size.width and self.size.width:
            self._broken_for = self.size.width
            self._broken = wrap_all(self._lines, self.size.width - 2 * MARGIN, self.label_width)

    def _within(self, top: int) -> int:
        return clamp(top, 0, max(0, len(self._broken) - self.size.height))

    def _on_screen(self) -> list[tuple[list[Part], str]]:
        return [(self._line(y), self._sign(y)) for y in range(self.size.height)]

    def _refresh_changed(self, before: list[tuple[list[Part], str]]) -> None:
        changed = [
            Region(0, y, self.size.width, 1)
            for y, (was, now) in enumerate(zip(before, self._on_screen(), strict=True))
            if was != now
        ]
        if changed:
            self.paint_soon(*changed)

    def _line(self, y: int) -> list[Part]:
        number = self.top + y
        return self._broken[number] if number < len(self._broken) else []

    def _sign(self, y: int) -> str:
        return scroll_sign(y, self.size.height, self.top + y, len(self._broken))

    def render_line(self, y: int) -> Strip:
        self._break()
        parts = [(" " * MARGIN, ""), *self._line(y)]
        return strip(parts, self.size.width, self._sign(y), "strong" if self.has_focus else "dim")


def pane(height: int) -> Detail:
    """A text pane of fixed height.

    Not by a style sheet of the page: each one has all styles worked out again (7 ms).
    """
    text = Detail()
    text.styles.height = height
    return text
