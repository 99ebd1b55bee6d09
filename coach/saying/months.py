"""The calendar in words: a head for each month, a row for each thing ahead, what stands behind."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Final

from coach.calendar.dates import in_zone
from coach.journey.chances import deciding
from coach.records import Event, Fact
from coach.saying import of_logs
from coach.saying.dates import event_lines
from coach.saying.plan import BY_COMMANDS, ON_PAGES, season_over
from coach.saying.states import sign
from coach.saying.task import first_words, task_lines
from coach.saying.text import DOT, LATE, WIDTH, Line, head, labelled, parted, rows
from coach.subjects.calendar import DATE, TASK, Coming
from coach.subjects.coach import Coach
from coach.wording import STATUS_WORDS, counted, cut, hour_words, narrow

NARROW: Final = 72
"""Columns below which a row has room for one hour alone: one's own, where the zone is known."""
GAP: Final = "  "
"""Between a title and its hour."""
LONGEST_TITLE: Final = 36
"""Cells of a source's title, so that all of it has one line of 80."""
SHORT: Final = 84
"""Cells of what is to be done: a move paints it anew, and Enter shows the rest."""
NO_ZONE: Final = "Hours are Eastern; a time zone (Profile, 7) adds yours."
NOTHING: Final = "Nothing with a day is ahead; Week and Journey have what is left."
REST: Final = "no day ahead: Journey lists what is open"


def once(coach: Coach, ways: tuple[str, str] = ON_PAGES) -> list[str]:
    """What is said once before all months: that the season is over, and how hours are told."""
    zone = "" if coach.calendar.here.zone else NO_ZONE
    return [words for words in (season_over(coach, ways), zone) if words]


def month_head(coach: Coach, month: date, listed: Sequence[Coming]) -> tuple[str, str]:
    """A month with its year; that this week is in it, and how much of it cannot wait."""
    here, presses = coach.calendar.here, sum(coming.cannot_wait for coming in listed)
    next_month = (month + timedelta(days=31)).replace(day=1)
    week = "this week" * (month <= here.sunday and here.today < next_month)
    if week and here.sunday < next_month:
        week += f", to Sun {here.sunday.day}"
    words = filter(None, (week, f"{presses} cannot wait" * bool(presses)))
    return f"{month:%B %Y}", f" {DOT} ".join(words)


def what(coach: Coach, coming: Coming, is_narrow: bool = False) -> str:
    """Its title, and its hour in Eastern time and one's own."""
    at, zone = coming.at, coach.calendar.here.zone
    if at is None:
        return coming.title
    # With the weekday where it falls on another than that of its row.
    words = hour_words(at, zone, weekday=True, month=False)
    if at.date() == coming.day:
        words = words.removeprefix(f"{at:%a} ")
    if is_narrow and "(" in words:
        words = words.partition("(")[2].rstrip(")").removeprefix(f"{coming.day:%a} ")
    return f"{coming.title}{GAP}{words}"


def shortened(words: str, width: int) -> str:
    """A row's words in fewer cells, its hour whole."""
    title, _, hour = words.partition(GAP)
    end = f"{GAP}{hour}" * bool(hour)
    return f"{cut(title, width - len(end))}{end}" if len(end) < width else cut(words, width)


def day_words(coming: Coming) -> str:
    """The day within its month: `Thu  3`."""
    return f"{coming.day:%a} {coming.day.day:>2}"


def left(coach: Coach, coming: Coming) -> str:
    """The days that are left."""
    days = (coming.day - coach.today).days
    return f"{days} d" if days else "today"


def start(coach: Coach, coming: Coming) -> str:
    """By when it has to be begun, where that is said."""
    return "now" if coming.start == coach.today else narrow(coming.start, coach.today)


def mark(coach: Coach, coming: Coming) -> str:
    """`!` for what cannot wait, else the sign of a task's state."""
    if coming.cannot_wait:
        return LATE
    step = coach.road.plan.step(coming.key) if coming.kind == TASK else None
    return sign(step, coach.today) if step else " "


def found_by(coming: Coming) -> str:
    """What `/` looks for in it."""
    kind = "date deadline" if coming.kind == DATE else coming.kind
    return f"{coming.title} {kind} {coming.day:%A} {coming.day.day} {coming.day:%B %Y}"


def counts(coach: Coach, listed: Sequence[Coming]) -> str:
    """How many are ahead, and how many of them cannot wait."""
    presses = sum(coming.cannot_wait for coming in listed)
    return f"{len(listed)} ahead" + f" {DOT} {presses} cannot wait (!)" * bool(presses)


def undated(coach: Coach) -> str:
    """How many tasks are not in it; "" for none."""
    count = coach.calendar.undated
    has = "has" if count == 1 else "have"
    return f"{counted(count, 'open task')} {has} {REST}" * bool(count)


def event_of(coach: Coach, coming: Coming) -> Event:
    """The date of the season that a row is."""
    return next(event for event in coach.season.dates() if event.key == coming.key)


def task_behind(coach: Coach, coming: Coming) -> str:
    """The key of the task behind a row: itself, or the first that decides the date; "" for none."""
    if coming.kind == TASK:
        return coming.key
    steps = deciding(coach.road.plan, event_of(coach, coming)) if coming.kind == DATE else ()
    return next((step.task.key for step in steps), "")


def in_short(coach: Coach, coming: Coming, is_narrow: bool = False) -> list[Line]:
    """What stands below the list: what its row has no room for, source and status."""
    if coming.kind not in (DATE, TASK):
        entry = coach.logs[coming.kind].entries()[coming.key]
        return of_logs.beside(coach, coming.kind, entry)
    if coming.kind == TASK:
        step = coach.road.step(coming.key)
        how = Line.of(first_words(step.task.how, SHORT), indent=2)
        begins = start(coach, coming) if is_narrow else ""
        return [how, *labelled(("Start by", begins)), *source(coach, step.task)]
    event = event_of(coach, coming)
    titles = (step.title for step in deciding(coach.road.plan, event))
    return [
        *labelled(("When", in_zone(event, coach.calendar.here.zone, coach.today))),
        *labelled(("Needs", "; ".join(titles))),
        *source(coach, event),
        *labelled(("Note", event.note)),
    ]


def whole(coach: Coach, coming: Coming) -> list[Line]:
    """All that is known of it."""
    if coming.kind == TASK:
        return task_lines(coach, coach.road.step(coming.key), None)
    if coming.kind == DATE:
        known = coach.ahead.kept()
        chance = known.gates.get(coming.key) if known else None
        return event_lines(coach, event_of(coach, coming), chance)
    entry = coach.logs[coming.kind].entries()[coming.key]
    reading = of_logs.reading(coach, coming.kind, entry)
    return reading or of_logs.beside(coach, coming.kind, entry)


def source(coach: Coach, fact: Fact) -> list[Line]:
    """Where it was read, by its title, and how sure that is; nothing of one's own."""
    if fact.status == "confirmed":
        return []  # the applicant's own
    sure = f"{STATUS_WORDS[fact.status]}, {fact.as_of}"
    words = f"{sure} {DOT} {coach.library.named(fact.source, LONGEST_TITLE)}"
    return labelled(("Source", [(words, "dim")]))


def months(coach: Coach) -> list[Line]:
    """All months for a command."""
    ahead = coach.calendar.ahead
    lines = [Line.of(words) for words in (counts(coach, ahead), *once(coach, BY_COMMANDS))]
    lines += rows([f"{'start by  left':>{WIDTH}}"])
    for month, group in groupby(ahead, key=lambda coming: coming.month):
        listed = list(group)
        title, note = month_head(coach, month, listed)
        lines += [Line(), head(f"{title}  {note}".rstrip())]
        lines += rows(_row(coach, coming) for coming in listed)
    return parted(lines, [Line.of(words) for words in (undated(coach),) if words])


def _row(coach: Coach, coming: Coming) -> str:
    begin = f"  {mark(coach, coming)} {day_words(coming)}  "
    end = f"  {start(coach, coming):>9}{left(coach, coming):>6}"
    room = WIDTH - len(begin) - len(end)
    return f"{begin}{shortened(what(coach, coming), room):{room}}{end}"
