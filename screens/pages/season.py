"""Season: what did the programs answer?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from coach.saying import after, ranking, season, soap
from coach.saying.locked import lock_short
from coach.saying.text import Line
from coach.subjects.kept import OF_THE_SEASON
from coach.subjects.prepare import NextStep
from screens.pages.prepare import LogsPage
from screens.pages.pulse import Pulsing

if TYPE_CHECKING:
    from coach.subjects.kept import Entry

PULSE: Final = "head:pulse"
BESIDE: Final = {"after": after, "ranking": ranking, "soap": soap}
"""What stands beside the logs, each with its words."""


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
        for name, words in BESIDE.items():
            self._titles[name] = words.TITLE
            self._keys[name] = self.key_of(f"season.{name}")
        names = [name for name in BESIDE if name != "after" or self.coach.after.is_on]
        return before | {name: name for name in names if self.fits(self._titles[name])} | ahead

    def stands(self, name: str) -> str:
        words = BESIDE.get(name)
        return words.in_short(self.coach) if words else super().stands(name)

    def text(self, key: str, item: NextStep | str | Entry) -> list[Line]:
        words = BESIDE.get(item) if isinstance(item, str) else None
        return words.about(self.coach) if words else super().text(key, item)

    def action_open(self) -> None:
        if self.item == "after":
            self.call_later(self.action_do, "season.after")
        else:
            super().action_open()

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
