"""The buffer market worked out: offers, their prices and chances, and the list as a curve."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache, partial
from itertools import accumulate
from typing import Final

from coach.applying.answers import Ends, Listed, Room
from coach.applying.effort import newest
from coach.applying.fees import prices
from coach.applying.insurance import Bought, InTime, Point, market
from coach.applying.market import Candidate
from coach.applying.weighing import USUAL_COUNT, candidates, weigh
from coach.journey.chances import DRAWS, OnTime, draw, on_time, sampling
from coach.journey.insured import Watched, eases, in_time, starts
from coach.journey.standing import Step
from coach.records import CoachError, Offer, Record, replace
from coach.rules.conditions import all_hold
from coach.state import State
from coach.subjects.ahead import SEED
from coach.subjects.applying import Limits
from coach.subjects.insuring import ANY, Insurance, Insured, Stands
from coach.subjects.stands import signals_sent, stand_of
from coach.subjects.weighed import ranking
from coach.subjects.worked_list import planned
from coach.wording import NO_HOURS, STATUS_WORDS

FIRST_STARTS: Final = 2
NONE: Final = Point(0.0, 0.0)
BEHIND: Final[tuple[Stands, ...]] = ("left", "no price", "outside")
"""In the order of the rows, behind what can be started and what is bought."""
LIST: Final = Offer(
    "applications",
    "applications",
    "In the order of `coach list`.",
    (),
    source="",
    as_of="",
    status="estimated",
)
FREE_SIGNALS: Final = "Signals cost nothing: `coach signals` says where they do most."
TOO_LONG: Final = (
    "The road is too long for {}: another Match year, or more hours, does what no money does "
    "(`coach compare-years`, `coach what-if`)."
)
NOT_SAID: Final = (
    "How many you sent is not said, so only what can still be sent is insured: `coach answer "
    "applied N` (y on the Week page)."
)


class Curve(Record):
    """The application list as a curve, and what to say of it."""

    points: Sequence[Point] = (NONE,)
    order: Sequence[Candidate] = ()
    notes: tuple[str, ...] = ()
    is_alone: bool = False
    """Whether there is no list: the season counts 1 then."""

    def bought(self, first: int, last: int) -> Ends:
        """Interviews to expect of the applications between two places."""
        from coach.applying.plan import application_list  # numpy: 60 ms

        part = application_list(self.order[first:last], {}, Room())
        return part.order[-1].expected_interviews


class Shop(Record):
    """What is on offer to one applicant, at what price and with what chance."""

    offers: Mapping[str, Offer]
    prices: Mapping[str, tuple[float | None, str]]
    """USD by key, None for what nobody has stated, and what that rests on."""
    chance: InTime
    curve: Curve

    def row(self, key: str, stands: Stands, have: Iterable[str] = ()) -> Insured:
        """An offer beside what was bought."""
        offer, (usd, price) = self.offers[key], self.prices[key]
        if stands == "outside":
            return Insured(offer, stands, usd, price)
        before, after = self.chance(frozenset(have)), self.chance(frozenset(have) | {key})
        value = (after - before) * self.curve.points[-1].value
        gain = _gain(before, after)
        return Insured(offer, stands, usd, price, gain, after=after, value=value)

    def bought(self, each: Bought) -> Insured:
        """One purchase."""
        number = each.last - each.first
        if not number:
            gain, row = _gain(each.before, each.after), self.row(each.key, "bought")
            return replace(row, gain=gain, total=each.total, after=each.after, value=each.value)
        title = f"{number} {'more ' * bool(each.first)}application{'s' * (number > 1)}"
        return Insured(
            replace(LIST, title=title),
            "bought",
            each.usd,
            gain=self.curve.bought(each.first, each.last),
            of="interviews",
            total=each.total,
            after=each.after,
            value=each.value,
        )

    def rows(self, bought: Sequence[Bought]) -> Iterator[Insured]:
        """What costs nothing, what is bought, what is not, and what stands outside."""
        have = {each.key for each in bought}
        stands = {key: _stands(offer, self.prices[key][0]) for key, offer in self.offers.items()}
        yield from (self.row(key, "free") for key in stands if stands[key] == "free")
        yield from map(self.bought, bought)
        for place in BEHIND:
            left = (key for key in stands if stands[key] == place and key not in have)
            yield from (self.row(key, place, have) for key in left)


def _gain(before: float, after: float) -> Ends:
    """The chance that is added: both are of the same draws, of which some move over."""
    low, high = sampling(after - before, DRAWS) if after > before else (0.0, 0.0)
    return Ends(low, after - before, high)


def _stands(offer: Offer, usd: float | None) -> Stands:
    if offer.stands_outside:
        return "outside"
    if offer.free:
        return "free"
    return "no price" if usd is None else "left"


def why_not(state: State, on: Watched) -> str:
    """Why nothing helps any more; "" where something may."""
    if state.applicant.hours_a_week == 0:
        return NO_HOURS
    titles = ", ".join(f"“{state.tasks[key].title}”" for key in on.lost)
    words = f"{titles} can no longer be in time for {state.season}: no money buys that back."
    return f"{words} `coach compare-years` looks at the next season." if titles else ""


def insurance(
    state: State, on: Watched, bare: Insurance, typed: Mapping[str, float], short: float | None
) -> Insurance:
    """What money and an early start buy, where something can still be bought."""
    offers = {offer.key: offer for offer in _offered(state, on, short)}
    curve = _curve(state, bare.budget)
    chance = cache(partial(_chance, on, tuple(offers.values())))
    paid = {key: _price(state, offer, typed) for key, offer in offers.items()}
    can = {key: usd for key, (usd, _) in paid.items() if usd and not offers[key].stands_outside}
    bought = market(can, chance, curve.points, bare.budget)
    now, journey = _in_time(on, chance)
    before = chance(frozenset()) * curve.points[0].value
    return replace(
        bare,
        offers=(*_starts(on, offers, curve), *Shop(offers, paid, chance, curve).rows(bought)),
        on_time=now,
        journey=journey,
        spent=bought[-1].total if bought else 0.0,
        worth=before + sum(each.value for each in bought),
        short=tuple(offer for offer in offers.values() if offer.short),
        is_alone=curve.is_alone,
        notes=(*curve.notes, *[TOO_LONG.format(state.season)] * state.road.is_out_of_reach),
    )


def _in_time(on: Watched, chance: InTime) -> tuple[OnTime | None, OnTime | None]:
    """The chance that all is in time with nothing bought, and as the Journey page reckons it."""
    if not on.until:
        return None, None
    journey = draw(on.road, SEED).all_by(on.until.items())
    now = on_time(round(chance(frozenset()) * DRAWS), DRAWS)
    return replace(now, judged=journey.judged), journey


def _offered(state: State, on: Watched, short: float | None) -> Iterator[Offer]:
    """What is there for this applicant: a task of it is ahead, and a test day that comes sooner
    is named and far enough away; `short`: the share of a hundred that replaces the facts'."""
    who, today, stage = state.applicant, state.today, state.place.stage
    for offer in state.facts.offers.values():
        if not all_hold(offer.who, who, today, stage):
            continue
        road = state.road if offer.stands_outside else on.road
        first = today + timedelta(offer.sooner_days)
        tasks = tuple(key for key in offer.tasks if _is_ahead(road.step(key), offer, first))
        share = offer.short if short is None or not offer.short else short / 100
        if tasks:
            yield replace(offer, tasks=tasks, short=share)


def _is_ahead(step: Step | None, offer: Offer, first: date) -> bool:
    if step is None or step.finished or step.behind:
        return False
    return not offer.sooner_days or (step.sits_on is not None and step.sits_on > first)


def _chance(on: Watched, offers: Sequence[Offer], bought: frozenset[str]) -> float:
    hours = sum(offer.hours for offer in offers if offer.key in bought)
    return in_time(on, eases(offers, bought), hours, SEED) if on.until else 1.0


def _price(state: State, offer: Offer, typed: Mapping[str, float]) -> tuple[float | None, str]:
    """USD, and what they rest on; of what the applicant typed it is they."""
    if offer.free or offer.key in typed:
        return typed.get(offer.key, 0.0), "you" * (not offer.free)
    known = [fee for key in offer.fees if (fee := newest(state.facts.fees, key, state.season))]
    if not known or len(known) < len(offer.fees):
        return None, ""
    words = (f"{STATUS_WORDS[fee.status]}, {fee.season} ({fee.source})" for fee in known)
    return sum(fee.amount or 0.0 for fee in known), "; ".join(words)


def _curve(state: State, budget: float | None) -> Curve:
    """What is spent on applications as a curve, whatever stands beside the road."""
    stand = stand_of(state)
    usual = USUAL_COUNT if budget is None and stand.most is None else None
    try:
        start = _sent(state)
        curve = Curve((start,))
        if stand.most != 0:
            curve = _of_list(state, start, Limits(budget or ANY, usual))
    except CoachError as error:
        curve = Curve(notes=(f"Without a list beside it: {error}",))
    if not curve.points[-1].value:
        curve = replace(curve, points=(Point(0.0, 1.0),), is_alone=True)
    elif not signals_sent(state):
        curve = replace(curve, notes=(*curve.notes, FREE_SIGNALS))
    is_unsaid = stand.passed and state.applicant.applied is None
    return replace(curve, notes=(*curve.notes, NOT_SAID)) if is_unsaid else curve


def _of_list(state: State, start: Point, limits: Limits) -> Curve:
    """The application list behind what was sent before it."""
    running, answer, _ = planned(state, limits)
    by_id = {each.id: each for each in (*running.candidates, *running.firsts)}
    order = [by_id[str(step.id)] for step in answer.order]
    usd, notes = _dollars(answer, state.applicant.applied or 0)
    points = [
        Point(at, start.value + step.value) for at, step in zip(usd, answer.order, strict=True)
    ]
    if names := ", ".join(answer.left_out_specialties):
        notes = (*notes, f"{names}: no price is known, so it is left out.")
    return Curve((start, *points), order, notes)


def _dollars(answer: Listed, sent: int) -> tuple[list[float], tuple[str, ...]]:
    """USD down to each application, and what to say of them: prices go on behind those sent."""
    if sent and len(answer.prices) == len(answer.split) == 1:
        numbers = range(sent + 1, sent + 1 + len(answer.order))
        note = f"Applications cost what those after your {sent} do."
        return list(accumulate(map(answer.prices[0].price, numbers))), (note,)
    note = f"You sent {sent}: each further one costs the tier after those, more than is shown."
    return [step.total_cost for step in answer.order], (note,) * bool(sent)


def _sent(state: State) -> Point:
    """What the applications are worth that were sent: those of the best list of that number."""
    who, known = state.applicant, state.facts.specialties
    if not who.applied:
        return NONE
    ranked = ranking(state)
    lists = prices((row.specialty for row, _ in ranked), known, state.facts.fees, state.season)
    sent = weigh(candidates(ranked, state.program_marks, 1.0), lists, None, who.applied)
    return Point(0.0, sent.value)


def _starts(on: Watched, offers: Mapping[str, Offer], curve: Curve) -> Iterator[Insured]:
    """What can be started this week, as offers that cost nothing."""
    ahead = starts(on, eases(offers.values(), ()), SEED) if on.until else []
    for step, then, now in ahead[:FIRST_STARTS]:
        task, gain, later = step.task, _gain(then, now), step.told.started
        offer = Offer(
            key=task.key,
            title=f"Start “{task.title}” now",
            why=f"Beside a start {f'on {later}' if later else 'in two weeks'}.",
            tasks=(task.key,),
            free=True,
            source=task.source,
            as_of=task.as_of,
            status=task.status,
        )
        value = gain.mid * curve.points[-1].value
        yield Insured(offer, "start", 0.0, gain=gain, after=now, value=value)
