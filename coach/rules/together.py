"""Answers of one applicant that shut out one another: asked about, never judged."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from coach.records import Held
from coach.rules.conditions import passed_by_mark
from coach.rules.exams import UNSURE, steps
from coach.rules.held import Person, passes, rule, unsaid
from coach.rules.status import ENDING


def _has_failed(person: Person) -> bool:
    """Whether Step 1 or Step 2 CK was surely not passed so far."""
    return any(
        not step.passed and not step.is_unclear and False in (step.passed, step.exam.passed)
        for step in steps(person.applicant)[:2]
    )


def _passed_below(person: Person) -> bool:
    """Whether a Step 2 CK pass was told of a score that is surely none."""
    exam = person.applicant.step2ck
    if not exam.passed or exam.score is None or exam.score in UNSURE:
        return False
    return passed_by_mark(exam.score, exam.day) is False


ANSWERS: Final[dict[str, Callable[[Person], bool]]] = {
    "a US passport": lambda person: person.has_passport("United States"),
    "US citizenship": lambda person: person.applicant.us_status == "citizen",
    "a green card": lambda person: person.applicant.us_status == "permanent",
    "a status for foreigners in the US": lambda person: person.applicant.us_status in ENDING,
    "a visa that you need": lambda person: person.applicant.visa in ("j1", "h1b", "either"),
    "the ECFMG Certificate": lambda person: bool(person.applicant.certified),
    "a match": lambda person: person.applicant.match_result == "matched",
    "a Step 1 or Step 2 CK without a pass": _has_failed,
    "a Step 2 CK pass": lambda person: bool(person.applicant.step2ck.passed),
    "a Step 2 CK score below the mark": _passed_below,
}
"""Answers in words, and whether they were said."""
APART: Final = (
    ("a US passport", "a visa that you need"),
    ("a US passport", "a status for foreigners in the US"),
    ("US citizenship", "a visa that you need"),
    ("a green card", "a visa that you need"),
    ("the ECFMG Certificate", "a Step 1 or Step 2 CK without a pass"),
    ("a match", "a Step 1 or Step 2 CK without a pass"),
    ("a Step 2 CK pass", "a Step 2 CK score below the mark"),
)
"""Answers of which one shuts out the other."""


@rule(fact="answers_agree", private="visa")
def answers_agree(person: Person) -> Held:
    """Answers fit together; two that do not are one question."""
    for pair in APART:
        if all(ANSWERS[answer](person) for answer in pair):
            return unsaid(
                f"You named {pair[0]} and {pair[1]}: which is right?",
                "Correct the other one on the Profile page.",
            )
    return passes("No answer that is compared here shuts out another.")
