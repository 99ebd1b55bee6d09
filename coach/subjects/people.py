"""People: the team and its open roles, where a name stands, and forgetting somebody."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from coach import places
from coach.logs import with_words
from coach.logs.log import Entry, Log
from coach.logs.people import PEOPLE, Person
from coach.prepare.team import (
    AS as AS,
    RULES as RULES,
    Naming as Naming,
    check_ins,
    last_contact,
    naming,
    open_roles,
    waiting,
)
from coach.records import CoachError, Record, There, replace
from coach.store.forgetting import Forgotten, Place
from coach.store.rows import Row
from coach.subjects.logs import KEY
from coach.subjects.options import Opt, Subject

NAMED = Literal["blank", "remove"]


class Forgot(Record):
    """What was forgotten, and where the name still stands."""

    instead: str
    """What is said in place of the name."""
    entries: tuple[Naming, ...]
    """Entries that carried it."""
    named: NAMED
    still_in: tuple[Place, ...]
    """Rows with words that the applicant typed, by table and key."""
    backups: tuple[Path, ...]
    """Copies of the file that hold it."""
    rewritten: bool = True
    """Whether the pages of the file were written anew."""


class PeopleSubject(Subject):
    """Mentors, contacts, writers and groups."""

    def entries(self) -> Mapping[str, Person]:
        """Everybody who is kept, by key."""
        return self._state.kept(PEOPLE)

    @property
    def open_roles(self) -> list[str]:
        """Roles of the team that nobody has."""
        return open_roles(self.entries().values())

    @property
    def check_ins(self) -> list[Person]:
        """Study groups that have not been heard from this week."""
        return check_ins(self.entries().values(), self._state.today)

    @property
    def waiting(self) -> list[Person]:
        """Those with whom something comes next; nobody while Match Week forbids contact."""
        return [] if self._state.locked else waiting(self.entries().values())

    @property
    def locked(self) -> bool:
        """Whether Match Week forbids to start contact."""
        return self._state.locked

    def there(self, program_id: str) -> There | None:
        """Whom and what the applicant knows at a program."""
        return self._state.there.get(program_id)

    def named(self, name: str) -> Person | None:
        """The person of this name."""
        folded = name.casefold()
        return next((p for p in self.entries().values() if p.name.casefold() == folded), None)

    def naming(self, name: str) -> list[Naming]:
        """Every entry of a log that carries this name."""
        logs: list[Log[Entry]] = [log for log in with_words().values() if log is not PEOPLE]
        return naming(name, ((log, self._state.kept(log)) for log in logs))

    def last_contact(self, person: Person) -> date | None:
        """The newest day on which they were in touch, by every log."""
        logs = with_words()
        named = [self._state.kept(logs[at.log])[at.key] for at in self.naming(person.name)]
        return last_contact(person, named, self._state.today)

    def add(self, name: str, role: str) -> Person:
        """Keeps somebody whom a letter, a rotation or a message names. Raises CoachError."""
        person = PEOPLE.checked({"name": name, "role": role})
        with self._state.act(f"Added: {PEOPLE.title(person)}") as act:
            kept = act.rows(PEOPLE)
            key = PEOPLE.free_key(PEOPLE.title(person), kept)
            person = replace(person, key=key).settled(kept, self._state.today)
            act.put(PEOPLE, person)
        return person

    def forget(
        self,
        key: Annotated[str, KEY],
        named: Annotated[
            NAMED,
            Opt("what becomes of letters, rotations and messages that carry the name"),
        ] = "blank",
    ) -> Forgot:
        """Forgets a person, in the history too: no undo brings them back. Raises CoachError.

        Entries that carry the name say the role in its place, or go with it.
        """
        person = self.entries().get(key)
        if person is None:
            raise CoachError(f"There is no {key}; `coach people list` shows the keys.")
        state, instead, entries = self._state, AS[person.role], self.naming(person.name)
        rows: dict[Place, Row | None] = {(PEOPLE.name, key): None}
        taken = {log.name: {*state.kept(log)} for log in with_words().values()}
        for each in entries:
            row = None if named == "remove" else self._blank(each, instead, taken[each.log])
            rows[each.log, each.key] = row
        forgotten = Forgotten(person.name, instead, rows)
        still_in, is_clean = state.store.forget(forgotten, state.now())
        (state.home / places.FRAME).unlink(missing_ok=True)
        state.take_in()
        copies = self._copies(person.name)
        return Forgot(instead, tuple(entries), named, tuple(still_in), copies, is_clean)

    def _blank(self, naming: Naming, instead: str, taken: set[str]) -> Row:
        log = with_words()[naming.log]
        entry = self._state.kept(log)[naming.key]
        entry = replace(entry, **dict.fromkeys(naming.fields, instead))
        key = log.free_key(log.title(entry), taken)
        taken.add(key)
        return log.row(log.again(entry, key=key))

    def _copies(self, name: str) -> tuple[Path, ...]:
        """Backups in which the name stands."""
        words = name.encode()
        copies = sorted((self._state.home / "backups").glob("*.db"))
        return tuple(copy for copy in copies if words in copy.read_bytes())
