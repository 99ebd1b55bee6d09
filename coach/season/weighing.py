"""How likely a day or an hour of a mail is of the interview, by the words around it.

Weights were fitted to labelled mails (`seed_data/mails`); what counts is where a word stands: right
before, right after, in the sentence, in the heading, beside the hour before.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator
from typing import Final

from coach.season.days import Dated
from coach.season.patterns import BLOT
from coach.season.scanning import Days, Hours, Token, ZoneWord

WORD: Final = re.compile(r"[a-z][a-z'&-]*")
NEAR: Final = 6
"""Words on either side that count."""
STEPS: Final = (0, 1, 31, 61)
"""Minutes between two hours, as they are told apart."""
SHORTLY: Final = 2
HEADS: Final = 10
"""Lines above among which a heading is looked for."""


class Around:
    """The days and hours of a mail with what stands around each."""

    def __init__(self, mail: Dated) -> None:
        self._mail = mail
        self.tokens = [token for token in mail.tokens if not isinstance(token, ZoneWord)]
        self._words = mail.blotted.replace(BLOT, " ").casefold()

    def signs(self, place: int) -> frozenset[str]:
        """What counts of the day or the hour at a place."""
        token = self.tokens[place]
        kind = "D" if isinstance(token, Days) else "H"
        own = self._of_day(place) if isinstance(token, Days) else self._of_hour(place)
        return frozenset((*self._of_words(place), *(f"{kind}{each}" for each in own)))

    def _line(self, token: Token) -> tuple[int, int]:
        text = self._mail.text
        end = text.find("\n", token.end)
        return text.rfind("\n", 0, token.start) + 1, len(text) if end < 0 else end

    def _of_words(self, place: int) -> Iterator[str]:
        token = self.tokens[place]
        before, after = self._gaps(place)
        yield from (f"b {each}" for each in _near(before[-NEAR:]))
        yield from (f"a {each}" for each in _near(after[:NEAR]))
        yield from (f"b1 {each}" for each in before[-1:])
        yield from (f"a1 {each}" for each in after[:1])
        start, end = self._mail.sentence(token)
        yield from (f"s {each}" for each in set(WORD.findall(self._words[start:end])))
        yield from (f"h {each}" for each in set(WORD.findall(self._heading(token))))
        if place:
            yield from (f"p {each}" for each in set(self._gaps(place - 1)[1][:3]))

    def _gaps(self, place: int) -> tuple[list[str], list[str]]:
        """Words of the line on either side of a token, up to the next ones."""
        token = self.tokens[place]
        start, end = self._line(token)
        if place:
            start = max(start, self.tokens[place - 1].end)
        if place + 1 < len(self.tokens):
            end = min(end, self.tokens[place + 1].start)
        after = WORD.findall(self._words[token.end : end])
        if not after and end == self._line(token)[1]:
            # The cells of a table, one to a line.
            after = WORD.findall(self._words[end : end + 40].split("\x01")[0])[:2]
        return WORD.findall(self._words[start : token.start]), after

    def _heading(self, token: Token) -> str:
        """The nearest line above without a day or an hour."""
        start, _ = self._line(token)
        above = self._mail.blotted[:start].split("\n")[-HEADS:]
        lines = (line for line in reversed(above) if line.strip() and BLOT not in line)
        return next(lines, "").casefold()

    def _of_both(self, place: int) -> Iterator[str]:
        """Where it stands among the others."""
        token = self.tokens[place]
        start, end = self._line(token)
        yield f"role {self._mail.roles[token.start]}"
        before = self.tokens[place - 1] if place else None
        after = self.tokens[place + 1] if place + 1 < len(self.tokens) else None
        yield f"before {type(before).__name__} {bool(before and before.start >= start)}"
        yield f"after {type(after).__name__} {bool(after and after.end <= end)}"
        if not WORD.search(self._words[start : token.start]):
            yield "begins"
        same = [each for each in self.tokens if type(each) is type(token)]
        yield f"of {min(len(same), 5)}"
        yield f"first {same[0] is token}"
        yield f"last {same[-1] is token}"
        on_line = sum(start <= each.start < token.start for each in same)
        yield f"on line {min(on_line, 2)}"

    def _of_day(self, place: int) -> Iterator[str]:
        yield from self._of_both(place)
        token = self.tokens[place]
        if isinstance(token, Days):
            day = self._mail.first_day(token)
            today = self._mail.known.today
            yield f"worded {bool(token.word)}"
            if day is None:
                yield "none"
                return
            yield f"weekend {day.weekday() > 4}"
            yield f"ahead {min(max((day - today).days // 30, -1), 4)}"
            yield f"soon {0 <= (day - today).days < 5}"

    def _of_hour(self, place: int) -> Iterator[str]:
        yield from self._of_both(place)
        token = self.tokens[place]
        if not isinstance(token, Hours):
            return
        yield f"hour {token.at // 60}"
        yield f"span {bool(token.minutes)}"
        hours = [each for each in self.tokens if isinstance(each, Hours)]
        number = hours.index(token)
        around = {
            "step": hours[max(number - 1, 0) : number + 1],
            "next": hours[number : number + 2],
        }
        for name, pair in around.items():
            if len(pair) > 1:
                yield from self._of_step(name, place, pair[-1].at - pair[0].at)
        zones = (each for each in self._mail.tokens if isinstance(each, ZoneWord))
        yield f"zoned {any(0 <= each.start - token.end < 5 for each in zones)}"
        yield f"earliest {token.at == min(each.at for each in hours)}"

    def _of_step(self, name: str, place: int, minutes: int) -> Iterator[str]:
        """How far the next hour is; what stands around one that another follows shortly."""
        step = bisect(STEPS, minutes)
        yield f"{name} {step}"
        before, after = self._gaps(place)
        if step == SHORTLY:
            yield from (f"{name} {word}" for word in {*before[-NEAR:], *after[:3]})


def _near(words: list[str]) -> set[str]:
    """Words and pairs of words."""
    return {*words, *(f"{first} {then}" for first, then in zip(words, words[1:], strict=False))}
