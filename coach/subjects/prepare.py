"""Prepare: what the logs hold, what they ask for, and one line of typing for all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from coach.logs import titles
from coach.prepare.step import NextStep as NextStep
from coach.records import CoachError
from coach.subjects.options import Subject

if TYPE_CHECKING:
    from coach.subjects.logs import LogSubject

KINDS: Final = {"missing": "Missing", "waits": "Waits for others", "next": "Next"}
"""The kinds of steps in their order, in words."""


class PrepareSubject(Subject):
    """All logs together."""

    _logs: Mapping[str, LogSubject]

    def steps(self, log: str = "") -> Sequence[NextStep]:
        """What the logs ask for, the soonest first; of one log where it is named."""
        return [step for step in self._state.next_steps if log in ("", step.log)]

    def log_of(self, line: str) -> LogSubject:
        """The log that a line of plain typing belongs to, by its first word. Raises CoachError."""
        word = line.split(maxsplit=1)[0].casefold() if line.strip() else ""
        for name, subject in self._logs.items():
            if word in (subject.log.word, name):
                return subject
        words = ", ".join(subject.log.word for subject in self._logs.values())
        raise CoachError(f"Begin with what it is: {words}.")

    def check(self, line: str) -> None:
        """Whether a line is understood. Raises CoachError."""
        self.log_of(line).typed(line)

    def add(self, line: str) -> str:
        """Keeps what a line of plain typing says, in the log of its first word; its title. Raises
        CoachError."""
        subject = self.log_of(line)
        return f"{titles()[subject.log.name]}: {subject.log.title(subject.add(line))}"
