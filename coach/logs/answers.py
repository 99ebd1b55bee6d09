"""The answers of the profile: what the applicant said of themselves. What the logs hold is answered
by the logs: exams, months of experience, letters in hand."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, Final, Protocol

import msgspec

from coach.logs.exams import EXAMS, ExamEntry
from coach.logs.experience import (
    EXPERIENCE,
    MOST_MONTHS,
    NO_MONTHS,
    Experience,
    months_had,
    months_together,
)
from coach.logs.letters import IN_HAND, LETTERS, MINE, Letter
from coach.logs.log import Entry, Log
from coach.logs.settling import TOLD as TOLD
from coach.records import CoachError, Record, replace
from coach.store.rows import E, Rows

Answers = Mapping[str, Any]
"""By dotted key, each of the kind that its field declares; days as 2026-11-22."""


class Kept(Protocol):
    """The entries of a table by key, as they are kept."""

    def __call__(self, rows: Rows[E], /) -> Mapping[str, E]: ...


Entries = dict[str, Record | None]
"""Entries by key; None for one that goes."""
EXAM_NAMES: Final = {"date": "day", "attempt_dates": "attempt_days"}
"""Answers of an exam whose field has another name in the log."""
EXAM_ANSWERS: Final = (
    *("passed", "score", "attempts", "attempt_dates", "date", "planned", "expected"),
    *("permit_from", "permit_until", "one_sitting"),
)
GIVEN_BY_LOGS: Final = ("step1", "step2ck", "step3", "oet", "experience", "letters")
"""Tables of answers that logs give."""


class Answer(Record):
    """One answer of the profile: its dotted key, and the value as JSON."""

    key: str
    value: str


ANSWERS: Final = Log("profile", Answer)


def answer_row(key: str, value: object) -> Answer | None:
    """One answer as it is kept; None for one that goes."""
    return None if value is None else Answer(key, json.dumps(value, ensure_ascii=False))


def values_of(answers: Mapping[str, Answer]) -> Answers:
    """The values of answers by key."""
    return {key: json.loads(answer.value) for key, answer in answers.items()}


def answers_in(kept: Kept, today: date) -> Answers:
    """Every answer, those that the logs give on a day among them."""
    return {
        **values_of(kept(ANSWERS)),
        **_of_exams(kept(EXAMS)),
        **_of_experience(kept(EXPERIENCE), today),
        **_of_letters(kept(LETTERS)),
    }


def rows_with(kept: Kept, changes: Answers, today: date) -> dict[str, Entries]:
    """What answers change in the tables on a day; None takes one away. Raises CoachError for what a
    log knows better."""
    by_table: dict[str, dict[str, Any]] = {}
    for key, value in changes.items():
        table, _, name = key.rpartition(".")
        table, name = (table, name) if table in GIVEN_BY_LOGS else ("", key)
        by_table.setdefault(table, {})[name] = value
    plain, rows = by_table.pop("", {}), dict[str, Entries]()
    if "experience" in by_table:
        rows[EXPERIENCE.name] = _months(kept(EXPERIENCE), by_table.pop("experience"), today)
    if "letters" in by_table:
        rows[LETTERS.name], none = _letters(kept(LETTERS), by_table.pop("letters"))
        plain |= none
    if by_table:
        exams = kept(EXAMS)
        rows[EXAMS.name] = {
            key: _exam(exams.get(key, ExamEntry(key=key)), values)
            for key, values in by_table.items()
        }
    rows[ANSWERS.name] = {key: answer_row(key, value) for key, value in plain.items()}
    return rows


def named_at_last(entry: Entry, kept: Mapping[str, Entry], today: date) -> Entries:
    """What a new entry takes from those that were told as a number: it is one of them. Who has more
    than they told says so by the number."""
    if isinstance(entry, Letter) and entry.state in IN_HAND:
        like = (entry.origin == "us", bool(entry.specialty))
        told = [key for key, other in kept.items() if _counted_as(other) == like]
        return dict.fromkeys(told[-1:])
    if not isinstance(entry, Experience) or entry.country != "us":
        return {}
    key = f"{entry.kind}_told"
    whole = kept.get(key)
    if not isinstance(whole, Experience) or not whole.months:
        return {}
    left = round(whole.months - months_had(entry, today), 1)
    return {key: replace(whole, months=left) if left > 0 else None}


def _counted_as(letter: Entry) -> tuple[bool, bool] | None:
    """Of a letter that was told as a number: whether it counts as from the US, and as of the own
    specialty."""
    if not isinstance(letter, Letter) or letter.writer != TOLD:
        return None
    return letter.origin == "us", bool(letter.specialty)


def _of_exams(exams: Mapping[str, ExamEntry]) -> Answers:
    values = {
        f"{key}.{name}": getattr(exam, EXAM_NAMES.get(name, name))
        for key, exam in exams.items()
        for name in EXAM_ANSWERS
    }
    known = {key: value for key, value in values.items() if value not in (None, ())}
    plain: Answers = json.loads(msgspec.json.encode(known))
    return plain


def _exam(exam: ExamEntry, values: Answers) -> ExamEntry | None:
    changed = {EXAM_NAMES.get(name, name): value for name, value in values.items()}
    if changed.get("attempt_days", ()) is None:
        changed["attempt_days"] = ()
    whole = msgspec.convert(msgspec.to_builtins(exam) | changed, ExamEntry, strict=False)
    return None if EXAMS.empty(whole) else whole


def _of_experience(entries: Mapping[str, Experience], today: date) -> Answers:
    """Months by kind; a day that two of one kind share is one day."""
    kinds: dict[str, list[Experience]] = {}
    for entry in entries.values():
        if entry.country == "us" and entry.kind not in NO_MONTHS:
            kinds.setdefault(entry.kind, []).append(entry)
    months = {kind: min(months_together(of, today), MOST_MONTHS) for kind, of in kinds.items()}
    return {
        f"experience.{kind}": int(amount) if amount == int(amount) else round(amount, 1)
        for kind, amount in months.items()
    }


def _months(entries: Mapping[str, Experience], values: Answers, today: date) -> Entries:
    """Months told as a number, beside those that are listed one by one."""
    others = {key: entry for key, entry in entries.items() if entry.place != TOLD}
    listed = _of_experience(others, today)
    return {
        f"{kind}_told": _told(kind, wanted, listed.get(f"experience.{kind}"))
        for kind, wanted in values.items()
    }


def _told(kind: str, wanted: float | None, listed: float | None) -> Experience | None:
    if wanted is None or wanted == listed:
        return None
    if wanted < (listed or 0):
        raise CoachError(
            f"experience.{kind}: your log has {listed:g} months of it one by one; change them "
            "there (`coach experience list`)."
        )
    values = {"key": f"{kind}_told", "place": TOLD, "kind": kind}
    return EXPERIENCE.checked({**values, "months": round(wanted - (listed or 0), 1)})


def _of_letters(letters: Mapping[str, Letter]) -> Answers:
    held = [letter for letter in letters.values() if letter.state in IN_HAND]
    counts = {
        "letters.us": sum(letter.origin == "us" for letter in held),
        "letters.specialty": sum(bool(letter.specialty) for letter in held),
    }
    # Of letters that were told as a number, what was not said is not none.
    is_listed = any(letter.writer != TOLD for letter in letters.values())
    return {key: count for key, count in counts.items() if count or is_listed}


def _letters(letters: Mapping[str, Letter], values: Answers) -> tuple[Entries, Answers]:
    """Letters told by their number beside those that are listed; where there is none, the answer
    that there is none."""
    listed = {key: letter for key, letter in letters.items() if letter.writer != TOLD}
    wanted, named = {**_counts(letters), **values}, _counts(listed)
    us, own = (_unlisted(name, wanted.get(name), named) for name in ("us", "specialty"))
    rows: Entries = dict.fromkeys(letters.keys() - listed.keys())
    rows |= {letter.key: letter for letter in map(_told_letter, *_places(us, own))}
    none = {} if listed or us or own else values
    return rows, {f"letters.{name}": none.get(name) for name in values}


def _places(us: int, own: int) -> tuple[range, list[bool], list[bool]]:
    """The number of each letter, whether it is from the US, and from the own specialty."""
    places = range(max(us, own))
    return places, [place < us for place in places], [place < own for place in places]


def _told_letter(place: int, is_us: bool, is_own: bool) -> Letter:
    return Letter(
        key=f"told_{place + 1}",
        writer=TOLD,
        origin="us" if is_us else "home",
        specialty=MINE if is_own else "",
        state="processed",
    )


def _unlisted(name: str, wanted: int | None, named: Mapping[str, int]) -> int:
    """How many of the letters that were told are not listed one by one."""
    rest = (wanted or 0) - named.get(name, 0)
    if rest < 0 and wanted is not None:
        raise CoachError(
            f"letters.{name}: your log names {named[name]}; change them there "
            "(`coach letters list`)."
        )
    return max(rest, 0)


def _counts(letters: Mapping[str, Letter]) -> dict[str, int]:
    return {key.partition(".")[2]: value for key, value in _of_letters(letters).items()}
