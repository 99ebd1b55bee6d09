"""Money in words: spent, still to come, by month, by when, and how sure each price is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from coach.logs.spending import amount_words as amount
from coach.records import Fee
from coach.saying.bars import bar
from coach.saying.table import Col, table
from coach.saying.text import ROOM, Line, head, labelled, notes, parted
from coach.subjects.coach import Coach
from coach.wording import STATUS_WORDS, counted, narrow, short

if TYPE_CHECKING:
    from coach.subjects.kept import Spending
    from coach.subjects.money import Bill, Fund, Ledger, Month

BAR: Final = 12
COUNTS: Final = {
    "sure": "in every sum",
    "usual": "in all sums but the lowest",
    "often": "in the highest sum alone",
}
SIGNS: Final = {
    "(if)": "may come on top, in the highest sum alone",
    "(match)": "only after a match",
}
NO_PRICE: Final = (
    "flights, move, licence, first rent and living costs: no price is in the facts; plan yours, "
    "like `spent first rent 1500 usd planned 1 jul`"
)
NO_LIST: Final = "applications: nobody knows yet how many; mark programs, or make the list (L)"


def forecast(coach: Coach, ledger: Ledger) -> list[Line]:
    """The whole ledger: totals, months, what they are made of, what no sum holds."""
    rest = [Line.of(text, indent=2, hang=2) for text in not_counted(coach, ledger)]
    return [
        *parted(
            [head(headline(ledger)), *_totals(ledger)],
            _months(ledger),
            _bills(ledger),
            [head("Not counted"), *rest],
        ),
        *notes(_general(coach, ledger.bills)),
    ]


def headline(ledger: Ledger) -> str:
    """What is spent and what is to come, in a line."""
    sums = ledger.forecast
    among = f" ({amount(sums.low)} to {amount(sums.high)})" * (sums.low < sums.high)
    # What is not told is not nought.
    spent = f"Spent USD {amount(ledger.spent)}" if ledger.spent else "Spent: nothing is kept yet"
    return f"{spent} · to come USD {amount(sums.mid)}{among} until the first pay"


def _totals(ledger: Ledger) -> list[Line]:
    first = next(iter(ledger.months), None)
    mid, spent = ledger.own(ledger.forecast.mid), ledger.own(ledger.spent)
    before = f"{spent:,.0f} spent, " if spent else ""
    return labelled(
        ("Next", _next_words(ledger)),
        ("Counted", _counted_words(ledger)),
        ("This month", f"USD {amount(first.mid)}" if first and first.month else ""),
        ("Money", _balance_words(ledger)),
        (f"In {ledger.currency}", "" if mid is None else f"{before}{mid:,.0f} to come"),
        ("Rate", _rate_words(ledger)),
    )


def _next_words(ledger: Ledger) -> str:
    if not ledger.next_big:
        return ""
    *before, big = ledger.next_big
    what = [f"{bill.what} {amount(bill.usd)} ({short(bill.day, ledger.today)})" for bill in before]
    what.append(f"{big.what} {amount(big.usd)}" if before else big.what)
    total = sum(bill.usd for bill in ledger.next_big)
    return f"have USD {amount(total)} ready by {_by(ledger, big)}: {', '.join(what)}"


def _counted_words(ledger: Ledger) -> str:
    """Which applications are in the sums, where it is not those of the list."""
    more = f"; your list (L on Programs) has {ledger.proposed}" * (ledger.proposed > ledger.marked)
    words = f"of applications the {counted(ledger.marked, 'program')} marked apply{more}"
    return words if ledger.marked else ""


def _by(ledger: Ledger, bill: Bill) -> str:
    """The day of a payment: of this week's plan, and the last one."""
    latest = f" (this week's plan; at latest {short(bill.latest, ledger.today)})"
    day = short(bill.day, ledger.today) or "no day is known"
    return f"{day}{latest * bool(bill.latest)}"


def _balance_words(ledger: Ledger) -> str:
    """Where it runs short, as far as savings were told."""
    if ledger.savings is None:
        return f"{_unknown(ledger, 'savings')}; where it runs short hangs on them"
    without = (
        "" if ledger.put_by is not None else f"; {_unknown(ledger, 'put_by')}: none is counted"
    )
    if ledger.short is None:
        return f"reaches through every month{without}"
    gap = -(ledger.short.balance or 0.0)
    own = ledger.own(gap)
    also = f" ({own:,.0f} {ledger.currency})" if own else ""
    return f"runs short in {month_words(ledger.short)} by USD {amount(gap)}{also}{without}"


def _unknown(ledger: Ledger, key: str) -> str:
    """Why savings, or what is put by, are not known in USD."""
    what = {"savings": "your savings", "put_by": "what you put by each month"}[key]
    if fund := ledger.funds.get(key):
        return f"{what}: no rate of {fund.currency} is told"
    return f"{what}: not told"


def _rate_words(ledger: Ledger) -> str:
    if ledger.rate is None:
        is_known = ledger.currency not in ("", "USD")
        return f"say one, like 280 {ledger.currency.lower()}" if is_known else ""
    old = "; that is long ago, look again" if ledger.is_old_rate else ""
    return f"{fund_words(ledger.rate)}, typed on {short(ledger.rate.day, ledger.today)}{old}"


def month_words(month: Month) -> str:
    """`Jan 27`; no day for what has none."""
    return f"{date.fromisoformat(f'{month.month}-01'):%b %y}" if month.month else "no day"


def _months(ledger: Ledger) -> list[Line]:
    top = max((month.mid for month in ledger.months), default=0.0)
    columns = (
        Col("month", 9, left=True),
        Col("", 3, left=True),
        Col("USD", 9),
        Col("up to", 4),
        Col(ledger.currency, 5),
        Col("left, USD", 7),
    )
    rows = [
        (
            month_words(month),
            bar(month.mid / top if top else 0.0, BAR),
            amount(month.mid),
            amount(month.high) if month.high > month.mid else "",
            "" if (own := ledger.own(month.mid)) is None else f"{own:,.0f}",
            "" if month.balance is None else f"{month.balance:,.0f}",
        )
        for month in ledger.months
    ]
    return table(columns, rows, ROOM - 2)


def _bills(ledger: Ledger) -> list[Line]:
    """What the sums are made of, the day of each and how sure its price is."""
    columns = (
        Col("pay by", 9, left=True),
        Col("USD", 9),
        Col("what", 9, left=True, least=24),
        Col("at latest", 5, left=True),
        Col("the price is", 6, left=True),
    )
    rows = [
        (
            narrow(bill.day, ledger.today) or "no day",
            amount(bill.usd),
            f"{_sign(bill)}{bill.what}",
            narrow(bill.latest, ledger.today),
            _price_words(bill),
        )
        for bill in ledger.dated_first
    ]
    signs = dict.fromkeys(_sign(bill).strip() for bill in ledger.dated_first)
    told = "; ".join(f"{sign} {SIGNS[sign]}" for sign in signs if sign)
    return [*table(columns, rows, ROOM - 2), *([Line.of(told, "dim")] if told else [])]


def _sign(bill: Bill) -> str:
    if bill.size == "often":
        return "(if) "
    return "(match) " if bill.after_match else ""


def _price_words(bill: Bill) -> str:
    return f"{STATUS_WORDS[bill.status]} {bill.season}" if bill.prices else "yours"


def bill_words(coach: Coach, bill: Bill) -> str:
    """A bill in a row to pick from."""
    day = narrow(bill.day, coach.today) or "no day"
    return f"{day:9}  USD {amount(bill.usd):>6}  {_sign(bill)}{bill.what}"


def bill_lines(coach: Coach, bill: Bill) -> list[Line]:
    """What a payment is, what it costs and why, how sure that is."""
    ledger, task = coach.money.forecast(), coach.road.tasks.get(bill.task)
    own = ledger.own(bill.usd)
    also = f", {own:,.0f} {ledger.currency}" if own else ""
    prices = [
        ("Price", "; ".join(filter(None, (_cost(fee), fee.unit, fee.rule, fee.note))))
        for fee in bill.prices
    ]
    return [
        *labelled(
            ("What", bill.what),
            ("Costs", f"USD {amount(bill.usd)}{also}"),
            ("By", _by(ledger, bill)),
            ("For", f"{task.title}: {task.why}" if task else ""),
            ("Counts", COUNTS[bill.size]),
            *(prices or [("Price", "you plan it")]),
            ("Sure", f"{_price_words(bill)}, as of {bill.as_of}" if bill.prices else ""),
        ),
        Line.of(_general(coach, [bill]), "dim"),
    ]


def _cost(fee: Fee) -> str:
    return f"{fee.item}, USD {amount(fee.amount or 0)}"


def not_counted(coach: Coach, ledger: Ledger) -> list[str]:
    """What no sum holds, each with why."""
    texts = [
        f"{each.what}, {each.amount_words}: no rate of {each.currency} is told"
        for each in ledger.without_rate
    ]
    for cost, fee in ledger.uncounted:
        if cost.per == "application":
            texts.append(NO_LIST)
            continue
        price = "" if fee.amount is None else f", USD {amount(fee.amount)}"
        why = "amount not stated; " if fee.amount is None else ""
        if cost.size == "warning":
            why = "a warning, never in a sum; "
        sure = f"{STATUS_WORDS[fee.status]} {fee.season}"
        texts.append(f"{fee.item}{price}: {why}{f'{cost.note}; ' * bool(cost.note)}{sure}")
    return [*dict.fromkeys(texts), NO_PRICE]


def _general(coach: Coach, bills: Iterable[Bill]) -> str:
    fees = [fee for bill in bills for fee in bill.prices]
    keys = dict.fromkeys(key for fee in fees for key in fee.source.split(";"))
    known = [coach.library.sources[key].title for key in keys if key in coach.library.sources]
    more = f" and {len(known) - 2} more; f, forecast, names those of each" * (len(known) > 2)
    ours = f" (ours is from: {'; '.join(known[:2])}{more})" if known else ""
    day = min((fee.as_of for fee in fees), default=str(coach.today))
    return (
        f"General information as of {day}, not legal advice. Check the price where you pay "
        f"it{ours}; for your case ask ECFMG, the hospital or a lawyer."
    )


def fund_words(fund: Fund) -> str:
    """What was told, as it counts."""
    if fund.key == "savings":
        return f"savings {fund.amount:,g} {fund.currency}"
    if fund.key == "put_by":
        return f"put by {fund.amount:,g} {fund.currency} each month"
    return f"{fund.amount:g} {fund.currency} for one USD"


def told(coach: Coach, funds: Sequence[Fund]) -> list[Line]:
    """What was kept."""
    return [Line.of(f"Kept: {' · '.join(map(fund_words, funds))}.")]


def before(coach: Coach, entries: Sequence[Spending]) -> list[Line]:
    """What was added."""
    if not entries:
        return [Line.of("Nothing to add: no finished step has a fee that is not kept already.")]
    total = sum(entry.amount for entry in entries)
    added = f"Added {counted(len(entries), 'payment')}, USD {amount(total)} at listed prices"
    return [head(f"{added}, without a day:"), *(Line.of(paid_words(each)) for each in entries)]


def paid_words(entry: Spending) -> str:
    """A payment in a row to pick from."""
    return f"{amount(entry.amount):>6} {entry.currency}  {entry.what}"


def beside_spending(coach: Coach, entry: Spending) -> list[Line]:
    """What an entry is in USD and for the road, and how the whole stands."""
    money, ledger = coach.money, coach.money.forecast()
    usd, fee = money.usd(entry), money.fee(entry)
    pays = "none of the road's fees; if it is one, say which: e, fee"
    return labelled(
        ("In USD", f"no rate of {entry.currency} is told (r)" if usd is None else amount(usd)),
        ("Pays", f"{fee}: not forecast again" if fee else pays),
        ("All", headline(ledger)),
        ("Next", _next_words(ledger)),
        ("Money", _balance_words(ledger)),
    )


def standing_spending(coach: Coach) -> list[Line]:
    """How money stands while nothing is kept: its first lines fit the foot of the page."""
    keys = "Enter reads the months; r tells savings, what you put by, a rate; b adds what was paid"
    first, *rest = forecast(coach, coach.money.forecast())
    return [first, *labelled(("Keys", keys)), *rest]


def short_spending(coach: Coach) -> str:
    """Spent, to come, and the next day."""
    ledger = coach.money.forecast()
    total = sum(bill.usd for bill in ledger.next_big)
    day = short(ledger.next_big[-1].day, ledger.today) if total else ""
    when = f", {amount(total)} by {day}" if total else ""
    spent = f"{amount(ledger.spent)} spent, " if ledger.spent else ""
    return f"USD {spent}{amount(ledger.forecast.mid)} to come{when}"
