"""What one does with letters and people: board, proposal, whom an entry names, forgetting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from coach.saying.letters import board_lines
from coach.saying.people import forgot_lines
from coach.subjects.letters import TOLD
from coach.subjects.people import AS
from screens.pages.asking import in_turn

if TYPE_CHECKING:
    from coach.subjects.kept import Entry, Letter, Person
    from screens.pages.page import Page

NAMES: Final = {"letters": "writer", "experience": "supervisor"}
"""The field of a log that names a person; outreach has two."""


async def board(page: Page) -> None:
    """Shows letters against programs."""
    page.read("Letters and programs", board_lines(page.coach, page.coach.letters.board()))


async def assign(page: Page) -> None:
    """Writes the proposal into the letters, after asking."""
    seats = page.coach.letters.board().seats
    full = sum(seat.complete for seat in seats)
    text = f"{full} of {len(seats)} programs get all that they ask for; b shows the board."
    await page.confirm("Assign the letters as proposed?", text, yes="assign")
    await page.attempt("Assigned as proposed.", page.coach.letters.take_over)


async def thanked(page: Page, letter: Letter) -> None:
    """Keeps that the writer was thanked today."""
    values = {"thanked": str(page.coach.today)}
    await page.attempt("Thanked.", page.coach.logs["letters"].set, letter.key, values)


async def person(page: Page, entry: Entry | None) -> None:
    """Goes to the person whom an entry names; asks as what to add one who is not kept yet."""
    name = _name(page, entry)
    if name in ("", TOLD):
        page.footer.say("It names nobody yet; e names the one.")
        return
    kept = page.coach.people.named(name)
    if kept is None:
        role = await page.pick(f"{name} is not among your people. Add them as …?", AS)
        kept = page.coach.people.add(name, role)
    page.my_app.jump("people", kept.key)


def _name(page: Page, entry: Entry | None) -> str:
    if field := NAMES.get(page.page):
        return str(getattr(entry, field, ""))
    return str(getattr(entry, "person", "") or getattr(entry, "whom", ""))


async def named(page: Page, item: Person | None) -> None:
    """Goes to what names a person, after asking which where it is several."""
    entries = page.coach.people.naming(item.name) if item else []
    if not entries:
        page.footer.say("No letter, rotation or message names them.")
        return
    titles = {f"{each.log}/{each.key}": f"{each.log}: {each.title}" for each in entries}
    place = next(iter(titles))
    if len(titles) > 1:
        place = await page.pick("Which one?", titles)
    log, _, key = place.partition("/")
    page.my_app.jump(log, key)


async def forget(page: Page, item: Person | None) -> None:
    """Forgets a person, after saying what becomes of what names them."""
    if item is None:
        return
    will = page.coach.people.forgetting(item.key)
    text = (
        f"{will.becomes}Undo does not bring them back; backups that you made keep what they hold."
    )
    await page.confirm(f"Forget {item.name}?", text, yes="forget")
    await in_turn(page, lambda: None)  # the pages of the file are written outside of a transaction
    forgot = page.coach.people.forget(item.key, yes=True)
    page.reload()
    page.read("Forgotten", forgot_lines(forgot))
