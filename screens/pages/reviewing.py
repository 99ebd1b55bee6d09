"""The weekly review: four questions in two minutes, then a calm summary."""

from __future__ import annotations

from collections.abc import Container, Mapping
from datetime import date
from typing import TYPE_CHECKING, Final

from coach.saying.plan import slipped
from coach.saying.review import look_back
from coach.saying.text import Line
from coach.subjects.coach import Coach
from coach.subjects.road import Step
from coach.wording import hours, short
from screens.pages.page import Page
from screens.pages.typed import number
from screens.widgets.ask import Ask

if TYPE_CHECKING:
    from coach.subjects.week import LookBack

MOST_NAMED: Final = 6
"""Tasks named under one heading; more would bury what matters (judgement)."""


async def review(page: Page) -> None:
    """Goes through the four questions, keeps the answers and shows the week."""
    coach = page.coach
    back = coach.week.look_back()
    open_still = {slip.step.task.key: slip.step.task.title for slip in back.slipped}
    ticked: list[Step] = []
    if open_still:
        question = f"1 of 4  Week of {short(back.monday, coach.today)}: what of this got done?"
        ticked = await _ticked(page, question, open_still)
    questions = _after_the_ticks(coach, back, {step.task.key for step in ticked})
    why, spent, coming = [await page.ask(question) for question in questions]
    words = "; ".join(part for part in (why, f"next: {coming}" if coming else "") if part)
    monday = back.monday
    done = f"Kept: week of {short(monday, coach.today)}"
    if await page.attempt(done, coach.week.keep_review, words, spent_hours(spent), monday, ticked):
        page.read(f"Week of {short(monday, coach.today)}", summary(coach, monday))


async def _ticked(page: Page, question: str, open_still: Mapping[str, str]) -> list[Step]:
    """What got done: by the codes of a printed page where there is one, else from a list."""
    paper, road = page.coach.paper, page.coach.road
    if any(paper.named(open_still).values()):
        hint = "The codes of the page that you printed. Empty: choose from a list."
        if text := await page.ask(Ask(question, hint=hint, check=paper.steps)):
            return [step for step in paper.steps(text).values() if step and not step.finished]
    return [road.step(key) for key in await page.pick_several(question, open_still)]


def _after_the_ticks(coach: Coach, back: LookBack, ticked: Container[str]) -> list[Ask]:
    """The other three questions, each with what the plan says of it."""
    first = 2 if back.slipped else 1
    numbers = [f"{first + place} of {first + 2}" for place in range(3)]
    late = slipped(coach, coach.week.plan())
    slips = [
        f"{slip.step.task.title} ({slip.why})"
        for slip in back.slipped
        if slip.step.task.key not in ticked
    ]
    nexts = [item.step.task.title for item in back.next if item.step.task.key not in ticked]
    slipping = f"Open still: {'; '.join(slips)}." if slips else f"{late or 'Nothing slipped'}."
    coming = f"Next: {'; '.join(nexts)}." if nexts else "Nothing presses."
    planned = f"{hours(back.planned_hours)} were planned. Empty: as planned."
    return [
        Ask(f"{numbers[0]}  What slipped, and why?", hint=f"{slipping} Empty is fine."),
        Ask(f"{numbers[1]}  How many hours did the week take?", hint=planned, check=spent_hours),
        Ask(f"{numbers[2]}  What is next, or would help?", hint=f"{coming} Empty is fine."),
    ]


def spent_hours(text: str) -> float | None:
    """Hours as typed, 0 among them; None for no answer. Raises CoachError."""
    return (number(text) if text.strip(" 0") else 0.0) if text.strip() else None


def summary(coach: Coach, monday: date) -> list[Line]:
    """A week that was kept, in the order of the questions, and what it says of the pace."""
    rest = Line.of("Rest is part of the plan. u takes the review back.", "dim")
    return [*look_back(coach.week.look_back(monday), coach.week.pace, MOST_NAMED), Line(), rest]
