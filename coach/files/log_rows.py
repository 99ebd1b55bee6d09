"""Rows of tables as entries of one log."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from coach.files.cells import Cells
from coach.files.columns import Columns
from coach.files.days import ZONE, as_day, hour_in, is_day
from coach.files.importing import EMPTIED, OPEN, Difference, Reading, in_short
from coach.files.registry import Registry
from coach.files.tables import Table
from coach.logs.fields import REACH
from coach.logs.log import Entry, Log
from coach.records import CoachError, asdict, replace

if TYPE_CHECKING:
    from coach.logs.fields import Reading as Words

SIGN: Final = re.compile(r"[^\d.,\s-]")
"""What an amount has besides its number: a currency."""
SECONDS: Final = re.compile(r"(\d:\d\d):00\b")
BESIDE: Final = re.compile(
    r"\s*[,;:(!–—]|\s+-|\s+(?:on |at )?(?=\d)"
    r"|,? (?:on|by|via|but|since|for|until|after|in|from|but|and) "
)
"""What parts a word from a remark on it."""
APPROXIMATE: Final = re.compile(r"^(?:[~≈]|ca?\.|about|around) ?|\+$")
STATES: Final = {
    **{"rejected": "declined", "waitlisted": "waitlisted", "interviewed": "interviewed"},
    **{"submitted": "submitted", "uploaded_on": "uploaded", "asked_on": "asked"},
}
"""What is so where the cell of a day only says that it came, the furthest first."""
IN_DOLLARS: Final = re.compile(r"usd|\$|dollar", re.IGNORECASE)


class OfTables:
    """Reads cells as words of a line, and the numbers by which spreadsheets keep days."""

    def __init__(self, words: Words) -> None:
        self._named, self.price, self._day = words.named, words.price, words.day
        self.registry: Registry | None = None

    def named(self, kind: str, text: str) -> str | None:
        """What a cell names. Raises CoachError where it may be several."""
        if kind == "program" and text.startswith("@") and self.registry:
            return self.registry.program_in(text[1:])
        known = self._named(kind, SECONDS.sub(r"\1", text) if kind == "time" else text)
        if known is None and kind == "specialty" and self.registry:
            return self.registry.specialty(text)
        return known

    def day(self, text: str, what: str, years: int = REACH) -> date | None:
        """The day of a cell. Raises CoachError."""
        return self._day(as_day(text), what, years)


class LogRows(Reading[Entry]):
    """Reads rows of entries: one with a key that is kept changes it, one that is kept already
    changes nothing, any other is added."""

    deciding: tuple[str, ...] = ("state", "key")
    """Fields whose default would say something else than a cell that cannot be read."""

    def __init__(
        self,
        log: Log[Entry],
        kept: Mapping[str, Entry],
        words: Words,
        settle: Callable[[Entry, Mapping[str, Entry]], Entry],
        cells: Cells,
    ) -> None:
        super().__init__(log, kept, cells)
        self.word = log.name
        fields = log.fields.values()
        self.targets = {
            field.name: [field.label, *["Date"] * (field.name == "day")] for field in fields
        }
        self.needs = [
            ((field.name, "key"), f"no column “{field.label}”") for field in fields if field.needed
        ]
        self.shapes = [name for name, field in log.fields.items() if field.choices]
        self._words, self._settle = OfTables(words), settle
        self._so_far = dict(kept)  # what is kept, with what the rows before add to it
        self._asking = set[str]()  # columns that ask for yes or no
        self._unit = self._currency = self._zone = ""
        self._alike: dict[tuple[str, ...], dict[tuple[object, ...], list[Entry]]] = {}  # by fields
        self._of_file: Entry | None = None  # what a row before says, where this one says it again
        self._beside: list[str] = []  # cells of the row that go into its note besides
        self._named = set[str]()  # keys of what is kept that rows have named by what it says

    def of_programs(self, registry: Registry) -> None:
        """Where programs and specialties are found as people type them."""
        self._words.registry = registry

    def entries(self, cells: Mapping[str, str]) -> list[Entry]:
        """The entry of a row. Raises CoachError for one that cannot stand beside the others."""
        told = self.told(cells)
        self._currency = ""
        values = {name: value for name, text in told.items() for value in self._read(name, text)}
        if self._currency:
            values.setdefault("currency", self._currency)
        if not values or not any(cells.values()):
            return []
        key = str(values.get("key", ""))
        if kept := self.known(values):
            return [self._changed(kept, values, cells)]
        entry = self._without_wrong(values, self.log.checked)
        if same := self._same(entry):
            return [same]
        entry = self._without_wrong(values, partial(self._settled, None))
        self._nothing_filled(entry, values)
        key = key or self.log.free_key(self.log.title(entry), self._so_far)
        self._so_far[key] = replace(entry, key=key)
        return [entry]

    def _changed(self, kept: Entry, values: dict[str, object], cells: Mapping[str, str]) -> Entry:
        """What is kept, or is in a row before, as a row changes it."""
        self._say_emptied(cells, kept)
        whole = self._without_wrong(values, lambda some: self.log.again(kept, **some))
        self._of_file = kept if whole == kept and kept.key not in self.kept else None
        return kept if whole == kept else self._without_wrong(values, partial(self._settled, kept))

    def _say_emptied(self, cells: Mapping[str, str], kept: Entry) -> None:
        """Names the cells of a row of ours that are empty where something is kept."""
        emptied = [name for name in self.log.fields if cells.get(name) == "" and cells.get("key")]
        self.unread += [(name, EMPTIED) for name in emptied if getattr(kept, name)]

    def begin(self, table: Table, columns: Columns) -> None:
        """Sees whether amounts are in dollars, and in which zone hours are, by their columns."""
        amounts = (each.title for each in columns.used if each.target == "amount")
        self._unit = " usd" * any(map(IN_DOLLARS.search, amounts))
        hours = [each.title for each in columns.used if each.target.endswith(("day", "time"))]
        self._asking = {each.target for each in columns.used if "?" in each.title}
        zones = map(ZONE.search, (*hours, *table.above))
        self._zone = next((zone[0] for zone in zones if zone), "")

    def meant(self, target: str, text: str) -> str:
        """The day on which something came about for its state, a form for its exam."""
        if target == "exam" and "form" in self.log.fields:
            return "form" * (self.cells.word("tests.exam", text) is None)
        with suppress(CoachError):
            if target == "answer":
                return "answered" * bool(self._words.day(text, target))
        return ""

    def fits(self, target: str, text: str) -> bool:
        """Whether a cell is a word, a day or a number of a field; free text fits none."""
        field, known = self.log.fields.get(target), f"{self.log.name}.{target}"
        if field is None or field.is_day or self._word(known, text)[0]:
            return field is not None and (not field.is_day or is_day(text))
        with suppress(CoachError):
            value = field.read(text, self._words)
            return not (field.is_free or field.linked) and value in (field.choices or (value,))
        return False

    def told(self, cells: Mapping[str, str]) -> dict[str, str]:
        """The texts of a row by field, in our own words where its words are known."""
        self._beside = []
        texts = {name: self._in_words(name, text) for name, text in cells.items() if text}
        told = self._as_said({name: text for name, text in texts.items() if text})
        if self._beside:
            told["note"] = "; ".join(filter(None, (told.get("note", ""), *self._beside)))
        return told

    def _as_said(self, told: dict[str, str]) -> dict[str, str]:
        """The texts with what a tick, an hour with its zone and a score in percent say."""
        for name in STATES:
            if self.cells.word("day", told.get(name, "")) == "done":
                del told[name]
                told.setdefault("state", STATES[name])
        if "zone" in self.log.fields and "time" in told:
            hour, zone = hour_in(f"@{told['time']}")
            told = {"zone": zone or self._zone} | told | ({"time": hour} if hour else {})
            self._beside += [f"{told['time']}, zone not told"] * (bool(hour) and not told["zone"])
        if "%" in told.get("score", "") and "percent" in self.log.fields:
            told.setdefault("percent", told.pop("score"))
        return told

    def _in_words(self, name: str, text: str) -> str:
        """A cell in our own words where its words are known, "" where it says nothing."""
        if (field := self.log.fields.get(name)) is None:
            return "" if self.cells.is_silent(text) else text
        known = f"{self.log.name}.{name}"
        text = self.cells.without(known, text)
        word, is_more = self._word(known, text)
        if is_more:
            self._beside.append(text)
        if not (word or field.needed) and self.cells.is_silent(text):
            word = OPEN
        if word not in ("", text.casefold()):
            self.understood.append((name, text, word))
        text = APPROXIMATE.sub("", text) if field.kind in (int, float) else text
        return word.replace(OPEN, "") if word else text

    def _word(self, known: str, text: str) -> tuple[str, bool]:
        """A cell in a word of ours, "" for none, and whether it says more, for the note."""
        asked = f"{known}.asked" * (known.rpartition(".")[2] in self._asking)
        word = self.cells.word(asked, text) or self.cells.word(known, text) or ""
        first = BESIDE.split(text.strip())[0]
        is_more = word.endswith("+") or not word
        if not word and len(first) > 1:
            word = (self.cells.word(known, first) or "").replace("silent", "")
        word = word.removesuffix("+") or OPEN * word.endswith("+")
        return word.replace("silent", OPEN), is_more and bool(word)

    def known(self, values: Mapping[str, object]) -> Entry | None:
        """The entry that a row changes, by its key."""
        return self.kept.get(str(values.get("key", "")))

    def _read(self, name: str, text: str) -> list[object]:
        """What a cell says, [] for one that is left. Raises CoachError where a row needs it."""
        field = self.log.fields.get(name)
        try:
            if name == "amount" and (self._unit or SIGN.search(text)):
                return self._price(text)
            return [field.read(text, self._words) if field else text]
        except CoachError as error:
            if field is None or field.needed or name in self.deciding:
                raise
            self.unread.append((name, str(error)))
            return []

    def _price(self, text: str) -> list[object]:
        """An amount with its currency. Raises CoachError."""
        price, rest = self._words.price(text + self._unit * (not SIGN.search(text)))
        if rest.strip():
            raise CoachError(f"Amount: “{text}” is no price")
        self._currency = str(price["currency"])
        return [price["amount"]]

    def _without_wrong(
        self, values: dict[str, object], made_of: Callable[[Mapping[str, object]], Entry]
    ) -> Entry:
        """The entry of values, without the one that cannot be, which is named and taken out.

        Raises CoachError where there is none without it.
        """
        try:
            return made_of(values)
        except CoachError as error:
            for name in [name for name in values if not self.log.fields[name].needed]:
                rest = {each: value for each, value in values.items() if each != name}
                with suppress(CoachError):
                    entry = made_of(rest)
                    if name not in self.deciding:
                        self.unread.append((name, str(error)))
                        del values[name]
                        return entry
            raise

    def _nothing_filled(self, entry: Entry, values: Mapping[str, object]) -> None:
        """That nothing stands for a cell that was left, like today for a day that nobody can read:
        it would be kept as if it was said. Raises CoachError."""
        for name, why in self.unread:
            if getattr(entry, name, None) != getattr(self.log.checked(values), name, None):
                raise CoachError(why)

    def _settled(self, kept: Entry | None, values: Mapping[str, object]) -> Entry:
        whole = self.log.again(kept, **values) if kept else self.log.checked(values)
        settled = self._settle(whole, self._so_far)
        # A day that a line tells may go with the state; in a table it is of its column.
        told = {name: value for name, value in values.items() if isinstance(value, date)}
        lost = {name: value for name, value in told.items() if not getattr(settled, name)}
        if not lost:
            return settled
        bare = replace(whole, **dict.fromkeys(lost))
        return replace(self._settle(bare, self._so_far), **lost)

    def _same(self, entry: Entry) -> Entry | None:
        """The entry that is kept and says the same, for one row each; what is added to a row when
        it is kept, like the day, may differ."""
        try:
            settled = self._settle(entry, {})
        except CoachError:
            return None
        fields = tuple(
            name
            for name in self.log.fields
            if name != "key" and getattr(entry, name) == getattr(settled, name)
        )
        values = attrgetter("key", *fields)
        if fields not in self._alike:
            alike = self._alike[fields] = {}
            for kept in self.kept.values():
                alike.setdefault(values(kept)[1:], []).append(kept)
        for kept in self._alike[fields].get(values(entry)[1:], ()):
            if kept.key not in self._named:
                self._named.add(kept.key)
                return kept
        return None

    def new(self, row: int, entries: Sequence[Entry]) -> list[Entry]:
        """Rows that say the same are as many entries, like two hours of a day; only of a key that
        is in the table there is no second."""
        entries = [entry for entry in entries if entry is not self._of_file]
        with_key = [entry for entry in entries if entry.key]
        return super().new(row, with_key) + [entry for entry in entries if not entry.key]

    def says(self, entry: Entry) -> str:
        """The title of the entry."""
        return f"“{self.log.title(entry)}”"

    def differences(self, row: int, entry: Entry) -> list[Difference]:
        """The fields that change; a new entry as a whole."""
        kept, title = self.kept.get(entry.key), self.log.title(entry)
        if kept is None:
            return [Difference(row, entry.key, title, "new", "nothing", in_short(self.log, entry))]
        before, after = asdict(kept), asdict(entry)
        return [
            Difference(row, entry.key, title, field.label, str(before[name]), str(after[name]))
            for name, field in self.log.fields.items()
            if before[name] != after[name]
        ]
