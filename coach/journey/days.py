"""The hours of each day of a week, and how they are given to one step after the other. Nights,
holidays and days gone by hold none."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from math import ceil, floor
from typing import Final

from coach.journey.gates import OWN
from coach.journey.plan import Road
from coach.journey.standing import Step
from coach.records import Applicant
from coach.wording import day_in

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
    """Books hours: on the first day that holds them whole, else day after day. Fewer hours are
    booked where few are left."""
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


LARGE_HOURS: Final = 5.0
"""A task longer than this is worked on in slices, week by week."""
LARGEST_SHARE: Final = 0.6
"""The most of a week that one task may take, so that something else moves too (judgement)."""
SHORT_SHARE: Final = 0.25
"""The part of a week up to which a task is soon done (judgement)."""
SLICE_HOURS: Final = 1.0
"""The least that is worth sitting down for with a task that takes longer (judgement)."""
QUICK: Final = 0.5
"""Hours up to which something takes minutes."""
QUARTER: Final = 0.25
"""Hours are planned in quarters."""
Parts = list[tuple[date, float]]
"""The days on which a step is worked on, with the hours of each."""


class Bookings:
    """The hours of a week, as they are given to one step after the other."""

    def __init__(self, road: Road, monday: date, total: float, room: Room) -> None:
        self.road = road
        self.monday = monday
        self.total = self.left = total
        """Hours of the week, and those of it that nothing has yet."""
        self.of: dict[str, Parts] = {}
        self._room = room

    def _give(self, step: Step, parts: Parts) -> None:
        """Books a step on these days, in place of those that it has."""
        self.left += _hours(self.of.get(step.task.key, [])) - _hours(parts)
        self.of[step.task.key] = parts

    def fix(self, steps: Iterable[Step]) -> None:
        """Books what the calendar or a test day sets on its day, beside whatever that holds."""
        for step in steps:
            if step.task.fixed and not step.told.day:
                # The day of its hour where one lives, or today after it.
                zone, today = self.road.applicant.time_zone, self.road.today
                begins = day_in(step.begins, zone) if step.begins else today
                self._give(step, [(max(begins, today), self.slice(step))])
            elif step.sits_on and self.total and placed(step, self.monday):
                self._give(step, [(step.sits_on, min(step.hours_left, self.total))])

    def lead(self, steps: Iterable[Step]) -> None:
        """Books an hour of the first needed exam; its rest leaves room for what shuts before."""
        leading = [(step.band.rank, step) for step in steps if step.band and step.band.leads]
        if leading:
            self.book(min(leading, key=lambda pair: pair[0])[1], SLICE_HOURS, ahead=False)

    def beside(self, steps: Iterable[Step], share: float) -> None:
        """Books an hour at least of the first that the season leads with, for who has interviews:
        no exam is worth one that goes badly."""
        leading = [(step.lead, step) for step in steps if step.lead is not None and not step.band]
        if leading and self.road.applicant.invitations:
            first = min(leading, key=lambda pair: pair[0])[1]
            self.book(first, max(SLICE_HOURS, share * self.total), ahead=False)

    def each(self, steps: Iterable[Step], share: float, ahead: bool = False) -> None:
        """Books each of these steps up to a share of the week."""
        for step in steps:
            # What is longer than the week, as study for an exam is, keeps its pace from the start.
            is_longer = step.hours_left * self.road.pace > self.total
            self.book(step, max(share, LARGEST_SHARE * is_longer) * self.total, ahead)

    def within(self, steps: Iterable[Step], share: float) -> None:
        """Books steps, whole or at their pace, up to a share of the week for all together."""
        least = self.left - share * self.total
        for step in steps:
            for hours in (step.hours_left * self.road.pace, self.slice(step)):
                if step.task.key not in self.of and self.left - hours >= least - QUARTER / 2:
                    self.book(step, hours, ahead=True)

    def is_short(self, step: Step) -> bool:
        """Whether it is soon done: in one sitting, or in a part of the week."""
        return step.hours_left * self.road.pace <= max(LARGE_HOURS, SHORT_SHARE * self.total)

    def quick(self, steps: Iterable[Step], share: float) -> None:
        """Books what takes minutes and is due in this week on its last day, beside whatever that
        holds, up to a share of the week for all together."""
        sunday, least = self.monday + timedelta(days=6), self.left - share * self.total
        for step in steps:
            is_quick = step.task.source == OWN and step.hours_left <= QUICK
            if is_quick and step.due and step.due <= sunday and self.left > least:
                day = max(step.due, step.opens or step.due, self.road.today)
                self._give(step, [(day, self.slice(step))])

    def book(self, step: Step, most: float, ahead: bool) -> None:
        """Books hours for a step, or more hours for a large one that has some already.

        `most` is the most of the week for one task; `ahead` lets a large one run ahead of its
        pace, so that no hour stays empty while there is work.
        """
        first = self._begins(step)
        if first is None or step.sits_on or self.left <= 0:
            return
        parts = dict(self.of.get(step.task.key, []))
        last = self._ends(step)
        free = {day: part for day, part in self._room.items() if first <= day <= last}
        wanted = self._wanted(step, most, ahead)
        amount = _amount(wanted, sum(parts.values()), min(sum(free.values()), self.left))
        if not amount:
            return
        for day, part in take(free, amount):
            self._room[day] -= part
            parts[day] = parts.get(day, 0.0) + part
        self._give(step, sorted(parts.items()))

    def slice(self, step: Step) -> float:
        """Hours of this week for a task: all of a small one, its pace for a large one; quarters."""
        hours, today = step.hours_left * self.road.pace, self.road.today
        if hours <= LARGE_HOURS:
            return max(0.25, round(hours * 4) / 4)
        weeks = 8.0
        if step.due is not None:
            weeks = max(1.0, ((step.due - today).days - step.wait_left) / 7)
        pace = max(hours / weeks, 2.0)
        return round(min(pace, hours) * 4) / 4

    def _wanted(self, step: Step, most: float, ahead: bool) -> float:
        whole = step.hours_left * self.road.pace
        if whole <= LARGE_HOURS:
            return self.slice(step)
        return floor(min(whole if ahead else self.slice(step), most) * 4) / 4

    def _begins(self, step: Step) -> date | None:
        """The first day for it in this week: its own, and after what it waits for; None for none.
        What it waits for has to be planned whole, and no answer of others may be awaited."""
        if placed(step, self.monday) and step.told.day:
            return step.told.day
        first = max(self.monday, step.opens or self.monday)
        if step.state != "blocked" or shuts_soon(step, self.road.today):
            return first
        for key in step.waits_for:
            if not self._ends_here(self.road.by_key[key]):
                return None
            first = max(first, self.of[key][-1][0] + timedelta(days=1))
        return first

    def _ends_here(self, step: Step) -> bool:
        """Whether it is planned whole, and nobody has to answer afterwards."""
        parts = self.of.get(step.task.key)
        if not parts or step.wait_left or step.state == "waiting":
            return False
        return _hours(parts) >= step.hours_left * self.road.pace - QUARTER

    def _ends(self, step: Step) -> date:
        """The last day for it: nothing is worth doing after its gate has shut. A day that is over
        here may still run elsewhere."""
        sunday, today = self.monday + timedelta(days=6), self.road.today
        last = step.last_day
        return min(last, sunday) if last and last >= today else sunday


def _hours(parts: Parts) -> float:
    return sum(dict(parts).values())


def _amount(wanted: float, has: float, left: float) -> float:
    """Hours to add to those that it has: a small task whole or not at all, no crumbs."""
    amount = min(wanted - has, floor(left * 4 + 1e-6) / 4)
    is_small = wanted <= LARGE_HOURS / 2
    least = wanted if is_small else min(SLICE_HOURS, wanted)
    return 0.0 if amount <= 0 or (not has and amount < least) else amount


def shuts_soon(step: Step, today: date) -> bool:
    """Whether a blocked task belongs into the week beside what it waits for."""
    gate = step.last_day
    return step.state == "blocked" and gate is not None and (gate - today).days < 7


def placed(step: Step, monday: date) -> bool:
    """Whether the applicant moved it to a day of this week."""
    day = step.told.day
    return day is not None and monday <= day <= monday + timedelta(days=6)
