"""Looking ahead and back on the road: the chance of each date, what if, what moved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct

from coach.answers import Answers
from coach.journey.chances import OnTime as OnTime

if TYPE_CHECKING:
    from coach.journey.compared import Compared
    from coach.journey.moved import Moved
    from coach.outlook.ahead import Outlook, Picture

T = TypeVar("T")


class Choices(Struct, frozen=True):
    """What would be otherwise: the start of tasks, the Match year, the hours, what is done."""

    start: Mapping[str, date] = {}
    match_year: int | None = None
    hours: float | None = None
    done: tuple[str, ...] = ()


class AheadSubject:
    """The road as it may come, as it might be, and as it was."""

    def __init__(self, state: Answers) -> None:
        self._state = state

    @property
    def opens(self) -> Mapping[str, int]:
        """Programs that are closed now and that a task would open, by its key."""
        return self._state.opens

    def keep(self, key: str, make: Callable[[], T]) -> T:
        """What `make` gives, worked out once until something changes."""
        kept: T = self._state.keep(key, make)
        return kept

    def outlook(self) -> Outlook:
        """The chance of each dated task and gate."""
        from coach.outlook.ahead import outlook  # numpy: 60 ms

        return outlook(self._state)

    def what_if(self, choices: Choices) -> Compared:
        """The road and its chances beside those of other choices; nothing is changed."""
        from coach.outlook.ahead import what_if  # numpy: 60 ms

        return what_if(self._state, choices.start, choices.match_year, choices.hours, choices.done)

    def moved_since(self, at: datetime) -> list[Moved]:
        """What moved on the road since a time, and why, the largest move first."""
        from coach.outlook.ahead import moved_since

        return moved_since(self._state, at)

    def before(self, at: datetime) -> Picture:
        """The road with its week as it was: then, or when the applicant first said anything."""
        from coach.outlook.ahead import before

        return before(self._state, at)
