"""What the applicant keeps in a log, as its commands tell it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coach.saying.of_logs import in_row, nothing, typed
from coach.saying.prepare import about_log
from coach.saying.text import Line, rows
from coach.subjects.coach import Coach

Row = Mapping[str, object]


def listed(coach: Coach, kept: Sequence[Row], log: str) -> list[Line]:
    """The keys, each with what the columns of the page say, then how the log stands."""
    subject = coach.logs[log]
    lines = [
        f"{key:<24}  {' · '.join(filter(None, cells))}"
        for key, entry in subject.listed().items()
        for cells in [[in_row(coach, log, entry, name) for name in subject.log.columns]]
    ]
    return [*rows(lines or [nothing(coach, log)]), Line(), *about_log(coach, log)]


def added(coach: Coach, row: Row, log: str) -> list[Line]:
    """What was kept, and what is to be known of it."""
    known = typed(coach, log, coach.logs[log].entries()[str(row["key"])])
    return [Line.of(text) for text in (f"{row['key']}: {row['title']}", known) if text]
