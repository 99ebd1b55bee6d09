"""Marks and notes of programs in tables."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from coach.files.cells import VISAS, Cells
from coach.files.columns import Columns, named
from coach.files.importing import EMPTIED, Difference, Reading
from coach.files.program_table import OURS
from coach.files.tables import Table, plain
from coach.logs.marks import MARKS, of_program
from coach.records import Mark, MarkWord, Program, replace

STEP3: Final = re.compile(r"step ?-?3", re.IGNORECASE)
REMARK: Final = re.compile(r"\s*(?:[,;:(!.–—]|\s-)\s*")
"""What parts a mark from a remark on it."""
UNSURE: Final = re.compile(r"\b(?:if|unless|but|pero|mas|mais|aber|но|maybe|si)\b|\?", re.I)
"""What takes a mark back."""
WORDS: Final = re.compile(r"[^\W_]+(?:'\w+)?%?|[\U0001f300-\U0001faff]")
LONGEST_MARK: Final = 8
"""Words of a cell from which it is a remark and no mark."""
LONGEST_NOTE: Final = 2_000
"""Characters kept of a note; a longer one is refused, not cut."""


class MarkRows(Reading[Mark]):
    """Reads rows of marks and notes; a row without a note keeps the note that is there."""

    word = "programs"
    shapes = ("mark",)
    needs = ((("mark", "note"), "no column “mark” (apply, maybe or no)"),)

    def __init__(self, kept: Mapping[str, Mark], cells: Cells) -> None:
        super().__init__(MARKS, {mark.key: mark for mark in kept.values()}, cells)
        self.targets = named("mark", "note")
        self.programs: dict[str, Program] = {}
        self._by_program, self._is_ours = kept, False

    def begin(self, table: Table, columns: Columns) -> None:
        """Sees whether the table is one of ours."""
        self._is_ours = OURS in table.header

    def fits(self, target: str, text: str) -> bool:
        """Whether a cell is a mark."""
        is_mark = self.cells.word("mark", text) or self._verdict(text)
        return target == "mark" and bool(is_mark)

    def entries(self, cells: Mapping[str, str]) -> list[Mark]:
        """The mark of a row, its note, or both."""
        program = self.programs[cells["program_id"]]
        kept = self._by_program.get(program.id) or of_program(program, None, "", "")
        notes = [plain(cells.get("note", "")), *self._besides(cells)]
        word, note = self._mark(cells.get("mark", "")), "; ".join(filter(None, notes))
        if len(note) > LONGEST_NOTE:
            self.unread.append(("note", f"it is longer than {LONGEST_NOTE:,} characters"))
            note = ""
        self._say_emptied(cells, kept)
        if not (word or note):
            return []
        if (word or kept.mark, note or kept.note) == (kept.mark, kept.note):
            return [kept]
        return [of_program(program, kept, word or kept.mark, note or kept.note)]

    def _say_emptied(self, cells: Mapping[str, str], kept: Mark) -> None:
        """Names the cells of a file of ours that are empty where something is kept."""
        stays = [("mark", kept.mark), ("note", kept.note)] * self._is_ours
        emptied = [name for name, value in stays if value and cells.get(name) == ""]
        self.unread += [(name, EMPTIED) for name in emptied]

    def _besides(self, cells: Mapping[str, str]) -> list[str]:
        """What cells say besides that has no field: on what a visa hangs, why a mark is one."""
        visas = dict.fromkeys(cells.get(name, "") for name in ("visa", *VISAS))
        mark = cells.get("mark", "")
        is_more = self.cells.word("mark", mark) is None and self._verdict(mark)
        return [text for text in visas if STEP3.search(text)] + [mark] * bool(is_more)

    def _verdict(self, text: str) -> str | None:
        """The mark with which a cell begins, where no other follows."""
        if (word := self._of_words(text)) is not None:
            return word
        parts = REMARK.split(text, maxsplit=1)
        word = self.cells.word("mark", parts[0])
        other = self.cells.word("mark", parts[-1])
        is_sure = word and other in (None, word, "silent") and not UNSURE.search(parts[-1])
        return word if is_sure and len(parts) > 1 else None

    def _of_words(self, text: str) -> str | None:
        """The mark that all words of a cell make up; None where one of them is not known."""
        words = WORDS.findall(self.cells.in_english(text))[:LONGEST_MARK]
        marks = [self.cells.word("mark.word", word) for word in words]
        if len(words) < 2 or len(words) == LONGEST_MARK or None in marks:
            return None
        return next((mark for mark in ("maybe", "no", "apply") if mark in marks), None)

    def joined(self, number: int, earlier: Mark, entry: Mark) -> Mark:
        """The mark of two rows with the notes of both. Raises CoachError for two marks."""
        if earlier.mark and entry.mark and earlier.mark != entry.mark:
            return super().joined(number, earlier, entry)
        notes = "; ".join(dict.fromkeys(filter(None, (earlier.note, entry.note))))
        return replace(entry, mark=entry.mark or earlier.mark, note=notes)

    def _mark(self, text: str) -> MarkWord:
        word = self.cells.word("mark", text) if text else ""
        word = word or self._verdict(text) if word is None else word
        if word is None and not self.cells.is_silent(text):
            self.unread.append(
                ("mark", f"a mark is apply, maybe or no: “{plain(text, 40)}” is none")
            )
        elif word and word != text.casefold():
            self.understood.append(("mark", text, word.replace("silent", "no mark")))
        marks: tuple[MarkWord, ...] = ("apply", "maybe", "no")
        return next((mark for mark in marks if mark == word), "")

    def says(self, entry: Mark) -> str:
        """The mark with its note."""
        return f"{entry.mark} {entry.note}".strip()

    def differences(self, row: int, entry: Mark) -> list[Difference]:
        """The mark before and after."""
        kept = self.kept.get(entry.key)
        old = self.says(kept) if kept else "no mark"
        what = "mark" if entry.mark else "note"
        return [Difference(row, entry.id, entry.title, what, old, self.says(entry))]
