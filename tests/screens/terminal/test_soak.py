"""Thousands of keys: the screen is the one that Textual's own output would give.

A few seconds by default; COACH_SOAK=full presses for minutes.
"""

from __future__ import annotations

import os

import pytest
from demo import Demo
from rich.color import ColorSystem
from session import demo
from soak import soak

FULL = os.environ.get("COACH_SOAK") == "full"
PRESSES = 4000 if FULL else 90
KEYS = [
    *("j", "k", "j", "down", "up", "pagedown", "pageup", "G", "g"),
    *("slash", "a", "b", "e", "x", "backspace", "left", "right", "home", "end", "escape"),
    *("enter", "tab", "m", "p", "t"),
]


@pytest.mark.parametrize("colours", list(ColorSystem)[:3], ids=lambda system: system.name.lower())
async def test_random_keys_and_sizes(colours: ColorSystem) -> None:
    def make() -> Demo:
        app = Demo()
        app.console._color_system = colours
        return app

    soaked = await soak(make, keys=KEYS, presses=PRESSES, seed=int(colours))
    assert soaked.presses == PRESSES
    assert soaked.our_bytes * 2 < soaked.stock_bytes


def test_two_real_terminals_show_the_same_after_the_same_keys() -> None:
    keys = ["j", "j", "pagedown", "/", "a", "escape", "m", "escape", "t", "p", "down", "escape"]
    sizes = {4: (100, 30), 8: (60, 20)}
    with demo("cells") as ours, demo("stock") as stock:
        for terminal in (ours, stock):
            terminal.wait_for("type to filter")
        assert ours.emulator.seen() == stock.emulator.seen()
        for turn, key in enumerate(keys * (20 if FULL else 1)):
            if size := sizes.get(turn % len(keys)):
                ours.resize(*size)
                stock.resize(*size)
            ours.press(key)
            stock.press(key)
            ours.until(lambda: ours.emulator.seen() == stock.emulator.seen())
        assert len(ours.received) * 3 < len(stock.received)
