"""How the hours of finished weeks compare with the hours planned, careful while they are few."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from coach.records import Record, Review

WEEKS: Final = 8
"""Older weeks than the last eight say little of the present ones (judgement)."""
PRIOR_HOURS: Final = 20.0
"""Hours that speak for a factor of 1 against what few weeks say: two usual weeks (judgement)."""
LEAST: Final = 0.5
MOST: Final = 2.0
"""The factor stays between these, whatever one odd month says (judgement)."""


class Pace(Record):
    """Hours that it really takes per usual hour, from so many weeks."""

    factor: float = 1.0
    weeks: int = 0
    measured: float = 1.0
    """The plain ratio of those weeks, before it was drawn towards 1."""

    def __str__(self) -> str:
        """`your last 4 weeks took 1.4 times the hours planned; plans reckon with 1.2`; or ""."""
        if not self.weeks or round(self.measured, 1) == 1.0:
            return ""
        span = "last week" if self.weeks == 1 else f"last {self.weeks} weeks"
        return (
            f"your {span} took {self.measured:.1f} times the hours planned; "
            f"plans reckon with {self.factor:.1f}"
        )


def pace(reviews: Sequence[Review]) -> Pace:
    """The factor from the last weeks in which something got done."""
    worked = [review for review in reviews if review.worth_hours > 0 and review.spent_hours > 0]
    recent = worked[-WEEKS:]
    if not recent:
        return Pace()
    spent = sum(review.spent_hours for review in recent)
    worth = sum(review.worth_hours for review in recent)
    factor = (spent + PRIOR_HOURS) / (worth + PRIOR_HOURS)
    return Pace(min(max(factor, LEAST), MOST), len(recent), spent / worth)
