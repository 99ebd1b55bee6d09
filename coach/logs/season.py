"""What the applicant answered in a season: how many applications, and what the clock asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import compress
from typing import Final, TypeVar

from coach.logs.answers import Kept
from coach.logs.applications import APPLICATIONS, INVITED
from coach.logs.interviews import INTERVIEWS
from coach.logs.invites import INVITES
from coach.logs.log import Log
from coach.logs.of_a_season import OfASeason
from coach.records import OF_A_SEASON, Applicant, Record, replace

E = TypeVar("E", bound=OfASeason)

COUNTS: Final = ("applied", "invitations")
"""Numbers of a season, each a field of the applicant."""


class Said(Record):
    """One answer of a season."""

    key: str
    """Season and question: `2027/invitations`, `2027/november_applied`."""
    value: str
    day: date


SAID: Final = Log("season", Said, empty=lambda row: not row.value)


def told_counts(rows: Mapping[str, Said], season: int) -> dict[str, int]:
    """The numbers of a season that were told, by what they count."""
    return {name: int(rows[key].value) for name in COUNTS if (key := f"{season}/{name}") in rows}


def named_counts(kept: Kept, season: int) -> dict[str, int]:
    """The numbers of a season that its logs show; what they say nothing of is not there."""
    sent = {
        each.program for each in of_season(kept(APPLICATIONS), season) if each.state != "planned"
    }
    invited = {
        *(each.program for each in of_season(kept(APPLICATIONS), season) if each.state in INVITED),
        *(each.program for each in of_season(kept(INVITES), season) if each.state != "waitlisted"),
        *(each.program for each in of_season(kept(INTERVIEWS), season)),
    }
    counts = {"applied": len(sent | invited), "invitations": len(invited)}
    return {name: count for name, count in counts.items() if count}


def unmailed(kept: Kept, season: int) -> dict[str, int]:
    """How many of the invitations are not in their own log, by the log that shows them."""
    own = {each.program for each in of_season(kept(INVITES), season)}
    talks = {each.program for each in of_season(kept(INTERVIEWS), season)} - own
    rows = (each for each in of_season(kept(APPLICATIONS), season) if each.state in INVITED)
    states = {each.program for each in rows} - own - talks
    return {INTERVIEWS.name: len(talks), APPLICATIONS.name: len(states)}


def of_season(entries: Mapping[str, E], season: int) -> Iterable[E]:
    """The entries of one season."""
    return (entry for entry in entries.values() if entry.season == season)


def counted(applicant: Applicant, kept: Kept, season: int) -> Applicant:
    """The applicant with the numbers of a season: those of its logs, or a larger one that was
    told, as long as not all have a name there."""
    told, named = told_counts(kept(SAID), season), named_counts(kept, season)
    both = {
        name: max(counts[name] for counts in (told, named) if name in counts)
        for name in {*told, *named}
    }
    talks, invites = of_season(kept(INTERVIEWS), season), of_season(kept(INVITES), season)
    has_named = [any(each.state != "cancelled" for each in talks)]
    has_named += [any(each.state != "waitlisted" for each in invites)]
    words = {*compress(OF_A_SEASON, has_named)}
    return replace(applicant, logged=applicant.logged | words, **both)


def answered_days(kept: Kept, season: int, today: date) -> dict[str, date]:
    """The day of each answer of a season, by what it is about; what its logs count is of today."""
    told = {
        about: row.day
        for key, row in kept(SAID).items()
        for year, _, about in [key.partition("/")]
        if year == str(season)
    }
    return told | dict.fromkeys(named_counts(kept, season), today)
