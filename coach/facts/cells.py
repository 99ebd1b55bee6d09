"""Reads one seed table row by row; whatever is wrong is said with its file and line."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar, cast

from coach.records import STATUSES, Anchor, CoachError, Record, Span, Status

R = TypeVar("R")


class FactError(CoachError):
    """A seed row that cannot be trusted, named by file and line."""


class Cells(Record):
    """One row of one file, with readers that refuse what does not fit."""

    file: str
    line: int
    values: dict[str, object]

    def fail(self, why: str) -> FactError:
        """The error to raise for this row."""
        return FactError(f"seed_data/{self.file}, line {self.line}: {why}")

    def text(self, name: str) -> str:
        """The words of a cell; "" when it is empty. Raises FactError when the column is missing."""
        if name not in self.values:
            raise self.fail(f"column {name} is missing")
        value = self.values[name]
        if not isinstance(value, str):
            raise self.fail(f"{name} should be text, not {value!r}")
        return value.strip()

    def need(self, name: str) -> str:
        """The words of a cell that must not be empty."""
        value = self.text(name)
        if not value:
            raise self.fail(f"{name} is empty")
        return value

    def whole(self, name: str, low: int = 0, high: int = 10**9) -> int | None:
        """A whole number between low and high, None when empty."""
        value = self.number(name, low, high)
        if value is not None and value != int(value):
            raise self.fail(f"{name} should be a whole number, not {value}")
        return None if value is None else int(value)

    def number(self, name: str, low: float = 0, high: float = 1e9) -> float | None:
        """A number between low and high, None when empty."""
        raw = self.text(name)
        if not raw:
            return None
        try:
            value = float(raw)
        except ValueError:
            raise self.fail(f"{name} should be a number, not “{raw}”") from None
        if not low <= value <= high:
            raise self.fail(f"{name} should be between {low:g} and {high:g}, not {raw}")
        return value

    def day(self, name: str) -> date:
        """An ISO date."""
        raw = self.need(name)
        try:
            return date.fromisoformat(raw)
        except ValueError:
            raise self.fail(f"{name} should be a date like 2027-03-19, not “{raw}”") from None

    def one_of(self, name: str, allowed: object) -> str:
        """A word out of `allowed` (anything that answers `in`)."""
        value = self.text(name)
        if value not in allowed:  # type: ignore[operator]
            raise self.fail(f"{name} “{value}” is not known")
        return value

    def several(self, name: str, allowed: object = None) -> tuple[str, ...]:
        """Words parted by semicolons, each out of `allowed` when that is given."""
        raw = self.values.get(name, "")
        words = raw.split(";") if isinstance(raw, str) else raw
        if not isinstance(words, list):
            raise self.fail(f"{name} should be a list of words")
        kept = tuple(str(word).strip() for word in words if str(word).strip())
        for word in kept:
            if allowed is not None and word not in allowed:  # type: ignore[operator]
                raise self.fail(f"{name} “{word}” is not known")
        return kept

    def status(self) -> Status:
        """How sure the row is."""
        return cast(Status, self.one_of("status", STATUSES))

    def as_of(self) -> str:
        """The day or year to which the row belongs."""
        return self.need("as_of")

    def source(self, known: object, column: str = "source") -> str:
        """Source keys, each of them in sources.csv, as they stand."""
        if not self.several(column, known):
            raise self.fail(f"{column} is empty")
        return self.text(column)

    def span(self, name: str) -> Span:
        """Three rising numbers: low, usual, high."""
        value = self.values.get(name)
        if not isinstance(value, list) or len(value) != 3:
            raise self.fail(f"{name} should be three numbers: low, usual, high")
        low, usual, high = (float(part) for part in value)
        if not 0 <= low <= usual <= high:
            raise self.fail(f"{name} should rise from low to high")
        return Span(low, usual, high)

    def anchor(self, name: str, events: object) -> Anchor | None:
        """`event+days` or `event-days` with a known event; None when empty."""
        raw = self.text(name)
        if not raw:
            return None
        for sign in "+-":
            event, found, days = raw.rpartition(sign)
            if found and days.isdigit():
                if event not in events:  # type: ignore[operator]
                    raise self.fail(f"{name}: event “{event}” is not known")
                return Anchor(event, int(sign + days))
        raise self.fail(f"{name} should look like match_day-16, not “{raw}”")


def read(folder: Path, name: str) -> Iterator[Cells]:
    """Every row of a CSV or TOML seed file, with the line on which it stands."""
    file = folder / name
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise FactError(f"seed_data/{name} cannot be read: {error}") from None
    yield from _toml(name, text) if name.endswith(".toml") else _csv(name, text)


def table(folder: Path, name: str, make: Callable[[Cells], R], *unique: str) -> Iterator[R]:
    """The records of one file; two with the same key are refused."""
    seen: set[tuple[object, ...]] = set()
    for cells in read(folder, name):
        record = make(cells)
        key = tuple(getattr(record, part) for part in unique)
        if key in seen:
            raise cells.fail(f"{' '.join(map(str, key))} stands twice")
        seen.add(key)
        yield record


def _csv(name: str, text: str) -> Iterator[Cells]:
    lines = csv.DictReader(text.splitlines(keepends=True))
    for row in lines:
        cells = Cells(name, lines.line_num, dict(row))
        if None in row or None in row.values():
            raise cells.fail("the row has not as many cells as the heading")
        yield cells


def _toml(name: str, text: str) -> Iterator[Cells]:
    try:
        (rows,) = tomllib.loads(text).values()
    except (tomllib.TOMLDecodeError, ValueError) as error:
        raise FactError(f"seed_data/{name}: {error}") from None
    starts = [number for number, line in enumerate(text.splitlines(), 1) if line.startswith("[[")]
    for number, row in zip(starts, rows, strict=True):
        yield Cells(name, number, row)
