"""The first screen beside a file that cannot be used: what may take its place, by number."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from coach.cli.plain import plain
from coach.output import tell
from coach.records import CoachError, Unusable
from coach.saying.backups import restored, ways
from coach.saying.text import Line, rows
from coach.subjects.backups import beside

QUESTION = "Which number? Anything else leaves all as it is: "


def mend(home: Path, now: Callable[[], datetime], trouble: Unusable) -> bool:
    """Asks what takes the place of the file; whether anything did. Nothing is changed before."""
    coach = beside(home, now, trouble)
    try:
        choices = ways(coach, coach.backups.restore())
        say = [str(trouble), "", "Nothing is lost by looking. What may take its place:"]
        numbered = [f"{number}  {name}: {words}" for number, (name, words) in enumerate(choices, 1)]
        _tell([*map(Line.of, say), *map(Line.of, numbered)])
        answer = _answer()
        if not (answer.isdecimal() and 0 < int(answer) <= len(choices)):
            _tell(rows(["All is left as it is."]))
            return False
        name, _ = choices[int(answer) - 1]
        _tell(restored(coach, coach.backups.restore(name)))
    except CoachError as error:
        _tell([Line.of(f"coach: {error}")])
        return False
    finally:
        coach.close()
    return True


def _answer() -> str:
    try:
        return input(QUESTION).strip()
    except EOFError:
        return ""


def _tell(lines: list[Line]) -> None:
    tell("\n".join(plain(lines)))
