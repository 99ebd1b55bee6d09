"""Weights of signs, fitted to labelled texts."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from coach.records import Record
from seed_data.estimating.scale import Array

RIDGE: Final = 3.0
"""Pull on each weight: on sets left out 2 leaves more sure and more of it wrong, 4 less of both."""
LEAST: Final = 3
"""Times that a sign must be seen to have a weight."""
ROUNDS: Final = 400
"""After which no weight moves by 0.01."""
SMALL: Final = 0.02
"""Weights nearer to 0 are left out, where nothing else is said."""


Places = NDArray[np.int64]


class Seen(Record):
    """What was labelled, by its signs."""

    signs: frozenset[str]
    is_so: bool


def fitted(rows: Sequence[Seen], small: float = SMALL, ridge: float = RIDGE) -> dict[str, float]:
    """The weights of the signs of these rows; “all” is what all have."""
    counts = Counter(sign for row in rows for sign in row.signs)
    signs = sorted(sign for sign, count in counts.items() if count >= LEAST)
    column = {sign: number for number, sign in enumerate(signs, 1)}
    marks = [
        (line, column[sign]) for line, row in enumerate(rows) for sign in row.signs & column.keys()
    ]
    marks += [(line, 0) for line in range(len(rows))]
    lines, columns = np.array(marks, dtype=np.int64).T
    outcome = np.array([row.is_so for row in rows], dtype=float)
    free, *weights = (float(each) for each in _descended(lines, columns, outcome, ridge))
    kept = ((sign, weight) for sign, weight in zip(signs, weights, strict=True))
    return {"all": free} | {sign: weight for sign, weight in kept if abs(weight) >= small}


def _descended(lines: Places, columns: Places, outcome: Array, ridge: float) -> Array:
    """Weights of a logistic regression by accelerated descent, over the places where a line has a
    sign: so many signs are too many to solve for, or to write out."""
    size = int(columns.max()) + 1

    def over_lines(weights: Array) -> Array:
        return np.bincount(lines, weights[columns], len(outcome)).astype(float)

    def over_signs(values: Array) -> Array:
        return np.bincount(columns, values[lines], size).astype(float)

    pull = np.full(size, ridge, dtype=float)
    pull[0] = 0
    steep = np.ones(size, dtype=float)
    for _ in range(20):
        steep = over_signs(over_lines(steep))
        steep /= np.linalg.norm(steep)
    step = 1 / (0.25 * np.linalg.norm(over_lines(steep)) ** 2 + ridge)
    weights = ahead = np.zeros(size, dtype=float)
    for round_ in range(ROUNDS):
        part = 1 / (1 + np.exp(-over_lines(ahead)))
        after = ahead - step * (over_signs(part - outcome) + pull * ahead)
        ahead = after + round_ / (round_ + 3) * (after - weights)
        weights = after
    return weights


def write(path: Path, weights: Mapping[str, float]) -> None:
    """Writes the weights, by their signs."""
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(("sign", "weight"))
        lines.writerows((sign, f"{weight:.2f}") for sign, weight in sorted(weights.items()))
