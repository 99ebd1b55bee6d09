"""The columns and rows of a list as pieces of text with their tones; no widget, no screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice

from coach.cells import Align, cut, fit, width_of
from coach.records import Record, replace
from coach.saying.text import CHOSEN, Line, Part
from screens.widgets.words import split_found, wrap


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


Columns = tuple[Column, ...]


class Placed(Record):
    """A column that is shown: its number in the declaration, where it starts, how wide it is."""

    index: int
    x: int
    width: int
    column: Column
    is_main: bool = False
    """The column that is never left out; the cursor makes its text bold."""


@lru_cache(maxsize=64)
def lay_out(columns: Columns, width: int, needs: tuple[int, ...] = ()) -> tuple[Placed, ...]:
    """The columns that fit, from left to right, never wider than `width` together.

    `needs` are the cells of each one's longest text; without them a column wants its `width`
    or all there is. Each gets its least, then those with a width grow (the most important
    first), then the others share the rest: none is wider than its texts and title, and none
    is cut while there is room. One that says nothing at all takes none.
    """
    if not columns or width < 1:
        return ()
    wants = [want or width for want in wanted(columns, needs)]
    sizes = {place: columns[place].least(wants[place]) for place in _speaking(columns, needs)}
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


def _speaking(columns: Columns, needs: Sequence[int]) -> list[int]:
    """Numbers of the columns that say anything; the first where none does."""
    places = range(len(columns))
    return [at for at in places if not needs or needs[at] or columns[at].title] or [0]


def wanted(columns: Sequence[Column], needs: Sequence[int]) -> list[int]:
    """Cells that each column wants: those of its texts and title; 0 for all there is."""
    if not needs:
        return [column.width for column in columns]
    return [
        max(width_of(column.title), need, 1) for column, need in zip(columns, needs, strict=True)
    ]


def _by_importance(columns: Columns, places: Iterable[int]) -> list[int]:
    """Numbers of columns, the one to be kept longest first; of equals, the left one."""
    return sorted(places, key=lambda place: (-columns[place].keep, place))


def with_sign(column: Column, sign: str) -> Column:
    """The column with a sign behind its title, and room for both."""
    title = f"{column.title}{sign}"
    room = width_of(title)
    width, least = (max(size, room) if size else 0 for size in (column.width, column.min_width))
    return replace(column, title=title, width=width, min_width=least)


def main_of(columns: Columns) -> int:
    """The number of the column that is never left out."""
    return _by_importance(columns, range(len(columns)))[0]


def _total(columns: Sequence[Column], sizes: Mapping[int, int]) -> int:
    return sum(sizes.values()) + sum(columns[place].gap for place in list(sizes)[1:])


def _grow(columns: Columns, sizes: dict[int, int], wants: Sequence[int], room: int) -> None:
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


MARGIN = 1
"""Empty cells on the left; on the right as many, where the signs for more rows stand."""
MEASURED = 400
"""Rows whose texts say how wide the columns are: 4 ms of programs; those below are alike."""


class Row(Record):
    """What one line of a list shows."""

    key: str
    cells: tuple[str | Part, ...]
    """Its texts, each with a tone of its own where it has one."""
    mark: str | Part = " "
    """A sign for its state, before the first column."""
    tone: str = ""
    section: bool = False
    """A heading, of its words and a note: the cursor passes over it."""
    underlined: tuple[str, ...] = ()
    """Words that are underlined where they stand in a cell."""

    @property
    def text(self) -> str:
        """Everything that it says."""
        return " ".join(map(text_of, self.cells))


def indent(marks: int) -> int:
    """Cells before the first column: margin, cursor, marks, space."""
    return MARGIN + 1 + marks + 1


def toned(cell: str | Part, tone: str) -> Part:
    """The cell with its own tone, or with this."""
    return cell if isinstance(cell, tuple) else (cell, tone)


def text_of(cell: str | Part) -> str:
    """What a cell says."""
    return cell if isinstance(cell, str) else cell[0]


def needs(columns: Sequence[Column], rows: Iterable[Row], before: Sequence[int]) -> tuple[int, ...]:
    """Cells of each column's longest text in the first rows, never fewer than `before`."""
    cells = list(before or (0,) * len(columns))
    for row in islice(rows, MEASURED):
        for place, text in enumerate(() if row.section else row.cells[: len(cells)]):
            cells[place] = max(cells[place], width_of(text_of(text)))
    return tuple(cells)


def row_parts(
    row: Row, placed: tuple[Placed, ...], marks: int, *, cursor: bool, active: bool
) -> Iterator[Part]:
    """The row with or without the cursor; an inactive list shows its cursor in bold only."""
    yield " " * MARGIN, ""
    yield CHOSEN if cursor else " ", "strong" if cursor else ""
    if marks:
        sign, tone = toned(row.mark, row.tone)
        yield fit(sign, marks), tone
    yield " ", ""
    end = 0
    for place in placed:
        yield " " * (place.x - end), ""
        chosen = cursor and place.is_main
        yield from _cell(row, place, ("chosen" if active else "strong") if chosen else "")
        end = place.x + place.width


def _cell(row: Row, place: Placed, chosen: str) -> Iterator[Part]:
    cell = row.cells[place.index] if place.index < len(row.cells) else ""
    text, tone = toned(cell, row.tone or place.column.tone)
    text, tone = (place.column.shorten or cut)(text, place.width), chosen or tone
    # Padding has no tone, so that the cursor's bar costs no bytes for empty cells.
    padding = " " * (place.width - width_of(text))
    if place.column.align == "right":
        yield padding, ""
    if row.underlined:
        for piece, is_underlined in split_found(text, row.underlined):
            yield piece, f"{tone} found" if is_underlined else tone
    else:
        yield text, tone
    if place.column.align == "left":
        yield padding, ""


def section_parts(row: Row, width: int) -> Iterator[Part]:
    """A heading from the margin on: its words in capitals, its note after them."""
    words, *note = map(text_of, row.cells)
    room = width - 2 * MARGIN
    words = cut(words.upper(), room)
    yield " " * MARGIN, ""
    yield words, "strong"
    if note:
        yield cut("   " * bool(words) + note[0], room - width_of(words)), row.tone or "dim"


def header_parts(placed: tuple[Placed, ...], marks: int) -> Iterator[Part]:
    """The titles of the columns, dim, each where its column stands."""
    yield " " * indent(marks), ""
    end = 0
    for place in placed:
        yield " " * (place.x - end), ""
        yield fit(place.column.title, place.width, place.column.align), "dim"
        end = place.x + place.width


def empty_parts(text: str, line: int, width: int) -> tuple[Part, ...]:
    """One line of what stands in a list without rows."""
    lines = wrap(Line(((text, "dim"),), indent=2), width - 2 * MARGIN)
    return ((" " * MARGIN, ""), *lines[line]) if line < len(lines) else ()


def place_of(wanted: str | None, old: Sequence[str], new: Sequence[str], cursor: int) -> int:
    """Where the cursor goes: to the row wanted, else to its nearest neighbour still there."""
    if wanted is None:
        return 0
    if wanted in new:
        return new.index(wanted)
    at = old.index(wanted) if wanted in old else cursor
    still_there = set(new)
    for key in (*old[at + 1 :], *reversed(old[: max(at, 0)])):
        if key in still_there:
            return new.index(key)
    return 0
