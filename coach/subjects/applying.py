"""The application list: who is in the running, for how much, with which signals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from coach import applications as rooms
from coach.answers import Answers, Standing
from coach.applications import Field, Queue, Signalled
from coach.applying.fees import Schedule
from coach.records import Chance

if TYPE_CHECKING:
    from coach.applying.plan import ApplicationList


class ApplyingSubject:
    """From the programs to a list that is paid for."""

    def __init__(self, state: Answers) -> None:
        self._state = state

    def field(self, specialties: Sequence[str] | None = None) -> Field:
        """Everybody in the running for these specialties; desirability is the fit, 5-100.

        Raises CoachError when no specialty is known or nobody is left.
        """
        return rooms.field(self._state, specialties)

    def price_lists(self, specialties: Iterable[str]) -> dict[str, Schedule | None]:
        """The price list of the season for each specialty; None where its service has none."""
        return rooms.price_lists(self._state, specialties)

    def price_notes(self, prices: Mapping[str, Schedule | None]) -> list[str]:
        """What has to be said of prices: those not known, carried forward, or doubtful."""
        return rooms.price_notes(prices, self._state.facts.specialties, self._state.season)

    def applications(
        self,
        field: Field,
        budget: float | None,
        count: int | None,
        threshold: float | None = None,
    ) -> ApplicationList:
        """The application list of a field. Raises CoachError."""
        return rooms.applications(self._state, field, budget, count, threshold)

    def signals(self, field: Field, applications: ApplicationList) -> Signalled:
        """Which programs of a list get the season's signals, the most useful first."""
        return rooms.signals(self._state, field, applications)

    def with_and_without(self, standing: Standing, tier: str) -> tuple[Chance, Chance]:
        """The chance at a program without and with a signal of this tier, as ranges."""
        return rooms.with_and_without(standing, tier)

    def verify(self, field: Field, applications: ApplicationList) -> Queue:
        """What knowing a fact that nobody has stated could add to a list."""
        return rooms.verify_queue(self._state, field, applications)
