"""How each task stands on a day: its own dates, and its state by what was ticked and is known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Final

from coach.journey.gates import in_reach, last_day
from coach.records import STAGES, Anchor, Applicant, Record, Task, TaskState, TaskStateName, Told
from coach.rules.conditions import all_hold

GRACE_DAYS: Final = 14
"""Days after its date for which an unticked task of an earlier stage still counts as open."""
CLOSED: Final = ("match_soap", "pre_residency")
"""Stages in which what came before is closed for good: no list is certified after its hour."""


class Dates(Record):
    """The days of one task that do not hang on other tasks."""

    due: date | None
    opens: date | None
    last: date | None
    """The day on which its gate shuts."""
    window: int | None
    """Days between its opening and its end by the calendar, None without both."""


def dates_of(task: Task, told: Told, days: Mapping[str, date], today: date) -> Dates:
    """The days of a task: by the season's events, or as the applicant told."""
    opens, due = _anchored_day(task.opens, days), _anchored_day(task.due, days)
    return Dates(
        due=told.due or due,
        opens=max((day for day in (opens, told.snoozed) if day), default=None),
        last=last_day(task, told, days, today),
        window=(due - opens).days if opens and due else None,
    )


class States(Record):
    """How every task of a road stands, and what of it is still to be planned."""

    of: dict[str, TaskStateName]
    over: set[str]
    """Done or skipped."""
    shut: set[str]
    """Not done, and the gate is shut."""
    behind: set[str]
    planned: set[str]
    before: dict[str, tuple[str, ...]]
    """The unfinished tasks that each one waits for."""


def applying(
    tasks: Iterable[Task],
    applicant: Applicant,
    ticks: Mapping[str, TaskState],
    stage: str,
    today: date,
) -> dict[str, Task]:
    """The tasks that are this applicant's; one that was ticked stays on the list."""
    return {
        task.key: task
        for task in tasks
        if task.key in ticks or all_hold(task.who, applicant, today, stage)
    }


def states_of(
    mine: Mapping[str, Task],
    ticks: Mapping[str, TaskState],
    dates: Mapping[str, Dates],
    applicant: Applicant,
    stage: str,
    today: date,
) -> States:
    """The state of each task, by what was ticked, the profile, and the days."""
    ended = {
        key: state
        for key, task in mine.items()
        if (state := _over(task, ticks.get(key), applicant, stage, today))
    }
    left = mine.keys() - ended
    shut = {key for key in left if (last := dates[key].last) and last < today}
    behind = shut | {key for key in left if _behind(mine[key], dates[key], stage, today)}
    planned = left - behind
    before = {
        key: tuple(earlier for earlier in task.after if earlier in planned)
        for key, task in mine.items()
    }
    states = {
        key: ended.get(key) or _state(ticks.get(key), before[key], dates[key], today)
        for key in mine
    }
    return States(states, set(ended), shut, behind, planned, before)


def _over(
    task: Task, tick: TaskState | None, applicant: Applicant, stage: str, today: date
) -> TaskStateName | None:
    """Done or skipped: ticked so, or known from the profile; None for what is left to do."""
    if tick and tick.state == "skipped":
        return "skipped"
    known = task.done_if and all_hold(task.done_if, applicant, today, stage)
    return "done" if (tick.state == "done" if tick else known) else None


def _state(
    tick: TaskState | None, before: tuple[str, ...], dates: Dates, today: date
) -> TaskStateName:
    if before:
        return "blocked"
    waits = tick and tick.state == "waiting"
    return "waiting" if waits or (dates.opens and dates.opens > today) else "open"


def _behind(task: Task, dates: Dates, stage: str, today: date) -> bool:
    order = list(STAGES)
    if _reachable(task, dates, today) or order.index(task.stage) >= order.index(stage):
        return False
    grace = 0 if stage in CLOSED else GRACE_DAYS
    return dates.due is not None and dates.due < today - timedelta(days=grace)


def _reachable(task: Task, dates: Dates, today: date) -> bool:
    """Whether its gate is still open, however long its own date has gone by."""
    return dates.last is not None and dates.last >= today and in_reach(task)


def first_day(dates: Dates, told: Told, today: date) -> date | None:
    """The first day of a task: it opens, or its start is planned."""
    known = [day for day in (dates.opens, told.started) if day and day > today]
    return max(known, default=None)


def held_to(task: Task, dates: Dates, today: date) -> date | None:
    """The day that its plan is held to: its own, or its gate once its own has gone by."""
    is_late = dates.due and dates.due < today
    return dates.last if is_late and _reachable(task, dates, today) else dates.due


def _anchored_day(anchor: Anchor | None, days: Mapping[str, date]) -> date | None:
    if anchor is None or anchor.event not in days:
        return None
    return days[anchor.event] + timedelta(days=anchor.offset_days)
