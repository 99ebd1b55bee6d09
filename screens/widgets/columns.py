"""Which columns of a list are shown at a given width, and how wide each is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

from coach.records import Record
from screens.widgets.words import Align, width_of


class Column(Record):
    """One column of a list."""

    key: str
    title: str = ""
    width: int = 0
    """Cells it wants before the others are served; 0 takes what those leave."""
    align: Align = "left"
    keep: int = 0
    """The higher, the longer it stays as the screen narrows; the highest never goes."""
    min_width: int = 0
    """Cells below which it is left out; 0 means `width`, or one cell if that is 0 too."""
    gap: int = 2
    """Empty cells before it, unless it comes first."""
    tone: str = ""
    shorten: Callable[[str, int], str] | None = None
    """Writes its text in fewer cells than it takes; None cuts off the end."""

    def least(self, wanted: int) -> int:
        """The fewest cells it can be shown in, if its longest text takes so many."""
        return max(1, min(self.min_width or self.width, wanted))


class Placed(Record):
    """A column that is shown: its number in the declaration, where it starts, how wide it is."""

    index: int
    x: int
    width: int
    column: Column
    is_main: bool = False
    """The column that is never left out; the cursor makes its text bold."""


@lru_cache(maxsize=64)
def lay_out(
    columns: tuple[Column, ...], width: int, needs: tuple[int, ...] = ()
) -> tuple[Placed, ...]:
    """The columns that fit, from left to right, never wider than `width` together.

    `needs` are the cells of each one's longest text; without them a column wants its `width`
    or all there is. Each gets its least, then those with a width grow (the most important
    first), then the others share the rest: none is wider than its texts and title, and none
    is cut while there is room.
    """
    if not columns or width < 1:
        return ()
    wants = [want or width for want in wanted(columns, needs)]
    sizes = {place: column.least(wants[place]) for place, column in enumerate(columns)}
    while len(sizes) > 1 and _total(columns, sizes) > width:
        del sizes[_by_importance(columns, sizes)[-1]]
    _grow(columns, sizes, wants, width - _total(columns, sizes))
    main = _by_importance(columns, sizes)[0]
    placed: list[Placed] = []
    x = 0
    for place, size in sizes.items():
        x += columns[place].gap if placed else 0
        placed.append(Placed(place, x, size, columns[place], place == main))
        x += size
    return tuple(placed)


def wanted(columns: Sequence[Column], needs: Sequence[int]) -> list[int]:
    """Cells that each column wants: those of its texts and title; 0 for all there is."""
    if not needs:
        return [column.width for column in columns]
    return [
        max(width_of(column.title), need, 1) for column, need in zip(columns, needs, strict=True)
    ]


def _by_importance(columns: tuple[Column, ...], places: Iterable[int]) -> list[int]:
    """Numbers of columns, the one to be kept longest first; of equals, the left one."""
    return sorted(places, key=lambda place: (-columns[place].keep, place))


def _total(columns: Sequence[Column], sizes: Mapping[int, int]) -> int:
    return sum(sizes.values()) + sum(columns[place].gap for place in list(sizes)[1:])


def _grow(
    columns: tuple[Column, ...], sizes: dict[int, int], wants: Sequence[int], room: int
) -> None:
    """Hands the room left to those with a width, then to the others, a cell at a time."""
    for place in _by_importance(columns, sizes):
        if columns[place].width or room < 0:  # the last column shows what it can of its text
            more = min(room, wants[place] - sizes[place])
            sizes[place] += more
            room -= more
    while room > 0 and (cut := [place for place in sizes if sizes[place] < wants[place]]):
        for place in cut[:room]:
            sizes[place] += 1
            room -= 1
