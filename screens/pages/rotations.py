"""What the pages of experience and of requests do with a key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from coach.saying.rotations import asked_of, entries
from screens.pages.page import Page

if TYPE_CHECKING:
    from coach.subjects.kept import Experience, Letter, Request

ANSWERS: Final = {
    "yes": "Yes, or a place",
    "no": "No",
    "later": "Later, ask again",
    "closed": "They take nobody",
}


async def papers(page: Page, entry: Experience) -> None:
    """Ticks a paper of a rotation."""
    await _tick(page, entry, "papers", "Which paper is there now?")


async def vet(page: Page, entry: Experience) -> None:
    """Ticks a check before one pays."""
    await _tick(page, entry, "vetted", "What did you check?")


async def _tick(page: Page, entry: Experience, field: str, question: str) -> None:
    """Adds a row of the facts to a field of an entry, or takes it out again."""
    asked = asked_of(page.coach, entry, field)
    if not asked:
        page.footer.say("Nothing is asked for here.")
        return
    key = await page.pick(question, asked)
    told: Sequence[str] = getattr(entry, field)
    words = [word for word in told if word != key] if key in told else [*told, key]
    subject = page.coach.logs["experience"]
    await page.attempt("Kept.", subject.set, entry.key, {field: ", ".join(words)})


async def texts(page: Page) -> None:
    """Shows the entries in their order, with their characters."""
    page.read("MyERAS", entries(page.coach, page.coach.rotations.texts()))


async def answered(page: Page, entry: Request) -> None:
    """Keeps which answer came today."""
    answer = await page.pick("Which answer came?", ANSWERS)
    values = {"answer": answer, "answered": str(page.coach.today)}
    await page.attempt("Answered.", page.coach.logs["outreach"].set, entry.key, values)


async def reminded(page: Page, entry: Request | Letter) -> None:
    """Keeps that they, or the writer of a letter, were reminded today."""
    values = {"reminded": str(page.coach.today)}
    await page.attempt("Reminded.", page.coach.logs[page.page].set, entry.key, values)
