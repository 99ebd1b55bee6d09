"""Runs an application on two terminals at once and compares them cell by cell.

One gets every byte Textual writes, the other what `Picture` sends instead. The
application, the keys and the sizes are arguments, so that any Textual app can
be soaked:

    asyncio.run(soak(lambda: MyApp(), keys=["j", "k", "enter"], presses=5000, seed=1))
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from emulator import Emulator
from textual import events
from textual.app import App
from textual.driver import Driver
from textual.keys import _character_to_key

from screens.terminal.picture import Picture

SIZES = ((80, 24), (60, 20), (120, 36), (100, 30), (41, 13))


class TwoTerminals(Driver):
    """Shows every frame on a terminal as Textual does, and on another as we do."""

    def __init__(self, app: App[Any], size: tuple[int, int], chance: random.Random) -> None:
        super().__init__(app, size=size)
        self.stock = Emulator(*size)
        self.ours = Emulator(*size)
        self.picture = Picture(*size, erase_colours=True)
        self.stock_bytes = self.our_bytes = 0
        self._chance = chance
        for terminal in (self.stock, self.ours):
            terminal.feed("\x1b[?7l")

    def write(self, data: str) -> None:
        # A terminal goes to the start of the next line because the kernel adds the return.
        self.stock.feed(data.replace("\n", "\r\n"))
        self.stock_bytes += len(data.encode())
        self.picture.write(data)
        if self._chance.random() < 0.3:  # as when the line is free just now
            self.send()

    def send(self) -> None:
        sent = self.picture.take()
        self.ours.feed(sent.replace("\n", "\r\n"))
        self.our_bytes += len(sent.encode())

    def resize(self, columns: int, rows: int) -> None:
        self.stock.resize(columns, rows)
        self.ours.resize(columns, rows)
        self.picture.resize(columns, rows)

    def start_application_mode(self) -> None: ...
    def disable_input(self) -> None: ...
    def stop_application_mode(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Soaked:
    """What came of it."""

    presses: int
    stock_bytes: int
    our_bytes: int


async def soak(
    make_app: Callable[[], App[Any]],
    *,
    keys: Sequence[str],
    presses: int,
    seed: int,
    sizes: Sequence[tuple[int, int]] = SIZES,
    resize_every: int = 40,
) -> Soaked:
    """Press random keys, now and then change the size, and compare after each."""
    chance = random.Random(seed)
    app = make_app()
    terminals: list[TwoTerminals] = []

    def two_terminals(**_: object) -> Driver:
        terminals.append(TwoTerminals(app, sizes[0], chance))
        app._driver = terminals[0]
        return terminals[0]

    app._build_driver = two_terminals  # type: ignore[method-assign]
    history: list[str] = []
    async with app.run_test(size=sizes[0]) as pilot:
        both = terminals[0]
        for _ in range(presses):
            if chance.randrange(resize_every) == 0:
                size = chance.choice(sizes)
                history.append("x".join(map(str, size)))
                both.resize(*size)
                await pilot.resize_terminal(*size)
                await settled(app, size)
            key = chance.choice(keys)
            history.append(key)
            press(both, key)
            # A few rounds of the loop, or long enough for Textual to paint.
            for _ in range(chance.randrange(40)):
                await asyncio.sleep(0)
            await asyncio.sleep(chance.choice((0, 0, 0.002, 0.01, 0.03)))
            both.send()
            compare(both, history)
            if app._exit:
                break
        await pilot.pause()
    return Soaked(presses, both.stock_bytes, both.our_bytes)


async def settled(app: App[Any], size: tuple[int, int]) -> None:
    """Wait for the first frame of a new size: until then each terminal cuts off its own way."""
    async with asyncio.timeout(10):
        while app.screen.size != size or app.screen._dirty_widgets or app.screen._layout_required:
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.03)


def press(driver: Driver, key: str) -> None:
    """Do what the keyboard thread does with a key: `j`, `enter`, `ctrl+l` ..."""
    name = _character_to_key(key) if len(key) == 1 else key
    character = key if len(key) == 1 else {"enter": "\r", "tab": "\t", "slash": "/"}.get(name)
    driver.process_message(events.Key(name, character))


def compare(both: TwoTerminals, history: list[str]) -> None:
    """Every cell of both terminals: characters, colours, attributes; and the cursor."""
    if both.ours.cells != both.stock.cells or both.ours.unknown:
        compare_cells(both, history)
    assert (both.ours.x, both.ours.y) == (both.stock.x, both.stock.y)


def compare_cells(both: TwoTerminals, history: list[str]) -> None:
    ours, stock = both.ours.seen(), both.stock.seen()
    for y, (our_row, stock_row) in enumerate(zip(ours, stock, strict=True)):
        for x, (our, other) in enumerate(zip(our_row, stock_row, strict=True)):
            assert our == other, f"row {y}, column {x} after {' '.join(history[-30:])}"
    assert not both.ours.unknown, "sent what no terminal knows"
