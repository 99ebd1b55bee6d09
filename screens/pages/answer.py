"""One answer to read; Enter goes where one acts on it."""

from __future__ import annotations

from typing import ClassVar, Final

from textual.binding import Binding, BindingType

from coach.records import Hit
from coach.saying.advice import answer_lines
from coach.saying.text import Line
from coach.subjects.coach import Coach
from screens.keys import Hint
from screens.registry import PAGES
from screens.widgets.ask import TURNS, Help

PAGE_OF: Final = {
    **{"rank": "ranking", "money": "spending", "check": "versions"},
    **dict.fromkeys(("list", "signals", "verify"), "applying"),
    **dict.fromkeys(("honest", "forecast"), "season"),
    **dict.fromkeys(("levers", "scenario", "filters", "compare-years", "fact"), "programs"),
}
"""Where a command is at home that has another name than its page."""


class AnswerScreen(Help, inherit_bindings=False):
    """The answer over the whole screen; Esc comes back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark", "back", show=False),
        Binding("enter", "accept", show=False),
        *TURNS,
    ]

    def __init__(self, coach: Coach, key: str) -> None:
        advice = coach.advice.answer(key)
        question = Line.of(advice.question, "strong")
        super().__init__("Answer", [question, Line(), *answer_lines(coach, advice)], "")
        self.there = place_of(advice.next)
        """What it leads to; None for what only a command does."""
        self._yes = (Hint("Enter", "go there", 0),) if self.there else ()


def place_of(where: str) -> Hit | None:
    """What an answer leads to, as if it were found."""
    kind, _, key = where.partition(":")
    if kind == "command":
        kind, key = "page", PAGE_OF.get(key, key)
    return None if kind == "page" and key not in PAGES else Hit(kind, key, "", 0.0, "")
