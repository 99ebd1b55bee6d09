"""Invitations to interviews: what was offered, by when it wants an answer, what became of it."""

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta

from coach.logs.fields import also, ask, links, private
from coach.logs.log import Log
from coach.logs.of_a_season import OfASeason, settled_invite

States = Literal["offered", "booked", "waitlisted", "declined", "cancelled"]


class Invite(OfASeason, kw_only=True):
    """An invitation to an interview, from the mail to the day that was booked."""

    program: Annotated[str, links("program"), ask("From which program?")]
    came: Annotated[date | None, ask("On which day did it come?")] = None
    state: Annotated[
        States, also(accepted="booked", interviewed="booked", waitlist="waitlisted", open="offered")
    ] = "offered"
    slots: tuple[str, ...] = ()
    """Each as it was read: start with its offset, and its zone: `2026-12-08T09:00-05:00
    America/New_York`."""
    minutes: Annotated[int, Meta(ge=5, le=1440)] | None = None
    answer_by: Annotated[str, ask("By when does it want an answer? (UTC)")] = ""
    note: Annotated[str, private] = ""
    settled = settled_invite


INVITES = Log(
    "invites",
    Invite,
    title=lambda invite: invite.title,
    line="invite {program} {came} {state}",
    columns=("program", "state", "came", "answer_by"),
    demo=("invite BronxCare IM booked came 20 days ago",),
)
