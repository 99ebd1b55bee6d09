"""The applicant's own road: which tasks apply, in which state, due when, to be started when.

Earliest and latest times come from the two passes of coach/journey/network.py over everything
unfinished. A duration is the usual hours at the applicant's pace plus the usual days that
others take; what the applicant told of a task (begun, hours behind them, expected back, an own
date) takes the place of the estimate.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Final

from coach.journey.gates import in_reach, last_day, late_words, lost, of_this_season
from coach.journey.left import Left, hours_a_week, remaining, waiting_since
from coach.journey.network import Activity, Times, critical_path, schedule
from coach.records import STAGES, Anchor, Applicant, Record, Task, TaskState, Told
from coach.rules.conditions import all_hold
from coach.wording import short

DEFAULT_HOURS: Final = 10.0
"""Hours a week reckoned with until the applicant says how many."""
GRACE_DAYS: Final = 14
"""Days after its date for which an unticked task of an earlier stage still counts as open."""
DAY_HOURS: Final = 4.0
"""Hours that one finds on a day that a date fixes, whatever the usual week holds (judgement)."""
CLOSED: Final = ("match_soap", "pre_residency")
"""Stages in which what came before is closed for good: no list is certified after its hour."""


class Step(Record):
    """One task as it stands for this applicant today."""

    task: Task
    state: str
    """open, waiting, blocked, done or skipped."""
    due: date | None
    latest_start: date | None
    slack_days: int | None
    opens: date | None
    blocked_by: tuple[str, ...]
    unblocks: int
    """Unfinished tasks that wait for it, directly or not."""
    behind: bool
    """Of an earlier stage with its date gone, or of one that is over: not planned, only listed."""
    note: str = ""
    """Why it was skipped, or what was said when it was ticked."""
    done_at: str = ""
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


class Road(Record):
    """Every task that applies, in the order of the road, and the chain with the least slack."""

    steps: tuple[Step, ...]
    critical: tuple[str, ...]
    today: date = date.min
    hours: float = DEFAULT_HOURS
    """Hours a week that were reckoned with."""
    pace: float = 1.0
    """What the applicant's hours were multiplied by, from their own history."""

    def step(self, key: str) -> Step | None:
        """The step of this task, None when it does not apply."""
        return next((step for step in self.steps if step.task.key == key), None)


def road(
    tasks: Iterable[Task],
    applicant: Applicant,
    said: Mapping[str, TaskState],
    days: Mapping[str, date],
    stage: str,
    today: date,
    told: Mapping[str, Told] | None = None,
    pace: float = 1.0,
    ticked_for: Mapping[str, int] | None = None,
) -> Road:
    """The road on this day; `days` are the season's events, `said` what was ticked.

    `told`: what was told of single tasks; `pace`: hours it really takes per usual hour;
    `ticked_for`: the Match year planned for at each tick.
    """
    every, plans = tuple(tasks), dict(told or {})
    before_now = said
    said = of_this_season(every, said, plans, days, ticked_for or {})
    # What was told of a step of an earlier season says nothing of the one to come but its note.
    plans |= {
        key: Told(key, note=plans[key].note, links=plans[key].links)
        for key in (before_now.keys() - said.keys()) & plans.keys()
    }
    if applicant.graduation_date:
        days = {**days, "graduation": applicant.graduation_date}
    mine = {task.key: task for task in every if _applies(task, applicant, said, stage, today)}
    done = {key for key, task in mine.items() if _done(task, applicant, said, stage, today)}
    skipped = {key for key in mine if key in said and said[key].state == "skipped"} - done
    due = {key: _due(task, plans.get(key), days) for key, task in mine.items()}
    last = {key: last_day(task, plans.get(key), days, today) for key, task in mine.items()}
    unticked = [key for key in mine if key not in done and key not in skipped]
    shut = {key for key in unticked if (end := last[key]) and end < today}
    gone = shut | {
        key
        for key in unticked
        if not _reachable(mine[key], last[key], today)
        and _behind(mine[key], due[key], stage, today)
    }
    # Who has a result was registered and certified enough for it.
    missed = {} if applicant.match_result else lost(mine, shut, done | skipped)
    over = done | skipped | gone
    hours = hours_a_week(applicant) or DEFAULT_HOURS
    opens = {key: _opens(task, plans.get(key), days) for key, task in mine.items()}
    before = {
        key: tuple(one for one in task.after if one in mine and one not in over)
        for key, task in mine.items()
    }
    left = {
        key: remaining(task, said.get(key), plans.get(key), today) for key, task in mine.items()
    }
    activities = [
        Activity(
            key,
            _duration(left[key], task_window(mine[key], days), hours, pace),
            before[key],
            _offset(_first(key, opens, plans, today), today),
            _offset(_end(mine[key], due[key], last[key], today), today),
        )
        for key in mine
        if key not in over
    ]
    times = schedule(activities)
    waiting = _waiting_for(activities)
    steps = []
    for key, task in mine.items():
        state = (
            "done"
            if key in done
            else "skipped"
            if key in skipped
            else "blocked"
            if before[key]
            else "waiting"
            if _waiting(key, said, opens[key], today)
            else "open"
        )
        when = times.get(key)
        latest = _day_at(when.late_start if when else None, today)
        steps.append(
            Step(
                task,
                state,
                due[key],
                latest,
                None if latest is None else (latest - today).days,
                opens[key],
                before[key],
                len(waiting.get(key, ())),
                key in gone,
                said[key].note if key in said else "",
                _done_at(said.get(key), plans.get(key)) if key in done else "",
                *_dated(when, today),
                left[key].hours,
                left[key].wait_days,
                plans.get(key, Told(key)),
                task_window(task, days),
                _since(said.get(key), plans.get(key)),
                last[key] if in_reach(task) else None,
                missed.get(key, ()),
            )
        )
    return Road(tuple(steps), critical_path(times, activities), today, hours, pace)


def task_window(task: Task, days: Mapping[str, date]) -> int | None:
    """Days between the opening and the end of a task by the calendar, None without both."""
    opens, due = _day(task.opens, days), _day(task.due, days)
    return (due - opens).days if opens and due else None


def _duration(left: Left, window: int | None, hours: float, pace: float) -> int:
    """Usual days; a task with a short window is given the hours that it needs within it."""
    own = left.hours * pace / max(hours, 0.5) * 7
    if window is not None and left.hours <= DAY_HOURS * (window + 1):
        own = min(own, window)
    return round(own + left.wait_days)


def _first(
    key: str, opens: Mapping[str, date | None], plans: Mapping[str, Told], today: date
) -> date | None:
    """The first day of a task: it opens, or its start is planned."""
    planned = plans[key].started if key in plans else None
    known = [day for day in (opens[key], planned) if day and day > today]
    return max(known, default=None)


def _due(task: Task, told: Told | None, days: Mapping[str, date]) -> date | None:
    return told.due if told and told.due else _day(task.due, days)


def _opens(task: Task, told: Told | None, days: Mapping[str, date]) -> date | None:
    known = [day for day in (_day(task.opens, days), told.snoozed if told else None) if day]
    return max(known, default=None)


def _done_at(said: TaskState | None, told: Told | None) -> str:
    if told and told.finished:
        return told.finished.isoformat()
    return said.at if said else ""


def _since(said: TaskState | None, told: Told | None) -> date | None:
    return waiting_since(said, told) if said and said.state == "waiting" else None


def _offset(day: date | None, today: date) -> float | None:
    return None if day is None else float((day - today).days)


def _day_at(offset: float | None, today: date) -> date | None:
    return None if offset is None else today + timedelta(days=round(offset))


def _dated(
    when: Times | None, today: date
) -> tuple[date | None, date | None, date | None, int | None, int | None]:
    """Earliest start and finish, latest finish, total and free float."""
    if when is None:
        return None, None, None, None, None
    return (
        _day_at(when.early_start, today),
        _day_at(when.early_finish, today),
        _day_at(when.late_finish, today),
        None if when.total_float is None else round(when.total_float),
        None if when.free_float is None else round(when.free_float),
    )


def _applies(
    task: Task, applicant: Applicant, said: Mapping[str, TaskState], stage: str, today: date
) -> bool:
    """By its conditions; a task on which something was ticked stays on the list."""
    return task.key in said or all_hold(task.who, applicant, today, stage)


def _done(
    task: Task, applicant: Applicant, said: Mapping[str, TaskState], stage: str, today: date
) -> bool:
    if task.key in said:
        return said[task.key].state == "done"
    return bool(task.done_if) and all_hold(task.done_if, applicant, today, stage)


def _waiting(key: str, said: Mapping[str, TaskState], opens: date | None, today: date) -> bool:
    told = key in said and said[key].state == "waiting"
    return told or (opens is not None and opens > today)


def _behind(task: Task, due: date | None, stage: str, today: date) -> bool:
    order = list(STAGES)
    if order.index(task.stage) >= order.index(stage):
        return False
    grace = 0 if stage in CLOSED else GRACE_DAYS
    return due is not None and due < today - timedelta(days=grace)


def _reachable(task: Task, last: date | None, today: date) -> bool:
    """Whether its gate is still open, however long its own date has gone by."""
    return last is not None and last >= today and in_reach(task)


def _end(task: Task, due: date | None, last: date | None, today: date) -> date | None:
    """The day that its plan is held to: its own, or its gate once its own has gone by."""
    return last if due and due < today and _reachable(task, last, today) else due


def _day(anchor: Anchor | None, days: Mapping[str, date]) -> date | None:
    if anchor is None or anchor.event not in days:
        return None
    return days[anchor.event] + timedelta(days=anchor.offset_days)


def _waiting_for(activities: Iterable[Activity]) -> dict[str, set[str]]:
    """The unfinished tasks that wait for each one, directly or not."""
    found: dict[str, set[str]] = {}
    listed = {one.key: one for one in activities}

    def above(key: str) -> set[str]:
        """Everything that a task waits for."""
        if key not in found:
            found[key] = set()
            for earlier in listed[key].after:
                found[key] |= {earlier} | above(earlier)
        return found[key]

    waiting: dict[str, set[str]] = {key: set() for key in listed}
    for key in listed:
        for earlier in above(key):
            waiting[earlier].add(key)
    return waiting
