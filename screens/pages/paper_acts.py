"""What one does with papers and forms, and with what leaves the screen on paper or in a letter.

What each says is loaded with the act: at the top it would come with every page of programs.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from coach.wording import counted
from screens.pages.importing import new_file
from screens.widgets.ask import Ask

if TYPE_CHECKING:
    from screens.pages.log_page import LogPage
    from screens.pages.page import Page


async def side(page: LogPage) -> None:
    """Shows a form beside what is true, for typing off."""
    from coach.saying.papers import type_off_lines
    from coach.subjects.papers import FORMS_IN_ORDER

    own = str(getattr(page.item, "form", ""))
    form = await page.pick("Which form?", {form: form for form in FORMS_IN_ORDER}, own)
    page.read("Side by side", type_off_lines(page.coach, page.coach.papers.side(form)))


async def check(page: Page) -> None:
    """Shows all that differs, before one certifies."""
    from coach.saying.papers import consistency_lines

    papers = page.coach.papers
    page.read("Before you certify", consistency_lines(page.coach, papers.findings))


async def print_week(page: Page) -> None:
    """Writes the week as one page to a file, and says where."""
    from coach.saying.paper import write

    question = Ask("Write the week to which file? .md .txt", value=str(Path("~") / "week.md"))
    path = await new_file(page, question)
    _, remarks = write(page.coach, page.coach.week.plan(), str(path), force=True)
    page.footer.say(" ".join(line.text for line in remarks))


async def keep_letter(page: Page, text: str) -> None:
    """Shows what a mentor wrote between the lines of a letter, and keeps it after `y`."""
    from coach.saying.paper import between

    told, other = page.coach.paper.between(text)
    notes = counted(len(told), "note")
    words = "\n".join(between(page.coach, told, other))
    await page.confirm(f"A letter of yours came back with {notes}.", words, yes="keep them")
    await page.attempt(f"Kept: {notes} from a mentor", partial(page.coach.paper.keep, told))
