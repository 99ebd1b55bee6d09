"""The question of the season clock, asked on the Week page."""

from __future__ import annotations

from functools import partial
from typing import Final

from coach.saying.plan import HELP_NUMBERS, somebody_to_talk_to
from coach.subjects.answering import Answered
from screens.pages import questions
from screens.pages.page import Page
from screens.widgets.ask import Ask

NUMBERS: Final = {
    "invitations": "How many invitations so far",
    "applied": "To how many programs you applied",
}


async def answer(page: Page) -> None:
    """Asks what the clock asks; where it asks nothing, for a number of the season to change."""
    clock = page.coach.answering.clock
    if clock is None or not clock.question:
        number = await page.pick("Nothing is asked now. Which number changes?", NUMBERS)
        return await _keep(page, f"{NUMBERS[number]}?", "0 counts.", f"{number} ")
    how, _, what = clock.by.partition(":")
    if field := page.coach.answering.field:
        return await questions.answer(page, field)
    if how == "task":
        text = await page.pick(clock.question, {"yes": "Yes, it is done", "no": "Not yet"})
        return await _attempt(page, text)
    hint = "0 counts." if how in NUMBERS else "In a few words; it is kept with the season."
    await _keep(page, clock.question, hint)


async def _keep(page: Page, question: str, hint: str, before: str = "") -> None:
    await _attempt(page, before + await page.ask(Ask(question, hint=hint)))


async def _attempt(page: Page, text: str) -> None:
    await page.attempt(partial(_words, page), page.coach.answering.answer, text)


def _words(page: Page, answer: Answered) -> str:
    """What was kept; the help lines with it for those without a match."""
    words = answer.words.rstrip(".")
    return f"{words}   {HELP_NUMBERS}" if somebody_to_talk_to(page.coach) else words
