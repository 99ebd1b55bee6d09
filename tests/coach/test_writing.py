"""The one writer: private, whole or not at all, never over what is there unless told."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from coach.records import CoachError
from coach.store.store import Store
from coach.writing import new_file, sweep, unused, write_file
from tests.keeping import change_profile


def test_a_file_that_is_there_is_kept_unless_told(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    write_file(file, b"first")
    with pytest.raises(CoachError, match="exists already"):
        write_file(file, b"second")
    assert file.read_bytes() == b"first"
    with pytest.raises(CoachError, match="exists already"), new_file(tmp_path / "b") as draft:
        # Another program makes the file while ours is being written.
        (tmp_path / "b").write_bytes(b"theirs")
        draft.write_bytes(b"ours")
    assert (tmp_path / "b").read_bytes() == b"theirs"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.toml", "b"]
    assert unused(file).name == "a-2.toml"


def test_a_file_is_private_and_replaced_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.csv"
    file.write_text("old")
    file.chmod(0o644)
    write_file(file, b"new", over=True)
    assert file.read_bytes() == b"new"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(CoachError, match="No space left"):
        write_file(file, b"newer", over=True)
    assert file.read_bytes() == b"new" and len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("name", [".", "/dev/null", "missing/a.csv"])
def test_what_is_no_file_is_not_written(tmp_path: Path, name: str) -> None:
    with pytest.raises(CoachError):
        write_file(tmp_path / name, b"x")
    assert not Path("/dev/null").is_file()


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (("profile", "export"), "a.toml"),
        (("export", "week"), "a.csv"),
        (("export", "summary"), "a.md"),
        (("week", "--markdown"), "a.md"),
        (("calendar", "--ics"), "a.ics"),
    ],
)
def test_every_command_that_writes_asks_to_be_told(
    run: Callable[..., tuple[int, Any, str]], tmp_path: Path, words: tuple[str, ...], name: str
) -> None:
    run("profile", "set", "visa=j1", "match_year=2028", "hours_per_week=12")
    file = tmp_path / name
    file.write_text("mine")
    status, _, said = run(*words, str(file))
    assert status == 1 and "--force" in said and file.read_text() == "mine"
    assert run(*words, str(file), "--force")[0] == 0
    assert file.read_text() != "mine" and stat.S_IMODE(file.stat().st_mode) == 0o600
    status, _, said = run(*words, str(tmp_path / "none" / name))
    assert status == 1 and "cannot be written" in said and "Written" not in said


def test_backups_of_one_day_stand_beside_one_another(
    run: Callable[..., tuple[int, Any, str]],
) -> None:
    run("profile", "set", "visa=j1")
    first = Path(run("backup", "--json")[1]["backup"])
    run("profile", "set", "visa=h1b")
    second = Path(run("backup", "--json")[1]["backup"])
    kept = [
        sqlite3.connect(file).execute("SELECT value FROM profile").fetchall()
        for file in (first, second)
    ]
    assert kept == [[('"j1"',)], [('"h1b"',)]]
    assert {one.name for one in first.parent.glob("coach-*")} == {first.name, second.name}


def test_a_copy_that_is_not_sound_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store.open(tmp_path, datetime(2026, 11, 22, 9))
    change_profile(store, "x", {"visa": "j1"}, datetime(2026, 11, 22, 9))
    counts = iter([{"profile": 1}, {"profile": 0}])
    monkeypatch.setattr("coach.store.database._counts", lambda connection: next(counts))
    with pytest.raises(CoachError, match="not sound"):
        store.backup(tmp_path / "copies" / "a.db")
    assert not list((tmp_path / "copies").iterdir())
    assert change_profile(store, "y", {"visa": "h1b"}, datetime(2026, 11, 22, 9))


def test_drafts_of_programs_that_are_gone_are_swept_at_the_next_start(
    run: Callable[..., tuple[int, Any, str]], tmp_path: Path
) -> None:
    run("backup")
    gone = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True
    )
    dead, home = int(gone.stdout), tmp_path / "home"
    swept = [home / f".frame.{dead}", home / "backups" / f".coach-2026.db.{dead}-journal"]
    kept = [
        home / "backups" / f".coach-2026.db.{os.getpid()}",  # this one is being written
        home / f".notes.{dead}",  # not ours: the folder may be somebody's home
        home / f"frame.{dead}",
    ]
    for file in (*swept, *kept):
        file.touch()
    run("today")
    assert not any(file.exists() for file in swept) and all(file.exists() for file in kept)
    (tmp_path / f".a.csv.{dead}").touch()
    write_file(tmp_path / "a.csv", b"x")
    assert not (tmp_path / f".a.csv.{dead}").exists()
    sweep(tmp_path / "none")


def test_a_new_file_has_its_name_at_once_where_links_are_not_known_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_file(tmp_path / "a", b"a")
    monkeypatch.setattr("os.link", lambda *_: (_ for _ in ()).throw(PermissionError(1, "no links")))
    write_file(tmp_path / "b", b"b")
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {"a": b"a", "b": b"b"}
