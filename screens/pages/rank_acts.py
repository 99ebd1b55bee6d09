"""What one does with a rank list: place, add, note."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from coach.records import CoachError
from coach.saying.of_logs import program_words
from coach.subjects.ranking import Placed
from coach.typed_words import known
from screens.widgets.ask import Ask
from screens.widgets.choose import Choose

if TYPE_CHECKING:
    from coach.subjects.ranking import Rank
    from screens.pages.page import Page

NO_PATIENTS: Final = "A few words, for yourself; November's note stays beside it."


async def place(page: Page, rank: Rank) -> None:
    """Asks for a place and puts the program there."""
    question = f"Which place for {rank.title}?"
    alike = [each for each in page.coach.ranking.listed if each.supplemental == rank.supplemental]
    hint, check = f"It is {rank.place} now.", partial(number, last=len(alike))
    text = await page.ask(Ask(question, hint=hint, check=check))
    page.attempt(f"Place {text}.", page.coach.ranking.to, rank.key, check(text))


def number(text: str, last: int) -> int:
    """A place as it is typed. Raises CoachError."""
    if not (text.isdecimal() and 1 <= int(text) <= last):
        raise CoachError(f"“{text}” is no place: type a number from 1 to {last}.")
    return int(text)


async def note(page: Page, rank: Rank) -> None:
    """Asks for a few words on how it feels now."""
    text = await page.ask(Ask(f"{rank.title}: what now?", value=rank.note, hint=NO_PATIENTS))
    page.attempt("Kept.", partial(page.coach.ranking.tell, note=text), rank.key)


async def add(page: Page) -> None:
    """Asks for a program, and for more where one never interviewed there; puts it last."""
    ranking, programs = page.coach.ranking, page.coach.programs
    held = [programs.known(key) for key in ranking.held]
    mine = {each.id: program_words(each) for each in (*filter(None, held), *programs.mine)}
    program_id = await page.ask(Choose("Which program?", known(mine), may_stay_open=False))
    if program_id not in ranking.held:
        text = "No interview with them is kept as held. A program ranks whom it met."
        await page.confirm(f"Rank {mine[program_id]} all the same?", text, yes="rank it")
    last = sum(not each.supplemental for each in ranking.listed) + 1
    page.attempt("Added.", ranking.place, program_id, last, Placed(anyway=True))
