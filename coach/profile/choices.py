"""The choices of answers that many words mean: US status, visa, whether an exam is passed."""

from __future__ import annotations

from typing import Final

from coach.records.spelling import folded

US_STATUSES: Final = {
    "abroad": "I live outside the US",
    "visitor": "visitor (B-1, B-2, ESTA)",
    "student": "student (F-1, J-1)",
    "student_opt": "F-1 with OPT",
    "work": "work or research visa (H-1B, J-1, O-1)",
    "dependant": "dependant (H-4, L-2, J-2)",
    "ead": "work permit (EAD)",
    "asylee": "asylum granted",
    "refugee": "refugee",
    "pending": "asylum or green card applied for",
    "tps": "TPS or parole",
    "permanent": "green card",
    "citizen": "US citizen",
}
STATUS_WORDS: Final = {
    "abroad": "outside, outside the US, not in the US, overseas, home, none, no status",
    "visitor": "B-1, B-2, B-1/B-2, ESTA, visa waiver, tourist, tourist visa, visitor visa",
    "student": "F-1, M-1, CPT, student visa, F-1 student, J-1, J-1 visa, J-1 student",
    "student_opt": "OPT, STEM OPT, F-1 OPT, F-1 on OPT",
    "work": "H-1B, H-1B visa, O-1, L-1, TN, E-3, work visa, research visa, J-1, J-1 visa, "
    "J-1 research, J-1 scholar, J-1 research scholar",
    "dependant": "dependent, H-4, L-2, J-2, F-2, O-3, spouse visa, dependent visa, H-4 EAD, "
    "L-2 EAD, J-2 EAD",
    "ead": "EAD, EAD card, work permit, work authorization, work authorisation, DACA, H-4 EAD, "
    "L-2 EAD, J-2 EAD",
    "asylee": "asylum, asylum granted, granted asylum",
    "refugee": "refugee status",
    "pending": "asylum, asylum pending, pending asylum, asylum seeker, asylum applicant, AOS, "
    "adjustment of status, I-485, green card pending, pending green card",
    "tps": "TPS, temporary protected status, parole, humanitarian parole, parolee, U4U",
    "permanent": "green card, green card holder, GC, LPR, PR, permanent resident, "
    "lawful permanent resident",
    "citizen": "US citizen, USC, American, American citizen, United States citizen",
}
VISA_WORDS: Final = {
    "none": "no, n, nope, no visa, none needed, not needed, citizen, US citizen, green card, GC",
    "j1": "J-1 visa, exchange visitor",
    "either": "both, any, J-1 or H-1B, J-1/H-1B, J-1 and H-1B, H-1B or J-1",
    "h1b": "H-1B, H-1B visa, H-1B only, only H-1B",
}


def choices(*pairs: str) -> tuple[tuple[str, str], ...]:
    """Values and words of `value: words`."""
    return tuple((value, words) for value, _, words in (pair.partition(": ") for pair in pairs))


NOT_YET: Final = choices("yes: yes", "no: no, not yet or not passed")
FIRST, NOT_TAKEN = "first", "not_taken"
TRIES: Final = choices(
    "first: yes, at the first try",
    "again: yes, after a fail",
    "failed: no, failed so far",
    "not_taken: not taken yet",
)
"""Whether an exam is passed, together with its attempts: what is kept are those two answers."""
TRIES_WORDS: Final = {
    "first": "yep, yeah, first try, first attempt, first time, passed at the first try, "
    "yes first try",
    "again": "yep, yeah, second try, second attempt, third try, after a fail, passed after a fail, "
    "passed second time, passed on the second attempt, 2nd try, 2nd attempt",
    "failed": "nope, fail, failed once, failed twice, not passed, never passed",
    "not_taken": "nope, not sat, never, never taken, not taken, never sat",
}
OF_A_STORY: Final = (
    "yes i have had it but passed pass fail fails failed failing failure once twice one two three "
    "a an the my after before and then on at in with first second third 1st 2nd 3rd last time try "
    "tries attempt attempts retake again later finally"
)
"""The only words with which a pass after a fail is told in any order."""
LEAST_TRIES: Final = {"first": 1, "again": 2, "failed": 1, "not_taken": 0}
"""The fewest attempts with which each of them is true."""
PASSES: Final = ("yes", "first", "again")


def passed_after_fail(text: str) -> tuple[str, ...]:
    """The choice that is meant by `failed once, then passed`; none for all other words."""
    words = {*folded(text).split()}
    is_told = "passed" in words and words & {"fail", "fails", "failed", "failing", "failure"}
    return ("again",) if is_told and words <= {*OF_A_STORY.split()} else ()


def as_tried(passed: bool | None, attempts: int | None) -> str:
    """The choice that says both; a plain yes or no where the attempts are not told."""
    if passed is None or attempts is None:
        return "" if passed is None else "yes" if passed else "no"
    if passed:
        return "again" if attempts > 1 else "first"
    return "failed" if attempts else "not_taken"
