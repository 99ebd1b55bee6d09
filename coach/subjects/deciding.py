"""Deciding: what would open more, what a rule would change, this year or next, filters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from coach import deciding as rooms
from coach.answers import Answers
from coach.applying.filters import Change, Seen
from coach.applying.levers import Lever
from coach.applying.scenarios import Look
from coach.applying.years import Years
from coach.records import Preset, Scenario


class DecidingSubject:
    """What another answer, another rule or another year would change; nothing is changed."""

    def __init__(self, state: Answers) -> None:
        self._state = state

    def levers(self) -> list[Lever]:
        """What would open most, after the row of doing nothing. Raises CoachError.

        Most gain in the value of the list first; then most programs.
        """
        return rooms.levers(self._state)

    def scenarios(self) -> dict[str, Scenario]:
        """The scenarios of the release and the applicant's own, by key. Raises CoachError."""
        return rooms.scenario_list(self._state)

    def look(self, scenario: Scenario) -> Look:
        """One scenario before the applicant. Raises CoachError."""
        return rooms.look(self._state, scenario)

    def looks(self, scenarios: Iterable[Scenario]) -> list[Look]:
        """Scenarios before the applicant: programs and list without and within.

        The wishes stay those of today: only doors open or close. Raises CoachError.
        """
        return rooms.looks(self._state, scenarios)

    def years(self, edits: Mapping[str, object] | None = None) -> Years:
        """This season and the next; `edits` are answers that hold next year only."""
        return rooms.compare_years(self._state, edits)

    def presets(self) -> list[Preset]:
        """The filters of the release, overridden or extended by the applicant's."""
        return rooms.presets(self._state)

    def filters(self) -> tuple[list[Seen], list[Change]]:
        """Every filter before the applicant, and the single changes that pass most of them."""
        return rooms.seen(self._state)
