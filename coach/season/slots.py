"""The slots that the mail of a program offers, and how sure each is.

Never silently wrong: a slot is sure only where the text leaves one reading. What is no slot, an
evening with residents, a day by which to answer, is kept apart by name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from operator import itemgetter
from typing import Final, Literal

from coach.records import replace
from coach.season.hours_zoned import NEAR, Zoned, ZonedHour
from coach.season.offered import Aside, Asks, Known, Mail, Slot
from coach.season.pairing import Pair, Pairing
from coach.season.scanning import Days, Hours, Token, ZoneWord
from coach.season.zoned import instant

ARRIVES: Final = re.compile(r"(?i)\barriv\w*[^.\n]{0,20}$")
OFFERS: Final = re.compile(
    r"(?i)\b(?:choose|select|pick|scheduled|offer|available|options?|slots?)\b"
)
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
MONEY: Final = "it asks for money: a sign of a scam"
PASSWORD: Final = "it asks for a password: a sign of a scam"
NEVER: Final = re.compile(
    r"(?i)\b(?:(?:never|not|n't)[^\w.!]+(?:\w+[^\w.!]+){0,4}|(?:we|I)(?:'ll| will) (?:\w+ ){0,3})$"
)
"""“We will never”, “we will” send a password."""
MEETING: Final = re.compile(r"(?i)\b(?:zoom|webex|teams|meeting|video)\b")
DEMAND: Final = re.compile(
    r"(?i)(?:within|in) (?:the )?(?:next )?(\d+|one|two|twelve|twenty-four|forty-eight|seventy-two)"
    r"(?: ?\(\d+\))?[ -]?(business |working )?(hour|hr|day)s?"
)
WORDED: Final = {
    "one": 1,
    "two": 2,
    "twelve": 12,
    "twenty-four": 24,
    "forty-eight": 48,
    "seventy-two": 72,
}


def read(text: str, known: Known, program_zones: Sequence[str] = ()) -> Mail:
    """What a mail offers, asks and says; a refusal or a waiting list offers nothing."""
    return Reading(text, known, tuple(program_zones)).mail()


class Reading(Zoned):
    """One mail, read once."""

    def mail(self) -> Mail:
        """All that it says."""
        kind = self._kind()
        slots = self._slots() if kind in ("invited", "unknown") else ()
        if kind == "unknown" and any(slot.time or OFFERS.search(self.text) for slot in slots):
            kind = "invited"
        return Mail(
            kind=kind,
            slots=tuple(map(self._doubted, slots)) if kind == "invited" else (),
            asides=tuple(self._asides()),
            answer_by=self._answer_by(),
            answer_hours=self._answer_hours(),
            wants_money=self._demands("pay"),
            wants_password=self._demands("password"),
        )

    def _doubted(self, slot: Slot) -> Slot:
        """A slot is not sure in a mail that wants money or a password."""
        why = MONEY if self._demands("pay") else PASSWORD if self._demands("password") else ""
        return replace(slot, sure=False, why=why, asks=slot.asks or "day") if why else slot

    def _demands(self, words: str) -> bool:
        """Whether it wants what some words name, and does not say that it never would."""
        return any(
            not NEVER.search(self.text[: match.start()])
            and not MEETING.search(self.text[match.start() : match.end() + 15])
            for match in self.words[words].finditer(self.text)
        )

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
        """The first hour of the plan of a day, where no other is named."""
        plan = [token for token in self.tokens if self.roles[token.start] == "agenda"]
        arrives = len(plan) == 1 and ARRIVES.search(self.text[: plan[0].start])
        for token in () if arrives else plan[:1]:
            self.hours[token.start] = replace(
                self.hours[token.start], doubt="it is of the day's plan"
            )
        return plan[:1]

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
        doubts: list[tuple[Asks, str]] = [("day", doubt or pair.doubt)]
        if pair.hour is None:
            return self._day_alone(pair, day, doubt)
        hours, zone = pair.hour.hours, pair.hour.zone
        word, elsewhere = (zone, "") if zone else self.zone_elsewhere()
        at = instant(day, hours.at, word, self.place)
        doubts += [
            ("time", hours.doubt or self._by_night(hours)),
            ("zone", pair.hour.doubt or at.why or elsewhere),
        ]
        asks, why = next(filter(itemgetter(1), doubts), ("", ""))
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
        return Slot(day, why=doubt or why, asks="day" if doubt else "time")

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

    def _answer_by(self) -> datetime | None:
        """The last moment for an answer: the end of its day where no hour is named."""
        answer = [token for token in self.tokens if self.roles[token.start] == "answer"]
        for days in answer:
            day = self.first_day(days) if isinstance(days, Days) else None
            if day:
                near = (each.start for each in answer if abs(each.start - days.start) < NEAR)
                return self._moment(
                    day, next((self.hours[at] for at in near if at in self.hours), None)
                )
        return None

    def _moment(self, day: date, hour: ZonedHour | None) -> datetime:
        minute, word = (hour.hours.at, hour.zone) if hour else (24 * 60 - 1, None)
        word = word or self.zone_elsewhere()[0]
        if word is None and self.place.program:
            word = ZoneWord(0, 0, "", self.place.program[:1])
        at = instant(day, minute, word, self.place)
        return at.utc or datetime.combine(day, time(), UTC) + timedelta(minutes=minute)

    def _answer_hours(self) -> int | None:
        """Hours within which an answer is wanted."""
        for match in DEMAND.finditer(self.text):
            start = (
                max(
                    self.text.rfind(".", 0, match.start()),
                    self.text.rfind("\n\n", 0, match.start()),
                )
                + 1
            )
            around = self.text[start : match.end() + 60]
            if self.words["answer"].search(around) and not re.search(
                r"(?i)\b(?:we|i|you) will (?:receive|hear|get|reply|respond|send|be)", around
            ):
                number = WORDED.get(match[1].casefold()) or int(match[1])
                return number * (24 if match[3].casefold() == "day" else 1)
        if re.search(
            r"(?i)\b(?:respond|reply|confirm|answer|accept|know|rsvp)\b[^.]{0,40}\b(?:by|before) "
            r"(?:the )?(?:(?:end|close) of )?(?:the day |business )?(?:today|tonight|tomorrow)\b",
            self.text,
        ):
            return 24
        return None

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
