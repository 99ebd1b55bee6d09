"""Which column of a table means what: by its name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from coach.records import Record
from coach.rules.fields import FACTS

NAMES: Final[dict[str, str]] = {
    "program_id": "ACGME id, program id, ACGME code, ACGME number, ACGME program id, ACGME, "
    "program code, program number, id",
    "name": "program name, name, program, program title, residency program, residency",
    "city": "town, city, place",
    "state": "state, state code, ST",
    "specialty": "specialty, speciality, discipline",
    "source": "where it was read, source, where, read at, link, url",
    "date": "day it was read, date, day, as of, checked on, read on, date checked, verified on",
    "field": "which fact, field, fact",
    "value": "the fact, value",
    "status": "how sure it is, status",
    "mark": "your mark, mark, my mark, decision, apply, my decision",
    "note": "your note, note, notes, my note, my notes, comment, comments, remarks",
}
"""Names that people give a column besides those of facts, ours in words first, then the surest;
sure names win over others in one table."""
SIDES: Final = ("status", "source", "as of")
"""A column `J-1 status` speaks of the column `J-1`: coach's own exports have three of them."""


class Column(Record):
    """One column that is understood: its place from 0, its name there, and what it means."""

    place: int
    title: str
    target: str
    guess: bool = False
    """Whether its name is not known as it is."""


class Columns(Record):
    """The columns that are understood, and the names of those that are not used."""

    used: tuple[Column, ...]
    ignored: tuple[str, ...]

    def cells(self, row: Sequence[str]) -> dict[str, str]:
        """The cells of a row by what they mean, without blanks around."""
        cells: dict[str, str] = {}
        for column in self.used:
            text, before = row[column.place].strip(), cells.get(column.target, "")
            if text and column.guess and column.target == "note":
                text = f"{column.title}: {text}"
            cells[column.target] = f"{before}; {text}" if before and text else before or text
        return cells

    @property
    def targets(self) -> tuple[str, ...]:
        """What the columns mean."""
        return tuple(column.target for column in self.used)

    def has(self, *targets: str) -> bool:
        """Whether any of these is among the columns."""
        return any(column.target in targets for column in self.used)


@lru_cache(maxsize=8192)
def folded(title: str) -> str:
    """A name without case, accents, blanks and punctuation; `%` is a word."""
    text = unicodedata.normalize("NFKD", title).casefold().replace("%", "percent")
    return "".join(sign for sign in text if sign.isalnum())


def keyed(kind: str, *parts: str) -> str:
    """What a list or a program is remembered by, as it was typed: no column has such a name."""
    return ":".join((kind, *map(folded, parts)))


def meaning(target: str) -> str:
    """What a column means, in words."""
    if target in FACTS:
        return FACTS[target].label
    return NAMES.get(target, target.replace("_", " ")).partition(", ")[0]


def named(*targets: str) -> dict[str, Sequence[str]]:
    """These targets with the names that people give them; facts with their sides."""
    names: dict[str, Sequence[str]] = {}
    for target in targets:
        fact = FACTS.get(target)
        names[target] = [fact.label, *fact.aliases] if fact else NAMES[target].split(", ")
        for side in SIDES if fact else ():
            names[f"{target}.{side.replace(' ', '_')}"] = [
                f"{name} {side}" for name in (target, *names[target])
            ]
    return names


def known_names(targets: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, int]]:
    """Folded names of these targets: what each means, and how sure it is (0 is surest)."""
    meanings: dict[str, tuple[str, int]] = {}
    for target, names in targets.items():
        for rank, name in enumerate(filter(None, dict.fromkeys(map(folded, (target, *names))))):
            meanings.setdefault(name, (target, rank))
    return meanings


def map_columns(
    header: Sequence[str],
    targets: Mapping[str, Sequence[str]],
    told: Mapping[str, str] = MappingProxyType({}),
) -> Columns:
    """What each column means whose name is known; of two for the same thing the surer name is
    used, of notes both.

    `told`: what the applicant said of columns, by folded name; "" for nothing.
    """
    known = known_names(targets)
    told = _of_ours(header, targets) | dict(told)
    best: dict[str, tuple[tuple[int, int], Column]] = {}
    for place, title in enumerate(header):
        meant, rank = known.get(named_as(title, known), ("", 0))
        if told.get(folded(title)) in ("", *targets):
            meant, rank = told[folded(title)], -1
        slot = f"{meant} {place}" if meant == "note" else meant
        if meant in targets and (slot not in best or (rank, place) < best[slot][0]):
            best[slot] = (rank, place), Column(place, title, meant)
    used = sorted((column for _, column in best.values()), key=lambda column: column.place)
    return Columns(tuple(used), _ignored(header, {column.place for column in used}))


def _of_ours(header: Sequence[str], targets: Iterable[str]) -> dict[str, str]:
    """What columns of a file of ours mean: it calls them by their fields, with the key."""
    return {folded(name): name for name in targets if "key" in header}


def _ignored(header: Sequence[str], used: Container[int]) -> tuple[str, ...]:
    names = (title or f"column {place + 1}, without a name" for place, title in enumerate(header))
    return tuple(name for place, name in enumerate(names) if place not in used)


def named_as(title: str, known: Container[str]) -> str:
    """The known name that a column has, with or without what stands in brackets; "" for none."""
    names = map(folded, (title, re.sub(r"\(.*?\)", "", title)))
    return next((name for name in names if name in known), "")


def doubled(header: Sequence[str], columns: Columns) -> str:
    """A used name that stands twice in the header; "" when none does."""
    names = list(map(folded, header))
    return next(
        (column.title for column in columns.used if names.count(folded(column.title)) > 1), ""
    )
