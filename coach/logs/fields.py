"""What the fields of a log's record say: how each is asked, typed, shown, linked, kept private."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Final, Literal, cast, get_args, get_origin

import msgspec
from msgspec import Meta

from coach.records import CoachError, Record
from coach.store.rows import marks_of
from coach.typed_days import TwoDays

SHORTEST: Final = 3
"""Letters by which a word of a choice may be cut."""
Days = Callable[[str, str], date | None]
"""The day that a text means, and of what; None for "". Raises CoachError for none and for two."""


private: Final = Meta(extra={"private": True})
"""Kept out of exports and summaries unless asked for."""


def ask(question: str) -> Meta:
    """The question of a field."""
    return Meta(description=question)


def links(kind: str) -> Meta:
    """The kind of thing that a field names: person, program, task."""
    return Meta(extra={"linked": kind})


def one_of(*words: str) -> Meta:
    """The words that a field may hold, where its type does not say them."""
    return Meta(extra={"choices": words})


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
        question=next((meta.description for meta in metas if meta.description), ""),
        **known,
    )
