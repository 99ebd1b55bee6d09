"""What moved in the ranking since a day or since the last acts, and because of what."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from coach.answers import Answers
from coach.applying.doors import Doors
from coach.applying.movement import (
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
from coach.profile.applicant import applicant as applicant_of
from coach.records import Change, CoachError, Program
from coach.scoring.evidence import overlays
from coach.scoring.programs import Panel

USUAL_DAYS: Final = 7
WHOLE_HISTORY: Final = 1_000_000
"""Changes; nobody makes more."""


def moved(coach: Answers, since: str | None = None) -> Movement:
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


def _compare(coach: Answers, then: State, now: State, later: list[Change], since: str) -> Movement:
    def rank(state: State, specialty: str | None) -> list[Ranked]:
        return _rank(coach, state.rows, state.day, specialty)

    return movement(then, now, later, since, rank)


def _rank(coach: Answers, rows: Rows, day: date, specialty: str | None) -> list[Ranked]:
    applicant = applicant_of(profile_of(rows))
    panel = Panel(applicant, coach.map, coach.facts.odds, overlays(facts_of(rows)), day)
    if not applicant.specialties:
        return []
    names = (specialty,) if specialty else applicant.specialties
    return panel.rank(coach.facts.programs(names))


def gate_changes(
    coach: Answers, found: Movement, programs: Iterable[Program]
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


def _doors(coach: Answers, state: State) -> Doors:
    applicant = applicant_of(profile_of(state.rows))
    return Doors(applicant, overlays(facts_of(state.rows)), state.day)
