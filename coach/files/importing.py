"""Tables into what the applicant keeps: worked out and shown before anything is changed."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from operator import attrgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Generic

from coach.files.cells import Cells
from coach.files.columns import Columns
from coach.files.tables import Table, plain
from coach.logs.log import Log
from coach.records import CoachError, Record, replace
from coach.store.rows import E, Rows

if TYPE_CHECKING:
    pass

KEY: Final[Callable[[Record], str]] = attrgetter("key")
EMPTIED: Final = "it is empty; what is kept stays"
"""Of a cell that was emptied in a file of ours."""
OPEN: Final = "left open"
"""What a cell is that says nothing."""
WIDEST: Final = 40
"""Characters of a cell shown in a preview."""


def in_short(log: Log[E], entry: E) -> str:
    """What tells a new entry from its like: its days with their month in words and its hour, as
    3/12 is of March or December; its title where it has none."""
    days = [value for name in log.fields if isinstance(value := getattr(entry, name), date)]
    words = [f"{day:%a} {day.day} {day:%b %Y}" for day in days[:2]]
    hour = (getattr(entry, name, "") for name in ("time", "zone"))
    return " ".join([" to ".join(words), *filter(None, hour)]) if words else log.title(entry)


class Skipped(Record):
    """A row that is not taken, and why."""

    row: int
    why: str
    nearest: tuple[str, ...] = ()
    """Programs that come nearest to the name, where no one is meant surely."""


class Unread(Record):
    """A cell that is not understood and left; the rest of its row is taken."""

    row: int
    column: str
    text: str
    why: str


class Proposed(Record):
    """A row that likely means a program; it is taken once that is said."""

    row: int
    program_id: str
    program: str
    why: str
    others: tuple[str, ...] = ()
    """Other programs that it may mean."""


class Likely(CoachError):
    """A row that may mean some programs, to be asked about."""

    def __init__(self, why: str, programs: Sequence[tuple[str, str]]) -> None:
        super().__init__(why)
        self.programs = programs
        """Id and name, the likeliest first."""


class NoneLike(CoachError):
    """A row that means no program that is known."""

    def __init__(self, why: str, nearest: Sequence[str]) -> None:
        super().__init__(why)
        self.nearest = tuple(nearest)


class Understood(Record):
    """What a cell was taken for, where it says it in other words; in how many cells."""

    column: str
    text: str
    value: str
    cells: int


class Difference(Record):
    """One thing that an import changes: of which program or entry, what, from what, to what."""

    row: int
    key: str
    title: str
    what: str
    old: str
    new: str
    as_of: str = ""
    """The day of which a fact is."""
    field: str = ""
    """Which fact it is; "" for none."""


Kept = Any
"""An entry of some log."""
Part = tuple[Rows[Kept], tuple[Kept, ...]]


class Preview(Record):
    """An import before it is done: the columns as understood, the rows, and what would change."""

    kind: str
    """What the file is; with commas where it is several things."""
    file: str
    note: str
    """What was decided while reading, "" when nothing had to be."""
    sheet: str
    sheets: tuple[str, ...]
    """All that hold anything, where they are several."""
    specialty: str
    """That of rows which tell none; "" where nobody says it."""
    columns: Columns
    first: tuple[tuple[str, ...], ...]
    """The understood cells of the first rows, cut for showing."""
    rows: int
    """Rows that hold anything."""
    usable: int
    """Rows that would be taken, with those that change nothing."""
    empty: int
    """Rows that say nothing."""
    skipped: tuple[Skipped, ...]
    proposed: tuple[Proposed, ...]
    unread: tuple[Unread, ...]
    understood: tuple[Understood, ...]
    differences: tuple[Difference, ...]
    parts: tuple[Part, ...]
    """What would be kept, by log."""
    asks_specialty: tuple[str, ...] = ()
    """Specialties that the list may be of, likeliest first, where many of its rows hang on that."""
    remembered: Mapping[str, str] = MappingProxyType({})
    """What was said of the columns, the list and its programs, for the next that is like it."""

    @property
    def entries(self) -> tuple[Kept, ...]:
        """What would be kept, of all logs."""
        return tuple(entry for _, entries in self.parts for entry in entries)

    @property
    def title(self) -> str:
        """The import as one act, in the words that undo and the log show."""
        return f"Import of {plain(self.file, WIDEST)}: {self.kind}, {len(self.differences)} changed"


class Reading(ABC, Generic[E]):
    """How the rows of a table are read as entries of one log."""

    targets: Mapping[str, Sequence[str]]
    """What columns may mean, each with the names that people give them."""
    needs: Sequence[tuple[Sequence[str], str]]
    """Columns of which one has to be there, each with what is said where none is."""

    word = ""
    """What it reads, as a kind of import."""
    shapes: Sequence[str] = ()
    """What a column can mean by its cells alone."""

    def __init__(self, log: Log[E], kept: Mapping[str, E], cells: Cells) -> None:
        self.log = log
        self.kept = kept
        self.cells = cells
        self.unread: list[tuple[str, str]] = []
        """Cells of the row that were left, by what they would mean, and why."""
        self.understood: list[tuple[str, str, str]] = []
        """Cells of the row that say it in other words: of what, in which, and what they say."""
        self._earlier: dict[str, tuple[int, E]] = {}
        """What rows of the same file said, with their number, by what it is about."""

    def begin(self, table: Table, columns: Columns) -> None:
        """Looks at the whole table before the first row."""

    def meant(self, target: str, text: str) -> str:
        """What a column rather means by one of its cells; "" for what its name says."""
        return ""

    def fits(self, target: str, text: str) -> bool:
        """Whether a cell can be of a column that means this."""
        return False

    @abstractmethod
    def entries(self, cells: Mapping[str, str]) -> list[E]:
        """What a row says, without when; empty when it says nothing.

        Raises CoachError when any of it is impossible.
        """

    @abstractmethod
    def says(self, entry: E) -> str:
        """What an entry says, in words."""

    @abstractmethod
    def differences(self, row: int, entry: E) -> list[Difference]:
        """What an entry of a row changes."""

    def new(self, row: int, entries: Sequence[E]) -> list[E]:
        """Those of a row's entries that are not kept yet, and of no earlier row.

        Raises CoachError when an earlier row says otherwise.
        """
        fresh: dict[str, tuple[int, E]] = {}
        for entry in entries:
            key = KEY(entry) or repr(entry)
            number, earlier = self._earlier.get(key, (row, None))
            if earlier is None:
                fresh[key] = row, entry
            elif earlier != entry and self.says(earlier) != self.says(entry):
                fresh[key] = row, self.joined(number, earlier, entry)
        self._earlier |= fresh
        return [entry for _, entry in fresh.values() if not self._is_kept(entry)]

    def joined(self, number: int, earlier: E, entry: E) -> E:
        """What two rows say of the same. Raises CoachError where they say otherwise."""
        words = f"row {number} says {self.says(earlier)} of the same, this one {self.says(entry)}"
        raise CoachError(words)

    def _is_kept(self, entry: E) -> bool:
        kept = self.kept.get(KEY(entry))
        if kept is None or kept == entry:
            return kept is not None
        return hasattr(kept, "at") and replace(kept, at="") == entry


AnyReading = Reading[Kept]
"""A reading for some log."""
