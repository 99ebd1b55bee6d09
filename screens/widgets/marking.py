"""Marks from 1 to 5, each by a single key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

from textual.binding import Binding, BindingType
from textual.widget import Widget

from coach.saying.text import CHOSEN, Line
from screens.keys import Hint
from screens.widgets.ask import Sheet
from screens.widgets.detail import Detail

MOST: Final = 5


class Marking(Sheet[dict[str, int]]):
    """Asks for one mark after the other; a digit answers and goes on, the last one ends it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("backspace,up,shift+tab", "before", show=False),
        *(Binding(str(mark), f"mark({mark})", show=False) for mark in range(1, MOST + 1)),
    ]
    hints = (Hint("1-5", "low to high", 1), Hint("Backspace", "before", 2), Hint("Esc", "back", 99))

    def __init__(self, title: str, names: Sequence[str], now: Sequence[int] = ()) -> None:
        """`now`: the marks as they stand, shown until each is made anew."""
        super().__init__()
        self.question = f"How was {title}?"
        self._names, self._now = names, now
        self._marks: list[int] = []
        self._detail = Detail(self._lines())

    def body(self) -> Sequence[Widget]:
        return [self._detail]

    def on_mount(self) -> None:
        self._footer.show(self.hints)

    def _lines(self) -> list[Line]:
        at = len(self._marks)
        shown = [*self._marks, *self._now[at:]] + [0] * MOST
        return [
            Line.of(f"{CHOSEN if place == at else ' '} {name:10}{shown[place] or '-'}")
            for place, name in enumerate(self._names)
        ]

    def action_mark(self, mark: int) -> None:
        """Takes a mark and goes on to the next."""
        self._marks.append(mark)
        if len(self._marks) == len(self._names):
            self.dismiss(dict(zip(self._names, self._marks, strict=True)))
        else:
            self._detail.show(self._lines())

    def action_before(self) -> None:
        """Goes back to the mark before."""
        if self._marks:
            self._marks.pop()
            self._detail.show(self._lines())
