"""An entry of a season as it should stand: with its program's name, in the season it is of."""

from __future__ import annotations

from datetime import date
from typing import Final, TypeVar

from coach.logs.interviews import Interview
from coach.logs.of_a_season import BEGINS, OfASeason
from coach.records import CoachError, replace
from coach.state import State
from coach.wording import short, short_name

E = TypeVar("E", bound=OfASeason)
DAYS: Final = ("submitted", "answered", "came", "day")
"""Fields by which a season is known."""
LAST: Final = "nrmp_rol_deadline"
"""The event after which no interview can reach a rank list."""


def settled(state: State, entry: E) -> E:
    """With the name of its program, and its season. Raises CoachError."""
    number = getattr(entry, "program", "")
    if program := state.facts.program(number):
        entry = replace(entry, name=f"{short_name(program)}, {program.specialty}")
    if entry.season is None:
        entry = replace(entry, season=_season(state, entry))
    if isinstance(entry, Interview):
        _check_deadline(state, entry)
    return entry


def _season(state: State, entry: OfASeason) -> int:
    """The season that is planned for, or that of the entry's first day."""
    days = [day for name in DAYS if (day := getattr(entry, name, None))]
    if not days:
        return state.season
    first: date = min(days)
    return first.year + ((first.month, first.day) >= BEGINS)


def _check_deadline(state: State, entry: Interview) -> None:
    """That an interview can still be ranked. Raises CoachError."""
    last = state.days_of(entry.season or state.season)[LAST]
    if entry.state == "booked" and entry.day and entry.day > last:
        raise CoachError(
            f"{entry.title}: {short(entry.day, state.today)} is after the rank list deadline, "
            f"{short(last, state.today)}. Ask the program whether the day is right."
        )
