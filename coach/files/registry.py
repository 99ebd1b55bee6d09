"""Which program a row of somebody's table means: by its number, else as people name it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from types import MappingProxyType
from typing import Final

from coach.facts.naming import NUMBER, Candidate, Naming, verdict
from coach.facts.sites import bare
from coach.files.tables import plain
from coach.records import CoachError, Program, Record

IDENTITY: Final = ("program_id", "name", "city", "state", "specialty")
"""The columns that say which program a row means."""
PROGRAM: Final = (
    ("program_id", "name"),
    "no column for the program (ACGME id, or name with town and specialty)",
)


class Named(Record):
    """Which program the cells of a row mean: one surely, some likely, or none."""

    sure: Program | None = None
    likely: tuple[Program, ...] = ()
    """The likeliest first, to ask about; the sure one alone."""
    reason: str = ""
    """Why it is sure, or is not, to show beside the row."""
    nearest: tuple[Program, ...] = ()
    """Where it is like none, the three that come nearest."""


class Registry:
    """The programs by number and by name, as people type them; `program` gives one by its id."""

    def __init__(
        self,
        naming: Naming,
        program: Callable[[str], Program | None],
        states: Mapping[str, str] = MappingProxyType({}),
        own: Collection[str] = (),
    ) -> None:
        """`states`: codes by code and name in small letters; `own`: specialties that are proposed
        first where none is told."""
        self._naming, self.known, self._states, self._own = naming, program, states, own

    def named(self, cells: Mapping[str, str]) -> Named:
        """The program of a row (program_id, name, city, state, specialty), or of a name alone in
        which all of them may stand."""
        number, name = cells.get("program_id", ""), cells.get("name", "")
        try:
            key = acgme_id(number)
        except CoachError as error:
            return Named(reason=str(error))
        if key.isdecimal():
            return self._numbered(key, cells)
        if not (name := name or number):
            return Named(reason="it names no program: an ACGME id, or a name and a town")
        if NUMBER.search(name):
            sure = self._naming.verdict(name).sure
            return self._numbered(sure.id if sure else name, cells)
        return self._by_name(name, cells)

    def specialties(self, text: str) -> set[str]:
        """The specialties that a text names, codes of states apart."""
        words = re.findall(r"[^\W\d_]+", text)
        spans = (words[at : at + size] for size in (1, 2, 3) for at in range(len(words)))
        told = {" ".join(span) for span in spans if " ".join(span).lower() not in self._states}
        return set(filter(None, map(self._naming.specialty, told)))

    def specialty(self, text: str) -> str:
        """The specialty that a text names. Raises CoachError for none."""
        if not (specialty := self._naming.specialty(text)):
            raise CoachError(f"There is no specialty “{plain(text, 40)}” among the programs.")
        return specialty

    def find(self, cells: Mapping[str, str]) -> Program:
        """The program that a row surely means. Raises CoachError with the reason for none."""
        named = self.named(cells)
        if named.sure is None:
            raise CoachError(named.reason)
        return named.sure

    def _by_name(self, name: str, cells: Mapping[str, str]) -> Named:
        state, specialty = self._told(cells)
        text = " ".join((name, specialty, cells.get("city", "")))
        fitting = [
            each
            for each in self._naming.find(text)
            if state in ("", each.program.state) and specialty in ("", each.program.specialty)
        ]
        meant = verdict(fitting)
        likely, nearest = self._programs(meant.likely), self._programs(meant.nearest)
        if meant.sure:
            return Named(likely[0], likely, meant.reason)
        told = (name, *(cells.get(part, "") for part in IDENTITY[2:]))
        reason = f"“{plain(', '.join(filter(None, told)), 80)}”: {meant.reason}"
        likely = tuple(sorted(likely, key=lambda each: each.specialty not in self._own))
        return Named(None, likely, reason, nearest)

    def _numbered(self, key: str, cells: Mapping[str, str]) -> Named:
        """The program of an id, unless the other cells speak of a different one."""
        program = self.known(key)
        if program is None:
            return Named(reason=f"there is no program {key}")
        (state, specialty), city = self._told(cells), cells.get("city", "")
        if (
            state not in ("", program.state)
            or specialty not in ("", program.specialty)
            or (city and bare(city) != bare(program.city))
        ):
            return Named(
                None,
                (program,),
                f"{program.id} is {program.name}, {program.specialty}, "
                f"{program.city}, {program.state}; the row says otherwise",
            )
        return Named(program, (program,), "by its number")

    def _told(self, cells: Mapping[str, str]) -> tuple[str, str]:
        """State and specialty of a row, as the facts write them."""
        state, specialty = cells.get("state", ""), cells.get("specialty", "")
        state = self._states.get(" ".join(state.lower().split()), state)
        return state, self._naming.specialty(specialty) or specialty

    def _programs(self, candidates: Iterable[Candidate]) -> tuple[Program, ...]:
        return tuple(filter(None, (self.known(each.program.id) for each in candidates)))


def acgme_id(text: str) -> str:
    """The ten digits of an id, also where a spreadsheet dropped the 0 in front.

    Raises CoachError for a number that a spreadsheet has rounded.
    """
    if re.fullmatch(r"\d(\.\d+)?[eE]\+?\d+", text):
        raise CoachError(f"{text} is an id that a spreadsheet rounded; format the column as text")
    digits = re.sub(r"[\s\-]|\.0+$", "", text)
    return digits.zfill(10) if digits.isdecimal() and len(digits) == 9 else digits
