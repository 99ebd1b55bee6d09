"""What can be found and what the search answers."""

from __future__ import annotations

from collections.abc import Iterable

from coach.facts.index import Found
from coach.records import STAGES, Record, Resource, Task


class Entry(Record):
    """Something that can be found."""

    kind: str
    """resource, program, task, person, command or page."""
    id: str
    title: str
    extra: str = ""
    """A subtitle: the domain of a resource, the town of a program."""
    synonyms: tuple[str, ...] = ()
    """Other names, and the plain words in which people ask for it."""
    text: str = ""
    """Sentences about it: weak evidence."""
    topics: tuple[str, ...] = ()
    """Keys of needs and stages."""


class Hit(Record):
    """One thing found, with how well it fits (0-100) and why, in plain words."""

    kind: str
    id: str
    title: str
    score: float
    why: str


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


def program_entry(program: Found) -> Entry:
    """A program of the short list as an entry."""
    place = ", ".join(part for part in (program.city, program.state) if part)
    names = (program.sponsor, program.city, program.state, program.state_name, program.specialty)
    return Entry(
        "program",
        program.id,
        program.name,
        " · ".join(part for part in (program.specialty, place) if part),
        tuple(name for name in (*names, *program.aliases, *program.initials) if name),
    )
