"""What moved in the ranking since a day or since the last acts, and because of what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Final

from coach.applying.doors import Doors
from coach.applying.movement import (
    CHANCE_MOVED,
    DAY,
    Cause,
    Input,
    Movement,
    Rows,
    State,
    after_day,
    facts_of,
    last_acts,
    movement,
    profile_of,
    rows_of,
    undone,
)
from coach.applying.weighing import Ranked
from coach.coach import Coach
from coach.profile.applicant import applicant as applicant_of
from coach.profile.applicant import shown
from coach.profile.fields import BY_KEY
from coach.records import Change, CoachError, Program
from coach.scoring.evidence import LABELS, overlays
from coach.scoring.programs import Panel
from coach.wording import short

USUAL_DAYS: Final = 7
WHOLE_HISTORY: Final = 1_000_000
"""Changes; nobody makes more."""


def moved(coach: Coach, since: str | None = None) -> Movement:
    """What moved since a day (2026-11-15), or over the last N acts (3). Raises CoachError.

    Without `since`: over the last week. Both rankings use the facts of this release.
    """
    history = coach.store.changes(WHOLE_HISTORY)
    if since is not None and since.isdigit() and len(since) < 7:
        if not int(since):
            raise CoachError("--since 0 looks back on nothing; name a day, or 1 or more acts.")
        later = last_acts(history, int(since))
        start = date.fromisoformat(later[-1].at[:10]) if later else coach.today
    else:
        start = _day(since, coach.today)
        later = after_day(history, start)
    now = State(rows_of(coach.profile, coach.store.read_facts()), coach.today)
    then = State(undone(now.rows, later), min(start, coach.today))
    return _compare(coach, then, now, later, str(start))


def _day(since: str | None, today: date) -> date:
    if since is None:
        return today - timedelta(days=USUAL_DAYS)
    try:
        day = date.fromisoformat(since)
    except ValueError:
        raise CoachError(
            f"--since: “{since}” is neither a day like 2026-11-15 nor a number of acts."
        ) from None
    if day > today:
        raise CoachError(f"--since: {since} is still to come.")
    return day


def _compare(coach: Coach, then: State, now: State, later: list[Change], since: str) -> Movement:
    def rank(state: State, specialty: str | None) -> list[Ranked]:
        return _rank(coach, state.rows, state.day, specialty)

    return movement(then, now, later, since, rank)


def _rank(coach: Coach, rows: Rows, day: date, specialty: str | None) -> list[Ranked]:
    applicant = applicant_of(profile_of(rows))
    panel = Panel(applicant, coach.map, coach.facts.odds, overlays(facts_of(rows)), day)
    if not applicant.specialties:
        return []
    names = (specialty,) if specialty else applicant.specialties
    return panel.rank(coach.facts.programs(names))


def gate_changes(
    coach: Coach, found: Movement, programs: Iterable[Program]
) -> dict[str, list[tuple[str, str, str]]]:
    """Rule, outcome before and after, for each gate that changed, by program id."""
    then, now = (_doors(coach, state) for state in (found.then, found.now))
    changes = {}
    for program in programs:
        was, is_now = then.outcomes(program), now.outcomes(program)
        changes[program.id] = [
            (rule, was[rule], is_now[rule]) for rule in was if was[rule] != is_now[rule]
        ]
    return changes


def _doors(coach: Coach, state: State) -> Doors:
    applicant = applicant_of(profile_of(state.rows))
    return Doors(applicant, overlays(facts_of(state.rows)), state.day)


def input_words(coach: Coach, one: Input) -> str:
    """What was changed, as the end of a sentence that begins with "because"."""
    if one.table == DAY:
        days = (short(_day_in(row), coach.today) for row in (one.before, one.after))
        return f"time went on (from {' to '.join(days)})"
    if one.table == "profile":
        return _answer_words(one)
    row = one.after or one.before or {}
    program = coach.facts.program(str(row["program_id"]))
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
