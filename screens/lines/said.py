"""What a screen of the app says, line by line, its rows numbered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from textual.widget import Widget

from coach.cli.plain import plain
from coach.saying.text import APPLY, BLOCKED, DONE, HEIGHT, LATE, NO, WAITING, YES, Line
from screens.pages.list_page import ListPage
from screens.pages.page import Page
from screens.widgets.ask import Pick
from screens.widgets.choose import TAB
from screens.widgets.row_line import Row, text_of
from screens.widgets.rows import RowList
from screens.widgets.style import Painted

AT_ONCE: Final = max(6, HEIGHT - 4)
"""Lines that are said before one asks for more."""
OFFERED: Final = 9
"""Choices that a question names; letters find the others."""
TASKS: Final = {WAITING: "waits", BLOCKED: "blocked", LATE: "late", NO: "too late", "-": "left out"}
SIGNS: Final = {
    **dict.fromkeys(("week", "journey", "prepare"), TASKS),
    "calendar": TASKS | {LATE: "cannot wait"},
    "programs": {APPLY: "apply", "?": "maybe", NO: "no"},
    "": {YES: "chosen"},
}
"""What the sign before a row means, by page, and in lists to choose from; done is so everywhere."""


def said(screen: Widget) -> tuple[list[str], list[str]]:
    """The lines, and the keys of the rows that they number."""
    lines, keys = list[str](), list[str]()
    for widget in screen.query(Painted):
        if isinstance(widget, RowList):
            most = len(widget.keys) if isinstance(screen, Page | Pick) else OFFERED
            lines += _numbered(widget, widget.keys[:most], keys)
        elif widget.display and not (isinstance(screen, ListPage) and widget is screen.pane):
            lines += plain([*map(_by_number, widget.said)])
    return lines, keys


def _by_number(line: Line) -> Line:
    """The line, without a key that takes a row: here its number does."""
    before, key, _ = line.text.partition(TAB)
    return Line.of(f"{before}Its number takes it.") if key else line


def _numbered(rows: RowList, shown: Sequence[str], keys: list[str]) -> Iterator[str]:
    """Rows with their numbers, or what stands where there are none. As on the screen one begins
    where the cursor is, where that is far down."""
    begin = rows.cursor if AT_ONCE <= rows.cursor < len(shown) else 0
    listed = [rows.row(key) for key in shown]
    numbers = list(_numbers(listed))
    keys += [row.key for row, number in zip(listed, numbers, strict=True) if number]
    if begin:
        yield f"({begin} rows stand before these: “top” says them)"
    for row, number in zip(listed[begin:], numbers[begin:], strict=True):
        yield from plain([Line.of(number + in_words(row, rows), hang=4)])
    if left := len(rows.keys) - len(shown):
        yield f"and {left} more: type some letters."
    yield from plain([Line.of(rows.empty)] * (not listed and bool(rows.empty)))


def _numbers(rows: Sequence[Row]) -> Iterator[str]:
    """The number of each row; none for headings, nor where a row is itself a number."""
    are_counted = not any(row.text[:1].isdigit() for row in rows if len(row.cells) == 1)
    count = 0
    for row in rows:
        count += not row.section
        yield f"{count}. " if are_counted and not row.section else ""


def in_words(row: Row, rows: RowList) -> str:
    """A row as one reads it out: what its sign means, then its cells, figures after their heads."""
    if row.section:
        return f"{', '.join(filter(None, map(text_of, row.cells)))}:"
    page = rows.screen.page if isinstance(rows.screen, Page) else ""
    meant = {DONE: "done"} | SIGNS.get(page, {})
    texts = ["marked" * (row.key in rows.marked), meant.get(text_of(row.mark), "")]
    for column, cell in zip(rows.columns, row.cells, strict=False):
        text = text_of(cell).strip()
        head = f"{column.title} " if column.title and column.align == "right" else ""
        texts += [head + text] * any(map(str.isalnum, text))  # a drawing says nothing
    return ", ".join(filter(None, dict.fromkeys(texts)))


def chosen(screen: Page) -> list[str]:
    """The row under the cursor, and its text."""
    rows = screen.rows
    row = in_words(rows.row(rows.selected or ""), rows)
    pane = screen.pane.said if isinstance(screen, ListPage) else ()
    return [*plain([Line.of(row, hang=4), *pane])]


def marked(screen: Pick) -> str:
    """What is chosen of several."""
    rows = map(screen.rows.row, screen.rows.keys)
    return "; ".join(row.text for row in rows if text_of(row.mark) == YES) or "nothing"


def taken(screen: Widget) -> str:
    """What Enter would take of the choices of a question; "" where it takes no row."""
    rows = next(iter(screen.query(RowList)), None)
    several = isinstance(screen, Pick) and screen.has_several
    return rows.row(rows.selected).text if rows and rows.selected and not several else ""
