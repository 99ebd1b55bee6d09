"""The kept answers as one frozen Applicant, and as the words of a page or a TOML file."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from msgspec import convert

from coach.logs.answers import Answers
from coach.profile.fields import BY_KEY, Field
from coach.records import Applicant, Exam

YEAR_ALONE: Final = "-07-01"
"""The day that a graduation of which the year alone is told is kept with."""


def applicant(profile: Answers) -> Applicant:
    """The applicant of these answers; whatever is missing stays unsaid."""
    answers = nested(profile)
    for key in ("specialties", "citizenship", "states", "ties", "program_types"):
        answers[key] = tuple(answers.get(key, ()))
    for table in ("experience", "letters", "weights"):
        answers[table] = tuple(answers.get(table, {}).items())
    for exam in ("step1", "step2ck", "step3", "oet"):
        answers[exam] = _exam(answers.get(exam, {}))
    answers["hours_by_day"] = tuple(map(float, answers.get("hours_by_day", ())))
    answers["days_off"] = tuple(
        convert((first, last or first), tuple[date, date])
        for first, _, last in (kept.partition("..") for kept in answers.get("days_off", ()))
    )
    for key in ("graduation_date", "status_until", "certificate_until"):
        if key in answers:
            answers[key] = date.fromisoformat(answers[key])
    return Applicant(**answers)


def _exam(answers: Answers) -> Exam:
    """An exam; the days of attempts say how many there were, and when the last was."""
    days = sorted(answers.get("attempt_dates", ()))
    attempts = max(answers.get("attempts", 0), len(days)) if days else answers.get("attempts")
    day = answers.get("date", days[-1] if days else None)
    renamed = {"day": day, "attempts": attempts, "attempt_days": days}
    return convert({**answers, **renamed}, Exam)


def shown(field: Field, value: object) -> str:
    """An answer in words; "" when there is none."""
    if value is None:
        return ""
    if field.kind == "yes":
        return "yes" if value else "no"
    if field.kind == "choice":
        return dict((*field.choices, *field.asked_back)).get(str(value), str(value))
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    if field.key == "graduation_date" and str(value).endswith(YEAR_ALONE):
        return f"about {value}"
    return str(value)


def nested(profile: Answers) -> dict[str, Any]:
    """Dotted keys as the tables of a file, in the order in which they are declared."""
    out: dict[str, Any] = {}
    for key in BY_KEY:
        if key in profile:
            table, _, name = key.rpartition(".")
            (out.setdefault(table, {}) if table else out)[name] = profile[key]
    return out


def as_toml(profile: Answers) -> str:
    """The answers as a TOML file that `profile import` reads back to the same answers."""
    import tomli_w  # only for those who write a file

    typed = {key: _as_days(BY_KEY[key].kind, value) for key, value in profile.items()}
    return tomli_w.dumps(nested(typed))


def _as_days(kind: str, value: object) -> object:
    if kind == "dates" and isinstance(value, list):
        return [date.fromisoformat(day) for day in value]
    return date.fromisoformat(str(value)) if kind == "date" else value
