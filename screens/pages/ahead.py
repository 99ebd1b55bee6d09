"""What looking ahead gives a page: chances of tasks and gates, and what moved in a week.

It is worked out in a process of its own: numpy would take 20 MiB of the page's memory and 100 ms
of its start. The page shows it when it arrives.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from coach.journey.chances import NEAR_DAYS, OnTime
from coach.journey.left import hours_a_week
from coach.journey.plan import Road, Step
from coach.records import Applicant, Event

WEEK_DAYS: Final = 7
"""What moved is told of so many days."""


GONE: Final = "date gone"
"""Stands for a chance where a task that is needed was missed."""


class Ahead(NamedTuple):
    """Chances by task and by event, and sentences on what moved, the largest move first."""

    tasks: Mapping[str, OnTime]
    gates: Mapping[str, OnTime]
    moved: tuple[str, ...]


NOTHING: Final = Ahead({}, {}, ())


@dataclass(slots=True)
class Awaited:
    """A place for what is being worked out; a new one after every change."""

    found: Ahead | None = field(default=None)


def read_ahead(answer: str) -> Ahead:
    """The figures of `coach journey --json --since DAY`."""
    data = json.loads(answer)
    tasks = {one["key"]: one for stage in data["stages"] for one in stage["tasks"]}
    gates = {one["event"]: one for one in data["gates"]}
    return Ahead(
        {key: _chance(one) for key, one in tasks.items() if one["p_on_time"] is not None},
        {key: _chance(one) for key, one in gates.items() if one["p_on_time"] is not None},
        tuple(one["text"] for one in data["moved"]),
    )


def _chance(one: Mapping[str, Any]) -> OnTime:
    return OnTime(one["p_on_time"], one["p_low"], one["p_high"])


def deciding(road: Road, event: Event) -> list[Step]:
    """The unfinished tasks that decide an event: due on its day or up to three weeks before."""
    return [
        step
        for step in road.steps
        if not (step.finished or step.behind)
        and (due := step.task.due)
        and due.event == event.key
        and -NEAR_DAYS <= due.offset_days <= 0
    ]


def chance_cell(chance: OnTime | None, steps: Iterable[Step]) -> str:
    """The chance of what these steps decide; words where one of them needs a missed task."""
    return GONE if any(step.missed for step in steps) else str(chance or "")


def slack_of(steps: Iterable[Step]) -> int | None:
    """The least slack of the steps: days by which they can slip; None where no date binds them."""
    known = [step.float_days for step in steps if step.float_days is not None]
    return min(known, default=None)


def slack_words(days: int | None, applicant: Applicant) -> str:
    """`21 d`, or "" for nothing dated.

    Nothing is late by a year or by hours that the applicant has not chosen yet.
    """
    chosen = applicant.match_year is not None and hours_a_week(applicant) is not None
    return "" if days is None or (days < 0 and not chosen) else f"{days} d"
