"""Money in words: spent, still to come, by month, by when, and how sure each price is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from coach.saying.bars import bar
from coach.saying.table import Col, table
from coach.saying.text import ROOM, Line, head, labelled, notes, parted
from coach.subjects.coach import Coach
from coach.wording import STATUS_WORDS, counted, narrow, short

if TYPE_CHECKING:
    from coach.subjects.kept import Spending
    from coach.subjects.money import Bill, Fund, Ledger, Month

BAR: Final = 12
GENERAL: Final = (
    "General information as of {day}, not legal advice. Check {where}; for your case ask ECFMG, "
    "the hospital or a lawyer."
)
HIGH: Final = "with (if): a second sitting of each exam, and what often comes on top"
COUNTS: Final = {
    "sure": "in every sum",
    "usual": "in all sums but the lowest",
    "often": "in the highest sum alone",
}
NO_PRICE: Final = (
    "flights, move, licence, first rent and living costs: no price is in the facts; plan yours, "
    "like `spent first rent 1500 usd planned 1 jul`"
)
NO_LIST: Final = "applications: nobody knows yet how many; mark programs, or make the list (L)"


def forecast(coach: Coach, ledger: Ledger) -> list[Line]:
    """The whole ledger: totals, months, what they are made of, what no sum holds."""
    return [
        *parted(
            [head(_headline(ledger)), *_totals(coach, ledger)],
            _months(coach, ledger),
            _bills(coach, ledger),
            [
                head("Not counted"),
                *(Line.of(text, indent=2, hang=2) for text in not_counted(coach, ledger)),
            ],
        ),
        *notes(_general(ledger)),
    ]


def _headline(ledger: Ledger) -> str:
    sums = ledger.forecast
    among = f" ({sums.low:,.0f} to {sums.high:,.0f})" * (sums.low < sums.high)
    return f"{_spent_words(ledger)} · to come USD {sums.mid:,.0f}{among} until the first pay"


def _spent_words(ledger: Ledger) -> str:
    """What is not told is not nought."""
    return f"Spent USD {ledger.spent:,.0f}" if ledger.spent else "Spent: nothing is kept yet"


def _totals(coach: Coach, ledger: Ledger) -> list[Line]:
    first = next(iter(ledger.months), None)
    return labelled(
        ("Next", _next_words(ledger)),
        ("This month", f"USD {first.mid:,.0f}" if first and first.month else ""),
        ("Money", _balance_words(ledger)),
        (f"In {ledger.currency}", _own_words(ledger)),
        ("High", HIGH if ledger.forecast.high > ledger.forecast.mid else ""),
        ("Rate", _rate_words(coach, ledger)),
    )


def _own_words(ledger: Ledger) -> str:
    spent, mid = ledger.own(ledger.spent), ledger.own(ledger.forecast.mid)
    if spent is None or mid is None:
        return ""
    return f"{spent:,.0f} spent, {mid:,.0f} to come" if spent else f"{mid:,.0f} to come"


def _next_words(ledger: Ledger) -> str:
    if not ledger.big:
        return ""
    bill = ledger.big[0]
    return f"have USD {bill.usd:,.0f} ready by {short(bill.day, ledger.today)}: {bill.name}"


def _balance_words(ledger: Ledger) -> str:
    """Where it runs short, as far as savings were told."""
    if ledger.purse.savings is None:
        return "not told: say savings and income to see where it runs short (r, `coach money tell`)"
    without = (
        "" if ledger.purse.income is not None else "; your income is not told, none is counted"
    )
    if ledger.short is None:
        return f"reaches through every month{without}"
    gap = -(ledger.short.balance or 0.0)
    own = ledger.own(gap)
    also = f" ({own:,.0f} {ledger.currency})" if own else ""
    return f"runs short in {month_words(ledger.short)} by USD {gap:,.0f}{also}{without}"


def _rate_words(coach: Coach, ledger: Ledger) -> str:
    if ledger.rate is None:
        is_known = ledger.currency not in ("", "USD")
        return f"say one, like 280 {ledger.currency.lower()}" if is_known else ""
    old = "; that is long ago, look again" if ledger.is_old_rate else ""
    return (
        f"{ledger.rate.amount:g} {ledger.currency} for one USD, typed on "
        f"{short(ledger.rate.day, coach.today)}{old}"
    )


def month_words(month: Month) -> str:
    """`Jan 27`; no day for what has none."""
    return f"{date.fromisoformat(f'{month.month}-01'):%b %y}" if month.month else "no day"


def _months(coach: Coach, ledger: Ledger) -> list[Line]:
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
            f"{month.mid:,.0f}",
            f"{month.high:,.0f}" if month.high > month.mid else "",
            "" if (own := ledger.own(month.mid)) is None else f"{own:,.0f}",
            "" if month.balance is None else f"{month.balance:,.0f}",
        )
        for month in ledger.months
    ]
    return table(columns, rows, ROOM - 2)


def _bills(coach: Coach, ledger: Ledger) -> list[Line]:
    """What the sums are made of, the last day of each and how sure its price is."""
    columns = (
        Col("by", 9, left=True),
        Col("USD", 9),
        Col("what", 9, left=True, least=24),
        Col("price", 6, left=True),
    )
    rows = [
        (
            narrow(bill.day, coach.today) or "no day",
            f"{bill.usd:,.0f}",
            f"{_sign(bill)}{bill.what}",
            f"{STATUS_WORDS[bill.status]} {bill.season}".rstrip(),
        )
        for bill in ledger.dated_first
    ]
    return table(columns, rows, ROOM - 2)


def bill_words(coach: Coach, bill: Bill) -> str:
    """A bill in a row to pick from."""
    day = narrow(bill.day, coach.today) or "no day"
    return f"{day:9}  USD {bill.usd:>6,.0f}  {_sign(bill)}{bill.name}"


def bill_lines(coach: Coach, bill: Bill) -> list[Line]:
    """What a payment is, what it costs and why, how sure that is."""
    ledger, fee = coach.money.forecast(), coach.money.price(bill)
    task = coach.road.tasks.get(bill.task)
    own = ledger.own(bill.usd)
    also = f", {own:,.0f} {ledger.currency}" if own else ""
    rules = (fee.unit, fee.rule, fee.note) if fee else ("you plan it",)
    sure = f"{STATUS_WORDS[bill.status]} {bill.season}, as of {bill.as_of} ({bill.source})"
    return [
        *labelled(
            ("What", bill.what),
            ("Costs", f"USD {bill.usd:,.0f}{also}"),
            ("By", short(bill.day, coach.today) or "no day is known"),
            ("For", f"{task.title}: {task.why}" if task else ""),
            ("Counts", COUNTS[bill.size]),
            ("Price", "; ".join(filter(None, rules))),
            ("Sure", sure if fee else ""),
        ),
        Line.of(_general(ledger), "dim"),
    ]


def _sign(bill: Bill) -> str:
    if bill.size == "often":
        return "(if) "
    return "(match) " if bill.after_match else ""


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
        amount = "" if fee.amount is None else f", USD {fee.amount:,.0f}"
        why = "amount not stated; " if fee.amount is None else ""
        if cost.size == "warning":
            why = "a warning, never in a sum; "
        sure = f"{STATUS_WORDS[fee.status]} {fee.season}"
        texts.append(f"{fee.item}{amount}: {why}{f'{cost.note}; ' * bool(cost.note)}{sure}")
    return [*dict.fromkeys(texts), NO_PRICE]


def _general(ledger: Ledger) -> str:
    days = [bill.as_of for bill in ledger.bills if bill.as_of]
    sources = dict.fromkeys(
        key for bill in ledger.bills if bill.as_of for key in bill.source.split(";")
    )
    where = f"the price where you pay it (our sources: {', '.join(sources) or 'none yet'})"
    return GENERAL.format(day=min(days, default=str(ledger.today)), where=where)


def told(coach: Coach, fund: Fund) -> list[Line]:
    """What was kept."""
    if fund.key in ("income", "savings"):
        each = " a month" * (fund.key == "income")
        return [Line.of(f"Kept. {fund.key.capitalize()}: {fund.amount:,g} {fund.currency}{each}")]
    return [Line.of(f"Kept. {fund.amount:g} {fund.currency} for one USD, as of today")]


def before(coach: Coach, entries: Sequence[Spending]) -> list[Line]:
    """What was added."""
    if not entries:
        return [Line.of("Nothing to add: no finished step has a fee that is not kept already.")]
    total = sum(entry.amount for entry in entries)
    text = f"Added {counted(len(entries), 'payment')}, USD {total:,.0f} at listed prices."
    return [Line.of(text)]


def beside_spending(coach: Coach, entry: Spending) -> list[Line]:
    """What an entry is in USD and for the road, and how the whole stands."""
    money, ledger = coach.money, coach.money.forecast()
    usd, fee = money.usd(entry), money.fee(entry)
    pays = "none of the road's fees; if it is one, say which: e, fee"
    return labelled(
        ("In USD", f"no rate of {entry.currency} is told (r)" if usd is None else f"{usd:,.0f}"),
        ("Pays", f"{fee}: not forecast again" if fee else pays),
        ("All", _headline(ledger)),
        ("Next", _next_words(ledger)),
        ("Money", _balance_words(ledger)),
    )


def standing_spending(coach: Coach) -> list[Line]:
    """How money stands while nothing is kept."""
    ledger = coach.money.forecast()
    finished = "b adds what your finished steps cost" if not ledger.spent else ""
    return [
        head(_headline(ledger)),
        *_totals(coach, ledger),
        *labelled(("Keys", "; ".join(filter(None, ("m reads the months", finished))))),
        Line.of(_general(ledger), "dim"),
    ]


def short_spending(coach: Coach) -> str:
    """Spent, to come, and the next day."""
    ledger = coach.money.forecast()
    bill = next(iter(ledger.big), None)
    when = f", {bill.usd:,.0f} by {short(bill.day, ledger.today)}" if bill else ""
    spent = f"{ledger.spent:,.0f} spent, " if ledger.spent else ""
    return f"USD {spent}{ledger.forecast.mid:,.0f} to come{when}"
