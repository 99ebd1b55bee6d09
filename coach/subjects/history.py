"""The history: what changed when, and whether the data is whole."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from coach.records import Change, Record
from coach.state import State


class Release(Record):
    """The facts in numbers."""

    as_of: str
    programs: int
    resources: int
    tasks: int
    program_years: dict[int, int]
    vanished: tuple[str, ...]
    """Titles of marked programs that it no longer lists."""


class HistorySubject:
    """Every act that was done, and the files behind it."""

    def __init__(self, state: State) -> None:
        self._state = state

    @property
    def first_change(self) -> str | None:
        """When the first act was done, None before it."""
        return self._state.store.first_change()

    @property
    def clock_note(self) -> str:
        """A sentence when the day lies before the last change; "" otherwise."""
        newest, today = self.changes(1), self._state.today
        if not newest or newest[0].at[:10] <= str(today):
            return ""
        return (
            f"The clock says {today}, but the last change is of {newest[0].at[:10]}: nothing is "
            "lost; check the date of this machine."
        )

    def changes(self, limit: int = 50) -> list[Change]:
        """The newest changes, newest first."""
        return self._state.store.changes(limit)

    def undo(self) -> str | None:
        """Takes the last change back; its title, or None when nothing is left."""
        title = self._state.store.undo(self._state.now())
        self._state.take_in()
        return title

    def release(self) -> Release:
        """What this release of the facts holds, and what the applicant marked that it lacks."""
        facts = self._state.facts
        marks = self._state.program_marks
        return Release(
            as_of=max(resource.as_of for resource in facts.resources.values()),
            programs=facts.count_programs(),
            resources=len(facts.resources),
            tasks=len(facts.tasks),
            program_years=dict(sorted(Counter(p.list_year for p in facts.programs()).items())),
            vanished=tuple(mark.title for key, mark in marks.items() if not facts.program(key)),
        )

    def reads(self) -> dict[str, list[str]]:
        """What each derived answer read when it was last worked out, the usual ones asked first."""
        state = self._state
        state.week(), state.resources, state.program_marks, state.last_plan  # noqa: B018
        state.ranked(state.applicant.specialties)
        return state.reads()

    def backup(self, target: Path) -> Path:
        """A copy of everything in one private file."""
        return self._state.store.backup(target)

    def integrity(self) -> str:
        """`ok`, or what SQLite finds wrong with the file."""
        return self._state.store.integrity()
