"""A list of programs: facts, marks, notes, and what came of them in the season, in one table."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from coach.files.cells import town_and_state
from coach.files.columns import NAMES, Columns, folded, keyed
from coach.files.days import hour_in, is_day, is_hour, is_of_season
from coach.files.importing import AnyReading, Likely, NoneLike
from coach.files.log_rows import STATES, LogRows
from coach.files.mark_rows import MarkRows
from coach.files.program_table import FactRows
from coach.files.registry import BRACKETS, IDENTITY, PROGRAM, Named, Registry
from coach.files.source import Source
from coach.files.tables import Table
from coach.logs.log import Entry
from coach.profile.meaning import Names as Known
from coach.records import Program
from coach.rules.fields import FACTS

IN_LOGS: Final = ("applications", "invites", "interviews")
"""What a list of programs may say of the season."""
SHAPES: Final = {
    "applications": ("applications.state", "applications.signal"),
    "interviews": ("interviews.time", "interviews.zone", "interviews.note"),
}
"""What a column can mean by its cells alone."""
STATUSES: Final = ("confirmed", "second-hand", "estimated", "unknown")
"""How sure facts are, as the coach's own exports say."""


NAMING: Final = (*IDENTITY, "city_state")
"""Columns that only name a program: a row of nothing else says nothing."""


class ProgramLogRows(LogRows):
    """Reads what a list of programs says of one log of the season: applications, invitations or
    interviews, one entry for each program, of interviews one for each day."""

    deciding = ("state", "day", "came")

    def __init__(self, *parts: Any) -> None:
        super().__init__(*parts)
        # Fields by themselves are no columns of a list of programs.
        self.targets, self.needs, self.shapes = {}, (), SHAPES.get(self.log.name, ())

    def begin(self, table: Table, columns: Columns) -> None:
        """Sees whether a column asks if one has applied."""
        super().begin(table, columns)
        states = (each.title for each in columns.used if each.target == "applications.state")
        titles = map(self.cells.in_english, states)
        self._asks = any(re.search(r"appl(?:y|ied)|submitted|sent\b", title) for title in titles)

    def fits(self, target: str, text: str) -> bool:
        """Whether a cell is of a field of the log, or the day on which something came about."""
        log, _, name = target.partition(".")
        if log != self.log.name:
            return False
        if name == "day":
            return is_of_season(text)
        if name in ("time", "note"):
            is_place = self.cells.word("interviews.form", text) is not None or "://" in text
            return is_place if name == "note" else is_hour(text)
        is_come = name in (*STATES, "on")
        return super().fits(name, text) or (
            is_come and (self.cells.word("day", text) == "done" or is_day(text))
        )

    def told(self, cells: Mapping[str, str]) -> dict[str, str]:
        """The texts of its columns by field, with the program; {} for none."""
        mine = self._mine(cells)
        state = mine.get("state", "sent")
        if "submitted" in mine and not self._word("applications.state", state)[0]:
            self.unread.append(("state", f"“{mine.pop('state')}” is no state as we know it"))
        if self._asks and self.cells.word("any", state) == "no":
            mine["state"] = "not applied"
        told = super().told(mine)
        if self.log.name == "applications":
            self._as_applied(told, cells)
        elif not told.get("day", told.get("came")):
            told = {}
        elif self.cells.word("interviews.form", told.get("note", "")) == "in person":
            told.setdefault("form", "in person")
        return {"program": cells["program_id"], **told} if told else {}

    def _mine(self, cells: Mapping[str, str]) -> dict[str, str]:
        """The cells of the log by field; an interview that was is one of that day."""
        named = (name.partition(".") + (text,) for name, text in cells.items() if text)
        texts = {field: text for log, _, field, text in named if log == self.log.name}
        held, state = cells.get("applications.interviewed", ""), cells.get("interviews.state", "")
        if self.log.name == "applications" and state and not cells.get("interviews.day"):
            texts = {"state": state} | texts  # there is no interview of which it could be
        is_held = self.log.name == "interviews" and is_day(held)
        return {"day": held, "state": "held"} | texts if is_held else texts

    def _as_applied(self, told: dict[str, str], cells: Mapping[str, str]) -> None:
        """An invitation says that there is an application; a signal alone, that one is planned."""
        for name in ("waitlisted", "interviewed", "rejected"):
            if day := told.pop(name, ""):
                told.setdefault("answered", day)
                told["state"] = STATES[name]
        if day := told.pop("on", ""):
            fields = {"submitted": "submitted", "planned": "submitted", "": "note"}
            told.setdefault(fields.get(told.get("state", ""), "answered"), day)
        later = ("invites.came", "interviews.day")
        if any(not self.cells.is_silent(cells.get(name, "")) for name in later):
            if told.get("state", "submitted") in ("submitted", "planned"):
                told["state"] = "invited"
        elif told and not ("state" in told or "submitted" in told):
            told["state"] = "planned"

    def known(self, values: Mapping[str, object]) -> Entry | None:
        """The entry of the same program, and day, that is kept."""
        for entry in self._so_far.values():
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
        super().__init__(readings, names, registry)
        more = ("city_state", "website", "visa", "date", "source", "status")
        self.targets |= {
            name: [*NAMES.get(name, name).split(", "), *names.get(name, ())]
            for name in (*IDENTITY, *more)
        }
        logs = [reading.log.name for reading in readings if isinstance(reading, ProgramLogRows)]
        self.targets |= {
            name: known for name, known in names.items() if name.partition(".")[0] in logs
        }
        self._known = known
        self._told, self._before = told
        self.name = "programs"
        self._named: dict[tuple[str, ...], Named] = {}
        self.confirmed: dict[str, str] = {}
        """Programs that were said now, by what is typed."""

    def better(self, table: Table, columns: Columns) -> dict[str, str]:
        """Columns that mean something else than their name says, by folded name."""
        better = super().better(table, columns)
        if columns.has("interviews.day", *FACTS, "visa"):
            better = {title: meant for title, meant in better.items() if meant != "interviews.day"}
        of = self._of_season({*columns.targets, *better.values()})
        if "interviews.day" in of.values():  # which was of applications until hours were found
            better |= dict.fromkeys(self._bare_days(columns), "interviews.day")
        return better | {
            folded(column.title): of[column.target]
            for column in columns.used
            if column.target in of and folded(column.title) not in better
        }

    def _bare_days(self, columns: Columns) -> list[str]:
        """Columns of applications that only say that they are days, by folded name."""
        days = (folded(each.title) for each in columns.used if each.target == "applications.on")
        return [title for title in days if self._by_name.get(title, ("",))[0] == "date"]

    def _of_season(self, targets: set[str]) -> dict[str, str]:
        """What days and links are in a list of interviews, or of applications, by target."""
        links = {"source": "interviews.note", "website": "interviews.note"}
        is_timed = not targets.isdisjoint(("interviews.day", "interviews.time"))
        meant = links if is_timed else {}
        if is_timed and "interviews.day" not in targets:  # an hour is of a day
            return meant | {"date": "interviews.day"}
        if "applications.state" in targets and targets.isdisjoint((*FACTS, "visa")):
            return meant | {"date": "applications.on"}
        return meant

    def fits(self, target: str, text: str) -> bool:
        """Whether a cell can be of a column that means this; of what names a program also."""
        if target in ("state", "city_state"):
            place = town_and_state(text, self._known.states)
            return bool(place["state"]) and bool(place.get("city")) == (target == "city_state")
        if target == "specialty":
            return text.lower() in self._known.specialties
        if target == "program_id":
            return bool(re.fullmatch(r"\d{9,10}", text))
        return super().fits(target, text)

    def is_free(self, target: str) -> bool:
        """Whether what a column means takes any words."""
        return target in ("name", "city", "source", "website", "note")

    def is_told(self, target: str) -> bool:
        """Whether the cells of a column tell that it means this, or does not."""
        fact = FACTS.get(target)
        return fact.words != () if fact else target in ("mark", "date", "visa", "state")

    def meant(self, target: str, text: str) -> str:
        """What a column rather means by one of its cells; "" for what its name says."""
        word = self.readings[0].cells.word
        if target == "interviews":
            return "applications.interviewed" * is_day(text)
        if target == "interviews.day":
            return "interviews.time" * is_hour(text)
        if target == "date":
            return "interviews.day" * bool(hour_in(text)[0])
        if target == "interviews.form":
            return "interviews.note" * (word("interviews.form", text) is None)
        if target == "status":
            return "applications.state" * (text.lower() not in STATUSES)
        if target in ("applications.state", "mark"):
            return self._of_state(target, text)
        if target == "city":
            return "city_state" * bool(town_and_state(text, self._known.states).get("state"))
        return "specialty" * (target == "name" and text.lower() in self._known.specialties)

    def _of_state(self, target: str, text: str) -> str:
        word = self.readings[0].cells.word
        if target == "mark":
            is_state = word("mark", text) is None and word("applications.state", text)
            return "applications.state" * bool(is_state)
        return "applications.submitted" * bool(re.fullmatch(r"\d+[-./ ]\d+[-./ ]\d{2,4}", text))

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
        if not any(text and name not in NAMING for name, text in cells.items()):
            return {}
        key = self._key(cells)
        if key not in self._named:
            self._named[key] = self.registry.of_row(dict(zip(IDENTITY, key, strict=True)))
        program = self._program_of(self._named[key], str(row), self._typed(key))
        for reading in self.readings:
            if isinstance(reading, FactRows | MarkRows):
                reading.programs[program.id] = program
        return cells | {"program_id": program.id}

    def _key(self, cells: dict[str, str]) -> tuple[str, ...]:
        """What names the program of a row, by IDENTITY."""
        place = town_and_state(cells.pop("city_state", ""), self._known.states)
        state = BRACKETS.sub("", cells.get("state", "")).strip()
        if state and not cells.get("city") and state.casefold() not in self._known.states:
            place |= town_and_state(cells.pop("state"), self._known.states)  # rather a town
        cells = place | {name: text for name, text in cells.items() if text or name not in place}
        return tuple(cells.get(name, "") for name in IDENTITY)

    def _typed(self, key: Sequence[str]) -> str:
        """By what the program of a row is remembered: all that it says of it."""
        return keyed("program", *key[:-1], key[-1] or self.registry.of_list)

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
        days = {"date", "as_of", "submitted", "answered", "came", "day", *STATES, "on"}
        return target == "date" or field in days

    def toward(self, target: str) -> str:
        """The name by which a column of days is known to be past, or not."""
        return target.replace("as_of", "date")


def _in_full(program: Program) -> str:
    return f"{program.name}, {program.specialty}, {program.city}, {program.state}"
