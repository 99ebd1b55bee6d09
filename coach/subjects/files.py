"""Files: tables in, with a preview."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from coach.files.importing import Preview, preview
from coach.files.program_table import FactRows, MarkRows
from coach.files.registry import Registry
from coach.files.tables import plain
from coach.logs.read_facts import READ_FACTS
from coach.records import CoachError
from coach.subjects.options import Subject

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coach.state import State
    from coach.subjects.logs import LogSubject
    from coach.subjects.profile import ProfileSubject
    from coach.subjects.programs import ProgramsSubject

KINDS: Final = {
    "facts": "program facts that you read",
    "programs": "your marks of programs, with notes",
}
"""What can be imported, besides the logs with a word of their own."""


class FilesSubject(Subject):
    """What comes in from files."""

    def __init__(
        self,
        state: State,
        logs: Mapping[str, LogSubject],
        programs: ProgramsSubject,
        profile: ProfileSubject,
    ) -> None:
        super().__init__(state)
        self._logs, self._programs, self._profile = logs, programs, profile

    def preview(self, kind: str, file: Path) -> Preview[Any]:
        """What the import of a table would do; nothing is changed. Raises CoachError."""
        if kind in self._logs:
            return self._logs[kind].preview(file)
        if kind not in KINDS:
            raise CoachError(f"There is no import of “{kind}”; there is {', '.join(KINDS)}.")
        programs, today = self._programs, self._state.today
        own = self._state.applicant.specialties
        registry = Registry(
            self._state.facts.naming, programs.known, self._profile.names.states, own
        )
        if kind == "programs":
            return preview(kind, MarkRows(registry, programs.marks), file)
        kept, source = self._state.kept(READ_FACTS), plain(file.name, 80)
        return preview(kind, FactRows(registry, kept, source, today), file)

    def take(self, shown: Preview[Any], strict: bool = False) -> bool:
        """Does what a preview showed, as one act; whether anything changed.

        Raises CoachError where `strict` and a row cannot be used: nothing is taken then.
        """
        if strict and shown.skipped:
            first = shown.skipped[0]
            raise CoachError(
                f"{len(shown.skipped)} rows cannot be used (row {first.row}: {first.why}), so "
                "nothing was taken; --preview lists them."
            )
        if shown.log.word:
            return bool(self._logs[shown.log.name].keep(shown.title, shown.entries))
        return self._state.keep(shown.title, shown.log, shown.entries)
