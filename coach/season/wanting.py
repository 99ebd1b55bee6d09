"""What the mail of a program wants: an answer by some day, or what no program wants."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from coach.season.hours_zoned import NEAR, Zoned, ZonedHour
from coach.season.scanning import Days, ZoneWord
from coach.season.zoned import instant

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

IN_PERSON: Final = re.compile(r"(?i)\bin[- ]person\b|\bon[- ]?site\b|\bour campus\b")
BY_VIDEO: Final = re.compile(r"(?i)\b(?:virtual|zoom|webex|teams|video|remote|online)")


class Wanting(Zoned):
    """A mail whose demands are known."""

    @property
    def is_in_person(self) -> bool:
        """Whether it asks the reader to come, and speaks of no call by video."""
        return bool(IN_PERSON.search(self.text)) and not BY_VIDEO.search(self.text)

    def demands(self, words: str) -> bool:
        """Whether it wants what some words name, and does not say that it never would."""
        return any(
            not NEVER.search(self.text[: match.start()])
            and not MEETING.search(self.text[match.start() : match.end() + 15])
            for match in self.words[words].finditer(self.text)
        )

    def answer_by(self) -> datetime | None:
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

    def answer_hours(self) -> int | None:
        """Hours within which an answer is wanted."""
        for match in DEMAND.finditer(self.text):
            ends = (self.text.rfind(sign, 0, match.start()) for sign in (".", "\n\n"))
            around = self.text[max(ends) + 1 : match.end() + 60]
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
