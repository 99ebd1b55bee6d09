"""The application list: what to add in which order, what it costs, what it brings."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from coach.applying.answers import Application, Ends, Listed, Room, Share, Stop, twelve
from coach.applying.fees import Schedule
from coach.applying.market import Candidate, in_order
from coach.applying.optimum.adding import Adder, Task, add_all
from coach.applying.optimum.chances import Floats, Odds, odds, same_means
from coach.applying.optimum.choosing import choose
from coach.records import CoachError
from coach.scoring.chance import SPREAD

NEXT_DOLLARS: Final = 100.0
SPREADS: Final = (0.4, 1.0)
"""Standard deviations of the shared factor that are believable beside 0.7, for ranges; a
judgement. The mean chance of every program stays the same."""
Prices = Mapping[str, Schedule | None]
"""The price list of each specialty; None where nobody has stated it."""
HOLDS: Final = (0.1, 0.9)
"""Ends of the range of the number of interviews: it holds at least 80 %."""


class Tally:
    """Counts invitations of a growing list; one distribution for each node of the factor."""

    def __init__(self, odds: Odds, most: int) -> None:
        self._odds = odds
        self._mean = 0.0
        self._size = 1
        self._chances: Floats = np.zeros((len(odds.weights), most + 2))
        self._chances[:, 0] = 1.0

    def add(self, place: int) -> None:
        """One more application, independent of the others once the factor is given."""
        invited = self._odds.invited[:, place, np.newaxis]
        now = self._chances[:, : self._size + 1]
        moved = now[:, :-1] * invited
        now *= 1 - invited
        now[:, 1:] += moved
        self._size += 1
        self._mean += float(self._odds.weights @ invited[:, 0])

    def expected(self) -> Ends:
        """Interviews to expect."""
        cumulated = np.cumsum(self._by_number())
        low, high = (float(np.searchsorted(cumulated, share)) for share in HOLDS)
        # The mean of a few small chances may lie above the range of whole numbers.
        ends = (min(low, self._mean), self._mean, max(high, self._mean))
        return Ends(*map(twelve, ends))

    def none_and_five(self) -> tuple[float, float]:
        """The chance of no interview and of at least five."""
        chances = self._by_number()
        none, five = float(chances[0]), float(chances[5:].sum())
        return twelve(min(1.0, max(0.0, none))), twelve(min(1.0, max(0.0, five)))

    def _by_number(self) -> Floats:
        return np.asarray(self._odds.weights @ self._chances[:, : self._size])


def application_list(
    candidates: Sequence[Candidate], prices: Prices, room: Room, spread: float = SPREAD
) -> Listed:
    """The list of the greatest value within its room; `spread` 0: chances are independent.

    `spread` is the standard deviation of the shared factor. Raises CoachError when the programs
    that have to be on the list exceed the budget or the count.
    """
    used, unpriced = _considered(candidates, prices, room.budget)
    task = _task(used, prices, room, spread)
    places = sorted([*task.fixed, *choose(task)])
    order = _steps([used[place] for place in places], prices, spread)
    schedules = (prices.get(candidate.specialty) for candidate in candidates)
    return Listed(
        order=tuple(order),
        stop=_stop(order, room.threshold),
        split=_split(order),
        budget=room.budget,
        count=room.count,
        spent=order[-1].total_cost if order else 0.0,
        left_out_specialties=unpriced,
        prices=tuple(dict.fromkeys(schedule for schedule in schedules if schedule)),
    )


def _considered(
    candidates: Sequence[Candidate], prices: Prices, budget: float | None
) -> tuple[list[Candidate], tuple[str, ...]]:
    """Candidates that may be on the list, by id, and the specialties left out for their price."""
    left = [candidate for candidate in in_order(candidates) if candidate.lock != "out"]
    if budget is None:
        return left, ()
    unpriced = dict.fromkeys(
        candidate.specialty for candidate in left if prices.get(candidate.specialty) is None
    )
    return [candidate for candidate in left if candidate.specialty not in unpriced], tuple(unpriced)


def _task(used: Sequence[Candidate], prices: Prices, room: Room, spread: float) -> Task:
    budget, count = room.budget, room.count
    names = list(dict.fromkeys(candidate.specialty for candidate in used))
    fixed = [place for place, candidate in enumerate(used) if candidate.lock == "in"]
    free = [place for place, candidate in enumerate(used) if candidate.lock != "in"]
    paid = _paid([used[place] for place in fixed], prices)
    left = math.inf if budget is None else budget - paid
    allowed = len(used) if count is None else count
    if left < 0:
        raise CoachError(
            f"The programs that have to be on the list cost USD {paid:,.0f}, more than the budget "
            f"of USD {budget:,.0f}: raise it, or take some of them off."
        )
    if len(fixed) > allowed:
        raise CoachError(
            f"{len(fixed)} programs have to be on the list, more than the {allowed} asked for: "
            "raise the number, or take some of them off."
        )
    return Task(
        odds=odds(used, spread),
        values=np.array([candidate.value for candidate in used], dtype=float),
        groups=[names.index(candidate.specialty) for candidate in used],
        ladders=[_ladder(used, name, None if budget is None else prices[name]) for name in names],
        fixed=fixed,
        free=free,
        budget=left,
        count=allowed - len(fixed),
    )


def _paid(chosen: Sequence[Candidate], prices: Prices) -> float:
    counts = Counter(candidate.specialty for candidate in chosen)
    known = ((prices.get(name), number) for name, number in counts.items())
    return sum(schedule.total(number) for schedule, number in known if schedule)


def _ladder(used: Sequence[Candidate], name: str, schedule: Schedule | None) -> list[float]:
    """USD of the next, second next … application of a specialty after the fixed ones."""
    mine = [candidate for candidate in used if candidate.specialty == name]
    first = 1 + sum(candidate.lock == "in" for candidate in mine)
    numbers = range(first, len(mine) + 1)
    return [schedule.price(number) if schedule else 0.0 for number in numbers]


def _steps(chosen: Sequence[Candidate], prices: Prices, spread: float) -> list[Application]:
    chances = odds(chosen, spread)
    order = _order(chosen, chances)
    tally = Tally(chances, len(chosen))
    others = [
        Tally(odds(same_means(chosen, spread, other), other), len(chosen))
        for other in SPREADS
        if spread
    ]
    counts: Counter[str] = Counter()
    steps: list[Application] = []
    value = total = 0.0
    for place, gain in order:
        candidate = chosen[place]
        counts[candidate.specialty] += 1
        schedule = prices.get(candidate.specialty)
        cost = schedule.price(counts[candidate.specialty]) if schedule else None
        value, total = value + gain, total + (cost or 0.0)
        for each in (tally, *others):
            each.add(place)
        nones, fives = zip(*(each.none_and_five() for each in (tally, *others)), strict=True)
        steps.append(
            Application(
                id=candidate.id,
                specialty=candidate.specialty or None,
                cost=cost,
                total_cost=total,
                value=twelve(value),
                gain=twelve(gain),
                expected_interviews=tally.expected(),
                p_none=nones[0],
                p_five=fives[0],
                p_none_range=(min(nones), max(nones)),
                p_five_range=(min(fives), max(fives)),
            )
        )
    return steps


def _order(chosen: Sequence[Candidate], chances: Odds) -> list[tuple[int, float]]:
    fixed = [place for place, candidate in enumerate(chosen) if candidate.lock == "in"]
    rest = [place for place, candidate in enumerate(chosen) if candidate.lock != "in"]
    values = np.array([candidate.value for candidate in chosen], dtype=float)
    adder = Adder(chances, values)
    return add_all(adder, fixed) + add_all(adder, rest)


def _split(steps: Sequence[Application]) -> tuple[Share, ...]:
    by_name: dict[str | None, list[float | None]] = {}
    for step in steps:
        by_name.setdefault(step.specialty, []).append(step.cost)
    return tuple(
        Share(name, len(costs), None if None in costs else sum(cost or 0.0 for cost in costs))
        for name, costs in by_name.items()
    )


def _stop(steps: Sequence[Application], threshold: float) -> Stop | None:
    """The first point from which `NEXT_DOLLARS` add less than the threshold's share of the value.
    Where the list ends within those dollars, the rate of the dollars up to its end counts."""
    end = 0
    for place, step in enumerate(steps[:-1]):
        while end < len(steps) - 1 and steps[end].total_cost < step.total_cost + NEXT_DOLLARS:
            end += 1
        ahead = steps[end]
        spent = ahead.total_cost - step.total_cost
        gain = ahead.value - step.value
        if spent and gain / spent * NEXT_DOLLARS < threshold / 100 * step.value:
            why = f"the next USD {NEXT_DOLLARS:g} add less than {threshold:g} % of the value"
            return Stop(place + 1, step.total_cost, why)
    return None
