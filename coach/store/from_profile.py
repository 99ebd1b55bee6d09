"""The migration by which exams, months of experience and letters left the profile for their logs.

What the history knows of them moves too, so that undo and looking back hold. Frozen: nothing here
follows the records of today.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Final

Plain = dict[str, str | float | None]
Tables = dict[tuple[str, str], Plain]
"""Rows by table and key."""
EXAMS: Final = ("step1", "step2ck", "step3", "oet")
EXAM_COLUMNS: Final = {
    "passed": "INTEGER",
    "score": "INTEGER",
    "attempts": "INTEGER",
    "day": "TEXT",
    "planned": "TEXT",
    "expected": "INTEGER",
    "attempt_days": "TEXT",
    "permit_from": "TEXT",
    "permit_until": "TEXT",
    "one_sitting": "INTEGER",
}
RENAMED: Final = {"date": "day", "attempt_dates": "attempt_days"}
EXPERIENCE_COLUMNS: Final = {"place": "TEXT", "kind": "TEXT", "months": "REAL", "country": "TEXT"}
LETTER_COLUMNS: Final = {"writer": "TEXT", "specialty": "TEXT", "origin": "TEXT", "state": "TEXT"}
TOLD: Final = "told as a number"


def move(connection: sqlite3.Connection) -> None:
    """Makes the three tables and fills them; rewrites what the history says of these answers."""
    for table, columns in (
        ("exams", EXAM_COLUMNS),
        ("experience", EXPERIENCE_COLUMNS),
        ("letters", LETTER_COLUMNS),
    ):
        names = "".join(f", {name} {kind}" for name, kind in columns.items())
        connection.execute(f"CREATE TABLE {table} (key TEXT PRIMARY KEY{names})")
    kept = {key: value for key, value in connection.execute("SELECT key, value FROM profile")}
    for (table, _), row in _tables(kept).items():
        names = ", ".join(row)
        places = ", ".join("?" * len(row))
        connection.execute(f"INSERT INTO {table} ({names}) VALUES ({places})", [*row.values()])
    connection.executemany(
        "DELETE FROM profile WHERE key = ?",
        [
            (key,)
            for key, value in kept.items()
            if _is_moved("profile", key, json.dumps({"value": value}))
        ],
    )
    _rewrite_history(connection, kept)


def _rewrite_history(connection: sqlite3.Connection, now: Mapping[str, str]) -> None:
    """Each act's changes of these answers as changes of the logs, in the order of the acts."""
    changes = connection.execute(
        "SELECT act, table_name, row_key, before, after FROM changes ORDER BY id"
    ).fetchall()
    answers = dict(now)
    for _, table, key, before, _ in reversed(changes):
        _set(answers, table, key, before)
    rows: list[tuple[object, ...]] = []
    for act, of_act in groupby(changes, key=itemgetter(0)):
        tables = _tables(answers)
        for _, table, key, before, after in of_act:
            _set(answers, table, key, after)
            plain = [None if _is_moved(table, key, row) else row for row in (before, after)]
            rows += [(act, table, key, *plain)] if any(plain) else []
        rows += [(act, *change) for change in _changes(tables, _tables(answers))]
    connection.execute("DELETE FROM changes")
    connection.executemany(
        "INSERT INTO changes (act, table_name, row_key, before, after) VALUES (?, ?, ?, ?, ?)", rows
    )


def _changes(before: Tables, after: Tables) -> Iterator[tuple[str, str, str | None, str | None]]:
    """Table, key, row before and after of each row that differs."""
    for place in {**before, **after}:
        was, now = before.get(place), after.get(place)
        if was != now:
            yield *place, _text(was), _text(now)


def _set(answers: dict[str, str], table: str, key: str, row: str | None) -> None:
    if table != "profile":
        return
    if row is None:
        answers.pop(key, None)
    else:
        answers[key] = json.loads(row)["value"]


def _is_moved(table: str, key: str, row: str | None) -> bool:
    """Whether a log answers it; that there is no letter stays an answer."""
    if table != "profile" or row is None:
        return False
    asked = key.partition(".")[0]
    some = json.loads(row)["value"] != "0"
    return asked in (*EXAMS, "experience") or (asked == "letters" and some)


def _tables(answers: Mapping[str, str]) -> Tables:
    """The rows of the logs that answers make."""
    tables: Tables = {}
    for key, value in answers.items():
        table, _, name = key.partition(".")
        if table in EXAMS:
            empty: Plain = {"key": table} | dict.fromkeys(EXAM_COLUMNS) | {"attempt_days": "[]"}
            row, days = tables.setdefault(("exams", table), empty), name == "attempt_dates"
            row[RENAMED.get(name, name)] = value if days else json.loads(value)
        elif table == "experience":
            told: Plain = {"key": f"{name}_told", "place": TOLD, "kind": name, "country": "us"}
            tables[table, f"{name}_told"] = told | {"months": float(value)}
    us, own = (int(answers.get(f"letters.{name}", 0)) for name in ("us", "specialty"))
    for place in range(max(us, own)):
        key, origin = f"told_{place + 1}", "us" if place < us else "home"
        letter: Plain = {"key": key, "writer": TOLD, "origin": origin, "state": "processed"}
        tables["letters", key] = letter | {"specialty": "my specialty" if place < own else ""}
    return tables


def _text(row: Plain | None) -> str | None:
    return None if row is None else json.dumps(row, ensure_ascii=False)
