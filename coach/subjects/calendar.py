"""The calendar: all that is ahead, by months."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, cast

from coach.logs.interviews import Interview
from coach.records import Entry
from coach.season.coming import (
    DATE as DATE,
    OF_LOGS,
    TALKS as TALKS,
    TASK as TASK,
    Coming as Coming,
    Here,
    of_interview,
    of_log,
    on_the_road,
)
from coach.subjects.logs import LogSubject
from coach.subjects.options import Subject
from coach.wording import narrow

LAST_DAYS: Final = frozenset(
    ("deadline", "due", "end", "ends", "last", "months", "old", "period", "years")
)
"""Words in the names of dates and rules by which something has to be done."""


def _also(kind: str, name: str) -> tuple[str, ...]:
    """Other words for a date or a rule."""
    return (kind, *["deadline"] * (not LAST_DAYS.isdisjoint(name.lower().split())))


class CalendarSubject(Subject):
    """What is due when, for this applicant."""

    _logs: Mapping[str, LogSubject]

    @property
    def here(self) -> Here:
        """When and where the applicant looks."""
        who = self._state.applicant
        has_plan = who.match_year is not None and who.hours_a_week is not None
        return Here(self._state.hour, who.time_zone, has_plan)

    @property
    def ahead(self) -> list[Coming]:
        """All that is ahead, the next first; of papers and the like what falls in this season."""
        here, state = self.here, self._state
        talks = cast(Mapping[str, Interview], self._logs[TALKS].listed()).values()
        last = state.days["residency_start"]
        kept = (
            coming
            for subject in map(self._logs.__getitem__, OF_LOGS)
            for coming in of_log(subject.log, subject.entries(), here)
            if coming.day <= last
        )
        booked = filter(None, (of_interview(each, here) for each in talks))
        road = on_the_road(state.road, state.dates, here)
        return sorted([*road, *booked, *kept], key=lambda coming: coming.order)

    def found(self) -> list[Entry]:
        """The dates and the rules with a limit, for the search."""
        today, state = self._state.today, self._state
        dates = (
            (each.key, f"{each.title}, {narrow(each.day, today)}", each.key.replace("_", " "))
            for each in state.dates
        )
        rules = ((each.rule, each.title, each.title) for each in state.held)
        return [
            Entry(kind, key, title, "", _also(kind, name))
            for kind, listed in (("date", dates), ("rule", rules))
            for key, title, name in listed
        ]

    @property
    def undated(self) -> int:
        """How many tasks that are still to be done have no day ahead."""
        steps = self._state.road.steps
        dated = {coming.key for coming in self.ahead if coming.kind == TASK}
        left = (step for step in steps if not (step.finished or step.behind))
        return sum(step.task.key not in dated for step in left)
