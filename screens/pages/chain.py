"""The chain that decides whether the year holds, and its timeline in text."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from coach.subjects.road import Step

WORK: Final = "▓"
SPARE: Final = "░"
LAST: Final = "┃"
LONG_DAYS: Final = 420
"""Days from which a timeline names years, not months."""


def last_day(steps: Iterable[Step], days: Iterable[date], today: date) -> date:
    """The end of a timeline that holds all of these steps and days; a week at least."""
    ends = [day for step in steps for day in (step.early_finish, step.late_finish, step.due) if day]
    return max([*ends, *days, today + timedelta(days=7)])


def bar(step: Step, first: date, last: date, width: int) -> str:
    """A step in so many cells: its work and waiting, its slack, its last day."""
    cells = [" "] * width
    if step.early_start and step.early_finish:
        begin, end = (
            _cell(day, first, last, width) for day in (step.early_start, step.early_finish)
        )
        until = _cell(step.late_finish, first, last, width) if step.late_finish else end
        for number in range(begin, max(end, until) + 1):
            cells[number] = WORK if number <= end else SPARE
    if step.due and first <= step.due <= last:
        cells[_cell(step.due, first, last, width)] = LAST
    return "".join(cells).rstrip()


def mark(day: date, first: date, last: date, width: int) -> str:
    """One day in so many cells."""
    return " " * _cell(day, first, last, width) + LAST


def scale(first: date, last: date, width: int) -> str:
    """The names of months over a timeline, of years over a long one, as many as have room. A
    January has the name of its year."""
    cells = [" "] * width
    free = 0
    days = _beginnings(first, last)
    for number, day in enumerate(days):
        begins_a_year = number > 0 and day.month == 1
        name = str(day.year) if begins_a_year or _is_long(first, last) else f"{day:%b}"
        place = _cell(day, first, last, width)
        if number == 0 and len(days) > 1 and _cell(days[1], first, last, width) <= len(name):
            continue  # the rest of a month gives way to a whole one
        if place >= free and place + len(name) <= width:
            cells[place : place + len(name)] = name
            free = place + len(name) + 1
    return "".join(cells)


def _is_long(first: date, last: date) -> bool:
    return (last - first).days > LONG_DAYS


def _beginnings(first: date, last: date) -> list[date]:
    """The first days of the months (of the years, when it is long) from the first day on."""
    days = [first]
    while True:
        following = (days[-1].replace(day=1) + timedelta(days=32)).replace(day=1)
        if _is_long(first, last):
            following = date(days[-1].year + 1, 1, 1)
        if following > last:
            return days
        days.append(following)


def _cell(day: date, first: date, last: date, width: int) -> int:
    span = max((last - first).days, 1)
    return min(max((day - first).days * width // (span + 1), 0), width - 1)
