"""The dates of a season, and Match Week by the hour, as a command prints them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

from msgspec.json import decode, encode

from coach.calendar.match_week import Hour
from coach.records import OF_A_LOG, Event, Task
from coach.saying.months import months
from coach.saying.text import Answer, Line, notes, rows
from coach.subjects.coach import Coach
from coach.subjects.options import Force, Opt
from coach.wording import hour_words, outward
from coach.writing import is_typed, place

if TYPE_CHECKING:
    from coach.files.icalendar_file import Dated, Exported

EXPORTED: Final = "calendar file"


def calendar(
    coach: Coach,
    season: Annotated[int | None, Opt("year in which residency starts", "Y")] = None,
    ics: Annotated[Path | None, Opt("write dates and tasks as iCalendar", "FILE")] = None,
    hourly: Annotated[bool, Opt("Match Week hour by hour", flag="--match-week")] = False,
    force: Force = False,
) -> Answer:
    """All that is ahead by months; of a season that is named one date in a row, with how sure it
    is; or every stretch of Match Week."""
    is_own, season = season is None, coach.season.named(season)
    if hourly:
        hours, zone = coach.season.match_week(season), coach.profile.applicant.time_zone
        lines = [f"Match Week {season}, {hours[0].status}" if hours else f"No hours for {season}."]
        lines += ["", *(line for hour in hours for line in _stretch(coach, hour))]
        return Answer({"season": season, "timezone": zone, "hours": hours}, rows(lines))
    events, remarks, keep = coach.season.calendar(season), list[Line](), None
    if ics:
        told, keep = _write(coach, ics, season, force)
        off = sum(each.is_off for each in told)
        out = f", {off} to take out" if off else ""
        count = f"{len(told) - off} dates and tasks that are ahead or changed{out}"
        remarks = notes(f"Written to {place(ics)}: {count}. A second import updates them.")
    data: dict[str, object] = {"season": season, "events": events}
    if is_own:
        zone, ahead = coach.profile.applicant.time_zone, coach.calendar.ahead
        data |= {"timezone": zone, "ahead": ahead, "undated": coach.calendar.undated}
    return Answer(data, [*(months(coach) if is_own else rows(map(_dated, events))), *remarks], keep)


def _dated(event: Event) -> str:
    return f"{event.day}  {event.time or '     '}  {event.status:12} {event.title}"


def _write(
    coach: Coach, file: Path, season: int, over: bool
) -> tuple[list[Dated], Callable[[], None] | None]:
    """Writes what of a season is ahead or changed since the last file; the entries, and what keeps
    that a calendar has them once a pipe took them. The season planned for brings its tasks'
    deadlines. Raises CoachError."""
    from coach.files.icalendar_file import as_ics, deadline, event_dated, news, talk, write

    is_planned, before = season == coach.season.year, _exported(coach)
    booked = [each for each in coach.inviting.interviews if each.season == season]
    every = [
        *map(event_dated, coach.season.calendar(season)),
        *(deadline(*parts) for parts in _due(coach) if is_planned),
        *(talk(each) for each in booked if each.day and each.time),
    ]
    now = coach.now.astimezone()
    dates, own = f"{season}-", ("task-", "interview-") if is_planned else ()
    told, after = news(every, before, now, lambda uid: uid.startswith((dates, *own)))
    newest = coach.history.changes(1)
    write(file, as_ics(told, now, newest[0].group if newest else 0), over)
    return told, _kept(file, partial(coach.set_setting, EXPORTED, encode(after).decode()))


def _kept(file: Path, keep: Callable[[], None]) -> Callable[[], None] | None:
    """Keeps what a file has that is written; what is still to do where it goes to a pipe."""
    if is_typed(file):
        return keep
    keep()
    return None


def _exported(coach: Coach) -> dict[str, Exported]:
    """What a calendar has since the last file."""
    from coach.files.icalendar_file import Exported

    return decode(coach.setting(EXPORTED) or "{}", type=dict[str, Exported])


def _due(coach: Coach) -> Iterator[tuple[str, str, date, str, bool]]:
    """Each task with the day on which it is due, as a calendar needs it."""
    for step in coach.road.plan.steps:
        if step.due and not step.behind:
            title = outward(step.task)
            yield _seal(step.task), title, step.due, step.task.how, step.finished


def _seal(task: Task) -> str:
    """What a calendar knows a task by: the key of a step of a log holds a name."""
    return sha256(task.key.encode()).hexdigest()[:16] if OF_A_LOG in task.who else task.key


def _stretch(coach: Coach, hour: Hour) -> list[str]:
    until = "" if hour.end == hour.start else f" to {hour.end:%H:%M} ET"
    if hour.end.date() != hour.start.date():
        until = f" until {hour.end:%a %H:%M} ET"
    return [f"{own_time(coach, hour)}{until}", f"    {hour.what}", f"    {hour.allowed}"]


def own_time(coach: Coach, hour: Hour) -> str:
    """`Mon 15 Mar 10:00 ET (19:00 yours)`."""
    return hour_words(hour.start, coach.profile.applicant.time_zone, weekday=True)
