"""The plan of a day that a mail tells: of its hours the first is the start."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from coach.records import replace
from coach.season.offered import Known
from coach.season.roles import Marked
from coach.season.scanning import Hours, ZoneWord

TOLD: Final = re.compile(
    r"(?i)\b(?:follow\w*|then|finally|tour|lunch|report|talk|speaks?|coffee|you meet|we end"
    r"|you're free|answer questions|chief residents)\b"
)
"""Words of the plan of a day that sentences tell."""


class Planned(Marked):
    """A mail whose plans of a day are known."""

    def __init__(self, text: str, known: Known, program_zones: tuple[str, ...]) -> None:
        super().__init__(text, known, program_zones)
        self._mark_itineraries()
        self._mark_told()

    def _mark_itineraries(self) -> None:
        """Of lines that each begin with an hour and say what one does then, the first is the
        start, unless it is named above them."""
        run = list[Hours]()
        for token in [*self.tokens, None]:
            if isinstance(token, Hours):
                start = self.text.rfind("\n", 0, token.start) + 1
                if run and self.text[run[-1].end : token.start].count("\n") == 1:
                    run.append(token)
                    continue
                begins = not re.search(r"\w", self.text[start : token.start])
                self._mark_itinerary(run)
                run = [token] if begins else []
        self._mark_itinerary(run)

    def _mark_itinerary(self, run: list[Hours]) -> None:
        if len(run) < 3 or sum(self.is_agenda(hours, "") for hours in run) < 2:
            return
        has_start = any(
            isinstance(token, Hours) and self.roles[token.start] == "slot"
            for token in self.tokens
            if token.start < run[0].start
        )
        for hours in run:
            self.roles[hours.start] = "agenda"
        if not has_start:
            self.roles[run[0].start] = "slot"
            self.tokens[self.tokens.index(run[0])] = replace(run[0], minutes=None)

    def _mark_told(self) -> None:
        """Of a plan told in sentences the first hour is the start."""
        run = list[Hours]()
        for token in [*self.tokens, None]:
            if isinstance(token, ZoneWord):
                continue
            if isinstance(token, Hours) and run and "\n" not in self.gap(run[-1], token):
                run.append(token)
                continue
            if len(run) > 2 and self._is_told(run):
                self.roles |= {hours.start: "agenda" for hours in run[1:]}
            run = [token] if isinstance(token, Hours) else []

    def _is_told(self, run: Sequence[Hours]) -> bool:
        text = self.text[run[0].end : run[-1].end + 40]
        is_choice = re.search(r"(?i)\bor\b", text)
        return not is_choice and len({word.casefold() for word in TOLD.findall(text)}) > 1
