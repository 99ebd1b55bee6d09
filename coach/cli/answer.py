"""What a command gives: an object for machines and lines for people, from the same records."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from coach.records import Evidence


@dataclass(frozen=True, slots=True)
class Answer:
    """Result of a command: `data` under --json, `lines` otherwise; `notes` go to stderr."""

    data: dict[str, Any]
    lines: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def fact(evidence: Evidence) -> dict[str, Any]:
    """A fact with how sure it is, in the promised keys."""
    return {
        "value": evidence.value,
        "low": evidence.low,
        "high": evidence.high,
        "status": evidence.status,
        "source": evidence.source or None,
        "as_of": evidence.as_of or None,
    }


def visa_fact(evidence: Evidence) -> dict[str, Any]:
    """A visa fact; the probability is null until it is estimated."""
    shown = fact(evidence)
    del shown["low"], shown["high"]
    return shown | {"probability": None, "note": evidence.note or None}


def iso(day: date | None) -> str | None:
    """An ISO date or null."""
    return day.isoformat() if day else None

