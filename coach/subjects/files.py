"""Files: tables in, with a preview; sheets and pages out, for the applicant alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from coach.files.fact_table import FactRows
from coach.files.importing import Preview, preview
from coach.files.mark_table import MarkRows
from coach.files.registry import Registry
from coach.files.tables import plain
from coach.files.writing import FORMATS as FORMATS
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
    """What comes in from files, and what goes out to them."""

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
            return bool(self._coach.logs[shown.log.word].keep(shown.title, shown.entries))
        return self._state.keep(shown.title, shown.log, shown.entries)

    def ending(self, file: str, form: str | None, allowed: tuple[str, ...], what: str) -> str:
        """The format of a file, or of the screen (-). Raises CoachError for one not written."""
        if file == "-":
            return f".{form or ('csv' if '.csv' in allowed else 'md')}"
        ending = Path(file).suffix.lower()
        if ending not in allowed:
            raise CoachError(f"{file}: {what} writes {', '.join(allowed)}.")
        if form and ending != f".{form}":
            raise CoachError(f"{file} is not a .{form} file; leave --format out.")
        return ending

    def write_calendar(self, file: Path, season: int, over: bool = False) -> tuple[int, int]:
        """Writes the dates of a season as iCalendar; how many, and how many tasks are open.

        The season that is planned for brings the deadlines of its tasks. Raises CoachError.
        """
        from coach.files.icalendar_file import Deadline, as_ics, write

        coach = self._coach
        steps = coach.road.plan.steps if season == coach.season.year else ()
        deadlines = [
            Deadline(step.task.key, step.task.title, step.due, step.task.how, step.finished)
            for step in steps
            if step.due and not step.behind
        ]
        newest = coach.history.changes(1)
        acts = newest[0].group if newest else 0
        events = coach.season.calendar(season)
        write(file, as_ics(events, coach.now, deadlines, acts), over)
        return len(events), sum(not deadline.cancelled for deadline in deadlines)
