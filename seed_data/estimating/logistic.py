"""Logistic regression, and probabilities moved to a known mean."""

from __future__ import annotations

from typing import Final

import numpy as np

from seed_data.estimating.scale import Array, Mask, rising_to

RIDGE: Final = 20.0
"""Pull on each coefficient of the visa model: 5, 20 and 60 do alike on unseen sponsors."""


def logistic(lines: Array, outcome: Array, ridge: float = RIDGE) -> Array:
    """Coefficients of a logistic regression, the first a free constant, the others pulled to 0."""
    design = np.hstack([np.ones((len(lines), 1)), lines])
    pull = np.full(design.shape[1], ridge)
    pull[0] = 1e-6
    coefficients = np.zeros(design.shape[1])
    for _ in range(25):
        part = 1 / (1 + np.exp(-design @ coefficients))
        slope = design.T @ (outcome - part) - pull * coefficients
        bend = (design * (part * (1 - part))[:, None]).T @ design + np.diag(pull)
        coefficients = coefficients + np.linalg.solve(bend, slope)
    return np.asarray(coefficients)


def chance(coefficients: Array, lines: Array) -> Array:
    """Probabilities by these coefficients."""
    return np.asarray(1 / (1 + np.exp(-(coefficients[0] + lines @ coefficients[1:]))))


def stepped(parts: Array, step: float | Array) -> Array:
    """Probabilities moved by a step in logits."""
    return np.asarray(1 / (1 + (1 / parts - 1) * np.exp(-step)))


def moved(parts: Array, target: float, counted: Mask | None = None) -> Array:
    """Probabilities moved by one step so that the mean of the counted ones (or all) is the target.

    `counted` marks them.
    """
    some = parts if counted is None else parts[counted]
    return stepped(parts, rising_to(target, lambda step: float(stepped(some, step).mean())))
