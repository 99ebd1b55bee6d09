"""`coach journey`, `coach what-if` and `coach log`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Annotated, Final

from coach.cli.answer import Answer, picked
from coach.records import STAGES, CoachError
from coach.saying import journey as saying
from coach.saying.text import rows
from coach.subjects.ahead import Choices, OnTime
from coach.subjects.coach import Coach
from coach.subjects.options import Opt
from coach.subjects.road import Step
from coach.typed_days import parsed_day


def journey(
    coach: Coach,
    stage: Annotated[str | None, Opt(", ".join(STAGES), "S", choices=tuple(STAGES))] = None,
    since: Annotated[str | None, Opt("also what moved since a day, and why", "DAY")] = None,
) -> Answer:
    """The stages with their checklists, the chance of each date, the critical chain."""
    # Numpy, 100 ms, comes with the chances and only here.
    ahead = coach.ahead.outlook()
    wanted = [stage] if stage else list(STAGES)
    stages = [_stage(coach, key, ahead.chances) for key in wanted]
    data: dict[str, object] = {"stages": stages, "critical": list(coach.road.plan.critical)}
    data["gates"] = [
        picked(gate, "event=event.key date=event.day tasks slack_days missed")
        | chance_data(gate.chance)
        for gate in ahead.gates
        if gate.tasks
    ]
    text = saying.journey(coach, ahead.chances, wanted)
    if since:
        start = _since(since, coach.today)
        moves = coach.ahead.moved_since(start)
        data["moved"] = [
            {"key": move.key, "days": move.days, "why": move.because, "text": str(move)}
            for move in moves
        ]
        shown = since if since[:4].isdigit() else str(start.date())
        text += saying.moved(shown, moves)
    note = coach.history.clock_note
    return Answer(data, text, [note] if note else [])


def _stage(coach: Coach, stage: str, chances: Mapping[str, OnTime]) -> dict[str, object]:
    order = list(STAGES)
    steps = [step for step in coach.road.plan.steps if step.task.stage == stage]
    ahead = order.index(stage) - order.index(coach.road.place.stage)
    state = "current" if ahead == 0 else "ahead" if ahead > 0 else "behind"
    if ahead < 0 and all(step.finished for step in steps):
        state = "done"
    tasks = [step_data(step, chances.get(step.task.key)) for step in steps]
    return {"key": stage, "title": STAGES[stage], "state": state, "tasks": tasks}


def _since(text: str, today: date) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return datetime.combine(parsed_day(text, today, "past", "--since"), time())


def chance_data(chance: OnTime | None) -> dict[str, float | None]:
    """A chance in the promised keys; null where nothing is estimated."""
    if chance is None:
        return {"p_on_time": None, "p_low": None, "p_high": None}
    return {
        "p_on_time": round(chance.mid, 3),
        "p_low": round(chance.low, 2),
        "p_high": round(chance.high, 2),
    }


STEP: Final = (
    "key=task.key title=task.title state due latest_start slack_days blocked_by "
    "needs_hours=task.hours.usual hours_left earliest_start=early_start "
    "earliest_finish=early_finish latest_finish=late_finish total_float=float_days "
    "free_float=free_days behind last_day missed why=note started=told.started "
    "expected=told.expected day=told.day snoozed_until=told.snoozed hours_done=told.hours_done "
    "note=told.note links=told.links source=task.source status=task.status"
)


def step_data(step: Step, chance: OnTime | None = None) -> dict[str, object]:
    """One task in the promised keys."""
    return picked(step, STEP) | chance_data(chance) | {"done_at": step.done_at[:10] or None}


def what_if(
    coach: Coach,
    start: Annotated[tuple[str, ...], Opt("begin a task on a day (repeat)", "KEY=DAY")] = (),
    match_year: Annotated[int | None, Opt("match in another year", "YEAR")] = None,
    hours: Annotated[float | None, Opt("have H hours a week", "H")] = None,
    done: Annotated[tuple[str, ...], Opt("have a task done (repeat)", "KEY")] = (),
) -> Answer:
    """The road and its chances beside those of other choices; nothing is changed."""
    starts = {}
    for pair in start:
        key, equals, day = pair.partition("=")
        if not equals:
            raise CoachError(f"--start: “{pair}” should look like oet_prepare=2027-03-01.")
        starts[key] = parsed_day(day, coach.today, "coming", f"--start {key}")
    if not (starts or match_year or hours is not None or done):
        raise CoachError("Name a choice: --start KEY=DAY, --match-year, --hours or --done.")
    both = coach.ahead.what_if(Choices(starts, match_year, hours, done))
    tasks = []
    for step in both.then.steps:
        old = both.now.step(step.task.key)
        tasks.append(
            {
                "key": step.task.key,
                "title": step.task.title,
                "now": step_data(old, both.chances_now.get(step.task.key)) if old else None,
                "then": step_data(step, both.chances_then.get(step.task.key)),
            }
        )
    data = {
        "changed": False,
        "sentences": list(both.sentences),
        "tasks": tasks,
        "critical_now": list(both.now.critical),
        "critical_then": list(both.then.critical),
    }
    return Answer(data, rows(both.sentences), ["Nothing was changed."])
