"""What the state holds of study: the hours of each week and day, the plan of an exam."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from typing import Final

from coach.journey.days import monday_of, week_room
from coach.logs.errors import ERRORS, Slip
from coach.logs.exams import EXAMS, ExamEntry
from coach.logs.sessions import SESSIONS
from coach.logs.tests import TESTS
from coach.prepare import recall, study, study_steps
from coach.prepare.step import NextStep
from coach.records import Applicant, replace
from coach.rules.conditions import JUDGES
from coach.state.state import State

AHEAD: Final = 8
"""Days whose mistakes are asked for: on a Sunday those of the week to come."""
SUNDAY: Final = timedelta(days=6)
"""After its Monday."""
WEEKS: Final = 104
"""Weeks ahead in which a day that fits is looked for."""


def room(state: State) -> dict[date, float]:
    """The hours of the weeks to come by their Monday, of the present one those of its days left
    without what was studied today; empty while no hours are said."""
    who, today, first = state.applicant, state.today, monday_of(state.today)
    if who.hours_a_week is None:
        return {}
    weeks = _whole(who, first)
    if first <= today:
        left = [today + timedelta(days=later) for later in range(7 - today.weekday())]
        studied = [each.hours or 0.0 for each in state.kept(SESSIONS).values() if each.day == today]
        weeks[first] = max(sum(hours_on(state, day) for day in left) - sum(studied), 0.0)
    return weeks


def _whole(who: Applicant, first: date) -> dict[date, float]:
    """The hours of whole weeks from a Monday on: all alike, but for those with days off."""
    mondays = [first + timedelta(weeks=number) for number in range(WEEKS)]
    alike = week_room(replace(who, days_off=()), first, None, 0.0)[0]
    off = (
        monday for day, last in who.days_off for monday in mondays if day - SUNDAY <= monday <= last
    )
    return dict.fromkeys(mondays, alike) | {
        monday: week_room(who, monday, None, 0.0)[0] for monday in off
    }


def hours_on(state: State, day: date) -> float:
    """The hours of study of a day: the exam's days off are the last of the week, unless the
    profile says the hours of each day."""
    who = state.applicant
    if any(first <= day <= last for first, last in who.days_off):
        return 0.0
    if who.hours_by_day:
        return who.hours_by_day[day.weekday()]
    off = max((exam.days_off for exam in state.kept(EXAMS).values()), default=1)
    return 0.0 if day.weekday() >= 7 - off else (who.hours_a_week or 0.0) / (7 - off) or 0.1


def exam_of(state: State, exam: str) -> ExamEntry:
    """What is kept of an exam."""
    return state.kept(EXAMS).get(exam, ExamEntry(key=exam))


def kept_of(state: State, exam: str) -> study.Kept:
    """What the logs hold of the study for an exam."""
    return study.kept_of(
        exam_of(state, exam), state.kept(SESSIONS).values(), state.kept(TESTS).values()
    )


def plan_of(state: State, exam: str) -> study.Plan:
    """The plan of an exam as things stand."""
    plan = study.plan(kept_of(state, exam), state.facts.practice_plan, room(state), state.today)
    return replace(plan, passed=is_passed(state, exam))


def is_passed(state: State, exam: str) -> bool:
    """Whether an exam is passed, as far as anybody can tell."""
    return bool(JUDGES[exam](getattr(state.applicant, exam)))


def due(state: State, ahead: int) -> dict[date, list[Slip]]:
    """The mistakes of so many days from today on."""
    slips = state.kept(ERRORS).values()
    return recall.queue(slips, state.today, partial(hours_on, state), ahead) if slips else {}


def steps(state: State) -> Iterator[NextStep]:
    """What study asks for; of an exam for which nothing is kept but its day, only the result."""
    exams = state.kept(EXAMS)
    yield from study_steps.of_results(exams.values(), state.today)
    for exam in exams.values():
        kept = kept_of(state, exam.key)
        if not is_passed(state, exam.key) and (kept.sessions or kept.tests or exam.bank):
            yield from study_steps.of_plan(plan_of(state, exam.key), state.today)
    yield from study_steps.of_errors(due(state, AHEAD), state.today)
