"""The answers of the profile: what the applicant said of themselves.

What the logs hold is answered by the logs: exams, months of experience, letters in hand.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

import msgspec

from coach.logs.exams import EXAMS, ExamEntry
from coach.logs.experience import EXPERIENCE, Experience, months_of
from coach.logs.letters import IN_HAND, LETTERS, MINE, Letter
from coach.logs.log import Log
from coach.records import CoachError, Record
from coach.store.rows import Rows

Answers = Mapping[str, Any]
"""By dotted key, each of the kind that its field declares; days as 2026-11-22."""
Kept = Callable[[Rows[Any]], Mapping[str, Any]]
"""The entries of a table by key, as they are kept."""
Entries = dict[str, Record | None]
"""Entries by key; None for one that goes."""
EXAM_NAMES: Final = {"date": "day", "attempt_dates": "attempt_days"}
"""Answers of an exam whose field has another name in the log."""
EXAM_ANSWERS: Final = (
    *("passed", "score", "attempts", "attempt_dates", "date", "planned", "expected"),
    *("permit_from", "permit_until", "one_sitting"),
)
TOLD: Final = "told as a number"
"""In place of a place or a writer, of what was told only by how much there is of it."""


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


def answers_in(kept: Kept) -> Answers:
    """Every answer, those that the logs give among them."""
    return {
        **values_of(kept(ANSWERS)),
        **_of_exams(kept(EXAMS)),
        **_of_experience(kept(EXPERIENCE)),
        **_of_letters(kept(LETTERS)),
    }


def rows_with(kept: Kept, changes: Answers) -> dict[str, Entries]:
    """What answers change in the tables; None takes one away.

    Raises CoachError for what a log knows better.
    """
    plain, rows = dict[str, object](), dict[str, Entries]()
    by_table: dict[str, dict[str, Any]] = {}
    for key, value in changes.items():
        table, _, name = key.rpartition(".")
        if table in ("step1", "step2ck", "step3", "oet", "experience", "letters"):
            by_table.setdefault(table, {})[name] = value
        else:
            plain[key] = value
    for table, values in by_table.items():
        if table == "experience":
            rows[EXPERIENCE.name] = _months(kept(EXPERIENCE), values)
        elif table == "letters":
            rows[LETTERS.name], none = _letters(kept, values)
            plain |= none
        else:
            exams = rows.setdefault(EXAMS.name, {})
            exams[table] = _exam(kept(EXAMS).get(table, ExamEntry(key=table)), values)
    rows[ANSWERS.name] = {key: answer_row(key, value) for key, value in plain.items()}
    return rows


def _of_exams(exams: Mapping[str, ExamEntry]) -> Answers:
    values = {
        f"{key}.{name}": getattr(exam, EXAM_NAMES.get(name, name))
        for key, exam in exams.items()
        for name in EXAM_ANSWERS
    }
    plain: Answers = json.loads(
        msgspec.json.encode({key: said for key, said in values.items() if said not in (None, ())})
    )
    return plain


def _exam(exam: ExamEntry, values: Answers) -> ExamEntry | None:
    changed = {EXAM_NAMES.get(name, name): value for name, value in values.items()}
    if changed.get("attempt_days", ()) is None:
        changed["attempt_days"] = ()
    whole = msgspec.convert(msgspec.to_builtins(exam) | changed, ExamEntry, strict=False)
    return None if EXAMS.empty(whole) else whole


def _of_experience(entries: Mapping[str, Experience]) -> Answers:
    months: dict[str, float] = {}
    for entry in entries.values():
        if entry.country == "us" and entry.kind != "work":
            months[entry.kind] = months.get(entry.kind, 0) + months_of(entry)
    return {
        f"experience.{kind}": int(amount) if amount == int(amount) else round(amount, 1)
        for kind, amount in months.items()
    }


def _months(entries: Mapping[str, Experience], values: Answers) -> Entries:
    rows: Entries = {}
    for kind, wanted in values.items():
        listed = [
            months_of(entry)
            for entry in entries.values()
            if (entry.kind, entry.country) == (kind, "us") and entry.place != TOLD
        ]
        rest = None if wanted is None else wanted - round(sum(listed), 1)
        if rest is not None and rest < 0:
            raise CoachError(
                f"experience.{kind}: your log has {sum(listed):g} months of it one by one; change "
                "them there (`coach experience list`)."
            )
        key, is_kept = f"{kind}_told", rest or (rest == 0 and not listed)
        told = msgspec.convert(
            {"key": key, "place": TOLD, "kind": kind, "months": rest or 0}, Experience
        )
        rows[key] = told if is_kept else None
    return rows


def _of_letters(letters: Mapping[str, Letter]) -> Answers:
    held = [letter for letter in letters.values() if letter.state in IN_HAND]
    counts = {
        "letters.us": sum(letter.origin == "us" for letter in held),
        "letters.specialty": sum(bool(letter.specialty) for letter in held),
    }
    # Of letters that were told as a number, what was not said is not none.
    is_listed = any(letter.writer != TOLD for letter in letters.values())
    return {key: count for key, count in counts.items() if count or is_listed}


def _letters(kept: Kept, values: Answers) -> tuple[Entries, Answers]:
    """Letters told by their number beside those that are listed; where there is none, the answer
    that there is none."""
    letters = kept(LETTERS)
    listed = {key: letter for key, letter in letters.items() if letter.writer != TOLD}
    wanted = {**_counts(letters), **values}
    named, places = _counts(listed), {}
    for name in ("us", "specialty"):
        rest = (wanted.get(name) or 0) - (named.get(name) or 0)
        if rest < 0 and wanted.get(name) is not None:
            raise CoachError(
                f"letters.{name}: your log names {named[name]}; change them there "
                "(`coach letters list`)."
            )
        places[name] = max(rest, 0)
    rows: Entries = {key: None for key, letter in letters.items() if letter.writer == TOLD}
    for place in range(max(places.values())):
        key = f"told_{place + 1}"
        rows[key] = Letter(
            key=key,
            writer=TOLD,
            origin="us" if place < places["us"] else "home",
            specialty=MINE if place < places["specialty"] else "",
            state="processed",
        )
    is_any = listed or max(places.values())
    return rows, {
        f"letters.{name}": None if is_any or value is None else value
        for name, value in values.items()
    }


def _counts(letters: Mapping[str, Letter]) -> dict[str, int]:
    return {key.partition(".")[2]: value for key, value in _of_letters(letters).items()}
