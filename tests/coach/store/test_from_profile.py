"""Exams, months and letters that an older file keeps as answers move into their logs, with all that
the history knows of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st
from sqlite_utils import Database

from coach import places
from coach.logs import declared
from coach.logs.answers import answers_in
from coach.store import database
from coach.store.schema import MIGRATIONS
from coach.store.store import Store

NOW = datetime(2026, 11, 1, 12)
ANSWERS: dict[str, st.SearchStrategy[object]] = {
    "visa": st.sampled_from(["j1", "none"]),
    "step1.passed": st.booleans(),
    "step1.attempts": st.integers(0, 4),
    "step1.attempt_dates": st.just(["2024-02-29", "2025-03-01"]),
    "step2ck.score": st.integers(200, 280),
    "step2ck.planned": st.just("2027-01-15"),
    "experience.observership": st.integers(0, 12),
    "letters.us": st.integers(0, 4),
    "letters.specialty": st.integers(0, 4),
}
ACT = st.fixed_dictionaries(
    {}, optional={key: st.one_of(st.none(), value) for key, value in ANSWERS.items()}
)


def an_older_file(home: Path, acts: list[dict[str, object]]) -> list[dict[str, object]]:
    """A file of version 5 with these acts on its profile; the answers after each of them."""
    after: list[dict[str, object]] = []
    kept: dict[str, object] = {}
    with closing(database.connect(home, NOW)) as new:
        new.close()
    (home / places.DATABASE).unlink()
    file = Database(home / places.DATABASE)
    MIGRATIONS.apply(file, stop_before="logs_of_the_road")
    for act in acts:
        if not any(_row(key, kept.get(key)) != _row(key, value) for key, value in act.items()):
            continue  # such an act leaves no trace
        number = len(after) + 1
        at = (NOW + timedelta(minutes=number)).isoformat(timespec="seconds")
        file.execute("INSERT INTO acts (id, at, title) VALUES (?, ?, ?)", (number, at, "Profile"))
        for key, value in act.items():
            was, now = (_row(key, each) for each in (kept.get(key), value))
            if was != now:
                file.execute(
                    "INSERT INTO changes (act, table_name, row_key, before, after) "
                    "VALUES (?, 'profile', ?, ?, ?)",
                    (number, key, was, now),
                )
            kept = {name: each for name, each in {**kept, key: value}.items() if each is not None}
        after.append(dict(kept))
    for key, value in kept.items():
        file.execute("INSERT INTO profile VALUES (?, ?)", (key, json.dumps(value)))
    file.execute(f"PRAGMA application_id = {database.APPLICATION_ID}")
    file.execute("PRAGMA user_version = 5")
    file.conn.commit()
    file.close()
    return after


def _row(key: str, value: object) -> str | None:
    return None if value is None else json.dumps({"key": key, "value": json.dumps(value)})


@settings(max_examples=40, deadline=None)
@given(acts=st.lists(ACT, min_size=1, max_size=6))
def test_every_answer_stays_at_every_time_and_undo_goes_all_the_way(
    tmp_path_factory: pytest.TempPathFactory, acts: list[dict[str, object]]
) -> None:
    home = tmp_path_factory.mktemp("older")
    after = an_older_file(home, acts) or [{}]
    store = Store.open(home, NOW)
    store.grow(declared().values())
    assert _plainly(answers_in(store.rows, NOW.date())) == _plainly(after[-1])
    for number, expected in enumerate(after, 1):
        at = NOW + timedelta(minutes=number)
        assert _plainly(
            answers_in(lambda rows, at=at: store.rows(rows, at), NOW.date())
        ) == _plainly(expected)
    for expected in [*reversed(after[:-1]), {}][: len(after) * bool(after[0])]:
        assert store.undo(NOW + timedelta(days=1))
        assert _plainly(answers_in(store.rows, NOW.date())) == _plainly(expected)
    store.close()


def _plainly(answers: Mapping[str, object]) -> dict[str, object]:
    """Without a number of letters that is 0 beside one that is not."""
    some = any(answers.get(key) for key in ("letters.us", "letters.specialty"))
    return {
        key: value
        for key, value in answers.items()
        if not (some and key.startswith("letters.") and value == 0)
    }


def test_the_older_file_is_copied_first(tmp_path: Path) -> None:
    an_older_file(tmp_path, [{"step1.passed": True}])
    Store.open(tmp_path, NOW).close()
    (copy,) = (tmp_path / "backups").iterdir()
    assert copy.name == "before-6-2026-11-01T120000.db"
