"""What is ahead, each on its day: dates of the season, tasks, interviews, days kept in logs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Final

from coach.journey.chances import deciding
from coach.journey.days import monday_of
from coach.journey.deadlines import SOON_DAYS, days_left, is_pressing
from coach.journey.plan import Road
from coach.journey.standing import Step
from coach.logs.interviews import Interview
from coach.logs.log import Entry, Log
from coach.records import Event, Record
from coach.season.talks import starts
from coach.wording import EASTERN, moment

DATE, TASK = "date", "task"
TALKS: Final = "interviews"
"""The log whose entries have an hour."""
OF_LOGS: Final = {
    "documents": ("expires", "expires"),
    "exams": ("permit_until", "permit ends"),
    "experience": ("since", "begins"),
}
"""By log the field of a day that no task stands for, and what happens then."""


class Here(Record):
    """When and where somebody looks, and whether they chose a year and hours to be late by."""

    now: datetime
    zone: str | None = None
    has_plan: bool = True

    @property
    def today(self) -> date:
        """The day."""
        return self.now.date()

    @property
    def sunday(self) -> date:
        """The last day of the week that is planned: on a Sunday, of the coming one."""
        return monday_of(self.today) + timedelta(days=6)

    def day_of(self, at: datetime) -> date:
        """The day on which an hour falls here; there, where no zone is known."""
        if not self.zone:
            return at.date()
        from zoneinfo import ZoneInfo  # 5 ms, and only where hours matter

        return at.astimezone(ZoneInfo(self.zone)).date()


class Coming(Record):
    """One thing that is ahead."""

    day: date
    kind: str
    """A date, a task, or the log of an entry."""
    key: str
    title: str
    at: datetime | None = None
    """Its hour, in Eastern time."""
    start: date | None = None
    """The latest safe start of a task, where that is in an earlier week, or presses."""
    cannot_wait: bool = False

    @property
    def id(self) -> str:
        """What tells it from all others."""
        return f"{self.kind}:{self.key}"

    @property
    def month(self) -> date:
        """The first day of its month."""
        return self.day.replace(day=1)

    @property
    def order(self) -> tuple[date, float, str]:
        """By days, what has no hour first."""
        return self.day, self.at.timestamp() if self.at else 0.0, self.title


def of_event(event: Event, steps: Iterable[Step], here: Here) -> Coming:
    """A date that is still ahead; `steps`: the unfinished tasks that decide it. It stands on the
    day for which it is published, or on that of its hour here where this is earlier: nobody
    takes a day too late for it."""
    at = moment(event)
    day = min(event.day, here.day_of(at)) if at else event.day
    day = max(day, here.today)  # its hour may still be to come, there
    presses = (day - here.today).days <= SOON_DAYS and any(_presses(step, here) for step in steps)
    return Coming(day, DATE, event.key, event.title, at, cannot_wait=presses)


def of_step(step: Step, here: Here) -> Coming | None:
    """A task on its own day, else on that on which its gate shuts, else on its latest safe start;
    what should begin now stands on today. None where nothing of it is ahead."""
    if step.finished or step.behind:
        return None
    presses = _presses(step, here)
    days = filter(None, (step.end, step.last_day, step.latest_start))
    now = here.today if presses else None
    day = next((day for day in days if day >= here.today), now)
    if day is None:
        return None
    last = ", at the latest" * (step.end is not None and step.end < day == step.last_day)
    begins = _begins(step.latest_start, day, here, presses)
    return Coming(day, TASK, step.task.key, f"{step.title}{last}", None, begins, presses)


def _begins(start: date | None, day: date, here: Here, presses: bool) -> date | None:
    """The latest safe start, where it presses or is in a week before that of the day."""
    if start is None or presses:
        return start and max(start, here.today)
    return start if here.today <= start < day - timedelta(days=day.weekday()) else None


def _presses(step: Step, here: Here) -> bool:
    """Whether it has to be begun this week, or is late; what waits for others does not."""
    if step.sits_on:
        return days_left(step, here.today) is not None
    begins = step.latest_start if here.has_plan else None
    is_due = begins <= here.sunday if begins else is_pressing(step, here.today)
    return is_due and step.state == "open"


def of_interview(interview: Interview, here: Here) -> Coming | None:
    """A booked interview on its day here; None for what is over, or has no day."""
    from zoneinfo import ZoneInfo

    at = starts(interview)
    day = here.day_of(at) if at else interview.day
    if interview.state != "booked" or day is None or day < here.today:
        return None
    hour = at.astimezone(ZoneInfo(EASTERN)) if at else None
    name = interview.title.rpartition(", ")[0] or interview.title
    return Coming(day, TALKS, interview.key, f"Interview: {name}", hour)


def as_event(interview: Interview, here: Here, season: int) -> Event | None:
    """A booked interview as a date of the season; None for what is over, or has no day."""
    if (coming := of_interview(interview, here)) is None:
        return None
    day, hour = (coming.at.date(), f"{coming.at:%H:%M}") if coming.at else (coming.day, "")
    name = f"{TALKS}/{interview.key}", coming.title
    return Event(season, *name, day, hour, EASTERN, source="you", as_of="", status="confirmed")


def of_log(log: Log[Entry], entries: Mapping[str, Entry], here: Here) -> Iterator[Coming]:
    """The days ahead of what is kept in a log."""
    field, what = OF_LOGS[log.name]
    for key, entry in entries.items():
        day = getattr(entry, field)
        if day and day >= here.today:
            title = f"{log.title(entry)} {what}"
            yield Coming(day, log.name, key, title[:1].upper() + title[1:])


def on_the_road(road: Road, events: Iterable[Event], here: Here) -> list[Coming]:
    """The tasks and these dates."""
    dates = [of_event(event, deciding(road, event), here) for event in events]
    return [*dates, *filter(None, (of_step(step, here) for step in road.steps))]
