"""Which columns of a list are shown at a given width, and how wide each is."""

from __future__ import annotations

from functools import lru_cache

from coach.records import Record
from screens.widgets.words import Align


class Column(Record):
    """One column of a list."""

    key: str
    title: str = ""
    width: int = 0
    """Cells it wants; 0 takes what the others leave."""
    align: Align = "left"
    keep: int = 0
    """The higher, the longer it stays as the screen narrows; the highest never goes."""
    min_width: int = 0
    """Cells below which it is left out; 0 means `width`, or one cell if that is 0 too."""
    max_width: int = 0
    """Cells a column of width 0 takes at most; 0 means no limit."""
    gap: int = 2
    """Empty cells before it, unless it comes first."""
    tone: str = ""

    @property
    def least(self) -> int:
        """The fewest cells it can be shown in."""
        return max(1, self.min_width or self.width)


class Placed(Record):
    """A column that is shown: its number in the declaration, where it starts, how wide it is."""

    index: int
    x: int
    width: int
    column: Column
    is_main: bool = False
    """The column that is never left out; the cursor makes its text bold."""


@lru_cache(maxsize=64)
def lay_out(columns: tuple[Column, ...], width: int) -> tuple[Placed, ...]:
    """The columns that fit, from left to right, never wider than `width` together.

    Every column gets its least, then the fixed ones grow (the most important first), then
    those of width 0 share the rest.
    """
    if not columns or width < 1:
        return ()
    kept = _kept(columns, width)
    room = width - _needed(columns, kept)
    sizes = {index: columns[index].least for index in kept}
    if len(kept) == 1:  # the last column shows what it can of its text
        sizes[kept[0]] = min(sizes[kept[0]], width)
        room = width - sizes[kept[0]]
    _grow_fixed(columns, sizes, room)
    main = _by_importance(columns, kept)[0]
    placed: list[Placed] = []
    x = 0
    for index in kept:
        x += columns[index].gap if placed else 0
        placed.append(Placed(index, x, sizes[index], columns[index], index == main))
        x += sizes[index]
    return tuple(placed)


def _by_importance(columns: tuple[Column, ...], indices: list[int]) -> list[int]:
    """Numbers of columns, the one to be kept longest first; of equals, the left one."""
    return sorted(indices, key=lambda index: (-columns[index].keep, index))


def _needed(columns: tuple[Column, ...], kept: list[int]) -> int:
    return sum(columns[i].least for i in kept) + sum(columns[i].gap for i in kept[1:])


def _kept(columns: tuple[Column, ...], width: int) -> list[int]:
    kept = list(range(len(columns)))
    while len(kept) > 1 and _needed(columns, kept) > width:
        kept.remove(_by_importance(columns, kept)[-1])
    return kept


def _grow_fixed(columns: tuple[Column, ...], sizes: dict[int, int], room: int) -> None:
    for index in _by_importance(columns, list(sizes)):
        if columns[index].width:
            more = min(room, max(0, columns[index].width - sizes[index]))
            sizes[index] += more
            room -= more
    _share(columns, sizes, room)


def _share(columns: tuple[Column, ...], sizes: dict[int, int], room: int) -> None:
    """Hands the room left to the columns of width 0, a cell at a time so that limits hold."""
    open_columns = [index for index in sizes if not columns[index].width]
    while room > 0 and open_columns:
        for index in list(open_columns):
            limit = columns[index].max_width
            if limit and sizes[index] >= limit:
                open_columns.remove(index)
            elif room > 0:
                sizes[index] += 1
                room -= 1
