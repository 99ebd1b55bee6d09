"""Season dates and task deadlines as an iCalendar file that a calendar program updates.

Every entry has a stable id. SEQUENCE grows with every act and every day, so that a second
import replaces the first; what is done or gone is sent once more as cancelled.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from coach.records import Event, Record
from coach.wording import EASTERN, moment
from coach.writing import write_file

if TYPE_CHECKING:
    from icalendar import Event as Entry

    from coach.logs.interviews import Interview

PRODUCT: Final = "-//coach//season dates//EN"
"""In the head of every file of ours, which tells it from others."""
ALARMS: Final = (timedelta(days=-7), timedelta(days=-1))
"""Before a date with an hour."""
DAY_ALARMS: Final = (timedelta(days=-7, hours=9), timedelta(hours=-15))
"""Before a whole day: at 9:00 a week and a day earlier, in the reader's own zone."""
TALK_ALARMS: Final = (timedelta(days=-1), timedelta(hours=-1))
"""Before an interview."""
FIRST: Final = date(2026, 1, 1)
"""The day from which sequences count."""


class Deadline(Record):
    """One task with the day on which it is due, as a calendar needs it."""

    key: str
    title: str
    day: date
    text: str
    cancelled: bool = False


def as_ics(
    events: Iterable[Event],
    stamp: datetime,
    deadlines: Iterable[Deadline] = (),
    acts: int = 0,
    interviews: Iterable[Interview] = (),
) -> bytes:
    """The file; `acts` is the number of the last act, so that every act raises the sequence."""
    # 60 ms of imports, and only for this file.
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    number = max((stamp.date() - FIRST).days, 0) + acts
    for event in events:
        entry = _entry(f"{event.season}-{event.key}@coach", stamp, number)
        expected = " (expected)" if event.status == "projected" else ""
        at = moment(event)
        _when(entry, event.title + expected, at or event.day)
        entry.add("description", f"{event.status}, source {event.source}. {event.note}".strip())
        calendar.add_component(entry)
    for deadline in deadlines:
        entry = _entry(f"task-{deadline.key}@coach", stamp, number)
        _when(entry, f"Due: {deadline.title}", deadline.day, alarms=not deadline.cancelled)
        entry.add("description", deadline.text)
        if deadline.cancelled:
            entry.add("status", "CANCELLED")
        calendar.add_component(entry)
    for interview in interviews:
        if interview.day and interview.time:
            calendar.add_component(_talk(interview, stamp, number))
    # Two years around the file's own dates; the default are seventy.
    first = stamp.date().replace(month=1, day=1)
    calendar.add_missing_timezones(first - timedelta(days=730), first + timedelta(days=5 * 366))
    return bytes(calendar.to_ical())


def _talk(interview: Interview, stamp: datetime, number: int) -> Entry:
    """An interview at its point in time; a cancelled one is taken out."""
    entry = _entry(f"interview-{interview.key}@coach", stamp, number)
    start = datetime.fromisoformat(f"{interview.day}T{interview.time}")
    start = start.replace(tzinfo=ZoneInfo(interview.zone or EASTERN)).astimezone(UTC)
    entry.add("dtstart", start)
    entry.add("dtend", start + timedelta(minutes=interview.minutes or 60))
    is_off = interview.state == "cancelled"
    _about(entry, f"Interview: {interview.title}", () if is_off else TALK_ALARMS)
    if is_off:
        entry.add("status", "CANCELLED")
    return entry


def _entry(uid: str, stamp: datetime, number: int) -> Entry:
    from icalendar import Event as Entry

    at = stamp.astimezone(UTC)
    entry = Entry()
    for name, value in {"uid": uid, "dtstamp": at, "last-modified": at, "sequence": number}.items():
        entry.add(name, value)
    entry.add("transp", "TRANSPARENT")
    return entry


def _when(entry: Entry, title: str, at: datetime | date, alarms: bool = True) -> None:
    timed = isinstance(at, datetime)
    entry.add("dtstart", at)
    entry.add("dtend", at + (timedelta(minutes=15) if timed else timedelta(days=1)))
    _about(entry, title, (ALARMS if timed else DAY_ALARMS) if alarms else ())


def _about(entry: Entry, title: str, alarms: Iterable[timedelta]) -> None:
    """What it is, and when one is reminded of it."""
    from icalendar import Alarm

    entry.add("summary", title)
    for before in alarms:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", title)
        alarm.add("trigger", before)
        entry.add_component(alarm)


def write(file: Path, calendar: bytes, over: bool = False) -> None:
    """Writes the file whole; an earlier one of ours is brought up to date. Raises CoachError."""
    try:
        is_ours = PRODUCT.encode() in file.read_bytes()[:200]
    except OSError:
        is_ours = False
    write_file(file, calendar, over or is_ours)
