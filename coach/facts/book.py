"""The facts as the rest of the program reads them: records out of the compiled database."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from coach.facts.table import A, R, Table
from coach.facts.tables import Tables
from coach.records import Advice, Closing, CoachError, Program

if TYPE_CHECKING:
    from coach.facts.naming import Candidate, Naming
    from coach.facts.questions import Signs
    from coach.facts.sites import Cells, Known

_COLUMNS: Final = ", ".join(Program.__struct_fields__)
_FLAGS: Final = [
    place
    for place, name in enumerate(Program.__struct_fields__)
    if name in ("first_residency", "military")
]
_CLOSING: Final = Program.__struct_fields__.index("closing")
_CLOSINGS: Final = msgspec.msgpack.Decoder(Closing)
_SOURCES: Final = Program.__struct_fields__.index("sources")
_REPEATED: Final = [
    place
    for place, name in enumerate(Program.__struct_fields__)
    if name
    in (
        *("sponsor", "sponsor_code", "city", "state", "latitude", "longitude", "specialty"),
        *("list_year", "positions_year", "composition_year", "visa_year", "kind_year"),
        *("interviews_year", "share_low", "share_mid", "share_high", "j1_probability"),
        *("h1b_probability", "visa_j1", "visa_h1b", "kind", "first_year", "caution", "status"),
        *("estimate_basis", "estimate_source", "estimate_as_of"),
    )
]
"""Columns whose values stand in many rows: kept once, they take 1.3 MiB less for 1,499 programs."""
_KEPT_ONCE: Final[dict[tuple[type, object], object]] = {}
"""By type and value: 1 and 1.0 are equal."""


OFFERED: Final = "first_residency AND closing IS NULL"


class Facts(Tables):
    """Everything that the release knows; each table is read when it is first asked for."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._is_anew = False
        """Whether the file was made anew by this process."""
        self._signs: Signs | None = None
        self._programs: dict[str, list[Program]] = {}
        """By specialty; kept, because one list is ranked again and again."""
        self._open()

    def _open(self) -> None:
        try:
            self._connection = sqlite3.connect(
                f"{self.path.absolute().as_uri()}?mode=ro&immutable=1",
                uri=True,
                check_same_thread=False,
            )
            # KiB. The system caches the file as well; SQLite's own 2 MiB twice are memory.
            self._connection.execute("PRAGMA cache_size = -256")
        except sqlite3.Error as error:
            raise CoachError(f"The facts in {self.path} cannot be opened ({error}).") from None

    def _make_anew(self, error: Exception) -> None:
        """Has a file that is damaged made anew, in silence. Raises CoachError the second time."""
        if self._is_anew:
            raise CoachError(f"The facts in {self.path} are damaged ({error}).") from None
        from coach.facts.compile import made_anew  # rare

        self._is_anew = True
        self.close()
        self.path = made_anew(self.path)
        self._open()

    def close(self) -> None:
        """Lets go of the file."""
        self._connection.close()

    def rows_of(self, table: Table[R, A]) -> tuple[R, ...]:
        """The rows of one table, in their order."""
        try:
            return self._decoded(table)
        except (msgspec.MsgspecError, ValueError) as error:
            self._make_anew(error)
            return self._decoded(table)

    def _decoded(self, table: Table[R, A]) -> tuple[R, ...]:
        ((body,),) = self._ask("SELECT body FROM seed WHERE name = ?", (table.name,))
        return table.decode(body)

    def said(self) -> bytes:
        """What decisions may stand on, packed (`coach.facts.said`)."""
        ((body,),) = self._ask("SELECT body FROM seed WHERE name = 'said'")
        return bytes(body)

    def _ask(self, query: str, values: Sequence[str | int] = ()) -> list[Cells]:
        """The rows of a query. Raises CoachError."""
        return list(self._each(query, values))

    def _each(self, query: str, values: Sequence[str | int]) -> Iterator[Cells]:
        """Row after row; where the file is damaged, the rest out of one made anew."""
        count = 0
        try:
            for row in self._connection.execute(query, values):
                yield row
                count += 1
        except sqlite3.DatabaseError as error:
            self._make_anew(error)
            yield from islice(self._connection.execute(query, values), count, None)

    def programs(self, specialties: Iterable[str] = ()) -> list[Program]:
        """First residencies of these specialties; of all of them when none is named.

        Never those that take no new residents any more.
        """
        names = tuple(dict.fromkeys(specialties))
        if not names:
            return self._select(OFFERED)
        for name in names:
            if name not in self._programs:
                self._programs[name] = self._select(f"{OFFERED} AND specialty = ?", name)
        return [program for name in names for program in self._programs[name]]

    def closed_programs(self) -> list[Program]:
        """First residencies that take no new residents any more, for those who ask for them."""
        return self._select("first_residency AND closing IS NOT NULL")

    def program(self, program_id: str) -> Program | None:
        """One program by its ACGME id, also one that starts after another residency."""
        return next(iter(self._select("id = ?", program_id)), None)

    def program_like(self, name: str, city: str, specialty: str) -> Program | None:
        """The program of that name in that town, whatever number it has now."""
        where = "name = ? AND city = ? AND specialty = ?"
        return next(iter(self._select(where, name, city, specialty)), None)

    def _select(self, where: str, *values: str) -> list[Program]:
        # Row after row: all rows of a specialty at once are 2 MiB more.
        query = f"SELECT {_COLUMNS} FROM program WHERE {where} ORDER BY rowid"
        return list(map(_program, self._each(query, values)))

    def visas(self, specialties: Iterable[str]) -> dict[tuple[str, str], int]:
        """First residencies of these specialties by what they say of J-1 and H-1B."""
        names = tuple(specialties)
        rows = self._ask(
            f"SELECT visa_j1, visa_h1b, count(*) FROM program WHERE {OFFERED} "
            f"AND specialty IN ({', '.join('?' * len(names))}) GROUP BY 1, 2",
            names,
        )
        return {(j1, h1b): count for j1, h1b, count in rows}

    def names(self) -> list[tuple[str, str]]:
        """Name and town of all programs, also of those that take nobody."""
        return self._ask("SELECT DISTINCT name, city FROM program")

    def towns(self) -> list[tuple[str, str]]:
        """Town and state of all programs."""
        return self._ask("SELECT DISTINCT city, state FROM program")

    def count_programs(self) -> int:
        """How many programs the facts hold, closed ones apart."""
        ((count,),) = self._ask("SELECT count(*) FROM program WHERE closing IS NULL")
        return int(count)

    @cached_property
    def naming(self) -> Naming:
        """The programs by what people call them."""
        # With what reads names only where one is asked for.
        from coach.facts.naming import Naming
        from coach.facts.sites import Called, Sites

        called = Called(self.nicknames, self.specialties.values())
        return Naming(Sites(self._ask, called), self._numbered)

    def _numbered(self, number: str) -> Iterable[Known]:
        """The programs whose number of ACGME or NRMP begins so."""
        from coach.facts.sites import Known

        start = f"{number}*"
        return map(Known.of, self._select("id GLOB ? OR nrmp_code GLOB ?", start, start))

    def find_programs(
        self, text: str, known: Callable[[str], bool] = str.isspace, own: Sequence[str] = ()
    ) -> Sequence[Candidate]:
        """The programs that a text may mean, those of one's own specialties first.

        `known`: whether a word is of other things.

        By its number, or the beginning of one, it is found alone.
        """
        return self.naming.begun(text) or self.naming.find(text, own, known)

    def near_answers(self, question: str) -> tuple[float, list[tuple[float, Advice]]]:
        """How surely a question has an answer, and how near to it each is, the nearest first."""
        # With its words only where something is asked.
        from coach.facts.questions import Signs, near

        self._signs = self._signs or Signs(self.question_words.values())
        answers = list(self.answers.values())
        try:
            sure, nearest = near(self._connection, self._signs, question)
        except sqlite3.DatabaseError as error:
            self._make_anew(error)
            sure, nearest = near(self._connection, self._signs, question)
        return sure, [(value, answers[at]) for value, at in nearest]


def _program(row: Cells) -> Program:
    values = list(row)
    for place in _FLAGS:
        values[place] = bool(values[place])
    for place in _REPEATED:
        value = values[place]
        values[place] = _KEPT_ONCE.setdefault((type(value), value), value)
    values[_SOURCES] = _sources(values[_SOURCES])
    values[_CLOSING] = _CLOSINGS.decode(values[_CLOSING]) if values[_CLOSING] else None
    return Program(*values)


@cache
def _sources(keys: str) -> tuple[str, ...]:
    return tuple(keys.split(";"))
