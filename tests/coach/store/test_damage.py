"""Files that cannot be used: told apart, never touched, and what can be had back of them."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, Final

import pytest

from coach import places
from coach.logs import declared
from coach.logs.versions import TEXTS
from coach.records import CoachError, Unusable
from coach.store import database, plain
from coach.store.salvage import salvaged
from coach.store.store import Store
from coach.store.trouble import told
from coach.subjects.coach import Coach, at
from screens.opening import Opening, open_app
from tests.conftest import TODAY

Run = Callable[..., tuple[int, Any, str]]
PAGE: Final = 4096
FULL: Final = os.environ.get("COACH_SOAK") == "full"
SAMPLE: Final = range(0, 200, 1 if FULL else 13)
"""Pages that are zeroed, of those that there are."""


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of the example applicant, with a text of several pages."""
    from coach.demo import write

    home = tmp_path_factory.mktemp("example")
    coach = Coach.open(home, at(TODAY))
    write(coach)
    coach.logs["people"].add("Dr Long clinical " + "long " * 3000)
    coach.close()
    return home / places.DATABASE


def damaged(example: Path, home: Path, page: int) -> bytes:
    """A home whose database has a page of zeros; what the file holds then."""
    content = bytearray(example.read_bytes())
    content[page * PAGE : (page + 1) * PAGE] = bytes(PAGE)
    home.mkdir(exist_ok=True)
    (home / places.DATABASE).write_bytes(content)
    return bytes(content)


def pages(example: Path) -> list[int]:
    """Those of the sample, but the last of a long text: SQLite does not see that it is zeros."""
    ends = dict[str, int]()
    with closing(sqlite3.connect(example)) as sound, suppress(sqlite3.OperationalError):
        names = "SELECT pageno - 1, path FROM dbstat WHERE pagetype = 'overflow' ORDER BY path"
        ends = {path.partition("+")[0]: page for page, path in sound.execute(names)}
    there = range(example.stat().st_size // PAGE)
    return [page for page in SAMPLE if page in there and page not in ends.values()]


def rows(connection: sqlite3.Connection) -> dict[str, set[str]]:
    """Rows as they stand, the history apart."""
    return {
        table: {str(row) for row in kept}
        for table, kept in plain.tables_of(connection).items()
        if table not in ("acts", "changes", "setting")
    }


def test_one_page_of_zeros_anywhere_is_one_sentence_each(
    run: Run, example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    home = tmp_path / "home"
    monkeypatch.setattr("builtins.input", lambda question: "")
    for page in pages(example):
        content = damaged(example, home, page)
        for words in (("backup",), ("week",), ("do", "mock_interviews")):
            status, out, said = run(*words)
            assert (status, out, said.count("\n")) == (1, "", 1), (page, words, said)
            assert "is damaged" in said and "coach restore" in said
        assert "is damaged" in run("doctor", "--json")[1]["doctor"]["integrity"]
        assert run("restore", "readable", "--preview")[0] == 0
        assert open_app(Opening(home=str(home), day=TODAY, plain=True), "", None) == 1
        assert "All is left as it is." in capsys.readouterr().out
        assert (home / places.DATABASE).read_bytes() == content
        assert [file.name for file in home.iterdir()] == [places.DATABASE], page


def test_nothing_is_lost_that_can_be_read_or_stands_in_a_copy(
    example: Path, tmp_path: Path
) -> None:
    new = Store(database.in_memory())
    new.grow([*declared().values(), TEXTS])
    empty = new._connection.serialize()
    with closing(sqlite3.connect(example)) as sound:
        before = rows(sound)
    for page in pages(example):
        damaged(example, tmp_path, page)
        for copies in ([], [example]):
            memory, had = salvaged(tmp_path / places.DATABASE, copies, empty)
            assert memory.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert not memory.execute("PRAGMA foreign_key_check").fetchall()
            after = rows(memory)
            lost = sum(len(kept - after.get(table, set())) for table, kept in before.items())
            assert lost <= had.lost + 1 and (lost == 0 or not copies), (page, had)
            memory.close()
    new.close()


def test_what_can_be_read_takes_the_place_of_a_damaged_file(
    run: Run, example: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    content = damaged(example, home, 14)
    (home / "coach.db-shm").write_bytes(b"left over")
    status, done, said = run("restore", "readable", "--json")
    assert status == 0, said
    assert done["is_done"] and done["readable"]["read"] > 100
    assert (home / "backups" / done["kept"]).read_bytes() == content
    assert not (home / "coach.db-wal").exists() and run("week")[0] == 0
    assert run("backups", "--json")[1]["backups"][0]["why"] == "damaged"
    assert run("do", "mock_interviews", "--part", "1")[0] == 0 and run("undo")[0] == 0


def test_the_newest_sound_copy_is_chosen_by_its_number(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    home = tmp_path / "home"
    run("profile", "set", "visa=j1")
    run("backup")
    (home / places.DATABASE).write_bytes(b"")
    status, _, said = run("week")
    assert status == 1 and "is empty, though copies" in said
    assert (home / places.DATABASE).stat().st_size == 0
    answers = iter("1")
    monkeypatch.setattr("builtins.input", lambda question: next(answers))
    monkeypatch.setattr("screens.lines.talk.run", lambda app: None)
    assert open_app(Opening(home=str(home), day=TODAY, plain=True), "", None) == 0
    assert "1  daily-2026-11-22T120000.db: 1 act" in capsys.readouterr().out
    assert run("profile", "show", "--json")[1]["profile"] == {"visa": "j1"}
    (home / places.DATABASE).unlink()
    with pytest.raises(Unusable, match="is gone"):
        database.connect(home, at(TODAY)())


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", ""),
        (b"a letter to my aunt" * 300, "is not a coach database"),
        (b"SQLite format 3\0" + bytes(84), "damaged"),
        (bytes(9000), "damaged"),
    ],
)
def test_what_is_no_database_is_told_apart_and_left(
    run: Run, tmp_path: Path, content: bytes, words: str
) -> None:
    (tmp_path / "home").mkdir()
    file = tmp_path / "home" / places.DATABASE
    file.write_bytes(content)
    status, _, said = run("week")
    assert (status == 1 and words in said and file.read_bytes() == content) if words else not status


def test_a_truncated_file_is_damaged_and_a_newer_one_is_left_byte_for_byte(
    run: Run, example: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    file = home / places.DATABASE
    file.write_bytes(example.read_bytes()[: 10 * PAGE])
    assert "is damaged" in run("week")[2]
    with closing(sqlite3.connect(file)) as _:
        file.write_bytes(example.read_bytes())
    with closing(sqlite3.connect(file)) as raw:
        raw.execute("PRAGMA user_version = 99")
    content = file.read_bytes()
    for words in ("week", "restore", "doctor"):
        said = run(words)
        assert "newer coach" in said[1] + said[2]
    assert run("restore", "nothing")[0] == 1
    assert file.read_bytes() == content and [each.name for each in home.iterdir()] == ["coach.db"]


@pytest.fixture
def shut(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Folders in which nothing can be written: tests may run as root."""
    allowed = os.access
    monkeypatch.setattr(
        os, "access", lambda path, mode, **more: mode != os.W_OK and allowed(path, mode, **more)
    )
    yield


def test_a_read_only_folder_can_be_read_and_only_writing_says_so(
    run: Run, tmp_path: Path, shut: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as open_again:
        open_again.setattr(os, "access", lambda *words, **more: True)
        run("profile", "set", "visa=j1", "hours_per_week=12")
        writer = Coach.open(tmp_path / "home", at(TODAY))
        writer.profile.change({"budget": "900"})  # in the journal alone
    content = {file: file.read_bytes() for file in (tmp_path / "home").glob("coach.db*")}
    assert run("week")[0] == 0 and run("journey")[0] == 0
    assert run("profile", "show", "--json")[1]["profile"]["budget"] == 900
    status, _, said = run("profile", "set", "visa=h1b")
    assert status == 1 and "is read-only" in said and said.count("\n") == 1
    coach = Coach.open(tmp_path / "home", at(TODAY))
    coach.set_setting("theme", "dark")
    assert coach.setting("theme") == "dark"
    coach.close()
    assert {file: file.read_bytes() for file in content} == content
    writer.close()


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (sqlite3.SQLITE_FULL, "full"),
        (sqlite3.SQLITE_READONLY_DBMOVED, "read-only"),
        (sqlite3.SQLITE_BUSY, "locked"),
        (sqlite3.SQLITE_CORRUPT, "damaged"),
        (sqlite3.SQLITE_IOERR, "other"),
    ],
)
def test_each_trouble_has_its_own_sentence(code: int, kind: str) -> None:
    error = sqlite3.OperationalError("as SQLite says it")
    error.sqlite_errorcode = code
    reading, saving = told(error, Path("/a/coach.db")), told(error, Path("/a/coach.db"), "saved")
    assert reading.kind == saving.kind == kind
    assert all(str(each).endswith(".") and len(str(each)) < 260 for each in (reading, saving))
    assert told(reading, None, "saved").kind == kind and isinstance(reading, CoachError)


def test_a_full_disk_is_said_and_nothing_is_changed(open_coach: Callable[..., Coach]) -> None:
    coach = open_coach(visa="j1")
    connection = coach._state.store._connection
    (count,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {count}")
    with pytest.raises(Unusable, match="the disk is full") as error:
        for number in range(99):
            coach.logs["people"].add(f"Dr {number} clinical " + "long " * 3000)
    assert error.value.kind == "full" and "This could not be saved" in str(error.value)
    coach.set_setting("theme", "dark" * 9000)
    assert coach.profile.answers == {"visa": "j1"}


def test_rows_that_this_release_does_not_know_are_kept_and_named(run: Run, tmp_path: Path) -> None:
    run("demo", "--write")
    with closing(sqlite3.connect(tmp_path / "home" / places.DATABASE)) as later:
        later.executescript(
            "INSERT INTO profile VALUES ('future.thing', '1');"
            "INSERT INTO funds (key) VALUES ('x');"
            "INSERT INTO mark (key) VALUES ('y'); ALTER TABLE task ADD COLUMN mood TEXT;"
            "UPDATE task SET mood = 'calm'; CREATE TABLE dreams (key TEXT PRIMARY KEY);"
        )
    for words in ("week", "journey", "money", "programs", "list", "log", "history"):
        assert run(words)[0] == 0, words
    named = run("doctor", "--json")[1]["doctor"]["damaged_rows"]
    assert named == ["funds x: kept as it is", "mark y: kept as it is"]
    assert run("do", "mock_interviews", "--part", "1")[0] == 0 and run("skip", "two_track")[0] == 0
    with closing(sqlite3.connect(tmp_path / "home" / places.DATABASE)) as later:
        told = later.execute("SELECT mood FROM task WHERE mood NOTNULL").fetchall()
        assert len(told) > 3 and later.execute("SELECT count(*) FROM funds WHERE key = 'x'")
        assert later.execute("SELECT 1 FROM profile WHERE key = 'future.thing'").fetchone()
