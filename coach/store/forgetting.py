"""A person is forgotten: out of the rows, out of the history, out of the pages of the file."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import count
from typing import Final

from coach.records import Record
from coach.store.changes import as_row, as_text, transaction
from coach.store.rows import Row

GONE: Final = "forgotten"
"""In the history in place of the key of what went."""
WORDS_OF_A_KEY: Final = 4
LISTS: Final = {"own_task": ("after",), "told": ("links",), "review": ("done", "slipped")}
"""Lists of keys by table."""
Place = tuple[str, str]
"""Table and key."""
Fields = Mapping[str, tuple[str, ...]]
"""Names of fields by table."""


class Forgotten(Record):
    """Whose name goes, what is said in place of it, and where it may stand."""

    name: str
    instead: str
    names: Fields
    """Fields that hold nothing but a name: only one that is the same goes."""
    texts: Fields
    """Fields of words, in which the name goes where it stands as words of their own."""
    is_kept: bool
    """Whether they are among the people, and not only words that were typed."""

    def cleaned(self, table: str, row: Row) -> dict[str, object]:
        """A row without the name; its key stays."""
        clean = dict(row)
        clean |= {each: self.instead for each in self.names[table] if self.is_name(row.get(each))}
        for each in self.texts[table]:
            text = row.get(each)
            if isinstance(text, str) and self._is_meant(each, text):
                clean[each] = self.without(text)
        return clean

    def is_name(self, text: object) -> bool:
        """Whether a text is the name and nothing else."""
        return isinstance(text, str) and text.casefold().split() == self.name.casefold().split()

    def without(self, text: str) -> str:
        """A text without the name; one word counts only as it is written: “Key” is no key."""
        return self._pattern(0 if self.is_short else re.IGNORECASE).sub(
            lambda _: self.instead, text
        )

    def stands_in(self, table: str, row: Row) -> bool:
        """Whether the name stands in a row, if only as the word of something else."""
        texts = (row.get(each) for each in (*self.names[table], *self.texts[table]))
        pattern = self._pattern(re.IGNORECASE)
        return len(self.name) > 1 and any(pattern.search(str(text or "")) for text in texts)

    def _is_meant(self, field: str, text: str) -> bool:
        """Whether the name in a text is this person: a letter is a word of any text, and one word,
        or all there is, the name of a place."""
        if field == "place" and self.is_kept and (self.is_short or self.is_name(text)):
            return False
        return len(self.name) > 1

    @property
    def is_short(self) -> bool:
        """Whether it is one word, which may mean something else as well."""
        return len(self.name.split()) == 1

    def _pattern(self, flags: int) -> re.Pattern[str]:
        words = r"\s+".join(map(re.escape, self.name.split()))
        return re.compile(rf"(?<!\w){words}(?!\w)", flags)


class Survey:
    """Where a name stands, in the rows and in the history, and which keys change for it."""

    def __init__(self, connection: sqlite3.Connection, forgotten: Forgotten) -> None:
        self.forgotten = forgotten
        self.present = dict(_present(connection, forgotten))
        self.history = [
            (number, act, (table, key), (as_row(before), as_row(after)))
            for number, act, table, key, before, after in connection.execute(
                "SELECT id, act, table_name, row_key, before, after FROM changes ORDER BY id"
            )
            if table in forgotten.names
        ]
        self.keys: dict[Place, str | None] = {}
        """The new key of each place that names them; None for one that goes."""
        self.titled: set[Place] = set()
        """Places that have their name from them."""
        self._taken = {*self.present, *(place for _, _, place, _ in self.history)}
        versions = [(place, row) for _, _, place, rows in self.history for row in rows if row]
        for place, row in [*self.present.items(), *versions]:
            self._look(place, row)

    def _look(self, place: Place, row: Row) -> None:
        if self._is_their_own(place, row):
            self.keys[place] = None
            self.titled.add(place)
        elif (clean := self.forgotten.cleaned(place[0], row)) != row:
            key = self.keys.setdefault(place, place[1])
            head = next(each for each in row if each != "key")
            if clean[head] != row[head]:
                self.titled.add(place)
                if key == place[1]:
                    self.keys[place] = self._renamed(place, _words(row[head]), _words(clean[head]))

    def _is_their_own(self, place: Place, row: Row) -> bool:
        """Whether it is the row of the person as it stands now, or stood when it went."""
        return place[0] == "people" and self.forgotten.is_name(self.present.get(place, row)["name"])

    def _renamed(self, place: Place, before: str, after: str) -> str:
        """A key without the words from which it was made; one made of others stays."""
        table, key = place
        own = "my_" if key.startswith("my_") else ""
        if not f"{key}_".startswith(f"{own}{before}_"):
            return key
        stem = f"{own}{after}{key.removeprefix(own + before)}"
        names = (f"{stem}_{number}" if number > 1 else stem for number in count(1))
        free = next(name for name in names if (table, name) not in self._taken)
        self._taken.add((table, free))
        return free

    def named(self) -> Iterator[tuple[str, str, Row, tuple[str, ...]]]:
        """Rows of the present that stay and change: table, key from now on, row and fields."""
        for (table, key), row in self.present.items():
            clean, new = self.forgotten.cleaned(table, row), self.key((table, key))
            if new is not None and clean != row:
                yield table, new, row, tuple(each for each in row if clean[each] != row[each])

    def about(self, key: str) -> Place | None:
        """The place that a key of the road is about, where it names them."""
        log, *rest = key.split("/")
        place = (log, rest[0]) if len(rest) > 1 else ("own_task", key)
        return place if place in self.keys else None

    def key(self, place: Place) -> str | None:
        """The key of a row from now on; None for one that goes."""
        table, key = place
        return self._of_road(key) if table in ("task", "told") else self.keys.get(place, key)

    def _of_road(self, key: str) -> str | None:
        """A key of the road from now on; None where it is about somebody who goes."""
        if (place := self.about(key)) is None:
            return key
        new = self.keys[place]
        if new is None or place[0] == "own_task":
            return new
        return "/".join([place[0], new, *key.split("/")[2:]])

    def cleaned(self, place: Place, row: Row) -> dict[str, object]:
        """A row without the name, with the keys from now on."""
        clean = self.forgotten.cleaned(place[0], row) | {"key": self.key(place)}
        for each in LISTS.get(place[0], ()):
            if text := row.get(each):
                links = filter(None, map(self._linked, json.loads(str(text))))
                clean[each] = json.dumps([*links], ensure_ascii=False)
        return clean

    def _linked(self, link: str) -> str | None:
        """A link or a key in a list from now on; None where it leads to somebody who goes."""
        kind, _, name = link.partition(":")
        if kind != "person":
            return self._of_road(link)
        new = None if self.forgotten.is_name(name) else self.keys.get(("people", name), name)
        return new and f"person:{new}"


def forget(
    connection: sqlite3.Connection, forgotten: Forgotten, at: datetime
) -> tuple[list[Place], bool]:
    """Takes a name out of the rows and out of all that the history holds.

    Undo cannot bring it back: an act that changes nothing any more is passed over. The places
    where the word still stands, and whether the pages of the file could be written anew, for
    which other windows have to leave room.
    """
    connection.execute("PRAGMA secure_delete = ON")
    with transaction(connection):
        survey = Survey(connection, forgotten)
        changed = list(_change_rows(connection, survey))
        _change_history(connection, survey)
        _change_titles(connection, survey)
        _record(connection, changed, forgotten, at)
        connection.execute("DELETE FROM kept")  # long answers name steps; they are worked out anew
        rows = dict(_present(connection, forgotten))
    still = [place for place, row in rows.items() if forgotten.stands_in(place[0], row)]
    try:
        connection.execute("VACUUM")
        (is_busy, *_) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.OperationalError:
        return still, False
    return still, not is_busy


def _change_rows(
    connection: sqlite3.Connection, survey: Survey
) -> Iterator[tuple[Place, Row | None]]:
    """Changes the rows of the present, where they stand; each with what it is now."""
    for place, row in survey.present.items():
        table, key = place
        if survey.key(place) is None:
            connection.execute(f'DELETE FROM "{table}" WHERE key = ?', (key,))  # noqa: S608
            yield (table, GONE), None
        elif (clean := survey.cleaned(place, row)) != row:
            values = ", ".join(f'"{name}" = ?' for name in clean)
            connection.execute(
                f'UPDATE "{table}" SET {values} WHERE key = ?',  # noqa: S608
                (*clean.values(), key),
            )
            yield (table, str(clean["key"])), clean


def _change_history(connection: sqlite3.Connection, survey: Survey) -> None:
    """Of what stays the history without the name; of what goes empty rows, as their numbers tell
    other windows what is new."""
    for number, _, place, rows in survey.history:
        key = survey.key(place)
        clean = [survey.cleaned(place, row) if row and key else None for row in rows]
        if (key, *clean) != (place[1], *rows):
            connection.execute(
                "UPDATE changes SET row_key = ?, before = ?, after = ? WHERE id = ?",
                (key or GONE, *map(as_text, clean), number),
            )


def _change_titles(connection: sqlite3.Connection, survey: Survey) -> None:
    """Acts without the name; one word only in those on what has its name from them."""
    acts = {
        act
        for _, act, place, _ in survey.history
        if place in survey.titled or survey.about(place[1])
    }
    for number, title in connection.execute("SELECT id, title FROM acts").fetchall():
        clean = survey.forgotten.without(title)
        if clean != title and (number in acts or not survey.forgotten.is_short):
            connection.execute("UPDATE acts SET title = ? WHERE id = ?", (clean, number))


def _record(
    connection: sqlite3.Connection,
    changed: list[tuple[Place, Row | None]],
    forgotten: Forgotten,
    at: datetime,
) -> None:
    """The act in the history, for other windows: which rows, before as after."""
    number = connection.execute(
        "INSERT INTO acts (at, title) VALUES (?, ?)",
        (at.isoformat(timespec="seconds"), f"Forgotten: {forgotten.instead}"),
    ).lastrowid
    connection.executemany(
        "INSERT INTO changes (act, table_name, row_key, before, after) VALUES (?, ?, ?, ?, ?)",
        [(number, *place, as_text(row), as_text(row)) for place, row in changed],
    )


def _present(
    connection: sqlite3.Connection, forgotten: Forgotten
) -> Iterator[tuple[Place, dict[str, object]]]:
    for table in forgotten.names:
        cursor = connection.execute(f'SELECT * FROM "{table}"')  # noqa: S608
        names = [column[0] for column in cursor.description]
        for values in cursor.fetchall():
            row = dict(zip(names, values, strict=True))
            yield (table, str(row["key"])), row


def _words(text: object) -> str:
    """The words of a text as they stand in a key."""
    return "_".join(re.findall(r"[a-z0-9]+", str(text).lower())[:WORDS_OF_A_KEY])
