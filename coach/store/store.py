"""The applicant's data as records; every change goes through one door and can be undone."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from coach.records import Change, CoachError, Done
from coach.store import database
from coach.store.back_and_forth import Turning, history, is_gone, newest
from coach.store.changes import Act, Waits, as_row, part, row_of, sentences, transaction, view
from coach.store.copying import Copying
from coach.store.forgetting import Forgotten, Place, Survey, forget
from coach.store.rows import E, Rows
from coach.writing import sweep

LEAST: Final = (3, 24, 0)
"""The least SQLite: the first with INSERT … ON CONFLICT DO UPDATE."""
NEWEST_BY_TABLE: Final = (
    "WITH RECURSIVE tables (name) AS (SELECT min(table_name) FROM changes UNION ALL SELECT "
    "(SELECT min(table_name) FROM changes WHERE table_name > name) FROM tables WHERE name NOTNULL) "
    "SELECT name, (SELECT id FROM changes WHERE table_name = name ORDER BY act DESC, id DESC "
    "LIMIT 1) FROM tables WHERE name NOTNULL"
)
"""From table to table by the index: it does not grow with the history."""


class Store(Copying):
    """Reads and changes one applicant's database."""

    def __init__(self, connection: sqlite3.Connection, window: str = "") -> None:
        self._connection = connection
        self.window = window
        """The terminal that acts are done in."""
        self.waits = Waits()
        self._later: dict[str, str] = {}
        """Settings that wait until another window has written."""
        self._whole: Act | None = None
        """The act on many rows of which every act is a part until it ends."""

    @classmethod
    def open(cls, home: Path, now: datetime, window: str = "") -> Store:
        """The store in this folder. Raises CoachError for a file that is not ours."""
        if sqlite3.sqlite_version_info < LEAST:
            least = ".".join(map(str, LEAST))
            raise CoachError(f"coach needs SQLite {least}; here is {sqlite3.sqlite_version}.")
        sweep(home, home / "backups")
        return cls(database.connect(home, now), window)

    def close(self) -> None:
        """Lets go of the file."""
        try:
            if self._later:
                self.waits.longest_s = Waits().longest_s
                with suppress(CoachError), self.deciding():
                    pass
        finally:
            self._connection.close()

    def version(self) -> int:
        """Grows when another process has changed the file (SQLite's data_version)."""
        with sentences():
            return int(self._value("PRAGMA data_version"))

    def grow(self, tables: Iterable[Rows[E]]) -> None:
        """Adds tables and columns that the file has not yet, all of them or none.

        Any other change of a table is a migration with a text of its own.
        """
        connection = self._connection
        missing = [
            statement
            for rows in tables
            for statement in rows.missing(
                [row[1] for row in connection.execute(f'PRAGMA table_info("{rows.name}")')]
            )
        ]
        if missing:
            is_shut = self._value("PRAGMA query_only")  # of a folder that is read-only: in memory
            connection.execute("PRAGMA query_only = OFF")
            with self.deciding():
                for statement in missing:
                    connection.execute(statement)
            connection.execute(f"PRAGMA query_only = {is_shut}")

    @contextmanager
    def deciding(self) -> Iterator[None]:
        """What is read, decided and done inside is one transaction. Raises Busy."""
        with sentences():
            with transaction(self._connection, self.waits):
                for key, value in self._later.items():
                    self._set("setting", key, value)
                yield
            self._later.clear()

    @property
    def is_deciding(self) -> bool:
        """Whether a transaction is open."""
        return self._connection.in_transaction

    @property
    def written(self) -> int:
        """Grows with each row that was written here, if only in what did not hold."""
        return self._connection.total_changes

    def view(self) -> AbstractContextManager[None]:
        """What is read inside is as it was at one moment."""
        return view(self._connection)

    @contextmanager
    def act(self, title: str, at: datetime) -> Iterator[Act]:
        """One act: what it reads, decides and writes inside is one transaction.

        Anything raised inside leaves everything as it was.
        """
        whole = self._whole
        with self.deciding():
            act = Act(self._connection, title, at, self.window)
            yield act
            if whole:
                act.join(whole)
            else:
                act.end()

    @contextmanager
    def together(self, at: datetime) -> Iterator[Act]:
        """One act of all that are done inside, with the title of the first of them."""
        with self.act("", at) as act:
            self._whole = act
            try:
                yield act
            finally:
                self._whole = None

    @contextmanager
    def row(self) -> Iterator[None]:
        """One row of such an act: what is raised inside leaves that row as it was."""
        with sentences(), part(self._connection):
            yield

    @contextmanager
    def turning(self, at: datetime) -> Iterator[Turning]:
        """To take acts back, or do them again."""
        with self.deciding():
            yield Turning(self._connection, at, self.window)

    def undo(self, at: datetime) -> str | None:
        """Takes the last act back; its title, or None when there is nothing left."""
        with self.turning(at) as turning:
            done = turning.undo()
        return done.title if done else None

    def history(self) -> list[Done]:
        """All acts that can be taken back, what was done last first."""
        with self.view():
            return history(self._connection)

    def last_done(self) -> Done | None:
        """The act that undo takes back, where there is one."""
        with self.view():
            return newest(self._connection)

    def first_change_of(self, act: int) -> int:
        """The number of the first change of an act."""
        return int(self._value("SELECT min(id) FROM changes WHERE act = ?", act))

    def survey(self, forgotten: Forgotten) -> Survey:
        """Where a name stands."""
        return Survey(self._connection, forgotten)

    def forget(self, forgotten: Forgotten, at: datetime) -> tuple[list[Place], bool]:
        """Takes a name out of rows and history, for good; rows of today in which the word still
        stands, and whether all pages of the file were written anew."""
        with sentences():
            return forget(self._connection, forgotten, at)

    def rows(self, table: Rows[E], at: datetime | int | None = None) -> dict[str, E]:
        """The entries of a table by key, the oldest first, as they are.

        Or as they were at a time, or before the act of this number.
        """
        kept = table.all(self._connection)
        if at is None:
            return kept
        later = self._connection.execute(
            "SELECT row_key, before FROM changes WHERE table_name = ? AND act >= ? "
            "ORDER BY id DESC",
            (table.name, at if isinstance(at, int) else self._first_after(at)),
        )
        for key, before in later:
            if before:
                kept[key] = table.entry(json.loads(before))
            else:
                kept.pop(key, None)
        return kept

    def _first_after(self, moment: datetime) -> int:
        """The number after the last act that was done by then: a clock that was set back, or an
        hour that came twice, changes no order."""
        by_then = self._value(
            "SELECT id FROM acts WHERE at <= ? ORDER BY id DESC LIMIT 1",
            moment.isoformat(timespec="seconds"),
        )
        return int(by_then or 0) + 1

    def entry(self, table: Rows[E], key: str) -> E | None:
        """One entry of a table as it is; None where there is none."""
        row = row_of(self._connection, table.name, key)
        return None if row is None else table.entry(row)

    def newest(self) -> int:
        """The id of the newest change, 0 before the first."""
        return int(self._value("SELECT max(id) FROM changes") or 0)

    def newest_by_table(self) -> dict[str, int]:
        """The id of the newest change of each table that ever changed."""
        return dict(self._connection.execute(NEWEST_BY_TABLE))

    def news(self, since: int) -> tuple[int, set[tuple[str, str]]]:
        """The newest change's id, and table and key of every change after another id."""
        rows = self._connection.execute(
            "SELECT id, table_name, row_key FROM changes WHERE id > ? ORDER BY id", (since,)
        ).fetchall()
        return (rows[-1][0] if rows else since), {(table, key) for _, table, key in rows}

    def changes(self, limit: int = 50) -> list[Change]:
        """The newest changes, newest first."""
        with self.view():
            rows = self._connection.execute(
                "SELECT c.id, a.at, a.id, a.title, c.table_name, c.row_key, c.before, c.after, "
                "a.undoes, ifnull(a.window, '') FROM changes c JOIN acts a ON a.id = c.act "
                "ORDER BY c.id DESC LIMIT ?",
                (limit,),
            )
            return [
                Change(
                    *(number, at, act, title, table, key, as_row(before), as_row(after), undoes),
                    *(is_gone(self._connection, act), window),
                )
                for number, at, act, title, table, key, before, after, undoes, window in rows
            ]

    def acts(self, limit: int, but: Sequence[str]) -> list[tuple[str, str, str, bool]]:
        """The newest acts that changed another table than these, newest first: when, what, in
        which window, and whether each was taken back."""
        signs = ", ".join("?" * len(but))
        with self.view():
            acts = self._connection.execute(
                "SELECT id, at, title, ifnull(window, '') FROM acts WHERE EXISTS (SELECT 1 FROM "
                f"changes WHERE act = acts.id AND table_name NOT IN ({signs})) "
                "ORDER BY id DESC LIMIT ?",
                (*but, limit),
            )
            return [(*act, is_gone(self._connection, number)) for number, *act in acts]

    def first_change(self) -> str | None:
        """When the first act was done, None before it."""
        first: str | None = self._value("SELECT at FROM acts ORDER BY id LIMIT 1")
        return first

    def chosen_at(self, key: str) -> str | None:
        """When an answer of the profile was last changed, None where it never was."""
        last = "SELECT max(act) FROM changes WHERE table_name = 'profile' AND row_key = ?"
        at: str | None = self._value(f"SELECT at FROM acts WHERE id = ({last})", key)
        return at

    def ticked_for(self) -> dict[str, int]:
        """The Match year in the profile at the last act on each task; none for those before one."""
        years = [
            (act, json.loads(json.loads(after)["value"]) if after else None)
            for act, after in self._connection.execute(
                "SELECT act, after FROM changes WHERE table_name = 'profile' "
                "AND row_key = 'match_year' ORDER BY id DESC"
            )
        ]
        ticks = self._connection.execute(
            "SELECT row_key, max(act) FROM changes WHERE table_name = 'task' GROUP BY row_key"
        )
        planned = {key: next((year for at, year in years if at <= act), None) for key, act in ticks}
        return {key: int(year) for key, year in planned.items() if year}

    def setting(self, key: str) -> str | None:
        """One setting of the app, None when it was never made."""
        value: str | None = self._value("SELECT value FROM setting WHERE key = ?", key)
        return self._later.get(key, value)

    def set_setting(self, key: str, value: str) -> None:
        """Keeps a setting, once no other window writes; settings are not part of the history."""
        self._later[key] = value
        with suppress(CoachError), self.deciding():
            pass

    def kept(self, name: str) -> str | None:
        """A long answer as it was kept, None where there is none."""
        answer: str | None = self._value("SELECT answer FROM kept WHERE name = ?", name)
        return answer

    def keep(self, name: str, answer: str) -> None:
        """Keeps a long answer, outside of the history."""
        with self.deciding():
            self._set("kept", name, answer)

    def _set(self, table: str, name: str, value: str) -> None:
        self._connection.execute(f"INSERT OR REPLACE INTO {table} VALUES (?, ?)", (name, value))

    def aside(self) -> list[tuple[str, str]]:
        """Table and key of rows that did not fit their columns when these became checked."""
        return self._connection.execute("SELECT table_name, row_key FROM aside").fetchall()

    def _value(self, query: str, *values: str | int) -> Any:
        row = self._connection.execute(query, values).fetchone()
        return row[0] if row else None
