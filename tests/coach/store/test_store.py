"""The applicant's file: nothing is lost, everything can be taken back."""

from __future__ import annotations

import sqlite3
import stat
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from coach import places
from coach.logs.answers import ANSWERS, values_of
from coach.logs.marks import MARKS
from coach.logs.own_tasks import OWN_TASKS
from coach.logs.reviews import REVIEWS
from coach.logs.ticks import TICKS
from coach.logs.told import TOLD
from coach.records import CoachError, Mark, OwnTask, TaskState, Told
from coach.store import database
from coach.store.store import Store
from tests.keeping import answers, change_profile, put

NOW = datetime(2026, 11, 22, 12)


def memory() -> Store:
    return Store(database.in_memory())


def test_the_folder_and_the_file_are_the_users_own(tmp_path: Path) -> None:
    home = tmp_path / "new" / "home"
    Store.open(home, NOW).close()
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert stat.S_IMODE((home / places.DATABASE).stat().st_mode) == 0o600


def test_a_folder_that_was_there_keeps_its_mode(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    Store.open(tmp_path, NOW).close()
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755


def test_the_code_knows_how_many_migrations_there_are() -> None:
    from coach.store.schema import MIGRATIONS

    assert len(MIGRATIONS._migrations) == database.VERSION


def test_wal_and_foreign_keys_are_on(tmp_path: Path) -> None:
    connection = database.connect(tmp_path, NOW)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert connection.execute("PRAGMA foreign_keys").fetchone() == (1,)
    applied = connection.execute("SELECT name FROM _sqlite_migrations ORDER BY id").fetchall()
    assert applied == [
        ("applicant",),
        ("history",),
        ("planning",),
        ("typed_columns",),
        ("kept_answers",),
        ("logs_of_the_road",),
        ("windows",),
        ("checked_tables",),
    ]
    connection.close()


def test_an_older_file_is_backed_up_before_it_is_migrated(tmp_path: Path) -> None:
    store = Store.open(tmp_path, NOW)
    change_profile(store, "x", {"visa": "j1"}, NOW)
    store.close()
    raw = sqlite3.connect(tmp_path / places.DATABASE)
    raw.executescript(
        "DROP TABLE changes; DROP TABLE acts; PRAGMA user_version = 1;"
        "DELETE FROM _sqlite_migrations WHERE name = 'history';"
    )
    raw.close()
    store = Store.open(tmp_path, NOW)
    assert answers(store) == {"visa": "j1"}
    store.close()
    (kept,) = (tmp_path / "backups").iterdir()
    assert kept.name == "before-2-2026-11-22T120000.db"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert sqlite3.connect(kept).execute("SELECT key FROM profile").fetchall() == [("visa",)]


def test_a_file_without_the_planning_tables_opens_and_keeps_its_ticks(tmp_path: Path) -> None:
    store = Store.open(tmp_path, NOW)
    put(store, "Done: x", NOW, (TICKS, TaskState("x", "done", "2026-11-20", "why")))
    store.close()
    raw = sqlite3.connect(tmp_path / places.DATABASE)
    raw.executescript(
        "DROP TABLE told; DROP TABLE own_task; DROP TABLE review; PRAGMA user_version = 2;"
        "DELETE FROM _sqlite_migrations WHERE name = 'planning';"
    )
    raw.close()
    store = Store.open(tmp_path, NOW)
    assert store.rows(TICKS) == {"x": TaskState("x", "done", "2026-11-20", "why")}
    assert store.rows(TOLD) == {} and store.rows(OWN_TASKS) == {} and store.rows(REVIEWS) == {}
    told = Told("x", started=NOW.date(), hours_done=2.5, note="half", links=("person:1",))
    assert put(store, "Planned: x", NOW, (TOLD, told))
    assert store.rows(TOLD) == {"x": told}
    assert store.undo(NOW) == "Planned: x" and store.rows(TOLD) == {}
    store.close()
    assert (tmp_path / "backups" / "before-3-2026-11-22T120000.db").exists()


def test_everything_can_be_seen_as_it_was_at_a_time() -> None:
    store = memory()
    monday, friday = datetime(2026, 11, 23, 9), datetime(2026, 11, 27, 9)
    own = OwnTask("my_x", "X", "exams", 2, ("a",), date(2026, 12, 1), "2026-11-23")
    put(store, "Added", monday, (OWN_TASKS, own), (TOLD, Told("my_x", note="n")))
    change_profile(store, "Profile", {"visa": "j1"}, monday)
    with store.act("Changed", friday) as act:
        act.put(TICKS, TaskState("a", "done", "2026-11-27"))
        act.put(TOLD, Told("my_x", note="m"))
        act.remove(OWN_TASKS, "my_x")
    change_profile(store, "Profile", {"visa": None}, friday)
    then = datetime(2026, 11, 25)
    assert store.rows(OWN_TASKS, then) == {"my_x": own}
    assert store.rows(TOLD, then)["my_x"].note == "n"
    assert values_of(store.rows(ANSWERS, then)) == {"visa": "j1"} and not store.rows(TICKS, then)
    assert store.rows(TICKS, friday)["a"].state == "done"
    assert store.rows(OWN_TASKS, datetime(2026, 11, 1)) == {}


def test_a_failed_migration_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from coach.store import schema

    monkeypatch.setattr(schema.MIGRATIONS._migrations[1], "fn", lambda database: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        Store.open(tmp_path, NOW)
    raw = sqlite3.connect(tmp_path / places.DATABASE)
    assert raw.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
    raw.close()


@pytest.mark.parametrize("content", [b"not a database at all, sorry" * 50, b"SQLite format 3\0xx"])
def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path, content: bytes) -> None:
    (tmp_path / places.DATABASE).write_bytes(content)
    with pytest.raises(CoachError, match="left (alone|as it is)"):
        Store.open(tmp_path, NOW)
    assert (tmp_path / places.DATABASE).read_bytes() == content


def test_a_foreign_database_is_left_alone(tmp_path: Path) -> None:
    raw = sqlite3.connect(tmp_path / places.DATABASE)
    raw.execute("CREATE TABLE recipes (name)")
    raw.commit()
    raw.close()
    before = (tmp_path / places.DATABASE).read_bytes()
    with pytest.raises(CoachError, match="is not a coach database"):
        Store.open(tmp_path, NOW)
    assert (tmp_path / places.DATABASE).read_bytes() == before


def test_a_file_of_a_newer_release_is_left_alone(tmp_path: Path) -> None:
    Store.open(tmp_path, NOW).close()
    raw = sqlite3.connect(tmp_path / places.DATABASE)
    raw.execute("PRAGMA user_version = 99")
    raw.close()
    with pytest.raises(CoachError, match="newer coach"):
        Store.open(tmp_path, NOW)


def test_each_change_is_one_act_with_the_rows_before_and_after() -> None:
    store = memory()
    change_profile(store, "first", {"visa": "j1", "match_year": 2027}, NOW)
    change_profile(store, "second", {"visa": "either"}, NOW)
    newest = store.changes(1)[0]
    assert (newest.act, newest.table, newest.key) == ("second", "profile", "visa")
    assert newest.before == {"key": "visa", "value": '"j1"'}
    assert newest.after == {"key": "visa", "value": '"either"'}
    assert len({change.group for change in store.changes()}) == 2


def test_what_changes_nothing_is_no_act() -> None:
    store = memory()
    assert change_profile(store, "x", {"visa": "j1"}, NOW)
    assert not change_profile(store, "x", {"visa": "j1"}, NOW)
    assert len(store.changes()) == 1


def test_undo_takes_whole_acts_back_newest_first() -> None:
    store = memory()
    change_profile(store, "first", {"visa": "j1", "match_year": 2027}, NOW)
    put(store, "mark", NOW, (MARKS, Mark("program", "1", "apply", "A")))
    assert store.undo(NOW) == "mark"
    assert store.rows(MARKS) == {}
    assert store.undo(NOW) == "first"
    assert answers(store) == {}
    assert store.undo(NOW) is None


keys = st.sampled_from(["visa", "match_year", "budget"])
acts = st.lists(
    st.one_of(
        st.tuples(st.just("profile"), keys, st.one_of(st.none(), st.integers(0, 3))),
        st.tuples(st.just("task"), keys, st.sampled_from(["done", "skipped", ""])),
        st.tuples(st.just("mark"), keys, st.sampled_from(["apply", "no", ""])),
    ),
    max_size=12,
)


def everything(store: Store) -> object:
    return answers(store), store.rows(TICKS), store.rows(MARKS)


@given(acts)
def test_doing_and_undoing_is_doing_nothing(plan: list[tuple[str, str, object]]) -> None:
    store = memory()
    seen = [everything(store)]
    for table, key, value in plan:
        if table == "profile":
            changed = change_profile(store, "p", {key: value}, NOW)
        elif table == "task":
            state = TaskState(key, str(value), "2026-11-22") if value else None
            with store.act("t", NOW) as act:
                act.set(TICKS, key, state)
            changed = act.changed
        else:
            changed = put(store, "m", NOW, (MARKS, Mark("program", key, str(value), key)))
        if changed:
            seen.append(everything(store))
    while len(seen) > 1:
        assert everything(store) == seen.pop()
        store.undo(NOW)
    assert everything(store) == seen[0]
    store.close()
