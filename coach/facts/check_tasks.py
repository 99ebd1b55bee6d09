"""The network of tasks held against the calendar: no circle, and every date can be made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Final

from coach.facts.cells import Cells
from coach.records import Anchor, Event, Task

HOURS_A_DAY: Final = 8.0
"""What a person can work on a day at most: the network must be possible at that pace."""
OWN_EVENTS: Final = ("graduation",)
"""Days that a task may hang on beside the season's: the applicant's own."""


def check_network(
    tasks: Iterable[Task], rows: Mapping[str, Cells], events: Iterable[Event]
) -> None:
    """Refuses circles, ends before openings and dates that nobody could make, by file and line."""
    listed = {task.key: task for task in tasks}
    _no_circle(listed, rows)
    seasons: dict[int, dict[str, date]] = {}
    for event in events:
        seasons.setdefault(event.season, {})[event.key] = event.day
    if not seasons:
        return
    days = seasons[max(seasons, key=lambda season: (len(seasons[season]), season))]
    ends: dict[str, date | None] = {}
    for key in listed:
        end = _earliest_end(key, listed, days, ends)
        task = listed[key]
        due, opens = _day(task.due, days), _day(task.opens, days)
        if due and opens and due < opens:
            raise rows[key].fail(f"it is due on {due}, before it opens on {opens}")
        if due and end and end > due:
            raise rows[key].fail(
                f"it cannot end before {end}, after its due day {due}, however early one starts"
            )


def _earliest_end(
    key: str, tasks: Mapping[str, Task], days: Mapping[str, date], ends: dict[str, date | None]
) -> date | None:
    """The first day on which a task can be over; None where no opening holds it back."""
    if key not in ends:
        task = tasks[key]
        starts = [_day(task.opens, days)]
        starts += [_earliest_end(one, tasks, days, ends) for one in task.after]
        known = [start for start in starts if start]
        lasts = timedelta(days=int(task.hours.usual / HOURS_A_DAY + task.wait_days.usual))
        ends[key] = max(known) + lasts if known else None
    return ends[key]


def _day(anchor: Anchor | None, days: Mapping[str, date]) -> date | None:
    if anchor is None or anchor.event not in days:
        return None
    return days[anchor.event] + timedelta(days=anchor.offset_days)


def _no_circle(tasks: Mapping[str, Task], rows: Mapping[str, Cells]) -> None:
    done: set[str] = set()

    def visit(key: str, path: tuple[str, ...]) -> None:
        if key in path:
            raise rows[key].fail(f"the task waits for itself: {' → '.join((*path, key))}")
        if key not in done:
            for earlier in tasks[key].after:
                visit(earlier, (*path, key))
            done.add(key)

    for key in tasks:
        visit(key, ())
