"""Everything as plain tables and back: equal data, whatever the texts."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from coach.logs.own_tasks import OWN_TASKS
from coach.logs.told import TOLD
from coach.records import OwnTask, Told
from coach.store import plain
from coach.store.database import in_memory
from coach.store.store import Store
from coach.subjects.coach import Coach
from tests.keeping import put

Run = Callable[..., tuple[int, Any, str]]
NOW = datetime(2026, 11, 22, 12)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    ["=1+1", "'=x", "''", "-", '"', '","', "a\r\nb", "\r", "12", "1.0", "None", " "]
)


@pytest.mark.parametrize("name", ["all.json", "folder"])
@given(
    notes=st.lists(TEXT, min_size=1, max_size=4), hours=st.floats(0.25, 900), title=TEXT, undo=...
)
def test_whatever_is_kept_comes_back_equal(
    tmp_path_factory: pytest.TempPathFactory,
    name: str,
    notes: list[str],
    hours: float,
    title: str,
    undo: bool,
) -> None:
    store = Store(in_memory())
    for number, note in enumerate(notes):
        told = Told(f"k{number}", hours_done=hours, note=note, links=(note, "b"))
        own = OwnTask(f"my_{number}", title or "x", "exams", hours, (note,), None, "2026-11-23")
        put(store, title, NOW, (TOLD, told), (OWN_TASKS, own))
    if undo:
        store.undo(NOW)
    target = tmp_path_factory.mktemp("plain") / name
    plain.write(store.tables(), target, force=False)
    again = Store(in_memory())
    again.fill(plain.read(target))
    assert again.tables() == store.tables()
    assert again.history() == store.history() and again.changes() == store.changes()
    store.close()
    again.close()


@pytest.mark.parametrize("target", ["all.json", "all"])
def test_the_example_comes_back_in_an_empty_home(run: Run, tmp_path: Path, target: str) -> None:
    file = tmp_path / target
    assert run("demo", "--write")[0] == 0
    status, written, _ = run("export", "everything", str(file), "--json")
    assert status == 0 and written["rows"] > 200
    before = run("week")[1], run("log")[1], run("list")[1], run("profile", "show")[1]
    status, _, said = run("import", "everything", str(file))
    assert status == 1 and "kept here already" in said and "--home" in said
    (tmp_path / "home").rename(tmp_path / "old")
    assert run("import", "everything", str(file))[0] == 0
    assert (run("week")[1], run("log")[1], run("list")[1], run("profile", "show")[1]) == before
    assert run("export", "everything", str(file))[0] == 1
    assert run("undo")[0] == 0


def test_nothing_of_soap_is_in_it(open_coach: Callable[..., Coach], tmp_path: Path) -> None:
    coach = open_coach(
        datetime(2027, 3, 16), certified="yes", match_result="not_matched", match_year=2027
    )
    coach.soap.pick("1403511253")
    assert coach.soap.picks
    coach.backups.write_everything(tmp_path / "all.json", force=False)
    assert "1403511253" not in (tmp_path / "all.json").read_text()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{}", "is not what"),
        ("[" * 100_000, "is not what"),
        ('{"schema": 99, "tables": {}}', "newer coach"),
        ('{"schema": 7, "tables": {"dreams": [{"key": "a"}]}}', "“dreams”"),
        ('{"schema": 7, "tables": {"task": [{"key": "a", "colour": "b"}]}}', "“colour”"),
        ('{"schema": 7, "tables": {"task": [{"key": ["a"]}]}}', "is not what"),
    ],
)
def test_what_is_something_else_is_a_sentence(
    run: Run, tmp_path: Path, content: str, words: str
) -> None:
    (tmp_path / "a.json").write_text(content)
    status, _, said = run("import", "everything", str(tmp_path / "a.json"))
    assert status == 1 and words in said and said.count("\n") == 1
    assert json.loads(json.dumps(run("log", "--json")[1])) == {"changes": []}
