"""What is said once the first questions are answered: the week, and why it looks so."""

from __future__ import annotations

from coach.journey.standing import Step
from coach.saying.plan import nothing_planned, slipped, too_long
from coach.saying.text import Line
from coach.subjects.coach import Coach
from coach.typed_days import date_words
from coach.wording import hours

SHOWN = 3
"""Tasks of the week that are named."""


def first_week(coach: Coach) -> list[Line]:
    """The first tasks of the week, what leads, and which date it serves; before them, and in
    place of the reason, that the road is too long for the Match year that was chosen."""
    plan = coach.week.plan()
    if not plan.planned:
        return [Line.of(nothing_planned(plan.hours))]
    tasks = [
        Line.of(
            f"{f'{entry.day:%a}' if entry.day else '':3}  {entry.step.title}, {hours(entry.hours)}",
            indent=2,
        )
        for entry in plan.planned[:SHOWN]
    ]
    if (honest := too_long(coach)) and slipped(coach, plan) == honest:
        return [Line.of(f"{honest}."), Line(), *tasks]
    first = plan.planned[0].step
    why = f"First “{first.title}”: {first.task.why[:1].lower()}{first.task.why[1:]}"
    return [*tasks, Line(), Line.of(f"{why.rstrip('.')}. {serves(coach, first)}")]


def serves(coach: Coach, step: Step) -> str:
    """The date that a task serves, in a sentence."""
    today, match = coach.today, f"the Match of March {coach.season.year}"
    if step.gate and step.gate.day and step.gate.day >= today:
        return f"It serves {date_words(step.gate.day)}: {step.gate.title}."
    if step.due and step.due >= today:
        return f"It is due by {date_words(step.due)}."
    if step.due:
        return f"It was due on {date_words(step.due)}; it still helps, so it comes soon."
    if step.unblocks:
        wait = "another task waits" if step.unblocks == 1 else f"{step.unblocks} tasks wait"
        return f"No date presses it, but {wait} for it on the way to {match}."
    return f"No date presses; the road leads to {match}."
