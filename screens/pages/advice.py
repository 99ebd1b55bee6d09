"""What the core says about changing something, in programs and on the road; nothing is changed.
Each answer is that of a command: it takes up to half a second, the keys stay free, Esc ends it."""

from __future__ import annotations

from functools import partial
from typing import Final

from coach.records import CoachError
from coach.saying.text import Line
from coach.subjects.road import Step, asked
from screens.pages.asking import lines_of, result_of, work_out
from screens.pages.page import Page
from screens.pages.typed import DAYS, number
from screens.widgets.ask import Ask

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
    page.read(QUESTIONS[question].split("?")[0] + "?", [as_it_stands(text) for text in lines])


async def insure(page: Page) -> None:
    """Shows what a dollar buys, in the road and in applications."""
    from coach.saying.insuring import bought  # with the list and the road, not for the week

    if page.coach.insuring.kept() is None:
        await result_of(partial(work_out, page, "insure"))
    if answer := page.coach.insuring.kept():
        lines = bought(page.coach, answer)
        remarks = [line for line in lines if line.is_note]
        page.read("What a dollar buys", [*lines[: -len(remarks) or None], Line(), *remarks])


async def hundred(page: Page) -> None:
    """Shows how many of a hundred pass each gate of the road, as published."""
    from coach.saying.hundred import hundred as words

    page.read(
        "A hundred like you", words(page.coach, page.coach.hundred.hundred(), page.size.width)
    )


async def honest(page: Page) -> None:
    """Shows what is published and known of one more attempt."""
    from coach.saying.hundred import honest as words

    page.read("The honest year", words(page.coach, page.coach.hundred.honest()))


def _scenarios(page: Page) -> dict[str, str]:
    """All together, or one of them; own files that cannot be read are said by the command."""
    try:
        known = page.coach.deciding.scenarios()
    except CoachError:
        known = {}
    titles = {key: scenario.title for key, scenario in known.items()}
    return {"": "all of them, in short"} | titles


def as_it_stands(text: str) -> Line:
    """A line as it stands: its indent is kept where it has to be broken."""
    words = text.lstrip()
    return Line.of(words, indent=len(text) - len(words), hang=2)


async def what_if(page: Page, step: Step | None) -> None:
    """Asks what would be otherwise, and shows both roads as text to read."""
    choices = {"year": "Another Match year", "hours": "Other hours a week"}
    if step and not step.finished:
        title = step.task.title
        again = {"start": f"Start on another day: {title}", "done": f"Have it done: {title}"}
        choices = again | choices
    what = await page.pick("What if?", choices)
    if step and what in ("start", "done"):
        words, otherwise = await _other_step(page, step, what)
    else:
        words, otherwise = await _other_pace(page, what)
    lines = await lines_of(page, ["what-if", *words])
    head = Line.of(f"The road {otherwise}, beside the present one", "strong")
    page.read("What if", [head, Line(), *map(as_it_stands, lines)])


async def _other_step(page: Page, step: Step, what: str) -> tuple[list[str], str]:
    """Options of the command, and in words what is otherwise of a task."""
    key, title = step.task.key, step.task.title
    if what == "done":
        return ["--done", key], f"with “{title}” done"
    read = partial(_needed_day, page)
    question = f"On which day would you begin? {title}"
    day = read(await page.ask(Ask(question, hint=f"{DAYS}.", check=read)))
    return ["--start", f"{key}={day}"], f"with “{title}” begun on {day}"


async def _other_pace(page: Page, what: str) -> tuple[list[str], str]:
    """Options of the command, and in words what is otherwise of the year or the hours."""
    if what == "year":
        read, value = partial(_match_year, page), str(page.coach.season.year + 1)
        year = read(await page.ask(Ask("Which Match year?", value=value, check=read)))
        return ["--match-year", str(year)], f"in the Match of {year}"
    amount = number(await page.ask(Ask("How many hours a week?", check=number)))
    return ["--hours", f"{amount:g}"], f"with {amount:g} h a week"


def _needed_day(page: Page, text: str) -> str:
    day = asked.coming_day(text, page.coach.today, "the day")
    if day is None:
        raise CoachError(f"{DAYS}, please.")
    return str(day)


def _match_year(page: Page, text: str) -> int:
    if not text.strip().isdigit():
        raise CoachError(f"“{text}” is not a year like {page.coach.season.year + 1}.")
    return asked.match_year(int(text), page.coach.today)
