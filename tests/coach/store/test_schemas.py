"""Databases of every schema that was released open in the newest, with all that they hold.

Each was written by the code of its time (`coach demo --write`; 1 and 2, which had no commands, by
their store), and stands in tests/golden/schemas; that of a new schema is added with it.
"""

from __future__ import annotations

import gzip
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, Final

import pytest

from coach import places
from coach.store import backups, database

Run = Callable[..., tuple[int, Any, str]]
SCHEMAS: Final = Path("tests/golden/schemas").resolve()
VERSIONS: Final = range(1, database.VERSION)
SETTINGS: Final = "SELECT * FROM setting WHERE key NOT LIKE 'facts.%'"
KEPT: Final = {"SELECT id, at, title, undoes FROM acts": 2, SETTINGS: 1}
"""What no release changes, each with the schema from which on it is there; what the facts of a
release said is its own."""


def older(home: Path, version: int) -> Path:
    """The database of a schema in a home."""
    home.mkdir()
    content = gzip.decompress((SCHEMAS / f"version{version}.db.gz").read_bytes())
    (home / places.DATABASE).write_bytes(content)
    return home / places.DATABASE


def asked(file: Path, version: int) -> list[list[tuple[object, ...]]]:
    with closing(sqlite3.connect(file)) as connection:
        return [
            connection.execute(query).fetchall()
            for query, since in KEPT.items()
            if version >= since
        ]


def test_every_schema_is_here() -> None:
    assert {file.name for file in SCHEMAS.iterdir()} == {f"version{one}.db.gz" for one in VERSIONS}


@pytest.mark.parametrize("version", VERSIONS)
def test_a_database_of_any_schema_opens_with_all_that_it_holds(
    run: Run, tmp_path: Path, version: int
) -> None:
    file = older(tmp_path / "home", version)
    before = asked(file, version)
    for words in ("week", "journey", "log", "history", "list", "doctor", "money"):
        assert run(words)[0] == 0, words
    assert run("doctor", "--json")[1]["doctor"]["damaged_rows"] == []
    assert asked(file, version)[0] == before[0] and len(before[0]) >= (version > 1) * 3
    answers = run("profile", "show", "--json")[1]["profile"]
    assert answers["visa"] == "j1" and answers["match_year"] == 2027
    (copy,) = (tmp_path / "home" / "backups").glob(f"before-{version + 1}-*.db")
    assert asked(copy, version) == before and backups.about(copy).ok == (version > 1)
    assert run("profile", "set", "visa=either")[0] == 0 and run("undo")[0] == 0
    assert run("restore", copy.name)[0] == 0
    assert run("profile", "show", "--json")[1]["profile"] == answers


@pytest.mark.parametrize("words", ["week", "backup", "undo"])
def test_a_database_of_a_newer_schema_is_left_byte_for_byte(
    run: Run, tmp_path: Path, words: str
) -> None:
    file = older(tmp_path / "home", database.VERSION - 1)
    with closing(sqlite3.connect(file)) as raw:
        raw.execute(f"PRAGMA user_version = {database.VERSION + 1}")
    content = file.read_bytes()
    status, _, said = run(words)
    assert status == 1 and "newer coach" in said and said.count("\n") == 1
    assert file.read_bytes() == content and [one.name for one in file.parent.iterdir()] == [
        file.name
    ]
