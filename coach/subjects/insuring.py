"""What a dollar buys: what makes the road safer, priced beside the application list."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from typing import Annotated, Final, Literal

from coach.applying.answers import Ends
from coach.journey.chances import OnTime
from coach.journey.insured import watched
from coach.records import CoachError, Offer, Record, replace
from coach.subjects.options import Opt, Subject
from coach.subjects.stands import First, looked_at, settled, stand_of

ANY: Final = 1e6
"""USD that nothing costs, and no list: for somebody without a budget."""
SENT: Final = "Sent"
"""What the list says of applications that were sent: here their prices follow."""
Stands = Literal["start", "free", "bought", "left", "no price", "outside"]


class Insured(Record):
    """One thing to buy or to have for nothing, as it stands for this applicant."""

    offer: Offer
    stands: Stands
    usd: float | None
    price: str = ""
    """What its price rests on."""
    gain: Ends | None = None
    """Chance (0-1) that all is in time, or interviews to expect; None for what is not offered."""
    of: str = "on time"
    total: float | None = None
    """USD down to it, of what is bought."""
    after: float | None = None
    """The chance that all is in time with it."""
    value: float = 0.0
    """What it adds to the list's value times that chance, the one curve of all rows."""

    @property
    def per_100(self) -> float | None:
        """What USD 100 of it add on that curve."""
        return 100 * self.value / self.usd if self.usd else None


class Insurance(Record):
    """What money and an early start buy, in the order of buying."""

    offers: tuple[Insured, ...] = ()
    on_time: OnTime | None = None
    """That all is in time with nothing bought; None without hours, or where nothing is left."""
    journey: OnTime | None = None
    """The same as the Journey page reckons it: no first try falls short."""
    season: int = 0
    budget: float | None = None
    spent: float = 0.0
    worth: float = 0.0
    """The list's value times the chance that all is in time, with everything bought."""
    short: tuple[Offer, ...] = ()
    """Offers whose first try is taken to fall short now and then."""
    is_alone: bool = False
    """Whether no list stands beside the road: values are chances then."""
    first: First = ()
    nothing: str = ""
    """Why nothing is offered."""
    notes: tuple[str, ...] = ()


class InsuringSubject(Subject):
    """What a dollar buys, in the road and in applications."""

    def insure(
        self,
        budget: Annotated[
            float | None, Opt("spend at most this (the profile's)", "USD", low=0.01)
        ] = None,
        price: Annotated[
            Mapping[str, str],
            Opt("the price of an offer, as you were told (repeat)", "KEY=USD", like="courier=80"),
        ] = {},
        short: Annotated[
            float | None,
            Opt("how often a first try falls short, of a hundred", "PCT", low=0, high=95),
        ] = None,
    ) -> Insurance:
        """What money and an early start buy. Raises CoachError for a price that cannot be."""
        from coach.subjects.worked_insurance import insurance, why_not

        typed = {key: _usd(key, text, self._state.facts.offers) for key, text in price.items()}
        state, first, why = looked_at(self._state, False, None)
        budget = budget or state.applicant.budget
        first = tuple(pair for pair in first if pair[0] != SENT)
        bare = Insurance(season=state.season, budget=budget, first=first)
        on = watched(state.road, state.days)
        is_over = bool(settled(state)) or stand_of(state).phase == "waiting"
        if why := why * is_over or why_not(state, on):
            return replace(bare, nothing=why)
        return insurance(state, on, bare, typed, short)


def _usd(key: str, text: str, offers: Mapping[str, Offer]) -> float:
    """A typed price. Raises CoachError."""
    can = [each.key for each in offers.values() if not (each.free or each.stands_outside)]
    if key not in can:
        raise CoachError(f"--price: there is no offer {key}; there are {', '.join(can)}.")
    try:
        usd = float(text)
    except ValueError:
        usd = -1.0
    if not (isfinite(usd) and 0 < usd <= ANY):
        raise CoachError(f"--price {key}: “{text}” should be an amount of USD above 0, like 80.")
    return usd
