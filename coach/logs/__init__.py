"""What the applicant keeps: one file per log, each found by being in this folder."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from coach.logs.log import Log

    Logs = dict[str, Log[Any]]

ENGINE: Final = ("__init__", "fields", "log", "of_a_season", "settling", "shown")
_DECLARED: Final[Logs] = {}
TITLES: Final = {
    "exams": "Exams",
    "sessions": "Study",
    "tests": "Practice tests",
    "errors": "Mistakes",
    "experience": "Experience",
    "outreach": "Outreach",
    "letters": "Letters",
    "people": "People",
    "documents": "Documents",
    "forms": "Forms",
    "versions": "Statement",
    "spending": "Money",
    "applications": "Applications",
    "invites": "Invitations",
    "interviews": "Interviews",
}
"""The logs in the order of the road, as they are called; others follow by their name."""
OF_THE_SEASON: Final = ("applications", "invites", "interviews")
"""Those that stand on the page Season."""


def declared() -> Logs:
    """Every log by the name of its table."""
    if not _DECLARED:
        # Not by pkgutil, which takes a millisecond to load at every start.
        names = sorted({file.stem for file in Path(__file__).parent.glob("*.py")} - {*ENGINE})
        for name in names:
            for value in vars(import_module(f"{__name__}.{name}")).values():
                if getattr(value, "about", ""):
                    _DECLARED[value.name] = value
    return _DECLARED


def with_words() -> Logs:
    """The logs with a line of typing, by their name."""
    return {name: log for name, log in declared().items() if log.word}


def short_words() -> dict[str, str]:
    """The names of logs by the word of their line: `lor` for letters."""
    return {log.word: name for name, log in with_words().items() if log.word != name}


def titles() -> dict[str, str]:
    """Every log with a line of typing, with its title, in the order of the road."""
    return TITLES | {name: name.capitalize() for name in with_words() if name not in TITLES}
