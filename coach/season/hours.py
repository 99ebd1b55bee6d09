"""An hour as one writes it."""

from __future__ import annotations

import re
from typing import Final

HOUR: Final = re.compile(r"(\d{1,2})(?:[:.](\d\d))? ?(?:([ap])\.?m\.?)?")
WORDS: Final = {"noon": "12:00", "midday": "12:00", "midnight": "00:00"}


def hour_typed(text: str) -> str | None:
    """The hour of a word, `9am`, `2:30 pm`, `14:30`, as 14:30; None where it is none. A bare number
    is none: nobody knows which half of the day it is of."""
    word = text.strip().casefold()
    match = HOUR.fullmatch(word)
    if match is None or not (match[2] or match[3]):
        return WORDS.get(word)
    hours, minutes = int(match[1]), int(match[2] or 0)
    if match[3]:
        if not 1 <= hours <= 12:
            return None
        hours = hours % 12 + 12 * (match[3] == "p")
    return f"{hours:02}:{minutes:02}" if hours < 24 and minutes < 60 else None
