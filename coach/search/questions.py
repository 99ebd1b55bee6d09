"""What a question asks for: the nearest answers, one for each need in it, or that none is known."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from coach.records import Advice, Asked

FLOOR: Final = 0.55
"""How near an answer must be to be one: of 65 questions that none answers 14 come nearer, 29 of 225
others do not and stand among the nearest."""
PART_FLOOR: Final = 0.7
"""The same for a part of a question: half a sentence is near to much."""
SHOWN: Final = 3
LEAST_WORDS: Final = 3
"""Words from which letters are a question."""
LONGEST: Final = 300
"""Letters that are looked at; a pasted page is no question."""
PARTS: Final = r"[?;.!\n]+|,? \b(?:and|but|also|plus)\b "

Near = Callable[[str], Sequence[tuple[float, Advice]]]


def meant(question: str, near: Near, limit: int = SHOWN) -> Asked:
    """What a question asks for; of two needs in it both answers stand first."""
    text = question[:LONGEST]
    nearest = near(text)
    best = [answer for _, answer in nearest[:limit]]
    known = bool(nearest) and nearest[0][0] >= FLOOR
    needs = {each.key: each for each in [best[0], *_needs(text, near)]} if known else {}
    ordered = needs | {each.key: each for each in best if each.key not in needs}
    return Asked(tuple(ordered.values())[:limit], min(len(needs), limit))


def _needs(text: str, near: Near) -> list[Advice]:
    """What the parts of a question ask for, where each is a question by itself."""
    parts = [part for part in re.split(PARTS, text) if part.count(" ") >= LEAST_WORDS - 1]
    nearest = [first for part in parts for first in near(part)[:1]] if len(parts) > 1 else []
    return [answer for value, answer in nearest if value >= PART_FLOOR]
