"""The road and the week: sensible for different applicants, and by the rules for any."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from coach.calendar.dates import season_calendar
from coach.facts.book import Facts
from coach.journey.exams import WINDOWS, is_passed
from coach.journey.plan import Road, road
from coach.journey.situation import Situation
from coach.journey.stages import place
from coach.journey.week import monday_of, plan_week
from coach.records import (
    STAGES,
    Anchor,
    Applicant,
    CoachError,
    Event,
    Exam,
    Span,
    Task,
    TaskState,
    replace,
)
from coach.subjects.coach import Coach

TODAY = date(2026, 11, 22)
PLAIN = Task(
    "plain",
    "Plain",
    "exams",
    "how",
    "why",
    (),
    Span(1, 2, 4),
    Span(0, 0, 0),
    None,
    None,
    (),
    (),
    (),
    (),
    (),
    False,
    source="GK",
    as_of="2026-11-22",
    status="unverified",
)
EXAM = Event(
    2027, "exam", "Exam", date(2027, 6, 1), "", "", source="GK", as_of="2026", status="official"
)


def way_of(
    tasks: Iterable[Task], who: Applicant, ticks: dict[str, TaskState] | None = None
) -> Road:
    by_key = {one.key: one for one in tasks}
    return road(Situation(by_key, who, {"exam": EXAM}, "exams", TODAY, ticks or {}))


def task(key: str, **given: object) -> Task:
    return replace(PLAIN, key=key, **given)


def test_latest_starts_are_counted_back_from_the_date() -> None:
    # At 7 hours a week an hour is a day.
    tasks = [
        task("study", hours=Span(5, 10, 20), wait_days=Span(0, 0, 0)),
        task(
            "sit",
            after=("study",),
            hours=Span(1, 1, 1),
            wait_days=Span(14, 28, 56),
            due=Anchor("exam", 0),
        ),
        task("alone"),
    ]
    way = way_of(tasks, Applicant(hours_per_week=7))
    study, sit, alone = way.steps
    assert sit.latest_start == date(2027, 6, 1) - timedelta(days=29)
    assert study.latest_start == date(2027, 6, 1) - timedelta(days=39)
    assert study.slack_days == (study.latest_start - TODAY).days
    assert alone.latest_start is None and alone.slack_days is None
    assert (study.state, sit.state, sit.blocked_by) == ("open", "blocked", ("study",))
    assert study.unblocks == 1
    assert way.critical == ("study", "sit")


def test_states() -> None:
    tasks = [
        task("ticked"),
        task("known", done_if=("step1_passed",)),
        task("left"),
        task("later", opens=Anchor("exam", 0)),
        task("others"),
        task("next", after=("ticked",)),
    ]
    said = {
        "ticked": TaskState("ticked", "done", "2026-11-20"),
        "left": TaskState("left", "skipped", "2026-11-20"),
        "others": TaskState("others", "waiting", "2026-11-20"),
    }
    who = Applicant(step1=Exam(passed=True))
    states = {s.task.key: s.state for s in way_of(tasks, who, said).steps}
    assert states == {
        "ticked": "done",
        "known": "done",
        "left": "skipped",
        "later": "waiting",
        "others": "waiting",
        "next": "open",
    }


def test_a_task_that_does_not_apply_blocks_nothing() -> None:
    tasks = [task("student", who=("student",)), task("next", after=("student",))]
    graduate = Applicant(graduation_date=date(2020, 1, 1))
    (step,) = way_of(tasks, graduate).steps
    assert step.state == "open"


def test_an_earlier_stage_whose_date_is_gone_lies_behind_and_blocks_nothing() -> None:
    tasks = [
        task("old", stage="planning", due=Anchor("exam", -400)),
        task("now", after=("old",)),
    ]
    way = way_of(tasks, Applicant())
    assert way.steps[0].behind and way.steps[1].state == "open"
    assert [one.step.task.key for one in plan_week(way, {}, 5).planned] == ["now"]


applicants = st.builds(
    Applicant,
    graduation_date=st.one_of(st.none(), st.dates(date(2005, 1, 1), date(2030, 1, 1))),
    visa=st.sampled_from([None, "none", "j1", "h1b", "either"]),
    specialties=st.sampled_from([(), ("Internal Medicine",), ("Emergency Medicine",)]),
    certified=st.sampled_from([None, True, False]),
    step1=st.builds(Exam, passed=st.sampled_from([None, True, False])),
    step2ck=st.builds(Exam, score=st.sampled_from([None, 210, 245])),
    match_year=st.integers(2027, 2031),
    hours_per_week=st.sampled_from([None, 0, 0.5, 3, 12, 40]),
    hours_by_day=st.sampled_from([(), (0.0, 2.0, 0.0, 2.0, 0.0, 4.0, 4.0), (0.0,) * 7]),
    days_off=st.sampled_from([(), ((date(2026, 12, 20), date(2027, 1, 3)),)]),
    match_result=st.sampled_from(
        [None, "matched", "not_matched", "advanced_only", "first_year_only", "partly"]
    ),
)
days = st.dates(date(2026, 1, 1), date(2031, 12, 31))


@given(who=applicants, today=days)
def test_any_applicant_on_any_day_has_a_week_that_fits(
    facts: Facts, who: Applicant, today: date
) -> None:
    events = season_calendar(facts.events, facts.calendar_rules, who.match_year or 2027)
    season = {event.key: event.day for event in events}
    stage = place(who, season, today).stage
    assert stage in STAGES
    way = road(Situation(facts.tasks, who, {event.key: event for event in events}, stage, today))
    week = plan_week(way, {})
    # The hours of Match Week are the calendar's, whatever the week holds.
    own = [one for one in week.planned if not one.step.task.fixed]
    assert sum(one.hours for one in own) <= week.hours + 1e-9
    for one in week.planned:
        assert abs(sum(hours for _, hours in one.parts) - one.hours) < 1e-5
        assert all(today <= day or week.monday > today for day, _ in one.parts)
    assert all(one.hours > 0 and one.reason for one in week.planned)
    assert not any(one.step.finished for one in week.planned)
    # After what it waits for, and beside it only where its gate shuts within a week.
    lines = {one.step.task.key: one for one in week.planned}
    for line in own:
        step = line.step
        if not (step.last_day and (step.last_day - today).days < 7):
            assert all(lines[key].parts[-1][0] < line.parts[0][0] for key in step.waits_for)
    assert week.monday.weekday() == 0 and -1 <= (today - week.monday).days <= 6
    assert {step.state for step in way.steps} <= {"open", "waiting", "blocked", "done", "skipped"}


@given(who=applicants, today=days)
def test_a_ticked_task_never_comes_back(facts: Facts, who: Applicant, today: date) -> None:
    events = season_calendar(facts.events, facts.calendar_rules, who.match_year or 2027)
    season = {event.key: event.day for event in events}
    stage = place(who, season, today).stage
    by_key = {event.key: event for event in events}
    said: dict[str, TaskState] = {}
    for _ in range(3):
        way = road(Situation(facts.tasks, who, by_key, stage, today, said))
        planned = plan_week(way, {}, 12).planned
        assert not {one.step.task.key for one in planned} & set(said)
        for one in planned:
            said[one.step.task.key] = TaskState(one.step.task.key, "done", str(today))
        for window in (window for window in WINDOWS if is_passed(window, who) is False):
            # What led to a failed exam is to be done again.
            said = {key: tick for key, tick in said.items() if key not in window.tasks}


@pytest.mark.parametrize(
    ("today", "monday"),
    [
        (date(2026, 11, 22), date(2026, 11, 23)),
        (date(2026, 11, 23), date(2026, 11, 23)),
        (date(2026, 12, 31), date(2026, 12, 28)),
        (date(2028, 2, 29), date(2028, 2, 28)),
    ],
)
def test_on_a_sunday_one_plans_the_coming_week(today: date, monday: date) -> None:
    assert monday_of(today) == monday


STUDENT = {
    "graduation_date": "2028-06-01",
    "match_year": 2029,
    "specialties": "IM",
    "visa": "j1",
    "us_status": "abroad",
    "hours_per_week": 10,
}
SENT = {
    "graduation_date": "2022-06-01",
    "match_year": 2027,
    "specialties": "IM",
    "visa": "j1",
    "step1__passed": True,
    "step2ck__score": 245,
    "oet__passed": True,
    "certified": True,
    "hours_per_week": 12,
    "letters__us": 3,
    "experience__observership": 3,
}


def planned(coach: Coach) -> set[str]:
    return {one.step.task.key for one in coach.week.plan(40).planned}


def test_a_student_two_years_out_starts_the_slow_chain(open_coach: Callable[..., Coach]) -> None:
    coach = open_coach(**STUDENT)
    assert coach.road.place.stage == "planning"
    week = planned(coach)
    assert {"school_check", "study_plan"} <= week
    keys = {step.task.key for step in coach.road.plan.steps}
    assert "enrolment" in keys and "credentials_first" not in keys
    assert not week & {"submit", "rank_order", "mock_interviews"}


def test_a_certified_applicant_in_november_prepares_interviews(
    open_coach: Callable[..., Coach],
) -> None:
    coach = open_coach(**SENT)
    assert coach.road.place.stage == "interviews"
    week = planned(coach)
    assert {"mock_interviews", "nrmp_register", "two_track"} <= week
    assert not week & {"step1_study", "oet_sit", "school_check", "pathway_apply"}


def test_match_week_is_about_status_and_soap_and_contacts_nobody(
    open_coach: Callable[..., Coach],
) -> None:
    coach = open_coach(day=date(2027, 3, 16), match_result="not_matched", **SENT)
    assert coach.road.place.stage == "match_soap" and coach.season.locked
    week = planned(coach)
    assert {"soap_apply", "soap_rules"} <= week
    assert "rank_recertify" not in week
    assert not any(coach.road.tasks[key].outreach for key in week)


def test_after_a_match_the_papers_come(open_coach: Callable[..., Coach]) -> None:
    coach = open_coach(day=date(2027, 3, 25), match_result="matched", **SENT)
    assert coach.road.place.stage == "pre_residency" and not coach.season.locked
    keys = {step.task.key for step in coach.road.plan.steps}
    assert {"contract", "statement_of_need", "j1_sponsorship"} <= keys
    assert "soap_apply" not in keys


def test_a_new_applicant_with_nothing_said_starts_at_the_beginning(
    open_coach: Callable[..., Coach],
) -> None:
    coach = open_coach()
    assert coach.season.year == 2028
    assert coach.road.place.stage in ("planning", "exams")
    assert "school_check" in planned(coach)


def test_the_stage_can_be_set_by_hand(open_coach: Callable[..., Coach]) -> None:
    coach = open_coach(stage="ranking", **STUDENT)
    assert coach.road.place.stage == "ranking"


def test_a_match_year_that_has_gone_by_is_said_and_loses_nothing(
    open_coach: Callable[..., Coach],
) -> None:
    open_coach(**SENT)
    later = open_coach(day=date(2027, 9, 1))
    assert later.road.place.stage == "planning" and "season is over" in later.road.place.why
    assert later.profile.answers["match_year"] == 2027
    assert later.week.plan().hours == 12


def test_ticking_skipping_and_undoing(open_coach: Callable[..., Coach]) -> None:
    coach = open_coach(**SENT)
    assert coach.road.finish("nrmp_register")
    assert not coach.road.finish("nrmp_register")
    assert coach.road.step("nrmp_register").state == "done"
    coach.undo()
    assert coach.road.step("nrmp_register").state == "open"
    coach.road.skip("mock_interviews")
    assert "mock_interviews" not in planned(coach)
    with pytest.raises(CoachError, match="does not exist"):
        coach.road.finish("nonsense")
    with pytest.raises(CoachError, match="does not apply to you"):
        coach.road.finish("soap_apply")


def test_what_the_profile_shows_as_done_can_be_opened_again(
    open_coach: Callable[..., Coach],
) -> None:
    coach = open_coach(specialties="IM")
    assert coach.road.step("specialty_choice").state == "done"
    coach.road.reopen("specialty_choice")
    assert coach.road.step("specialty_choice").state == "open"


def test_another_window_is_seen_and_midnight_too(open_coach: Callable[..., Coach]) -> None:
    one = open_coach(**SENT)
    two = open_coach()
    assert one.road.step("nrmp_register").state == "open"
    two.road.finish("nrmp_register")
    assert one.refresh()
    assert one.road.step("nrmp_register").state == "done"
    assert not one.refresh()
