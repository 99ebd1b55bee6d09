"""Rows of seed files turned into records; whatever is wrong is said in one sentence.

The sentence names the column; of a file of the seed also the file and the line.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from datetime import datetime
from functools import cache
from math import isfinite
from pathlib import Path
from typing import Any, Final, Generic

import msgspec
from msgspec import inspect

from coach.facts.table import A, Cells, R, Table
from coach.records import CoachError, Record

Known = Mapping[str, Container[str]]
"""Table to the keys that it holds."""
YES_NO: Final = {"yes": True, "no": False}
FEW: Final = 3
"""Words up to which an error says what a cell should be, in place of what it is not."""
KINDS: Final = {
    inspect.StrType: "words in quotes",
    inspect.DateType: "a date like 2027-03-19",
    inspect.DictType: "a table like { name = value }",
    inspect.VarTupleType: "a list of words in quotes",
}
UNSEEN: Final = object()
"""Stands for a value inside a table whose key an error does not tell."""


class FactError(CoachError):
    """A seed row that cannot be trusted, named by file and line."""


class Row(Record, Generic[R]):
    """A record with the place where it was read."""

    file: str
    line: int
    record: R

    def fail(self, why: str) -> FactError:
        """The error to raise for this row."""
        return failure(self.file, self.line, why)


def failure(file: str, line: int, why: str) -> FactError:
    """The error that names a place in a seed file."""
    return FactError(f"seed_data/{file}, line {line}: {why}")


def read_table(folder: Path, table: Table[R, A]) -> Iterator[Row[R]]:
    """The rows of a table. Raises FactError with file and line."""
    seen: set[tuple[object, ...]] = set()
    for path in sorted(folder.glob(table.file)) or [folder / table.file]:
        name = path.relative_to(folder).as_posix()
        for line, cells in _rows(path, name):
            try:
                row = Row(name, line, _record(table, path.stem, cells, path.suffix == ".csv"))
            except ValueError as error:
                raise failure(name, line, str(error)) from None
            key = tuple(getattr(row.record, part) for part in table.unique)
            if key and key in seen:
                raise row.fail(f"{' '.join(map(str, key))} stands twice")
            seen.add(key)
            yield row


def read_one(table: Table[R, A], cells: Mapping[str, object], known: Known) -> R:
    """One row of a table from a file of the applicant's own. Raises ValueError."""
    record = _record(table, "", dict(cells), as_text=False)
    check_references(record, known)
    return record


def check_references(record: Record, known: Known) -> None:
    """Refuses a key that its table does not hold. Raises ValueError."""
    for field in _referring(type(record)):
        for word, table in _references(getattr(record, field.name), field.type):
            if table in known and word not in known[table]:
                raise ValueError(f"{field.encode_name} “{word}” is not known")


def _references(value: Any, kind: inspect.Type) -> Iterator[tuple[str, str]]:
    """The keys in a value with the table that should hold them."""
    match kind:
        case inspect.Metadata(type=inner, extra={"refers": table}) if isinstance(value, str):
            yield from ((word.strip(), table) for word in value.split(";"))
        case inspect.Metadata(type=inner):
            yield from _references(value, inner)
        case inspect.UnionType(types=(first, *_)) if value is not None:
            yield from _references(value, first)
        case inspect.VarTupleType(item_type=inner):
            for part in value:
                yield from _references(part, inner)
        case inspect.DictType(key_type=keys, value_type=inner):
            for key, part in value.items():
                yield from _references(key, keys)
                yield from _references(part, inner)
        case inspect.StructType(fields=fields) if value is not None:
            for field in fields:
                yield from _references(getattr(value, field.name), field.type)


@cache
def columns(record: type[Record]) -> dict[str, inspect.Field]:
    """What the fields of a record want, by the name of the column."""
    shape = inspect.type_info(record)
    assert isinstance(shape, inspect.StructType)
    return {field.encode_name: field for field in shape.fields}


@cache
def _referring(record: type[Record]) -> list[inspect.Field]:
    return [field for field in columns(record).values() if "refers" in str(field.type)]


@cache
def _fractional(record: type[Record]) -> list[inspect.Field]:
    return [field for field in columns(record).values() if "FloatType" in str(field.type)]


def _record(table: Table[R, A], stem: str, cells: Cells, as_text: bool) -> R:
    cells = {name: _plain(value) for name, value in cells.items()}
    if table.arrange:
        cells = table.arrange(stem, cells)
    return read_cells(table.record, cells, as_text)


def read_cells(record: type[R], cells: Cells, as_text: bool = False) -> R:
    """A record from cells by column, `as_text` all in words. Raises ValueError."""
    wanted = columns(record)
    if parents := {name.partition(".")[0] for name in wanted if "." in name}:
        cells = _flat(cells, parents)
    if not cells.keys() <= wanted.keys():
        unknown = next(name for name in cells if name not in wanted)
        raise ValueError(f"“{unknown}” is not a key; known are {', '.join(wanted)}")
    if as_text:
        written = _written(record)
        cells = {name: written[name].read(text) for name, text in cells.items()}
        cells = {name: value for name, value in cells.items() if value is not UNSEEN}
    try:
        read = msgspec.convert(cells, record, strict=not as_text)
    except msgspec.ValidationError as error:
        raise ValueError(_sentence(str(error), wanted, cells, as_text)) from None
    for field in _fractional(record):
        number = getattr(read, field.name)
        if isinstance(number, float) and not isfinite(number):
            raise ValueError(f"{field.encode_name} should be a number, not {number}")
    return read


def _plain(value: object) -> object:
    if isinstance(value, str):
        return value.strip()
    return value.date() if isinstance(value, datetime) else value


def _flat(cells: Cells, parents: Container[str]) -> Cells:
    """Tables whose parts are fields of their own, as `only_for.abroad`."""
    flat: Cells = {}
    for name, value in cells.items():
        if name in parents:
            if not isinstance(value, dict):
                raise ValueError(f"{name} should be a table like {{ name = value }}")
            flat |= {f"{name}.{part}": inner for part, inner in value.items()}
        else:
            flat[name] = value
    return flat


class Written(Record):
    """How a field is written in a cell of a CSV file."""

    name: str
    is_list: bool
    words: Mapping[str, bool]
    empty: object
    """What an empty cell stands for; "" where the text itself, FactError where it is refused."""

    def read(self, text: object) -> object:
        """A cell as its field wants it; UNSEEN: as if it were not there. Raises ValueError."""
        if not isinstance(text, str):
            return text
        if self.is_list and (text or self.empty is FactError):
            return [word.strip() for word in text.split(";") if word.strip()]
        if text:
            return self.words.get(text, text)
        if self.empty is FactError:
            raise ValueError(f"{self.name} is empty")
        return self.empty


@cache
def _written(record: type[Record]) -> dict[str, Written]:
    """How the fields of a record are written, by the name of the column."""
    return {
        name: Written(
            name,
            isinstance(_bare(field.type), inspect.VarTupleType | inspect.StructType),
            _yes_no(field),
            _empty(field),
        )
        for name, field in columns(record).items()
    }


def _empty(field: inspect.Field) -> object:
    if isinstance(_bare(field.type), inspect.StrType | inspect.LiteralType):
        return ""
    if isinstance(field.type, inspect.UnionType):
        return None
    return FactError if field.required else UNSEEN


def _yes_no(field: inspect.Field) -> Mapping[str, bool]:
    """How yes and no are written in a cell, where that is asked."""
    if not isinstance(_bare(field.type), inspect.BoolType):
        return {}
    remarks = field.type.extra if isinstance(field.type, inspect.Metadata) else None
    words: Mapping[str, bool] = (remarks or {}).get("words", YES_NO)
    return words


def _bare(kind: inspect.Type) -> inspect.Type:
    """The type without None and remarks."""
    while isinstance(kind, inspect.Metadata | inspect.UnionType):
        kind = kind.types[0] if isinstance(kind, inspect.UnionType) else kind.type
    return kind


def _sentence(error: str, wanted: Mapping[str, inspect.Field], cells: Cells, as_text: bool) -> str:
    """What msgspec says, in the words of this project."""
    if missing := re.fullmatch(r"Object missing required field `(.+)`", error):
        return f"{missing[1]} is missing"
    complaint, _, path = error.partition(" - at `$.")
    path = path.rstrip("`")
    column = max((name for name in wanted if path.startswith(name)), key=len)
    value, kind = cells[column], _bare(wanted[column].type)
    for step in re.findall(r"\[(.*?)\]", path[len(column) :]):
        value = value[int(step)] if step.isdigit() and isinstance(value, list) else UNSEEN
        kind = _bare(_inside(kind))
    if "key in" in error:
        complaint, value = "", UNSEEN
    if complaint.startswith("should"):
        return f"{column} {complaint}"
    truth = _yes_no(wanted[column]) if as_text else ("true", "false")
    return f"{column} {_wanted(kind, value, truth)}"


def _inside(kind: inspect.Type) -> inspect.Type:
    if isinstance(kind, inspect.DictType):
        return kind.value_type
    return kind.item_type if isinstance(kind, inspect.VarTupleType) else kind


def _wanted(kind: inspect.Type, value: object, truth: Iterable[str]) -> str:
    """What is wrong with a value that should be of this kind."""
    if value in ("", []):
        return "is empty"
    seen = "" if value is UNSEEN else f", not {value}"
    if isinstance(kind, inspect.LiteralType):
        words = [str(word) for word in kind.values if word]
        if len(words) > FEW:
            return f"“{value}” is not one of {', '.join(words)}"
        return f"should be {' or '.join(words)}{seen}"
    if isinstance(kind, inspect.IntType | inspect.FloatType):
        whole = "whole " if isinstance(kind, inspect.IntType) else ""
        limits = f" from {kind.ge:g} to {kind.le:g}" if kind.le is not None else ""
        return f"should be a {whole}number{limits}{seen}"
    if isinstance(kind, inspect.BoolType):
        return f"should be {' or '.join(truth)}{seen}"
    if isinstance(kind, inspect.StructType):
        return f"should be a list: {', '.join(part.name for part in kind.fields)}"
    return f"should be {KINDS[type(kind)]}{seen}"


def _rows(path: Path, name: str) -> Iterator[tuple[int, Cells]]:
    """Every row of a CSV or TOML file, with the line on which it stands."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise FactError(f"seed_data/{name} cannot be read: {error}") from None
    read: Callable[[str, str], Iterator[tuple[int, Cells]]] = (
        _csv_rows if path.suffix == ".csv" else _toml_rows
    )
    yield from read(name, text)


def _csv_rows(name: str, text: str) -> Iterator[tuple[int, Cells]]:
    lines = csv.DictReader(text.splitlines(keepends=True))
    for row in lines:
        if None in row or None in row.values():
            raise failure(name, lines.line_num, "the row has not as many cells as the heading")
        yield lines.line_num, row


def _toml_rows(name: str, text: str) -> Iterator[tuple[int, Cells]]:
    import tomllib  # 3 ms, and only where a table is read anew

    try:
        (rows,) = tomllib.loads(text).values()
    except ValueError as error:
        raise FactError(f"seed_data/{name}: {error}") from None
    starts = [number for number, line in enumerate(text.splitlines(), 1) if line.startswith("[[")]
    yield from zip(starts, rows, strict=True)
