"""Every log on the command line: list, add, set, remove, import, export."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

from coach.cli.answer import Answer, Force
from coach.cli.exchange import bring_in, take_out
from coach.commands import Command
from coach.records import CoachError
from coach.saying.text import Line
from coach.subjects.coach import Coach
from coach.subjects.files import FORMATS
from coach.subjects.kept import with_words
from coach.subjects.options import Opt

ACTS: Final = {
    "list": "what is kept",
    "add": "add by a line of plain typing",
    "set": "change fields: FIELD=VALUE; no value clears",
    "remove": "take one away",
    "import": "add from a table",
    "export": "write a table",
}


def commands() -> list[Command]:
    """The commands of every declared log."""
    return [
        Command(
            id=f"{word}.{name}",
            text=f"{log.about}: {text}",
            words=f"{word} {name}",
            act=f"cli.logs.{word}.{name}_",
        )
        for word, log in with_words().items()
        for name, text in ACTS.items()
    ]


class LogCommands:
    """The commands of one log."""

    def __init__(self, word: str) -> None:
        self._word = word

    def list_(self, coach: Coach) -> Answer:
        """What is kept."""
        subject = coach.logs[self._word]
        log, entries = subject.log, subject.entries().values()
        lines = [Line.of(f"{entry.key:<24}  {log.title(entry)}", is_row=True) for entry in entries]
        data = {log.name: [log.as_json(entry) for entry in entries]}
        return Answer(data, lines or [Line.of("Nothing is kept yet.")])

    def add_(
        self, coach: Coach, line: Annotated[tuple[str, ...], Opt("what you would write", "WORD")]
    ) -> Answer:
        """Adds what a line says."""
        subject = coach.logs[self._word]
        entry = subject.add(" ".join(line))
        return Answer(
            subject.log.as_json(entry), [Line.of(f"{entry.key}: {subject.log.title(entry)}")]
        )

    def set_(
        self,
        coach: Coach,
        key: Annotated[str, Opt("a key, as the list prints it", "KEY")],
        values: Annotated[tuple[str, ...], Opt("FIELD=VALUE", "FIELD=VALUE")],
    ) -> bool:
        """Changes fields of an entry."""
        pairs = [value.partition("=") for value in values]
        if wrong := next((name for name, equals, _ in pairs if not equals), ""):
            raise CoachError(f"“{wrong}” should be like FIELD=VALUE.")
        return coach.logs[self._word].set(key, {name: value for name, _, value in pairs})

    def remove_(
        self, coach: Coach, key: Annotated[str, Opt("a key, as the list prints it", "KEY")]
    ) -> bool:
        """Takes an entry away."""
        return coach.logs[self._word].remove(key)

    def import_(
        self,
        coach: Coach,
        file: Annotated[Path, Opt(".csv, .xlsx or .json", "FILE")],
        only_preview: Annotated[
            bool, Opt("show what would change, only", flag="--preview")
        ] = False,
        strict: Annotated[bool, Opt("nothing when any row is bad")] = False,
    ) -> Answer:
        """Takes the rows of a table that can be used in one act; a row with a key changes one."""
        return bring_in(coach, self._word, file, only_preview, strict)

    def export_(
        self,
        coach: Coach,
        file: Annotated[str, Opt(f"{', '.join(FORMATS)}, or - for the screen", "FILE")],
        private: Annotated[bool, Opt("private fields too")] = False,
        force: Force = False,
    ) -> Answer:
        """Writes everything that is kept."""
        return take_out(coach, self._word, file, notes=private, force=force)
