"""Why one task of a week stands before the next: a difference between them that really holds.

Days are given to tasks by many rules at once (coach/journey/week.py); what a reader can check is
one thing that sets two neighbours apart. The differences are asked in the order in which they
tell most, and each holds in one direction only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from coach.journey.days import placed
from coach.journey.deadlines import deadline, late_why, missed_words, unanswered
from coach.journey.exams import SITTINGS
from coach.journey.plan import Road
from coach.journey.standing import Step, is_reachable
from coach.records import Record
from coach.wording import day_in, hour_words, hours, in_days, moment, short

EITHER: Final = "neither has to come first"
"""Said where nothing sets two tasks apart."""
SAFE_TO: Final = "this is safe to"
"""Begins what is said of a needed exam, which the reason of its first task says in full."""


class Before(Record):
    """A task of the week and the next one, and what sets them apart."""

    step: Step
    """The one that comes after."""
    why: str


class Pair(Record):
    """Two tasks of a week, one after the other."""

    first: Step
    after: Step
    road: Road
    opens: Mapping[str, int] = MappingProxyType({})
    """Programs that a task would open, by its key."""


Difference = Callable[[Pair], str]
"""What the first of a pair has before the other, in a clause; "" where it has nothing."""


class Only(Record):
    """Something that holds of the first alone."""

    words: str
    holds: Callable[[Step, Road], object]

    def __call__(self, pair: Pair) -> str:
        """The words, where it does."""
        is_alone = self.holds(pair.first, pair.road) and not self.holds(pair.after, pair.road)
        return self.words if is_alone else ""


def before(pair: Pair) -> Before:
    """Why the first comes before the other."""
    clauses = (difference(pair) for difference in DIFFERENCES)
    return Before(pair.after, next(filter(None, clauses), EITHER))


def _has_a_test_day(pair: Pair) -> str:
    day, other = pair.first.sits_on, pair.after.sits_on
    if day is None or (other and other <= day):
        return ""
    return f"this has its test day on {short(day, pair.road.today)}"


def _is_late(pair: Pair) -> str:
    late, other = (_days_late(step, pair.road) for step in (pair.first, pair.after))
    if late <= other:
        return ""
    return f"this is {in_days(late)} late, the next {in_days(other) if other else 'is not'}"


def _days_late(step: Step, road: Road) -> int:
    """Days since its own day went by; a long chain alone is called late by no list."""
    return step.late_days if step.due and step.due < road.today and not step.band else 0


def _shuts(pair: Pair) -> str:
    """Of what is past its own day: how long it can still be done at all."""
    first, after, today = pair.first, pair.after, pair.road.today
    is_past = first.due is not None and first.due < today and is_reachable(first, today)
    if not is_past or first.last_day is None or first.last_day < today:
        return ""
    if after.last_day and after.last_day <= first.last_day:
        return ""
    return f"this is past its day, and can be done until {short(first.last_day, today)} only"


def _counts(pair: Pair) -> str:
    """Of what leads to an exam that presses: until when a result is in time."""
    band, other, today = pair.first.band, pair.after.band, pair.road.today
    if band is None or (other and (other.until, other.rank) <= (band.until, band.rank)):
        return ""
    if band.name == "safe":
        return f"{SAFE_TO} {short(band.until, today)} only"
    return "each day counts for this" * (other is None)


def _was_moved(pair: Pair) -> str:
    day = pair.first.told.day
    is_alone = day and day >= pair.road.today and not pair.after.told.day
    return f"you moved this to {day:%A}" if day and is_alone else ""


def _leads(pair: Pair) -> str:
    lead, other = pair.first.lead, pair.after.lead
    is_ahead = lead is not None and (other is None or lead < other)
    return "in this part of the season this comes first" * is_ahead


def _begins_sooner(pair: Pair) -> str:
    """Which has the earlier last day on which it is safe to begin."""
    first, after, today = pair.first, pair.after, pair.road.today
    start, other = first.latest_start, after.latest_start
    if start is None or after.band or _days_late(after, pair.road):
        return ""
    if other is not None and other <= max(start, today):
        return ""
    must = f"this must begin by {short(start, today)}" if start > today else "this should begin now"
    return f"{must}, the next {f'by {short(other, today)}' if other else 'has no last day'}"


def _is_awaited(pair: Pair) -> str:
    count, other = pair.first.unblocks, pair.after.unblocks
    if count <= other:
        return ""
    wait = "waits" if count == 1 else "wait"
    return f"{_many(count, 'step')} {wait} for this, {other or 'none'} for the next"


def _opens_more(pair: Pair) -> str:
    count, other = (pair.opens.get(step.task.key, 0) for step in (pair.first, pair.after))
    return f"this opens {_many(count, 'program')}, the next {other or 'none'}" * (count > other)


def _is_short(pair: Pair) -> str:
    left, other = (round(step.hours_left, 2) for step in (pair.first, pair.after))
    return f"this takes {hours(left)}, the next {hours(other)}" * (left < other)


def _many(count: int, what: str) -> str:
    return f"{count} {what}{'s' * (count != 1)}"


DIFFERENCES: Final[tuple[Difference, ...]] = (
    Only("the calendar sets the hour of this", lambda step, road: step.task.fixed),
    lambda pair: "the next waits for this" * (pair.first.task.key in pair.after.waits_for),
    _has_a_test_day,
    _is_late,
    _shuts,
    _counts,
    _was_moved,
    _begins_sooner,
    Only("an answer to this is overdue", lambda step, road: unanswered(step, road.today)),
    Only(
        "the Match year hangs on this, not on the next",
        lambda step, road: road.foremost and step.task.key in road.critical,
    ),
    Only(
        "your next exam hangs on this, not on what follows",
        lambda step, road: step.task.key in road.foremost,
    ),
    Only("this was due before you came, and can still be done", lambda step, road: step.was_due),
    _is_awaited,
    _opens_more,
    _leads,
    Only(
        "this belongs to the stage where you are, the next task does not",
        lambda step, road: step.task.stage == road.stage,
    ),
    _is_short,
)
"""What sets two tasks apart, the most telling first."""


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
