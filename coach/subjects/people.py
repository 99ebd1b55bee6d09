"""People: the team and its open roles, where a name stands, and forgetting somebody."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from itertools import count
from pathlib import Path
from typing import Annotated, Final

from coach import places
from coach.logs import declared, with_words
from coach.logs.log import Entry, Log
from coach.logs.people import PEOPLE, Person
from coach.logs.versions import TEXTS, VERSIONS
from coach.prepare.team import (
    AS as AS,
    RULES as RULES,
    Naming,
    check_ins,
    last_contact,
    naming,
    open_roles,
)
from coach.records import CoachError, Record, replace
from coach.rules.conditions import needs_visa
from coach.store.forgetting import Fields, Forgotten, Place
from coach.store.rows import Row
from coach.subjects.options import Opt, Subject

SOMEBODY: Final = "somebody"
"""Stands for the name of one who was never kept as a person."""
SHOWN: Final = 8
"""Of what names somebody, in a question; the rest is counted."""
WHO: Final = Opt("a key, as the list prints it, or a name", "WHO", joined=True)
YES: Final = Opt("do it though something of yours names them; without it that is said")
OTHER_TEXTS: Final = {
    "task": ("note",),
    "told": ("note",),
    "own_task": ("title",),
    "review": ("text",),
    "mark": ("note",),
    "fact": ("source",),
}
"""Words that the applicant wrote beside those of the logs."""


class Forgot(Record):
    """What becomes of a name, and where the word still stands."""

    instead: str
    """What is said in place of the name."""
    entries: tuple[Naming, ...]
    """What names them and is kept, with the fields that change."""
    still_in: tuple[Place, ...] = ()
    """Rows, by table and key, with the same words as the name of something else."""
    backups: tuple[Path, ...] = ()
    """Copies of the file that hold it."""
    rewritten: bool = True
    """Whether the pages of the file were written anew."""

    @property
    def titles(self) -> str:
        """What names them."""
        titles = [
            f"{each.log}: {each.title}".replace("own_task", "your task") for each in self.entries
        ]
        more = [f"and {len(titles) - SHOWN} more"] if len(titles) > SHOWN else []
        return "; ".join([*titles[:SHOWN], *more])

    @property
    def becomes(self) -> str:
        """What becomes of what names them."""
        return self.titles and (
            f"Named in {self.titles}. All of it is kept and will say “{self.instead}” in place of "
            "the name. "
        )


class PeopleSubject(Subject):
    """Mentors, contacts, writers and groups."""

    def entries(self) -> Mapping[str, Person]:
        """Everybody who is kept, by key."""
        return self._state.kept(PEOPLE)

    @property
    def open_roles(self) -> list[str]:
        """Roles of the team that nobody has."""
        with_visa = needs_visa(self._state.applicant) is not False
        return open_roles(self.entries().values(), with_visa)

    @property
    def check_ins(self) -> list[Person]:
        """Study groups that have not been heard from this week."""
        return check_ins(self.entries().values(), self._state.today)

    def named(self, name: str) -> Person | None:
        """The person of this name."""
        folded = name.casefold()
        return next((p for p in self.entries().values() if p.name.casefold() == folded), None)

    def names(self) -> frozenset[str]:
        """Every name of a person that stands in a log, alone in its field."""
        fields, logs = _fields()[0], with_words()
        return frozenset(
            name
            for table, log in logs.items()
            for entry in self._state.kept(log).values()
            for field in fields[table]
            if (name := getattr(entry, field))
        )

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

    def forgetting(self, who: str) -> Forgot:
        """What forgetting somebody will change, before it is done. Raises CoachError for a name
        that stands nowhere."""
        forgotten = self._forgotten(who)
        survey = self._state.store.survey(forgotten)
        if not survey.keys:
            raise CoachError(
                f"There is no {who}, and nothing names them; `coach people list` shows the keys."
            )
        entries = [
            Naming(table, key, _title(table, row), fields)
            for table, key, row, fields in survey.named()
        ]
        return Forgot(forgotten.instead, tuple(entries))

    def forget(self, who: Annotated[str, WHO], yes: Annotated[bool, YES] = False) -> Forgot:
        """Forgets a person, in the history too: no undo brings them back.

        What names them is kept and says their role. Raises CoachError for a name that stands
        nowhere, and until `yes` where something is kept that names them.
        """
        state, will, forgotten = self._state, self.forgetting(who), self._forgotten(who)
        if will.entries and not yes:
            raise CoachError(
                f"{will.becomes}Undo does not bring the name back. The same with --yes does it."
            )
        still_in, is_clean = state.store.forget(forgotten, state.now())
        (state.home / places.FRAME).unlink(missing_ok=True)
        state.take_in()
        # A version of a statement stays as it was: only that the name stands there is told.
        texts = state.store.rows(TEXTS).values()
        still_in += [(VERSIONS.name, t.key) for t in texts if forgotten.without(t.text) != t.text]
        copies = self._copies(forgotten.name)
        return replace(will, still_in=tuple(still_in), backups=copies, rewritten=is_clean)

    def _forgotten(self, who: str) -> Forgotten:
        person = self.entries().get(who) or self.named(who)
        name = (person.name if person else who).strip()
        if not name:
            raise CoachError("There is no name to forget; `coach people remove` takes an entry.")
        role = AS[person.role] if person else SOMEBODY
        words = (f"{role} ({number})" if number > 1 else role for number in count(1))
        instead = next(each for each in words if not self.naming(each))  # else two would be one
        return Forgotten(name, instead, *_fields(), is_kept=person is not None)

    def _copies(self, name: str) -> tuple[Path, ...]:
        """Backups in which the name stands, as it is or as the history writes it."""
        words = {name.encode(), json.dumps(name, ensure_ascii=False)[1:-1].encode()}
        copies = sorted((self._state.home / "backups").glob("*.db"))
        return tuple(copy for copy in copies if any(map(copy.read_bytes().__contains__, words)))


def _fields() -> tuple[Fields, Fields]:
    """By table the fields that hold a name and nothing else, and those of words."""
    names, texts = dict[str, tuple[str, ...]](), dict[str, tuple[str, ...]]()
    for table, log in declared().items():
        fields = log.fields.values() if log.word else ()
        linked = tuple(each.name for each in fields if each.linked == "person")
        names[table] = ("name",) if log is PEOPLE else linked
        apart = ("key", *names[table])
        free = tuple(each.name for each in fields if each.is_free and each.name not in apart)
        texts[table] = free or OTHER_TEXTS.get(table, ())
    return names, texts


def _title(table: str, row: Row) -> str:
    """A row in words; of one that nobody can read, or that has none, the key."""
    log = declared()[table]
    try:
        return log.title(log.entry(row))
    except (CoachError, AttributeError):
        return str(row["key"])
