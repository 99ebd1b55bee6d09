"""What can be changed of one task: its due day, note and links; of an own one everything."""

from __future__ import annotations

from collections.abc import Callable

from coach.journey import asked
from coach.journey.gates import OWN
from coach.journey.plan import Step
from coach.subjects.road import LONGEST, Telling
from coach.wording import hours
from screens.pages.page import Page
from screens.pages.task_asks import LEFT, checked, day_ask, number, series
from screens.widgets.ask import Ask, Pick

UNLINK = "unlink "


def ask_edit(page: Page, step: Step) -> None:
    """Asks what to change, then for the new answer."""

    def chosen(answer: tuple[str, ...] | None) -> None:
        if not answer:
            page.footer.say(LEFT)
        elif answer[0].startswith(UNLINK):
            link = answer[0].removeprefix(UNLINK)
            _tell(page, step, f"Link taken away: {link}", unlink=[link])
        else:
            _ASKED[answer[0]](page, step)

    choices = what_can_change(page, step)
    page.app.push_screen(Pick(f"What to change? {step.task.title}", choices), chosen)


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


def _tell(page: Page, step: Step, said: str, unlink: list[str]) -> None:
    key = step.task.key
    page.attempt(lambda: page.coach.road.tell(key, Telling(unlink=tuple(unlink))), said)


def _due(page: Page, step: Step) -> None:
    def given(answers: list[str]) -> None:
        said = f"Last day {answers[0]}" if answers[0] else "No last day of mine"
        page.attempt(
            lambda: page.coach.road.tell(step.task.key, Telling(due=answers[0])),
            f"{said}: {step.task.title}",
        )

    value = str(step.told.due) if step.told.due else ""
    series(
        page, [day_ask(page, "What is the last day?", "empty: by the calendar", value=value)], given
    )


def _expected(page: Page, step: Step) -> None:
    def given(answers: list[str]) -> None:
        page.attempt(
            lambda: page.coach.road.tell(step.task.key, Telling(expected=answers[0])),
            f"Answer expected {answers[0] or 'some day'}: {step.task.title}",
        )

    value = str(step.told.expected) if step.told.expected else ""
    series(
        page,
        [day_ask(page, "When should they have answered?", "empty: not known", value=value)],
        given,
    )


def _note(page: Page, step: Step) -> None:
    def given(answers: list[str]) -> None:
        page.attempt(
            lambda: page.coach.road.tell(step.task.key, Telling(note=answers[0])),
            f"Note kept: {step.task.title}",
        )

    hint = "Stays on this machine. No names or dates of patients."
    series(page, [Ask("Note", value=step.told.note, hint=hint)], given)


def _link(page: Page, step: Step) -> None:
    def given(answers: list[str]) -> None:
        if answers[0]:
            page.attempt(
                lambda: page.coach.road.tell(step.task.key, Telling(link=(answers[0],))),
                f"Linked to {answers[0]}: {step.task.title}",
            )

    hint = "Kind and name with a colon: person:Dr A, document:CV, program:1402300000."
    check = checked(lambda text: asked.links([text]) if text.strip() else ())
    series(page, [Ask("Link it to what?", hint=hint, check=check)], given)


def _title(page: Page, step: Step) -> None:
    def given(answers: list[str]) -> None:
        key = step.task.key
        page.attempt(
            lambda: page.coach.road.tell(key, Telling(title=answers[0])),
            f"Title: {answers[0]}",
        )

    check = checked(lambda text: asked.words(text, "The title", LONGEST, needed=True))
    series(page, [Ask("What is to be done?", value=step.task.title, check=check)], given)


def _hours(page: Page, step: Step) -> None:
    def given(answers: list[str]) -> None:
        key, amount = step.task.key, number(answers[0])
        page.attempt(
            lambda: page.coach.road.tell(key, Telling(hours=amount)),
            f"{hours(amount)}: {step.task.title}",
        )

    value = f"{step.task.hours.usual:g}"
    ask = Ask("How many hours will it take?", value=value, check=checked(number))
    series(page, [ask], given)


def _remove(page: Page, step: Step) -> None:
    page.attempt(lambda: page.coach.road.remove(step.task.key), f"Removed: {step.task.title}")


_ASKED: dict[str, Callable[[Page, Step], None]] = {
    "due": _due,
    "expected": _expected,
    "note": _note,
    "link": _link,
    "title": _title,
    "hours": _hours,
    "remove": _remove,
}
