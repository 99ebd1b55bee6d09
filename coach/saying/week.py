"""What the Week page says once: the head of the list, what slipped or was carried over."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from coach.journey.left import hours_a_week
from coach.journey.week import Planned, Week
from coach.profile.applicant import unanswered
from coach.profile.fields import FIRST_RUN
from coach.saying.plan import MATCH_WEEK, slipped
from coach.saying.text import DOT, Line
from coach.subjects.coach import Coach
from coach.wording import hours

SUNDAY: Final = 6
NOON: Final = 12
FRIDAY: Final = 4
REVIEW: Final = "Review the week? r, two minutes"
NARROW: Final = 72
"""Columns below which the head of the list has room for half of that."""
MANY_OPEN: Final = 4
"""Open questions above which the plan knows too little of the applicant (judgement)."""


def head(coach: Coach, plan: Week, width: int) -> Line:
    """How full the week is and, once a week, that it can be looked back on; in one line."""
    left = unanswered(coach.profile.answers, FIRST_RUN)
    if len(left) > MANY_OPEN:
        said = f"   {len(left)} questions are open; 7 r answers them and sharpens this"
        return Line((("This week", "strong"), (said, "")))
    said = f"   {plan.planned_hours:g} of {hours(plan.hours)} planned"
    if hours_a_week(coach.profile.applicant) is None:
        said = f"   {plan.planned_hours:g} h planned, until you say how many you have (7)"
    if review_due(coach):
        return Line(
            (
                ("This week", "strong"),
                (f"{said} {DOT} ", "dim"),
                (REVIEW if width >= NARROW else REVIEW.split(",")[0], ""),
            )
        )
    if plan.more:
        said += f" {DOT} {len(plan.more)} more wait"
    return Line((("This week", "strong"), (said, "dim")))


def review_due(coach: Coach) -> bool:
    """Whether it is Sunday afternoon and a week that began with a plan is not looked at yet."""
    now = coach.now
    if now.weekday() != SUNDAY or now.hour < NOON:
        return False
    monday = coach.today - timedelta(days=SUNDAY)
    if not _began_by(coach, str(monday + timedelta(days=FRIDAY))):
        return False
    return all(one.monday != monday for one in coach.week.reviews())


def _began_by(coach: Coach, day: str) -> bool:
    """Whether the applicant said anything by the end of a day."""
    first = coach.history.first_change
    return bool(first) and str(first)[:10] <= day


def said_once(coach: Coach, plan: Week, last_week: frozenset[str]) -> str:
    """A clock that runs backwards, the lock, what slipped or what was carried over: the first.

    `last_week`: keys of what last week's plan held.
    """
    if note := coach.history.clock_note:
        return note
    if coach.season.in_match_week:
        return MATCH_WEEK
    carried = [one for one in plan.planned if one.step.task.key in last_week]
    slip = slipped(plan, coach.profile.applicant)
    if slip:
        return f"{slip}. {len(carried)} carried over from last week" if carried else slip
    return _carried(carried) if carried else ""


def _carried(carried: list[Planned]) -> str:
    first = min(carried, key=lambda one: (one.step.hours_left, one.step.task.key))
    title, left = first.step.task.title, hours(min(first.hours, first.step.hours_left))
    if len(carried) == 1:
        return f"Carried over  {title}, from last week. Cheapest repair: {left} of it; p counts it"
    return f"Carried over  {len(carried)} from last week. Cheapest repair: {title}, {left}"
