"""A week looked back on: what was planned, what got done, what slipped and why, what is next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from coach.journey.plan import Road
from coach.journey.standing import Step
from coach.journey.week import Planned, Week
from coach.records import Record, Review, Told
from coach.wording import hours, short


class Slip(Record):
    """A task that was planned and is open still, with the reason in words."""

    step: Step
    why: str


class LookBack(Record):
    """The four questions of a weekly review, answered from what is known."""

    monday: date
    planned: tuple[Planned, ...]
    done: tuple[Step, ...]
    slipped: tuple[Slip, ...]
    next: tuple[Planned, ...]
    planned_hours: float
    worth_hours: float
    """Usual hours of what got done."""
    review: Review | None
    """What was kept of this week before."""
    is_new: bool = False
    """Whether it was kept just now."""


def look_back(
    planned: Week, told_then: Mapping[str, Told], road: Road, coming: Week, review: Review | None
) -> LookBack:
    """A week: `planned` as it began, `road` as it is, `coming` the next plan."""
    first, last = str(planned.monday), str(planned.monday + timedelta(days=6))
    done = [step for step in road.steps if step.state == "done" and not step.done_before]
    done = [step for step in done if first <= step.done_at[:10] <= last]
    worked = {key: _worked(step, told_then.get(key)) for key, step in road.by_key.items()}
    asked = {entry.step.task.key for entry in (*planned.planned, *planned.more)}
    asked -= {step.task.key for step in road.steps if step.finished and step not in done}
    return LookBack(
        monday=planned.monday,
        planned=planned.planned,
        done=tuple(done),
        slipped=tuple(_slipped(planned, worked, road)),
        next=coming.planned[:3],
        planned_hours=planned.planned_hours,
        worth_hours=sum(hours for key, hours in worked.items() if key in asked),
        review=review,
    )


def _slipped(week: Week, worked: Mapping[str, float], road: Road) -> Iterator[Slip]:
    for entry in week.planned:
        step = road.step(entry.step.task.key)
        if step and not step.finished and worked[step.task.key] < entry.hours - 0.01:
            yield Slip(step, _why(step, worked[step.task.key], road))


def _worked(step: Step, then: Told | None) -> float:
    """Usual hours of a task that got done since then."""
    before = then.hours_done if then else 0.0
    usual = step.task.hours.usual
    if step.state == "done":
        return max(usual - min(before, usual), 0.0)
    return max(min(step.told.hours_done, usual) - min(before, usual), 0.0)


def _why(step: Step, worked: float, road: Road) -> str:
    if step.blocked_by:
        first = road.step(step.blocked_by[0])
        return f"it waits for {first.task.title if first else step.blocked_by[0]}"
    if step.waits_since:
        return f"it waits for others since {short(step.waits_since, road.today)}"
    if step.told.snoozed and step.told.snoozed > road.today:
        return f"you put it off until {short(step.told.snoozed, road.today)}"
    if step.told.day and step.told.day > road.today:
        return f"you moved it to {short(step.told.day, road.today)}"
    if worked:
        return f"part of it is done, {hours(step.hours_left)} are left"
    return "it was not begun"


def kept(back: LookBack, spent: float | None, text: str, at: str) -> Review:
    """The row to keep of a week; `spent` None: the hours that were planned."""
    return Review(
        monday=back.monday,
        planned_hours=round(back.planned_hours, 2),
        worth_hours=round(back.worth_hours, 2),
        spent_hours=back.planned_hours if spent is None else spent,
        done=tuple(step.task.key for step in back.done),
        slipped=tuple(slip.step.task.key for slip in back.slipped),
        text=text,
        at=at,
    )


def week_to_review(today: date) -> date:
    """The Monday of the week to look back on: this one from Friday on, else the last."""
    monday = today - timedelta(days=today.weekday())
    return monday if today.weekday() >= 4 else monday - timedelta(days=7)


WEEKS: Final = 8
"""Older weeks than the last eight say little of the present ones (judgement)."""
PRIOR_HOURS: Final = 20.0
"""Hours that speak for a factor of 1 against what few weeks say: two usual weeks (judgement)."""
LEAST: Final = 0.5
MOST: Final = 2.0
"""The factor stays between these, whatever one odd month says (judgement)."""


class Pace(Record):
    """Hours that it really takes per usual hour, from so many weeks."""

    factor: float = 1.0
    weeks: int = 0
    measured: float = 1.0
    """The plain ratio of those weeks, before it was drawn towards 1."""

    def __str__(self) -> str:
        """`your last 4 weeks took 1.4 times the hours planned; plans reckon with 1.2`; or ""."""
        if not self.weeks or round(self.measured, 1) == 1.0:
            return ""
        span = "last week" if self.weeks == 1 else f"last {self.weeks} weeks"
        return (
            f"your {span} took {self.measured:.1f} times the hours planned; "
            f"plans reckon with {self.factor:.1f}"
        )


def pace(reviews: Sequence[Review]) -> Pace:
    """The factor from the last weeks in which something got done."""
    worked = [review for review in reviews if review.worth_hours > 0 and review.spent_hours > 0]
    recent = worked[-WEEKS:]
    if not recent:
        return Pace()
    spent = sum(review.spent_hours for review in recent)
    worth = sum(review.worth_hours for review in recent)
    factor = (spent + PRIOR_HOURS) / (worth + PRIOR_HOURS)
    return Pace(min(max(factor, LEAST), MOST), len(recent), spent / worth)
