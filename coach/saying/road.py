"""The whole road in one line, filled by what is done of each stage."""

from __future__ import annotations

from typing import Final

from coach.saying.bars import bar
from coach.saying.text import ARROW, DOT, Line, Part
from coach.subjects.coach import Coach

NAMES: Final = {
    "planning": "Plan",
    "exams": "Exams",
    "clinical_experience": "Clinic",
    "application_year": "Apply",
    "interviews": "Interviews",
    "ranking": "Rank",
    "match_soap": "Match",
    "pre_residency": "Start",
}
"""Stages in one word."""
AROUND: Final = sum(len(name) + 2 for name in NAMES.values()) + 1
"""Cells that names, gaps and the brackets of the present stage take."""
MOST: Final = 6
"""Cells at most that one stage is filled in."""
ARROWS_FROM: Final = 74
"""Cells from which names alone have arrows between them."""


def road_line(coach: Coach, width: int) -> Line:
    """The stages in so many cells, the present one in brackets; at few cells their names alone."""
    here, order = coach.road.place.stage, list(NAMES)
    cells = min((width - AROUND) // len(order), MOST)
    gap = " " if cells > 1 else f" {ARROW} " if width >= ARROWS_FROM else ">"
    parts: list[Part] = []
    for place, (stage, name) in enumerate(NAMES.items()):
        tone = "strong" if stage == here else "dim" if place < order.index(here) else ""
        words = f"{name} {bar(_done(coach, stage), cells, DOT)}" if cells > 1 else name
        parts += [(gap, "dim")] * bool(parts)
        parts.append((f"[{words}]" if stage == here else words, tone))
    return Line(tuple(parts))


def _done(coach: Coach, stage: str) -> float:
    steps = [step.finished for step in coach.road.plan.steps if step.task.stage == stage]
    return sum(steps) / max(len(steps), 1)
