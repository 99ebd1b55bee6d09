"""The buffer market: a dollar in the road beside a dollar in applications, on one curve.

What a season is worth is the chance that everything is there in time that applications rest on,
times the value of the application list (the fit to expect of the best program that takes you). An
offer raises the first factor, an application the second. The list is bought in its own order, so
its curve is that of `coach list`.

What is bought is the best for the budget: every set of offers is looked at, each with as many
applications as the rest of the money pays for. It is exact for that curve, which is why offers
are at most `MOST`. A smaller budget may buy another set. What is bought stands in the order in
which it adds most per dollar beside what stands before it, so the gains add up.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate, combinations
from math import inf
from operator import itemgetter
from typing import Final

from coach.applying.answers import Listed
from coach.records import Record, replace

MOST: Final = 12
"""Offers with a price: 4,096 sets, some seconds of draws."""
APPLICATIONS: Final = "applications"
BLOCK: Final = 10
"""Applications that are held against an offer together."""
DEARER: Final = 1.5
"""Times the price of those before from which applications stand in a row of their own."""
SLACK: Final = 1e-9
"""USD by which sums of prices may miss a budget through rounding."""
InTime = Callable[[frozenset[str]], float]
"""The chance that all is there in time with these offers; on the same draws, so that more of them
never give less."""


class Point(Record):
    """The list after so many applications."""

    usd: float
    value: float


class Bought(Record):
    """One purchase; gains are beside everything before it."""

    key: str
    """Of the offer, or `APPLICATIONS`."""
    usd: float
    total: float
    before: float
    """The chance that all is there in time."""
    after: float
    value: float
    """What it adds, in the value of the list times that chance."""
    first: int = 0
    last: int = 0
    """Places on the curve before and after it, of applications."""

    @property
    def each(self) -> float:
        """USD for each application."""
        return self.usd / (self.last - self.first)


def market(
    prices: Mapping[str, float], in_time: InTime, curve: Sequence[Point], budget: float | None
) -> list[Bought]:
    """What to buy for a budget, in order, of offers with their prices and of applications. The
    first point of the curve is what is there already."""
    left, last = _best(prices, in_time, curve, inf if budget is None else budget + SLACK)
    have, at, bought = frozenset[str](), 0, list[Bought]()
    while left or at < last:
        chance = in_time(have)
        options = [_more(chance, curve, at, min(at + BLOCK, last))] * (at < last)
        for key in left:
            after, usd = in_time(have | {key}), prices[key]
            options.append(Bought(key, usd, 0.0, chance, after, (after - chance) * curve[at].value))
        best = max(options, key=_rate)
        have, at = have | {best.key} & {*left}, max(at, best.last)
        left = [key for key in left if key != best.key]
        bought = _with(bought, best)
    return bought


def _rate(each: Bought) -> float:
    return each.value / each.usd if each.usd else inf


def _more(chance: float, curve: Sequence[Point], first: int, last: int) -> Bought:
    usd = curve[last].usd - curve[first].usd
    value = chance * (curve[last].value - curve[first].value)
    return Bought(APPLICATIONS, usd, 0.0, chance, chance, value, first=first, last=last)


def _with(bought: list[Bought], new: Bought) -> list[Bought]:
    """One purchase more; applications behind applications are one, until they cost more each."""
    if bought and bought[-1].key == new.key and new.each <= DEARER * bought[-1].each:
        *bought, before = bought
        usd, value = before.usd + new.usd, before.value + new.value
        new = replace(new, usd=usd, value=value, first=before.first)
    return [*bought, replace(new, total=new.usd + (bought[-1].total if bought else 0.0))]


def _best(
    prices: Mapping[str, float], in_time: InTime, curve: Sequence[Point], budget: float
) -> tuple[Sequence[str], int]:
    """The offers and the number of applications that are worth most; of equals the cheapest."""
    sets = (some for size in range(len(prices) + 1) for some in combinations(prices, size))
    plans = (
        ((chance * point.value, -usd - point.usd, -len(some)), some, place)
        for some in sets
        if (usd := sum(prices[key] for key in some)) <= budget
        for chance in [in_time(frozenset(some))]
        for place, point in enumerate(curve)
        if usd + point.usd <= budget
    )
    return max(plans, key=itemgetter(0))[1:]


def behind(answer: Listed, sent: int, value: float) -> tuple[list[Point], list[str]]:
    """The list as a curve behind so many that were sent, worth so much, and what to say of its
    prices, which go on behind those."""
    usd, notes = [step.total_cost for step in answer.order], list[str]()
    if sent and len(answer.prices) == len(answer.split) == 1:
        numbers = range(sent + 1, sent + 1 + len(answer.order))
        usd = list(accumulate(map(answer.prices[0].price, numbers)))
        notes = [f"Applications cost what those after your {sent} do."]
    elif sent:
        notes = [f"You sent {sent}: each further one costs the tier after those, more than shown."]
    if names := ", ".join(answer.left_out_specialties):
        notes.append(f"{names}: no price is known, so it is left out.")
    values = (value + step.value for step in answer.order)
    return list(map(Point, usd, values)), notes
