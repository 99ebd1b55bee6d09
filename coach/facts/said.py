"""What a release says, in short: the values that decisions may stand on, kept beside them."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

import msgspec

from coach.records import (
    Anchor,
    CalendarRule,
    Closing,
    Event,
    Fact,
    FactKind,
    Program,
    Record,
    Said,
    Span,
    Stated,
    Thing,
)
from coach.rules.recalls import Book

if TYPE_CHECKING:
    from coach.facts.check import Seed

LEVEL: Final = 9


class Kind(Record):
    """One kind of fact: its table, what tells its rows apart, and which fields are compared."""

    name: FactKind
    table: str
    key: str
    """The fields that tell rows apart."""
    title: str
    """The field with its name; none where a decision has it."""
    fields: str
    years: Mapping[str, str] = {}
    """The field with the year of a value, where it is not the row's."""
    usual: Mapping[str, str] = {}
    """What it means that a field is empty."""

    def key_of(self, row: Record) -> str:
        """The key of a row."""
        return ":".join(str(getattr(row, name)) for name in self.key.split())


YEARS: Final = {
    **{"visa_j1": "visa_year", "visa_h1b": "visa_year", "img_share": "composition_year"},
    **{name: f"{name}_year" for name in ("positions", "kind", "interviews")},
}
ON_PROGRAM: Final = (
    "visa_j1 visa_h1b positions kind img_share interviews specialty first_residency nrmp_code "
    "caution closing"
)
EMPTY: Final = {"closing": "open", "caution": "none"}
KINDS: Final = (
    Kind("program", "programs", "id", "", ON_PROGRAM, YEARS, EMPTY),
    Kind("task", "tasks", "key", "title", "how due opens wait_days"),
    Kind("rule", "rules", "key", "title", "text"),
    Kind("fee", "fees", "key season", "item", "amount currency unit"),
    Kind("signals", "signals", "specialty season", "specialty", "gold silver single total"),
    Kind("specialty", "specialties", "name", "name", "service start first_residency"),
    Kind("resource", "resources", "id", "name", "url cost kind"),
)
"""The kinds of facts, each declared once; the days of a season are compared as its calendar has
them, published or by their rule."""
DATE: Final = Kind("date", "events", "key", "title", "day time zone")


class Calendar(Record):
    """The dates that a release knows, and its rules for those that it does not."""

    events: list[Event]
    rules: list[CalendarRule]


class _Packed(Record):
    """As it is kept: plain values, for a later release with other records reads it."""

    tables: dict[str, dict[str, msgspec.Raw]]
    calendar: msgspec.Raw


class Kept(Mapping[Thing, Said]):
    """What a release said, each thing decoded when it is asked for: there are 7,000."""

    def __init__(self, body: bytes) -> None:
        kept = msgspec.json.decode(zlib.decompress(body), type=_Packed)
        self._calendar, tables = kept.calendar, kept.tables.items()
        self._rows: dict[Thing, Said | msgspec.Raw] = {
            (kind, key): row for kind, table in tables for key, row in table.items()
        }

    def __getitem__(self, thing: Thing) -> Said:
        row = self._rows[thing]
        return row if isinstance(row, Said) else msgspec.json.decode(row, type=Said)

    def __iter__(self) -> Iterator[Thing]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def put(self, rows: Book) -> None:
        """Adds what is said besides."""
        self._rows.update(rows)

    def calendar(self) -> Calendar | None:
        """Its dates; None where this release cannot read them."""
        try:
            return msgspec.json.decode(self._calendar, type=Calendar)
        except msgspec.ValidationError:
            return None


def packed(seed: Seed) -> bytes:
    """What the seed says, for keeping."""
    tables = {
        kind.name: {kind.key_of(row): _said(row, kind) for row in _rows(seed, kind.table)}
        for kind in KINDS
    }
    paid: dict[str, list[str]] = {}
    for cost in seed.costs:
        paid.setdefault(cost.task, []).append(cost.fee)
    for key, task in seed.tasks.items():
        anchors = (anchor.event for anchor in (task.due, task.opens) if anchor)
        links = {"rule": task.rules, "fee": tuple(paid.get(key, ())), "date": (*anchors,)}
        tables["task"][key].links.update(links)
    calendar = Calendar(list(seed.events), list(seed.calendar_rules.values()))
    return zlib.compress(msgspec.json.encode({"tables": tables, "calendar": calendar}), LEVEL)


def of_days(calendar: Iterable[Event]) -> Book:
    """What is said of the days of a season."""
    return {(DATE.name, event.key): _said(event, DATE) for event in calendar}


def _rows(seed: Seed, table: str) -> Sequence[Record]:
    rows = getattr(seed, table)
    return list(rows.values() if isinstance(rows, dict) else rows)


def _said(row: Record, kind: Kind) -> Said:
    values = {name: words(getattr(row, name)) or kind.usual.get(name, "") for name in _names(kind)}
    fields = {name: _stated(row, name, value, kind) for name, value in values.items() if value}
    return Said(getattr(row, kind.title) if kind.title else "", fields, {})


def _names(kind: Kind) -> Sequence[str]:
    return kind.fields.split()


def _stated(row: Record, name: str, value: str, kind: Kind) -> Stated:
    """A value with where it stands; some fields of a row have a source of their own."""
    if isinstance(row, Program):
        closing = row.closing if name == "closing" else None
        if closing is None:
            year = getattr(row, kind.years.get(name, "list_year")) or row.list_year
            return Stated(value, str(year), ";".join(row.sources), row.status)
        row = closing
    assert isinstance(row, Fact)
    own = f"{name}_" if hasattr(row, f"{name}_as_of") else ""
    return Stated(value, *(getattr(row, own + each) for each in ("as_of", "source", "status")))


def words(value: object) -> str:
    """A value as one text; "" for one that nobody stated."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case Anchor(event, days):
            way = "after" if days > 0 else "before"
            return f"{abs(days)} days {way} {event.replace('_', ' ')}"
        case Span():
            low, usual, high = (f"{size:g}" for size in value.sizes)
            return f"{low} to {high} days, usually {usual}"
        case Closing():
            return value.what
    return f"{value:g}" if isinstance(value, float) else str(value)
