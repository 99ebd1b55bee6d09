"""One question to the applicant, and the few of the first run; each can be skipped."""

from __future__ import annotations

from functools import partial
from typing import Final

from coach.records import CoachError
from coach.subjects.profile import Field, Walk
from coach.typed_words import either
from screens.pages.asking import LeftOpen
from screens.pages.page import Page
from screens.widgets.ask import BEFORE, Ask
from screens.widgets.choose import Choose

STOPPED: Final = "What you answered is kept; 7, then r goes on."


class WhetherPassed(Choose):
    """Whether an exam is passed; its score is an answer as well, where the check takes it."""

    def _typed(self, text: str) -> None:
        super()._typed(text)
        if score_in(text) and not self._asked_back(text):
            how = text.strip()[len(score_in(text)) :].strip(" ,;:")
            self._tell(", ".join(filter(None, ["yes", how, f"with the score {score_in(text)}"])))

    def _take(self, answer: str) -> None:
        (Ask if score_in(answer) else Choose)._take(self, answer)


def score_in(text: str) -> str:
    """The number with which an answer begins that may be a score; "" for none."""
    first = text.strip()[:3]
    return first if first.isdecimal() else ""


async def answer(page: Page, field: Field) -> None:
    """Asks for one answer and keeps it; an empty one takes the answer away."""
    text = await page.ask(question(page, field))
    if text and field.key == "match_result" and (out := page.coach.soap.later_today):
        raise CoachError(f"Nothing was kept: {out}.")
    if doubt := page.coach.profile.doubt(field, text):
        await page.confirm("Your list says otherwise. Is it what R3 says?", doubt, yes="R3 says so")
    await _keep(page, field, text)
    tries = field.key.replace(".passed", ".attempts")
    if score_in(text) and tries != field.key and tries not in page.coach.profile.answers:
        await answer(page, page.coach.profile.field(tries))


def question(page: Page, field: Field, before: str = "") -> Ask:
    """The question for an answer, which stands as it is or as it is likely to be."""
    profile = page.coach.profile
    known, kept = profile.known(field), profile.as_typed(field)
    words, check = before + field.question, partial(_check, page, field)
    hint = f"Changes: {field.changes}."
    if known is None:
        understood = partial(profile.understood, field)
        return Ask(words, value=kept, hint=hint, check=check, understood=understood)
    proposed, why = ("", "") if kept else profile.proposed(field)
    if proposed:
        hint = f"{why} {hint}"
    if known.has_several:
        hint = f"{hint} Commas between several."
    asks = WhetherPassed if field.key.endswith(".passed") else Choose
    return asks(words, known, value=kept or proposed, hint=hint, check=check)


async def _keep(page: Page, field: Field, text: str) -> None:
    profile = page.coach.profile
    if text != profile.as_typed(field):
        change = partial(profile.change, profile.values(field, text), f"{field.label} changed")
        score = f", score {score_in(text)}" * bool(score_in(text) and field.choices)
        await page.attempt(
            lambda _: f"{field.label}: {profile.shown(field) or 'taken away'}{score}", change
        )


def _check(page: Page, field: Field, text: str) -> None:
    try:
        page.coach.profile.check(field, text)
    except CoachError as error:
        reason = str(error).removeprefix(f"{field.key}: ")
        if field.choices:  # the values are for commands
            codes = ", ".join(value for value, _ in field.choices)
            reason = reason.replace(codes, either(f"“{words}”" for _, words in field.choices))
        raise CoachError(reason) from None


async def first_questions(page: Page) -> None:
    """Asks the first questions that are open, one after the other; Shift+Tab goes back to mend,
    Esc stops, to go on later."""
    profile = page.coach.profile
    page.asks_first = True
    walk = profile.onward(Walk())
    try:
        while walk.key:
            walk = await _walk(page, walk)
    except LeftOpen:
        page.footer.say(STOPPED)
    # Not in a `finally`: that runs as well when the app is left in the middle of a question.
    page.asks_first = False
    page.reload()
    page.show_footer()
    if not walk.key:
        from screens.pages.beginning import show_week

        page.footer.hush()  # the last answer was not the last word
        show_week(page)


async def _walk(page: Page, walk: Walk) -> Walk:
    """Asks the question that the walk stands at; where it goes from there."""
    profile = page.coach.profile
    (at, of), field = profile.place(walk), profile.field(walk.key)
    more = f"about {of - at} more" if of > at else "the last"
    ask = question(page, field, f"{at} · {more}  ")
    ask.goes_back, ask.leaving = at > 1, "stop"
    text = await page.ask(ask)
    if text == BEFORE:
        return profile.back(walk)
    await _keep(page, field, text)
    return profile.onward(walk)
