"""The fewest bytes that turn one picture on a terminal into another.

Between two cells that differ the cursor jumps or writes over what stands there already,
whichever is shorter; a blank end of a row is erased. All of it is understood by the
Linux console and by every terminal that calls itself xterm.
"""

from __future__ import annotations

from typing import Final

from screens.terminal.cells import Cell, Grid, Row
from screens.terminal.style import PLAIN, Style, change, on_blank

Position = tuple[int, int]
"""Column and row, counted from 0."""

_LONGEST_BRIDGE: Final = 12  # cells; the longest jump is 10 bytes
_SHORTEST_ERASE: Final = 4  # blanks; erasing costs 3 bytes and often a colour change


def difference(
    old: Grid,
    new: Grid,
    *,
    at: Position | None = None,
    cursor: Position = (0, 0),
    erase_colours: bool = False,
) -> str:
    """What to send when the terminal shows `old`, its cursor `at` (None: nobody knows). With
    `erase_colours` the terminal fills what it erases with the current background."""
    pen = _Pen(at)
    for y, (before, after) in enumerate(zip(old, new, strict=True)):
        if before is not after and before != after:
            _send_row(pen, y, before, after, erase_colours)
    pen.restyle(PLAIN)
    pen.go(*cursor)
    return "".join(pen.sent)


class _Pen:
    """The terminal's cursor and style, and what was sent to it."""

    def __init__(self, at: Position | None) -> None:
        self.at = at
        self.style = PLAIN
        self.sent: list[str] = []

    def restyle(self, style: Style) -> None:
        if style is not self.style and style != self.style:
            self.sent.append(change(self.style, style))
            self.style = style

    def go(self, x: int, y: int) -> None:
        if self.at != (x, y):
            self.sent.append(_jump(self.at, x, y))
            self.at = (x, y)

    def write(self, row: Row, start: int, stop: int, y: int) -> None:
        """Send cells of a row, starting wherever the cursor must first be brought."""
        columns = len(row)
        x = start
        while x < stop:
            first, (cluster, style) = x, row[x]
            x += 1
            while x < columns and row[x][0] == "":
                x += 1
            self.go(first, y)
            if not _is_blank_in(self.style, cluster, style):
                self.restyle(style)
            uncertain = is_uncertain(cluster)
            if uncertain and x - first > 1:
                # tmux draws some of them narrower: what they leave free must be blank.
                self.sent.append(" " * (x - first))
                self.at = None if x >= columns else (x, y)
                self.go(first, y)
            self.sent.append(cluster)
            # At the right margin terminals disagree where the cursor is, and after
            # a cluster that they may draw wider or narrower than it was laid out.
            self.at = None if x >= columns or uncertain else (x, y)


def _send_row(pen: _Pen, y: int, old: Row, new: Row, erase_colours: bool) -> None:
    changed, stop = _changed(old, new), len(new)
    blank_from = _blank_from(new, erase_colours)
    # Erasing is for the changed cells at the blank end, if there are enough of them.
    at_end = [x for x in changed if x >= blank_from]
    erase = len(at_end) >= _SHORTEST_ERASE
    if erase:
        changed, stop = changed[: len(changed) - len(at_end)], blank_from
    for first, last in _runs(changed, new, stop):
        _close_gap(pen, new, first, y)
        pen.write(new, first, last, y)
    if erase:
        if pen.at is None or pen.at[1] != y or not blank_from <= pen.at[0] <= at_end[0]:
            _close_gap(pen, new, at_end[0], y)
        pen.restyle(new[-1][1])
        pen.sent.append("\x1b[K")


def _changed(old: Row, new: Row) -> list[int]:
    """The columns to write: those that differ, and all that a character may spill over."""
    changed = [x for x, (a, b) in enumerate(zip(old, new, strict=True)) if a is not b and a != b]
    spill = next((x for x in changed if _may_spill(old[x]) or _may_spill(new[x])), None)
    return (
        changed if spill is None else [x for x in changed if x < spill] + [*range(spill, len(new))]
    )


def _blank_from(row: Row, erase_colours: bool) -> int:
    """The column from which the row is blank in one style that erasing gives as well."""
    end = row[-1]
    style = end[1]
    if end[0] != " " or style.marks or style.ink or (style.paper and not erase_colours):
        return len(row)
    x = len(row)
    while x and (row[x - 1] is end or row[x - 1] == end):
        x -= 1
    return x


def _runs(changed: list[int], row: Row, stop: int) -> list[tuple[int, int]]:
    """Spans of changed cells, widened to whole wide characters."""
    runs: list[tuple[int, int]] = []
    for x in changed:
        if runs and x < runs[-1][1]:
            continue
        first, last = x, x + 1
        while first and row[first][0] == "":
            first -= 1
        while last < stop and row[last][0] == "":
            last += 1
        if runs and first <= runs[-1][1]:
            first = runs.pop()[0]
        runs.append((first, last))
    return runs


def _close_gap(pen: _Pen, row: Row, x: int, y: int) -> None:
    """Bring the cursor to a column, over unchanged cells if writing them is shorter."""
    if pen.at == (x, y):
        return
    at, style = pen.at, pen.style
    if at and at[1] == y and 0 < x - at[0] <= _LONGEST_BRIDGE and row[at[0]][0] != "":
        gap = row[at[0] : x]
        if not any(is_uncertain(cluster) for cluster, _ in gap):
            bridge, ends = _written(gap, style)
            wanted = row[x][1]
            rewriting = _size(bridge) + len(change(ends, wanted))
            leaping = len(_jump(at, x, y)) + len(change(style, wanted))
            if rewriting <= leaping:
                pen.sent.append(bridge)
                pen.style, pen.at = ends, (x, y)
                return
    pen.go(x, y)


def _written(cells: list[Cell], style: Style) -> tuple[str, Style]:
    """The text that draws cells, and the style it ends in."""
    parts: list[str] = []
    for cluster, wanted in cells:
        if wanted != style and not _is_blank_in(style, cluster, wanted):
            parts.append(change(style, wanted))
            style = wanted
        parts.append(cluster)
    return "".join(parts), style


def _is_blank_in(pen: Style, cluster: str, wanted: Style) -> bool:
    """Whether the pen as it is draws this blank: between two bold words nothing is switched."""
    return cluster == " " and on_blank(pen) == wanted


def _jump(at: Position | None, x: int, y: int) -> str:
    """The shortest cursor movement to a cell."""
    line = str(y + 1) if y else ""
    best = f"\x1b[{line};{x + 1}H" if x else f"\x1b[{line}H"
    if at is None:
        return best
    across, down = x - at[0], y - at[1]
    vertical = f"\x1b[{_count(abs(down))}{'B' if down > 0 else 'A'}" if down else ""
    if across > 0:
        level = f"\x1b[{_count(across)}C"
    elif across < 0:
        level = "\b" * -across if across >= -3 else f"\x1b[{_count(-across)}D"
    else:
        level = ""
    choices = [best, vertical + level]
    if x == 0:
        choices.append("\r" + ("\n" * down if down > 0 else vertical))
    return min(choices, key=_cost)


def _cost(movement: str) -> int:
    """Bytes on the line: the kernel puts a carriage return before each line feed."""
    return len(movement) + movement.count("\n")


def _count(number: int) -> str:
    return "" if number == 1 else str(number)


def _size(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-8", "replace"))


def is_uncertain(cluster: str) -> bool:
    """Whether terminals disagree about its width: emoji and whatever is joined or combined."""
    return len(cluster) > 1 or cluster >= "\U0001f000"


def _may_spill(cell: Cell) -> bool:
    return not cell[0].isascii() and is_uncertain(cell[0])
