"""What each day and hour of a mail is about: an interview, an evening, an answer, or none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from coach.season.offered import Known, Role
from coach.season.patterns import ACROSS, MON, WD
from coach.season.places import place_of
from coach.season.plain_mail import clean, without_headers
from coach.season.scanning import Days, Hours, Token, ZoneWord, scan
from coach.season.zoned import ZoneWords

Patterns = Mapping[str, re.Pattern[str]]
TIGHT: Final = re.compile(r"(?i)^(?:[\s,:;|()@-]|at|from|starting|beginning|of|between)*$")
"""Between a day and its hour."""
LEADS: Final = re.compile(r"(?i)^(?:[\s,|(@-]|on|of)*$")
"""Between an hour and its day that follows."""
CHAIN: Final = re.compile(r"(?i)^(?:[\s,()|@-]|at|on|by|of|the|this|next|is)*$")
AGAIN: Final = re.compile(r"(?i)^[\s(,]*(?:=|which is|that is|i\.e\.,?)\s*$")
"""Between an hour and the day on which it is elsewhere."""
MONTH: Final = re.compile(rf"(?i)\b{MON}")
BOTH: Final = re.compile(r"(?i)\s*(?:-|to|through|thru)\s*")
UNTIL: Final = re.compile(r"(?i)[ \t]*(?:-|to|until|through)[ \t]*")
START_END: Final = re.compile(r"(?i)\bstart\w*(?: time)?\s*\|\s*(?:end|finish|until)")
"""The head of a table with a column for either."""
SENTENCE: Final = re.compile(
    r"(?<!\bi\.e)(?<!\be\.g)(?<!\bDr)(?<!\bMrs)(?<!\bM[rs])(?<!\bSt)[.!?](?=\s|$)|;|\n"
)


class Marked:
    """A mail whose days, hours and zones are known, each with what it is about."""

    def __init__(self, text: str, known: Known, program_zones: tuple[str, ...]) -> None:
        self.known = known
        self.text, self.heads = without_headers(clean(text))
        self.words: Patterns = {
            name: re.compile("|".join(f"(?:{word})" for word in words), re.IGNORECASE)
            for name, words in known.words.items()
        }
        self.place = place_of(self.text, known, program_zones)
        self.zone_words = ZoneWords(known.zones, self.place.home)
        tokens, self.blotted = scan(self.text, self.zone_words)
        self.tokens = self._without_loose(self._ranges(tokens))
        self.breaks = [
            0,
            *(match.end() for match in SENTENCE.finditer(self.blotted)),
            *(token.end for token in self.tokens if self._ends(token)),
            len(self.text),
        ]
        self.roles = self.all_roles()

    def _ends(self, token: Token) -> bool:
        """Whether the dot of “9 a.m.” ends a sentence too."""
        is_dot = self.text[token.end - 1] == "."
        return is_dot and bool(re.match(r"\s+[A-Z][a-z]", self.blotted[token.end :]))

    def sentence(self, token: Token) -> tuple[int, int]:
        start = max((each for each in self.breaks if each <= token.start), default=0)
        return start, min(
            (each for each in self.breaks if each >= token.end), default=len(self.text)
        )

    def gap(self, token: Token | None, after: Token | None) -> str:
        """What stands between two tokens; "" where there is but one."""
        return self.text[token.end : after.start] if token and after else ""

    def _ranges(self, tokens: list[Token]) -> list[Token]:
        """Days with “to” between them as one: each of their weekday, else all in doubt."""
        kept = list[Token]()
        for token in tokens:
            last = kept[-1] if kept else None
            if isinstance(last, Days) and isinstance(token, Days) and not (last.word or token.word):
                every = self._across(last, token) if ACROSS.match(self.gap(last, token)) else None
                if every:
                    kept[-1] = every
                    continue
            kept.append(token)
        return kept

    def _across(self, first: Days, last: Days) -> Days | None:
        led = self.text[max(0, first.start - 40) : first.start]
        weekly = re.search(rf"(?i)\b(?:every|each|all)\s+{WD}s?\W+(?:from|between)?\W*$", led)
        gap = self.gap(first, last)
        if "\n" in gap or "and" in gap and not re.search(r"(?i)\bbetween\W+(?:\w+day\W+)?$", led):
            return None
        start, end = self._between(first, last)
        if not timedelta(0) < end - start <= timedelta(days=120):
            return None
        is_window = not weekly and end - start > timedelta(days=14)
        # Of a long window its ends will do.
        step = (end - start).days if is_window else 1 + 6 * bool(weekly)
        days = [start + timedelta(days=each) for each in range(0, (end - start).days + 1, step)]
        return Days(
            first.start,
            last.end,
            tuple((day.year, day.month, day.day) for day in days),
            first.weekdays[:1],
            doubt="" if weekly else "it names a range of days",
        )

    def _between(self, first: Days, last: Days) -> tuple[date, date]:
        """The ends of a range, the same day where one of them is none."""
        ends = [first.days[0], last.days[-1]]
        year = ends[1][0] or ends[0][0]
        dates = [
            (own or year or self.known.season - (month >= 7), month, day)
            for own, month, day in ends
        ]
        try:
            return date(*dates[0]), date(*dates[1])
        except ValueError:
            return date.max, date.max

    def _without_loose(self, tokens: list[Token]) -> list[Token]:
        """Without weekdays, todays and ordinals that no hour stands beside."""
        around = zip([None, *tokens], tokens, [*tokens[1:], None], strict=False)
        return [
            token
            for before, token, after in around
            if not (isinstance(token, Days) and token.word and self._is_loose(before, token, after))
        ]

    def _is_loose(self, before: Token | None, token: Days, after: Token | None) -> bool:
        if token.days[0][2]:
            # The 17th, of a month that is named before it.
            return not MONTH.search(self.text[: token.start])
        led, leads = self.gap(before, token), self.gap(token, after)
        is_end = isinstance(before, Days) and BOTH.fullmatch(led)
        if is_end or self._is_of_week(before, token, led) or self._is_of_week(after, token, leads):
            return True
        is_led = isinstance(before, Hours | ZoneWord) and LEADS.match(led)
        return not (is_led or isinstance(after, Hours) and TIGHT.match(leads))

    def _is_of_week(self, days: Token | None, weekday: Days, gap: str) -> bool:
        """Whether a weekday that stands beside a day is that day's own."""
        if not isinstance(days, Days) or not days.days[0][1] or re.search(r"\w", gap):
            return False
        return self._between(days, days)[0].weekday() == weekday.weekdays[0]

    def all_roles(self) -> dict[int, Role]:
        """What each day, hour and zone is about, by its place."""
        roles: dict[int, Role] = {}
        before: Token | None = None
        for token in self.tokens:
            is_next = before is not None and CHAIN.match(self.gap(before, token))
            last = roles[before.start] if before is not None else "slot"
            follows = last == "answer" or (last == "off" and not isinstance(token, Days))
            roles[token.start] = last if is_next and follows else self._role(token, before, last)
            before = token
        return roles

    def _role(self, token: Token, before: Token | None, last: Role) -> Role:
        start, end = self.sentence(token)
        led = self.text[max(start, before.end if before else 0) : token.start]
        role = None if isinstance(token, ZoneWord) else self._led(token, before, led, last)
        if role:
            return "off" if role == "answer" and not self._answers(self.text[start:end]) else role
        if isinstance(token, Hours) and self.is_agenda(token, led):
            return "agenda"
        return self._marked(token, led, last if before and before.start >= start else None)

    def _led(self, token: Token, before: Token | None, led: str, last: Role) -> Role | None:
        """What the words right before it, or right after, make of a day or an hour."""
        if before and self._is_end(before, token, led, last):
            return "end"
        if self.words["lead"].search(led):
            return "answer"
        is_off = (
            self._is_again(token, led)
            or self.words["except"].search(led)
            or self.words["off"].match(self.rest(token))
        )
        return "off" if is_off else None

    def _is_again(self, token: Token, led: str) -> bool:
        """Whether a day says that of its sentence again, as it is elsewhere."""
        start, _ = self.sentence(token)
        days = (each for each in self.tokens if isinstance(each, Days))
        is_told = any(start <= each.start < token.start for each in days)
        return is_told and isinstance(token, Days) and bool(AGAIN.match(led))

    def _answers(self, sentence: str) -> bool:
        """Whether a sentence is about the answer to the mail."""
        is_other = self.words["other"].search(sentence)
        return bool(self.words["answer"].search(sentence) and not is_other)

    def _is_end(self, before: Token, token: Token, led: str, last: Role) -> bool:
        """Whether a day or an hour says when it is over: “ends at 1 PM”, the second column of a
        table, the second of two days with their hours."""
        if isinstance(token, Days):
            is_led = UNTIL.fullmatch(self.gap(before, token)) and last != "off"
            return isinstance(before, Hours | ZoneWord) and bool(is_led)
        if self.words["ends"].search(led) or (last == "end" and isinstance(before, Days)):
            return True
        is_column = isinstance(before, Hours) and re.fullmatch(r"\s*\|\s*", self.gap(before, token))
        return bool(is_column and START_END.search(self.text))

    def rest(self, token: Token) -> str:
        """What follows, past the hours and zones of the same entry."""
        line = self.text[token.end : token.end + 120].partition("\n")[0]
        blot = self.blotted[token.end : token.end + len(line)]
        while rest := re.match("[^\\w\x01]*(?:at|from)?[^\\w\x01]*\x01+", blot):
            line, blot = line[rest.end() :], blot[rest.end() :]
        return line

    def is_agenda(self, token: Token, led: str) -> bool:
        """Whether an hour is of the plan of a day: what one does then follows it."""
        if self.words["early"].search(led):
            return True
        line_start = self.text.rfind("\n", 0, token.start) + 1
        begins = not re.search(r"\w", self.text[line_start : token.start])
        rest, plan = self.rest(token)[:60], self.words["agenda"]
        return bool(plan.search(rest) if begins else plan.match(rest.lstrip(" -:,|(")))

    def _marked(self, token: Token, led: str, last: Role | None) -> Role:
        """By the words that say what it is about: right before it, after it up to the next day,
        else as the one before it in the sentence."""
        start, end = self.sentence(token)
        is_day = isinstance(token, Days)
        after = self._marks(self.text[token.end : self._next_day(token, end) if is_day else end])
        if near := self._marks(led)[-1:] or after[: int(is_day)]:
            return near[0]
        if last in ("slot", "social") or (last == "off" and not is_day):
            return last
        before = self._marks(self.text[start : token.start])
        return [*before[-1:], *after, self._headed(start)][0]

    def _next_day(self, token: Token, end: int) -> int:
        """Where the next day of a sentence begins."""
        days = [each.start for each in self.tokens if isinstance(each, Days)]
        return min([end, *(start for start in days if start > token.start)])

    def _marks(self, text: str) -> list[Role]:
        """What the words of a text say that it is about, in their order."""
        kinds: tuple[tuple[str, Role], ...] = (
            ("social", "social"),
            ("other", "off"),
            ("interview", "slot"),
        )
        marks = [
            (match.start(), role)
            for name, role in kinds
            for match in self.words[name].finditer(text)
        ]
        return [role for _, role in sorted(marks)]

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
