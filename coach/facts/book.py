"""The facts as the rest of the program reads them: records out of the compiled database."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Final, TypeVar

from coach.facts import index
from coach.facts.encode import KINDS, decoder
from coach.records import (
    CalendarRule,
    CoachError,
    Country,
    Event,
    Fee,
    LeverCost,
    NeedRule,
    Odds,
    Preset,
    Program,
    Resource,
    Rule,
    Scenario,
    Signals,
    Source,
    Specialty,
    State,
    Statistic,
    Synonym,
    Task,
)

R = TypeVar("R")
_COLUMNS: Final = ", ".join(Program.__struct_fields__)
_FLAGS: Final = [
    place
    for place, name in enumerate(Program.__struct_fields__)
    if name in ("first_residency", "military")
]


class Facts:
    """Everything that the release knows; each table is read when it is first asked for."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._programs: dict[str, list[Program]] = {}
        """By specialty; kept, because one list is ranked again and again."""
        try:
            self._connection = sqlite3.connect(
                f"{path.absolute().as_uri()}?mode=ro&immutable=1",
                uri=True,
                check_same_thread=False,
            )
        except sqlite3.Error as error:
            raise CoachError(f"The facts in {path} cannot be opened ({error}).") from None

    def close(self) -> None:
        """Lets go of the file."""
        self._connection.close()

    def _all(self, kind: type[R]) -> tuple[R, ...]:
        rows = self._connection.execute(
            "SELECT body FROM record WHERE kind = ? ORDER BY rowid", (KINDS[kind],)
        )
        return tuple(map(decoder(kind), (body for (body,) in rows)))

    @cached_property
    def sources(self) -> dict[str, Source]:
        """Sources by key."""
        return {one.key: one for one in self._all(Source)}

    @cached_property
    def states(self) -> dict[str, State]:
        """States by their two letters."""
        return {one.code: one for one in self._all(State)}

    @cached_property
    def countries(self) -> dict[str, Country]:
        """Nationalities that a dated proclamation named, by name and alias in lower case."""
        return {
            word.casefold(): one for one in self._all(Country) for word in (one.name, *one.aliases)
        }

    @cached_property
    def specialties(self) -> dict[str, Specialty]:
        """Specialties by name, the largest first."""
        return {one.name: one for one in self._all(Specialty)}

    @cached_property
    def resources(self) -> dict[str, Resource]:
        """The catalogue by id."""
        return {one.id: one for one in self._all(Resource)}

    @cached_property
    def tasks(self) -> dict[str, Task]:
        """The tasks of the road by key, in their order."""
        return {one.key: one for one in self._all(Task)}

    @cached_property
    def needs(self) -> tuple[NeedRule, ...]:
        """When an applicant lacks what."""
        return self._all(NeedRule)

    @cached_property
    def rules(self) -> dict[str, Rule]:
        """Rules and norms by key."""
        return {one.key: one for one in self._all(Rule)}

    @cached_property
    def calendar_rules(self) -> dict[str, CalendarRule]:
        """The recurring rules by event."""
        return {one.key: one for one in self._all(CalendarRule)}

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """The dated events of all seasons that are known."""
        return self._all(Event)

    @cached_property
    def fees(self) -> tuple[Fee, ...]:
        """Prices, per season or year."""
        return self._all(Fee)

    @cached_property
    def signals(self) -> tuple[Signals, ...]:
        """Program signals, per season and specialty."""
        return self._all(Signals)

    @cached_property
    def synonyms(self) -> tuple[Synonym, ...]:
        """Abbreviations and ways of asking."""
        return self._all(Synonym)

    @cached_property
    def statistics(self) -> tuple[Statistic, ...]:
        """Rows of published tables."""
        return self._all(Statistic)

    @cached_property
    def odds(self) -> dict[tuple[str, str], Odds]:
        """What published outcomes say, by specialty and type of graduate."""
        return {(one.specialty, one.graduate_type): one for one in self._all(Odds)}

    @cached_property
    def scenarios(self) -> dict[str, Scenario]:
        """Rules that may hold or change, by key."""
        return {one.key: one for one in self._all(Scenario)}

    @cached_property
    def presets(self) -> dict[str, Preset]:
        """Plausible filters of programs, by key."""
        return {one.key: one for one in self._all(Preset)}

    @cached_property
    def lever_costs(self) -> dict[str, LeverCost]:
        """What each changeable input takes, by key."""
        return {one.key: one for one in self._all(LeverCost)}

    def programs(self, specialties: Iterable[str] = ()) -> list[Program]:
        """First residencies of these specialties; of all of them when none is named."""
        names = tuple(specialties)
        if not names:
            return self._read_programs(())
        for name in names:
            if name not in self._programs:
                self._programs[name] = self._read_programs((name,))
        return [program for name in dict.fromkeys(names) for program in self._programs[name]]

    def _read_programs(self, names: tuple[str, ...]) -> list[Program]:
        holes = f" AND specialty IN ({', '.join('?' * len(names))})" if names else ""
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} FROM program WHERE first_residency{holes} ORDER BY rowid", names
        )
        return [_program(row) for row in rows]

    def program(self, program_id: str) -> Program | None:
        """One program by its ACGME id, also one that starts after another residency."""
        return self._one("id = ?", (program_id,))

    def program_like(self, name: str, city: str, specialty: str) -> Program | None:
        """The program of that name in that town, whatever number it has now."""
        return self._one("name = ? AND city = ? AND specialty = ?", (name, city, specialty))

    def _one(self, where: str, values: Sequence[str]) -> Program | None:
        row = self._connection.execute(
            f"SELECT {_COLUMNS} FROM program WHERE {where}", values
        ).fetchone()
        return _program(row) if row else None

    def visas(self, specialties: Iterable[str]) -> dict[tuple[str, str], int]:
        """First residencies of these specialties by what they say of J-1 and H-1B."""
        names = tuple(specialties)
        rows = self._connection.execute(
            "SELECT visa_j1, visa_h1b, count(*) FROM program WHERE first_residency "
            f"AND specialty IN ({', '.join('?' * len(names))}) GROUP BY 1, 2",
            names,
        )
        return {(j1, h1b): count for j1, h1b, count in rows}

    def count_programs(self) -> int:
        """How many programs the facts hold."""
        (count,) = self._connection.execute("SELECT count(*) FROM program").fetchone()
        return int(count)

    def find_programs(self, query: str, limit: int = 60) -> list[index.Found]:
        """The programs that a few letters may mean, likeliest first."""
        return index.candidates(self._connection, query, limit)


def _program(row: tuple[Any, ...]) -> Program:
    values = list(row)
    for place in _FLAGS:
        values[place] = bool(values[place])
    values[-1] = tuple(values[-1].split(";"))
    return Program(*values)
