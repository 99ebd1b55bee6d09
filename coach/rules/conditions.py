"""The few words in which the facts say whom a task, a need or a rule concerns.

A condition is one word of `WORDS`, `word=value` for the two that take a value,
or either of them behind "!" for its contrary. A condition about something the
applicant has not said holds for nobody: `graduate` and `student` are both false
while the graduation date is missing, and so are `visa_j1` and `!needs_visa`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial
from typing import Final

from coach.records import LOGGED, OF_A_LOG, Applicant, Exam
from coach.rules.degree import START, graduated, years_since_graduation
from coach.rules.rule import Private
from coach.rules.starting import ADVANCED

Test = Callable[[Applicant, date], bool | None]
"""True, False, or None while the applicant has not said what it hangs on."""

RESIDENCYCAS: Final = ("Emergency Medicine", "Obstetrics-Gynecology")
US_STATUSES_WITHOUT_VISA: Final = ("permanent", "citizen", "asylee", "refugee")
PERMITS: Final = ("ead", "tps", "pending", "dependant", "student_opt")
"""Statuses in which a work permit counts, once its category and its last day are said."""
STEP2CK_MARKS: Final = (
    (date(2025, 7, 1), 218),
    (date(2022, 7, 1), 214),
    (date(2014, 7, 1), 209),
    (date(2013, 7, 1), 203),
    (date(2012, 1, 1), 196),
)
"""Step 2 CK pass marks by the day of the test, newest first (sources S49, S48, S47, S46)."""
US_KINDS: Final = ("elective", "externship", "observership")
"""Kinds of experience that count as US clinical experience."""
BINDING: Final = ("matched", "advanced_only", "first_year_only")
"""Results of a Match that bind to a post."""
PART_OPEN: Final = ("not_matched", "advanced_only", "first_year_only")
"""Results of a Match that leave all of a residency, or one part of it, to SOAP."""
REGISTERED_THERE: Final = date(2026, 2, 1)
"""Day from which a Step was registered through MyIntealth: it opened in August 2025 (source S68),
and a registration made before lasts six months at most (judgement)."""
FILTERED_MONTHS: Final = 3
"""Months of US experience that filters ask for (filters.toml)."""
OLD_GRADUATE_YEARS: Final = 3
"""Years since graduation from which many programs filter (norm, unverified)."""


def needs_visa(applicant: Applicant) -> bool | None:
    """Whether a program has to sponsor a visa; None while nothing decides it.

    A US IMG is a US citizen or permanent resident, who needs none unless they say so. A work
    permit needs none either, once its category and last day are said.
    """
    if applicant.us_status in US_STATUSES_WITHOUT_VISA or applicant.visa == "none":
        return False
    if applicant.visa:
        return True
    if applicant.us_status in PERMITS and applicant.ead_category and applicant.status_until:
        return False
    return False if applicant.graduate_type == "us_img" else None


def _may_need_visa(applicant: Applicant) -> bool | None:
    """Whether a visa, and so a suspension of visas, may concern them; None while nothing tells."""
    need, passports = needs_visa(applicant), applicant.citizenship
    if need is None and (applicant.us_status or passports):
        return "United States" not in passports
    return need


def passed(exam: Exam) -> bool | None:
    """Whether the exam is passed; a score without a word on passing counts as a pass. A no where no
    attempt is shown means not yet: nothing is known of a fail."""
    if exam.passed is None:
        return True if exam.score is not None else None
    return exam.passed if _is_sat(exam) else None


def step2ck_passed(exam: Exam) -> bool | None:
    """Whether Step 2 CK is passed: a pass that was told, else the mark of its day, else a fail that
    was told; None when only the day could tell."""
    if exam.passed or exam.score is None:
        return passed(exam)
    by_mark = passed_by_mark(exam.score, exam.day)
    return exam.passed if by_mark is None else by_mark


def passed_by_mark(score: int, day: date | None) -> bool | None:
    """Whether a Step 2 CK score reaches the mark of its day; None when only the day could tell."""
    if day is not None:
        mark = next((mark for since, mark in STEP2CK_MARKS if day >= since), None)
        return None if mark is None else score >= mark
    highest, lowest = STEP2CK_MARKS[0][1], STEP2CK_MARKS[-1][1]
    return True if score >= highest else False if score < lowest else None


def skills_shown(applicant: Applicant) -> bool:
    """Whether neither OET nor a Pathway is asked for any more: one was accepted, or the former
    Step 2 CS stands."""
    return bool(applicant.pathway_accepted or applicant.step2cs_valid)


def passes_there(applicant: Applicant) -> bool:
    """Whether all is passed that ECFMG reports to the NRMP: both Steps and a Pathway."""
    steps = passed(applicant.step1) and step2ck_passed(applicant.step2ck)
    return bool(applicant.certified or (steps and skills_shown(applicant)))


JUDGES: Final[Mapping[str, Callable[[Exam], bool | None]]] = {
    "step1": passed,
    "step2ck": step2ck_passed,
    "step3": passed,
    "oet": passed,
}
"""Whether each exam is passed, None while nobody knows; the Steps first, in their order."""


def failed_exams(applicant: Applicant) -> int:
    """How many of the three Steps have an attempt that did not pass."""
    return sum(_has_failed(step, judge) for step, judge in _judged(applicant))


def _judged(applicant: Applicant) -> Iterable[tuple[Exam, Callable[[Exam], bool | None]]]:
    """The three Steps, each with what tells whether it is passed."""
    return zip(applicant.steps, JUDGES.values(), strict=False)


def _has_failed(exam: Exam, judge: Callable[[Exam], bool | None]) -> bool:
    return (exam.attempts or 0) > 1 or judge(exam) is False


def _is_sat(exam: Exam) -> bool:
    """Whether an exam was sat, passed or not; one that is not passed may lie ahead."""
    return bool(exam.passed or exam.score is not None or exam.attempts or exam.day)


def most_attempts(applicant: Applicant) -> int:
    """The most attempts at any of the three Steps."""
    return max(exam.attempts or 0 for exam in applicant.steps)


def any_failed(applicant: Applicant) -> bool | None:
    """Whether a Step was failed; None while the attempts at a Step that was taken are not said."""
    if failed_exams(applicant):
        return True
    taken = [exam for exam in applicant.steps[:2] if passed(exam) is not None]
    return False if taken and all(exam.attempts for exam in taken) else None


def _certificate_ends(applicant: Applicant) -> bool:
    """Whether its date lies before the first year of training is over."""
    end, year = applicant.certificate_until, applicant.match_year
    return end is not None and year is not None and end < date(min(year, 9998) + 1, *START)


def _old_graduate(applicant: Applicant, today: date) -> bool | None:
    years = years_since_graduation(applicant, today)
    return None if years is None else years > OLD_GRADUATE_YEARS


def _in(services: Iterable[str], specialty: str) -> bool:
    """Whether a specialty, or a combined one that contains it, is among these."""
    return any(name in specialty for name in services)


def _uses(names: Iterable[str], applicant: Applicant) -> bool | None:
    chosen = applicant.specialties
    return any(_in(names, name) for name in chosen) if chosen else None


def us_months(applicant: Applicant) -> float:
    """Months of the US experience that programs count."""
    return _months(applicant, US_KINDS)


def kind_ahead(applicant: Applicant, today: date) -> str:
    """The kind of US experience still possible: a graduate on a visitor's visa observes only."""
    return "elective" if graduated(applicant, today) is False else "observership"


def _months(applicant: Applicant, kinds: Iterable[str]) -> float:
    return sum(months for kind, months in applicant.experience if kind in kinds)


def _visa_is(applicant: Applicant, kinds: tuple[str, ...]) -> bool | None:
    need = needs_visa(applicant)
    return need if not need else applicant.visa in kinds


def _is_logged(word: str, applicant: Applicant, today: date) -> bool:
    return word in applicant.logged


WORDS: Final[dict[str, Test]] = {
    "student": lambda a, t: None if (degree := graduated(a, t)) is None else not degree,
    "graduate": graduated,
    "old_graduate": _old_graduate,
    "us_img": lambda a, t: None if a.graduate_type is None else a.graduate_type == "us_img",
    "abroad": lambda a, t: None if a.us_status is None else a.us_status == "abroad",
    "visitor": lambda a, t: None if a.us_status is None else a.us_status in ("abroad", "visitor"),
    "fled": lambda a, t: a.us_status in ("asylee", "refugee", "pending", "tps"),
    "permit": lambda a, t: None if a.us_status is None else a.us_status in PERMITS,
    "needs_visa": lambda a, t: needs_visa(a),
    "may_need_visa": lambda a, t: _may_need_visa(a),
    "canadian": lambda a, t: "Canada" in a.citizenship,
    "visa_j1": lambda a, t: _visa_is(a, ("j1", "either")),
    "visa_h1b": lambda a, t: _visa_is(a, ("h1b", "either")),
    "visa_h1b_only": lambda a, t: _visa_is(a, ("h1b",)),
    "dependants": lambda a, t: None if a.dependants is None else a.dependants > 0,
    "couples": lambda a, t: a.couples,
    "certified": lambda a, t: bool(a.certified),
    "certificate_dated": lambda a, t: a.certificate_until is not None,
    "certificate_ends": lambda a, t: bool(a.certified) and _certificate_ends(a),
    "step_sat": lambda a, t: any(map(_is_sat, a.steps)),
    "papers_settled": lambda a, t: "papers_there" in a.logged or any(map(_is_sat, a.steps)),
    # A Step of late was registered there, and applying took a token from there.
    "account_shown": lambda a, t: (
        bool(a.applied)
        or (a.result_year or 0) > REGISTERED_THERE.year
        or any(e.day and e.day >= REGISTERED_THERE for e in a.steps)
    ),
    "step1_passed": lambda a, t: bool(passed(a.step1)),
    "step2ck_passed": lambda a, t: bool(step2ck_passed(a.step2ck)),
    "step3_passed": lambda a, t: bool(passed(a.step3)),
    "oet_passed": lambda a, t: bool(passed(a.oet)),
    "oet_settled": lambda a, t: bool(passed(a.oet)) or skills_shown(a),
    "passes_there": lambda a, t: passes_there(a),
    "pathway_settled": lambda a, t: bool(a.certified) or skills_shown(a),
    "failed_attempt": lambda a, t: any_failed(a),
    "retake": lambda a, t: any(judge(step) is False for step, judge in _judged(a)),
    "us_experience_begun": lambda a, t: us_months(a) > 0,
    "us_experience": lambda a, t: us_months(a) >= FILTERED_MONTHS,
    "research": lambda a, t: _months(a, ("research",)) > 0,
    "volunteering": lambda a, t: _months(a, ("volunteer",)) > 0,
    "us_letters": lambda a, t: dict(a.letters).get("us", 0) >= 2,
    "visa_said": lambda a, t: a.visa is not None or a.us_status in US_STATUSES_WITHOUT_VISA,
    "match_year_said": lambda a, t: a.match_year is not None,
    "specialty_chosen": lambda a, t: bool(a.specialties),
    "two_specialties": lambda a, t: len(a.specialties) > 1,
    "residencycas": lambda a, t: _uses(RESIDENCYCAS, a),
    "eras": lambda a, t: not a.specialties or any(not _in(RESIDENCYCAS, s) for s in a.specialties),
    "advanced": lambda a, t: any(name in ADVANCED for name in a.specialties),
    "ophthalmology": lambda a, t: _uses(("Ophthalmology",), a),
    "urology": lambda a, t: _uses(("Urology",), a),
    "result_said": lambda a, t: a.match_result not in (None, "partly"),
    "matched": lambda a, t: a.match_result == "matched",
    "not_matched": lambda a, t: a.match_result == "not_matched",
    "advanced_only": lambda a, t: a.match_result == "advanced_only",
    "first_year_only": lambda a, t: a.match_result == "first_year_only",
    "starts_in_july": lambda a, t: a.match_result in ("matched", "first_year_only"),
    "part_open": lambda a, t: a.match_result in PART_OPEN,
    "reapplicant": lambda a, t: a.last_result == "not_matched",
    "applied": lambda a, t: None if a.applied is None else a.applied > 0,
    "myeras_sent": lambda a, t: bool(a.applied) and not _uses(RESIDENCYCAS, a),
    "residencycas_sent": lambda a, t: bool(a.applied) and not WORDS["eras"](a, t),
    "may_apply": lambda a, t: a.applied != 0,
    "may_interview": lambda a, t: a.applied != 0 and a.invitations != 0,
    "invited": lambda a, t: None if a.invitations is None else a.invitations > 0,
    "budget_set": lambda a, t: a.budget is not None,
    "states_set": lambda a, t: bool(a.states),
    **{word: partial(_is_logged, word) for word in LOGGED},
}
"""Every condition word with its test. `eras` holds until every specialty is in ResidencyCAS."""
PRIVATE: Final[dict[str, Private]] = {
    OF_A_LOG: "people",
    **dict.fromkeys(
        (
            *("needs_visa", "may_need_visa", "canadian", "fled", "permit", "dependants"),
            *("visa_j1", "visa_h1b", "visa_h1b_only"),
        ),
        "visa",
    ),
    **dict.fromkeys(
        (
            *("failed_attempt", "retake", "not_matched", "reapplicant"),
            *("advanced_only", "first_year_only", "part_open"),
        ),
        "failures",
    ),
}
"""Words that tell of a visa, of a failed exam or Match, or of people: no export holds them
unasked."""


def is_private(word: str) -> bool:
    """Whether a condition tells of a visa, or of a failed exam or Match."""
    return word.removeprefix("!") in PRIVATE


def is_condition(word: str) -> bool:
    """Whether the facts may use this condition."""
    name, _, value = word.removeprefix("!").partition("=")
    return name in WORDS if not value else name in ("specialty", "stage")


def holds(word: str, applicant: Applicant, today: date, stage: str = "") -> bool:
    """Whether one condition holds; what the applicant has not said holds for nobody. Raises
    KeyError for a word that `is_condition` refuses."""
    contrary = word.startswith("!")
    name, _, value = word.removeprefix("!").partition("=")
    answer: bool | None
    if name == "specialty":
        answer = None if not applicant.specialties else value in applicant.specialties
    elif name == "stage":
        answer = value == stage
    else:
        answer = WORDS[name](applicant, today)
    return answer is not None and answer is not contrary


def all_hold(words: Iterable[str], applicant: Applicant, today: date, stage: str = "") -> bool:
    """Whether every condition holds; none at all hold for everybody."""
    return all(map(partial(holds, applicant=applicant, today=today, stage=stage), words))
