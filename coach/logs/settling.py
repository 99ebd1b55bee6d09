"""What the logs ask of an entry before it is kept: a day that can be, no two of one name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final, TypeVar

from coach.records import CoachError, replace

if TYPE_CHECKING:
    from coach.logs.documents import Document
    from coach.logs.errors import Slip
    from coach.logs.exams import ExamEntry
    from coach.logs.experience import Experience
    from coach.logs.forms import Filed
    from coach.logs.letters import Letter
    from coach.logs.log import Entry
    from coach.logs.outreach import Request
    from coach.logs.people import Person
    from coach.logs.sessions import Session
    from coach.logs.spending import Spending
    from coach.logs.tests import PracticeTest
    from coach.logs.versions import Version

    D = TypeVar("D", bound=Entry)

QUESTION: Final = r"(?i)\d[ -]year[ -]old|which of the following|most likely diagnosis"
"""Words of an exam's question, which is never kept."""
NUMBER: Final = r"\b[A-Za-z]{0,3}\d{6,}\b|\b\d{3}-\d\d-\d{4}\b"
"""The number of a passport, a visa or of social security."""
NAMED: Final = (
    *("passport", "diploma", "transcript", "MSPE", "photo", "ECFMG certificate"),
    *("birth certificate", "marriage certificate"),
)
"""Papers of one's name, which would be read on every page if it stood in `of`."""
WHICH: Final = frozenset(
    ("second", "third", "old", "new", "other", "former", "current", "expired", "copy", "original")
    + ("duplicate", "final", "provisional", "medical", "degree", "md", "mbbs", "mbchb", "at")
    + ("home", "here")
)
"""Words that tell two papers of one kind apart."""
FIRST_EXAM: Final = date(1992, 1, 1)
"""There was no USMLE before."""
MOST_SCORE: Final = 300
"""On the scale of the Steps."""
MOST_OET: Final = 500
TOLD: Final = "told as a number"
"""In place of a place or a writer, of what was told only by how much there is of it."""
MOST_AHEAD: Final = 10
"""Seasons ahead of which a form can be."""
MOST_LETTERS: Final = 4
"""Assigned to one program (sources S53, R22)."""


def of_today(entry: D, kept: Mapping[str, D], today: date) -> D:
    """Today, where no day is said. Raises CoachError for one that is still to come."""
    day = getattr(entry, "day", None) or today
    if day > today:
        raise CoachError(f"{day} is still to come; name {today} or an earlier day.")
    return replace(entry, day=day)


def not_twice(
    entry: D, kept: Mapping[str, D], names: Sequence[str], more: Sequence[str] = ()
) -> None:
    """Raises CoachError for what is kept already: another entry with the same in these fields.
    `more`: what is said of that one besides."""
    twin = _twin(entry, kept, names)
    if twin is not None:
        told = ", ".join(filter(None, (str(getattr(twin, name)) for name in more)))
        words = " ".join(str(getattr(twin, name)) for name in names)
        raise CoachError(
            f"{words} is kept already{f' ({told})' * bool(told)}; change that one, or add a word "
            "that tells them apart."
        )


def _twin(entry: D, kept: Mapping[str, D], names: Sequence[str]) -> D | None:
    same, first = _plain(entry, names), getattr(entry, names[0]).casefold()
    # A whole table comes through here: most differ in the first field.
    alike = (other for other in kept.values() if getattr(other, names[0]).casefold() == first)
    twins = (other for other in alike if other.key != entry.key and _plain(other, names) == same)
    return next(twins, None) if first != TOLD else None


def _plain(entry: Entry, names: Sequence[str]) -> list[object]:
    values = (getattr(entry, name) for name in names)
    return [value.casefold() if isinstance(value, str) else value for value in values]


def settled_session(session: Session, kept: Mapping[str, Session], today: date) -> Session:
    """Of today, with something done. Raises CoachError."""
    if not (session.questions or session.hours):
        raise CoachError("Say what was done: studied step2ck 40q 2h.")
    return of_today(session, kept, today)


def settled_slip(slip: Slip, kept: Mapping[str, Slip], today: date) -> Slip:
    """Of today, and no question of an exam. Raises CoachError."""
    if re.search(QUESTION, slip.lesson):
        raise CoachError("That reads like a question of an exam; write what you learnt of it.")
    return of_today(slip, kept, today)


def settled_test(test: PracticeTest, kept: Mapping[str, PracticeTest], today: date) -> PracticeTest:
    """With a result, and not the same one twice. Raises CoachError."""
    if test.score is None and test.percent is None:
        raise CoachError("Say its score, or its percent with a % sign: test step2ck nbme 14 231.")
    test = of_today(test, kept, today)
    not_twice(test, kept, ("form", "exam", "day"))
    return test


def settled_exam(exam: ExamEntry, kept: Mapping[str, ExamEntry], today: date) -> ExamEntry:
    """A day ahead is the planned one; a result that is new counts as one more attempt. Raises
    CoachError for a score or a day that cannot be."""
    before = kept.get(exam.key, replace(exam, passed=None, day=None, attempts=None))
    is_told = exam.passed not in (None, before.passed)
    _check_exam(exam, today, is_told)
    if (exam.day or today) > today:
        return replace(exam, planned=exam.day, day=before.day)
    if is_told:
        exam = _on_its_day(exam, today)
    is_new = exam.day not in (None, before.day, *exam.attempt_days)
    first = is_told and exam.passed is False and not exam.attempts
    return _tried_again(exam) if exam.attempts == before.attempts and (is_new or first) else exam


def _on_its_day(exam: ExamEntry, today: date) -> ExamEntry:
    """Sat on the day that was planned, where no other is told."""
    planned = exam.planned if (exam.planned or date.max) <= today else None
    return replace(exam, day=exam.day or planned)


def _check_exam(exam: ExamEntry, today: date, is_told: bool) -> None:
    most = MOST_OET if exam.key == "oet" else MOST_SCORE
    if (score := max(exam.score or 0, exam.expected or 0, exam.target or 0)) > most:
        raise CoachError(f"A score of {score} cannot be: the scale goes to {most}.")
    if (exam.permit_until or date.max) < (exam.permit_from or date.min):
        raise CoachError(f"A period ends on {exam.permit_until}, before it begins.")
    _check_days(exam, today, is_told)


def _check_days(exam: ExamEntry, today: date, is_told: bool) -> None:
    days = sorted({exam.day or today, *exam.attempt_days})
    if days[0] < FIRST_EXAM:
        raise CoachError(f"{days[0]} cannot be right: the Steps began in {FIRST_EXAM.year}.")
    ahead = days if is_told else exam.attempt_days
    if max(ahead, default=today) > today:
        raise CoachError(f"{max(ahead)} is still to come; without a result it is the planned day.")


def _tried_again(exam: ExamEntry) -> ExamEntry:
    """With one more attempt, where any are told; a first fail is one."""
    if exam.passed is None or (exam.passed and not exam.attempts):
        return exam
    days = {*exam.attempt_days, *([exam.day] if exam.day else [])}
    return replace(exam, attempts=(exam.attempts or 0) + 1, attempt_days=tuple(sorted(days)))


def settled_letter(letter: Letter, kept: Mapping[str, Letter], today: date) -> Letter:
    """Asked on a day ahead it is planned; no program has a letter twice, or more than four. Raises
    CoachError."""
    not_twice(letter, kept, ("writer", "specialty"), ("state",))
    letter = _as_stated(letter, letter.key in kept, today)
    _check_programs(letter, [each for key, each in kept.items() if key != letter.key])
    return letter


def _as_stated(letter: Letter, is_kept: bool, today: date) -> Letter:
    """With the days that go with its state."""
    if letter.state == "asked":
        day = letter.asked_on or today
        return replace(letter, asked_on=day, state="planned" if day > today else "asked")
    if letter.state != "planned" and (letter.asked_on or today) > today:
        raise CoachError(f"{letter.asked_on} is still to come: name the day on which you asked.")
    if letter.state == "declined":
        return replace(letter, programs=())
    if letter.state in ("uploaded", "processed") and not letter.uploaded_on:
        return _uploaded(letter, is_kept, today)
    return letter


def _uploaded(letter: Letter, is_kept: bool, today: date) -> Letter:
    """With the day on which it came: of a new one the day that was typed."""
    typed = None if is_kept else letter.asked_on
    return replace(letter, uploaded_on=typed or today, asked_on=None if typed else letter.asked_on)


def _check_programs(letter: Letter, others: Sequence[Letter]) -> None:
    for program in letter.programs:
        writers = [each.writer for each in others if program in each.programs]
        if letter.programs.count(program) > 1:
            raise CoachError(f"{letter.writer}'s letter is assigned to {program} twice.")
        if len(writers) >= MOST_LETTERS:
            raise CoachError(
                f"{program} has {MOST_LETTERS} letters, the most it takes: {', '.join(writers)}."
            )


def settled_person(person: Person, kept: Mapping[str, Person], today: date) -> Person:
    """Not a second one of the same name. Raises CoachError that names the first."""
    not_twice(person, kept, ("name",), ("role", "place"))
    if person.seen and person.seen > today:
        raise CoachError(f"{person.seen} is still to come; a next step has its day in next_on.")
    before = kept.get(person.key, person)
    is_new = (person.next_step, person.next_on) != (before.next_step, before.next_on)
    return replace(person, stepped=None) if is_new else person


def settled_experience(
    entry: Experience, kept: Mapping[str, Experience], today: date
) -> Experience:
    """From a day to a later one. Raises CoachError."""
    if entry.since and entry.until and entry.until < entry.since:
        raise CoachError(f"It ends on {entry.until}, before it begins on {entry.since}.")
    if entry.since:
        not_twice(entry, kept, ("place", "kind", "since"))
    return entry


def settled_request(request: Request, kept: Mapping[str, Request], today: date) -> Request:
    """Answered today, where an open one gets its answer; no day before it was sent, or ahead.
    Raises CoachError."""
    request = of_today(request, kept, today)
    not_twice(request, kept, ("whom", "kind", "day"))
    before = kept.get(request.key)
    if request.answer and not request.answered and before and not before.answer:
        request = replace(request, answered=today)
    for what, day in (("reminded", request.reminded), ("answered", request.answered)):
        if day and not (request.day or today) <= day <= today:
            raise CoachError(
                f"{what}: {day} cannot be; it was sent on {request.day}, and today is {today}."
            )
    return request


def settled_version(version: Version, kept: Mapping[str, Version], today: date) -> Version:
    """As it was, but for its note. Raises CoachError."""
    before = kept.get(version.key)
    if before is None:
        raise CoachError("A version is kept from its text: coach versions keep FILE.")
    if replace(version, note=before.note) != before:
        raise CoachError("A version stays as it was; keep a new one. Only its note can change.")
    return version


def settled_document(paper: Document, kept: Mapping[str, Document], today: date) -> Document:
    """Without a number of its own, from a day to a later one; no two of one name. Raises
    CoachError."""
    paper = replace(paper, of=re.sub(r"^(of|from|for|the) ", "", paper.of))
    if re.search(NUMBER, f"{paper.of} {paper.note}"):
        raise CoachError("That reads like the number of a paper; it is never kept here.")
    if re.search(r"\b(19|20)\d\d\b", paper.of):
        raise CoachError(
            f"“{paper.of}”: which day is it? Write born, dated, issued or expires before it."
        )
    if paper.kind in NAMED and not {*paper.of.casefold().split()} <= WHICH:
        raise CoachError(
            f"“{paper.of}”: what is it? Write name, school, country or language before it; of two "
            "papers of a kind, say second, old or new."
        )
    _check_days_of_paper(paper, today)
    not_twice(paper, kept, ("kind", "of"))
    return paper


def _check_days_of_paper(paper: Document, today: date) -> None:
    for what, day in (("born", paper.born), ("issued", paper.issued)):
        if day and day > today:
            raise CoachError(f"{what}: {day} is still to come.")
    if paper.expires and paper.expires <= (paper.issued or date.min):
        raise CoachError(f"It ends on {paper.expires}, before it begins on {paper.issued}.")
    first = min(filter(None, (paper.issued, paper.dated, paper.expires)), default=date.max)
    if first <= (paper.born or date.min):
        raise CoachError(f"born: {paper.born} cannot be; the paper is of {first}.")


def settled_form(filed: Filed, kept: Mapping[str, Filed], today: date) -> Filed:
    """Of a season that can be; no field of a season twice. Raises CoachError."""
    running = today.year + (today.month >= 7)
    if (filed.season or 0) > running + MOST_AHEAD:
        raise CoachError(f"season: {filed.season} cannot be; {running} runs.")
    is_number = "number" in filed.field and re.search(NUMBER, filed.value)
    if is_number or re.search(r"\b\d{3}-\d\d-\d{4}\b", filed.value):
        raise CoachError(f"{filed.form}: a number like that is never kept here.")
    not_twice(filed, kept, ("form", "field", "season"))
    return filed


def settled_spending(entry: Spending, kept: Mapping[str, Spending], today: date) -> Spending:
    """Paid today where no day is said, planned where its day is still to come; what a step of the
    road cost may stay without a day. Raises CoachError for what is no amount of money."""
    if not entry.currency:
        raise CoachError(f"{entry.what}: say its currency too, like 455 usd.")
    if not entry.amount > 0:
        raise CoachError(
            f"{entry.what}: an amount of {entry.amount:g} cannot be; what came back is refunded."
        )
    day = entry.day or (None if entry.state == "planned" or entry.task else today)
    is_ahead = entry.state == "paid" and (day or today) > today
    entry = replace(entry, day=day, state="planned" if is_ahead else entry.state)
    not_twice(entry, kept, ("what", "amount", "currency", "day"))
    return entry
