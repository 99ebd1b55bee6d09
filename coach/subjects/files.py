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

if TYPE_CHECKING:
    from coach.state import State
    from coach.subjects.coach import Coach

KINDS: Final = {
    "facts": "program facts that you read",
    "programs": "your marks of programs, with notes",
}
"""What can be imported, besides the logs with a word of their own."""


class FilesSubject:
    """What comes in from files."""

    def __init__(self, coach: Coach, state: State) -> None:
        self._coach = coach
        self._state = state

    def preview(self, kind: str, file: Path) -> Preview[Any]:
        """What the import of a table would do; nothing is changed. Raises CoachError."""
        coach = self._coach
        if kind in coach.logs:
            return coach.logs[kind].preview(file)
        if kind not in KINDS:
            raise CoachError(f"There is no import of “{kind}”; there is {', '.join(KINDS)}.")
        programs = coach.programs
        registry = Registry(programs.listed(), programs.known, coach.profile.names)
        if kind == "programs":
            return preview(kind, MarkRows(registry, programs.marks), file)
        kept, source = self._state.kept(READ_FACTS), plain(file.name, 80)
        return preview(kind, FactRows(registry, kept, source, coach.today), file)

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
            return bool(self._coach.logs[shown.log.name].keep(shown.title, shown.entries))
        return self._state.keep(shown.title, shown.log, shown.entries)
