"""How each task stands on a day, what it waits for left out: its dates, state, what is left."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from coach.journey.gates import OWN, SEASONAL, in_reach, last_day, late_words
from coach.records import (
    STAGE_KEYS,
    Anchor,
    Applicant,
    Record,
    StageKey,
    Task,
    TaskState,
    TaskStateName,
    Told,
    replace,
)
from coach.rules.conditions import all_hold
from coach.wording import short

GRACE_DAYS: Final = 14
"""Days after its date for which an unticked task of an earlier stage still counts as open."""
CLOSED: Final = ("match_soap", "pre_residency")
"""Stages in which what came before is closed for good: no list is certified after its hour."""
LEAST_LEFT: Final = 0.1
"""Share of a task that counts as left however many hours went into it (judgement)."""
SEASON_DAYS: Final = 364
"""52 weeks: the rank order list deadline falls on the same weekday every year."""


class Situation(Record):
    """All that a road is planned from."""

    tasks: Mapping[str, Task]
    applicant: Applicant
    days: Mapping[str, date]
    """The season's events."""
    stage: StageKey
    today: date
    ticks: Mapping[str, TaskState] = {}
    """The states that were told."""
    told: Mapping[str, Told] = {}
    """What was told of the plan of single tasks."""
    pace: float = 1.0
    """Hours that it really takes per usual hour."""
    ticked_for: Mapping[str, int] = {}
    """The Match year planned for at each tick."""
    reopened: frozenset[str] = frozenset()
    """Tasks that a broken rule opens again, whatever was ticked."""


class Step(Record):
    """One task as it stands for this applicant today."""

    task: Task
    state: TaskStateName
    due: date | None
    opens: date | None
    behind: bool = False
    """Of an earlier stage with its date gone, or of one that is over: not planned, only listed."""
    blocked_by: tuple[str, ...] = ()
    unblocks: int = 0
    """Unfinished tasks that wait for it, directly or not."""
    note: str = ""
    """Why it was skipped, or what was said when it was ticked."""
    done_at: str = ""
    latest_start: date | None = None
    slack_days: int | None = None
    early_start: date | None = None
    """The first day on which it can begin; None for what is over, as with all below."""
    early_finish: date | None = None
    late_finish: date | None = None
    float_days: int | None = None
    """Total float: how far it can slip before a date breaks."""
    free_days: int | None = None
    """How far it can slip before another task moves."""
    hours_left: float = 0.0
    """Usual hours of the applicant's own that are left of it."""
    wait_left: float = 0.0
    """Usual days of others that are left of it."""
    told: Told = Told("")
    window: int | None = None
    """Days between its opening and its end by the calendar, None without both."""
    waits_since: date | None = None
    """The day on which the wait for others began, where the applicant said so."""
    last_day: date | None = None
    """The day on which its gate shuts, later than `due`; None where nothing shuts."""
    missed: tuple[str, ...] = ()
    """Tasks that it needs and whose gate shut before they were done: no chance is reckoned."""

    @property
    def finished(self) -> bool:
        """Whether nothing is left to do."""
        return self.state in ("done", "skipped")

    @property
    def done_day(self) -> str:
        """The day on which it was finished; "" before."""
        return self.done_at[:10]


def deadline(step: Step, today: date) -> str:
    """`by 17 Dec`, `53 d late`, `late, by 3 Mar` while its gate is open, or "" without a date."""
    if step.due is None:
        return ""
    if step.due >= today:
        return f"by {short(step.due, today)}"
    if step.last_day and step.last_day >= today and not step.behind:
        return f"late, by {short(step.last_day, today)}"
    return f"{(today - step.due).days} d late"


def late_why(step: Step, today: date) -> str:
    """`late: costs more, until 3 Mar` for a task past its date whose gate is open; else ""."""
    if not (step.due and step.last_day and step.due < today <= step.last_day):
        return ""
    costs = late_words(step.task, step.due, today) or "still open"
    return f"late: {costs}, until {short(step.last_day, today)}"


def of_this_season(on: Situation) -> Situation:
    """Without ticks for another season on steps that belong to one, and what was told of them.

    A tick made since the season before ended counts in any case. Nothing is lost: the ticks count
    again when the year goes back.
    """
    days, end = dict(on.days), on.days.get("nrmp_rol_deadline")
    if on.applicant.graduation_date:
        days["graduation"] = on.applicant.graduation_date
    if end is None:
        return replace(on, days=days)
    ticks = {
        key: tick
        for key, tick in on.ticks.items()
        if on.ticked_for.get(key, end.year) == end.year
        or not _is_seasonal(on.tasks.get(key), tick)
        or _ticked(tick, on.told.get(key)) >= end - timedelta(days=SEASON_DAYS)
    }
    # What was told of a step of an earlier season says nothing of the one to come but its note.
    told = {
        key: Told(key, note=kept.note, links=kept.links)
        if key in on.ticks and key not in ticks
        else kept
        for key, kept in on.told.items()
    }
    return replace(on, days=days, ticks=ticks, told=told)


def _is_seasonal(task: Task | None, tick: TaskState) -> bool:
    """Own tasks belong to no season."""
    seasonal = task is not None and task.stage in SEASONAL and task.source != OWN
    return seasonal and tick.state in ("done", "waiting")


def _ticked(tick: TaskState, told: Told | None) -> date:
    return told.finished if told and told.finished else date.fromisoformat(tick.at[:10])


def stands(task: Task, on: Situation) -> Step:
    """A task by what was ticked and told of it, the profile and the days."""
    tick, told = on.ticks.get(task.key), on.told.get(task.key, Told(task.key))
    first, end = _anchored_day(task.opens, on.days), _anchored_day(task.due, on.days)
    opens = max((day for day in (first, told.snoozed) if day), default=None)
    state, since = _state(task, tick, opens, on), _waits_since(tick, told)
    last = last_day(task, told, on.days, on.today)
    step = Step(
        task=task,
        state=state,
        due=told.due or end,
        opens=opens,
        note=tick.note if tick else "",
        done_at=_done_at(tick, told) if state == "done" else "",
        hours_left=0.0 if since else _hours_left(task, told),
        wait_left=_wait_left(task, told, since, on.today),
        told=told,
        window=(end - first).days if first and end else None,
        waits_since=since,
        last_day=last if last and in_reach(task) else None,
    )
    if step.finished or not (_is_behind(step, on) or (last and last < on.today)):
        return step
    return replace(step, behind=True)


def _done_at(tick: TaskState | None, told: Told) -> str:
    return str(told.finished or (tick.at if tick else ""))


def _waits_since(tick: TaskState | None, told: Told) -> date | None:
    if tick is None or tick.state != "waiting":
        return None
    return told.started or date.fromisoformat(tick.at[:10])


def is_shut(step: Step, on: Situation) -> bool:
    """Whether the gate of a task has shut."""
    last = last_day(step.task, step.told, on.days, on.today)
    return last is not None and last < on.today


def _state(task: Task, tick: TaskState | None, opens: date | None, on: Situation) -> TaskStateName:
    reopened = task.key in on.reopened
    if tick and tick.state != "open" and not (reopened and tick.state == "done"):
        return tick.state
    if (
        not (tick or reopened)
        and task.done_if
        and all_hold(task.done_if, on.applicant, on.today, on.stage)
    ):
        return "done"
    return "waiting" if opens and opens > on.today else "open"


def _is_behind(step: Step, on: Situation) -> bool:
    if step.due is None or STAGE_KEYS.index(step.task.stage) >= STAGE_KEYS.index(on.stage):
        return False
    grace = timedelta(days=0 if on.stage in CLOSED else GRACE_DAYS)
    return step.due < on.today - grace and not is_reachable(step, on.today)


def is_reachable(step: Step, today: date) -> bool:
    """Whether its gate is still open, however long its own date has gone by."""
    return step.last_day is not None and step.last_day >= today


def _hours_left(task: Task, told: Told) -> float:
    # Somebody who went past the estimate still has a little to finish.
    usual = task.hours.usual
    return max(usual - told.hours_done, LEAST_LEFT * usual) if told.hours_done else usual


def _wait_left(task: Task, told: Told, since: date | None, today: date) -> float:
    """Usual days of others: real dates take the place of estimates."""
    if told.expected:
        return float(max((told.expected - today).days, 0))
    usual = task.wait_days.usual
    return max(usual - (today - since).days, 0.0) if since else usual


def _anchored_day(anchor: Anchor | None, days: Mapping[str, date]) -> date | None:
    if anchor is None or anchor.event not in days:
        return None
    return days[anchor.event] + timedelta(days=anchor.offset_days)
