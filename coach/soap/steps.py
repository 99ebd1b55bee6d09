"""The week as a clock: what comes next for whom, and the moments of a rehearsal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from coach.calendar.match_week import Hour
from coach.records import CoachError, Event, SoapRow, SoapStanding
from coach.wording import hour_words, moment

LATER: Final = timedelta(hours=6)
"""How far a rehearsal goes past the last hour of the week."""
DAYS: Final = ("mon", "tue", "wed", "thu", "fri")
TYPED: Final = re.compile(r"(?i)\s*([a-z]{3})[a-z]*\s+(\d{1,2})(?:[:.](\d\d))?\s*")
HOUR: Final = re.compile(r"{(\w+)}")


def next_step(
    rows: Iterable[SoapRow], events: Mapping[str, Event], now: datetime, who: SoapStanding
) -> SoapRow:
    """What comes next for somebody at a moment: the last row that has begun, else the first."""
    mine = [row for row in rows if row.part == "next" and who in row.who]
    begun = [row for row in mine if not row.since or has_begun(events[row.since], now)]
    return (begun or mine[:1])[-1]


def has_begun(event: Event, now: datetime) -> bool:
    """Whether an event's hour has come; of a whole day its date."""
    at = moment(event)
    return at <= now.astimezone() if at else event.day <= now.date()


def told_at(event: Event, zone: str | None) -> str:
    """When an event is, there and here: `Mon 15 Mar 10:00 ET (19:00 yours)`."""
    at, day = moment(event), event.day
    return hour_words(at, zone, weekday=True) if at else f"{day:%a} {day.day} {day:%b}"


def with_hours(text: str, events: Mapping[str, Event], zone: str | None) -> str:
    """A text with the hour of each event that it names, there and here."""

    for key in dict.fromkeys(HOUR.findall(text)):
        text = text.replace(f"{{{key}}}", told_at(events[key], zone))
    return text


def step_by(now: datetime, hours: Sequence[Hour], count: int) -> datetime:
    """The moment so many hours later (0: the next event, if there is one), within an hour before
    the week and a little after it."""
    if not count:
        return next((hour.start for hour in hours if hour.start > now), now)
    first, last = hours[0].start - timedelta(hours=1), hours[-1].end + LATER
    return min(max(now + timedelta(hours=count), first), last)


def moment_typed(text: str, hours: Sequence[Hour]) -> datetime:
    """The moment of a rehearsal, `monday 10:00` in Eastern time. Raises CoachError."""
    if not hours:
        raise CoachError("The hours of that Match Week are not known.")
    match, monday = TYPED.fullmatch(text), hours[0].start
    day = match[1].casefold() if match else ""
    hour, minute = (int(match[2]), int(match[3] or 0)) if match else (99, 0)
    if day not in DAYS or hour > 23 or minute > 59:
        raise CoachError(f"“{text}” is no hour of Match Week; as in: monday 10:00 (Eastern).")
    days = timedelta(days=DAYS.index(day))
    return (monday + days).replace(hour=hour, minute=minute)
