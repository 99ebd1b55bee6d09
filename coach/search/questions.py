"""What a question asks for: the nearest answers, one for each need in it, or that none is known."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from coach.records import Advice, Asked

FLOOR: Final = 0.56
"""How sure a question or a part of it must be to have an answer: of 65 that none answers 10 are
surer, 17 of 225 others less sure, and their nearest are shown as no more than near."""
BOTH_FLOOR: Final = 0.4
"""The same where two parts ask for different answers: chance does that seldom."""
PART_FLOOR: Final = 0.25
"""How near a part must be to what it asks for: 5 of 428 questions with one need get a second, 15 of
20 others with two get both."""
OF_WHOLE: Final = 0.6
OF_FIRST: Final = 0.3
"""What the whole question and its first part count where a part is read: they say what it is of."""
SHOWN: Final = 3
LONGEST: Final = 300
"""Letters that are looked at; a pasted page is no question."""
PARTS: Final = r"(?<=\?)|[;\n]+| [/+&] |, |[,?]? ?\b(?:and|also|plus|n|btw)\b "
"""What stands before a further question; a full stop ends what only explains one."""
TELLS: Final = r"(?i)\b(?:i|im|ive|passed|failed|got|said|didnt)\b|^\W*not\b"
ASKS: Final = (
    r"(?i)\b(?:how|wh?at|when|where|whom?|which|why|if|ok|(?:do|can|should|am|will) i)\b|\?|"
    r"^\W*(?:can|could|do|does|did|is|are|should|shall|will|would|must|am|any)\b"
)
"""A part that tells of oneself and asks nothing explains another: passed step 1, which is next."""

Nearest = Sequence[tuple[float, Advice]]
Near = Callable[[str], tuple[float, Nearest]]
"""How surely a question has an answer, and how near to it each is, the nearest first."""


def meant(question: str, near: Near, limit: int = SHOWN) -> Asked:
    """What a question asks for; of two needs in it both answers stand first."""
    text = question[:LONGEST]
    sure, nearest = near(text)
    best = {answer.key: answer for _, answer in nearest[:limit]}
    surest, needs = _needs(text, near, _values(nearest))
    if len(needs) < 2 and sure >= FLOOR:
        needs = {answer.key: answer for _, answer in nearest[:1]}
    elif max(sure, surest) < (BOTH_FLOOR if len(needs) > 1 else FLOOR):
        needs = {}
    ordered = {key: best[key] for key in best if key in needs} | needs | best
    return Asked(tuple(ordered.values())[:limit], min(len(needs), limit))


def _values(nearest: Nearest) -> dict[str, float]:
    return {answer.key: value for value, answer in nearest}


def _needs(text: str, near: Near, whole: dict[str, float]) -> tuple[float, dict[str, Advice]]:
    """What the parts of a question ask for, read in the light of the whole; how sure the surest
    part is."""
    parts = [part for part in re.split(PARTS, text) if re.search(r"\w", part)]
    surest, needs, first = 0.0, dict[str, Advice](), dict[str, float]()
    for part in parts if len(parts) > 1 else ():
        sure, nearest = near(part)
        surest = max(sure, surest)
        light = {key: OF_WHOLE * whole[key] + OF_FIRST * first.get(key, 0.0) for key in whole}
        first = first or _values(nearest)
        if re.search(ASKS, part) or not re.search(TELLS, part):
            needs |= _need(nearest, light)
    return surest, needs


def _need(nearest: Nearest, light: dict[str, float]) -> dict[str, Advice]:
    """What a part asks for; empty where nothing is near."""
    read = [(value + light.get(each.key, 0.0), value, each) for value, each in nearest]
    _, value, answer = max(read, key=lambda each: each[0], default=(0.0, 0.0, None))
    return {answer.key: answer} if answer and value >= PART_FLOOR else {}
