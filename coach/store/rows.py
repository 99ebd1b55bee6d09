"""One codec between records and rows: typed columns that any SQLite tool reads."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cached_property
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Generic, TypeVar, Union, get_args, get_origin

import msgspec

from coach.records import CoachError, Record

E = TypeVar("E", bound=Record)
Row = Mapping[str, object]
"""Values by column, the key among them."""
COLUMN_TYPES: Final = {int: "INTEGER", bool: "INTEGER", float: "REAL"}
"""What is no number is text."""
NUMBERS: Final = ("INTEGER", "REAL", "FLOAT")


def marks_of(kind: Any) -> Iterator[object]:
    """The marks that a type is annotated with, then the type without them and without None."""
    if get_origin(kind) is Annotated:
        yield from kind.__metadata__
        yield from marks_of(kind.__origin__)
    elif get_origin(kind) in (Union, UnionType):
        yield from marks_of(next(each for each in get_args(kind) if each is not NoneType))
    else:
        yield kind


def column(name: str, kind: str) -> str:
    """A column that takes nothing but what its type says. STRICT tables do the same and cannot be
    opened before SQLite 3.37; that of RHEL 9 is 3.34."""
    return f'"{name}" {kind} CHECK ({fits(name, kind)})'


def fits(name: str, kind: str) -> str:
    """The condition that a column holds what its type says."""
    types = "'integer', 'real'" if kind in NUMBERS else "'text'"
    return f"typeof(\"{name}\") IN ({types}, 'null')"


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
        self.damaged: dict[str, str] = {}
        """Why rows could not be read when they last were, by key: they stay as they are."""
        self._columns: Final = record.__struct_encode_fields__

    # Looked at with the first row: for a log of which nothing is kept that would cost 4 ms a start.
    @cached_property
    def _kinds(self) -> dict[str, Any]:
        fields = msgspec.structs.fields(self.record)
        return {field.encode_name: [*marks_of(field.type)][-1] for field in fields}

    @cached_property
    def _words(self) -> set[str]:
        return {name for name, kind in self._kinds.items() if kind is str}

    @cached_property
    def _lists(self) -> set[str]:
        return {name for name, kind in self._kinds.items() if get_origin(kind) is tuple}

    def all(self, connection: sqlite3.Connection) -> dict[str, E]:
        """Every entry by key, the oldest first where they say when."""
        order = "at, rowid" if "at" in self._columns else "key"
        cursor = connection.execute(f'SELECT * FROM "{self.name}" ORDER BY {order}')
        names = [column[0] for column in cursor.description]
        rows = {row[0]: dict(zip(names, row, strict=True)) for row in cursor}
        self.damaged = {}
        return {key: entry for key, row in rows.items() if (entry := self._spared(key, row))}

    def _spared(self, key: str, row: Row) -> E | None:
        """The entry of a row; None for one that nobody can read, which is noted."""
        try:
            return self.entry(row)
        except CoachError as error:
            self.damaged = {**self.damaged, key: str(error)}
            return None

    def missing(self, there: Collection[str]) -> list[str]:
        """The statements that make the columns which a table lacks, or the table."""
        types = {
            name: column(name, COLUMN_TYPES.get(self._kinds[name], "TEXT"))
            for name in self._columns
            if name not in there
        }
        if there:
            return [f'ALTER TABLE "{self.name}" ADD COLUMN {column}' for column in types.values()]
        types = {"key": ""} | types | {"key": column("key", "TEXT PRIMARY KEY")}
        return [f'CREATE TABLE "{self.name}" ({", ".join(types.values())})']

    def row(self, entry: E) -> dict[str, object]:
        """An entry as the values of its columns."""
        values: dict[str, object] = msgspec.to_builtins(entry)
        for name in self._lists:
            values[name] = json.dumps(values[name], ensure_ascii=False)
        return values if "key" in values else {"key": getattr(entry, "key")} | values  # noqa: B009

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
