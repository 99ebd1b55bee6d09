"""The order that choices between two programs make.

Bradley-Terry (1952) with a normal prior: the chance that A is chosen over B is the logistic of
the difference of their strengths, and a choice counts once, twice or three times by how clear
it was. The prior keeps every strength finite however few choices there are. The order follows
the strengths, but never against a choice, unless choices go round in a circle: those are named.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from math import exp, lgamma, log
from typing import Annotated, Final

from msgspec import Meta

from coach.records import Record

RIDGE: Final = 0.5
"""One over the variance of a strength before any choice (SD 1.4)."""
CLOSE_ENOUGH: Final = 1e-9
MOST_SWEEPS: Final = 5_000
"""Never reached: the error of each sweep shrinks by a tenth or more with some 60 choices."""


class Choice(Record):
    """One program over another, by a little (1), clearly (2) or by far (3)."""

    better: str
    worse: str
    strength: Annotated[int, Meta(ge=1, le=3)] = 1


class Ordered(Record):
    """What the choices say."""

    order: tuple[str, ...]
    strengths: dict[str, float]
    circles: tuple[tuple[str, ...], ...]
    """Choices that go round, each preferred to the next and the last to the first; the smallest."""


def ordered(choices: Sequence[Choice], ids: Sequence[str] = ()) -> Ordered:
    """The order of all that are named; programs without a choice stand at strength 0, as given."""
    chosen_from = (name for choice in choices for name in (choice.better, choice.worse))
    names = list(dict.fromkeys((*ids, *chosen_from)))
    choices = [choice for choice in choices if choice.better != choice.worse]
    strengths = fitted(names, choices)
    below = reached(names, choices)
    above: dict[str, set[str]] = defaultdict(set)
    for choice in choices:
        if choice.better not in below[choice.worse]:
            above[choice.worse].add(choice.better)
    return Ordered(
        tuple(strongest_first(names, strengths, above)), strengths, circles(choices, below)
    )


def fitted(names: Sequence[str], choices: Sequence[Choice]) -> dict[str, float]:
    """The strengths that agree best with the choices and the prior.

    Each in turn goes as far as the steepest the logistic can bend (a quarter) allows: that
    never overshoots, so it always converges, from anywhere and in any order.
    """
    strengths = dict.fromkeys(names, 0.0)
    against: dict[str, list[tuple[str, int, int]]] = {name: [] for name in names}
    for choice in choices:
        against[choice.better].append((choice.worse, choice.strength, 1))
        against[choice.worse].append((choice.better, choice.strength, -1))
    reach = {
        name: RIDGE + sum(weight for _, weight, _ in rows) / 4 for name, rows in against.items()
    }
    for _ in range(MOST_SWEEPS):
        moved = 0.0
        for name, rows in against.items():
            mine = strengths[name]
            pull = -RIDGE * mine
            for other, weight, sign in rows:
                pull += sign * weight / (1 + exp(sign * (mine - strengths[other])))
            strengths[name] += pull / reach[name]
            moved = max(moved, abs(pull / reach[name]))
        if moved < CLOSE_ENOUGH:
            break
    return strengths


def reached(names: Iterable[str], choices: Iterable[Choice]) -> dict[str, set[str]]:
    """All that stand below each by choices, directly or over others."""
    below: dict[str, set[str]] = defaultdict(set)
    for choice in choices:
        below[choice.better].add(choice.worse)
    everything = {}
    for name in names:
        seen: set[str] = set()
        waiting = [name]
        while waiting:
            fresh = below[waiting.pop()] - seen
            seen |= fresh
            waiting += fresh
        everything[name] = seen
    return everything


def strongest_first(
    names: Iterable[str], strengths: Mapping[str, float], above: Mapping[str, set[str]]
) -> Iterator[str]:
    """By strength, but whoever was chosen over another comes first; equals as they were given."""
    left = dict.fromkeys(names)
    while left:
        free = [name for name in left if not any(other in left for other in above[name])]
        best = max(free, key=strengths.__getitem__)
        del left[best]
        yield best


def circles(
    choices: Sequence[Choice], below: Mapping[str, set[str]]
) -> tuple[tuple[str, ...], ...]:
    """The smallest circles, so many that every choice that goes round is in one."""
    direct: dict[str, list[str]] = defaultdict(list)
    for choice in choices:
        if choice.better in below[choice.worse] and choice.worse not in direct[choice.better]:
            direct[choice.better].append(choice.worse)
    pairs = [(better, worse) for better, others in direct.items() for worse in others]
    smallest = sorted(((better, *way(worse, better, direct)) for better, worse in pairs), key=len)
    named: list[tuple[str, ...]] = []
    told: set[tuple[str, str]] = set()
    for circle in smallest:
        steps = set(zip(circle, (*circle[1:], circle[0]), strict=True))
        if not steps <= told:
            told |= steps
            named.append(circle)
    return tuple(named)


def way(start: str, end: str, direct: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The shortest way down from one program to another, without the end; there is one."""
    before: dict[str, str] = {}
    waiting = deque([start])
    while waiting:
        name = waiting.popleft()
        for other in direct[name]:
            if other == end:
                path = [name]
                while path[-1] != start:
                    path.append(before[path[-1]])
                return tuple(reversed(path))
            if other not in before and other != start:
                before[other] = name
                waiting.append(other)
    return ()


def next_pair(ids: Sequence[str], choices: Sequence[Choice]) -> tuple[str, str] | None:
    """The pair whose answer tells most; None when every order of two is known from choices.

    Of those that no chain of choices decides, the one most open: near in strength, and each
    seldom asked about.
    """
    names = list(dict.fromkeys(ids))
    choices = [choice for choice in choices if {choice.better, choice.worse} <= {*names}]
    strengths, below = fitted(names, choices), reached(names, choices)
    asked = dict.fromkeys(names, RIDGE)
    for choice in choices:
        known = choice.strength * openness(strengths[choice.better] - strengths[choice.worse])
        asked[choice.better] += known
        asked[choice.worse] += known
    undecided = [
        (first, second)
        for first, second in combinations(names, 2)
        if second not in below[first] and first not in below[second]
    ]
    return max(
        undecided,
        key=lambda pair: (
            openness(strengths[pair[0]] - strengths[pair[1]])
            * (1 / asked[pair[0]] + 1 / asked[pair[1]])
        ),
        default=None,
    )


def needed(count: int) -> int:
    """About how many choices decide every two of so many (log2 of their orders; measured within a
    tenth with up to twenty)."""
    return round(lgamma(count + 1) / log(2))


def openness(difference: float) -> float:
    """How much an answer tells at this difference of strengths: a quarter when they are even."""
    share = 1 / (1 + exp(difference))
    return share * (1 - share)
