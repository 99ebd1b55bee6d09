"""Who says what of the applicant: papers, forms and profile; whom to believe, field by field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from coach.logs.documents import DOCUMENTS, Document
from coach.logs.forms import Filed
from coach.prepare.names import Name, differences, weight, words_of
from coach.prepare.rotations import Gap
from coach.prepare.values import Around, same_value
from coach.records import Applicant, Exam, FormField, Record, Rule
from coach.records.spelling import folded

NAMES: Final = ("surname", "given_names", "middle_name", "full_name")
"""Keys of the parts of a name."""
OF_A_DEGREE: Final = ("diploma", "transcript", "MSPE", "translation")
"""Papers that state the day of the degree."""
BY_PASSPORT: Final = ("citizenship", "documents")
EXAMS: Final = ("step1", "step2ck", "step3")


class Claim(Record):
    """What one paper, form or log says of one thing."""

    who: str
    key: str
    value: str
    log: str = ""
    line: int = 0
    """Its row in the list of the log; 0: of the profile."""
    season: int = 0
    """The Match year of a form; 0: today."""

    def __str__(self) -> str:
        return f"{self.who}: {self.value}"


class OnFile(Record):
    """Everything that is held against each other, on a day."""

    applicant: Applicant
    documents: Sequence[Document]
    filed: Sequence[Filed]
    """Both in the order in which their logs list them."""
    fields: Sequence[FormField]
    rules: Mapping[str, Rule]
    around: Around
    gaps: Sequence[Gap]
    """Times of which no dated experience tells; none where none is kept."""
    today: date
    season: int
    """The Match year planned for: forms of another are held apart."""
    kinds: Mapping[str, str]
    """How what stands under each key is compared."""


def names_of_blanks(fields: Iterable[FormField]) -> dict[str, str]:
    """The keys of fields by everything they are called, folded."""
    keys: dict[str, str] = {}
    for field in fields:
        for name in (field.key.replace("_", " "), *field.words, field.label):
            keys.setdefault(folded(name), field.key)
    return keys


def claims(on_file: OnFile) -> list[Claim]:
    """All claims: those that are believed first stand first, forms last."""
    today = [*_of_papers(on_file.documents), *_of_profile(on_file.applicant)]
    forms = (
        Claim(row.form, row.field, row.value, "forms", line, row.season or 0)
        for line, row in enumerate(on_file.filed, 1)
    )
    # A passport is of one citizenship, the profile tells all.
    return [*sorted(today, key=lambda each: (each.key, each.log) == BY_PASSPORT), *forms]


def truth(every: Iterable[Claim]) -> dict[str, Claim]:
    """Of each thing the claim that is believed: the first."""
    believed: dict[str, Claim] = {}
    for claim in every:
        believed.setdefault(claim.key, claim)
    return believed


def names(every: Iterable[Claim]) -> dict[tuple[str, int], Name]:
    """The name that each paper and form gives, by who says it and the season."""
    told: dict[tuple[str, int], dict[str, str]] = {}
    for claim in every:
        if claim.key in NAMES:
            told.setdefault((claim.who, claim.season), {})[claim.key] = claim.value
    return {who: _name(parts) for who, parts in told.items()}


def _name(parts: Mapping[str, str]) -> Name:
    own = [parts[key] for key in ("given_names", "middle_name") if key in parts]
    first = " ".join([text for text in own if words_of(text)] or own[:1])
    if "full_name" in parts and len(parts) == 1:
        return Name(whole=parts["full_name"])
    return Name(parts.get("surname"), first if own else None)


def _of_papers(documents: Sequence[Document]) -> Iterator[Claim]:
    """Of papers in the order in which they are believed: the passport, then the diploma."""
    order = DOCUMENTS.fields["kind"].choices
    numbered = enumerate(documents, 1)
    for line, paper in sorted(numbered, key=lambda each: order.index(each[1].kind)):
        for key, value in _stated(paper).items():
            if value:
                yield Claim(DOCUMENTS.title(paper), key, _text(value), "documents", line)


def _stated(paper: Document) -> dict[str, object]:
    """What a paper states, by key."""
    told: dict[str, object] = {
        "birth_date": paper.born,
        "surname": paper.surname,
        "given_names": paper.first,
        "full_name": paper.name,
    }
    if paper.kind in OF_A_DEGREE:
        told |= {"graduation_date": paper.dated, "school": paper.school}
    if paper.kind == "passport":
        told |= {
            "passport_expires": paper.expires,
            "passport_issued": paper.issued,
            "passport_country": paper.country,
            "citizenship": paper.country,
        }
    return told


def _of_profile(who: Applicant) -> Iterator[Claim]:
    told: dict[str, object] = {
        "birth_country": who.birth_country,
        "citizenship": ", ".join(who.citizenship),
        "school_country": who.school_country,
        "visa_now": who.us_status,
        "visa_needed": who.visa,
        "needs_visa": who.visa and ("no" if who.visa == "none" else "yes"),
        "certified": {True: "yes", False: "no", None: ""}[who.certified],
        "graduation_date": _as_told(who.graduation_date),
        "failed_exams": _failed(who),
    }
    for key in EXAMS:
        told |= _of_exam(key, getattr(who, key))
    for key, value in told.items():
        if value:
            yield Claim("your profile", key, _text(value))


def _text(value: object) -> str:
    """A value as a form may have it; a day always with its year."""
    return f"{value.day} {value:%b %Y}" if isinstance(value, date) else str(value)


def _as_told(day: date | None) -> str:
    """A day of the profile: the month, and of the first of July, by which a year alone is kept,
    the year."""
    if day is None:
        return ""
    return str(day.year) if (day.month, day.day) == (7, 1) else f"{day:%b %Y}"


def _of_exam(key: str, exam: Exam) -> dict[str, object]:
    is_sat = exam.passed or exam.attempts or exam.day
    return {
        f"{key}_passed": ("yes" if exam.passed else "no") if is_sat else "",
        f"{key}_attempts": exam.attempts,
        f"{key}_score": exam.score,
        f"{key}_date": exam.day,
    }


def _failed(who: Applicant) -> str:
    """Whether a Step was failed, where the attempts of all that were sat are told."""
    sat = [exam for exam in who.steps if exam.passed or exam.attempts]
    if any((exam.attempts or 0) > bool(exam.passed) for exam in sat):
        return "yes"
    return "no" if sat and all(exam.attempts for exam in sat) else ""


class Blank(Record):
    """A field of a form beside what is true and what was typed."""

    field: FormField
    true: Claim | None
    filed: Claim | None
    state: str
    """same, differs, explains, unclear; "" where one of them lacks."""


def side(on_file: OnFile, form: str) -> list[Blank]:
    """One form in the order of its pages, each field with what is true and what was typed."""
    every, season = claims(on_file), on_file.season
    believed = truth(claim for claim in every if claim.log != "forms")
    filed = {each.key: each for each in every if (each.who, each.season) == (form, season)}
    called = names(every)
    name = called.get((form, season))
    name_is = weight(differences(next(iter(called.values())), name)) if name else ""
    if "surname" not in believed and "full_name" in believed:
        believed |= dict.fromkeys(("surname", "given_names"), believed["full_name"])
    return [
        _blank(field, believed.get(field.key), filed.get(field.key), name_is, on_file.around)
        for field in on_file.fields
        if field.form == form
    ]


def _blank(
    field: FormField, true: Claim | None, filed: Claim | None, name_is: str, around: Around
) -> Blank:
    state = ""
    if filed and field.kind == "name":
        state = name_is
    elif filed and true and field.kind not in ("free", "gaps"):
        state = same_value(field.kind, true.value, filed.value, around)
    return Blank(field, true, filed, state)
