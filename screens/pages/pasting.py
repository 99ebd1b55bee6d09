"""What one pastes on Season: a list of programs, each line held against those that we know."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from coach.saying.pasting import likely_names
from coach.wording import counted
from screens.widgets.ask import AskLines

if TYPE_CHECKING:
    from coach.subjects.pasting import Pasted
    from screens.pages.page import Page

STATES: Final = {
    "submitted": "sent",
    "planned": "planned, not sent yet",
    "invited": "they invited me",
    "waitlisted": "they put me on a waiting list",
    "declined": "they declined",
}
NONE, OTHER = "none of these", "-"


async def paste(page: Page) -> None:
    """Asks for a text, shows what it means, asks about what is unsure, and keeps the rest."""
    pasting = page.coach.pasting
    text = await page.ask(
        AskLines(
            "Paste a list of programs, one on each line",
            hint="Names, with town or specialty, or ACGME numbers; prices and bullets are left out",
            check=pasting.read,
            understood=lambda text: _words(pasting.read(text)) if text.strip() else "",
        )
    )
    pasted = pasting.read(text)
    chosen = [meant.sure.id for meant in pasted.new if meant.sure]
    for meant in pasted.asked:
        if likely := likely_names(meant):
            number = await page.pick(f"“{meant.line}” is …", likely | {OTHER: NONE})
            chosen += [number] if number != OTHER else []
    if not chosen:
        page.footer.say(_words(pasted))
        return
    state = await page.pick(f"{counted(len(chosen), 'program')}: they are …", STATES)
    kept = page.attempt("", pasting.keep, chosen, state)
    if kept:
        page.footer.say(f"{counted(kept, 'application')} added.   u undo")


def _words(pasted: Pasted) -> str:
    parts = [
        f"{counted(len(pasted.new), 'program')} known" * bool(pasted.new),
        f"{len(pasted.known)} kept already" * bool(pasted.known),
        f"{len(pasted.asked)} to ask about" * bool(pasted.asked),
    ]
    return " · ".join(filter(None, parts))
