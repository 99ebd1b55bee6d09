"""What another start, year or pace would change: both roads side by side, step by step."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from coach.journey.compared import Compared, again, gone
from coach.records import replace
from coach.saying.bars import bar
from coach.saying.table import LEAST_TITLE, Col, table
from coach.saying.text import HEIGHT, ROOM, Line, notes
from coach.subjects.coach import Coach

if TYPE_CHECKING:
    from coach.journey.chances import OnTime
    from coach.journey.compared import Pair
    from coach.journey.standing import Step

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
    is_due_anew = any(pair.old.due != pair.new.due for pair in told)
    rows = [
        (
            pair.new.task.title,
            *_side(pair.old, pair.was, is_due_anew),
            *_side(pair.new, pair.would, is_due_anew),
        )
        for pair in told
    ]
    left = len(changing) - len(rows)
    whole = [
        compared.whole,
        f"{left} more change less." if left else "",
        again(compared.now, compared.then),
        gone(compared.now, compared.then),
    ]
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
