"""The road in words: the stages with their checklists, what has no chance, what moved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from coach.journey.gates import missed_words
from coach.journey.standing import Step
from coach.records import STAGES
from coach.saying.text import STATE_SIGNS, Line, head, rows
from coach.subjects.coach import Coach
from coach.wording import NO_HOURS, short

if TYPE_CHECKING:
    from coach.journey.chances import OnTime
    from coach.journey.compared import Moved

MOST_MOVED: Final = 10
"""Moves told by a command; --json has all."""


def journey(coach: Coach, chances: Mapping[str, OnTime], stages: Iterable[str]) -> list[Line]:
    """The stages with their checklists, and why some steps have no chance."""
    here = coach.road.place.stage
    lines = [Line.of(f"You are in: {STAGES[here]} ({coach.road.place.why}).")]
    for stage in stages:
        steps = [step for step in coach.road.plan.steps if step.task.stage == stage]
        done = sum(step.finished for step in steps)
        mark = " ← here" if stage == here else ""
        lines += [Line(), head(f"{STAGES[stage]}  {done} of {len(steps)} done{mark}")]
        lines += rows(_step(coach, step, chances.get(step.task.key)) for step in steps)
    return [*lines, *_without_chance(coach)]


def _step(coach: Coach, step: Step, chance: OnTime | None) -> str:
    due = f"due {short(step.due, coach.today)}" if step.due else ""
    ahead = (end := step.last_day or step.due) and end >= coach.today
    known = str(chance) if chance and step.due and ahead else ""
    row = f"  {STATE_SIGNS[step.state]} {step.task.title:44} {due:16} {known:11} {step.task.key}"
    return row.rstrip()


def _without_chance(coach: Coach) -> list[Line]:
    """Why some steps have no chance, each missed task once."""
    if coach.profile.applicant.hours_a_week == 0:
        return [Line(), Line.of(NO_HOURS)]
    needed: dict[str, int] = {}
    for step in coach.road.plan.steps:
        for key in () if step.behind else step.missed:
            needed[key] = needed.get(key, 0) + 1
    return [Line()] * bool(needed) + [
        Line.of(
            f"{count} {'step' if count == 1 else 'steps'} without a chance: "
            f"{missed_words(coach.road.step(key).task)}."
        )
        for key, count in needed.items()
    ]


def moved(since: str, moves: Sequence[Moved]) -> list[Line]:
    """What moved on the road since a day, the largest move first."""
    told = [Line.of(str(move), indent=2, hang=2) for move in moves[:MOST_MOVED]]
    return [Line(), head(f"Moved since {since}"), *(told or [Line.of("Nothing.", indent=2)])]
