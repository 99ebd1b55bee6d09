"""What a table is read as: its readings, and what its columns mean."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, partial
from types import MappingProxyType
from typing import Final, get_args

from coach.files.columns import NAMES, Columns, folded, known_names, map_columns, named_as
from coach.files.days import Order
from coach.files.guessing import SAMPLED, Titles, guessed, without_unlike
from coach.files.importing import AnyReading
from coach.files.registry import Registry
from coach.files.tables import Table
from coach.logs.outreach import People
from coach.records import replace


def commonest(table: Table, place: int, meant: Callable[[str], str]) -> str:
    """What most of the cells of a column mean; "" where they do not agree."""
    texts = (row.cells[place].strip() for row in table.rows[:SAMPLED])
    count = Counter(meant(text) for text in texts if text)
    target, most = next(iter(count.most_common(1)), ("", 0))
    return target * (most * 2 > count.total())


ADDRESS: Final = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]*\w")
"""Whom one wrote to where no name is told."""
DOUBTED, NAMED = 0.25, 0.6
"""Shares of cells that name programs: up to which a column is doubted whose title tells so, and
from which one is taken whose title does not."""
TRIED: Final = 8
"""Cells by which that is found out."""
OF_PROGRAM: Final = "program.specialty"
"""A column beside programs that tells them apart where a log has no field for it."""


class Source:
    """The readings of one table, which all speak of the same thing in a row."""

    order: Order = ""
    """Which comes first in days of three numbers, where that is said."""

    def __init__(
        self,
        readings: Sequence[AnyReading],
        names: Mapping[str, Sequence[str]],
        registry: Registry,
        usual: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """`names`: other names of columns, by what they mean; `usual`: cells of every row, where
        no column has them."""
        self.readings, self.registry, self.usual = list(readings), registry, usual
        self.cells = self.readings[0].cells
        self.name = self.readings[0].log.name
        self.shapes = tuple(shape for reading in readings for shape in reading.shapes)
        self.targets: dict[str, Sequence[str]] = {}
        for reading in self.readings:
            for target, known in reading.targets.items():
                self.targets[target] = [*known, *names.get(target, ())]
        if "program" in self.targets and "specialty" not in self.targets:
            self.targets[OF_PROGRAM] = ["specialty", *NAMES["specialty"].split(", ")]

    def knows(self, title: str) -> bool:
        """Whether the name of a column is known, in whichever language."""
        return bool(named_as(title, self._by_name) or self.titles.knows(title))

    @cached_property
    def _by_name(self) -> dict[str, tuple[str, int]]:
        return known_names(self.targets)

    @cached_property
    def titles(self) -> Titles:
        """What words of names of columns speak for."""
        key = (self.name, len(self.targets))
        if key not in self.cells.titles:
            self.cells.titles[key] = Titles(self.targets, self.cells.in_english)
        return self.cells.titles[key]

    def is_free(self, target: str) -> bool:
        """Whether what a column means takes any words, so that its cells do not tell it."""
        field = self.readings[0].log.fields.get(target)
        return field is not None and (field.is_free or bool(field.linked))

    def is_told(self, target: str) -> bool:
        """Whether the cells of a column tell that it means this, or does not."""
        field = self.readings[0].log.fields.get(target)
        return field is not None and not (field.is_free or field.linked or field.kind is tuple)

    @property
    def word(self) -> str:
        """What it reads, in words."""
        return ", ".join(dict.fromkeys(reading.word for reading in self.readings if reading.word))

    def columns(self, table: Table, told: Mapping[str, str]) -> Columns:
        """What each column means, in doubt by what stands in it; that of the programs by its cells
        where no name tells it. `told`: by the applicant, by name."""
        columns = self._columns(table, told)
        needed = {name for reading in self.readings for names, _ in reading.needs for name in names}
        target = "name" if "name" in self.targets else "program" * ("program" in needed)
        if not target or columns.has("program_id", "key") or "key" in table.header:
            return columns
        title = self._of_programs(table, columns, target)
        return self._columns(table, {**told, title: target}) if title else columns

    def _of_programs(self, table: Table, columns: Columns, target: str) -> str:
        """The folded title of the column whose cells name programs, where another is taken for it
        or none; "" for none."""
        mine = next((each.place for each in columns.used if each.target == target), None)
        if mine is not None and self._naming(table, mine) > DOUBTED:
            return ""
        known = {each.place for each in columns.used if not each.guess}
        others = [place for place in range(len(table.header)) if place not in known]
        shares = [(self._naming(table, place), -place) for place in others]
        share, place = max(shares, default=(0.0, 0))
        return folded(table.header[-place]) * (share >= NAMED)

    def _naming(self, table: Table, place: int) -> float:
        """The share of the first cells of a column that name programs."""
        cells = dict.fromkeys(row.cells[place].strip() for row in table.rows[:SAMPLED])
        texts = [text for text in cells if re.search(r"[^\W\d_]{2}", text)][:TRIED]
        return sum(map(self.registry.is_name, texts)) / len(texts) if len(texts) > 2 else 0.0

    def _columns(self, table: Table, told: Mapping[str, str]) -> Columns:
        columns = map_columns(table.header, self.targets, told)
        if better := self.better(table, columns):
            columns = map_columns(table.header, self.targets, better | dict(told))
        columns = without_unlike(table, columns, self, told)
        more = guessed(table, columns, self, told)
        places = {column.place: column for column in (*columns.used, *more)}
        every = Columns(
            tuple(places[place] for place in sorted(places)),
            tuple(each for each in columns.ignored if each not in {each.title for each in more}),
        )
        better = self.better(table, every) if more else {}
        return replace(
            every,
            used=tuple(
                replace(column, target=better.get(folded(column.title), column.target))
                for column in every.used
            ),
        )

    def better(self, table: Table, columns: Columns) -> dict[str, str]:
        """Columns that mean something else than their name says, by folded name."""
        return {
            folded(column.title): meant
            for column in columns.used
            if (meant := commonest(table, column.place, partial(self.meant, column.target)))
        }

    def meant(self, target: str, text: str) -> str:
        """What a column rather means by one of its cells; "" for what its name says."""
        return self.readings[0].meant(target, text)

    def fits(self, target: str, text: str) -> bool:
        """Whether a cell can be of a column that means this, with its months in any language."""
        texts = dict.fromkeys((text, self.cells.in_our_months(text)))
        return any(reading.fits(target, each) for reading in self.readings for each in texts)

    def lacks(self, columns: Columns) -> str:
        """What is missing of the columns that are needed; "" for nothing."""
        needs = (need for reading in self.readings for need in reading.needs)
        known = {*columns.targets, *self.usual}
        return next((words for names, words in needs if known.isdisjoint(names)), "")

    def identified(self, cells: dict[str, str], row: int) -> dict[str, str]:
        """The cells of a row with what they are about. Raises CoachError, Likely, NoneLike."""
        if (specialty := cells.pop(OF_PROGRAM, "")) and cells.get("program"):
            cells["program"] += f", {specialty}"
        if "whom" in self.targets and any(cells.values()) and not cells.get("whom"):
            address, kind = ADDRESS.search(cells.get("note", "")), cells.get("kind", "")
            is_somebody = self.cells.word("outreach.kind", kind) in get_args(People)
            cells["whom"] = address[0] if address else kind * is_somebody
        return {**self.usual, **cells} if any(cells.values()) else cells

    def is_day(self, target: str) -> bool:
        """Whether a column holds days."""
        fields = self.readings[0].log.fields
        return target in fields and fields[target].is_day

    def toward(self, target: str) -> str:
        """The name by which a column of days is known to be past, or not."""
        return f"{self.readings[0].log.name}.{target}"
