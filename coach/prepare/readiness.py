"""What practice tests say of the real exam: a band of 80 %, whether it held, and when to sit it.

A local level with a trend that tires: skill grows by a slope that halves in some weeks, each form
shows it with its published error, and the exam adds its own. Only forms whose precision is
published count; the band is never tighter than one of them by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import ceil, erf, exp, floor, hypot, sqrt
from typing import Final

from coach.records import Record

TWO_THIRDS: Final = 0.9674
"""Standard deviations within which two thirds lie."""
EIGHTY: Final = 1.2816
SLOPE: Final = 1.0
"""Points of growth a week before anything is known, and how far that may be off (judgement)."""
SLOPE_SPREAD: Final = 1.3
TIRES: Final = 24.0
"""Weeks in which a slope comes down to about a third (judgement)."""
WANDERS: Final = 2.0
"""Points by which skill wanders in a week besides (judgement)."""
MOST: Final = 300
STEP: Final = 0.05


class Shown(Record):
    """A practice test that counts: its day, score, and the standard error of its form."""

    day: date
    score: float
    error: float


class Level(Record):
    """Where skill stands on a day, its slope a week, and how surely both are known."""

    day: date
    at: float
    slope: float
    spread: float
    """Variance of the level, of both together, of the slope."""
    both: float
    slope_spread: float

    def on(self, day: date) -> Level:
        """The level as it should be on a later day."""
        weeks = max((day - self.day).days, 0) / 7
        left = exp(-weeks / TIRES)
        grown = TIRES * (1 - left)
        spread = self.spread + 2 * grown * self.both + grown**2 * self.slope_spread
        return Level(
            max(day, self.day),
            self.at + grown * self.slope,
            left * self.slope,
            spread + WANDERS**2 * weeks,
            left * (self.both + grown * self.slope_spread),
            left**2 * self.slope_spread,
        )

    def after(self, score: float, error: float) -> Level:
        """The level once a test of that day is known."""
        total = self.spread + error**2
        gain, turn = self.spread / total, self.both / total
        off = score - self.at
        return Level(
            self.day,
            self.at + gain * off,
            self.slope + turn * off,
            self.spread * (1 - gain),
            self.both * (1 - gain),
            self.slope_spread - turn * self.both,
        )


class Range(Record):
    """A chance as a range, 0-1, in steps of five points; never none and never certain."""

    low: float
    high: float

    def __str__(self) -> str:
        """`70-90 %`, `under 15 %`, `over 85 %`."""
        low, high = round(100 * self.low), round(100 * self.high)
        if low < 5:
            return f"under {high} %" if high < 95 else "anything from under 5 to over 95 %"
        return f"over {low} %" if high > 95 else f"{low}-{high} %"


class Graded(Record):
    """The last band that was said before an exam, and the score that came."""

    low: int
    high: int
    score: int
    told_on: date

    @property
    def held(self) -> bool:
        """Whether the score lay in it."""
        return self.low <= self.score <= self.high

    @property
    def off(self) -> float:
        """The miss in half widths of the band; at most 1 where it held."""
        half = max((self.high - self.low) / 2, 1.0)
        return abs(self.score - (self.low + self.high) / 2) / half


class Band(Record):
    """The range of the real score of which four in five lie inside."""

    low: int
    mid: int
    high: int
    precision: float
    """Points within which two thirds of retests of its forms fall, as published."""
    graded: Graded | None
    spread: float
    after: float
    """The spread once one more form of the same level is known."""
    steady: float
    """The middle where nothing more is gained from here on."""

    def chance(self, least: float, is_after: bool = False) -> Range:
        """The chance of this score or more, from no more growth to growth as so far; now, or after
        one more form of the same level."""
        spread = self.after if is_after else self.spread
        known = sorted(_above(mid, spread, least) for mid in (self.mid, self.steady))
        low = min(floor(known[0] / STEP) * STEP, 1 - STEP)
        high = max(ceil(known[-1] / STEP) * STEP, low + STEP)
        return Range(round(max(low, 0.01), 2), round(min(high, 0.99), 2))


def standard_error(precision: float) -> float:
    """Of a form of which two thirds of retests fall within so many points."""
    return precision / TWO_THIRDS


def level(tests: Sequence[Shown]) -> Level:
    """Where skill stood on the day of the last of these tests, the oldest first."""
    first = tests[0]
    now = Level(first.day, first.score, SLOPE, first.error**2, 0.0, SLOPE_SPREAD**2)
    for test in tests[1:]:
        now = now.on(test.day).after(test.score, test.error)
    return now


def outlook(
    tests: Sequence[Shown], day: date, exam_error: float, graded: Graded | None = None
) -> Band | None:
    """What tests say of an exam on a day; None without any that counts. A band that missed makes
    the next one wider, by as much as it was off."""
    if not tests:
        return None
    last = level(tests)
    then, error = last.on(day), min(test.error for test in tests)
    wider = max(1.0, graded.off) if graded else 1.0
    now, after = (
        wider * max(hypot(sqrt(each.spread), exam_error), error)
        for each in (then, then.after(then.at, error))
    )
    at, half = min(max(then.at, 1), MOST), EIGHTY * now
    return Band(
        low=max(floor(at - half), 1),
        mid=round(at),
        high=min(ceil(at + half), MOST),
        precision=round(error * TWO_THIRDS, 1),
        graded=graded,
        spread=now,
        after=after,
        steady=last.at,
    )


def _above(mid: float, spread: float, least: float) -> float:
    return 0.5 * (1 - erf((least - 0.5 - mid) / (spread * sqrt(2))))
