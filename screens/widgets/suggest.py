"""The choices that fit what was typed, the best first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

LIKELY: Final = 60.0
"""Similarity (0-100) below which a choice is not worth showing."""


def suggest(typed: str, choices: Sequence[str], limit: int) -> list[int]:
    """The numbers of up to `limit` choices: those that start with it, then those with a
    word that does, then those that contain it, then those spelt much like it."""
    typed = typed.casefold().strip()
    if not typed:
        return list(range(min(limit, len(choices))))
    ranked = sorted(
        (place, number)
        for number, choice in enumerate(choices)
        if (place := _place(typed, choice.casefold())) is not None
    )
    best = [number for _, number in ranked[:limit]]
    if len(best) < limit and len(typed) > 2:  # two letters are like everything
        best += [number for number in _alike(typed, choices, limit) if number not in best]
    return best[:limit]


def _place(typed: str, choice: str) -> int | None:
    if choice.startswith(typed):
        return 0
    if f" {typed}" in choice:
        return 1
    return 2 if typed in choice else None


def _alike(typed: str, choices: Sequence[str], limit: int) -> list[int]:
    from rapidfuzz import fuzz, process, utils  # 20 ms, needed for a misspelt word only

    near = process.extract(
        typed,
        choices,
        scorer=fuzz.WRatio,
        processor=utils.default_process,
        score_cutoff=LIKELY,
        limit=limit,
    )
    return [number for _, _, number in near]
