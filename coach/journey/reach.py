"""What makes room for a road that is too full: more hours a week, or a later Match year."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import ceil
from typing import Final

from coach.journey.plan import DEFAULT_HOURS, Road
from coach.records import Record

MORE: Final = (1.25, 1.5, 2.0, 2.5, 3.0)
"""How many times the hours of a week are tried; more than three is another life (judgement)."""
MOST_HOURS: Final = 60
FEW: Final = 0.1
"""Share of what is too late for this year that may be so for a later one (judgement)."""
YEARS: Final = 3
"""Later Match years that are tried."""


class Ways(Record):
    """The least of each that makes room; None where nothing that was tried does."""

    hours: int | None
    """Hours a week with which the rest of this year fits; None also where it fits already."""
    year: int | None
    """The first later Match year with room, at the hours of now."""


def too_few(road: Road) -> int:
    """Days that lack for the dates that are still ahead, by usual hours and days of others."""
    ahead = (step for step in road.steps if step.due is None or step.due >= road.today)
    return max([0, *(-step.float_days for step in ahead if step.float_days)])


def ways(now: Road, season: int, would: Callable[[Mapping[str, object]], Road]) -> Ways:
    """What makes room; `would` gives the road with other answers of the profile."""
    usual = now.applicant.hours_a_week or DEFAULT_HOURS
    more = [] if not too_few(now) else [min(ceil(usual * times), MOST_HOURS) for times in MORE]
    later = [(year, would({"match_year": year})) for year in range(season + 1, season + YEARS + 1)]
    few = FEW * _before(now)
    room = (year for year, road in later if not too_few(road) and _before(road) <= few)
    enough = (each for each in more if not too_few(would(_hours(each))))
    return Ways(next(enough, None), next(room, None))


def _before(road: Road) -> int:
    return sum(step.before_came for step in road.steps)


def _hours(hours: int) -> Mapping[str, object]:
    return {"hours_per_week": float(hours), "hours_by_day": None}
