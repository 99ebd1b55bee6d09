"""What moved in the ranking since a day or since the last acts, and because of what."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Final, cast

from coach.applying import movement as rules
from coach.applying.doors import Doors
from coach.applying.movement import Movement
from coach.logs.answers import ANSWERS, Answer, Kept, answers_in, rows_with, values_of
from coach.logs.exams import EXAMS
from coach.logs.experience import EXPERIENCE
from coach.logs.forecasts import FORECASTS
from coach.logs.letters import LETTERS
from coach.logs.read_facts import READ_FACTS
from coach.records import CoachError, Program, Record, replace
from coach.scoring.programs import Ranked
from coach.state import State
from coach.typed_days import parsed_day

USUAL_DAYS: Final = 7
EARLIEST: Final = date(2000, 1, 1)
WHOLE_HISTORY: Final = 1_000_000
"""Changes; nobody makes more."""


def moved(state: State, since: str | None, limit: int) -> Movement:
    """What moved since a day (2026-11-15), or over the last N acts (3). Raises CoachError. Without
    `since`: over the last week. Both rankings use the facts of this release."""
    history = [each for each in state.store.changes(WHOLE_HISTORY) if each.table != FORECASTS.name]
    at: datetime | int
    if since is not None and since.isdigit() and len(since) < 7:
        if not int(since):
            raise CoachError("--since 0 looks back on nothing; name a day, or 1 or more acts.")
        later = rules.last_acts(history, int(since))
        start = date.fromisoformat(later[-1].at[:10]) if later else state.today
        at = later[-1].group if later else state.now()
    else:
        start = _day(since, state.today)
        later = rules.after_day(history, start)
        at = datetime.combine(start, time()) - timedelta(seconds=1)
    now = rules.State(_rows(state.kept, state.today), state.today)
    day = min(start, state.today)
    then = rules.State(_rows(lambda log: state.store.rows(log, at), day), day)
    before = _holding(state, then)

    def rank(inputs: rules.State, specialty: str | None) -> list[Ranked]:
        """The ranking of these inputs."""
        # Most are those of then with a single input of now: what it leaves alone stays.
        near = state if inputs is now else _holding(before, inputs)
        names = near.applicant.specialties
        if not names:
            return []
        return near.ranked((specialty,) if specialty else names)

    movement = rules.movement(then, now, later, str(start), rank)
    doors = before.doors, _holding(state, now).doors
    told = (replace(each, gates=_gates(each.program, *doors)) for each in movement.moved[:limit])
    return replace(movement, told=tuple(told))


def _gates(program: Program, then: Doors, now: Doors) -> tuple[rules.GateMoved, ...]:
    before, after = then.outcomes(program), now.outcomes(program)
    return tuple(
        rules.GateMoved(rule, before[rule], after[rule])
        for rule in before
        if before[rule] != after[rule]
    )


def _rows(kept: Kept, day: date) -> rules.Rows:
    """Everything of which a ranking is made: the answers one by one, wherever they are kept."""
    answers = {
        (ANSWERS.name, key): Answer(key, json.dumps(value))
        for key, value in answers_in(kept, day).items()
    }
    return answers | {(READ_FACTS.name, key): fact for key, fact in kept(READ_FACTS).items()}


def _holding(state: State, inputs: rules.State) -> State:
    tables: dict[str, dict[str, Record]] = {ANSWERS.name: {}, READ_FACTS.name: {}}
    for (table, key), entry in inputs.rows.items():
        tables[table][key] = entry
    answers = values_of(cast(Mapping[str, Answer], tables.pop(ANSWERS.name)))
    made_of = rows_with(lambda log: {}, answers, inputs.day)
    for log in (ANSWERS, EXAMS, EXPERIENCE, LETTERS):
        tables[log.name] = {key: row for key, row in made_of.get(log.name, {}).items() if row}
    # Where one has been ties one to a program; as work it counts no months beside the answers.
    tables[EXPERIENCE.name] |= {
        key: replace(entry, kind="work")
        for key, entry in state.kept(EXPERIENCE).items()
        if entry.program
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
    if not EARLIEST <= day <= today:
        raise CoachError(f"--since: {since} is {'still to come' if day > today else 'too early'}.")
    return day
