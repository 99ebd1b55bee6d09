"""Hands and eyes of a test: keys in a row, and what the screen says in one line."""

from __future__ import annotations

from typing import Any, Final

from textual.pilot import Pilot

from screens.app import CoachApp

SAID: Final[dict[str, Any]] = {
    "graduate_type": "non_us_img",
    "graduation_date": "2019-06-30",
    "match_year": "2027",
    "specialties": "IM",
    "visa": "j1",
    "us_status": "abroad",
    "certified": "yes",
    "hours_per_week": "9",
}
"""So many of the first questions that the clock asks its own."""


async def press(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
    await pilot.pause()


def text(app: CoachApp) -> str:
    lines = app.screen._compositor.render_strips()
    return " ".join(" ".join(strip.text for strip in lines).split())
