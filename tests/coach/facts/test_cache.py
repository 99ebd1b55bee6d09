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


def test_damage_in_a_folder_that_cannot_be_written_is_one_sentence(
    tmp_path: Path, seed: Path
) -> None:
    """A folder in the way of the draft stands for one without rights: tests may run as root."""
    file = compiled(tmp_path, tmp_path, seed)
    cut(file)
    (tmp_path / f"{file.name}.{os.getpid()}").mkdir()
    blocked = tmp_path / "blocked"
    blocked.write_text("in the way")
    with pytest.raises(CoachError, match=r"^The facts cannot be unpacked in .*; free some space"):
        compiled(tmp_path, blocked, seed)
    assert compiled(tmp_path, tmp_path / "spare", seed).parent == tmp_path / "spare"


def test_what_breaks_while_it_is_open_is_one_sentence_and_made_anew(
    tmp_path: Path, seed: Path
) -> None:
    file = compiled(tmp_path, tmp_path, seed)
    times = file.stat()
    garbage_behind_the_header(file)
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
    book = Facts(compiled(tmp_path, tmp_path, seed))
    with closing(book), pytest.raises(CoachError, match="are damaged .*start again"):
        book.count_programs()
    with closing(Facts(compiled(tmp_path, tmp_path, seed))) as book:
        assert book.count_programs() > 390
