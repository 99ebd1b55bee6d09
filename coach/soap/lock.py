"""The lock of Match Week: from which hour to which nobody starts contact with a program.

It holds for those who may take part in SOAP, for those who may not and for those who matched
alike (sources S22, R19, hours S10); what is said of it differs. Everything that would lead to
contact asks here.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from coach.records import Event, Lock, SoapStanding
from coach.wording import EASTERN, moment

BEGINS: Final = "match_status_monday"
ENDS: Final = "soap_ends"
OUTSIDE: Final = "soap_programs_review"
"""From when those who are not eligible may write to programs outside the Match."""


def lock(events: Iterable[Event], now: datetime, who: SoapStanding = "waiting") -> Lock | None:
    """The lock of a season's Match Week, while it holds."""
    held = of_season(events, who)
    return held if held.holds(now) else None


def of_season(events: Iterable[Event], who: SoapStanding) -> Lock:
    """The lock of a season, whenever it is."""
    known = {event.key: event for event in events}
    start, end = _at(known[BEGINS]), _at(known[ENDS], is_end=True)
    return Lock(start, end, _at(known[OUTSIDE]), who)


def is_near(events: Iterable[Event], now: datetime) -> bool:
    """Whether the lock begins, holds or ends about this day, so that its hours count."""
    days = {event.key: event.day for event in events}
    return timedelta(-1) <= now.date() - days[BEGINS] <= days[ENDS] - days[BEGINS] + timedelta(1)


def in_week(events: Iterable[Event], now: datetime) -> bool:
    """Whether it is the week of the lock: from the day on which it begins, as a plan of that day
    has to leave contact out, until its last hour."""
    known = {event.key: event for event in events}
    return known[BEGINS].day <= now.date() and now.astimezone() < _at(known[ENDS], is_end=True)


def _at(event: Event, is_end: bool = False) -> datetime:
    """Its moment; of a whole day the widest."""
    day = event.day + timedelta(days=is_end)
    return moment(event) or datetime.combine(day, time(), ZoneInfo(EASTERN))
