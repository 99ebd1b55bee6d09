"""What the signs, heads of columns and short words of a page mean."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

import seed_data
from coach.saying.of_logs import HEADS
from coach.saying.text import Line
from coach.subjects.kept import with_words

if TYPE_CHECKING:
    from coach.subjects.kept import Entry, Log

FILE: Final = Path(seed_data.__file__ or "").with_name("legend.csv")
"""Pages (none for all), what stands there, what it means."""
CURSOR: Final = "▌"
TEXT: Final = "text"
"""In place of a page: the texts that are read over the whole screen."""


def legend(page: str) -> list[Line]:
    """What stands on a page, first what only it has: its sign or word, and the meaning."""
    rows = _rows()
    rows = _rows()
    told = {sign: means for pages, sign, means in rows if page in pages}
    for sign, means in ((sign, means) for pages, sign, means in rows if not pages):
        told[sign] = f"{told[sign]}; {means}" if sign in told else means
    if log := with_words().get(page):
        heads = _columns(log, told)
        told = {**heads, **told, **heads}
    return [Line.labelled(sign, means) for sign, means in told.items()]


def legend_of(page: str, text: str) -> list[Line]:
    """What stands in a text that is read: words of texts and of all pages, signs of its page."""
    first, last = dict[str, str](), dict[str, str]()
    for pages, sign, means in _rows():
        if TEXT in pages:
            first[sign] = means
        elif page in pages and not any(map(str.isalnum, sign)):
            first.setdefault(sign, means)
        elif not pages and sign != CURSOR:
            last[sign] = means
    return [
        Line.labelled(sign, means)
        for sign, means in (first | last | first).items()
        if _stands(sign, text)
    ]


def _stands(sign: str, text: str) -> bool:
    """Whether a text has a word, whatever its figure is; of drawn signs any of them."""
    if drawn := [each for each in sign if not each.isascii()]:
        return any(each in text for each in drawn)
    word = re.sub(r"\d+", r"[\\d.,]+", re.escape(sign))
    return bool(re.search(rf"(?<!\w){word}(?!\w)" if sign[-1].isalnum() else word, text))


def _rows() -> list[tuple[list[str], str, str]]:
    """Pages, sign and meaning, line by line."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return [(row["pages"].split(), row["sign"], row["means"]) for row in csv.DictReader(file)]


def _columns(log: Log[Entry], told: Mapping[str, str]) -> dict[str, str]:
    """The columns of a log: what is told of each, or what it asks; and what may stand there."""
    heads: dict[str, str] = {}
    for field in (log.fields[name] for name in log.columns):
        head, _ = HEADS.get((log.name, field.name), (field.label, 0))
        means = told.get(head, field.question)
        if words := ", ".join(filter(None, field.choices)):
            means += f"{'' if means.endswith('?') else ':'} {words}"
        heads[head] = means
    return heads
