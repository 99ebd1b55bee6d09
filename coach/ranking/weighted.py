"""The five marks of the interviews, weighted: the simple way to an order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from coach.records import CoachError

EVEN: Final = 1.0
MOST: Final = 100.0
"""Of one weight: more is a slip of the finger (judgement)."""


def scores(
    marks: Mapping[str, Sequence[int]], names: Sequence[str], weights: Mapping[str, float]
) -> dict[str, float]:
    """The weighted mean of the marks of each, 1 to 5; those without marks are not there."""
    total = sum(weights.values())
    return {
        key: sum(mark * weights.get(name, 0) for name, mark in zip(names, row, strict=True)) / total
        for key, row in marks.items()
        if row
    }


def order(keys: Iterable[str], by_score: Mapping[str, float]) -> list[str]:
    """The highest first; equals and those without a score stay as they stand, these behind."""
    return sorted(keys, key=lambda key: -by_score.get(key, 0))


def read(text: str, names: Sequence[str]) -> dict[str, float]:
    """Weights of a line such as `teaching 3 gut 5`; what it leaves out weighs nothing. Raises
    CoachError."""
    words = text.replace("=", " ").replace(",", " ").split()
    weights = dict.fromkeys(names, 0.0)
    for word, value in zip(words[::2], words[1::2], strict=False):
        meant = [name for name in names if name.startswith(word.casefold())]
        if len(meant) != 1:
            raise CoachError(f"“{word}” is none of {', '.join(names)}.")
        if not value.replace(".", "", 1).isdecimal() or float(value) > MOST:
            raise CoachError(f"{meant[0]}: “{value}” is no weight; 0 to {MOST:g}.")
        weights[meant[0]] = float(value)
    if len(words) % 2 or not any(weights.values()):
        raise CoachError(f"Write name and weight: {words_of(dict.fromkeys(names, EVEN))}.")
    return weights


def words_of(weights: Mapping[str, float]) -> str:
    """Weights as one types them."""
    return " ".join(f"{name} {weight:g}" for name, weight in weights.items())
