"""Keys arrive whole, an Esc soon, and the reader leaves when told."""

from __future__ import annotations

import os
import string
import time
from collections.abc import Iterable, Iterator
from threading import Thread

import pytest
from hypothesis import given, strategies as st
from session import KEYS
from textual._xterm_parser import XTermParser
from textual.events import Key, Paste

from screens.terminal import keyboard
from screens.terminal.keyboard import Alarm, Pieces, read_keys


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
            pieces=Pieces(self.fed.append, lambda: self.fed.append("Esc")),
            tick=lambda: self.ticks.append(time.monotonic()),
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
    assert reader.fed == ["Esc"]
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


class Typed:
    """What keys a terminal's pieces make, on a clock of its own."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.told: list[str] = []
        self.now = 0.0
        monkeypatch.setattr(keyboard, "monotonic", lambda: self.now)
        parser = XTermParser()
        self.pieces = Pieces(
            lambda text: self._tell(parser.feed(text)), lambda: self.told.append("escape")
        )

    def _tell(self, events: Iterable[object]) -> None:
        for event in events:
            if isinstance(event, Paste):
                self.told.append(f"paste of {len(event.text)}")
            elif isinstance(event, Key):
                self.told.append(event.key)

    def type(self, *pieces: str, pause_s: float = 0.01, answers_s: float = 0.025) -> list[str]:
        """The keys of these pieces, with a pause after each."""
        for piece in pieces:
            self.pieces.take(piece)
            self.now += pause_s
            if pause_s > answers_s:
                self.pieces.nothing_followed()
        told, self.told = self.told, []
        return told


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Typed:
    return Typed(monkeypatch)


@given(
    st.lists(st.sampled_from([*"j3am/", "enter", "escape", "up", "pagedown", "f1", "tab"])),
    st.sets(st.integers(0, 30)),
)
def test_keys_are_the_same_however_the_line_cuts_them(keys: list[str], cuts: set[int]) -> None:
    text = "".join(KEYS.get(key, key) for key in keys)
    places = [0, *sorted(cuts), len(text)]
    pieces = [text[start:end] for start, end in zip(places, places[1:], strict=False)]
    with pytest.MonkeyPatch.context() as patch:
        typed = Typed(patch)
        told = typed.type(*filter(None, pieces))
        typed.pieces.nothing_followed()
    assert told + typed.told == ["slash" if key == "/" else key for key in keys]


def test_an_esc_and_the_letter_after_it_are_two_keys(typed: Typed) -> None:
    assert typed.type("\x1b3j\x1bf\x1b\x1bq") == [
        "escape",
        *"3j",
        "escape",
        "f",
        *["escape"] * 2,
        "q",
    ]


def test_enter_before_the_program_had_the_terminal_is_enter(typed: Typed) -> None:
    assert typed.type("3\n") == ["3", "enter"]


def test_a_key_cut_so_late_that_esc_has_acted_types_no_letters(typed: Typed) -> None:
    assert typed.type("\x1b", "[B", "j", pause_s=0.3) == ["escape", "down", "j"]
    assert typed.type("\x1b[", "B", "j", pause_s=0.3) == ["down", "j"]
    assert typed.type("\x1b", "[", "j", pause_s=0.3) == ["escape", "left_square_bracket", "j"]


def test_the_start_of_a_key_that_never_ends_is_forgotten(typed: Typed) -> None:
    assert typed.type("\x1b[", "j", pause_s=5) == ["j"]


@pytest.mark.parametrize("marked", [True, False])
def test_a_pasted_text_is_never_typed(typed: Typed, marked: bool) -> None:
    text = (string.printable[:80] + "\n") * 40
    pieces = [text[at : at + 999] for at in range(0, len(text), 999)]
    if marked:
        pieces = ["\x1b[200~", *pieces, "\x1b[201~"]
    told = typed.type(*pieces)
    assert told and all(key.startswith("paste of") for key in told)
    assert sum(int(key.split()[-1]) for key in told) == len(text)
    typed.now += 1
    assert typed.type("j") == ["j"]


@given(st.sets(st.integers(0, 40)))
def test_a_paste_is_whole_however_the_line_cuts_it(cuts: set[int]) -> None:
    text = "a\x1b[200~quit\nall\x1b[201~j\x1b[200~q\x1b[201~\x1b"
    places = [0, *sorted(cut for cut in cuts if cut < len(text)), len(text)]
    with pytest.MonkeyPatch.context() as patch:
        typed = Typed(patch)
        told = typed.type(*(text[a:b] for a, b in zip(places, places[1:], strict=False)))
        typed.pieces.nothing_followed()
    assert told + typed.told == ["a", "paste of 8", "j", "paste of 1", "escape"]


def test_a_held_key_and_a_line_typed_ahead_are_no_paste(typed: Typed) -> None:
    assert typed.type("j" * 4000) == ["j"] * 4000
    assert len(typed.type("3/hurley\rya note of some words\r" * 6)) > 100
