"""Money in the state: what the open tasks still cost, and what the log pays of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import groupby
from typing import Final

from coach.applying import effort
from coach.applying.fees import SERVICES, prices
from coach.journey.exams import SITTINGS, anchored_day
from coach.journey.standing import Step
from coach.logs.experience import EXPERIENCE, Experience
from coach.logs.funds import FUNDS, Fund
from coach.logs.spending import SPENDING, Spending
from coach.logs.ticks import TICKS
from coach.logs.told import TOLD
from coach.prepare import money
from coach.prepare.money import Bill
from coach.prepare.step import NextStep
from coach.records import Applicant, Cost, Fee, Task, Told, replace
from coach.rules.conditions import all_hold
from coach.state.letters import marked
from coach.state.state import State

AHEAD: Final = timedelta(days=45)
"""So long before a payment it is asked for (judgement)."""
AFTER: Final = "pre_residency"
"""The stage whose tasks come with a match."""
SEASON: Final = "eras_season_opens"
"""What is paid anew each season is paid from this day on."""
Days = Mapping[str, date | None]
"""The open tasks, each with the day by which it is paid."""


def is_paid_by(who: Applicant, today: date, cost: Cost) -> bool:
    """Whether somebody pays a fee, beside what its task asks; who has said nothing of it lives
    abroad."""
    return all_hold(cost.who, replace(who, us_status=who.us_status or "abroad"), today)


def in_usd(state: State, entry: Spending | Fund) -> float | None:
    """What was paid or told in USD; None where no rate of its currency was told."""
    return money.in_usd(entry.amount, entry.currency, state.kept(FUNDS))


def payments(state: State) -> list[tuple[date | None, float | None, Spending | Experience]]:
    """What was paid: its day, how much it was in USD, and the entry that says so."""
    paid = [each for each in state.kept(SPENDING).values() if each.state == "paid"]
    past = [each for each in _rotations(state) if (each.since or date.max) <= state.today]
    return [
        *((each.day, in_usd(state, each), each) for each in paid),
        *((each.since, each.price, each) for each in past),
    ]


def _rotations(state: State) -> list[Experience]:
    """Those with a day and a price that no entry of the log names."""
    named = " ".join(each.what for each in state.kept(SPENDING).values()).casefold()
    known = (each for each in state.kept(EXPERIENCE).values() if each.price and each.since)
    return [each for each in known if each.place.casefold() not in named]


def savings(state: State) -> float | None:
    """What is put aside in USD, less what was paid since it was told; None where that is not
    known."""
    fund = state.kept(FUNDS).get("savings")
    usd = in_usd(state, fund) if fund else None
    if fund is None or usd is None:
        return None
    return usd - sum(paid or 0.0 for day, paid, _ in payments(state) if day and day > fund.day)


def road_days(state: State) -> Days:
    """The open tasks of the road by their last days, those of a match as if it came."""
    days = {} if state.applicant.match_result else _match_days(state)
    for key, step in state.road.by_key.items():
        if not (step.finished or step.behind or step.shut or step.forbidden):
            days[key] = _day_of(step, state.today)
    return days


def _match_days(state: State) -> dict[str, date | None]:
    matched = replace(state.applicant, match_result="matched")
    return {
        key: max(day, state.today) if (day := anchored_day(task.due, state.days)) else None
        for key, task in state.facts.tasks.items()
        if task.stage == AFTER and all_hold(task.who, matched, state.today, AFTER)
    }


def _day_of(step: Step, today: date) -> date | None:
    """The last day for a step, or the first on which it can be begun where that comes later."""
    if planned := step.told.day or step.sits_on:
        return max(planned, today)
    day = step.due or step.late_finish or step.last_day
    return max(day, step.early_start or today, today) if day else None


def as_planned(state: State, bills: list[Bill]) -> list[Bill]:
    """Bills on the day on which this week plans their task, where it does."""
    week = state.week().planned
    days = {each.step.task.key: max(each.day, state.today) for each in week if each.day}
    return [
        replace(bill, day=days[bill.task], latest=bill.day)
        if bill.prices and bill.size != "often" and bill.task in days
        else bill
        for bill in bills
    ]


def bills(state: State, days: Days, counts: Mapping[str, int]) -> list[Bill]:
    """What is still to be paid, the surest first; `counts`: applications by specialty."""
    entries, ahead = state.kept(SPENDING).values(), state.today
    rotations = [
        Bill(each.place, each.price, "usual", each.since, task="usce_do")
        for each in _rotations(state)
        if each.price and each.since and each.since > ahead
    ]
    listed = [*_of_fees(state, days, counts), *rotations]
    return [*_planned(state), *money.unpaid(listed, entries, state.facts.costs)]


def _payable(state: State, days: Days) -> list[Cost]:
    """What open tasks bring and this applicant pays."""
    mine = (cost for cost in state.facts.costs if cost.task in days)
    return [cost for cost in mine if is_paid_by(state.applicant, state.today, cost)]


def _of_fees(state: State, days: Days, counts: Mapping[str, int]) -> Iterator[Bill]:
    """The bills of open tasks: what is paid in one go is one of them."""
    facts = state.facts
    mine = [cost for cost in _payable(state, days) if cost.size in money.SIZES]
    for _, group in groupby(mine, key=lambda cost: (cost.task, cost.size)):
        costs = list(group)
        rows = (effort.newest(facts.fees, cost.fee, state.season) for cost in costs)
        if fees := tuple(fee for fee in rows if fee):
            bill = _bill(state, costs[0], fees, days[costs[0].task])
            is_list = costs[0].per == "application"
            yield from (
                _of_applications(state, bill, counts) if is_list else _each(state, costs[0], bill)
            )


def _bill(state: State, cost: Cost, fees: tuple[Fee, ...], day: date | None) -> Bill:
    return Bill(
        what=cost.words[0],
        usd=sum(fee.amount or 0.0 for fee in fees),
        size=cost.size,
        day=day,
        fee=cost.fee,
        prices=fees,
        task=cost.task,
        since=_since(state, cost),
        after_match=state.facts.tasks[cost.task].stage == AFTER,
    )


def _each(state: State, cost: Cost, bill: Bill) -> Iterator[Bill]:
    """A bill as often as it is paid, and once more where an exam may be sat again."""
    times = cost.times * (state.applicant.dependants or 0 if cost.per else 1)
    for number in range(1, times + 1):
        yield replace(bill, what=f"{bill.what}, {number} of {times}") if times > 1 else bill
    if cost.lasts == "try":
        yield replace(bill, size="often", what=f"{bill.what}, second sitting")


def _since(state: State, cost: Cost) -> date:
    """The day before which a payment was another one: of an earlier season, or a failed try."""
    if cost.lasts == "season":
        return state.days.get(SEASON, date.min)
    window = next((each for each in SITTINGS.values() if cost.task in each.tasks), None)
    exam = window.of(state.applicant) if window and cost.lasts == "try" else None
    if exam is None or not exam.attempts:
        return date.min
    return max((*exam.attempt_days, *filter(None, [exam.day])), default=state.today)


def _of_applications(state: State, bill: Bill, counts: Mapping[str, int]) -> Iterator[Bill]:
    """The bill of a service for as many applications as the list sends through it."""
    lists = prices(counts, state.facts.specialties, state.facts.fees, state.season)
    mine = {
        name: known
        for name, known in lists.items()
        if known and bill.fee.startswith(SERVICES[known.service])
    }
    if mine:
        each = " + ".join(f"{counts[name]} {name}" for name in mine)
        usd = sum(known.total(counts[name]) for name, known in mine.items())
        yield replace(bill, what=f"{bill.what}: {each}", usd=usd)


def _planned(state: State) -> Iterator[Bill]:
    """What the log plans, as far as it can be told in USD."""
    for entry in state.kept(SPENDING).values():
        usd = in_usd(state, entry) if entry.state == "planned" else None
        if usd is not None:
            day = max(entry.day, state.today) if entry.day else None
            fee = money.fee_of(entry, state.facts.costs)
            yield Bill(entry.what, usd, "sure", day, fee, task=entry.task, entry=entry.key)


def uncounted(state: State, days: Days, counts: Mapping[str, int]) -> list[tuple[Cost, Fee]]:
    """The fees that open tasks may bring and that no sum holds: of applications where nobody knows
    how many."""
    named = {
        each.fee: each
        for each in _payable(state, days)
        if (not counts if each.per == "application" else each.size not in money.SIZES)
    }
    newest = {fee.key: fee for fee in sorted(state.facts.fees, key=lambda fee: fee.season)}
    return [(cost, newest[key]) for key, cost in named.items()]


def marked_counts(state: State) -> dict[str, int]:
    """Programs marked apply, by specialty."""
    programs = (state.facts.program(key) for key in marked(state))
    return dict(Counter(program.specialty for program in programs if program))


def steps(state: State) -> Iterator[NextStep]:
    """Money to have ready soon, and planned payments whose day has come."""
    soon = state.today + AHEAD
    for bill in bills(state, _own_days(state), marked_counts(state)):
        if bill.size == "often" or not bill.day or bill.day > soon:
            continue
        if bill.entry and bill.day <= state.today:
            yield _step(bill, "paid", f"Was it paid? {bill.what}", "Its day has come.")
        elif bill.usd >= money.BIG:
            title = f"Have USD {bill.usd:,.0f} ready: {bill.what}"
            yield _step(bill, "ready", title, "It is to be paid by then.")


def _step(bill: Bill, what: str, title: str, why: str) -> NextStep:
    key = f"spending/{bill.entry or bill.task}/{what}"
    how = "A tick says so; c, costs, shows all that is to come."
    step = NextStep(key, title, why, how, entry=bill.entry, due=bill.day)
    return replace(step, sets="state", value="paid") if what == "paid" else step


def _own_days(state: State) -> Days:
    """The open tasks by their own days, which the road is not needed for."""
    days: dict[str, date | None] = {}
    told, season, today, tasks = state.kept(TOLD), state.days, state.today, state.facts.tasks
    for key in dict.fromkeys(cost.task for cost in state.facts.costs):
        own = told.get(key, Told(key))
        day = own.day or own.due or anchored_day(tasks[key].due, season)
        if day and day >= today and _is_open(state, tasks[key]):
            days[key] = day
    return days


def _is_open(state: State, task: Task) -> bool:
    who, today, stage = state.applicant, state.today, state.place.stage
    is_done = bool(task.done_if) and all_hold(task.done_if, who, today, stage)
    if tick := state.kept(TICKS).get(task.key):
        is_done = tick.state in ("done", "skipped")
    return not is_done and all_hold(task.who, who, today, stage)
