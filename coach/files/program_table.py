"""Facts and marks of programs in tables: a column for each fact or one fact in each row; a mark
and a note."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from coach.files.columns import Columns, folded, known_names, named
from coach.files.importing import Difference, Reading, as_day
from coach.files.registry import IDENTITY, PROGRAM, Registry
from coach.files.tables import Table, plain
from coach.logs.marks import MARKS, of_program
from coach.logs.read_facts import READ_FACTS
from coach.records import CoachError, Mark, MarkWord, Program, ProgramMark, ReadFact
from coach.rules.fields import FACTS, YES_NO, checked, evidence, overlays
from coach.typed_days import parsed_day

SILENT: Final = frozenset(
    ("", "-", "–", "—", "?", "n/a", "na", "none listed", "not stated", "unknown", "not known")
)
"""Cells that say nothing; unknown is not no."""
YES, NO = ("yes", "y", "true", "1", "✓", "✔"), ("no", "n", "false", "0", "✗", "✘")
LONGEST_SOURCE: Final = 300
"""Characters kept of where a fact was read."""
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


def targets() -> Mapping[str, Sequence[str]]:
    """What columns of such a table may mean."""
    return named(*IDENTITY, "field", "value", "status", "source", "date", *FACTS)


class FactRows(Reading[ReadFact]):
    """Reads rows of facts; the day and the file say when and where, unless a row does."""

    def __init__(
        self, registry: Registry, kept: Mapping[str, ReadFact], source: str, today: date
    ) -> None:
        super().__init__(READ_FACTS, kept)
        self.targets = targets()
        lacking = f"no column with a fact ({_labels()})"
        self.needs = (PROGRAM, ((*FACTS, "field"), lacking), ((*FACTS, "value"), lacking))
        self._registry = registry
        self._overlays = overlays(kept.values())
        self._source = source
        self._today, self._now = today, str(today)
        self._fields = known_names(named(*FACTS))
        self._fractions = False
        self._programs: dict[str, Program] = {}

    def begin(self, table: Table, columns: Columns) -> None:
        """Sees whether shares are written as fractions."""
        self._fractions = _holds_fractions(table, columns)

    def entries(self, cells: Mapping[str, str]) -> list[ReadFact]:
        """The facts of a row."""
        values = self._values(cells)
        if not values:
            return []
        program = self._registry.find(cells)
        self._programs[program.id] = program
        return [
            ReadFact(program.id, field, value, *self._read_where(field, cells), "")
            for field, value in values.items()
        ]

    def says(self, entry: ReadFact) -> str:
        """The fact and its value, wherever it was read."""
        return f"{FACTS[entry.field].label} {entry.value}"

    def differences(self, row: int, entry: ReadFact) -> list[Difference]:
        """What was known of the fact, and what is now."""
        program = self._programs[entry.program_id]
        before = evidence(program, entry.field, self._overlays.get(program.id, {}))
        value = f"{before.value:g}" if isinstance(before.value, float) else before.value
        sure = f" ({before.status} {before.as_of})".replace(" )", ")")
        old = "not stated" if value is None else f"{value}{sure}"
        new = f"{entry.value} (confirmed {entry.day})"
        label = FACTS[entry.field].label
        return [Difference(row, program.id, program.name, label, old, new)]

    def _values(self, cells: Mapping[str, str]) -> dict[str, str]:
        texts = {field: cells[field] for field in FACTS if field in cells}
        if cells.get("field"):
            texts[self._field(cells["field"])] = cells.get("value", "")
        values = {}
        for field, text in texts.items():
            status = cells.get(f"{field}.status", "") or cells.get("status", "")
            # Coach's own list of programs: only what the applicant read is theirs to record.
            if status.lower() in ("", "confirmed") and text.lower() not in SILENT:
                values[field] = self._value(field, text)
        return values

    def _field(self, text: str) -> str:
        field = self._fields.get(folded(text), ("", 0))[0]
        if field not in FACTS:
            raise CoachError(f"there is no fact “{plain(text, 40)}”; facts: {_labels()}")
        return field

    def _value(self, field: str, text: str) -> str:
        """A cell as the fact is kept. Raises CoachError for what is impossible."""
        value = normal(field, text)
        if field == "img_share" and self._fractions and "%" not in text:
            raise CoachError(f"IMG share {plain(text, 20)} looks like a fraction; write percent")
        return value

    def _read_where(self, field: str, cells: Mapping[str, str]) -> tuple[str, str]:
        source = cells.get(f"{field}.source", "") or cells.get("source", "")
        as_of = cells.get(f"{field}.as_of", "") or cells.get("date", "")
        return plain(source, LONGEST_SOURCE) or self._source, self._day(as_of)

    def _day(self, as_of: str) -> str:
        if not as_of:
            return self._now
        try:
            day = parsed_day(as_day(plain(as_of, 20)), self._today, "past")
        except CoachError as error:
            raise CoachError(str(error).removesuffix(".")) from None
        # A day more, for somebody who is west of the one who wrote the file.
        if day > self._today + timedelta(days=1):
            raise CoachError(f"it was read on {day}, a day that is still to come")
        return str(day)


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
        mark = _mark(word, kept)
        if len(note) > LONGEST_NOTE:
            raise CoachError(f"its note is longer than {LONGEST_NOTE:,} characters")
        note = plain(note) or (kept.note if kept else "")
        if kept and (kept.mark, kept.note) == (mark, note):
            return [kept]
        return [of_program(program, kept, mark, note)]

    def says(self, entry: Mark) -> str:
        """The mark with its note."""
        return f"{entry.mark} {entry.note}".strip()

    def differences(self, row: int, entry: Mark) -> list[Difference]:
        """The mark before and after."""
        kept = self.kept.get(entry.key)
        old = self.says(kept) if kept else "no mark"
        return [Difference(row, entry.id, entry.title, "mark", old, self.says(entry))]


def _mark(word: str, kept: Mark | None) -> MarkWord:
    """The mark that a word is, without one that which is kept. Raises CoachError for none."""
    mark: MarkWord | None = WORDS.get(word) if word else kept.mark if kept else None
    if mark is None:
        reason = f"“{plain(word, 40)}” is none" if word else "its note needs one"
        raise CoachError(f"a mark is apply, maybe or no: {reason}")
    return mark


# The same few cells come again and again: 100,000 rows are previewed in 2.3 instead of 4.8 s.
@lru_cache(maxsize=2048)
def normal(field: str, text: str) -> str:
    """A cell as the fact is kept: yes in many spellings, units and a decimal comma understood.

    Raises CoachError for what is impossible.
    """
    value = " ".join(text.split()).lower()
    fact = FACTS[field]
    if fact.limits:
        value = re.sub(fact.unit or "$^", "", value)
        value = re.sub(r"^(\d+),(\d{1,2})$", r"\1.\2", value)
        if not re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)", value):
            raise CoachError(f"{fact.label}: “{plain(text, 40)}” is not a number")
    elif fact.words == YES_NO:
        value = "yes" if value in YES else "no" if value in NO else plain(value, 40)
    return checked(field, plain(value, 40))


def _holds_fractions(table: Table, columns: Columns) -> bool:
    """Whether the column of IMG shares runs from 0 to 1, as a sheet keeps percents."""
    place = next((column.place for column in columns.used if column.target == "img_share"), None)
    if place is None:
        return False
    cells = [row.cells[place].strip().replace(",", ".") for row in table.rows]
    numbers = [float(cell) for cell in cells if re.fullmatch(r"\d*\.?\d+", cell)]
    return bool(numbers) and max(numbers) <= 1 and any(0 < number < 1 for number in numbers)


def _labels() -> str:
    return ", ".join(fact.label for fact in FACTS.values())
