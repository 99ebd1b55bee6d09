"""The season: its year, its dates, and what they forbid."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from coach.answers import Answers
from coach.records import Country, Event, Fee


class SeasonSubject:
    """The Match year that is planned for."""

    def __init__(self, state: Answers) -> None:
        self._state = state

    @property
    def year(self) -> int:
        """The Match year planned for; else the next one whose applications are still ahead."""
        return self._state.season

    @property
    def days(self) -> Mapping[str, date]:
        """The days of the season's events by key."""
        return self._state.days

    @property
    def locked(self) -> bool:
        """Whether Match Week forbids to start contact with programs."""
        return self._state.locked

    @property
    def in_match_week(self) -> bool:
        """Whether it is Match Week for this applicant, who takes part in the Match that runs."""
        return self._state.in_match_week

    @property
    def countries(self) -> list[Country]:
        """The applicant's nationalities that a dated proclamation named."""
        known = self._state.facts.countries
        names = [name.casefold() for name in self._state.applicant.citizenship]
        return [known[name] for name in names if name in known]

    @property
    def fees(self) -> list[Fee]:
        """The prices of the season."""
        return [fee for fee in self._state.facts.fees if str(self.year) in fee.season]

    def calendar(self, season: int | None = None) -> list[Event]:
        """The dates of a season in order; None: of the one planned for."""
        return self._state.calendar(season)

    def dates(self, limit: int | None = None) -> list[Event]:
        """The season's dates from today on that concern this applicant."""
        return self._state.dates(limit)
