"""What the fields of a log's record say: how each is asked, typed, shown, linked, kept private."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final, Literal, cast, get_args, get_origin

import msgspec

from coach.records import CoachError, Record
from coach.store.rows import marks_of
from coach.typed_days import TwoDays

SHORTEST: Final = 3
"""Letters by which a word of a choice may be cut."""
Days = Callable[[str, str], date | None]
"""The day that a text means, and of what; None for "". Raises CoachError for none and for two."""


class ask(Record):
    """The question of a field."""

    text: str


class links(Record):
    """The kind of thing that a field names: person, program, task."""

    kind: str


class Choices(Record):
    """The words that a field may hold."""

    words: tuple[str, ...]


class Private(Record):
    """Kept out of exports and summaries unless asked for."""


private: Final = Private()


def one_of(*words: str) -> Choices:
    """The words that a field may hold, where its type does not say them."""
    return Choices(words)


class Field(Record):
    """One field of a log's record, as everything derived from it needs it."""

    name: str
    kind: type
    """str, int, float, bool, date or tuple."""
    needed: bool
    default: object = None
    choices: tuple[str, ...] = ()
    question: str = ""
    linked: str = ""
    private: bool = False

    @property
    def label(self) -> str:
        """Its name in words."""
        return self.name.replace("_", " ").capitalize()

    def typed(self, words: str, days: Days) -> object:
        """What a word or three mean in this field; None where they do not fit.

        Raises CoachError for what can be two days.
        """
        if self.choices:
            return self._chosen(words.casefold())
        if self.kind is date:
            try:
                return days(words, self.label)
            except TwoDays:
                raise
            except CoachError:
                return None
        if self.kind in (int, float):
            try:
                return self.kind(words)
            except ValueError:
                return None
        return None

    def _chosen(self, word: str) -> str | None:
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
    words = get_args(kind) if get_origin(kind) is Literal else ()
    return Field(
        name=info.name,
        kind=str if words else cast(type, get_origin(kind) or kind),
        needed=info.required,
        default=info.default,
        choices=words or next((mark.words for mark in marks if isinstance(mark, Choices)), ()),
        question=next((mark.text for mark in marks if isinstance(mark, ask)), ""),
        linked=next((mark.kind for mark in marks if isinstance(mark, links)), ""),
        private=private in marks,
    )
