"""The applicant's data as records; every change goes through one door and can be undone."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from coach.records import Change, CoachError, Mark, OwnTask, ReadFact, Review, TaskState, Told
from coach.store import changes, database, tables
from coach.store.changes import Act
from coach.store.rows import E, Rows


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

    @contextmanager
    def act(self, title: str, at: datetime) -> Iterator[Act]:
        """One act: what it reads, decides and writes inside is one transaction.

        Anything raised inside leaves everything as it was.
        """
        with _sentences(), changes.transaction(self._connection):
            act = Act(self._connection, title, at)
            yield act
            act.end()

    def rows(self, table: Rows[E], at: datetime | None = None) -> dict[str, E]:
        """The entries of a table by key, the oldest first, as they are or as they were then."""
        if at is None:
            return changes.all_rows(self._connection, table)
        return changes.rows_at(self._connection, table, at)

    def undo(self, at: datetime) -> str | None:
        """Takes the last act back; its title, or None when there is nothing left."""
        with _sentences():
            return changes.undo(self._connection, at)

    def newest(self) -> int:
        """The id of the newest change, 0 before the first."""
        return changes.newest(self._connection)

    def news(self, since: int) -> tuple[int, set[tuple[str, str]]]:
        """The newest change's id, and table and key of every change after another id."""
        return changes.news(self._connection, since)

    def profile(self) -> dict[str, Any]:
        """What the applicant said, by key."""
        return tables.values_of(self.rows(tables.ANSWERS))

    def tasks(self) -> dict[str, TaskState]:
        """What was said of tasks, by key."""
        return self.rows(tables.TICKS)

    def marks(self, kind: str) -> dict[str, Mark]:
        """What was said of programs or resources, by id."""
        marks = self.rows(tables.MARKS).values()
        return {mark.id: mark for mark in marks if mark.kind == kind}

    def read_facts(self) -> list[ReadFact]:
        """Program facts that the applicant read."""
        return list(self.rows(tables.READ_FACTS).values())

    def told(self) -> dict[str, Told]:
        """What was told of the plan of tasks, by key."""
        return self.rows(tables.TOLD)

    def own_tasks(self) -> dict[str, OwnTask]:
        """The applicant's own tasks by key, the oldest first."""
        return self.rows(tables.OWN_TASKS)

    def reviews(self) -> list[Review]:
        """The weeks looked back on, the oldest first."""
        return list(self.rows(tables.REVIEWS).values())

    def kept_at(self, at: datetime) -> tables.Kept:
        """What the plan hangs on as it was at a time: every later change taken back."""
        return tables.Kept(
            profile=tables.values_of(self.rows(tables.ANSWERS, at)),
            states=self.rows(tables.TICKS, at),
            told=self.rows(tables.TOLD, at),
            own=self.rows(tables.OWN_TASKS, at),
        )

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
        with self.act(title, at) as act:
            for key, value in values.items():
                if value is None:
                    act.remove(tables.ANSWERS, key)
                else:
                    text = json.dumps(value, ensure_ascii=False)
                    act.put(tables.ANSWERS, tables.Answer(key, text))
        return act.changed

    def change_task(self, title: str, state: TaskState | None, key: str, at: datetime) -> bool:
        """Sets or takes away what is said of one task."""
        return self.change_plan(title, at, {key: state})

    def change_mark(self, title: str, mark: Mark, at: datetime) -> bool:
        """Sets a mark; an empty one takes it away."""
        return self.change_marks(title, [mark], at)

    def change_marks(self, title: str, marks: Iterable[Mark], at: datetime) -> bool:
        """Sets marks in one act; an empty one takes its mark away."""
        return self._put_all(title, at, tables.MARKS, marks)

    def change_fact(self, title: str, fact: ReadFact, at: datetime) -> bool:
        """Records a program fact; an empty value takes it away."""
        return self.change_facts(title, [fact], at)

    def change_facts(self, title: str, facts: Iterable[ReadFact], at: datetime) -> bool:
        """Records program facts in one act; an empty value takes its fact away."""
        return self._put_all(title, at, tables.READ_FACTS, facts)

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
        with self.act(title, at) as act:
            for key, state in (states or {}).items():
                act.set(tables.TICKS, key, state)
            for each in told:
                act.put(tables.TOLD, each)
            for key, task in (own or {}).items():
                act.set(tables.OWN_TASKS, key, task)
            for review in reviews:
                act.put(tables.REVIEWS, review)
        return act.changed

    def _put_all(self, title: str, at: datetime, table: Rows[E], entries: Iterable[E]) -> bool:
        with self.act(title, at) as act:
            for entry in entries:
                act.put(table, entry)
        return act.changed

    def changes(self, limit: int = 50) -> list[Change]:
        """The newest changes, newest first."""
        return changes.changes(self._connection, limit)

    def first_change(self) -> str | None:
        """When the first act was done, None before it."""
        row = self._connection.execute("SELECT min(at) FROM acts").fetchone()
        return row[0] if row else None

    def ticked_for(self) -> dict[str, int]:
        """The Match year that was planned for when each task was last ticked, where one was."""
        return changes.years_of_ticks(self._connection)

    def backup(self, target: Path) -> Path:
        """A copy of everything in one private file."""
        with _sentences():
            return database.backup(self._connection, target)

    def integrity(self) -> str:
        """`ok`, or what SQLite finds wrong with the file."""
        (answer,) = self._connection.execute("PRAGMA quick_check(1)").fetchone()
        return str(answer)


@contextmanager
def _sentences() -> Iterator[None]:
    """Turns what SQLite says into one sentence for the user."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise CoachError(f"This could not be saved ({error}); nothing was changed.") from None
