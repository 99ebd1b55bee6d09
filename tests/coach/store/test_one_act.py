"""An act is one transaction: what it rests on is read inside, and it is kept whole or not."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from coach import places
from coach.derived import derived
from coach.logs.marks import MARKS
from coach.logs.told import TOLD
from coach.records import CoachError, Mark, Told
from coach.state.rows import Given
from coach.store import store as stores
from coach.store.changes import WAITING, Busy
from coach.store.store import Store
from coach.subjects.coach import Coach, at
from tests.keeping import change_profile, put

NOW = datetime(2026, 11, 22, 12)
TASK = "step1_study"


class Failing(sqlite3.Connection):
    """A file whose disk is full at the end of a transaction."""

    is_full = is_writing = False

    def execute(self, sql: str, *values: object) -> sqlite3.Cursor:  # type: ignore[override]
        if sql.startswith("BEGIN"):
            self.is_writing = sql == "BEGIN IMMEDIATE"
        if self.is_full and self.is_writing and sql == "COMMIT":
            raise sqlite3.OperationalError("database or disk is full")
        return super().execute(sql, *values)  # type: ignore[arg-type]


def opened(home: Path) -> sqlite3.Connection:
    """The file as another program opens it."""
    return sqlite3.connect(home / places.DATABASE, isolation_level=None)


@pytest.fixture
def coach(tmp_path: Path) -> Iterator[Coach]:
    whole = Coach.open(tmp_path, at(NOW.date()), "pts/1")
    yield whole
    whole.close()


@pytest.fixture
def other(tmp_path: Path, coach: Coach) -> Iterator[Coach]:
    """Another window on the same folder."""
    whole = Coach.open(tmp_path, at(NOW.date()), "pts/2")
    yield whole
    whole.close()


def test_what_an_act_rests_on_is_as_the_other_window_left_it(coach: Coach, other: Coach) -> None:
    assert coach.road.step(TASK).state != "done"
    other.road.finish(TASK)
    assert not coach.road.finish(TASK).changed, "it is done already, by the other window"
    with pytest.raises(CoachError, match="is done already"):
        coach.road.part(TASK, 1)
    assert coach.refresh(), "what an act took in on its way is still news for the page"
    assert len(coach.history.history()) == 1


def test_undo_takes_back_what_was_shown_or_says_what_was_done_meanwhile(
    coach: Coach, other: Coach
) -> None:
    coach.road.part(TASK, 1)
    shown = coach.history.history()[0]
    other.road.part(TASK, 2)
    with pytest.raises(CoachError, match=r"Meanwhile “2 h of: .*” was done: look again"):
        coach.history.undo(shown.number)
    assert coach.road.step(TASK).told.hours_done == 3
    assert (
        coach.history.undo(other.history.history()[0].number)
        == f"window pts/2: 2 h of: {title(coach)}"
    )


def title(coach: Coach) -> str:
    return coach.road.step(TASK).task.title


def test_an_act_whose_end_cannot_be_written_is_as_if_it_never_was(
    tmp_path: Path, coach: Coach, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection = sqlite3.connect(tmp_path / places.DATABASE, isolation_level=None, factory=Failing)
    store, whole = coach._state.store, coach._state.store._connection
    monkeypatch.setattr(store, "_connection", connection)
    coach.road.part(TASK, 1)
    before, acts = coach.road.step(TASK).told, coach.history.history()
    connection.is_full = True
    for act in (lambda: coach.road.finish(TASK), coach.undo, lambda: coach.road.part(TASK, 5)):
        with pytest.raises(CoachError, match="could not be saved .*full.*nothing was changed"):
            act()
        assert not connection.in_transaction
        assert coach.road.step(TASK).told == before and coach.history.history() == acts
    connection.is_full = False
    coach.road.part(TASK, 2)
    assert coach.road.step(TASK).told.hours_done == 3
    connection.close()
    monkeypatch.setattr(store, "_connection", whole)


def test_what_reaches_the_disk_last_is_waited_for(coach: Coach) -> None:
    (synchronous,) = coach._state.store._connection.execute("PRAGMA synchronous").fetchone()
    assert synchronous == 2, "FULL"


def test_one_who_waits_says_so_and_acts_when_the_other_has_ended(
    tmp_path: Path, coach: Coach
) -> None:
    said: list[str] = []
    coach.history.waits.says = said.append
    writer = sqlite3.connect(
        tmp_path / places.DATABASE, isolation_level=None, check_same_thread=False
    )
    writer.execute("BEGIN IMMEDIATE")
    ends = threading.Timer(0.7, lambda: writer.execute("COMMIT"))
    ends.start()
    assert coach.road.part(TASK, 1).changed
    ends.join()
    assert said == [WAITING] and coach.road.step(TASK).told.hours_done == 1
    writer.close()


def test_nothing_is_begun_while_another_writes_on(tmp_path: Path, coach: Coach) -> None:
    coach.history.waits.longest_s = 0
    coach.road.part(TASK, 1)
    acts = coach.history.history()
    writer = opened(tmp_path)
    writer.execute("BEGIN IMMEDIATE")
    for act in (lambda: coach.road.part(TASK, 1), coach.undo, coach.redo):
        with pytest.raises(Busy, match="nothing was changed"):
            act()
    assert coach.history.history() == acts and coach.road.step(TASK).told.hours_done == 1
    coach.set_setting("theme", "dark")
    assert coach.setting("theme") == "dark", "a setting waits for the next act"
    writer.execute("COMMIT")
    assert writer.execute("SELECT * FROM setting WHERE key = 'theme'").fetchone() is None
    coach.road.part(TASK, 1)
    assert writer.execute("SELECT value FROM setting WHERE key = 'theme'").fetchone() == ("dark",)
    writer.close()


class Two(Given):
    """An answer that rests on two tables, and somebody who writes both between its reads."""

    between: Callable[[], object] = staticmethod(lambda: None)

    @derived
    def both(self) -> tuple[int, int]:
        marks = len(self.kept(MARKS))
        self.between()
        return marks, len(self.kept(TOLD))


def test_every_answer_is_read_of_one_moment(tmp_path: Path, coach: Coach) -> None:
    here, there = Store.open(tmp_path, NOW, "pts/1"), Store.open(tmp_path, NOW, "pts/2")
    state = Two(coach._state.facts, here, lambda: NOW, tmp_path)
    rows = ((MARKS, Mark("program", "1", "apply", "1")), (TOLD, Told("a", note="n")))
    state.between = lambda: put(there, "Both", NOW, *rows)
    assert state.both == (0, 0)
    state.between = lambda: None
    assert state.refresh() and state.both == (1, 1)
    here.close()
    there.close()


def test_nothing_that_is_asked_of_the_history_reads_all_of_it() -> None:
    store = Store(stores.database.in_memory())
    change_profile(store, "Year", {"match_year": 2027}, NOW)
    put(store, "Note", NOW, (TOLD, Told("a", note="n")))
    store.undo(NOW)
    asked: list[str] = []
    store._connection.set_trace_callback(asked.append)
    store.undo(NOW)
    store.rows(TOLD, NOW), store.rows(TOLD, 1), store.newest(), store.newest_by_table()
    store.news(1), store.acts(5, ["soap"]), store.first_change(), store.last_done()
    store.chosen_at("match_year"), store.ticked_for()
    store._connection.set_trace_callback(None)
    about = [each for each in asked if "changes" in each and each.startswith(("SELECT", "WITH"))]
    assert len(about) > 10
    for each in about:
        for *_, step in store._connection.execute(f"EXPLAIN QUERY PLAN {each}"):
            assert "SCAN c" not in step, (each, step)


def test_the_history_is_told_in_its_order_where_the_clock_was_set_back() -> None:
    store = Store(stores.database.in_memory())
    for hour, note in ((9, "a"), (3, "b"), (4, "c"), (11, "d")):
        put(store, note, datetime(2026, 11, 22, hour), (TOLD, Told("t", note=note)))
    assert [change.act for change in store.changes()] == ["d", "c", "b", "a"]
    assert store.rows(TOLD, datetime(2026, 11, 22, 10))["t"].note == "c"
    assert store.rows(TOLD, datetime(2026, 11, 22, 3, 30))["t"].note == "b"
    assert store.first_change() == "2026-11-22T09:00:00"


def test_columns_take_nothing_but_what_their_type_says(tmp_path: Path, coach: Coach) -> None:
    raw = opened(tmp_path)
    for table, column in (("told", "hours_done"), ("ranks", "place"), ("exams", "score")):
        with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
            raw.execute(f"INSERT INTO {table} (key, {column}) VALUES ('x', 'many')")
    with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
        raw.execute("INSERT INTO told (key, note) VALUES ('x', x'00')")
    with pytest.raises(sqlite3.IntegrityError, match="taken back already"):
        raw.executescript(
            "INSERT INTO acts (at, title) VALUES ('', ''); INSERT INTO acts (at, title, undoes) "
            "VALUES ('', '', 1), ('', '', 1)"
        )
    raw.close()


def test_a_row_that_fits_no_column_is_kept_aside_and_all_others_are_whole(tmp_path: Path) -> None:
    Store.open(tmp_path, NOW).close()
    raw = opened(tmp_path)
    raw.executescript(
        "DROP TABLE told; DROP TABLE aside; DROP INDEX changes_row; DROP INDEX changes_table; "
        "CREATE TABLE told (key TEXT PRIMARY KEY, started TEXT, finished "
        "TEXT, expected TEXT, due TEXT, day TEXT, snoozed TEXT, hours_done REAL, note TEXT, links "
        "TEXT); PRAGMA user_version = 7; DELETE FROM _sqlite_migrations WHERE name = "
        "'checked_tables'; INSERT INTO told (key, hours_done, note) VALUES ('z', '1.5', 'z'), "
        "('b', 'many', 'b'), ('a', '', 'a');"
        "INSERT INTO acts (id, at, title) VALUES (1, '2026-11-01T09:00:00', 'Hours');"
        "INSERT INTO changes (act, table_name, row_key, before, after) VALUES (1, 'told', 'z', "
        """'{"key": "z", "hours_done": "", "note": "old"}', '{"key": "z", "hours_done": 1.5}')"""
    )
    raw.close()
    store = Store.open(tmp_path, NOW)
    kept = store._connection.execute("SELECT key, hours_done FROM told ORDER BY rowid").fetchall()
    assert kept == [("z", 1.5), ("a", None)] and store.aside() == [("told", "b")]
    assert '"many"' in str(store._connection.execute("SELECT row FROM aside").fetchone())
    assert store.rows(TOLD)["a"].hours_done == 0
    assert store.undo(NOW) == "Hours", "a number that an older release wrote as an empty text"
    assert store.rows(TOLD)["z"] == Told("z", note="old")
    store.close()


def test_an_sqlite_that_is_too_old_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stores.sqlite3, "sqlite_version_info", (3, 22, 0))
    with pytest.raises(CoachError, match="needs SQLite 3.24.0; here is"):
        Store.open(tmp_path, NOW)
    assert not [*tmp_path.iterdir()]
