"""The gates of a program: one declaration each.

A gate is a function of a case with its declaration above it. Lists of what is not known, the
queue of questions, exports, tables and what is worked out once for programs that are alike all
follow from the declaration.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any, Final

from coach.records import Applicant, Evidence, Program, Record, Verdict, replace
from coach.rules.attempts import NO_STEP, used_up
from coach.rules.conditions import (
    any_failed,
    most_attempts,
    needs_visa,
    passed,
    step2ck_passed,
    us_months,
)
from coach.rules.degree import years_at_application, years_since_graduation
from coach.rules.fields import Overlay, evidence, in_words
from coach.rules.rule import Rule, declared, fails, judged, passes, unknown
from coach.rules.visas import VISA_NAMES, visa_answer, visa_wanted

YOURS: Final = "your profile"
"""Source of what the applicant said of themselves."""


class Case(Record):
    """One applicant before one program on one day."""

    applicant: Applicant
    program: Program
    overlay: Overlay
    today: date
    there: str = ""
    """Whom and what the applicant knows there, in words; it counts in a wish alone."""

    def fact(self, field: str) -> Evidence:
        """What is known of a field of the program."""
        return evidence(self.program, field, self.overlay)


GATES: Final[dict[str, Rule[Case, Verdict]]] = {}
"""The gates by their promised names, in the order in which they are shown."""
Check = Callable[[Case], Verdict]


def gate(**fields: Any) -> Callable[[Check], Check]:
    """Declares a function as the gate of its name; the words are the fields of `Rule`."""
    return partial(declared, GATES, fields)


def all_reads() -> list[str]:
    """Everything of a program that some gate reads."""
    return [name for rule in GATES.values() for name in rule.reads]


def gates(case: Case) -> tuple[Verdict, ...]:
    """Every gate of the case, in a fixed order."""
    return tuple(replace(rule.check(case), rule=rule.key) for rule in GATES.values())


@gate(reads=("visa_j1", "visa_h1b"), settles="visa", short="visa", private="visa")
def visa(case: Case) -> Verdict:
    """A visa that would do is offered, or none is needed."""
    need = needs_visa(case.applicant)
    if need is None:
        return unknown("say on the Profile page which visa you need")
    if not need:
        return passes("you need no visa")
    facts = [case.fact(f"visa_{kind}") for kind in visa_wanted(case.applicant)]
    answers = [visa_answer(fact) for fact in facts]
    if answers == [None, True] and not passed(case.applicant.step3):
        answers = [None, None]  # an H-1B needs Step 3, so it hangs on the J-1
    if True in answers:
        fact = facts[answers.index(True)]
        return passes(f"{_visa_name(fact)} offered", fact)
    silent = [fact for fact, answer in zip(facts, answers, strict=True) if answer is None]
    if silent:
        return _silent(max(silent, key=lambda fact: fact.probability or 0.0))
    return fails(f"{' and '.join(map(_visa_name, facts))} not offered", facts[0])


def _silent(fact: Evidence) -> Verdict:
    sure = "" if fact.probability is None else f" (~{100 * fact.probability:.0f} % say yes)"
    stated = fact.note if fact.status != "estimated" or "ask" in fact.note else "not stated"
    return unknown(f"{_visa_name(fact)}: {stated or 'not stated'}{sure}", fact)


def _visa_name(fact: Evidence) -> str:
    return VISA_NAMES[fact.field.removeprefix("visa_")]


@gate(reads=("visa_j1", "visa_h1b"), settles="step3.passed", short="Step 3", private="visa")
def step3(case: Case) -> Verdict:
    """Step 3 is passed where an H-1B is the only way."""
    wanted = visa_wanted(case.applicant)
    if "h1b" not in wanted:
        return passes("not needed without an H-1B")
    j1, h1b = case.fact("visa_j1"), case.fact("visa_h1b")
    if "j1" in wanted and visa_answer(j1) is not False:
        return passes("not needed for a J-1", j1)
    if passed(case.applicant.step3):
        return passes("Step 3 passed")
    if visa_answer(h1b) is False:
        return passes("no H-1B here that would need it", h1b)
    yours = Evidence("step3", "not passed", "confirmed", YOURS, str(case.today))
    return fails("H-1B is the only way here and needs Step 3 passed first", yours)


def _doubt_by_years(applicant: Applicant, today: date) -> float:
    years = years_since_graduation(applicant, today)
    if years is None:
        return 0.0
    return 0.05 if years <= 3 else 0.2 if years <= 5 else 0.4


@gate(
    reads=("graduation_year_limit",),
    settles="graduation_date",
    short="grad.",
    closes="a graduation-year limit below yours",
    doubt=_doubt_by_years,
)
def graduation_year(case: Case) -> Verdict:
    """Years between the degree and the day when programs read, against the limit."""
    fact = case.fact("graduation_year_limit")
    years = years_at_application(case.applicant, case.today)
    if years is None:
        return unknown("your graduation date is not on the profile", fact)
    yours = f"yours: {years:.1f} when programs read"
    if fact.value is None:
        return unknown(f"limit not stated ({yours})", fact)
    limit = float(fact.value)
    detail = f"{in_words(fact.field, limit, 'limit {} years')} ({yours})"
    if limit < years < limit + 1:
        # Some count years of the calendar, some count from the day.
        return unknown(f"{detail}: ask how they count", fact)
    return judged(years <= limit, detail, fact)


@gate(
    reads=("attempts_limit",),
    settles="step1.attempts and step2ck.attempts",
    short="attempts",
    closes="a limit on attempts below yours",
    # 30 % of programs would not consider a failed first attempt.
    doubt=lambda applicant, today: 0.3 if any_failed(applicant) else 0.0,
    basis="estimated from a director survey of 2018, second-hand",
    private="failures",
)
def attempts(case: Case) -> Verdict:
    """Attempts at an exam, against the limit; it concerns only those who failed one."""
    fact, failed = case.fact("attempts_limit"), any_failed(case.applicant)
    if used_up(case.applicant):
        return fails(NO_STEP, fact)
    if failed is False:
        return passes("no failed attempt", fact)
    if failed is None:
        return unknown("your attempts are not on the profile", fact)
    if fact.value is None:
        return unknown("limit not stated, and you have a failed attempt", fact)
    limit, most = float(fact.value), most_attempts(case.applicant)
    words = in_words(fact.field, limit, "at most {} attempts at an exam")
    return judged(most <= limit, f"{words} (yours: {most})", fact)


def _doubt_by_score(applicant: Applicant, today: date) -> float:
    score = applicant.step2ck.score
    if not score:
        return 0.0
    return 0.3 if score < 225 else 0.15 if score < 235 else 0.05 if score < 245 else 0.02


@gate(
    reads=("step2ck_minimum",),
    settles="step2ck.score",
    short="Step 2",
    closes="a Step 2 CK minimum above your score",
    doubt=_doubt_by_score,
)
def step2ck(case: Case) -> Verdict:
    """The Step 2 CK score, against the minimum and the pass mark of its day."""
    fact, exam = case.fact("step2ck_minimum"), case.applicant.step2ck
    if step2ck_passed(exam) is False:
        yours = Evidence("step2ck", exam.score or False, "confirmed", YOURS, str(case.today))
        below = f"{exam.score} is below the pass mark" if exam.score else "is not passed"
        return fails(f"Step 2 CK {below}", yours)
    guess = f"you expect {exam.expected}, a guess" if exam.expected else "no score of yours yet"
    if fact.value is None:
        yours_is = f"yours: {exam.score}" if exam.score is not None else guess
        return unknown(f"minimum not stated ({yours_is})", fact)
    minimum = float(fact.value)
    words = in_words(fact.field, minimum, "minimum {}")
    if exam.score is None:
        return unknown(f"{words}, {guess}", fact)
    return judged(exam.score >= minimum, f"{words} (yours: {exam.score})", fact)


def _doubt_by_months(applicant: Applicant, today: date) -> float:
    if not applicant.experience:
        return 0.0
    months = us_months(applicant)
    return 0.3 if months <= 0 else 0.15 if months < 2 else 0.05


@gate(
    reads=("experience_months",),
    settles="experience",
    short="exper.",
    closes="more US experience asked for than you have",
    doubt=_doubt_by_months,
)
def experience(case: Case) -> Verdict:
    """Months of US clinical experience, against what is asked for."""
    fact, months = case.fact("experience_months"), us_months(case.applicant)
    if not case.applicant.experience:
        return unknown("your months of US experience are not on the profile", fact)
    if fact.value is None:
        return unknown(f"not stated (yours: {months:g} months)", fact)
    asked = float(fact.value)
    return judged(months >= asked, f"asks for {asked:g} months (yours: {months:g})", fact)


@gate(
    reads=("certificate_needed",),
    settles="certified",
    short="certif.",
    closes="the ECFMG Certificate asked for at application",
    doubt=lambda applicant, today: 0.0 if applicant.certified else 0.15,
)
def certification(case: Case) -> Verdict:
    """The ECFMG Certificate, where it is needed to apply."""
    fact = case.fact("certificate_needed")
    if case.applicant.certified:
        return passes("ECFMG Certificate in hand", fact)
    if fact.value is None:
        return unknown("not stated whether it wants the certificate to apply", fact)
    if fact.value == "no":
        return passes("certificate not needed to apply", fact)
    if case.applicant.certified is None:
        return unknown("wants the certificate; yours is not on the profile", fact)
    return fails("wants the ECFMG Certificate to apply", fact)


@gate(reads=("accepting",), settles="", short="accepts", doubt=lambda applicant, today: 0.3)
def accepting(case: Case) -> Verdict:
    """The program takes applications."""
    fact = case.fact("accepting")
    if fact.value is None:
        return unknown(fact.note or "not known whether it takes applications", fact)
    if fact.value == "no":
        return fails(fact.note or "takes no applications", replace(fact, note=""))
    read = fact.status == "confirmed"
    return passes("you read it" if read else f"on the {fact.as_of} list", fact)


@gate(reads=("military", "caution"), settles="", short="military")
def military(case: Case) -> Verdict:
    """The program is not for members of the armed forces alone."""
    program = case.program
    if not program.military:
        return passes("civilian")
    if "joint" in program.caution:
        return unknown(program.caution)
    sources, year = ";".join(program.sources), str(program.list_year)
    run = Evidence("military", "yes", "second-hand", sources, year)
    return fails("for members of the US armed forces", run)
