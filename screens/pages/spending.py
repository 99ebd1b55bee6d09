"""Keys of the page of money: its months, a rate, what was paid before."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from coach.records import CoachError
from coach.saying.money import bill_lines, bill_words, forecast, fund_words, paid_words, told
from screens.widgets.ask import Ask

if TYPE_CHECKING:
    from coach.subjects.coach import Coach
    from screens.pages.page import Page


async def months(page: Page) -> None:
    """Shows what each month takes, what it is, and why."""
    page.read("Money by month", forecast(page.coach, page.coach.money.forecast()))


async def why(page: Page) -> None:
    """Asks which payment to come, and shows what it costs and why."""
    bills = page.coach.money.forecast().dated_first
    if not bills:
        page.footer.say("Nothing is still to come.")
        return
    rows = {str(place): bill_words(page.coach, bill) for place, bill in enumerate(bills)}
    bill = bills[int(await page.pick("Which payment?", rows))]
    page.read(bill.what, bill_lines(page.coach, bill))


async def tell(page: Page) -> None:
    """Asks for rates, what is put by each month and savings, and keeps them."""
    money = page.coach.money
    own = (money.currency or "PKR").lower()
    hint = (
        f"As in: 280 {own}; put by 40000 {own}; savings 300000 {own}. The first is what one USD "
        "costs; what you put by is what is left each month for this, not what you earn."
    )
    line = await page.ask(
        Ask(
            "A rate, what you put by, savings?",
            hint=hint,
            check=money.read,
            understood=partial(_understood, page.coach),
        )
    )
    if funds := await page.attempt("", money.tell, line):
        page.footer.say(told(page.coach, funds)[0].text)


def _understood(coach: Coach, line: str) -> str:
    try:
        return f"Kept will be: {' · '.join(map(fund_words, coach.money.read(line)))}."
    except CoachError:
        return ""


async def before(page: Page) -> None:
    """Asks which costs of finished steps were paid, and keeps those, without a day."""
    entries = page.coach.money.finished()
    if not entries:
        page.footer.say("No finished step has a fee that is not kept already.")
        return
    rows = {str(place): paid_words(entry) for place, entry in enumerate(entries)}
    chosen = await page.pick_several(
        "Paid? At today's list prices, without a day", rows, list(rows)
    )
    log = page.coach.logs["spending"]
    await page.attempt(
        "Added.", log.keep, "Added: what was paid", [entries[int(key)] for key in chosen]
    )
