"""The programs that compete for a place on the application list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from coach.records import Record

LOCKS: Final = ("", "in", "out")


class Candidate(Record):
    """One program that may be applied to. With u, the applicant's shared factor, it invites with
    open × expit(logit(chance) + u) and takes you with `taken` of that."""

    id: str
    specialty: str
    value: float
    """Desirability, 0 or more."""
    chance: float
    """Chance of an invitation at the centre of the shared factor, 0-1."""
    taken: float = 1.0
    """Share of invitations that end as a match there when it is ranked, 0-1."""
    open: float = 1.0
    """Probability that a gate nobody has stated is open, 0-1."""
    signal: str = ""
    """gold, silver, single or "": a signal that the chance already contains."""
    lock: str = ""
    """in (always on the list), out (never) or ""."""


def in_order(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Candidates by id, numbers as numbers: the order that settles ties."""
    return sorted(candidates, key=lambda candidate: _natural(candidate.id))


def _natural(text: str) -> tuple[int, int, str]:
    if text.isascii() and text.isdigit() and len(text) < 20:
        return 0, int(text), text
    return 1, 0, text
