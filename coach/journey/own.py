"""The applicant's own tasks, made like the tasks of the road."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from typing import Final

from coach.records import OwnTask, Span, Task, Told, replace

LOW: Final = 0.5
HIGH: Final = 2.0
"""Low and high of an own task's hours, as shares of the hours that were given (judgement)."""


def as_tasks(own: Mapping[str, OwnTask]) -> dict[str, Task]:
    """Own tasks as tasks of the road, by key."""
    return {key: _task(task) for key, task in own.items()}


def _task(own: OwnTask) -> Task:
    hours = Span(own.hours * LOW, own.hours, own.hours * HIGH)
    return Task(
        own.key,
        own.title,
        own.stage,
        "A task of your own.",
        "You added it.",
        own.after,
        hours,
        Span(0, 0, 0),
        None,
        None,
        (),
        (),
        (),
        (),
        (),
        False,
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


def own_key(title: str, taken: Container[str]) -> str:
    """A key made of the title's first words, free among those that are taken."""
    words = re.findall(r"[a-z0-9]+", title.lower())[:4]
    key = "my_" + "_".join(words or ["task"])
    number = 2
    while (candidate := key if number == 2 else f"{key}_{number - 1}") in taken:
        number += 1
    return candidate
