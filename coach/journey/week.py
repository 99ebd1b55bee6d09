"""The plan for one week: the most urgent tasks that fit the hours, each with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from coach.journey.plan import DEFAULT_HOURS, Road, Step, deadline
from coach.records import STAGES, Assessment, Need
from coach.scoring.tasks import assess_task

LARGE_HOURS: Final = 5.0
"""A task longer than this is worked on in slices, week by week."""
LARGEST_SHARE: Final = 0.6
"""The most of a week that one task may take, so that something else moves too (judgement)."""
PRESSING_DAYS: Final = 45
"""Slack up to which the date is part of a task's reason."""
QUIET_SLACK_DAYS: Final = 120
"""Tasks of a later stage with more slack than this are left out of the week."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One line of the week: what, how many hours of it, and why."""

    step: Step
    hours: float
    reason: str
    assessment: Assessment


@dataclass(frozen=True, slots=True)
class Week:
    """What the week holds."""

    monday: date
    hours: float
    """What the applicant has."""
    planned: tuple[Planned, ...]
    more: tuple[Planned, ...]
    """What would come next if there were more hours."""
    done: tuple[Step, ...]
    """Ticked since Monday."""
    slipped: tuple[Step, ...]
    """Steps whose latest safe start has passed while their date has not, cheapest first."""

    @property
    def planned_hours(self) -> float:
        """Hours of all that is planned."""
        return sum(one.hours for one in self.planned)


def monday_of(today: date) -> date:
    """The Monday of the week that one plans on this day; on a Sunday it is the coming one."""
    return today + timedelta(days=1) if today.weekday() == 6 else today - timedelta(today.weekday())


def plan_week(
    road: Road,
    needs: Mapping[str, Need],
    stage: str,
    hours: float | None,
    today: date,
    locked: bool = False,
) -> Week:
    """The week that holds this day. `locked`: Match Week, nothing that contacts a program."""
    monday = monday_of(today)
    room = DEFAULT_HOURS if hours is None else hours
    ranked = [
        (step, assess_task(step.task, step.slack_days, step.unblocks, stage, needs))
        for step in _candidates(road, stage, monday, locked)
    ]
    ranked.sort(key=lambda one: (-one[1].score, one[0].task.key))
    planned: list[Planned] = []
    more: list[Planned] = []
    left = room
    for step, assessment in ranked:
        wanted = _slice(step, room, today)
        fitting = min(wanted, left) if wanted > LARGE_HOURS / 2 else wanted
        line = Planned(step, fitting, _reason(step, today), assessment)
        if fitting <= left and fitting > 0:
            planned.append(line)
            left -= fitting
        else:
            more.append(Planned(step, wanted, line.reason, assessment))
    return Week(
        monday, room, tuple(planned), tuple(more),
        tuple(_done_since(road.steps, monday)), tuple(_slipped(road.steps, today)),
    )  # fmt: skip


def _candidates(road: Road, stage: str, monday: date, locked: bool) -> Iterable[Step]:
    order = list(STAGES)
    here = order.index(stage)
    sunday = monday + timedelta(days=6)
    for step in road.steps:
        opens_now = step.state == "waiting" and step.opens is not None and step.opens <= sunday
        if step.behind or not (step.state == "open" or opens_now):
            continue
        if locked and step.task.outreach:
            continue
        ahead = order.index(step.task.stage) - here
        dated = step.slack_days is not None
        if ahead < 0 and not dated:
            continue
        if ahead > 0 and (not dated or (step.slack_days or 0) > QUIET_SLACK_DAYS):
            continue
        yield step


def _slice(step: Step, room: float, today: date) -> float:
    """Hours of this week for a task: all of a small one, its pace for a large one; quarters."""
    hours = step.task.hours.usual
    if hours <= LARGE_HOURS:
        return max(0.25, round(hours * 4) / 4)
    weeks = 8.0
    if step.due is not None:
        weeks = max(1.0, ((step.due - today).days - step.task.wait_days.usual) / 7)
    pace = max(hours / weeks, 2.0)
    return round(min(pace, room * LARGEST_SHARE, hours) * 4) / 4


def _reason(step: Step, today: date) -> str:
    """The date where it presses, then what the task is good for."""
    if step.due is not None and (step.slack_days or 0) <= PRESSING_DAYS:
        return f"{deadline(step, today)}: {step.task.why}"
    return step.task.why


def _done_since(steps: Iterable[Step], monday: date) -> Iterable[Step]:
    return (step for step in steps if step.state == "done" and step.done_at[:10] >= str(monday))


def _slipped(steps: Iterable[Step], today: date) -> list[Step]:
    late = [
        step
        for step in steps
        if not step.finished
        and not step.behind
        and step.state == "open"
        and step.slack_days is not None
        and step.slack_days < 0
        and (step.due is None or step.due >= today)
    ]
    return sorted(late, key=lambda step: (step.task.hours.usual, step.task.key))
