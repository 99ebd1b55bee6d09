"""What one does with papers and forms: read a form side by side, and what differs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.saying.papers import consistency_lines, type_off_lines
from coach.subjects.papers import FORMS_IN_ORDER

if TYPE_CHECKING:
    from screens.pages.log_page import LogPage
    from screens.pages.page import Page


async def side(page: LogPage) -> None:
    """Shows a form beside what is true, for typing off."""
    own = str(getattr(page.item, "form", ""))
    form = await page.pick("Which form?", {form: form for form in FORMS_IN_ORDER}, own)
    page.read("Side by side", type_off_lines(page.coach, page.coach.papers.side(form)))


async def check(page: Page) -> None:
    """Shows all that differs, before one certifies."""
    papers = page.coach.papers
    page.read("Before you certify", consistency_lines(page.coach, papers.findings))
