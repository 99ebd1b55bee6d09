"""Several commands at once: what each told is kept, and an act is taken back once."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from coach.logs.told import TOLD
from coach.records import CoachError, Told
from coach.store.database import in_memory
from coach.store.store import Store
from tests.conftest import DRAWN

NOW = datetime(2026, 11, 22, 12)
ROOT = Path(__file__).parents[3]
COMMAND = """
import sys
from screens.start import main
sys.stdin.readline()
for words in sys.argv[1:]:
    try:
        main(words.split())
    except SystemExit:
        pass
"""


def at_once(home: Path, *commands: list[str]) -> list[str]:
    """What processes print that begin together, each with its lines of commands."""
    running = [
        subprocess.Popen(
            [sys.executable, "-c", COMMAND, *(f"--home {home} {words}" for words in lines)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )
        for lines in commands
    ]
    for process in running:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    return [process.communicate(timeout=600)[0] for process in running]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    at_once(tmp_path, ["--today 2026-11-22 today"])
    return tmp_path


def test_parts_that_five_commands_tell_at_once_are_all_kept(home: Path) -> None:
    times = max(5, DRAWN // 5)
    printed = at_once(home, *[["--today 2026-11-22 do step1_study --part 1"] * times] * 5)
    store = Store.open(home, NOW)
    try:
        assert store.rows(TOLD)["step1_study"].hours_done == 5 * times, printed
        assert len(store.changes(10_000)) == 5 * times
    finally:
        store.close()


def test_undos_at_once_take_each_act_back_once(home: Path) -> None:
    at_once(home, ["--today 2026-11-22 do step1_study --part 1"] * 4)
    at_once(home, *[["--today 2026-11-22 undo"]] * 3)
    store = Store.open(home, NOW)
    try:
        assert store.rows(TOLD)["step1_study"].hours_done == 1
        taken_back = [change.undoes for change in store.changes() if change.undoes]
        assert len(taken_back) == len(set(taken_back)) == 3
    finally:
        store.close()


def test_an_act_that_fails_leaves_everything_as_it_was() -> None:
    store = Store(in_memory())
    with pytest.raises(CoachError, match="no"), store.act("x", NOW) as act:
        act.put(TOLD, Told("a", note="n"))
        raise CoachError("no")
    assert store.rows(TOLD) == {} and not store.changes()


def test_a_row_of_more_than_100_kb_is_refused_untouched() -> None:
    store = Store(in_memory())
    with pytest.raises(CoachError, match="at most 100 kB"), store.act("x", NOW) as act:
        act.put(TOLD, Told("a", note="short"))
        act.put(TOLD, Told("b", note="é" * 60_000))
    assert store.rows(TOLD) == {} and not store.changes()


def test_what_is_changed_and_changed_back_in_one_act_is_no_act() -> None:
    store = Store(in_memory())
    with store.act("x", NOW) as act:
        act.put(TOLD, Told("a", note="n"))
        act.remove(TOLD, "a")
    assert not act.changed and not store.changes()


def test_the_news_are_the_changes_since_one_was_seen() -> None:
    store = Store(in_memory())
    seen = store.newest()
    assert store.news(seen) == (0, set())
    for note in "ab":
        with store.act("x", NOW) as act:
            act.put(TOLD, Told(note, note=note))
    newest, touched = store.news(seen)
    assert touched == {("told", "a"), ("told", "b")} and newest == store.newest()
    store.undo(NOW)
    assert store.news(newest)[1] == {("told", "b")}
