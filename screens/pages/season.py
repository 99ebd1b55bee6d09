"""Season: what did the programs answer?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from coach.saying import ranking, season, soap
from coach.saying.locked import lock_short
from coach.saying.text import Line
from coach.subjects.kept import OF_THE_SEASON
from coach.subjects.prepare import NextStep
from screens.pages.prepare import LogsPage
from screens.pages.pulse import Pulsing

if TYPE_CHECKING:
    from coach.subjects.kept import Entry

PULSE: Final = "head:pulse"
SOAP: Final = "soap"
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
        self._titles[SOAP] = soap.TITLE
        self._keys[SOAP] = self.key_of("season.soap")
        more = [name for name in (RANKING, SOAP) if self.fits(self._titles[name])]
        return before | {name: name for name in more} | ahead

    def stands(self, name: str) -> str:
        if name == SOAP:
            return soap.in_short(self.coach)
        return ranking.in_short(self.coach) if name == RANKING else super().stands(name)

    def text(self, key: str, item: NextStep | str | Entry) -> list[Line]:
        if item == SOAP:
            return soap.about(self.coach)
        return ranking.about(self.coach) if item == RANKING else super().text(key, item)

    def keys(self) -> list[str]:
        """Why programs are not written to now, or how invitations stand, before all else."""
        line = "" if self.words else self._locked() or self.pulse()
        self.heads = {**LogsPage.heads, PULSE: ("", line)}
        return [*[PULSE] * bool(line), *super().keys()]

    def _locked(self) -> str:
        held = self.coach.soap.lock
        return lock_short(self.coach, held) if held else ""

    def context(self) -> str:
        return season.counts(self.coach)
