"""How likely something is by the signs that it bears, with weights that were fitted to texts."""

from __future__ import annotations

import math
from collections.abc import Mapping


def chance(signs: frozenset[str], weights: Mapping[str, float]) -> float:
    """From 0 to 1, by a sum of weights."""
    total = weights.get("all", 0.0) + sum(weights.get(each, 0.0) for each in signs)
    return 1 / (1 + math.exp(-total))
