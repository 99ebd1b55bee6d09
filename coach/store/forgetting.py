"""A person is forgotten: out of the rows, out of the history, out of the pages of the file."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final

from coach.records import Record, replace
from coach.store.changes import Act, transaction
from coach.store.rows import Row

GONE: Final = "forgotten"
"""In the history in place of the key of what went."""
Place = tuple[str, str]
"""Table and key."""


class Forgotten(Record):
    """Whose name goes, what is said in place of it, and the rows that change for it."""

    name: str
    instead: str
    rows: Mapping[Place, Row | None]
    """What stands in place of each row, with a key of its own; None for one that goes."""

    def cleaned(self, text: str) -> str:
        """A text without the name."""
        return self._pattern.sub(self.instead, text)

    def stands_in(self, text: object) -> bool:
        """Whether the name stands in a text."""
        return self._pattern.search(str(text)) is not None

    def is_step(self, key: str) -> bool:
        """Whether it is the key of a step that one of the rows asked for: it has its key in it."""
        return any(key.startswith(f"{table}/{name}/") for table, name in self.rows)

    @property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w){re.escape(self.name)}(?!\w)", re.IGNORECASE)


def forget(connection: sqlite3.Connection, forgotten: Forgotten, at: datetime) -> bool:
    """Changes the rows and takes the name out of all that the history holds.

    Undo cannot bring it back: an act that changes nothing any more is passed over. The pages
    that held it are written anew; whether another window left room for that.
    """
    connection.execute("PRAGMA secure_delete = ON")
    with transaction(connection):
        act = Act(connection, f"Forgotten: {forgotten.instead}", at)
        steps = {place: None for place in _steps(connection, forgotten)}
        forgotten = replace(forgotten, rows={**forgotten.rows, **steps})
        for (table, key), row in forgotten.rows.items():
            act.write(table, key, None)
            if row is not None:
                act.write(table, str(row["key"]), row)
        _clean(connection, forgotten)
        _record(connection, forgotten, act)
        connection.execute("DELETE FROM kept")  # long answers name steps; they are worked out anew
    try:
        connection.execute("VACUUM")
        (is_busy, *_) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.OperationalError:
        return False
    return not is_busy


def _steps(connection: sqlite3.Connection, forgotten: Forgotten) -> Iterator[Place]:
    """What was ticked and told of steps that the rows asked for."""
    for table in ("task", "told"):
        for (key,) in connection.execute(f'SELECT key FROM "{table}"').fetchall():  # noqa: S608
            if forgotten.is_step(key):
                yield table, key


def _clean(connection: sqlite3.Connection, forgotten: Forgotten) -> None:
    """Of what stays the history without the name; of what goes empty rows, as their numbers tell
    other windows what is new."""
    kept = connection.execute("SELECT id, table_name, row_key, before, after FROM changes")
    for number, table, key, *texts in kept.fetchall():
        row = forgotten.rows.get((table, key), {"key": key})
        clean: list[object] = [GONE, None, None]
        if row is not None and not forgotten.is_step(key):
            new = row["key"]
            words = (text and _with_key(forgotten.cleaned(text), key, new) for text in texts)
            clean = [new, *words]
        if clean != [key, *texts]:
            connection.execute(
                "UPDATE changes SET row_key = ?, before = ?, after = ? WHERE id = ?",
                (*clean, number),
            )
    for number, title in connection.execute("SELECT id, title FROM acts").fetchall():
        if forgotten.stands_in(title):
            clean_title = forgotten.cleaned(title)
            connection.execute("UPDATE acts SET title = ? WHERE id = ?", (clean_title, number))


def _with_key(text: str, key: str, new_key: object) -> str:
    if key == new_key:
        return text
    return json.dumps(json.loads(text) | {"key": new_key}, ensure_ascii=False)


def _record(connection: sqlite3.Connection, forgotten: Forgotten, act: Act) -> None:
    """The act in the history, for other windows: which tables, before as after."""
    number = connection.execute(
        "INSERT INTO acts (at, title) VALUES (?, ?)",
        (act.at.isoformat(timespec="seconds"), act.title),
    ).lastrowid
    for (table, _), row in forgotten.rows.items():
        text = None if row is None else json.dumps(row, ensure_ascii=False)
        key = GONE if row is None else row["key"]
        connection.execute(
            "INSERT INTO changes (act, table_name, row_key, before, after) VALUES (?, ?, ?, ?, ?)",
            (number, table, key, text, text),
        )


def holding(connection: sqlite3.Connection, forgotten: Forgotten) -> list[Place]:
    """Rows of the present that still hold the name."""
    tables = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('acts', 'changes')"
    ).fetchall()
    return [
        (table, str(row[0]))
        for (table,) in tables
        for row in connection.execute(f'SELECT * FROM "{table}"')  # noqa: S608
        if any(map(forgotten.stands_in, row))
    ]
