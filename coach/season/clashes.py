"""Offered slots in the applicant's own time: what stands against each, and the best free one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from coach.records import Record
from coach.season.offered import Slot
from coach.season.talks import HALF_A_DAY, is_night

MARGIN: Final = timedelta(hours=1)
"""Kept free before and after an interview."""
ASSUMED: Final = 240
"""Minutes of an interview of which nobody said how long it is."""
SATURDAY: Final = 5


class Busy(Record):
    """An interview that is booked."""

    title: str
    start: datetime
    """In UTC."""
    minutes: int | None = None


class Hindrances(Record):
    """What a slot may stand against."""

    booked: tuple[Busy, ...]
    days: Mapping[date, str]
    """Exams and the like, by day where the applicant lives."""
    zone: str
    """The applicant's."""
    now: datetime
    last: date
    """The deadline of the rank list."""


class Judged(Record):
    """A slot as it stands for the applicant."""

    slot: Slot
    own: datetime | None = None
    """When it begins where the applicant lives."""
    against: tuple[str, ...] = ()
    """Why it cannot be taken."""
    marks: tuple[str, ...] = ()
    """What else is to be known."""
    is_best: bool = False
    is_booked: bool = False
    """Whether it is the interview that is booked with its program."""

    @property
    def is_free(self) -> bool:
        """Whether it may be proposed."""
        return not self.against and self.slot.utc is not None


def judged(slots: Sequence[Slot], hindrances: Hindrances) -> tuple[Judged, ...]:
    """Every slot with what stands against it; the best free one is marked."""
    rows = [_judged(slot, hindrances) for slot in slots]
    free = [row for row in rows if row.is_free]
    best = min(free, key=_order, default=None)
    return tuple(
        Judged(row.slot, row.own, row.against, row.marks, is_best=row is best) for row in rows
    )


def _order(row: Judged) -> tuple[list[bool], float]:
    """Sure, by day, not beside another interview, on a working day; then the earlier first."""
    marked = [
        any(mark.startswith(word) for mark in row.marks) for word in ("night", "the day", "a S")
    ]
    return [not row.slot.sure, *marked], row.slot.utc.timestamp() if row.slot.utc else 0.0


def _judged(slot: Slot, hindrances: Hindrances) -> Judged:
    own = slot.utc.astimezone(ZoneInfo(hindrances.zone)) if slot.utc else None
    against = [*["full, by the mail"] * slot.full, *_of_days(slot, hindrances)]
    marks = [f"a {slot.day:%A}"] if slot.day.weekday() >= SATURDAY else []
    if own:
        against += _of_interviews(slot, own, hindrances)
        days = {own.date(), _end(slot, own).date()}
        against += filter(None, {hindrances.days.get(day) for day in days})
        marks += ["night where you are"] if _is_night(slot, own) else []
        marks += [
            f"the day {'before' if after > 0 else 'after'} {busy.title}"
            for busy in hindrances.booked
            if abs(after := _apart(own, busy, hindrances.zone)) == 1
        ]
    return Judged(slot, own, tuple(against), tuple(marks))


def _end(slot: Slot, start: datetime) -> datetime:
    return start + timedelta(minutes=slot.minutes or ASSUMED)


def _is_night(slot: Slot, own: datetime) -> bool:
    """Whether any hour of it, as far as its length is known, is of the night."""
    last = own + timedelta(minutes=max((slot.minutes or 60) - 1, 0))
    times = (own + timedelta(minutes=30 * number) for number in range(2 * 24))
    return any(is_night(at) for at in (*times, last) if at <= last)


def _of_days(slot: Slot, hindrances: Hindrances) -> list[str]:
    against = []
    begins = slot.utc or datetime.combine(slot.day, datetime.max.time(), UTC)
    if begins < hindrances.now:
        against.append("it is over")
    if slot.day > hindrances.last:
        against.append(f"after the rank list deadline, {hindrances.last.day} {hindrances.last:%B}")
    return against


def _of_interviews(slot: Slot, own: datetime, hindrances: Hindrances) -> list[str]:
    """Interviews that it overlaps, with the margin, or whose day it shares."""
    against = []
    for busy in hindrances.booked:
        end = busy.start + timedelta(minutes=busy.minutes or ASSUMED)
        if own - MARGIN < end and busy.start < _end(slot, own) + MARGIN:
            against.append(f"clashes with {busy.title}")
        elif _apart(own, busy, hindrances.zone) == 0 or abs(own - busy.start) < HALF_A_DAY:
            against.append(f"on the day of {busy.title}")
    return against


def _apart(own: datetime, busy: Busy, zone: str) -> int:
    """Days from a slot to an interview, where the applicant lives."""
    return (busy.start.astimezone(ZoneInfo(zone)).date() - own.date()).days
