"""What the logs of a season have in common, and what they ask of an entry before it is kept."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Final

from msgspec import Meta

from coach.logs.log import Entry
from coach.logs.settling import not_twice
from coach.records import CoachError, replace

if TYPE_CHECKING:
    from coach.logs.applications import Application
    from coach.logs.interviews import Interview
    from coach.logs.invites import Invite

BEGINS: Final = (6, 1)
"""Month and day of the year before from which a day is of a Match year."""
MAY_BE_OPEN: Final = ("invited", "waitlisted", "declined")
"""Answers whose day is today, where an application that was kept changes to them."""


class OfASeason(Entry, kw_only=True):
    """Something between the applicant and one program, in one season."""

    name: str = ""
    """Of the program with its specialty, for those who read a line of it; from the facts."""
    season: Annotated[int, Meta(ge=2000, le=2100)] | None = None
    """The Match year."""

    @property
    def title(self) -> str:
        """The program by its name."""
        return self.name or str(getattr(self, "program", ""))


def settled_application(
    entry: "Application", kept: "Mapping[str, Application]", today: date
) -> "Application":
    """Answered today, where the answer is new; no day before it was sent, none still to come.
    Raises CoachError."""
    not_twice(entry, kept, ("title", "program", "season"), ("state",))
    sent, before = entry.submitted, kept.get(entry.key)
    if entry.state == "planned" and sent and sent <= today:
        entry = replace(entry, state="submitted")
    is_new = before is not None and before.state != entry.state
    if entry.state in MAY_BE_OPEN and entry.answered is None and is_new:
        entry = replace(entry, answered=today)
    if entry.state != "planned":
        _check_days(entry, today, "submitted", sent)
    if entry.answered:
        _check_answer(entry, entry.answered, today)
    return entry


def _check_answer(entry: "Application", answered: date, today: date) -> None:
    """That an answer came after the application. Raises CoachError."""
    _check_days(entry, today, "answered", answered)
    if answered < (entry.submitted or date.min):
        raise CoachError(
            f"{entry.title}: answered on {answered}, before it was sent on {entry.submitted}; "
            "which of the two days is it?"
        )
    if entry.state == "planned":
        raise CoachError(f"{entry.title}: an answer on {answered}, and not sent yet?")


def settled_invite(entry: "Invite", kept: "Mapping[str, Invite]", today: date) -> "Invite":
    """Come today where no day is said; one invitation of a program in a season. Raises
    CoachError."""
    not_twice(entry, kept, ("title", "program", "season"), ("state",))
    entry = replace(entry, came=entry.came or today)
    _check_days(entry, today, "came", entry.came)
    return entry


def settled_interview(
    entry: "Interview", kept: "Mapping[str, Interview]", today: date
) -> "Interview":
    """At an hour that there is; the marks keep the day on which they were made. Raises
    CoachError."""
    not_twice(entry, kept, ("title", "program", "day"), ("state",))
    if entry.day and entry.time and entry.zone:
        check_hour(datetime.fromisoformat(f"{entry.day}T{entry.time}"), entry.zone)
    if entry.time and not entry.zone:
        raise CoachError(
            f"{entry.title}: {entry.time} in which time zone? Write ET, CT, MT, PT or a name like "
            "America/Phoenix after it."
        )
    if entry.day is None and entry.state == "held":
        raise CoachError(f"{entry.title}: on which day was it?")
    if (entry.thanked or today) > today:
        raise CoachError(f"thanked: {entry.thanked} is still to come.")
    return _felt(entry, kept.get(entry.key), today)


def _felt(entry: "Interview", before: "Interview | None", today: date) -> "Interview":
    """Held, once there are marks; those that were kept on an earlier day stay as they are."""
    from coach.logs.interviews import MARKS

    marks = [getattr(entry, name) for name in MARKS]
    if not any(marks):
        return entry
    if (entry.day or date.min) > today:
        raise CoachError(f"{entry.title}: it is on {entry.day}, still to come.")
    if before and before.felt_on and before.felt_on < today:
        if marks != [getattr(before, name) for name in MARKS]:
            raise CoachError(
                f"{entry.title}: the marks are of {before.felt_on} and stay as they were; what "
                "you feel now goes into the note."
            )
        return replace(entry, felt_on=before.felt_on, state="held")
    return replace(entry, felt_on=today, state="held")


def check_hour(at: datetime, zone: str) -> None:
    """Whether clocks of a zone show this hour once. Raises CoachError with a sentence."""
    from zoneinfo import ZoneInfo  # not for a start at which nothing is typed

    there = at.replace(tzinfo=ZoneInfo(zone))
    back = there.astimezone(ZoneInfo("UTC")).astimezone(there.tzinfo).replace(tzinfo=None)
    if back != at:
        raise CoachError(
            f"{at:%H:%M} on {at.date()} does not exist in {zone}: clocks go forward over it. Ask "
            "the program which hour it means."
        )
    if there.utcoffset() != there.replace(fold=1).utcoffset():
        raise CoachError(
            f"{at:%H:%M} on {at.date()} comes twice in {zone}: clocks go back over it. Ask the "
            "program which of the two it means."
        )


def _check_days(entry: OfASeason, today: date, what: str, day: date | None) -> None:
    """That a day is over and of the season. Raises CoachError."""
    if day is None:
        return
    if day > today + timedelta(days=1):  # a program west or east of here may be a day apart
        raise CoachError(f"{entry.title}: {what} on {day}, a day that is still to come.")
    check_season(entry, day, what)


def check_season(entry: OfASeason, day: date, what: str) -> None:
    """That a day is of the entry's season. Raises CoachError."""
    year = entry.season
    if year and not date(year - 1, *BEGINS) <= day < date(year, 7, 1):
        raise CoachError(f"{entry.title}: {what} on {day} is no day of the season {year}.")
