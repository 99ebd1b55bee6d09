"""The slots that the mail of a program offers, and how sure each is.

Never silently wrong: a slot is sure only where the text leaves one reading. What is no slot, an
evening with residents, a day by which to answer, is kept apart by name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cached_property
from itertools import takewhile
from typing import Final, Literal

from coach.records import replace
from coach.season.offered import Aside, Asks, Known, Mail, Slot
from coach.season.pairing import Pair, Pairing
from coach.season.plans import LIKELY
from coach.season.scanning import Days, Hours, Token, ZoneWord
from coach.season.wanting import MONEY, PASSWORD, Wanting
from coach.season.zoned import instant

SURE: Final = 0.97
"""Least chance of a day and an hour that are said to be of an interview."""
FAINT: Final = 0.04
"""Least chance of an hour that is taken where no other is."""
RIVAL: Final = 0.01
"""Chance of an hour of the same sentence that puts another in doubt."""
LONG_BEFORE: Final = 120
"""Minutes by which a plan may begin after what is said to be the start."""
CHANGES: Final = re.compile(
    r"(?i)\b(?:re-?schedul\w+|mov(?:ed|e|ing) (?:you\b|your\b|from\b|the\b)"
    r"|(?:new|updated|changed|old) (?:date|time|day|invitation)"
    r"|(?:been|is|was) (?:changed|moved|updated)|re-?book\w*"
    r"|instead of|any longer)\b"
)
"""Words of a mail that changes what was booked."""
LOOSE: Final = re.compile(
    r"(?i)\boptional|\bnot required\b|\bif you (?:wish|like)\b|\bsometime\b|\bexact (?:time|hour)"
    r"|\bto be (?:determined|confirmed|announced)\b|\btb[dca]\b|\btentative"
)
"""Words of what need not be, or may be at another hour."""
ALONE: Final = re.compile(
    r"(?i)interview|date|slot|available|session|offer|option|invit|\b(?:mon|tue|wed|thu|fri)"
)
LENGTH: Final = re.compile(
    r"(?i)\b(\d+(?:\.\d+)?|one|two|three|four|five|six|half|a)(?:\s+and a half)?[- ]?"
    r"(?:an )?(hour|hr|minute|min)s?\b"
)
OF_INTERVIEW: Final = re.compile(r"(?i)interview|last|duration|length|approximately|takes?|long")
NO_LENGTH: Final = re.compile(
    r"(?i)within[^.\n]{0,25}\n|next[^.\n]{0,5}\n|prior|before|notice|early"
)
NUMBERS: Final = {
    "half": 0.5,
    "a": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
}
CELL: Final = 24
"""Letters of a line that may be a cell of the row above it."""
EXCERPT: Final = 70
"""Letters of a sentence that are shown."""


def read(text: str, known: Known, program_zones: Sequence[str] = ()) -> Mail:
    """What a mail offers, asks and says; a refusal or a waiting list offers nothing."""
    return Reading(text, known, tuple(program_zones)).mail()


def first_asked(*doubts: tuple[Asks, str]) -> tuple[Asks, str]:
    """What is to be asked first, and all that speaks against a slot."""
    told = [(asks, why) for asks, why in doubts if why]
    return (told[0][0] if told else ""), "; ".join(dict.fromkeys(why for _, why in told))


class Reading(Wanting):
    """One mail, read once."""

    def mail(self) -> Mail:
        """All that it says."""
        kind = self._kind()
        slots = self._slots() if kind in ("invited", "unknown") else ()
        if (
            kind == "unknown"
            and slots
            and (self._likeliest() > LIKELY or any(each.time for each in slots))
        ):
            kind = "invited"
        return Mail(
            kind=kind,
            slots=tuple(map(self._doubted, slots)) if kind == "invited" else (),
            asides=tuple(self._asides()),
            answer_by=self.answer_by(),
            answer_hours=self.answer_hours(),
            form="in person" if self.is_in_person else "video",
            wants_money=self.demands("pay"),
            wants_password=self.demands("password"),
        )

    def _likeliest(self) -> float:
        """The chance of its likeliest day."""
        days = (token for token in self.tokens if isinstance(token, Days))
        return max((self.chances[token.start] for token in days), default=0.0)

    def _doubted(self, slot: Slot) -> Slot:
        """A slot is not sure in a mail that wants money or a password."""
        why = MONEY if self.demands("pay") else PASSWORD if self.demands("password") else ""
        return replace(slot, sure=False, why=why, utc=None, asks="") if why else slot

    def _kind(self) -> Literal["invited", "waitlisted", "declined", "unknown"]:
        """Whether it invites, waits or refuses; what only holds for some, or if, does not count."""
        if self.words["invites"].search(self.words["declined"].sub(" ", self.text)):
            return "invited"
        if self._told("waitlisted"):
            return "waitlisted"
        refusal = self._told("declined")
        return (
            "declined"
            if re.search(r"(?i)interview|position|application|offer|you\b", refusal)
            else "unknown"
        )

    def _told(self, words: str) -> str:
        """The first of some words said of the reader, with what follows in the sentence."""
        for match in self.words[words].finditer(self.text):
            start = max(self.text.rfind(sign, 0, match.start()) for sign in ".!\n") + 1
            if not self.words["conditions"].search(self.text[start : match.start()]):
                return self.text[start : match.end() + 60]
        return ""

    def _pairs(self) -> list[Pair]:
        kept = [token for token in self.tokens if self.roles[token.start] == "slot"]
        hours = [token for token in kept if token.start in self.hours]
        if not hours:
            hours = self._planned()
        days = [token for token in kept if isinstance(token, Days)]
        return Pairing(self, sorted([*days, *hours], key=lambda token: token.start)).pairs()

    def _planned(self) -> list[Token]:
        """The likeliest other hour, where none is of an interview for sure."""
        others = [
            token
            for token in self.tokens
            if token.start in self.hours and self.chances[token.start] >= FAINT
        ]
        for token in others:
            doubt = "it may be of something else than the interview"
            self.hours[token.start] = replace(self.hours[token.start], doubt=doubt)
        return sorted(others, key=lambda token: -self.chances[token.start])[:1]

    def _slots(self) -> tuple[Slot, ...]:
        known = list(filter(None, map(self._slot, self._pairs())))
        timed = {slot.day for slot in known if slot.time}
        by_start: dict[tuple[str, str], Slot] = {}
        # Of those that are named twice, the surest and longest stays.
        for slot in sorted(known, key=lambda slot: (slot.sure, slot.minutes or 0)):
            if slot.time or slot.day not in timed:
                by_start[slot.start, str(slot.utc or "")] = slot
        return tuple(sorted(by_start.values(), key=lambda slot: slot.start))

    def _slot(self, pair: Pair) -> Slot | None:
        day, doubt = self.dated(pair.days, pair.number)
        if day is None:
            return None
        if pair.hour is None:
            return self._day_alone(pair, day, doubt)
        hours, zone = pair.hour.hours, pair.hour.zone
        word, elsewhere = (zone, "") if zone else self.zone_elsewhere()
        at = instant(day, hours.at, word, self.place)
        asks, why = first_asked(
            ("day", doubt or pair.doubt),
            ("time", hours.doubt or self._by_night(hours)),
            ("zone", pair.hour.doubt or at.why or elsewhere),
            ("day", self._changed),
            ("time", self._unlikely(pair.days, hours) or self._planned_later(hours)),
        )
        return Slot(
            day=day,
            time=f"{hours.at // 60:02}:{hours.at % 60:02}",
            zone=at.zone,
            utc=at.utc,
            minutes=hours.minutes or self._length,
            sure=not why,
            why=why,
            asks=asks,
            choices=at.choices,
            full=self._is_full(pair.days, hours),
            text=self._told_in(pair.days, hours),
        )

    def _told_in(self, *tokens: Token) -> str:
        """The lines of a day and its hour, as they stand in the mail."""
        spans = sorted({self.sentence(token) for token in tokens})
        texts = (" ".join(self.text[start:end].split()) for start, end in spans)
        return " … ".join(text[:EXCERPT] for text in texts)

    @cached_property
    def _changed(self) -> str:
        """The doubt of a mail that takes back what was booked."""
        return "it changes what was booked" if CHANGES.search(self.text) else ""

    def _unlikely(self, *tokens: Token) -> str:
        """The doubt of a day or an hour that may be of something else."""
        likely = min(self.chances[token.start] for token in tokens)
        spans = {self.sentence(token) for token in tokens}
        is_free = any(LOOSE.search(self.text[start:end]) for start, end in spans)
        is_alone = not any(map(self._is_rival, spans))
        is_sure = likely >= SURE and is_alone and not is_free
        return "" if is_sure else "it may be of something else than the interview"

    def _planned_later(self, hours: Hours) -> str:
        """The doubt of an hour before the first of the plan of the day."""
        plan = [
            token.at
            for token in self.tokens
            if isinstance(token, Hours) and self.is_on_line(token) and token.start > hours.start
            if self.roles[token.start] not in ("social", "answer", "end")
        ]
        later = 0 < min(plan, default=hours.at) - hours.at <= LONG_BEFORE
        return (
            f"the plan of the day begins at {min(plan) // 60}:{min(plan) % 60:02}" if later else ""
        )

    def _is_rival(self, span: tuple[int, int]) -> bool:
        """Whether a sentence tells an hour of something else that may be of the interview."""
        return any(
            span[0] <= token.start < span[1]
            and isinstance(token, Hours)
            and self.roles[token.start] not in ("slot", "end")
            and self.chances[token.start] > RIVAL
            for token in self.tokens
        )

    def _by_night(self, hours: Hours) -> str:
        """The doubt of an hour that daytime alone reads, where the mail offers hours of night."""
        at_night = (
            each.hours.at
            for place, each in self.hours.items()
            if self.roles[place] == "slot" and not each.hours.by_daytime
        )
        is_asked = hours.by_daytime and any(at < 7 * 60 or at >= 18 * 60 for at in at_night)
        return "it may be morning or evening" if is_asked else ""

    def _day_alone(self, pair: Pair, day: date, doubt: str) -> Slot | None:
        """A day without an hour, where it is offered; the end of a season is none."""
        start, end = self.sentence(pair.days)
        words = self.text[start:end]
        if pair.days.doubt and len(pair.days.days) == 1:
            return None
        if not (ALONE.search(words) or self.is_on_line(pair.days)):
            return None
        half = self.words["half_day"].search(self.text[pair.days.end : end] or words)
        why = f"{half[0].strip().lower()} is no hour" if half else "no hour is named"
        full = self._is_full(pair.days)
        return Slot(day, why=doubt or why, asks="day" if doubt else "time", full=full)

    def _is_full(self, *tokens: Token) -> bool:
        """Whether nothing is free there, by what follows in the line and in the cells below it."""
        start = max(token.start for token in tokens)
        after = (each for each in self.tokens if each.start > start)
        others = (each.start for each in after if self._is_slot(each))
        first, *below = self.text[start : min(others, default=None)].split("\n")
        cells = takewhile(lambda text: 0 < len(text.strip()) <= CELL, below)
        return bool(self.words["full"].search("\n".join((first, *cells))))

    def _is_slot(self, token: Token) -> bool:
        return self.roles[token.start] == "slot" and not isinstance(token, ZoneWord)

    @cached_property
    def _length(self) -> int | None:
        """How long an interview lasts, where one length is named."""
        lengths = set[int]()
        for match in LENGTH.finditer(self.text):
            before = self.text[max(0, match.start() - 60) : match.start()]
            after = self.text[match.end() : match.end() + 40]
            if OF_INTERVIEW.search(before + after) and not NO_LENGTH.search(
                f"{before[-25:]}\n{after[:20]}"
            ):
                number = float(NUMBERS.get(match[1].casefold()) or match[1])
                lengths.add(round(number * (60 if match[2][0] in "hH" else 1)))
        return lengths.pop() if len(lengths) == 1 and 5 <= max(lengths) <= 720 else None

    def _asides(self) -> list[Aside]:
        asides = dict[str, Aside]()
        for token in self.tokens:
            role = self.roles[token.start]
            is_no_day = role == "slot" and isinstance(token, Days) and self.first_day(token) is None
            if is_no_day or (role in ("social", "answer") and not isinstance(token, ZoneWord)):
                start, end = self.sentence(token)
                text = " ".join(self.text[start:end].split())[:120]
                asides.setdefault(text, Aside("off" if is_no_day else role, text))
        return list(asides.values())
