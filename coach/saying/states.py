"""A task's state at a glance: its mark, its day and one word, with the tones that confirm them."""

from __future__ import annotations

from datetime import date
from typing import Final

from coach.journey.deadlines import days_left, is_late, is_pressing
from coach.journey.standing import Step
from coach.saying.text import BLOCKED, DONE, LATE, NO, STATE_SIGNS, Part

SIGN_TONES: Final = {LATE: "warn", NO: "bad", DONE: "good", BLOCKED: "dim"}
"""The tones of the marks that stand out."""


def sign(step: Step, today: date) -> str:
    """The mark of a task's state: `✗` for what cannot be done any more, `!` for what is late."""
    if step.forbidden or (step.shut and not step.finished):
        return NO
    return LATE if is_late(step, today) else STATE_SIGNS[step.state]


def toned_sign(step: Step, today: date) -> str | Part:
    """The mark, with a tone where it stands out."""
    mark = sign(step, today)
    return (mark, SIGN_TONES[mark]) if mark in SIGN_TONES else mark


def toned_day(step: Step, today: date, words: str) -> str | Part:
    """The words of its day, which stand out where they press."""
    return (words, "warn") if is_pressing(step, today) else words


def state_word(step: Step, today: date) -> str | Part:
    """A task's state in a word: `late`, `in 6 d`, `past`; "" for one that is just open."""
    if step.behind and not step.finished:
        word = "closed" if step.forbidden else "past"
        return (word, "bad") if step.shut else word
    if is_late(step, today):
        return "late", "warn"
    left = days_left(step, today)
    if left is not None and step.state == "open":
        return f"in {left} d" if left else "today", "warn"
    return "" if step.state == "open" else step.state
