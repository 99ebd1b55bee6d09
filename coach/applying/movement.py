"""What changed and why: two rankings compared, and what moved put down to single inputs.

Each changed input is then switched
alone from the old state; what the inputs do only with one another is named "together".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from coach.applying.weighing import Ranked
from coach.records import Change, Numbers, Program, ReadFact, Record, replace

SCORE_MOVED: Final = 0.5
"""Points from which a program counts as moved; less is only the others moving (a judgement)."""
CHANCE_MOVED: Final = 0.002
"""Probability: a tenth of what an average application has (a judgement)."""
A_POINT: Final = 0.003
"""Probability that weighs as much as a point of the score (a judgement)."""
MOST_INPUTS: Final = 12
"""Inputs that are looked at alone; more are named together, so that it stays quick."""
DAY: Final = "day"
Rows = Mapping[tuple[str, str], Record]
"""Entries by table and key."""
Rank = Callable[["State", str | None], Sequence[Ranked]]
"""The ranking of a state: of one specialty, or (None) of all that it names."""


class State(Record):
    """All that a ranking is made of, but the release's own facts."""

    rows: Rows
    day: date


class Input(Record):
    """One thing that differs between two states."""

    table: str
    """profile, fact or day."""
    key: str
    before: Record | date | None
    after: Record | date | None
    at: str
    """When it last changed."""


class Cause(Record):
    """What one input alone does to one program, or all of them together beyond that."""

    input: Input | None
    """None: the inputs together."""
    score: float
    """Points."""
    gate: str
    """opens, closes or ""."""
    chance: float
    """Change of the chance of an invitation (its mean), -1 to 1."""

    @property
    def name(self) -> str:
        """What does it: the key, the table, or all together."""
        return self.input.key or self.input.table if self.input else "together"

    @property
    def weight(self) -> float:
        """How much it does: a gate before points of the score or the chance."""
        return 1000.0 * bool(self.gate) + max(abs(self.score), abs(self.chance) / A_POINT)


class GateMoved(Record):
    """A gate that says something else, before and after."""

    rule: str
    before: str
    after: str


class Moved(Record):
    """One program before and after; numbers and places None where it was not in the ranking."""

    program: Program
    before: Numbers | None
    after: Numbers | None
    place_before: int | None
    place_after: int | None
    causes: tuple[Cause, ...]
    """The strongest first."""
    gates: tuple[GateMoved, ...] = ()
    """Of those that are told, what changed."""

    @property
    def weight(self) -> float:
        """How much it moved: a gate before a score."""
        was, now = self.before, self.after
        if was is None or now is None:
            return 1000.0
        return 100.0 * (was.failed != now.failed) + abs(now.score - was.score)


class Movement(Record):
    """Everything that moved between two states."""

    since: str
    then: State
    now: State
    inputs: tuple[Input, ...]
    """In the order of time."""
    moved: tuple[Moved, ...]
    """The strongest first."""
    shifted: int
    """Programs whose place alone changed, because others moved."""
    told: tuple[Moved, ...] = ()
    """As many of the first as were asked for."""

    @property
    def began(self) -> bool:
        """Whether there was no ranking to compare with."""
        return bool(self.moved) and all(program.before is None for program in self.moved)


def after_day(changes: Iterable[Change], day: date) -> list[Change]:
    """The changes made on this day or later."""
    return [change for change in changes if change.at[:10] >= day.isoformat()]


def last_acts(changes: Iterable[Change], count: int) -> list[Change]:
    """The changes since the n-th last act that still stands, that act included."""
    listed = list(changes)
    acts = {change.group for change in listed if not change.undone and change.undoes is None}
    first = min(sorted(acts, reverse=True)[:count], default=None)
    return [] if first is None else [change for change in listed if change.group >= first]


def inputs(then: State, now: State, changes: Iterable[Change]) -> tuple[Input, ...]:
    """What differs between two states, the oldest change first, the day last."""
    by_age = sorted(changes, key=lambda change: change.id)
    last = {(change.table, change.key): change.at for change in by_age}
    keys = [
        key
        for key in {**then.rows, **now.rows}
        if _undated(then.rows.get(key)) != _undated(now.rows.get(key))
    ]
    differing = [
        Input(*key, then.rows.get(key), now.rows.get(key), _changed_at(*key, last)) for key in keys
    ]
    differing.sort(key=lambda change: (change.at, change.table, change.key))
    if then.day != now.day:
        differing.append(Input(DAY, "", then.day, now.day, ""))
    return tuple(differing)


def _changed_at(table: str, key: str, last: Mapping[tuple[str, str], str]) -> str:
    """When it was last changed: in its own row, or in the log that gives the answer."""
    log = key.partition(".")[0]
    given_by = (at for place, at in last.items() if log in place)
    return last.get((table, key)) or max(given_by, default="")


def _widest(change: Input) -> tuple[bool, bool]:
    """Sorts what decides about every program to the front; the rest stays in its order."""
    return change.key != "specialties", change.key != "visa" and change.table != DAY


def _undated(entry: Record | None) -> Record | None:
    """What an entry says; when it was written down does not count."""
    return replace(entry, at="") if isinstance(entry, ReadFact) else entry


def switched(then: State, change: Input) -> State:
    """The old state with this input alone as it is at present."""
    if isinstance(change.after, date):
        return replace(then, day=change.after)
    rows = {**then.rows, (change.table, change.key): change.after}
    return replace(then, rows={key: entry for key, entry in rows.items() if entry})


def movement(
    then: State, now: State, changes: Sequence[Change], since: str, rank: Rank
) -> Movement:
    """What moved between two states and why; `rank` gives the ranking of a state."""
    changed = inputs(then, now, changes)
    if not changed:
        return Movement(since, then, now, (), (), 0)
    old, new = _placed(rank(then, None)), _placed(rank(now, None))
    alone = [
        (each, new if len(changed) == 1 else _alone(each, then, old, rank))
        for each in sorted(changed, key=_widest)[:MOST_INPUTS]
    ]
    both = old.keys() | new.keys()
    moved = [
        _moved(old.get(key), new.get(key), [(each, placed.get(key)) for each, placed in alone])
        for key in both
        if _has_moved(old.get(key), new.get(key))
    ]
    moved.sort(key=lambda each: (-each.weight, each.place_after or 10**6, each.program.id))
    shifted = sum(
        old[key].place != new[key].place and not _has_moved(old[key], new[key])
        for key in old.keys() & new.keys()
    )
    return Movement(since, then, now, changed, tuple(moved), shifted)


class _Placed(Record):
    program: Program
    numbers: Numbers
    place: int


_Alone = Sequence[tuple[Input, _Placed | None]]
"""Where one program would stand with each input switched alone."""


def _alone(change: Input, then: State, old: dict[str, _Placed], rank: Rank) -> dict[str, _Placed]:
    """The old ranking with one input switched; a program's fact moves its own specialty only."""
    state = switched(then, change)
    if change.table != "fact":
        return _placed(rank(state, None))
    program = old.get(change.key.partition(":")[0])
    return old | _placed(rank(state, program.program.specialty)) if program else old


def _placed(ranked: Sequence[Ranked]) -> dict[str, _Placed]:
    return {each[0].id: _Placed(*each, place) for place, each in enumerate(ranked, 1)}


def _has_moved(old: _Placed | None, new: _Placed | None) -> bool:
    if old is None or new is None:
        return old is not new
    return (
        old.numbers.failed != new.numbers.failed
        or abs(_score(new) - _score(old)) >= SCORE_MOVED
        or abs(_chance(new) - _chance(old)) >= CHANCE_MOVED
    )


def _moved(old: _Placed | None, new: _Placed | None, alone: _Alone) -> Moved:
    some = new or old
    assert some
    was = (old.numbers, old.place) if old else (None, None)
    now = (new.numbers, new.place) if new else (None, None)
    causes = tuple(_causes(old, new, alone))
    return Moved(some.program, was[0], now[0], was[1], now[1], causes)


def _causes(old: _Placed | None, new: _Placed | None, alone: _Alone) -> list[Cause]:
    """What each input does alone, and what is left for all of them together."""
    causes = [_cause(each, old, placed) for each, placed in alone]
    whole = _cause(None, old, new)
    told_already = any(cause.gate == whole.gate for cause in causes)
    score = whole.score - sum(each.score for each in causes)
    chance = whole.chance - sum(each.chance for each in causes)
    causes.append(Cause(None, score, "" if told_already else whole.gate, chance))
    least = SCORE_MOVED / 5
    return sorted((each for each in causes if each.weight >= least), key=lambda each: -each.weight)


def _cause(change: Input | None, old: _Placed | None, new: _Placed | None) -> Cause:
    return Cause(change, _score(new) - _score(old), _gate(old, new), _chance(new) - _chance(old))


def _score(placed: _Placed | None) -> float:
    return placed.numbers.score if placed else 0.0


def _chance(placed: _Placed | None) -> float:
    return placed.numbers.chance.mid if placed and placed.numbers.chance else 0.0


def _gate(old: _Placed | None, new: _Placed | None) -> str:
    was, now = (placed is not None and not placed.numbers.failed for placed in (old, new))
    return "" if was == now else "opens" if now else "closes"
