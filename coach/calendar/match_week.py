"""Match Week hour by hour: what happens and what an applicant may do, in two time zones.

Hours come from the season's calendar. What is allowed follows the Match agreement and the rules
of SOAP (sources R19, S10, S21, S22).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from coach.records import Event, Record, Status
from coach.wording import moment

SOURCE: Final = "R19;S10;S21;S22"
"""Where the hours and the rules of the week were read."""
FREE: Final = "You may write to programs again, within each program's own policy."
LOCKED: Final = "Start no contact with any program, nor let anybody do it for you."


class Hour(Record):
    """One stretch of Match Week; both moments carry their zone."""

    start: datetime
    end: datetime
    key: str
    what: str
    allowed: str
    status: Status
    source: str

    @property
    def title(self) -> str:
        """What happens in a few words: the first clause."""
        return re.split(r"[:;.]", self.what)[0]


STRETCHES: Final = (
    (
        "match_status_monday",
        1.0,
        "Your status: e-mail and R3 say whether you matched, not where. Those who "
        "may take part in SOAP see the list of unfilled programs.",
        "Read your status and choose programs. Without a registration there is no SOAP and no "
        "list; a rank list is not needed. ECFMG must have verified you by the rank list deadline: "
        f"see R3. {LOCKED} The list is for you alone.",
    ),
    (
        "soap_applications_open",
        0.0,
        "Applying opens: SOAP applications can be sent, at most 45 per service.",
        f"Send applications; they cannot be taken back. {LOCKED}",
    ),
    (
        "soap_programs_review",
        0.0,
        "Programs read: they open SOAP applications, call and interview.",
        f"Answer a program that contacts you first. {LOCKED}",
    ),
    ("soap_round_1", 2.0, "SOAP round 1: offers.", ""),
    ("soap_round_2", 2.0, "SOAP round 2: offers.", ""),
    ("soap_round_3", 2.0, "SOAP round 3: offers.", ""),
    ("soap_round_4", 2.0, "SOAP round 4: offers.", ""),
    ("soap_ends", 0.0, "SOAP ends; the list of places still open appears.", FREE),
    (
        "match_day",
        0.0,
        "Match Day: e-mail and R3 say where you matched.",
        "Tell the program your visa need on the first day; what is signed binds.",
    ),
)
"""Event, hours that it lasts (0: until the next), what happens, what is allowed."""
OFFER: Final = (
    "Accept or decline within the two hours. An accepted offer binds, a lapsed one does not "
    "return. Speak with programs only after they contacted you."
)


def match_week(events: Iterable[Event]) -> list[Hour]:
    """The stretches of the week in their order; events without an hour are left out."""
    known = {event.key: event for event in events}
    starts = [
        (at, known[key], lasts, what, allowed)
        for key, lasts, what, allowed in STRETCHES
        if key in known and (at := moment(known[key]))
    ]
    hours = []
    for place, (at, event, lasts, what, allowed) in enumerate(starts):
        following = starts[place + 1][0] if place + 1 < len(starts) else at
        end = at + timedelta(hours=lasts) if lasts else following
        source = f"{event.source};{SOURCE}"
        hours.append(Hour(at, end, event.key, what, allowed or OFFER, event.status, source))
    return hours
