"""What was relied on and is said otherwise now, as a recall of a drug would tell who took it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from coach.records import Decision, Notice, Recall, Stated
from coach.rules.fields import FACTS
from coach.rules.recalls import same
from coach.saying.text import ARROW, Line
from coach.subjects.coach import Coach
from coach.wording import STATUS_WORDS, counted, short

NOTHING: Final = "Nothing that you decided rests on anything that is said otherwise now."
UNKNOWN: Final = "nobody states it any more. That is no “no”: ask, or look it up"
LABELS: Final = {
    "how": "what to do",
    "due": "last day",
    "opens": "first day",
    "wait_days": "wait for others",
    "text": "rule",
    "amount": "price",
    "single": "signals",
    "total": "signals in all",
    "gold": "gold signals",
    "silver": "silver signals",
    "first_residency": "first residency",
    "start": "how its posts begin",
    "nrmp_code": "NRMP code",
    "url": "address",
    "zone": "time zone",
    "caution": "doubt",
    "closing": "takes residents",
}
"""What fields are called that are no facts of programs; others by their name."""
OF_A_TASK: Final = {"done": "did", "skipped": "left out", "waiting": "wait for"}


def recalls(coach: Coach, listed: Sequence[Notice]) -> list[Line]:
    """Everything that is to be looked at again, and how to say that it was."""
    lines = [line for notice in listed for line in (*whole(coach, notice), Line())]
    way = "Looked at it again: `coach recall --looked KEY`; `coach undo` takes that back."
    return [*lines, Line.of(way, "dim")] if listed else [Line.of(NOTHING)]


def whole(coach: Coach, notice: Notice) -> list[Line]:
    """A notice of a command, by its key."""
    return [
        Line(((title(coach, notice), "strong"), (f"  {notice.id}", "dim"))),
        *text(coach, notice),
    ]


def title(coach: Coach, notice: Notice) -> str:
    """What a thing is called; the days of a fee, the signals of a specialty by their season."""
    name = notice.title.removesuffix(" Program")
    season = notice.key.rpartition(":")[2] if notice.kind in ("fee", "signals") else ""
    signals = "Signals of " * (notice.kind == "signals")
    return f"{signals}{name}, {season}" if season else name


def what(notice: Notice) -> str:
    """What of it is said otherwise, in a few words."""
    if notice.gone:
        return "no longer known"
    return ", ".join(dict.fromkeys(map(_label, notice.recalls)))


def who(notice: Notice) -> str:
    """How many decisions stood on it."""
    return counted(len(notice.decisions), "decision")


def text(coach: Coach, notice: Notice) -> list[Line]:
    """What was said and is said, and who decided what by it."""
    if notice.gone:
        sources = where(coach, notice.recalls[0].was)
        changes = [Line.of(f"It was known from {sources}; {UNKNOWN}.", indent=2)]
    else:
        changes = [_change(coach, each) for each in notice.recalls]
    why = [Line.of(notice.why, indent=2)] if notice.why else []
    by = [
        Line.of(f"{ARROW} {decided(coach, each, notice)}: look at it again.", indent=2, hang=2)
        for each in notice.decisions
    ]
    return [*changes, *why, *by]


def _change(coach: Coach, recall: Recall) -> Line:
    was, now = recall.was, recall.now
    label = _label(recall)
    words = f"{label[:1].upper()}{label[1:]} was said to be {_value(was)} ({where(coach, was)}); "
    here = "" if now.source == was.source else where(coach, now)
    sure = here or _sure(now)
    if not now.value:
        words += UNKNOWN
    elif same(was, now):
        words += f"it still is, but not as surely now ({sure})"
    else:
        words += f"it is {_value(now)} now ({sure})"
    return Line.of(f"{words}.", indent=2)


def _value(stated: Stated) -> str:
    return f"“{stated.value.replace('_', ' ').rstrip('.')}”"


def _label(recall: Recall) -> str:
    fact = FACTS.get(recall.field) if recall.kind == "program" else None
    return fact.label if fact else LABELS.get(recall.field, recall.field)


def where(coach: Coach, stated: Stated) -> str:
    """Where a value stood, of which day, and how sure it was."""
    first = stated.source.partition(";")[0]
    known = coach.library.sources.get(first)
    return f"{known.title.partition(' (')[0] if known else first}, {_sure(stated)}"


def _sure(stated: Stated) -> str:
    return f"{STATUS_WORDS.get(stated.status, stated.status)} {stated.as_of}".rstrip()


def decided(coach: Coach, decision: Decision, notice: Notice | None = None) -> str:
    """A decision in a sentence, under what it is about if that is said. `You marked it “apply” on
    3 Oct`"""
    day, title = _day(decision.at, coach.today), f"“{decision.title}”"
    if notice and decision.about == (notice.kind, notice.key):
        title = "it"
    on = f" on {day}" if day else ""
    value = decision.value
    match decision.kind:
        case "application":
            return f"Your application to {title} is {value}{on and f', sent{on}'}"
        case "rank":
            return f"You gave {title} place {value} on your rank list"
        case "task":
            return f"You {OF_A_TASK[value]} {title}{on}"
        case "plan":
            return f"You planned {title} for {_day(value, coach.today)}"
        case "list":
            return f"Your list has {counted(int(value), 'program')} of {title} to apply to"
    return f"You marked {title} “{value}”{on}"


def _day(text: str, today: date) -> str:
    try:
        return short(date.fromisoformat(text), today)
    except ValueError:
        return ""


PLACES: Final = {"program": "programs", "task": "journey", "resource": "library"}


def place(notice: Notice) -> tuple[str, str]:
    """Where what was decided stands: page and key; a list stands on its own page."""
    kind, key = notice.decisions[0].about
    return PLACES.get(kind, "applying"), key
