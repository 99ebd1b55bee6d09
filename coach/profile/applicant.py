"""The kept answers as one frozen Applicant, and as the words of a page or a TOML file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from msgspec import convert

from coach.profile.fields import BY_KEY, WISHES, Field
from coach.records import Applicant, Exam


def applicant(profile: Mapping[str, Any]) -> Applicant:
    """The applicant of these answers; whatever is missing stays unsaid."""
    plain = {key: value for key, value in profile.items() if "." not in key}
    for key in ("specialties", "citizenship", "states", "ties", "program_types"):
        plain[key] = tuple(plain.get(key, ()))
    plain["hours_by_day"] = tuple(float(hours) for hours in plain.get("hours_by_day", ()))
    plain["days_off"] = tuple(_stretch(stretch) for stretch in plain.get("days_off", ()))
    if "graduation_date" in plain:
        plain["graduation_date"] = date.fromisoformat(plain["graduation_date"])
    return Applicant(
        **plain,
        step1=_exam(profile, "step1"),
        step2ck=_exam(profile, "step2ck"),
        step3=_exam(profile, "step3"),
        oet=_exam(profile, "oet"),
        experience=_pairs(profile, "experience"),
        letters=_pairs(profile, "letters"),
        weights=_pairs(profile, "weights"),
    )


def _stretch(kept: str) -> tuple[date, date]:
    first, dots, last = kept.partition("..")
    return date.fromisoformat(first), date.fromisoformat(last if dots else first)


def _exam(profile: Mapping[str, Any], exam: str) -> Exam:
    names = {"date" if name == "day" else name: name for name in Exam.__struct_fields__}
    return convert(
        {
            field: profile[f"{exam}.{key}"]
            for key, field in names.items()
            if f"{exam}.{key}" in profile
        },
        Exam,
    )


def _pairs(profile: Mapping[str, Any], table: str) -> tuple[tuple[str, Any], ...]:
    if table == "weights" and not any(f"weights.{wish}" in profile for wish in WISHES):
        return ()
    keys = [field.key for field in BY_KEY.values() if field.key.startswith(f"{table}.")]
    return tuple((key.split(".")[1], profile[key]) for key in keys if key in profile)


def shown(field: Field, value: object) -> str:
    """An answer in words; "" when there is none."""
    if value is None:
        return ""
    if field.kind == "yes":
        return "yes" if value else "no"
    if field.kind == "choice":
        return dict(field.choices).get(str(value), str(value))
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return str(value)


def nested(profile: Mapping[str, Any]) -> dict[str, Any]:
    """Dotted keys as the tables of a file, in the order in which they are declared."""
    out: dict[str, Any] = {}
    for key in BY_KEY:
        if key in profile:
            table, _, name = key.rpartition(".")
            (out.setdefault(table, {}) if table else out)[name] = profile[key]
    return out


def as_toml(profile: Mapping[str, Any]) -> str:
    """The answers as a TOML file that `profile import` reads back to the same answers."""
    import tomli_w  # only for those who write a file

    typed = {
        key: date.fromisoformat(value) if BY_KEY[key].kind == "date" else value
        for key, value in profile.items()
    }
    return tomli_w.dumps(nested(typed))


def unanswered(profile: Mapping[str, Any], keys: Iterable[str]) -> list[Field]:
    """The declared questions of these keys that have no answer yet."""
    return [BY_KEY[key] for key in keys if key not in profile]
