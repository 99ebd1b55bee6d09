"""What a question asks for: the nearest answers, one for each need in it, or that none is known."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from coach.records import Advice, Asked

FLOOR: Final = 0.55
"""How sure a question or a part of it must be to have an answer: of 65 that none answers 10 are
surer, 18 of 225 others less sure, and their nearest are shown as no more than near."""
PART_FLOOR: Final = 0.25
"""How near a part must be to what it asks for in the light of the whole question: 4 of 428
questions with one need get a second, 60 of 79 with two get both."""
SHOWN: Final = 3
LONGEST: Final = 300
"""Letters that are looked at; a pasted page is no question."""
PARTS: Final = r"(?<=\?)|[;\n]+| [/+&] |, |[,?]? ?\b(?:and|also|plus|n|btw)\b "
"""What stands before a further question; a full stop ends what only explains one."""
TELLS: Final = r"(?i)\b(?:i|im|ive|my|passed|failed|got|said|didnt)\b|^\W*not\b"
ASKS: Final = (
    r"(?i)\b(?:how|wh?at|when|where|whom?|which|why|if|ok|(?:do|can|should|am|will) i)\b|\?|"
    r"^\W*(?:can|could|do|does|did|is|are|should|shall|will|would|must|am|any)\b"
)
"""A part that tells of oneself and asks nothing explains another: passed step 1, which is next."""

Near = Callable[[str], tuple[float, Sequence[tuple[float, Advice]]]]
"""How surely a question has an answer, and how near to it each is, the nearest first."""


def meant(question: str, near: Near, limit: int = SHOWN) -> Asked:
    """What a question asks for; of two needs in it both answers stand first."""
    text = question[:LONGEST]
    sure, nearest = near(text)
    best = {answer.key: answer for _, answer in nearest[:limit]}
    parts = [part for part in re.split(PARTS, text) if re.search(r"\w", part)]
    read = {part: near(part) for part in parts if len(parts) > 1}
    surest = max([sure, *(each for each, _ in read.values())])
    needs = _needs(read, {answer.key: value for value, answer in nearest})
    if surest < FLOOR:
        needs = {}
    elif len(needs) < 2 and sure >= FLOOR:
        needs = dict([*best.items()][:1])
    ordered = {key: best[key] for key in best if key in needs} | needs | best
    return Asked(tuple(ordered.values())[:limit], min(len(needs), limit))


def _needs(
    read: dict[str, tuple[float, Sequence[tuple[float, Advice]]]], whole: dict[str, float]
) -> dict[str, Advice]:
    """What the parts of a question ask for, read in the light of the whole."""
    needs = {}
    for part, (_, nearest) in read.items():
        if re.search(TELLS, part) and not re.search(ASKS, part):
            continue
        value, answer = max(
            nearest,
            key=lambda each: each[0] + whole.get(each[1].key, 0.0),
            default=(0.0, None),
        )
        if answer and value >= PART_FLOOR:
            needs[answer.key] = answer
    return needs
