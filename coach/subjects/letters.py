"""Letters against the programs on the list: who gets which, what is missing, what comes next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from coach.applying.answers import Listed as List
from coach.logs.answers import TOLD as TOLD
from coach.logs.letters import LETTERS, Letter
from coach.prepare.board import (
    NEEDS as NEEDS,
    Board as Board,
    Seat as Seat,
    least_letters as least_letters,
    rule_of,
    taken_over,
)
from coach.prepare.nudges import HOW as HOW, KINDS as KINDS, Nudge as Nudge, in_words as in_words
from coach.records import LetterRule
from coach.state.letters import letter_board, marked, nudges
from coach.subjects.applying import Told
from coach.subjects.long_answers import Kept, kept
from coach.subjects.options import FromState, Subject, as_one

FROM_MARKS: Final = "marked apply"
FROM_LIST: Final = "first on the application list"


class LettersSubject(Subject):
    """From the question to the programs that read a letter; never its text."""

    def entries(self) -> Mapping[str, Letter]:
        """Every letter that is kept, by key."""
        return self._state.kept(LETTERS)

    def programs(self) -> tuple[str, list[str]]:
        """The programs on the list, and which those are: those marked apply, else the first of
        the application list as far as it is worked out."""
        if own := marked(self._state):
            return FROM_MARKS, own
        told = kept(self._state, "list", Kept[Told[List]])
        if not told:
            return FROM_LIST, []
        order, stop = told.answer.order, told.answer.stop
        return FROM_LIST, [str(each.id) for each in order[: stop.after if stop else None]]

    def rule(self, specialty: str) -> LetterRule:
        """What programs of a specialty usually ask for."""
        return rule_of(self._state.facts.letters, specialty)

    def board(self, with_coming: bool = False) -> Board:
        """The best letters for each program on the list; `with_coming`: as if those that were
        asked for were there."""
        return letter_board(self._state, self.programs()[1], with_coming)

    @as_one
    def take_over(self) -> bool:
        """Assigns the letters that are there as the board proposes, in one act."""
        seats = self.board().seats
        with self._state.act("Letters assigned as proposed") as act:
            for letter in taken_over(act.rows(LETTERS), seats):
                act.put(LETTERS, letter)
        return act.changed

    @property
    def told_as_numbers(self) -> int:
        """Letters of which only how many there are was told."""
        return sum(letter.writer == TOLD for letter in self.entries().values())

    nudges = FromState(lambda state: nudges(state))
    """What comes next with each letter, by rule."""
