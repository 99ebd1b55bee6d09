"""The plan of an exam by weeks: a pass through the question bank, and practice tests on the way.

Questions come in blocks of 20 in half an hour, and looking through them takes twice that time
(rules `qbank_method` and `step2ck_format` of the facts).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from math import ceil
from typing import Final

from coach.logs.exams import ExamEntry
from coach.logs.sessions import Session
from coach.logs.tests import PracticeTest
from coach.records import Mark, PracticeSlot, Record, Resource
from coach.rules.exams import PAUSE_DAYS

BLOCK: Final = 20
BLOCK_HOURS: Final = 0.5
REVIEW: Final = 2.0
"""Times the time of the questions that looking through them takes."""
WHOLE_BLOCK: Final = BLOCK_HOURS * (1 + REVIEW)
WEEK: Final = timedelta(days=7)
MOST_TOOLS: Final = 3
TOOL_WEEKS: Final = 4
NEAR: Final = timedelta(days=4)
"""A test so far outside its days still stands for its place in the plan (judgement)."""
Room = Mapping[date, float]
"""Hours by the Monday of their week."""


class StudyWeek(Record):
    """One week of the plan."""

    week_of: date
    hours: float
    blocks: int
    tests: tuple[str, ...]
    rest_hours: float
    """For errors and weak subjects."""

    @property
    def questions(self) -> int:
        """At most so many; the last block of a bank may be shorter."""
        return self.blocks * BLOCK


class Plan(Record):
    """What is left to study for one exam, and whether it fits before the day."""

    exam: str
    planned: date | None
    bank: int | None
    """Questions that the bank shows; None: not said."""
    done: int
    hours_needed: float
    hours_ahead: float
    """Until the day; 0 where none is planned."""
    weeks: tuple[StudyWeek, ...]
    slots: tuple[tuple[date, PracticeSlot], ...]
    """Practice tests still to sit, each with the first day on which it is due."""
    fits_on: date | None
    """The first day by which everything fits; None where the hours never reach, or the bank is not
    said."""
    sat_on: date | None
    """A day of the exam that is past, where nobody said what came of it."""
    has_hours: bool
    """Whether the hours a week are said."""
    by_now: int
    """Questions that an even pace from the first session to the day would have by this morning."""
    baseline: float | None = None
    passed: bool = False

    @property
    def left(self) -> int:
        """Questions of the bank that are still to do."""
        return max((self.bank or 0) - self.done, 0)

    @property
    def hours_short(self) -> float:
        """Hours that are missing before the day; 0 where it fits, or that cannot be told."""
        is_told = self.planned and self.has_hours
        return max(self.hours_needed - self.hours_ahead, 0.0) if is_told else 0.0

    @property
    def fits(self) -> bool | None:
        """Whether all of it fits before the day; None while day, bank or hours are not said."""
        if self.planned is None or self.bank is None or not self.has_hours:
            return None
        return self.hours_short < WHOLE_BLOCK

    @property
    def weeks_behind(self) -> float:
        """Whole weeks like the planned ones that are missing."""
        usual = max((week.hours for week in self.weeks), default=0.0)
        return self.hours_short / usual if usual else 0.0


class Kept(Record):
    """What the logs hold of one exam."""

    exam: ExamEntry
    sessions: tuple[Session, ...]
    tests: tuple[PracticeTest, ...]
    """The oldest first."""


def kept_of(exam: ExamEntry, sessions: Iterable[Session], tests: Iterable[PracticeTest]) -> Kept:
    """The study that is for the attempt ahead: after a failed one it begins anew."""
    since = exam.day or date.min
    mine = [each for each in sessions if each.exam == exam.key and (each.day or since) >= since]
    sat = [test for test in tests if test.exam == exam.key and test.day and test.day > since]
    return Kept(exam, tuple(mine), tuple(sorted(sat, key=_day)))


def without_result(exam: ExamEntry, today: date) -> date | None:
    """The day of an exam that is past without a word of what came; None for none."""
    day = exam.planned or exam.day
    is_open = exam.passed is None and exam.score is None
    return day if day and day < today and is_open else None


def plan(kept: Kept, slots: Iterable[PracticeSlot], room: Room, today: date) -> Plan:
    """The plan from a day on; `room` holds the hours of the weeks to come, of the present one
    those that are left."""
    exam = kept.exam
    planned = exam.planned if exam.planned and exam.planned >= today else None
    done = sum(each.questions or 0 for each in kept.sessions)
    blocks = ceil(max((exam.bank or 0) - done, 0) / BLOCK)
    ahead = _slots_ahead(kept, slots, planned, today)
    needed = blocks * WHOLE_BLOCK + sum(slot.hours for _, slot in ahead)
    until = _until(room, planned, today)
    return Plan(
        exam=exam.key,
        planned=planned,
        bank=exam.bank,
        done=done,
        hours_needed=needed,
        hours_ahead=sum(until.values()),
        weeks=tuple(_weeks(until, blocks, ahead)),
        slots=tuple(ahead),
        fits_on=_fits_on(room, needed, today) if exam.bank else None,
        sat_on=without_result(exam, today),
        has_hours=bool(room),
        by_now=_by_now(kept, planned, today),
        baseline=next((test.score or test.percent for test in kept.tests), None),
    )


def _day(test: PracticeTest) -> date:
    return test.day or date.min


def _by_now(kept: Kept, planned: date | None, today: date) -> int:
    began = min((each.day for each in kept.sessions if each.day and each.questions), default=None)
    if began is None or planned is None:
        return 0
    studied = [
        day < today
        for day in (began + timedelta(days=later) for later in range((planned - began).days))
        if day.weekday() < 7 - kept.exam.days_off
    ]
    return (kept.exam.bank or 0) * sum(studied) // max(len(studied), 1)


def _until(room: Room, planned: date | None, today: date) -> dict[date, float]:
    """The hours of the weeks before a day, of the last one its share; none without a day."""
    if planned is None:
        return {}
    begins = {monday: max(monday, today) for monday in room if monday < planned}
    return {
        monday: room[monday] * min((planned - first).days / _days_left(monday, today), 1.0)
        for monday, first in begins.items()
    }


def _days_left(monday: date, today: date) -> int:
    return 7 - max((today - monday).days, 0)


def _slots_ahead(
    kept: Kept, slots: Iterable[PracticeSlot], planned: date | None, today: date
) -> list[tuple[date, PracticeSlot]]:
    """Practice tests that are neither sat nor gone by, in their order."""
    mine = [slot for slot in slots if slot.exam == kept.exam.key]
    days = [(_opens(slot, kept.tests, planned, today), slot) for slot in mine]
    return sorted(((day, slot) for day, slot in days if day), key=lambda each: each[0])


def _opens(
    slot: PracticeSlot, tests: Sequence[PracticeTest], planned: date | None, today: date
) -> date | None:
    """The first day of a practice test; None for one that is sat or gone by, or without a day."""
    if slot.from_weeks is None or slot.to_weeks is None:
        return None if tests else today
    if planned is None:
        return None
    first, last = (planned - WEEK * weeks for weeks in (slot.from_weeks, slot.to_weeks))
    is_sat = any(first - NEAR <= _day(test) <= last + NEAR for test in tests)
    return None if is_sat or last < today else max(first, today)


def _weeks(
    room: Room, blocks: int, slots: Sequence[tuple[date, PracticeSlot]]
) -> Iterable[StudyWeek]:
    """The blocks shared out over the weeks as evenly as their hours allow, tests first."""
    tests = _by_week(list(room), slots)
    free = {
        monday: max(hours - sum(slot.hours for slot in tests[monday]), 0.0)
        for monday, hours in room.items()
    }
    total, passed, done = sum(free.values()), 0.0, 0
    for monday, hours in free.items():
        passed += hours
        # By the end of the week: a block begun in it is looked through in the next.
        whole = int((passed + 1e-9) / WHOLE_BLOCK)
        by_then = min(ceil(blocks * passed / total), blocks, whole) if total else 0
        now, done = by_then - done, by_then
        titles = tuple(slot.what for slot in tests[monday])
        yield StudyWeek(monday, room[monday], now, titles, max(hours - now * WHOLE_BLOCK, 0.0))


def _by_week(
    mondays: Sequence[date], slots: Sequence[tuple[date, PracticeSlot]]
) -> dict[date, list[PracticeSlot]]:
    """The practice tests by the week in which their days begin."""
    tests: dict[date, list[PracticeSlot]] = {monday: [] for monday in mondays}
    for day, slot in slots if mondays else ():
        week = max((monday for monday in mondays if monday <= day), default=mondays[0])
        tests[week].append(slot)
    return tests


def _fits_on(room: Room, needed: float, today: date) -> date | None:
    """The first day by which so many hours have come, not while test centres pause."""
    for monday, hours in room.items():
        if hours and needed <= hours:
            days = ceil(_days_left(monday, today) * needed / hours)
            day = max(max(monday, today) + timedelta(days=days), today + timedelta(days=1))
            is_pause = day.month == 1 and day.day <= PAUSE_DAYS
            return day.replace(day=PAUSE_DAYS + 1) if is_pause else day
        needed -= hours
    return None


def tools(
    exam: str, sessions: Iterable[Session], catalogue: Iterable[tuple[Resource, Mark]], today: date
) -> tuple[str, ...]:
    """The main tools in use for an exam: of the last weeks' sessions, and marked as used. One that
    both name, by its first word, counts once."""
    since = today - TOOL_WEEKS * WEEK
    studied = [each for each in sessions if each.exam == exam and (each.day or since) > since]
    marked = [resource.name for resource, mark in catalogue if _is_main(resource, mark, exam)]
    names = [*(each.tool for each in studied if each.tool), *marked]
    return tuple({name.split()[0].casefold(): name for name in names}.values())


def _is_main(resource: Resource, mark: Mark, exam: str) -> bool:
    is_tool = resource.domain == "test prep" and resource.kind != "official"
    return is_tool and mark.mark == "using" and exam in resource.needs
