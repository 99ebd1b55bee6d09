"""Weeks looked back on, what is carried over, and a clock that runs backwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from coach.coach import Coach
from coach.journey import asked, review
from coach.journey.week import monday_of
from coach.outlook.acts import LONGEST, MOST_HOURS
from coach.outlook.ahead import before
from coach.records import CoachError, Review


def look_back(coach: Coach, monday: date | None = None) -> review.LookBack:
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
    coach: Coach, text: str, hours: float | None = None, monday: date | None = None
) -> Review:
    """Keeps the week's figures with the applicant's answer and the hours that it took."""
    back = look_back(coach, monday)
    if hours is not None and not 0 <= hours <= MOST_HOURS:
        raise CoachError(f"{hours:g} hours: a week has 0 to 168.")
    said = asked.words(text, "the answer", LONGEST * 25)
    row = review.kept(back, hours, said, coach.now().isoformat(timespec="minutes"))
    coach.store.change_plan(f"Review: week of {row.monday}", coach.now(), reviews=[row])
    coach.forget()
    return row


def carried_over(coach: Coach) -> list[str]:
    """Keys of what last week's plan held and this week's holds again."""
    last = monday_of(coach.today) - timedelta(days=7)
    week = before(coach, datetime.combine(last, time())).week
    if week.monday != last:
        return []
    then = {one.step.task.key for one in week.planned}
    return [one.step.task.key for one in coach.week().planned if one.step.task.key in then]


def clock_note(coach: Coach) -> str:
    """A sentence when the day lies before the last change; "" otherwise."""
    newest = coach.store.changes(1)
    if not newest or newest[0].at[:10] <= str(coach.today):
        return ""
    return (
        f"The clock says {coach.today}, but the last change is of {newest[0].at[:10]}: nothing is "
        "lost; check the date of this machine."
    )
