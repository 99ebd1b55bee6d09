"""The application list: who is in the running, for how much, with which signals."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from coach.state import State
from coach.subjects import running, worked_list
from coach.subjects.listing import Limits, Listed, Told, Verifying
from coach.subjects.listing import Signalled as SignalsTold
from coach.subjects.running import Field, Queue, Signalled

if TYPE_CHECKING:
    from coach.applying.plan import ApplicationList


class ApplyingSubject:
    """From the programs to a list that is paid for."""

    def __init__(self, state: State) -> None:
        self._state = state

    def field(self, specialties: Sequence[str] | None = None) -> Field:
        """Everybody in the running for these specialties; desirability is the fit, 5-100.

        Raises CoachError when no specialty is known or nobody is left.
        """
        return running.field(self._state, specialties)

    def applications(
        self,
        field: Field,
        budget: float | None,
        count: int | None,
        threshold: float | None = None,
    ) -> ApplicationList:
        """The application list of a field. Raises CoachError."""
        return running.applications(self._state, field, budget, count, threshold)

    def signals(self, field: Field, applications: ApplicationList) -> Signalled:
        """Which programs of a list get the season's signals, the most useful first."""
        return running.signals(self._state, field, applications)

    def verify(self, field: Field, applications: ApplicationList) -> Queue:
        """What knowing a fact that nobody has stated could add to a list."""
        return running.verify(self._state, field, applications)

    def listed(self, limits: Limits) -> Told[Listed]:
        """The application list as it is answered. Raises CoachError."""
        return worked_list.listed(self._state, limits)

    def of_market(self, file: Path, limits: Limits) -> Told[Listed]:
        """The list of a market in a file. Raises CoachError."""
        from coach.applying.market_file import read_market

        market = read_market(file, self._state.names.specialties)
        return worked_list.of_market(self._state, market.candidates, limits, market.ids)

    def signalled(self, limits: Limits) -> Told[SignalsTold]:
        """Which programs of the list get the signals. Raises CoachError."""
        return worked_list.signalled(self._state, limits)

    def verifying(self, limits: Limits) -> Told[Verifying]:
        """Which missing facts to check first. Raises CoachError."""
        return worked_list.verifying(self._state, limits)
