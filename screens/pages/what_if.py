"""What if: the road beside that of another start, Match year or pace; nothing is changed."""

from __future__ import annotations

from collections.abc import Callable

from coach.journey import asked
from coach.journey.plan import Step
from coach.records import CoachError
from coach.saying.text import Line
from screens.pages.advice import PATIENCE_S, ask_command
from screens.pages.page import Page
from screens.pages.task_asks import DAYS, checked, day_ask, number, series
from screens.widgets.ask import Ask, Pick


def ask_what_if(page: Page, step: Step | None) -> None:
    """Asks what would be otherwise, and shows both roads as text to read."""
    choices = {"year": "Another Match year", "hours": "Other hours a week"}
    if step and not step.finished:
        choices = {
            "start": f"Start on another day: {step.task.title}",
            "done": f"Have it done: {step.task.title}",
        } | choices

    def chosen(answer: tuple[str, ...] | None) -> None:
        if answer == ("done",) and step:
            _show(page, ["--done", step.task.key], f"with “{step.task.title}” done")
        elif answer:
            _ASKED[answer[0]](page, step)

    page.app.push_screen(Pick("What if?", choices), chosen)


def _start(page: Page, step: Step | None) -> None:
    if step is None:
        return
    title, key, today = step.task.title, step.task.key, page.coach.today

    def given(answers: list[str]) -> None:
        day = asked.coming_day(answers[0], today, "the day")
        _show(page, ["--start", f"{key}={day}"], f"with “{title}” begun on {day}")

    def needed(text: str) -> None:
        if asked.coming_day(text, today, "the day") is None:
            raise CoachError(f"{DAYS}, please.")

    ask = day_ask(page, f"On which day would you begin? {title}", "Esc goes back")
    series(page, [Ask(ask.question, hint=f"{DAYS}.", check=checked(needed))], given)


def _year(page: Page, step: Step | None) -> None:
    today = page.coach.today

    def read(text: str) -> int:
        if not text.strip().isdigit():
            raise CoachError(f"“{text}” is not a year like {page.coach.season.year + 1}.")
        return asked.match_year(int(text), today)

    def given(answers: list[str]) -> None:
        _show(page, ["--match-year", str(read(answers[0]))], f"in the Match of {answers[0]}")

    question = "Which Match year?"
    value = str(page.coach.season.year + 1)
    series(page, [Ask(question, value=value, check=checked(read))], given)


def _hours(page: Page, step: Step | None) -> None:
    def given(answers: list[str]) -> None:
        amount = number(answers[0])
        _show(page, ["--hours", f"{amount:g}"], f"with {amount:g} h a week")

    series(page, [Ask("How many hours a week?", check=checked(number))], given)


_ASKED: dict[str, Callable[[Page, Step | None], None]] = {
    "start": _start,
    "year": _year,
    "hours": _hours,
}


def _show(page: Page, words: list[str], said: str) -> None:
    page.begin(_work_out(page, words, said))


async def _work_out(page: Page, words: list[str], said: str) -> None:
    patience = page.set_timer(
        PATIENCE_S, lambda: page.footer.say("Working it out … Esc lets it be.")
    )
    try:
        sentences, problem = await ask_command(page, ["what-if", *words])
    finally:
        patience.stop()
    page.footer.hush()
    if problem:
        page.footer.say(problem, "warn")
        return
    lines = [Line.of(one, hang=2) for one in sentences]
    page.read(
        "What if", [Line.of(f"The road {said}, beside the present one", "strong"), Line(), *lines]
    )
