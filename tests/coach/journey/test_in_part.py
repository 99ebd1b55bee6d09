"""A Match that ended in part: bound to that part, SOAP and what follows for the other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, strategies as st

from coach.calendar.dates import season_calendar
from coach.facts.book import Facts
from coach.journey.plan import road
from coach.journey.stages import place
from coach.journey.standing import Situation
from coach.logs.answers import ANSWERS, answer_row
from coach.records import Applicant, CoachError
from coach.rules.conditions import PART_OPEN
from coach.saying.sheets import Ticked, is_private
from coach.subjects.coach import Coach

SENT: dict[str, Any] = {
    "specialties": "Radiology-Diagnostic",
    "match_year": "2027",
    "visa": "j1",
    "us_status": "abroad",
    "hours_per_week": "20",
    "certified": "yes",
}
MONDAY, FRIDAY, JULY = date(2027, 3, 15), date(2027, 3, 19), date(2027, 7, 1)
BOUND = ("advanced_only", "first_year_only", "matched")


def keys(coach: Coach) -> set[str]:
    return {step.task.key for step in coach.road.plan.steps}


def of_an_older_version(coach: Coach) -> Coach:
    """As a database of an older version holds it, whose question had this answer."""
    with coach._state.act("Profile: match_result") as act:
        act.set(ANSWERS, "match_result", answer_row("match_result", "partly"))
    return coach


def test_an_advanced_post_alone_binds_and_looks_for_a_first_year_until_july(
    open_coach: Callable[..., Coach],
) -> None:
    coach = open_coach(MONDAY, match_result="advanced_only", **SENT)
    assert coach.season.in_match_week
    assert {"soap_first_year", "soap_calls", "soap_offers", "first_year_search"} <= keys(coach)
    assert not {"soap_apply", "soap_advanced", "next_year", "open_places", "contract"} & keys(coach)
    for day in (FRIDAY + timedelta(days=1), date(2027, 6, 30)):
        later = open_coach(day)
        assert later.road.place.stage == "match_soap"
        assert "first year before 1 Jul" in later.road.place.why
        assert any(
            planned.step.task.key == "first_year_search" for planned in later.week.plan().planned
        )
    summer = open_coach(JULY)
    waiver = summer.road.step("first_year_waiver")
    assert summer.road.place.stage == "pre_residency" and "waiver" in summer.road.place.why
    assert waiver.state == "open" and waiver.due == JULY and "yourself" in waiver.task.how


def test_a_first_year_alone_binds_to_it_and_what_follows_is_a_later_season(
    open_coach: Callable[..., Coach],
) -> None:
    coach = open_coach(MONDAY, match_result="first_year_only", **SENT)
    assert coach.season.in_match_week
    assert {"soap_advanced", "soap_calls", "soap_offers", "contract", "j1_sponsorship"} <= keys(
        coach
    )
    assert not {"soap_apply", "soap_first_year", "next_year", "first_year_waiver"} & keys(coach)
    friday = open_coach(FRIDAY)
    assert friday.road.place.stage == "pre_residency" and "July 2027" in friday.road.place.why
    assert {"what_follows", "contract"} <= {
        planned.step.task.key for planned in friday.week.plan().planned
    }
    assert "later Match" in open_coach(JULY).road.place.why


def test_whoever_waits_for_a_waiver_is_not_led_into_the_next_season(
    open_coach: Callable[..., Coach],
) -> None:
    coach = open_coach(date(2027, 8, 20), **{**SENT, "match_year": "2028"})
    assert coach.road.place.stage == "application_year"
    coach.profile.change({"match_result": "advanced_only"})
    assert coach.road.place.stage == "pre_residency" and "waiver" in coach.road.place.why


@pytest.mark.parametrize("typed", ["partly", "Partly"])
def test_partly_is_asked_back_with_both_parts(open_coach: Callable[..., Coach], typed: str) -> None:
    coach = open_coach(MONDAY, **SENT)
    with pytest.raises(CoachError, match="which part.*advanced_only.*first_year_only"):
        coach.profile.change({"match_result": typed})
    assert "match_result" not in coach.profile.answers


def test_partly_of_an_older_version_is_read_and_asked_about_until_it_is_said(
    open_coach: Callable[..., Coach], run: Callable[..., tuple[int, Any, str]]
) -> None:
    coach = of_an_older_version(open_coach(date(2027, 3, 22), **SENT))
    assert "which part" in coach.road.place.why
    assert coach.road.step("match_status").state == "open"
    _, week, _ = run("week", day="2027-03-22")
    assert week.count("Matched in part") == 1 and "match_result (`coach profile set`)" in week
    _, profile, _ = run("profile", "show", day="2027-03-22")
    assert "which part?" in profile
    coach.profile.change({"match_result": "first_year_only"})
    assert coach.road.step("match_status").state == "done"
    assert "Matched in part" not in run("week", day="2027-03-22")[1]
    coach.history.undo()
    assert coach.profile.applicant.match_result == "partly"


def test_partly_of_an_older_version_keeps_the_lock_of_match_week(
    open_coach: Callable[..., Coach],
) -> None:
    coach = of_an_older_version(open_coach(date(2027, 3, 16), **SENT))
    assert coach.season.in_match_week


@given(
    result=st.sampled_from([*PART_OPEN, "matched", "partly"]),
    today=st.dates(MONDAY, JULY + timedelta(days=200)),
)
def test_nobody_who_is_bound_is_coached_to_apply_again(
    facts: Facts, result: Any, today: date
) -> None:
    who = Applicant(match_result=result, match_year=2027, visa="j1")
    events = season_calendar(facts.events, facts.calendar_rules, 2027)
    season = {event.key: event.day for event in events}
    where = place(who, season, today)
    steps = road(
        Situation(facts.tasks, who, {event.key: event for event in events}, where.stage, today)
    ).by_key
    assert ("next_year" in steps) is (result == "not_matched")
    assert ("soap_offers" in steps) is (result in PART_OPEN)
    assert ("contract" in steps) is (result in ("matched", "first_year_only"))
    if result in BOUND:
        assert "new Match year" not in where.why
        assert where.stage in ("match_soap", "pre_residency")


def test_steps_that_tell_of_a_match_in_part_leave_only_with_a_tick(facts: Facts) -> None:
    for key in ("soap_first_year", "soap_advanced", "soap_offers", "first_year_waiver"):
        assert is_private(facts.tasks[key].who, Ticked())
        assert not is_private(facts.tasks[key].who, Ticked(failures=True))


def test_next_year_and_the_list_remind_of_the_advanced_post_that_binds(
    open_coach: Callable[..., Coach], run: Callable[..., tuple[int, Any, str]]
) -> None:
    coach = open_coach(FRIDAY, match_result="advanced_only", **SENT)
    for words in (("compare-years",), ("list", "--count", "3")):
        assert "binds you: no other search" in " ".join(run(*words, day=str(FRIDAY))[1].split())
    coach.profile.change({"match_result": "not_matched"})
    for words in (("compare-years",), ("list", "--count", "3")):
        assert not any("binds you" in said for said in run(*words, day=str(FRIDAY))[1:])
