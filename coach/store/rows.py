"""One codec between records and rows: typed columns that any SQLite tool reads."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Annotated, Any, Final, Generic, TypeVar, get_origin

import msgspec

from coach.records import CoachError, Record

E = TypeVar("E", bound=Record)
Row = Mapping[str, object]
"""Values by column, the key among them."""
KEY: Final = attrgetter("key")


def _plain(kind: Any) -> Any:
    return kind.__origin__ if get_origin(kind) is Annotated else kind


class Rows(Generic[E]):
    """One table of the applicant's data, its rows read and written as records.

    The columns are the fields of the record; `key` is one of them, or a property made of them.
    """

    def __init__(
        self, name: str, record: type[E], empty: Callable[[E], bool] = lambda entry: False
    ) -> None:
        self.name: Final = name
        self.record: Final = record
        self.empty: Final = empty
        """Whether an entry says nothing, so that no row is kept of it."""
        kinds = {field.encode_name: _plain(field.type) for field in msgspec.structs.fields(record)}
        self._columns = tuple(kinds)
        self._words = {name for name, kind in kinds.items() if kind is str}
        self._lists = {name for name, kind in kinds.items() if get_origin(kind) is tuple}

    @property
    def order(self) -> str:
        """The columns by which entries stand, the oldest first where they hold when."""
        return "at, rowid" if "at" in self._columns else "key"

    def row(self, entry: E) -> dict[str, object]:
        """An entry as the values of its columns."""
        values: dict[str, object] = msgspec.to_builtins(entry)
        for name in self._lists:
            values[name] = json.dumps(values[name], ensure_ascii=False)
        return values if "key" in values else {"key": KEY(entry)} | values

    def entry(self, row: Row) -> E:
        """The entry of a row. Raises CoachError for one that nobody can read."""
        try:
            values = {
                name: json.loads(str(value)) if name in self._lists else value
                for name in self._columns
                if (value := row.get(name)) is not None and (value != "" or name in self._words)
            }
            return msgspec.convert(values, self.record, strict=False)
        except ValueError as error:
            raise CoachError(
                f"The row {row.get('key')} of {self.name} cannot be read ({error}); "
                "restore a backup."
            ) from None
