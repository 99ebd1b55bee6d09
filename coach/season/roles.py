"""What each day and hour of a mail is about: an interview, an evening, an answer, or none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from coach.season.offered import Known, Role
from coach.season.plain_mail import clean, without_headers
from coach.season.scanning import Days, Hours, Token, ZoneWord, scan
from coach.season.zoned import Place, ZoneWords

Patterns = Mapping[str, re.Pattern[str]]
TIGHT: Final = re.compile(r"(?i)^(?:[\s,:;|()@-]|at|from|starting|beginning|of|between)*$")
"""Between a day and its hour."""
LEADS: Final = re.compile(r"(?i)^(?:[\s,|(@-]|on|of)*$")
"""Between an hour and its day that follows."""
CHAIN: Final = re.compile(r"(?i)^(?:[\s,()|-]|at|on|by|of|the|this|next|is)*$")
SENTENCE: Final = re.compile(r"[.!?](?=\s|$)|;|\n")


class Marked:
    """A mail whose days, hours and zones are known, each with what it is about."""

    def __init__(self, text: str, known: Known, program_zones: tuple[str, ...]) -> None:
        self.known = known
        self.text, self.heads = without_headers(clean(text))
        self.words: Patterns = {
            name: re.compile("|".join(f"(?:{word})" for word in words), re.IGNORECASE)
            for name, words in known.words.items()
        }
        self.place = Place(program_zones, self._named_zones())
        self.zone_words = ZoneWords(known.zones)
        tokens, self.blotted = scan(self.text, self.zone_words)
        self.tokens = self._without_loose(tokens)
        self.breaks = [
            0,
            *(match.end() for match in SENTENCE.finditer(self.blotted)),
            len(self.text),
        ]
        self.roles = self.all_roles()

    def _named_zones(self) -> tuple[str, ...]:
        """Zones of the states that the text names in full, or after a town."""
        words = re.findall(r",\s*([A-Z]{2})\b(?=\s+\d{5}|\s*[.,;)\n]|\s*$)", self.text)
        words += [
            name
            for name in self.known.states
            if len(name) > 2 and re.search(rf"\b{name}\b", self.text)
        ]
        words += ["AZ"] * bool(re.search(r"\b(?:Phoenix|Tucson|Scottsdale)\b", self.text))
        return tuple(
            dict.fromkeys(zone for word in words for zone in self.known.states.get(word, ()))
        )

    def sentence(self, token: Token) -> tuple[int, int]:
        start = max((each for each in self.breaks if each <= token.start), default=0)
        return start, min(
            (each for each in self.breaks if each >= token.end), default=len(self.text)
        )

    def gap(self, token: Token, after: Token) -> str:
        return self.text[token.end : after.start]

    def _without_loose(self, tokens: list[Token]) -> list[Token]:
        """Without weekdays, todays and ordinals that no hour stands beside."""
        around = zip([None, *tokens], tokens, [*tokens[1:], None], strict=False)
        return [
            token
            for before, token, after in around
            if not (isinstance(token, Days) and token.word and self._is_loose(before, token, after))
        ]

    def _is_loose(self, before: Token | None, token: Token, after: Token | None) -> bool:
        led = self.gap(before, token) if before else ""
        if isinstance(before, Days) and re.fullmatch(r"(?i)\s*(?:-|to|through|thru)\s*", led):
            return True
        is_led = isinstance(before, Hours | ZoneWord) and LEADS.match(led)
        leads = isinstance(after, Hours) and TIGHT.match(self.gap(token, after))
        return not (is_led or leads)

    def all_roles(self) -> dict[int, Role]:
        roles: dict[int, Role] = {}
        before: Token | None = None
        for token in self.tokens:
            is_next = before is not None and CHAIN.match(self.gap(before, token))
            if before is not None and is_next and roles[before.start] == "answer":
                roles[token.start] = "answer"
            elif (
                before is not None
                and is_next
                and roles[before.start] == "off"
                and not isinstance(token, Days)
            ):
                roles[token.start] = "off"
            else:
                roles[token.start] = self._role(token, before)
            before = token
        return roles

    def _role(self, token: Token, before: Token | None) -> Role:
        start, end = self.sentence(token)
        led = self.text[max(start, before.end if before else 0) : token.start]
        if self.words["lead"].search(led) and not isinstance(token, ZoneWord):
            answers = self.words["answer"].search(self.text[start:end])
            return "answer" if answers else "off"
        if self.words["except"].search(led) or self.words["off"].match(self.rest(token)):
            return "off"
        if isinstance(token, Hours) and (self.words["early"].search(led) or self._is_agenda(token)):
            return "agenda"
        return self._marked(token, start, end)

    def rest(self, token: Token) -> str:
        """What follows, past the hours and zones of the same entry."""
        line = self.text[token.end : token.end + 120].partition("\n")[0]
        blot = self.blotted[token.end : token.end + len(line)]
        while rest := re.match("[^\\w\x01]*(?:at|from)?[^\\w\x01]*\x01+", blot):
            line, blot = line[rest.end() :], blot[rest.end() :]
        return line

    def _is_agenda(self, token: Token) -> bool:
        """Whether a line begins with the hour and says what one does then."""
        line_start = self.text.rfind("\n", 0, token.start) + 1
        begins = not re.search(r"\w", self.text[line_start : token.start])
        return begins and bool(self.words["agenda"].search(self.rest(token)[:60]))

    def _marked(self, token: Token, start: int, end: int) -> Role:
        """By the nearest word before it in the sentence that says what it is about, else after."""
        kinds: tuple[tuple[str, Role], ...] = (
            ("social", "social"),
            ("other", "off"),
            ("interview", "slot"),
        )
        marks = sorted(
            (match.start(), role)
            for name, role in kinds
            for match in self.words[name].finditer(self.text[start:end])
        )
        place = token.start - start
        before = [role for at, role in marks if at < place]
        after = [role for at, role in marks if at >= place]
        if before or after:
            return before[-1] if before else after[0]
        return self._headed(start)

    def _headed(self, start: int) -> Role:
        """By the heading above its lines."""
        above = self.blotted[:start].rstrip("\n").rpartition("\n\n")[2].split("\n")
        shift = self.blotted[:start].rstrip("\n").rfind("\n\n") + 2
        for line in reversed(above):
            place = self.blotted.find(line, max(shift, 0))
            words = self.text[place : place + len(line)]
            if line.rstrip().endswith(":") and len(line) < 90:
                if self.words["interview"].search(words) or not self.words["social"].search(words):
                    return "slot"
                return "social"
        return "slot"

    def apart(self, token: Token, after: Token) -> bool:
        """Whether a sentence ends between two tokens, other than at the end of a line."""
        return bool(re.search(r"[.!?]\s|\n\s*\n", self.blotted[token.end : after.start]))

    def is_on_line(self, token: Token) -> bool:
        """Whether nothing but a bullet or a label stands before it on its line."""
        start = self.text.rfind("\n", 0, token.start) + 1
        return bool(
            re.fullmatch(
                r"\W*(?:\w+ ?\w*:)?\W*(?:(?:option|slot|session|choice)\W*\w?\W*)?"
                r"(?:\d{1,2}[.)]\s*)?",
                self.text[start : token.start],
                re.IGNORECASE,
            )
        )
