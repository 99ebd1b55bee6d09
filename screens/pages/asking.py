"""What a key does, told in straight lines: it asks, works something out, asks again and acts.

Not with Textual's `push_screen_wait`: that wants a worker, which begins after the next key was
handed on. Of keys that arrive together the second would reach the page in place of the question.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine, Generator, Mapping, Sequence
from functools import partial
from types import coroutine
from typing import TYPE_CHECKING, Final, TypeVar

from coach.records import CoachError

if TYPE_CHECKING:
    from textual.screen import ModalScreen

    from screens.pages.page import Page
    from screens.widgets.ask import Ask

LEFT: Final = "Left as it was."
PATIENCE_S: Final = 0.3
"""Seconds of work after which the page says that it is working."""

Answer = TypeVar("Answer")
Result = TypeVar("Result")
GoOn = Callable[[object], None]
Wait = Callable[["Page", GoOn], None]
"""How the page gets what an act waits for, and where it hands it on."""
Asking = Coroutine[Wait, object, None]
"""An act that may ask; a page goes through it with `begin`."""


class LeftOpen(Exception):
    """A question was left with Esc: the act ends there, and nothing was changed."""


def begin(page: Page, asking: Asking, answer: object = None) -> None:
    """Goes through an act up to its next question, and on when that is answered."""
    try:
        wait = asking.send(answer)
    except StopIteration:
        return
    except LeftOpen:
        page.footer.say(LEFT)
    except CoachError as error:
        page.footer.say(str(error), "warn")
    else:
        wait(page, partial(begin, page, asking))


@coroutine
def answer_to(question: ModalScreen[Answer]) -> Generator[Wait, Answer | None, Answer]:
    """The answer to a question; Esc raises LeftOpen."""
    answer = yield partial(_push, question)
    if answer is None:
        raise LeftOpen
    return answer


@coroutine
def result_of(
    work: Callable[[], Awaitable[Result]],
) -> Generator[Wait, Result | CoachError, Result]:
    """What work comes to while the keys stay free; Esc ends it, and the act with it."""
    result = yield partial(_work_beside, work)
    if isinstance(result, CoachError):
        raise result
    return result


class Asks:
    """The questions of a page, each to be awaited."""

    async def ask(self, question: Ask) -> str:
        """What was typed or chosen."""
        return (await answer_to(question)).strip()

    async def pick(self, question: str, choices: Mapping[str, str], now: str = "") -> str:
        """The value of what was picked, the cursor on that of `now` at first."""
        from screens.widgets.ask import Pick

        return (await answer_to(Pick(question, choices, chosen=(now,))))[0]

    async def pick_several(
        self, question: str, choices: Mapping[str, str], now: Sequence[str] = ()
    ) -> tuple[str, ...]:
        """The values of all that were marked, those of `now` at first."""
        from screens.widgets.ask import Pick

        return await answer_to(Pick(question, choices, several=True, chosen=now))

    async def confirm(self, question: str, text: str = "", *, yes: str) -> None:
        """Goes on only after `y`."""
        from screens.widgets.ask import Confirm

        if not await answer_to(Confirm(question, text, yes=yes)):
            raise LeftOpen


def _push(question: ModalScreen[Answer], page: Page, go_on: GoOn) -> None:
    page.app.push_screen(question, go_on)


def _work_beside(work: Callable[[], Awaitable[Result]], page: Page, go_on: GoOn) -> None:
    work_out = partial(_work_out, work, page, go_on)
    page.beside = page.run_worker(work_out, group="aside", exclusive=True, exit_on_error=False)


async def _work_out(work: Callable[[], Awaitable[Result]], page: Page, go_on: GoOn) -> None:
    working = "Working it out … Esc lets it be."
    patience = page.set_timer(PATIENCE_S, partial(page.footer.say, working))
    result: Result | CoachError
    try:
        result = await work()
    except CoachError as error:
        result = error
    finally:
        patience.stop()
    page.footer.hush()
    go_on(result)
