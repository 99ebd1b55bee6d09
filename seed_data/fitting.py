"""Weights of signs, fitted to labelled texts."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import numpy as np

from coach.records import Record
from seed_data.estimating.scale import Array

RIDGE: Final = 3.0
"""Pull on each weight: on sets left out 2 leaves more sure and more of it wrong, 4 less of both."""
LEAST: Final = 3
"""Times that a sign must be seen to have a weight."""
ROUNDS: Final = 400
"""After which no weight moves by 0.01."""
SMALL: Final = 0.02
"""Weights nearer to 0 are left out."""


class Seen(Record):
    """What was labelled, by its signs."""

    signs: frozenset[str]
    is_so: bool


def fitted(rows: Sequence[Seen]) -> dict[str, float]:
    """The weights of the signs of these rows; “all” is what all have."""
    counts = Counter(sign for row in rows for sign in row.signs)
    signs = sorted(sign for sign, count in counts.items() if count >= LEAST)
    column = {sign: number for number, sign in enumerate(signs)}
    design = np.zeros((len(rows), len(signs) + 1), dtype=float)
    design[:, 0] = 1
    for line, row in enumerate(rows):
        design[line, [column[sign] + 1 for sign in row.signs if sign in column]] = 1
    outcome = np.array([row.is_so for row in rows], dtype=float)
    free, *weights = (float(each) for each in _descended(design, outcome))
    kept = ((sign, weight) for sign, weight in zip(signs, weights, strict=True))
    return {"all": free} | {sign: weight for sign, weight in kept if abs(weight) >= SMALL}


def _descended(design: Array, outcome: Array) -> Array:
    """Weights of a logistic regression by accelerated descent: so many signs are too many to solve
    for."""
    pull = np.full(design.shape[1], RIDGE, dtype=float)
    pull[0] = 0
    steep = np.ones(design.shape[1], dtype=float)
    for _ in range(20):
        steep = design.T @ (design @ steep)
        steep /= np.linalg.norm(steep)
    step = 1 / (0.25 * np.linalg.norm(design @ steep) ** 2 + RIDGE)
    weights = ahead = np.zeros(design.shape[1], dtype=float)
    for round_ in range(ROUNDS):
        part = 1 / (1 + np.exp(-(design @ ahead)))
        after = ahead - step * (design.T @ (part - outcome) + pull * ahead)
        ahead = after + round_ / (round_ + 3) * (after - weights)
        weights = after
    return weights


def write(path: Path, weights: Mapping[str, float]) -> None:
    """Writes the weights, by their signs."""
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(("sign", "weight"))
        lines.writerows((sign, f"{weight:.2f}") for sign, weight in sorted(weights.items()))
