"""Why programs are not written to now, and until when: said by every page that leads to contact."""

from __future__ import annotations

from coach.records import Lock
from coach.saying.text import Line
from coach.subjects.coach import Coach
from coach.wording import hour_words


def lock_words(coach: Coach, held: Lock | None = None) -> str:
    """The lock in words, by where the applicant stands; "" while there is none."""
    held = held or coach.soap.lock
    if held is None:
        return ""
    zone = coach.profile.applicant.time_zone
    times = (hour_words(at, zone, weekday=True, month=False) for at in held.times)
    start, end, outside = times
    begins = "" if held.start <= coach.now.astimezone() else f"from {start} "
    if held.who == "matched":
        return (
            f"Match Week: you matched; no program is written to, by you or for you, {begins}until "
            f"{end}. "
            "Where you matched comes on Match Day."
        )
    if held.who == "not_eligible":
        return (
            "Match Week: by what you told SOAP is not open to you, and no program of the Match is "
            f"written to {begins}until {end} either. Programs outside it: from {outside}."
        )
    return (
        f"Match Week: no contact with programs {begins}until {end}, nor by anybody for you; answer "
        "one that contacts you first, having your application."
    )


def lock_short(coach: Coach, held: Lock, lead: str = "Match Week: no") -> str:
    """The same in one short sentence, where a line has little room."""
    end = hour_words(held.end, coach.profile.applicant.time_zone, weekday=True, month=False)
    return f"{lead} contact until {end}."


def lock_lines(coach: Coach) -> list[Line]:
    """The lock as a line of its own; [] while there is none."""
    return [Line.of(words, "warn")] if (words := lock_words(coach)) else []
