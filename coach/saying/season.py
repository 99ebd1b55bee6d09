"""The season in words: what was sent, what came, which interviews are ahead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import timedelta
from typing import Final, cast
from zoneinfo import ZoneInfo

from coach.logs.applications import Application
from coach.logs.interviews import Interview
from coach.saying.text import Line, Part, head, labelled
from coach.season.talks import is_beside, starts
from coach.subjects.coach import Coach
from coach.subjects.status import Status
from coach.wording import EASTERN, counted, narrow, short

WORDS: Final = {
    "planned": "planned",
    "submitted": "no answer yet",
    "invited": "invited",
    "waitlisted": "on a waiting list",
    "declined": "declined",
    "interviewed": "interviewed",
    "ranked": "ranked",
}
"""Each state of an application, as it is counted."""
SHORT_ZONES: Final = {
    EASTERN: "ET",
    "America/Chicago": "CT",
    "America/Denver": "MT",
    "America/Los_Angeles": "PT",
}


def counts(coach: Coach) -> str:
    """What was sent and what came, for the title."""
    who = coach.profile.applicant
    sent = "" if who.applied is None else f"{who.applied} sent"
    came = "" if who.invitations is None else counted(who.invitations, "invitation")
    return " · ".join(filter(None, (sent, came))) or "nothing is counted yet"


def short_invites(coach: Coach) -> str:
    """How many are in each state, and how many are counted of which no mail is kept."""
    others = (f"{count} known from {log}" for log, count in coach.season.unmailed.items() if count)
    states = coach.logs["invites"].summary().partition(": ")[2]
    return " · ".join(filter(None, (states, *others)))


def short_applications(coach: Coach) -> str:
    """How many there are in each state."""
    log = coach.logs["applications"]
    entries = map(log.standing, log.entries().values())
    states = Counter[str](entry.state for entry in entries if isinstance(entry, Application))
    return " · ".join(f"{states[state]} {words}" for state, words in WORDS.items() if states[state])


def beside_applications(coach: Coach, entry: Application) -> list[Line]:
    """Where an application stands, and what may come."""
    today = coach.today
    sent = f"sent {short(entry.submitted, today)}" if entry.submitted else ""
    came = f"answered {short(entry.answered, today)}" if entry.answered else ""
    words = " · ".join(filter(None, (WORDS[entry.state], sent, came)))
    return [
        Line.of(entry.title, "strong"),
        *labelled(
            ("State", words),
            ("Signal", {"signal": "sent"}.get(entry.signal, entry.signal)),
            ("Season", str(entry.season) if entry.season != coach.season.year else ""),
            ("Note", entry.note),
        ),
    ]


def interviews_ahead(coach: Coach) -> list[Interview]:
    """Interviews that are booked for today or later, the next one first."""
    entries = cast(Mapping[str, Interview], coach.logs["interviews"].listed()).values()
    before = coach.today - timedelta(days=1)  # here it may be a day later than there
    return [each for each in entries if each.state == "booked" and each.day and each.day > before]


def own_hour(coach: Coach, interview: Interview) -> str:
    """Day and hour in one's own zone; the day alone where no hour is known."""
    at, own = starts(interview), coach.profile.applicant.time_zone
    if at is None:
        return narrow(interview.day, coach.today) if interview.day else "no day yet"
    if not own:
        return f"{at:%a} {at.day} {at:%b} {there(interview)}"
    at = at.astimezone(ZoneInfo(own))
    return f"{at:%a} {at.day} {at:%b} {at:%H:%M}"


def there(interview: Interview) -> str:
    """The hour where the program is: `09:00 ET`."""
    city = interview.zone.rpartition("/")[2].replace("_", " ")
    return f"{interview.time} {SHORT_ZONES.get(interview.zone, city)}".strip()


def same_day(coach: Coach, interview: Interview) -> Interview | None:
    """Another interview that is booked for its day: no day has room for two."""
    others = (each for each in interviews_ahead(coach) if each.key != interview.key)
    alike = (each for each in others if is_beside(interview, each))
    return next(alike, None) if interview.state == "booked" else None


def clash_words(interview: Interview, other: Interview) -> str:
    """The other one, and how near it is."""
    near = "is on the same day" if other.day == interview.day else "is less than 12 hours apart"
    return f"{', '.join(filter(None, (other.title, other.time)))}, {near}"


def ahead(coach: Coach, interview: Interview, is_narrow: bool) -> tuple[str, str, Part]:
    """The row of an interview that is ahead."""
    left = (interview.day - coach.today).days if interview.day else 0
    when, hour = f"{left} d" if left > 0 else "today", own_hour(coach, interview)
    days = (f"{when}, clash", "warn") if same_day(coach, interview) else (when, "")
    if is_narrow:
        return "", f"{hour}  {interview.title}", days
    return hour, f"{interview.title}  {there(interview)}", days


def status(coach: Coach, stands: Status) -> list[Line]:
    """What is known, and what is not."""
    on = f", {short(stands.submitted_on, coach.today)}" if stands.submitted_on else ""
    result = (stands.result or "not known yet").replace("_", " ")
    return [
        head(f"Season {coach.season.year}"),
        *labelled(
            ("Applications", f"{_number(stands.submitted)}{on}"),
            ("Invitations", _number(stands.invitations)),
            ("Interviews", _number(stands.interviews)),
            ("Result", result),
        ),
    ]


def _number(count: int | None) -> str:
    return "nobody said yet" if count is None else str(count)
