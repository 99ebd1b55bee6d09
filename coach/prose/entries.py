"""The entries of experience together: limits, dates, and the text of each by itself."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Final

from coach.logs.experience import Experience
from coach.prose.engine import Draft, Hit, check
from coach.wording import counted

FULL: Final = 80
"""Hours a week of two entries together, from which their dates are doubted."""
USUAL: Final = {"work": 40.0, "research": 30.0, "observership": 40.0, "externship": 40.0}
"""Hours a week where none are told."""
SHARED: Final = 14
"""Days for which two may overlap: one ends, the other has begun."""


@check
def overlap(draft: Draft) -> Iterator[Hit]:
    """Two entries with the same days and more hours than a week has for work."""
    dated = [
        (each.since, each.until, each)
        for each in draft.known.entries
        if each.since is not None and each.until is not None
    ]
    for (begin, end, first), (other_begin, other_end, second) in combinations(dated, 2):
        days = (min(end, other_end) - max(begin, other_begin)).days
        if days > SHARED and _hours(first) + _hours(second) >= FULL:
            yield Hit(detail=f"{first.place} and {second.place}: {counted(days, 'day')} of both.")


def _hours(entry: Experience) -> float:
    return entry.hours if entry.hours is not None else USUAL.get(entry.kind, 0.0)


@check
def entry_gap(draft: Draft) -> Iterator[Hit]:
    """Times since graduation of which no entry tells."""
    for since, until in draft.known.gaps:
        yield Hit(detail=f"{since:%b %Y} to {until:%b %Y}.")


@check
def entry_length(draft: Draft) -> Iterator[Hit]:
    """Texts that are over the limit of MyERAS."""
    for place, over in draft.known.over:
        yield Hit(detail=f"{place}: {counted(over, 'character')} too many.")
