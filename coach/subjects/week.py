"""The week: its plan, and the weeks looked back on."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from coach.answers import Answers
from coach.journey.pace import Pace
from coach.journey.week import Planned as Planned
from coach.journey.week import Week as Week
from coach.records import Review

if TYPE_CHECKING:
    from coach.journey.review import LookBack as LookBack


class WeekSubject:
    """What to do this week, and how the last ones went."""

    def __init__(self, state: Answers) -> None:
        self._state = state

    @property
    def pace(self) -> Pace:
        """What the weeks looked back on say of the applicant's hours."""
        return self._state.pace

    def plan(self, hours: float | None = None) -> Week:
        """The plan for this week; `hours` replaces what the profile says."""
        return self._state.week(hours)

    def last_plan(self) -> frozenset[str]:
        """Keys of the plan with which last week began; empty where there was none."""
        from coach.outlook.weeks import last_plan

        return last_plan(self._state)

    def reviews(self) -> list[Review]:
        """The weeks looked back on, the oldest first."""
        return self._state.store.reviews()

    def look_back(self, monday: date | None = None) -> LookBack:
        """The week that is to be reviewed, or the one from a Monday on. Raises CoachError."""
        from coach.outlook.weeks import look_back

        return look_back(self._state, monday)

    def keep_review(
        self, text: str, hours: float | None = None, monday: date | None = None
    ) -> Review:
        """Keeps the week's figures with the applicant's answer and the hours that it took."""
        from coach.outlook.weeks import save_review

        return save_review(self._state, text, hours, monday)
