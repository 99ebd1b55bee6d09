"""The one writer: every act is a transaction, with a row in `changes` for each row it touched."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from coach.records import Change

LOGGED: Final = ("profile", "task", "mark", "fact", "told", "own_task", "review")
"""Tables that are written only here, so that everything in them can be undone."""

Values = Mapping[str, str]
Write = tuple[str, str, Values | None]
"""Table, key of the row, and its columns afterwards (None: the row goes)."""


def write(
    connection: sqlite3.Connection,
    title: str,
    writes: Iterable[Write],
    at: datetime,
    undoes: int | None = None,
) -> int | None:
    """Does an act and returns its id; None when it would change nothing."""
    with _transaction(connection):
        changed = [
            (table, key, before, after)
            for table, key, after in writes
            if (before := _row(connection, table, key)) != _kept(key, after)
        ]
        if not changed:
            return None
        act = connection.execute(
            "INSERT INTO acts (at, title, undoes) VALUES (?, ?, ?)",
            (at.isoformat(timespec="seconds"), title, undoes),
        ).lastrowid
        for table, key, before, after in changed:
            row = _kept(key, after)
            _put(connection, table, key, row)
            connection.execute(
                "INSERT INTO changes (act, table_name, row_key, before, after) "
                "VALUES (?, ?, ?, ?, ?)",
                (act, table, key, _text(before), _text(row)),
            )
        return act


def undo(connection: sqlite3.Connection, at: datetime) -> str | None:
    """Takes the newest act back that has not been taken back; its title, or None."""
    row = connection.execute(
        "SELECT id, title FROM acts WHERE undoes IS NULL AND id NOT IN "
        "(SELECT undoes FROM acts WHERE undoes IS NOT NULL) ORDER BY id DESC LIMIT 1"
    ).fetchone()
    if row is None:
        return None
    act, title = row
    back: list[Write] = [
        (table, key, json.loads(before) if before else None)
        for table, key, before in connection.execute(
            "SELECT table_name, row_key, before FROM changes WHERE act = ? ORDER BY id DESC",
            (act,),
        ).fetchall()
    ]
    write(connection, f"Undo: {title}", back, at, undoes=act)
    return str(title)


def changes(connection: sqlite3.Connection, limit: int) -> list[Change]:
    """The newest changes, newest first."""
    rows = connection.execute(
        "SELECT c.id, a.at, a.id, a.title, c.table_name, c.row_key, c.before, c.after, a.undoes, "
        "EXISTS (SELECT 1 FROM acts u WHERE u.undoes = a.id) "
        "FROM changes c JOIN acts a ON a.id = c.act ORDER BY c.id DESC LIMIT ?",
        (limit,),
    )
    return [
        Change(number, at, act, title, table, key, _dict(before), _dict(after), undoes, bool(gone))
        for number, at, act, title, table, key, before, after, undoes, gone in rows
    ]


def rows_at(connection: sqlite3.Connection, table: str, at: str) -> dict[str, dict[str, Any]]:
    """The rows of a logged table by key as they were at a time: later changes taken back."""
    if table not in LOGGED:
        raise ValueError(f"{table} is not a logged table")
    cursor = connection.execute(f"SELECT * FROM {table}")
    names = [column[0] for column in cursor.description]
    rows = {row[0]: dict(zip(names, row, strict=True)) for row in cursor}
    later = connection.execute(
        "SELECT c.row_key, c.before FROM changes c JOIN acts a ON a.id = c.act "
        "WHERE c.table_name = ? AND a.at > ? ORDER BY c.id DESC",
        (table, at),
    )
    for key, before in later:
        if before:
            rows[key] = json.loads(before)
        else:
            rows.pop(key, None)
    return rows


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
    found = {key: next((year for at, year in years if at <= act), None) for key, act in ticks}
    return {key: int(year) for key, year in found.items() if year}


class _transaction:
    """BEGIN IMMEDIATE … COMMIT; everything is as before when anything fails."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def __enter__(self) -> None:
        self.connection.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        self.connection.execute("ROLLBACK" if kind else "COMMIT")


def _kept(key: str, values: Values | None) -> dict[str, Any] | None:
    return None if values is None else {"key": key, **values}


def _row(connection: sqlite3.Connection, table: str, key: str) -> dict[str, Any] | None:
    if table not in LOGGED:
        raise ValueError(f"{table} is not a logged table")
    cursor = connection.execute(f"SELECT * FROM {table} WHERE key = ?", (key,))
    row = cursor.fetchone()
    names = [column[0] for column in cursor.description]
    return dict(zip(names, row, strict=True)) if row else None


def _put(connection: sqlite3.Connection, table: str, key: str, row: dict[str, Any] | None) -> None:
    if row is None:
        connection.execute(f"DELETE FROM {table} WHERE key = ?", (key,))
        return
    names = ", ".join(row)
    holes = ", ".join("?" * len(row))
    connection.execute(
        f"INSERT OR REPLACE INTO {table} ({names}) VALUES ({holes})", tuple(row.values())
    )


def _text(row: dict[str, Any] | None) -> str | None:
    return None if row is None else json.dumps(row, ensure_ascii=False)


def _dict(text: str | None) -> dict[str, object] | None:
    return None if text is None else dict(json.loads(text))
