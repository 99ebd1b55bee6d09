"""What the applicant keeps in a log, as its commands tell it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coach.saying.text import Line, rows
from coach.subjects.coach import Coach

Row = Mapping[str, object]


def listed(coach: Coach, kept: Sequence[Row]) -> list[Line]:
    """The keys and titles."""
    return rows(f"{row['key']:<24}  {row['title']}" for row in kept) or rows(
        ["Nothing is kept yet."]
    )


def added(coach: Coach, row: Row) -> list[Line]:
    """What was kept."""
    return [Line.of(f"{row['key']}: {row['title']}")]
