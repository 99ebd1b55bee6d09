"""Answers that take long: worked out in a process of their own, kept with what they rest on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Generic, TypeVar

from msgspec import DecodeError
from msgspec.json import decode, encode

from coach.records import Record
from coach.state import State

T = TypeVar("T")


class Kept(Record, Generic[T]):
    """An answer of a day and a release of the facts, with the newest change of each table."""

    day: date
    release: str
    newest: dict[str, int]
    """Of the tables that it read, their newest change then."""
    answer: T


def keep(state: State, name: str, make: Callable[[State], T]) -> T:
    """Works an answer out and keeps it, outside of the history."""
    newest = state.store.newest_by_table()
    answer = state.value_of((name, ()), make)
    tables = {table for table, _ in state.inputs_of(name)}
    rests_on = {table: newest.get(table, 0) for table in sorted(tables)}
    row = Kept(state.today, state.facts.path.name, rests_on, answer)
    state.store.keep(name, encode(row).decode())
    return answer


def kept(state: State, name: str, kind: type[Kept[T]]) -> T | None:
    """The answer that was kept, if nothing that it rests on has changed since."""
    text = state.store.kept(name)
    if text is None:
        return None
    try:
        row = decode(text, type=kind)
    except DecodeError:
        return None  # of another release
    newest = state.store.newest_by_table()
    same = all(newest.get(table, 0) == number for table, number in row.newest.items())
    release = state.facts.path.name
    return row.answer if same and (row.day, row.release) == (state.today, release) else None
