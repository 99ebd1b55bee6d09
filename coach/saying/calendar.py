"""The dates of a season, and Match Week by the hour, as a command prints them."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Annotated

from coach.calendar.match_week import Hour
from coach.records import OF_A_LOG, Task
from coach.saying.text import Answer, Line, notes, rows
from coach.subjects.coach import Coach
from coach.subjects.options import Force, Opt
from coach.wording import hour_words, outward


def calendar(
    coach: Coach,
    season: Annotated[int | None, Opt("year in which residency starts", "Y")] = None,
    ics: Annotated[Path | None, Opt("write dates and tasks as iCalendar", "FILE")] = None,
    hourly: Annotated[bool, Opt("Match Week hour by hour", flag="--match-week")] = False,
    force: Force = False,
) -> Answer:
    """One date in a row, with how sure it is; or every stretch of Match Week."""
    season = coach.season.named(season)
    if hourly:
        hours, zone = coach.season.match_week(season), coach.profile.applicant.time_zone
        lines = [f"Match Week {season}, {hours[0].status}" if hours else f"No hours for {season}."]
        lines += ["", *(line for hour in hours for line in _stretch(coach, hour))]
        return Answer({"season": season, "timezone": zone, "hours": hours}, rows(lines))
    events, remarks = coach.season.calendar(season), list[Line]()
    if ics:
        count = f"{len(events)} dates, {_write(coach, ics, season, force)} tasks"
        remarks = notes(f"Written to {ics}: {count}. A second import updates them.")
    lines = [
        f"{event.day}  {event.time or '     '}  {event.status:12} {event.title}" for event in events
    ]
    return Answer({"season": season, "events": events}, [*rows(lines), *remarks])


def _write(coach: Coach, file: Path, season: int, over: bool) -> int:
    """Writes the dates of a season as iCalendar; how many tasks are open.

    The season that is planned for brings the deadlines of its tasks. Raises CoachError.
    """
    from coach.files.icalendar_file import Deadline, as_ics, write

    steps = coach.road.plan.steps if season == coach.season.year else ()
    deadlines = [
        Deadline(_seal(step.task), outward(step.task), step.due, step.task.how, step.finished)
        for step in steps
        if step.due and not step.behind
    ]
    newest = coach.history.changes(1)
    acts = newest[0].group if newest else 0
    booked = [each for each in coach.inviting.interviews if each.season == season]
    write(file, as_ics(coach.season.calendar(season), coach.now, deadlines, acts, booked), over)
    return sum(not deadline.cancelled for deadline in deadlines)


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
