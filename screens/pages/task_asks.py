"""The questions behind the keys for single tasks; Esc leaves everything as it was."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Final

from coach.records import STAGES
from coach.subjects.road import OWN, Acted, NewTask, Step, Telling, asked
from coach.wording import hours, short
from screens.pages import typed
from screens.pages.asking import LeftOpen
from screens.pages.page import Page
from screens.pages.typed import day_ask, number
from screens.widgets.ask import Ask

WEEK: Final = 7
NO_DAY: Final = "free"
UNLINK: Final = "unlink "
FAR_MORE: Final = 3.0
"""Times what is left from which hours look like a slip of the finger (judgement)."""


async def skip(page: Page, step: Step) -> None:
    """Asks for the reason, then leaves the task out."""
    title = page.called(step.task.title)
    hint = "Kept with the task; empty is fine."
    why = await page.ask(Ask(f"Why leave it out? {title}", hint=hint))
    await page.attempt(f"Skipped: {title}", page.coach.road.skip, step.task.key, why)


async def move(page: Page, step: Step) -> None:
    """Asks for one of the days of the week that is planned, or a later week."""
    choices = move_days(page, step)
    day = await page.pick(
        f"Which day? {page.called(step.task.title)}", choices, str(step.told.day or "")
    )
    done = "Back in the plan" if day == NO_DAY else f"Moved to {choices[day].split('  ')[0]}"
    to = "" if day == NO_DAY else day
    await page.attempt(f"{done}: {step.task.title}", page.coach.road.move, step.task.key, to)


def move_days(page: Page, step: Step) -> dict[str, str]:
    """The days left of the week with the hours planned on each, then the next two weeks."""
    plan = page.coach.week.plan()
    first = max(plan.monday, page.coach.today)
    choices = {}
    for later in range((plan.monday - first).days + WEEK):
        day = first + timedelta(days=later)
        load = sum(part for _, part in plan.on(day))
        planned = f"  {hours(load)} planned" if load else ""
        choices[str(day)] = f"{day:%A} {short(day, page.coach.today)}{planned}"
    for weeks, words in ((1, "Next week"), (2, "The week after")):
        day = plan.monday + timedelta(weeks=weeks)
        choices[str(day)] = f"{words}, {short(day, page.coach.today)}"
    if step.told.day:
        choices[NO_DAY] = "No day of mine: let the plan choose"
    return choices


async def snooze(page: Page, step: Step) -> None:
    """Asks until when the task is put off."""
    title, until, today = page.called(step.task.title), step.told.snoozed, page.coach.today
    empty = "empty wakes it" if until else "empty: until next Monday"
    day = await page.ask(day_ask(page, f"Put it off until when? {title}", empty, value=until))
    if not day and not until:
        day = str(today + timedelta(days=WEEK - today.weekday()))
    await page.attempt(partial(_put_off, page, step), page.coach.road.snooze, step.task.key, day)


def _put_off(page: Page, step: Step, changed: Acted) -> str:
    until = page.coach.road.step(step.task.key).told.snoozed
    words = f"Put off until {short(until, page.coach.today)}" if until else "Not put off any more"
    return f"{words}: {step.task.title}"


async def part(page: Page, step: Step) -> None:
    """Asks how many hours of the task are done, and whether that was all of it."""
    title, key, meant = step.task.title, step.task.key, "again"
    left = f"About {hours(step.hours_left)} are left of it; the rest stays in the plan."
    question = f"How many hours of it are done? {title}"
    while meant == "again":
        amount = number(await page.ask(Ask(question, hint=left, check=number)))
        meant = await _meant(page, step, amount)
    if meant == "done":
        spent = step.told.hours_done + amount
        await page.attempt(f"Done: {title}", page.coach.road.finish, key, hours=spent)
    else:
        done = f"{hours(amount)} of it are done: {title}"
        await page.attempt(done, page.coach.road.part, key, amount)


async def _meant(page: Page, step: Step, amount: float) -> str:
    """What hours mean: "part"; asked where they are all that was left, or far more than that."""
    if amount < step.hours_left - 0.01:
        return "part"
    title, left = step.task.title, f"about {hours(step.hours_left)} were left"
    question = f"{hours(amount)} done, and {left}: is it done? {title}"
    choices = {
        "done": f"Yes, it is done: it took {hours(amount)} more",
        "part": "Count the hours; something is left of it",
    }
    if amount > FAR_MORE * step.hours_left:
        question = f"{hours(amount)}, where {left}? {title}"
        choices = {"again": "Say the hours again"} | choices
    return await page.pick(question, choices)


async def wait(page: Page, step: Step) -> None:
    """Asks since when others have the task, and when they should answer."""
    title = page.called(step.task.title)
    question = f"Since when do others have it? {title}"
    since = await page.ask(day_ask(page, question, "empty: today", past=True))
    until = await page.ask(day_ask(page, "When should they have answered?", "empty: not known"))
    done = f"Waits for others: {title}"
    telling = Telling(started=since or None, expected=until or None, waiting=True)
    await page.attempt(done, page.coach.road.tell, step.task.key, telling)


async def add(page: Page) -> None:
    """Asks for title, hours and due day of a task of the applicant's own."""
    read = partial(number, empty=1.0)
    title = await page.ask(Ask("What is to be done?", hint="In a few words.", check=typed.title))
    question = Ask("How many hours will it take?", hint="Empty: 1 h.", check=read)
    amount = read(await page.ask(question))
    due = await page.ask(day_ask(page, "By when?", "empty: no date"))
    new = NewTask(title, hours=amount, due=due)
    act = await page.attempt(
        lambda act: f"Added{_where(page, act.key)}: {title}", page.coach.road.add, new
    )
    if act:
        page.rows.go_to(act.key)


def _where(page: Page, key: str) -> str:
    """Says when the week has no room for a task that was just added."""
    if any(planned.step.task.key == key for planned in page.coach.week.plan().planned):
        return ""
    stage = STAGES[page.coach.road.step(key).task.stage]
    return f" on Journey, under {stage}; this week is full"


async def edit(page: Page, step: Step) -> None:
    """Asks what to change, then for the new answer."""
    road, key, title = page.coach.road, step.task.key, page.called(step.task.title)
    what = await page.pick(f"What to change? {title}", what_can_change(page, step))
    if what == "remove":
        await page.attempt(f"Removed: {title}", road.remove, key)
    elif what.startswith(UNLINK):
        link = what.removeprefix(UNLINK)
        await page.attempt(f"Link taken away: {link}", road.tell, key, Telling(unlink=(link,)))
    else:
        words, telling = await _change(page, step, what)
        await page.attempt(words, road.tell, key, telling)


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


async def _change(page: Page, step: Step, what: str) -> tuple[str, Telling]:
    """Asks for a new answer; what to say of it, and what to keep."""
    title, told = step.task.title, step.told
    if what == "due":
        question = "What is the last day?"
        due = await page.ask(day_ask(page, question, "empty: by the calendar", value=told.due))
        day = f"Last day {due}" if due else "No last day of mine"
        return f"{day}: {title}", Telling(due=due)
    if what == "expected":
        question = "When should they have answered?"
        day = await page.ask(day_ask(page, question, "empty: not known", value=told.expected))
        return f"Answer expected {day or 'some day'}: {title}", Telling(expected=day)
    if what == "note":
        hint = "Stays on this machine. No names or dates of patients."
        note = await page.ask(Ask("Note", value=told.note, hint=hint))
        return f"Note kept: {title}", Telling(note=note)
    if what == "title":
        title = await page.ask(Ask("What is to be done?", value=title, check=typed.title))
        return f"Title: {title}", Telling(title=title)
    if what == "hours":
        value = f"{step.task.hours.usual:g}"
        ask = Ask("How many hours will it take?", value=value, check=number)
        amount = number(await page.ask(ask))
        return f"{hours(amount)}: {title}", Telling(hours=amount)
    hint = "Kind and name with a colon: person:Dr A, document:CV, program:1402300000."
    link = await page.ask(Ask("Link it to what?", hint=hint, check=_links))
    if not link:
        raise LeftOpen
    return f"Linked to {link}: {title}", Telling(link=(link,))


def _links(text: str) -> tuple[str, ...]:
    return asked.links([text]) if text.strip() else ()
