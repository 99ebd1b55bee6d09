"""The entries of a log in a table: a column for each field, a row for each entry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coach.files.columns import Columns
from coach.files.importing import Difference, Reading
from coach.logs.fields import Days
from coach.logs.log import Entry, Log
from coach.records import asdict, replace


class LogRows(Reading[Entry]):
    """Reads rows of entries: one with a key that is kept changes it, any other is added."""

    def __init__(self, log: Log[Entry], kept: Mapping[str, Entry], days: Days) -> None:
        super().__init__(log, kept)
        self.log: Log[Entry] = log
        self._days = days
        self._same = {repr(replace(entry, key="")) for entry in kept.values()}

    @property
    def targets(self) -> Mapping[str, Sequence[str]]:
        return {name: [field.label] for name, field in self.log.fields.items()}

    def needs(self, columns: Columns) -> str:
        needed = [field for field in self.log.fields.values() if field.needed]
        lacking = [field.label for field in needed if not columns.has(field.name, "key")]
        return f"no column “{lacking[0]}”" if lacking else ""

    def entries(self, cells: Mapping[str, str]) -> list[Entry]:
        told = {name: text for name, text in cells.items() if text}
        if not told:
            return []
        kept = self.kept.get(told.get("key", ""))
        values = self.log.values(told, self._days)
        return [self.log.again(kept, **values) if kept else self.log.checked(values)]

    def about(self, entry: Entry) -> str:
        return entry.key or repr(entry)

    def says(self, entry: Entry) -> str:
        return f"“{self.log.title(entry)}”"

    def is_kept(self, entry: Entry) -> bool:
        return super().is_kept(entry) or (not entry.key and repr(entry) in self._same)

    def differences(self, row: int, entry: Entry) -> list[Difference]:
        kept, title = self.kept.get(entry.key), self.log.title(entry)
        if kept is None:
            return [Difference(row, entry.key, title, "new", "nothing", title)]
        before, after = asdict(kept), asdict(entry)
        return [
            Difference(row, entry.key, title, field.label, str(before[name]), str(after[name]))
            for name, field in self.log.fields.items()
            if before[name] != after[name]
        ]
