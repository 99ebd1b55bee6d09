"""`coach moved`: what moved in the ranking, and why."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from textwrap import wrap
from typing import Annotated, Any, Final

from coach.applying.movement import (
    CHANCE_MOVED,
    DAY,
    Cause,
    Input,
    Moved,
    Movement,
    profile_of,
)
from coach.cli.answer import Answer, chance
from coach.cli.plain import WIDTH
from coach.profile.applicant import shown
from coach.profile.fields import BY_KEY
from coach.records import Numbers
from coach.scoring.evidence import LABELS
from coach.subjects.coach import Coach
from coach.subjects.options import Opt
from coach.wording import chance_words, cut, short

USUAL: Final = 20
"""Programs told without --limit."""


def moved(
    coach: Coach,
    since: Annotated[str | None, Opt("a day, or the last N acts (a week)", "DATE|N")] = None,
    limit: Annotated[int, Opt("programs to tell (20)", "N", low=1)] = USUAL,
) -> Answer:
    """Programs that moved since a day or over the last acts, each with its causes."""
    found = coach.programs.moved(since)
    told = list(found.moved[:limit])
    gates = coach.programs.gate_changes(found, [one.program for one in told])
    data = {
        "since": found.since,
        "sentence": summary(coach, found),
        "inputs": [
            {
                "kind": one.table,
                "key": one.key,
                "at": one.at or None,
                "text": input_words(coach, one),
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
                "text": cause_words(coach, cause),
            }
            for cause in one.causes
        ],
    }


def _score(numbers: Numbers | None) -> float | None:
    return None if numbers is None else round(numbers.score, 2)


def _chance(numbers: Numbers | None) -> dict[str, float | None] | None:
    return None if numbers is None else chance(numbers.chance)


def _lines(coach: Coach, found: Movement, told: list[Moved]) -> list[str]:
    lines = [*wrap(summary(coach, found), WIDTH)]
    if found.began:
        return lines
    for one in told:
        name = one.program.name.removesuffix(" Program")
        head = f"{_span(one.place_before, one.place_after)}  {name}, {one.program.state}"
        lines += ["", cut(head, WIDTH), f"      {_points(one)}"]
        for cause in one.causes[:3]:
            text = cause_words(coach, cause)
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


def input_words(coach: Coach, one: Input) -> str:
    """What was changed, as the end of a sentence that begins with "because"."""
    if one.table == DAY:
        days = (short(_day_in(row), coach.today) for row in (one.before, one.after))
        return f"time went on (from {' to '.join(days)})"
    if one.table == "profile":
        return _answer_words(one)
    row = one.after or one.before or {}
    program = coach.programs.known(str(row["program_id"]))
    name = program.name.removesuffix(" Program") if program else str(row["program_id"])
    label = LABELS.get(str(row["field"]), str(row["field"]))
    if one.after is None:
        return f"you took back {label} at {name}"
    source = str(row["source"])
    where = f" ({source})" if source and source != "you" else ""
    return f"you recorded {label} {row['value']} at {name}{where}"


def _answer_words(one: Input) -> str:
    field = BY_KEY.get(one.key)
    if field is None:
        return f"you changed {one.key}"
    was, then = (
        profile_of({("profile", one.key): row}).get(one.key) if row else None
        for row in (one.before, one.after)
    )
    old, new = shown(field, was) or "not said", shown(field, then) or "not said"
    return f"you changed {field.label} from {old} to {new}"


def _day_in(row: Mapping[str, object] | None) -> date:
    return date.fromisoformat(str((row or {})["value"]))


def cause_words(coach: Coach, cause: Cause) -> str:
    """One cause: what, and what it does alone in points or at a gate."""
    what = input_words(coach, cause.input) if cause.input else "all of it together"
    points = f"score {cause.score:+.1f}" if abs(cause.score) >= 0.05 else ""
    chance = f"chance {'up' if cause.chance > 0 else 'down'}" * (abs(cause.chance) >= CHANCE_MOVED)
    return f"{what} ({', '.join(part for part in (cause.gate, points, chance) if part)})"


def summary(coach: Coach, found: Movement) -> str:
    """Since when how many programs moved, and what most of them moved for."""
    since = short(date.fromisoformat(found.since), coach.today)
    if found.began:
        return f"On {since} no specialty was named yet: there is no ranking to compare with."
    if not found.moved:
        return f"Since {since} no program moved."
    count = len(found.moved)
    moved = f"{count} program{'s' if count > 1 else ''} moved"
    first = [one.causes[0].input for one in found.moved if one.causes]
    counts = [(sum(other == one for other in first), place) for place, one in enumerate(first)]
    if not counts:
        return f"Since {since} {moved}."
    number, place = max(counts, key=lambda one: (one[0], -one[1]))
    cause = first[place]
    why = input_words(coach, cause) if cause else "several changes work together"
    most = "" if number == count else f"{number} of them "
    return f"Since {since} {moved}, {most}because {why}."
