"""Fact records as JSON and back, for the small tables that are read whole."""

from __future__ import annotations

import json
from typing import Any, Final, TypeVar

from msgspec.structs import astuple

from coach.records import (
    Anchor,
    CalendarRule,
    Country,
    Event,
    Fee,
    LeverCost,
    NeedRule,
    Odds,
    Preset,
    Record,
    Resource,
    Rule,
    Scenario,
    Signals,
    Source,
    Span,
    Specialty,
    State,
    Statistic,
    Synonym,
    Task,
)

R = TypeVar("R")
NESTED: Final[dict[str, type]] = {
    "hours": Span,
    "wait_days": Span,
    "due": Anchor,
    "opens": Anchor,
}
KINDS: Final[dict[type, str]] = {
    Source: "source",
    State: "state",
    Country: "country",
    Specialty: "specialty",
    NeedRule: "need",
    Resource: "resource",
    CalendarRule: "calendar_rule",
    Event: "event",
    Fee: "fee",
    Signals: "signals",
    Rule: "rule",
    Task: "task",
    Synonym: "synonym",
    Statistic: "statistic",
    Odds: "odds",
    Scenario: "scenario",
    Preset: "preset",
    LeverCost: "lever",
}
"""The records of the small tables, with the name under which each kind is kept."""


def encode(record: object) -> str:
    """One record as a JSON list of its fields in order."""
    return json.dumps(_plain(record), ensure_ascii=False, separators=(",", ":"))


def _plain(value: object) -> Any:
    if isinstance(value, Record):
        value = astuple(value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value if isinstance(value, str | int | float | None) else str(value)


def decoder(kind: type[R]) -> Any:
    """A function from the JSON of `encode` to a record of this kind."""
    from datetime import date

    names: tuple[str, ...] = kind.__struct_fields__  # type: ignore[attr-defined]
    nested = {place: NESTED[name] for place, name in enumerate(names) if name in NESTED}
    days = [place for place, name in enumerate(names) if kind.__annotations__[name] is date]

    def decode(body: str) -> R:
        values = json.loads(body)
        for place, inner in nested.items():
            if values[place] is not None:
                values[place] = inner(*values[place])
        for place in days:
            values[place] = date.fromisoformat(values[place])
        return kind(*(_tuples(value) if type(value) is list else value for value in values))

    return decode


def _tuples(value: list[Any]) -> tuple[Any, ...]:
    return tuple(_tuples(one) if type(one) is list else one for one in value)
