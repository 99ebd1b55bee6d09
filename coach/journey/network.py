"""Critical path method for any network of activities: earliest and latest times, floats.

Times are numbers in one unit of the caller's choice, counted from the start of the plan. An
activity may have a first moment (`opens`) and a last one (`deadline`); a network with an `end`
is held to that end as a project is.
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
    """How far it can slip before a deadline or the end breaks."""
    free_float: float | None
    """How far it can slip before anything else moves; None where nothing follows and no date."""


def in_order(activities: Iterable[Activity]) -> list[Activity]:
    """Every activity behind those it waits for. Raises ValueError for a circle or a stranger."""
    listed = {activity.key: activity for activity in activities}
    followed_by(listed.values())
    try:
        order = TopologicalSorter(
            {key: activity.after for key, activity in listed.items()}
        ).static_order()
        return [listed[key] for key in order]
    except CycleError as circle:
        names = ", ".join(sorted(set(circle.args[1])))
        raise ValueError(f"these wait for each other: {names}") from None


def followed_by(activities: Iterable[Activity]) -> dict[str, list[str]]:
    """The keys that wait directly for each key. Raises ValueError for an unknown key."""
    listed = list(activities)
    later: dict[str, list[str]] = {activity.key: [] for activity in listed}
    for activity in listed:
        for earlier in activity.after:
            if earlier not in later:
                raise ValueError(f"{activity.key} waits for {earlier}, which is not in the network")
            later[earlier].append(activity.key)
    return later


def schedule(
    activities: Iterable[Activity], start: float = 0.0, end: float | None = None
) -> dict[str, Times]:
    """Forward and backward pass. `end`: the day on which everything must be over, if any."""
    ordered = in_order(activities)
    later = followed_by(ordered)
    early = forward(ordered, start)
    late = _backward(ordered, later, end)
    return {
        activity.key: _times(activity, early, late, later[activity.key], end)
        for activity in ordered
    }


def forward(ordered: Iterable[Activity], start: float = 0.0) -> dict[str, tuple[float, float]]:
    """Earliest start and finish of activities that stand in order."""
    early: dict[str, tuple[float, float]] = {}
    for activity in ordered:
        begin = start if activity.opens is None else max(start, activity.opens)
        for key in activity.after:
            begin = max(begin, early[key][1])
        early[activity.key] = (begin, begin + activity.duration)
    return early


def critical_path(times: Mapping[str, Times], activities: Iterable[Activity]) -> tuple[str, ...]:
    """The chain with the least total float, first to last; () where no date binds anything."""
    listed = {activity.key: activity for activity in activities}
    dated = {key: when.total_float for key, when in times.items() if when.total_float is not None}
    if not dated:
        return ()
    later = followed_by(listed.values())

    def tightest(keys: Iterable[str]) -> str | None:
        return min(
            (key for key in keys if key in dated), key=lambda key: (dated[key], key), default=None
        )

    first = tightest(dated)
    chain = [first] if first else []
    while chain and (earlier := tightest(listed[chain[0]].after)):
        chain.insert(0, earlier)
    while chain and (follower := tightest(later[chain[-1]])):
        chain.append(follower)
    return tuple(chain)


def _backward(
    ordered: list[Activity], later: Mapping[str, list[str]], end: float | None
) -> dict[str, float | None]:
    """Latest finish of each activity."""
    late: dict[str, float | None] = {}
    durations = {activity.key: activity.duration for activity in ordered}
    for activity in reversed(ordered):
        limits = [limit for limit in (activity.deadline, end) if limit is not None]
        for key in later[activity.key]:
            finish = late[key]
            if finish is not None:
                limits.append(finish - durations[key])
        late[activity.key] = min(limits) if limits else None
    return late


def _times(
    activity: Activity,
    early: Mapping[str, tuple[float, float]],
    late: Mapping[str, float | None],
    later: list[str],
    end: float | None,
) -> Times:
    start, finish = early[activity.key]
    latest = late[activity.key]
    nexts = [early[key][0] for key in later]
    own = [limit for limit in (activity.deadline, end) if limit is not None]
    limit = min(nexts or own, default=None)
    return Times(
        start,
        finish,
        None if latest is None else latest - activity.duration,
        latest,
        None if latest is None else latest - finish,
        None if limit is None else limit - finish,
    )
