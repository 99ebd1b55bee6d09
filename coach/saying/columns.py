"""The columns that name programs in what a command prints, and words cut at their clauses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from coach.records import Program
from coach.saying.names import ProgramNames
from coach.saying.table import Col, table
from coach.saying.text import DOT, ROOM, Line
from coach.subjects.coach import Coach
from coach.wording import cut, specialty_letters

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
    rows = [
        _cells(coach, names, program, several) if program else (key, "", "")
        for key, program in known
    ]
    name = Col("program", least=LEAST_NAME, shorten=names.short)
    return (name, Col("", 2, left=True), Col("st", 3, left=True)), rows


def _cells(
    coach: Coach, names: ProgramNames, program: Program, several: bool
) -> tuple[str, str, str]:
    specialty = coach.programs.specialties[program.specialty]
    letters = specialty_letters(specialty) if several else ""
    return names.whole(program), letters, program.state


def clauses(text: str, width: int) -> str:
    """As many of a text's first clauses as fit so many cells; the first is cut if it must be."""
    while len(text) > width and CLAUSE in text:
        text = text.rpartition(CLAUSE)[0]
    return cut(text, width)
