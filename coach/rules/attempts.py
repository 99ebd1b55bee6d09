"""Rules of attempts at the Steps: how many there are, and the waits between them."""

from __future__ import annotations

from datetime import date
from typing import Final

from dateutil import relativedelta as relative

from coach.records import Applicant, Exam, Held, replace
from coach.rules.exams import BOOKED, OET_TASKS, STEP_TASKS, TWELVE_MONTHS, steps
from coach.rules.held import Person, broken, dated, passes, rule, unsaid, warns

PATHWAY_TASKS: Final = ("pathway_choose", "pathway_safely", "pathway_apply")
PAPER_TASKS: Final = (
    "certification_application",
    "enrolment",
    "credentials_first",
    "credentials_safely",
    "credentials_check",
    "credentials_after_graduation",
    "certificate",
)
"""The tasks of papers for the certificate."""
SIX_MONTHS: Final = relative.relativedelta(months=6)
MOST: Final = 4
"""Attempts at one Step."""
MOST_IN_A_YEAR: Final = 3
NO_STEP: Final = "four attempts used: no Step can be taken"
"""Why no program has a chance then."""


@rule(fact="attempts_four", settles="step1.attempts and step2ck.attempts", private="failures")
def attempts_four(person: Person) -> Held:
    """Four attempts at a Step without a pass close all Steps."""
    tried = _without_a_pass(person.applicant)
    if failed := _named(tried, MOST, False):
        held = broken(
            f"{failed} without a pass: no Step can be taken any more.",
            "Ask the FSMB what is possible before you pay for anything.",
        )
        return replace(held, forbids=_closed(person.applicant))
    if unclear := _named(tried, MOST, None):
        return unsaid(
            f"{unclear}: was one of them a pass?",
            "Your score report tells; add the result on the Profile page. (The Step 2 CK mark of "
            "218 is a third party's.)",
        )
    if last := _named(tried, MOST - 1, False) or _named(tried, MOST - 1, None):
        return warns(
            f"{last}: the fourth is the last one anywhere.",
            "Take it only when practice tests are safely above the mark; some states license "
            "only up to three attempts.",
        )
    return passes("Fewer than three attempts at any Step that is open.")


def _closed(applicant: Applicant) -> tuple[str, ...]:
    """What leads nowhere once no Step can be taken."""
    missing = [step for step in steps(applicant) if not step.passed]
    closed = [task for step in missing for task in STEP_TASKS[step.key]]
    if missing[0].key != "step3":
        closed += [*PAPER_TASKS, *OET_TASKS, *PATHWAY_TASKS]
    return tuple(closed)


Tried = tuple[str, int, bool | None]
"""A Step without a pass: its name, the attempts, unfinished ones counted, False where failed."""


def used_up(applicant: Applicant) -> bool:
    """Whether four attempts at a Step failed, so that no Step can be taken."""
    return bool(_named(_without_a_pass(applicant), MOST, False))


def _without_a_pass(applicant: Applicant) -> list[Tried]:
    tried: list[Tried] = [
        (step.name, step.exam.attempts or 0, None if step.is_unclear else step.passed)
        for step in steps(applicant)
        if not step.passed
    ]
    # It is not held any more, and a pass of it that lapsed is no fail.
    former = 0 if applicant.step2cs_valid else applicant.step2cs_attempts or 0
    return [*tried, ("the former Step 2 CS", former, None)] if former >= MOST else tried


def _named(tried: list[Tried], least: int, ok: bool | None) -> str:
    """How many attempts at which of these: `7 attempts at Step 1 and 4 attempts at Step 2 CK`."""
    return " and ".join(
        f"{count} attempts at {name}"
        for name, count, passed in tried
        if count >= least and passed is ok
    )


@rule(fact="attempts_per_year", settles="step1.attempt_dates", private="failures")
def attempts_year(person: Person) -> Held:
    """Three attempts in twelve months; the waits before a fourth."""
    for step in steps(person.applicant):
        exam, count = step.exam, step.exam.attempts or 0
        if step.passed or not MOST_IN_A_YEAR <= count < MOST:
            continue
        if len(exam.attempt_days) < count:
            return unsaid(
                f"Three attempts at {step.name}, and their days are not said: the next one has "
                "to wait for 12 months after the first and 6 after the last.",
                f"Add {step.key}.attempt_dates on the Profile page.",
            )
        first = next_attempt(exam)
        if exam.planned and exam.planned < first:
            return broken(
                f"{step.name} is planned for {dated(exam.planned)}; the fourth attempt may be "
                f"on {dated(first)} or later.",
                "Move the day before you pay for it.",
                first,
                STEP_TASKS[step.key][BOOKED],
            )
        if person.today < first:
            held = warns(
                f"The fourth attempt at {step.name} may be on {dated(first)} or later.",
                "Choose an eligibility period after that day.",
                first,
            )
            return replace(held, delays=STEP_TASKS[step.key][-1:])
    return passes("No fourth attempt is ahead that would have to wait.")


def next_attempt(exam: Exam) -> date:
    """The first day of a fourth attempt: 12 months after the first, 6 after the last."""
    days = exam.attempt_days
    return max(days[0] + TWELVE_MONTHS, days[-1] + SIX_MONTHS)


@rule(fact="licence_attempts", private="failures")
def licence_attempts(person: Person) -> Held:
    """Some states allow three attempts; said to those who needed more."""
    tried = steps(person.applicant)
    over = _named([(s.name, s.exam.attempts or 0, s.passed) for s in tried], MOST, True)
    if not over:
        return passes("No Step is named that was passed after more than three attempts.")
    return warns(
        f"{over}, with a pass: some states license only up to three.",
        "Read the page of the state's board before you apply there.",
    )
