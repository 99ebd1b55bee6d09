"""The gates of a program: one rule each, three outcomes; unknown is never fail, never pass."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final, Literal

from coach.records import Applicant, Evidence, Gate, Program, Record
from coach.scoring.conditions import (
    any_failed,
    needs_visa,
    passed,
    step2ck_passed,
    years_at_application,
)
from coach.scoring.evidence import Overlay, evidence
from coach.scoring.visas import visa_answer, visa_wanted

Outcome = Literal["pass", "fail", "unknown"]
NOBODY: Final = Evidence("", None, "unknown")
YOURS: Final = "your profile"
"""Source of what the applicant said of themselves."""
VISA_NAMES: Final = {"j1": "J-1", "h1b": "H-1B"}


class Case(Record):
    """One applicant before one program on one day."""

    applicant: Applicant
    program: Program
    overlay: Overlay
    today: date

    def fact(self, field: str) -> Evidence:
        """What is known of a field of the program."""
        return evidence(self.program, field, self.overlay)


Verdict = tuple[Outcome, str, Evidence]


def gates(case: Case) -> tuple[Gate, ...]:
    """Every gate of the case, in a fixed order."""
    return tuple(Gate(rule, *check(case)) for rule, check in RULES.items())


def _visa(case: Case) -> Verdict:
    need = needs_visa(case.applicant)
    if need is None:
        return "unknown", "say on the Profile page which visa you need", NOBODY
    if not need:
        return "pass", "you need no visa", NOBODY
    facts = [case.fact(f"visa_{kind}") for kind in visa_wanted(case.applicant)]
    answers = [visa_answer(fact) for fact in facts]
    if answers == [None, True] and not passed(case.applicant.step3):
        answers = [None, None]  # an H-1B needs Step 3, so it hangs on the J-1
    if True in answers:
        fact = facts[answers.index(True)]
        return "pass", f"{_name(fact)} offered", fact
    if None in answers:
        silent = [fact for fact, answer in zip(facts, answers, strict=True) if answer is None]
        fact = max(silent, key=lambda one: one.probability or 0.0)
        sure = "" if fact.probability is None else f" (~{100 * fact.probability:.0f} % say yes)"
        stated = fact.note if fact.status != "estimated" or "ask" in fact.note else "not stated"
        return "unknown", f"{_name(fact)}: {stated or 'not stated'}{sure}", fact
    named = " and ".join(_name(fact) for fact in facts)
    return "fail", f"{named} not offered", facts[0]


def _name(fact: Evidence) -> str:
    return VISA_NAMES[fact.field.removeprefix("visa_")]


def _step3(case: Case) -> Verdict:
    wanted = visa_wanted(case.applicant)
    if "h1b" not in wanted:
        return "pass", "not needed without an H-1B", NOBODY
    j1 = case.fact("visa_j1")
    if "j1" in wanted and visa_answer(j1) is not False:
        return "pass", "not needed for a J-1", j1
    if passed(case.applicant.step3):
        return "pass", "Step 3 passed", NOBODY
    mine = Evidence("step3", "not passed", "confirmed", YOURS, str(case.today))
    return "fail", "H-1B is the only way here and needs Step 3 passed first", mine


def _graduation_year(case: Case) -> Verdict:
    fact = case.fact("graduation_year_limit")
    years = years_at_application(case.applicant, case.today)
    if years is None:
        return "unknown", "your graduation date is not on the profile", fact
    mine = f"yours: {years:.1f} when programs read"
    if fact.value is None:
        return "unknown", f"limit not stated ({mine})", fact
    limit = float(fact.value)
    said = f"limit {limit:g} years ({mine})"
    if limit < years < limit + 1:
        # Some count years of the calendar, some count from the day.
        return "unknown", f"{said}: ask how they count", fact
    return ("pass" if years <= limit else "fail"), said, fact


def _attempts(case: Case) -> Verdict:
    fact, failed = case.fact("attempts_limit"), any_failed(case.applicant)
    if failed is False:
        return "pass", "no failed attempt", fact
    if failed is None:
        return "unknown", "your attempts are not on the profile", fact
    if fact.value is None:
        return "unknown", "limit not stated, and you have a failed attempt", fact
    exams = (case.applicant.step1, case.applicant.step2ck, case.applicant.step3)
    most = max(exam.attempts or 0 for exam in exams)
    outcome: Outcome = "pass" if most <= float(fact.value) else "fail"
    return outcome, f"at most {float(fact.value):g} attempts at an exam (yours: {most})", fact


def _step2ck(case: Case) -> Verdict:
    fact, exam = case.fact("step2ck_minimum"), case.applicant.step2ck
    if exam.score is not None and step2ck_passed(exam) is False:
        mine = Evidence("step2ck", exam.score, "confirmed", YOURS, str(case.today))
        return "fail", f"Step 2 CK {exam.score} is below the pass mark", mine
    if fact.value is None:
        yours = f"yours: {exam.score}" if exam.score is not None else "no score of yours yet"
        return "unknown", f"minimum not stated ({yours})", fact
    if exam.score is None:
        return "unknown", f"minimum {float(fact.value):g}, no score of yours yet", fact
    outcome: Outcome = "pass" if exam.score >= float(fact.value) else "fail"
    return outcome, f"minimum {float(fact.value):g} (yours: {exam.score})", fact


def _experience(case: Case) -> Verdict:
    fact = case.fact("experience_months")
    kinds = ("elective", "externship", "observership")
    months = sum(amount for kind, amount in case.applicant.experience if kind in kinds)
    if not case.applicant.experience:
        return "unknown", "your months of US experience are not on the profile", fact
    if fact.value is None:
        return "unknown", f"not stated (yours: {months:g} months)", fact
    outcome: Outcome = "pass" if months >= float(fact.value) else "fail"
    return outcome, f"asks for {float(fact.value):g} months (yours: {months:g})", fact


def _certification(case: Case) -> Verdict:
    fact = case.fact("certificate_needed")
    if case.applicant.certified:
        return "pass", "ECFMG Certificate in hand", fact
    if fact.value is None:
        return "unknown", "not stated whether it wants the certificate to apply", fact
    if fact.value == "no":
        return "pass", "certificate not needed to apply", fact
    if case.applicant.certified is None:
        return "unknown", "wants the certificate; yours is not on the profile", fact
    return "fail", "wants the ECFMG Certificate to apply", fact


def _accepting(case: Case) -> Verdict:
    fact = case.fact("accepting")
    if fact.value is None:
        return "unknown", fact.note or "not known whether it takes applications", fact
    if fact.value == "no":
        return "fail", fact.note or "takes no applications", fact
    where = "you read it" if fact.status == "confirmed" else f"on the {fact.as_of} list"
    return "pass", where, fact


def _military(case: Case) -> Verdict:
    program = case.program
    if not program.military:
        return "pass", "civilian", NOBODY
    if "joint" in program.caution:
        return "unknown", program.caution, NOBODY
    sources, year = ";".join(program.sources), str(program.list_year)
    run = Evidence("military", "yes", "second-hand", sources, year)
    return "fail", "for members of the US armed forces", run


RULES: Final[dict[str, Callable[[Case], Verdict]]] = {
    "visa": _visa,
    "step3": _step3,
    "graduation_year": _graduation_year,
    "attempts": _attempts,
    "step2ck": _step2ck,
    "experience": _experience,
    "certification": _certification,
    "accepting": _accepting,
    "military": _military,
}
"""The gates by their promised names."""
