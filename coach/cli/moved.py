"""`coach moved`: what moved in the ranking, and why."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from textwrap import wrap
from typing import Any, Final

from coach import moves
from coach.applying.movement import Moved, Movement
from coach.cli.answer import Answer, chance
from coach.cli.plain import WIDTH
from coach.coach import Coach
from coach.records import CoachError, Numbers
from coach.wording import chance_words, cut

USUAL: Final = 20
"""Programs told without --limit."""


def add_moved(parser: ArgumentParser) -> None:
    """Options of `coach moved`."""
    parser.add_argument("--since", metavar="DATE|N", help="a day, or the last N acts (a week)")
    parser.add_argument("--limit", type=int, default=USUAL, metavar="N", help="programs to tell")


def moved(coach: Coach, args: Namespace) -> Answer:
    """Programs that moved since a day or over the last acts, each with its causes."""
    if args.limit < 1:
        raise CoachError("--limit should be 1 or more.")
    found = moves.moved(coach, args.since)
    told = list(found.moved[: args.limit])
    gates = moves.gate_changes(coach, found, [one.program for one in told])
    data = {
        "since": found.since,
        "sentence": moves.summary(coach, found),
        "inputs": [
            {
                "kind": one.table,
                "key": one.key,
                "at": one.at or None,
                "text": moves.input_words(coach, one),
            }
            for one in found.inputs
        ],
        "moved": [_moved(coach, one, gates[one.program.id]) for one in told],
        "count": len(found.moved),
        "shifted": found.shifted,
    }
    notes = ["Both rankings use the facts of this release."]
    return Answer(data, _lines(coach, found, told), notes)


def _moved(coach: Coach, one: Moved, gates: list[tuple[str, str, str]]) -> dict[str, Any]:
    return {
        "program_id": one.program.id,
        "name": one.program.name,
        "specialty": one.program.specialty,
        "place": {"before": one.place_before, "after": one.place_after},
        "score": {"before": _score(one.before), "after": _score(one.after)},
        "chance": {"before": _chance(one.before), "after": _chance(one.after)},
        "gates": [{"rule": rule, "before": was, "after": now} for rule, was, now in gates],
        "causes": [
            {
                "input": cause.input.key or cause.input.table if cause.input else "together",
                "score": round(cause.score, 2),
                "gate": cause.gate or None,
                "chance": round(cause.chance, 4),
                "text": moves.cause_words(coach, cause),
            }
            for cause in one.causes
        ],
    }


def _score(numbers: Numbers | None) -> float | None:
    return None if numbers is None else round(numbers.score, 2)


def _chance(numbers: Numbers | None) -> dict[str, float | None] | None:
    return None if numbers is None else chance(numbers.chance)


def _lines(coach: Coach, found: Movement, told: list[Moved]) -> list[str]:
    lines = [*wrap(moves.summary(coach, found), WIDTH)]
    if found.began:
        return lines
    for one in told:
        name = one.program.name.removesuffix(" Program")
        head = f"{_span(one.place_before, one.place_after)}  {name}, {one.program.state}"
        lines += ["", cut(head, WIDTH), f"      {_points(one)}"]
        for cause in one.causes[:3]:
            text = moves.cause_words(coach, cause)
            lines += wrap(text, WIDTH, initial_indent="      ", subsequent_indent="        ")
    if left := len(found.moved) - len(told):
        lines += ["", f"{left} more moved; --limit shows them."]
    if found.shifted:
        lines += ["", f"{found.shifted} others changed their place only."]
    return lines


def _span(before: int | None, after: int | None) -> str:
    return " → ".join("-" if place is None else f"{place}." for place in (before, after))


def _points(one: Moved) -> str:
    return " → ".join(_standing(numbers) for numbers in (one.before, one.after))


def _standing(numbers: Numbers | None) -> str:
    if numbers is None:
        return "not in your specialties"
    if numbers.failed:
        return "closed"
    words = chance_words(numbers)
    return f"score {numbers.score:.0f}{words and f' (chance {words})'}"
