"""`coach calendar`: the dates of a season, Match Week by the hour, and the iCalendar file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

from coach.calendar.dates import season_at
from coach.calendar.match_week import SOURCE, match_week, said
from coach.cli.answer import Answer, Force, picked
from coach.records import CoachError, Event
from coach.saying.text import rows
from coach.subjects.coach import Coach
from coach.subjects.options import Opt


def calendar(
    coach: Coach,
    season: Annotated[int | None, Opt("year in which residency starts", "Y")] = None,
    ics: Annotated[Path | None, Opt("write dates and tasks as iCalendar", "FILE")] = None,
    hourly: Annotated[bool, Opt("Match Week hour by hour", flag="--match-week")] = False,
    force: Force = False,
) -> Answer:
    """The dates of a season."""
    if season is not None and not 2023 <= season <= 2100:
        raise CoachError(f"Season {season}: dates are known or projected from 2023 to 2100.")
    season = season or coach.profile.applicant.match_year or season_at(coach.today)
    events = coach.season.calendar(season)
    if hourly:
        return _match_week(coach, season, events)
    notes = [_file(coach, ics, season, events, force)] if ics else []
    lines = [
        f"{event.day}  {event.time or '     '}  {event.status:12} {event.title}" for event in events
    ]
    data = [
        picked(event, "key title date=day time timezone=zone status source note")
        for event in events
    ]
    return Answer({"season": season, "events": data}, rows(lines), notes)


def _file(coach: Coach, file: Path, season: int, events: list[Event], force: bool) -> str:
    """Writes dates and, for the season that is planned for, the deadlines of tasks."""
    from coach.files.icalendar_file import Deadline, as_ics, write

    steps = (
        []
        if season != coach.season.year
        else [step for step in coach.road.plan.steps if step.due and not step.behind]
    )
    deadlines = [
        Deadline(step.task.key, step.task.title, step.due, step.task.how, step.finished)
        for step in steps
        if step.due
    ]
    newest = coach.history.changes(1)
    acts = newest[0].group if newest else 0
    write(file, as_ics(events, coach.now, deadlines, acts), force)
    left = sum(not one.cancelled for one in deadlines)
    return f"Written to {file}: {len(events)} dates, {left} tasks. A second import updates them."


def _match_week(coach: Coach, season: int, events: list[Event]) -> Answer:
    zone = coach.profile.applicant.time_zone
    hours = match_week(events)
    lines = [f"Match Week {season}, {hours[0].status}" if hours else f"No hours for {season}.", ""]
    data: list[dict[str, Any]] = []
    for one in hours:
        until = "" if one.end == one.start else f" to {one.end:%H:%M} ET"
        if one.end.date() != one.start.date():
            until = f" until {one.end:%a %H:%M} ET"
        lines += [f"{said(one.start, zone)}{until}", f"    {one.what}", f"    {one.allowed}"]
        data.append(
            {
                "key": one.key,
                "start": one.start.isoformat(),
                "end": one.end.isoformat(),
                "own": said(one.start, zone),
                "what": one.what,
                "allowed": one.allowed,
                "status": one.status,
                "source": f"{one.source};{SOURCE}",
            }
        )
    return Answer({"season": season, "timezone": zone, "hours": data}, rows(lines))
