"""What it takes to reach something: weeks by the tasks that lead there, dollars by their fees."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from graphlib import TopologicalSorter
from typing import Final

from coach.records import Cost, Fee, Record, Span, Task, replace

DAYS_A_MONTH: Final = 30.4


class Effort(Record):
    """Weeks from today and USD; None where nobody has stated what it takes."""

    weeks: Span | None
    dollars: float | None
    tasks: tuple[str, ...]
    """Keys of what is left to do, in the order of the facts."""
    sources: tuple[str, ...]
    """Source keys behind both."""


NOTHING: Final = Effort(Span(0.0, 0.0, 0.0), 0.0, (), ())


def left_to_do(
    targets: Iterable[str],
    tasks: Mapping[str, Task],
    finished: Collection[str],
    applies: Callable[[Task], bool],
) -> dict[str, Task]:
    """The targets and whatever unfinished comes before them, where it applies."""
    left: set[str] = set()
    ahead = [(key, True) for key in targets]
    while ahead:
        key, wanted = ahead.pop()
        task = tasks.get(key)
        if task is None or key in left:
            continue
        if wanted or (key not in finished and applies(task)):
            left.add(key)
            ahead += [(earlier, False) for earlier in task.after]
    return {key: task for key, task in tasks.items() if key in left}


def weeks(left: Mapping[str, Task], hours_a_week: float) -> Span:
    """Weeks until all of it is over: its longest chain, or all its hours where they are more."""
    return Span(*(_weeks(left, hours_a_week, size) for size in ("low", "usual", "high")))


def _weeks(left: Mapping[str, Task], hours_a_week: float, size: str) -> float:
    pace = max(hours_a_week, 0.5)
    before = {key: [first for first in task.after if first in left] for key, task in left.items()}
    ends: dict[str, float] = {}
    for key in TopologicalSorter(before).static_order():
        begin = max((ends[first] for first in before[key]), default=0.0)
        own, others = getattr(left[key].hours, size), getattr(left[key].wait_days, size)
        ends[key] = begin + own / pace + others / 7
    chain = max(ends.values(), default=0.0)
    hours: float = sum(getattr(task.hours, size) for task in left.values())
    return max(chain, hours / pace)


def dollars(
    keys: Iterable[str], fees: Sequence[Fee], season: int
) -> tuple[float | None, tuple[str, ...]]:
    """USD of the fees of these keys, with their sources; None where one is not known."""
    rows = [newest(fees, key, season) for key in keys]
    known = [fee for fee in rows if fee]
    paid = sum(fee.amount or 0.0 for fee in known) if len(known) == len(rows) else None
    return paid, tuple(dict.fromkeys(fee.source for fee in known))


def fee_keys(
    costs: Iterable[Cost], left: Collection[str], applies: Callable[[Cost], bool]
) -> list[str]:
    """Keys of the fees that these tasks bring for certain, as often as they bring them."""
    sure = (cost for cost in costs if cost.size == "sure" and not cost.per)
    brought = [cost for cost in sure if cost.task in left and applies(cost)]
    return [cost.fee for cost in brought for _ in range(cost.times)]


def newest(fees: Iterable[Fee], key: str, season: int) -> Fee | None:
    """The row of a fee that holds in a season, projected where it is of an earlier one. Seasons are
    named 2027, 2026-27 or 2023-2026."""
    priced = (fee for fee in fees if fee.key == key and fee.amount is not None)
    rows = (fee for fee in priced if fee.currency == "USD" and int(fee.season[:4]) <= season)
    fee = max(rows, key=lambda fee: fee.season, default=None)
    is_old = fee is not None and int(fee.season[-2:]) < season % 100
    return replace(fee, status="projected") if fee and is_old else fee
