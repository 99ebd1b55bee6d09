"""What can still be read of a damaged file: row by row, by ranges of row ids and through indexes,
then out of its own history and of the newest sound copy."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from itertools import islice
from pathlib import Path
from typing import Final

from coach.store import database
from coach.store.backups import Salvaged
from coach.store.changes import as_row

Rows = dict[int, dict[str, object]]
"""Rows by their id in the file."""
MOST: Final = 20_000
"""Ids that are tried one by one where nothing says which there are."""
LOST_TITLE: Final = "(its title was lost)"
PAGE_1: Final = 100
"""Where the first page begins to be like the others."""
INNER: Final = 5
"""The kind of a page that leads to others."""
COPIES: Final = 3
"""Of which the pages of the schema are tried."""


def salvaged(path: Path, copies: Sequence[Path], new: bytes) -> tuple[sqlite3.Connection, Salvaged]:
    """A database in memory with all that can be had back of a file, which is not touched. `copies`:
    sound ones, the newest first. `new`: a new database, as this release makes it."""
    best: tuple[sqlite3.Connection, Salvaged] | None = None
    for schema in (None, *copies[:COPIES], new):
        with (
            database.copied_aside(path) as copy,
            suppress(sqlite3.DatabaseError, OSError, IndexError, ValueError),
        ):
            if schema is not None:
                _patch(copy, schema)
            had = _out_of(copy, copies)
            if best is None or had[1].read > best[1].read:
                best = had
        if best and best[1].read:
            break
    return best or (database.in_memory(), Salvaged())


def _patch(file: Path, other: Path | bytes) -> None:
    """Gives a copy the pages of the schema of a sound database, or of a new one."""
    sound = other.read_bytes() if isinstance(other, Path) else other
    size = int.from_bytes(sound[16:18])
    content = bytearray(file.read_bytes())
    for page in _pages_of_schema(sound, size):
        content[(page - 1) * size : page * size] = sound[(page - 1) * size : page * size]
    count = len(content) // size
    content[28:32], content[32:40] = count.to_bytes(4), bytes(8)
    content[92:96] = content[24:28]
    file.write_bytes(content)


def _pages_of_schema(content: bytes, size: int, page: int = 1) -> Iterator[int]:
    """The pages in which the tables are told, from the first one down."""
    yield page
    start = (page - 1) * size
    head = start + PAGE_1 * (page == 1)
    if content[head] != INNER:
        return
    cells = int.from_bytes(content[head + 3 : head + 5])
    places = (int.from_bytes(content[at : at + 2]) for at in _cells(head + 12, cells))
    for at in [*(start + place for place in places), head + 8]:
        yield from _pages_of_schema(content, size, int.from_bytes(content[at : at + 4]))


def _cells(first: int, count: int) -> range:
    return range(first, first + 2 * count, 2)


def _out_of(file: Path, copies: Sequence[Path]) -> tuple[sqlite3.Connection, Salvaged]:
    """What can be read of a file that nobody else needs."""
    with closing(sqlite3.connect(file)) as damaged:
        damaged.text_factory = lambda raw: raw.decode("utf-8", "replace")
        schema = damaged.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
        (version,) = damaged.execute("PRAGMA user_version").fetchone()
        tables = {name: _Table(damaged, name) for kind, name, _ in schema if kind == "table"}
        for table in tables.values():
            table.read()
    if not {"acts", "changes"} <= tables.keys():
        raise ValueError("these are other tables")
    for copy in islice(copies, 1):
        with closing(database.reading(copy)) as sound:
            for table in tables.values():
                table.compare(sound)
    last: dict[object, dict[object, object]] = {}
    for _, row in sorted(tables["changes"].rows.items()):
        last.setdefault(row["table_name"], {})[row["row_key"]] = row["after"]
    for table in tables.values():
        table.fill(last.get(table.name, {}))
    memory = _made(schema, tables, version)
    counts = [(len(each.rows) - each.filled, each.filled, each.lost) for each in tables.values()]
    return memory, Salvaged(*map(sum, zip(*counts, strict=True)))


class _Table:
    """One table of a damaged file, and which of its rows can be read."""

    def __init__(self, connection: sqlite3.Connection, name: str) -> None:
        self.name = name
        self.rows: Rows = {}
        self.filled = 0
        self._doubtful: Rows = {}
        """Rows with zeros in their texts, or of which parts are left: they stand only where nothing
        else tells them."""
        self.ids: dict[int, str | None] = {}
        """Ids that an index names, with the key where it is one of keys."""
        self._file = connection
        self._columns: list[str] = []
        self._copied: list[dict[str, object]] = []
        self._is_whole = True

    @property
    def lost(self) -> int:
        """Rows that an index names, and that are nowhere."""
        known = {row.get("key") for row in self.rows.values()}
        named = self.ids.items()
        return sum(at not in self.rows and (not key or key not in known) for at, key in named)

    def read(self) -> None:
        """Reads all that can be read."""
        told = self._ask(f'PRAGMA table_info("{self.name}")')
        self._columns = [str(row[1]) for row in told]
        self._is_whole = self._range(f'SELECT rowid, * FROM "{self.name}" NOT INDEXED')
        self._is_whole &= not self._doubtful
        if self._is_whole:
            return
        self._range(f'SELECT rowid, * FROM "{self.name}" NOT INDEXED ORDER BY rowid DESC')
        for index in self._ask(f'PRAGMA index_list("{self.name}")'):
            self._through(str(index[1]))
        for number in self.ids.keys() - self.rows.keys() if self.ids else self._between():
            self._one(number)

    def _between(self) -> Iterator[int]:
        """Ids that there may be, where no index says which."""
        top = max(self.rows, default=0) + MOST // 10
        return (number for number in range(1, min(top, MOST)) if number not in self.rows)

    def _ask(self, query: str) -> list[tuple[object, ...]]:
        try:
            return self._file.execute(query).fetchall()
        except sqlite3.DatabaseError:
            return []

    def _range(self, query: str, *values: int) -> bool:
        """Reads rows until one cannot be read; whether all could."""
        try:
            for number, *row in self._file.execute(query, values):
                is_zeroed = any(isinstance(part, str) and "\0" in part for part in row)
                rows = self._doubtful if is_zeroed else self.rows
                rows[number] = dict(zip(self._columns, row, strict=True))
        except sqlite3.DatabaseError:
            return False
        return True

    def _through(self, index: str) -> None:
        """Learns from an index which rows there are, as far as it can be read, from both ends."""
        key = "key" if "key" in self._columns and "autoindex" in index else "NULL"
        for order in ("ASC", "DESC"):
            with suppress(sqlite3.DatabaseError):
                column = self._file.execute(f'PRAGMA index_info("{index}")').fetchone()[2]
                asked = f'SELECT rowid, {key} FROM "{self.name}" INDEXED BY "{index}"'  # noqa: S608
                for number, key_there in self._file.execute(f'{asked} ORDER BY "{column}" {order}'):
                    self.ids[number] = key_there or self.ids.get(number)

    def _one(self, number: int) -> None:
        """One row by its id; where something of it cannot be read, what is left of it."""
        if not self._range(f'SELECT rowid, * FROM "{self.name}" WHERE rowid = ?', number):
            parts = {name: self._part(number, name) for name in self._columns}
            if isinstance(parts.get("key"), str):
                self._doubtful[number] = parts

    def _part(self, number: int, name: str) -> object:
        query = f'SELECT "{name}" FROM "{self.name}" WHERE rowid = ?'  # noqa: S608
        with suppress(sqlite3.DatabaseError, TypeError):
            part: object = self._file.execute(query, (number,)).fetchone()[0]
            return part
        return None

    def compare(self, sound: sqlite3.Connection) -> None:
        """Notes the rows of a copy, of a table of which something is lost."""
        if self._is_whole:
            return
        with suppress(sqlite3.DatabaseError):
            cursor = sound.execute(f'SELECT * FROM "{self.name}"')  # noqa: S608
            names: list[str] = [column[0] for column in cursor.description]
            self._copied = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def fill(self, last: Mapping[object, object]) -> None:
        """Puts back what could not be read: as the history left it, by key, else as the copy has
        it."""
        if self._is_whole:
            return
        known = {self._key(row) for row in self.rows.values()}
        known |= {key for key, after in last.items() if not after}
        told = [row for key in last.keys() - known if (row := _row(last[key]))]
        known |= {*map(self._key, told)}
        self._add([*told, *(row for row in self._copied if self._key(row) not in known)])
        self._add_doubtful()

    def _add_doubtful(self) -> None:
        known = {*map(self._key, self.rows.values())}
        rest = {at: row for at, row in self._doubtful.items() if self._key(row) not in known}
        self.rows |= rest

    def _key(self, row: Mapping[str, object]) -> object:
        return row.get("key" if "key" in self._columns else "id")

    def _add(self, rows: Sequence[Mapping[str, object]]) -> None:
        for row in rows:
            number = None if "key" in self._columns else row.get("id")
            place = number if isinstance(number, int) else max((*self.rows, *self.ids, 0)) + 1
            self.rows[place] = {column: row.get(column) for column in self._columns}
            self.filled += 1


def _row(text: object) -> dict[str, object] | None:
    """A row as the history tells it; None for what is no row any more."""
    with suppress(ValueError):
        return as_row(str(text))
    return None


def _made(
    schema: Sequence[tuple[str, str, str | None]], tables: Mapping[str, _Table], version: int
) -> sqlite3.Connection:
    """A sound database in memory out of the rows that were had back, in the tables of this
    release."""
    memory = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    for wanted in ("table", "index", "trigger"):
        for kind, name, sql in schema:
            if kind == wanted and sql and not name.startswith("sqlite_"):
                memory.execute(sql)
        if wanted == "table":
            for table in tables.values():
                _insert(memory, table.name, [row for _, row in sorted(table.rows.items())])
    _mend(memory, version)
    return memory


def _insert(memory: sqlite3.Connection, table: str, rows: Collection[Mapping[str, object]]) -> None:
    for row in rows:
        signs = ", ".join("?" * len(row))
        with suppress(sqlite3.IntegrityError):
            memory.execute(
                f'INSERT OR IGNORE INTO "{table}" VALUES ({signs})',  # noqa: S608
                [*row.values()],
            )


def _mend(memory: sqlite3.Connection, version: int) -> None:
    """Gives changes without an act one, drops a link to an act that is lost, and brings the tables
    to those of this release."""
    memory.execute(
        "INSERT INTO acts (id, at, title) SELECT DISTINCT act, ifnull((SELECT max(at) FROM acts "
        f"WHERE id < act), '2000-01-01T00:00:00'), '{LOST_TITLE}' FROM changes "
        "WHERE act NOT IN (SELECT id FROM acts)"
    )
    memory.execute("UPDATE acts SET undoes = NULL WHERE undoes NOT IN (SELECT id FROM acts)")
    with closing(database.in_memory()) as new:
        steps = new.execute("SELECT * FROM _sqlite_migrations ORDER BY id LIMIT ?", (version,))
        names = [column[0] for column in steps.description]
        known = {name for (name,) in memory.execute("SELECT name FROM _sqlite_migrations")}
        lacking = [row for row in steps if dict(zip(names, row, strict=True))["name"] not in known]
    for row in lacking:
        memory.execute(f"INSERT INTO _sqlite_migrations VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608
    memory.execute(f"PRAGMA application_id = {database.APPLICATION_ID}")
    memory.execute(f"PRAGMA user_version = {version}")
    memory.execute("PRAGMA foreign_keys = ON")
    if version < database.VERSION:
        database.bring_up(memory)
