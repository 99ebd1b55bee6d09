"""Which zone a word names, and which point in time an hour in it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

from coach.records import Record
from coach.season.patterns import BLOT
from coach.season.places import Place
from coach.season.scanning import ZoneWord

AFTER_HOUR: Final = re.compile(
    rf"{BLOT}[^\w\n]{{0,6}}\n?[ \t]*(?:(?:in|both|all|each) |[A-Za-z/]{{2,4}}/)?\(?$"
)
"""What stands before a zone that belongs to an hour."""
OF_TIMES: Final = re.compile(
    r"(?i)\b(?:times?|zone|start\w*|begin\w*|hours?|options|dates|slots|schedule|days)\b[^.\n]{0,60}$|\|\s*$|^\W*$"
)
"""What stands before a zone that is said of hours elsewhere."""
OF_ALL: Final = re.compile(
    r"(?i)\b(?:times?|hours|zone|all of (?:this|these|it|them))\b[^.\n]{0,40}$"
    r"|\|\s*$|^\W*(?:all )?$"
)
SHORT: Final = re.compile(r"\b([A-Z]{2,5})\b|(?<=\x01)(?:\s|\()*\b([ecmp][sd]?t|akst|hst)\b")
LONG: Final = re.compile(
    r"(?i)\b(?:U\.?S\.?\s+)?(?P<of>[a-z.]+(?:[ -][a-z]+){0,2}?)(?:\s+local)?"
    r"(?:\s+(?P<how>standard|daylight|savings?|daylight savings?))*\s+time(?:\s*zone)?\b"
    r"(?:\s*\(US[^)\n]{0,14}\))?"
)
PLACED: Final = re.compile(
    r"\b(?i:local times?|time)(?:zone)?[^\w\n]*(?:(?:of|in|at|for)[^\w\n]+)?"
    r"(?:the )?(?P<of>[A-Z][a-z.]+(?: [A-Z][a-z]+){0,2})(?P<how>)"
)
BY_PLACE: Final = re.compile(
    rf"{BLOT}[^\w\n]{{0,3}}in (?P<of>[A-Z][a-z]+(?: [A-Z][a-z]+){{0,2}})(?P<how>)"
)
"""“1:00 PM in New York”."""
ALONE: Final = re.compile(
    r"\b((?i:Eastern|Central|Mountain|Pacific|Arizona|Hawaii|Alaska|East Coast|West Coast))()\b"
    r"(?! (?!Time|Standard|Daylight|Zone)[A-Z][a-z])"
)
LOCAL: Final = re.compile(
    rf"(?i)(?<={BLOT})[\s,(]*(?<!your )(?:(?:our )?local time|our (?:own )?time|here)\b"
)
"""The program's own clocks, right after an hour."""
IANA: Final = re.compile(
    r"\b(?:America|US|Europe|Asia|Africa|Australia|Pacific)/[A-Za-z_]+(?:/[A-Za-z_]+)?"
)
HOME: Final = frozenset(
    f"America/{city}" for city in ("New_York", "Chicago", "Denver", "Phoenix", "Los_Angeles")
)
"""What a short name means in a mail from the United States, where no other country is named."""
EITHER_HALF: Final = ("EST", "EDT", "CST", "CDT", "MST", "MDT", "PST", "PDT", "AKST", "AKDT")
"""Names of the clocks of one half of the year; all others leave open which."""


class Instant(Record):
    """An hour of a day in its zone."""

    zone: str = ""
    utc: datetime | None = None
    why: str = ""
    choices: tuple[str, ...] = ()


class ZoneWords:
    """Reads the words of zones."""

    def __init__(self, known: Mapping[str, tuple[str, ...]], home: tuple[str, ...] = ()) -> None:
        self._home = home
        self._known = {word.casefold(): _in_mails(word, zones) for word, zones in known.items()}
        names = [name for name in available_timezones() if "/" in name and "Etc/" not in name]
        self._cities = {
            name.rpartition("/")[2].replace("_", " ").casefold(): (name,) for name in sorted(names)
        }

    def __call__(self, text: str, whole: str) -> Iterator[ZoneWord]:
        """All that a text names, of which single letters count beside an hour alone."""
        taken: list[tuple[int, int]] = []
        for pattern in (LOCAL, IANA, LONG, PLACED, BY_PLACE, ALONE, SHORT):
            for match in pattern.finditer(text):
                word = self._word(pattern, match, text)
                if word and all(word.end <= start or word.start >= end for start, end in taken):
                    taken.append((word.start, word.end))
                    yield word

    def _word(self, pattern: re.Pattern[str], match: re.Match[str], text: str) -> ZoneWord | None:
        if pattern is LOCAL:
            return ZoneWord(*match.span(), "local time", self._home) if self._home else None
        if pattern is IANA:
            return _iana(match)
        if pattern in (LONG, PLACED, BY_PLACE):
            return self._long(match)
        group = 1 if match[1] else 2
        zones = self._known.get(match[group].casefold())
        if not zones or not _is_said(match, group, OF_ALL if pattern is ALONE else OF_TIMES, text):
            return None
        name = match[group] if pattern is ALONE else match[group].upper()
        return ZoneWord(*match.span(group), name, zones)

    def _long(self, match: re.Match[str]) -> ZoneWord | None:
        words = match["of"].casefold().replace("-", " ").split(" ")
        of = " ".join(words)
        for name in (" ".join(words[place:]) for place in range(len(words))):
            if zones := self._known.get(name) or self._cities.get(name):
                start = match.start("of") + len(of) - len(name)
                half = {"s": "ST", "d": "DT"}.get((match["how"] or "").casefold()[:1], "")
                short = f"{name[0].upper()}{half}"
                return ZoneWord(start, match.end(), short if short in EITHER_HALF else name, zones)
        return None

    def zones(self, word: str) -> tuple[str, ...]:
        """The zones of a short word by itself."""
        return self._known.get(word.casefold(), ())


def _iana(match: re.Match[str]) -> ZoneWord | None:
    is_zone = match[0] in available_timezones()
    return ZoneWord(*match.span(), match[0], (match[0],)) if is_zone else None


def _in_mails(word: str, zones: tuple[str, ...]) -> tuple[str, ...]:
    """What a word means in the mail of a US program: PST is not Manila's; CST may be China's."""
    ours = tuple(zone for zone in zones if zone.startswith("America/"))
    return ours if word in EITHER_HALF and word != "CST" else zones


def _is_said(match: re.Match[str], group: int, of_times: re.Pattern[str], text: str) -> bool:
    """Whether a short word stands where a zone does: after an hour, or after “times are”."""
    before = text[max(0, match.start(group) - 80) : match.start(group)]
    if AFTER_HOUR.search(before) or match[group] in EITHER_HALF:
        return True
    if before.endswith(("(", "( ")) and re.match(r"\s*\)\s*:", text[match.end(group) :]):
        return True
    return group == 1 and bool(of_times.search(before.rpartition("\n")[2]))


def instant(day: date, minute: int, word: ZoneWord | None, place: Place) -> Instant:
    """The point in time, with the reason why it is not sure."""
    local = datetime.combine(day, time()) + timedelta(minutes=minute)
    if word is None:
        return _there(local, place)
    if not word.zones and word.offset is not None:
        exact = (local - timedelta(minutes=word.offset)).replace(tzinfo=UTC)
        fitting = [
            zone
            for zone in place.program
            if exact.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == local
        ]
        return Instant(fitting[0] if fitting else "", exact)
    if word.word in ("GMT", "UTC", "Z"):
        return Instant("UTC", local.replace(tzinfo=UTC))
    zones, why = _chosen(word, local, place)
    zone = zones[0]
    utc, doubt = _utc(local, zone, word)
    return Instant(zone, utc, doubt or why, zones[:3] if why else ())


def _there(local: datetime, place: Place) -> Instant:
    """An hour without a zone: on the clocks of the program's state, which is to be asked."""
    if not place.main:
        return Instant(why="no time zone is named", choices=place.home[:3])
    utc, doubt = _utc(local, place.main, ZoneWord(0, 0, "", (place.main,)))
    why = "no time zone is named: where the program is?"
    return Instant(place.main, utc, doubt or why, (place.main,))


def _chosen(word: ZoneWord, local: datetime, place: Place) -> tuple[tuple[str, ...], str]:
    """The zones that a word may mean, the likeliest first, and why it is not sure."""
    zones = word.zones
    likely = tuple(filter(set(zones).__contains__, place.likely))
    near = tuple(zone for zone in likely if zone.startswith("America"))
    foreign = sorted(set(likely) - HOME) if zones[0] in HOME else []
    meant = near or zones[: 1 if zones[0] in HOME else None]
    offsets = _offsets(local, meant)
    if len(offsets) == 1 and not foreign:
        is_there = not place.home or offsets & _offsets(local, place.home)
        return meant, "" if is_there else f"{word.word} is not the time where the program is"
    return _asked(word, (*foreign, *likely, *zones))


def _offsets(local: datetime, zones: Sequence[str]) -> set[timedelta | None]:
    """How far the clocks of some zones are from UTC then."""
    return {local.replace(tzinfo=ZoneInfo(zone)).utcoffset() for zone in zones}


def _asked(word: ZoneWord, zones: Sequence[str]) -> tuple[tuple[str, ...], str]:
    """Zones of which one is meant, and that it is not said which."""
    zones = tuple(dict.fromkeys(zones))
    names = ", ".join(zone.rpartition("/")[2].replace("_", " ") for zone in zones[:3])
    return zones, f"{word.word} may be the time of {names}"


def _utc(local: datetime, zone: str, word: ZoneWord) -> tuple[datetime | None, str]:
    """The point in time of a local hour, and what is wrong with it."""
    there = local.replace(tzinfo=ZoneInfo(zone))
    day = f"{local.day} {local:%B}"
    halves = [each for each in (there, there.replace(fold=1)) if each.tzname() == word.word]
    if there.astimezone(UTC).astimezone(there.tzinfo).replace(tzinfo=None) != local:
        return None, f"{local:%H:%M} does not exist there on {day}: clocks go forward over it"
    if there.utcoffset() != there.replace(fold=1).utcoffset():
        if len(halves) == 1:
            return halves[0].astimezone(UTC), ""
        return None, f"{local:%H:%M} comes twice there on {day}: clocks go back over it"
    utc = there.astimezone(UTC)
    if word.offset is not None and there.utcoffset() != timedelta(minutes=word.offset):
        return utc, f"{word.word} and its offset do not agree on {day}"
    if word.word in EITHER_HALF[::2] and not halves:
        return utc, f"{word.word} is said, but on {day} clocks there show {there.tzname()}"
    return utc, ""
