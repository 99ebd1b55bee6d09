"""What one pastes on Season: a list of programs, each line held against those that we know."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Final

from coach.records import CoachError
from coach.saying.inviting import is_mail, understood
from coach.saying.pasting import LEFT, likely_names, taken
from coach.wording import counted
from screens.pages import inviting
from screens.pages.paper_acts import keep_letter
from screens.widgets.ask import AskLines

if TYPE_CHECKING:
    from coach.subjects.pasting import Pasted
    from screens.pages.page import Page

STATES: Final = {
    "planned": "planned, not sent yet",
    "submitted": "sent",
    "invited": "they invited me",
    "interviewed": "they interviewed me",
    "waitlisted": "they put me on a waiting list",
    "declined": "they declined",
}
NONE, OTHER = "none of these", "-"


async def paste(page: Page) -> None:
    """Asks for a text, shows what it means, asks about what is unsure, and keeps the rest."""
    pasting = page.coach.pasting
    hint = "Names, with town or specialty, or ACGME numbers; prices and bullets are left out."
    if marked := pasting.marked:
        hint += f" Enter alone takes the {counted(len(marked), 'program')} marked “apply”."
    text = await page.ask(
        AskLines(
            "Paste the mail of a program, a list of programs, or a mentor's letter",
            hint=hint,
            check=partial(_check, page),
            understood=partial(_understood, page),
        )
    )
    if not text.strip():
        await _keep(page, dict.fromkeys(marked, ""))
        return
    if page.coach.paper.is_letter(text):
        await keep_letter(page, text)
        return
    if is_mail(page.coach, text):
        await inviting.show(page, page.coach.inviting.read(text))
        return
    pasted = pasting.read(text)
    chosen, learned = pasted.told, ""
    for meant in pasted.asked:
        if likely := likely_names(meant):
            question = f"“{meant.line}” is … ({meant.reason})"
            number = await page.pick(question, likely | {OTHER: NONE})
            chosen |= {number: meant.signal} if number != OTHER else {}
            if number != OTHER:
                learned = f"From now on “{meant.line}” means {likely[number]}; u takes it back."
    if chosen:
        await _keep(page, chosen, f"{learned} {_left(pasted)}".strip())
    else:
        page.footer.say(_words(pasted))


def _check(page: Page, text: str) -> None:
    takes_marked = not text.strip() and page.coach.pasting.marked
    if not (takes_marked or page.coach.paper.is_letter(text) or is_mail(page.coach, text)):
        page.coach.pasting.read(text)


def _understood(page: Page, text: str) -> str:
    if page.coach.paper.is_letter(text):
        return "A letter of yours with what somebody wrote into it"
    if is_mail(page.coach, text):
        return understood(page.coach, text)
    try:
        return _words(page.coach.pasting.read(text)) if text.strip() else ""
    except CoachError:
        return ""


async def _keep(page: Page, programs: Mapping[str, str], learned: str = "") -> None:
    state = await page.pick(f"{counted(len(programs), 'program')}: they are …", STATES)
    if kept := await page.attempt("", page.coach.pasting.keep, programs, state):
        page.footer.say(f"{taken(kept, state)}. {learned or '  u undo'}")
    else:
        page.footer.say(f"{counted(len(programs), 'program')} kept already; nothing changed.")


def _left(pasted: Pasted) -> str:
    """Which lines are left out; "" for none."""
    return f"{LEFT}: {'; '.join(each.line for each in pasted.decided)}" * bool(pasted.decided)


def _words(pasted: Pasted) -> str:
    parts = [
        f"{counted(len(pasted.new), 'program')} known" * bool(pasted.new),
        f"{len(pasted.known)} kept already" * bool(pasted.known),
        f"{len(pasted.asked)} to ask about" * bool(pasted.asked),
        _left(pasted),
    ]
    return " · ".join(filter(None, parts))
