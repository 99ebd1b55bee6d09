"""Keys of the page of money: its months, a rate, what was paid before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.saying.money import bill_lines, bill_words, forecast, told
from screens.widgets.ask import Ask

if TYPE_CHECKING:
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
    page.read(bill.name, bill_lines(page.coach, bill))


async def tell(page: Page) -> None:
    """Asks for a rate, for what is put by each month or for savings, and keeps it."""
    own = (page.coach.money.currency or "PKR").lower()
    hint = (
        f"A rate: 280 {own} (for one USD). What a month leaves for this: income 90000 {own}. "
        f"What is put aside: savings 300000 {own}."
    )
    line = await page.ask(Ask("A rate, income or savings?", hint=hint))
    if fund := page.attempt("", page.coach.money.tell, line):
        page.footer.say(told(page.coach, fund)[0].text)


async def before(page: Page) -> None:
    """Keeps what the finished steps cost, after asking."""
    text = "At the prices of today's list; change what was otherwise. Undo takes them back."
    await page.confirm("Add what your finished steps cost as paid?", text, yes="add")
    page.attempt("Added.", page.coach.money.before)
