"""What the catalogue and the road offer to the search."""

from __future__ import annotations

from collections.abc import Iterable

from coach.records import STAGES, Entry, Resource, Task


def resource_entries(resources: Iterable[Resource]) -> list[Entry]:
    """The catalogue as entries."""
    return [
        Entry(
            "resource",
            resource.id,
            resource.name,
            resource.domain,
            resource.synonyms,
            f"{resource.what_for}. {resource.tip}",
            resource.needs,
        )
        for resource in resources
    ]


def task_entries(tasks: Iterable[Task]) -> list[Entry]:
    """The steps of the road as entries."""
    return [
        Entry(
            "task",
            task.key,
            task.title,
            STAGES.get(task.stage, task.stage),
            (),
            task.how,
            task.needs,
        )
        for task in tasks
    ]
