"""What moved in the ranking since a day or since the last acts, and because of what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Final

from coach.applying import movement as rules
from coach.applying.movement import Movement
from coach.logs.answers import ANSWERS, Answer
from coach.logs.read_facts import READ_FACTS
from coach.records import CoachError, Program, Record
from coach.scoring.programs import Ranked
from coach.state import State
from coach.typed_days import parsed_day

USUAL_DAYS: Final = 7
WHOLE_HISTORY: Final = 1_000_000
"""Changes; nobody makes more."""


def moved(state: State, since: str | None = None) -> Movement:
    """What moved since a day (2026-11-15), or over the last N acts (3). Raises CoachError.

    Without `since`: over the last week. Both rankings use the facts of this release.
    """
    history = state.store.changes(WHOLE_HISTORY)
    if since is not None and since.isdigit() and len(since) < 7:
        if not int(since):
            raise CoachError("--since 0 looks back on nothing; name a day, or 1 or more acts.")
        later = rules.last_acts(history, int(since))
        start = date.fromisoformat(later[-1].at[:10]) if later else state.today
    else:
        start = _day(since, state.today)
        later = rules.after_day(history, start)
    now = rules.State(rules.rows_of(state.answers, state.kept(READ_FACTS).values()), state.today)
    then = rules.State(rules.undone(now.rows, later), min(start, state.today))
    before = _holding(state, then)

    def rank(inputs: rules.State, specialty: str | None) -> list[Ranked]:
        # Most are those of then with a single input of now: what it leaves alone stays.
        near = state if inputs is now else _holding(before, inputs)
        names = near.applicant.specialties
        if not names:
            return []
        return near.ranked((specialty,) if specialty else names)

    return rules.movement(then, now, later, str(start), rank)


def gate_changes(
    state: State, movement: Movement, programs: Iterable[Program]
) -> dict[str, list[tuple[str, str, str]]]:
    """Rule, outcome before and after, for each gate that changed, by program id."""
    then, now = (_holding(state, inputs).doors for inputs in (movement.then, movement.now))
    changes = {}
    for program in programs:
        before, after = then.outcomes(program), now.outcomes(program)
        changes[program.id] = [
            (rule, before[rule], after[rule]) for rule in before if before[rule] != after[rule]
        ]
    return changes


def _holding(state: State, inputs: rules.State) -> State:
    answers = {key: row for (table, key), row in inputs.rows.items() if table == "profile"}
    tables: dict[str, Mapping[str, Record]] = {
        ANSWERS.name: {key: Answer(key, str(row["value"])) for key, row in answers.items()},
        READ_FACTS.name: {fact.key: fact for fact in rules.facts_of(inputs.rows)},
    }
    return state.holding(tables, inputs.day)


def _day(since: str | None, today: date) -> date:
    if since is None:
        return today - timedelta(days=USUAL_DAYS)
    try:
        day = parsed_day(since, today, "past")
    except CoachError:
        raise CoachError(
            f"--since: “{since}” is neither a day like 2026-11-15 nor a number of acts."
        ) from None
    if day > today:
        raise CoachError(f"--since: {since} is still to come.")
    return day
