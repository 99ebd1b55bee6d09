"""The hours of a mail, each with the zone that belongs to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import time
from functools import cached_property
from itertools import pairwise
from typing import Final

from coach.records import Record, replace
from coach.season.plans import Planned
from coach.season.scanning import Days, Hours, Token, ZoneWord
from coach.season.zoned import instant

BESIDE: Final = re.compile(r"(?i)^[^\w\n]*(?:in |us |time ?zone:? )?[^\w\n]*\n?\s*$")
"""Between an hour and its zone."""
LOCAL: Final = re.compile(
    r"(?i)(?<!your )\blocal times?\b|\btimes? (?:are|is) (?:all )?local\b"
    r"|\bour (?:own )?time(?: zone)?\b"
)
NEAR: Final = 60
"""Letters within which two words are of one thing."""
SAME: Final = re.compile(
    r"(?i)^[\s/()|,=;-]*(?:or|i\.e\.,?|which is|that is|equivalent to|equals)?[\s/(|,=:-]*$"
)
"""Between two names of one hour."""


class ZonedHour(Record):
    """An hour with the zone that belongs to it."""

    hours: Hours
    zone: ZoneWord | None = None
    doubt: str = ""


class Zoned(Planned):
    """A mail whose hours have their zones."""

    @cached_property
    def hours(self) -> dict[int, ZonedHour]:
        """Hours by their place, with the zone beside each; one that says another again is left
        out."""
        hours = dict[int, ZonedHour]()
        for place, token in enumerate(self.tokens):
            if not isinstance(token, Hours):
                continue
            if self.roles[token.start] == "end":
                _end(hours, token, self._zone_beside(place))
            else:
                word = self.zone_words.zones(token.zone) if token.zone else ()
                zone = ZoneWord(token.start, token.end, token.zone.upper(), word) if word else None
                beside = self._zone_beside(place) or zone or self._zone_of_column(token)
                hours[token.start] = ZonedHour(token, beside)
        return self._merged(self._carried(hours))

    def _zone_beside(self, place: int) -> ZoneWord | None:
        """The zone right after an hour, in all its names, else the one before it."""
        hour, beside = self.tokens[place], list[ZoneWord]()
        end = hour
        for token in self.tokens[place + 1 : place + 3]:
            if not isinstance(token, ZoneWord) or not BESIDE.match(self.gap(end, token)):
                break
            beside.append(token)
            end = token
        return joined(beside) if beside else self._zone_before(place)

    def _zone_before(self, place: int) -> ZoneWord | None:
        """`ET: 9:00 AM`, where the zone is not of an hour before it."""
        earlier, before = [None, None, *self.tokens][place : place + 2]
        if not isinstance(before, ZoneWord):
            return None
        if isinstance(earlier, Hours) and re.match(r"^[^\w\n|]*$", self.gap(earlier, before)):
            return None
        leads = re.match(r"^[:\s|)-]{0,4}$", self.gap(before, self.tokens[place]))
        return before if leads else None

    def _zone_of_column(self, hour: Hours) -> ZoneWord | None:
        """The zone at the head of its column, where several columns have one."""
        heads: dict[int, list[ZoneWord]] = {}
        for token in self.tokens:
            if isinstance(token, ZoneWord) and token.start < hour.start:
                heads.setdefault(self._line(token), []).append(token)
        for line, zones in reversed(heads.items()):
            has_hours = any(
                isinstance(each, Hours) and self._line(each) == line for each in self.tokens
            )
            if len(zones) > 1 and not has_hours:
                return {self._column(zone): zone for zone in zones}.get(self._column(hour))
        return None

    def _line(self, token: Token) -> int:
        return self.text.rfind("\n", 0, token.start) + 1

    def _column(self, token: Token) -> int:
        return self.text.count("|", self._line(token), token.start)

    def _carried(self, hours: dict[int, ZonedHour]) -> dict[int, ZonedHour]:
        """With the zone of the next hour of a sentence, else of the one before."""
        places = sorted(hours)
        for way in (places[::-1], places):
            for before, place in pairwise(way):
                last, hour = hours[before], hours[place]
                if not hour.zone and self.sentence(last.hours) == self.sentence(hour.hours):
                    hours[place] = replace(hour, zone=last.zone)
        return hours

    def _merged(self, hours: dict[int, ZonedHour]) -> dict[int, ZonedHour]:
        """Without hours that name again, in another zone, the one before them."""
        kept, end = dict[int, ZonedHour](), 0
        last: ZonedHour | None = None
        for place in sorted(hours):
            hour = hours[place]
            merged = self._agreed(last, hour, self.text[end:place]) if last else None
            last = merged or hour
            kept[last.hours.start] = last
            end = max(hour.hours.end, self._zone_end(hour))
        return kept

    def _zone_end(self, hour: ZonedHour) -> int:
        end = hour.zone.end if hour.zone else 0
        return end if end - hour.hours.end < NEAR else 0

    def _agreed(self, hour: ZonedHour, other: ZonedHour, gap: str) -> ZonedHour | None:
        """One hour of two that name the same moment; with a doubt where they should and do not."""
        if not hour.zone or not other.zone or hour.zone.word == other.zone.word:
            return None
        moments = set(self._moments(other).values())
        fitting = [zone for zone, moment in self._moments(hour).items() if moment in moments]
        if fitting and len(gap) < NEAR:
            zones = tuple(filter(None, fitting[:1]))
            return replace(hour, zone=replace(hour.zone, zones=zones))
        if SAME.match(gap) and re.search(r"[/(=|]", gap):
            return replace(hour, doubt="its two time zones do not agree")
        return None

    def _moments(self, hour: ZonedHour) -> dict[str, time | None]:
        """The time in UTC that an hour may be, by each zone that its word may name."""
        days = (token for token in self.tokens if isinstance(token, Days))
        day = next(filter(None, map(self.first_day, days)), self.known.today)
        zones = hour.zone.zones if hour.zone else ()
        if zones and zones[0].startswith("America"):
            zones = zones[:1]
        moments = dict[str, time | None]()
        for zone in zones or ("",):
            word = replace(hour.zone, zones=tuple(filter(None, [zone]))) if hour.zone else None
            utc = instant(day, hour.hours.at, word, self.place).utc
            moments[zone] = utc.time() if utc else None
        return moments

    def zone_elsewhere(self) -> tuple[ZoneWord | None, str]:
        """The one zone of the mail, and a doubt where it is not said of all hours."""
        every = [token for token in self.tokens if isinstance(token, ZoneWord)]
        zones = [zone for zone in every if not self._is_of(zone, "your_zone")]
        shared = list(filter(self._is_shared, zones)) or list(filter(self._is_of_slots, zones))
        if shared:
            # `(GMT-05:00) Eastern Time` is one zone.
            is_one = shared[-1].start - shared[0].start < NEAR or _count(shared) == 1
            return joined(shared), "" if is_one else "several time zones are named"
        local = self._local()
        return (local, "") if local else self._guessed(zones)

    def _local(self) -> ZoneWord | None:
        """Local time, where a mail names one place."""
        near = tuple(zone for zone in self.place.named if zone.startswith(("America", "Pacific")))
        is_local = len(near) == 1 and LOCAL.search(self.text)
        return ZoneWord(0, 0, "local time", near) if is_local else None

    def _guessed(self, zones: Sequence[ZoneWord]) -> tuple[ZoneWord | None, str]:
        """The likely zone where none is said of all hours, always with a doubt."""
        if _count(zones) == 1:
            return zones[0], "its time zone is said elsewhere in the mail"
        word = ZoneWord(0, 0, "your own time", tuple(filter(None, [self.known.own_zone])))
        if word.zones and not self.place.home and self.words["your_zone"].search(self.text):
            return word, "it may be shown in your own time zone"
        return None, ""

    def _is_of(self, word: ZoneWord, name: str) -> bool:
        start, end = self.sentence(word)
        return bool(self.words[name].search(self.text[start:end]))

    def _is_of_slots(self, word: ZoneWord) -> bool:
        """Whether a zone stands beside the hour of a slot, or beside none."""
        owners = [hour.hours for hour in self.hours.values() if hour.zone == word]
        roles = {self.roles[hours.start] for hours in owners} or {self.roles[word.start]}
        return "slot" in roles

    def _is_shared(self, word: ZoneWord) -> bool:
        """Whether a zone is said of all hours."""
        start, end = self.sentence(word)
        sentence = self.text[start:end]
        if any(start <= place < end for place in self.hours):
            return bool(
                re.search(
                    r"(?i)\ball\b[^.]{0,30}\btimes?\b|times? (?:are|listed|shown)|time ?zone",
                    sentence,
                )
            )
        return self._is_of(word, "shared") or "|" in sentence


def _end(hours: dict[int, ZonedHour], end: Hours, zone: ZoneWord | None) -> None:
    """Gives the hour before it its length, and its zone."""
    if hours:
        place, hour = hours.popitem()
        minutes = end.at - hour.hours.at
        known = hour.hours.minutes or (minutes if minutes > 0 else None)
        ended = replace(hour.hours, minutes=known)
        hours[place] = replace(hour, hours=ended, zone=hour.zone or zone)


def joined(words: Sequence[ZoneWord]) -> ZoneWord:
    """Several names of one zone as one: `(GMT-05:00) Eastern Time`, `EST/EDT`."""
    named = [word for word in words if word.zones]
    first = min(named or words, key=lambda word: len(word.zones))
    if len({word.word for word in named}) > 1 and _count(named) == 1:
        # EST/EDT leaves open which of the two: as clocks there show it.
        first = replace(first, word=first.word[:1] + "T")
    offsets = (word.offset for word in words if not word.zones)
    return replace(first, offset=next(offsets, first.offset))


def _count(words: Sequence[ZoneWord]) -> int:
    """How many zones are named, the first of each word taken."""
    return len({word.zones[:1] or word.offset for word in words})
