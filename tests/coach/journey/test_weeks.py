"""Weeks that an adviser would sign, for three applicants, and the rules of any week."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from coach.calendar.dates import season_calendar
from coach.facts.book import Facts
from coach.journey.days import take, week_room
from coach.journey.order import PRESSING_DAYS
from coach.journey.plan import road
from coach.journey.review import pace
from coach.journey.situation import Situation
from coach.journey.stages import place
from coach.journey.week import Week, plan_week
from coach.profile.applicant import applicant
from coach.records import Applicant, Review, replace
from coach.saying.plan import slipped
from coach.saying.week import folded, week as said_of
from coach.subjects.ahead import Choices
from coach.subjects.coach import Coach
from coach.subjects.road import Telling
from coach.wording import spare

MONDAY = date(2026, 11, 23)
STUDENT = {
    "graduation_date": "2028-06-01",
    "match_year": 2029,
    "specialties": "IM",
    "visa": "j1",
    "us_status": "abroad",
    "hours_per_week": 20,
}
GRADUATE = {
    "graduation_date": "2021-06-01",
    "match_year": 2028,
    "specialties": "IM",
    "visa": "j1",
    "us_status": "abroad",
    "step1__passed": True,
    "step1__date": "2026-03-02",
    "hours_per_week": 25,
}
CERTIFIED = {
    "graduation_date": "2022-06-01",
    "match_year": 2027,
    "specialties": "IM",
    "visa": "j1",
    "us_status": "abroad",
    "step1__passed": True,
    "step1__date": "2026-03-02",
    "step2ck__score": 245,
    "oet__passed": True,
    "certified": True,
    "hours_per_week": 12,
    "letters__us": 3,
    "experience__observership": 3,
}


def keys(week: Week) -> set[str]:
    return {one.step.task.key for one in week.planned}


def hours_of(week: Week, key: str) -> float:
    return next(one.hours for one in week.planned if one.step.task.key == key)


def test_a_student_two_years_out_begins_the_slow_chain_then_studies(
    open_coach: Callable[..., Coach],
) -> None:
    coach = open_coach(**STUDENT)
    week = coach.week.plan()
    assert {"school_check", "study_plan", "step1_study"} <= keys(week)
    assert not keys(week) & {
        "submit",
        "mock_interviews",
        "oet_sit",
        "credentials_first",
        "step2_study",
        "token",
        "credentials_after_graduation",
    }
    coach.road.finish("school_check")
    coach.road.finish("study_plan")
    second = coach.week.plan()
    assert {"papers", "step1_study"} <= keys(second)
    assert hours_of(second, "step1_study") >= 0.4 * second.hours
    # Nobody verifies a diploma that is not conferred yet.
    assert coach.road.step("credentials_after_graduation").early_start == date(2028, 6, 1)


def test_a_graduate_with_step_1_studies_for_step_2_and_looks_for_experience(
    open_coach: Callable[..., Coach],
) -> None:
    coach = open_coach(day=date(2026, 7, 5), **GRADUATE)
    week = coach.week.plan()
    assert {"step2_study", "step2_register", "usce_options"} <= keys(week)
    assert hours_of(week, "step2_study") >= 0.5 * week.hours
    assert not keys(week) & {
        "step1_study",
        "vslo_electives",
        "enrolment",
        "submit",
        "step3_study",
        "mock_interviews",
        "nrmp_register",
    }
    # An elective is for students; nothing on the whole road plans one.
    assert coach.road.plan.step("vslo_electives") is None


def test_a_certified_applicant_in_november_prepares_interviews_and_registers(
    open_coach: Callable[..., Coach],
) -> None:
    week = open_coach(**CERTIFIED).week.plan()
    assert {
        "mock_interviews",
        "nrmp_register",
        "two_track",
        "polite_lines",
        "interview_setup",
    } <= keys(week)
    assert not keys(week) & {
        "step2_study",
        "oet_sit",
        "pathway_apply",
        "submit",
        "rank_certify",
        "school_check",
        "soap_apply",
    }
    assert hours_of(week, "mock_interviews") <= 0.6 * week.hours


def test_each_line_has_a_day_of_the_week_that_has_hours(open_coach: Callable[..., Coach]) -> None:
    coach = open_coach(**CERTIFIED)
    coach.profile.change({"hours_by_day": "0,2,0,3,0,4,0", "days_off": "2026-11-24"})
    week = coach.week.plan()
    assert week.hours == 7
    days = [day for one in week.planned for day, _ in one.parts]
    assert set(days) <= {date(2026, 11, 26), date(2026, 11, 28)}
    for day, most in ((date(2026, 11, 26), 3), (date(2026, 11, 28), 4)):
        assert sum(hours for _, hours in week.on(day)) <= most + 1e-9


def test_a_moved_a_snoozed_and_a_split_task_are_respected(
    open_coach: Callable[..., Coach],
) -> None:
    coach = open_coach(**CERTIFIED)
    coach.road.move("nrmp_register", "thursday")
    coach.road.snooze("two_track", "2026-12-05")
    before = coach.road.step("mock_interviews").hours_left
    coach.road.part("mock_interviews", 3)
    week = coach.week.plan()
    (moved,) = [one for one in week.planned if one.step.task.key == "nrmp_register"]
    assert moved.day == date(2026, 11, 26) and moved.reason.startswith("you moved it to Thursday")
    assert "two_track" not in keys(week) and coach.road.step("two_track").state == "waiting"
    assert coach.road.step("mock_interviews").hours_left == before - 3
    coach.road.move("nrmp_register", "2026-12-08")
    assert "nrmp_register" not in keys(coach.week.plan())
    coach.road.move("nrmp_register", "")
    assert "nrmp_register" in keys(coach.week.plan())


def test_others_who_wait_are_left_alone_until_they_are_late(
    open_coach: Callable[..., Coach],
) -> None:
    coach = open_coach(day=date(2026, 11, 2), **CERTIFIED)
    coach.road.tell("nrmp_register", Telling(expected="2026-11-20", waiting=True))
    assert "nrmp_register" not in keys(coach.week.plan(40))
    late = open_coach()
    (line,) = [one for one in late.week.plan(40).planned if one.step.task.key == "nrmp_register"]
    assert line.hours == 0.25
    assert line.reason == "expected back on 20 Nov: ask kindly where it is"


def test_what_opens_programs_comes_earlier(open_coach: Callable[..., Coach]) -> None:
    from coach.journey.week import plan_week

    coach = open_coach(**CERTIFIED)
    args = (coach.road.plan, coach.profile.needs, 3.0)
    plain = plan_week(*args)
    key = plain.more[-1].step.task.key
    opened = plan_week(*args, opens={key: 41})
    line = next(one for one in (*opened.planned, *opened.more) if one.step.task.key == key)
    assert "opens 41 programs" in [reason.text for reason in line.assessment.reasons]
    assert [one.step.task.key for one in opened.more].index(key) < len(plain.more) - 1


def test_no_hours_is_said_and_plans_nothing(open_coach: Callable[..., Coach]) -> None:
    coach = open_coach(hours_per_week=0, **{k: v for k, v in CERTIFIED.items() if k[:5] != "hours"})
    assert coach.week.plan().planned == () and coach.week.plan().hours == 0


@given(
    st.lists(st.floats(0, 16), min_size=7, max_size=7).map(tuple) | st.just(()),
    st.none() | st.floats(0, 112),
    st.none() | st.floats(0, 112),
    st.integers(-1, 6),
    st.lists(st.floats(0.25, 30), max_size=8),
)
def test_booked_hours_never_exceed_a_day_nor_lie_in_the_past(
    by_day: tuple[float, ...],
    per_week: float | None,
    given_hours: float | None,
    ago: int,
    wanted: list[float],
) -> None:
    today = date.fromordinal(MONDAY.toordinal() + ago)
    who = Applicant(hours_by_day=by_day, hours_per_week=per_week)
    total, room = week_room(who, today, given_hours, 10.0)
    most = dict(room)
    booked = [part for amount in wanted for part in take(room, amount)]
    assert total >= 0 and all(day >= today for day, _ in booked)
    for day, limit in most.items():
        assert sum(hours for one, hours in booked if one == day) <= limit + 1e-6


@given(
    st.lists(st.floats(0, 16), min_size=7, max_size=7).map(tuple) | st.just(()),
    st.floats(0, 112),
    st.integers(0, 5),
    st.integers(0, 5),
)
def test_a_first_week_has_the_share_of_its_days(
    by_day: tuple[float, ...], per_week: float, began: int, later: int
) -> None:
    first = MONDAY + timedelta(days=began)
    who = Applicant(hours_by_day=by_day, hours_per_week=per_week)
    total, room = week_room(who, first, None, 10.0, first)
    planned_on = [day for day in week_room(who, MONDAY, None, 10.0)[1] if day >= first]
    if by_day:
        assert total == pytest.approx(sum(by_day[day.weekday()] for day in planned_on))
    else:
        assert total <= max(per_week * (7 - began) / 7 + 0.125, 0.25)
        assert bool(total) == bool(per_week)
    assert all(day >= first for day in room)
    # It stays that share on the days that follow, and what is typed for the week stays as typed.
    if not by_day and total <= 20:
        day = min(first + timedelta(days=later), MONDAY + timedelta(days=5))
        assert day < first or week_room(who, day, None, 10.0, first)[0] <= total
    assert week_room(Applicant(hours_per_week=per_week), first, 7.0, 10.0, first)[0] == 7.0
    assert week_room(who, first, None, 10.0, MONDAY - timedelta(days=9))[0] >= total


KNOWN = st.sampled_from(
    [
        STUDENT,
        STUDENT | {"match_year": 2030, "graduation_date": "2029-06-01"},
        GRADUATE,
        GRADUATE | {"match_year": 2029, "visa": "h1b"},
        GRADUATE | {"step2ck__score": 240, "match_year": 2028},
    ]
)


@given(KNOWN, st.sampled_from([4, 6, 10, 25, 40, 60]), st.dates(MONDAY, date(2027, 4, 30)))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_critical_chain_has_the_hours_first(
    facts: Facts, known: dict[str, Any], hours: int, today: date
) -> None:
    who = applicant({key.replace("__", "."): value for key, value in known.items()})
    who = replace(who, hours_per_week=float(hours))
    events = season_calendar(facts.events, facts.calendar_rules, who.match_year or 2028)
    season = {event.key: event for event in events}
    stage = place(who, {event.key: event.day for event in events}, today).stage
    way = road(Situation(facts.tasks, who, season, stage, today))
    week = plan_week(way, {})
    aside = [
        line
        for line in week.planned
        if line.step.task.key not in way.foremost
        and line.step.spare_days is None
        and (line.step.slack_days is None or line.step.slack_days > PRESSING_DAYS)
    ]
    studying = [line for line in week.planned if line.step.task.key in way.foremost]
    if any(line.step.hours_left > 100 for line in studying):
        # While there is study, a tenth of the week is for what nothing hangs on.
        waits = any(line.step.blocked_by for line in studying)
        assert waits or sum(line.hours for line in aside) <= 0.1 * week.hours + 0.25
    if hours == 4 and way.foremost:
        assert studying and not aside


def test_a_year_out_of_reach_names_hours_and_a_year_that_what_if_confirms(
    open_coach: Callable[..., Coach],
) -> None:
    coach = open_coach(**(GRADUATE | {"hours_per_week": 8}))
    plan, ways = coach.road.plan, coach.ahead.ways
    assert plan.is_out_of_reach and ways and ways.hours and ways.year
    for fits in (Choices(hours=float(ways.hours)), Choices(match_year=ways.year)):
        assert coach.ahead.what_if(fits).then.spare >= 0
    for short in (Choices(hours=float(ways.hours - 1)), Choices(match_year=ways.year - 1)):
        then = coach.ahead.what_if(short).then.spare
        assert then is not None and then < 0
    years = coach.deciding.years()
    assert (years.this.spare_days, years.first_year) == (plan.spare, ways.year)
    said = slipped(coach, coach.week.plan())
    assert f"{spare(plan.spare)} for the Match of 2028" in said
    assert f"{ways.hours} h a week" in said and f"the {ways.year} Match" in said
    coach.profile.change({"hours_per_week": ways.hours})
    assert coach.ahead.ways is None and "too long" not in slipped(coach, coach.week.plan())


def test_a_long_step_that_slipped_is_repaired_by_its_hours_of_this_week(
    open_coach: Callable[..., Coach],
) -> None:
    coach = open_coach(**(GRADUATE | {"hours_per_week": 22, "match_year": 2028}))
    while (day := coach.today) < date(2027, 2, 1):
        coach = open_coach(day=day + timedelta(days=14))
        said = slipped(coach, coach.week.plan())
        assert "start it, 500 h" not in said and "start it, 400 h" not in said


def test_what_is_unlocked_within_a_week_is_planned_behind_what_unlocks_it(
    open_coach: Callable[..., Coach],
) -> None:
    week = open_coach(**STUDENT).week.plan()
    lines = {line.step.task.key: line for line in week.planned}
    plan, study = lines["study_plan"], lines["step1_study"]
    assert study.step.blocked_by == ("study_plan",) and study.day and plan.parts
    assert study.day > plan.parts[-1][0]


@pytest.mark.parametrize(
    ("today", "monday"),
    [
        (date(2026, 12, 30), date(2026, 12, 28)),
        (date(2027, 1, 2), date(2026, 12, 28)),
        (date(2027, 1, 3), date(2027, 1, 4)),
        (date(2028, 2, 29), date(2028, 2, 28)),
    ],
)
def test_new_years_week_and_a_leap_day_are_weeks_like_others(
    open_coach: Callable[..., Coach], today: date, monday: date
) -> None:
    coach = open_coach(day=today, hours_per_week=7)
    week = coach.week.plan()
    assert week.monday == monday and week.planned
    assert all(max(today, monday) <= day for one in week.planned for day, _ in one.parts)


def week_of(number: int, worth: float, spent: float) -> Review:
    return Review(date(2026, 1, 5 + 7 * number), 10, worth, spent, (), (), "", "")


def test_the_pace_is_careful_with_few_weeks_bounded_and_said_in_words() -> None:
    assert pace([]).factor == 1 and str(pace([])) == ""
    four = pace([week_of(number, 10, 14) for number in range(4)])
    assert 1 < pace([week_of(0, 10, 14)]).factor < four.factor < 1.4
    assert str(four) == (
        "your last 4 weeks took 1.4 times the hours planned; plans reckon with 1.3"
    )
    slow = [Review(date(2026, 6, 1), 40, 4, 100, (), (), "", "")] * 8
    assert pace(slow).factor == 2.0
    assert pace([week_of(0, 0, 12)]).weeks == 0


def test_when_the_rank_lists_are_locked_nothing_that_led_to_them_is_planned(
    open_coach: Callable[..., Coach],
) -> None:
    week = open_coach(day=date(2027, 3, 8), **CERTIFIED).week.plan(40)
    assert not keys(week) & {"rank_facts", "rank_order", "rank_certify", "rank_recertify"}
    assert {"soap_rules", "soap_documents", "match_week_care"} <= keys(week)
    monday = open_coach(day=date(2027, 3, 15)).week.plan()
    assert "match_status" in keys(monday)


def test_in_february_facts_and_rules_come_before_the_order(
    open_coach: Callable[..., Coach],
) -> None:
    coach = open_coach(day=date(2027, 2, 8), **CERTIFIED)
    assert {"rank_rules", "rank_facts"} <= keys(coach.week.plan())
    assert coach.road.step("rank_order").blocked_by == ("rank_rules", "rank_facts")


def test_a_first_week_says_of_how_many_days_it_is(open_coach: Callable[..., Coach]) -> None:
    coach = open_coach(day=date(2026, 11, 28), **STUDENT)
    assert coach.week.plan().hours == 5.75
    assert any("of 5.75 h planned for 2 days" in line.text for line in said_of(coach).text)
    later = open_coach(day=date(2026, 12, 5))
    assert later.week.plan().hours == 20
    assert any(line.text.endswith("of 20 h planned") for line in said_of(later).text)


def test_what_was_done_before_the_applicant_came_is_not_this_weeks_work(
    open_coach: Callable[..., Coach],
) -> None:
    coach = open_coach(day=MONDAY, **CERTIFIED)
    assert coach.road.step("two_track").due < MONDAY
    for key, day in (("two_track", None), ("invite_alerts", MONDAY), ("mock_interviews", None)):
        coach.road.finish(key, day)
    # One was due and ticked on the first day; of one a day was said, and one was not due yet.
    done = {step.task.key for step in coach.week.plan().done}
    assert done == {"invite_alerts", "mock_interviews"}
    assert {step.task.key for step in coach.week.look_back(MONDAY).done} == done
    # What the profile proves has no day at all.
    proved = [step for step in coach.road.plan.steps if step.state == "done" and not step.done_at]
    assert proved and not done & {step.task.key for step in proved}
    later = open_coach(day=MONDAY + timedelta(days=2))
    later.road.reopen("two_track")
    later.road.finish("two_track")
    assert "two_track" in {step.task.key for step in later.week.plan().done}


def test_on_a_sunday_that_day_is_what_was_done(open_coach: Callable[..., Coach]) -> None:
    open_coach(day=MONDAY, **CERTIFIED).road.finish("mock_interviews")
    coach = open_coach(day=MONDAY + timedelta(days=6))
    assert not coach.week.plan().done
    coach.road.finish("nrmp_register")
    assert [step.task.key for step in coach.week.plan().done] == ["nrmp_register"]
    assert folded(coach, coach.week.plan()) == "1 done today"
