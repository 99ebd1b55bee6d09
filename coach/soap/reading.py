"""The text of an unfilled list, held in memory: its lines, the codes in them, its year."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final

from coach.records import CoachError, Record

CODE: Final = re.compile(r"(?<![A-Za-z0-9])\d{7}[ACMPR]\d(?![A-Za-z0-9])", re.IGNORECASE)
"""An NRMP code: sponsor, specialty, a letter for the kind, a number."""
YEAR: Final = re.compile(r"(?<!\d)20[0-4]\d(?!\d)")
MOST_LINES: Final = 2000
"""Lines that are read: the lists of those years were shorter."""


class Named(Record):
    """One line that may name a program."""

    line: str
    code: str = ""
    """The NRMP code in it."""


def named(text: str, season: int, names: Callable[[str], Iterable[str]]) -> list[Named]:
    """The lines of a list of this season; `names`: what a line without a code names. Raises
    CoachError for a list of another year."""
    _check_year(text, season)
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_LINES:
        raise CoachError(f"{len(lines)} lines are more than {MOST_LINES}; is it the right text?")
    rows = [row for line in lines for row in _rows(line, names)]
    if not rows:
        raise CoachError("There is no name and no code of a program in it.")
    return rows


def _rows(line: str, names: Callable[[str], Iterable[str]]) -> list[Named]:
    codes = [code.upper() for code in CODE.findall(line)]
    if codes:
        return [Named(" ".join(line.split()), code) for code in codes]
    return [Named(name) for name in names(line)]


def _check_year(text: str, season: int) -> None:
    if str(season) in YEAR.findall(text):
        return
    for number, line in enumerate(text.splitlines(), 1):
        years = {int(year) for year in YEAR.findall(line)}
        if others := [year for year in years if abs(year - season) <= 12]:
            raise CoachError(
                f"Line {number} is of {max(others)}: “{' '.join(line.split())[:60]}”. This Match "
                f"is that of {season}; a list of another year is not read, and nothing was kept."
            )
