"""The gates: unknown is never fail and never pass, and a stated no can be doubted."""

from __future__ import annotations

from datetime import date

import pytest

from coach.facts.book import Facts
from coach.profile.applicant import applicant
from coach.records import Applicant, Closing, Exam, Program, ReadFact, Verdict, replace
from coach.rules.programs import GATES, Case, gates

TODAY = date(2026, 11, 22)
J1 = Applicant(visa="j1", us_status="abroad")
H1B = Applicant(visa="h1b")
EITHER = Applicant(visa="either")


@pytest.fixture
def program(facts: Facts) -> Program:
    """A program with everything stated that can be."""
    found = facts.program_like("BronxCare Health System Program", "Bronx", "Internal Medicine")
    assert found is not None
    return replace(found, visa_j1="yes", visa_h1b="no", img_share=50.0, military=False, caution="")


def gate(rule: str, who: Applicant, program: Program, today: date = TODAY, **read: str) -> Verdict:
    """One gate of a case; `read` are facts that the applicant recorded."""
    overlay = {
        field: ReadFact(program.id, field, value, "website", "2026-11-01", "2026-11-01")
        for field, value in read.items()
    }
    return next(one for one in gates(Case(who, program, overlay, today)) if one.rule == rule)


def test_every_gate_has_its_promised_name() -> None:
    assert list(GATES) == [
        "visa",
        "step3",
        "graduation_year",
        "attempts",
        "step2ck",
        "experience",
        "certification",
        "accepting",
        "military",
    ]


@pytest.mark.parametrize(
    ("who", "j1", "h1b", "share", "outcome"),
    [
        (J1, "yes", "no", 20, "pass"),
        (J1, "no", "no", 20, "fail"),
        (J1, "no", "no", 80, "unknown"),
        (J1, "none_listed", "none_listed", 80, "unknown"),
        (J1, "", "", 20, "unknown"),
        (H1B, "yes", "no", 80, "fail"),
        (H1B, "yes", "yes", 20, "pass"),
        (H1B, "no", "no", 80, "unknown"),
        (EITHER, "yes", "no", 20, "pass"),
        (EITHER, "no", "yes", 20, "pass"),
        (EITHER, "no", "no", 20, "fail"),
        (EITHER, "no", "", 20, "unknown"),
        (Applicant(), "no", "no", 20, "unknown"),
        (Applicant(visa="none"), "no", "no", 20, "pass"),
        (Applicant(us_status="permanent", visa="j1"), "no", "no", 20, "pass"),
    ],
)
def test_visa(
    program: Program, who: Applicant, j1: str, h1b: str, share: float, outcome: str
) -> None:
    case = replace(program, visa_j1=j1, visa_h1b=h1b, img_share=share)
    assert gate("visa", who, case).outcome == outcome


def test_what_the_applicant_read_beats_what_the_release_says(program: Program) -> None:
    closed = replace(program, visa_j1="no")
    assert gate("visa", J1, closed).outcome == "fail"
    answer = gate("visa", J1, closed, visa_j1="yes")
    assert (answer.outcome, answer.evidence.status, answer.evidence.as_of) == (
        "pass",
        "confirmed",
        "2026-11-01",
    )


@pytest.mark.parametrize(
    ("who", "j1", "passed", "outcome"),
    [
        (J1, "yes", None, "pass"),
        (H1B, "yes", None, "fail"),
        (H1B, "yes", True, "pass"),
        (EITHER, "yes", None, "pass"),
        (EITHER, "no", None, "fail"),
        (EITHER, "", None, "pass"),
    ],
)
def test_step3_is_asked_for_only_where_h1b_is_the_only_way(
    program: Program, who: Applicant, j1: str, passed: bool | None, outcome: str
) -> None:
    case = replace(program, visa_j1=j1, visa_h1b="yes", img_share=10.0)
    assert gate("step3", replace(who, step3=Exam(passed=passed)), case).outcome == outcome


def test_graduation_year(program: Program) -> None:
    who = Applicant(graduation_date=date(2022, 6, 15))
    assert gate("graduation_year", who, program).outcome == "unknown"
    assert gate("graduation_year", who, program, graduation_year_limit="5").outcome == "pass"
    assert gate("graduation_year", who, program, graduation_year_limit="3").outcome == "fail"
    assert gate("graduation_year", Applicant(), program, graduation_year_limit="3").outcome == (
        "unknown"
    )


def test_attempts(program: Program) -> None:
    clean = Applicant(step1=Exam(passed=True, attempts=1), step2ck=Exam(score=240, attempts=1))
    failed = Applicant(step1=Exam(passed=True, attempts=2), step2ck=Exam(score=240, attempts=1))
    assert gate("attempts", clean, program).outcome == "pass"
    assert gate("attempts", failed, program).outcome == "unknown"
    assert gate("attempts", failed, program, attempts_limit="1").outcome == "fail"
    assert gate("attempts", failed, program, attempts_limit="2").outcome == "pass"
    assert gate("attempts", Applicant(), program).outcome == "unknown"
    used_up = Applicant(step1=Exam(passed=False, attempts=4))
    assert gate("attempts", used_up, program, attempts_limit="6").outcome == "fail"


@pytest.mark.parametrize(
    ("exam", "minimum", "outcome"),
    [
        (Exam(score=240), None, "unknown"),
        (Exam(score=240), "230", "pass"),
        (Exam(score=230), "230", "pass"),
        (Exam(score=225), "230", "fail"),
        (Exam(), "230", "unknown"),
        (Exam(score=200, day=date(2026, 1, 5)), None, "fail"),
        # 215 passed before 1 July 2025 and fails since.
        (Exam(score=215, day=date(2025, 6, 30)), None, "unknown"),
        (Exam(score=215, day=date(2025, 7, 1)), None, "fail"),
        (Exam(score=215), None, "unknown"),
    ],
)
def test_step2ck(program: Program, exam: Exam, minimum: str | None, outcome: str) -> None:
    read = {"step2ck_minimum": minimum} if minimum else {}
    assert gate("step2ck", Applicant(step2ck=exam), program, **read).outcome == outcome


def test_experience_and_certificate(program: Program) -> None:
    who = Applicant(experience=(("observership", 2), ("research", 12)))
    assert gate("experience", who, program).outcome == "unknown"
    assert gate("experience", who, program, experience_months="3").outcome == "fail"
    assert gate("experience", who, program, experience_months="2").outcome == "pass"
    assert gate("certification", who, program).outcome == "unknown"
    assert gate("certification", replace(who, certified=True), program).outcome == "pass"
    assert (
        gate(
            "certification", replace(who, certified=False), program, certificate_needed="yes"
        ).outcome
        == "fail"
    )


def test_accepting_and_military(program: Program) -> None:
    assert gate("accepting", J1, program).outcome == "pass"
    end = Closing(program.id, "closed on 8 Aug 2025", source="R37", as_of="x", status="second-hand")
    assert gate("accepting", J1, replace(program, closing=end)).outcome == "fail"
    doubt = replace(program, caution="its hospital closed: ask whether the program goes on")
    assert gate("accepting", J1, doubt).outcome == "unknown"
    assert gate("accepting", J1, replace(program, list_year=2022)).outcome == "unknown"
    assert gate("military", J1, replace(program, military=True)).outcome == "fail"
    joint = replace(program, military=True, caution="joint Army and university program: ask")
    assert gate("military", J1, joint).outcome == "unknown"


def test_what_nobody_stated_never_fails_a_gate(facts: Facts) -> None:
    who = applicant(
        {
            "visa": "j1",
            "graduation_date": "2010-06-15",
            "step1.attempts": 3,
            "step1.passed": True,
            "step2ck.score": 220,
        }
    )
    for program in facts.programs(["Family Medicine"])[:100]:
        outcomes = {one.rule: one.outcome for one in gates(Case(who, program, {}, TODAY))}
        assert outcomes["visa"] == "unknown"
        assert outcomes["graduation_year"] == outcomes["attempts"] == "unknown"


@pytest.mark.parametrize(
    ("limit", "outcome"), [("3", "fail"), ("4", "fail"), ("5", "unknown"), ("6", "pass")]
)
def test_the_years_count_to_the_day_when_programs_read(
    program: Program, limit: str, outcome: str
) -> None:
    # Degree in June 2022, programs read in September 2027: 5.3 years.
    who = replace(J1, graduation_date=date(2022, 6, 15), match_year=2028)
    one = gate("graduation_year", who, program, graduation_year_limit=limit)
    assert one.outcome == outcome and "5.3" in one.detail


def test_an_h1b_without_step_3_does_not_answer_for_an_unknown_j1(program: Program) -> None:
    silent = replace(program, visa_j1="", visa_h1b="yes")
    assert gate("visa", EITHER, silent).outcome == "unknown"
    assert gate("visa", replace(EITHER, step3=Exam(passed=True)), silent).outcome == "pass"


def test_a_share_that_was_read_decides_whether_a_no_is_doubted(program: Program) -> None:
    refusing = replace(program, visa_j1="no", img_share=93.6)
    assert gate("visa", J1, refusing).outcome == "unknown"
    assert gate("visa", J1, refusing, img_share="5").outcome == "fail"


def test_a_failed_step_2_ck_is_a_failed_attempt(program: Program) -> None:
    who = Applicant(
        step1=Exam(passed=True, attempts=1),
        step2ck=Exam(score=205, attempts=1, day=date(2025, 8, 1)),
    )
    assert gate("attempts", who, program, attempts_limit="1").detail != "no failed attempt"
    assert gate("step2ck", who, program).outcome == "fail"
    assert gate("step2ck", who, program).evidence.status == "confirmed"
