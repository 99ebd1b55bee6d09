"""Columns as a command prints them: as wide as their texts, together no wider than the terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from coach.records import Program, Record
from coach.saying.names import ProgramNames
from coach.saying.text import DOT
from coach.subjects.coach import Coach
from coach.wording import cut, specialty_letters

LEAST_NAME: Final = 18
CLAUSE: Final = f" {DOT} "
"""Between what is said in a word."""


class Printed(Record):
    """One column: its head and a text for each row."""

    head: str
    texts: Sequence[str]
    right: bool = False
    least: int = 0
    """Cells that it may be shortened to; 0 for a column that is always whole."""
    shorten: Callable[[str, int], str] = cut

    @property
    def widest(self) -> int:
        """The cells of its longest text or its head."""
        return max(map(len, (self.head, *self.texts)))

    def lines(self, width: int) -> list[str]:
        """Head and texts in so many cells."""
        texts = (self.head[:width], *(self.shorten(text, width) for text in self.texts))
        return [text.rjust(width) if self.right else text.ljust(width) for text in texts]


def table(columns: Iterable[Printed], width: int) -> list[str]:
    """The columns side by side under their heads. Of those that can be shortened the first takes
    what it needs, the second what is left, and that one goes where it is less than its least."""
    filled = [column for column in columns if any(column.texts)]
    cells = _widths(filled, width) if filled else {}
    sides = [column.lines(cells[column.head]) for column in filled if column.head in cells]
    return [" ".join(row).rstrip() for row in zip(*sides, strict=True)]


def _widths(columns: Sequence[Printed], width: int) -> dict[str, int]:
    """The cells of each column by its head; one without is left out."""
    whole = {column.head: column.widest for column in columns if not column.least}
    room = width - sum(whole.values()) - len(whole)
    first, *others = [column for column in columns if column.least]
    kept = sum(min(other.widest, other.least) + 1 for other in others)
    if room - kept < first.least:
        kept, others = 0, []
    cells = min(first.widest, max(first.least, room - kept))
    rest = {other.head: min(other.widest, room - cells - 1) for other in others}
    return {**whole, first.head: cells, **rest}


def programs_columns(coach: Coach, ids: Iterable[object]) -> tuple[Printed, Printed, Printed]:
    """Programs by number: their names, told apart at any width, their specialties where they are
    several, and their states; another id as it is."""
    known = [(str(key), coach.programs.known(str(key))) for key in ids]
    names = ProgramNames(program for _, program in known if program)
    cells = [_cells(coach, names, program) if program else (key, "", "") for key, program in known]
    texts, specialties, states = ([row[place] for row in cells] for place in range(3))
    return (
        Printed("program", texts, least=LEAST_NAME, shorten=names.short),
        Printed("", specialties if len(set(specialties)) > 1 else []),
        Printed("st", states),
    )


def _cells(coach: Coach, names: ProgramNames, program: Program) -> tuple[str, str, str]:
    specialty = coach.programs.specialties[program.specialty]
    return names.whole(program), specialty_letters(specialty), program.state


def clauses(text: str, width: int) -> str:
    """As many of a text's first clauses as fit so many cells; the first is cut if it must be."""
    while len(text) > width and CLAUSE in text:
        text = text.rpartition(CLAUSE)[0]
    return cut(text, width)
