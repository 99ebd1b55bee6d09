"""One question to the applicant, and the few of the first run; each can be skipped."""

from __future__ import annotations

from contextlib import suppress
from functools import partial

from coach.records import CoachError
from coach.subjects.profile import Field
from screens.pages.asking import LeftOpen
from screens.pages.page import Page
from screens.widgets.ask import Ask

SEVERAL = ("specialties", "states", "kinds", "countries")
"""Kinds of answers that name several things."""


async def answer(page: Page, field: Field, prefix: str = "") -> None:
    """Asks for one answer and keeps it; an empty one takes the answer away."""
    known = page.coach.profile.shown(field)
    choices = _choices(field)
    commas = " Commas between several." if field.kind in SEVERAL else ""
    text = await page.ask(
        Ask(
            prefix + field.question,
            value="" if choices else known,
            choices=choices,
            hint=f"Changes: {field.changes}.{commas}",
            check=partial(_check, page, field),
        )
    )
    if text != known:
        done = f"{field.label}: {text or 'taken away'}"
        values = {field.key: text}
        page.attempt(done, page.coach.profile.change, values, f"{field.label} changed")


def _check(page: Page, field: Field, text: str) -> None:
    try:
        page.coach.profile.check(field.key, text)
    except CoachError as error:
        raise CoachError(str(error).removeprefix(f"{field.key}: ")) from None


def _choices(field: Field) -> dict[str, str]:
    """What can be chosen: the declared choices, yes and no, and "skip" to say nothing."""
    nothing = {"": "leave it open"}
    if field.kind in ("choice", "yes"):
        return nothing | (dict(field.choices) or {"yes": "yes", "no": "no"})
    return {}


async def first_questions(page: Page) -> None:
    """Asks the first questions that are open, one after the other; Esc stops, to go on later."""
    asked: list[Field] = []
    page.asks_first = True
    try:
        with suppress(LeftOpen):
            # An answer may settle another question, or lead to one.
            while left := [
                field for field in page.coach.profile.first_questions if field not in asked
            ]:
                asked.append(left[0])
                await answer(page, left[0], f"{len(asked)} of {len(asked) + len(left) - 1}  ")
    finally:
        page.asks_first = False
    page.reload()
    page.show_footer()
