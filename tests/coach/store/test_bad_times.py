"""A migration that is cut off, and a release from before it that is still open beside it."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import pytest

from coach import places
from coach.logs.told import TOLD
from coach.records import Told
from coach.store.store import Store

NOW = datetime(2026, 11, 22, 12)
ROOT = Path(__file__).parents[3]
OLD_ROW = (
    "INSERT OR REPLACE INTO told (key, started, finished, expected, due, day, snoozed, "
    "hours_done, note, links) VALUES (?, '', '', '', ?, '', '', ?, 'n', '[]')"
)
CUT_OFF = """
import os, signal, sys
from datetime import datetime
from pathlib import Path
from coach.store import schema
from coach.store.store import Store
schema.TYPED = (*schema.TYPED[:int(sys.argv[2])],)
apply = schema.MIGRATIONS.apply
def applied(database):
    apply(database)
    os.kill(os.getpid(), signal.SIGKILL)
schema.MIGRATIONS.apply = applied
Store.open(Path(sys.argv[1]), datetime(2026, 11, 22, 12))
"""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A database of the third version, with something told."""
    Store.open(tmp_path, NOW).close()
    raw = sqlite3.connect(tmp_path / places.DATABASE)
    raw.executescript(
        "DROP TRIGGER undone_once; DROP TABLE kept; DROP TABLE told; "
        "CREATE TABLE told (key TEXT PRIMARY KEY, started TEXT, finished TEXT, expected TEXT, "
        "due TEXT, day TEXT, snoozed TEXT, hours_done TEXT, note TEXT, links TEXT);"
        "PRAGMA user_version = 3; DELETE FROM _sqlite_migrations WHERE name IN "
        "('typed_columns', 'kept_answers');"
        "INSERT INTO setting VALUES ('kept ahead', 'answer'), ('theme', 'dark');"
    )
    raw.execute(OLD_ROW, ("a", "2026-12-01", "1.5"))
    raw.commit()
    raw.close()
    return tmp_path


def told(home: Path) -> dict[str, Told]:
    store = Store.open(home, NOW)
    try:
        return store.rows(TOLD)
    finally:
        store.close()


A: Told = Told("a", due=date(2026, 12, 1), hours_done=1.5, note="n")


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
@pytest.mark.parametrize("steps", [1, 2, 7, 8, 13])
def test_a_migration_that_is_killed_leaves_all_as_before_and_is_done_later(
    old: Path, steps: int
) -> None:
    killed = subprocess.run(
        [sys.executable, "-c", CUT_OFF, str(old), str(steps)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    raw = sqlite3.connect(old / places.DATABASE)
    assert raw.execute("PRAGMA user_version").fetchone() == (3,)
    assert raw.execute("SELECT hours_done FROM told").fetchall() == [("1.5",)]
    assert raw.execute("SELECT count(*) FROM setting").fetchone() == (2,)
    raw.close()
    assert told(old) == {"a": A}


def test_a_kept_answer_is_no_setting_any_more(old: Path) -> None:
    store = Store.open(old, NOW)
    assert (store.kept("ahead"), store.setting("kept ahead")) == ("answer", None)
    assert store.setting("theme") == "dark"
    store.close()


def test_a_release_from_before_that_is_still_open_loses_nothing(old: Path) -> None:
    beside = sqlite3.connect(old / places.DATABASE, isolation_level=None)
    assert beside.execute("SELECT count(*) FROM told").fetchone() == (1,)
    assert told(old) == {"a": A}
    beside.execute(OLD_ROW, ("b", "", "2"))
    assert beside.execute("SELECT hours_done FROM told WHERE key = 'b'").fetchone() == (2.0,)
    assert told(old) == {"a": A, "b": Told("b", hours_done=2, note="n")}
    beside.execute("INSERT INTO acts (at, title) VALUES ('2026-11-22', 'x')")
    undone = "INSERT INTO acts (at, title, undoes) VALUES ('2026-11-22', 'Undo: x', 1)"
    beside.execute(undone)
    with pytest.raises(sqlite3.IntegrityError, match="taken back already"):
        beside.execute(undone)
    beside.close()


def test_an_old_act_of_text_values_is_taken_back_as_numbers(old: Path) -> None:
    store = Store.open(old, NOW)
    with store.act("Part", NOW) as act:
        act.put(TOLD, Told("a", hours_done=9))
    raw = sqlite3.connect(old / places.DATABASE)
    raw.execute(
        "UPDATE changes SET before = ?",
        (
            '{"key": "a", "started": "", "finished": "", "expected": "", "due": "2026-12-01", '
            '"day": "", "snoozed": "", "hours_done": "1.5", "note": "n", "links": "[]"}',
        ),
    )
    raw.commit()
    assert store.undo(NOW) == "Part" and store.rows(TOLD) == {"a": A}
    assert raw.execute("SELECT hours_done FROM told").fetchone() == (1.5,)
    raw.close()
    store.close()
