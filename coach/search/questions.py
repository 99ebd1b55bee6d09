"""What a question asks for: the nearest answers, one for each need in it, or that none is known.

It is sure, or the nearest are only near and are shown under the question that they answer. Of 225
questions that nobody had seen 130 are sure, all of them of the right answer, 92 near (78 right), 3
unknown; of 65 that nothing here answers 4 are sure and 18 near.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from coach.records import Advice, Asked

SURE: Final = 0.92
"""How likely it must be that some answer fits, for the nearest to be surely it: each left out when
the signs were fitted, 7 of 1,732 that no answer fits are sure, and 241 of 348 others, two of which
another answer fits. And"""
LEAD: Final = 1.0
"""what it must come to: how near it is, and `BEFORE` times how far before the next."""
BEFORE: Final = 2.0
NEAR: Final = 0.6
"""How likely some answer must fit for the nearest to be read, under the question that it answers;
where parts ask for different answers both are sure if each part alone is so likely and leads."""
BOTH_NEAR: Final = 0.4
"""The same where parts ask for different answers: chance does that seldom."""
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
"""How likely a question has an answer, and how near to it each is, the nearest first."""


def meant(question: str, near: Near, limit: int = SHOWN) -> Asked:
    """What a question asks for; of two needs in it both answers stand first."""
    text = question[:LONGEST]
    likely, nearest = near(text)
    parts, needs = _needs(text, near, _values(nearest))
    likeliest = max(likely, *(each for each, _ in parts), 0.0)
    if len(needs) > 1:
        is_near, is_sure = likeliest >= BOTH_NEAR, all(map(_is_clear, parts))
    else:
        is_near, is_sure = likeliest >= NEAR, likely >= SURE and _lead(nearest) >= LEAD
        needs = _answers(nearest[:1]) if likely >= NEAR else needs
    needs = needs if is_near else {}
    ordered = _ordered(_answers(nearest[:limit]), needs)
    return Asked(ordered[:limit], min(len(needs), limit), is_near and is_sure)


def _answers(nearest: Nearest) -> dict[str, Advice]:
    return {answer.key: answer for _, answer in nearest}


def _ordered(best: dict[str, Advice], needs: dict[str, Advice]) -> tuple[Advice, ...]:
    """Those that are needed, the nearest first, then the others."""
    return tuple(({key: best[key] for key in best if key in needs} | needs | best).values())


def _is_clear(part: tuple[float, float]) -> bool:
    """Whether a part that asks has an answer by itself."""
    likely, lead = part
    return likely >= NEAR and lead >= LEAD


def _lead(nearest: Nearest) -> float:
    """How near the nearest is, and how far before the next."""
    first, second = (*(value for value, _ in nearest[:2]), 0.0, 0.0)[:2]
    return first + BEFORE * (first - second)


def _values(nearest: Nearest) -> dict[str, float]:
    return {answer.key: value for value, answer in nearest}


def _needs(
    text: str, near: Near, whole: dict[str, float]
) -> tuple[list[tuple[float, float]], dict[str, Advice]]:
    """What the parts of a question ask for, read in the light of the whole; how likely each part
    that asks has an answer, and by how much that leads."""
    parts = [part for part in re.split(PARTS, text) if re.search(r"\w", part)]
    asking, needs, first = list[tuple[float, float]](), dict[str, Advice](), dict[str, float]()
    for part in parts if len(parts) > 1 else ():
        likely, nearest = near(part)
        light = {key: OF_WHOLE * whole[key] + OF_FIRST * first.get(key, 0.0) for key in whole}
        first = first or _values(nearest)
        if re.search(ASKS, part) or not re.search(TELLS, part):
            asking.append((likely, _lead(nearest)))
            needs |= _need(nearest, light)
    return asking, needs


def _need(nearest: Nearest, light: dict[str, float]) -> dict[str, Advice]:
    """What a part asks for; empty where nothing is near."""
    read = [(value + light.get(each.key, 0.0), value, each) for value, each in nearest]
    _, value, answer = max(read, key=lambda each: each[0], default=(0.0, 0.0, None))
    return {answer.key: answer} if answer and value >= PART_FLOOR else {}
