"""Tables in text, no wider than there is room: columns leave by importance, heads say the units."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from coach.records import Record
from coach.saying.text import Line
from coach.wording import cut

LEAST: Final = 28
"""Cells in which no two titles of the road read the same."""


class Col(Record):
    """A column as wide as what stands in it."""

    title: str = ""
    keep: int = 0
    """The higher, the longer it stays where there is little room, equal ones together; the first
    always stays."""
    group: str = ""
    """What it shares with its neighbours, a line above the titles."""
    left: bool = False
    """Whether it holds words or drawings; numbers end in one column."""
    joined: bool = False
    """Whether it is of one piece with the drawing before it, and its title stands over both."""
    least: int = LEAST
    """Cells that the first keeps before others leave."""


class Placed(Record):
    """Where a column stands."""

    index: int
    start: int
    end: int
    col: Col


def table(columns: Sequence[Col], rows: Sequence[Sequence[str]], width: int) -> list[Line]:
    """The rows under their heads; the first column is of words, and is cut before others leave.

    A column in which nothing stands is left out, and so is all of a table without rows.
    """
    if not rows:
        return []
    placed = _fitting(columns, rows, width)
    heads = (_groups(placed), _line(placed, [column.title for column in columns], "dim"))
    return [*filter(lambda line: line.text, heads), *(_line(placed, row) for row in rows)]


def _fitting(columns: Sequence[Col], rows: Sequence[Sequence[str]], width: int) -> list[Placed]:
    """The columns for which there is room, the first with what the others leave."""
    filled = [index for index in range(len(columns)) if any(row[index] for row in rows)]
    longest = max([len(columns[0].title), *(len(row[0]) for row in rows)])
    for keep in (-1, *sorted({column.keep for column in columns[1:]})):
        kept = [index for index in filled if index and columns[index].keep > keep]
        placed = _placed(columns, rows, kept, longest)
        over = placed[-1].end - width
        if over <= max(0, longest - columns[0].least):
            break
    return _placed(columns, rows, kept, longest - max(0, over))


def _placed(
    columns: Sequence[Col], rows: Sequence[Sequence[str]], kept: Sequence[int], first: int
) -> list[Placed]:
    """The kept columns one beside the other, the first of them so wide."""
    placed = [Placed(0, 0, first, columns[0])]
    for index in kept:
        before, col = placed[-1], columns[index]
        is_joined = col.joined and before.index == index - 1
        start = before.end + (1 if is_joined else 2)
        title = len(col.title) - (start - before.start if is_joined else 0)
        wide = max([title, *(len(row[index]) for row in rows)])
        placed.append(Placed(index, start, start + wide, col))
    return placed


def _line(placed: Sequence[Placed], cells: Sequence[str], tone: str = "") -> Line:
    text = ""
    for place in placed:
        cell = cells[place.index]
        if place.col.left or not place.index:
            text = f"{text:{place.start}}{cut(cell, place.end - place.start)}"
        else:
            text = f"{text}{cell:>{place.end - len(text)}}"
    return Line.of(text.rstrip(), tone, is_row=True)


def _groups(placed: Sequence[Placed]) -> Line:
    """The heads of groups, each from where its first column begins."""
    text, group = "", ""
    for place in placed:
        if place.col.group != group:
            group = place.col.group
            text = f"{text:{place.start}}{group}"
    return Line.of(text.rstrip(), "dim", is_row=True)
