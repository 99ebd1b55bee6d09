"""What study asks for next: a practice test, mistakes to look at, hours, a result."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from coach.logs.errors import Slip
from coach.logs.exams import NAMES, ExamEntry
from coach.prepare.recall import MINUTES
from coach.prepare.step import NextStep
from coach.prepare.study import WEEK, Plan

SOON: Final = timedelta(days=14)
"""Before the first day of a practice test from which it stands among the steps."""
USUAL_WAIT: Final = timedelta(weeks=4)
WORTH_SAYING: Final = 1.0
"""Hours behind below which nothing is said."""


def of_plan(plan: Plan, today: date) -> Iterator[NextStep]:
    """The next practice test, and hours that are missing before the day."""
    name = NAMES[plan.exam]
    for opens, slot in plan.slots[:1]:
        if opens <= today + SOON:
            last = plan.planned and slot.to_weeks and plan.planned - WEEK * slot.to_weeks
            yield NextStep(
                key=f"tests/{plan.exam}/{slot.key}",
                title=f"{name}: a practice test",
                why="Two forms in a row above the target say that you are ready.",
                how=f"{slot.what}. Then type: test {plan.exam} FORM SCORE.",
                kind="next",
                stage="exams",
                log="tests",
                hours=slot.hours,
                due=last or None,
                opens=opens if opens > today else None,
            )
    if plan.fits is False and plan.hours_short >= WORTH_SAYING:
        yield NextStep(
            key=f"sessions/{plan.exam}/behind",
            title=f"{name}: {plan.hours_short:.0f} h behind the plan",
            why="Questions left, at your hours a week, go beyond the day that is planned.",
            how=f"More hours, fewer questions or a later day: coach study replan {plan.exam}.",
            kind="missing",
            stage="exams",
            log="sessions",
            due=plan.planned,
        )


def of_errors(days: Mapping[date, Sequence[Slip]], today: date) -> Iterator[NextStep]:
    """Mistakes to look at until Sunday, on a Sunday in the week to come."""
    sunday = today + timedelta(days=6 - today.weekday() or 7)
    count = sum(len(slips) for day, slips in days.items() if day <= sunday)
    if count:
        yield NextStep(
            key=f"errors/review/{sunday}",
            title=f"Look at {count} mistake{'s' * (count > 1)} again",
            why="What is looked at just before it is forgotten stays longest.",
            how="On the page of mistakes: r asks them one after the other.",
            kind="next",
            stage="exams",
            log="errors",
            hours=max(count * MINUTES / 60, 0.1),
            due=sunday,
        )


def of_results(exams: Iterable[ExamEntry], today: date) -> Iterator[NextStep]:
    """Results that are not told after the day of the exam."""
    for exam in exams:
        sat = exam.planned or exam.day
        if sat and sat < today and exam.passed is None and exam.score is None:
            yield NextStep(
                key=f"exams/{exam.key}/result",
                title=f"{NAMES[exam.key]}: the result",
                why="Results come out on Wednesdays, usually within four weeks; allow eight.",
                how=f"Type: exam {exam.key} passed SCORE, or a new day if you did not sit it.",
                kind="waits",
                stage="exams",
                log="exams",
                entry=exam.key,
                due=sat + USUAL_WAIT,
            )
