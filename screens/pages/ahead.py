"""What looking ahead gives a page: chances of tasks and gates, and what moved in a week.

It is worked out in a process of its own: numpy would take 20 MiB of the page's memory and 100 ms
of its start. The page shows it when it arrives.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from coach.records import Record
from coach.subjects.ahead import OnTime

WEEK_DAYS: Final = 7
"""What moved is told of so many days."""


class Ahead(Record):
    """Chances by task and by event, and sentences on what moved, the largest move first."""

    tasks: Mapping[str, OnTime]
    gates: Mapping[str, OnTime]
    moved: tuple[str, ...]


NOTHING: Final = Ahead({}, {}, ())


@dataclass(slots=True)
class Awaited:
    """A place for what is being worked out; a new one after every change."""

    answer: Ahead | None = field(default=None)


def read_ahead(answer: str) -> Ahead:
    """The figures of `coach journey --json --since DAY`."""
    data = json.loads(answer)
    tasks = {task["key"]: task for stage in data["stages"] for task in stage["tasks"]}
    gates = {gate["event"]: gate for gate in data["gates"]}
    moved = tuple(move["text"] for move in data["moved"])
    return Ahead(_chances(tasks), _chances(gates), moved)


def _chances(rows: Mapping[str, Mapping[str, Any]]) -> dict[str, OnTime]:
    return {
        key: OnTime(row["p_on_time"], row["p_low"], row["p_high"])
        for key, row in rows.items()
        if row["p_on_time"] is not None
    }
