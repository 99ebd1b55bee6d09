"""All that a road is planned from, seen from this season and this attempt at an exam."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cached_property
from typing import Final

from coach.journey.exams import (
    RANK_LIST,
    SITTINGS,
    Band,
    OpenExam,
    Window,
    anchored_day,
    band,
    is_passed,
    leading_to,
)
from coach.journey.gates import OWN, SEASONAL, shut_by
from coach.records import (
    Applicant,
    Event,
    Record,
    Span,
    StageKey,
    Task,
    TaskState,
    TaskStateName,
    Told,
    replace,
)
from coach.rules.conditions import all_hold

DEFAULT_HOURS: Final = 10.0
"""Hours a week reckoned with until the applicant says how many."""
OPEN: Final = ("open", "waiting", "blocked")
PATHWAY: Final = "pathway_apply"
NEAR_DAYS: Final = 120
"""Days before an exam counts less from which it leads the week in any case (judgement)."""
AGAIN: Final = 1 / 3
"""Share of the hours of study before a second attempt (judgement)."""
SEASON_DAYS: Final = 364
"""52 weeks: the rank order list deadline falls on the same weekday every year."""
LEAST_LEFT: Final = 0.1
"""Share of a task that counts as left however many hours went into it (judgement)."""
Tasks = Mapping[str, Task]
Holds = Mapping[str, OpenExam]


class Situation(Record, dict=True):
    """All that a road is planned from."""

    tasks: Mapping[str, Task]
    applicant: Applicant
    events: Mapping[str, Event]
    """The season's events by key."""
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
    leading: tuple[str, ...] = ()
    """Tasks that lead the week in this part of the season, in their order."""
    reopened: frozenset[str] = frozenset()
    """Tasks that a broken rule opens again, whatever was ticked."""
    again: frozenset[str] = frozenset()
    """Tasks of exams that are sat again."""
    forbidden: frozenset[str] = frozenset()
    """Tasks that a rule allows no more."""
    not_before: Mapping[str, date] = {}
    """The first day on which a rule allows a task."""
    began: date | None = None
    """The day on which the applicant first said anything; None before it."""
    chosen: date | None = None
    """The day on which this Match year was chosen."""
    exams: Mapping[str, OpenExam] = {}
    """The needed exam that is open and keeps a task on the plan, by task."""
    lost: tuple[str, ...] = ()
    """What this Match year is lost by: exams, and the Pathway."""
    sent: frozenset[str] = frozenset()
    """Tasks that are settled by an application of this season."""

    @cached_property
    def days(self) -> Mapping[str, date]:
        """The days of the season's events, and that of the degree."""
        degree = self.applicant.graduation_date
        days = {key: event.day for key, event in self.events.items()}
        return days | {"graduation": degree} if degree else days

    @cached_property
    def listed(self) -> Tasks:
        """The tasks that stand on the list; one that was ticked does, whomever it is for."""
        return {
            key: task
            for key, task in self.tasks.items()
            if key in self.ticks or all_hold(task.who, self.applicant, self.today, self.stage)
        }

    @property
    def hours(self) -> float:
        """The hours a week that are reckoned with."""
        return self.applicant.hours_a_week or DEFAULT_HOURS

    @property
    def lists_closed(self) -> bool:
        """Whether the published hour of the rank list deadline has gone by everywhere."""
        closes = self.events.get(RANK_LIST)
        return bool(closes and closes.status != "projected" and closes.is_over(self.today))

    @property
    def came(self) -> date:
        """The day from which anything can be late."""
        return max(filter(None, (self.began, self.chosen)), default=self.today)


def of_this_season(on: Situation) -> Situation:
    """Without ticks for another season on steps that belong to one, and what was told of them. A
    tick made since the season before ended always counts, and all do when the year goes back."""
    end = on.days.get(RANK_LIST)
    if end is None:
        return on
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
    return replace(on, ticks=ticks, told=told)


def of_this_attempt(on: Situation) -> Situation:
    """With the tasks of an exam open again that was failed or counts no more: what was ticked and
    told until its result came belongs to that attempt."""
    tasks, ticks, told, reopened = dict(on.tasks), dict(on.ticks), dict(on.told), on.reopened
    again: set[str] = set()
    for window in SITTINGS.values():
        if not _is_repeated(window, on):
            continue
        until, reopened = _result_day(window, on), reopened - {*window.tasks[:-1]}
        for key in window.tasks:
            task, tick = tasks.get(key), ticks.get(key)
            if task and (key in on.reopened or not _shown_done(task, on)):
                again.add(key)
                tasks[key] = _again(task, is_study=key == window.tasks[0])
            if tick and until and _ticked(tick, told.get(key)) <= until:
                kept = told.get(key, Told(key))
                told[key] = Told(key, note=kept.note, links=kept.links)
                del ticks[key]
    on = replace(on, tasks=tasks, ticks=ticks, told=told)
    return replace(on, reopened=reopened, again=frozenset(again))


def _is_repeated(window: Window, on: Situation) -> bool:
    return is_passed(window, on.applicant) is False or window.tasks[-1] in on.reopened


def _result_day(window: Window, on: Situation) -> date | None:
    """The day by which the result of the last attempt was there; None where nobody knows."""
    sitting, day = window.tasks[-1], window.of(on.applicant).day
    tick = on.ticks.get(sitting)
    if day:
        return min(day + timedelta(window.usual_days), on.today)
    return _ticked(tick, on.told.get(sitting)) if tick and tick.state == "done" else None


def _again(task: Task, is_study: bool) -> Task:
    """A task of an exam that is sat again; who studied before needs a part of the hours."""
    hours = task.hours
    if is_study:
        shares = (AGAIN * share for share in (hours.low, hours.usual, hours.high))
        hours = Span(*(max(1, round(share)) for share in shares))
    return replace(task, hours=hours, done_if=())


def with_exams(on: Situation) -> Situation:
    """With what needed exams that are open hold on the plan until they cannot count any more."""
    holds: dict[str, OpenExam] = {}
    open_tasks = {
        key: task
        for key, task in on.listed.items()
        if state_of(task, on.ticks.get(key), None, on) in OPEN
    }
    for sitting, window in SITTINGS.items():
        if sitting in open_tasks and sitting not in on.forbidden and _is_needed(window, on):
            exam = _open_exam(window, open_tasks, on)
            keys = _holding(sitting, exam, open_tasks, holds)
            holds = dict.fromkeys(keys, exam) | holds
    return replace(on, exams=holds, lost=_lost(holds, open_tasks, on))


def _lost(holds: Holds, open_tasks: Tasks, on: Situation) -> tuple[str, ...]:
    """What was not reported by the rank list deadline, for those who have not certified a list."""
    certified = on.ticks.get("rank_certify")
    is_told = on.applicant.match_result or (certified and certified.state == "done")
    if is_told or not on.lists_closed:
        return ()
    late = {exam.window.name for exam in holds.values() if exam.is_lost}
    exams = [window.name for window in SITTINGS.values() if window.name in late]
    return (*dict.fromkeys(exams), *["the Pathway"] * (PATHWAY in open_tasks))


def _holding(sitting: str, exam: OpenExam, open_tasks: Tasks, holds: Holds) -> Iterable[str]:
    """The tasks that an exam holds: not what has a gate of its own, which it keeps to."""
    leading, own = leading_to(sitting, open_tasks), exam.window.tasks
    if exam.is_lost or any(key in holds and holds[key].is_lost for key in leading):
        return own
    return [key for key in leading if key in own or not shut_by(open_tasks[key])]


def _open_exam(window: Window, open_tasks: Tasks, on: Situation) -> OpenExam:
    sat = _sat(window, on)
    coming = None if sat else _planned(window, on)
    counts = band(window, on.events, sat or coming, on.today)
    is_active = sat or coming or _presses(window, counts, open_tasks, on)
    return OpenExam(window, counts, bool(is_active), coming, sat)


def _presses(window: Window, counts: Band, open_tasks: Tasks, on: Situation) -> bool:
    """Whether it is to be sat again, will soon count less, or is late, all in its season."""
    if on.days.get("eras_season_opens", date.max) > on.today:
        return False
    wise = (anchored_day(open_tasks[key].due, on.days) for key in window.tasks if key in open_tasks)
    is_near = counts.until - on.today <= timedelta(NEAR_DAYS)
    return _is_repeated(window, on) or is_near or any(day and day < on.today for day in wise)


def _planned(window: Window, on: Situation) -> date | None:
    """The test day that was named last; None where that attempt is over."""
    exam = window.of(on.applicant)
    # Of a fail without a day the day that was planned before is as good as any.
    over = exam.day or (on.today if is_passed(window, on.applicant) is False else None)
    return None if exam.planned and over and exam.planned <= over else exam.planned


def _sat(window: Window, on: Situation) -> date | None:
    """The day on which it was sat, as far as one knows, while no result is told."""
    sitting, planned = window.tasks[-1], _planned(window, on)
    if since := waits_since(on.ticks.get(sitting), on.told.get(sitting, Told(sitting))):
        return since
    if planned:
        return planned if planned < on.today else None
    return window.of(on.applicant).day if is_passed(window, on.applicant) is None else None


def _is_needed(window: Window, on: Situation) -> bool:
    """Who has a result needs nothing more for the rank list, and who has no post no certificate."""
    result = on.applicant.match_result
    if window.by not in on.events or window.lost not in on.events:
        return False
    if result and (window.lost == RANK_LIST or result == "not_matched"):
        return False
    return all_hold(window.who, on.applicant, on.today, on.stage)


def _is_seasonal(task: Task | None, tick: TaskState) -> bool:
    seasonal = task is not None and task.stage in SEASONAL and task.source != OWN
    return seasonal and tick.state in ("done", "waiting")


def _ticked(tick: TaskState, told: Told | None) -> date:
    """The day on which a task was finished, else ticked."""
    finished = told.finished if told and tick.state == "done" else None
    return finished or date.fromisoformat(tick.at[:10])


def waits_since(tick: TaskState | None, told: Told) -> date | None:
    """The day on which the wait for others began, where the applicant said so."""
    if tick is None or tick.state != "waiting":
        return None
    return told.started or date.fromisoformat(tick.at[:10])


def state_of(
    task: Task, tick: TaskState | None, opens: date | None, on: Situation
) -> TaskStateName:
    """A task's state by what was ticked, the profile and its first day."""
    reopened = task.key in on.reopened
    if tick and tick.state != "open" and not (reopened and tick.state == "done"):
        return tick.state
    if not (tick or reopened) and _shown_done(task, on):
        return "done"
    return "waiting" if opens and opens > on.today else "open"


def _shown_done(task: Task, on: Situation) -> bool:
    """Whether the profile or an application shows that it is done."""
    is_proved = task.done_if and all_hold(task.done_if, on.applicant, on.today, on.stage)
    return bool(is_proved) or task.key in on.sent


def hours_left(task: Task, told: Told) -> float:
    """Usual hours of the applicant's own that are left."""
    # Somebody who went past the estimate still has a little to finish.
    usual = task.hours.usual
    return max(usual - told.hours_done, LEAST_LEFT * usual) if told.hours_done else usual


def wait_left(task: Task, told: Told, since: date | None, today: date) -> float:
    """Usual days of others: real dates take the place of estimates."""
    if told.expected:
        return float(max((told.expected - today).days, 0))
    usual = task.wait_days.usual
    return max(usual - (today - since).days, 0.0) if since else usual
