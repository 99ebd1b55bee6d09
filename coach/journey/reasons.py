"""What a task of the week is good for, after what has to be said first of it."""

from __future__ import annotations

from datetime import date
from typing import Final

from coach.journey.booking import placed
from coach.journey.deadlines import deadline, late_why, missed_words, unanswered
from coach.journey.exams import SITTINGS
from coach.journey.plan import Road
from coach.journey.standing import Step
from coach.wording import day_in, hour_words, moment, short

PRESSING_DAYS: Final = 45
"""Slack up to which the date is part of a task's reason."""


def why(step: Step, road: Road, monday: date) -> tuple[str, str]:
    """What the task is good for, after what is said first of it; and the date that presses."""
    today = road.today
    if step.band:
        return _exam_reason(step, road), ""
    if placed(step, monday):
        return f"you moved it to {step.told.day:%A}: {step.task.why}", ""
    if expected := unanswered(step, today):
        return f"expected back on {short(expected, today)}: ask kindly where it is", ""
    if missed := missed_of(step, road):
        return missed, ""
    if first := _hour(step, road) or late_why(step, today):
        return f"{first}. {step.task.why}", ""
    is_pressing = step.due is not None and (step.slack_days or 0) <= PRESSING_DAYS
    return step.task.why, deadline(step, today) if is_pressing else ""


def _hour(step: Step, road: Road) -> str:
    """`from Mon 11:00 ET (20:00 yours)`; "" for a task that has all day."""
    zone = road.applicant.time_zone
    at = moment(step.begins) if step.begins else None
    if step.begins is None or at is None:
        return ""
    since = "from" if day_in(step.begins, zone) >= road.today else "since"
    return f"{since} {hour_words(at, zone, weekday=True, month=False)}"


def _exam_reason(step: Step, road: Road) -> str:
    """Of what leads to a needed exam: the result that one should have by now, or its use."""
    if expected := unanswered(step, road.today):
        window = SITTINGS.get(step.task.key)
        ask = "enter the result on the Profile page, or a new test day"
        ask = ask if window and window.exam else "ask kindly where it is"
        return f"expected back on {short(expected, road.today)}: {ask}"
    return missed_of(step, road) or step.task.why


def missed_of(step: Step, road: Road) -> str:
    """Which missed task it needs, in words that take the place of a chance; "" for none."""
    first = road.step(step.missed[0]) if step.missed and not step.task.fixed else None
    return missed_words(first) if first else ""
