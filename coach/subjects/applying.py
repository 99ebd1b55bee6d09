"""The application list: who is in the running, for how much, with which signals."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Generic, TypeVar

from coach.applying.answers import (
    Application as Application,
    Ends as Ends,
    Listed as Listed,
    Query as Query,
    Signalled as Signalled,
    Verifying as Verifying,
)
from coach.applying.phases import Stand as Stand
from coach.records import Record, Span, replace
from coach.state import State
from coach.subjects.long_answers import Kept, keep, kept
from coach.subjects.options import FromState, Opt, Subject
from coach.subjects.programs import Standing
from coach.subjects.stands import settled, stand_of

T = TypeVar("T")


class Told(Record, Generic[T]):
    """An answer with the remarks that go with it."""

    answer: T
    notes: list[str] = []
    nothing: str = ""
    """Why there is no list, where there is none."""
    first: tuple[tuple[str, str], ...] = ()
    """What has to be said before it, each with its label."""


class Limits(Record):
    """How long a list may get, and for whom, as asked."""

    budget: Annotated[
        float | None,
        Opt(
            "spend at most this (the profile's)",
            "USD",
            low=0.01,
            like="an amount of USD above 0, like 800",
        ),
    ] = None
    count: Annotated[
        int | None, Opt("at most N applications", "N", low=1, like="a whole number of 1 or more")
    ] = None
    specialties: Annotated[
        tuple[str, ...], Opt("a specialty (repeat)", "S", flag="--specialty")
    ] = ()
    """As typed; none: the profile's."""
    threshold: float = 1.0
    next_season: Annotated[
        bool, Opt("for the next season that can be applied to in time", flag="--next")
    ] = False


def late(standing: Standing, left: Span) -> Standing:
    """A program with the chance that an application sent now still has there."""
    chance = standing.numbers.chance
    if chance is None:
        return standing
    low, mid, high = chance.low * left.low, chance.mid * left.usual, chance.high * left.high
    chance = replace(chance, low=low, mid=mid, high=high)
    return replace(standing, numbers=replace(standing.numbers, chance=chance))


class ApplyingSubject(Subject):
    """From the programs to a list that is paid for."""

    stand = FromState(stand_of)
    """Where applying stands in the season planned for."""
    settled = FromState(lambda state: settled(state))
    """Why nobody applies any more; "" while one does."""

    def kept(self, view: str) -> Told[Listed] | Told[Signalled] | Told[Verifying] | None:
        """A view of the page, if it still holds; `Coach.work_out(view)` keeps it."""
        if view in ("list", "next"):
            return kept(self._state, view, Kept[Told[Listed]])
        if view == "signals":
            return kept(self._state, view, Kept[Told[Signalled]])
        return kept(self._state, view, Kept[Told[Verifying]])

    def work_out(self, view: str) -> None:
        """A view of the page, worked out and kept. Raises CoachError."""
        # The app shows what is kept, in 0.5 MiB less.
        from coach.subjects import worked_checks, worked_list, worked_signals

        work: Mapping[str, Callable[[State, Limits], object]] = {
            "list": worked_list.listed,
            "next": worked_list.listed,
            "signals": worked_signals.signalled,
            "verify": worked_checks.verifying,
        }
        limits = Limits(next_season=view == "next")
        keep(self._state, view, lambda state: work[view](state, limits))

    def listed(
        self,
        limits: Limits,
        market: Annotated[Path | None, Opt("chances of your own, as JSON", "FILE")] = None,
        threshold: Annotated[
            float,
            Opt(
                "where the next USD 100 add less than this, stop (1)",
                "PCT",
                low=0,
                high=100,
                like="a percentage from 0 to 100",
            ),
        ] = 1.0,
    ) -> Told[Listed]:
        """The application list in the order of adding. Raises CoachError."""
        from coach.subjects import worked_list

        limits = replace(limits, threshold=threshold)
        if market:
            return worked_list.of_market(self._state, market, limits)
        return worked_list.listed(self._state, limits)

    def signalled(self, limits: Limits) -> Told[Signalled]:
        """Which programs of the list get the signals. Raises CoachError."""
        from coach.subjects import worked_signals

        return worked_signals.signalled(self._state, limits)

    def verifying(
        self,
        limits: Limits,
        early: Annotated[
            bool, Opt("also long before the season, when it is too early", flag="--all")
        ] = False,
    ) -> Told[Verifying]:
        """Which missing facts to check first. Raises CoachError."""
        from coach.subjects import worked_checks

        return worked_checks.verifying(self._state, limits, early)
