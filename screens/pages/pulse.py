"""Keys of Season: the forecast of invitations with its record, and the alarm."""

from __future__ import annotations

import asyncio
from functools import partial

from coach.records import CoachError
from screens.pages.asking import lines_of, result_of, run_beside, work_out
from screens.pages.page import Page
from screens.pages.task_page import REST_S


async def forecast(page: Page) -> None:
    """Shows what was expected, what came, what still helps, and how forecasts did."""
    from coach.saying.forecast import page as words

    subject = page.coach.forecasting
    if subject.has_rows and subject.kept() is None:
        await result_of(partial(work_out, page, "forecast"))
        page.coach.refresh()
    page.read("Forecast", words(page.coach, subject.with_record(subject.kept())))


async def alarm(page: Page) -> None:
    """Asks for an alarm, or for none."""
    from screens.widgets.ask import Ask  # 15 ms that Week does not need

    hint = (
        "10: when fewer than 10 of 100 seasons like yours have so few invitations by then. Once a "
        "week at most, never from 22:00 to 8:00. 0: never, as until you ask."
    )
    ask = Ask("How rare must a silence be before I speak? (of 100)", hint=hint, check=_of_100)
    of_100 = _of_100(await page.ask(ask))
    await lines_of(page, ["forecast", "--alarm", of_100])
    page.coach.refresh()
    page.footer.say("No alarm." if of_100 == "0" else "Kept.   f shows how it stands")


def _of_100(text: str) -> str:
    from coach.subjects.forecasting import MOST

    if not text.strip().isdecimal() or int(text) > MOST:
        raise CoachError(f"A number from 1 to {MOST}, or 0 for never.")
    return str(int(text))


class Pulsing(Page):
    """A page that says in a line how invitations stand, once there are applications."""

    _pulse_of: int | None = None
    """The version of the answers for which a forecast was asked for."""

    @property
    def is_resting(self) -> bool:
        """Whether nothing else is worked out for it beside."""
        return True

    def pulse(self) -> str:
        """The line; "" until it is worked out, which begins here, once the keys rest."""
        coach = self.coach
        if not any(coach.logs[name].entries() for name in ("applications", "invites")):
            return ""
        from coach.saying.pulse import brief  # not for whom nothing is kept

        line = brief(coach)
        if not line and self.is_resting and self._pulse_of != coach.version:
            self._pulse_of = coach.version
            run_beside(self, self._work_out_pulse, "pulse")
        return line

    async def _work_out_pulse(self) -> None:
        await asyncio.sleep(REST_S)
        try:
            await work_out(self, "forecast")
        except CoachError:
            return  # the page is whole without; the command says why
        if self.is_mounted:
            self.coach.refresh()
            self._pulse_of = self.coach.version
            self.reload()
