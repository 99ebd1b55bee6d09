"""The applicant's data as records; every change goes through one door and can be undone."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from coach.records import Change, CoachError, Mark, OwnTask, ReadFact, Review, TaskState, Told
from coach.store import database, log, planning


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
        row = self._connection.execute("SELECT value FROM setting WHERE key = ?", (key,)).fetchone()
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
        return self.change_marks(title, [mark], at)

    def change_marks(self, title: str, marks: Iterable[Mark], at: datetime) -> bool:
        """Sets marks in one act; an empty one takes its mark away."""
        writes = [
            (
                "mark",
                f"{one.kind}:{one.id}",
                {
                    "kind": one.kind,
                    "id": one.id,
                    "mark": one.mark,
                    "title": one.title,
                    "city": one.city,
                    "specialty": one.specialty,
                    "note": one.note,
                    "at": one.at,
                }
                if one.mark
                else None,
            )
            for one in marks
        ]
        return self._write(title, writes, at)

    def change_fact(self, title: str, fact: ReadFact, at: datetime) -> bool:
        """Records a program fact; an empty value takes it away."""
        return self.change_facts(title, [fact], at)

    def change_facts(self, title: str, facts: Iterable[ReadFact], at: datetime) -> bool:
        """Records program facts in one act; an empty value takes its fact away."""
        writes = [
            (
                "fact",
                f"{one.program_id}:{one.field}",
                {
                    "program_id": one.program_id,
                    "field": one.field,
                    "value": one.value,
                    "source": one.source,
                    "day": one.day,
                    "at": one.at,
                }
                if one.value
                else None,
            )
            for one in facts
        ]
        return self._write(title, writes, at)

    def told(self) -> dict[str, Told]:
        """What was told of the plan of tasks, by key."""
        rows = self._rows("told").values()
        return {row["key"]: planning.told_of(row) for row in rows}

    def own_tasks(self) -> dict[str, OwnTask]:
        """The applicant's own tasks by key, the oldest first."""
        rows = sorted(self._rows("own_task").values(), key=lambda row: (row["at"], row["key"]))
        return {row["key"]: planning.own_of(row) for row in rows}

    def reviews(self) -> list[Review]:
        """The weeks looked back on, the oldest first."""
        rows = self._rows("review")
        return [planning.review_of(rows[key]) for key in sorted(rows)]

    def kept_at(self, at: datetime) -> planning.Kept:
        """What the plan hangs on as it was at a time: every later change taken back."""
        stamp = at.isoformat(timespec="seconds")

        def then(table: str) -> list[dict[str, Any]]:
            return list(log.rows_at(self._connection, table, stamp).values())

        return planning.Kept(
            {row["key"]: json.loads(row["value"]) for row in then("profile")},
            {row["key"]: TaskState(**row) for row in then("task")},
            {row["key"]: planning.told_of(row) for row in then("told")},
            {row["key"]: planning.own_of(row) for row in then("own_task")},
        )

    def change_plan(
        self,
        title: str,
        at: datetime,
        states: Mapping[str, TaskState | None] | None = None,
        told: Iterable[Told] = (),
        own: Mapping[str, OwnTask | None] | None = None,
        reviews: Iterable[Review] = (),
    ) -> bool:
        """Any of what the plan hangs on in one act (None takes a row away)."""
        writes: list[log.Write] = [
            (
                "task",
                key,
                None if one is None else {"state": one.state, "at": one.at, "note": one.note},
            )
            for key, one in (states or {}).items()
        ]
        writes += [("told", one.key, planning.told_row(one)) for one in told]
        writes += [
            ("own_task", key, None if one is None else planning.own_row(one))
            for key, one in (own or {}).items()
        ]
        writes += [("review", str(one.monday), planning.review_row(one)) for one in reviews]
        return self._write(title, writes, at)

    def _rows(self, table: str) -> dict[str, dict[str, Any]]:
        return log.rows_at(self._connection, table, "9999")

    def undo(self, at: datetime) -> str | None:
        """Takes the last act back; its title, or None when there is nothing left."""
        with _sentences():
            return log.undo(self._connection, at)

    def changes(self, limit: int = 50) -> list[Change]:
        """The newest changes, newest first."""
        return log.changes(self._connection, limit)

    def first_change(self) -> str | None:
        """When the first act was done, None before it."""
        row = self._connection.execute("SELECT min(at) FROM acts").fetchone()
        return row[0] if row else None

    def ticked_for(self) -> dict[str, int]:
        """The Match year that was planned for when each task was last ticked, where one was."""
        return log.years_of_ticks(self._connection)

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
