"""A season without a match for somebody who is not certified: help first, then the certificate."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from coach.saying.dates import slack_cell
from coach.saying.plan import HELP_NUMBERS, IF_ELIGIBLE, on_top
from coach.saying.week import said_once
from coach.subjects.coach import Coach

OpenCoach = Callable[..., Coach]
Run = Callable[..., tuple[int, Any, str]]
NOVEMBER, MONDAY = date(2026, 11, 28), date(2027, 3, 15)
WHO: dict[str, Any] = {
    "match_year": "2027",
    "us_status": "pending",
    "graduate_type": "non_us_img",
    "graduation_date": "2020-07-01",
    "specialties": "Internal Medicine",
    "step1__passed": "yes",
    "step2ck__score": "240",
    "hours_per_week": "10",
}
LATE = re.compile(r"\blate(, by|:)| d late")
IN_SOAP = {"soap_apply", "soap_calls", "soap_offers", "soap_rules", "soap_documents"}


def without_a_match(open_coach: OpenCoach, **answers: Any) -> None:
    coach = open_coach(NOVEMBER, **(WHO | answers))
    coach.answering.answer("80")
    coach.answering.answer("2")
    open_coach(MONDAY).answering.answer("no")


def planned(coach: Coach) -> list[str]:
    return [each.step.task.key for each in coach.week.plan().planned]


def test_soap_is_planned_for_those_alone_who_may_be_verified(open_coach: OpenCoach) -> None:
    without_a_match(open_coach)
    coach = open_coach(MONDAY)
    assert not IN_SOAP & {*planned(coach)}
    assert planned(coach)[:2] == ["match_week_care", "oet_prepare"]
    assert coach.road.step("ecfmg_reported").title in IF_ELIGIBLE
    assert IF_ELIGIBLE in said_once(coach, coach.week.plan())
    coach.road.finish("ecfmg_reported")
    assert {"soap_apply", "soap_calls", "soap_offers"} <= {*planned(coach)}
    assert IF_ELIGIBLE not in said_once(coach, coach.week.plan())


def test_who_passed_all_that_is_reported_keeps_soap(open_coach: OpenCoach) -> None:
    without_a_match(open_coach, oet__passed="yes", pathway_accepted="yes")
    assert {"soap_apply", "soap_calls", "soap_offers"} <= {*planned(open_coach(MONDAY))}


def test_the_help_lines_come_before_all_else_of_match_week(open_coach: OpenCoach) -> None:
    without_a_match(open_coach)
    coach = open_coach(MONDAY)
    text = coach.library.rules["help_lines"].text
    assert all(number in text for number in HELP_NUMBERS.split(" · "))
    assert said_once(coach, coach.week.plan()).startswith(text)
    assert not on_top(open_coach(date(2027, 3, 22)))


@pytest.mark.parametrize("day", range(15, 20))
@pytest.mark.parametrize("certified", ["", "yes"])
def test_nobody_is_scolded_in_match_week(
    open_coach: OpenCoach, run: Run, day: int, certified: str
) -> None:
    without_a_match(open_coach, certified=certified)
    week = run("week", day=f"2027-03-{day}")[1]
    assert not LATE.search(week) and "lost" not in week


def test_a_status_that_is_not_read_yet_is_not_late(open_coach: OpenCoach, run: Run) -> None:
    open_coach(NOVEMBER, **(WHO | {"certified": "yes"}))
    week = run("week", day="2027-03-16")[1]
    assert "Read your match status" in week and not LATE.search(week)


def test_who_applied_to_none_can_take_part_in_soap(open_coach: OpenCoach, run: Run) -> None:
    open_coach(NOVEMBER, **(WHO | {"certified": "yes"})).answering.answer("0")
    keys = {step.task.key for step in open_coach(date(2027, 3, 10)).road.plan.steps}
    assert {"soap_rules", "soap_documents", "match_status"} <= keys
    assert not {"mock_interviews", "interest_letter"} & keys
    assert planned(open_coach(MONDAY))[0] == "match_status"
    assert "match_status" not in planned(open_coach(date(2027, 4, 6)))
    assert "R3" in run("week", day="2027-03-16")[1]


def test_in_april_the_certificate_comes_before_open_places(open_coach: OpenCoach, run: Run) -> None:
    without_a_match(open_coach)
    keys = planned(open_coach(date(2027, 4, 6)))
    assert "open_places" not in keys and "oet_prepare" in keys[:2]
    week = run("week", day="2027-04-06")[1]
    assert "after the match" in week and "What stops the certificate?" in week
    banner = run("today", day="2027-04-06")[1]
    assert "Prepare for OET" in banner
    assert "A step of yours" not in banner and "reapply" not in banner


@pytest.mark.parametrize("result", ["no", ""])
def test_a_dead_season_keeps_the_steps_of_the_certificate(
    open_coach: OpenCoach, result: str
) -> None:
    coach = open_coach(NOVEMBER, **WHO)
    if result:
        without_a_match(open_coach)
    coach = open_coach(date(2027, 7, 10))
    assert {"oet_prepare", "credentials_safely"} <= {*planned(coach)}
    # The account stands where a Match was told.
    steps = coach.road.plan.by_key
    assert not result or steps["myintealth_account"].finished


def test_nothing_of_a_season_is_late_on_the_day_on_which_it_is_chosen(
    open_coach: OpenCoach, run: Run
) -> None:
    without_a_match(open_coach)
    coach = open_coach(date(2027, 7, 10))
    coach.answering.answer("2028")
    steps = [step for step in coach.road.plan.steps if not step.finished]
    assert not any(step.late_days for step in steps)
    assert not any(slack_cell([step], coach.profile.applicant)[:1] == "-" for step in steps)
    week = run("week", day="2027-07-10")[1]
    assert " d late" not in week and "Slipped" not in week
    assert {"oet_prepare", "pathway_safely"} <= {*planned(coach)}
    later = open_coach(date(2027, 7, 31)).road.plan.steps
    assert any(step.late_days for step in later), "what is due since then can be late"
