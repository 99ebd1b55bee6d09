"""Which program a row of somebody's table means: by its number, else by name and place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from coach.facts.index import fold
from coach.files.tables import plain
from coach.profile.meaning import Names
from coach.records import CoachError, Program

IDENTITY: Final = ("program_id", "name", "city", "state", "specialty")
"""The columns that say which program a row means."""
PROGRAM: Final = (
    ("program_id", "name"),
    "no column for the program (ACGME id, or name with town and specialty)",
)


class Registry:
    """The programs by ACGME id and by name; `more` finds ids outside the list given."""

    def __init__(
        self, programs: Iterable[Program], more: Callable[[str], Program | None], names: Names
    ) -> None:
        self._by_id: dict[str, Program | None] = {program.id: program for program in programs}
        self._more = more
        self._words = {"specialty": names.specialties, "state": names.states, "city": {}}
        self._by_name: dict[str, list[Program]] = {}
        for program in self._by_id.values():
            if program:
                self._by_name.setdefault(_name(program.name), []).append(program)

    def find(self, cells: Mapping[str, str]) -> Program:
        """The program of a row (program_id, name, city, state, specialty).

        Raises CoachError, with the reason to show beside the row, for none or several, and
        where the id and the other cells speak of different programs.
        """
        number, name = cells.get("program_id", ""), cells.get("name", "")
        # Specialty, state and town, abbreviations as the facts write them out.
        narrow = {
            what: words.get(" ".join(text.lower().split()), text)
            for what, words in self._words.items()
            if (text := cells.get(what, ""))
        }
        if number:
            key = acgme_id(number)
            if key not in self._by_id:
                self._by_id[key] = self._more(key)
            if program := self._by_id[key]:
                if not _fits(program, narrow):
                    raise CoachError(
                        f"{program.id} is {program.name}, {program.specialty}, "
                        f"{program.city}, {program.state}; the row says otherwise"
                    )
                return program
        if not name:
            none = f"there is no program {plain(number, 40)}"
            raise CoachError(
                none if number else "it names no program: an ACGME id, or a name and a town"
            )
        named = self._by_name.get(_name(name), [])
        fitting = [program for program in named if _fits(program, narrow)]
        if len(fitting) == 1:
            return fitting[0]
        described = plain(", ".join((name, *narrow.values())), 80)
        if not fitting:
            other = " with that place and specialty" if named else ""
            raise CoachError(f"no program is called “{described}”{other}")
        raise CoachError(
            f"{len(fitting)} programs are called “{described}”; "
            "add town and specialty, or the ACGME id"
        )


def acgme_id(text: str) -> str:
    """The ten digits of an id, also where a spreadsheet dropped the 0 in front.

    Raises CoachError for a number that a spreadsheet has rounded.
    """
    if re.fullmatch(r"\d(\.\d+)?[eE]\+?\d+", text):
        raise CoachError(f"{text} is an id that a spreadsheet rounded; format the column as text")
    digits = re.sub(r"[\s\-]|\.0+$", "", text)
    return digits.zfill(10) if digits.isdecimal() and len(digits) == 9 else digits


def _fits(program: Program, narrow: Mapping[str, str]) -> bool:
    return all(_folded(getattr(program, what)) == _folded(text) for what, text in narrow.items())


def _folded(text: str) -> str:
    return " ".join(fold(text).split())


def _name(name: str) -> str:
    return _folded(name).removesuffix(" program")
