"""What a couple does on a rank list: read the joint list, leave one's own to the partner."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from coach.places import named
from coach.records import CoachError
from coach.saying.text import Line
from screens.pages.asking import LeftOpen, answer_to, lines_of
from screens.pages.importing import new_file
from screens.pages.page import Page
from screens.widgets.ask import Ask, Help

ALONE: Final = {
    "nobody": "nobody: both have a place or neither has",
    "you": "I would",
    "partner": "my partner would",
    "either": "either of us would",
}


async def joined(page: Page) -> None:
    """Asks for the partner's file and who would go alone, and shows the joint list."""
    hint = "Your partner's coach writes it: E there, on the rank list. Nothing of it is kept."
    name = await page.ask(Ask("Which file did your partner give you?", hint=hint))
    if not name:
        raise LeftOpen
    alone = await page.pick("Who would go while the other has no place?", ALONE)
    words = ["rank", "couple", str(named(name)), "--alone", alone]
    act = ["--replay"]
    while True:  # until Esc leaves the list or a question
        lines = [Line.of(line) for line in await lines_of(page, [*words, *act])]
        await answer_to(Help("Joint list", lines, page.tab, acts={"y": "move a line"}))
        moved = Ask("Which line to which place?", hint="As in: 12 3; u takes it back.", check=_two)
        line, place = (await page.ask(moved)).split()
        act = ["--move", line, "--to", place]


def _two(text: str) -> None:
    if [word.isdecimal() for word in text.split()] != [True, True]:
        raise CoachError("Type two numbers: the line, then its new place, as in 12 3.")


async def hand_over(page: Page) -> None:
    """Writes the order with names and towns to a file for the partner."""
    hint = "It holds the order, names and towns of your list, nothing else."
    start = str(Path("~") / "rank-list-for-my-partner.json")
    path = await new_file(
        page, Ask("Write it for your partner to which file?", value=start, hint=hint)
    )
    left = await page.attempt("", page.coach.couples.hand_over, path, True, True)
    if left:
        page.footer.say(f"{path.name}: {left.programs} in your order, names and towns only.")
