"""Each step for a few people is reached by those who need it, and by nobody else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from coach.facts.book import Facts
from coach.records import Applicant, Exam, Task
from coach.rules.conditions import PRIVATE, all_hold
from coach.subjects.coach import Coach

TODAY = date(2026, 11, 22)
FAILED, PASSED = Exam(passed=False, attempts=1), Exam(passed=True, attempts=2)
NOBODY = Applicant()
FOR: dict[str, tuple[list[Applicant], list[Applicant]]] = {
    "ask_early": ([NOBODY, Applicant(certified=True), Applicant(match_result="matched")], []),
    "retake_plan": (
        [Applicant(step1=FAILED), Applicant(step2ck=Exam(score=190)), Applicant(step3=FAILED)],
        [
            NOBODY,
            Applicant(step1=PASSED),
            Applicant(oet=FAILED),
            Applicant(step1=Exam(planned=TODAY)),
        ],
    ),
    "since_last": (
        [Applicant(last_result="not_matched", match_year=2028)],
        [NOBODY, Applicant(match_result="not_matched"), Applicant(last_result="matched")],
    ),
    "certificate_date": ([Applicant(certified=True)], [NOBODY, Applicant(certified=False)]),
    "certificate_renew": (
        [
            Applicant(certified=True, match_year=2027, certificate_until=date(2027, 12, 31)),
            Applicant(certified=True, match_year=2027, certificate_until=date(2026, 10, 1)),
        ],
        [
            NOBODY,
            Applicant(certified=True, match_year=2027),
            Applicant(certified=True, match_year=2027, certificate_until=date(2028, 12, 31)),
            Applicant(match_year=2027, certificate_until=date(2027, 12, 31)),
        ],
    ),
    "visa_country_check": (
        [
            Applicant(visa="j1"),
            Applicant(us_status="abroad"),
            Applicant(citizenship=("Iran",)),
            Applicant(us_status="visitor", citizenship=("Nigeria",)),
        ],
        [
            NOBODY,
            Applicant(us_status="permanent", citizenship=("Iran",)),
            Applicant(us_status="asylee"),
            Applicant(visa="none"),
            Applicant(citizenship=("United States",)),
        ],
    ),
    "country_again": (
        [Applicant(visa="either"), Applicant(us_status="abroad")],
        [NOBODY, Applicant(us_status="citizen"), Applicant(visa="j1", citizenship=("Canada",))],
    ),
    "mspe_safely": (
        [Applicant(us_status=status) for status in ("asylee", "refugee", "pending", "tps")],
        [NOBODY, Applicant(us_status="abroad"), Applicant(us_status="permanent")],
    ),
    "mspe_transcript": (
        [NOBODY, Applicant(us_status="abroad")],
        [Applicant(us_status="asylee"), Applicant(us_status="tps")],
    ),
    "november_quiet": (
        [Applicant(invitations=0), Applicant(invitations=0, applied=90)],
        [NOBODY, Applicant(applied=90), Applicant(invitations=3)],
    ),
    "permit_dates": (
        [Applicant(us_status=status) for status in ("ead", "tps", "pending", "student_opt")],
        [NOBODY, Applicant(us_status="abroad"), Applicant(us_status="permanent")],
    ),
    "visa_late": (
        [Applicant(match_result="matched", visa=visa) for visa in ("j1", "h1b", "either")],
        [
            Applicant(match_result="matched", visa="none"),
            Applicant(visa="j1"),
            Applicant(match_result="not_matched", visa="j1"),
        ],
    ),
    "june_check": (
        [Applicant(match_result="matched"), Applicant(match_result="first_year_only")],
        [NOBODY, Applicant(match_result="not_matched"), Applicant(match_result="advanced_only")],
    ),
    "arrival": (
        [Applicant(match_result="matched", visa="h1b")],
        [
            Applicant(match_result="matched", visa="j1"),
            Applicant(match_result="matched", us_status="permanent"),
            Applicant(visa="h1b"),
        ],
    ),
}
"""Whom a step is for, and whom it is not."""


def reaches(task: Task, applicant: Applicant) -> bool:
    """Whether the step stands on this applicant's road."""
    return all_hold(task.who, applicant, TODAY)


@pytest.mark.parametrize("key", FOR)
def test_a_step_is_reached_by_those_who_need_it_and_by_nobody_else(facts: Facts, key: str) -> None:
    task, (theirs, others) = facts.tasks[key], FOR[key]
    assert [who for who in theirs if not reaches(task, who)] == []
    assert [who for who in others if reaches(task, who)] == []


def test_a_step_that_tells_of_failures_or_a_visa_is_private(facts: Facts) -> None:
    for key in ("retake_plan", "since_last", "country_again", "visa_late", "mspe_safely"):
        assert any(word.removeprefix("!") in PRIVATE for word in facts.tasks[key].who), key


ADVICE = {
    "usmle_accommodation": "more time in an exam",
    "exam_health": "pregnancy or illness and an exam",
    "interview_needs": "what one needs at an interview",
    "paid_leave": "leave in residency",
    "leave_when": "when to speak of it",
    "spend_less": "spending cut first",
    "fee_help": "fee waivers, for whom",
    "money_help": "other help, for whom",
    "help_lines": "somebody to talk to",
}
"""What nobody is asked about in the profile, and what it is about."""


def test_what_nobody_is_asked_about_is_reached_by_everybody(facts: Facts) -> None:
    task = facts.tasks["ask_early"]
    assert task.who == () and task.due is None and task.hours.usual <= 1
    assert set(ADVICE) <= set(task.rules)


@pytest.mark.parametrize(
    ("rule", "task"),
    [
        ("mentor_reviews", "mentor_review"),
        ("mentor_reviews", "rank_order"),
        ("profile_habits", "linkedin_headline"),
        ("us_frame", "ps_draft"),
        ("rotation_offer", "usce_do"),
        ("beside_clinical", "volunteering"),
        ("beside_clinical", "research_option"),
        ("qbank_method", "step1_study"),
        ("qbank_method", "step2_study"),
        ("register_without", "nrmp_register"),
        ("program_rules_told", "rank_facts"),
        ("reapply_carry", "since_last"),
        ("earlier_training", "eras_worksheet"),
        ("transfer", "open_places"),
        ("research_year", "research_option"),
        ("old_graduate_windows", "recent_practice"),
        ("papers_missing", "papers"),
        ("housing_fraud", "housing"),
        ("first_pay", "first_pay"),
        ("ssn_after", "first_month"),
        ("j1_late_entry", "j1_arrival"),
        ("h1b_entry", "arrival"),
        ("start_barred", "visa_late"),
        ("degree_by_july", "match_year"),
        ("ead_dates", "permit_dates"),
        ("school_closed", "training_licence"),
        ("november_quiet", "november_quiet"),
        ("hard_days", "november_quiet"),
        ("hard_days", "match_week_care"),
        ("hard_days", "step1_sit"),
        ("hard_days", "step2_sit"),
    ],
)
def test_advice_stands_where_it_is_needed(facts: Facts, rule: str, task: str) -> None:
    assert rule in facts.tasks[task].rules


def test_steps_are_told_in_few_words(facts: Facts) -> None:
    for task in facts.tasks.values():
        assert len(task.title) <= 44 and len(task.how) <= 232 and len(task.why) <= 80, task.key


def test_a_second_try_is_planned_before_it_is_booked(open_coach: Callable[..., Coach]) -> None:
    failed: dict[str, Any] = {"step2ck.score": 212, "step2ck.date": "2026-10-02"}
    coach = open_coach(match_year=2028, graduation_date="2024-06-01", certified=False, **failed)
    assert "retake_plan" in {line.step.task.key for line in coach.week.plan().planned}
    book = coach.road.plan.step("step2_book")
    assert book and "retake_plan" in book.waits_for
    coach.profile.change({"step2ck.score": 230})
    assert coach.road.plan.step("retake_plan") is None


@pytest.mark.parametrize(
    ("words", "task"),
    [
        *((words, "ask_early") for words in ("pregnant", "maternity leave", "disability")),
        *((words, "ask_early") for words in ("accommodations", "sick leave", "fee waiver")),
        ("refugee", "pathway_safely"),
        ("closed school", "credentials_safely"),
        ("previous residency", "eras_worksheet"),
        ("transfer", "open_places"),
        ("reapply", "since_last"),
        ("retake", "retake_plan"),
        ("certificate expired", "certificate_renew"),
        ("work permit", "permit_dates"),
        ("visa delayed", "visa_late"),
        ("no invitations", "november_quiet"),
        ("zero interviews", "nrmp_register"),
        ("I-94", "j1_arrival"),
        ("housing fraud", "housing"),
    ],
)
def test_a_search_finds_the_step_and_explain_tells_it(
    open_coach: Callable[..., Coach],
    run: Callable[..., tuple[int, Any, str]],
    words: str,
    task: str,
) -> None:
    coach = open_coach()
    assert task in [hit.id for hit in coach.find(words, "task", 3)]
    status, text, _ = run("explain", task)
    assert status == 0 and coach.road.tasks[task].title in text
    assert (coach.road.plan.step(task) is None) is ("not on your road" in text)


def test_a_student_plans_for_the_first_match_after_the_degree(
    open_coach: Callable[..., Coach], run: Callable[..., tuple[int, Any, str]]
) -> None:
    coach = open_coach(graduation_date="2029-12-01")
    assert coach.road.plan.applicant.match_year is None and coach.season.year == 2030
    coach.profile.change({"graduation_date": "2029-07-01"})
    assert coach.season.year == 2029
    status, _, error = run("what-if", "--match-year", "2028")
    assert status == 1 and "comes after the residency of match_year 2028 begins" in error


def test_a_banner_says_nothing_of_a_second_try(
    open_coach: Callable[..., Coach], run: Callable[..., tuple[int, Any, str]]
) -> None:
    failed: dict[str, Any] = {"step1.passed": True, "step2ck.score": 190, "step2ck.attempts": 1}
    coach = open_coach(match_year=2027, graduation_date="2023-06-01", specialties="IM", **failed)
    first = coach.week.plan().planned[:3]
    assert "retake_plan" in {line.step.task.key for line in first}
    _, banner, _ = run("today")
    assert "○" in banner and "second try" not in banner
    assert "second try" in run("week")[1]


def test_a_plain_road_has_none_of_the_steps_of_others(open_coach: Callable[..., Coach]) -> None:
    plain: dict[str, Any] = {"step1.passed": True, "step1.attempts": 1, "step2ck.score": 245}
    coach = open_coach(match_year=2028, graduation_date="2024-06-01", specialties="IM", visa="j1",
                       us_status="abroad", certified=False, **plain)  # fmt: skip
    reached = {step.task.key for step in coach.road.plan.steps} & set(FOR)
    assert reached == {"ask_early", "mspe_transcript", "visa_country_check", "country_again"}
    assert reached.isdisjoint(line.step.task.key for line in coach.week.plan().planned)


MEDICAL: dict[str, Any] = {
    "graduation_date": "2022-06-01",
    "specialties": "IM",
    "us_status": "abroad",
    "visa": "j1",
    "step1.passed": True,
    "step1.attempts": 1,
    "hours_per_week": 6,
}


@pytest.mark.parametrize(
    ("key", "day", "answers"),
    [
        ("since_last", "2026-11-23", {"match_year": 2028, "match_result": "not_matched"}),
        ("retake_plan", "2026-11-23", {"match_year": 2028, "step2ck.score": 190}),
        (
            "visa_late",
            "2027-05-10",
            {"match_year": 2027, "match_result": "matched", "certified": True},
        ),
    ],
)
def test_what_cannot_wait_leads_a_small_week(
    open_coach: Callable[..., Coach], key: str, day: str, answers: dict[str, Any]
) -> None:
    coach = open_coach(date.fromisoformat(day), **{"step2ck.score": 240, **MEDICAL, **answers})
    for done in ("contract", "statement_of_need", "j1_sponsorship"):
        if coach.road.plan.step(done):
            coach.road.finish(done)
    assert coach.week.plan().planned[0].step.task.key == key


def test_a_quiet_november_leads_its_week(open_coach: Callable[..., Coach]) -> None:
    coach = open_coach(
        date(2026, 11, 23), match_year=2027, certified=True, **MEDICAL, **{"step2ck.score": 240}
    )
    coach.answering.count("invitations", "0")
    for hours in (None, 2.75):
        order = [line.step.task.key for line in coach.week.plan(hours).planned]
        # What is short and shuts comes before two hours of looking, and both before papers.
        assert order[0] == "nrmp_register" and "certificate_date" not in order[:2]
    assert "november_quiet" in [line.step.task.key for line in coach.week.plan().planned]
    coach.answering.count("invitations", "2")
    assert coach.road.plan.step("november_quiet") is None
