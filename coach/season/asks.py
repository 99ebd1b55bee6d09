"""What the season asks for: an answer to each invitation, a name for what was told as a number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Final

from coach.logs.invites import Invite
from coach.prepare.step import NextStep
from coach.wording import counted

LEAST_DAYS: Final = 2
"""To answer, by the Match agreement."""
WHERE: Final = {
    "applied": ("applications", "application", "Paste your list on Season (p): a line for each."),
    "invitations": ("invites", "invitation", "Paste the mail on Season (p), or add a line there."),
}
"""By what is counted: its log, one of it in a word, how it gets a name."""


def to_answer(invites: Iterable[Invite], today: date) -> Iterator[NextStep]:
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


def to_name(told: Mapping[str, int], named: Mapping[str, int]) -> Iterator[NextStep]:
    """What is missing in the logs, as long as a larger number was told."""
    for name, (log, word, how) in WHERE.items():
        lacking = told.get(name, 0) - named.get(name, 0)
        if lacking > 0:
            yield NextStep(
                key=f"{log}/unnamed",
                title=f"{counted(lacking, word)} of {told[name]} without a name here",
                why="You told the number; forecasts and clashes need to know which ones.",
                how=how,
                kind="missing",
            )
