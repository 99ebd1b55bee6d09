"""A pasted list of programs, taken into the applications."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Literal, cast

from coach.logs.applications import Application
from coach.logs.season import of_season
from coach.records import CoachError, Record, replace
from coach.season.pasted import (
    LONGEST,
    OWN_MESSAGE,
    Meant as Meant,
    decided,
    is_own_message,
    lines_of,
)
from coach.subjects import seasoned
from coach.subjects.options import Opt, Subject, as_one
from coach.subjects.reading import LineReading
from coach.subjects.seasoned import ORDER

if TYPE_CHECKING:
    from coach.state import State
    from coach.subjects.logs import LogSubject

LOCKED: Final = (
    "In Match Week no list of programs is read here: those of SOAP are picked on its page."
)
State_ = Literal["planned", "submitted", "invited", "waitlisted", "declined", "interviewed"]


class Pasted(Record):
    """What a pasted list means, and what of it is kept."""

    new: tuple[Meant, ...]
    """Lines of which one program is meant that is not kept yet."""
    known: tuple[Meant, ...]
    """Lines whose program is kept already, or stands twice in the list."""
    asked: tuple[Meant, ...]
    """Lines that may mean several programs, or none."""
    decided: tuple[Meant, ...] = ()
    """Lines with a no or a maybe behind the name: nobody sent those."""
    kept: int = 0
    changed: tuple[str, ...] = ()
    """Applications that were kept before and are further now, by name."""

    @property
    def told(self) -> dict[str, str]:
        """The signals of all of which one program is meant, those kept already too."""
        return {meant.sure.id: meant.signal for meant in (*self.known, *self.new) if meant.sure}

    @property
    def sure(self) -> dict[str, str]:
        """The signals of the new ones by the number of their program."""
        return {meant.sure.id: meant.signal for meant in self.new if meant.sure}


class Taken(Record):
    """What a list changed; true where it did."""

    new: int
    changed: tuple[str, ...]
    """Those that were kept before and are further now, by name."""

    def __bool__(self) -> bool:
        return bool(self.new or self.changed)


class PastingSubject(Subject):
    """Reads a list and keeps it."""

    def __init__(self, state: State, logs: Mapping[str, LogSubject]) -> None:
        super().__init__(state)
        self._log = logs["applications"]

    def read(self, text: str) -> Pasted:
        """What each line means; nothing is kept. Raises CoachError for no line at all, and while
        it could be the unfilled list, of which only what is picked is kept."""
        from coach.files.cells import Cells  # not before a list is read

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
        taken, new, known, asked = {*self._mine}, list[Meant](), list[Meant](), list[Meant]()
        cells, left = Cells(self._state.facts.cell_words), list[Meant]()
        for line in lines:
            name, mark = decided(line, cells.word)
            meant = reading.meant(name)
            if mark in ("no", "maybe"):
                left.append(replace(meant, line=line))
            elif meant.sure is None:
                asked.append(meant)
            elif meant.sure.id in taken:
                known.append(meant)
            else:
                taken.add(meant.sure.id)
                new.append(meant)
        return Pasted(tuple(new), tuple(known), tuple(asked), tuple(left))

    @property
    def marked(self) -> list[str]:
        """Programs that the applicant marked to apply to and that have no application yet."""
        taken = self._mine
        marks = self._state.program_marks.items()
        return [key for key, mark in marks if mark.mark == "apply" and key not in taken]

    @as_one
    def keep(self, programs: Mapping[str, str], state: str) -> Taken:
        """Adds an application for each program that has none, and takes those that have one as
        far as the list says, in one act.

        `programs`: their signals by number, "" for none.
        """
        before, checked = self._mine, self._log.log.checked
        new = [
            seasoned.settled(
                self._state, checked({"program": key, "state": state, "signal": signal})
            )
            for key, signal in programs.items()
            if key not in before
        ]
        further = [
            replace(before[key], state=state)
            for key in programs
            if key in before and max(state, before[key].state, key=ORDER.index) != before[key].state
        ]
        if entries := [*new, *further]:
            self._log.keep(f"Pasted: {len(entries)} applications", entries)
        return Taken(len(new), tuple(each.title for each in further))

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
        kept = self.keep(pasted.told, state)
        return replace(pasted, kept=kept.new, changed=kept.changed)

    def take(
        self, state: Annotated[State_, Opt("what holds for all of them")] = "submitted"
    ) -> int:
        """Keeps the programs that are marked to apply to as applications; how many are new."""
        return self.keep(dict.fromkeys(self.marked, ""), state).new

    @as_one
    def refused(self, program: str) -> None:
        """Keeps that a program declined an application, kept before or not. Raises CoachError."""
        before = self._mine.get(program, Application(program=program))
        entry = replace(before, state="declined", answered=self._state.today)
        self._log.keep("Declined", [seasoned.settled(self._state, entry)])

    @property
    def _mine(self) -> dict[str, Application]:
        """The applications of the season planned for, by program."""
        kept = cast(Mapping[str, Application], self._log.entries())
        return {each.program: each for each in of_season(kept, self._state.season)}
