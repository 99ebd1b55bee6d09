"""What the applicant keeps in a log, as its commands tell it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coach.saying.prepare import about_log
from coach.saying.text import Line, rows
from coach.subjects.coach import Coach

Row = Mapping[str, object]


def listed(coach: Coach, kept: Sequence[Row], log: str) -> list[Line]:
    """The keys and titles, then how the log stands."""
    titles = [f"{row['key']:<24}  {row['title']}" for row in kept]
    return [*rows(titles or ["Nothing is kept yet."]), Line(), *about_log(coach, log)]


def added(coach: Coach, row: Row) -> list[Line]:
    """What was kept."""
    return [Line.of(f"{row['key']}: {row['title']}")]
