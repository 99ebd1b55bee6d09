"""Season: what did the programs answer?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from coach.saying import ranking, season
from coach.saying.text import Line
from coach.subjects.kept import OF_THE_SEASON
from coach.subjects.prepare import NextStep
from screens.pages.prepare import LogsPage
from screens.pages.pulse import Pulsing

if TYPE_CHECKING:
    from coach.subjects.kept import Entry

PULSE: Final = "head:pulse"
RANKING: Final = "ranking"


class SeasonPage(Pulsing, LogsPage):
    """What the season asks for now, the interviews ahead, and its logs."""

    page = "season"
    logs = OF_THE_SEASON

    def listed(self) -> dict[str, NextStep | str | Entry]:
        ahead = {
            f"interviews/{each.key}": each
            for each in season.interviews_ahead(self.coach)
            if self.fits(each.title)
        }
        before = super().listed()
        self._titles[RANKING] = ranking.TITLE
        self._keys[RANKING] = self.key_of("season.ranking")
        return before | ({RANKING: RANKING} if self.fits(ranking.TITLE) else {}) | ahead

    def stands(self, name: str) -> str:
        return ranking.in_short(self.coach) if name == RANKING else super().stands(name)

    def text(self, key: str, item: NextStep | str | Entry) -> list[Line]:
        return ranking.about(self.coach) if item == RANKING else super().text(key, item)

    def keys(self) -> list[str]:
        """How invitations stand, before all else."""
        line = "" if self.words else self.pulse()
        self.heads = {**LogsPage.heads, PULSE: ("", line)}
        return [*[PULSE] * bool(line), *super().keys()]

    def context(self) -> str:
        return season.counts(self.coach)
