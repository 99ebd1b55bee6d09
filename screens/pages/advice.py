"""What the core says about changing something, in programs and on the road; nothing is changed.
Each answer is that of a command: it takes up to half a second, the keys stay free, Esc ends it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from coach.records import CoachError, Record
from coach.saying.text import Line
from coach.subjects.road import Step, asked
from screens.pages.asking import answer_to, lines_of, result_of, work_out
from screens.pages.page import Page
from screens.pages.typed import DAYS, number
from screens.widgets.ask import Ask, Help

TAKES: Final = {"enter": "make it so"}
"""What a key does with a what-if."""


MORE: Final = "`coach scenario"
"""How a remark begins that names what the menu on the page lists."""


async def _told(title: str, command: str, page: Page, *words: str) -> None:
    """Shows what a command answers, to read."""
    lines = await lines_of(page, [command, *words])
    page.read(title, [as_it_stands(text) for text in lines if not text.startswith(MORE)])


levers = partial(_told, "What would open most", "levers")
years = partial(_told, "This year or next", "compare-years")
filters = partial(_told, "How programs filter", "filters")
moved = partial(_told, "What moved, and why", "moved")


async def visas(page: Page) -> None:
    """Asks which change of a visa rule, and shows what it would do."""
    key = await page.pick("What if a visa rule changes? Dated scenarios", _scenarios(page))
    await _told("If a visa rule changes", "scenario", page, *[key] * bool(key))


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


class Otherwise(Record):
    """What a what-if assumes, and how that is kept where it is taken over."""

    options: tuple[str, str]
    """Of the command."""
    words: str
    """What is otherwise: `with 20 h a week`."""
    kept: str
    """What is said once it is so."""
    keep: Callable[[], object]


async def what_if(page: Page, step: Step | None) -> None:
    """Asks what would be otherwise, and shows both roads; Enter there makes it so."""
    choices = {"year": "Another Match year", "hours": "Other hours a week"}
    if step and not step.finished:
        title = step.task.title
        again = {"start": f"Start on another day: {title}", "done": f"Have it done: {title}"}
        choices = again | choices
    what = await page.pick("What if?", choices)
    if step and what in ("start", "done"):
        otherwise = await _other_step(page, step, what)
    else:
        otherwise = await _other_pace(page, what)
    lines = await lines_of(page, ["what-if", *otherwise.options])
    head = Line.of(f"The road {otherwise.words}, beside the present one", "strong")
    read = Help("What if", [head, Line(), *map(as_it_stands, lines)], page.tab, acts=TAKES)
    await answer_to(read)
    await page.attempt(otherwise.kept, otherwise.keep)


async def _other_step(page: Page, step: Step, what: str) -> Otherwise:
    """A task that is done, or that is begun on another day."""
    key, title, road = step.task.key, step.task.title, page.coach.road
    if what == "done":
        keep = partial(road.finish, key, page.coach.today)
        return Otherwise(("--done", key), f"with “{title}” done", f"Done: {title}", keep)
    read = partial(_needed_day, page)
    question = f"On which day would you begin? {title}"
    day = read(await page.ask(Ask(question, hint=f"{DAYS}.", check=read)))
    kept = f"Moved to {day}: {title}"
    keep = partial(road.move, key, day)
    return Otherwise(("--start", f"{key}={day}"), f"with “{title}” begun on {day}", kept, keep)


async def _other_pace(page: Page, what: str) -> Otherwise:
    """Another Match year, or other hours a week."""
    who, change = page.coach.profile.applicant, page.coach.profile.change
    if what == "year":
        read, value = partial(_match_year, page), str(page.coach.season.year + 1)
        year = read(await page.ask(Ask("Which Match year?", value=value, check=read)))
        kept = f"Match year {year}{_was(who.match_year)}"
        keep = partial(change, {"match_year": year}, kept)
        return Otherwise(("--match-year", str(year)), f"in the Match of {year}", kept, keep)
    amount = number(await page.ask(Ask("How many hours a week?", check=number)))
    kept = f"{amount:g} hours a week{_was(who.hours_a_week)}"
    keep = partial(change, {"hours_per_week": amount}, kept)
    return Otherwise(("--hours", f"{amount:g}"), f"with {amount:g} h a week", kept, keep)


def _was(value: float | None) -> str:
    return "" if value is None else f", before {value:g}"


def _needed_day(page: Page, text: str) -> str:
    day = asked.coming_day(text, page.coach.today, "the day")
    if day is None:
        raise CoachError(f"{DAYS}, please.")
    return str(day)


def _match_year(page: Page, text: str) -> int:
    if not text.strip().isdigit():
        raise CoachError(f"“{text}” is not a year like {page.coach.season.year + 1}.")
    return asked.match_year(int(text), page.coach.today)
