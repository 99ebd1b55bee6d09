"""The search over this applicant's everything: resources, tasks, pages, commands, programs."""

from __future__ import annotations

from collections.abc import Iterable

from coach.facts.book import Facts
from coach.search.entry import Entry, program_entry, resource_entries, task_entries
from coach.search.finder import Finder


def finder(facts: Facts, extra: Iterable[Entry] = ()) -> Finder:
    """A finder over the facts and, on a screen, the pages and commands of `extra`."""
    small = [
        *resource_entries(facts.resources.values()),
        *task_entries(facts.tasks.values()),
        *extra,
    ]
    return Finder(
        small,
        [(one.term, one.meaning) for one in facts.synonyms],
        lambda query: [program_entry(found) for found in facts.find_programs(query)],
    )
