"""Undo, redo and back to a point, from two windows: the history shows what they end in."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from coach.logs.marks import MARKS
from coach.logs.ranks import RANKS, Rank
from coach.logs.told import TOLD
from coach.records import CoachError, Done, Mark, Told
from coach.store.changes import as_row
from coach.store.database import in_memory
from coach.store.store import Store
from tests.conftest import DRAWN
from tests.keeping import put

NOW = datetime(2026, 11, 22, 12)
ROOT = Path(__file__).parents[3]
Rows = dict[tuple[str, str], dict[str, object] | None]


def windows() -> tuple[Store, Store]:
    """One file, open in two windows."""
    connection = in_memory()
    Store(connection).grow([RANKS])
    return Store(connection, "pts/1"), Store(connection, "pts/2")


def mark(store: Store, key: str, value: str) -> bool:
    return put(store, f"{key} {value}", NOW, (MARKS, Mark("program", key, value, key)))


def rank(store: Store, program: str, place: int) -> bool:
    return put(store, f"Ranked: {program}", NOW, (RANKS, Rank(2027, program, place=place)))


def titles(store: Store) -> list[tuple[str, bool]]:
    return [(done.title, done.back is not None) for done in store.history()]


def undo(store: Store) -> Done | None:
    with store.turning(NOW) as turning:
        return turning.undo()


def redo(store: Store, number: int | None = None) -> list[str]:
    with store.turning(NOW) as turning:
        return [done.title for done in turning.redo(number)]


def back_to(store: Store, number: int, falls: list[int] | None = None) -> list[str]:
    with store.turning(NOW) as turning:
        return [done.title for done in turning.back_to(number, falls)]


def told(store: Store) -> Rows:
    """What the tables hold."""
    connection: sqlite3.Connection = store._connection
    rows: Rows = {}
    for table in ("mark", "told", "ranks"):
        cursor = connection.execute(f'SELECT * FROM "{table}"')
        names = [column[0] for column in cursor.description]
        rows |= {(table, row[0]): dict(zip(names, row, strict=True)) for row in cursor}
    return rows


def replayed(store: Store, acts: list[int]) -> Rows:
    """What doing these acts one after the other makes."""
    rows: Rows = {}
    for act in acts:
        for table, key, after in store._connection.execute(
            "SELECT table_name, row_key, after FROM changes WHERE act = ? ORDER BY id", (act,)
        ):
            rows[table, key] = as_row(after)
    return {place: row for place, row in rows.items() if row}


def every_act(store: Store) -> list[int]:
    return [number for (number,) in store._connection.execute("SELECT id FROM acts ORDER BY id")]


class TwoWindows(RuleBasedStateMachine):
    """Any sequence of acts, undo, redo and back to here."""

    def __init__(self) -> None:
        super().__init__()
        self.stores = windows()

    where = st.integers(0, 1)
    keys = st.sampled_from("abc")

    @rule(where=where, key=keys, value=st.sampled_from(["apply", "no", ""]))
    def act(self, where: int, key: str, value: str) -> None:
        mark(self.stores[where], key, value)

    @rule(where=where, key=keys, place=st.integers(1, 3))
    def ranks(self, where: int, key: str, place: int) -> None:
        rank(self.stores[where], key, place)

    @rule(where=where, note=st.sampled_from(["x", "y", ""]))
    def many(self, where: int, note: str) -> None:
        rows = [(TOLD, Told(key, note=note)) for key in "ab"]
        put(self.stores[where], f"Notes {note}", NOW, *rows)

    @rule(where=where)
    def undo(self, where: int) -> None:
        before = told(self.stores[0])
        if undo(self.stores[where]):
            assert redo(self.stores[1 - where]) and told(self.stores[0]) == before
            undo(self.stores[where])

    @rule(where=where, pick=st.none() | st.integers(0, 30))
    def redo(self, where: int, pick: int | None) -> None:
        store, before = self.stores[where], (told(self.stores[0]), every_act(self.stores[0]))
        gone = [done.number for done in store.history() if done.back]
        try:
            redo(store, gone[pick % len(gone)] if gone and pick is not None else None)
        except CoachError as error:
            assert "changed the same since" in str(error)
            assert before == (told(store), every_act(store))

    @precondition(lambda self: any(done.back is None for done in self.stores[0].history()))
    @rule(where=where, pick=st.integers(0, 30))
    def back_to(self, where: int, pick: int) -> None:
        stands = [done for done in self.stores[where].history() if done.back is None]
        place = pick % len(stands)
        before = told(self.stores[0])
        fell = back_to(self.stores[where], stands[place].number)
        assert fell == [done.title for done in stands[:place]]
        if fell:
            assert redo(self.stores[where]) == fell[::-1] and told(self.stores[0]) == before
            back_to(self.stores[where], stands[place].number)

    @invariant()
    def the_history_shows_the_state(self) -> None:
        store = self.stores[0]
        stands = [done.last for done in reversed(store.history()) if done.back is None]
        assert told(store) == replayed(store, every_act(store)) == replayed(store, stands)

    def teardown(self) -> None:
        self.stores[0].close()


class TwoPrograms(TwoWindows):
    """The same with two connections to one file, as two programs have it."""

    def __init__(self) -> None:
        super().__init__()
        self.teardown()
        self.folder = TemporaryDirectory()
        home = Path(self.folder.name)
        self.stores = Store.open(home, NOW, "pts/1"), Store.open(home, NOW, "pts/2")
        for store in self.stores:
            store.grow([RANKS])
            store._connection.execute("PRAGMA synchronous = OFF")

    def teardown(self) -> None:
        for store in self.stores:
            store.close()
        if hasattr(self, "folder"):
            self.folder.cleanup()


TestTwoWindows = TwoWindows.TestCase
TestTwoWindows.settings = settings(max_examples=DRAWN // 2, stateful_step_count=20, deadline=None)
TestTwoPrograms = TwoPrograms.TestCase
TestTwoPrograms.settings = settings(max_examples=DRAWN // 5, stateful_step_count=20, deadline=None)


@pytest.mark.skipif(sys.platform == "win32", reason="no fork there")
def test_programs_that_act_and_undo_at_once_leave_one_whole_history(tmp_path: Path) -> None:
    store = Store.open(tmp_path, NOW)
    store.grow([RANKS])
    programs = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.coach.store.at_random", tmp_path, str(seed), str(DRAWN)],
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        for seed in range(3)
    ]
    printed = [program.communicate(timeout=600)[0].splitlines() for program in programs]
    assert [lines[-1] for lines in printed] == ["whole"] * 3
    acknowledged = [line for lines in printed for line in lines[:-1]]
    acts = store._connection.execute("SELECT id, title FROM acts").fetchall()
    assert sorted(acknowledged) == sorted(f"{number} {title}" for number, title in acts)
    stands = [done.last for done in reversed(store.history()) if done.back is None]
    assert told(store) == replayed(store, every_act(store)) == replayed(store, stands)
    assert store._connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    while store.undo(NOW):
        pass
    assert told(store) == {}, "every act is taken back once"
    store.close()


def test_what_was_taken_back_is_done_again_and_stands_once() -> None:
    here, _ = windows()
    mark(here, "a", "apply")
    mark(here, "b", "no")
    assert undo(here) and redo(here) == ["b no"] and redo(here) == []
    assert titles(here) == [("b no", False), ("a apply", False)]
    assert [change.act for change in here.changes()] == ["Redo: b no", "Undo: b no"] + [
        *("b no", "a apply")
    ]
    assert [change.undone for change in here.changes()] == [False, True, False, False]
    assert here.undo(NOW) == "b no" and here.undo(NOW) == "a apply" and here.undo(NOW) is None


def test_all_that_went_in_one_go_comes_again_in_one_go_and_then_goes_singly() -> None:
    here, other = windows()
    for key in "abc":
        mark(other if key == "b" else here, key, "apply")
    first = here.history()[-1]
    assert back_to(here, first.number) == ["c apply", "b apply"]
    assert titles(here) == [("c apply", True), ("b apply", True), ("a apply", False)]
    assert redo(other) == ["b apply", "c apply"]
    assert [done.window for done in here.history()] == ["pts/2", "pts/2", "pts/1"]
    assert here.undo(NOW) == "c apply" and set(here.rows(MARKS)) == {"program:a", "program:b"}


def test_of_what_went_in_one_go_one_act_comes_again_with_those_done_before_it() -> None:
    here, _ = windows()
    for key in "abcd":
        mark(here, key, "apply")
    numbers = {done.title[0]: done.number for done in here.history()}
    back_to(here, numbers["a"])
    assert redo(here, numbers["c"]) == ["b apply", "c apply"]
    assert ("d apply", True) in titles(here) and redo(here) == ["d apply"]


def test_redo_after_another_windows_change_of_the_same_is_refused_by_name() -> None:
    here, other = windows()
    mark(here, "a", "apply")
    mark(here, "b", "apply")
    back_to(here, here.history()[-1].number)
    mark(other, "c", "no")
    assert undo(here) and redo(here) == ["c no"]
    mark(other, "b", "no")
    acts = every_act(here)
    with pytest.raises(CoachError) as refused:
        redo(here)
    assert str(refused.value) == (
        "“b apply” cannot be done again: “b no” (2026-11-22 12:00, window pts/2) changed the same "
        "since. Nothing was changed."
    )
    assert every_act(here) == acts
    undo(other)
    assert redo(other) == ["b no"], "what was taken back last comes first"
    undo(other)
    assert redo(here, 2) == ["b apply"]


def test_a_place_among_others_is_the_same_thing_as_the_others() -> None:
    here, other = windows()
    rank(here, "a", 1)
    undo(here)
    rank(other, "b", 1)
    with pytest.raises(CoachError, match="“Ranked: b”"):
        redo(here)
    undo(other)
    assert redo(here, here.history()[-1].number) == ["Ranked: a"]


def test_another_window_acts_while_one_reads_what_falls() -> None:
    here, other = windows()
    for key in "ab":
        mark(here, key, "apply")
    newest, oldest = here.history()
    mark(other, "c", "no")
    with pytest.raises(CoachError, match="Meanwhile “c no” was done: look again"):
        back_to(here, oldest.number, [newest.number])
    undo(other)
    undo(other)
    with pytest.raises(CoachError, match="something was taken back"):
        back_to(here, oldest.number, [newest.number])
    with pytest.raises(CoachError, match="does not stand any more"):
        back_to(here, newest.number)
