"""How the hours of a week are given to one step after the other."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from math import floor
from typing import Final

from coach.journey.days import Room, take
from coach.journey.plan import Road
from coach.journey.standing import Step
from coach.wording import day_in

LARGE_HOURS: Final = 5.0
"""A task longer than this is worked on in slices, week by week."""
LARGEST_SHARE: Final = 0.6
"""The most of a week that one task may take, so that something else moves too (judgement)."""
SHORT_SHARE: Final = 0.25
"""The part of a week up to which a task is soon done (judgement)."""
SLICE_HOURS: Final = 1.0
"""The least that is worth sitting down for with a task that takes longer (judgement)."""
QUARTER: Final = 0.25
"""Hours are planned in quarters."""
Parts = list[tuple[date, float]]
"""The days on which a step is worked on, with the hours of each."""


class Bookings:
    """The hours of a week, as they are given to one step after the other."""

    def __init__(self, road: Road, monday: date, total: float, room: Room) -> None:
        self.road = road
        self.monday = monday
        self.total = total
        self.of: dict[str, Parts] = {}
        self._room = room

    @property
    def left(self) -> float:
        """Hours of the week that nothing has yet."""
        return self.total - sum(part for parts in self.of.values() for _, part in parts)

    def fix(self, steps: Iterable[Step]) -> None:
        """Books what the calendar or a test day sets on its day, beside whatever that holds."""
        for step in steps:
            if step.task.fixed and not step.told.day:
                # The day of its hour where one lives, or today after it.
                zone, today = self.road.applicant.time_zone, self.road.today
                begins = day_in(step.begins, zone) if step.begins else today
                self.of[step.task.key] = [(max(begins, today), self.slice(step))]
            elif step.sits_on and self.total and placed(step, self.monday):
                self.of[step.task.key] = [(step.sits_on, min(step.hours_left, self.total))]

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
        self.of[step.task.key] = sorted(parts.items())

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

        What it waits for has to be planned whole, and no answer of others may be awaited.
        """
        if placed(step, self.monday) and step.told.day:
            return step.told.day
        first = max(self.monday, step.opens or self.monday)
        if step.state != "blocked" or shuts_soon(step, self.road.today):
            return first
        for key in step.waits_for:
            before, parts = self.road.by_key[key], self.of.get(key)
            if not parts or before.wait_left or before.state == "waiting":
                return None
            if sum(part for _, part in parts) < before.hours_left * self.road.pace - QUARTER:
                return None
            first = max(first, parts[-1][0] + timedelta(days=1))
        return first

    def _ends(self, step: Step) -> date:
        """The last day for it: nothing is worth doing after its gate has shut.

        A day that is over here may still run elsewhere.
        """
        sunday, today = self.monday + timedelta(days=6), self.road.today
        last = step.last_day
        return min(last, sunday) if last and last >= today else sunday


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
