"""Weeks looked back on, what is carried over, and a clock that runs backwards."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Final

from coach.answers import Answers
from coach.journey import asked, review
from coach.journey.week import monday_of
from coach.outlook.ahead import before
from coach.records import CoachError, Review, replace

MOST_HOURS: Final = 2000.0
LONGEST: Final = 2000
"""Characters of an answer."""


def look_back(coach: Answers, monday: date | None = None) -> review.LookBack:
    """The week that is to be reviewed, or the one from a Monday on."""
    first = monday or review.week_to_review(coach.today)
    if first.weekday():
        first -= timedelta(days=first.weekday())
    if first > coach.today:
        raise CoachError(f"The week of {first} has not begun; name an earlier one with --week.")
    then = before(coach, datetime.combine(first, time()))
    kept = {one.monday: one for one in coach.store.reviews()}
    week = then.week
    if week.monday != first:
        # Nothing was planned yet: the applicant began later.
        week = replace(week, monday=first, planned=(), more=())
    return review.look_back(first, week, coach.road, coach.week(), then.told, kept.get(first))


def save_review(
    coach: Answers, text: str, hours: float | None = None, monday: date | None = None
) -> Review:
    """Keeps the week's figures with the applicant's answer and the hours that it took."""
    back = look_back(coach, monday)
    if hours is not None and not 0 <= hours <= MOST_HOURS:
        raise CoachError(f"{hours:g} hours: a week has 0 to 168.")
    said = asked.words(text, "the answer", LONGEST)
    row = review.kept(back, hours, said, coach.now().isoformat(timespec="minutes"))
    coach.store.change_plan(f"Review: week of {row.monday}", coach.now(), reviews=[row])
    coach.forget()
    return row


def last_plan(coach: Answers) -> frozenset[str]:
    """Keys of the plan with which last week began; empty where there was none."""
    last = monday_of(coach.today) - timedelta(days=7)
    first = coach.store.first_change()
    if not first or first[:10] > str(last + timedelta(days=6)):
        return frozenset()
    week = before(coach, datetime.combine(last, time())).week
    return frozenset(item.step.task.key for item in week.planned if week.monday == last)
