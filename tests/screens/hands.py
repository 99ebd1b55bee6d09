"""Hands and eyes of a test: keys in a row, and what the screen says in one line."""

from __future__ import annotations

from textual.pilot import Pilot

from screens.app import CoachApp


async def press(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
    await pilot.pause()


def text(app: CoachApp) -> str:
    lines = app.screen._compositor.render_strips()
    return " ".join(" ".join(strip.text for strip in lines).split())
