"""A list of programs: facts, marks, notes, and what came of them in the season, in one table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

from coach.files.cells import town_and_state
from coach.files.columns import NAMES, Columns, folded, keyed
from coach.files.importing import AnyReading, Likely, NoneLike
from coach.files.log_rows import LogRows
from coach.files.program_table import FactRows, MarkRows
from coach.files.registry import IDENTITY, PROGRAM, Named, Registry
from coach.files.tables import Table
from coach.files.taking import Source
from coach.logs.log import Entry
from coach.profile.meaning import Names as Known
from coach.records import Program, replace
from coach.rules.fields import FACTS

IN_LOGS: Final = ("applications", "invites", "interviews")
"""What a list of programs may say of the season."""
STATUSES: Final = ("confirmed", "second-hand", "estimated", "unknown")
"""How sure facts are, as the coach's own exports say."""
SAMPLED: Final = 60
"""Rows by which a column is judged."""


class ProgramLogRows(LogRows):
    """Reads what a list of programs says of one log of the season: applications, invitations or
    interviews, one entry for each program, of interviews one for each day."""

    deciding = ("state", "day", "came")

    def __init__(self, *parts: Any) -> None:
        super().__init__(*parts)
        # Fields by themselves are no columns of a list of programs.
        self.targets, self.needs = {}, ()

    def told(self, cells: Mapping[str, str]) -> dict[str, str]:
        """The texts of its columns by field, with the program; {} for none."""
        mine = f"{self.log.name}."
        texts = {
            name.removeprefix(mine): text for name, text in cells.items() if name.startswith(mine)
        }
        told = super().told(texts)
        if self.log.name == "applications":
            self._as_applied(told, cells)
        elif not told.get("day", told.get("came")):
            told = {}
        return {"program": cells["program_id"], **told} if told else {}

    def _as_applied(self, told: dict[str, str], cells: Mapping[str, str]) -> None:
        """An invitation says that there is an application; a signal alone, that one is planned."""
        later = ("invites.came", "interviews.day")
        if any(not self.cells.is_silent(cells.get(name, "")) for name in later):
            if told.get("state", "submitted") in ("submitted", "planned"):
                told["state"] = "invited"
        elif told and not ("state" in told or "submitted" in told):
            told["state"] = "planned"

    def known(self, values: Mapping[str, object]) -> Entry | None:
        """The entry of the same program, and day, that is kept."""
        for entry in self.kept.values():
            same = getattr(entry, "program", "") == values["program"]
            if same and getattr(entry, "day", None) == values.get("day"):
                return entry
        return None

    def _read(self, name: str, text: str) -> list[object]:
        """A program by its id alone."""
        return [text] if name == "program" else super()._read(name, text)


class Programs(Source):
    """A list of programs: facts, marks and notes, and what came of them in the season."""

    def __init__(
        self,
        readings: Sequence[AnyReading],
        names: Mapping[str, Sequence[str]],
        registry: Registry,
        known: Known,
        told: tuple[Mapping[str, str], Mapping[str, str]],
    ) -> None:
        """`told`: programs that rows mean, by the number of the row; before, by what is typed."""
        super().__init__(readings, names)
        more = ("city_state", "website", "visa", "date", "source", "status")
        self.targets |= {
            name: [*NAMES.get(name, name).split(", "), *names.get(name, ())]
            for name in (*IDENTITY, *more)
        }
        logs = [reading.log.name for reading in readings if isinstance(reading, ProgramLogRows)]
        self.targets |= {
            name: known for name, known in names.items() if name.partition(".")[0] in logs
        }
        self.registry, self._known = registry, known
        self._told, self._before = told
        self._named: dict[tuple[str, ...], Named] = {}
        self.confirmed: dict[str, str] = {}
        """Programs that were said now, by what is typed."""

    def columns(self, table: Table, told: Mapping[str, str]) -> Columns:
        """What each column means, in doubt by what stands in it."""
        columns = super().columns(table, told)
        better = self._by_values(table, columns)
        return super().columns(table, better | dict(told)) if better else columns

    def _by_values(self, table: Table, columns: Columns) -> dict[str, str]:
        """Columns that mean something else than their name says, by folded name."""
        interview = columns.has("interviews.time", "interviews.zone", "interviews.form")
        better: dict[str, str] = {}
        for column in columns.used:
            texts = [row.cells[column.place].strip() for row in table.rows[:SAMPLED]]
            meant = Counter(self._meant(column.target, text) for text in texts if text)
            target, count = next(iter(meant.most_common(1)), ("", 0))
            if column.target == "date" and interview and not columns.has(*FACTS, "visa"):
                target, count = "interviews.day", len(texts)
            if target and count * 2 > meant.total():
                better[folded(column.title)] = target
        return better

    def _meant(self, target: str, text: str) -> str:
        """What a column rather means by one of its cells; "" for what its name says."""
        word = self.readings[0].cells.word
        if target == "status":
            return "applications.state" * (text.lower() not in STATUSES)
        if target == "applications.state":
            return "applications.submitted" * bool(re.fullmatch(r"\d+[-./ ]\d+[-./ ]\d{2,4}", text))
        if target == "mark" and word("mark", text) is None and word("applications.state", text):
            return "applications.state"
        if target == "city":
            return "city_state" * bool(town_and_state(text, self._known.states).get("state"))
        return "specialty" * (target == "name" and text.lower() in self._known.specialties)

    def lacks(self, columns: Columns) -> str:
        """What is missing of the columns that are needed: a program, and anything of it."""
        if not columns.has(*PROGRAM[0]):
            return PROGRAM[1]
        needs = [reading.needs for reading in self.readings if reading.needs]
        is_enough = any(name.partition(".")[0] in IN_LOGS for name in columns.targets)
        is_enough |= any(all(columns.has(*names) for names, _ in need) for need in needs)
        lacking = needs[0][0][1] if needs else f"no column of {self.word}"
        return "" if is_enough else lacking

    def identified(self, cells: dict[str, str], row: int) -> dict[str, str]:
        """The cells with the id of the program that they surely mean.

        Raises Likely for one that has to be asked about, NoneLike for none.
        """
        place = town_and_state(cells.pop("city_state", ""), self._known.states)
        cells = place | {name: text for name, text in cells.items() if text or name not in place}
        key = tuple(cells.get(name, "") for name in IDENTITY)
        if key not in self._named:
            self._named[key] = self._meaning(dict(zip(IDENTITY, key, strict=True)))
        program = self._program_of(self._named[key], str(row), self._typed(key))
        for reading in self.readings:
            if isinstance(reading, FactRows | MarkRows):
                reading.programs[program.id] = program
        return cells | {"program_id": program.id}

    def _meaning(self, cells: dict[str, str]) -> Named:
        """The program of a row; of the specialty of the whole list, where the row tells none."""
        told = cells["specialty"] or cells["program_id"] or self.registry.specialties(cells["name"])
        named = self.registry.named(cells if told else {**cells, **self.usual})
        if told or not self.usual or named.likely:
            return named
        other = self.registry.named(cells)
        return replace(other, sure=None) if other.sure else named

    def _typed(self, key: Sequence[str]) -> str:
        """By what the program of a row is remembered: all that it says of it."""
        usual = self.usual.get("specialty", "")
        return keyed("program", *key[:-1], key[-1] or usual)

    def _program_of(self, named: Named, row: str, typed: str) -> Program:
        """The program that was said of a row, now or of such a name before, else the sure one.

        Raises Likely or NoneLike.
        """
        if told := self._told.get(row, ""):
            if not (program := self.registry.known(told)):
                raise NoneLike(f"there is no program {told}", [])
            self.confirmed[typed] = told
            return program
        before = self.registry.known(self._before.get(typed, ""))
        if program := before or named.sure:
            return program
        if named.likely:
            raise Likely(named.reason, [(each.id, _in_full(each)) for each in named.likely])
        raise NoneLike(named.reason, [each.id for each in named.nearest])

    def is_day(self, target: str) -> bool:
        """Whether a column holds days: that of reading, and those of the season."""
        log, _, field = target.rpartition(".")
        days = {"date", "as_of", "submitted", "answered", "came", "day"}
        return target == "date" or field in days

    def toward(self, target: str) -> str:
        """The name by which a column of days is known to be past, or not."""
        return target.replace("as_of", "date")


def _in_full(program: Program) -> str:
    return f"{program.name}, {program.specialty}, {program.city}, {program.state}"
