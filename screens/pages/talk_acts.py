"""What one does with interviews: read the page before, mark them after, say who was thanked."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

from coach.saying import interviews
from coach.subjects.talks import MARKS, Felt, Interview
from screens.pages.asking import LeftOpen, answer_to
from screens.widgets.ask import Ask
from screens.widgets.marking import Marking

if TYPE_CHECKING:
    from screens.pages.page import Page

SAID: Final = {"": "They did not say", "yes": "Yes, mail is welcome", "no": "No, please do not"}
NOTE: Final = "What else? For yourself only"
NO_PATIENTS: Final = "Empty is fine. Leave out names of patients and of other applicants."


async def before(page: Page, interview: Interview) -> None:
    """Shows what to confirm, ask, tell and practise."""
    page.read("Before", interviews.before(page.coach, page.coach.talks.before(interview.key)))


async def practice(page: Page) -> None:
    """Shows every practice question."""
    page.read("Practice", interviews.practice(page.coach, page.coach.talks.practice()))


async def felt(page: Page, interview: Interview) -> None:
    """Asks for five marks by a key each, then what they said of mail, then a note. The marks are
    kept whatever is left open after them. Those of an earlier day stay."""
    stays = bool(interview.felt_on) and interview.felt_on != page.coach.today
    marks = {} if stays else await answer_to(Marking(interview.title, MARKS, interview.marks))
    contact, note = str(interview.contact), ""
    with suppress(LeftOpen):
        contact = await page.pick("Did they say yes to mail afterwards?", SAID, interview.contact)
        note = await page.ask(Ask(NOTE, hint=NO_PATIENTS))
    how = Felt(**marks, contact=contact, note=note)
    await page.attempt("Kept as it is today.", page.coach.talks.felt, interview.key, how)


async def thanked(page: Page, interview: Interview) -> None:
    """Keeps that they were thanked today."""
    values = {"thanked": str(page.coach.today)}
    await page.attempt("Thanked.", page.coach.logs["interviews"].set, interview.key, values)
