"""A seed table, declared: its file, its record, what makes a row unique, how it is asked for.

The record is check, codec and reader: its types and limits hold for a row of the file, and
for what was compiled of it.
"""

from __future__ import annotations

from collections.abc import Callable
from types import GenericAlias
from typing import Any, Generic, Self, TypeVar, overload

import msgspec

from coach.records import Record

R = TypeVar("R", bound=Record)
A = TypeVar("A")
Cells = dict[str, object]


class Table(Generic[R, A]):
    """One table of `Tables`; read there as an attribute it is what `shape` makes of its rows.

    `unique`: fields that tell rows apart, the one that others refer to first. `arrange`:
    changes the cells of a row before they are read.
    """

    name: str

    def __init__(
        self,
        file: str,
        record: type[R],
        unique: tuple[str, ...],
        shape: Callable[[tuple[R, ...]], A],
        arrange: Callable[[str, Cells], Cells] | None = None,
    ) -> None:
        self.file = file
        self.record = record
        self.unique = unique
        self.arrange = arrange
        self._shape = shape
        self._decoder: msgspec.msgpack.Decoder[tuple[R, ...]] | None = None

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, book: None, owner: type) -> Self: ...
    @overload
    def __get__(self, book: Book, owner: type) -> A: ...
    def __get__(self, book: Book | None, owner: type) -> Self | A:
        if book is None:
            return self
        answer = self._shape(book.rows_of(self))
        book.__dict__[self.name] = answer
        return answer

    def decode(self, body: bytes) -> tuple[R, ...]:
        """The rows out of what `msgspec.msgpack.encode` made of them."""
        if self._decoder is None:
            self._decoder = msgspec.msgpack.Decoder(GenericAlias(tuple, (self.record, ...)))
        return self._decoder.decode(body)


class Book:
    """Something with rows of tables: a folder of seed files, or the compiled facts."""

    def rows_of(self, table: Table[R, A]) -> tuple[R, ...]:
        """The rows of one table, in their order."""
        raise NotImplementedError

    @classmethod
    def tables(cls) -> list[Table[Any, Any]]:
        """Every table that is declared for it, in the order of declaration."""
        owners = reversed(cls.__mro__)
        return [
            part for owner in owners for part in vars(owner).values() if isinstance(part, Table)
        ]


def listed(
    file: str,
    record: type[R],
    *unique: str,
    arrange: Callable[[str, Cells], Cells] | None = None,
) -> Table[R, tuple[R, ...]]:
    """A table asked for as its rows in their order."""
    return Table(file, record, unique, tuple, arrange)


def keyed(
    file: str, record: type[R], key: str, arrange: Callable[[str, Cells], Cells] | None = None
) -> Table[R, dict[str, R]]:
    """A table asked for by the key of a row."""

    def by_key(rows: tuple[R, ...]) -> dict[str, R]:
        return {getattr(row, key): row for row in rows}

    return Table(file, record, (key,), by_key, arrange)
