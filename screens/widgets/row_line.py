"""One row of a list as pieces of text with their tones; no widget, no screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coach.records import Record
from coach.saying.text import Line, Part
from screens.widgets.columns import Placed
from screens.widgets.style import CURSOR
from screens.widgets.words import cut, fit, split_found, width_of
from screens.widgets.wrap import wrap

MARGIN = 1
"""Empty cells on the left; on the right as many, where the signs for more rows stand."""


class Row(Record):
    """What one line of a list shows."""

    key: str
    cells: tuple[str, ...]
    mark: str = " "
    """A sign for its state, before the first column."""
    tone: str = ""
    section: bool = False
    """A heading, of one cell: the cursor passes over it."""
    underlined: tuple[str, ...] = ()
    """Words that are underlined where they stand in a cell."""


def indent(marks: int) -> int:
    """Cells before the first column: margin, cursor, space, mark, space."""
    return MARGIN + 2 + (marks + 1 if marks else 0)


def row_parts(
    row: Row, placed: tuple[Placed, ...], marks: int, *, cursor: bool, active: bool
) -> Iterator[Part]:
    """The row with or without the cursor; an inactive list shows its cursor dim."""
    sign = CURSOR if cursor else " "
    yield " " * MARGIN, ""
    yield sign, ("strong" if active else "dim") if cursor else ""
    yield " ", ""
    if marks:
        yield fit(row.mark, marks), row.tone
        yield " ", ""
    end = 0
    for place in placed:
        yield " " * (place.x - end), ""
        yield from _cell(row, place, strong=cursor and active and place.is_main)
        end = place.x + place.width


def _cell(row: Row, place: Placed, *, strong: bool) -> Iterator[Part]:
    text = cut(row.cells[place.index], place.width) if place.index < len(row.cells) else ""
    tone = "strong" if strong else row.tone or place.column.tone
    # Padding has no tone, so that the cursor's bold costs no bytes for empty cells.
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
    """A heading from the margin on."""
    yield " " * MARGIN, ""
    yield cut(row.cells[0], width - 2 * MARGIN), row.tone or "strong"


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
