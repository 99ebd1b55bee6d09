"""The questions behind the keys for single tasks; Esc leaves everything as it was."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Final

from coach.journey import asked
from coach.journey.plan import Step
from coach.records import STAGES, CoachError
from coach.subjects.road import LONGEST, MOST_HOURS, NewTask
from coach.wording import hours
from screens.pages.page import Page
from screens.widgets.ask import Ask, Pick

DAYS: Final = "A day like Thursday, tomorrow or 2027-03-01"
LEFT: Final = "Left as it was."


def series(page: Page, asks: Sequence[Ask], done: Callable[[list[str]], None]) -> None:
    """Asks one question after the other and hands on all answers."""
    answers: list[str] = []

    def answered(text: str | None) -> None:
        if text is None:
            page.footer.say(LEFT)
            return
        answers.append(text.strip())
        next_one()

    def next_one() -> None:
        if len(answers) == len(asks):
            done(answers)
        else:
            page.app.push_screen(asks[len(answers)], answered)

    next_one()


def checked(read: Callable[[str], object]) -> Callable[[str], str | None]:
    """What says why an answer cannot be taken, from what would read it."""

    def check(text: str) -> str | None:
        try:
            read(text)
        except CoachError as error:
            said = str(error)
            return said[:1].upper() + said[1:]
        return None

    return check


def number(text: str) -> float:
    """Hours as typed: `1.5`, `1,5`, `2 h`. Raises CoachError."""
    try:
        amount = float(text.strip().removesuffix("h").replace(",", "."))
    except ValueError:
        raise CoachError(f"“{text}” is not a number of hours like 1.5.") from None
    if not 0 < amount <= MOST_HOURS:
        raise CoachError(f"{text}: more than 0 and at most {MOST_HOURS:g} hours.")
    return amount


def day_ask(page: Page, question: str, empty: str, past: bool = False, value: str = "") -> Ask:
    """A question for a day: to come, or with `past` gone by; `empty` says what no answer means."""
    read = asked.past_day if past else asked.coming_day
    today = page.coach.today
    return Ask(
        question,
        value=value,
        hint=f"{DAYS}; {empty}.",
        check=checked(lambda text: read(text, today, "the day")),
    )


def ask_skip(page: Page, step: Step) -> None:
    """Asks for the reason, then leaves the task out."""
    key, title = step.task.key, step.task.title

    def given(answers: list[str]) -> None:
        page.attempt(lambda: page.coach.road.skip(key, answers[0]), f"Skipped: {title}")

    why = Ask(f"Why leave it out? {title}", hint="Kept with the task; empty is fine.")
    series(page, [why], given)


def ask_move(page: Page, step: Step) -> None:
    """Asks for one of the days of the week that is planned, or a later week."""
    key, title = step.task.key, step.task.title
    choices = move_days(page, step)

    def chosen(answer: tuple[str, ...] | None) -> None:
        if answer:
            day = "" if answer[0] == "free" else answer[0]
            said = f"Moved to {choices[answer[0]].split('  ')[0]}" if day else "Back in the plan"
            page.attempt(lambda: page.coach.road.move(key, day), f"{said}: {title}")

    now = str(step.told.day) if step.told.day else ""
    page.app.push_screen(Pick(f"Which day? {title}", choices, chosen=(now,)), chosen)


def move_days(page: Page, step: Step) -> dict[str, str]:
    """The days left of the week with the hours planned on each, then the next two weeks."""
    plan = page.coach.week.plan()
    first = max(plan.monday, page.coach.today)
    choices = {}
    for number in range((plan.monday - first).days + WEEK):
        day = first + timedelta(days=number)
        load = sum(part for _, part in plan.on(day))
        planned = f"  {hours(load)} planned" if load else ""
        choices[str(day)] = f"{day:%A} {day.day} {day:%b}{planned}"
    for weeks, words in ((1, "Next week"), (2, "The week after")):
        day = plan.monday + timedelta(weeks=weeks)
        choices[str(day)] = f"{words}, {day.day} {day:%b}"
    if step.told.day:
        choices["free"] = "No day of mine: let the plan choose"
    return choices


WEEK: Final = 7


def ask_snooze(page: Page, step: Step) -> None:
    """Asks until when the task is put off."""
    key, title, until = step.task.key, step.task.title, step.told.snoozed

    today = page.coach.today
    monday = str(today + timedelta(days=WEEK - today.weekday()))

    def given(answers: list[str]) -> None:
        day = answers[0] or ("" if until else monday)
        said = f"Put off until {day}" if day else "Not put off any more"
        page.attempt(lambda: page.coach.road.snooze(key, day), f"{said}: {title}")

    value, empty = (str(until), "empty wakes it") if until else ("", "empty: until next Monday")
    question = f"Put it off until when? {title}"
    series(page, [day_ask(page, question, empty, value=value)], given)


def ask_part(page: Page, step: Step) -> None:
    """Asks how many hours of the task are done."""
    key, title = step.task.key, step.task.title

    def given(answers: list[str]) -> None:
        amount = number(answers[0])
        if amount >= step.hours_left - 0.01:
            _ask_done(page, step, amount)
            return
        page.attempt(
            lambda: page.coach.road.part(key, amount), f"{hours(amount)} of it are done: {title}"
        )

    left = f"About {hours(step.hours_left)} are left of it; the rest stays in the plan."
    question = f"How many hours of it are done? {title}"
    series(page, [Ask(question, hint=left, check=checked(number))], given)


def _ask_done(page: Page, step: Step, amount: float) -> None:
    """Asks what hours mean that are all that was left, or far more than that."""
    key, title = step.task.key, step.task.title
    left = f"about {hours(step.hours_left)} were left"
    question = f"{hours(amount)} done, and {left}: is it done? {title}"
    if amount > FAR_MORE * step.hours_left:
        question = f"{hours(amount)}, where {left}? {title}"
    choices = {
        "again": "Say the hours again",
        "done": f"Yes, it is done: it took {hours(amount)} more",
        "part": "Count the hours; something is left of it",
    }
    if amount <= FAR_MORE * step.hours_left:
        choices = {key: choices[key] for key in ("done", "part")}

    def chosen(answer: tuple[str, ...] | None) -> None:
        if answer == ("again",):
            ask_part(page, step)
        elif answer == ("done",):
            spent = step.told.hours_done + amount
            page.attempt(lambda: page.coach.road.finish(key, hours=spent), f"Done: {title}")
        elif answer == ("part",):
            page.attempt(
                lambda: page.coach.road.part(key, amount),
                f"{hours(amount)} of it are done: {title}",
            )
        else:
            page.footer.say(LEFT)

    page.app.push_screen(Pick(question, choices), chosen)


FAR_MORE: Final = 3.0
"""Times what is left from which hours look like a slip of the finger (judgement)."""


def ask_wait(page: Page, step: Step) -> None:
    """Asks since when others have the task, and when they should answer."""
    key, title = step.task.key, step.task.title

    def given(answers: list[str]) -> None:
        since, expected = (answer or None for answer in answers)
        page.attempt(
            lambda: page.coach.road.wait(key, since, expected), f"Waits for others: {title}"
        )

    since = day_ask(page, f"Since when do others have it? {title}", "empty: today", past=True)
    until = day_ask(page, "When should they have answered?", "empty: not known")
    series(page, [since, until], given)


def ask_add(page: Page) -> None:
    """Asks for title, hours and due day of a task of the applicant's own."""
    coach = page.coach

    def given(answers: list[str]) -> None:
        title, amount, due = answers
        added: list[str] = []
        page.attempt(
            lambda: added.append(
                coach.road.add(NewTask(title, hours=number(amount) if amount else 1.0, due=due))
            ),
            lambda: f"Added{_where(page, added[0])}: {title}",
        )
        if added:
            page.rows.go_to(added[0])

    def fits(text: str) -> object:
        return asked.words(text, "The title", LONGEST, needed=True)

    series(
        page,
        [
            Ask("What is to be done?", hint="In a few words.", check=checked(fits)),
            Ask(
                "How many hours will it take?",
                hint="Empty: 1 h.",
                check=checked(lambda text: number(text) if text.strip() else None),
            ),
            day_ask(page, "By when?", "empty: no date"),
        ],
        given,
    )


def _where(page: Page, key: str) -> str:
    """Says when the week has no room for a task that was just added."""
    if any(one.step.task.key == key for one in page.coach.week.plan().planned):
        return ""
    stage = STAGES[page.coach.road.step(key).task.stage]
    return f" on Journey, under {stage}; this week is full"
