"""Which rows of a list are marked, one by one or as a range, and the keys that mark them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from textual.message import Message

from screens.widgets.style import Painted

MARKED: Final = "*"
"""In the margin of a row that is marked."""


class Marks:
    """Marks by the keys of rows; they outlast that a row is not listed."""

    def __init__(self) -> None:
        self._kept: dict[str, None] = {}
        self._reached: frozenset[str] = frozenset()
        self.begun: str | None = None
        """The row where the range begins that moving extends; None while there is none."""

    def __contains__(self, key: object) -> bool:
        return key in self._kept or key in self._reached

    def __iter__(self) -> Iterator[str]:
        yield from self._kept
        yield from (key for key in self._reached if key not in self._kept)

    def __len__(self) -> int:
        return len(self._kept.keys() | self._reached)

    def turn(self, key: str) -> None:
        """Marks a row, or takes its mark away."""
        self.end()
        if key in self._kept:
            del self._kept[key]
        else:
            self._kept[key] = None

    def begin(self, key: str) -> None:
        """Begins a range at a row."""
        self.begun, self._reached = key, frozenset((key,))

    def reach(self, keys: Iterable[str]) -> None:
        """The range reaches these rows now."""
        self._reached = frozenset(keys)

    def end(self) -> None:
        """Ends the range; what it reaches is marked."""
        self._kept = dict.fromkeys(self)
        self.begun, self._reached = None, frozenset()

    def keep(self, keys: Collection[str] = ()) -> None:
        """Takes all marks away but those of these rows."""
        self.end()
        self._kept = {key: None for key in self._kept if key in keys}


class Markable(Painted):
    """The part of a list that marks its rows."""

    keys: tuple[str, ...]
    cursor: int

    @dataclass
    class Marked(Message):
        """Other rows are marked than were; or none can be, though a key for it was pressed."""

        possible: bool = True

    def __init__(self) -> None:
        super().__init__()
        self.marked = Marks()
        self.can_mark: Callable[[str], bool] | None = None
        """Whether a row can be marked; None: none can."""

    @property
    def selected(self) -> str | None:
        """The key of the row under the cursor."""
        raise NotImplementedError

    def action_move(self, step: int) -> None:
        """Goes so many rows on."""
        raise NotImplementedError

    def action_mark(self) -> None:
        """Marks the row under the cursor, or takes its mark away, and goes on to the next."""
        if key := self._markable():
            self.marked.turn(key)
            self._tell()
            self.action_move(1)

    def action_range(self) -> None:
        """Begins a range at the cursor, or ends the one that is begun."""
        if self.marked.begun:
            self.marked.end()
            self._tell()
        elif key := self._markable():
            self.marked.begin(key)
            self._tell()

    def reach(self) -> None:
        """Lets the range that is begun reach to the cursor."""
        if self.marked.begun and self.can_mark and self.selected:
            first, last = sorted((self.keys.index(self.marked.begun), self.cursor))
            self.marked.reach(filter(self.can_mark, self.keys[first : last + 1]))
            self.post_message(self.Marked())

    def unmark(self, but: Collection[str] = ()) -> bool:
        """Takes all marks away but those of these rows; whether there were any."""
        had = bool(self.marked)
        self.marked.keep(but)
        if had:
            self._tell()
        return had

    def _markable(self) -> str:
        """The row under the cursor, where it can be marked."""
        if self.can_mark is None:
            self.post_message(self.Marked(possible=False))
            return ""
        return self.selected if self.selected and self.can_mark(self.selected) else ""

    def _tell(self) -> None:
        self.paint_soon()
        self.post_message(self.Marked())
