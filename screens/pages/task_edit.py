"""What can be changed of one task: its due day, note and links; of an own one everything."""

from __future__ import annotations

from coach.subjects.road import OWN, Step, Telling, asked
from coach.wording import hours
from screens.pages import typed
from screens.pages.page import Page
from screens.pages.typed import day_ask, number
from screens.widgets.ask import Ask

UNLINK = "unlink "


async def edit(page: Page, step: Step) -> None:
    """Asks what to change, then for the new answer."""
    what = await page.pick(f"What to change? {step.task.title}", what_can_change(page, step))
    if what in ("title", "hours", "remove"):
        await _change_own(page, step, what)
    elif what.startswith(UNLINK):
        link, key = what.removeprefix(UNLINK), step.task.key
        page.attempt(f"Link taken away: {link}", page.coach.road.tell, key, Telling(unlink=(link,)))
    else:
        await _change(page, step, what)


def what_can_change(page: Page, step: Step) -> dict[str, str]:
    """What can be changed, each with what it is at present."""
    told = step.told
    due = str(told.due) if told.due else "by the calendar" if step.due else "none"
    choices = {"due": f"Last day: {due}", "note": f"Note: {told.note or 'none'}"}
    if step.state == "waiting" and step.waits_since:
        choices["expected"] = f"Answer expected: {told.expected or 'not known'}"
    choices["link"] = "Add a link to a person, program, resource, task or document"
    choices |= {UNLINK + link: f"Take away the link {link}" for link in told.links}
    if step.task.source == OWN:
        choices["title"] = "Title"
        choices["hours"] = f"Hours: {hours(step.task.hours.usual)}"
        choices["remove"] = "Remove the task; undo brings it back"
    return choices


async def _change(page: Page, step: Step, what: str) -> None:
    """Asks for what every task has: a due day, an expected answer, a note, a link."""
    road, key, title, told = page.coach.road, step.task.key, step.task.title, step.told
    if what == "due":
        question = "What is the last day?"
        due = await page.ask(day_ask(page, question, "empty: by the calendar", value=told.due))
        day = f"Last day {due}" if due else "No last day of mine"
        page.attempt(f"{day}: {title}", road.tell, key, Telling(due=due))
    elif what == "expected":
        question = "When should they have answered?"
        day = await page.ask(day_ask(page, question, "empty: not known", value=told.expected))
        words = f"Answer expected {day or 'some day'}: {title}"
        page.attempt(words, road.tell, key, Telling(expected=day))
    elif what == "note":
        hint = "Stays on this machine. No names or dates of patients."
        note = await page.ask(Ask("Note", value=told.note, hint=hint))
        page.attempt(f"Note kept: {title}", road.tell, key, Telling(note=note))
    else:
        hint = "Kind and name with a colon: person:Dr A, document:CV, program:1402300000."
        link = await page.ask(Ask("Link it to what?", hint=hint, check=_links))
        if link:
            page.attempt(f"Linked to {link}: {title}", road.tell, key, Telling(link=(link,)))


def _links(text: str) -> tuple[str, ...]:
    return asked.links([text]) if text.strip() else ()


async def _change_own(page: Page, step: Step, what: str) -> None:
    """Asks for what only a task of one's own can have: another title, other hours, its end."""
    road, key, title = page.coach.road, step.task.key, step.task.title
    if what == "remove":
        page.attempt(f"Removed: {title}", road.remove, key)
    elif what == "title":
        title = await page.ask(Ask("What is to be done?", value=title, check=typed.title))
        page.attempt(f"Title: {title}", road.tell, key, Telling(title=title))
    else:
        value = f"{step.task.hours.usual:g}"
        question = Ask("How many hours will it take?", value=value, check=number)
        amount = number(await page.ask(question))
        page.attempt(f"{hours(amount)}: {title}", road.tell, key, Telling(hours=amount))
