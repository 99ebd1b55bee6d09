"""The application list: who is in the running, for how much, with which signals."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from coach.state import State
from coach.subjects import worked_list
from coach.subjects.listing import Limits, Listed, Told, Verifying
from coach.subjects.listing import Signalled as SignalsTold

if TYPE_CHECKING:
    pass


class ApplyingSubject:
    """From the programs to a list that is paid for."""

    def __init__(self, state: State) -> None:
        self._state = state

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
