"""The one writer: an act is one transaction, with a row in `changes` for each row it touched."""

from __future__ import annotations

import json
import sqlite3
from datetime import datetime
from typing import Any, Final

from coach.records import Change, CoachError
from coach.store.rows import E, Row, Rows

LARGEST_ROW: Final = 100_000
"""Bytes of one row; a longer one is a mistake, or a file in the wrong place."""


class transaction:
    """BEGIN IMMEDIATE … COMMIT; everything is as before when anything fails."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def __enter__(self) -> None:
        self.connection.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        self.connection.execute("ROLLBACK" if kind else "COMMIT")


class Act:
    """One act while it is done: what it reads and writes is of one transaction."""

    def __init__(self, connection: sqlite3.Connection, title: str, at: datetime) -> None:
        self.title = title
        """In words, for the history and undo; may be set until the act ends."""
        self.at: Final = at
        self.changed = False
        """After the act: whether it changed anything."""
        self._connection = connection
        self._before: dict[tuple[str, str], Row | None] = {}

    def get(self, rows: Rows[E], key: str) -> E | None:
        """The entry of a key as it stands now; None where there is none."""
        row = _row(self._connection, rows.name, key)
        return None if row is None else rows.entry(row)

    def rows(self, rows: Rows[E]) -> dict[str, E]:
        """Every entry of a table as it stands now, by key."""
        return all_rows(self._connection, rows)

    def put(self, rows: Rows[E], entry: E) -> None:
        """Adds or changes one entry; the row of one that says nothing goes.

        Raises CoachError for one that is too large.
        """
        row = rows.row(entry)
        key = str(row["key"])
        size = len(json.dumps(row, ensure_ascii=False).encode())
        if size > LARGEST_ROW:
            raise CoachError(
                f"One entry holds at most {LARGEST_ROW // 1000} kB, this one has "
                f"{size // 1000} kB; nothing was changed."
            )
        if rows.empty(entry):
            self.remove(rows, key)
        elif self.get(rows, key) != entry:
            self.write(rows.name, key, row)

    def set(self, rows: Rows[E], key: str, entry: E | None) -> None:
        """Puts an entry; None takes the one of this key away."""
        if entry is None:
            self.remove(rows, key)
        else:
            self.put(rows, entry)

    def remove(self, rows: Rows[Any], key: str) -> None:
        """Takes an entry away."""
        self.write(rows.name, key, None)

    def write(self, table: str, key: str, row: Row | None) -> None:
        """Sets one row as it is; None takes it away."""
        self._before.setdefault((table, key), _row(self._connection, table, key))
        if row is None:
            self._connection.execute(f'DELETE FROM "{table}" WHERE key = ?', (key,))
            return
        names = _columns(self._connection, table)
        others = ", ".join(f'"{name}" = excluded."{name}"' for name in names if name != "key")
        self._connection.execute(
            f'INSERT INTO "{table}" ({", ".join(map(_quoted, names))}) '
            f"VALUES ({', '.join('?' * len(names))}) ON CONFLICT (key) DO UPDATE SET {others}",
            [row.get(name) for name in names],
        )

    def end(self, undoes: int | None = None) -> None:
        """Records the act with what it changed; one that changed nothing leaves no trace."""
        changed = [
            (table, key, _text(before), _text(after))
            for (table, key), before in self._before.items()
            if (after := _row(self._connection, table, key)) != before
        ]
        self.changed = bool(changed)
        if not changed and undoes is None:
            return
        act = self._connection.execute(
            "INSERT INTO acts (at, title, undoes) VALUES (?, ?, ?)",
            (self.at.isoformat(timespec="seconds"), self.title, undoes),
        ).lastrowid
        self._connection.executemany(
            "INSERT INTO changes (act, table_name, row_key, before, after) VALUES (?, ?, ?, ?, ?)",
            [(act, *change) for change in changed],
        )


def undo(connection: sqlite3.Connection, at: datetime) -> str | None:
    """Takes the newest act back that has not been taken back; its title, or None.

    Chosen and written in one transaction, so that an act is taken back once.
    """
    with transaction(connection):
        newest = connection.execute(
            "SELECT id, title FROM acts WHERE undoes IS NULL AND id NOT IN "
            "(SELECT undoes FROM acts WHERE undoes IS NOT NULL) ORDER BY id DESC LIMIT 1"
        ).fetchone()
        if newest is None:
            return None
        number, title = newest
        act = Act(connection, f"Undo: {title}", at)
        for table, key, before in connection.execute(
            "SELECT table_name, row_key, before FROM changes WHERE act = ? ORDER BY id DESC",
            (number,),
        ).fetchall():
            act.write(table, key, json.loads(before) if before else None)
        act.end(undoes=number)
        return str(title)


def all_rows(connection: sqlite3.Connection, rows: Rows[E]) -> dict[str, E]:
    """Every entry of a table by key, the oldest first."""
    cursor = connection.execute(f'SELECT * FROM "{rows.name}" ORDER BY {rows.order}')
    names = [column[0] for column in cursor.description]
    return {row[0]: rows.entry(dict(zip(names, row, strict=True))) for row in cursor}


def rows_at(connection: sqlite3.Connection, rows: Rows[E], at: datetime) -> dict[str, E]:
    """The entries of a table by key as they were at a time: later changes taken back."""
    kept = all_rows(connection, rows)
    later = connection.execute(
        "SELECT c.row_key, c.before FROM changes c JOIN acts a ON a.id = c.act "
        "WHERE c.table_name = ? AND a.at > ? ORDER BY c.id DESC",
        (rows.name, at.isoformat(timespec="seconds")),
    )
    for key, before in later:
        if before:
            kept[key] = rows.entry(json.loads(before))
        else:
            kept.pop(key, None)
    return kept


def changes(connection: sqlite3.Connection, limit: int) -> list[Change]:
    """The newest changes, newest first."""
    rows = connection.execute(
        "SELECT c.id, a.at, a.id, a.title, c.table_name, c.row_key, c.before, c.after, a.undoes, "
        "EXISTS (SELECT 1 FROM acts u WHERE u.undoes = a.id) "
        "FROM changes c JOIN acts a ON a.id = c.act ORDER BY c.id DESC LIMIT ?",
        (limit,),
    )
    return [
        Change(
            id=number,
            at=at,
            group=act,
            act=title,
            table=table,
            key=key,
            before=_dict(before),
            after=_dict(after),
            undoes=undoes,
            undone=bool(undone),
        )
        for number, at, act, title, table, key, before, after, undoes, undone in rows
    ]


def news(connection: sqlite3.Connection, since: int) -> tuple[int, set[tuple[str, str]]]:
    """The newest change's id, and table and key of every change after another id."""
    rows = connection.execute(
        "SELECT id, table_name, row_key FROM changes WHERE id > ? ORDER BY id", (since,)
    ).fetchall()
    return (rows[-1][0] if rows else since), {(table, key) for _, table, key in rows}


def newest(connection: sqlite3.Connection) -> int:
    """The id of the newest change, 0 before the first."""
    (number,) = connection.execute("SELECT max(id) FROM changes").fetchone()
    return int(number or 0)


def newest_by_table(connection: sqlite3.Connection) -> dict[str, int]:
    """The id of the newest change of each table that ever changed."""
    return dict(connection.execute("SELECT table_name, max(id) FROM changes GROUP BY table_name"))


def years_of_ticks(connection: sqlite3.Connection) -> dict[str, int]:
    """The Match year in the profile at the last act on each task; none for those before one."""
    years = [
        (act, json.loads(json.loads(after)["value"]) if after else None)
        for act, after in connection.execute(
            "SELECT act, after FROM changes WHERE table_name = 'profile' "
            "AND row_key = 'match_year' ORDER BY id DESC"
        )
    ]
    ticks = connection.execute(
        "SELECT row_key, max(act) FROM changes WHERE table_name = 'task' GROUP BY row_key"
    )
    planned = {key: next((year for at, year in years if at <= act), None) for key, act in ticks}
    return {key: int(year) for key, year in planned.items() if year}


def _row(connection: sqlite3.Connection, table: str, key: str) -> dict[str, object] | None:
    cursor = connection.execute(f'SELECT * FROM "{table}" WHERE key = ?', (key,))
    row = cursor.fetchone()
    names = [column[0] for column in cursor.description]
    return dict(zip(names, row, strict=True)) if row else None


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    cursor = connection.execute(f'SELECT * FROM "{table}" LIMIT 0')
    return [column[0] for column in cursor.description]


def _quoted(name: str) -> str:
    return f'"{name}"'


def _text(row: Row | None) -> str | None:
    return None if row is None else json.dumps(row, ensure_ascii=False)


def _dict(text: str | None) -> dict[str, object] | None:
    return None if text is None else dict(json.loads(text))
