"""The library: resources in the order of their help, and the rules and sources behind facts."""

from __future__ import annotations

from typing import Final

from coach.cells import cut
from coach.logs.marks import MARKS, checked
from coach.records import Assessment, CoachError, Mark, Resource
from coach.scoring.resources import for_task, for_tasks, replaces
from coach.subjects.options import FromState, Subject, as_one

NAMED: Final = 64
"""Cells of a source's name in a sentence."""


class LibrarySubject(Subject):
    """What there is to read and use."""

    catalogue = FromState(lambda state: state.facts.resources)
    """Every resource by id."""
    rules = FromState(lambda state: state.facts.rules)
    """The rules that tasks rest on, by key."""
    sources = FromState(lambda state: state.facts.sources)
    """What facts rest on, by key."""
    marks = FromState(lambda state: state.resource_marks)
    """Marks of resources by id."""

    def resources(self) -> list[tuple[Resource, Assessment]]:
        """The catalogue, what helps now first."""
        return list(self._state.resources.values())

    def resource(self, resource_id: str) -> tuple[Resource, Assessment]:
        """One resource assessed. Raises CoachError when there is none of that id."""
        if resource_id not in self._state.resources:
            raise CoachError(
                f"There is no resource {resource_id}; `coach search` finds one by name."
            )
        return self._state.resources[resource_id]

    def named(self, source: str, cells: int = NAMED) -> str:
        """Who says it, in a few words: the first of its sources, and how many more. What no table
        knows is said as it stands: the applicant, a page they read."""
        first, *more = source.split(";")
        title = self.sources[first].title.split(" (")[0] if first in self.sources else first
        return cut(title, cells) + f" and {len(more)} more" * bool(more)

    def helps_week(self) -> list[tuple[Resource, Assessment, str]]:
        """What this week's tasks need, in their order, each with the task's title."""
        planned = [item.step.task for item in self._state.week().planned]
        return for_tasks(planned, self.resources(), self.marks)

    def helps_task(self, key: str) -> list[tuple[Resource, Assessment]]:
        """The two or three best resources of one task; none for a task that does not apply."""
        step = self._state.road.step(key)
        return for_task(step.task, self.resources(), self.marks) if step else []

    def replaces(self, resource: Resource) -> str:
        """What a further study tool would have to replace, in a sentence; "" for room."""
        return replaces(resource, self.catalogue, self.marks)

    @as_one
    def mark(self, resource_id: str, mark: str, note: str = "") -> bool:
        """using, done or no; "" takes the mark away; whether anything changed."""
        resource, _ = self.resource(resource_id)
        word = checked("resource", mark)
        row = Mark("resource", resource_id, word, resource.name, note=note)
        return self._state.keep(MARKS.title(row), MARKS, [row])
