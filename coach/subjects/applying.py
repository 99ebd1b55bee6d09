"""The application list: who is in the running, for how much, with which signals."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from coach.state import State
from coach.subjects.listing import Limits, Listed, Signalled, Told, Verifying
from coach.subjects.long_answers import Kept, keep, kept


class ApplyingSubject:
    """From the programs to a list that is paid for."""

    def __init__(self, state: State) -> None:
        self._state = state

    def kept(self, view: str) -> Told[Listed] | Told[Signalled] | Told[Verifying] | None:
        """A view of the page, if it still holds; `Coach.work_out(view)` keeps it."""
        if view == "list":
            return kept(self._state, view, Kept[Told[Listed]])
        if view == "signals":
            return kept(self._state, view, Kept[Told[Signalled]])
        return kept(self._state, view, Kept[Told[Verifying]])

    def work_out(self, view: str) -> None:
        """A view of the page, worked out and kept. Raises CoachError."""
        from coach.subjects import worked_list  # the app shows what is kept, in 0.5 MiB less

        work: Mapping[str, Callable[[State, Limits], Told[Any]]] = {
            "list": worked_list.listed,
            "signals": worked_list.signalled,
            "verify": worked_list.verifying,
        }
        keep(self._state, view, lambda state: work[view](state, Limits()))

    def listed(self, limits: Limits) -> Told[Listed]:
        """The application list as it is answered. Raises CoachError."""
        from coach.subjects import worked_list

        return worked_list.listed(self._state, limits)

    def of_market(self, file: Path, limits: Limits) -> Told[Listed]:
        """The list of a market in a file. Raises CoachError."""
        from coach.applying.market_file import read_market
        from coach.subjects import worked_list

        market = read_market(file, self._state.names.specialties)
        return worked_list.of_market(self._state, market.candidates, limits, market.ids)

    def signalled(self, limits: Limits) -> Told[Signalled]:
        """Which programs of the list get the signals. Raises CoachError."""
        from coach.subjects import worked_list

        return worked_list.signalled(self._state, limits)

    def verifying(self, limits: Limits) -> Told[Verifying]:
        """Which missing facts to check first. Raises CoachError."""
        from coach.subjects import worked_list

        return worked_list.verifying(self._state, limits)
