"""What is said of the logs: beside an entry, of the whole, and in a line on Prepare.

The words of each log stand in a module of its own, as `beside_letters`, `standing_letters` and
`short_letters`; what a module has not is not said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from datetime import date, datetime
from importlib import import_module
from typing import TYPE_CHECKING, Final, TypeVar, cast
from zoneinfo import ZoneInfo

from coach.logs import titles
from coach.logs.exams import NAMES
from coach.records import CoachError, Program
from coach.saying.text import Line, Part
from coach.subjects.coach import Coach
from coach.wording import EASTERN, counted, short, short_name

if TYPE_CHECKING:
    from coach.logs.interviews import Interview
    from coach.subjects.kept import Entry

    Answer = TypeVar("Answer")

MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\dZ")
"""A moment as it is kept, in UTC."""
MODULES: Final = {
    **dict.fromkeys(("exams", "sessions", "tests", "errors"), "study"),
    "experience": "rotations",
    "outreach": "outreach",
    "letters": "letters",
    "people": "people",
    **dict.fromkeys(("documents", "forms"), "papers"),
    "versions": "versions",
    "spending": "money",
    **dict.fromkeys(("applications", "invites"), "season"),
    "interviews": "interviews",
}
"""By log, the module of coach/saying that speaks of it."""
HEADS: Final = {
    ("exams", "key"): ("Exam", 20),
    ("interviews", "day"): ("Yours", 16),
    ("interviews", "zone"): ("There", 8),
}
"""Of columns that say another thing than their field: the head, and the least cells."""
EXAMPLES: Final = {
    "exams": "exam step2ck 14 may 2027 target 245 bank 4000",
    "documents": "document passport surname Khan first Ali born 3 mar 1995 expires 3 mar 2031; "
    "document diploma name Ali Khan degree 14 dec 2020",
    "forms": "filed MyERAS last name Khan",
    "applications": "applied BronxCare IM signal submitted 24 sep",
    "invites": "invite BronxCare IM came 20 oct",
    "interviews": "interview BronxCare IM 12 jan 9:00 am ET video",
}
"""Lines that no example applicant types."""


def example(coach: Coach, log: str) -> str:
    """A line of typing as one may write it."""
    return EXAMPLES.get(log, coach.logs[log].log.example)


def beside(coach: Coach, log: str, entry: Entry) -> list[Line]:
    """What the coach has to say of one entry."""
    return _words("beside", log, cast("list[Line]", []), coach, coach.logs[log].standing(entry))


def reading(coach: Coach, log: str, entry: Entry) -> list[Line]:
    """What is read of one entry by itself, where that is more than what stands beside it."""
    return _words("reading", log, cast("list[Line]", []), coach, coach.logs[log].standing(entry))


def standing(coach: Coach, log: str) -> list[Line]:
    """What it has to say of the log as a whole."""
    return _words("standing", log, cast("list[Line]", []), coach)


def in_short(coach: Coach, log: str) -> str:
    """How the log stands, in a few words: what is kept, where nothing else is known."""
    subject = coach.logs[log]
    return _words("short", log, subject.summary().partition(": ")[2], coach)


def added(coach: Coach, before: Collection[str], kept: object) -> str:
    """What is kept, and how many steps of the road it settles that were not `before`."""
    settled = len(coach.road.plan.sent.difference(before))
    taken = f" · taken as done: {counted(settled, 'step')} before sending" * bool(settled)
    return f"{kept if isinstance(kept, str) else 'Added.'}{taken}"


def nothing(coach: Coach, log: str, how: str = "") -> str:
    """What is said where nothing is kept, though others may know of it."""
    return ". ".join(filter(None, (f"Nothing is kept yet{how}", in_short(coach, log)))) + "."


def ahead(coach: Coach, entry: Entry, narrow: bool) -> tuple[str, str, Part]:
    """The row of an entry that is still to come, on the page of its log's home."""
    from coach.saying import season

    return season.ahead(coach, cast("Interview", entry), narrow)


def closed(coach: Coach, log: str, entry: Entry | None) -> dict[str, str]:
    """The keys that make no sense with an entry, by command, each with the reason."""
    return {} if entry is None else _words("closed", log, cast("dict[str, str]", {}), coach, entry)


def fields(coach: Coach, log: str, entry: Entry) -> list[Line]:
    """Every field of an entry that says something."""
    declared, entry = coach.logs[log].log, coach.logs[log].standing(entry)
    return [
        Line.labelled(field.label, cell(coach, log, entry, name))
        for name, field in declared.fields.items()
        if name != "key" and getattr(entry, name) not in (None, "", (), field.default)
    ]


def in_title(coach: Coach, log: str, listed: int) -> str:
    """How many are listed, and the log in short, which may begin with that number."""
    words = in_short(coach, log)
    return words if re.match(rf"{listed}\b", words) else f"{listed} · {words}".rstrip(" ·")


def in_row(coach: Coach, log: str, entry: Entry, name: str, usual: str = "") -> str:
    """One field of an entry in the row of a list."""
    entry = coach.logs[log].standing(entry) if name == "state" else entry
    return _words("row", log, usual, coach, entry, name) or usual or cell(coach, log, entry, name)


def cell(coach: Coach, log: str, entry: Entry, name: str) -> str:
    """One field of an entry in words."""
    words: str | None = getattr(entry, f"{name}_words", None)
    if words is not None:
        return words
    field, value = coach.logs[log].log.fields[name], getattr(entry, name)
    if field.linked == "program":
        ids = value if isinstance(value, tuple) else filter(None, [value])
        programs = ((each, coach.programs.known(each)) for each in ids)
        return "; ".join(program_words(program) if program else each for each, program in programs)
    if isinstance(value, str) and MOMENT.fullmatch(value):
        return _own_moment(coach, value)
    return NAMES.get(value, "") if field.named == "exam" else value_words(value, coach.today)


def _own_moment(coach: Coach, value: str) -> str:
    """`Sat 5 Dec 03:00 yours`."""
    own = ZoneInfo(coach.profile.applicant.time_zone or EASTERN)
    at = datetime.fromisoformat(value).astimezone(own)
    return f"{at:%a} {at.day} {at:%b %H:%M} {'ET' if str(own) == EASTERN else 'yours'}"


def program_words(program: Program) -> str:
    """A program by its name and town."""
    return f"{short_name(program)}, {program.city} {program.state}"


def understood(coach: Coach, line: str, log: str = "") -> str:
    """How a line will be kept; as long as something lacks, what belongs on it."""
    try:
        subject = coach.logs[log] if log else coach.prepare.log_of(line)
    except CoachError:
        return ""
    declared, title = subject.log, titles()[subject.log.name]
    try:
        entry = subject.typed(line)
    except CoachError:
        return f"{title}: as in {example(coach, declared.name)}. {declared.record.never}".rstrip()
    names = [f.name for f in declared.typed_fields if getattr(entry, f.name) not in (None, "")]
    words = (
        f"{name} " * (name in declared.called) + cell(coach, declared.name, entry, name)
        for name in names
    )
    return " · ".join(
        filter(None, (f"{title}: {' · '.join(words)}", typed(coach, declared.name, entry)))
    )


def typed(coach: Coach, log: str, entry: Entry) -> str:
    """What is to be known of an entry that was typed, beside what it says itself."""
    return _words("typed", log, "", coach, entry)


def typed_words(value: object) -> str:
    """A value as one may type it."""
    if isinstance(value, tuple):
        return ", ".join(map(typed_words, value))
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value or "")


def value_words(value: object, today: date) -> str:
    """A value as a page shows it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(value_words(each, today) for each in value)
    if isinstance(value, date):
        return short(value, today)
    return f"{value:g}" if isinstance(value, float) else "" if value is None else str(value)


def _words(what: str, log: str, nothing: Answer, coach: Coach, *more: object) -> Answer:
    if log not in MODULES:
        return nothing
    module = import_module(f"coach.saying.{MODULES[log]}")
    speaks = cast("Callable[..., Answer] | None", vars(module).get(f"{what}_{log}"))
    return speaks(coach, *more) if speaks else nothing
