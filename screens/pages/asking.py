"""What a key does, told in straight lines: it asks, works something out, asks again and acts.

Not with Textual's `push_screen_wait`: that wants a worker, which begins after the next key was
handed on. Of keys that arrive together the second would reach the page in place of the question.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable, Coroutine, Generator, Mapping, Sequence
from functools import partial
from importlib import import_module
from time import monotonic
from types import coroutine
from typing import TYPE_CHECKING, Final, TypeVar

from textual.actions import parse

from coach.places import WINDOW
from coach.records import CoachError
from coach.subjects.history import LONGEST_S, PATIENCE_S, RETRY_S, WAITING, Busy

if TYPE_CHECKING:
    from textual.screen import ModalScreen
    from textual.worker import Worker

    from coach.commands import Command
    from screens.pages.page import Page
    from screens.widgets.ask import Ask, Sheet

LEFT: Final = "Left as it was."
ASIDE: Final = "aside"
"""The group of what is worked out for an act."""
MANY: Final = 30
"""Choices that nobody steps through: more are found by typing."""
WORKS_S: Final = 0.3
"""Seconds of work after which the page says that it is working."""

Answer = TypeVar("Answer")
Result = TypeVar("Result")
Work = Callable[[], Awaitable[Result]]
GoOn = Callable[[object], None]
Wait = Callable[["Page", GoOn], None]
"""How the page gets what an act waits for, and where it hands it on."""
Asking = Coroutine[Wait, object, None]
"""An act that may ask; a page goes through it with `begin`."""
Background = Callable[[], Coroutine[None, None, None]]


class LeftOpen(Exception):
    """A question was left with Esc: the act ends there, and nothing was changed."""


def begin(page: Page, asking: Asking, answer: object = None, *, was_answered: bool = False) -> None:
    """Goes through an act up to its next question, and on when that is answered."""
    try:
        wait = asking.send(answer)
    except StopIteration:
        return
    except LeftOpen:
        if was_answered:  # else nothing was begun, and the footer is there again at once
            page.footer.say(LEFT)
    except CoachError as error:
        page.footer.say(str(error), "warn")
    else:
        wait(page, partial(begin, page, asking, was_answered=answer is not None))


@coroutine
def answer_to(question: ModalScreen[Answer]) -> Generator[Wait, Answer | None, Answer]:
    """The answer to a question; Esc raises LeftOpen."""
    answer = yield partial(_push, question)
    if answer is None:
        raise LeftOpen
    return answer


def question_of(wait: Wait) -> Sheet[object]:
    """What an act waits for. Raises CoachError where that is no question."""
    if isinstance(wait, partial) and wait.func is _push:
        question: Sheet[object] = wait.args[0]
        return question
    raise CoachError("It is worked out for one row at a time.")


@coroutine
def result_of(
    work: Work[Result], working: str = "Working it out … Esc lets it be.", group: str = ASIDE
) -> Generator[Wait, Result | CoachError, Result]:
    """What work comes to while the keys stay free; Esc ends it, and the act with it."""
    result = yield partial(_work_beside, work, working, group)
    if isinstance(result, CoachError):
        raise result
    return result


async def in_turn(page: Page, act: Callable[[], Result]) -> Result:
    """What an act gives, all that it reads and does in one transaction; where another window
    writes, once that has ended. Raises Busy where that takes too long."""
    began, is_said = monotonic(), False
    while True:
        try:
            with page.coach.history.deciding():
                return act()
        except Busy:
            if (waited := monotonic() - began) > LONGEST_S:
                raise
        if waited > PATIENCE_S and not is_said:
            is_said = True
            page.footer.say(WAITING)
        await _held()


@coroutine
def _held() -> Generator[Wait, object, None]:
    """A moment in which what is typed waits in its order, while everything else goes on."""
    yield _hold


def _hold(page: Page, go_on: GoOn) -> None:
    page.my_app.hold_typed(True)
    page.set_timer(RETRY_S, partial(_go_on, page, go_on))


def _go_on(page: Page, go_on: GoOn) -> None:
    page.my_app.hold_typed(False)
    go_on(None)


class Asks:
    """The questions of a page, each to be awaited."""

    async def ask(self, question: Ask) -> str:
        """What was typed or chosen."""
        return (await answer_to(question)).strip()

    async def pick(self, question: str, choices: Mapping[str, str], now: str = "") -> str:
        """The value of what was picked, the cursor on that of `now` at first; of many they are
        found by typing."""
        if len(choices) > MANY:
            from coach.typed_words import known
            from screens.widgets.choose import Choose

            every = known(choices)
            return await self.ask(Choose(question, every, value=now, may_stay_open=False))
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
        from screens.widgets.confirm import Confirm

        if not await answer_to(Confirm(question, text, yes=yes)):
            raise LeftOpen


def _push(question: ModalScreen[Answer], page: Page, go_on: GoOn) -> None:
    page.app.push_screen(question, go_on)


def _work_beside(work: Work[Result], working: str, group: str, page: Page, go_on: GoOn) -> None:
    run_beside(page, partial(_work_out, work, working, page, go_on), group)


def run_beside(page: Page, work: Background, group: str) -> Worker[None]:
    """Works while the keys stay free, in place of what its group was at.

    Not given the coroutine itself: one that is overtaken before it begins would complain.
    """
    return page.run_worker(work, group=group, exclusive=True, exit_on_error=False)


async def _work_out(work: Work[Result], working: str, page: Page, go_on: GoOn) -> None:
    patience = page.set_timer(WORKS_S, partial(page.footer.say, working))
    result: Result | CoachError
    try:
        result = await work()
    except CoachError as error:
        result = error
    finally:
        patience.stop()
    page.footer.hush(working)
    go_on(result)


async def lines_of(page: Page, command: Sequence[str]) -> list[str]:
    """The lines of a command asked in a process of its own, its remarks after them."""
    where = ["--home", str(page.coach.home), "--today", str(page.coach.today)]
    words = ["screens.start", *where, *command]
    answer, remarks = await result_of(partial(_run, page, words))
    return [*answer.splitlines(), "", *remarks.splitlines()]


async def work_out(page: Page, answer: str) -> None:
    """Has a long answer worked out and kept, in a process that can have numpy's 20 MiB."""
    coach = page.coach
    await _run(page, ["coach.subjects.beside", str(coach.home), str(coach.today), answer])


async def _run(page: Page, words: Sequence[str]) -> tuple[str, str]:
    """What a module prints, and its remarks. Raises CoachError with them where it fails."""
    room = {"COLUMNS": str(page.size.width - 1), "LINES": str(page.size.height)}
    try:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", *words),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env={**os.environ, **room, WINDOW: page.coach.history.window},
        )
    except OSError as error:
        raise CoachError(f"This could not be worked out ({error}).") from None
    try:
        answer, remarks = await process.communicate()
    except asyncio.CancelledError:
        # Ends it and lets go of its pipes at once: `kill` leaves them to a loop that may be over.
        vars(process)["_transport"].close()
        raise
    remarked = remarks.decode("utf-8", "replace").strip()
    if process.returncode:
        raise CoachError(remarked.removeprefix("coach: ") or "This could not be worked out.")
    return answer.decode("utf-8", "replace"), remarked


def told(page: Page, command: Command) -> Asking | None:
    """What a command does on a page, where it may ask; None for what is done by now."""
    module, _, name = command.action.removesuffix("()").rpartition(".")
    if not command.action:
        return act_on(page, command)
    if module:
        act: Callable[..., Asking] = getattr(import_module(f"screens.pages.{module}"), name)
        return act(page) if command.action.endswith("()") else act(page, page.selected())
    _, name, words = parse(command.action)
    done: Asking | None = getattr(page, f"action_{name}")(*words)
    return done


async def act_on(page: Page, command: Command) -> None:
    """A command that is no more than a row and an act: asks for what the act's signature needs."""
    from coach.cli.parser import act_of, parameters  # 25 ms, with what reads signatures
    from screens.widgets.ask import Ask

    act, values = act_of(command, page.coach), dict[str, object]()
    for parameter in parameters(act):
        if parameter.name == "key":
            values["key"] = page.rows.selected
        elif parameter.needed:
            answer = await page.ask(Ask(parameter.question, check=parameter.typed))
            values[parameter.name] = parameter.typed(answer)
    await page.attempt(command.text.rstrip("."), act, **values)
