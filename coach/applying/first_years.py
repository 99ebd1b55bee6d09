"""First-year programs beside advanced ones: a share of the room, chosen with the same core."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from coach.applying.answers import FirstYears, Listed, Room
from coach.applying.market import Candidate
from coach.applying.plan import Prices, application_list
from coach.records import CoachError, replace

LEAST, MOST = 3, 10
"""First-year programs beside advanced ones: as many as those, within these ends (judgement)."""
SHARE: Final = 0.25
"""The most of the money and of the applications that goes to first years (judgement)."""


def beside(
    others: Sequence[Candidate],
    firsts: Sequence[Candidate],
    prices: Prices,
    room: Room,
    advanced: int,
) -> Listed | None:
    """The list of the others with first years at its end, all in one room; None without room.

    A first year takes the place of no residency, so it adds to the cost and not to the value.
    `advanced`: how many advanced posts the list holds without them.
    """
    kept = [each for each in firsts if each.lock == "in"]
    wanted = max(min(MOST, max(LEAST, advanced)), len(kept))
    if room.count is not None:
        wanted = min(wanted, max(int(SHARE * room.count), len(kept)))
    try:
        first = application_list(firsts, prices, Room(_money(kept, prices, room.budget), wanted))
        rest = Room(
            None if room.budget is None else room.budget - first.spent,
            None if room.count is None else room.count - len(first.order),
            room.threshold,
        )
        main = application_list(others, prices, rest)
    except CoachError:  # what has to be on the list takes all of it
        return None
    return _joined(main, first, room) if first.order and main.order else None


def _money(kept: Sequence[Candidate], prices: Prices, budget: float | None) -> float | None:
    """USD for first years: their share, or what the applicant keeps on the list in any case."""
    if budget is None:
        return None
    schedule = prices.get(kept[0].specialty) if kept else None
    return max(SHARE * budget, schedule.total(len(kept)) if schedule else 0.0)


def _joined(main: Listed, first: Listed, room: Room) -> Listed:
    last = main.order[-1]
    after = (
        replace(last, id=step.id, specialty=step.specialty, cost=step.cost, gain=0.0)
        for step in first.order
    )
    costs = (main.spent + step.total_cost for step in first.order)
    ends = (replace(step, total_cost=cost) for step, cost in zip(after, costs, strict=True))
    return replace(
        main,
        order=(*main.order, *ends),
        split=(*main.split, *first.split),
        budget=room.budget,
        count=room.count,
        spent=main.spent + first.spent,
        prices=tuple(dict.fromkeys((*main.prices, *first.prices))),
        first_year=FirstYears(len(first.order), first.spent, first.order[-1].expected_interviews),
    )
