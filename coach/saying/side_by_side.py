"""Two to four programs side by side, one thing a line, with small bars where they are measured."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from textwrap import wrap
from typing import Final

from coach.cells import fit
from coach.profile.fields import WISHES
from coach.records import Numbers
from coach.rules.fields import FACTS
from coach.rules.programs import GATES
from coach.saying.bars import bar
from coach.saying.chance import Scale
from coach.saying.text import DOT, NO, YES, Line, head
from coach.subjects.coach import Coach
from coach.subjects.programs import Standing
from coach.wording import chance_brief, fact_words, short_name

LABEL: Final = 9
"""Cells for the name of a thing, left of the programs that are compared by it."""
NUMBER: Final = 7
"""Cells of a number beside its drawing."""
WIDEST: Final = 12
"""Cells of a drawing where there is room."""
MOST: Final = 34
"""Cells of a program on a wide screen: what is compared stands close."""
COMPARED: Final = ("visa_j1", "visa_h1b", "img_share", "positions", "kind")
OUTCOMES: Final = {"pass": YES, "fail": f"{NO} no", "unknown": "? ask"}
Drawn = tuple[str, str]
"""A number and its drawing."""


def compare_lines(standings: Sequence[Standing], coach: Coach, width: int) -> list[Line]:
    """All that is known of each, the measured things drawn on one scale for all."""
    room = min(max(10, (width - LABEL - 3) // len(standings) - 1), MOST)
    cells = min(WIDEST, room - NUMBER - 1)
    names = zip_longest(
        *(wrap(short_name(standing.program), room) for standing in standings), fillvalue=""
    )
    heads = [_row("", name, room, "strong") for name in names]
    stated = [Line(), *_stated(standings, coach, room), Line(), *_gates(standings, room), Line()]
    added = [_drawn(wish, _added(standings, wish, cells), room) for wish in WISHES]
    last = [head("What each wish adds to the score"), *added]
    return [*heads, *_measured(standings, room, cells), *stated, *last]


def _measured(standings: Sequence[Standing], room: int, cells: int) -> list[Line]:
    places = [f"{standing.program.city}, {standing.program.state}" for standing in standings]
    numbers = [standing.numbers for standing in standings]
    return [
        _row("where", places, room),
        _drawn("score", [_part(each.score, 100, cells) for each in numbers], room),
        _drawn("fit", [_part(each.fit, 100, cells) for each in numbers], room),
        _drawn("~chance %", _chances(numbers, cells), room),
        _row("tier", [each.tier or DOT for each in numbers], room),
        _row("known", [f"{each.coverage:.0%}" for each in numbers], room),
    ]


def _stated(standings: Sequence[Standing], coach: Coach, room: int) -> list[Line]:
    facts = [coach.programs.known_facts(standing.program.id) for standing in standings]
    return [
        _row(FACTS[key].short, [fact_words(known[key]) for known in facts], room)
        for key in COMPARED
    ]


def _gates(standings: Sequence[Standing], room: int) -> list[Line]:
    """The gates that one of them does not pass."""
    gates = [{gate.rule: gate for gate in standing.assessment.gates} for standing in standings]
    return [
        _row(GATES[rule].short, [OUTCOMES[each[rule].outcome] for each in gates], room)
        for rule in gates[0]
        if any(each[rule].outcome != "pass" for each in gates)
    ]


def _row(name: str, values: Iterable[str], room: int, tone: str = "") -> Line:
    cells = " ".join(fit(value, room) for value in values)
    return Line.of(f"{name:{LABEL}} {cells}".rstrip(), tone, is_row=True)


def _drawn(name: str, values: Iterable[Drawn], room: int) -> Line:
    return _row(name, [f"{number:>{NUMBER}} {drawing}" for number, drawing in values], room)


def _part(value: float, most: float, cells: int) -> Drawn:
    return f"{value:.0f}", bar(value / most, cells) if cells > 1 else ""


def _chances(numbers: Sequence[Numbers], cells: int) -> list[Drawn]:
    scale = Scale.of(numbers)
    return [
        (chance_brief(each) or DOT, scale.drawn(each, cells) if cells > 2 else "")
        for each in numbers
    ]


def _added(standings: Sequence[Standing], wish: str, cells: int) -> list[Drawn]:
    """What one wish adds, beside the most that any adds."""
    parts = [
        {reason.key: reason.contribution for reason in standing.assessment.reasons}
        for standing in standings
    ]
    most = max((part for each in parts for part in each.values()), default=0.0)
    drawn = [_part(each.get(wish, 0.0), most or 1.0, cells) for each in parts]
    return [(f"+{number}", drawing) for number, drawing in drawn]
