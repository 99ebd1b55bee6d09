"""What the applicant answered in a season: how many applications, and what the clock asked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from coach.logs.log import Log
from coach.records import Applicant, Record, replace

COUNTS: Final = ("applied", "invitations")
"""Numbers of a season, each a field of the applicant."""


class Said(Record):
    """One answer of a season."""

    key: str
    """Season and question: `2027/invitations`, `2027/november_applied`."""
    value: str
    day: date


SAID: Final = Log("season", Said, empty=lambda row: not row.value)


def counted(applicant: Applicant, rows: Mapping[str, Said], season: int) -> Applicant:
    """The applicant with the numbers of a season."""
    kept = {name: rows[key].value for name in COUNTS if (key := f"{season}/{name}") in rows}
    return replace(applicant, **{name: int(value) for name, value in kept.items()})


def answered_days(rows: Mapping[str, Said], season: int) -> dict[str, date]:
    """The day of each answer of a season, by what it is about."""
    return {
        about: row.day
        for key, row in rows.items()
        for year, _, about in [key.partition("/")]
        if year == str(season)
    }
