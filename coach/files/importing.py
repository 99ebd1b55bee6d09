"""Tables into what the applicant keeps: worked out and shown before anything is changed."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Generic

from coach.files.columns import Columns, doubled, known_names, map_columns
from coach.files.layout import laid_out
from coach.files.tables import Table, plain, read_grids
from coach.logs.fields import REACH
from coach.logs.log import Entry, Log
from coach.records import CoachError, Record, asdict, replace
from coach.store.rows import E

if TYPE_CHECKING:
    from coach.logs.fields import Reading as Words

FIRST: Final = 3
"""Rows shown in a preview."""
KEY: Final[Callable[[Record], str]] = attrgetter("key")
EXCEL: Final = range(36526, 73051)
"""Numbers by which spreadsheets keep the days of 2000 to 2099, counted from FIRST_DAY."""
FIRST_DAY: Final = date(1899, 12, 30)
WIDEST: Final = 40
"""Characters of a cell shown in a preview."""


class Skipped(Record):
    """A row that is not taken, and why."""

    row: int
    why: str


class Difference(Record):
    """One thing that an import changes: of which program or entry, what, from what, to what."""

    row: int
    key: str
    title: str
    what: str
    old: str
    new: str


class Preview(Record, Generic[E]):
    """An import before it is done: the columns as understood, the rows, and what would change."""

    kind: str
    log: Any
    file: str
    note: str
    """What was decided while reading, "" when nothing had to be."""
    columns: Columns
    first: tuple[tuple[str, ...], ...]
    """The understood cells of the first rows, cut for showing."""
    rows: int
    """Rows that hold anything."""
    usable: int
    """Rows that would be taken, with those that change nothing."""
    empty: int
    """Rows that say nothing."""
    skipped: tuple[Skipped, ...]
    differences: tuple[Difference, ...]
    entries: tuple[E, ...]
    """What would be kept."""

    @property
    def title(self) -> str:
        """The import as one act, in the words that undo and the log show."""
        return f"Import of {plain(self.file, WIDEST)}: {self.kind}, {len(self.differences)} changed"


class Reading(ABC, Generic[E]):
    """How the rows of a table are read as entries of one log."""

    targets: Mapping[str, Sequence[str]]
    """What columns may mean, each with the names that people give them."""
    needs: Sequence[tuple[Sequence[str], str]]
    """Columns of which one has to be there, each with what is said where none is."""

    def __init__(self, log: Log[E], kept: Mapping[str, E]) -> None:
        self.log = log
        self.kept = kept
        self._earlier: dict[str, tuple[int, E]] = {}
        """What rows of the same file said, with their number, by what it is about."""

    def begin(self, table: Table, columns: Columns) -> None:
        """Looks at the whole table before the first row."""

    @abstractmethod
    def entries(self, cells: Mapping[str, str]) -> list[E]:
        """What a row says, without when; empty when it says nothing.

        Raises CoachError when any of it is impossible.
        """

    @abstractmethod
    def says(self, entry: E) -> str:
        """What an entry says, in words."""

    @abstractmethod
    def differences(self, row: int, entry: E) -> list[Difference]:
        """What an entry of a row changes."""

    def new(self, row: int, entries: Sequence[E]) -> list[E]:
        """Those of a row's entries that are not kept yet, and of no earlier row.

        Raises CoachError when an earlier row says otherwise.
        """
        fresh: dict[str, tuple[int, E]] = {}
        for entry in entries:
            key = KEY(entry) or repr(entry)
            number, earlier = self._earlier.get(key, (row, None))
            if earlier is None:
                fresh[key] = row, entry
            elif earlier != entry and self.says(earlier) != self.says(entry):
                raise CoachError(
                    f"row {number} says {self.says(earlier)} of the same, this one "
                    f"{self.says(entry)}"
                )
        self._earlier |= fresh
        return [entry for _, entry in fresh.values() if not self._is_kept(entry)]

    def _is_kept(self, entry: E) -> bool:
        kept = self.kept.get(KEY(entry))
        if kept is None or kept == entry:
            return kept is not None
        return hasattr(kept, "at") and replace(kept, at="") == entry


def as_day(text: str) -> str:
    """The text of a day, where a cell holds the number by which spreadsheets keep it."""
    is_number = re.fullmatch(r"\d{5}(\.\d+)?", text) and int(float(text)) in EXCEL
    return str(FIRST_DAY + timedelta(float(text))) if is_number else text


class OfTables:
    """Reads cells as words of a line, and the numbers by which spreadsheets keep days."""

    def __init__(self, words: Words) -> None:
        self.named = words.named
        self.price = words.price
        self._day = words.day

    def day(self, text: str, what: str, years: int = REACH) -> date | None:
        """The day of a cell. Raises CoachError."""
        return self._day(as_day(text), what, years)


class LogRows(Reading[Entry]):
    """Reads rows of entries: one with a key that is kept changes it, one that is kept already
    changes nothing, any other is added."""

    def __init__(
        self,
        log: Log[Entry],
        kept: Mapping[str, Entry],
        words: Words,
        settle: Callable[[Entry, Mapping[str, Entry]], Entry],
    ) -> None:
        super().__init__(log, kept)
        fields = log.fields.values()
        self.targets = {
            field.name: [field.label, *["Date"] * (field.name == "day")] for field in fields
        }
        self.needs = [
            ((field.name, "key"), f"no column “{field.label}”") for field in fields if field.needed
        ]
        self._words, self._settle = OfTables(words), settle
        self._so_far = dict(kept)
        """What is kept, with what the rows before add to it."""
        self._alike: dict[tuple[str, ...], dict[tuple[object, ...], list[Entry]]] = {}
        """What is kept, by some of its fields."""
        self._named = set[str]()
        """Keys of what is kept that rows have named by what it says."""

    def entries(self, cells: Mapping[str, str]) -> list[Entry]:
        """The entry of a row. Raises CoachError for one that cannot stand beside the others."""
        told = {name: text for name, text in cells.items() if text}
        if not told:
            return []
        values, so_far = self.log.values(told, self._words), self._so_far
        key = str(values.get("key", ""))
        if kept := self.kept.get(key):
            whole = self.log.again(kept, **values)
            return [kept if whole == kept else self._settle(whole, so_far)]
        entry = self.log.checked(values)
        if same := self._same(entry):
            return [same]
        entry = self._settle(entry, so_far)
        key = key or self.log.free_key(self.log.title(entry), so_far)
        so_far[key] = replace(entry, key=key)
        return [entry]

    def _same(self, entry: Entry) -> Entry | None:
        """The entry that is kept and says the same, for one row each; what is added to a row when
        it is kept, like the day, may differ."""
        settled = self._settle(entry, {})
        fields = tuple(
            name
            for name in self.log.fields
            if name != "key" and getattr(entry, name) == getattr(settled, name)
        )
        values = attrgetter("key", *fields)
        if fields not in self._alike:
            alike = self._alike[fields] = {}
            for kept in self.kept.values():
                alike.setdefault(values(kept)[1:], []).append(kept)
        for kept in self._alike[fields].get(values(entry)[1:], ()):
            if kept.key not in self._named:
                self._named.add(kept.key)
                return kept
        return None

    def new(self, row: int, entries: Sequence[Entry]) -> list[Entry]:
        """Rows that say the same are as many entries, like two hours of a day; only of a key that
        is in the table there is no second."""
        with_key = [entry for entry in entries if entry.key]
        return super().new(row, with_key) + [entry for entry in entries if not entry.key]

    def says(self, entry: Entry) -> str:
        """The title of the entry."""
        return f"“{self.log.title(entry)}”"

    def differences(self, row: int, entry: Entry) -> list[Difference]:
        """The fields that change; a new entry as a whole."""
        kept, title = self.kept.get(entry.key), self.log.title(entry)
        if kept is None:
            return [Difference(row, entry.key, title, "new", "nothing", title)]
        before, after = asdict(kept), asdict(entry)
        return [
            Difference(row, entry.key, title, field.label, str(before[name]), str(after[name]))
            for name, field in self.log.fields.items()
            if before[name] != after[name]
        ]


def preview(kind: str, reading: Reading[E], file: Path) -> Preview[E]:
    """What the import of a file would do: every row is taken whole or listed with the reason.

    Raises CoachError for a file that is no table, or whose columns are not understood.
    """
    known = known_names(reading.targets)
    tables = [laid_out(grid, file.name, known) for grid in read_grids(file)]
    table = max(tables, key=lambda table: len(map_columns(table.header, reading.targets).used))
    columns = _columns(table, reading, file.name)
    reading.begin(table, columns)
    usable = empty = 0
    skipped: list[Skipped] = []
    entries: list[E] = []
    differences: list[Difference] = []
    for row in table.rows:
        try:
            if row.why:
                raise CoachError(row.why)
            of_row = reading.entries(columns.cells(row.cells))
            new = reading.new(row.number, of_row)
        except CoachError as error:
            skipped.append(Skipped(row.number, plain(str(error), 200)))
            continue
        usable += bool(of_row)
        empty += not of_row
        entries += new
        differences += [each for entry in new for each in reading.differences(row.number, entry)]
    places = [column.place for column in columns.used]
    return Preview(
        kind=kind,
        log=reading.log,
        file=file.name,
        note="; ".join(filter(None, (table.note, _others(tables, table)))),
        columns=columns,
        first=tuple(
            tuple(plain(row.cells[place], WIDEST) for place in places) for row in table.rows[:FIRST]
        ),
        rows=len(table.rows),
        usable=usable,
        empty=empty,
        skipped=tuple(skipped),
        differences=tuple(differences),
        entries=tuple(entries),
    )


def _others(tables: Sequence[Table], chosen: Table) -> str:
    """The sheet that was read and those that were not; "" where there is one."""
    others = [f"“{table.sheet}”" for table in tables if table is not chosen]
    return f"sheet “{chosen.sheet}” is read, not {', '.join(others)}" if others else ""


def _columns(table: Table, reading: Reading[E], name: str) -> Columns:
    columns = map_columns(table.header, reading.targets)
    if twice := doubled(table.header, columns):
        raise CoachError(f"{name} has two columns named “{plain(twice, 40)}”; rename one.")
    for needed, lacking in reading.needs:
        if not columns.has(*needed):
            titles = plain(", ".join(filter(None, table.header)), 120)
            raise CoachError(f"{name} has {lacking}; its first row is: {titles}.")
    return columns
