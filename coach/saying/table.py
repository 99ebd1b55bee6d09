"""Tables in text, no wider than there is room: columns leave by importance, heads say the units."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from coach.cells import clean, cut, padded, width_of
from coach.records import Record, replace
from coach.saying.names import ProgramNames
from coach.saying.text import DOT, ROOM, Line
from coach.subjects.coach import Coach
from coach.wording import specialty_letters

LEAST_TITLE: Final = 28
"""Cells in which no two titles of the road read the same."""


class Col(Record):
    """A column as wide as what stands in it."""

    title: str = ""
    keep: int = 1
    """The higher, the longer it stays where there is little room, equal ones together."""
    group: str = ""
    """What it shares with its neighbours, a line above the titles."""
    left: bool = False
    """Whether it holds words or drawings; numbers end in one column."""
    joined: bool = False
    """Whether it is of one piece with the drawing before it, and its title stands over both."""
    least: int = 0
    """Cells to which it may be shortened before others leave, the last such column first; 0 for
    one that is always whole. The first that may be always stays."""
    shorten: Callable[[str, int], str] = cut


Cols = Sequence[Col]
Rows = Sequence[Sequence[str]]


class Placed(Record):
    """Where a column stands."""

    index: int
    start: int
    end: int
    col: Col


def table(columns: Cols, rows: Rows, width: int, gap: int = 2) -> list[Line]:
    """The rows under their heads. A column in which nothing stands is left out, and so is all of a
    table without rows."""
    if not rows:
        return []
    rows = [[*map(clean, row)] for row in rows]
    placed = _fitting(columns, rows, width, gap)
    heads = (_groups(placed), _line(placed, [column.title for column in columns], "dim"))
    return [*filter(lambda line: line.text, heads), *(_line(placed, row) for row in rows)]


def _fitting(columns: Cols, rows: Rows, width: int, gap: int) -> list[Placed]:
    """The columns for which there is room, cut to it."""
    widest = [max(map(width_of, cells)) for cells in zip(*rows, strict=True)]
    first = next((index for index, col in enumerate(columns) if col.least), 0)
    # A title may be cut to anything before the last figures leave it alone.
    for keep in (-1, *sorted({col.keep for col in columns if not col.least})[:-1]):
        kept = [
            index
            for index, col in enumerate(columns)
            if index == first or (widest[index] and col.keep > keep)
        ]
        placed = _placed(columns, kept, widest, gap)
        over = placed[-1].end - width
        if over <= sum(map(_spare, placed)):
            break
    return _cut(placed, over, first)


def _spare(place: Placed) -> int:
    return max(0, place.end - place.start - place.col.least) if place.col.least else 0


def _cut(placed: Sequence[Placed], over: int, first: int) -> list[Placed]:
    """The columns in so many cells less, the last that can give first, at the end the first."""
    lost: dict[int, int] = {}
    for place in reversed(placed):
        lost[place.index] = min(max(0, over - sum(lost.values())), _spare(place))
    lost[first] = lost.get(first, 0) + max(0, over - sum(lost.values()))
    fitting, before = [], 0
    for place in placed:
        start = place.start - before
        before += lost[place.index]
        fitting.append(replace(place, start=start, end=max(place.end - before, start + 1)))
    return fitting


def _placed(columns: Cols, kept: Sequence[int], widest: Sequence[int], gap: int) -> list[Placed]:
    placed: list[Placed] = []
    for index in kept:
        col, before = columns[index], placed[-1] if placed else None
        title, start = width_of(col.title), 0
        if before:
            is_joined = col.joined and before.index == index - 1
            start = before.end + (1 if is_joined else gap)
            title -= start - before.start if is_joined else 0
        placed.append(Placed(index, start, start + max(title, widest[index]), col))
    return placed


def _line(placed: Sequence[Placed], cells: Sequence[str], tone: str = "") -> Line:
    text = ""
    for place in placed:
        cell, width = cells[place.index], place.end - place.start
        cell = place.col.shorten(cell, width) if place.col.least else cell
        if place.col.left or place.col.least:
            text = padded(text, place.start) + cell
        else:
            text += padded(cell, place.end - width_of(text), "right")
    return Line.of(text.rstrip(), tone, is_row=True)


def _groups(placed: Sequence[Placed]) -> Line:
    """The heads of groups, each from where its first column begins."""
    text, group = "", ""
    for place in placed:
        if place.col.group != group:
            group = place.col.group
            text = padded(text, place.start) + group
    return Line.of(text.rstrip(), "dim", is_row=True)


LEAST_NAME: Final = 18
CLAUSE: Final = f" {DOT} "
"""Between what is said in a word."""


def programs_table(
    coach: Coach,
    ids: Sequence[object],
    columns: Sequence[Col],
    rows: Iterable[Sequence[str]],
    places: Sequence[str] = (),
) -> list[Line]:
    """What is told of programs by number, after their places, where they have some, and names."""
    programs, named = programs_columns(coach, ids)
    whole = zip(places or [""] * len(ids), named, rows, strict=True)
    cells = [(place, *names, *row) for place, names, row in whole]
    return table((Col("#", 8), *programs, *columns), cells, ROOM, gap=1)


def programs_columns(
    coach: Coach, ids: Iterable[object]
) -> tuple[tuple[Col, ...], list[tuple[str, str, str]]]:
    """Programs by number: columns and a row for each, of its name, told apart at any width, its
    specialty where they are several, and its state; another id as it is."""
    known = [(str(key), coach.programs.known(str(key))) for key in ids]
    names = ProgramNames(program for _, program in known if program)
    several = len({program.specialty for _, program in known if program}) > 1
    short = {name: specialty_letters(row) for name, row in coach.programs.specialties.items()}
    rows = [
        (names.whole(program), short[program.specialty] * several, program.state)
        if program
        else (key, "", "")
        for key, program in known
    ]
    name = Col("program", least=LEAST_NAME, shorten=names.short)
    return (name, Col("", 2, left=True), Col("st", 3, left=True)), rows


def clauses(text: str, width: int) -> str:
    """As many of a text's first clauses as fit so many cells; the first is cut if it must be."""
    while width_of(text) > width and CLAUSE in text:
        text = text.rpartition(CLAUSE)[0]
    return cut(text, width)
