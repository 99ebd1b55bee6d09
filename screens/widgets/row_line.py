"""One row of a list as pieces of text with their tones; no widget, no screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from coach.records import Record
from coach.saying.text import CHOSEN, Line, Part
from screens.widgets.columns import Column, Placed
from screens.widgets.words import cut, fit, split_found, width_of
from screens.widgets.wrap import wrap

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
