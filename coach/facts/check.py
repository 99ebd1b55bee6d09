"""The whole seed, read and checked: each row by its record, then tables against each other."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from pathlib import Path
from typing import Any

from coach.facts.estimates import with_estimates
from coach.facts.network import OWN_EVENTS, check_network
from coach.facts.own import with_names
from coach.facts.reading import Row, check_references, read_table
from coach.facts.table import A, R, Table, listed
from coach.facts.tables import Tables
from coach.records import Estimate, Program
from coach.rules.conditions import is_condition

Rows = dict[str, list[Row[Any]]]


class Conditions:
    """Answers `in` for condition words."""

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and is_condition(word)


class Seed(Tables):
    """All facts of a release, checked."""

    programs = listed("programs.csv", Program, "id")
    estimates = listed("estimates.csv", Estimate, "id")

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def rows_of(self, table: Table[R, A]) -> tuple[R, ...]:
        """The rows of one table, in their order."""
        return tuple(row.record for row in self._rows[table.name])


def load(folder: Path) -> Seed:
    """Every table of the folder, checked. Raises FactError with file and line."""
    rows = {table.name: list(read_table(folder, table)) for table in Seed.tables()}
    known = _known(rows)
    for table_rows in rows.values():
        _check_keys(table_rows, known)
    rows["programs"] = with_estimates(rows["programs"], rows["estimates"])
    check_network(rows["tasks"], [row.record for row in rows["events"]])
    countries = [row.record for row in rows["countries"]]
    rows["scenarios"] = [
        Row(row.file, row.line, with_names(row.record, countries)) for row in rows["scenarios"]
    ]
    return Seed(rows)


def _known(rows: Rows) -> dict[str, Container[str]]:
    """What the columns that refer to something may hold."""
    unique = {table.name: table.unique[0] for table in Seed.tables() if table.unique}
    keys = {
        table: {getattr(row.record, field) for row in rows[table]}
        for table, field in unique.items()
    }
    dates = {*keys["calendar_rules"], *OWN_EVENTS}
    return {**keys, "dates": dates, "conditions": Conditions()}


def _check_keys(rows: Iterable[Row[Any]], known: Mapping[str, Container[str]]) -> None:
    for row in rows:
        try:
            check_references(row.record, known)
        except ValueError as error:
            raise row.fail(str(error)) from None
