"""A table row by row: what each is about, what its cells say, what is left and named."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import Final

from coach.files.cells import BROKEN
from coach.files.columns import (
    Column,
    Columns,
    doubled,
)
from coach.files.days import MONTH_DAY, OLD, Order, day_in, hour_in, is_past, order_of
from coach.files.importing import (
    OPEN,
    AnyReading,
    Difference,
    Likely,
    NoneLike,
    Preview,
    Proposed,
    Skipped,
    Understood,
    Unread,
)
from coach.files.source import Source
from coach.files.tables import Row, Table, plain
from coach.records import CoachError, Record

FIRST: Final = 3
"""Rows shown in a preview."""
WIDEST: Final = 40
"""Characters of a cell shown in a preview."""


FOREIGN: Final = re.compile(r"[^\W\d_a-zA-Z]")
"""A letter of names in other languages, of which all put the day before the month."""


class Importing:
    """One table on its way: what each of its rows says, and what is not understood."""

    def __init__(self, source: Source, table: Table, columns: Columns, today: date) -> None:
        self.source, self.table, self.columns, self.today = source, table, columns, today
        self.skipped, self.proposed = list[Skipped](), list[Proposed]()
        self.unread, self.differences = list[Unread](), list[Difference]()
        self.understood = Counter[tuple[str, str, str]]()
        self.entries: dict[str, list[Record]] = {}
        self.usable = self.empty = 0
        self._titles = {column.target: column.title for column in columns.used}
        self._orders = self._orders_of()
        self._monthly = {each.target for each in columns.used if self._is_monthly(each)}
        for reading in source.readings:
            reading.begin(table, columns)

    def _orders_of(self) -> dict[str, Order]:
        """The order of day and month in each column of days, in doubt that of the others."""
        days = [column for column in self.columns.used if self.source.is_day(column.target)]
        orders = {column.target: self._order_of(column) for column in days}
        common = {order for order in orders.values() if order}
        usual = common.pop() if len(common) == 1 else self.source.order or self._order_of_country()
        return {target: order or usual for target, order in orders.items()}

    def _order_of_country(self) -> Order:
        return "day" if FOREIGN.search("".join(self.table.header)) else ""

    def _order_of(self, column: Column) -> Order:
        units = self.table.units[column.place] if self.table.units else ""
        cells = [row.cells[column.place] for row in self.table.rows]
        target = self.source.toward(column.target)
        return order_of(cells, target, self.today, f"{column.title} {units}")

    def _is_monthly(self, column: Column) -> bool:
        """Whether a column has days of a month without a year: no year of late is such a number."""
        days = (MONTH_DAY.match(row.cells[column.place].strip()) for row in self.table.rows)
        ends = [2000 + int(day[2]) for day in days if day]
        return any(not self.today.year - OLD <= year <= self.today.year for year in ends)

    def take(self, row: Row) -> None:
        """Reads one row."""
        unread = list[Unread]()
        try:
            if row.why:
                raise CoachError(row.why)
            cells = self.source.identified(self._cells(row, unread), row.number)
        except Likely as error:
            (first, name), *others = error.programs
            ids = tuple(program_id for program_id, _ in others)
            self.proposed.append(Proposed(row.number, first, name, str(error), ids))
        except CoachError as error:
            self._skip(row, error)
        else:
            if any(cells.values()):
                self._take_cells(row, cells, unread)
            else:
                self.empty += 1

    def _take_cells(self, row: Row, cells: Mapping[str, str], unread: list[Unread]) -> None:
        """What each reading finds in a row whose program is known."""
        is_used, errors = False, list[CoachError]()
        for reading in self.source.readings:
            try:
                is_used |= self._read(row, reading, cells)
            except CoachError as error:
                errors.append(error)
            self._note(row, reading, unread)
        self.usable += is_used
        if is_used:
            unread += [Unread(row.number, "", "", plain(str(error), 200)) for error in errors]
            self.unread += unread
        elif errors or unread:
            why = dict.fromkeys((*(cell.why for cell in unread), *map(str, errors)))
            self._skip(row, CoachError("; ".join(why).replace(".; ", "; ")))
        else:
            self.empty += 1

    def _read(self, row: Row, reading: AnyReading, cells: Mapping[str, str]) -> bool:
        """Whether a reading finds anything in a row, which is kept. Raises CoachError."""
        reading.unread, reading.understood = [], []
        of_row = reading.entries(cells)
        for entry in reading.new(row.number, of_row):
            self.entries.setdefault(reading.log.name, []).append(entry)
            self.differences += reading.differences(row.number, entry)
        return bool(of_row)

    def _skip(self, row: Row, error: CoachError) -> None:
        nearest = error.nearest if isinstance(error, NoneLike) else ()
        self.skipped.append(Skipped(row.number, plain(str(error), 200), nearest))

    def _note(self, row: Row, reading: AnyReading, unread: list[Unread]) -> None:
        places = {column.target: column.place for column in self.columns.used}
        for target, why in reading.unread:
            target = target if target in places else f"{reading.log.name}.{target}"
            title = self._titles.get(target, target)
            text = row.cells[places[target]] if target in places else ""
            unread.append(Unread(row.number, title, plain(text, WIDEST), plain(why, 200)))
        for target, text, value in reading.understood:
            target = target if target in places else f"{reading.log.name}.{target}"
            self.understood[self._titles.get(target, target), plain(text, WIDEST), value] += 1

    def _cells(self, row: Row, unread: list[Unread]) -> dict[str, str]:
        """The cells of a row: days as they are in its columns, without errors of spreadsheets."""
        cells, days = self.columns.cells(row.cells), dict[str, str]()
        for target, text in cells.items():
            if text.startswith("#") and BROKEN.fullmatch(text):
                why = "the spreadsheet has no value here"
                unread.append(Unread(row.number, self._titles[target], plain(text, WIDEST), why))
                cells[target] = ""
            elif text and target in self._orders:
                days |= self._day(target, text)
        return cells | days

    def _day(self, target: str, text: str) -> dict[str, str]:
        """What a cell of a day says: the day, and the hour behind it where there is a field for
        it; a word that stands for no day, or for a day that is not told, as it is."""
        if word := self.source.readings[0].cells.word("day", text):
            if word == "silent":
                self.understood[self._titles[target], plain(text, WIDEST), OPEN] += 1
            return {target: text * (word == "done")}
        if target != "date" or target in self._monthly:
            text = MONTH_DAY.sub(r"\2 \1", text)  # what came on Nov 22 came on a day
        for words in dict.fromkeys((text, self.source.cells.in_our_months(text))):
            with suppress(CoachError):
                return self._day_and_hour(target, words)
        return {}

    def _day_and_hour(self, target: str, text: str) -> dict[str, str]:
        """The day of a cell, and the hour behind it where there is a field. Raises CoachError."""
        past = is_past(self.source.toward(target))
        day = day_in(text, self._orders[target], self.today, "past" if past else "any")
        log = target.removesuffix("day")
        fields = dict(zip((f"{log}time", f"{log}zone"), hour_in(text), strict=True))
        has_hour = target.endswith("day") and fields.keys() <= self.source.targets.keys()
        hours = {name: value for name, value in fields.items() if has_hour and value}
        return {target: str(day)} | hours

    def _shown(self, row: Row) -> tuple[str, ...]:
        return tuple(plain(row.cells[column.place], WIDEST) for column in self.columns.used)

    def preview(self, file: str) -> Preview:
        """What the import would do."""
        for row in self.table.rows:
            self.take(row)
        used = [reading for reading in self.source.readings if reading.log.name in self.entries]
        kinds = dict.fromkeys(reading.word for reading in used)
        return Preview(
            kind=", ".join(kinds) or self.source.word,
            file=file,
            note=self.table.note,
            sheet=self.table.sheet,
            sheets=(),
            specialty=self.source.registry.of_list,
            asks_specialty=self.source.registry.asks() if file else (),
            columns=self.columns,
            first=tuple(self._shown(row) for row in self.table.rows[:FIRST]),
            rows=len(self.table.rows),
            usable=self.usable,
            empty=self.empty,
            skipped=tuple(self.skipped),
            proposed=tuple(self.proposed),
            unread=tuple(self.unread),
            understood=tuple(Understood(*key, count) for key, count in self.understood.items()),
            differences=tuple(self.differences),
            parts=tuple((each.log, tuple(self.entries[each.log.name])) for each in used),
        )


def checked_columns(source: Source, table: Table, columns: Columns, name: str) -> None:
    """That the columns say what is needed, each once. Raises CoachError."""
    if twice := doubled(table.header, columns):
        raise CoachError(f"{name} has two columns named “{plain(twice, 40)}”; rename one.")
    lacking = source.lacks(columns) if columns.used else "no column that is understood"
    if lacking:
        titles = plain(", ".join(filter(None, table.header)), 120)
        raise CoachError(f"{name} has {lacking}; its first row is: {titles}.")
