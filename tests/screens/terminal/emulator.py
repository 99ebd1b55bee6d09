"""A terminal in memory, to see what a program's bytes put on the screen.

It is written from the terminal's side and shares no code or table with the
program: it has its own idea of widths, clusters, colours and erasing. Bytes
go in with `feed`; `cells`, `text`, `modes` and `title` can be looked at.

It behaves as xterm does, draws joined emoji as one character two cells wide,
and fills what it erases with the current background (`bce=False` switches
that off, as in GNU screen).
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple


class Look(NamedTuple):
    """Colours and attributes of a cell."""

    fg: str = ""
    bg: str = ""
    flags: frozenset[str] = frozenset()
    link: str = ""


class Cell(NamedTuple):
    """One cell; the right half of a wide character has an empty text."""

    text: str = " "
    look: Look = Look()

    def as_seen(self) -> Cell:
        """The same without what an eye cannot see: the ink of a blank."""
        if self.text == " " and not self.look.flags & VISIBLE_ON_BLANK:
            return Cell(" ", Look(bg=self.look.bg, link=self.look.link))
        return self


FLAGS = {
    1: "bold",
    2: "dim",
    3: "italic",
    4: "underline",
    5: "blink",
    6: "blink2",
    7: "reverse",
    8: "conceal",
    9: "strike",
    21: "underline2",
    51: "frame",
    52: "encircle",
    53: "overline",
}
ENDED_BY = {
    22: {"bold", "dim"},
    23: {"italic"},
    24: {"underline", "underline2"},
    25: {"blink", "blink2"},
    27: {"reverse"},
    28: {"conceal"},
    29: {"strike"},
    54: {"frame", "encircle"},
    55: {"overline"},
}
VISIBLE_ON_BLANK = frozenset(
    {"underline", "underline2", "reverse", "strike", "frame", "encircle", "overline"}
)
SEQUENCE = re.compile(
    r"\x1b(?:\[([<=>?]?)([0-9;:]*)([ !\"$']*)([@-~])|\]([^\x07\x1b]*)(?:\x07|\x1b\\)|([78=>DEMc])"
    r"|([()][A-Z0-9]))"
)


@lru_cache(maxsize=4096)
def width_of(char: str) -> int:
    """Cells one code point takes when it stands alone."""
    if unicodedata.category(char) in ("Mn", "Me", "Cf") or "\U0001f3fb" <= char <= "\U0001f3ff":
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def is_regional(char: str) -> bool:
    """Half a flag."""
    return "\U0001f1e6" <= char <= "\U0001f1ff"


class Emulator:
    """A screen that can be written to and looked at."""

    def __init__(self, columns: int = 80, rows: int = 24, *, bce: bool = True) -> None:
        self.columns, self.rows, self.bce = columns, rows, bce
        self.modes: set[str] = {"25", "7"}
        self.title = ""
        self.bells = 0
        self.unknown: list[str] = []
        self.entered_alternate = 0
        """How often the alternate screen was entered: each time clears it."""
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._rest = ""
        self._main: list[list[Cell]] | None = None
        self._saved = (0, 0)
        self._clear()

    def _clear(self) -> None:
        self.cells = [[Cell()] * self.columns for _ in range(self.rows)]
        self.x = self.y = 0
        self.top, self.bottom = 0, self.rows - 1
        self.wrap = False
        self.look = Look()

    # what one looks at

    @property
    def lines(self) -> list[str]:
        """The rows as text, without blanks at their ends."""
        return ["".join(cell.text for cell in row).rstrip() for row in self.cells]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def alternate(self) -> bool:
        """Whether the alternate screen is in use."""
        return self._main is not None

    @property
    def cursor_shown(self) -> bool:
        return "25" in self.modes

    def seen(self) -> list[list[Cell]]:
        """All cells, without differences no eye can see."""
        return [[cell.as_seen() for cell in row] for row in self.cells]

    # what the person does

    def resize(self, columns: int, rows: int) -> None:
        """Cut off or fill up at the right and the bottom."""
        for grid in (self.cells, self._main):
            if grid is None:
                continue
            for row in grid:
                row[columns:] = [Cell()] * (columns - len(row))
                if row and row[-1].text != " " and width_of(row[-1].text[:1] or "x") == 2:
                    row[-1] = Cell()
            grid[rows:] = [[Cell()] * columns for _ in range(rows - len(grid))]
        self.columns, self.rows = columns, rows
        self.top, self.bottom = 0, rows - 1
        self.x, self.y, self.wrap = min(self.x, columns - 1), min(self.y, rows - 1), False

    # what the program sends

    def feed(self, data: bytes | str) -> None:
        """Do what the program asks for; a sequence may be cut in two between calls."""
        text = self._rest + (data if isinstance(data, str) else self._decode(data))
        self._rest = ""
        position = 0
        while position < len(text):
            char = text[position]
            if char != "\x1b":
                self._character(char)
                position += 1
                continue
            match = SEQUENCE.match(text, position)
            if match is None:
                if len(text) - position < 300:
                    self._rest = text[position:]
                    return
                self.unknown.append(text[position : position + 10])
                position += 1
                continue
            position = match.end()
            self._sequence(match)

    def _character(self, char: str) -> None:
        if char == "\r":
            self.x, self.wrap = 0, False
        elif char in "\n\v\f":
            self._down()
        elif char == "\b":
            self.x, self.wrap = max(0, self.x - 1), False
        elif char == "\a":
            self.bells += 1
        elif char == "\t":
            self.x = min(self.columns - 1, self.x // 8 * 8 + 8)
        elif char >= " " and not "\x7f" <= char <= "\x9f":
            self._draw(char)

    def _draw(self, char: str) -> None:
        before = self._before_cursor()
        if before is not None:
            cluster = self.cells[self.y][before].text
            pair = is_regional(char) and len(cluster) == 1 and is_regional(cluster)
            if width_of(char) == 0 or cluster.endswith("\u200d") or pair:
                self._join(before, char)
                return
        elif width_of(char) == 0:
            return
        self._put(char, width_of(char))

    def _before_cursor(self) -> int | None:
        """The column of the character that was drawn just before the cursor."""
        column = self.x if self.wrap else self.x - 1
        while column > 0 and self.cells[self.y][column].text == "":
            column -= 1
        return column if column >= 0 else None

    def _join(self, column: int, char: str) -> None:
        row = self.cells[self.y]
        cell = row[column]
        row[column] = cell._replace(text=cell.text + char)
        wide = column + 1 < self.columns and row[column + 1].text == ""
        emoji = char == "\ufe0f" and (
            unicodedata.category(cell.text[0]) == "So" or cell.text[0] in "#*0123456789"
        )
        if not wide and (emoji or is_regional(char)) and not self.wrap:
            self._put("", 1)

    def _put(self, char: str, width: int) -> None:
        if self.wrap or self.x + width > self.columns:
            if "7" in self.modes:
                self.x = 0
                self._down()
            else:
                self.x = self.columns - width
            self.wrap = False
        row, end = self.cells[self.y], self.x + width
        if char:
            self._split(self.x)
        self._split(end)
        row[self.x : end] = [Cell(char, self.look), Cell("", self.look)][:width]
        self.wrap = end >= self.columns
        self.x = min(end, self.columns - 1)

    def _split(self, column: int) -> None:
        """A wide character of which one half is about to go loses the other as well."""
        row = self.cells[self.y]
        if column >= self.columns or row[column].text != "":
            return
        first = last = column
        while first > 0 and row[first].text == "":
            first -= 1
        while last < self.columns and row[last].text == "":
            last += 1
        for index in range(first, last):
            row[index] = Cell(" ", row[index].look)

    def _down(self) -> None:
        self.wrap = False
        if self.y == self.bottom:
            self._scroll(1)
        else:
            self.y = min(self.rows - 1, self.y + 1)

    def _scroll(self, lines: int) -> None:
        empty = self._erased()
        for _ in range(abs(lines)):
            if lines > 0:
                del self.cells[self.top]
                self.cells.insert(self.bottom, [empty] * self.columns)
            else:
                del self.cells[self.bottom]
                self.cells.insert(self.top, [empty] * self.columns)

    def _erased(self) -> Cell:
        return Cell(" ", Look(bg=self.look.bg) if self.bce else Look())

    def _erase(self, start: int, end: int) -> None:
        self._split(start)
        self._split(end)
        self.cells[self.y][start:end] = [self._erased()] * (end - start)

    def _sequence(self, match: re.Match[str]) -> None:
        private, parameters, between, final, osc, plain, charset = match.groups()
        if osc is not None:
            self._osc(osc)
        elif plain is not None:
            self._plain_escape(plain)
        elif charset is None:
            self._csi(private, parameters, between, final)

    def _osc(self, text: str) -> None:
        if text.startswith("8;"):
            self.look = self.look._replace(link=text.split(";", 2)[2])
        elif text[:2] in ("0;", "2;"):
            self.title = text[2:]

    def _plain_escape(self, final: str) -> None:
        if final == "7":
            self._saved = (self.x, self.y)
        elif final == "8":
            self.x, self.y = self._saved
        elif final == "c":
            self._clear()
        elif final == "E":
            self.x = 0
            self._down()
        elif final == "D":
            self._down()
        elif final == "M":
            if self.y == self.top:
                self._scroll(-1)
            else:
                self.y = max(0, self.y - 1)

    def _csi(self, private: str, parameters: str, between: str, final: str) -> None:
        if private or between:
            if private == "?" and final in "hl" and not between:
                for mode in parameters.split(";"):
                    self._mode(mode, final == "h")
            return
        if final == "m":
            self._restyle(parameters)
            return
        numbers = [int(text or 0) for text in parameters.split(";")]
        first = numbers[0]
        many = max(1, first)
        if final in "HfABCDEFGd":
            self._move(final, many, max(1, numbers[1] if len(numbers) > 1 else 1))
        elif final == "K":
            start, end = ((self.x, self.columns), (0, self.x + 1), (0, self.columns))[first]
            self._erase(start, end)
        elif final == "X":
            self._erase(self.x, min(self.columns, self.x + many))
        elif final == "J":
            self._erase_rows(first)
        elif final == "r":
            self.top = many - 1
            self.bottom = (numbers[1] if len(numbers) > 1 and numbers[1] else self.rows) - 1
            self.x, self.y, self.wrap = 0, 0, False
        elif final in "ST":
            self._scroll(many if final == "S" else -many)
        elif final not in "cnqtu":
            self.unknown.append(f"{parameters}{final}")

    def _move(self, final: str, many: int, second: int) -> None:
        self.wrap = False
        if final in "Hf":
            self.y, self.x = many - 1, second - 1
        elif final in "AF":
            self.y -= many
        elif final in "BE":
            self.y += many
        elif final == "C":
            self.x += many
        elif final == "D":
            self.x -= many
        elif final == "G":
            self.x = many - 1
        elif final == "d":
            self.y = many - 1
        if final in "EF":
            self.x = 0
        self.x = max(0, min(self.columns - 1, self.x))
        self.y = max(0, min(self.rows - 1, self.y))

    def _erase_rows(self, which: int) -> None:
        rows = (range(self.y, self.rows), range(self.y + 1), range(self.rows))[which]
        here = self.y
        for self.y in rows:
            start = self.x if which == 0 and self.y == here else 0
            end = self.x + 1 if which == 1 and self.y == here else self.columns
            self._erase(start, end)
        self.y = here

    def _mode(self, mode: str, on: bool) -> None:
        (self.modes.add if on else self.modes.discard)(mode)
        if mode not in ("1049", "1047", "47"):
            return
        if on:
            self.entered_alternate += 1
            if self._main is None:
                self._main, self._saved = self.cells, (self.x, self.y)
            look = self.look
            self._clear()
            self.look = look
        elif self._main is not None:
            self.cells, self._main = self._main, None
            (self.x, self.y), self.wrap = self._saved, False

    def _restyle(self, parameters: str) -> None:
        codes = [int(text or 0) for text in parameters.replace(":", ";").split(";")]
        fg, bg, flags = self.look.fg, self.look.bg, set(self.look.flags)
        while codes:
            code = codes.pop(0)
            if code in (38, 48):
                size = 2 if codes[:1] == [5] else 4
                colour = ".".join(map(str, codes[:size]))
                del codes[:size]
                fg, bg = (colour, bg) if code == 38 else (fg, colour)
            elif code == 0:
                fg, bg, flags = "", "", set()
            elif code in FLAGS:
                flags.add(FLAGS[code])
            elif code in ENDED_BY:
                flags -= ENDED_BY[code]
            elif code in (39, 49):
                fg, bg = ("", bg) if code == 39 else (fg, "")
            elif 30 <= code < 38 or 90 <= code < 98:
                fg = str(code)
            elif 40 <= code < 48 or 100 <= code < 108:
                bg = str(code - 10)
            else:
                self.unknown.append(f"{code}m")
        self.look = Look(fg, bg, frozenset(flags), self.look.link)
