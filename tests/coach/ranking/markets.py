"""Markets as hypothesis draws them, and every stable result of a small one by trying them all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from random import Random
from typing import Final

from hypothesis import strategies as st

from coach.ranking.market import NO_MATCH, Entrant, Listed, Market, single
from coach.records import Record

ATTEMPTS: Final = 30
"""Orders of entry that are tried before a market counts as one without a stable result."""
Rankings = dict[str, tuple[str, ...]]
Programs = dict[str, Listed]


class Couple(Record):
    """Two applicants with one joint list; the lines of each alone are never tried."""

    first: str
    second: str
    pairs: tuple[tuple[str, str], ...]


class Settled(Record):
    """How a market ended."""

    matched: dict[str, str]
    is_stable: bool
    """False: in no order of entry tried did it come to rest."""


@st.composite
def markets(draw: st.DrawFn, most: int = 9) -> tuple[Rankings, Programs]:
    """Applicants and programs; each side may leave out some of the other."""
    keys = [f"program {number}" for number in range(draw(st.integers(1, 5)))]
    names = [f"applicant {number}" for number in range(draw(st.integers(1, most)))]
    rankings = {name: part(draw, keys) for name in names}
    programs = {key: Listed(draw(st.integers(1, 3)), part(draw, names)) for key in keys}
    return rankings, programs


def part(draw: st.DrawFn, names: list[str]) -> tuple[str, ...]:
    """Some of the names, in an order."""
    mixed = draw(st.permutations(names))
    return tuple(mixed[: draw(st.integers(0, len(names)))])


@st.composite
def coupled(draw: st.DrawFn, most_couples: int = 2) -> tuple[Rankings, Programs, list[Couple]]:
    """A small market in which some of the applicants are couples."""
    keys = [f"program {number}" for number in range(draw(st.integers(1, 3)))]
    couples = []
    lines = [pair for pair in product([*keys, NO_MATCH], repeat=2) if pair != (NO_MATCH, NO_MATCH)]
    for number in range(draw(st.integers(1, most_couples))):
        pairs = tuple(draw(st.permutations(lines))[: draw(st.integers(1, 4))])
        couples.append(Couple(f"first {number}", f"second {number}", pairs))
    names = [f"applicant {number}" for number in range(draw(st.integers(0, 3)))]
    everybody = names + [name for couple in couples for name in (couple.first, couple.second)]
    rankings = {name: part(draw, keys) for name in names}
    programs = {
        key: Listed(draw(st.integers(1, 2)), tuple(draw(st.permutations(everybody))))
        for key in keys
    }
    return rankings, programs, couples


def paired(couple: Couple) -> Entrant:
    """A couple with its joint list."""
    return Entrant((couple.first, couple.second), couple.pairs)


def stable_results(entrants: list[Entrant], programs: Mapping[str, Listed]) -> list[dict[str, str]]:
    """All results in which every program keeps to its places and nobody would rather and could."""
    results = []
    for lines in product(*(range(len(entrant.lines) + 1) for entrant in entrants)):
        held = placed(entrants, lines)
        if all(fits(held, key, program) for key, program in programs.items()) and not any(
            could(held, entrant, line, programs)
            for entrant, current in zip(entrants, lines, strict=True)
            for line in range(current)
        ):
            results.append(held)
    return results


def placed(entrants: list[Entrant], lines: tuple[int, ...]) -> dict[str, str]:
    """Who is where, when each has the line of that number."""
    return {
        name: program
        for entrant, line in zip(entrants, lines, strict=True)
        if line < len(entrant.lines)
        for name, program in zip(entrant.members, entrant.lines[line], strict=True)
        if program != NO_MATCH
    }


def fits(held: Mapping[str, str], key: str, program: Listed) -> bool:
    """Has a program ranked whom it holds, and not more than its places?"""
    here = [name for name, at in held.items() if at == key]
    return len(here) <= program.places and set(here) <= set(program.ranking)


def could(
    held: Mapping[str, str], entrant: Entrant, line: int, programs: Mapping[str, Listed]
) -> bool:
    """Would the programs of a line take the members before some whom they hold?"""
    coming = dict(zip(entrant.members, entrant.lines[line], strict=True))
    rest = {name: at for name, at in held.items() if name not in coming}
    return all(
        set(arriving(coming, key)) <= set(chosen({**rest, **coming}, key, programs))
        for key in set(coming.values()) - {NO_MATCH}
    )


def arriving(coming: Mapping[str, str], key: str) -> Iterator[str]:
    """Who would come to a program."""
    return (name for name, at in coming.items() if at == key)


def chosen(held: Mapping[str, str], key: str, programs: Mapping[str, Listed]) -> list[str]:
    """Whom a program would keep of all who are or would be there."""
    program = programs[key]
    return [name for name in program.ranking if held.get(name) == key][: program.places]


def settled(
    rankings: Mapping[str, Sequence[str]],
    programs: Mapping[str, Listed],
    couples: Sequence[Couple] = (),
) -> Settled:
    """The market at rest; with couples there may be none, and then the first try is told."""
    pairs = [paired(couple) for couple in couples]
    of_pairs = {name for couple in pairs for name in couple.members}
    singles = [single(name, lines) for name, lines in rankings.items() if name not in of_pairs]
    tries = (entered(programs, order) for order in orders_of_entry(singles, pairs))
    first = next(tries)
    return first if first.is_stable else next((end for end in tries if end.is_stable), first)


def entered(programs: Mapping[str, Listed], order: Iterable[Entrant]) -> Settled:
    """The end of a market that is entered in one order."""
    market, is_stable = Market(programs), True
    for entrant in order:
        is_stable = market.enter(entrant)
    return Settled(market.matched(), is_stable)


def orders_of_entry(singles: list[Entrant], pairs: list[Entrant]) -> Iterator[list[Entrant]]:
    """The couples last, then in other orders; then all mixed: a late single can end a circle."""
    yield [*singles, *pairs]
    for attempt in range(ATTEMPTS):
        random, order = Random(attempt), [*singles, *pairs]
        mixed = pairs if attempt < ATTEMPTS // 2 else order
        random.shuffle(mixed)
        yield order if mixed is order else [*singles, *mixed]


def matched(
    rankings: Mapping[str, Sequence[str]],
    programs: Mapping[str, Listed],
    couples: Sequence[Couple] = (),
) -> dict[str, str]:
    """Who is matched where; who stays without a place is left out."""
    return settled(rankings, programs, couples).matched
