"""What study asks for next: a practice test, mistakes to look at, hours, a result."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from coach.logs.errors import Slip
from coach.logs.exams import NAMES, ExamEntry
from coach.prepare.recall import MINUTES
from coach.prepare.step import NextStep
from coach.prepare.study import WEEK, Plan, without_result

SOON: Final = timedelta(days=14)
"""Before the first day of a practice test from which it stands among the steps."""
USUAL_WAIT: Final = timedelta(weeks=4)
LEAST_HOURS: Final = 0.25
"""What Week plans for the smallest thing."""
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
                stage="exams",
                hours=slot.hours,
                due=last or None,
                opens=opens if opens > today else None,
            )
    if plan.hours_short >= WORTH_SAYING and not plan.fits and plan.planned != today:
        yield NextStep(
            key=f"sessions/{plan.exam}/behind",
            title=f"{name}: {plan.hours_short:.0f} h more than fit",
            why="Questions left, at your hours a week, go beyond the day that is planned.",
            how="More hours, fewer questions or a later day: r on Exams shows one.",
            kind="missing",
            stage="exams",
            due=plan.planned,
        )


def of_errors(days: Mapping[date, Sequence[Slip]], today: date) -> Iterator[NextStep]:
    """Mistakes to look at until Sunday, on a Sunday in the week to come."""
    sunday = today + timedelta(days=6 - today.weekday() or 7)
    counts = {day: len(slips) for day, slips in days.items() if day <= sunday and slips}
    if count := sum(counts.values()):
        yield NextStep(
            key=f"errors/review/{sunday}",
            title=f"Look at {count} mistake{'s' * (count > 1)} again",
            why="What is looked at just before it is forgotten stays longest.",
            how="On the page of mistakes: r asks them one after the other.",
            stage="exams",
            hours=max(count * MINUTES / 60, LEAST_HOURS),
            due=sunday,
            opens=first if (first := min(counts)) > today else None,
        )


def of_results(exams: Iterable[ExamEntry], today: date) -> Iterator[NextStep]:
    """What came on the day of an exam that is past."""
    for exam in exams:
        if sat := without_result(exam, today):
            yield NextStep(
                key=f"exams/{exam.key}/result",
                title=f"{NAMES[exam.key]} of {sat.day} {sat:%b}: did you sit, what came?",
                why="Results come out on Wednesdays, usually within four weeks; allow eight.",
                how=f"Type: exam {exam.key} passed SCORE, or a new day if you did not sit it.",
                stage="exams",
                entry=exam.key,
                due=sat + USUAL_WAIT,
            )
