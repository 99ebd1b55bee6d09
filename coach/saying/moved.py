"""What moved in the ranking, and because of what, in words."""

from __future__ import annotations

import json
from datetime import date
from typing import Final

from coach.applying.movement import CHANCE_MOVED, Cause, Input, Moved, Movement
from coach.logs.answers import Answer
from coach.profile.applicant import shown
from coach.profile.fields import BY_KEY
from coach.records import Numbers, ReadFact
from coach.rules.fields import FACTS, in_words
from coach.saying.bars import bar
from coach.saying.names import ProgramNames
from coach.saying.table import LEAST_NAME, Col, table
from coach.saying.text import ARROW, ROOM, Line, notes
from coach.subjects.coach import Coach
from coach.wording import chance_brief, short, short_name

BAR: Final = 6
COLUMNS: Final = (
    Col("st", 3, left=True),
    Col("place", 4),
    Col("", 0, left=True),
    Col("score", 2, joined=True),
    Col("~chance %", 1),
)
MOST_CAUSES: Final = 3
"""Causes told of one program."""


def moved(coach: Coach, movement: Movement) -> list[Line]:
    """Since when how much moved, and the first programs, with causes other than that of most."""
    lines = [Line.of(summary(coach, movement))]
    remarks = notes("Both rankings use the facts of this release.")
    if movement.began:
        return [*lines, *remarks]
    if movement.told:
        lines += [Line(), *_told(coach, movement)]
    if left := len(movement.moved) - len(movement.told):
        lines += [Line(), Line.of(f"{left} more moved; --limit shows them.")]
    if movement.shifted:
        lines += [Line(), Line.of(f"{movement.shifted} others changed their place only.")]
    return [*lines, *remarks]


def _told(coach: Coach, movement: Movement) -> list[Line]:
    """The programs in columns, each with its causes where they are not those of most."""
    names, (_, usual) = ProgramNames(each.program for each in movement.told), _usual(movement)
    columns = (Col("program", least=LEAST_NAME, shorten=names.short), *COLUMNS)
    rows = [(names.whole(each.program), *_row(each)) for each in movement.told]
    heads, *shown = table(columns, rows, ROOM)
    lines = [heads]
    for row, program in zip(shown, movement.told, strict=True):
        causes = program.causes[:MOST_CAUSES]
        is_usual = all(cause.input in (usual, None) for cause in causes)
        words = [] if is_usual else [cause_words(coach, cause) for cause in causes]
        lines += [row, *(Line.of(text, indent=4, hang=2) for text in words)]
    return lines


def _row(moved: Moved) -> tuple[str, ...]:
    before, after = moved.before, moved.after
    drawn = bar(after.score / 100, BAR) if after and not after.failed else ""
    place = f"{moved.place_before or '-'} {ARROW} {moved.place_after or '-'}"
    score = f"{_score(before)} {ARROW} {_score(after)}"
    return moved.program.state, place, drawn, score, f"{_chance(before)} {ARROW} {_chance(after)}"


def _score(numbers: Numbers | None) -> str:
    """ "-" for what is not in the applicant's specialties."""
    return "-" if numbers is None else "closed" if numbers.failed else f"{numbers.score:.0f}"


def _chance(numbers: Numbers | None) -> str:
    return "-" if numbers is None or numbers.failed else chance_brief(numbers) or "-"


def input_words(coach: Coach, change: Input) -> str:
    """What was changed, as the end of a sentence that begins with "because"."""
    if isinstance(change.before, date) and isinstance(change.after, date):
        days = (short(day, coach.today) for day in (change.before, change.after))
        return f"time went on (from {' to '.join(days)})"
    fact = change.after or change.before
    if not isinstance(fact, ReadFact):
        return _answer_words(change)
    program = coach.programs.known(fact.program_id)
    name = short_name(program) if program else fact.program_id
    label = FACTS[fact.field].label if fact.field in FACTS else fact.field
    if change.after is None:
        return f"you took back {label} at {name}"
    where = f" ({fact.source})" if fact.source not in ("", "you") else ""
    return f"you recorded {label} {in_words(fact.field, fact.value)} at {name}{where}"


def _answer_words(change: Input) -> str:
    field = BY_KEY.get(change.key)
    if field is None:
        return f"you changed {change.key}"
    was, then = (
        json.loads(answer.value) if isinstance(answer, Answer) else None
        for answer in (change.before, change.after)
    )
    old, new = shown(field, was) or "no answer", shown(field, then) or "no answer"
    return f"you changed {field.label} from {old} to {new}"


def cause_words(coach: Coach, cause: Cause) -> str:
    """One cause: what, and what it does alone in points or at a gate."""
    what = input_words(coach, cause.input) if cause.input else "all of it together"
    points = f"score {cause.score:+.1f}" if abs(cause.score) >= 0.05 else ""
    chance = f"chance {'up' if cause.chance > 0 else 'down'}" * (abs(cause.chance) >= CHANCE_MOVED)
    return f"{what} ({', '.join(part for part in (cause.gate, points, chance) if part)})"


def summary(coach: Coach, movement: Movement) -> str:
    """Since when how many programs moved, and what most of them moved for."""
    since = short(date.fromisoformat(movement.since), coach.today)
    if movement.began:
        return f"On {since} no specialty was named yet: there is no ranking to compare with."
    if not movement.moved:
        return f"Since {since} no program moved."
    count = len(movement.moved)
    moved = f"{count} program{'s' if count > 1 else ''} moved"
    number, cause = _usual(movement)
    if not number:
        return f"Since {since} {moved}."
    why = input_words(coach, cause) if cause else "several changes work together"
    most = "" if number == count else f"{number} of them "
    return f"Since {since} {moved}, {most}because {why}."


def _usual(movement: Movement) -> tuple[int, Input | None]:
    """What most programs moved for, and how many did; 0 where no cause is known."""
    first = [program.causes[0].input for program in movement.moved if program.causes]
    counts = [(first.count(change), -place) for place, change in enumerate(first)]
    if not counts:
        return 0, None
    number, place = max(counts)
    return number, first[-place]
