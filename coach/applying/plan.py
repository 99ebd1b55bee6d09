"""The application list: what to add in which order, what it costs, what it brings."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from coach.applying.fees import Schedule
from coach.applying.interviews import Interviews, Tally
from coach.applying.market import Candidate, in_order
from coach.applying.optimum.adding import Adder, add_all
from coach.applying.optimum.chances import Odds, odds, same_means
from coach.applying.optimum.choosing import choose
from coach.applying.optimum.task import Task
from coach.records import CoachError, Record
from coach.scoring.chance import SPREAD

THRESHOLD: Final = 1.0
"""Percent of the value that the next `NEXT_DOLLARS` should add; both are a judgement."""
NEXT_DOLLARS: Final = 100.0

SPREADS: Final = (0.4, 1.0)
"""Standard deviations of the shared factor that are believable beside 0.7, for ranges; a
judgement. The mean chance of every program stays the same."""

Prices = Mapping[str, Schedule | None]
"""The price list of each specialty; None where nobody has stated it."""


class Step(Record):
    """One application in the order of adding, with what the list is worth once it is on it."""

    id: str
    specialty: str
    cost: float | None
    """USD for this application; None where the price is not known."""
    total_cost: float
    value: float
    gain: float
    interviews: Interviews
    p_none: float
    """Chance of no invitation at all."""
    p_five: float
    """Chance of at least five invitations."""
    none: tuple[float, float]
    """Range of `p_none` over `SPREADS` of the shared factor."""
    five: tuple[float, float]
    """Range of `p_five` over them."""


class Stop(Record):
    """The first point after which money buys little."""

    after: int
    """Applications."""
    total_cost: float
    why: str


class Share(Record):
    """What of the list goes to one specialty: applications, and USD where prices are known."""

    specialty: str
    count: int
    cost: float | None


class ApplicationList(Record):
    """The list in the order of adding; `unpriced` are specialties that a budget leaves out."""

    steps: tuple[Step, ...]
    stop: Stop | None
    split: tuple[Share, ...]
    spent: float
    unpriced: tuple[str, ...]


def application_list(
    candidates: Sequence[Candidate],
    prices: Prices,
    budget: float | None = None,
    count: int | None = None,
    spread: float = SPREAD,
    threshold: float = THRESHOLD,
) -> ApplicationList:
    """The list of the greatest value for at most `budget` USD and `count` applications.

    `spread` is the standard deviation of the shared factor (0: independent), `threshold` the
    percent of the value that the next USD 100 should add. Raises CoachError when the programs
    that have to be on the list exceed the budget or the count.
    """
    used, unpriced = _considered(candidates, prices, budget)
    task = _task(used, prices, budget, count, spread)
    places = sorted([*task.fixed, *choose(task)])
    chosen = [used[place] for place in places]
    steps = _steps(chosen, prices, spread)
    split = _split(steps)
    return ApplicationList(
        tuple(steps),
        _stop(steps, threshold),
        split,
        steps[-1].total_cost if steps else 0.0,
        unpriced,
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


def _task(
    used: Sequence[Candidate],
    prices: Prices,
    budget: float | None,
    count: int | None,
    spread: float,
) -> Task:
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
    counts: dict[str, int] = {}
    for candidate in chosen:
        counts[candidate.specialty] = counts.get(candidate.specialty, 0) + 1
    known = ((prices.get(name), number) for name, number in counts.items())
    return sum(schedule.total(number) for schedule, number in known if schedule)


def _ladder(used: Sequence[Candidate], name: str, schedule: Schedule | None) -> list[float]:
    """USD of the next, second next … application of a specialty after the fixed ones."""
    mine = [candidate for candidate in used if candidate.specialty == name]
    first = 1 + sum(candidate.lock == "in" for candidate in mine)
    numbers = range(first, len(mine) + 1)
    return [schedule.price(number) if schedule else 0.0 for number in numbers]


def _steps(chosen: Sequence[Candidate], prices: Prices, spread: float) -> list[Step]:
    chances = odds(chosen, spread)
    order = _order(chosen, chances)
    tally = Tally(chances, len(chosen))
    others = [
        Tally(odds(same_means(chosen, spread, other), other), len(chosen))
        for other in SPREADS
        if spread
    ]
    counts: dict[str, int] = {}
    steps: list[Step] = []
    value = total = 0.0
    for place, gain in order:
        candidate = chosen[place]
        counts[candidate.specialty] = counts.get(candidate.specialty, 0) + 1
        schedule = prices.get(candidate.specialty)
        cost = schedule.price(counts[candidate.specialty]) if schedule else None
        value, total = value + gain, total + (cost or 0.0)
        for each in (tally, *others):
            each.add(place)
        expected, none, five = tally.outlook()
        ends = [each.outlook()[1:] for each in (tally, *others)]
        nones, fives = zip(*ends, strict=True)
        steps.append(
            Step(
                id=candidate.id,
                specialty=candidate.specialty,
                cost=cost,
                total_cost=total,
                value=value,
                gain=gain,
                interviews=expected,
                p_none=none,
                p_five=five,
                none=(min(nones), max(nones)),
                five=(min(fives), max(fives)),
            )
        )
    return steps


def _order(chosen: Sequence[Candidate], chances: Odds) -> list[tuple[int, float]]:
    fixed = [place for place, candidate in enumerate(chosen) if candidate.lock == "in"]
    rest = [place for place, candidate in enumerate(chosen) if candidate.lock != "in"]
    values = np.array([candidate.value for candidate in chosen], dtype=float)
    adder = Adder(chances, values)
    return add_all(adder, fixed) + add_all(adder, rest)


def _split(steps: Sequence[Step]) -> tuple[Share, ...]:
    by_name: dict[str, list[Step]] = {}
    for step in steps:
        by_name.setdefault(step.specialty, []).append(step)
    return tuple(
        Share(
            name,
            len(mine),
            None
            if any(step.cost is None for step in mine)
            else sum(step.cost or 0 for step in mine),
        )
        for name, mine in by_name.items()
    )


def _stop(steps: Sequence[Step], threshold: float) -> Stop | None:
    """The first point from which `NEXT_DOLLARS` add less than the threshold's share of the value.

    Where the list ends within those dollars, the rate of the dollars up to its end counts.
    """
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
