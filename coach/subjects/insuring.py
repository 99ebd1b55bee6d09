"""The buffer market: what makes the road safer, priced beside the application list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, partial
from typing import Annotated, Final

from coach.applying.answers import Ends, Room
from coach.applying.insurance import Bought, InTime, market
from coach.applying.market import Candidate
from coach.journey.chances import DRAWS, OnTime, draw, on_time
from coach.journey.insured import Watched, gained, in_time, starts, watched
from coach.journey.standing import Step
from coach.records import Offer, Record, replace
from coach.rules.conditions import all_hold
from coach.state import State
from coach.subjects.ahead import SEED
from coach.subjects.long_answers import Kept, keep, kept
from coach.subjects.options import Opt, Subject
from coach.subjects.stands import First, looked_at, signals_sent, stand_of
from coach.subjects.worked_insurance import (
    NO_LIST as NO_LIST,
    Insured as Insured,
    Stands,
    curve,
    plain,
    priced,
    typed_usd,
)
from coach.wording import NO_HOURS, counted

SENT: Final = "Sent"
"""What the list says of applications that were sent: here their prices follow."""
DONE: Final = ("matched", "bound", "waiting")
"""Phases in which nothing can be bought any more."""
INSURE: Final = "insure"
FIRST_STARTS: Final = 2
ORDER: Final[tuple[Stands, ...]] = ("start", "free", "bought", "left", "no price", "outside")
FREE_SIGNALS: Final = "Signals cost nothing: see first where they do most, on the Applying page."
TOO_LONG: Final = (
    "The road is too long for {}: another Match year, or more hours, does what no money does."
)
NOT_SAID: Final = (
    "How many applications you sent is not said, so only what can still be sent is insured: the "
    "Week page asks it (y)."
)
IN_ORDER: Final = "In the order of the application list."
NOT_TOLD: Final = "Your hours a week are not told: {:g} are reckoned, and more are not offered."
FALLS_SHORT: Final = (
    "{:.0f} of 100 first tries are taken to fall short (an assumption); with none, as the Journey "
    "page reckons, all is in time in {}."
)


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
        typed = {key: typed_usd(key, text, self._state.facts.offers) for key, text in price.items()}
        state, first, why = looked_at(self._state, False, None)
        on = watched(state.road, state.days)
        why = f"{plain(why)}." if stand_of(state).phase in DONE else _why_not(state, on)
        bare = Insurance(
            season=state.season,
            budget=budget or state.applicant.budget,
            first=tuple((label, plain(words)) for label, words in first if label != SENT),
            nothing=why,
        )
        return bare if why else _insurance(state, on, bare, typed, short)


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
    points, order, notes = curve(state, bare.budget)
    rows = {offer.key: priced(state, offer, typed) for offer in offers}
    bought = market(_on_sale(rows), chance, points, bare.budget)
    worth = points[-1].value
    goods = (
        *(_started(*each, worth) for each in starts(on, offers, SEED)[:FIRST_STARTS]),
        *(_bought(each, rows, order) for each in bought),
        *_not_bought(rows, chance, frozenset(each.key for each in bought), worth),
    )
    answer = replace(
        bare,
        offers=tuple(sorted(goods, key=lambda row: ORDER.index(row.stands))),
        spent=sum(each.usd for each in bought),
        worth=chance(frozenset()) * points[0].value + sum(each.value for each in bought),
        notes=(*notes, *_notes(state, NO_LIST in notes)),
    )
    return _with_chances(answer, on, chance(frozenset()), offers)


def _on_sale(rows: Mapping[str, Insured]) -> dict[str, float]:
    return {key: row.usd for key, row in rows.items() if row.usd and row.stands == "left"}


def _with_chances(answer: Insurance, on: Watched, now: float, offers: Sequence[Offer]) -> Insurance:
    """The chance that all is in time with nothing bought, and as the Journey page reckons it."""
    short = max((offer.short for offer in offers), default=0.0)
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


def _started(step: Step, then: float, now: float, worth: float) -> Insured:
    """What can be started this week, as an offer that costs nothing."""
    task, later = step.task, step.told.started
    what = f"Start “{task.title}” now"
    why = f"Beside a start {f'on {later}' if later else 'in two weeks'}."
    return _gaining(Insured(task.key, what, why, "start", task), then, now, worth)


def _not_bought(
    rows: Mapping[str, Insured], chance: InTime, have: frozenset[str], worth: float
) -> Iterator[Insured]:
    """What was not bought, beside what was; what costs nothing beside nothing."""
    for key, row in rows.items():
        if row.stands == "outside":
            yield row
        elif key not in have:
            own = frozenset() if row.stands == "free" else have
            yield _gaining(row, chance(own), chance(own | {key}), worth)


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
