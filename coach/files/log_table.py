"""The entries of a log in a table: a column for each field, a row for each entry."""

from __future__ import annotations

from collections.abc import Mapping

from coach.files.importing import Difference, Reading
from coach.logs.fields import Days
from coach.logs.log import Entry, Log
from coach.records import asdict, replace


class LogRows(Reading[Entry]):
    """Reads rows of entries: one with a key that is kept changes it, any other is added."""

    def __init__(self, log: Log[Entry], kept: Mapping[str, Entry], days: Days) -> None:
        super().__init__(log, kept)
        fields = log.fields.values()
        self.targets = {field.name: [field.label] for field in fields}
        self.needs = [
            ((field.name, "key"), f"no column “{field.label}”") for field in fields if field.needed
        ]
        self._days = days
        self._without_key = {replace(entry, key=""): entry for entry in kept.values()}

    def entries(self, cells: Mapping[str, str]) -> list[Entry]:
        """The entry of a row; what is kept already under another key is that one."""
        told = {name: text for name, text in cells.items() if text}
        if not told:
            return []
        values = self.log.values(told, self._days)
        if kept := self.kept.get(told.get("key", "")):
            return [self.log.again(kept, **values)]
        entry = self.log.checked(values)
        return [self._without_key.get(entry, entry)]

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
