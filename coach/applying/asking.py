"""How a missing fact is found: where to look, how long it takes, what to ask, how doubtful."""

from __future__ import annotations

from datetime import date
from typing import Final

from msgspec import Struct

from coach.records import Applicant
from coach.scoring.conditions import any_failed

LOOK_MINUTES: Final = 10
"""To look at a program's page; a judgement."""
MAIL_MINUTES: Final = 20
"""To find an address, write and read the answer; a judgement."""
FIELDS: Final = {
    "visa_j1": "J-1",
    "visa_h1b": "H-1B",
    "graduation_year_limit": "years",
    "attempts_limit": "tries",
    "step2ck_minimum": "CK min",
    "experience_months": "US exp",
    "certificate_needed": "cert.",
    "accepting": "opens",
}
"""Facts that gates wait for, as `coach fact` takes them, in a few letters."""
RULES: Final = {
    "graduation_year": "graduation_year_limit",
    "attempts": "attempts_limit",
    "step2ck": "step2ck_minimum",
    "experience": "experience_months",
    "certification": "certificate_needed",
    "accepting": "accepting",
}
"""Gates besides the visa, with the fact that each waits for."""
QUESTIONS: Final = {
    "visa_j1": "whether your program sponsors J-1 visas",
    "visa_h1b": "whether your program sponsors H-1B visas",
    "graduation_year_limit": "whether there is a limit on the years since graduation",
    "attempts_limit": "whether there is a limit on attempts at a USMLE Step",
    "step2ck_minimum": "whether you ask for a minimum Step 2 CK score",
    "experience_months": "how many months of US clinical experience you ask for",
    "certificate_needed": "whether the ECFMG Certificate is needed to apply",
    "accepting": "whether your program takes applications",
}
ANSWERS: Final = {
    "graduation_year_limit": ("YEARS", "40 where there is no limit"),
    "attempts_limit": ("NUMBER", "1 to 4; 4 where there is no limit"),
    "step2ck_minimum": ("SCORE", "1 where there is no minimum"),
    "experience_months": ("MONTHS", "0 where none are asked for"),
}
"""What stands for the value in `coach fact` where it is a number, and how to say "none"."""
JUDGED: Final = "a judgement"
SURVEYED: Final = "estimated from a director survey of 2018, second-hand"
"""What stands behind the doubt of an attempts limit."""


class Query(Struct, frozen=True):
    """One fact to check before paying."""

    program_id: str
    name: str
    field: str
    """As `coach fact` takes it."""
    value: float
    """What the answer can add to the list, in the units of its value."""
    minutes: int
    where: str
    question: str | None
    """One sentence for the coordinator; None while Match Week forbids to ask."""
    p_yes: float
    """How probable it is that the answer leaves the program open."""
    basis: str
    """What that rests on: `estimated from …`, or `a judgement`."""


def doubt(rule: str, applicant: Applicant, today: date) -> float:
    """How probable it is that a rule nobody has stated closes a program, 0-1.

    Judgements, but for attempts: 30 % of programs would not consider a failed first attempt
    (director survey of 2018, second-hand). 0 where the applicant cannot be closed out by it.
    """
    if rule == "graduation_year" and applicant.graduation_date:
        years = (today - applicant.graduation_date).days / 365.25
        return 0.05 if years <= 3 else 0.2 if years <= 5 else 0.4
    if rule == "attempts":
        return 0.3 if any_failed(applicant) else 0.0
    if rule == "step2ck" and applicant.step2ck.score:
        score = applicant.step2ck.score
        return 0.3 if score < 225 else 0.15 if score < 235 else 0.05 if score < 245 else 0.02
    if rule == "experience" and applicant.experience:
        kinds = ("elective", "externship", "observership")
        months = sum(amount for kind, amount in applicant.experience if kind in kinds)
        return 0.3 if months <= 0 else 0.15 if months < 2 else 0.05
    if rule == "accepting":
        return 0.3
    return 0.15 if rule == "certification" and not applicant.certified else 0.0


def minutes(website: str, locked: bool = False) -> int:
    """Minutes to find the fact out; in Match Week (locked) nobody is asked."""
    return LOOK_MINUTES if website or locked else MAIL_MINUTES


def where(website: str, locked: bool = False) -> str:
    """Where the fact may stand; in Match Week (locked) no mail is advised."""
    if website:
        return f"{website}, then its FREIDA entry"
    if locked:
        return "its FREIDA entry; questions wait until Match Week is over"
    return "its FREIDA entry, then a mail to the coordinator"


def answer(program_id: str, field: str) -> str:
    """The command that keeps the answer, as the start of a sentence."""
    if field not in ANSWERS:
        return f"`coach fact {program_id} {field} yes` (or no)"
    word, none = ANSWERS[field]
    return f"`coach fact {program_id} {field} {word}` ({none})"


def question(field: str, year: int) -> str:
    """A polite sentence that asks whether, and commits nobody to anything."""
    return f"May I ask {QUESTIONS[field]} for residents who start in {year}?"
