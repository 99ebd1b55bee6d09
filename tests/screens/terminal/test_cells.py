"""A frame is drawn on the grid as a terminal would draw it."""

from __future__ import annotations

import pytest
from emulator import Emulator
from hypothesis import given, strategies as st

from screens.terminal.cells import Grid, Painter, clusters, filled, resized
from screens.terminal.style import PLAIN, after

COLUMNS, ROWS = 12, 3
PIECES = [
    *("a", "xyz", "   ", "東", "병원", "e\u0301", "\u0301", "👨\u200d👩\u200d👧", "❤\ufe0f", "🇩🇪"),
    *("\x1b[1;1H", "\x1b[2;5H", "\x1b[H", "\x1b[3H", "\x1b[1;12H", "\x1b[2C", "\x1b[D", "\x1b[A"),
    *("\r", "\b", "\x1b[K", "\x1b[31m", "\x1b[0;44m", "\x1b[4m", "\x1b[m", "\x1b[0m"),
]


def texts(grid: Grid) -> list[list[str]]:
    return [[cluster for cluster, _ in row] for row in grid]


def painted(frame: str, columns: int = COLUMNS, rows: int = ROWS, **options: bool) -> Grid:
    grid = filled((" ", PLAIN), columns, rows)
    assert Painter(**options).paint(grid, frame)
    return grid


@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_characters_stand_where_a_terminal_puts_them(pieces: list[str]) -> None:
    # Wide enough for all: at the right margin every terminal has its own ways.
    terminal = Emulator(120, ROWS)
    terminal.feed("\x1b[?7l" + "".join(pieces))
    grid = painted("".join(pieces), 120)
    assert texts(grid) == [[cell.text for cell in row] for row in terminal.cells]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ab", [("a", 1), ("b", 1)]),
        ("東x", [("東", 2), ("x", 1)]),
        ("e\u0301x", [("e\u0301", 1), ("x", 1)]),
        ("👨\u200d👩\u200d👧!", [("👨\u200d👩\u200d👧", 2), ("!", 1)]),
        ("❤\ufe0f", [("❤\ufe0f", 2)]),
        ("👍🏽", [("👍🏽", 2)]),
        ("🇩🇪🇫🇷", [("🇩🇪", 2), ("🇫🇷", 2)]),
    ],
)
def test_what_is_drawn_as_one_is_one(text: str, found: list[tuple[str, int]]) -> None:
    assert list(clusters(text)) == found


def test_half_of_a_wide_character_is_blank() -> None:
    assert texts(painted("東東東\x1b[1;2Hx\x1b[1;5Hy", 6, 1)) == [[" ", "x", "東", "", "y", " "]]
    assert texts(painted("\x1b[1;6H東", 6, 1)) == [[" "] * 6]
    assert texts(resized(painted("ab東", 4, 1), 3, 1)) == [["a", "b", " "]]


def test_a_combining_mark_that_comes_late_joins_the_character_before() -> None:
    assert texts(painted("\x1b[31me\x1b[0m\x1b[32m\u0301x", 3, 1)) == [["e\u0301", "x", " "]]


def test_control_characters_in_a_text_are_left_out() -> None:
    assert texts(painted("\x1b[1;1Ha\x07b\x00c\x9bd", 5, 1)) == [["a", "b", "c", "d", " "]]


def test_what_is_outside_of_the_screen_is_cut_off() -> None:
    assert texts(painted("\x1b[1;3Habcdef\x1b[9;1Hx", 5, 2)) == [
        [" ", " ", "a", "b", "c"],
        [" "] * 5,
    ]


def test_a_sequence_no_grid_can_hold_is_told() -> None:
    grid = filled((" ", PLAIN), 5, 1)
    for frame in ("\x1b[1;1Ha\x1b[2J", "\x1b[1;1H\x1bPq#0\x1b\\", "\x1b[1;1H\x1b[73mx", "\x1b"):
        assert not Painter().paint(grid, frame)


def test_without_colours_the_attributes_stay() -> None:
    grid = painted("\x1b[1;31;44mx\x1b[7;38;2;1;2;3my", 2, 1, colours=False)
    assert grid == [[("x", after(PLAIN, "1")), ("y", after(PLAIN, "1;7"))]]
