"""The applicant's tables as named migrations, each applied once and recorded by sqlite-utils."""

from __future__ import annotations

import json
import sqlite3
from typing import Final

from sqlite_utils import Database, Migrations

from coach.store import from_profile
from coach.store.rows import NUMBERS, column, fits

MIGRATIONS: Final = Migrations("coach")


def _texts(database: Database, table: str, columns: str) -> None:
    """Makes a table of texts with a key."""
    database.table(table).create(dict.fromkeys(columns.split(), str), pk="key")


@MIGRATIONS()
def applicant(database: Database) -> None:
    """Profile, task states, marks, facts that the applicant read, settings."""
    _texts(database, "profile", "key value")
    _texts(database, "task", "key state at note")
    _texts(database, "mark", "key kind id mark title city specialty note at")
    _texts(database, "fact", "key program_id field value source day at")
    _texts(database, "setting", "key value")


@MIGRATIONS()
def history(database: Database) -> None:
    """What was done, and each row that it changed, before and after."""
    database.table("acts").create(
        {"id": int, "at": str, "title": str, "undoes": int},
        pk="id",
        not_null={"at", "title"},
        foreign_keys=[("undoes", "acts", "id")],
    )
    database.table("changes").create(
        {"id": int, "act": int, "table_name": str, "row_key": str, "before": str, "after": str},
        pk="id",
        not_null={"act", "table_name", "row_key"},
        foreign_keys=[("act", "acts", "id")],
    )
    database.table("changes").create_index(["act"])


@MIGRATIONS()
def planning(database: Database) -> None:
    """What was told of tasks, the applicant's own tasks, and the weeks looked back on."""
    days = "started finished expected due day snoozed"
    _texts(database, "told", f"key {days} hours_done note links")
    _texts(database, "own_task", "key title stage hours after due at")
    _texts(database, "review", "key planned_hours worth_hours spent_hours done slipped text at")


@MIGRATIONS()
def typed_columns(database: Database) -> None:
    """Hours as numbers, days that nobody said as NULL; an act is taken back once.

    What cannot be read as a number stays as it is. The trigger holds releases off that choose
    what to undo before they begin to write.
    """
    for statement in TYPED:
        database.execute(statement)


@MIGRATIONS()
def kept_answers(database: Database) -> None:
    """Long answers that are kept, apart from the settings."""
    for statement in KEPT:
        database.execute(statement)


@MIGRATIONS()
def logs_of_the_road(database: Database) -> None:
    """Exams, months of experience and letters, as logs of their own."""
    from_profile.move(database.conn)


@MIGRATIONS()
def windows(database: Database) -> None:
    """In which terminal an act was done, and which were taken back together."""
    for statement in WINDOWS:
        database.execute(statement)


@MIGRATIONS()
def checked_tables(database: Database) -> None:
    """Columns that take nothing but what their type says; rows that hold something else, which
    nobody could read, are kept aside. Indexes for what is asked of the history."""
    for statement in ASKED:
        database.execute(statement)
    connection = database.conn
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    for (table,) in tables:
        if table not in UNTYPED and not table.startswith(("sqlite_", "_sqlite")):
            _check_types(connection, table)


def _check_types(connection: sqlite3.Connection, table: str) -> None:
    """Makes a table anew with its columns checked; numbers that nobody said are NULL."""
    columns = [
        (name, kind, is_key)
        for _, name, kind, *_, is_key in connection.execute(f'PRAGMA table_info("{table}")')
    ]
    for name, kind, _ in columns:
        if kind in NUMBERS:
            connection.execute(f'UPDATE "{table}" SET "{name}" = NULL WHERE "{name}" = \'\'')
    built = ", ".join(
        column(name, f"{kind} PRIMARY KEY" if is_key else kind) for name, kind, is_key in columns
    )
    fit = " AND ".join(fits(name, kind) for name, kind, _ in columns)
    for key, *values in connection.execute(f'SELECT * FROM "{table}" WHERE NOT ({fit})').fetchall():
        row = dict(zip((name for name, *_ in columns), (key, *values), strict=True))
        connection.execute(
            "INSERT INTO aside (table_name, row_key, row) VALUES (?, ?, ?)",
            (table, str(key), json.dumps(row, ensure_ascii=False, default=repr)),
        )
    connection.execute(f'CREATE TABLE "new_{table}" ({built})')
    connection.execute(
        f'INSERT INTO "new_{table}" SELECT * FROM "{table}" WHERE {fit} ORDER BY rowid'
    )
    connection.execute(f'DROP TABLE "{table}"')
    connection.execute(f'ALTER TABLE "new_{table}" RENAME TO "{table}"')


UNTYPED: Final = ("acts", "changes", "aside")
ASKED: Final = (
    "CREATE TABLE aside (id INTEGER PRIMARY KEY, table_name TEXT NOT NULL, row_key TEXT, row TEXT)",
    "CREATE INDEX changes_row ON changes (table_name, row_key, act)",
    "CREATE INDEX changes_table ON changes (table_name, act)",
)
TYPED: Final = (
    "CREATE TABLE new_told (key TEXT PRIMARY KEY, started TEXT, finished TEXT, expected TEXT, "
    "due TEXT, day TEXT, snoozed TEXT, hours_done REAL, note TEXT, links TEXT)",
    "INSERT INTO new_told SELECT key, NULLIF(started, ''), NULLIF(finished, ''), "
    "NULLIF(expected, ''), NULLIF(due, ''), NULLIF(day, ''), NULLIF(snoozed, ''), "
    "NULLIF(hours_done, ''), note, links FROM told ORDER BY rowid",
    "CREATE TABLE new_own_task (key TEXT PRIMARY KEY, title TEXT, stage TEXT, hours REAL, "
    "after TEXT, due TEXT, at TEXT)",
    "INSERT INTO new_own_task SELECT key, title, stage, hours, after, NULLIF(due, ''), at "
    "FROM own_task ORDER BY rowid",
    "CREATE TABLE new_review (key TEXT PRIMARY KEY, planned_hours REAL, worth_hours REAL, "
    "spent_hours REAL, done TEXT, slipped TEXT, text TEXT, at TEXT)",
    "INSERT INTO new_review SELECT key, planned_hours, worth_hours, spent_hours, done, slipped, "
    "text, at FROM review ORDER BY rowid",
    *(
        statement
        for table in ("told", "own_task", "review")
        for statement in (f"DROP TABLE {table}", f"ALTER TABLE new_{table} RENAME TO {table}")
    ),
    "CREATE TRIGGER undone_once BEFORE INSERT ON acts WHEN NEW.undoes IS NOT NULL "
    "AND EXISTS (SELECT 1 FROM acts WHERE undoes = NEW.undoes) "
    "BEGIN SELECT RAISE(ABORT, 'this act was taken back already'); END",
)
WINDOWS: Final = (
    "ALTER TABLE acts ADD COLUMN window TEXT",
    "ALTER TABLE acts ADD COLUMN together INTEGER",
    "CREATE INDEX acts_undoes ON acts (undoes)",
)
KEPT: Final = (
    "CREATE TABLE kept (name TEXT PRIMARY KEY, answer TEXT)",
    "INSERT INTO kept SELECT substr(key, 6), value FROM setting WHERE key LIKE 'kept %'",
    "DELETE FROM setting WHERE key LIKE 'kept %'",
)


def migrate(connection: sqlite3.Connection, application_id: int, version: int) -> None:
    """Applies what is missing, all of it or nothing; a second process waits and finds it done."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        MIGRATIONS.apply(Database(connection))
        connection.execute(f"PRAGMA application_id = {application_id}")
        connection.execute(f"PRAGMA user_version = {version}")
    except BaseException:
        connection.rollback()
        raise
    connection.commit()
