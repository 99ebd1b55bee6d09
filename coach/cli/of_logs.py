"""The commands that every log has on the command line."""

from __future__ import annotations

from typing import Final

from coach.commands import LINES, Command
from coach.subjects.kept import with_words

LOG_ACTS: Final = (
    ("list", "what is kept", "logs.rows", "log.listed:{name}"),
    ("add", "add by a line of plain typing", "logs.added", "log.added"),
    ("set", "change fields: FIELD=VALUE; no value clears", "logs.set", ""),
    ("remove", "take one away", "logs.remove", ""),
    ("import", "add from a table", "saying.files.bring_in", ""),
    ("export", "write a table", "saying.files.of_log", ""),
)
"""What can be done with every log on the command line: word, text, act, what is said."""


def of_log(name: str, about: str) -> list[Command]:
    """The commands of one log."""
    return [
        Command(
            id=f"{name}.{action}",
            text=f"{about}: {text}",
            words=f"{name} {action}",
            act=f"{act}:{name}",
            says=says.format(name=name),
            gives=name if action == "list" else "",
        )
        for action, text, act, says in LOG_ACTS
    ]


def every_command() -> list[Command]:
    """The commands of the table, and those of each log."""
    logs = with_words().values()
    return [*LINES, *(row for log in logs for row in of_log(log.name, log.about))]
