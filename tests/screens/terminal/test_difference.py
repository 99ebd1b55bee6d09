"""What is sent turns the old picture into the new one, and is short."""

from __future__ import annotations

from emulator import FLAGS, Cell as Seen, Emulator, Look, width_of
from hypothesis import given, settings, strategies as st

from screens.terminal.cells import UNKNOWN, Grid, Painter, Row, clusters, filled
from screens.terminal.difference import difference, is_uncertain
from screens.terminal.style import PLAIN, Style, after, on_blank

COLUMNS, ROWS = 24, 5
LOOKS = [
    after(PLAIN, codes)
    for codes in (
        "0",
        "1;31",
        "2;31",
        "7",
        "41",
        "3;38;5;200;48;2;1;2;3",
        "4;91",
        "1;4;9;53;38;2;250;1;2",
        "21;5;104",
        "48;5;17",
    )
]
TEXTS = ["a", "b", "xyz", " ", "    ", "          ", "é", "e\u0301", "東", "병원", "─│", "🎉"]
TEXTS += ["👨\u200d👩\u200d👧", "❤\ufe0f", "🇩🇪", "👍🏽"]
# Made once: hypothesis looks through all that may be drawn when a strategy is made.
PIECES = st.sampled_from([(list(clusters(text)), style) for text in TEXTS for style in LOOKS])
TEXT = st.sampled_from(TEXTS)
KINDS = st.sampled_from(["same", "other", "part", "blank"])
PAPERS = st.sampled_from(["", "41"])
PLACES = st.integers(1, COLUMNS)


def seen(grid: Grid) -> list[list[Seen]]:
    """A grid in the emulator's terms."""
    names = {code: name for code, name in FLAGS.items()}

    def look(style: Style) -> Look:
        bg = style.paper
        if bg.startswith("48;"):
            bg = bg[3:].replace(";", ".")
        elif bg:
            bg = str(int(bg) - 10)
        ink = style.ink[3:].replace(";", ".") if style.ink.startswith("38;") else style.ink
        flags = frozenset(name for code, name in names.items() if style.marks & 1 << code)
        return Look(ink, bg, flags)

    return [[Seen(cluster, look(style)) for cluster, style in row] for row in grid]


@st.composite
def rows(draw: st.DrawFn) -> Row:
    """A row of pieces of text in random looks; most of them plain."""
    row: Row = []
    while len(row) < COLUMNS:
        piece, style = draw(PIECES)
        for cluster, width in piece:
            if len(row) + width > COLUMNS:
                cluster, width = " ", 1
            shown = on_blank(style) if cluster == " " else style
            row += [(cluster, shown)] + [("", shown)] * (width - 1)
    return row[:COLUMNS]


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Grid, Grid]:
    """Two pictures of which some rows are equal, some alike and some different."""
    old = [draw(rows()) for _ in range(ROWS)]
    new = [row[:] for row in old]
    for y in range(ROWS):
        kind = draw(KINDS)
        if kind == "other":
            new[y] = draw(rows())
        elif kind == "blank":
            paper = draw(PAPERS)
            new[y] = [(" ", Style(paper=paper))] * COLUMNS
        elif kind == "part":
            painter = Painter()
            at = draw(PLACES)
            painter.paint(new, f"\x1b[{y + 1};{at}H\x1b[1;35m{draw(TEXT)}\x1b[0m")
    return old, new


def emulator_showing(grid: Grid, *, bce: bool) -> Emulator:
    emulator = Emulator(COLUMNS, ROWS, bce=bce)
    emulator.feed("\x1b[?7l")
    emulator.cells = seen(grid)
    return emulator


@settings(max_examples=200, deadline=None)
@given(pairs(), st.booleans(), st.integers(0, COLUMNS - 1), st.integers(0, ROWS - 1))
def test_the_difference_turns_the_old_picture_into_the_new(
    pair: tuple[Grid, Grid], bce: bool, x: int, y: int
) -> None:
    old, new = pair
    emulator = emulator_showing(old, bce=bce)
    emulator.x, emulator.y = y, 1
    sent = difference(old, new, at=(y, 1), cursor=(x, y), erase_colours=bce)
    emulator.feed(sent.encode())
    assert emulator.seen() == seen(new)
    assert (emulator.x, emulator.y) == (x, y)
    assert emulator.look == Look()
    assert not emulator.unknown


@settings(max_examples=150, deadline=None)
@given(pairs(), st.booleans())
def test_whatever_was_on_the_screen_all_is_painted_when_nothing_is_known(
    pair: tuple[Grid, Grid], bce: bool
) -> None:
    rubbish, new = pair
    emulator = emulator_showing(rubbish, bce=bce)
    emulator.feed(difference(filled(UNKNOWN, COLUMNS, ROWS), new, erase_colours=bce))
    assert emulator.seen() == seen(new)


@settings(max_examples=150, deadline=None)
@given(pairs())
def test_the_painter_reads_what_the_difference_writes(pair: tuple[Grid, Grid]) -> None:
    old, new = pair
    painted = [row[:] for row in old]
    assert Painter().paint(painted, difference(old, new))
    assert painted == new


def grid_of(*lines: str) -> Grid:
    grid = filled((" ", PLAIN), COLUMNS, len(lines))
    for y, line in enumerate(lines):
        Painter().paint(grid, f"\x1b[{y + 1};1H{line}")
    return grid


def sent(old: Grid, new: Grid, **options: bool) -> str:
    return difference(old, new, at=(0, 0), cursor=(0, 0), **options)


def test_nothing_is_sent_when_nothing_changed() -> None:
    grid = grid_of("one", "two")
    assert sent(grid, [row[:] for row in grid]) == ""


def test_a_mark_moves_down_in_a_few_bytes() -> None:
    old, new = grid_of("> one", "  two"), grid_of("  one", "> two")
    assert sent(old, new) == " \r\n>\x1b[H"


def test_a_short_gap_is_written_over_and_a_long_one_jumped() -> None:
    assert sent(grid_of("a-a"), grid_of("b-b")) == "b-b\r"
    assert sent(grid_of("a---------a"), grid_of("b---------b")) == "b\x1b[9Cb\r"


def test_the_blank_end_of_a_row_is_erased() -> None:
    assert sent(grid_of("name-of-a-program"), grid_of("name")) == "name\x1b[K\r"


def test_a_coloured_end_is_erased_only_where_the_terminal_fills_it() -> None:
    old, new = grid_of("name of a program"), grid_of("\x1b[44m" + " " * COLUMNS)
    assert sent(old, new, erase_colours=True) == "\x1b[44m\x1b[K\x1b[m"
    assert sent(old, new) == "\x1b[44m" + " " * COLUMNS + "\x1b[m\x1b[H"


def test_only_the_part_of_a_style_that_changes_is_sent() -> None:
    old = grid_of("----")
    new = grid_of("\x1b[1;38;2;10;20;30;44mab\x1b[1;38;2;10;20;30;45mcd")
    assert sent(old, new) == "\x1b[1;38;2;10;20;30;44mab\x1b[45mcd\x1b[m\r"


def test_after_an_emoji_the_cursor_is_placed_anew() -> None:
    assert sent(grid_of("-----"), grid_of("🎉x--")) == "  \r🎉\x1b[;3Hx--\x1b[K\r"


@settings(max_examples=150, deadline=None)
@given(pairs())
def test_a_terminal_with_other_widths_is_wrong_in_the_odd_characters_only(
    pair: tuple[Grid, Grid],
) -> None:
    """As tmux 3.3 does, this one draws the heart one cell wide and joins no emoji."""
    old, new = pair
    emulator = Simple(COLUMNS, ROWS)
    emulator.feed("\x1b[?7l")
    emulator.feed(difference(filled(UNKNOWN, COLUMNS, ROWS), old))
    emulator.feed(difference(old, new))
    for row, shown in zip(seen(new), emulator.seen(), strict=True):
        for x, (wanted, cell) in enumerate(zip(row, shown, strict=True)):
            lead = next(x - back for back in range(3) if row[x - back].text != "")
            if not is_uncertain(row[lead].text):
                assert cell == wanted
            elif x > lead:
                assert cell.text in ("", " ") or cell.text[0] in row[lead].text


class Simple(Emulator):
    """A terminal that knows combining marks and wide characters, but no clusters."""

    def _join(self, column: int, char: str) -> None:
        if width_of(char) == 0:
            if char != "\ufe0f":
                super()._join(column, char)
        else:
            self._put(char, width_of(char))
