"""Keys of Season: the forecast of invitations with its record, and the alarm."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from coach.records import CoachError
from coach.subjects.forecasting import FORECAST, Forecasts
from screens.pages.asking import result_of, work_out
from screens.widgets.ask import Ask

if TYPE_CHECKING:
    from screens.pages.page import Page


async def forecast(page: Page) -> None:
    """Shows what was expected, what came, what still helps, and how forecasts did."""
    from coach.saying.forecast import page as said

    subject = page.coach.forecasting
    if subject.has_rows and subject.kept() is None:
        await result_of(partial(work_out, page, FORECAST))
        page.coach.refresh()
        page.reload()
    answer = subject.kept() or subject.nothing()
    page.read("Forecast", said(page.coach, Forecasts(answer, subject.record(), subject.helps())))


async def alarm(page: Page) -> None:
    """Asks for an alarm, or for none."""
    hint = (
        "Off until you ask. 10: speak when so few happens to fewer than 10 of 100 seasons like "
        "yours. Once a week at most, never from 22:00 to 8:00; 0: never."
    )
    ask = Ask("Speak when so few happens to fewer than how many of 100?", hint=hint, check=_of_100)
    of_100 = _of_100(await page.ask(ask))
    page.attempt("Kept." if of_100 else "No alarm.", page.coach.forecasting.ask_alarm, of_100)


def _of_100(text: str) -> float:
    if not text.strip().isdecimal() or int(text) > 50:
        raise CoachError("A number from 1 to 50, or 0 for never.")
    return float(text)
