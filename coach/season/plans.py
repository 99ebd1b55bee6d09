"""The plan of a day that a mail tells: of its hours the first is the start."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from coach.records import replace
from coach.scoring.weights import chance
from coach.season.days import Dated
from coach.season.offered import Known
from coach.season.scanning import Days, Hours, Token, ZoneWord
from coach.season.weighing import Around

TOLD: Final = re.compile(
    r"(?i)\b(?:follow\w*|then|finally|tour|lunch|report|talk|speaks?|coffee|you meet|we end"
    r"|you're free|answer questions|chief residents)\b"
)
"""Words of the plan of a day that sentences tell."""

SAME_LIST: Final = re.compile(
    r"(?i)\s*(?:,|/|&|,?\s*(?:and|or)\b)\s*(?:at\s+)?"
    r"|\n[^\n\w]*\w* ?(?:session|block|slot)s?\b[^\n\w]*(?:\w\b[^\n\w]*)?"
)
"""Between hours of one list."""
UNLIKELY: Final = 0.1
"""What is less likely of an interview is none."""
LIKELY: Final = 0.8
"""What is likelier is of one, whatever the rules say."""


class Planned(Dated):
    """A mail whose plans of a day are known."""

    def __init__(self, text: str, known: Known, program_zones: tuple[str, ...]) -> None:
        super().__init__(text, known, program_zones)
        self._mark_itineraries()
        self._mark_told()
        self.chances = self._weighed()

    def _weighed(self) -> dict[int, float]:
        """How likely each day and hour is of an interview; what is likely none is taken out."""
        around, chances = Around(self), dict[int, float]()
        last: Token | None = None
        for place, token in enumerate(around.tokens):
            likely = chance(around.signs(place), self.known.weights)
            if isinstance(last, Hours) and SAME_LIST.fullmatch(self.gap(last, token)):
                # Of “1 and 3 PM” both are of one thing.
                likely = max(likely, chances[last.start])
            chances[token.start], last = likely, token
            role = self.roles[token.start]
            if role == "slot" and likely < UNLIKELY:
                self.roles[token.start] = "off"
            elif role != "slot" and likely > LIKELY:
                self.roles[token.start] = "slot"
        self._take_unlikely([each for each in around.tokens if isinstance(each, Days)], chances)
        return chances

    def _take_unlikely(self, days: Sequence[Days], chances: Mapping[int, float]) -> None:
        """Of an invitation in which no day is likely the least unlikely may be meant."""
        is_none = not any(self.roles[each.start] == "slot" for each in days)
        if is_none and self.words["invites"].search(self.text):
            unlikely = (each.start for each in days if chances[each.start] >= UNLIKELY)
            self.roles |= dict.fromkeys(unlikely, "slot")

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
