"""The network of tasks held against the calendar: no circle, and every date can be made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from graphlib import CycleError, TopologicalSorter
from typing import Final

from coach.facts.reading import Row
from coach.records import Anchor, Event, Task

HOURS_A_DAY: Final = 8.0
"""What a person can work on a day at most: the network must be possible at that pace."""
OWN_EVENTS: Final = ("graduation",)
"""Days that a task may hang on beside the season's: the applicant's own."""


def check_network(tasks: Iterable[Row[Task]], events: Iterable[Event]) -> None:
    """Refuses circles, ends before openings and dates that nobody could make, by file and line."""
    rows = {row.record.key: row for row in tasks}
    days = _fullest_season(events)
    ends: dict[str, date | None] = {}
    for key in _in_order(rows):
        task = rows[key].record
        end = ends[key] = _earliest_end(task, days, ends)
        due, opens = _day(task.due, days), _day(task.opens, days)
        if due and opens and due < opens:
            raise rows[key].fail(f"due is {due}, before it opens on {opens}")
        if due and end and end > due:
            raise rows[key].fail(
                f"due cannot be made: it cannot end before {end}, after its due day {due}, "
                "however early one starts"
            )


def _in_order(rows: Mapping[str, Row[Task]]) -> list[str]:
    """The keys, each after those it waits for."""
    try:
        return list(
            TopologicalSorter({key: row.record.after for key, row in rows.items()}).static_order()
        )
    except CycleError as error:
        circle = error.args[1][::-1]
        raise rows[circle[0]].fail(
            f"after: the task waits for itself: {' → '.join(circle)}"
        ) from None


def _fullest_season(events: Iterable[Event]) -> dict[str, date]:
    """The days of the season of which most are known, the latest of several."""
    seasons: dict[int, dict[str, date]] = {}
    for event in events:
        seasons.setdefault(event.season, {})[event.key] = event.day
    latest = max(seasons, key=lambda season: (len(seasons[season]), season), default=None)
    return seasons[latest] if latest else {}


def _earliest_end(
    task: Task, days: Mapping[str, date], ends: Mapping[str, date | None]
) -> date | None:
    """The first day on which a task can be over; None where no opening holds it back."""
    starts = [_day(task.opens, days), *(ends[key] for key in task.after)]
    known = [start for start in starts if start]
    lasts = timedelta(days=int(task.hours.usual / HOURS_A_DAY + task.wait_days.usual))
    return max(known) + lasts if known else None


def _day(anchor: Anchor | None, days: Mapping[str, date]) -> date | None:
    if anchor is None or anchor.event not in days:
        return None
    return days[anchor.event] + timedelta(days=anchor.offset_days)
