"""`coach calendar`: the dates of a season, Match Week by the hour, and the iCalendar file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from coach.cli.answer import Answer, Force, picked
from coach.saying import calendar as saying
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
    season = coach.season.named(season)
    if hourly:
        zone, hours = coach.profile.applicant.time_zone, coach.season.match_week(season)
        told = [
            picked(hour, "key what allowed status source")
            | {"start": hour.start.isoformat(), "end": hour.end.isoformat()}
            | {"own": saying.moment(hour.start, zone)}
            for hour in hours
        ]
        text = saying.match_week(season, hours, zone)
        return Answer({"season": season, "timezone": zone, "hours": told}, text)
    events = coach.season.calendar(season)
    notes = []
    if ics:
        dates, tasks = coach.files.write_calendar(ics, season, force)
        notes = [f"Written to {ics}: {dates} dates, {tasks} tasks. A second import updates them."]
    keys = "key title date=day time timezone=zone status source note"
    data = {"season": season, "events": [picked(event, keys) for event in events]}
    return Answer(data, saying.dates(events), notes)
