"""What comes first in this part of the season, and the one thing that is asked."""

from __future__ import annotations

from typing import Final

from coach.saying.plan import somebody_to_talk_to
from coach.saying.text import Line
from coach.subjects.answering import Answered
from coach.subjects.coach import Coach
from coach.wording import STATUS_WORDS

LIKE: Final = {"applied": "80", "invitations": "0", "task": "yes", "exam": "12 Dec", "year": "2028"}
"""An answer of each kind, as it is typed."""


def clock_lines(coach: Coach, way: str = "") -> list[Line]:
    """The first line, and the question with the way to answer it; `way`: the key on a page."""
    clock = coach.answering.clock
    if clock is None:
        return []
    lines = [Line.of(clock.words, "strong")]
    if clock.question:
        way = way or f"`coach answer {LIKE.get(clock.by.partition(':')[0], '…')}`"
        asked = (("? ", "warn"), (clock.question, ""), (f"  {way}", "dim"))
        lines.append(Line(asked, hang=2))
    return lines


def first_clauses(words: str, room: int) -> str:
    """As many clauses of the first line as fit into one; "" for none."""
    while len(words) > room and "; " in words:
        words = f"{words.rpartition('; ')[0]}."
    return words if len(words) <= room else ""


def in_public(coach: Coach) -> str:
    """The first line where others may read it; "" where it is private."""
    clock = coach.answering.clock
    return clock.words if clock and not clock.private else ""


def clock_source(coach: Coach) -> list[Line]:
    """How sure the first line is, and of which day."""
    clock = coach.answering.clock
    if clock is None:
        return []
    sure = f"{STATUS_WORDS[clock.status]}, {clock.as_of}"
    return [Line.of(f"What comes first is a judgement ({sure}); days are the calendar's.", "dim")]


def answered(coach: Coach, answer: Answered) -> list[Line]:
    """What was kept, and what is asked next."""
    told = (answer.words, somebody_to_talk_to(coach))
    lines = [Line.of(words) for words in told if words]
    asked = clock_lines(coach)
    source = clock_source(coach) if not answer.words else []
    return [*lines, *(asked or [Line.of("Nothing is asked now.")] * (not lines)), *source]
