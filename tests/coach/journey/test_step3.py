"""Who can use nothing but an H-1B, with Step 3 open: one figure for one thing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings, strategies as st

from coach.calendar.dates import season_calendar
from coach.facts.book import Facts
from coach.journey.chances import chances, draw
from coach.journey.exams import SITTINGS
from coach.journey.plan import Road, road
from coach.journey.situation import Situation
from coach.journey.stages import place
from coach.profile.applicant import applicant
from coach.records import CoachError, TaskState, replace
from coach.saying.programs import all_closed
from coach.subjects.applying import Limits
from coach.subjects.coach import Coach
from coach.wording import spare

WITH_INTERVIEWS = {
    "graduation_date": "2024-06-30",
    "match_year": 2027,
    "specialties": "IM",
    "visa": "h1b",
    "us_status": "dependant",
    "certified": True,
    "hours_per_week": 10,
}
GRADUATE = {
    "graduation_date": "2021-06-01",
    "match_year": 2028,
    "specialties": "IM",
    "visa": "j1",
    "us_status": "abroad",
    "step1__passed": True,
    "step1__date": "2026-03-02",
}
OET_OPEN = GRADUATE | {"match_year": 2027, "step2ck__score": 245, "hours_per_week": 12}
KNOWN = st.sampled_from(
    [
        WITH_INTERVIEWS,
        WITH_INTERVIEWS | {"match_year": 2028},
        GRADUATE,
        GRADUATE | {"match_year": 2029, "visa": "h1b"},
        GRADUATE | {"match_year": 2027, "step2ck__score": 205, "step2ck__date": "2026-06-10"},
        OET_OPEN,
    ]
)


@pytest.fixture
def four_invitations(open_coach: Callable[..., Coach]) -> Coach:
    """Certified, only an H-1B will do, Step 3 open, four interviews."""
    open_coach(day=date(2026, 11, 1), **WITH_INTERVIEWS)
    coach = open_coach(day=date(2026, 11, 24))
    coach.answering.answer("60")
    coach.answering.answer("4")
    return coach


def test_interviews_have_their_hour_beside_step_3(four_invitations: Coach) -> None:
    hours = {line.step.task.key: line.hours for line in four_invitations.week.plan().planned}
    assert hours["interview_notes"] >= 1 and hours["step3_study"] >= 5


def test_who_needs_an_h1b_has_nothing_to_decide(four_invitations: Coach) -> None:
    road = four_invitations.road
    assert road.step("step3_study").state == "open"
    assert road.plan.step("step3_decide") is None
    four_invitations.profile.change({"visa": "either"})
    assert four_invitations.road.step("step3_decide").state == "open"


def test_the_rank_list_hangs_on_ranking_and_the_start_on_step_3(four_invitations: Coach) -> None:
    gates, tasks = four_invitations.ahead.work_out().gates, four_invitations.ahead.work_out().tasks
    assert gates["nrmp_rol_deadline"].low >= 0.9 and tasks["step3_sit"].high < 0.9
    assert gates["residency_start"] == tasks["step3_sit"] == tasks["step3_study"]


def test_the_last_safe_session_has_the_chance_of_the_sitting(
    open_coach: Callable[..., Coach],
) -> None:
    ahead = open_coach(day=date(2026, 11, 28), **OET_OPEN).ahead.work_out()
    chance = ahead.tasks["oet_sit"]
    assert ahead.gates["oet_last_test_advised"] == chance
    assert ahead.tasks["oet_prepare"].mid >= chance.mid


def test_step_3_says_how_many_closed_programs_it_opens(four_invitations: Coach) -> None:
    step3 = next(each for each in four_invitations.deciding.levers() if "Step 3" in each.title)
    ranked, who = four_invitations.programs.ranked(), four_invitations.profile.applicant
    said = all_closed(ranked, who)
    assert f"{len(step3.opened)} of them open once Step 3 is passed" in said
    assert "What you applied to already stands" in said
    with pytest.raises(CoachError, match=f" {len(step3.opened)} of them open once Step 3"):
        four_invitations.applying.listed(Limits())


@given(
    KNOWN,
    st.lists(st.integers(1, 60), min_size=2, max_size=4),
    st.dates(date(2026, 11, 23), date(2027, 4, 30)),
)
@example(WITH_INTERVIEWS, [50, 60], date(2026, 11, 28))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_more_hours_never_leave_less_to_spare(
    facts: Facts, known: dict[str, Any], hours: list[int], today: date
) -> None:
    roads = (_road(facts, known, each, today) for each in sorted(hours))
    left = [way.spare for way in roads if way.spare is not None]
    assert left == sorted(left)


@given(KNOWN, st.sampled_from([4, 10, 25]), st.dates(date(2026, 11, 23), date(2027, 4, 30)))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_exam_is_likelier_than_what_leads_to_it(
    facts: Facts, known: dict[str, Any], hours: int, today: date
) -> None:
    way = _road(facts, known, hours, today)
    by_task = chances(way, draw(way, draws=200))
    for sitting, window in SITTINGS.items():
        for key in by_task.keys() & window.tasks if sitting in by_task else ():
            assert by_task[sitting].mid <= by_task[key].mid


def _road(facts: Facts, known: dict[str, Any], hours: int, today: date) -> Road:
    who = applicant({key.replace("__", "."): value for key, value in known.items()})
    who = replace(who, hours_per_week=float(hours))
    events = season_calendar(facts.events, facts.calendar_rules, who.match_year or 2028)
    season = {event.key: event for event in events}
    stage = place(who, {event.key: event.day for event in events}, today).stage
    sent = {"submit": TaskState("submit", "done", "2026-11-01")} if who.certified else {}
    return road(Situation(facts.tasks, who, season, stage, today, sent))


def test_a_long_time_is_said_in_months_or_years() -> None:
    said = [spare(days) for days in (-1, 90, 212, -1215)]
    assert said == [
        "1 day too long",
        "90 days to spare",
        "about 7 months to spare",
        "about 3.3 years too long",
    ]


def test_a_lever_counts_the_study_of_a_second_attempt(open_coach: Callable[..., Coach]) -> None:
    failed = {"step2ck__score": 205, "step2ck__date": "2026-06-10", "hours_per_week": 4}
    coach = open_coach(day=date(2026, 11, 28), **GRADUATE | failed)
    weeks = coach.deciding.levers()[1].effort.weeks
    study = coach.road.step("step2_study").hours_left
    assert weeks and study < 250 and study / 4 < weeks.usual < 2 * study / 4


def test_registering_in_time_is_likelier_than_an_exam_that_is_far(
    open_coach: Callable[..., Coach],
) -> None:
    student = {"graduation_date": "2028-06-01", "match_year": 2029, "hours_per_week": 6}
    tasks = open_coach(**student).ahead.work_out().tasks
    assert tasks["step1_register"].low > tasks["step1_sit"].high
