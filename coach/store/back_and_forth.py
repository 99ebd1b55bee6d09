"""Undo, redo and back to a point: each an act of its own, so that nothing of the history goes.

An act that takes another back names it, and so does the one that does it again: a chain, whose
first act stands while the chain has an odd number of acts. What stands, by when it was last done,
is a stack. Taking back takes from its top; doing again puts on top what fits there. So the tables
always hold what doing the stack from its bottom would make.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial
from typing import Final

from coach.records import CoachError, Done, replace
from coach.store.changes import NEVER_BACK, Act, as_row, row_of, transaction
from coach.store.rows import NUMBERS

IN_ORDER: Final = ("ranks",)
"""Tables whose rows have their place among the others: what changes one changes all of them."""


def chains(connection: sqlite3.Connection) -> list[list[int]]:
    """Each act with those that took it back and did it again behind it."""
    chains: dict[int, list[int]] = {}
    first: dict[int, int] = {}
    for number, undoes in connection.execute("SELECT id, undoes FROM acts ORDER BY id"):
        first[number] = first.get(undoes, number)
        chains.setdefault(first[number], []).append(number)
    return [*chains.values()]


def is_gone(connection: sqlite3.Connection, number: int) -> bool:
    """Whether an act does not hold any more, be it one that took back or did again."""
    behind = "SELECT id FROM acts WHERE undoes = ?"
    is_back = False
    while row := connection.execute(behind, (number,)).fetchone():
        (number,), is_back = row, not is_back
    return is_back


def history(connection: sqlite3.Connection) -> list[Done]:
    """All acts that can be taken back, what was done last first."""
    tables: dict[int, set[str]] = {}
    for act, table in connection.execute(
        "SELECT DISTINCT act, table_name FROM changes WHERE before IS NOT after"
    ):
        tables.setdefault(act, set()).add(table)
    return [*_told(connection, lambda act: tables.get(act, set()))]


def newest(connection: sqlite3.Connection) -> Done | None:
    """The act that undo takes back; of the changes only those of the newest acts are read."""
    listed = _told(connection, partial(_tables_of, connection))
    return next((done for done in listed if done.back is None), None)


def _tables_of(connection: sqlite3.Connection, act: int) -> set[str]:
    changed = "SELECT table_name FROM changes WHERE act = ? AND before IS NOT after"
    return {table for (table,) in connection.execute(changed, (act,))}


def _told(connection: sqlite3.Connection, tables_of: Callable[[int], set[str]]) -> Iterator[Done]:
    """Acts that can be taken back, what was done last first, by the tables that each changed."""
    acts = {
        number: about
        for number, *about in connection.execute(
            "SELECT id, title, at, ifnull(window, ''), together FROM acts"
        )
    }
    listed = []
    for chain in chains(connection):
        number, last, back = chain[0], chain[(len(chain) - 1) // 2 * 2], chain[-1]
        _, at, window, _ = acts[last]
        done = Done(number, acts[number][0], at, window, last, ())
        if back != last:
            _, at, window, together = acts[back]
            done = replace(done, back=back, back_at=at, back_window=window, together=together)
        listed.append(done)
    for done in _in_order(listed):
        if (changed := tables_of(done.last)) - {NEVER_BACK}:
            yield replace(done, tables=tuple(sorted(changed)))


def _in_order(listed: Sequence[Done]) -> list[Done]:
    """What stands, by when it was last done; each that does not right behind the last of them that
    was first done before it."""
    places, behind = dict[int, tuple[int, bool, int]](), 0
    for done in listed:
        behind = max(behind, done.last) if done.back is None else behind
        places[done.number] = (
            done.last if done.back is None else behind,
            bool(done.back),
            done.number,
        )
    return sorted(listed, key=lambda done: places[done.number], reverse=True)


class Turning:
    """Acts taken back or done again in one transaction: all of them or none."""

    def __init__(self, connection: sqlite3.Connection, at: datetime, window: str) -> None:
        self._connection = connection
        self._at = at
        self._window = window

    def undo(self, shown: int | None = None) -> Done | None:
        """Takes the act that was done last back; None where there is none.

        Raises CoachError where that is not the one that was shown before.
        """
        with transaction(self._connection):
            done = newest(self._connection)
            falling = [done] if done else []
            if shown is not None:
                _check_still(falling, [shown])
            self._take_back(falling)
            return done

    def back_to(self, number: int, falls: Sequence[int] | None = None) -> list[Done]:
        """Takes all back that was done after an act; what was.

        Raises CoachError where that is not what `falls`, which was shown before.
        """
        with transaction(self._connection):
            listed = history(self._connection)
            here = next((done for done in listed if done.number == number), None)
            if here is None or here.back:
                raise CoachError("It does not stand any more, so there is no way back to it.")
            falling = [done for done in listed if done.last > here.last and not done.back]
            if falls is not None:
                _check_still(falling, falls)
            self._take_back(falling)
            return falling

    def redo(self, number: int | None = None) -> list[Done]:
        """Does again what was taken back last, all that went in one go; or an act, with what of
        its go was done before it. Raises CoachError where the same was changed since."""
        with transaction(self._connection):
            again = _again(history(self._connection), number)
            for done, back in again:
                self._check(done, back)
                self._turn(back, f"Redo: {done.title}")
            return [done for done, _ in again]

    def _take_back(self, falling: Sequence[Done]) -> None:
        (last,) = self._connection.execute("SELECT max(id) FROM acts").fetchone()
        together = last + 1 if len(falling) > 1 else None
        for done in falling:
            self._turn(done.last, f"Undo: {done.title}", together)

    def _turn(self, number: int, title: str, together: int | None = None) -> None:
        """Writes what an act changed as it was before."""
        act = Act(self._connection, title, self._at, self._window)
        for table, key, before in self._connection.execute(
            "SELECT table_name, row_key, before FROM changes WHERE act = ? ORDER BY id DESC",
            (number,),
        ).fetchall():
            act.write(table, key, _fitting(self._connection, table, as_row(before)))
        act.end(undoes=number, together=together)

    def _check(self, done: Done, back: int) -> None:
        """Raises CoachError where what an act would change is not as it was when it went."""
        for (table, key), text in self._left(back):
            if _said(row_of(self._connection, table, key)) != _said(as_row(text)):
                title, at, window = self._connection.execute(
                    "SELECT title, at, ifnull(window, '') FROM acts WHERE id = (SELECT max(act) "
                    "FROM changes WHERE table_name = ? AND row_key = ? AND act > ?)",
                    (table, key, back),
                ).fetchone() or ("another program", "", "")
                where = f", window {window}" if window not in ("", self._window) else ""
                raise CoachError(
                    f"“{done.title}” cannot be done again: “{title}” "
                    f"({at[:16].replace('T', ' ')}{where}) changed the same since. "
                    "Nothing was changed."
                )

    def _left(self, back: int) -> Iterator[tuple[tuple[str, str], str | None]]:
        """The rows that an act left which took another back, and with one of a table in order
        the others of it."""
        left = {
            (table, key): after
            for table, key, after in self._connection.execute(
                "SELECT table_name, row_key, after FROM changes WHERE act = ?", (back,)
            )
        }
        for table in {table for table, _ in left}.intersection(IN_ORDER):
            for key, before in self._connection.execute(
                "SELECT row_key, before FROM changes WHERE act > ? AND table_name = ? ORDER BY id",
                (back, table),
            ):
                left.setdefault((table, key), before)
        yield from left.items()


def _check_still(falling: Sequence[Done], shown: Sequence[int]) -> None:
    """Raises CoachError where other acts would fall than those that were shown."""
    if [*shown] != [done.number for done in falling]:
        new = next((done.title for done in falling if done.number not in shown), "")
        what = f"“{new}” was done" if new else "something was taken back"
        raise CoachError(f"Meanwhile {what}: look again. Nothing was changed.")


def _again(listed: Sequence[Done], number: int | None) -> list[tuple[Done, int]]:
    """What is to be done again, in the order in which it was done first, each with the act that
    took it back."""
    undone = [(done, done.back) for done in listed if done.back is not None]
    undone.sort(key=lambda pair: -pair[1])
    wanted = [pair for pair in undone if number in (None, pair[0].number)][:1]
    if not wanted or (together := wanted[0][0].together) is None:
        return wanted
    go = [pair for pair in undone if pair[0].together == together]
    return go if number is None else go[: go.index(wanted[0]) + 1]


def _fitting(
    connection: sqlite3.Connection, table: str, row: dict[str, object] | None
) -> dict[str, object] | None:
    """A row of the history as its columns take it: older releases wrote numbers as texts."""
    columns = connection.execute(f'PRAGMA table_info("{table}")')
    kinds = {name: kind for _, name, kind, *_ in columns}
    return row and {
        name: _number(value) if isinstance(value, str) and kinds.get(name) in NUMBERS else value
        for name, value in row.items()
    }


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _said(row: dict[str, object] | None) -> dict[str, object] | None:
    """A row without columns that say nothing: those of today may be more."""
    return row and {name: value for name, value in row.items() if value is not None}
