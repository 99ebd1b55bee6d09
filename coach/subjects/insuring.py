"""The buffer market: what makes the road safer, priced beside the application list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, partial
from typing import Annotated, Final, Literal

from coach.applying.answers import Ends, Room
from coach.applying.effort import newest
from coach.applying.insurance import Bought, InTime, Point, behind, market
from coach.applying.market import Candidate
from coach.applying.weighing import USUAL_COUNT
from coach.journey.chances import DRAWS, OnTime, draw, on_time
from coach.journey.insured import Watched, gained, in_time, starts, watched
from coach.journey.standing import Step
from coach.prepare.money import Bill, by_month
from coach.records import CoachError, Fact, Offer, Record, Status, replace
from coach.rules.conditions import all_hold
from coach.state import State, money as owed
from coach.subjects.ahead import SEED
from coach.subjects.applying import Limits
from coach.subjects.long_answers import Kept, keep, kept
from coach.subjects.options import Opt, Subject
from coach.subjects.stands import First, looked_at, signals_sent, stand_of
from coach.subjects.weighed import worth_of
from coach.subjects.worked_list import planned
from coach.wording import NO_HOURS, STATUS_WORDS, counted

ANY: Final = 1e6
"""USD that nothing costs, and no list: for somebody without a budget."""
SENT: Final = "Sent"
"""What the list says of applications that were sent: here their prices follow."""
DONE: Final = ("matched", "bound", "waiting")
"""Phases in which nothing can be bought any more."""
INSURE: Final = "insure"
FIRST_STARTS: Final = 2
COMMAND: Final = re.compile(r"[:;.(] ?[^:;.(`]*`")
"""From where a sentence of the list's names its commands."""
Stands = Literal["start", "free", "bought", "left", "no price", "outside"]
ORDER: Final[tuple[Stands, ...]] = ("start", "free", "bought", "left", "no price", "outside")
FREE_SIGNALS: Final = "Signals cost nothing: see first where they do most, on the Applying page."
TOO_LONG: Final = (
    "The road is too long for {}: another Match year, or more hours, does what no money does."
)
NOT_SAID: Final = (
    "How many applications you sent is not said, so only what can still be sent is insured: the "
    "Week page asks it (y)."
)
ALONE: Final = Point(0.0, 100.0)
"""Without a list the season counts as a whole one: its worth is a chance of a hundred then."""
IN_ORDER: Final = "In the order of the application list."
NO_LIST: Final = "No list stands beside the road now: its worth is the chance alone."
NOT_TOLD: Final = "Your hours a week are not told: {:g} are reckoned, and more are not offered."
FALLS_SHORT: Final = (
    "{:.0f} of 100 first tries are taken to fall short (an assumption); with none, as the Journey "
    "page reckons, all is in time in {}."
)
THERE: Final = "By Money, USD {:,.0f} would be there by {:%b %Y} for it, all else paid."


class Insured(Record):
    """One thing to buy or to have for nothing, as it stands for this applicant."""

    key: str
    """Of the offer, of the task to start, or `APPLICATIONS`."""
    what: str
    why: str
    stands: Stands
    fact: Fact | None = None
    """What it rests on; None for applications, which are reckoned."""
    outside: str = ""
    """Why it is named and not offered."""
    usd: float | None = 0.0
    price: str = ""
    """What its price rests on."""
    gain: Ends | None = None
    """Chance (0-1) that all is in time, or interviews to expect; None for what is not offered."""
    of: str = "on time"
    total: float | None = None
    """USD down to it, of what is bought."""
    after: float | None = None
    """The chance that all is in time with it."""
    value: float = 0.0
    """What it adds to the list's value times that chance, the one curve of all rows."""

    @property
    def status(self) -> Status:
        """How sure what it rests on is."""
        return self.fact.status if self.fact else "estimated"

    @property
    def per_100(self) -> float | None:
        """What USD 100 of it add on that curve."""
        return 100 * self.value / self.usd if self.usd else None


class Insurance(Record):
    """What money and an early start buy, in the order of buying."""

    offers: tuple[Insured, ...] = ()
    on_time: OnTime | None = None
    """That all is in time with nothing bought; None without hours, or where nothing is left."""
    journey: OnTime | None = None
    """The same as the Journey page reckons it: no first try falls short."""
    season: int = 0
    budget: float | None = None
    spent: float = 0.0
    worth: float = 0.0
    """The list's value times the chance that all is in time, with everything bought."""
    first: First = ()
    nothing: str = ""
    """Why nothing is offered."""
    notes: tuple[str, ...] = ()


class InsuringSubject(Subject):
    """What a dollar buys, in the road and in applications."""

    def kept(self) -> Insurance | None:
        """The answer without a word of one's own, if it still holds; `work_out` keeps it."""
        return kept(self._state, INSURE, Kept[Insurance])

    def work_out(self) -> None:
        """Works that answer out and keeps it. Raises CoachError."""
        keep(self._state, INSURE, lambda state: InsuringSubject(state).insure())

    def insure(
        self,
        budget: Annotated[
            float | None, Opt("spend at most this (the profile's)", "USD", low=0.01)
        ] = None,
        price: Annotated[
            Mapping[str, str],
            Opt("the price of an offer, as you were told (repeat)", "KEY=USD", like="courier=80"),
        ] = {},
        short: Annotated[
            float | None,
            Opt("how often a first try falls short, of a hundred", "PCT", low=0, high=95),
        ] = None,
    ) -> Insurance:
        """What money and an early start buy. Raises CoachError for a price that cannot be."""
        typed = {key: _usd(key, text, self._state.facts.offers) for key, text in price.items()}
        state, first, why = looked_at(self._state, False, None)
        on = watched(state.road, state.days)
        why = f"{_plain(why)}." if stand_of(state).phase in DONE else _why_not(state, on)
        bare = Insurance(
            season=state.season,
            budget=budget or state.applicant.budget,
            first=tuple((label, _plain(words)) for label, words in first if label != SENT),
            nothing=why,
        )
        return bare if why else _insurance(state, on, bare, typed, short)


def _plain(text: str) -> str:
    """What the list says, without its commands."""
    return COMMAND.split(text)[0].strip().rstrip(".")


def _usd(key: str, text: str, offers: Mapping[str, Offer]) -> float:
    """A typed price. Raises CoachError."""
    can = [each.key for each in offers.values() if not (each.free or each.stands_outside)]
    if key not in can:
        raise CoachError(f"--price: there is no offer {key}; there are {', '.join(can)}.")
    usd = float(text) if re.fullmatch(r"\d+(\.\d+)?", text) else 0.0
    if not 0 < usd <= ANY:
        raise CoachError(f"--price {key}: “{text}” should be an amount of USD above 0, like 80.")
    return usd


def _why_not(state: State, on: Watched) -> str:
    """Why nothing helps any more; "" where something may."""
    if state.applicant.hours_a_week == 0:
        return NO_HOURS
    titles = ", ".join(f"“{state.tasks[key].title}”" for key in on.lost)
    words = f"{titles} can no longer be in time for {state.season}: no money buys that back."
    return f"{words} Compare the next season." if titles else ""


def _insurance(
    state: State, on: Watched, bare: Insurance, typed: Mapping[str, float], short: float | None
) -> Insurance:
    """What money and an early start buy, where something can still be bought."""
    offers = tuple(_offered(state, on, short))
    chance = cache(partial(in_time, on, offers, seed=SEED))
    points, order, notes = _curve(state, bare.budget)
    rows = {offer.key: _priced(state, offer, typed) for offer in offers}
    can = {key: row.usd for key, row in rows.items() if row.usd and row.stands == "left"}
    bought = market(can, chance, points, bare.budget)
    have, worth = frozenset(each.key for each in bought), points[-1].value
    goods = (
        *(_started(*each, worth) for each in starts(on, offers, SEED)[:FIRST_STARTS]),
        *(_bought(each, rows, order) for each in bought),
        *(_beside(row, chance, have, worth) for key, row in rows.items() if key not in have),
    )
    answer = replace(
        bare,
        offers=tuple(sorted(goods, key=lambda row: ORDER.index(row.stands))),
        spent=sum(each.usd for each in bought),
        worth=chance(frozenset()) * points[0].value + sum(each.value for each in bought),
        notes=(*notes, *_notes(state, NO_LIST in notes)),
    )
    return _with_chances(answer, on, chance(frozenset()), max([0.0, *(o.short for o in offers)]))


def _with_chances(answer: Insurance, on: Watched, now: float, short: float) -> Insurance:
    """The chance that all is in time with nothing bought, and as the Journey page reckons it."""
    if not on.until:
        return answer
    journey = draw(on.road, SEED).all_by(on.until.items())
    notes = (*answer.notes, *[FALLS_SHORT.format(100 * short, journey)] * bool(short))
    chance = replace(on_time(round(now * DRAWS), DRAWS), judged=journey.judged)
    return replace(answer, on_time=chance, journey=journey, notes=notes)


def _offered(state: State, on: Watched, short: float | None) -> Iterator[Offer]:
    """What is there for the applicant; `short`: the share of a hundred in place of the facts'."""
    who = state.applicant
    for offer in on.offered(state.facts.offers.values()):
        is_unknown = offer.hours and who.hours_a_week is None
        if not is_unknown and all_hold(offer.who, who, state.today, state.place.stage):
            is_said = offer.short and short is not None
            yield replace(offer, short=(short or 0.0) / 100) if is_said else offer


def _notes(state: State, is_alone: bool) -> Iterator[str]:
    """What to mind, whatever is on offer."""
    who = state.applicant
    if who.hours_a_week is None:
        yield NOT_TOLD.format(state.road.hours)
    if not is_alone and not signals_sent(state):
        yield FREE_SIGNALS
    if stand_of(state).passed and who.applied is None:
        yield NOT_SAID
    if state.road.is_out_of_reach:
        yield TOO_LONG.format(state.season)
    purse, days = owed.purse(state), owed.road_days(state)
    if purse.savings is not None:
        day = next((day for key in owed.APPLYING if (day := days.get(key))), state.today)
        # The months go on to that day, whether or not another bill does.
        bills = [*owed.bills(state, days, {}), Bill("", 0.0, "sure", day)]
        left = {each.month: each.balance for each in by_month(bills, purse, state.today)}
        yield THERE.format(max(left[f"{day:%Y-%m}"] or 0.0, 0.0), day)


def _started(step: Step, then: float, now: float, worth: float) -> Insured:
    """What can be started this week, as an offer that costs nothing."""
    task, later = step.task, step.told.started
    what = f"Start “{task.title}” now"
    why = f"Beside a start {f'on {later}' if later else 'in two weeks'}."
    return _gaining(Insured(task.key, what, why, "start", task), then, now, worth)


def _beside(row: Insured, chance: InTime, have: frozenset[str], worth: float) -> Insured:
    """What was not bought, beside what was; what costs nothing beside nothing."""
    if row.stands == "outside":
        return row
    have = frozenset() if row.stands == "free" else have
    return _gaining(row, chance(have), chance(have | {row.key}), worth)


def _gaining(row: Insured, before: float, after: float, worth: float) -> Insured:
    return replace(
        row, gain=Ends(*gained(before, after)), after=after, value=(after - before) * worth
    )


def _bought(each: Bought, rows: Mapping[str, Insured], order: Sequence[Candidate]) -> Insured:
    """One purchase; of applications the interviews to expect of them."""
    if row := rows.get(each.key):
        row = replace(row, stands="bought", gain=Ends(*gained(each.before, each.after)))
    else:
        from coach.applying.plan import application_list  # numpy: 60 ms

        part = order[each.first : each.last]
        what = counted(len(part), "more application" if each.first else "application")
        gain = application_list(part, {}, Room()).order[-1].expected_interviews
        row = Insured(each.key, what, IN_ORDER, "bought", gain=gain, of="interviews")
    return replace(row, usd=each.usd, total=each.total, after=each.after, value=each.value)


def _priced(state: State, offer: Offer, typed: Mapping[str, float]) -> Insured:
    """An offer with USD and what they rest on; of what the applicant typed it is they."""
    fees = [fee for key in offer.fees if (fee := newest(state.facts.fees, key, state.season))]
    fees = fees if len(fees) == len(offer.fees) else []
    firsts = (state.facts.sources[fee.source.partition(";")[0]] for fee in fees)
    words = (
        f"{STATUS_WORDS[fee.status]}, {fee.season}, {source.title}"
        for fee, source in zip(fees, firsts, strict=True)
    )
    usd = sum((fee.amount or 0.0 for fee in fees), 0.0) if fees or offer.free else None
    stands: Stands = "free" if offer.free else "no price" if usd is None else "left"
    row = Insured(offer.key, offer.title, offer.why, stands, offer, usd=usd, price="; ".join(words))
    if offer.key in typed:
        return replace(row, stands="left", usd=typed[offer.key], price="you")
    outside = offer.stands_outside
    return replace(row, stands="outside", outside=outside) if outside else row


def _curve(
    state: State, budget: float | None
) -> tuple[Sequence[Point], Sequence[Candidate], list[str]]:
    """The application list behind what was sent before it as a curve, its order, and what to say
    of it."""
    stand, sent = stand_of(state), state.applicant.applied or 0
    usual = USUAL_COUNT if budget is None and stand.most is None else None
    points, order, notes = [Point(0.0, 0.0)], list[Candidate](), list[str]()
    try:
        if sent:
            points = [Point(0.0, worth_of(state, sent))]
        if stand.most != 0:
            running, answer, _ = planned(state, Limits(budget or ANY, usual))
            by_id = {each.id: each for each in (*running.candidates, *running.firsts)}
            order = [by_id[str(step.id)] for step in answer.order]
            more, notes = behind(answer, sent, points[0].value)
            points += more
    except CoachError as error:
        notes = [f"Without a list beside it: {_plain(str(error))}."]
    return (points, order, notes) if points[-1].value else ([ALONE], (), [*notes, NO_LIST])
