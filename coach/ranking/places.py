"""Places of a rank order list: one is moved and the others make room."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from coach.logs.ranks import Rank
from coach.records import CoachError, replace

MOST: Final = 300
"""Ranks that the NRMP takes (fees.csv: nrmp_extra_rank)."""


def ordered(ranks: Iterable[Rank]) -> list[Rank]:
    """The primary list, then the first years behind advanced posts, each by its places."""
    return sorted(ranks, key=lambda rank: (rank.supplemental, rank.place))


def numbered(ranks: Iterable[Rank]) -> list[Rank]:
    """The same order with places from 1 on in each list."""
    counts = {False: 0, True: 0}
    whole: list[Rank] = []
    for rank in ranks:
        counts[rank.supplemental] += 1
        whole.append(replace(rank, place=counts[rank.supplemental]))
    return whole


def put(ranks: Sequence[Rank], rank: Rank, place: int) -> list[Rank]:
    """The ranks with one of them, or a new one, at a place of its list. Raises CoachError."""
    others = [each for each in ordered(ranks) if each.key != rank.key]
    alike = [each for each in others if each.supplemental == rank.supplemental]
    last = len(alike) + 1
    if not 1 <= place <= last:
        words = "your list is empty: place 1" if last == 1 else f"places go from 1 to {last}"
        raise CoachError(f"There is no place {place} for {rank.short}: {words}.")
    if last > MOST:
        raise CoachError(f"The NRMP takes {MOST} ranks at most; {rank.title} would be one more.")
    alike.insert(place - 1, rank)
    rest = [each for each in others if each.supplemental != rank.supplemental]
    return numbered(ordered(rest) + alike)


def in_order(ranks: Sequence[Rank], keys: Sequence[str]) -> list[Rank]:
    """The ranks in an order of keys; those that it does not name stay behind them."""
    places = {key: place for place, key in enumerate(keys)}
    by_wish = sorted(ordered(ranks), key=lambda rank: places.get(rank.key, len(places)))
    return numbered(by_wish)


def order_words(ranks: Iterable[Rank]) -> str:
    """A whole list in one text, by which it is known again."""
    return " ".join(f"{'+' * rank.supplemental}{rank.key}" for rank in ordered(ranks))
