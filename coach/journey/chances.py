"""The chance of making each date: many draws of how long everything takes, as ranges.

Own hours and the days of others are drawn from a triangle between low, usual and high. One
pace factor per draw stretches all own hours, because the same person is slow everywhere. A
task ends no earlier than its chain allows, and no earlier than the hours of all the work that
it needs, done one after the other at the applicant's hours a week. Each task draws from a
stream of its own, so that roads that differ in one task are compared on the same luck, and
finishing anything later never raises a chance.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from math import ceil, floor, sqrt
from types import MappingProxyType
from typing import TYPE_CHECKING, Final
from zlib import crc32

from coach.journey.exams import RANK_LIST, SITTINGS, WINDOWS
from coach.journey.gates import SEASONAL
from coach.journey.luck import Ease, late, triangle
from coach.journey.network import followed_by, in_order, needed
from coach.journey.plan import DAY_HOURS, Road
from coach.journey.standing import Step
from coach.records import Event, Record, Span, replace

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

DRAWS: Final = 2000
"""The sampling error of a share of 2,000 draws is at most 2.2 points (Wilson, 95 %)."""
PACE_SPREAD: Final = 0.25
"""Standard deviation of the logarithm of a person's pace (judgement)."""
LATE_DAYS: Final = 14.0
"""Others answer up to this many days after the day they named (judgement)."""
NEAR_DAYS: Final = 21
"""Tasks due so many days before an event, or fewer, decide whether the event is made."""
SAID_FROM: Final = 0.8
TIGHT_BELOW: Final = 0.2
"""A chance that a judgement carries is a number from the first on, `tight` below the second."""
EXAMS: Final = {key: window for key, window in SITTINGS.items() if window.exam}
JUDGEMENT: Final = "GK"
"""The source of what is only known in general (sources.csv)."""
STEP: Final = 5
"""Percent points to which a range is widened: finer would claim what nobody knows."""


class OnTime(Record):
    """A chance 0-1 with its range; never none and never certain."""

    mid: float
    low: float
    high: float
    judged: bool = False
    """Whether it hangs on waits for others of which only a judgement says how long they take."""

    @property
    def is_said_in_words(self) -> bool:
        """Whether a number would say more, and frighten more, than anybody knows."""
        return self.judged and self.mid < SAID_FROM

    def __str__(self) -> str:
        """`80-90 %`, `under 5 %`, `over 95 %`; `unsure` or `tight` where nobody can tell."""
        if self.is_said_in_words:
            return "unsure" if self.mid >= TIGHT_BELOW else "tight"
        low, high = round(100 * self.low), round(100 * self.high)
        if low < STEP:
            return f"under {max(high, STEP)} %"
        if high > 100 - STEP:
            return f"over {min(low, 100 - STEP)} %"
        return f"{low}-{high} %"


class Gate(Record):
    """One event of the season: the tasks that decide it, their tightest slack, the chance."""

    event: Event
    tasks: tuple[str, ...]
    slack_days: int | None
    chance: OnTime | None
    """None without a task, or where a task that is needed was missed."""
    missed: tuple[str, ...] = ()
    """Tasks that were missed and that it needs."""


def on_time(in_time: int, draws: int) -> OnTime:
    """The chance behind a count: its sampling range, widened to steps of 5 points."""
    share = in_time / draws
    low, high = sampling(share, draws)
    low = floor(round(100 * low, 6) / STEP) * STEP / 100
    high = ceil(round(100 * high, 6) / STEP) * STEP / 100
    return OnTime(min(max(share, 0.01), 0.99), max(low, 0.01), min(high, 0.99))


def sampling(share: float, draws: int) -> tuple[float, float]:
    """The range in which a share lies of which so many draws tell (Wilson, 95 %)."""
    z = 1.96
    middle = (share + z * z / (2 * draws)) / (1 + z * z / draws)
    half = z / (1 + z * z / draws) * sqrt(share * (1 - share) / draws + (z / (2 * draws)) ** 2)
    return middle - half, middle + half


class Drawn(Record):
    """When each unfinished task ends, in days from today, once per draw."""

    today: date
    ends: Mapping[str, Numbers]
    judged: frozenset[str]
    """The tasks whose end hangs on waits of which only a judgement says how long they take."""

    def by(self, key: str, day: date) -> OnTime:
        """The chance that a task is over by the end of a day."""
        return self.all_by([(key, day)])

    def all_by(self, wanted: Iterable[tuple[str, date]]) -> OnTime:
        """The chance that all of these tasks are over by the end of their days."""
        each_in_time = {key: self.ends[key] < (day - self.today).days + 1 for key, day in wanted}
        weakest = min(each_in_time, key=lambda key: int(each_in_time[key].sum()))
        together = each_in_time[weakest]
        for in_time in each_in_time.values():
            together = together & in_time
        chance = on_time(int(together.sum()), len(together))
        return replace(chance, judged=weakest in self.judged)


def draw(
    road: Road, seed: int = 1, draws: int = DRAWS, eased: Mapping[str, Ease] = MappingProxyType({})
) -> Drawn:
    """Draws the road; the same seed gives the same draws, with what is made otherwise of tasks."""
    # 100 ms, and only where chances are asked for.
    import numpy as np

    steps = {step.task.key: step for step in road.steps if not (step.finished or step.behind)}
    pace = np.exp(PACE_SPREAD * np.random.default_rng([seed, 0]).standard_normal(draws))
    ends: dict[str, Numbers] = {}
    work: dict[str, Numbers] = {}
    for key, above in needed({key: step.waits_for for key, step in steps.items()}).items():
        step = steps[key]
        luck = np.random.default_rng([seed, crc32(key.encode())]).random((2, draws))
        work[key] = _fitted(step, _own_days(road, step, luck[0]) * pace)
        wait = _wait_days(road, step, luck[1])
        if key in eased:
            wait = eased[key].of(wait) + late(eased[key], key, seed, draws)
        begin = np.full(draws, float(_first_day(road, step)))
        for earlier in step.waits_for:
            begin = np.maximum(begin, ends[earlier])
        # Sorted, so that the sum is the same to the last bit in every process.
        volume = sum((work[each] for each in sorted({key, *above})), np.zeros(draws))
        ends[key] = np.maximum(begin + work[key], volume) + wait
    return Drawn(road.today, ends, _judged(steps, road.today))


def _judged(steps: Mapping[str, Step], today: date) -> frozenset[str]:
    """The steps of whose usual days at least half are waits that only a judgement carries."""
    waits: dict[str, float] = {}
    for key in in_order({key: step.waits_for for key, step in steps.items()}):
        step, begin = steps[key], steps[key].early_start
        held_up = [waits[each] for each in step.waits_for if steps[each].early_finish == begin]
        is_judged = JUDGEMENT in step.task.source.split(";") and not step.told.expected
        waits[key] = max(held_up, default=0.0) + is_judged * step.wait_left
    return frozenset(
        key
        for key, days in waits.items()
        if days and 2 * days >= ((steps[key].early_finish or today) - today).days
    )


def chances(road: Road, drawn: Drawn) -> dict[str, OnTime]:
    """The chance of each unfinished task that a date hangs on.

    A task without a date of its own has the chance of the first dated one that waits for it, and
    what leads to an exam at least that of the exam: its own date is only wise. One that needs a
    missed task has none: no number would be true.
    """
    steps = {
        step.task.key: step
        for step in road.steps
        if step.task.key in drawn.ends and not step.missed
    }
    by_key = {
        key: drawn.by(key, end)
        for key, step in steps.items()
        if (end := _last(step, road.today)) is not None
    }
    by_key |= _leading(by_key, steps)
    before = {key: step.blocked_by for key, step in steps.items()}
    later = followed_by(before)
    first_dated: dict[str, tuple[date, str]] = {}
    for key in reversed(in_order(before)):
        behind = [first_dated[waiting] for waiting in later[key] if waiting in first_dated]
        due = steps[key].due if key in by_key else None
        if due or behind:
            first_dated[key] = (due, key) if due else min(behind)
    return by_key | {key: by_key[dated] for key, (_, dated) in first_dated.items()}


def _leading(by_key: Mapping[str, OnTime], steps: Mapping[str, Step]) -> dict[str, OnTime]:
    return {
        key: max(
            (by_key[each] for each in (key, window.tasks[-1]) if each in by_key),
            key=lambda chance: chance.mid,
        )
        for window in WINDOWS
        if window.tasks[-1] in by_key and not steps[window.tasks[-1]].sits_on
        for key in window.tasks
        if key in steps and not steps[key].told.due
    }


def _last(step: Step, today: date) -> date | None:
    """The day to make: its own, or once that has gone by the day on which its gate shuts. The
    result of a session comes later. None for what is late: no number would say more."""
    late = step.due is not None and step.due < today
    if (step.band or late) and step.last_day:
        window = EXAMS.get(step.task.key)
        # A petition needs the pass some months before residency starts.
        before = window.usual_days if window and window.lost != RANK_LIST else 0
        wanted = step.last_day - timedelta(before)
        return wanted if wanted >= today else step.last_day
    if late or step.due is None:
        return None
    return step.due + timedelta(step.wait_left * _is_session(step))


def _is_session(step: Step) -> bool:
    anchor = step.task.due if step.task.key in EXAMS and not step.told.due else None
    return anchor is not None and not anchor.offset_days


def deciding(road: Road, event: Event) -> list[Step]:
    """The unfinished tasks that decide an event: due on its day or up to three weeks before."""
    ahead = (step for step in road.steps if not (step.finished or step.behind))
    return [step for step in ahead if _decides(step, event.key)]


def _decides(step: Step, event: str) -> bool:
    """Whether an event hangs on a step: a rank list on none of an exam, and an exam that it does
    not wait for on the day on which its result is lost."""
    window, due = EXAMS.get(step.task.key), step.task.due
    if window and window.lost != RANK_LIST:
        return step.band is not None and window.lost == event
    if due is None or due.event != event or not -NEAR_DAYS <= due.offset_days <= 0:
        return False
    return event != RANK_LIST or step.task.stage in SEASONAL


def gates(road: Road, drawn: Drawn, events: Iterable[Event]) -> list[Gate]:
    """The season's events that unfinished tasks decide, with the chance of making each."""
    decided = []
    for event in events:
        steps = deciding(road, event)
        tasks = tuple(step.task.key for step in steps)
        missed = tuple(sorted({task for step in steps for task in step.missed}))
        known = [step.float_days for step in steps if step.float_days is not None]
        wanted = [] if missed else _days_of(event, steps, road.today)
        chance = drawn.all_by(wanted) if wanted else None
        decided.append(Gate(event, tasks, min(known, default=None), chance, missed))
    return decided


def _days_of(event: Event, steps: list[Step], today: date) -> list[tuple[str, date]]:
    """The day that each step has to make for an event: of an exam that it is about the exam's own.
    What leads to an exam is part of it."""
    led = {key for step in steps if step.task.key in EXAMS for key in step.waits_for}
    return [
        (key, _day_of(event, step, today)) for step in steps if (key := step.task.key) not in led
    ]


def _day_of(event: Event, step: Step, today: date) -> date:
    due = step.task.due
    is_own = step.task.key in EXAMS and due and (due.event != event.key or not due.offset_days)
    return (_last(step, today) if is_own else None) or event.day


def _first_day(road: Road, step: Step) -> int:
    planned = step.told.started
    days = [(day - road.today).days for day in (step.opens, planned, step.sits_on) if day]
    return max(0, *days) if days else 0


def _own_days(road: Road, step: Step, luck: Numbers) -> Numbers:
    usual = 0.0 if step.sits_on else step.task.hours.usual
    share = step.hours_left / usual if usual else 0.0
    hours = triangle(step.task.hours, luck) * share * road.pace
    return hours / max(road.hours, 0.5) * 7


def _fitted(step: Step, days: Numbers) -> Numbers:
    """A task with a short window is given the hours that it needs within it."""
    import numpy as np

    window = step.window
    if window is None or step.hours_left > DAY_HOURS * (window + 1):
        return days
    return np.minimum(days, window + 0.9)


def _wait_days(road: Road, step: Step, luck: Numbers) -> Numbers:
    import numpy as np

    if step.told.expected:
        days = max((step.told.expected - road.today).days, 0)
        return days + triangle(Span(0, 0, LATE_DAYS), luck)
    drawn = triangle(step.task.wait_days, luck)
    if step.waits_since is None:
        return drawn
    return np.maximum(drawn - (road.today - step.waits_since).days, 1.0)
