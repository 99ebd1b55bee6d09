"""The true order against every other: the algorithm is run on both, and the better is counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations
from random import Random
from typing import Final

from coach.ranking.market import Listed, Market, Step, single
from coach.records import Record

YOU: Final = "you"
ALL_ORDERS: Final = 5
"""Programs up to which every order is tried (119 others); above, a sample in each market."""
SAMPLED: Final = 20
RANKED: Final = 0.8
"""Share of programs that rank somebody whom they interviewed, as drawn: no fact, only a market."""
TOLD: Final = (4, 5)
"""Programs and other applicants of the market that is told in steps: what fits one screen."""


class Drawn(Record):
    """A market as drawn: the programs, and the lists of all others."""

    programs: dict[str, Listed]
    rankings: dict[str, tuple[str, ...]]


class Shown(Record):
    """One small market, step by step, on the first programs of one's own list."""

    programs: dict[str, Listed]
    rankings: dict[str, tuple[str, ...]]
    steps: tuple[Step, ...]
    place: str
    """The program that one is matched to; "" for none."""


class Replay(Record):
    """What came of the true order and of others in the same markets."""

    markets: int
    matched: int
    """Markets in which the true order was matched."""
    tried: int
    """Other orders that were run."""
    better_orders: int
    """Of them, those that got a program which the true order puts higher."""
    worse_orders: int
    """Of them, those that got one further down, or none."""
    shown: Shown | None


def drawn(order: Sequence[str], random: Random, others: int | None = None) -> Drawn:
    """A market in which these programs have few places, and others like the same ones."""
    places = {program: random.choice((1, 1, 2, 3)) for program in order}
    if others is None:
        others = random.randint(sum(places.values()), 2 * sum(places.values()) + 2)
    liked = {program: random.gauss(0, 1) for program in order}
    rankings = {}
    for number in range(others):
        whole = by_lot(order, liked, random)
        rankings[name_of(number)] = tuple(whole[: random.randint(1, len(order))])
    strength = {name: random.gauss(0, 1) for name in (*rankings, YOU)}
    met = rankings | {YOU: tuple(order)}
    programs = {}
    for program in order:
        ranked = [name for name in met if program in met[name] and random.random() < RANKED]
        programs[program] = Listed(places[program], tuple(by_lot(ranked, strength, random)))
    return Drawn(programs, rankings)


def by_lot(names: Sequence[str], liked: Mapping[str, float], random: Random) -> list[str]:
    """The names as somebody ranks them who likes what others like, with a mind of one's own."""
    return sorted(names, key=lambda name: liked[name] + random.gauss(0, 1))


def name_of(number: int) -> str:
    """Letters for other applicants: A to Z, then A2."""
    again, letter = divmod(number, 26)
    return chr(ord("A") + letter) + (str(again + 1) if again else "")


def replayed(order: Sequence[str], seed: int, markets: int = 200) -> Replay:
    """The true order and others in the same drawn markets.

    The others enter first and once: in which order applicants enter changes nothing, so one's
    own lists can be tried on the same market after them.
    """
    order, random = tuple(dict.fromkeys(order)), Random(seed)
    matched = tried = better = worse = 0
    for _ in range(markets if order else 0):
        before = entered(drawn(order, random))
        place = place_of(before, order, order)
        matched += place < len(order)
        for other in other_orders(order, random):
            tried += 1
            reached = place_of(before, other, order)
            better += reached < place
            worse += reached > place
    return Replay(markets, matched, tried, better, worse, told(order, seed))


def entered(market: Drawn) -> Market:
    """A market with all the others in it."""
    running = Market(market.programs)
    for name, lines in market.rankings.items():
        running.enter(single(name, lines))
    return running


def place_of(before: Market, ranking: Sequence[str], order: Sequence[str]) -> int:
    """The place in the true order of what a list gets in a market; its length for nothing."""
    market = before.copied()
    market.enter(single(YOU, ranking))
    program = market.matched().get(YOU)
    return len(order) if program is None else order.index(program)


def other_orders(order: tuple[str, ...], random: Random) -> Iterator[tuple[str, ...]]:
    """All other orders of a short list; of a long one some, from one swap to all mixed."""
    if len(order) <= ALL_ORDERS:
        yield from (other for other in permutations(order) if other != order)
        return
    for number in range(SAMPLED):
        other = list(order)
        if number % 2:
            random.shuffle(other)
        else:
            first = random.randrange(len(order) - 1)
            other.insert(first, other.pop(random.randrange(first + 1, len(order))))
        if tuple(other) != order:
            yield tuple(other)


def told(order: Sequence[str], seed: int) -> Shown | None:
    """A small market worth reading: one is turned down somewhere, matched, and moves somebody."""
    few, random = tuple(order[: TOLD[0]]), Random(seed)
    if not few:
        return None
    best: tuple[int, Shown] | None = None
    for _ in range(60):
        market = drawn(few, random, TOLD[1])
        running = Market(market.programs)
        running.steps = []
        names = list(market.rankings)
        rankings = market.rankings | {YOU: few}
        for name in (*names[:2], YOU, *names[2:]):
            running.enter(single(name, rankings[name]))
        place = running.matched().get(YOU, "")
        shown = Shown(market.programs, rankings, tuple(running.steps), place)
        worth = worth_reading(shown)
        if best is None or worth > best[0]:
            best = worth, shown
    return best[1] if best else None


def worth_reading(shown: Shown) -> int:
    """How much of the algorithm a told market shows of one's own list, in few steps."""
    mine = [step for step in shown.steps if YOU in step.applicants]
    signs = (
        bool(shown.place),
        any(not step.is_held for step in mine),
        any(step.is_held and step.displaced for step in mine),
        any(YOU in step.displaced for step in shown.steps),
        len(shown.steps) <= 16,
    )
    return sum(signs)
