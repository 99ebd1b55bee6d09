"""The hours of each day of a week: nights, holidays and days gone by hold none."""

from __future__ import annotations

from datetime import date, timedelta
from math import ceil
from typing import Final

from coach.records import Applicant

Room = dict[date, float]
"""Hours left by day, in the order of the days."""
SITTING_HOURS: Final = 2.0
"""What a day may hold where nobody said which days are free: one good sitting (judgement)."""
FULL_DAY_HOURS: Final = 10.0
"""The most of a day, where the days of a week that are left would have to hold more (judgement)."""
LEAST_HOURS: Final = 0.25
"""What is left of a week at least while a day of it is left."""


def monday_of(today: date) -> date:
    """The Monday of the week that one plans on this day; on a Sunday it is the coming one."""
    return today + timedelta(days=1) if today.weekday() == 6 else today - timedelta(today.weekday())


def week_room(
    applicant: Applicant,
    today: date,
    hours: float | None,
    default: float,
    began: date | None = None,
) -> tuple[float, Room]:
    """The hours of the week, and the most that each of its days to come may hold.

    `hours` replaces what the profile says of the week. Who `began` within it has the share of the
    days from then on, and nobody more than the days that are left hold. Where only the week's sum
    is known the days may hold a little more than it together; whoever books keeps to the sum.
    """
    monday = monday_of(today)
    week = [monday + timedelta(days=number) for number in range(7)]
    free = [day for day in week if not _off(applicant, day)]
    mine = [day for day in free if not began or day >= began]
    ahead = [day for day in free if day >= today]
    if applicant.hours_by_day:
        by_day = {day: applicant.hours_by_day[day.weekday()] for day in mine}
        return _room_of_days(by_day, ahead, hours)
    usual = default if applicant.hours_per_week is None else applicant.hours_per_week
    total = _share(usual, mine, free) if hours is None else hours * bool(mine)
    evenly = ceil(2 * total / max(len(ahead), 1)) / 2
    most = max(SITTING_HOURS, min(evenly, max(FULL_DAY_HOURS, total / 7)))
    total = min(total, most * len(ahead)) if hours is None else total
    return total, {day: most for day in ahead}


def _room_of_days(by_day: Room, ahead: list[date], hours: float | None) -> tuple[float, Room]:
    """The room where each day's hours are known: `hours` for the week are shared out like them."""
    total = sum(by_day.values())
    if hours is not None and total:
        by_day = {day: usual * hours / total for day, usual in by_day.items()}
        total = hours
    return total, {day: by_day[day] for day in ahead if by_day.get(day)}


def _share(hours: float, mine: list[date], free: list[date]) -> float:
    if len(mine) == len(free) or not hours:
        return hours if free else 0.0
    return min(hours, max(round(hours * len(mine) / len(free) * 4) / 4, LEAST_HOURS))


def _off(applicant: Applicant, day: date) -> bool:
    return any(first <= day <= last for first, last in applicant.days_off)


def take(room: Room, amount: float) -> list[tuple[date, float]]:
    """Books hours: on the first day that holds them whole, else day after day.

    Fewer hours are booked where few are left.
    """
    whole = [day for day in room if room[day] >= amount - 1e-9]
    booked: list[tuple[date, float]] = []
    for day in whole[:1] or room:
        part = min(room[day], amount)
        if part <= 1e-9:
            continue
        room[day] -= part
        amount -= part
        booked.append((day, part))
        if amount <= 1e-9:
            break
    return booked
