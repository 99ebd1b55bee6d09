"""What the core says about changing something: levers, scenarios, years, filters, movement.

Each answer is that of the command of the same name: it takes up to half a second, the keys stay
free meanwhile, and Esc ends it.
"""

from __future__ import annotations

from typing import Final

from coach.records import CoachError
from coach.saying.text import Line
from screens.pages.asking import lines_of
from screens.pages.page import Page

QUESTIONS: Final = {
    "levers": "What would open most? Step 3, the certificate, another visa",
    "scenario": "What if a visa rule changes? Dated scenarios",
    "compare-years": "This year or next?",
    "filters": "How does a program's filter see me?",
    "moved": "What moved in the last week, and why?",
}
"""Commands by the question that each answers."""


async def advise(page: Page) -> None:
    """Asks which question, and shows its answer to read."""
    question = await page.pick("Which question?", QUESTIONS)
    command = [question]
    if question == "scenario":
        command += [key] if (key := await page.pick("Which one?", _scenarios(page))) else []
    lines = await lines_of(page, command)
    page.read(QUESTIONS[question].split("?")[0] + "?", [_line(text) for text in lines])


def _scenarios(page: Page) -> dict[str, str]:
    """All together, or one of them; own files that cannot be read are said by the command."""
    try:
        known = page.coach.deciding.scenarios()
    except CoachError:
        known = {}
    titles = {key: scenario.title for key, scenario in known.items()}
    return {"": "all of them, in short"} | titles


def _line(text: str) -> Line:
    """A line as it stands: its indent is kept where it has to be broken."""
    words = text.lstrip()
    return Line.of(words, indent=len(text) - len(words), hang=2)
