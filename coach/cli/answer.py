"""What a command gives: an object for machines and a text for people, from the same records."""

from __future__ import annotations

from collections.abc import Mapping
from operator import attrgetter
from typing import Annotated

from msgspec import field

from coach.records import Chance, Evidence, Record
from coach.saying.text import Text
from coach.subjects.coach import Coach
from coach.subjects.options import Opt

Force = Annotated[bool, Opt("write over a file that is there")]
"""The option of every command that writes a file."""


class Answer(Record):
    """Result of a command: `data` under --json, the text otherwise; `notes` go to stderr."""

    data: Mapping[str, object]
    text: Text = ()
    notes: list[str] = field(default_factory=list)


def picked(record: object, fields: str) -> dict[str, object]:
    """Fields of a record in the promised keys: "title date=day place=task.stage"; "" is null."""
    pairs = (field.partition("=") for field in fields.split())
    values = {key: attrgetter(path or key)(record) for key, _, path in pairs}
    return {key: None if value == "" else value for key, value in values.items()}


def fact(evidence: Evidence) -> dict[str, object]:
    """A fact with how sure it is, in the promised keys."""
    return picked(evidence, "value low high status source as_of")


def visa_fact(coach: Coach, evidence: Evidence) -> dict[str, object]:
    """A visa fact with the probability that it is offered today."""
    shown = fact(evidence)
    del shown["low"], shown["high"]
    return shown | {
        "probability": rounded(coach.programs.visa_probability(evidence), 3),
        "note": evidence.note or None,
    }


def chance(estimate: Chance | None) -> dict[str, float | None]:
    """A chance as a range, null where nothing is published to go by."""
    if estimate is None:
        return {"low": None, "mid": None, "high": None}
    return {name: rounded(getattr(estimate, name), 4) for name in ("low", "mid", "high")}


def rounded(value: float | None, digits: int) -> float | None:
    """A figure with so many digits after the point, null when it is not known."""
    return None if value is None else round(value, digits)
