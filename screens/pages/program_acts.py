"""What one does to a program besides marking it: facts, notes, weights as text."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from coach.records import CoachError
from coach.subjects.coach import Coach
from coach.subjects.programs import FACTS, Standing, checked
from coach.typed_words import known
from coach.wording import fact_words, short_name
from screens.pages.asking import LeftOpen, answer_to
from screens.pages.page import Page
from screens.pages.paper_acts import keep_letter
from screens.widgets.ask import Ask, AskLines
from screens.widgets.choose import Choose, ChooseOrType

if TYPE_CHECKING:
    from coach.subjects.pages import PageRead
    from screens.pages.programs import ProgramsPage

WEBSITE: Final = "program website"
SOURCES: Final = {
    source: source
    for source in (WEBSITE, "the program wrote to me", "FREIDA", "a resident told me")
}
TAKE_BACK: Final = "none"
MEANS: Final = {
    "place": "in or near a state you named",
    "type": "the type of program you wish",
    "size": "as many places as you wish",
    "ties": "people or ties you have there",
    "visa": "how sure a fitting visa is",
    "prospects": "how likely it invites you",
}
"""What each weight is of."""


async def record_fact(page: Page, standing: Standing) -> None:
    """Asks for a fact, its value and where it was read; records it and says how the list moved."""
    coach, program = page.coach, standing.program
    before = standing_words(coach, program.id)
    facts = coach.programs.known_facts(program.id)
    fields = {field: f"{FACTS[field].label}: {fact_words(fact)}" for field, fact in facts.items()}
    field = await page.pick("Which fact did you read?", fields)
    value, source = await page.ask(_value_question(field)), ""
    if value == TAKE_BACK:
        value = ""
    else:
        question = ChooseOrType("Where did you read it?", known(SOURCES), may_stay_open=False)
        source = await page.ask(question)
    read = partial(coach.programs.record_fact, program.id, field, value, source)
    await page.attempt(lambda _: f"Recorded: {moved_words(coach, program.id, before)}", read)


async def paste(page: Page, standing: Standing) -> None:
    """Asks for the text of a page or an answer, keeps what is chosen of what it states, and shows
    what stays open as one question."""
    from coach.saying import program_page as saying

    coach, program_id = page.coach, standing.program.id
    question = AskLines(
        "Paste the text of its page, or what its coordinator answered",
        hint="All of it; nothing is kept before you choose",
        understood=partial(saying.understood, coach, program_id),
    )
    text = await page.ask(question)
    if coach.paper.is_letter(text):
        await keep_letter(page, text)
        return
    read = coach.pages.read(program_id, text)
    if not read.stated:
        raise CoachError(saying.NOTHING)
    before = standing_words(coach, program_id)
    if values := await _stated(page, read, coach.pages.otherwise(program_id, text)):
        moved = partial(moved_words, coach, program_id, before)
        await page.attempt(lambda _: f"Recorded: {moved()}", coach.pages.keep, read, values)
    page.read("What the page states and leaves open", saying.page_lines(coach, read))


async def _stated(page: Page, read: PageRead, other: str) -> dict[str, str]:
    """What is chosen of what a page states; nothing is marked where it names another program."""
    from coach.saying import program_page as saying

    words = {saying.stated_words(page.coach, read, each): each for each in read.stated}
    shown = {line: line for line, each in words.items() if not each.prefers}
    sure = [line for line in shown if not (words[line].doubt or other)]
    lead = "The sure ones are marked; mark what else is right, unmark what is not"
    if other:
        lead = f"{saying.doubted(page.coach, read, other)} Mark what is right"
    chosen = await page.pick_several(lead, shown, sure)
    return read.chosen(words[line] for line in chosen)


def _value_question(field: str) -> Ask:
    fact, check = FACTS[field], partial(_check_value, field)
    if not fact.limits and not fact.words:
        return Ask(f"{fact.label}: what does it say? ({TAKE_BACK} takes it back)", check=check)
    if fact.limits is None:
        choices = {word: word for word in fact.words} | {TAKE_BACK: "take my fact back"}
        question = f"{fact.label}: what does it say?"
        return Choose(question, known(choices), may_stay_open=False, check=check)
    low, high = fact.limits
    question = f"{fact.label}: which number, {low:g} to {high:g}? ({TAKE_BACK} takes it back)"
    return Ask(question, check=check)


def _check_value(field: str, value: str) -> None:
    checked(field, "" if value == TAKE_BACK else value)
    if not value.strip():
        raise CoachError("Type what you read, or Esc.")


def moved_words(coach: Coach, program_id: str, before: tuple[int, float, bool]) -> str:
    """How a program moved: `score 88 → 61, place 3 → 45 of 214`."""
    place, score, failed = before
    place_now, score_now, fails_now = standing_words(coach, program_id)
    if fails_now and not failed:
        where = "a gate fails: off the list (f shows those too)"
    elif failed and not fails_now:
        where = f"no gate fails any more: place {place_now}"
    else:
        where = f"place {place} → {place_now}" if place != place_now else f"still place {place}"
    return f"score {score:.0f} → {score_now:.0f}, {where}"


def standing_words(coach: Coach, program_id: str) -> tuple[int, float, bool]:
    """Place among the open programs of its specialty, score, and whether a gate fails."""
    standing = coach.programs.standing(program_id)
    better = [
        other.program.id
        for other in coach.programs.ranked((standing.program.specialty,))
        if not other.numbers.failed or other.program.id == program_id
    ]
    return better.index(program_id) + 1, standing.numbers.score, standing.numbers.failed


def copies(page: Page, standing: Standing | None) -> dict[str, str]:
    """What can be copied of a program: its page, the question for what is open, who it is."""
    if standing is None:
        return {}
    program, pages = standing.program, page.coach.pages
    _, question = pages.left_open(pages.read(program.id, ""))
    who = f"{program.name}, {program.city}, {program.state}, {program.specialty}"
    return {"link": program.website, "question": question, "line": f"{who}, ACGME {program.id}"}


async def mark(page: Page, standing: Standing, word: str, done: str, undone: str) -> None:
    """Marks a program, or takes that mark away; a note stays with another mark."""
    kept, marks = standing.mark, page.coach.programs.marks
    now = (marks.get(key.split(":")[0]) for key in page.meant)
    again = all(each is not None and each.mark == word for each in now)
    note = kept.note if kept and not again else ""
    name = short_name(standing.program)
    words = f"{undone if again else done}: {name}"
    await page.attempt(
        words, page.coach.programs.mark, standing.program.id, "" if again else word, note
    )


async def note(page: Page, standing: Standing) -> None:
    """Asks for a note on a program; one that is not marked is kept in mind with it."""
    kept = standing.mark
    word = kept.mark if kept else "maybe"
    what = page.called("")
    question = Ask(
        f"What do you want to remember{f' of {what}' if what else ''}?",
        value=kept.note if kept else "",
    )
    text = await page.ask(question)
    done = "Noted" if kept else f"Noted, marked {word}"
    await page.attempt(done, page.coach.programs.mark, standing.program.id, word, text)


async def weigh(page: ProgramsPage) -> None:
    """Asks what counts how much; the list follows as one types, and Esc puts it back."""
    from screens.widgets.weighing import Weighing

    row = page.rows.selected or ""
    try:
        weights = await answer_to(Weighing(MEANS, page.coach.profile.weights, page.follow))
    except LeftOpen:
        page.follow(None)
        page.rows.go_to(row)
        raise
    page.trial = None
    done = f"Weights: {' '.join(f'{wish} {weight:g}' for wish, weight in weights.items())}"
    values = {f"weights.{wish}": weight for wish, weight in weights.items()}
    await page.attempt(done, page.coach.profile.change, values, done)
