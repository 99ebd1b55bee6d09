"""Where the header of a sheet is, and which rows under it are no rows of the table."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import zip_longest
from typing import Final

from coach.files.columns import folded
from coach.files.days import is_day, is_hour
from coach.files.tables import Grid, Row, Table, plain, table_of
from coach.records import replace

DEEPEST: Final = 40
"""Rows that are looked at for the header."""
UNITS: Final = re.compile(
    r"\(?(%|#|n|no\.?|number|points?|max(?:imum)?|min(?:imum)?|weeks?|text|free text|date|years?"
    r"|yrs?|months?|mos?|usd|\$|score|count"
    r"|y ?/ ?n|yes ?/ ?no|[dmy]{1,4}[/.-][dmy]{1,4}[/.-][dmy]{1,4}|dropdown|percent)\)?",
    re.IGNORECASE,
)
"""What a row under the header holds where it only tells how its columns are filled."""
TOTALS: Final = re.compile(
    r"(grand )?(total|sum|average|avg|mean|median|count|subtotal)s?\b( \w+)?:?.{0,12}",
    re.IGNORECASE,
)
SURE, LEAST_TITLES = 3.0, 3
"""Known names by which a header is found, and titles by which one is found by its form."""
NUMBERS: Final = re.compile(r"[\d.,%$:/ -]*\d[\d.,%$:/ -]*")
PARTED: Final = re.compile(r"\s*[/|;,\t]\s*|\s{2,}")
RULED: Final = re.compile(r":?[-=–—]{2,}:?")
"""A cell of a line that only rules a table."""

Known = Callable[[str], object]
"""Whether the name of a column is known."""


def laid_out(grid: Grid, name: str, known: Known) -> Table:
    """The table of a sheet: header of one line or two where most of its names are known.

    Raises CoachError for an empty sheet.
    """
    place, titles, deep = _header(grid, known)
    rows = list(grid.rows)
    table = table_of([(rows[place][0], titles), *rows[place + deep :]], name, grid)
    above = [text for _, cells in rows[:place] for text in dict.fromkeys(filter(None, cells))]
    header = list(map(folded, table.header))
    below = [row for row in table.rows if not _is_header(row, header)]
    units = next((row.cells for row in below[:1] if _are_units(row.cells)), ())
    kept = below[bool(units) :]
    at = f"its header is row {rows[place + deep - 1][0]}" * bool(place)
    return replace(
        table,
        header=_with_units(table.header, units, known),
        rows=tuple(row for row in kept if not _is_total(row)),
        note="; ".join(filter(None, (table.note, at, _sums(kept)))),
        above=tuple(plain(text, 200) for text in above),
        units=units,
    )


def _sums(rows: Sequence[Row]) -> str:
    """Which rows are left out as sums of others; "" for none."""
    numbers = ", ".join(str(row.number) for row in rows if _is_total(row))
    return f"row {numbers}: totals, not taken" * bool(numbers)


def _header(grid: Grid, known: Known) -> tuple[int, Sequence[str], int]:
    """The place of the header, its titles, and of how many lines it is."""
    rows = [cells for _, cells in grid.rows[:DEEPEST]]
    first = next(place for place, cells in enumerate(rows) if any(cells))
    best = _by_form(rows, first)
    for place, cells in enumerate(rows):
        options = [(cells, 1), *_parted(cells, rows[place + 1 : place + 2])]
        if place + 1 < len(rows) and _are_groups(cells, rows[place + 1], known):
            options.append((_together(cells, rows[place + 1], known), 2))
        for titles, deep in options:
            merit = _merit(titles, known)
            if merit > best[0]:
                best = merit, place, titles, deep
    return best[1:]


def _by_form(rows: Sequence[Sequence[str]], first: int) -> tuple[float, int, Sequence[str], int]:
    """The first row that can be titles which nobody knows: texts, each once, over rows of which
    most have days or numbers; else the first of all."""
    place = next((at for at, cells in enumerate(rows) if _are_titles(cells)), first)
    below = [list(filter(str.strip, row)) for row in rows[place + 1 :]]
    valued = [texts for texts in below if any(map(_is_value, texts))]
    is_most = len(valued) * 2 > sum(map(bool, below))
    is_whole = is_most and len(list(filter(str.strip, rows[place]))) + 1 >= max(map(len, valued))
    return (SURE, place, rows[place], 1) if is_whole else (1.0, first, rows[first], 1)


def _are_titles(cells: Sequence[str]) -> bool:
    texts = [text for text in map(str.strip, cells) if text]
    return len({*texts}) == len(texts) >= LEAST_TITLES and not any(map(_is_value, texts))


def _is_value(text: str) -> bool:
    """Whether a cell is a number, an hour or a day."""
    return (
        bool(re.fullmatch(r"[\d.,%$:/ -]*\d[\d.,%$:/ -]*", text)) or is_hour(text) or is_day(text)
    )


def _parted(
    cells: Sequence[str], below: Sequence[Sequence[str]]
) -> list[tuple[Sequence[str], int]]:
    """The titles of a line of one cell that parts them by other signs than the rows below."""
    texts = [text for text in cells if text.strip()]
    parts = [PARTED.split(texts[0]) for _ in below if len(texts) == 1]
    return [(titles, 1) for titles in parts if len(titles) == len(below[0]) > 2]


def _merit(titles: Sequence[str], known: Known) -> float:
    """How much of a header these are: names that are known, each once."""
    return len({folded(title) for title in titles if known(title)}) + any(titles[:1]) / 9


def _are_groups(upper: Sequence[str], lower: Sequence[str], known: Known) -> bool:
    """Whether a line only groups the titles of the next: it has blanks, or says one thing twice."""
    texts = [text for text in upper if text.strip()]
    over = [above for above, below in zip(upper, lower, strict=False) if below.strip()]
    has_room = len(set(filter(str.strip, over))) < len(over)
    are_titles = not any(re.search(r"^\W*\d+([.,]\d+)?\W*$|://", text) for text in lower)
    return len(texts) > 1 and has_room and are_titles and _merit(lower, known) >= 2


def _together(upper: Sequence[str], lower: Sequence[str], known: Known) -> list[str]:
    """The titles of two lines: both where that is known, else the lower, else the upper."""
    titles, over = list[str](), ""
    names = [text.strip() for text in lower]
    names_below = {*map(folded, names)} - {""}  # of which the title above says no more
    for above, below in zip_longest(upper, lower, fillvalue=""):
        over, below = above.strip() or over * bool(below.strip()), below.strip()
        both = f"{over} {below}"
        is_told = names.count(below) < 2 and folded(over) in names_below
        is_both = below and over != below and known(both) and not is_told
        titles.append(both.strip() if is_both else below or over)
    return titles


def _are_units(cells: Sequence[str]) -> bool:
    texts = [text.strip() for text in cells if text.strip()]
    return len(texts) > 1 and all(UNITS.fullmatch(text) for text in texts)


def _with_units(titles: Sequence[str], units: Sequence[str], known: Known) -> tuple[str, ...]:
    """The titles, with what stands below them where it makes them known."""
    both = (f"{title} {unit}" for title, unit in zip_longest(titles, units, fillvalue=""))
    pairs = zip(titles, both, strict=True)
    return tuple(whole if known(whole) and not known(title) else title for title, whole in pairs)


def _is_header(row: Row, titles: Sequence[str]) -> bool:
    """Whether a row only repeats the titles, as printed pages do, or rules the table."""
    is_rule = all(RULED.fullmatch(text) for text in map(str.strip, row.cells) if text)
    return is_rule or all(
        folded(cell) == title for cell, title in zip(row.cells, titles, strict=True)
    )


def _is_total(row: Row) -> bool:
    first = next((cell.strip() for cell in row.cells if cell.strip()), "")
    return bool(TOTALS.fullmatch(first))
