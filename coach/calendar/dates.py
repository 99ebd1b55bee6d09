"""The dates of any season: those that are known, and by the recurring rules those that are not.

A season is named by the year in which residency starts. Hours are US Eastern; Match Week and
the rank order list deadline lie on different sides of the daylight saving change, so a time
is only ever shifted by its zone, never by a fixed number of hours.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Final

from dateutil import relativedelta as relative

from coach.records import CalendarRule, Event, replace
from coach.wording import hour_words, moment, narrow

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
FRIDAY: Final = 4


def projected_day(
    rules: Mapping[str, CalendarRule], key: str, season: int, known: Mapping[str, Event] = {}
) -> date:
    """The day of an event by its rule, counted from a `known` anchor where there is one. Raises
    KeyError for an event without a rule."""
    rule = rules[key]
    if rule.anchor:
        anchor = known.get(rule.anchor)
        first = anchor.day if anchor else projected_day(rules, rule.anchor, season)
        return first + timedelta(days=rule.days)
    # A day past its month's end is the last.
    start = date(season + rule.year, rule.month or 1, 1) + relative.relativedelta(day=rule.day or 1)
    if rule.move in WEEKDAYS:
        start += relative.relativedelta(weekday=relative.weekday(WEEKDAYS.index(rule.move)))
    elif start.weekday() > FRIDAY and rule.move:
        working = relative.MO(1) if rule.move == "work+" else relative.FR(-1)
        start += relative.relativedelta(weekday=working)
    return start + timedelta(days=rule.days)


def season_calendar(
    events: Iterable[Event], rules: Mapping[str, CalendarRule], season: int
) -> list[Event]:
    """All events of a season in order: dated ones as published, the others by their rule."""
    known = {event.key: _named(event, rules) for event in events if event.season == season}
    for key, rule in rules.items():
        if key not in known:
            known[key] = Event(
                season,
                key,
                rule.title,
                projected_day(rules, key, season, known),
                rule.time,
                rule.zone,
                f"By rule: {rule.rule}",
                source=rule.source,
                as_of=rule.as_of,
                status=rule.status,
            )
    return sorted(known.values(), key=lambda event: (event.day, event.time, event.key))


def _named(event: Event, rules: Mapping[str, CalendarRule]) -> Event:
    """The published event under its short name, its own words kept in the note."""
    if event.key not in rules:
        return event
    note = ". ".join(part for part in (event.title, event.note) if part)
    return replace(event, title=rules[event.key].title, note=note)


def season_at(today: date) -> int:
    """The season that runs on this day: July to June before the residency year's 1 July."""
    return today.year + (1 if today.month >= 7 else 0)


def in_zone(event: Event, zone: str | None, today: date) -> str:
    """Day and hour as printed, and in the applicant's own zone where that differs."""
    at = moment(event)
    return hour_words(at, zone, today) if at else narrow(event.day, today)


def is_ahead(event: Event, now: datetime) -> bool:
    """Whether its day has not gone by here; of the day before, whether its hour is still to come
    where it counts."""
    if event.day >= now.date():
        return True
    at = moment(event) if event.day == now.date() - timedelta(days=1) else None
    return at is not None and at > now.astimezone()
