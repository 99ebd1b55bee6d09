"""Why a task of the week stands before the next: one difference, and one that holds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise, permutations
from typing import Any, Final

from hypothesis import HealthCheck, given, settings, strategies as st

from coach.calendar.dates import season_calendar
from coach.facts.book import Facts
from coach.journey.deadlines import deadline
from coach.journey.order import DIFFERENCES, EITHER, Pair, before
from coach.journey.plan import Road, road
from coach.journey.situation import Situation
from coach.journey.stages import place
from coach.journey.standing import Step
from coach.journey.week import Week, plan_week
from coach.profile.applicant import applicant
from coach.records import Told
from coach.wording import short

LONGEST: Final = 72
CAME: Final = date(2026, 11, 2)
STUDENT: Final[dict[str, Any]] = {
    "graduation_date": "2028-06-01",
    "match_year": 2029,
    "specialties": "IM",
    "hours_per_week": 20,
}
FAILED: Final = STUDENT | {
    "graduation_date": "2021-06-01",
    "match_year": 2028,
    "us_status": "h4",
    "step1.passed": True,
    "step2ck.passed": False,
    "step2ck.attempts": 1,
}
CERTIFIED: Final = FAILED | {"match_year": 2027, "certified": True, "invitations": 4}
PEOPLE = st.sampled_from([STUDENT, FAILED, CERTIFIED, {}])
DAYS = st.dates(CAME, date(2027, 3, 31))
TOLD = st.dictionaries(
    st.sampled_from(["mock_interviews", "nrmp_register", "step1_study", "papers", "budget"]),
    st.tuples(st.booleans(), st.integers(-40, 40)),
    max_size=3,
)


def a_road(facts: Facts, known: Mapping[str, Any], today: date, told: Mapping[str, Told]) -> Road:
    who = applicant(known)
    events = season_calendar(facts.events, facts.calendar_rules, who.match_year or 2028)
    season = {event.key: event for event in events}
    stage = place(who, {event.key: event.day for event in events}, today).stage
    return road(Situation(facts.tasks, who, season, stage, today, told=told, began=CAME))


def told_of(days: Mapping[str, tuple[bool, int]], today: date) -> dict[str, Told]:
    told = {}
    for key, (is_due, ahead) in days.items():
        day = today + timedelta(days=ahead)
        told[key] = Told(key, due=day) if is_due else Told(key, day=day if ahead >= 0 else None)
    return told


def holds(why: str, first: Step, after: Step, way: Road) -> bool:
    """Whether what a clause says can be read off the two tasks."""
    today = way.today
    if match := re.fullmatch(r"this must begin by (.*), the next by (.*)", why):
        days = first.latest_start, after.latest_start
        return match.groups() == (short(days[0], today), short(days[1], today)) and (
            (days[0] or date.max) < (days[1] or date.min)
        )
    if match := re.fullmatch(r"this takes ([\d.]+) h, the next ([\d.]+) h", why):
        return float(match[1]) < float(match[2])
    if match := re.fullmatch(r"this is (\d+) days? late, the next (\d+ days?|is not)", why):
        return first.late_days == int(match[1]) and "late" in deadline(first, today)
    if match := re.fullmatch(r"(\d+) steps? waits? for this, (\d+|none) for the next", why):
        return first.unblocks == int(match[1]) > after.unblocks
    if why == "the next waits for this":
        return first.task.key in after.blocked_by
    return bool(why)


@given(PEOPLE, DAYS, TOLD)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_each_task_of_a_week_has_a_difference_to_the_next_that_holds(
    facts: Facts, known: dict[str, Any], today: date, days: dict[str, tuple[bool, int]]
) -> None:
    way = a_road(facts, known, today, told_of(days, today))
    week = plan_week(way, {})
    for line, then in pairwise(week.planned):
        assert line.before and line.before.step is then.step
        assert 0 < len(line.before.why) <= LONGEST
        assert holds(line.before.why, line.step, then.step, way), line.before.why
    assert all(line.before is None for line in week.planned[-1:])


@given(PEOPLE, DAYS, TOLD)
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_difference_is_said_of_both_sides(
    facts: Facts, known: dict[str, Any], today: date, days: dict[str, tuple[bool, int]]
) -> None:
    way = a_road(facts, known, today, told_of(days, today))
    opens = {step.task.key: number for number, step in enumerate(way.steps) if number % 5 == 0}
    steps = [step for step in way.steps if not step.finished][::4]
    for first, after in permutations(steps, 2):
        pair, other = Pair(first, after, way, opens), Pair(after, first, way, opens)
        assert len(before(pair).why) <= LONGEST
        for difference in DIFFERENCES:
            assert not (difference(pair) and difference(other)), difference.__name__
        assert not any(difference(Pair(first, first, way, opens)) for difference in DIFFERENCES)


def why(week: Week, key: str) -> str:
    line = next(line for line in week.planned if line.step.task.key == key)
    return line.before.why if line.before else ""


def test_two_tasks_alike_may_change_places(facts: Facts) -> None:
    way = a_road(facts, CERTIFIED, date(2026, 11, 23), {})
    step = way.by_key["mock_interviews"]
    assert before(Pair(step, step, way)).why == EITHER


def test_what_was_moved_here_says_so(facts: Facts) -> None:
    monday = date(2026, 11, 23)
    week = plan_week(
        a_road(facts, STUDENT, monday, {"study_plan": Told("study_plan", day=monday)}), {}
    )
    assert why(week, "study_plan") in ("you moved this to Monday", "the next waits for this")
