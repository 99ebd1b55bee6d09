"""Forecasts held against what came: Brier score, reliability by band, and how far to widen.

A forecast says of each program that was open on its day how probable an invitation is until a
later day. Once that day is over everybody's answer is known, silence too, so nothing waits for
those who never write. Forecasts whose times overlap would count the same silence twice: of those
the earlier alone is graded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from math import sqrt
from statistics import fmean
from typing import Final

from coach.logs.forecasts import Forecast
from coach.records import Record

EDGES: Final = (0.0, 0.02, 0.05, 0.1, 0.2, 0.4, 1.0)
"""Chances between which outcomes are told together."""
FROM: Final = 5
"""Outcomes from which a score and a band are told."""
OFF: Final = 2.33
"""Standard deviations beyond which all outcomes together speak against the forecasts: 1 in 50."""
BAND_OFF: Final = 3.0
"""The same of a single band, as there are several."""
LEAST, WIDEST = 1.25, 2.0
"""Times that a range is widened where it is, at least and at most."""


class Outcome(Record):
    """What was said of one program, and whether it came."""

    chance: float
    came: bool


class Band(Record):
    """Outcomes whose chances lie between two."""

    low: float
    high: float
    n: int
    share: float
    """Of them came."""
    expected: float
    """Their mean chance."""
    is_off: bool
    """Whether the difference is more than luck and a good or bad season."""


class Grades(Record):
    """The record of forecasts; scores are None before there are enough outcomes."""

    n: int = 0
    brier: float | None = None
    bands: tuple[Band, ...] = ()
    expected: float = 0.0
    """Invitations, of all that is graded."""
    came: int = 0
    widen: float = 1.0
    """Times that the spread of a forecast is taken, as those before were wrong."""


Graded = Sequence[tuple[Forecast, Sequence[Outcome]]]
Came = Mapping[tuple[int, str], date]
"""The day of each invitation by season and program."""


def grades(forecasts: Iterable[Forecast], came: Came, sent: Came, today: date) -> Grades:
    """The record; `sent`: the day of each application. An invitation that came before its
    application was sent, or by the day of the forecast, is no outcome."""
    graded = [(each, _of(each, came, sent)) for each in _apart(forecasts, today)]
    outcomes = [outcome for _, some in graded for outcome in some]
    if len(outcomes) < FROM:
        return Grades(n=len(outcomes))
    bands = tuple(_bands(graded))
    return Grades(
        n=len(outcomes),
        brier=fmean((each.chance - each.came) ** 2 for each in outcomes),
        bands=bands,
        expected=sum(each.chance for each in outcomes),
        came=sum(each.came for each in outcomes),
        widen=_widened(_beyond(graded) / OFF, bands),
    )


def _widened(beyond: float, bands: Sequence[Band]) -> float:
    is_off = beyond > 1 or any(band.is_off for band in bands)
    return min(WIDEST, max(LEAST, beyond)) if is_off else 1.0


def _beyond(graded: Graded) -> float:
    """By how many standard deviations all that came misses all that was expected."""
    missed = sum(each.came - each.chance for _, outcomes in graded for each in outcomes)
    variance = sum(max(each.spread**2, _luck(outcomes)) for each, outcomes in graded)
    return abs(missed) / sqrt(variance) if variance else 0.0


def _apart(forecasts: Iterable[Forecast], today: date) -> Iterator[Forecast]:
    """Forecasts whose time is over, none of which overlaps with another."""
    free = date.min
    for each in sorted(forecasts, key=lambda each: each.day):
        if each.day >= free and each.until < today:
            free = each.until
            yield each


def _of(forecast: Forecast, came: Came, sent: Came) -> list[Outcome]:
    outcomes = []
    for program, chance in forecast.chances:
        key = forecast.season, program
        day = came.get(key)
        if day is None or (day > forecast.day and day >= sent.get(key, day)):
            outcomes.append(Outcome(chance, day is not None and day <= forecast.until))
    return outcomes


def _luck(outcomes: Iterable[Outcome]) -> float:
    """The variance of their number, if each were alone."""
    return sum(each.chance * (1 - each.chance) for each in outcomes)


def _bands(graded: Graded) -> Iterator[Band]:
    """The bands with enough outcomes. What all programs of a forecast share moves each band by its
    part of it."""
    for low, high in zip(EDGES, EDGES[1:], strict=False):
        n, came, expected, variance = 0, 0, 0.0, 0.0
        for forecast, outcomes in graded:
            inside = [each for each in outcomes if low <= each.chance < high]
            alone, whole = _luck(inside), _luck(outcomes)
            shared = max(0.0, forecast.spread**2 - whole)
            n += len(inside)
            came += sum(each.came for each in inside)
            expected += sum(each.chance for each in inside)
            variance += alone + shared * (alone / whole if whole else 0.0) ** 2
        if n >= FROM:
            is_off = abs(came - expected) > BAND_OFF * sqrt(variance)
            yield Band(low, high, n, came / n, expected / n, is_off)
