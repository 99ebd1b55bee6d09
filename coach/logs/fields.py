"""What the fields of a log's record say: how each is asked, typed, shown, linked, kept private."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final, Literal, Protocol, cast, get_args, get_origin

import msgspec
from msgspec import Meta

from coach.records import CoachError, Record
from coach.store.rows import marks_of
from coach.typed_days import MONTHS as _MONTHS, NoDay

REACH: Final = 20
"""Years back in which a day may lie, unless a field says more."""
SHORTEST: Final = 3
"""Letters by which a word of a choice may be cut."""
MAY_BE_OTHERS: Final = ("subject", "blank")
"""Kinds of names of which nobody knows all: other words are kept as they are."""
MONTHS: Final = frozenset(month[:cut] for month in _MONTHS for cut in (3, 9))
"""Months by themselves, which tell no day."""
YES_NO: Final = {
    **dict.fromkeys(("yes", "y", "true", "1"), True),
    **dict.fromkeys(("no", "n", "false", "0"), False),
}


class Reading(Protocol):
    """How the words of a line are read, where it takes the day or the facts to tell."""

    def day(self, text: str, what: str, years: int = REACH) -> date | None:
        """The day that a text means, and of what, so many years back at most; None for "". Raises
        CoachError for none and for two."""

    def named(self, kind: str, text: str) -> str | None:
        """What a text names: an exam, a form, a specialty, a program; None for nothing. Raises
        CoachError where it may be several."""

    def price(self, text: str) -> tuple[dict[str, object], str]:
        """The amount of a line and its currency, and the line without them. Raises CoachError."""


private: Final = Meta(extra={"private": True})
"""Kept out of exports and summaries unless asked for."""


def ask(question: str) -> Meta:
    """The question of a field."""
    return Meta(description=question)


def links(kind: str) -> Meta:
    """The kind of thing that a field leads to: person, program, task."""
    return Meta(extra={"linked": kind})


def named(kind: str) -> Meta:
    """The kind of name that a field holds, known by itself in a line: exam, form, specialty."""
    return Meta(extra={"named": kind})


def unit(*units: str) -> Meta:
    """What stands behind a number in a line, by which it is known: `2h`, `40 q`."""
    return Meta(extra={"units": units})


def also(**words: str) -> Meta:
    """Other words for choices, or for the name of a day."""
    return Meta(extra={"also": words})


def reaches(years: int) -> Meta:
    """How many years back the day of a field may lie: a birth date."""
    return Meta(extra={"years": years})


def flags(yes: str, no: str = "") -> Meta:
    """The words of a line that say yes and no in this field."""
    return Meta(extra={"flags": {yes: True, no: False} if no else {yes: True}})


class Field(Record):
    """One field of a log's record, as everything derived from it needs it."""

    name: str
    kind: type
    """str, int, float, bool, date or tuple."""
    needed: bool
    default: object = None
    is_day: bool = False
    """Whether it holds a day, or a list of days."""
    choices: tuple[str, ...] = ()
    question: str = ""
    linked: str = ""
    named: str = ""
    units: tuple[str, ...] = ()
    flags: Mapping[str, bool] = {}
    also: Mapping[str, str] = {}
    """Other words for its choices, or for the name of a day."""
    private: bool = False
    years: int = REACH

    @property
    def label(self) -> str:
        """Its name in words."""
        return self.name.replace("_", " ").capitalize()

    @property
    def names(self) -> str:
        """The kind of thing that its words name, by which they are found; "" for none."""
        return self.named or (self.linked if self.linked == "program" else "")

    @property
    def is_free(self) -> bool:
        """Whether it takes whatever words are left."""
        return self.kind is str and not (self.choices or self.names)

    def typed(self, words: str, reading: Reading) -> object:
        """What a word or three mean in this field; None where they do not fit. Raises CoachError
        for a day that cannot be or can be two, or several of what it names."""
        if self.choices:
            return self._chosen(words.casefold())
        if self.flags:
            return self.flags.get(words.casefold())
        if self.names:
            return reading.named(self.names, words)
        if self.kind is date:
            if words.casefold() in MONTHS:
                return None  # “May Clinic” is a place
            try:
                return reading.day(words, self.label, self.years)
            except NoDay:
                return None
        return self._number(words) if self.kind in (int, float) else None

    def counted(self, word: str) -> object:
        """A number by itself, whatever its unit; None for none."""
        is_number = self.kind in (int, float) and re.fullmatch(r"\d{1,15}(\.\d+)?", word)
        return self.kind(float(word)) if is_number else None

    def _number(self, words: str) -> object:
        """A number with its unit, or by itself where it has none."""
        units = "|".join(map(re.escape, self.units))
        match = re.fullmatch(rf"(-?\d{{1,15}}(?:\.\d+)?) ?(?:{units})", words.casefold())
        return self.kind(float(match[1])) if match and (units or " " not in words) else None

    def read(self, text: str, reading: Reading) -> object:
        """What the text of an answer means: days and numbers as they are typed, lists with commas;
        "" takes away. Raises CoachError."""
        if not text and not self.needed:
            return self.default
        if self.kind is tuple:
            parts = (word.strip() for word in text.split(","))
            return [self._known(word, reading) for word in parts if word]
        if self.kind is bool:
            return self._yes_or_no(text)
        if self.kind in (int, float):
            return self._counted(text)
        return self._known(text, reading)

    def _yes_or_no(self, text: str) -> bool:
        words = {**YES_NO, **self.flags}
        if text.casefold() not in words:
            raise CoachError(f"{self.label}: “{text}” is neither yes nor no.")
        return words[text.casefold()]

    def _counted(self, text: str) -> float:
        """A number with its unit or without, with a comma where that can be only one number."""
        units = "|".join(map(re.escape, self.units))
        number = re.sub(rf" ?(?:{units})$", "", text.casefold().strip())
        if self.kind is int:
            number = re.sub(r"(?<=\d),(?=\d{3}\b)|\.0+$", "", number)
        elif re.fullmatch(r"-?[1-9]\d{0,2},\d{3}", number):
            point, whole = number.replace(",", "."), number.replace(",", "")
            raise CoachError(
                f"{self.label}: “{text}” can be two numbers; write {point} or {whole}."
            )
        else:
            number = re.sub(r"^(-?\d+),(\d+)$", r"\1.\2", number)
        form = r"-?\d{1,15}" if self.kind is int else r"-?\d{0,15}\.?\d{1,15}"
        if not re.fullmatch(form, number):
            like = "a whole number" if self.kind is int else "a number"
            raise CoachError(f"{self.label}: “{text}” is not {like}.")
        value: float = self.kind(number)
        return value

    def _known(self, text: str, reading: Reading) -> object:
        if self.is_day:
            return reading.day(text, self.name, self.years)
        if not self.names:
            return self._chosen(text.casefold()) or text
        known = reading.named(self.names, text)
        if known is None and self.names == "program":
            known = reading.named("program", f"@{text}")
        if known is None and self.names not in MAY_BE_OTHERS:
            raise CoachError(f"{self.label}: “{text}” is no {self.names} as we know it.")
        return known or text

    def _chosen(self, word: str) -> str | None:
        word = self.also.get(word, word).casefold()
        for choice in self.choices:
            if choice.casefold() == word:
                return choice
        cut = (choice for choice in self.choices if choice.casefold().startswith(word))
        return next(cut, None) if len(word) >= SHORTEST else None


def fields_of(record: type[Record]) -> dict[str, Field]:
    """The fields of a record by name."""
    return {field.name: _field(field) for field in msgspec.structs.fields(record)}


def _field(info: msgspec.structs.FieldInfo) -> Field:
    *marks, kind = marks_of(info.type)
    metas = [mark for mark in marks if isinstance(mark, Meta)]
    words = get_args(kind) if get_origin(kind) is Literal else ()
    known: dict[str, Any] = {"choices": words}
    for meta in metas:
        known |= meta.extra or {}
    return Field(
        name=info.name,
        kind=str if words else cast(type, get_origin(kind) or kind),
        needed=info.required,
        default=info.default,
        is_day=date in (kind, *get_args(kind)),
        question=next((meta.description for meta in metas if meta.description), ""),
        **known,
    )
