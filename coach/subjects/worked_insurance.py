"""What insurance costs: offers with their prices, the application list as a curve beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Literal

from coach.applying.answers import Application, Ends
from coach.applying.effort import newest
from coach.applying.insurance import Point, behind
from coach.applying.market import Candidate
from coach.applying.weighing import USUAL_COUNT
from coach.records import CoachError, Fact, Fee, Offer, Record, Status, replace
from coach.state import State
from coach.subjects.applying import Limits
from coach.subjects.stands import stand_of
from coach.subjects.weighed import worth_of
from coach.subjects.worked_list import planned
from coach.wording import STATUS_WORDS

Stands = Literal["start", "free", "bought", "left", "no price", "outside"]
ANY: Final = 1e6
"""USD that nothing costs, and no list: for somebody without a budget."""
COMMAND: Final = re.compile(r"[:;.(] ?[^:;.(`]*`")
"""From where a sentence of the list's names its commands."""
ALONE: Final = Point(0.0, 100.0)
"""Without a list the season counts as a whole one: its worth is a chance of a hundred then."""
NO_LIST: Final = "No list stands beside the road now: its worth is the chance alone."


class Insured(Record):
    """One thing to buy or to have for nothing, as it stands for this applicant."""

    key: str
    """Of the offer, of the task to start, or `APPLICATIONS`."""
    what: str
    why: str
    stands: Stands
    fact: Fact | None = None
    """What it rests on; None for applications, which are reckoned."""
    outside: str = ""
    """Why it is named and not offered."""
    usd: float | None = 0.0
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
    def status(self) -> Status:
        """How sure what it rests on is."""
        return self.fact.status if self.fact else "estimated"

    @property
    def per_100(self) -> float | None:
        """What USD 100 of it add on that curve."""
        return 100 * self.value / self.usd if self.usd else None


def plain(text: str) -> str:
    """What the list says, without its commands."""
    return COMMAND.split(text)[0].strip().rstrip(".")


def typed_usd(key: str, text: str, offers: Mapping[str, Offer]) -> float:
    """A typed price. Raises CoachError."""
    can = [each.key for each in offers.values() if not (each.free or each.stands_outside)]
    if key not in can:
        raise CoachError(f"--price: there is no offer {key}; there are {', '.join(can)}.")
    usd = float(text) if re.fullmatch(r"\d+(\.\d+)?", text) else 0.0
    if not 0 < usd <= ANY:
        raise CoachError(f"--price {key}: “{text}” should be an amount of USD above 0, like 80.")
    return usd


def priced(state: State, offer: Offer, typed: Mapping[str, float]) -> Insured:
    """An offer with USD and what they rest on; of what the applicant typed it is they."""
    usd, price = _price(state, offer)
    stands: Stands = "free" if offer.free else "no price" if usd is None else "left"
    row = Insured(offer.key, offer.title, offer.why, stands, offer, usd=usd, price=price)
    if offer.key in typed:
        return replace(row, stands="left", usd=typed[offer.key], price="you")
    outside = offer.stands_outside
    return replace(row, stands="outside", outside=outside) if outside else row


def _price(state: State, offer: Offer) -> tuple[float | None, str]:
    """USD of an offer's fees and what they rest on; None where one has no price."""
    fees = [newest(state.facts.fees, key, state.season) for key in offer.fees]
    known = [fee for fee in fees if fee]
    if len(known) < len(fees) or not (fees or offer.free):
        return None, ""
    return _sum(known), "; ".join(_rests_on(state, fee) for fee in known)


def _sum(fees: Iterable[Fee]) -> float:
    return sum((fee.amount or 0.0 for fee in fees), 0.0)


def _rests_on(state: State, fee: Fee) -> str:
    title = state.facts.sources[fee.source.partition(";")[0]].title
    return f"{STATUS_WORDS[fee.status]}, {fee.season}, {title}"


def curve(
    state: State, budget: float | None
) -> tuple[Sequence[Point], Sequence[Candidate], list[str]]:
    """The application list behind what was sent before it as a curve, its order, and what to say
    of it."""
    stand, sent = stand_of(state), state.applicant.applied or 0
    usual = USUAL_COUNT if budget is None and stand.most is None else None
    order, notes = list[Candidate](), list[str]()
    points = [Point(0.0, 0.0)]
    try:
        points = [Point(0.0, worth_of(state, sent) if sent else 0.0)]
        if stand.most != 0:
            running, answer, _ = planned(state, Limits(budget or ANY, usual))
            order = _in_order(answer.order, (*running.candidates, *running.firsts))
            more, notes = behind(answer, sent, points[0].value)
            points += more
    except CoachError as error:
        notes = [f"Without a list beside it: {plain(str(error))}."]
    return (points, order, notes) if points[-1].value else ([ALONE], (), [*notes, NO_LIST])


def _in_order(steps: Iterable[Application], candidates: Iterable[Candidate]) -> list[Candidate]:
    by_id = {each.id: each for each in candidates}
    return [by_id[str(step.id)] for step in steps]
