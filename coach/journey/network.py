"""Critical path method for any network of activities: earliest and latest times, floats.

Times are numbers in one unit of the caller's choice, counted from the start of the plan. An
activity may have a first moment (`opens`) and a last one (`deadline`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from graphlib import CycleError, TopologicalSorter

from coach.records import Record


class Activity(Record):
    """One activity: how long it takes and what comes first."""

    key: str
    duration: float
    after: tuple[str, ...] = ()
    opens: float | None = None
    deadline: float | None = None


class Times(Record):
    """When one activity can be and must be; latest times and total float None without a date."""

    early_start: float
    early_finish: float
    late_start: float | None
    late_finish: float | None
    total_float: float | None
    """How far it can slip before a deadline breaks."""
    free_float: float | None
    """How far it can slip before anything else moves; None where nothing follows and no date."""


def in_order(after: Mapping[str, Iterable[str]]) -> list[str]:
    """Every key behind those it waits for. Raises ValueError for a circle or a stranger."""
    try:
        order = list(TopologicalSorter(after).static_order())
    except CycleError as circle:
        names = ", ".join(sorted(set(circle.args[1])))
        raise ValueError(f"these wait for each other: {names}") from None
    if strangers := set(order) - after.keys():
        raise ValueError(f"waited for, and not in the network: {', '.join(sorted(strangers))}")
    return order


def followed_by(after: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    """The keys that wait directly for each key."""
    later: dict[str, list[str]] = {key: [] for key in after}
    for key, firsts in after.items():
        for first in firsts:
            later[first].append(key)
    return later


def needed(after: Mapping[str, Iterable[str]]) -> dict[str, set[str]]:
    """Of each key, in order, all that it waits for, directly or not."""
    above: dict[str, set[str]] = {}
    for key in in_order(after):
        above[key] = set(after[key]).union(*(above[first] for first in after[key]))
    return above


def schedule(activities: Iterable[Activity]) -> dict[str, Times]:
    """Forward and backward pass."""
    listed = {activity.key: activity for activity in activities}
    after = {key: activity.after for key, activity in listed.items()}
    order = in_order(after)
    early: dict[str, float] = {}
    ends: dict[str, float] = {}
    for activity in map(listed.__getitem__, order):
        begins = (ends[first] for first in activity.after)
        early[activity.key] = max(0.0, activity.opens or 0.0, *begins)
        ends[activity.key] = early[activity.key] + activity.duration
    later = followed_by(after)
    late = _latest(listed, order, later)
    nexts = {key: [early[follower] for follower in later[key]] for key in order}
    return {key: _times(listed[key], early[key], late[key], nexts[key]) for key in order}


def _latest(
    listed: Mapping[str, Activity], order: list[str], later: Mapping[str, list[str]]
) -> dict[str, float | None]:
    late: dict[str, float | None] = {}
    for key in reversed(order):
        limits = [listed[key].deadline]
        for follower in later[key]:
            finish = late[follower]
            limits.append(None if finish is None else finish - listed[follower].duration)
        late[key] = min((limit for limit in limits if limit is not None), default=None)
    return late


def _times(activity: Activity, start: float, latest: float | None, nexts: list[float]) -> Times:
    finish = start + activity.duration
    limit = min(nexts) if nexts else activity.deadline
    return Times(
        early_start=start,
        early_finish=finish,
        late_start=None if latest is None else latest - activity.duration,
        late_finish=latest,
        total_float=None if latest is None else latest - finish,
        free_float=None if limit is None else limit - finish,
    )


def critical_path(
    times: Mapping[str, Times], activities: Iterable[Activity], through: Iterable[str] = ()
) -> tuple[str, ...]:
    """The chain with the least total float, first to last; () where no date binds anything.
    `through`: it passes through the tightest of these."""
    listed = {activity.key: activity for activity in activities}
    later = followed_by({key: activity.after for key, activity in listed.items()})
    first = _tightest(through or times, times)
    chain = [first] if first else []
    before = {key: activity.after for key, activity in listed.items()}
    while chain and (earlier := _tightest(_next_to(before[chain[0]], later), times)):
        chain.insert(0, earlier)
    while chain and (follower := _tightest(_next_to(later[chain[-1]], before), times)):
        chain.append(follower)
    return tuple(chain)


def _next_to(keys: Iterable[str], between: Mapping[str, Iterable[str]]) -> list[str]:
    """Those between which and the link of the chain no other of them stands."""
    near = set(keys)
    return [key for key in near if near.isdisjoint(between[key])]


def _tightest(keys: Iterable[str], times: Mapping[str, Times]) -> str | None:
    floats = [(slack, key) for key in keys if (slack := times[key].total_float) is not None]
    return min(floats, default=(0.0, None))[1]
