"""What an import would do, worked out before anything is changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from coach.files.columns import Columns
from coach.files.tables import Table, plain
from coach.records import CoachError, Mark, ReadFact, Record

FIRST: Final = 3
"""Rows shown in a preview."""
WIDEST: Final = 40
"""Characters of a cell shown in a preview."""


class Skipped(Record):
    """A row that is not taken, and why."""

    row: int
    why: str


class Difference(Record):
    """One thing that an import changes: of which program, what, from what, to what."""

    row: int
    program_id: str
    program: str
    what: str
    old: str
    new: str


class Taken(Record):
    """What one usable row gives; nothing when it says nothing that is not known."""

    differences: tuple[Difference, ...] = ()
    facts: tuple[ReadFact, ...] = ()
    marks: tuple[Mark, ...] = ()


class Preview(Record):
    """An import before it is done: the columns as understood, the rows, and what would change."""

    kind: str
    file: str
    note: str
    """What was decided while reading, "" when nothing had to be."""
    columns: Columns
    first: tuple[tuple[str, ...], ...]
    """The understood cells of the first rows, cut for showing."""
    rows: int
    """Rows that hold anything."""
    usable: int
    """Rows that would be taken, with those that change nothing."""
    empty: int
    """Rows with a program but nothing said of it."""
    skipped: tuple[Skipped, ...]
    differences: tuple[Difference, ...]
    facts: tuple[ReadFact, ...] = ()
    marks: tuple[Mark, ...] = ()

    @property
    def title(self) -> str:
        """The import as one act, in the words that undo and the log show."""
        return f"Import of {plain(self.file, WIDEST)}: {self.kind}, {len(self.differences)} changed"


Reader = Callable[[int, Mapping[str, str]], Taken | None]
"""A row's number and cells to what it gives; None when it says nothing.

Raises CoachError for a row that cannot be used."""


def plan(kind: str, file: str, table: Table, columns: Columns, read: Reader) -> Preview:
    """Every row read once: a row is taken whole or listed with the reason."""
    taken: list[Taken] = []
    skipped: list[Skipped] = []
    empty = 0
    for row in table.rows:
        try:
            if row.why:
                raise CoachError(row.why)
            entry = read(row.number, columns.cells(row.cells))
        except CoachError as error:
            skipped.append(Skipped(row.number, plain(str(error), 200)))
            continue
        if entry is None:
            empty += 1
        else:
            taken.append(entry)
    return Preview(
        kind,
        file,
        table.note,
        columns,
        _first(table, columns),
        len(table.rows),
        len(taken),
        empty,
        tuple(skipped),
        tuple(difference for entry in taken for difference in entry.differences),
        tuple(fact for entry in taken for fact in entry.facts),
        tuple(mark for entry in taken for mark in entry.marks),
    )


def _first(table: Table, columns: Columns) -> tuple[tuple[str, ...], ...]:
    places: Sequence[int] = [column.place for column in columns.used]
    return tuple(
        tuple(plain(row.cells[place], WIDEST) for place in places) for row in table.rows[:FIRST]
    )
