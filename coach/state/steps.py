"""What every log asks for next: the one place where the rooms of coach/prepare are named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.prepare.step import NextStep

if TYPE_CHECKING:
    from coach.state.state import State


def next_steps(state: State) -> tuple[NextStep, ...]:
    """The steps of all logs, the soonest first; a log of which nothing is kept asks for nothing.

    None may read the road, which is planned from them.
    """
    steps: list[NextStep] = []
    return tuple(sorted(steps, key=lambda step: (step.due is None, step.due)))
