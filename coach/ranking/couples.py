"""Two lists made into one: pairs in an order, what one leaves to a partner, and what it says.

The algorithm takes the first pair that both get. If none fits, neither is matched: the lists of
each alone are never tried. Lists behind advanced posts are no part of it, each has its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from math import asin, cos, radians, sin, sqrt
from random import Random
from typing import Annotated, Final, Literal
from zlib import crc32

import msgspec
from msgspec import Meta

from coach.ranking.market import NO_MATCH, Entrant, Listed, Market, single
from coach.ranking.replay import YOU, Drawn, by_lot, drawn
from coach.records import CoachError, Program, Record

MOST_LINES: Final = 300
"""Ranks that each of a couple may have; the rule couples_lists has the source."""
RULES: Final = ("couples_lists", "couples_verified")
"""Rules of the facts that stand beside a joint list, the last for one who is not verified."""
EARTH: Final = 3958.8
"""Miles from its middle to its face."""
LARGEST_FILE: Final = 200_000
"""Characters; 300 lines have 30,000."""
PARTNER: Final = "your partner"
SAMPLED: Final = 6
"""Other orders of the joint list that are run in each market."""

Place = tuple[float, float]


class Spot(Record, forbid_unknown_fields=True):
    """A program as it stands on a list that is shared: a name and a town, nothing else."""

    name: Annotated[str, Meta(min_length=1, max_length=200)]
    town: Annotated[str, Meta(max_length=100)] = ""

    @property
    def key(self) -> str:
        """The same however it is spelt in capitals."""
        return f"{self.name}, {self.town}".casefold()


class Shared(Record, forbid_unknown_fields=True):
    """A list as its owner hands it to a partner."""

    season: int
    order: tuple[Spot, ...]


class Wishes(Record):
    """How two lists become one."""

    weight: Annotated[float, Meta(ge=0, le=1)] = 0.5
    """How much the places of the first count, beside those of the second."""
    far: Annotated[float, Meta(ge=0, le=100)] = 2.0
    """Places that a hundred miles between the two count for."""
    farthest: Annotated[float, Meta(ge=0)] | None = None
    """Miles from which a pair is left out; None leaves out none."""
    alone: tuple[Literal["first", "second"], ...] = ()
    """Who would take a place while the other has none, behind all pairs."""


class Pair(Record):
    """A line of the joint list; None stands for the "no match" code."""

    first: Spot | None
    second: Spot | None
    miles: float | None = None
    """Between the two towns; None where one is unknown, and the mean of the others counts."""


class Joint(Record):
    """The joint list, and what is not on it."""

    lines: tuple[Pair, ...]
    too_far: int = 0
    past_the_limit: int = 0


class PairReplay(Record):
    """What came of a joint list, and of other orders of it, in the same markets."""

    markets: int
    rested: int
    """Markets that came to rest with the true order; the rest are not counted."""
    both: int
    alone: int
    """Markets in which only one of the two was matched."""
    tried: int
    better_orders: int
    """Nobody promises a couple that there is none: that holds only for single lists."""
    worse_orders: int


def written(season: int, order: Sequence[Spot]) -> str:
    """The text of the file for a partner: season, order, names and towns."""
    return json.dumps(msgspec.to_builtins(Shared(season, tuple(order))), indent=1) + "\n"


def read(text: str, season: int, name: str) -> tuple[Spot, ...]:
    """A partner's list out of the text of a file. Raises CoachError with what is wrong."""
    if len(text) > LARGEST_FILE:
        raise CoachError(f"{name} is too large for a rank list; nothing was read.")
    try:
        shared = msgspec.json.decode(text, type=Shared)
    except (msgspec.DecodeError, RecursionError) as error:
        raise CoachError(
            f"{name} is no list that a partner's coach wrote ({error}); nothing was read."
        ) from None
    if shared.season != season:
        raise CoachError(
            f"{name} is the list of {shared.season}, yours is of {season}: ask for the new one."
        )
    if not shared.order:
        raise CoachError(f"{name} has no program; a joint list needs at least one.")
    if twice := repeated(shared.order):
        raise CoachError(f"{name} has {twice.name} twice; ask which place counts.")
    return shared.order


def repeated(order: Iterable[Spot]) -> Spot | None:
    """The first program that stands on a list twice."""
    seen: set[str] = set()
    for spot in order:
        if spot.key in seen:
            return spot
        seen.add(spot.key)
    return None


def towns(programs: Iterable[Program]) -> dict[str, Place]:
    """Where each town is, by its name and state: the first of its programs with a place."""
    known: dict[str, Place] = {}
    for program in programs:
        if program.latitude is not None and program.longitude is not None:
            known.setdefault(town_of(program), (program.latitude, program.longitude))
    return known


def town_of(program: Program) -> str:
    """The town as it stands on a list."""
    return f"{program.city} {program.state}"


def miles_between(start: Place, end: Place) -> float:
    """Miles as the crow flies."""
    (north, east), (other_north, other_east) = map(_in_radians, (start, end))
    bow = sin((other_north - north) / 2) ** 2
    bow += cos(north) * cos(other_north) * sin((other_east - east) / 2) ** 2
    return 2 * EARTH * asin(sqrt(min(1.0, bow)))


def _in_radians(place: Place) -> Place:
    return radians(place[0]), radians(place[1])


def joint(
    first: Sequence[Spot],
    second: Sequence[Spot],
    places: Mapping[str, Place],
    wishes: Wishes = Wishes(),  # noqa: B008
) -> Joint:
    """All pairs by both places and the way between, then lines in which one stays without."""
    pairs = [
        Pair(spot, other, _way(places.get(spot.town), places.get(other.town)))
        for spot, other in product(first, second)
    ]
    known = [pair.miles for pair in pairs if pair.miles is not None]
    usual = sum(known) / len(known) if known else 0.0
    costs = []
    for (mine, theirs), pair in zip(
        product(range(len(first)), range(len(second))), pairs, strict=True
    ):
        cost = wishes.weight * mine + (1 - wishes.weight) * theirs
        cost += wishes.far * (usual if pair.miles is None else pair.miles) / 100
        costs.append((cost, max(mine, theirs), pair))
    near = [row for row in costs if not _is_far(row[2], wishes)]
    together = [pair for *_, pair in sorted(near, key=lambda row: row[:2])]
    # The lines that keep one of the two from nothing are short, and the last to be cut.
    alone = _alone(first, second, wishes)[:MOST_LINES]
    kept = together[: MOST_LINES - len(alone)]
    return Joint((*kept, *alone), len(costs) - len(near), len(together) - len(kept))


def _way(start: Place | None, end: Place | None) -> float | None:
    return miles_between(start, end) if start and end else None


def _is_far(pair: Pair, wishes: Wishes) -> bool:
    miles, farthest = pair.miles, wishes.farthest
    return miles is not None and farthest is not None and miles > farthest


def _alone(first: Sequence[Spot], second: Sequence[Spot], wishes: Wishes) -> list[Pair]:
    """Lines with the "no match" code, the places of both in turn, the heavier list first."""
    lines = [(place, -wishes.weight, Pair(spot, None)) for place, spot in enumerate(first)]
    lines = lines if "first" in wishes.alone else []
    if "second" in wishes.alone:
        weight = wishes.weight - 1
        lines += [(place, weight, Pair(None, spot)) for place, spot in enumerate(second)]
    return [pair for *_, pair in sorted(lines, key=lambda row: row[:2])]


def sign_of(pair: Pair) -> str:
    """A sign that knows a pair again and tells nothing of it to who has not both lists."""
    return f"{crc32(f'{_key(pair.first)}|{_key(pair.second)}'.encode()):08x}"


def by_hand(lines: Sequence[Pair], signs: Sequence[str]) -> tuple[Pair, ...]:
    """The lines in an order that was set by hand; what is new stays behind the line before it."""
    named = {sign_of(line): line for line in lines}
    order = [sign for sign in dict.fromkeys(signs) if sign in named]
    for before, sign in zip(("", *named), named, strict=False):
        if sign not in order:
            order.insert(order.index(before) + 1 if before else 0, sign)
    return tuple(named[sign] for sign in order)


def put(lines: Sequence[Pair], line: int, place: int) -> tuple[Pair, ...]:
    """One line at another place, the others make room. Raises CoachError."""
    for number in (line, place):
        if not 1 <= number <= len(lines):
            raise CoachError(f"There is no line {number}: lines go from 1 to {len(lines)}.")
    order = list(lines)
    order.insert(place - 1, order.pop(line - 1))
    return tuple(order)


def replayed(lines: Sequence[Pair], seed: int, markets: int = 100) -> PairReplay:
    """The joint list and other orders of it in drawn markets; what comes is counted."""
    random = Random(seed)
    order = tuple((_key(line.first), _key(line.second)) for line in lines)
    rested = both = alone = tried = better = worse = 0
    for _ in range(markets if order else 0):
        before = market_for(order, random)
        place = place_of(before, order, order)
        if place is None:
            continue
        rested += 1
        if place < len(order):
            both += NO_MATCH not in order[place]
            alone += NO_MATCH in order[place]
        for _ in range(SAMPLED if len(order) > 1 else 0):
            other = tuple(random.sample(order, len(order)))
            reached = place_of(before, other, order)
            tried += reached is not None
            better += reached is not None and reached < place
            worse += reached is not None and reached > place
    return PairReplay(markets, rested, both, alone, tried, better, worse)


def _key(spot: Spot | None) -> str:
    return spot.key if spot else NO_MATCH


def market_for(order: Sequence[tuple[str, str]], random: Random) -> Market:
    """A market with all others in it: those who like the programs of the first, or the second's."""
    keys = [[key for key in dict.fromkeys(side) if key] for side in zip(*order, strict=True)]
    mine, theirs = (drawn(programs, random) for programs in keys)
    theirs = renamed(theirs)
    programs = mine.programs | theirs.programs
    for key in mine.programs.keys() & theirs.programs.keys():
        names = [*mine.programs[key].ranking, *theirs.programs[key].ranking]
        ranking = by_lot(names, dict.fromkeys(names, 0.0), random)
        programs[key] = Listed(mine.programs[key].places + 1, tuple(ranking))
    market = Market(programs)
    for name, lines in (mine.rankings | theirs.rankings).items():
        market.enter(single(name, lines))
    return market


def renamed(market: Drawn) -> Drawn:
    """The market of the second of a couple: nobody has a name that stands in the first's."""
    names = {YOU: PARTNER} | {name: f"{name}'" for name in market.rankings}
    programs = {
        key: Listed(listed.places, tuple(names[name] for name in listed.ranking))
        for key, listed in market.programs.items()
    }
    return Drawn(programs, {names[name]: lines for name, lines in market.rankings.items()})


def place_of(
    before: Market, ranking: Sequence[tuple[str, str]], order: Sequence[tuple[str, str]]
) -> int | None:
    """The place in the true order of what a joint list gets; None where it goes round."""
    market = before.copied()
    if not market.enter(Entrant((YOU, PARTNER), tuple(ranking))):
        return None
    matched = market.matched()
    reached = matched.get(YOU, NO_MATCH), matched.get(PARTNER, NO_MATCH)
    return order.index(reached) if reached in order else len(order)
