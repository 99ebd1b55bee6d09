"""Critical path method for any network of activities: earliest and latest times, floats.

Times are numbers in one unit of the caller's choice, counted from the start of the plan. An
activity may have a first moment (`opens`) and a last one (`deadline`); a network with an `end`
is held to that end as a project is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

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
    left = {one.key: one for one in activities}
    followers = followed_by(left.values())
    waits = {key: len(one.after) for key, one in left.items()}
    ready = [key for key, count in waits.items() if not count]
    ordered: list[Activity] = []
    for key in ready:
        ordered.append(left[key])
        for later in followers[key]:
            waits[later] -= 1
            if not waits[later]:
                ready.append(later)
    if len(ordered) < len(left):
        circle = sorted(key for key, count in waits.items() if count)
        raise ValueError(f"these wait for each other: {', '.join(circle)}")
    return ordered


def followed_by(activities: Iterable[Activity]) -> dict[str, list[str]]:
    """The keys that wait directly for each key. Raises ValueError for an unknown key."""
    listed = list(activities)
    later: dict[str, list[str]] = {one.key: [] for one in listed}
    for one in listed:
        for earlier in one.after:
            if earlier not in later:
                raise ValueError(f"{one.key} waits for {earlier}, which is not in the network")
            later[earlier].append(one.key)
    return later


def schedule(
    activities: Iterable[Activity], start: float = 0.0, end: float | None = None
) -> dict[str, Times]:
    """Forward and backward pass. `end`: the day on which everything must be over, if any."""
    ordered = in_order(activities)
    later = followed_by(ordered)
    early = forward(ordered, start)
    late = _backward(ordered, later, end)
    return {one.key: _times(one, early, late, later[one.key], end) for one in ordered}


def forward(ordered: Iterable[Activity], start: float = 0.0) -> dict[str, tuple[float, float]]:
    """Earliest start and finish of activities that stand in order."""
    early: dict[str, tuple[float, float]] = {}
    for one in ordered:
        begin = start if one.opens is None else max(start, one.opens)
        for key in one.after:
            begin = max(begin, early[key][1])
        early[one.key] = (begin, begin + one.duration)
    return early


def project_end(activities: Iterable[Activity], start: float = 0.0) -> float:
    """The first moment at which everything can be over; the start for an empty network."""
    early = forward(in_order(activities), start)
    return max((finish for _, finish in early.values()), default=start)


def critical_path(times: Mapping[str, Times], activities: Iterable[Activity]) -> tuple[str, ...]:
    """The chain with the least total float, first to last; () where no date binds anything."""
    listed = {one.key: one for one in activities}
    dated = {key: one.total_float for key, one in times.items() if one.total_float is not None}
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
    durations = {one.key: one.duration for one in ordered}
    for one in reversed(ordered):
        limits = [limit for limit in (one.deadline, end) if limit is not None]
        for key in later[one.key]:
            finish = late[key]
            if finish is not None:
                limits.append(finish - durations[key])
        late[one.key] = min(limits) if limits else None
    return late


def _times(
    one: Activity,
    early: Mapping[str, tuple[float, float]],
    late: Mapping[str, float | None],
    later: list[str],
    end: float | None,
) -> Times:
    start, finish = early[one.key]
    latest = late[one.key]
    nexts = [early[key][0] for key in later]
    own = [limit for limit in (one.deadline, end) if limit is not None]
    limit = min(nexts or own, default=None)
    return Times(
        start,
        finish,
        None if latest is None else latest - one.duration,
        latest,
        None if latest is None else latest - finish,
        None if limit is None else limit - finish,
    )
