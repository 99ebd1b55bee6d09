"""Season dates and task deadlines as an iCalendar file that a calendar program updates.

Every entry has a stable id. SEQUENCE grows with every act and every day, so that a second
import replaces the first. What the calendar has and what is done or gone since is sent once more,
as cancelled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
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


GONE: Final = "Not planned any longer"


class Exported(Record):
    """What a calendar has of an entry since the last file."""

    day: date
    seal: str
    """Of all that it says, so that a change is seen."""


Calendar = Mapping[str, Exported]
"""What is in the calendar, by the ids of its entries."""


class Dated(Record):
    """One entry as a calendar needs it."""

    uid: str
    title: str
    at: datetime | date
    text: str = ""
    alarms: tuple[timedelta, ...] = ()
    lasts: timedelta = timedelta(minutes=15)
    """Of one with an hour; others are of the whole day."""
    is_off: bool = False
    """Done or cancelled: a calendar that has it takes it out."""

    @property
    def exported(self) -> Exported:
        """What to remember of it once it is in a file."""
        day = self.at.date() if isinstance(self.at, datetime) else self.at
        return Exported(day, sha256(repr(self).encode()).hexdigest()[:12])

    def is_news(self, before: Calendar, now: datetime) -> bool:
        """Whether it is not over yet, or is not what the calendar has."""
        is_ahead = self.at >= (now if isinstance(self.at, datetime) else now.date())
        return is_ahead or before.get(self.uid, self.exported) != self.exported


def event_dated(event: Event) -> Dated:
    """A date of a season."""
    expected = " (expected)" if event.status == "projected" else ""
    at = moment(event)
    return Dated(
        f"{event.season}-{event.key}@coach",
        event.title + expected,
        # Not in its zone: some programs misread the zone's rules that such a file carries.
        at.astimezone(UTC) if at else event.day,
        f"{event.status}, source {event.source}. {event.note}".strip(),
        ALARMS if at else DAY_ALARMS,
    )


def deadline(key: str, title: str, day: date, text: str, is_off: bool = False) -> Dated:
    """The day on which a task is due."""
    return Dated(f"task-{key}@coach", f"Due: {title}", day, text, DAY_ALARMS, is_off=is_off)


def talk(interview: Interview) -> Dated:
    """An interview that has a day and an hour, at its point in time."""
    start = datetime.fromisoformat(f"{interview.day}T{interview.time}")
    return Dated(
        f"interview-{interview.key}@coach",
        f"Interview: {interview.title}",
        start.replace(tzinfo=ZoneInfo(interview.zone or EASTERN)).astimezone(UTC),
        alarms=TALK_ALARMS,
        lasts=timedelta(minutes=interview.minutes or 60),
        is_off=interview.state == "cancelled",
    )


def news(
    every: Sequence[Dated], before: Calendar, now: datetime, is_of_this: Callable[[str], bool]
) -> tuple[list[Dated], dict[str, Exported]]:
    """What belongs into the next file, and what the calendar has after it: what is ahead, what
    changed since the last one, and once more what it has and should not have any longer.

    `is_of_this`: whether an id is one that this file speaks of.
    """
    on = [each for each in every if not each.is_off and each.is_news(before, now)]
    there = {uid: row for uid, row in before.items() if is_of_this(uid)}
    others = {uid: row for uid, row in before.items() if uid not in there}
    after = others | {each.uid: each.exported for each in on}
    return [*on, *_off(every, there, now.date())], after


def _off(every: Sequence[Dated], there: Calendar, today: date) -> Iterator[Dated]:
    """What a calendar has of the days ahead and should not have any longer."""
    now = {each.uid: each for each in every}
    for uid, row in there.items():
        each = now.get(uid) or Dated(uid, GONE, row.day, is_off=True)
        if each.is_off and row.day >= today:
            yield each


def as_ics(dated: Iterable[Dated], stamp: datetime, acts: int = 0) -> bytes:
    """The file; `acts` is the number of the last act, so that every act raises the sequence."""
    # 60 ms of imports, and only for this file.
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    number = max((stamp.date() - FIRST).days, 0) + acts
    for each in dated:
        calendar.add_component(_entry(each, stamp.astimezone(UTC), number))
    return bytes(calendar.to_ical())


def _entry(dated: Dated, at: datetime, number: int) -> Entry:
    from icalendar import Alarm, Event as Entry

    entry, is_timed = Entry(), isinstance(dated.at, datetime)
    for name, value in {
        "uid": dated.uid,
        "dtstamp": at,
        "last-modified": at,
        "sequence": number,
        "transp": "TRANSPARENT",
        "dtstart": dated.at,
        "dtend": dated.at + (dated.lasts if is_timed else timedelta(days=1)),
        "summary": dated.title,
        **({"description": dated.text} if dated.text else {}),
        **({"status": "CANCELLED"} if dated.is_off else {}),
    }.items():
        entry.add(name, value)
    for before in () if dated.is_off else dated.alarms:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", dated.title)
        alarm.add("trigger", before)
        entry.add_component(alarm)
    return entry


def write(file: Path, calendar: bytes, over: bool = False) -> None:
    """Writes the file whole; an earlier one of ours is brought up to date. Raises CoachError."""
    try:
        is_ours = PRODUCT.encode() in file.read_bytes()[:200]
    except (OSError, ValueError):  # none, or no name of one
        is_ours = False
    write_file(file, calendar, over or is_ours)
