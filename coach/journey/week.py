"""The plan for one week: the most urgent tasks that fit the hours, each with day and reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from math import floor
from types import MappingProxyType
from typing import Final

from coach.journey.days import Room, take, week_room
from coach.journey.exams import SITTINGS, WINDOWS
from coach.journey.fixed import day_of, hour_of, is_past
from coach.journey.plan import DEFAULT_HOURS, Road
from coach.journey.standing import Step, deadline, late_why, missed_words, unanswered
from coach.journey.urgency import assess_task, gate_first
from coach.records import STAGE_KEYS, Assessment, Need, Record, StageKey, replace
from coach.wording import short

LARGE_HOURS: Final = 5.0
"""A task longer than this is worked on in slices, week by week."""
FIRST_SHARE: Final = 0.35
"""What a large task may take before the small ones have had their turn (judgement)."""
LARGEST_SHARE: Final = 0.6
"""The most of a week that one task may take, so that something else moves too (judgement)."""
SLICE_HOURS: Final = 1.0
"""The least that is worth sitting down for with a task that takes longer (judgement)."""
PRESSING_DAYS: Final = 45
"""Slack up to which the date is part of a task's reason."""
QUIET_SLACK_DAYS: Final = (180, 120)
"""Slack above which a task one, or more stages ahead is left out of the week (judgement)."""


class Planned(Record):
    """One line of the week: what, how many hours of it, and why."""

    step: Step
    hours: float
    reason: str
    assessment: Assessment
    parts: tuple[tuple[date, float], ...] = ()
    """The days on which it is worked on, with the hours of each."""

    @property
    def day(self) -> date | None:
        """The first day for it; None for a task that did not fit."""
        return self.parts[0][0] if self.parts else None

    @property
    def days(self) -> list[dict[str, object]]:
        """The parts in the promised keys."""
        return [{"day": day, "hours": round(part, 2)} for day, part in self.parts]


class Week(Record):
    """What the week holds."""

    monday: date
    hours: float
    """What the applicant has."""
    planned: tuple[Planned, ...]
    more: tuple[Planned, ...]
    """What would come next if there were more hours."""
    done: tuple[Step, ...]
    """Ticked since Monday."""
    slipped: tuple[Step, ...]
    """Steps whose latest safe start has passed while their date has not, cheapest first."""

    @property
    def planned_hours(self) -> float:
        """Hours of all that is planned."""
        return sum(entry.hours for entry in self.planned)

    def on(self, day: date) -> list[tuple[Planned, float]]:
        """What is planned for one day, with the hours of it."""
        return [
            (entry, hours) for entry in self.planned for part, hours in entry.parts if part == day
        ]


def monday_of(today: date) -> date:
    """The Monday of the week that one plans on this day; on a Sunday it is the coming one."""
    return today + timedelta(days=1) if today.weekday() == 6 else today - timedelta(today.weekday())


def plan_week(
    road: Road,
    needs: Mapping[str, Need],
    hours: float | None = None,
    locked: bool = False,
    opens: Mapping[str, int] = MappingProxyType({}),
) -> Week:
    """The week that holds the day of the road.

    `hours` replaces what the applicant said of the week. `locked`: Match Week, nothing that
    contacts a program. `opens`: programs that a task would open, by its key.
    """
    monday = monday_of(road.today)
    total, room = week_room(road.applicant, monday, road.today, hours, DEFAULT_HOURS)
    ready = (step for step in road.steps if _may_come(step, road, monday))
    ranked = [
        (assess_task(step, road.stage, needs, opens.get(step.task.key, 0)), step)
        for step in ready
        if not (locked and step.task.outreach)
    ]
    ranked.sort(
        key=lambda pair: (
            gate_first(pair[1], road.today),
            not _placed(pair[1], monday),
            -pair[0].score,
            pair[1].task.key,
        )
    )
    bookings = _Bookings(road, monday, total, room)
    steps = [step for _, step in ranked]
    bookings.fix(steps)
    bookings.lead(steps)
    for share, ahead in ((FIRST_SHARE, False), (LARGEST_SHARE, False), (LARGEST_SHARE, True)):
        for step in steps:
            # What is longer than the week, as study for an exam is, keeps its pace from the start.
            most = LARGEST_SHARE if step.hours_left * road.pace > total else share
            bookings.book(step, most * total, ahead)
    lines = [bookings.line(step, assessment) for assessment, step in ranked]
    return Week(
        monday=monday,
        hours=total,
        planned=_with_exams(line for line in sorted(lines, key=_first) if line.parts),
        more=tuple(line for line in lines if not line.parts),
        done=_done_since(road, monday),
        slipped=_slipped(road),
    )


class _Bookings:
    """The hours of a week, as they are given to one step after the other."""

    def __init__(self, road: Road, monday: date, total: float, room: Room) -> None:
        self._road = road
        self._monday = monday
        self._total = total
        self._room = room
        self.of: dict[str, list[tuple[date, float]]] = {}

    def fix(self, steps: Iterable[Step]) -> None:
        """Books tasks on the days that the calendar sets, beside whatever else those hold."""
        for step in steps:
            if step.task.fixed and not step.told.day:
                hours = _slice(step, step.hours_left * self._road.pace, self._road.today)
                self.of[step.task.key] = [(day_of(step, self._road), hours)]

    def lead(self, steps: Iterable[Step]) -> None:
        """Books an hour of the first needed exam; its rest leaves room for what shuts before."""
        leading = [(step.band.rank, step) for step in steps if step.band and step.band.leads]
        if leading:
            self.book(min(leading, key=lambda pair: pair[0])[1], SLICE_HOURS, ahead=False)

    def book(self, step: Step, most: float, ahead: bool) -> None:
        """Books hours for a step, or more hours for a large one that has some already.

        `most` is the largest share of the week for one task; `ahead` lets a large one run ahead
        of its pace, so that no hour stays empty while there is work.
        """
        parts = dict(self.of.get(step.task.key, []))
        first = step.told.day if _placed(step, self._monday) else step.opens
        # Nothing of it is worth doing after its gate has shut, and that day may be over only here.
        free = {
            day: part
            for day, part in self._room.items()
            if not step.last_day or day <= step.last_day or step.last_day < self._road.today
        }
        left = sum(part for day, part in free.items() if first is None or day >= first)
        left = min(left, self._total - sum(part for of in self.of.values() for _, part in of))
        wanted = self._wanted(step, most, ahead)
        amount = _amount(wanted, sum(parts.values()), left)
        if not amount:
            return
        for day, part in take(free, amount, first):
            self._room[day] -= part
            parts[day] = parts.get(day, 0.0) + part
        self.of[step.task.key] = sorted(parts.items())

    def line(self, step: Step, assessment: Assessment) -> Planned:
        """What was booked of a step, or what it would take."""
        parts, road = self.of.get(step.task.key, []), self._road
        hours = sum(part for _, part in parts)
        hours = hours or _slice(step, step.hours_left * road.pace, road.today)
        reason = _reason(step, road, self._monday)
        return Planned(step, round(hours, 6), reason, assessment, tuple(parts))

    def _wanted(self, step: Step, most: float, ahead: bool) -> float:
        whole = step.hours_left * self._road.pace
        if whole <= LARGE_HOURS:
            return _slice(step, whole, self._road.today)
        wanted = whole if ahead else _slice(step, whole, self._road.today)
        return floor(min(wanted, most) * 4) / 4


def _amount(wanted: float, has: float, left: float) -> float:
    """Hours to add to those that it has: a small task whole or not at all, no crumbs."""
    amount = min(wanted - has, floor(left * 4 + 1e-6) / 4)
    is_small = wanted <= LARGE_HOURS / 2
    least = wanted if is_small else min(SLICE_HOURS, wanted)
    return 0.0 if amount <= 0 or (not has and amount < least) else amount


def _shuts_soon(step: Step, today: date) -> bool:
    """Whether a blocked task belongs into the week beside what it waits for."""
    gate = step.last_day
    return step.state == "blocked" and gate is not None and (gate - today).days < 7


def _placed(step: Step, monday: date) -> bool:
    """Whether the applicant moved it to a day of this week."""
    day = step.told.day
    return day is not None and monday <= day <= monday + timedelta(days=6)


def _may_come(step: Step, road: Road, monday: date) -> bool:
    """Whether it can be worked on in this week, and was not moved to a later one."""
    sunday = monday + timedelta(days=6)
    if step.behind or (step.told.day and step.told.day > sunday) or is_past(step, road):
        return False
    is_asked = step.waits_since is not None
    ready = step.state == "open" or (not is_asked and _shuts_soon(step, road.today))
    if step.state == "waiting":
        opens_now = step.opens is not None and step.opens <= sunday and not is_asked
        ready = opens_now or unanswered(step, road.today) is not None
    return ready and (_placed(step, monday) or _presses(step, road.stage))


def _presses(step: Step, stage: StageKey) -> bool:
    """Whether its date asks for it: one of another stage needs one, and not far off."""
    ahead = STAGE_KEYS.index(step.task.stage) - STAGE_KEYS.index(stage)
    if step.slack_days is None:
        return not ahead
    return ahead <= 0 or step.slack_days <= QUIET_SLACK_DAYS[min(ahead, len(QUIET_SLACK_DAYS)) - 1]


def _slice(step: Step, hours: float, today: date) -> float:
    """Hours of this week for a task: all of a small one, its pace for a large one; quarters."""
    if hours <= LARGE_HOURS:
        return max(0.25, round(hours * 4) / 4)
    weeks = 8.0
    if step.due is not None:
        weeks = max(1.0, ((step.due - today).days - step.wait_left) / 7)
    pace = max(hours / weeks, 2.0)
    return round(min(pace, hours) * 4) / 4


def _reason(step: Step, road: Road, monday: date) -> str:
    """The day that was chosen for it or the date that presses, then what the task is good for."""
    today = road.today
    if step.band:
        return _exam_reason(step, road)
    if _placed(step, monday):
        return f"you moved it to {step.told.day:%A}: {step.task.why}"
    if expected := unanswered(step, today):
        return f"expected back on {short(expected, today)}: ask kindly where it is"
    if missed := missed_of(step, road):
        return missed
    if pressing := hour_of(step, road) or late_why(step, today):
        return f"{pressing}. {step.task.why}"
    if step.due is not None and (step.slack_days or 0) <= PRESSING_DAYS:
        return f"{deadline(step, today)}: {step.task.why}"
    return step.task.why


def _exam_reason(step: Step, road: Road) -> str:
    """Of what leads to a needed exam: the result that one should have by now, or its use."""
    if expected := unanswered(step, road.today):
        window = SITTINGS.get(step.task.key)
        ask = "enter the result on the Profile page, or a new test day"
        ask = ask if window and window.exam else "ask kindly where it is"
        return f"expected back on {short(expected, road.today)}: {ask}"
    return missed_of(step, road) or step.task.why


def missed_of(step: Step, road: Road) -> str:
    """Which missed task it needs, in words that take the place of a chance; "" for none."""
    first = road.step(step.missed[0]) if step.missed and not step.task.fixed else None
    return missed_words(first) if first else ""


def _first(line: Planned) -> tuple[date, int]:
    """Sorts by day, on each the exams first that the rank list waits for, in their order."""
    band = line.step.band
    return line.day or date.max, band.rank if band and band.leads else len(WINDOWS)


def _with_exams(lines: Iterable[Planned]) -> tuple[Planned, ...]:
    """The lines, the first of each needed exam with how far it can still count."""
    first: dict[tuple[int, bool], Planned] = {}
    whole = []
    for line in lines:
        band = line.step.band
        key = (band.rank, band.own) if band and not line.step.waits_since else None
        if band and key and first.setdefault(key, line) is line:
            reason = line.reason[0].upper() + line.reason[1:]
            line = replace(line, reason=f"{band.words}. {reason}")
        whole.append(line)
    return tuple(whole)


def _done_since(road: Road, monday: date) -> tuple[Step, ...]:
    done = (step for step in road.steps if step.state == "done")
    return tuple(step for step in done if step.done_at[:10] >= str(monday))


def _slipped(road: Road) -> tuple[Step, ...]:
    late = [
        step
        for step in road.steps
        if step.state == "open"
        and not step.behind
        and (step.slack_days or 0) < 0
        and (step.due is None or step.due >= road.today)
    ]
    return tuple(sorted(late, key=lambda step: (step.task.hours.usual, step.task.key)))
