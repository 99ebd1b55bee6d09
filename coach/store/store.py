"""The applicant's data as records; every change goes through one door and can be undone."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from coach.records import Change, CoachError, Mark, ReadFact, TaskState
from coach.store import database, log


class Store:
    """Reads and changes one applicant's database."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @classmethod
    def open(cls, home: Path, now: datetime) -> Store:
        """The store in this folder. Raises CoachError for a file that is not ours."""
        return cls(database.connect(home, now.date()))

    def close(self) -> None:
        """Lets go of the file."""
        self._connection.close()

    def version(self) -> int:
        """Grows when another process has changed the file (SQLite's data_version)."""
        (version,) = self._connection.execute("PRAGMA data_version").fetchone()
        return int(version)

    def profile(self) -> dict[str, Any]:
        """What the applicant said, by key."""
        rows = self._connection.execute("SELECT key, value FROM profile")
        return {key: json.loads(value) for key, value in rows}

    def tasks(self) -> dict[str, TaskState]:
        """What was said of tasks, by key."""
        rows = self._connection.execute("SELECT key, state, at, note FROM task")
        return {row[0]: TaskState(*row) for row in rows}

    def marks(self, kind: str) -> dict[str, Mark]:
        """What was said of programs or resources, by id."""
        rows = self._connection.execute(
            "SELECT kind, id, mark, title, city, specialty, note, at FROM mark WHERE kind = ?",
            (kind,),
        )
        return {row[1]: Mark(*row) for row in rows}

    def read_facts(self) -> list[ReadFact]:
        """Program facts that the applicant read."""
        rows = self._connection.execute(
            "SELECT program_id, field, value, source, day, at FROM fact ORDER BY at"
        )
        return [ReadFact(*row) for row in rows]

    def setting(self, key: str) -> str | None:
        """One setting of the app, None when it was never made."""
        row = self._connection.execute(
            "SELECT value FROM setting WHERE key = ?", (key,)
        ).fetchone()
        return row[0] if row else None

    def set_setting(self, key: str, value: str) -> None:
        """Keeps a setting; settings are not part of the history."""
        with _sentences():
            self._connection.execute(
                "INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)", (key, value)
            )

    def change_profile(self, title: str, values: Mapping[str, Any], at: datetime) -> bool:
        """Sets keys (None takes one away); whether anything changed."""
        return self._write(
            title,
            [
                ("profile", key, None if value is None else {"value": _json(value)})
                for key, value in values.items()
            ],
            at,
        )

    def change_task(self, title: str, state: TaskState | None, key: str, at: datetime) -> bool:
        """Sets or takes away what is said of one task."""
        row = None if state is None else {"state": state.state, "at": state.at, "note": state.note}
        return self._write(title, [("task", key, row)], at)

    def change_mark(self, title: str, mark: Mark, at: datetime) -> bool:
        """Sets a mark; an empty one takes it away."""
        row = {
            "kind": mark.kind, "id": mark.id, "mark": mark.mark, "title": mark.title,
            "city": mark.city, "specialty": mark.specialty, "note": mark.note, "at": mark.at,
        }  # fmt: skip
        key = f"{mark.kind}:{mark.id}"
        return self._write(title, [("mark", key, row if mark.mark else None)], at)

    def change_fact(self, title: str, fact: ReadFact, at: datetime) -> bool:
        """Records a program fact; an empty value takes it away."""
        row = {
            "program_id": fact.program_id, "field": fact.field, "value": fact.value,
            "source": fact.source, "day": fact.day, "at": fact.at,
        }  # fmt: skip
        key = f"{fact.program_id}:{fact.field}"
        return self._write(title, [("fact", key, row if fact.value else None)], at)

    def undo(self, at: datetime) -> str | None:
        """Takes the last act back; its title, or None when there is nothing left."""
        with _sentences():
            return log.undo(self._connection, at)

    def changes(self, limit: int = 50) -> list[Change]:
        """The newest changes, newest first."""
        return log.changes(self._connection, limit)

    def backup(self, target: Path) -> Path:
        """A copy of everything in one private file."""
        with _sentences():
            return database.backup(self._connection, target)

    def integrity(self) -> str:
        """`ok`, or what SQLite finds wrong with the file."""
        (answer,) = self._connection.execute("PRAGMA quick_check(1)").fetchone()
        return str(answer)

    def _write(self, title: str, writes: Sequence[log.Write], at: datetime) -> bool:
        with _sentences():
            return log.write(self._connection, title, writes, at) is not None


@contextmanager
def _sentences() -> Iterator[None]:
    """Turns what SQLite says into one sentence for the user."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise CoachError(f"This could not be saved ({error}); nothing was changed.") from None


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
