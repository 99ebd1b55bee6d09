"""Facts of programs in tables, a column for each or one in each row; marks and notes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date, timedelta
from typing import Final

from coach.files.cells import VISAS, Cells
from coach.files.columns import Column, Columns, folded, known_names, named
from coach.files.days import day_in, is_day
from coach.files.importing import EMPTIED, Difference, Reading
from coach.files.registry import IDENTITY
from coach.files.tables import Table, plain
from coach.logs.read_facts import READ_FACTS
from coach.records import CoachError, Program, ReadFact
from coach.rules.fields import FACTS, evidence, in_words, overlays

DATED: Final = re.compile(
    r"(?:updated?|as of|verified|checked|current|retrieved|accessed|read)\b(?: on)?[:\s]+(.+)", re.I
)
"""A line above a table that says of which day it is."""
FAILED: Final = re.compile(r"(\d)(?: (?:ok|okay|fine|fails?))*")
"""How often an exam may be failed."""
DASHES: Final = frozenset("-–—−")
"""What is a no where other cells have a plus."""
OURS: Final = "program_id"
"""A column of our own exports alone."""
ASKED: Final = ("attempts_limit", "graduation_year_limit")
"""Facts that a column may ask for yes or no."""
LONGEST_SOURCE: Final = 300
"""Characters kept of where a fact was read."""


def targets() -> Mapping[str, Sequence[str]]:
    """What columns of such a table may mean."""
    return named(*IDENTITY, "field", "value", "status", "source", "date", *FACTS)


class FactRows(Reading[ReadFact]):
    """Reads rows of facts; the day and the file say when and where, unless a row does."""

    word = "facts"
    shapes = ("visa",)

    def __init__(
        self, kept: Mapping[str, ReadFact], cells: Cells, source: str, today: date
    ) -> None:
        super().__init__(READ_FACTS, kept, cells)
        self.targets = targets()
        lacking = f"no column with a fact ({_labels()})"
        self.needs = (((*FACTS, "visa", "field"), lacking), ((*FACTS, "visa", "value"), lacking))
        self.programs: dict[str, Program] = {}
        """Programs of rows, by id."""
        self._overlays = overlays(kept.values())
        self._source = source
        self._today = today
        self._fields = known_names(named(*FACTS))
        self._fractions: bool | None = False
        self._asks: dict[str, str] = {}
        """What the name of a column asks, to which its cells say yes or no."""
        self._is_ours = False
        self._usual: dict[str, str] = {}
        """The day of facts for which a row has none, by field; "" for all others."""

    def begin(self, table: Table, columns: Columns) -> None:
        """Sees how shares are written, and of which day the table says that it is."""
        self._fractions, self._is_ours = _fractions(table, columns), OURS in table.header
        dated = (day for text in table.above if (day := self._dated(text)) is not None)
        above = next(dated, str(self._today))
        self._usual = {"": "" if columns.has("date") else above}
        self._asks = {each.target: self._asked(table, each) for each in columns.used}
        for column in columns.used:
            if column.target in (*FACTS, "visa") and (
                year := re.search(r"\b20\d\d\b", column.title)
            ):
                self._usual[column.target] = min(f"{year[0]}-01-01", above)

    def _asked(self, table: Table, column: Column) -> str:
        """What a column asks to which its cells say yes or no, by the words of its name; of marks
        whether a cross is a no: it is where other cells are ticked."""
        if (target := column.target) in VISAS:
            return self._marked({row.cells[column.place].strip().casefold() for row in table.rows})
        if target == "experience_months" and "week" in self.cells.in_english(column.title):
            return "weeks"
        words = (word for word in re.findall(r"\w+", column.title.casefold()))
        asks = (self.cells.word(f"{target}.asks", word) for word in words)
        return next(filter(None, asks), "")

    def _marked(self, texts: set[str]) -> str:
        """How the cells of a column of visas say yes and no."""
        if "+" in texts and texts & DASHES:
            return "signed"
        is_ticked = any(self.cells.word("any", text) == "yes" for text in texts - {"x"})
        return "ticked" * is_ticked or "crossed" * texts.isdisjoint(("no", "n"))

    def _dated(self, text: str) -> str | None:
        """The day of which a line above the table says that it is, "" where it is not clear."""
        if not (parts := DATED.search(text) or re.fullmatch(r"(20\d\d-\d\d-\d\d)", text)):
            return None
        with suppress(CoachError):
            day = day_in(parts[1].strip(" .:)"), "", self._today)
            return str(day) if day <= self._today else ""
        return ""

    def fits(self, target: str, text: str) -> bool:
        """Whether a cell says a fact, or the day of facts."""
        with suppress(CoachError):
            if target in FACTS:
                is_said = self.cells.word("any" if target in ASKED else f"{target}.ticked", text)
                return bool(is_said or self.cells.fact(target, text, self._today.year) or True)
            return is_day(text) if target == "date" else bool(self.cells.visas(text))
        return False

    def entries(self, cells: Mapping[str, str]) -> list[ReadFact]:
        """The facts of a row."""
        program_id = cells["program_id"]
        values = self._values(cells)
        self._say_emptied(cells, self._overlays.get(program_id, {}))
        return [
            ReadFact(program_id, field, value, *self._read_where(field, cells), "")
            for field, value in values.items()
        ]

    def _say_emptied(self, cells: Mapping[str, str], kept: Mapping[str, ReadFact]) -> None:
        """Names the cells of a file of ours that are empty where a fact was recorded."""
        emptied = [field for field in kept if self._is_ours and cells.get(field) == ""]
        emptied += ["value"] * (cells.get("value") == "" and cells.get("field") in kept)
        self.unread += [(field, EMPTIED) for field in emptied]

    def says(self, entry: ReadFact) -> str:
        """The fact and its value, wherever it was read."""
        return f"{FACTS[entry.field].label} {in_words(entry.field, entry.value)}"

    def differences(self, row: int, entry: ReadFact) -> list[Difference]:
        """What was known of the fact, and what is now."""
        program = self.programs[entry.program_id]
        before = evidence(program, entry.field, self._overlays.get(program.id, {}))
        value = f"{before.value:g}" if isinstance(before.value, float) else before.value
        sure = f" ({before.status} {before.as_of})".replace(" )", ")")
        old = "not stated" if value is None else f"{value}{sure}"
        label, field = FACTS[entry.field].label, entry.field
        new = entry.value
        return [Difference(row, program.id, program.name, label, old, new, entry.day, field=field)]

    def _values(self, cells: Mapping[str, str]) -> dict[str, str]:
        texts = {field: cells[field] for field in (*FACTS, "visa") if cells.get(field)}
        if cells.get("field"):
            texts[self._field(cells["field"])] = cells.get("value", "")
        values: dict[str, str] = {}
        for field, text in texts.items():
            status = cells.get(f"{field}.status", "") or cells.get("status", "")
            # Coach's own list of programs: only what the applicant read is theirs to record.
            if status.lower() in ("", "confirmed"):
                read = self._read(field, text, cells)
                values |= {name: value for name, value in read.items() if name not in values}
        return values

    def _read(self, field: str, text: str, cells: Mapping[str, str]) -> Mapping[str, str]:
        """What a cell says by fact; nothing for one that is left."""
        try:
            day = self._read_on(field, cells) or str(self._today)
            is_visa, year = field == "visa", int(day[:4])
            values = self.cells.visas(text) if is_visa else {field: self._value(field, text, year)}
        except CoachError as error:
            self.unread.append((field, str(error)))
            return {}
        stated = {name: value for name, value in values.items() if value}
        words = [f"{FACTS[name].label} {in_words(name, value)}" for name, value in stated.items()]
        if stated.get(field) != text.casefold():
            self.understood.append((field, text, ", ".join(words) or "left open"))
        return stated

    def _field(self, text: str) -> str:
        field = self._fields.get(folded(text), ("", 0))[0]
        if field not in FACTS:
            raise CoachError(f"there is no fact “{plain(text, 40)}”; facts: {_labels()}")
        return field

    def _value(self, field: str, text: str, year: int) -> str:
        """A cell as the fact is kept. Raises CoachError for what is impossible."""
        value = self.cells.fact(field, self._answered(field, text), year)
        if field != "img_share" or not value or "%" in text or self._fractions is False:
            return value
        if self._fractions:
            return f"{float(value) * 100:.6g}"
        if 0 < float(value) < 1:
            raise CoachError(f"IMG share {plain(text, 20)} may be a fraction or percent; which?")
        return value

    def _answered(self, field: str, text: str) -> str:
        """A cell that says yes or no to what its column asks, in the words of the fact."""
        asks, cell = self._asks.get(field, ""), text.casefold()
        if asks == "fails" and (failed := FAILED.fullmatch(cell)):
            return f"{int(failed[1]) + 1}"  # one that may be failed is two that may be made
        if cell.isdecimal() and asks != "first":
            return f"{cell} weeks" if asks == "weeks" else text
        answer = cell if cell == "none" else self.cells.word("any", text) or cell
        word, asked = self.cells.word, f"{field}.{asks}"
        return word(asked, answer) or word(asked, cell) or text

    def _read_where(self, field: str, cells: Mapping[str, str]) -> tuple[str, str]:
        source = cells.get(f"{field}.source", "") or cells.get("source", "")
        source = source or cells.get("website", "")
        return plain(source, LONGEST_SOURCE) or self._source, self._read_on(field, cells)

    def _read_on(self, field: str, cells: Mapping[str, str]) -> str:
        """The day on which a fact was read. Raises CoachError where it is not understood: the
        fact would seem surer than it is."""
        as_of = cells.get(f"{field}.as_of", "") or cells.get("date", "")
        if self.cells.is_silent(as_of):
            return self._usual.get(field, self._usual[""])
        try:
            day = day_in(plain(as_of, 40), "", self._today)
        except CoachError as error:
            raise CoachError(
                f"read on {plain(as_of, 40)}: {str(error).removesuffix('.')}"
            ) from None
        # A day more, for somebody who is west of the one who wrote the file.
        if day > self._today + timedelta(days=1):
            raise CoachError(f"it was read on {day}, a day that is still to come")
        return str(day)


def _fractions(table: Table, columns: Columns) -> bool | None:
    """Whether the column of IMG shares runs from 0 to 1, as a sheet keeps percents; None where
    only some of it does."""
    place = next((column.place for column in columns.used if column.target == "img_share"), None)
    cells = (
        [] if place is None else [row.cells[place].strip().replace(",", ".") for row in table.rows]
    )
    numbers = [float(cell) for cell in cells if re.fullmatch(r"\d*\.?\d+", cell)]
    if not any(0 < number < 1 for number in numbers):
        return False
    return True if max(numbers) <= 1 else None


def _labels() -> str:
    return ", ".join(fact.label for fact in FACTS.values())
