"""Tasks whose day and hour are the calendar's, as those of Match Week are."""

from __future__ import annotations

from datetime import date

from coach.journey.plan import Road
from coach.journey.standing import Step
from coach.wording import day_in, hour_words, moment


def day_of(step: Step, road: Road) -> date:
    """The day on which it stands in a week: that of its hour where one lives, or today after it."""
    first = day_in(step.begins, road.applicant.time_zone) if step.begins else road.today
    return max(first, road.today)


def is_past(step: Step, road: Road) -> bool:
    """Whether its last hour fell on a day before, as one lives."""
    if not (step.task.fixed and step.gate):
        return False
    return day_in(step.gate, road.applicant.time_zone) < road.today


def hour_of(step: Step, road: Road) -> str:
    """`from Mon 11:00 ET (20:00 yours)`; "" for a task that has all day."""
    zone = road.applicant.time_zone
    at = moment(step.begins) if step.begins else None
    if step.begins is None or at is None:
        return ""
    since = "from" if day_in(step.begins, zone) >= road.today else "since"
    return f"{since} {hour_words(at, zone, weekday=True, month=False)}"
