"""What a command said, as lines of text: rows of JSON as tables, so that the files stay small."""

from __future__ import annotations

import json
from collections.abc import Iterable
from difflib import unified_diff
from hashlib import sha256
from typing import Any, Final

WIDE: Final = 100
WHOLE: Final = 5000
"""Characters kept of one answer."""
LONG: Final = 100
"""Lines of the rest that are told each by a hash; those after them share one."""


def cut(lines: list[str]) -> list[str]:
    """The first lines whole; then each by its start and a hash; then the rest in one hash."""
    whole, size = 0, 0
    while whole < len(lines) and size < WHOLE:
        size += len(lines[whole])
        whole += 1
    hashed = [f"~{line[:24].rstrip()} {_hash(line)}" for line in lines[whole : whole + LONG]]
    rest = lines[whole + LONG :]
    return lines[:whole] + hashed + [f"~{len(rest)} more {_hash(chr(10).join(rest))}"] * bool(rest)


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:6]


def json_lines(value: Any, indent: str = "") -> list[str]:
    """A value of JSON, one fact a line; rows with the same keys as a table with tabs."""
    whole = json.dumps(value, ensure_ascii=False)
    if len(whole) <= WIDE or not isinstance(value, dict | list):
        return [indent + whole]
    if isinstance(value, dict):
        lines = []
        for key, inner in value.items():
            told = json_lines(inner, indent + " ")
            lines += (
                [f"{indent}{key}: {told[0].strip()}"]
                if len(told) == 1
                else [
                    f"{indent}{key}:",
                    *told,
                ]
            )
        return lines
    rows = [_flat(row) for row in value] if all(isinstance(row, dict) for row in value) else []
    if rows and all(list(row) == list(rows[0]) for row in rows):
        table = [f"{indent}#\t" + "\t".join(rows[0])]
        return table + [f"{indent}|\t" + "\t".join(map(_cell, row.values())) for row in rows]
    return [line for inner in value for line in ["-", *json_lines(inner, indent + " ")]]


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key, value in row.items():
        if isinstance(value, dict) and value:
            flat |= {f"{key}.{inner}": cell for inner, cell in _flat(value).items()}
        else:
            flat[key] = value
    return flat


def _cell(value: Any) -> str:
    return "" if value is None else json.dumps(value, ensure_ascii=False)


def difference(kept: str, now: str, shown: int = 60) -> str:
    """The first differences, cell by cell; empty where both say the same."""
    if kept == now:
        return ""
    before, after = _cells(kept.splitlines()), _cells(now.splitlines())
    lines = list(unified_diff(before, after, "kept", "now", lineterm="", n=2))
    return "\n".join(lines[:shown] or ["white space differs"])


def _cells(lines: Iterable[str]) -> list[str]:
    """The lines with every row of a table as one line a cell, each under its command."""
    cells: list[str] = []
    titles: list[str] = []
    for line in lines:
        start, *values = line.split("\t")
        if start.strip() == "#":
            titles = values
        elif start.strip() == "|":
            cells += [
                f"{values[0]} {title} {value}" for title, value in zip(titles, values, strict=False)
            ]
        else:
            cells.append(line)
    return cells
