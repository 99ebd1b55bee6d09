"""The applicant's tables as named migrations, each applied once and recorded by sqlite-utils."""

from __future__ import annotations

import sqlite3
from typing import Final

from sqlite_utils import Database, Migrations

MIGRATIONS: Final = Migrations("coach")


@MIGRATIONS()
def applicant(database: Database) -> None:
    """Profile, task states, marks, facts that the applicant read, settings."""
    database.table("profile").create({"key": str, "value": str}, pk="key")
    database.table("task").create({"key": str, "state": str, "at": str, "note": str}, pk="key")
    database.table("mark").create(
        {
            "key": str,
            "kind": str,
            "id": str,
            "mark": str,
            "title": str,
            "city": str,
            "specialty": str,
            "note": str,
            "at": str,
        },
        pk="key",
    )
    database.table("fact").create(
        {
            "key": str,
            "program_id": str,
            "field": str,
            "value": str,
            "source": str,
            "day": str,
            "at": str,
        },
        pk="key",
    )
    database.table("setting").create({"key": str, "value": str}, pk="key")


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
    database.table("told").create(
        {
            "key": str,
            "started": str,
            "finished": str,
            "expected": str,
            "due": str,
            "day": str,
            "snoozed": str,
            "hours_done": str,
            "note": str,
            "links": str,
        },
        pk="key",
    )
    database.table("own_task").create(
        {
            "key": str,
            "title": str,
            "stage": str,
            "hours": str,
            "after": str,
            "due": str,
            "at": str,
        },
        pk="key",
    )
    database.table("review").create(
        {
            "key": str,
            "planned_hours": str,
            "worth_hours": str,
            "spent_hours": str,
            "done": str,
            "slipped": str,
            "text": str,
            "at": str,
        },
        pk="key",
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
