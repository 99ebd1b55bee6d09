"""Letters in the state: against programs, and what comes next with each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from coach.logs.answers import TOLD
from coach.logs.experience import EXPERIENCE
from coach.logs.letters import LETTERS, Letter
from coach.prepare.board import Board, Writing, asking, board, rule_of
from coach.prepare.nudges import Nudge, nudge
from coach.state.state import State

SUBMISSION: Final = "eras_submit_opens"
REVIEW: Final = "eras_programs_review"


def marked(state: State) -> list[str]:
    """Programs marked apply."""
    return [key for key, mark in state.program_marks.items() if mark.mark == "apply"]


def letter_board(state: State, programs: Iterable[str], with_coming: bool = False) -> Board:
    """The best letters for each of these programs; `with_coming`: as if those that were asked for
    were there."""
    facts, asked = state.facts, []
    for key in programs:
        if program := facts.program(key):
            rule = rule_of(facts.letters, program.specialty)
            read = state.overlays.get(key, {})
            asked.append((key, asking(rule, program.specialty, read)))
    choice = next(iter(state.applicant.specialties), "")
    day = max(state.days.get(REVIEW, state.today), state.today)
    writing = Writing(choice, day, facts.letter_waits["age"])
    return board(state.kept(LETTERS).values(), asked, writing, with_coming)


def nudges(state: State) -> dict[str, tuple[Letter, Nudge]]:
    """What comes next with each letter, by rule; nothing while Match Week forbids contact."""
    if state.locked:
        return {}
    waits, submission = state.facts.letter_waits, state.days.get(SUBMISSION)
    ends = _rotation_ends(state)
    due = {
        key: (letter, nudge(letter, waits, state.today, submission, ends.get(_folded(letter))))
        for key, letter in state.kept(LETTERS).items()
        if letter.writer != TOLD
    }
    return {key: (letter, each) for key, (letter, each) in due.items() if each}


def _folded(letter: Letter) -> str:
    return letter.writer.casefold()


def _rotation_ends(state: State) -> dict[str, date]:
    """The last day of the rotation that somebody supervises, by the name."""
    entries = sorted(
        (entry.supervisor.casefold(), entry.until)
        for entry in state.kept(EXPERIENCE).values()
        if entry.supervisor and entry.until
    )
    return dict(entries)
