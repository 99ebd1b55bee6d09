"""A pasted list of programs, taken into the applications."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Literal, cast

from coach.logs.applications import Application
from coach.records import CoachError, Record, replace
from coach.season.pasted import LONGEST, OWN_MESSAGE, Meant as Meant, is_own_message, lines_of
from coach.subjects import seasoned
from coach.subjects.options import Opt, Subject
from coach.subjects.reading import LineReading

if TYPE_CHECKING:
    from coach.state import State
    from coach.subjects.logs import LogSubject

LOCKED: Final = (
    "In Match Week no list of programs is read here: those of SOAP are picked on its page."
)
State_ = Literal["planned", "submitted", "invited", "waitlisted", "declined"]


class Pasted(Record):
    """What a pasted list means, and what of it is kept."""

    new: tuple[Meant, ...]
    """Lines of which one program is meant that is not kept yet."""
    known: tuple[Meant, ...]
    """Lines whose program is kept already, or stands twice in the list."""
    asked: tuple[Meant, ...]
    """Lines that may mean several programs, or none."""
    kept: int = 0

    @property
    def sure(self) -> dict[str, str]:
        """The signals of the new ones by the number of their program."""
        return {meant.sure.id: meant.signal for meant in self.new if meant.sure}


class PastingSubject(Subject):
    """Reads a list and keeps it."""

    def __init__(self, state: State, logs: Mapping[str, LogSubject]) -> None:
        super().__init__(state)
        self._log = logs["applications"]

    def read(self, text: str) -> Pasted:
        """What each line means; nothing is kept. Raises CoachError for no line at all, and while
        it could be the unfilled list, of which only what is picked is kept."""
        if self._state.locked:
            raise CoachError(LOCKED)
        lines = lines_of(text)
        if not lines:
            raise CoachError("There is no name of a program in it: one line for each, please.")
        if is_own_message(text):
            raise CoachError(OWN_MESSAGE)
        if len(lines) > LONGEST:
            raise CoachError(f"{len(lines)} lines are more than {LONGEST}; is it the right text?")
        reading = LineReading(self._state)
        taken, new, known, asked = self._taken(), list[Meant](), list[Meant](), list[Meant]()
        for line in lines:
            meant = reading.meant(line)
            if meant.sure is None:
                asked.append(meant)
            elif meant.sure.id in taken:
                known.append(meant)
            else:
                taken.add(meant.sure.id)
                new.append(meant)
        return Pasted(tuple(new), tuple(known), tuple(asked))

    @property
    def marked(self) -> list[str]:
        """Programs that the applicant marked to apply to and that have no application yet."""
        taken = self._taken()
        marks = self._state.program_marks.items()
        return [key for key, mark in marks if mark.mark == "apply" and key not in taken]

    def keep(self, programs: Mapping[str, str], state: str) -> int:
        """Adds an application for each program that has none, in one act; how many it were.

        `programs`: their signals by number, "" for none.
        """
        taken = self._taken()
        fresh = {key: signal for key, signal in programs.items() if key not in taken}
        if fresh:
            checked = self._log.log.checked
            entries = [
                seasoned.settled(
                    self._state, checked({"program": key, "state": state, "signal": signal})
                )
                for key, signal in fresh.items()
            ]
            self._log.keep(f"Pasted: {len(fresh)} applications", entries)
        return len(fresh)

    def paste(
        self,
        file: Annotated[Path, Opt("a text with a program on each line; - reads what is typed")],
        state: Annotated[State_, Opt("what holds for all of them")] = "submitted",
        preview: Annotated[bool, Opt("only say what would be kept")] = False,
    ) -> Pasted:
        """Keeps the programs of a list of names or numbers as applications."""
        from coach.files.texts import read_text

        pasted = self.read(read_text(file))
        if preview:
            return pasted
        kept = self.keep(pasted.sure, state)
        return Pasted(pasted.new, pasted.known, pasted.asked, kept)

    def take(
        self, state: Annotated[State_, Opt("what holds for all of them")] = "submitted"
    ) -> int:
        """Keeps the programs that are marked to apply to as applications; how many are new."""
        return self.keep(dict.fromkeys(self.marked, ""), state)

    def refused(self, program: str) -> None:
        """Keeps that a program declined an application, kept before or not. Raises CoachError."""
        kept = cast(Mapping[str, Application], self._log.entries()).values()
        mine = (
            each for each in kept if (each.program, each.season) == (program, self._state.season)
        )
        before = next(mine, Application(program=program))
        entry = replace(before, state="declined", answered=self._state.today)
        self._log.keep("Declined", [seasoned.settled(self._state, entry)])

    def _taken(self) -> set[str]:
        """Programs that have an application in the season planned for."""
        kept = cast(Mapping[str, Application], self._log.entries())
        return {each.program for each in kept.values() if each.season == self._state.season}
