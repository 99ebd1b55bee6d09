"""An entry of a season as it should stand: with its program's name, in the season it is of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final, TypeVar

from coach.applying.phases import REVIEW
from coach.logs.applications import APPLICATIONS, Application, States
from coach.logs.interviews import INTERVIEWS, Interview
from coach.logs.invites import INVITES, Invite
from coach.logs.of_a_season import BEGINS, OfASeason
from coach.records import CoachError, replace
from coach.state import State
from coach.store.changes import Act
from coach.wording import short, short_name

E = TypeVar("E", bound=OfASeason)
Offer = TypeVar("Offer", Invite, Interview)
DAYS: Final = ("submitted", "answered", "came", "day")
"""Fields by which a season is known."""
ORDER: Final = (
    *("planned", "submitted", "declined", "waitlisted", "invited", "interviewed", "ranked"),
)
"""The states of an application, each further than the one before."""
LET_GO: Final = ("waitlisted", "declined", "cancelled")
"""States of an invitation that has no interview."""
OPENS: Final = "eras_submit_opens"
"""The event from which applications are sent."""
LAST: Final = "nrmp_rol_deadline"
"""The event after which no interview can reach a rank list."""


def settled(state: State, entry: E) -> E:
    """With the name of its program, and its season. Raises CoachError."""
    if program := state.facts.program(_program(entry)):
        entry = replace(entry, name=f"{short_name(program)}, {program.specialty}")
    if entry.season is None:
        entry = replace(entry, season=_season(state, entry))
    if isinstance(entry, Interview):
        _check_deadline(state, entry)
    return entry


def shown(state: State, entry: OfASeason) -> OfASeason | None:
    """An example's entry as it can be on this day: nothing is sent before applications are taken,
    or answered before programs read; None where it would be an answer before that."""
    days = state.days_of(entry.season or state.season)
    opens, reads = days[OPENS], days[REVIEW]
    if not isinstance(entry, Application):
        came = entry.came if isinstance(entry, Invite) else None
        return entry if (came or state.today) >= reads else None
    if state.today < opens:
        return replace(entry, state="planned", submitted=None, answered=None)
    entry = replace(entry, submitted=max(entry.submitted or opens, opens))
    is_early = (entry.answered or reads) < reads
    return replace(entry, state="submitted", answered=None) if is_early else entry


def follow(act: Act, entry: OfASeason) -> None:
    """Says in the application what an invitation or an interview shows of it; there is one then."""
    if isinstance(entry, Invite | Interview) and entry.state in LET_GO:
        _let_go(act, entry)
    shown, day = _shown(entry)
    if not shown:
        return
    rows = act.rows(APPLICATIONS)
    kept = {(each.program, each.season): each for each in rows.values()}
    new = Application(program=_program(entry), name=entry.name, season=entry.season)
    before = kept.get((new.program, new.season)) or replace(
        new, key=APPLICATIONS.free_key(new.title, rows)
    )
    further = max(before.state, shown, key=ORDER.index)
    act.put(APPLICATIONS, replace(before, state=further, answered=before.answered or day))


def _let_go(act: Act, entry: Invite | Interview) -> None:
    """Cancels the interview of an invitation that is let go, or the invitation of an interview."""
    talks = _booked(act.rows(INTERVIEWS), entry)
    for interview in talks if isinstance(entry, Invite) else ():
        if (interview.day or date.max) >= act.at.date():
            act.put(INTERVIEWS, replace(interview, state="cancelled"))
    for invite in () if talks else _booked(act.rows(INVITES), entry):
        act.put(INVITES, replace(invite, state="cancelled"))


def _booked(kept: Mapping[str, Offer], entry: Invite | Interview) -> list[Offer]:
    of = (entry.program, entry.season, "booked")
    return [each for each in kept.values() if (each.program, each.season, each.state) == of]


def _shown(entry: OfASeason) -> tuple[States | None, date | None]:
    """The state that an application has at least, and the day on which its answer came."""
    if isinstance(entry, Invite) and entry.state != "declined":
        return "waitlisted" if entry.state == "waitlisted" else "invited", entry.came
    if isinstance(entry, Interview):
        return "interviewed" if entry.state == "held" else "invited", None
    return None, None


def _program(entry: OfASeason) -> str:
    return str(getattr(entry, "program", ""))


def _season(state: State, entry: OfASeason) -> int:
    """The season that is planned for, or that of the entry's first day."""
    days = [day for name in DAYS if (day := getattr(entry, name, None))]
    if not days:
        return state.season
    first: date = min(days)
    return first.year + ((first.month, first.day) >= BEGINS)


def _check_deadline(state: State, entry: Interview) -> None:
    """That an interview can still be ranked. Raises CoachError."""
    last = state.days_of(entry.season or state.season)[LAST]
    if entry.state == "booked" and entry.day and entry.day > last:
        raise CoachError(
            f"{entry.title}: {short(entry.day, state.today)} is after the rank list deadline, "
            f"{short(last, state.today)}. Ask the program whether the day is right."
        )
