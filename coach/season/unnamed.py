"""What was told of a season as a number, of which not all has a name in its logs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from coach.prepare.step import NextStep
from coach.wording import counted

WHERE: Final = {
    "applied": ("applications", "application", "Paste your list on Season (p): a line for each."),
    "invitations": ("invites", "invitation", "Paste the mail on Season (p), or add a line there."),
}
"""By what is counted: its log, one of it in a word, how it gets a name."""


def steps(told: Mapping[str, int], named: Mapping[str, int]) -> Iterator[NextStep]:
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
