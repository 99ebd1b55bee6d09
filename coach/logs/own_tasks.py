"""The applicant's own tasks, made like the tasks of the road."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from coach.logs.log import Log
from coach.records import OwnTask, Span, Task, Told, replace

LOW: Final = 0.5
HIGH: Final = 2.0
"""Low and high of an own task's hours, as shares of the hours that were given (judgement)."""
OWN_TASKS: Final = Log("own_task", OwnTask, title=lambda task: task.title)


def as_task(own: OwnTask) -> Task:
    """An own task as a task of the road."""
    return Task(
        key=own.key,
        title=own.title,
        stage=own.stage,
        how="A task of your own.",
        why="You added it.",
        after=own.after,
        hours=Span(own.hours * LOW, own.hours, own.hours * HIGH),
        wait_days=Span(0, 0, 0),
        due=None,
        opens=None,
        who=(),
        done_if=(),
        needs=(),
        resources=(),
        rules=(),
        outreach=False,
        source="you",
        as_of=own.at[:10],
        status="confirmed",
    )


def with_own_dates(told: Mapping[str, Told], own: Mapping[str, OwnTask]) -> dict[str, Told]:
    """What was told of tasks, the due days of own tasks among it."""
    dated = dict(told)
    for key, task in own.items():
        kept = dated.get(key, Told(key))
        if task.due and not kept.due:
            dated[key] = replace(kept, due=task.due)
    return dated
