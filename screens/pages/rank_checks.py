"""What one says of a rank list: answers to its final check, certified, true; then 1 July."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

from coach.saying import rank_checks as saying
from coach.saying.text import Line
from screens.pages.asking import LeftOpen, answer_to, lines_of
from screens.widgets.ask import Help

if TYPE_CHECKING:
    from coach.subjects.ranking import Rank
    from screens.pages.page import Page

ASKED: Final = {
    "would_go": "Where would you go? Take the mark off where not",
    "visa_in_writing": "Who wrote to you that your visa is offered?",
    "met_for": "For which tracks did you interview?",
}
"""What is asked of the whole list, by the field that keeps it."""
LABELS: Final = 16
ACTS: Final = {"ranking.told": "answers", "ranking.certified": "certified"}
"""What the rows of the check name a key for."""
NOT_CERTIFIED: Final = "Left as it was: nothing is kept as certified."


async def check(page: Page) -> None:
    """Shows every rule held against the list; the keys that its rows name work there too."""
    lines = saying.checks(page.coach, page.coach.ranking.check())[1:]
    keys = {page.key_of(act): act for act in ACTS}
    acts = {key: ACTS[act] for key, act in keys.items()}
    shown = Help("Final check", lines, page.tab, label_width=LABELS, acts=acts)
    page.app.call_later(page.action_do, keys[await answer_to(shown)])


async def answers(page: Page) -> None:
    """Asks for the whole list where one would go, who wrote, and for which tracks one met them.
    What was answered is kept whatever is left open after it."""
    with suppress(LeftOpen):
        for field, question in ASKED.items():
            if ranks := page.coach.ranking.asked(field):
                marked = [rank.key for rank in ranks if _is_yes(rank, field)]
                names = {rank.key: f"{rank.place:>2}  {rank.short}" for rank in ranks}
                yes = await page.pick_several(question, names, marked)
                told = saying.KEPT[field].format(f"{len(yes)} of {len(ranks)}")
                if not await page.attempt(told, page.coach.ranking.answer, field, yes):
                    page.footer.say(told)


def _is_yes(rank: Rank, field: str) -> bool:
    """Whether it is marked at first: one would go wherever nothing else was said."""
    value = getattr(rank, field)
    return value != "no" if field == "would_go" else value not in ("", "no", None)


async def certified(page: Page) -> None:
    """Keeps that the list was certified in R3 as it stands here."""
    text = "In R3 you press certify yourself; here only the day and the order are kept."
    now = page.coach.ranking.check()
    if any(row.outcome == "broken" for row in now):
        text = f"{saying.in_short(now)} (c says what). {text}"
    try:
        await page.confirm("Is exactly this list certified in R3?", text, yes="it is")
    except LeftOpen:
        page.footer.say(NOT_CERTIFIED)
        return
    if await page.attempt("Kept.", page.coach.ranking.certify):
        with suppress(LeftOpen):
            await check(page)


async def true(page: Page) -> None:
    """Keeps that the order is true."""
    text = "Each place is where you would rather be than at the next, whatever the chances."
    await page.confirm("Is this the true order?", text, yes="it is true")
    await page.attempt("Kept: the order is true. f shows 1 July, once.", page.coach.ranking.is_true)


async def july(page: Page) -> None:
    """Shows what stands between the applicant and the first of July, once the order is true."""
    page.coach.ranking.check_july()
    lines = await lines_of(page, ["rank", "july"])
    page.read("1 July", [Line.of(line) for line in lines])
