"""What the logs ask of an entry before it is kept: a day that can be, no two of one name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Final, TypeVar

from coach.records import CoachError, replace

if TYPE_CHECKING:
    from coach.logs.exams import ExamEntry
    from coach.logs.experience import Experience
    from coach.logs.letters import Letter
    from coach.logs.log import Entry
    from coach.logs.people import Person
    from coach.logs.tests import PracticeTest

    D = TypeVar("D", bound=Entry)

FIRST_EXAM: Final = date(1992, 1, 1)
"""There was no USMLE before."""
MOST_SCORE: Final = 300
"""On the scale of the Steps; OET goes to 500."""
MOST_LETTERS: Final = 4
"""Assigned to one program (sources S53, R22)."""


def of_today(entry: D, kept: Mapping[str, D], today: date) -> D:
    """Today, where no day is said. Raises CoachError for one that is still to come."""
    day = getattr(entry, "day", None) or today
    if day > today:
        raise CoachError(f"{day} is still to come; name {today} or an earlier day.")
    return replace(entry, day=day)


def settled_test(test: PracticeTest, kept: Mapping[str, PracticeTest], today: date) -> PracticeTest:
    """With a result, and not the same one twice. Raises CoachError."""
    if test.score is None and test.percent is None:
        raise CoachError("Say its score, or its percent with a % sign: test step2ck nbme 14 231.")
    test = of_today(test, kept, today)
    for other in kept.values():
        is_same = (other.exam, other.form, other.day) == (test.exam, test.form, test.day)
        if is_same and other.key != test.key:
            raise CoachError(
                f"{test.form} of {test.day} is kept already; `coach tests set {other.key} "
                "score=…` changes it."
            )
    return test


def settled_exam(exam: ExamEntry, kept: Mapping[str, ExamEntry], today: date) -> ExamEntry:
    """A day ahead is the planned one; a result counts as one more attempt where they are told.

    Raises CoachError for a score or a day that cannot be.
    """
    before = kept.get(exam.key)
    if exam.score and exam.score > MOST_SCORE and exam.key != "oet":
        raise CoachError(f"A score of {exam.score} cannot be: the Steps go to {MOST_SCORE}.")
    day, was = exam.day, before.day if before else None
    if day and day < FIRST_EXAM:
        raise CoachError(f"{day} cannot be right: the Steps began in {FIRST_EXAM.year}.")
    if day and day > today:
        if exam.passed is not None and (before is None or exam.passed != before.passed):
            raise CoachError(f"{day} is still to come; without a result it is the planned day.")
        return replace(exam, planned=day, day=was)
    is_told = exam.passed is not None and (before is None or before.passed != exam.passed)
    if is_told and day is None and exam.planned and exam.planned <= today:
        day = exam.planned
    is_new = exam.passed is not None and day and day != was and day not in exam.attempt_days
    tried, days = exam.attempts, exam.attempt_days
    if is_new and before is not None and before.attempts == tried and (tried or not exam.passed):
        tried, days = (tried or 0) + 1, tuple(sorted({*days, *([day] if day else [])}))
    elif is_told and exam.passed is False and not tried:
        tried = 1
    return replace(exam, day=day, attempts=tried, attempt_days=days)


def settled_letter(letter: Letter, kept: Mapping[str, Letter], today: date) -> Letter:
    """Asked on a day ahead it is planned; no program has a letter twice, or more than four.

    Raises CoachError.
    """
    if letter.state == "asked" and letter.asked_on and letter.asked_on > today:
        letter = replace(letter, state="planned")
    if letter.state in ("uploaded", "processed") and not letter.uploaded_on:
        letter = replace(letter, uploaded_on=today)
    for program in letter.programs:
        if letter.programs.count(program) > 1:
            raise CoachError(f"{letter.writer}'s letter is assigned to {program} twice.")
        others = [each for each in kept.values() if program in each.programs]
        if letter.key not in {each.key for each in others} and len(others) >= MOST_LETTERS:
            writers = ", ".join(each.writer for each in others)
            raise CoachError(f"{program} has {MOST_LETTERS} letters, the most it takes: {writers}.")
    return letter


def settled_person(person: Person, kept: Mapping[str, Person], today: date) -> Person:
    """Not a second one of the same name. Raises CoachError that names the first."""
    name = person.name.casefold()
    for other in kept.values():
        if other.name.casefold() == name and other.key != person.key:
            raise CoachError(
                f"{other.name} is kept already ({other.role}{other.place and ', '}{other.place}); "
                "add a word that tells them apart, or change that one."
            )
    if person.seen and person.seen > today:
        raise CoachError(f"{person.seen} is still to come; a next step has its day in next_on.")
    return person


def settled_experience(
    entry: Experience, kept: Mapping[str, Experience], today: date
) -> Experience:
    """From a day to a later one. Raises CoachError."""
    if entry.since and entry.until and entry.until < entry.since:
        raise CoachError(f"It ends on {entry.until}, before it begins on {entry.since}.")
    return entry
