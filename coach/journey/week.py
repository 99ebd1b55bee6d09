"""The plan for one week: the most urgent tasks that fit the hours, each with day and reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from coach.journey.days import LARGEST_SHARE, Bookings, monday_of, placed, shuts_soon, week_room
from coach.journey.deadlines import unanswered
from coach.journey.exams import WINDOWS
from coach.journey.gates import OWN, SEASONAL
from coach.journey.order import EITHER, PRESSING_DAYS, SAFE_TO, Before, Pair, before, why
from coach.journey.plan import Road
from coach.journey.situation import DEFAULT_HOURS
from coach.journey.standing import Step
from coach.journey.urgency import assess_task, gate_first
from coach.records import STAGE_KEYS, Assessment, Need, Record, StageKey, replace
from coach.wording import day_in

QUICK_SHARE: Final = 0.15
"""Part of a week for what takes minutes and is due in it, before all else (judgement)."""
FIRST_SHARE: Final = 0.35
"""What a large task may take before the small ones have had their turn (judgement)."""
BESIDE_SHARE: Final = 0.1
"""What short tasks beside the critical chain may take of a week, so that rest and the rest of
life do not wait for a year (judgement)."""
TIGHT_DAYS: Final = 30
"""Days beside the tightest long step of the chain within which another keeps its pace as well."""
QUIET_SLACK_DAYS: Final = (180, 120)
"""Slack above which a task one, or more stages ahead is left out of the week (judgement)."""


class Planned(Record):
    """One line of the week: what, how many hours of it, and why."""

    step: Step
    hours: float
    why: str
    assessment: Assessment
    parts: tuple[tuple[date, float], ...] = ()
    """The days on which it is worked on, with the hours of each."""
    pressing: str = ""
    """The date that is part of the reason, where one presses; a list shows it in a column."""
    before: Before | None = None
    """How it stands to the next one of the week."""

    @property
    def reason(self) -> str:
        """Why it is here, with the date that presses."""
        return f"{self.pressing}: {self.why}" if self.pressing else self.why

    @property
    def day(self) -> date | None:
        """The first day for it; None for a task that did not fit."""
        return self.parts[0][0] if self.parts else None

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why it is here and before the next one, without the date; what is always true of a task
        gives way to what sets it apart, and that to how far an exam can count."""
        order = self.before.why if self.before and self.before.why != EITHER else ""
        if self.step.band and order.startswith(SAFE_TO):
            return (self.why,)
        why = "" if order and self.why == self.step.task.why else self.why
        return tuple(filter(None, (order, why)))

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
    """Done since Monday, on the Sunday before it that day; not what was done earlier."""
    slipped: tuple[Step, ...]
    """Steps whose latest safe start has passed while their date has not, cheapest first."""

    @property
    def planned_hours(self) -> float:
        """Hours of all that is planned."""
        return sum(entry.hours for entry in self.planned)

    def line(self, key: str) -> Planned | None:
        """What is planned of this task; None for nothing."""
        return next((line for line in self.planned if line.step.task.key == key), None)

    def on(self, day: date) -> list[tuple[Planned, float]]:
        """What is planned for one day, with the hours of it."""
        return [
            (entry, hours) for entry in self.planned for part, hours in entry.parts if part == day
        ]


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
    total, room = week_room(road.applicant, road.today, hours, DEFAULT_HOURS, road.began)
    ranked = [
        (assess_task(step, road.stage, needs, opens.get(step.task.key, 0)), step)
        for step in road.steps
        if _may_come(step, road, monday) and not (locked and step.task.outreach)
    ]
    bookings = Bookings(road, monday, total, room)
    ranked.sort(key=lambda pair: _rank(pair[0], pair[1], bookings))
    _book(bookings, [step for _, step in ranked])
    lines = [_line(step, assessment, bookings) for assessment, step in ranked]
    planned = _with_exams(line for line in sorted(lines, key=_first) if line.parts)
    return Week(
        monday=monday,
        hours=total,
        planned=_compared(planned, road, opens),
        more=tuple(line for line in lines if not line.parts and not line.step.blocked_by),
        done=_done_since(road, min(monday, road.today)),
        slipped=_slipped(road),
    )


def _rank(
    assessment: Assessment, step: Step, bookings: Bookings
) -> tuple[tuple[object, ...], bool, tuple[object, ...], str]:
    """What a gate presses first, then what was moved here, then the chain, all else by score."""
    road = bookings.road
    place = (True, -assessment.score)
    if _leads(step, road):
        place = (False, float(step.spare_days or 0))
    gate = gate_first(step, road.today)
    return gate, not placed(step, bookings.monday), place, step.task.key


def _leads(step: Step, road: Road) -> bool:
    """Whether it has its hours before others: within a season the season's own steps press too."""
    is_tight = road.stage not in SEASONAL or (step.spare_days or 0) <= PRESSING_DAYS
    return step.task.key in road.foremost and is_tight


def _book(bookings: Bookings, ranked: Sequence[Step]) -> None:
    """Gives the hours: what a day fixes, then the chain, then what presses, the rest last.

    What is soon done comes before long study, since others can begin then; study for an exam
    takes what is left.
    """
    urgent, chain, beside = _grouped(ranked, bookings)
    pressing = _pressing(beside, bookings.road.today)
    share = LARGEST_SHARE if bookings.road.stage in SEASONAL else 1.0
    bookings.fix(urgent)
    bookings.quick(ranked, QUICK_SHARE)
    bookings.lead(urgent)
    bookings.beside(urgent, BESIDE_SHARE)
    bookings.each(urgent, FIRST_SHARE)
    bookings.each(urgent, LARGEST_SHARE)
    bookings.within(filter(bookings.is_short, chain), 1.0)
    needed = [step for step in pressing if step.spare_days is not None or step.task.source == OWN]
    bookings.within([*_pressing(chain, bookings.road.today), *needed], FIRST_SHARE)
    bookings.each(_tightest(chain, bookings), share)
    bookings.each(pressing, FIRST_SHARE)
    bookings.within(filter(bookings.is_short, beside), BESIDE_SHARE)
    bookings.each([*urgent, *chain], share, ahead=True)
    for most, ahead in ((FIRST_SHARE, False), (LARGEST_SHARE, False), (LARGEST_SHARE, True)):
        bookings.each(beside, most, ahead)
    bookings.each([*urgent, *chain], 1.0, ahead=True)


def _tightest(chain: Sequence[Step], bookings: Bookings) -> list[Step]:
    """The long steps of the chain that keep their pace: not a practice form months before."""
    spare = {step.task.key: step.spare_days or 0 for step in chain if not bookings.is_short(step)}
    limit = min(spare.values(), default=0) + TIGHT_DAYS
    return [step for step in chain if spare.get(step.task.key, limit) <= limit]


def _grouped(ranked: Iterable[Step], bookings: Bookings) -> tuple[list[Step], ...]:
    """Those that a gate, the calendar or the applicant gave their days, those that lead, others."""
    groups = list[Step](), list[Step](), list[Step]()
    road = bookings.road
    for step in ranked:
        is_urgent = gate_first(step, road.today)[1] < date.max or placed(step, bookings.monday)
        groups[0 if is_urgent else 1 if _leads(step, road) else 2].append(step)
    return groups


def _pressing(steps: Iterable[Step], today: date) -> list[Step]:
    """Those whose date is near or went by before the applicant came, or that need a reminder."""
    return [
        step
        for step in steps
        if (step.slack_days is not None and step.slack_days <= PRESSING_DAYS)
        or step.before_came
        or unanswered(step, today)
    ]


def _line(step: Step, assessment: Assessment, bookings: Bookings) -> Planned:
    parts = bookings.of.get(step.task.key, [])
    hours = sum(part for _, part in parts) or bookings.slice(step)
    words, pressing = why(step, bookings.road, bookings.monday)
    return Planned(step, round(hours, 6), words, assessment, tuple(parts), pressing)


def _may_come(step: Step, road: Road, monday: date) -> bool:
    """Whether it can be worked on in this week, and was not moved to a later one."""
    sunday = monday + timedelta(days=6)
    if step.behind or step.finished or _is_past(step, road):
        return False
    if step.told.day and step.told.day > sunday:
        return False
    if not (_is_ready(step, road, sunday) or unanswered(step, road.today)):
        return False
    is_leading = placed(step, monday) or step.task.key in road.foremost
    return is_leading or _presses(step, road.stage)


def _is_past(step: Step, road: Road) -> bool:
    """Whether the last hour of what the calendar fixes fell on a day before, as one lives."""
    zone, gate = road.applicant.time_zone, step.gate if step.task.fixed else None
    return gate is not None and day_in(gate, zone) < road.today


def _is_ready(step: Step, road: Road, sunday: date) -> bool:
    """Whether nothing holds it up, or nothing that could not be over within this week."""
    if step.waits_since is not None:
        return False
    opens_now = step.opens is None or step.opens <= sunday
    if step.state == "blocked":
        return shuts_soon(step, road.today) or (opens_now and _may_unlock(step, road))
    return opens_now


def _may_unlock(step: Step, road: Road) -> bool:
    before = (road.by_key[key] for key in step.waits_for)
    return all(
        not first.wait_left and first.state != "waiting" and first.hours_left <= road.hours
        for first in before
    )


def _presses(step: Step, stage: StageKey) -> bool:
    """Whether its date asks for it: one of another stage needs one, and not far off."""
    ahead = STAGE_KEYS.index(step.task.stage) - STAGE_KEYS.index(stage)
    if step.slack_days is None:
        return not ahead or step.lead is not None
    return ahead <= 0 or step.slack_days <= QUIET_SLACK_DAYS[min(ahead, len(QUIET_SLACK_DAYS)) - 1]


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
            why = line.why[0].upper() + line.why[1:]
            line = replace(line, why=f"{band.words}. {why}")
        whole.append(line)
    return tuple(whole)


def _compared(
    planned: Sequence[Planned], road: Road, opens: Mapping[str, int]
) -> tuple[Planned, ...]:
    """The lines, each but the last with what sets it apart from the next."""
    pairs = (Pair(line.step, then.step, road, opens) for line, then in pairwise(planned))
    told = [replace(line, before=before(pair)) for line, pair in zip(planned, pairs, strict=False)]
    return (*told, *planned[-1:])


def _done_since(road: Road, day: date) -> tuple[Step, ...]:
    done = (step for step in road.steps if step.state == "done" and not step.done_before)
    return tuple(step for step in done if step.done_day >= str(day))


def _slipped(road: Road) -> tuple[Step, ...]:
    started = (step for step in road.steps if step.state == "open" and not step.behind)
    late = (step for step in started if (step.slack_days or 0) < 0)
    late = (step for step in late if step.due is None or step.due >= road.today)
    return tuple(sorted(late, key=lambda step: (step.task.hours.usual, step.task.key)))
