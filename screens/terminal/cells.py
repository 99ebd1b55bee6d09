"""The screen as a grid of cells, and the pen that draws Textual's frames on it. A frame is what
Textual's compositor writes for one update: cursor jumps, colours, text."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from textual._cells import cell_len

from screens.terminal import style as look
from screens.terminal.style import PLAIN, Style

Cell = tuple[str, Style]
"""What one cell shows: a character with its combining marks, or "" for the
right part of a wide character, which stands in the cell before."""
Row = list[Cell]
Grid = list[Row]

BLANK: Final[Cell] = (" ", PLAIN)
UNKNOWN: Final[Cell] = ("\0", PLAIN)
"""A cell of which nobody knows what it shows; it equals no real one."""

_TOKEN: Final = re.compile(
    r"(?P<text>[^\x00-\x1f\x7f-\x9f]+)"
    r"|\x1b\[(?P<codes>[0-9;]*)m"
    r"|\x1b\[(?P<row>[0-9]*)(?:;(?P<column>[0-9]*))?H"
    r"|\x1b\[(?P<steps>[0-9]*)(?P<way>[ABCD])"
    r"|(?P<erase>\x1b\[0?K)"
    r"|\x1b\]8;[^;\x07\x1b]*;(?P<link>[^\x07\x1b]*)(?:\x1b\\|\x07)"
    r"|(?P<control>[^\x1b])"
    r"|(?P<unknown>\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\x07\x1b]*(?:\x1b\\|\x07)|[^\[\]PX^_])?)"
)


def filled(cell: Cell, columns: int, rows: int) -> Grid:
    """A grid that has the same cell everywhere."""
    return [[cell] * columns for _ in range(rows)]


def resized(grid: Grid, columns: int, rows: int) -> Grid:
    """The same picture cut off or filled up with blanks at the right and the bottom."""
    kept = [row[:] for row in grid[:rows]]
    for row in kept:
        _cut(row, columns)
        row[columns:] = [BLANK] * (columns - len(row))
    return kept + filled(BLANK, columns, rows - len(kept))


class Painter:
    """Draws frames on a grid as the terminal would."""

    def __init__(self, *, colours: bool = True) -> None:
        self._colours = colours
        self._style = PLAIN
        self._pen = PLAIN
        """The style without its colours where the terminal has none."""
        self.x = self.y = 0

    def paint(self, grid: Grid, frame: str) -> bool:
        """Draw a frame; False if there was something in it that no grid can hold."""
        understood = True
        for token in _TOKEN.finditer(frame):
            kind = token.lastgroup
            if kind == "text":
                self._write(grid, token[0])
            elif kind in ("codes", "link"):
                understood &= self._restyle(token["codes"], token["link"])
            elif kind in ("row", "column"):
                self.x = max(1, int(token["column"] or 1)) - 1
                self.y = max(1, int(token["row"] or 1)) - 1
            elif kind == "way":
                self._step(token["way"], max(1, int(token["steps"] or 1)))
            elif kind == "erase":
                if self.y < len(grid):
                    count = len(grid[self.y]) - self.x
                    self._place(grid, [(" ", Style(paper=self._pen.paper))] * count)
            elif kind == "control":
                self._control(token[0])
            else:
                understood = False
        return understood

    def _restyle(self, codes: str | None, link: str | None) -> bool:
        try:
            style = self._style
            style = style._replace(link=link or "") if codes is None else look.after(style, codes)
        except look.UnknownStyle:
            return False
        self._style = style
        self._pen = style if self._colours else style._replace(ink="", paper="")
        return True

    def _step(self, way: str, count: int) -> None:
        self.x = max(0, self.x + {"C": count, "D": -count}.get(way, 0))
        self.y = max(0, self.y + {"B": count, "A": -count}.get(way, 0))

    def _control(self, char: str) -> None:
        """Textual counts the other control characters as no cells wide; they are left out."""
        if char == "\n":  # the kernel sends a carriage return with it
            self.x = 0
            self.y += 1
        elif char == "\r":
            self.x = 0
        elif char == "\b":
            self.x = max(0, self.x - 1)

    def _write(self, grid: Grid, text: str) -> None:
        if self.y >= len(grid):
            return
        inks = _inks(self._pen)
        cells: Row = []
        if text.isascii():
            cells += map(inks.__getitem__, text)
        else:
            for cluster, width in clusters(text):
                if width:
                    cells += [inks[cluster], *[("", self._pen)] * (width - 1)]
                elif not cells:
                    self._join(grid, cluster)
        self._place(grid, cells)
        self.x += len(cells)

    def _join(self, grid: Grid, mark: str) -> None:
        """Put a combining mark that starts a text on the character before it."""
        row, lead = grid[self.y], min(self.x, len(grid[self.y])) - 1
        while lead > 0 and row[lead][0] == "":
            lead -= 1
        if lead >= 0:
            row[lead] = (row[lead][0] + mark, row[lead][1])

    def _place(self, grid: Grid, cells: Row) -> None:
        """Replace cells of a row; what remains of a wide character cut in two is blank."""
        row, start = grid[self.y], self.x
        room = len(row) - start
        if room <= 0 or not cells:
            return
        if len(cells) > room:
            _cut(cells, room)
            cells = cells[:room]
        _cut(row, start)
        _cut(row, start + len(cells))
        row[start : start + len(cells)] = cells


def _cut(row: Row, at: int) -> None:
    """Blank a wide character that stands on both sides of a boundary between two cells."""
    if at >= len(row) or row[at][0] != "":
        return
    first = at
    while first > 0 and row[first][0] == "":
        first -= 1
    last = at
    while last < len(row) and row[last][0] == "":
        last += 1
    row[first:last] = [(" ", look.on_blank(style)) for _, style in row[first:last]]


class _Inks(dict[str, Cell]):
    """The cells of one style, each made once: rows then compare by identity."""

    def __init__(self, style: Style) -> None:
        super().__init__({" ": (" ", look.on_blank(style))})
        self.style = style

    def __missing__(self, cluster: str) -> Cell:
        cell = self[cluster] = (cluster, self.style)
        return cell


@lru_cache(maxsize=1024)
def _inks(style: Style) -> _Inks:
    return _Inks(style)


@lru_cache(maxsize=256)
def clusters(text: str) -> tuple[tuple[str, int], ...]:
    """What a terminal may draw as one, each with the cells Textual has laid out for it."""
    parts: list[str] = []
    for char in text:
        joined = parts and (cell_len(char) == 0 or _joins(parts[-1], char))
        if joined:
            parts[-1] += char
        else:
            parts.append(char)
    return tuple((cluster, cell_len(cluster)) for cluster in parts)


def _joins(cluster: str, char: str) -> bool:
    """Whether terminals that know emoji draw this character as part of the one before."""
    if cluster[-1] == "\u200d" or "\U0001f3fb" <= char <= "\U0001f3ff":  # joiner, skin tone
        return True
    flag = "\U0001f1e6" <= char <= "\U0001f1ff"
    return flag and len(cluster) == 1 and "\U0001f1e6" <= cluster <= "\U0001f1ff"
