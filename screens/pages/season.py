"""Season: what did the programs answer?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.saying import season
from coach.subjects.kept import OF_THE_SEASON
from coach.subjects.prepare import NextStep
from screens.pages.prepare import LogsPage

if TYPE_CHECKING:
    from coach.subjects.kept import Entry


class SeasonPage(LogsPage):
    """What the season asks for now, the interviews ahead, and its logs."""

    page = "season"
    logs = OF_THE_SEASON

    def listed(self) -> dict[str, NextStep | str | Entry]:
        ahead = {
            f"interviews/{each.key}": each
            for each in season.interviews_ahead(self.coach)
            if self.fits(each.title)
        }
        return super().listed() | ahead

    def context(self) -> str:
        return season.counts(self.coach)
