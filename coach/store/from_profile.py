"""The migration by which exams, months of experience and letters left the profile for their logs.

What the history knows of them moves too, so that undo and looking back hold. Frozen: nothing here
follows the records of today.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

Plain = dict[str, Any]
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
        [(key,) for key, value in kept.items() if _is_moved(key, json.dumps({"value": value}))],
    )
    _rewrite_history(connection, kept)


def _rewrite_history(connection: sqlite3.Connection, now: Mapping[str, str]) -> None:
    """Each act's changes of these answers as changes of the logs, in the order of the acts."""
    changes = connection.execute(
        "SELECT act, table_name, row_key, before, after FROM changes ORDER BY id"
    ).fetchall()
    answers = dict(now)
    for _, table, key, before, _ in reversed(changes):
        if table == "profile":
            _set(answers, key, before)
    rows: list[tuple[object, ...]] = []
    for act, of_act in groupby(changes, key=itemgetter(0)):
        tables = _tables(answers)
        for _, table, key, before, after in of_act:
            if table == "profile":
                _set(answers, key, after)
            if table != "profile" or not (_is_moved(key, before) or _is_moved(key, after)):
                rows.append((act, table, key, before, after))
        later = _tables(answers)
        rows += [
            (act, *place, _text(tables.get(place)), _text(later.get(place)))
            for place in {**tables, **later}
            if tables.get(place) != later.get(place)
        ]
    connection.execute("DELETE FROM changes")
    connection.executemany(
        "INSERT INTO changes (act, table_name, row_key, before, after) VALUES (?, ?, ?, ?, ?)", rows
    )


def _set(answers: dict[str, str], key: str, row: str | None) -> None:
    if row is None:
        answers.pop(key, None)
    else:
        answers[key] = json.loads(row)["value"]


def _is_moved(key: str, row: str | None) -> bool:
    """Whether a log answers it; that there is no letter stays an answer."""
    table = key.partition(".")[0]
    some = row is not None and json.loads(row)["value"] != "0"
    return table in (*EXAMS, "experience") or (table == "letters" and some)


def _tables(answers: Mapping[str, str]) -> Tables:
    """The rows of the logs that answers make."""
    tables: Tables = {}
    nested: dict[str, Plain] = {}
    for key, value in answers.items():
        table, _, name = key.partition(".")
        if name:
            nested.setdefault(table, {})[name] = json.loads(value)
    for exam in EXAMS:
        if values := nested.get(exam):
            named = {RENAMED.get(name, name): value for name, value in values.items()}
            row = {"key": exam} | {name: named.get(name) for name in EXAM_COLUMNS}
            row["attempt_days"] = json.dumps(row["attempt_days"] or [])
            tables["exams", exam] = row
    for kind, months in nested.get("experience", {}).items():
        key = f"{kind}_told"
        values = {"place": TOLD, "kind": kind, "months": float(months), "country": "us"}
        tables["experience", key] = {"key": key} | values
    letters = nested.get("letters", {})
    us, own = letters.get("us", 0), letters.get("specialty", 0)
    for place in range(max(us, own)):
        key = f"told_{place + 1}"
        tables["letters", key] = {
            "key": key,
            "writer": TOLD,
            "specialty": "my specialty" if place < own else "",
            "origin": "us" if place < us else "home",
            "state": "processed",
        }
    return tables


def _text(row: Plain | None) -> str | None:
    return None if row is None else json.dumps(row, ensure_ascii=False)
