"""What the core says about changing something: levers, scenarios, years, filters, movement.

Each answer is that of the command of the same name, asked in a process of its own: it takes up
to half a second, the keys stay free meanwhile, and Esc ends it.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from coach.records import CoachError
from coach.saying.text import Line
from screens.widgets.ask import Pick

if TYPE_CHECKING:
    from screens.pages.page import Page

PATIENCE_S: Final = 0.3
"""Seconds of work after which the page says that it is working."""
QUESTIONS: Final = {
    "levers": "What would open most? Step 3, the certificate, another visa",
    "scenario": "What if a visa rule changes? Dated scenarios",
    "compare-years": "This year or next?",
    "filters": "How does a program's filter see me?",
    "moved": "What moved in the last week, and why?",
}
"""Commands by the question that each answers."""


def ask_advice(page: Page) -> None:
    """Asks which question, and shows its answer to read."""

    def chosen(answer: tuple[str, ...] | None) -> None:
        if answer == ("scenario",):
            page.app.push_screen(Pick("Which one?", _scenarios(page)), named)
        elif answer:
            page.begin(_answer(page, answer))

    def named(answer: tuple[str, ...] | None) -> None:
        if answer:
            page.begin(_answer(page, ("scenario", *answer) if answer[0] else ("scenario",)))

    page.app.push_screen(Pick("Which question?", QUESTIONS), chosen)


def _scenarios(page: Page) -> dict[str, str]:
    """All together, or one of them; own files that cannot be read are said by the command."""
    try:
        known = page.coach.deciding.scenarios()
    except CoachError:
        known = {}
    return {"": "all of them, in short"} | {key: one.title for key, one in known.items()}


async def _answer(page: Page, command: Sequence[str]) -> None:
    said = page.set_timer(PATIENCE_S, lambda: page.footer.say("Working it out … Esc lets it be."))
    try:
        lines, problem = await ask_command(page, command)
    finally:
        said.stop()
    page.footer.hush()
    if problem:
        page.footer.say(problem, "warn")
    else:
        page.read(QUESTIONS[command[0]].split("?")[0] + "?", [_line(one) for one in lines])


def _line(text: str) -> Line:
    """A line as it stands: its indent is kept where it has to be broken."""
    words = text.lstrip()
    return Line.of(words, indent=len(text) - len(words), hang=2)


async def ask_command(page: Page, words: Sequence[str]) -> tuple[list[str], str]:
    """The lines of a command, its remarks after them; or the sentence why there are none."""
    coach = page.coach
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "screens.start",
        "--home",
        str(coach.home),
        "--today",
        str(coach.today),
        *words,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={**os.environ, "COLUMNS": str(page.size.width - 1)},
    )
    try:
        out, remarks = await process.communicate()
    except asyncio.CancelledError:
        process.kill()
        raise
    said = remarks.decode("utf-8", "replace").strip()
    if process.returncode:
        return [], said.removeprefix("coach: ") or "This could not be worked out."
    return [*out.decode("utf-8", "replace").splitlines(), "", *said.splitlines()], ""
