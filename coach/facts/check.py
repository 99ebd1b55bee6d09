"""The whole seed, read, checked and written: rows by their record, then tables by each other."""

from __future__ import annotations

import sqlite3
from collections.abc import Container, Iterable, Mapping
from datetime import date, timedelta
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any, Final

import msgspec

from coach.facts import questions
from coach.facts.own import with_names
from coach.facts.reading import Row, check_references, read_table
from coach.facts.said import packed
from coach.facts.sites import Called, Known
from coach.facts.table import A, R, Table, listed
from coach.facts.tables import Tables
from coach.records import (
    Advice,
    Anchor,
    Closing,
    Estimate,
    Event,
    Program,
    Record,
    Scenario,
    Task,
    replace,
)
from coach.rules.conditions import is_condition
from coach.rules.countries import Countries
from coach.rules.visas import visa_answer, visa_evidence

Rows = dict[str, list[Row[Any]]]


class Conditions:
    """Answers `in` for condition words."""

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and is_condition(word)


class Items:
    """Answers `in` for `kind:key`; what the rooms above know is checked by their tests."""

    def __init__(self, known: Mapping[str, Container[str]]) -> None:
        self._known = known

    def __contains__(self, item: object) -> bool:
        kind, colon, key = str(item).partition(":")
        return bool(colon) and (kind not in self._known or key in self._known[kind])


class Seed(Tables):
    """All facts of a release, checked."""

    programs = listed("programs.csv", Program, "id")
    estimates = listed("estimates.csv", Estimate, "id")
    closings = listed("closed.csv", Closing, "id")

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
    rows["programs"] = with_closings(rows["programs"], rows["closings"])
    check_network(rows["tasks"], [row.record for row in rows["events"]])
    countries = {row.record.name: row.record for row in rows["countries"]}
    rows["scenarios"] = [_with_names(row, countries) for row in rows["scenarios"]]
    return Seed(rows)


def _with_names(row: Row[Scenario], countries: Countries) -> Row[Scenario]:
    try:
        return Row(row.file, row.line, with_names(row.record, countries))
    except ValueError as error:
        raise row.fail(str(error)) from None


def _known(rows: Rows) -> dict[str, Container[str]]:
    """What the columns that refer to something may hold."""
    unique = {table.name: table.unique[0] for table in Seed.tables() if table.unique}
    keys = {
        table: {getattr(row.record, field) for row in rows[table]}
        for table, field in unique.items()
    }
    kinds = {"task": "tasks", "resource": "resources", "date": "dates", "fee": "fees"}
    keys["dates"] = {*keys["calendar_rules"], *OWN_EVENTS}
    items = Items({kind: keys[table] for kind, table in kinds.items()})
    return {**keys, "conditions": Conditions(), "items": items}


def _check_keys(rows: Iterable[Row[Any]], known: Mapping[str, Container[str]]) -> None:
    for row in rows:
        try:
            check_references(row.record, known)
        except ValueError as error:
            raise row.fail(str(error)) from None


def with_estimates(
    programs: Iterable[Row[Program]], estimates: Iterable[Row[Estimate]]
) -> list[Row[Program]]:
    """The programs with what is estimated of them. Raises FactError with file and line."""
    rows = {row.record.id: row for row in programs}
    for estimate in estimates:
        key = estimate.record.id
        if key not in rows:
            raise estimate.fail(f"id “{key}” is not in programs.csv")
        row = rows[key]
        if problem := _problem(row.record, estimate.record):
            raise estimate.fail(problem)
        rows[key] = Row(row.file, row.line, _estimated(row.record, estimate.record))
    return list(rows.values())


def with_closings(
    programs: Iterable[Row[Program]], closings: Iterable[Row[Closing]]
) -> list[Row[Program]]:
    """The programs with what ended some of them. Raises FactError with file and line."""
    rows = {row.record.id: row for row in programs}
    for closing in closings:
        if (key := closing.record.id) not in rows:
            raise closing.fail(f"program_id “{key}” is not in programs.csv")
        row = rows[key]
        rows[key] = Row(row.file, row.line, replace(row.record, closing=closing.record))
    return list(rows.values())


def _problem(program: Program, estimate: Estimate) -> str:
    """Why a row of estimates cannot stand beside the program; "" when it can."""
    shares = (estimate.share_low, estimate.share_mid, estimate.share_high)
    known = [share for share in shares if share is not None]
    visas = {"j1": estimate.j1, "h1b": estimate.h1b}
    guessed = [kind for kind, probability in visas.items() if probability is not None]
    if not known and not guessed:
        return "the row estimates nothing"
    for kind in guessed:
        if visa_answer(visa_evidence(program, kind)) is not None:
            return f"{kind} is stated, so it is not estimated"
    return _wrong_range(program, known) if known else ""


def _wrong_range(program: Program, shares: list[float]) -> str:
    if program.img_share is not None:
        return "the IMG share is stated, so it is not estimated"
    if len(shares) < 3:
        return "share_low, share_mid and share_high belong together"
    return "" if shares == sorted(shares) else "share_low, share_mid and share_high should rise"


def _estimated(program: Program, estimate: Estimate) -> Program:
    return replace(
        program,
        share_low=estimate.share_low,
        share_mid=estimate.share_mid,
        share_high=estimate.share_high,
        j1_probability=estimate.j1,
        h1b_probability=estimate.h1b,
        estimate_basis=estimate.basis,
        estimate_source=estimate.source,
        estimate_as_of=estimate.as_of,
    )


def write(connection: sqlite3.Connection, folder: Path) -> None:
    """Fills an empty database. Raises FactError for a seed row that cannot be trusted."""
    seed = load(folder)
    columns = Program.__struct_fields__
    with connection:
        connection.execute("CREATE TABLE seed (name TEXT PRIMARY KEY, body BLOB) WITHOUT ROWID")
        connection.executemany(
            "INSERT INTO seed VALUES (?, ?)",
            [
                (table.name, msgspec.msgpack.encode([*map(_needed, seed.rows_of(table))]))
                for table in Tables.tables()
            ],
        )
        connection.execute("INSERT INTO seed VALUES ('said', ?)", (packed(seed),))
        connection.execute(f"CREATE TABLE program ({', '.join(columns)}, PRIMARY KEY (id))")
        connection.executemany(
            f"INSERT INTO program VALUES ({', '.join('?' * len(columns))})",
            map(_cells, seed.programs),
        )
        connection.execute("CREATE INDEX by_specialty ON program (specialty, first_residency)")
        states = {code: state.name for code, state in seed.states.items()}
        called = Called(seed.nicknames, seed.specialties.values())
        called.write(connection, map(Known.of, seed.programs), states)
        questions.build(connection, folder / "question_signs.csv")
    connection.execute("PRAGMA journal_mode=DELETE")
    connection.execute("VACUUM")


def _needed(row: Record) -> Record:
    """A row without the 7,400 ways to ask: what they say is fitted, and the app reads none."""
    return replace(row, also=row.also[:1]) if isinstance(row, Advice) else row


def _cells(program: Program) -> list[object]:
    closing = program.closing and msgspec.msgpack.encode(program.closing)
    own = {"sources": ";".join(program.sources), "closing": closing}
    return list((msgspec.structs.asdict(program) | own).values())


HOURS_A_DAY: Final = 8.0
"""What a person can work on a day at most: the network must be possible at that pace."""
OWN_EVENTS: Final = ("graduation",)
"""Days that a task may hang on beside the season's: the applicant's own."""


def check_network(tasks: Iterable[Row[Task]], events: Iterable[Event]) -> None:
    """Refuses circles, ends before openings and dates that nobody could make, by file and line."""
    rows = {row.record.key: row for row in tasks}
    days = _fullest_season(events)
    ends: dict[str, date | None] = {}
    for key in _in_order(rows):
        task = rows[key].record
        end = ends[key] = _earliest_end(task, days, ends)
        due, opens = _day(task.due, days), _day(task.opens, days)
        if due and opens and due < opens:
            raise rows[key].fail(f"due is {due}, before it opens on {opens}")
        if due and end and end > due:
            raise rows[key].fail(
                f"due cannot be made: it cannot end before {end}, after its due day {due}, "
                "however early one starts"
            )


def _in_order(rows: Mapping[str, Row[Task]]) -> list[str]:
    """The keys, each after those it waits for."""
    try:
        return list(
            TopologicalSorter({key: row.record.after for key, row in rows.items()}).static_order()
        )
    except CycleError as error:
        circle = error.args[1][::-1]
        raise rows[circle[0]].fail(
            f"after: the task waits for itself: {' → '.join(circle)}"
        ) from None


def _fullest_season(events: Iterable[Event]) -> dict[str, date]:
    """The days of the season of which most are known, the latest of several."""
    seasons: dict[int, dict[str, date]] = {}
    for event in events:
        seasons.setdefault(event.season, {})[event.key] = event.day
    latest = max(seasons, key=lambda season: (len(seasons[season]), season), default=None)
    return seasons[latest] if latest else {}


def _earliest_end(
    task: Task, days: Mapping[str, date], ends: Mapping[str, date | None]
) -> date | None:
    """The first day on which a task can be over; None where no opening holds it back."""
    starts = [_day(task.opens, days), *(ends[key] for key in task.after)]
    known = [start for start in starts if start]
    lasts = timedelta(days=int(task.hours.usual / HOURS_A_DAY + task.wait_days.usual))
    return max(known) + lasts if known else None


def _day(anchor: Anchor | None, days: Mapping[str, date]) -> date | None:
    if anchor is None or anchor.event not in days:
        return None
    return days[anchor.event] + timedelta(days=anchor.offset_days)
