"""Forecasts of invitations as they were made, for grading once their time is over."""

from datetime import date
from typing import Final

from coach.logs.log import Log
from coach.records import Record

EACH_DAYS: Final = 7
"""Days after which the same forecast is kept once more."""


class Forecast(Record):
    """What was expected on one day of a season, of which inputs, by which release."""

    day: date
    season: int
    inputs: str
    core: str
    low: float
    """Invitations in the whole season, those that had come counted in."""
    mid: float
    high: float
    until: date
    """Until when the chances are."""
    spread: float
    """Standard deviation of how many of these programs invite until then."""
    chances: tuple[tuple[str, float], ...]
    """Of each program that was open that day, its chance to invite until then."""

    @property
    def key(self) -> str:
        """One a day."""
        return f"{self.season}/{self.day}"


FORECASTS: Final = Log("forecasts", Forecast)


def is_due(kept: list[Forecast], inputs: str, today: date) -> bool:
    """Whether a forecast of these inputs is kept today: once a day where they changed, else once a
    week."""
    if not kept:
        return True
    last = max(kept, key=lambda each: each.day)
    age = (today - last.day).days
    return age >= (EACH_DAYS if last.inputs == inputs else 1)
