"""What makes a Match year fit whose road is too long: more hours a week, or a later year."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from coach.journey.plan import Road
from coach.records import Record

MOST_HOURS: Final = 60
"""Hours a week beside which nobody lives; more are never advised (judgement)."""
MOST_TIMES: Final = 3
"""Times the hours of now that somebody with a job may find (judgement)."""
LEAST_OFFER: Final = 12
"""Hours a week that may be named to anybody (judgement)."""


class Ways(Record):
    """The least of each with which the road fits; None where nothing does."""

    hours: int | None
    """Hours a week for the Match year that is planned."""
    year: int | None
    """The first of the later Match years, at the hours of now."""


def ways(now: Road, years: Iterable[int], would: Callable[[Mapping[str, object]], Road]) -> Ways:
    """What makes it fit; `would` gives the road with other answers of the profile."""
    most = min(MOST_HOURS, max(LEAST_OFFER, int(MOST_TIMES * now.hours)))
    more = range(int(now.hours) + 1, most + 1)
    first = bisect_left(more, 0, key=lambda hours: would(_hours(hours)).spare or 0)
    fitting = (year for year in years if (would({"match_year": year}).spare or 0) >= 0)
    return Ways(more[first] if first < len(more) else None, next(fitting, None))


def _hours(hours: int) -> Mapping[str, object]:
    return {"hours_per_week": float(hours), "hours_by_day": None}
