"""A log declared once; table, line of typing, change, JSON, sheet, search and summary follow."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Container, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, Final, Self

import msgspec

from coach.records import CoachError, Record, asdict
from coach.store.rows import E, Rows

if TYPE_CHECKING:
    from coach.logs.fields import Field, Reading


class Entry(Record, kw_only=True):
    """One row of a log; without a key until it is added. Modules of entries do not import
    annotations from the future: reading their types out of texts would cost every start 8 ms."""

    key: str = ""
    never = ""
    """What does not belong in it, said where it is typed."""
    is_sought = True
    """Whether the search finds it: not what comes every day, of which the day is all that one
    knows."""

    @property
    def order(self) -> float:
        """Where it stands in a list, the least first: the newest day where days are kept."""
        day: date | None = getattr(self, "day", None)
        return -day.toordinal() if day else 0

    def settled(self, kept: Mapping[str, Self], today: date) -> Self:
        """The entry as it should stand beside those that are kept, on a day. Raises CoachError for
        one that cannot be."""
        return self


WORDS_OF_A_VALUE: Final = 5
"""At most: "end of march 2031", "number of step 1 attempts"."""
WORDS_OF_A_KEY: Final = 4
PLAIN: Final = str.maketrans("_", " ", "{}")
"""Turns the pattern of a line into words."""
TITLES: Final = ("dr", "prof", "mr", "ms", "mrs")
"""What stands before a name in a line."""


class Log(Rows[E]):
    """One kind of thing that the applicant keeps.

    Without a line of typing it has no commands and no page of its own: others serve it.
    What only one log needs is a function in its file, never a parameter here.
    """

    def __init__(
        self,
        name: str,
        record: type[E],
        title: Callable[[E], str] = attrgetter("key"),
        line: str = "",
        columns: Sequence[str] = (),
        demo: Sequence[str] = (),
        empty: Callable[[E], bool] = lambda entry: False,
    ) -> None:
        super().__init__(name, record, empty)
        self.title = title
        self.columns = tuple(columns)
        """Fields shown in lists, in their order."""
        self.demo = tuple(demo)
        """Lines of typing of the example applicant."""
        self.line = line
        """How an entry is typed: `lor {writer} {state}`."""
        self.word = line.partition(" ")[0]
        """On the command line; the kind of its entries in the search."""
        about = (record.__doc__ or name).split(".")[0].strip()
        self.about = about[0].lower() + about[1:]

    @cached_property
    def fields(self) -> Mapping[str, Field]:
        """Its fields by name."""
        from coach.logs.fields import fields_of  # not for a start at which nothing is typed

        return fields_of(self.record)

    @property
    def example(self) -> str:
        """A line of typing as one may write it, else what belongs on it."""
        return next(iter(self.demo), self.line.translate(PLAIN))

    @property
    def typed_fields(self) -> list[Field]:
        """The fields of the line of typing, in its order."""
        return [self.fields[name] for name in re.findall(r"{(\w+)}", self.line)]

    @cached_property
    def open_fields(self) -> list[Field]:
        """The fields of the line that are known by what is typed, without their name."""
        return [field for field in self.typed_fields if field.name not in self.called]

    @cached_property
    def called(self) -> frozenset[str]:
        """The fields before which the line has their name: they are typed after it alone."""
        return frozenset(re.findall(r"\b(\w+) {\1}", self.line))

    @cached_property
    def _by_name(self) -> Mapping[str, Field]:
        """Its fields by each word that may stand before what is typed into them."""
        days = (field for field in self.fields.values() if field.kind is date)
        return {**self.fields, **{word: field for field in days for word in field.also}}

    def checked(self, values: Mapping[str, object]) -> E:
        """An entry of plain values. Raises CoachError for the first that is impossible."""
        if unknown := set(values) - set(self.fields):
            names = ", ".join(name for name in self.fields if name != "key")
            raise CoachError(f"There is no {', '.join(sorted(unknown))}; there are {names}.")
        self._check(values)
        try:
            return msgspec.convert(dict(values), self.record, strict=False)
        except msgspec.ValidationError as error:
            raise CoachError(_sentence(str(error), values, self.word)) from None

    def _check(self, values: Mapping[str, object]) -> None:
        if not re.fullmatch(r"[a-z0-9_]*", str(values.get("key", ""))):
            raise CoachError(f"“{values['key']}” is no key: small letters, digits and _.")
        for name, value in values.items():
            field = self.fields[name]
            if field.is_free and field.needed and not str(value).strip():
                raise CoachError(f"{field.label} is needed.")
            if field.choices and value not in ("", None, *field.choices):
                raise CoachError(f"{name}: “{value}” is not one of {', '.join(field.choices)}.")

    def again(self, entry: E, /, **values: object) -> E:
        """An entry with other values, checked."""
        return self.checked(msgspec.to_builtins(entry) | values)

    def values(self, texts: Mapping[str, str], reading: Reading) -> dict[str, object]:
        """What texts mean by field; "" takes away. Raises CoachError."""
        fields = self.fields
        return {
            name: fields[name].read(text, reading) if name in fields else text
            for name, text in texts.items()
        }

    def typed(self, text: str, reading: Reading) -> dict[str, object]:
        """The values of a line of plain typing: choices, days, names and figures are known by
        themselves, the rest is the first text. Raises CoachError."""
        values, text = reading.price(text) if "currency" in self.fields else ({}, text)
        words, rest = text.split(), list[str]()
        if words and words[0].casefold() in (self.word, self.name):
            words = words[1:]
        while words:
            taken = 0 if self._is_name(words[0], rest) else self._take(words, values, reading)
            if not taken:
                rest.append(words[0])
            words = words[taken or 1 :]
        return self._with_rest(values, " ".join(rest), reading)

    def _is_name(self, word: str, before: Sequence[str]) -> bool:
        """Whether a word is of a name: “Dr Sun” is no day, and “Home Hospital” begins with none."""
        first = self.typed_fields[0]
        begins = word.istitle() and not before and (first.is_free or first.names == "program")
        return begins or (bool(before) and before[-1].casefold().rstrip(".") in TITLES)

    def _with_rest(
        self, values: dict[str, object], rest: str, reading: Reading
    ) -> dict[str, object]:
        if rest:
            self._put_rest(values, rest, reading)
        for field in self.typed_fields:
            if field.needed and field.name not in values:
                raise CoachError(f"{field.label} is missing; the line is: {self.line}")
        return values

    def _put_rest(self, values: dict[str, object], rest: str, reading: Reading) -> None:
        """The rest is the first text, or the name of the program that the line begins with."""
        free = [field for field in self.open_fields if field.is_free]
        first = self.typed_fields[0]
        if free:
            values[free[0].name] = rest
        elif first.names == "program" and first.name not in values:
            values[first.name] = reading.named("program", f"@{rest}")
        else:
            raise CoachError(f"“{rest}” is not understood; the line is: {self.line}")

    def _take(self, words: Sequence[str], values: dict[str, object], reading: Reading) -> int:
        """How many words the next field takes; one may be named: `bank 4000`."""
        if taken := self._take_called(words, values, reading):
            return taken
        for count in range(min(WORDS_OF_A_VALUE, len(words)), 0, -1):
            for field in self.open_fields:
                if field.name in values:
                    continue
                value = field.typed(" ".join(words[:count]), reading)
                if value is not None:
                    values[field.name] = value
                    return count
        return 0

    def _take_called(
        self, words: Sequence[str], values: dict[str, object], reading: Reading
    ) -> int:
        """How many words a field takes whose name they begin with: `expires 3 mar 2031`."""
        field, after = self._by_name.get(words[0].casefold()), words[1:]
        if field is None:
            return 0
        count, value = 1, field.counted("".join(after[:1]))
        if value is None and after and (field.name in self.called or field.kind is date):
            count = self._reach(field, after, values, reading)
            text = " ".join(after[:count])
            value = text if field.is_free else field.typed(text, reading)
        if value is None:
            return 0
        values[field.name] = value
        return count + 1

    def _reach(
        self, field: Field, after: Sequence[str], values: Container[str], reading: Reading
    ) -> int:
        """How many words belong to a field that was called: a text goes on to the next one."""
        if field.is_free:
            ends = (at for at, word in enumerate(after) if at and self._begins(word, values))
            return next(ends, len(after))
        counts = range(min(WORDS_OF_A_VALUE, len(after)), 0, -1)
        fits = (n for n in counts if field.typed(" ".join(after[:n]), reading) is not None)
        return next(fits, 0)

    def _begins(self, word: str, values: Container[str]) -> bool:
        """Whether another field begins with a word: by its name, or with one of its choices."""
        first = word.casefold()
        choices = (
            choice
            for field in self.typed_fields
            if field.name not in values
            for choice in (*field.choices, *field.also)
        )
        return first in self.called or first in (each.partition(" ")[0] for each in choices)

    def free_key(self, title: str, taken: Container[str], before: str = "") -> str:
        """A key of the title's first words that nothing has."""
        words = re.findall(r"[a-z0-9]+", title.lower())[:WORDS_OF_A_KEY]
        key = stem = before + ("_".join(words) or self.word or "task")
        number = 1
        while key in taken:
            number += 1
            key = f"{stem}_{number}"
        return key

    def as_json(self, entry: E) -> dict[str, object]:
        """An entry in its promised keys."""
        data: dict[str, object] = msgspec.to_builtins(entry)
        return data | {"title": self.title(entry)}

    def header(self, with_private: bool = False) -> list[str]:
        """The columns of a sheet, private ones only when asked for."""
        return [name for name, field in self.fields.items() if with_private or not field.private]

    def cells(self, entry: E, header: Iterable[str]) -> tuple[str | int | float | None, ...]:
        """An entry as the cells of a sheet."""
        values = asdict(entry)
        return tuple(_cell(values[name]) for name in header)

    def summary(self, entries: Collection[E]) -> str:
        """One line for a mentor: how many, and how many in each state."""
        states = [field.name for field in self.fields.values() if field.choices and field.default]
        state = "state" if "state" in states else next(iter(states), "")
        counts = Counter(str(getattr(entry, state)) for entry in entries) if state else {}
        each = ", ".join(f"{count} {word}" for word, count in counts.items())
        return f"{self.name.capitalize()}: {len(entries)}{f' ({each})' if each else ''}"


def _sentence(error: str, values: Mapping[str, object], word: str) -> str:
    """What msgspec says of a value that cannot be."""
    words, _, path = error.partition(" - at `$.")
    name = path.rstrip("`")
    if missing := re.search(r"missing required field `(\w+)`", words):
        return f"{missing[1].capitalize()} is missing."
    if limit := re.search(r"([<>])= ([\d.]+)$", words):
        most = f"at {'most' if limit[1] == '<' else 'least'} {limit[2]}"
        return f"{name}: {values.get(name)} cannot be; {most}."
    return f"{name or word}: {words}."


def _cell(value: object) -> str | int | float | None:
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return value if value is None or isinstance(value, str | int | float) else str(value)
