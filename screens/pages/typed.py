"""Answers that are typed as days, hours or words: the questions for them, and how they are read."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Final

from coach.records import CoachError
from coach.subjects.road import LONGEST, asked
from coach.subjects.telling import MOST_HOURS
from coach.typed_days import day_words, parsed_day
from screens.pages.page import Page
from screens.widgets.ask import Ask

DAYS: Final = "A day like Thursday, 3 Feb, +10d or 2027-03-01"


def number(text: str, empty: float | None = None) -> float:
    """Hours as typed: `1.5`, `1,5`, `2 h`; nothing typed is `empty`. Raises CoachError."""
    if empty is not None and not text.strip():
        return empty
    try:
        amount = float(text.strip().removesuffix("h").replace(",", "."))
    except ValueError:
        raise CoachError(f"“{text}” is not a number of hours like 1.5.") from None
    if not 0 < amount <= MOST_HOURS:
        raise CoachError(f"{text}: more than 0 and at most {MOST_HOURS:g} hours.")
    return amount


def title(text: str) -> str:
    """The title of a task of one's own. Raises CoachError."""
    return asked.words(text, "The title", LONGEST, needed=True)


def _in_words(text: str, today: date, past: bool) -> str:
    """The day that is meant by what is typed so far; "" while it is none."""
    try:
        return day_words(parsed_day(text, today, "past" if past else "coming"))
    except CoachError:
        return ""


def day_ask(page: Page, question: str, empty: str, past: bool = False, value: object = "") -> Ask:
    """A question for a day: to come, or with `past` gone by; `empty` says what no answer means."""
    read = asked.past_day if past else asked.coming_day
    check = partial(read, today=page.coach.today, what="the day")
    words, hint = partial(_in_words, today=page.coach.today, past=past), f"{DAYS}; {empty}."
    return Ask(question, value=str(value or ""), hint=hint, check=check, understood=words)
