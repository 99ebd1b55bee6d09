"""What every log asks for next: the one place where the rooms of coach/prepare are named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.logs.experience import EXPERIENCE
from coach.logs.letters import LETTERS
from coach.logs.outreach import OUTREACH, Request
from coach.prepare import rotation_steps, silence
from coach.prepare.step import NextStep
from coach.rules.conditions import holds
from coach.state import studying

if TYPE_CHECKING:
    from coach.state.state import State


def next_steps(state: State) -> tuple[NextStep, ...]:
    """The steps of all logs, the soonest first; a log of which nothing is kept asks for nothing.

    None may read the road, which is planned from them.
    """
    steps: list[NextStep] = [*studying.steps(state)]
    if entries := state.kept(EXPERIENCE):
        steps += rotation_steps.steps(entries, around(state))
    if state.kept(OUTREACH):
        listed, fled = open_requests(state), has_fled(state)
        steps += silence.steps(listed, state.facts.requests, state.today, fled)
    return tuple(sorted(steps, key=lambda step: (step.due is None, step.due)))


def around(state: State) -> rotation_steps.Around:
    """What the log of experience is held against."""
    return rotation_steps.Around(
        facts=state.facts.rotations,
        today=state.today,
        graduation=state.applicant.graduation_date,
        writers=frozenset(each.writer.casefold() for each in state.kept(LETTERS).values()),
        lead=state.facts.tasks["host_papers"].wait_days,
    )


def has_fled(state: State) -> bool:
    """Whether the applicant fled: nobody pushes them to write home."""
    return holds("fled", state.applicant, state.today)


def open_requests(state: State) -> list[tuple[Request, silence.Silence]]:
    """The requests without an answer, each with how it stands."""
    facts, fled = state.facts, has_fled(state)
    return silence.open_requests(
        state.kept(OUTREACH), facts.requests, facts.tasks, state.today, fled
    )
