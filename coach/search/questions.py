"""What a question asks for: the nearest answers, one for each need in it, or that none is known."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from coach.records import Advice, Asked

FLOOR: Final = 0.55
"""How sure an answer must be to be one: of 65 questions that none answers 10 are surer, 18 of 225
others less sure, and those stand among the nearest."""
PART_FLOOR: Final = 0.5
"""The same for a part of a question: half a sentence is near to much."""
OF_WHOLE: Final = 0.8
"""What the whole question counts where a part is read: it says what the part is about."""
SHOWN: Final = 3
LONGEST: Final = 300
"""Letters that are looked at; a pasted page is no question."""
PARTS: Final = r"[?;\n]+| [/+&] |,? \b(?:and|also|plus|n)\b "
"""What stands before a further question; a full stop ends what only explains one."""

Near = Callable[[str], Sequence[tuple[float, Advice]]]


def meant(question: str, near: Near, limit: int = SHOWN) -> Asked:
    """What a question asks for; of two needs in it both answers stand first."""
    text = question[:LONGEST]
    nearest = near(text)
    best = [answer for _, answer in nearest[:limit]]
    needs = _needs(text, near, {answer.key: sure for sure, answer in nearest})
    if nearest and nearest[0][0] >= FLOOR and (len(needs) < 2 or best[0].key in needs):
        needs = {best[0].key: best[0]} | needs
    ordered = needs | {each.key: each for each in best if each.key not in needs}
    return Asked(tuple(ordered.values())[:limit], min(len(needs), limit))


def _needs(text: str, near: Near, whole: dict[str, float]) -> dict[str, Advice]:
    """What the parts of a question ask for, read in the light of the whole."""
    parts = [part for part in re.split(PARTS, text) if part.strip()]
    needs = {}
    for nearest in map(near, parts if len(parts) > 1 else ()):
        sure, answer = max(
            nearest,
            key=lambda each: each[0] + OF_WHOLE * whole.get(each[1].key, 0.0),
            default=(0.0, None),
        )
        if answer and sure >= PART_FLOOR:
            needs[answer.key] = answer
    return needs
