"""Money in the state: what the open tasks still cost, and what the log pays of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from coach.applying import effort
from coach.applying.fees import SERVICES, Schedule, prices
from coach.journey.exams import SITTINGS, anchored_day
from coach.journey.standing import Step
from coach.logs.experience import EXPERIENCE
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

if TYPE_CHECKING:
    from coach.state.state import State

AHEAD: Final = timedelta(days=45)
"""So long before a payment it is asked for (judgement)."""
AFTER: Final = "pre_residency"
"""The stage whose tasks come with a match."""
SEASON: Final = "eras_season_opens"
"""What is paid anew each season is paid from this day on."""
APPLYING: Final = ("submit", "residencycas_submit")
"""The tasks with which applications are paid."""
Days = Mapping[str, date | None]
"""The open tasks, each with the day by which it is paid."""


def is_paid_by(who: Applicant, today: date, cost: Cost) -> bool:
    """Whether somebody pays a fee, beside what its task asks; who has said nothing of it lives
    abroad."""
    return all_hold(cost.who, replace(who, us_status=who.us_status or "abroad"), today)


def rates(state: State) -> Mapping[str, Fund]:
    """What was told of rates, income and savings, by key."""
    return state.kept(FUNDS)


def spent_usd(state: State, since: date = date.min) -> tuple[float, tuple[Spending, ...]]:
    """What was paid after a day in USD, and the payments whose currency has no rate."""
    paid = [each for each in state.kept(SPENDING).values() if each.state == "paid"]
    mine = [(each, _usd(state, each)) for each in paid if (each.day or date.max) > since]
    return (
        round(sum(usd for _, usd in mine if usd), 2),
        tuple(each for each, usd in mine if usd is None),
    )


def _usd(state: State, entry: Spending) -> float | None:
    return money.in_usd(entry.amount, entry.currency, rates(state))


def purse(state: State) -> money.Purse:
    """Savings of today, what was paid since they were told taken off, and what comes in."""
    told = {
        key: money.in_usd(fund.amount, fund.currency, rates(state))
        for key in ("savings", "income")
        if (fund := rates(state).get(key))
    }
    savings = told.get("savings")
    if savings is not None:
        savings -= spent_usd(state, rates(state)["savings"].day)[0]
    return money.Purse(savings, told.get("income"))


def road_days(state: State) -> Days:
    """The open tasks of the road by the day of its plan, those of a match as if it came."""
    days: dict[str, date | None] = {}
    for key, step in state.road.by_key.items():
        if not (step.finished or step.behind or step.shut or step.forbidden):
            days[key] = _day_of(step, state.today)
    return days | {key: day for key, day in match_days(state).items() if key not in days}


def _day_of(step: Step, today: date) -> date | None:
    """The last day for a step, or the first on which it can be begun where that comes later."""
    if planned := step.told.day or step.sits_on:
        return max(planned, today)
    day = step.due or step.late_finish or step.last_day
    return max(day, step.early_start or today, today) if day else None


def match_days(state: State) -> dict[str, date | None]:
    """What is to be done after a match, while no result is known."""
    if state.applicant.match_result:
        return {}
    matched = replace(state.applicant, match_result="matched")
    return {
        key: max(day, state.today) if (day := anchored_day(task.due, state.days)) else None
        for key, task in state.facts.tasks.items()
        if task.stage == AFTER and all_hold(task.who, matched, state.today, AFTER)
    }


def bills(state: State, days: Days, counts: Mapping[str, int]) -> list[Bill]:
    """What is still to be paid, the surest first; `counts`: applications by specialty."""
    costs = [each for each in state.facts.costs if each.task in days]
    mine = [each for each in costs if is_paid_by(state.applicant, state.today, each)]
    listed = [
        *(bill for task in days for bill in _of_task(state, mine, task, days[task])),
        *_of_applications(state, days, mine, counts),
        *_of_rotations(state),
    ]
    tries = [
        replace(bill, size="often", what=f"{bill.what}, once more")
        for bill in listed
        if _lasts(mine, bill) == "try"
    ]
    left = money.unpaid([*listed, *tries], state.kept(SPENDING).values(), state.facts.costs)
    return [*_planned(state), *left]


def _lasts(costs: Collection[Cost], bill: Bill) -> str:
    return next(
        (each.lasts for each in costs if (each.task, each.fee) == (bill.task, bill.fee)), ""
    )


def _of_task(state: State, costs: Collection[Cost], task: str, day: date | None) -> Iterator[Bill]:
    """The bills of a task."""
    for size in money.SIZES:
        mine = [cost for cost in costs if (cost.task, cost.size) == (task, size)]
        priced = ((cost, effort.newest(state.facts.fees, cost.fee, state.season)) for cost in mine)
        bills = [_bill(state, cost, fee, day) for cost, fee in priced if fee]
        if bills and mine[0].per != "application":
            yield from _with_beside(bills, _times(state, mine[0]))


def _with_beside(bills: Sequence[Bill], times: int) -> Iterator[Bill]:
    """The first bill so many times; what comes beside it is paid with the first of them."""
    for number in range(times):
        together = bills if number == 0 else bills[:1]
        what = " + ".join(bill.what for bill in together)
        place = f", {number + 1} of {times}" * (times > 1)
        usd = sum(bill.usd for bill in together)
        yield replace(bills[0], what=f"{what}{place}", usd=usd)


def _times(state: State, cost: Cost) -> int:
    """How often a fee is paid."""
    return cost.times * (state.applicant.dependants or 0 if cost.per else 1)


def _bill(state: State, cost: Cost, fee: Fee, day: date | None) -> Bill:
    return Bill(
        what=fee.item,
        usd=fee.amount or 0.0,
        size=next((size for size in money.SIZES if size == cost.size), "sure"),
        day=day,
        fee=cost.fee,
        task=cost.task,
        since=_since(state, cost),
        status=fee.status,
        source=fee.source,
        as_of=fee.as_of,
        season=fee.season,
        after_match=state.facts.tasks[cost.task].stage == AFTER,
    )


def _since(state: State, cost: Cost) -> date:
    """The day before which a payment was another one: of an earlier season, or a failed try."""
    if cost.lasts == "season":
        return state.days.get(SEASON, date.min)
    window = next((each for each in SITTINGS.values() if cost.task in each.tasks), None)
    exam = window.of(state.applicant) if window and cost.lasts == "try" else None
    if exam is None or not exam.attempts:
        return date.min
    return max((*exam.attempt_days, *filter(None, [exam.day])), default=state.today)


def _of_applications(
    state: State, days: Days, costs: Collection[Cost], counts: Mapping[str, int]
) -> Iterator[Bill]:
    """One bill for each service that the list goes through."""
    facts = state.facts
    lists = prices(counts, facts.specialties, facts.fees, state.season)
    for cost in costs:
        mine = {name: known for name, known in lists.items() if known and _is_of(cost, known)}
        if mine:
            fee = next(fee for fee in facts.fees if fee.key == cost.fee)
            schedule = next(iter(mine.values()))
            each = " + ".join(f"{counts[name]} {name}" for name in mine)
            yield replace(
                _bill(state, cost, fee, days[cost.task]),
                what=f"{schedule.service} applications: {each}",
                usd=sum(schedule.total(counts[name]) for name in mine),
                status=schedule.status,
                source=schedule.source,
                as_of=schedule.as_of,
                season=str(schedule.season),
            )


def _is_of(cost: Cost, schedule: Schedule) -> bool:
    return cost.per == "application" and cost.fee.startswith(SERVICES[schedule.service])


def _of_rotations(state: State) -> Iterator[Bill]:
    """What planned rotations cost by the applicant's own word."""
    for entry in state.kept(EXPERIENCE).values():
        if entry.price and entry.since and entry.since > state.today:
            yield Bill(entry.place, entry.price, "usual", entry.since, task="usce_do")


def _planned(state: State) -> Iterator[Bill]:
    """What the log plans, as far as it can be told in USD."""
    for entry in state.kept(SPENDING).values():
        usd = _usd(state, entry) if entry.state == "planned" else None
        if usd is not None:
            day = max(entry.day, state.today) if entry.day else None
            fee = money.fee_of(entry, state.facts.costs)
            yield Bill(entry.what, usd, "sure", day, fee, entry.task, entry.key)


def uncounted(state: State, days: Days, counts: Mapping[str, int]) -> list[tuple[Cost, Fee]]:
    """The fees that open tasks may bring and that no sum holds: of applications where nobody knows
    how many."""
    named = [
        each
        for each in state.facts.costs
        if each.task in days
        and (not counts if each.per == "application" else each.size not in money.SIZES)
        if is_paid_by(state.applicant, state.today, each)
    ]
    by_key = {cost.fee: (cost, _newest(state, cost.fee)) for cost in named}
    return list(by_key.values())


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
            yield _step(bill, "paid", f"Was it paid? {bill.name}")
        elif bill.usd >= money.BIG:
            yield _step(bill, "ready", f"Have USD {bill.usd:,.0f} ready: {bill.name}")


def _step(bill: Bill, what: str, title: str) -> NextStep:
    is_payment = what == "paid" and bill.source == "you"
    return NextStep(
        key=f"spending/{bill.entry or bill.task}/{what}",
        title=title,
        why="Its day has come." if what == "paid" else f"{bill.what}: to be paid by then.",
        how="A tick says so; c, costs, shows all that is to come.",
        kind="next",
        stage="application_year",
        log="spending",
        entry=bill.entry,
        due=bill.day,
        sets="state" if is_payment else "",
        value="paid" if is_payment else "",
    )


def _own_days(state: State) -> Days:
    """The open tasks by their own days, which the road is not needed for."""
    keys = dict.fromkeys(cost.task for cost in state.facts.costs)
    days = {key: _own_day(state, key) for key in keys if _is_open(state, state.facts.tasks[key])}
    return {key: day for key, day in days.items() if day and day >= state.today}


def _own_day(state: State, key: str) -> date | None:
    told = state.kept(TOLD).get(key, Told(key))
    return told.day or told.due or anchored_day(state.facts.tasks[key].due, state.days)


def _is_open(state: State, task: Task) -> bool:
    who, today, stage = state.applicant, state.today, state.place.stage
    is_done = bool(task.done_if) and all_hold(task.done_if, who, today, stage)
    if tick := state.kept(TICKS).get(task.key):
        is_done = tick.state in ("done", "skipped")
    return not is_done and all_hold(task.who, who, today, stage)


def _newest(state: State, key: str) -> Fee:
    rows = (fee for fee in state.facts.fees if fee.key == key)
    return max(rows, key=lambda fee: fee.season)
