"""Keys arrive whole, an Esc soon, and the reader leaves when told."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from threading import Thread

import pytest

from screens.terminal.keyboard import Alarm, read_keys


class Reader:
    """A reader in its thread, and the end of the line one types on."""

    def __init__(self) -> None:
        self.fed: list[str] = []
        self.ticks: list[float] = []
        self.alarm = Alarm()
        self.there: bool | None = None
        self.read_end, self.keyboard = os.pipe()
        self.thread = Thread(target=self._run)
        self.thread.start()

    def _run(self) -> None:
        self.there = read_keys(
            self.read_end,
            self.alarm,
            escape_delay_s=0.02,
            feed=lambda text: [self.fed.append(text)],
            tick=lambda: [self.ticks.append(time.monotonic())],
        )

    def type(self, data: bytes) -> None:
        os.write(self.keyboard, data)
        time.sleep(0.1)

    def leave(self) -> float:
        began = time.monotonic()
        self.alarm.set()
        self.thread.join(5)
        return time.monotonic() - began


@pytest.fixture
def reader() -> Iterator[Reader]:
    reader = Reader()
    yield reader
    reader.leave()


def test_what_is_typed_is_fed(reader: Reader) -> None:
    reader.type(b"j")
    reader.type("é".encode()[:1])
    reader.type("é".encode()[1:])
    assert reader.fed == ["j", "é"]


def test_after_a_key_it_looks_again_soon_and_then_sleeps(reader: Reader) -> None:
    began = time.monotonic()
    reader.type(b"\x1b")
    assert any(tick - began > 0.02 for tick in reader.ticks)
    count = len(reader.ticks)
    time.sleep(0.15)
    assert len(reader.ticks) == count


def test_it_leaves_at_once_and_can_be_started_again(reader: Reader) -> None:
    assert reader.leave() < 1
    assert reader.there is True
    reader.alarm.clear()
    reader.thread = Thread(target=reader._run)
    reader.thread.start()
    reader.type(b"k")
    assert reader.fed == ["k"]


def test_it_tells_when_the_line_is_gone(reader: Reader) -> None:
    os.close(reader.keyboard)
    reader.thread.join(5)
    assert reader.there is False
