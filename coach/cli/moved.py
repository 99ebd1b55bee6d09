"""`coach moved`: what moved in the ranking, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

from coach.cli.answer import Answer, chance
from coach.records import Numbers
from coach.saying import moved as saying
from coach.saying.text import WIDTH
from coach.subjects.coach import Coach
from coach.subjects.options import Opt

if TYPE_CHECKING:
    from coach.subjects.programs import Moved

USUAL: Final = 20
"""Programs told without --limit."""


def moved(
    coach: Coach,
    since: Annotated[str | None, Opt("a day, or the last N acts (a week)", "DATE|N")] = None,
    limit: Annotated[int, Opt("programs to tell (20)", "N", low=1)] = USUAL,
) -> Answer:
    """Programs that moved since a day or over the last acts, each with its causes."""
    movement = coach.programs.moved(since)
    told = list(movement.moved[:limit])
    gates = coach.programs.gate_changes(movement, [program.program for program in told])
    data = {
        "since": movement.since,
        "sentence": saying.summary(coach, movement),
        "inputs": [
            {
                "kind": change.table,
                "key": change.key,
                "at": change.at or None,
                "text": saying.input_words(coach, change),
            }
            for change in movement.inputs
        ],
        "moved": [_moved(coach, program, gates[program.program.id]) for program in told],
        "count": len(movement.moved),
        "shifted": movement.shifted,
    }
    notes = ["Both rankings use the facts of this release."]
    return Answer(data, saying.moved(coach, movement, told, WIDTH), notes)


def _moved(coach: Coach, program: Moved, gates: list[tuple[str, str, str]]) -> dict[str, object]:
    return {
        "program_id": program.program.id,
        "name": program.program.name,
        "specialty": program.program.specialty,
        "place": {"before": program.place_before, "after": program.place_after},
        "score": {"before": _score(program.before), "after": _score(program.after)},
        "chance": {"before": _chance(program.before), "after": _chance(program.after)},
        "gates": [{"rule": rule, "before": was, "after": now} for rule, was, now in gates],
        "causes": [
            {
                "input": cause.input.key or cause.input.table if cause.input else "together",
                "score": round(cause.score, 2),
                "gate": cause.gate or None,
                "chance": round(cause.chance, 4),
                "text": saying.cause_words(coach, cause),
            }
            for cause in program.causes
        ],
    }


def _score(numbers: Numbers | None) -> float | None:
    return None if numbers is None else round(numbers.score, 2)


def _chance(numbers: Numbers | None) -> dict[str, float | None] | None:
    return None if numbers is None else chance(numbers.chance)
