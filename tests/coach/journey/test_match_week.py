"""Match Week by its hours, what comes after it, and a season that is over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from coach.saying.plan import over, somebody_to_talk_to
from coach.saying.week import said_once
from coach.subjects.coach import Coach

SENT: dict[str, Any] = {
    "graduate_type": "non_us_img",
    "graduation_date": "2020-07-01",
    "specialties": "Internal Medicine",
    "match_year": "2027",
    "visa": "j1",
    "us_status": "abroad",
    "certified": "yes",
    "hours_per_week": "8",
}
FAILED = SENT | {"certified": "", "step1__passed": "yes", "step2ck__score": "205"}
FAILED |= {"step2ck__date": "2026-08-01", "step2ck__attempts": "1"}
TOLD = date(2027, 3, 15)
SOAP = ("soap_apply", "soap_calls", "soap_offers")


def told(open_coach: Callable[..., Coach], day: date, **answers: Any) -> Coach:
    """The applicant on a day, who told these answers on the Monday of Match Week."""
    open_coach(min(day, TOLD), **(SENT | answers))
    return open_coach(day)


def planned(coach: Coach) -> list[tuple[str, str]]:
    """Day and key of each line of the week, in its order."""
    return [(f"{each.day:%a}", each.step.task.key) for each in coach.week.plan().planned]


@pytest.mark.parametrize("hours", ["0", "2", "8", "40"])
@pytest.mark.parametrize(
    ("day", "first"),
    [
        (15, [("Mon", "soap_apply"), ("Tue", "soap_calls"), ("Thu", "soap_offers")]),
        (16, [("Tue", "soap_apply"), ("Tue", "soap_calls"), ("Thu", "soap_offers")]),
        (17, [("Wed", "soap_apply"), ("Wed", "soap_calls"), ("Thu", "soap_offers")]),
        (18, [("Thu", "soap_apply"), ("Thu", "soap_calls"), ("Thu", "soap_offers")]),
    ],
)
def test_soap_stands_first_on_its_days_whatever_the_week_holds(
    open_coach: Callable[..., Coach], hours: str, day: int, first: list[tuple[str, str]]
) -> None:
    coach = told(open_coach, date(2027, 3, day), match_result="not_matched", hours_per_week=hours)
    lines = planned(coach)
    assert [line for line in lines if line[1] in SOAP] == first
    # Nothing stands before them on their days, read or unread.
    assert lines[0] == first[0]
    assert not any(coach.road.step(key).state == "blocked" for key in SOAP)


@pytest.mark.parametrize(
    ("result", "key"),
    [("advanced_only", "soap_first_year"), ("first_year_only", "soap_advanced")],
)
def test_who_matched_in_part_applies_first_for_the_other_part(
    open_coach: Callable[..., Coach], result: str, key: str
) -> None:
    coach = told(open_coach, TOLD, match_result=result, hours_per_week="0")
    assert planned(coach)[0] == ("Mon", key)


def test_the_hours_of_match_week_stand_in_its_lines_here_and_there(
    open_coach: Callable[..., Coach], run: Callable[..., tuple[int, Any, str]]
) -> None:
    told(open_coach, TOLD, time_zone="Asia/Karachi", hours_per_week="0")
    first = run("today", day=str(TOLD))[1].splitlines()[1]
    assert "Read your match status, enter it" in first
    assert "from Mon 10:00 ET (19:00 yours)" in first
    coach = open_coach(TOLD)
    assert "y on SOAP" in coach.road.step("match_status").task.how
    coach.profile.change({"match_result": "not_matched"})
    week = run("week", day=str(TOLD))[1]
    for hour in ("Mon 11:00 ET (20:00 yours)", "Thu 09:00 ET (18:00 yours)"):
        assert f"from {hour}" in week


def test_in_tokyo_soap_opens_on_tuesday(open_coach: Callable[..., Coach]) -> None:
    coach = told(open_coach, TOLD, time_zone="Asia/Tokyo", match_result="not_matched")
    assert ("Tue", "soap_apply") in planned(coach)
    friday = open_coach(date(2027, 3, 19))
    assert ("Fri", "soap_offers") in planned(friday)
    assert not set(SOAP) & {key for _, key in planned(open_coach(date(2027, 3, 20)))}


@pytest.mark.parametrize(
    ("day", "leads", "never"),
    [
        (date(2027, 3, 19), ["open_places", "next_year"], SOAP),
        (date(2027, 4, 12), ["open_places", "next_year", "feedback"], SOAP),
        (date(2027, 5, 24), ["feedback", "open_places"], SOAP),
        (date(2027, 6, 7), ["next_year"], ("open_places", "feedback")),
    ],
)
def test_without_a_match_open_places_and_rest_lead(
    open_coach: Callable[..., Coach], day: date, leads: list[str], never: tuple[str, ...]
) -> None:
    coach = told(open_coach, day, match_result="not_matched")
    keys = [key for _, key in planned(coach)]
    assert keys[: len(leads)] == leads
    listed = {step.task.key for step in coach.road.plan.steps if not step.behind}
    assert not {*never} & set(keys)
    assert not {"start_papers_read", "certificate_copies", "contract", "step3_decide"} & listed
    assert "say on the Profile page" not in coach.road.place.why
    if day.month == 6:
        coach.road.finish("next_year")
        assert planned(coach)[0][1] == "one_change"


def test_the_help_line_stands_there_once_until_they_have_rested(
    open_coach: Callable[..., Coach], run: Callable[..., tuple[int, Any, str]]
) -> None:
    coach = told(open_coach, date(2027, 3, 22), match_result="not_matched")
    assert run("week", day="2027-03-22")[1].count("988 in the US") == 1
    assert "988" not in run("today", day="2027-03-22")[1]
    assert said_once(coach, coach.week.plan()).count("988 in the US") == 1
    assert run("week", day="2027-03-16")[1].count("988 in the US") == 1
    coach.road.finish("next_year")
    assert not somebody_to_talk_to(coach)
    coach.profile.change({"match_result": "matched"})
    assert not somebody_to_talk_to(coach)


@pytest.mark.parametrize("visa", ["j1", "h1b"])
def test_without_a_match_and_with_a_failed_step_2_the_retake_is_planned_not_step_3(
    open_coach: Callable[..., Coach], visa: str
) -> None:
    coach = told(
        open_coach, date(2027, 4, 5), **(FAILED | {"match_result": "not_matched", "visa": visa})
    )
    ahead = {step.task.key for step in coach.road.plan.steps if not step.behind}
    assert {"step2_study", "step2_sit"} <= ahead
    assert not {"step3_study", "step3_sit", "step3_decide", "certificate_early"} & ahead
    retake = coach.road.step("step2_sit")
    assert not retake.due and not retake.band
    assert not over(coach)


@pytest.mark.parametrize("result", ["matched", "advanced_only", "first_year_only"])
@pytest.mark.parametrize("day", [date(2027, 3, 22), date(2027, 5, 3), date(2027, 6, 21)])
def test_after_a_match_nothing_that_served_applying_is_planned_or_late(
    open_coach: Callable[..., Coach], result: str, day: date
) -> None:
    coach = told(open_coach, day, match_result=result, visa="h1b", certified="")
    before = [
        step
        for step in coach.road.plan.steps
        if step.task.stage not in ("match_soap", "pre_residency") and not step.finished
    ]
    keys = {step.task.key for step in before if not step.behind}
    assert (
        not {"certificate_early", "step3_decide", "program_list", "signals", "mentor_team"} & keys
    )
    if result != "advanced_only":
        # The hospital files with them, so they are not over.
        assert {"certificate", "step3_sit"} <= keys
    assert "later year" not in said_once(coach, coach.week.plan())


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2027, 3, 3), ""),
        (date(2027, 3, 4), ""),
        (date(2027, 3, 5), "Not this season"),
        (date(2027, 3, 16), "no program of the Match is written to until Thu 21:00 ET"),
        (date(2027, 4, 5), "set “Match year” to 2028 (7)"),
        (date(2027, 7, 1), "The 2027 season is over: set “Match year” to 2028 (7)"),
        (date(2027, 12, 1), "The 2027 season is over: set “Match year” to 2029 (7)"),
    ],
)
def test_who_could_not_certify_a_list_is_told_plainly_once_the_hour_has_gone_by_everywhere(
    open_coach: Callable[..., Coach], day: date, words: str
) -> None:
    open_coach(date(2026, 11, 22), **FAILED)
    coach = open_coach(day)
    told_once = said_once(coach, coach.week.plan())
    assert words in told_once
    assert bool(over(coach)) is bool(words)
    if words:
        assert "too long" not in told_once
    coach.profile.change({"match_year": "2029"})
    assert not over(coach)


def test_who_may_have_certified_a_list_is_not_told_that_it_is_lost(
    open_coach: Callable[..., Coach],
) -> None:
    open_coach(date(2026, 11, 22), **SENT)
    assert not over(open_coach(date(2027, 3, 8)))


@pytest.mark.parametrize("result", ["", "not_matched"])
def test_a_season_that_is_over_plans_nothing_of_the_past(
    open_coach: Callable[..., Coach], run: Callable[..., tuple[int, Any, str]], result: str
) -> None:
    open_coach(TOLD, **(SENT | {"match_result": result}))
    for day in (date(2027, 7, 1), date(2027, 7, 20), date(2028, 1, 3)):
        coach = open_coach(day)
        assert all(not each.step.due or each.step.due >= day for each in coach.week.plan().planned)
    text = run("week", day="2027-07-20")[1]
    assert text.count("The 2027 season is over: set match_year=2028 (`coach profile set`).") == 1
    assert "season is over: set match_year=2028" in run("today", day="2027-07-20")[1]


def test_the_waiver_is_asked_for_after_the_season_is_over_too(
    open_coach: Callable[..., Coach],
) -> None:
    coach = told(open_coach, date(2027, 7, 12), match_result="advanced_only")
    assert planned(coach)[0][1] == "first_year_waiver"
    assert not over(coach)


def test_papers_that_come_too_late_are_told_to_the_program(
    open_coach: Callable[..., Coach],
) -> None:
    coach = told(open_coach, date(2027, 3, 22), match_result="matched", visa="h1b")
    words = said_once(coach, coach.week.plan())
    assert "tell the program and ECFMG now" in words and "before a waiver" in words


@pytest.mark.parametrize(
    ("until", "is_named"), [("2027-01-10", True), ("2027-01-21", True), ("2027-01-22", False)]
)
def test_a_status_that_ends_within_two_months_stands_in_the_line_of_rules(
    open_coach: Callable[..., Coach],
    run: Callable[..., tuple[int, Any, str]],
    until: str,
    is_named: bool,
) -> None:
    open_coach(**(SENT | {"us_status": "student", "status_until": until}))
    week, today = run("week")[1], run("today")[1]
    assert ("Your status ends on" in week) is is_named
    # Others see a login banner: it does not say which rule.
    assert ("1 rule needs you" in today) is is_named and "status" not in today


def test_after_the_deadline_of_lists_nothing_of_the_ranking_is_late(
    open_coach: Callable[..., Coach],
) -> None:
    open_coach(date(2026, 11, 22), **SENT).road.finish("rank_certify")
    before, after = open_coach(date(2027, 3, 2)), open_coach(date(2027, 3, 6))
    assert not before.road.step("rank_rules").behind
    for key in ("rank_rules", "rank_facts", "interview_notes"):
        assert after.road.step(key).behind


def test_a_lost_match_plans_neither_soap_nor_july(open_coach: Callable[..., Coach]) -> None:
    open_coach(date(2026, 11, 22), **FAILED)
    for day in (date(2027, 3, 8), date(2027, 3, 16), date(2027, 5, 3)):
        coach = open_coach(day)
        keys = {key for _, key in planned(coach)}
        assert not keys & {"soap_documents", "match_week_clear", "start_papers_read", "contract"}
        check = coach.road.step("credentials_check")
        assert not check.due and not check.behind and not check.band


def test_a_pathway_that_was_not_accepted_in_time_loses_the_match_too(
    open_coach: Callable[..., Coach],
) -> None:
    passed = {"step1__passed": "yes", "step2ck__score": "245", "oet__passed": "yes"}
    open_coach(date(2026, 11, 22), **(SENT | {"certified": ""} | passed))
    assert "rank list deadline: the Pathway." in over(open_coach(date(2027, 3, 8)))
    coach = open_coach(date(2027, 3, 8))
    coach.profile.change({"pathway_accepted": "yes"})
    assert not over(coach)
