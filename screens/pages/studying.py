"""Keys of the pages of exams, practice tests, study and mistakes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from coach.saying import study
from coach.saying.ready import readiness as ready_words
from coach.subjects.study import NAMES, Slip
from coach.wording import short
from screens.pages.advice import as_it_stands
from screens.pages.asking import answer_to, lines_of
from screens.pages.page import Page
from screens.pages.typed import day_ask
from screens.widgets.ask import Help

if TYPE_CHECKING:
    from coach.subjects.study import ExamEntry, PracticeTest, Session
    from screens.pages.log_page import LogPage

MEANS: Final = {
    "again": "Again: I had forgotten it",
    "hard": "Hard: with effort",
    "good": "Good: I knew it",
    "easy": "Easy: at once",
}


def _exam(page: Page, item: ExamEntry | PracticeTest | Session | None) -> str:
    """The exam that the entry under the cursor is of; else the next one."""
    if item is None:
        return page.coach.study.exam_of()
    return item.key if page.page == "exams" else getattr(item, "exam", "")


async def plan(page: Page, item: ExamEntry | Session | None) -> None:
    """Shows the plan of an exam to read."""
    exam = _exam(page, item)
    page.read(f"{NAMES[exam]}: the plan", study.plan(page.coach, page.coach.study.plan(exam)))


async def readiness(page: Page, item: ExamEntry | PracticeTest | None) -> None:
    """Shows how near an exam is."""
    ready = page.coach.study.readiness(_exam(page, item))
    page.read(f"{NAMES[ready.exam]}: ready?", ready_words(page.coach, ready))


async def replan(page: Page, item: ExamEntry | None) -> None:
    """Asks for a day, shows what it moves, costs and gains, and moves the exam there by `y`."""
    coach, exam = page.coach, _exam(page, item)
    now = coach.study.plan(exam)
    fits = short(now.fits_on, coach.today) if now.fits_on else ""
    empty = f"empty: {fits}, the first that fits" if fits else "a day is needed"
    question = f"{NAMES[exam]} on which day?"
    day = await page.ask(day_ask(page, question, empty)) or str(now.fits_on or "")
    lines = await lines_of(page, ["study", "replan", exam, *[day] * bool(day)])
    text = [as_it_stands(line) for line in lines if line != study.APPLY]
    title = f"{NAMES[exam]} on another day"
    await answer_to(Help(title, text, page.tab, acts={"y": "move the exam to this day"}))
    await page.attempt(f"{NAMES[exam]} moved to {day}", coach.study.move, exam, day)


async def review(page: LogPage) -> None:
    """Asks the mistakes that are due one after the other; Esc stops, what was answered stays. The
    page above the questions is blank meanwhile: it holds the answers."""
    study_of = page.coach.study
    due = list(study_of.due().get(page.coach.today, ()))
    if not due:
        page.footer.say("Nothing is due today.")
        return
    page.rows.visible = page.pane.visible = False
    try:
        for place, slip in enumerate(due, 1):
            where = f"{place} of {len(due)}  "
            question = f"{where}{_cue(slip)}: say it before you look"
            await page.pick(question, {"show": "Show what I wrote"})
            word = await page.pick(f"{where}{slip.lesson}", MEANS, "good")
            await page.attempt(partial(_comes_again, page), study_of.answer, slip.key, word)
    finally:
        page.rows.visible = page.pane.visible = True


def _cue(slip: Slip) -> str:
    """What a mistake was about; of its words those before a colon."""
    before, colon, _ = slip.lesson.partition(":")
    about = (slip.exam, slip.subject, slip.cause, before if colon else "")
    return " · ".join(filter(None, about)) or f"of {slip.day}"


def _comes_again(page: Page, slip: Slip) -> str:
    return f"It comes again on {short(slip.due, page.coach.today)}"
