"""The dates of a season, and Match Week by the hour, as a command prints them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from coach.calendar.match_week import Hour, said
from coach.records import Event
from coach.saying.text import Line, rows


def dates(events: Iterable[Event]) -> list[Line]:
    """One date in a row, with how sure it is."""
    return rows(
        f"{event.day}  {event.time or '     '}  {event.status:12} {event.title}" for event in events
    )


def match_week(season: int, hours: Sequence[Hour], zone: str | None) -> list[Line]:
    """Every stretch of the week: when, what happens, what is allowed."""
    lines = [f"Match Week {season}, {hours[0].status}" if hours else f"No hours for {season}.", ""]
    for hour in hours:
        until = "" if hour.end == hour.start else f" to {hour.end:%H:%M} ET"
        if hour.end.date() != hour.start.date():
            until = f" until {hour.end:%a %H:%M} ET"
        lines += [f"{moment(hour.start, zone)}{until}", f"    {hour.what}", f"    {hour.allowed}"]
    return rows(lines)


def moment(at: datetime, zone: str | None) -> str:
    """`Mon 15 Mar 10:00 ET (19:00 yours)`."""
    return said(at, zone)
