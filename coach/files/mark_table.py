"""The applicant's marks of programs in a table: apply, maybe or no, with a note."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from coach.files.columns import named
from coach.files.importing import Difference, Reading
from coach.files.registry import IDENTITY, PROGRAM, Registry
from coach.files.tables import plain
from coach.logs.marks import MARKS
from coach.records import CoachError, Mark, MarkWord, ProgramMark

WORDS: Final[dict[str, ProgramMark]] = {
    "apply": "apply",
    "applying": "apply",
    "yes": "apply",
    "y": "apply",
    "maybe": "maybe",
    "perhaps": "maybe",
    "no": "no",
    "n": "no",
}
"""Words for the three marks."""
LONGEST_NOTE: Final = 2_000
"""Characters kept of a note; a longer one is refused, not cut."""


class MarkRows(Reading[Mark]):
    """Reads rows of marks; a row without a note keeps the note that is there."""

    needs = (PROGRAM, (("mark", "note"), "no column “mark” (apply, maybe or no)"))

    def __init__(self, registry: Registry, kept: Mapping[str, Mark]) -> None:
        super().__init__(MARKS, {mark.key: mark for mark in kept.values()})
        self.targets = named(*IDENTITY, "mark", "note")
        self._registry = registry
        self._by_program = kept

    def entries(self, cells: Mapping[str, str]) -> list[Mark]:
        """The mark of a row. Raises CoachError for another word, or a note without a mark."""
        word, note = cells.get("mark", "").lower(), cells.get("note", "")
        if not word and not note:
            return []
        program = self._registry.find(cells)
        kept = self._by_program.get(program.id)
        mark: MarkWord | None = WORDS.get(word) if word else kept.mark if kept else None
        if mark is None:
            reason = f"“{plain(word, 40)}” is none" if word else "its note needs one"
            raise CoachError(f"a mark is apply, maybe or no: {reason}")
        if len(note) > LONGEST_NOTE:
            raise CoachError(f"its note is longer than {LONGEST_NOTE:,} characters")
        note = plain(note) or (kept.note if kept else "")
        if kept and (kept.mark, kept.note) == (mark, note):
            return [kept]
        return [
            Mark(
                kind="program",
                id=kept.id if kept else program.id,
                mark=mark,
                title=program.name,
                city=program.city,
                specialty=program.specialty,
                note=note,
            )
        ]

    def says(self, entry: Mark) -> str:
        """The mark with its note."""
        return f"{entry.mark} {entry.note}".strip()

    def differences(self, row: int, entry: Mark) -> list[Difference]:
        """The mark before and after."""
        kept = self.kept.get(entry.key)
        old = self.says(kept) if kept else "no mark"
        return [Difference(row, entry.id, entry.title, "mark", old, self.says(entry))]
