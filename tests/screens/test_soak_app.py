"""The real app under random keys and sizes shows what Textual's own output would show.

A few seconds by default; COACH_SOAK=full presses for minutes.
"""

from __future__ import annotations

import os
from collections.abc import Callable

from soak import soak

from screens.app import CoachApp

PRESSES = 5000 if os.environ.get("COACH_SOAK") == "full" else 120
KEYS = [
    *"jjjkkG",
    "g",
    "ctrl+d",
    "ctrl+u",
    "1",
    "2",
    "3",
    "6",
    "7",
    "slash",
    *"visa",
    "space",
    "enter",
    "enter",
    "escape",
    "escape",
    "escape",
    "a",
    "y",
    "x",
    "u",
    "f",
    "o",
    "s",
    "h",
    "l",
    "question_mark",
    "ctrl+p",
    "tab",
    "t",
    "J",
    "K",
    "ctrl+l",
]


async def test_random_keys_and_sizes(make_app: Callable[..., CoachApp]) -> None:
    soaked = await soak(
        make_app, keys=KEYS, presses=PRESSES, seed=7, sizes=[(80, 24), (60, 20), (120, 36)]
    )
    assert soaked.presses == PRESSES
    assert soaked.our_bytes * 2 < soaked.stock_bytes
