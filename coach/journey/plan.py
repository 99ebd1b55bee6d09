"""The applicant's own road: which tasks apply, in which state, due when, to be started when.

Earliest and latest times come from the two passes of coach/journey/network.py over everything
unfinished. A duration is the usual hours at the applicant's pace plus the usual days that
others take; what the applicant told of a task (begun, hours behind them, expected back, an own
date) takes the place of the estimate.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Final

from coach.journey.gates import in_reach, late_words, lost, of_this_season
from coach.journey.left import Left, hours_a_week, remaining, waiting_since
from coach.journey.network import Activity, Times, critical_path, in_order, schedule
from coach.journey.standing import applying, dates_of, first_day, held_to, states_of
from coach.records import Applicant, Record, Task, TaskState, TaskStateName, Told, replace
from coach.wording import short

DEFAULT_HOURS: Final = 10.0
"""Hours a week reckoned with until the applicant says how many."""
DAY_HOURS: Final = 4.0
"""Hours that one finds on a day that a date fixes, whatever the usual week holds (judgement)."""


class Step(Record):
    """One task as it stands for this applicant today."""

    task: Task
    state: TaskStateName
    due: date | None
    opens: date | None
    blocked_by: tuple[str, ...]
    unblocks: int
    """Unfinished tasks that wait for it, directly or not."""
    behind: bool
    """Of an earlier stage with its date gone, or of one that is over: not planned, only listed."""
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
    ticked: Mapping[str, TaskState],
    days: Mapping[str, date],
    stage: str,
    today: date,
    told: Mapping[str, Told] | None = None,
    pace: float = 1.0,
    ticked_for: Mapping[str, int] | None = None,
) -> Road:
    """The road on this day; `days` are the season's events, `ticked` the states that were told.

    `told`: what was told of single tasks; `pace`: hours it really takes per usual hour;
    `ticked_for`: the Match year planned for at each tick.
    """
    every, plans = tuple(tasks), dict(told or {})
    ticks = of_this_season(every, ticked, plans, days, ticked_for or {})
    # What was told of a step of an earlier season says nothing of the one to come but its note.
    plans |= {
        key: Told(key, note=plans[key].note, links=plans[key].links)
        for key in (ticked.keys() - ticks.keys()) & plans.keys()
    }
    if applicant.graduation_date:
        days = {**days, "graduation": applicant.graduation_date}
    mine = applying(every, applicant, ticks, stage, today)
    plans = {key: plans.get(key, Told(key)) for key in mine}
    dates = {key: dates_of(task, plans[key], days, today) for key, task in mine.items()}
    states = states_of(mine, ticks, dates, applicant, stage, today)
    hours = hours_a_week(applicant) or DEFAULT_HOURS
    left = {key: remaining(task, ticks.get(key), plans[key], today) for key, task in mine.items()}
    activities = [
        Activity(
            key,
            _duration(left[key], dates[key].window, hours, pace),
            states.before[key],
            _offset(first_day(dates[key], plans[key], today), today),
            _offset(held_to(task, dates[key], today), today),
        )
        for key, task in mine.items()
        if key in states.planned
    ]
    times, waiting = schedule(activities), _waiting_for(activities)
    # Who has a result was registered and certified enough for it.
    missed = {} if applicant.match_result else lost(mine, states.shut, states.over)
    steps = (
        Step(
            task=task,
            state=states.of[key],
            due=dates[key].due,
            opens=dates[key].opens,
            window=dates[key].window,
            last_day=dates[key].last if in_reach(task) else None,
            blocked_by=states.before[key],
            unblocks=waiting[key],
            behind=key in states.behind,
            told=plans[key],
            hours_left=left[key].hours,
            wait_left=left[key].wait_days,
            missed=missed.get(key, ()),
        )
        for key, task in mine.items()
    )
    whole = tuple(
        _timed(_told_of(step, ticks.get(step.task.key)), times.get(step.task.key), today)
        for step in steps
    )
    return Road(whole, critical_path(times, activities), today, hours, pace)


def _told_of(step: Step, tick: TaskState | None) -> Step:
    """The step with what was said at its tick."""
    finished, done = step.told.finished, step.state == "done"
    done_at = str(finished) if finished and done else tick.at if tick and done else ""
    if tick is None:
        return replace(step, done_at=done_at) if done_at else step
    since = waiting_since(tick, step.told) if tick.state == "waiting" else None
    return replace(step, note=tick.note, done_at=done_at, waits_since=since)


def _timed(step: Step, times: Times | None, today: date) -> Step:
    """The step with its times and floats, where it is part of the plan."""
    if times is None:
        return step
    latest = _day_at(times.late_start, today)
    return replace(
        step,
        latest_start=latest,
        slack_days=(latest - today).days if latest else None,
        early_start=_day_at(times.early_start, today),
        early_finish=_day_at(times.early_finish, today),
        late_finish=_day_at(times.late_finish, today),
        float_days=None if times.total_float is None else round(times.total_float),
        free_days=None if times.free_float is None else round(times.free_float),
    )


def _duration(left: Left, window: int | None, hours: float, pace: float) -> int:
    """Usual days; a task with a short window is given the hours that it needs within it."""
    own = left.hours * pace / max(hours, 0.5) * 7
    if window is not None and left.hours <= DAY_HOURS * (window + 1):
        own = min(own, window)
    return round(own + left.wait_days)


def _offset(day: date | None, today: date) -> float | None:
    return None if day is None else float((day - today).days)


def _day_at(offset: float | None, today: date) -> date | None:
    return None if offset is None else today + timedelta(days=round(offset))


def _waiting_for(activities: Iterable[Activity]) -> Counter[str]:
    """How many unfinished tasks wait for each one, directly or not."""
    above: dict[str, set[str]] = {}
    waiting: Counter[str] = Counter()
    for activity in in_order(activities):
        above[activity.key] = set(activity.after).union(*(above[key] for key in activity.after))
        waiting.update(above[activity.key])
    return waiting
