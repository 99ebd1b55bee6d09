"""Invitations that wait for an answer, as steps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from coach.logs.invites import Invite
from coach.prepare.step import NextStep

LEAST_DAYS = 2
"""To answer, by the Match agreement."""


def steps(invites: Iterable[Invite], today: date) -> Iterator[NextStep]:
    """An answer for each that is offered, by the day that it names, else two days after it came."""
    for invite in invites:
        if invite.state != "offered":
            continue
        named = invite.answer_by and datetime.fromisoformat(invite.answer_by).date()
        yield NextStep(
            key=f"invites/{invite.key}/answer",
            title=f"Answer {invite.title}",
            why="The Match agreement gives 48 hours at least, and no promise that days stay free: "
            "answer today if you can. Minutes decide nothing.",
            how="b on the invitation shows its slots in your time and books one; then tell them.",
            entry=invite.key,
            due=named or (invite.came or today) + timedelta(days=LEAST_DAYS),
        )
