"""What is left of a task: its estimate, less what the applicant told of it."""

from __future__ import annotations

from datetime import date
from typing import Final

from coach.records import Applicant, Record, Task, TaskState, Told

LEAST_LEFT: Final = 0.1
"""Share of a task that counts as left however many hours went into it (judgement)."""


class Left(Record):
    """What is left of a task."""

    hours: float
    wait_days: float


def hours_a_week(applicant: Applicant) -> float | None:
    """Hours of a usual week: of its seven days where they are said, else the sum that was said."""
    return sum(applicant.hours_by_day) if applicant.hours_by_day else applicant.hours_per_week


def remaining(task: Task, tick: TaskState | None, told: Told | None, today: date) -> Left:
    """Usual hours and days that are left: real dates take the place of estimates."""
    waits = tick if tick and tick.state == "waiting" else None
    hours = 0.0 if waits else task.hours.usual
    if told and told.hours_done and not waits:
        # Somebody who went past the estimate still has a little to finish.
        hours = max(hours - told.hours_done, LEAST_LEFT * hours)
    wait = task.wait_days.usual
    if told and told.expected:
        wait = float(max((told.expected - today).days, 0))
    elif waits:
        wait = max(wait - (today - waiting_since(waits, told)).days, 0.0)
    return Left(hours, wait)


def waiting_since(tick: TaskState, told: Told | None) -> date:
    """The day on which the wait for others began."""
    return told.started if told and told.started else date.fromisoformat(tick.at[:10])
