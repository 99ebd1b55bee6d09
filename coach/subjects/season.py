"""The season: its year, its dates, and what they forbid."""

from __future__ import annotations

from collections.abc import Mapping
from operator import attrgetter
from typing import Final

from coach.calendar.dates import season_at
from coach.calendar.match_week import Hour, match_week
from coach.logs.interviews import INTERVIEWS
from coach.logs.season import unmailed
from coach.records import CoachError, Country, Event, Fee
from coach.rules.conditions import PART_OPEN
from coach.rules.countries import meant
from coach.season.coming import Here, as_event
from coach.subjects.options import FromState, Subject

FIRST, LAST = 2023, 2100
"""Seasons whose dates are known or projected."""

DATES, TALKS = 5, 2
"""Dates told beside a plan, and how many of them may be interviews."""
DAY: Final = attrgetter("day")


class SeasonSubject(Subject):
    """The Match year that is planned for."""

    year = FromState(lambda state: state.season)
    """The Match year planned for; else the next one whose applications are still ahead."""
    coming = FromState(lambda state: state.coming)
    """The next Match year whose applications are still ahead."""

    @property
    def unmailed(self) -> Mapping[str, int]:
        """How many invitations are known without their mail, by the log that shows them."""
        return unmailed(self._state.kept, self.year)

    days = FromState(lambda state: state.days)
    """The days of the season's events by key."""
    locked = FromState(lambda state: state.locked)
    """Whether Match Week forbids to start contact with programs."""

    @property
    def in_match_week(self) -> bool:
        """Whether it is Match Week for this applicant, who takes part in the Match that runs."""
        who, running = self._state.applicant, season_at(self._state.today)
        takes_part = who.match_year in (None, running) or who.match_result in (*PART_OPEN, "partly")
        return takes_part and self._state.in_lock_week

    @property
    def countries(self) -> list[Country]:
        """The nationalities that a dated proclamation named, where the rule lets it reach them."""
        if any(held.rule == "nationality" and held.outcome == "pass" for held in self._state.held):
            return []
        known = self._state.facts.countries
        named = [meant(word, known) for word in self._state.applicant.citizenship]
        sure = [names[0] for names in named if len(names) == 1]
        return [known[name] for name in sure if known[name].extent]

    @property
    def fees(self) -> list[Fee]:
        """The prices of the season."""
        return [fee for fee in self._state.facts.fees if str(self.year) in fee.season]

    def calendar(self, season: int | None = None) -> list[Event]:
        """The dates of a season in order; None: of the one planned for."""
        return self._state.calendar(self.year if season is None else season)

    def dates(self, limit: int | None = None) -> list[Event]:
        """The season's dates from today on that concern this applicant."""
        return self._state.dates[:limit]

    @property
    def next_dates(self) -> list[Event]:
        """The next dates, as they are told beside a plan."""
        return self.nearest(DATES)

    def nearest(self, limit: int) -> list[Event]:
        """The next dates with the next of one's own interviews; of one day these first."""
        kept = self._state.kept(INTERVIEWS)
        here = Here(self._state.hour, self._state.applicant.time_zone)
        talks = [each for talk in kept.values() if (each := as_event(talk, here, self.year))]
        near = sorted(talks, key=DAY)[:TALKS]
        return sorted([*near, *self.dates(limit)], key=DAY)[:limit]

    def named(self, season: int | None) -> int:
        """The season of a year, or the one to show where none is named. Raises CoachError."""
        if season is not None and not FIRST <= season <= LAST:
            raise CoachError(
                f"Season {season}: dates are known or projected from {FIRST} to {LAST}."
            )
        running = season_at(self._state.today) if self.in_match_week else self.year
        return season or running

    def match_week(self, season: int) -> list[Hour]:
        """Match Week of a season hour by hour."""
        return match_week(self.calendar(season))
