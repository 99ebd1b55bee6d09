"""The road in words: the stages, what has no chance, what moved, and what would change it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Annotated, Final

from coach.cells import padded
from coach.journey.chances import OnTime
from coach.journey.compared import Compared, Moved, Pair, again, gone
from coach.journey.deadlines import deadline, missed_words
from coach.journey.standing import Step
from coach.records import STAGE_KEYS, STAGES, replace
from coach.saying.bars import bar
from coach.saying.plan import before_words
from coach.saying.rules import broken
from coach.saying.states import sign
from coach.saying.table import LEAST_TITLE, Col, table
from coach.saying.task import has_chance
from coach.saying.text import ARROW, DOT, HEIGHT, ROOM, Answer, Line, Part, head, notes, rows
from coach.subjects.coach import Coach
from coach.subjects.options import Opt
from coach.subjects.road import Dated
from coach.typed_days import parsed_day
from coach.wording import NO_HOURS, short

MOST_MOVED: Final = 10
"""Moves told by a command; --json has all."""


def journey(
    coach: Coach,
    stage: Annotated[str | None, Opt(", ".join(STAGES), "S", choices=STAGE_KEYS)] = None,
    since: Annotated[str | None, Opt("also what moved since a day, and why", "DAY")] = None,
) -> Answer:
    """The stages with their checklists, the chance of each date, the critical chain."""
    # Numpy, 100 ms, comes with the chances and only here.
    ahead, wanted = coach.ahead.outlook(), [stage] if stage else list(STAGES)
    data: dict[str, object] = {
        "stages": [_stage(coach, key, ahead.chances) for key in wanted],
        "critical": coach.road.plan.critical,
        "gates": [gate for gate in ahead.gates if gate.tasks],
    }
    text = [*_stages(coach, ahead.chances, wanted), *notes(coach.history.clock_note)]
    if since:
        start = _since(since, coach.today)
        data["moved"] = moves = coach.ahead.moved_since(start)
        day = since if since[:4].isdigit() else str(start.date())
        told = moved_lines(moves[:MOST_MOVED]) or [Line.of("Nothing.", indent=2)]
        text += [Line(), head(f"Moved since {day}"), *told]
    return Answer(data, text)


def _stage(coach: Coach, stage: str, chances: Mapping[str, OnTime]) -> dict[str, object]:
    order = list(STAGES)
    steps = [step for step in coach.road.plan.steps if step.task.stage == stage]
    ahead = order.index(stage) - order.index(coach.road.place.stage)
    state = "current" if ahead == 0 else "ahead" if ahead > 0 else "behind"
    if ahead < 0 and all(step.finished for step in steps):
        state = "done"
    tasks = [Dated(step, chances.get(step.task.key)) for step in steps]
    return {"key": stage, "title": STAGES[stage], "state": state, "tasks": tasks}


def _since(text: str, today: date) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return datetime.combine(parsed_day(text, today, "past", "--since"), time())


def both(coach: Coach, compared: Compared) -> list[dict[str, object]]:
    """Each task of the road as it would be, beside what it is now."""
    told: list[dict[str, object]] = []
    for key, step in compared.then.by_key.items():
        old, chance = compared.now.step(key), compared.chances_now.get(key)
        now, then = old and Dated(old, chance), Dated(step, compared.chances_then.get(key))
        told.append({"key": key, "title": step.task.title, "now": now, "then": then})
    return told


def sentence(coach: Coach, move: Moved) -> str:
    """What moved, in words."""
    return str(move)


def _stages(coach: Coach, chances: Mapping[str, OnTime], stages: Iterable[str]) -> list[Line]:
    """The stages with their checklists, and why some steps have no chance."""
    place = coach.road.place
    lines = [*broken(coach), Line.of(f"You are in: {place.name} ({place.why}).")]
    lines += [Line.of(f"{words} Tick what is done.")] if (words := before_words(coach)) else []
    for stage in stages:
        steps = [step for step in coach.road.plan.steps if step.task.stage == stage]
        done = sum(step.finished for step in steps)
        mark = " ← here" if stage == place.stage else ""
        lines += [Line(), head(f"{STAGES[stage]}  {done} of {len(steps)} done{mark}")]
        lines += rows(_step(coach, step, chances.get(step.task.key)) for step in steps)
    return [*lines, *_without_chance(coach)]


def _step(coach: Coach, step: Step, chance: OnTime | None) -> str:
    due = f"due {short(step.due, coach.today)}" if step.due else ""
    over = step.due is not None and step.due < coach.today and not step.behind
    if (step.band or over) and not step.finished:
        due = deadline(step, coach.today)
    known = str(chance) if chance and has_chance(step, coach.today) else ""
    title = padded(step.title, 44)
    return f"  {sign(step, coach.today)} {title} {due:18} {known:11} {step.task.key}"


def _without_chance(coach: Coach) -> list[Line]:
    """Why some steps have no chance, each missed task once."""
    if coach.profile.applicant.hours_a_week == 0:
        return [Line(), Line.of(NO_HOURS)]
    needed: dict[str, int] = {}
    for step in coach.road.plan.steps:
        for key in () if step.behind else step.missed:
            needed[key] = needed.get(key, 0) + 1
    return [Line()] * bool(needed) + [
        Line.of(
            f"{count} {'step' if count == 1 else 'steps'} without a chance: {missed_words(step)}."
        )
        for key, count in needed.items()
        if (step := coach.road.step(key))
    ]


def moved_lines(moves: Sequence[Moved]) -> list[Line]:
    """Days by which each task comes later or earlier, and why."""
    return [Line.labelled(f"{move.days:+} d", f"{move.title}: {move.because}") for move in moves]


NAMES: Final = {
    "planning": "Plan",
    "exams": "Exams",
    "clinical_experience": "Clinic",
    "application_year": "Apply",
    "interviews": "Interviews",
    "ranking": "Rank",
    "match_soap": "Match",
    "pre_residency": "Start",
}
"""Stages in one word."""
AROUND: Final = sum(len(name) + 2 for name in NAMES.values()) + 1
"""Cells that names, gaps and the brackets of the present stage take."""
WIDEST: Final = 6
"""Cells at most that one stage is filled in."""
ARROWS_FROM: Final = 74
"""Cells from which names alone have arrows between them."""


def has_bars(width: int) -> bool:
    """Whether the line of the road has room for more than names."""
    return _cells(width) > 1


def _cells(width: int) -> int:
    return min((width - AROUND) // len(NAMES), WIDEST)


def stage_bar(coach: Coach, stage: str, cells: int = WIDEST) -> str:
    """How much of a stage is done, as a bar."""
    return bar(_done(coach, stage), cells, DOT)


def road_line(coach: Coach, width: int) -> Line:
    """The stages in so many cells, the present one in brackets; at few cells their names alone."""
    here, order = coach.road.place.stage, list(NAMES)
    cells = _cells(width)
    gap = " " if cells > 1 else f" {ARROW} " if width >= ARROWS_FROM else ">"
    parts: list[Part] = []
    for place, (stage, name) in enumerate(NAMES.items()):
        tone = "strong" if stage == here else "dim" if place < order.index(here) else ""
        words = f"{name} {stage_bar(coach, stage, cells)}" if cells > 1 else name
        parts += [(gap, "dim")] * bool(parts)
        parts.append((f"[{words}]" if stage == here else words, tone))
    return Line(tuple(parts))


def _done(coach: Coach, stage: str) -> float:
    steps = [step.finished for step in coach.road.plan.steps if step.task.stage == stage]
    return sum(steps) / max(len(steps), 1)


BAR: Final = 5
BESIDE: Final = 12
"""Lines of a screen that heads, the whole and the footer take."""
LEAST, MOST = 6, 20
"""Rows shown on a screen of any height; more would bury the answer (judgement)."""
SIDE: Final = (
    Col("done", 2),
    Col("due", 0),
    Col("", 1, left=True),
    Col("on time %", 3, joined=True),
)
COLUMNS: Final = (
    Col(least=LEAST_TITLE),
    *(replace(col, group=side) for side in ("now", "then") for col in SIDE),
)


def what_if(coach: Coach, compared: Compared) -> list[Line]:
    """The steps that change most on both roads, and what it comes to."""
    changing = [pair for pair in compared.pairs if _differs(pair)]
    told = changing[: min(max(HEIGHT - BESIDE, LEAST), MOST)]
    anew = any(pair.old.due != pair.new.due for pair in told)
    rows = [
        (pair.new.task.title, *_side(pair.old, pair.was, anew), *_side(pair.new, pair.would, anew))
        for pair in told
    ]
    left, roads = len(changing) - len(rows), (compared.now, compared.then)
    more = f"{left} more change less." if left else ""
    whole = (compared.whole, more, again(*roads), gone(*roads))
    sentences = [Line.of(words) for words in whole if words]
    lines = table(COLUMNS, rows, ROOM) if rows else []
    return [*lines, *sentences, *notes("Nothing was changed.")]


def _differs(pair: Pair) -> bool:
    return bool(str(pair.was) != str(pair.would) or pair.shift or pair.old.due != pair.new.due)


def _side(step: Step, chance: OnTime, is_due_anew: bool) -> tuple[str, ...]:
    words = str(chance).removesuffix(" %").replace("under ", "<").replace("over ", ">")
    drawn = "" if chance.is_said_in_words else bar(chance.mid, BAR)
    due = _day(step.due) if is_due_anew else ""
    return _day(step.early_finish), due, drawn, words


def _day(day: date | None) -> str:
    return f"{day.day} {day:%b %y}" if day else "-"
