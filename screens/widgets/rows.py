"""The list that every page uses: only the rows on the screen exist, a move repaints two."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Offset, Region, clamp
from textual.message import Message
from textual.strip import Strip

from coach.commands import LIST
from screens.keys import bindings
from screens.widgets import row_line
from screens.widgets.marks import MARKED, Markable
from screens.widgets.row_line import MARGIN, Column, Row, indent, lay_out
from screens.widgets.style import scroll_sign, strip

__all__ = ["Column", "Row", "RowList"]

WHEEL_ROWS = 3
NOTHING = -1
"""The cursor of a list without a row to stand on."""


# Not a ScrollView: setting a virtual size starts a layout pass of the whole
# screen, which every letter typed into a filter would pay for.
class RowList(Markable, can_focus=True, inherit_bindings=False):
    """A list of rows in columns with a cursor; the page says which keys and makes the rows.

    When the cursor leaves the screen, the list turns by half its height, so that a held key
    seldom repaints more than two rows. As a child of the screen itself, not of a container,
    it shares a frame with what follows Moved.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(LIST, {}),
        # Without an id: each page has a command of its own on Enter, which Chosen brings about.
        Binding("enter", "choose", show=False),
    ]
    DEFAULT_CSS = "RowList { width: 1fr; height: 1fr; }"

    @dataclass
    class Moved(Message):
        """Another row is under the cursor, or none (None)."""

        key: str | None

    @dataclass
    class Chosen(Message):
        """Enter or a double click on a row."""

        key: str

    @dataclass
    class Pending(Message):
        """The list waits for another key after these ("g"), or no longer ("")."""

        keys: str

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        header: bool = False,
        empty: str = "Nothing here.",
        marks: int = 1,
    ) -> None:
        """`marks` is the width kept for the rows' marks; 0 leaves none."""
        super().__init__()
        self.columns = tuple(columns)
        self.has_header = header
        self.empty = empty
        self.marks = marks
        self.top = 0
        """The number of the first row on the screen."""
        self.answers_empty = False
        """Whether Enter means something where nothing is listed."""
        self.is_led = False
        """Whether what is typed elsewhere moves it: its cursor stands out as if it had focus."""
        self.needs: tuple[int, ...] = ()
        """Cells of each column's longest text so far: filtering does not move the columns."""
        self.keys: tuple[str, ...] = ()
        """The keys of all rows, headings among them."""
        self.cursor = NOTHING
        """The number of the row under the cursor."""
        self.row: Callable[[str], Row] = partial(Row, cells=())
        self._pending = ""

    # What it shows

    def show(
        self, keys: Sequence[str], row: Callable[[str], Row], *, keep: str | None = None
    ) -> None:
        """Shows these rows, each made by `row` when it is painted.

        The cursor goes to `keep`, else stays on its row. If that row is gone, it goes to
        the next one that is still there. It stays at the same height where it can.
        """
        was_selected, old_keys, line = self.selected, self.keys, self.cursor - self.top
        if self.marked.begun and old_keys != tuple(keys):
            self.marked.end()  # a range is of the rows that it was drawn over
        wanted = was_selected if keep is None else keep
        self.keys, self.row = tuple(keys), row
        place = row_line.place_of(wanted, old_keys, self.keys, self.cursor)
        self.cursor = self._selectable(place)
        self.top = 0 if was_selected is None else self._within(self.cursor - line)
        self.needs = row_line.needs(self.columns, map(row, self.keys), self.needs)
        self._reveal()
        self.paint_soon()
        if self.selected != was_selected:
            self.post_message(self.Moved(self.selected))

    def stand_in(self, columns: Sequence[Column]) -> None:
        """Stands the rows in other columns."""
        if self.columns != tuple(columns):
            self.columns, self.needs = tuple(columns), ()
            self.refresh()

    def go_to_head(self, prefix: str, step: int) -> None:
        """Puts the cursor on the first row under the next or previous head whose key begins so."""
        starts = [number for number, key in enumerate(self.keys) if key.startswith(prefix)]
        place = sum(number < self.cursor for number in starts) - 1 + step
        if 0 <= place < len(starts):
            self.go_to(self.keys[starts[place] + 1])

    def repaint(self, *keys: str) -> None:
        """Paints these rows anew if they are on the screen; without keys, all."""
        if not keys:
            self.paint_soon()
            return
        last = min(self.top + self.height, len(self.keys))
        numbers = [n for n in range(self.top, last) if self.keys[n] in keys]
        if numbers:
            self.paint_soon(*self._regions(*numbers))

    @property
    def selected(self) -> str | None:
        """The key of the row under the cursor."""
        return None if self.cursor == NOTHING else self.keys[self.cursor]

    @property
    def height(self) -> int:
        """How many rows fit on the screen."""
        return max(0, self.size.height - self.has_header)

    @property
    def stands(self) -> Offset:
        return Offset(MARGIN, max(0, self.cursor - self.top) + self.has_header)

    # Moving

    def go_to(self, key: str) -> bool:
        """Puts the cursor on a row; False if there is no such row."""
        if key not in self.keys:
            return False
        self._go(self._selectable(self.keys.index(key)))
        return True

    def action_move(self, step: int) -> None:
        """Goes to the next row; at an end, shows what headings stand beyond it."""
        self._wait_for("")
        number = self._next(self.cursor + step, step)
        if number == NOTHING:
            self._turn_to(0 if step < 0 else len(self.keys))
        else:
            self._go(number)

    def action_page(self, step: int, part: int = 1) -> None:
        """Turns by the height of the list divided by `part`; the cursor keeps its height."""
        self._wait_for("")
        rows = step * max(1, self.height // part)
        self._turn_to(self.top + rows, repaint=False)
        self._go(self._selectable(self.cursor + rows, step), repaint_all=True)

    def action_first(self) -> None:
        self._wait_for("")
        self._turn_to(0)
        self._go(self._selectable(0))

    def action_last(self) -> None:
        self._wait_for("")
        self._turn_to(len(self.keys))
        self._go(self._selectable(len(self.keys) - 1))

    def action_choose(self) -> None:
        self._wait_for("")
        if self.selected is not None or self.answers_empty:
            self.post_message(self.Chosen(self.selected or ""))

    def action_g(self) -> None:
        if self._pending:
            self.action_first()
        else:
            self._wait_for("g")

    def _go(self, number: int, *, repaint_all: bool = False) -> None:
        was, self.cursor = self.cursor, number
        moved: Sequence[int] = (was, number)
        if self.marked.begun is not None:
            self.reach()
            moved = range(min(moved), max(moved) + 1)
        if self._reveal() or repaint_all:
            self.refresh()
        elif was != number and (regions := self._regions(*moved)):
            # Not paint_soon: who hears Moved paints first, so that both come in one frame.
            self.refresh(*regions)
        if was != number:
            self.post_message(self.Moved(self.selected))

    def _reveal(self) -> bool:
        """Turns the list so that the cursor is on the screen; True if it had to."""
        if self.height <= 0:
            return False
        was = self.top
        if self.cursor != NOTHING and not self.top <= self.cursor < self.top + self.height:
            self.top = self.cursor - self.height // 2
        self.top = self._within(self.top)
        return self.top != was

    def _turn_to(self, top: int, *, repaint: bool = True) -> None:
        was, self.top = self.top, self._within(top)
        if repaint and self.top != was:
            self.refresh()

    def _within(self, top: int) -> int:
        return clamp(top, 0, max(0, len(self.keys) - self.height))

    def _selectable(self, number: int, step: int = 1) -> int:
        """The row at or after that number (before, if step is -1) that is no heading;
        the nearest on the other side if there is none."""
        number = clamp(number, 0, max(0, len(self.keys) - 1))
        after = self._next(number, step)
        return after if after != NOTHING else self._next(number, -step)

    def _next(self, number: int, step: int) -> int:
        while 0 <= number < len(self.keys):
            if not self.row(self.keys[number]).section:
                return number
            number += step
        return NOTHING

    # Keys and mouse

    def _wait_for(self, keys: str) -> None:
        if keys != self._pending:
            self._pending = keys
            self.post_message(self.Pending(keys))

    def on_key(self, event: events.Key) -> None:
        # Any other key ends the wait after "g", which is itself judged in its action.
        if self._pending:
            active = self.screen.active_bindings.get(event.key)
            if not (active and active.node is self and active.binding.action == "g"):
                self._wait_for("")

    def on_click(self, event: events.Click) -> None:
        number = self.top + event.y - self.has_header
        if event.y < self.has_header or number >= len(self.keys):
            return
        if not self.row(self.keys[number]).section:
            self._go(number)
            if event.chain == 2:
                self.action_choose()

    def on_mouse_scroll_down(self) -> None:
        self._wheel(WHEEL_ROWS)

    def on_mouse_scroll_up(self) -> None:
        self._wheel(-WHEEL_ROWS)

    def _wheel(self, rows: int) -> None:
        """Turns the list; the cursor stays on the screen."""
        self._turn_to(self.top + rows)
        if self.cursor != NOTHING and self.height:
            number = clamp(self.cursor, self.top, self.top + self.height - 1)
            self._go(self._selectable(number, 1 if rows > 0 else -1))

    def on_resize(self) -> None:
        if self.cursor == self._selectable(0):
            self._turn_to(0)  # what a small window took from above the first row
        if self._reveal():
            self.refresh()

    # Painting

    def _regions(self, *numbers: int) -> list[Region]:
        first = self.top - self.has_header
        return [
            Region(0, number - first, self.size.width, 1)
            for number in numbers
            if self.top <= number < self.top + self.height
        ]

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        placed = lay_out(self.columns, width - indent(self.marks) - MARGIN, self.needs)
        if y < self.has_header:
            return strip(row_line.header_parts(placed, self.marks), width)
        line = y - self.has_header
        number = self.top + line
        if number >= len(self.keys):
            empty = () if self.keys else row_line.empty_parts(self.empty, line, width)
            return strip(empty, width)
        sign = scroll_sign(line, self.height, number, len(self.keys))
        row = self.row(self.keys[number])
        if row.section:
            return strip(row_line.section_parts(row, width), width, sign)
        is_here, active = number == self.cursor, self.has_focus or self.is_led
        active = active or not self.can_focus
        parts = row_line.row_parts(row, placed, self.marks, cursor=is_here, active=active)
        if row.key in self.marked:
            parts = chain([(MARKED, "strong")], islice(parts, 1, None))
        return strip(parts, width, sign)
