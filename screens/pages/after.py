"""The key of Season that reads what follows the Match."""

from __future__ import annotations

from functools import partial

from coach.saying.after import TITLE, about
from screens.pages.asking import result_of, work_out
from screens.pages.page import Page


async def read(page: Page) -> None:
    """Shows the chains to the first day and whom to ask when, or the year's record."""
    if page.coach.ahead.kept() is None:
        await result_of(partial(work_out, page, "ahead"))
        page.coach.refresh()
    page.read(TITLE, about(page.coach))
