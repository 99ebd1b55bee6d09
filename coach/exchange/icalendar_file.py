"""Season dates as an iCalendar file that a calendar program imports and updates."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from coach.records import CoachError, Event
from coach.season.calendar import moment


def as_ics(events: Iterable[Event], stamp: datetime) -> bytes:
    """The events with stable ids, so that a second import updates instead of doubling."""
    # 60 ms of imports, and only for this file.
    from icalendar import Calendar
    from icalendar import Event as Entry

    calendar = Calendar()
    calendar.add("prodid", "-//coach//season dates//EN")
    calendar.add("version", "2.0")
    for event in events:
        entry = Entry()
        entry.add("uid", f"{event.season}-{event.key}@coach")
        entry.add("dtstamp", stamp)
        expected = " (expected)" if event.status == "projected" else ""
        entry.add("summary", event.title + expected)
        at = moment(event)
        entry.add("dtstart", at or event.day)
        entry.add("dtend", at + timedelta(minutes=15) if at else event.day + timedelta(days=1))
        entry.add("description", f"{event.status}, source {event.source}. {event.note}".strip())
        calendar.add_component(entry)
    return bytes(calendar.to_ical())


def write(file: Path, events: Iterable[Event], stamp: datetime) -> None:
    """Writes the file. Raises CoachError where it cannot."""
    try:
        file.write_bytes(as_ics(events, stamp))
    except OSError as error:
        raise CoachError(f"{file} cannot be written ({error.strerror}).") from None
