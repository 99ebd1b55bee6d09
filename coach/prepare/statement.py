"""What the versions of a statement ask for next: to go on with what the checks found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Final

from coach.logs.versions import STUDY, Version
from coach.prepare.step import NextStep
from coach.wording import counted

FINISHED: Final = "ps_final"
"""The task of the road after which nothing more is asked for."""
GOES_OUT: Final = "eras_submit_opens"
"""The event from which on a statement goes out."""
BEFORE: Final = timedelta(days=10)
"""As the task of the road that finishes it."""


def steps(versions: Mapping[str, Version], goes_out: date, today: date) -> Iterator[NextStep]:
    """One for each specialty whose newest version has findings, or was never checked."""
    newest: dict[str, Version] = {}
    for version in sorted(versions.values(), key=lambda each: each.number):
        if version.specialty != STUDY and not version.taken_out:
            newest[version.specialty] = version
    for specialty, version in newest.items():
        if version.findings != 0:
            due = goes_out - BEFORE
            told = counted(version.findings, "finding") if version.findings else "not checked yet"
            yield NextStep(
                key=f"versions/{version.key}/go_on",
                title=f"Go on with the statement for {specialty}: {told}",
                why=f"So it was when {version.key} was kept, {version.when_words}.",
                how="On its page v reads what the checks find; o opens your editor.",
                entry=version.key,
                hours=1.0,
                due=due if due >= today else None,
            )
