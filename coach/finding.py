"""The search over this applicant's everything: resources, tasks, pages, commands, programs."""

from __future__ import annotations

from collections.abc import Iterable

from coach.facts.book import Facts
from coach.records import Task
from coach.search.entry import Entry, program_entry, resource_entries, task_entries
from coach.search.finder import Finder


def finder(
    facts: Facts, extra: Iterable[Entry] = (), tasks: Iterable[Task] | None = None
) -> Finder:
    """A finder over the facts and, on a screen, the pages and commands of `extra`.

    `tasks`: those of the road and the applicant's own; without, those of the road.
    """
    small = [
        *resource_entries(facts.resources.values()),
        *task_entries(facts.tasks.values() if tasks is None else tasks),
        *extra,
    ]
    return Finder(
        small,
        [(one.term, one.meaning) for one in facts.synonyms],
        lambda query: [program_entry(found) for found in facts.find_programs(query)],
    )
