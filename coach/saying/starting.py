"""When a post begins, in words and as JSON: advanced ones a year later, after a first year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import UNSET, UnsetType

from coach.rules.starting import is_advanced, start_of
from coach.subjects.coach import Coach
from coach.subjects.programs import Standing
from coach.wording import known, track


def post_words(standing: Standing, coach: Coach, brief: bool = False) -> str:
    """Which kind of post it is and when it begins; `brief`: only where that needs thought."""
    program = standing.program
    later = f"starts in July {coach.season.year + 1} after a separate first year"
    fact = start_of(program, coach.programs.specialties)
    if fact.note and fact.value in ("advanced", "both"):
        some = "most" if is_advanced(fact) else "some"
        return f"not stated: {some} posts of {program.specialty} are advanced ({later}); ask"
    if is_advanced(fact):
        return f"advanced: {later}" + f" ({known(fact)})" * (not brief)
    return "" if brief and fact.value == "categorical" else track(program)


def advanced_word(standing: Standing, coach: Coach) -> str:
    """`advanced`, with a question mark where only the specialty tells; "" for all others."""
    fact = start_of(standing.program, coach.programs.specialties)
    return ("advanced?" if fact.note else "advanced") if is_advanced(fact) else ""


def starts(coach: Coach, standing: Standing) -> dict[str, object] | UnsetType:
    """When a post begins that may come after a first year, with source; unset for all others."""
    fact = start_of(standing.program, coach.programs.specialties)
    if fact.value not in ("advanced", "both"):
        return UNSET
    day = None if fact.note else date(coach.season.year + 1, 7, 1)
    sure = {key: getattr(fact, key) for key in ("status", "source", "as_of")}
    return {"value": day, **sure, "note": post_words(standing, coach, brief=True)}


def advanced_note(shown: Sequence[Standing], coach: Coach) -> str:
    """How many of these programs need a first year beside them; "" where none is known to."""
    words = [word for each in shown if (word := advanced_word(each, coach))]
    if not words:
        return ""
    sure = "are advanced" if "advanced?" not in words else "are advanced or probably so"
    return (
        f"{len(words)} of {len(shown)} {sure}: they start in July {coach.season.year + 1} after a "
        "separate first year; `coach list` counts both."
    )
