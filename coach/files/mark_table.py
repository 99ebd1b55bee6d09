"""The applicant's marks of programs in a table: apply, maybe or no, with a note."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from coach.files.columns import Columns
from coach.files.plans import Difference, Taken
from coach.files.registry import Registry
from coach.files.tables import plain
from coach.records import CoachError, Mark, Program

TARGETS: Final = ("program_id", "name", "city", "state", "specialty", "mark", "note")
"""What columns of such a table may mean."""
MARKS: Final = {
    **dict.fromkeys(("apply", "applying", "yes", "y"), "apply"),
    **dict.fromkeys(("maybe", "perhaps"), "maybe"),
    **dict.fromkeys(("no", "n"), "no"),
}
"""Words for the three marks."""
LONGEST_NOTE: Final = 2_000
"""Characters kept of a note; a longer one is refused, not cut."""


def needs(columns: Columns) -> str:
    """What the header lacks for marks to be read; "" when nothing."""
    if not columns.has("program_id", "name"):
        return "no column for the program (ACGME id, or name with town and specialty)"
    return "" if columns.has("mark", "note") else "no column “mark” (apply, maybe or no)"


class MarkRows:
    """Reads rows of marks; keeps in mind what earlier rows of the same file said."""

    def __init__(self, registry: Registry, kept: Mapping[str, Mark]) -> None:
        self._registry = registry
        self._kept = kept
        self._said: dict[str, tuple[int, Mark]] = {}

    def read(self, number: int, cells: Mapping[str, str]) -> Taken | None:
        """The mark of one row; a row without a note keeps the note that is there.

        Raises CoachError for another word, or a note on a program without a mark.
        """
        word, note = cells.get("mark", "").lower(), cells.get("note", "")
        if not word and not note:
            return None
        program = self._registry.find(cells)
        mark = self._mark(program, word, note)
        row, earlier = self._said.setdefault(program.id, (number, mark))
        if earlier != mark:
            raise CoachError(
                f"row {row} says “{earlier.mark}” for the same program, or another note"
            )
        kept = self._kept.get(program.id)
        if row != number or (kept and (kept.mark, kept.note) == (mark.mark, mark.note)):
            return Taken()
        old = f"{kept.mark} {kept.note}".strip() if kept else "no mark"
        new = f"{mark.mark} {mark.note}".strip()
        shown = Difference(number, program.id, program.name, "mark", old, new)
        return Taken((shown,), marks=(mark,))

    def _mark(self, program: Program, word: str, note: str) -> Mark:
        kept = self._kept.get(program.id)
        mark = MARKS.get(word) if word else kept.mark if kept else None
        if mark is None:
            reason = f"“{plain(word, 40)}” is none" if word else "its note needs one"
            raise CoachError(f"a mark is apply, maybe or no: {reason}")
        if len(note) > LONGEST_NOTE:
            raise CoachError(f"its note is longer than {LONGEST_NOTE:,} characters")
        return Mark(
            "program",
            kept.id if kept else program.id,
            mark,
            program.name,
            program.city,
            program.specialty,
            plain(note) or (kept.note if kept else ""),
        )
