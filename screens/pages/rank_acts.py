"""What one does with a rank list: place, add, note."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import Final

from coach.records import CoachError
from coach.saying import ordering as saying
from coach.saying.of_logs import program_words
from coach.saying.pasting import likely_names
from coach.saying.text import Line
from coach.subjects.ordering import Proposed
from coach.subjects.ranking import Placed, Rank
from coach.typed_words import known
from screens.pages.asking import LeftOpen, answer_to, lines_of
from screens.pages.importing import write_kind
from screens.pages.page import Page
from screens.widgets.ask import Ask, AskLines, Help
from screens.widgets.choose import Choose

OUT: Final = "-"
NO_PATIENTS: Final = "A few words, for yourself; the note of then stays beside it."


async def place(page: Page, rank: Rank) -> None:
    """Asks for a place and puts the program there."""
    question = f"Which place for {rank.title}?"
    alike = [each for each in page.coach.ranking.listed if each.supplemental == rank.supplemental]
    hint, check = f"It is {rank.place} now.", partial(number, last=len(alike))
    text = await page.ask(Ask(question, hint=hint, check=check))
    await page.attempt(f"Place {text}.", page.coach.ranking.to, rank.key, check(text))


def number(text: str, last: int) -> int:
    """A place as it is typed. Raises CoachError."""
    if not (text.isdecimal() and 1 <= int(text) <= last):
        raise CoachError(f"“{text}” is no place: type a number from 1 to {last}.")
    return int(text)


async def note(page: Page, rank: Rank) -> None:
    """Asks for a few words on how it feels now."""
    text = await page.ask(Ask(f"{rank.title}: what now?", value=rank.note, hint=NO_PATIENTS))
    await page.attempt("Kept.", page.coach.ranking.note, rank.key, text)


async def add(page: Page) -> None:
    """Asks for a program, and for more where one never interviewed there; puts it last."""
    ranking, programs = page.coach.ranking, page.coach.programs
    held = [programs.known(key) for key in ranking.held]
    mine = {each.id: program_words(each) for each in (*filter(None, held), *programs.mine)}
    program_id = await page.ask(Choose("Which program?", known(mine), may_stay_open=False))
    if program_id not in ranking.held:
        text = "No interview with them is kept as held. A program ranks whom it met."
        await page.confirm(f"Rank {mine[program_id]} all the same?", text, yes="rank it")
    hint = "As the NRMP lists it: preliminary. Enter alone, where it has no other on your list."
    track = await page.ask(Ask("Which of its tracks?", hint=hint))
    last = sum(not each.supplemental for each in ranking.listed) + 1
    await page.attempt("Added.", ranking.place, program_id, last, Placed(track, anyway=True))


async def paste(page: Page) -> None:
    """Asks for a list, which program an unsure line means, and whether to rank strangers."""
    ordering, hint = page.coach.ordering, "Names, with town or specialty, or ACGME numbers."
    question = "Paste your list: a program on each line, the first choice first"
    programs = []
    for meant in ordering.read(await page.ask(AskLines(question, hint=hint, check=ordering.read))):
        likely = likely_names(meant) | {OUT: "none of these: leave it out"}
        is_known, what = meant.sure, f"“{meant.line}” is …"
        programs.append(is_known.id if is_known else await page.pick(what, likely))
    programs = [key for key in programs if key != OUT]
    kept = await _met(page, programs, ordering.strangers(programs))
    out = f"{len(programs) - len(kept)} left out: no interview kept; v on Season keeps one."
    words = ["Ranked in the order of your list."] * bool(kept) + [out] * (kept != programs)
    if not await page.attempt(" ".join(words), ordering.take_list, kept):
        page.footer.say(" ".join(words))


async def _met(page: Page, programs: list[str], strangers: str) -> list[str]:
    """Those that are ranked, once it is asked what becomes of strangers; no Enter drops all."""
    kept = [key for key in programs if key in page.coach.ranking.held]
    if not strangers:
        return programs
    met = f"No interview is kept as held with {strangers}. A program ranks whom it met."
    choices = {OUT: "leave them out", "all": "rank them all the same"}
    return kept if await page.pick(met, choices, OUT if kept else "all") == OUT else programs


async def pairs(page: Page) -> None:
    """Asks for choices of two until all are decided or Esc; then proposes their order."""
    from screens.widgets.this_or_that import BACK, ThisOrThat

    ordering = page.coach.ordering
    with suppress(LeftOpen):
        while pair := ordering.pair():
            sides = [saying.question(page.coach, rank) for rank in pair]
            count = f"{len(ordering.choices)} of about {ordering.choices_needed}"
            mark = await answer_to(ThisOrThat(sides, count))
            if mark == BACK:
                ordering.take_back()
                continue
            first, second = pair if mark > 0 else reversed(pair)
            ordering.choose(first.key, second.key, abs(mark))
    await _propose(page, saying.pairs(page.coach, ordering.proposed()), ordering.proposed())


async def weighted(page: Page) -> None:
    """Asks for the weights of the five marks, then proposes their order."""
    ordering = page.coach.ordering
    now = " ".join(f"{name} {weight:g}" for name, weight in ordering.weights.items())
    hint = "How much each mark of your interviews counts; 0 leaves it out."
    text = await page.ask(Ask("Weights?", value=now, hint=hint, check=ordering.check_weights))
    proposed = ordering.weighed(text)
    await _propose(page, saying.weighed(page.coach, proposed), proposed)


async def _propose(page: Page, lines: list[Line], proposed: Proposed) -> None:
    """Shows an order and takes it over where that is wanted."""
    page.reload()
    await answer_to(Help("Proposed order", lines, page.tab, acts={"y": "take this order"}))
    await page.attempt("In this order now.", page.coach.ordering.take, proposed)


async def replay(page: Page) -> None:
    """Shows the algorithm run on one's own list; it takes a second, beside the page."""
    lines = await lines_of(page, ["rank", "replay"])
    page.read("Replay", [Line.of(line) for line in lines])


async def write(page: Page) -> None:
    """Writes the list to a file; one that is there is replaced only after `y`."""
    await write_kind(page, "ranks", "ranks.md")
