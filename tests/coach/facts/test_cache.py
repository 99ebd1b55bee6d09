"""Compiled facts that were damaged are recognised when they are opened, and made anew."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from coach.facts.book import Facts
from coach.facts.compile import compiled
from coach.records import CoachError
from screens.start import main


def cut(file: Path) -> None:
    with file.open("r+b") as stream:
        stream.truncate(file.stat().st_size // 2)


def emptied(file: Path) -> None:
    file.write_bytes(b"")


def garbage(file: Path) -> None:
    file.write_bytes(os.urandom(file.stat().st_size))


def garbage_behind_the_header(file: Path) -> None:
    body = file.read_bytes()
    file.write_bytes(body[:4096] + os.urandom(len(body) - 4096))


def changed(file: Path, *statements: str) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def without_tables(file: Path) -> None:
    changed(file, "DROP TABLE seed", "DROP TABLE program")


def without_one_table(file: Path) -> None:
    changed(file, "DROP TABLE program")


def without_rows(file: Path) -> None:
    changed(file, "DELETE FROM seed")


def text(file: Path) -> None:
    file.write_text("not found\n" * 100)


DAMAGE: list[Callable[[Path], None]] = [
    cut,
    emptied,
    garbage,
    garbage_behind_the_header,
    without_tables,
    without_one_table,
    without_rows,
    text,
]


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_file_is_made_anew(
    tmp_path: Path, seed: Path, damage: Callable[[Path], None]
) -> None:
    cache = tmp_path / "cache"
    file = compiled(cache, cache, seed)
    damage(file)
    assert compiled(cache, cache, seed) == file
    with closing(Facts(file)) as book:
        assert book.count_programs() > 390 and book.tasks and book.find_programs("baylor")
    assert [other.name for other in cache.iterdir()] == [file.name]


def test_a_command_answers_as_if_nothing_had_happened(
    tmp_path: Path,
    facts: Facts,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = tmp_path / facts.path.name
    shutil.copy2(facts.path, file)
    monkeypatch.setenv("COACH_CACHE", str(tmp_path))
    words = ["--home", str(tmp_path / "home"), "--today", "2026-11-22", "calendar"]
    assert main(words) == 0
    before = capsys.readouterr().out
    without_tables(file)
    assert main(words) == 0
    assert capsys.readouterr().out == before


def test_where_nothing_can_be_written_the_facts_are_unpacked_aside(
    tmp_path: Path, seed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder in the way of the draft stands for one without rights: tests may run as root."""
    file = compiled(tmp_path, tmp_path, seed)
    cut(file)
    (tmp_path / f".{file.name}.{os.getpid()}").mkdir()
    blocked = tmp_path / "blocked"
    blocked.write_text("in the way")
    assert compiled(tmp_path, tmp_path / "spare", seed).parent == tmp_path / "spare"
    aside = compiled(tmp_path, blocked, seed)
    assert tmp_path not in aside.parents
    with closing(Facts(aside)) as book:
        assert book.count_programs() > 390
    monkeypatch.setenv("TMPDIR", "/nowhere")
    monkeypatch.setattr("tempfile.tempdir", "/nowhere")
    with pytest.raises(CoachError, match=r"^The facts cannot be unpacked .*; free some space"):
        compiled(tmp_path, blocked, seed)


@pytest.mark.parametrize("page", range(2, 60, 7))
def test_what_breaks_while_it_is_open_is_made_anew_in_silence(
    tmp_path: Path, seed: Path, page: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coach.facts.compile.seed_folder", lambda: seed)
    file = compiled(tmp_path, tmp_path, seed)
    times = file.stat()
    content = bytearray(file.read_bytes())
    content[page * 4096 : (page + 30) * 4096] = bytes(30 * 4096)
    with file.open("r+b") as same:
        same.write(content[: times.st_size])
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
    book = Facts(compiled(tmp_path, tmp_path, seed))
    with closing(book):
        assert book.count_programs() > 390 and book.tasks and book.find_programs("baylor")
        assert book.near_answers("what is a pathway?") and book.countries
