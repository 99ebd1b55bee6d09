"""Of which Match a result is, and what the plan makes of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given, strategies as st

from coach.journey.stages import in_season, result_year
from coach.records import Applicant, CoachError
from coach.subjects.coach import Coach
from coach.subjects.profile import FIELDS
from coach.subjects.ranking import Placed

SENT: dict[str, Any] = {"specialties": "Neurology", "match_year": "2027", "certified": "yes"}
NOVEMBER, MONDAY = date(2026, 11, 28), date(2027, 3, 15)


def test_no_match_that_is_told_in_november_is_that_of_the_last_match(
    open_coach: Callable[..., Coach],
) -> None:
    coach = open_coach(NOVEMBER, match_result="not_matched", **SENT)
    who = coach.profile.applicant
    assert (who.match_result, who.last_result, who.result_year) == (None, "not_matched", 2026)
    assert coach.road.place.stage == "interviews"
    assert "“not matched” is the result of 2026" in coach.road.place.why
    assert not {"soap_apply", "next_year"} & {step.task.key for step in coach.road.plan.steps}
    status = open_coach(MONDAY).road.step("match_status")
    assert status.state == "open"


def test_the_same_word_told_again_in_match_week_is_of_this_match(
    open_coach: Callable[..., Coach],
) -> None:
    open_coach(NOVEMBER, match_result="not_matched", **SENT)
    coach = open_coach(MONDAY)
    assert coach.profile.change({"match_result": "not_matched"})
    assert coach.profile.applicant.match_result == "not_matched"
    assert coach.road.step("soap_apply") and coach.road.step("match_status").state == "done"
    coach.history.undo()
    assert coach.profile.applicant.last_result == "not_matched"


@pytest.mark.parametrize("result", ["matched", "not_matched", "first_year_only"])
def test_a_result_before_the_match_takes_nothing_from_the_plan_and_says_so_once(
    open_coach: Callable[..., Coach], run: Callable[..., tuple[int, Any, str]], result: str
) -> None:
    coach = open_coach(NOVEMBER, **SENT)
    before = [(step.task.key, step.state) for step in coach.road.plan.steps]
    answer = run("profile", "set", f"match_result={result}", day=str(NOVEMBER))[2]
    assert answer.count("The Match of 2027 tells its results from 15 Mar 2027") == 1
    assert "kept as the result of 2026; if it is not, set result_year" in answer
    later = open_coach(NOVEMBER)
    after = [(step.task.key, step.state) for step in later.road.plan.steps]
    assert [pair for pair in after if pair[0] != "since_last"] == before
    assert (("since_last", "open") in after) is (result == "not_matched")
    told = run("profile", "set", "result_year=2027", day=str(NOVEMBER))[2]
    assert "tells its results" not in told
    assert open_coach(NOVEMBER).profile.applicant.match_result == result


def test_while_lists_are_ranked_a_result_needs_the_year_of_its_match(
    open_coach: Callable[..., Coach],
) -> None:
    coach = open_coach(date(2027, 2, 20), **SENT)
    with pytest.raises(CoachError, match="tells its results on 15 Mar 2027"):
        coach.profile.change({"match_result": "matched"})
    assert "match_result" not in coach.profile.answers
    coach.profile.change({"result_year": "2026"})
    coach.profile.change({"match_result": "not_matched"})
    assert coach.profile.applicant.last_result == "not_matched"


@pytest.mark.parametrize("result", ["matched", "advanced_only", "first_year_only"])
def test_a_result_that_contradicts_the_list_is_asked_about(
    open_coach: Callable[..., Coach], result: str
) -> None:
    coach = open_coach(MONDAY, **SENT)
    field = next(each for each in FIELDS if each.key == "match_result")
    assert "no rank list is certified" in coach.profile.doubt(field, result)
    coach.road.finish("rank_certify")
    assert not coach.profile.doubt(field, result) and not coach.profile.doubt(field, "")
    rank = coach.ranking.place("1403511253", 1, Placed(anyway=True))
    post = {"advanced_only": "advanced post", "first_year_only": "first year"}.get(result, "")
    assert rank and post in coach.profile.doubt(field, result)


def test_a_result_goes_with_its_year_when_another_year_is_planned(
    open_coach: Callable[..., Coach],
) -> None:
    coach = open_coach(date(2027, 4, 2), match_result="not_matched", **SENT)
    assert coach.road.place.stage == "match_soap"
    coach.profile.change({"match_year": "2028"})
    assert coach.profile.applicant.last_result == "not_matched"
    assert coach.road.place.stage != "match_soap"
    coach.profile.change({"match_year": "2027"})
    assert coach.profile.applicant.match_result == "not_matched"
    coach.profile.change({"match_result": ""})
    assert "result_year" not in coach.profile.answers


def test_next_year_waits_until_soap_is_over_for_those_whom_it_concerns(
    open_coach: Callable[..., Coach],
) -> None:
    coach = open_coach(MONDAY, **{**SENT, "match_year": "2028"})
    assert coach.season.year == 2028
    coach.profile.change({"match_result": "not_matched"})
    assert coach.season.year == 2027 and coach.road.step("soap_apply")
    assert open_coach(date(2027, 3, 18)).season.year == 2027
    assert open_coach(date(2027, 3, 19)).season.year == 2028


@pytest.mark.parametrize(
    ("result", "day", "season"),
    [
        ("not_matched", date(2027, 5, 31), 2027),
        ("not_matched", date(2027, 6, 1), 2028),
        ("matched", date(2027, 6, 1), 2027),
        ("matched", date(2028, 2, 1), 2027),
    ],
)
def test_without_a_year_a_result_says_which_season_it_is(
    open_coach: Callable[..., Coach], result: str, day: date, season: int
) -> None:
    open_coach(MONDAY, match_result=result)
    assert open_coach(day).season.year == season


def test_an_answer_of_an_older_version_is_of_the_last_match(
    open_coach: Callable[..., Coach],
) -> None:
    coach = open_coach(NOVEMBER, match_result="not_matched", **SENT)
    coach.profile.change({"result_year": ""})
    assert coach.profile.applicant.last_result == "not_matched"
    assert open_coach(MONDAY).profile.applicant.match_result == "not_matched"


def test_a_clock_set_back_takes_no_result_away(open_coach: Callable[..., Coach]) -> None:
    open_coach(MONDAY, match_result="matched", **SENT)
    coach = open_coach(NOVEMBER)
    assert coach.profile.applicant.match_result == "matched"
    assert coach.road.place.stage == "pre_residency"


@given(
    planned=st.none() | st.integers(2023, 2040),
    told=st.dates(date(2023, 1, 1), date(2040, 12, 31)),
    monday=st.integers(11, 21),
)
def test_no_result_is_of_a_match_that_is_not_over_or_later_than_the_plan(
    planned: int | None, told: date, monday: int
) -> None:
    out = date(told.year, 3, monday)
    year = result_year(planned, told, out)
    assert date(year, 3, monday) <= told
    assert planned is None or year <= planned
    who = Applicant(match_result="not_matched", result_year=year)
    season = planned or year
    assert (in_season(who, season).match_result is None) is (year < season)
    assert in_season(in_season(who, season), season) == in_season(who, season)
