"""Files: tables in, with a preview; what a table is is found out where nobody says it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property, partial
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal

from coach.files.cells import Cells
from coach.files.columns import folded, keyed, meaning
from coach.files.importing import AnyReading, Preview
from coach.files.layout import laid_out
from coach.files.log_rows import LogRows
from coach.files.mark_rows import MarkRows
from coach.files.program_list import IN_LOGS, ProgramLogRows, Programs
from coach.files.program_table import FactRows
from coach.files.registry import Registry
from coach.files.source import Source
from coach.files.tables import Grid, Table, called, plain, read_grids
from coach.files.taking import Importing, checked_columns
from coach.logs.read_facts import READ_FACTS
from coach.logs.told_columns import TOLD_COLUMNS, ToldColumn
from coach.records import CoachError, Record, replace
from coach.store.backups import BEFORE_IMPORT
from coach.subjects.options import Subject

if TYPE_CHECKING:
    from coach.state import State
    from coach.subjects.logs import LogSubject
    from coach.subjects.profile import ProfileSubject
    from coach.subjects.programs import ProgramsSubject

KINDS: Final = {
    "facts": "program facts that you read",
    "programs": "your marks of programs, with notes",
}
"""What can be imported, besides the logs with a word of their own."""
CALLED: Final = 1.5
"""Columns that a file or a sheet is worth which is called like a log."""
LACKS, UNLIKE = 4, 3
"""What it costs where a needed column is missing, and where no row can be taken."""
EXAM: Final = r"\b(?:step|s) ?([123])"
ALIKE: Final = 60
"""Likeness (of 100) from which a meaning may be that of a title."""
NEAREST: Final = 3
"""Meanings that are named where one is not known."""
LOOKED_AT: Final = 100
"""Rows by which it is found out what a sheet is."""
TRIED: Final = 12
"""Rows by which a kind of list is known: some of them can be taken."""
OURS: Final = {
    "list place track": "`coach import ranks FILE`, or `coach rank paste`, takes its order.",
    "total_cost p_none": "Marks are changed in what `coach export programs` writes.",
    "latest_start slack_days": "What is done is said with `coach do`.",
    "what days_left": "What is done is said with `coach do`.",
}
"""Titles of what is worked out and exported, each with what is done in its place."""
NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


class Told(Record):
    """What the applicant says of a table before it is read."""

    columns: Mapping[str, str] = NOTHING
    """What columns mean, by their names."""
    programs: Mapping[str, str] = NOTHING
    """Programs by the number of their row."""
    sheet: str = ""
    days: Literal["", "month", "day"] = ""
    """Which comes first in days of three numbers."""
    specialty: str = ""
    """That of rows which tell none."""


TOLD: Final = Told()


class FilesSubject(Subject):
    """What comes in from files."""

    def __init__(
        self,
        state: State,
        logs: Mapping[str, LogSubject],
        programs: ProgramsSubject,
        profile: ProfileSubject,
    ) -> None:
        super().__init__(state)
        self._logs, self._programs, self._profile = logs, programs, profile

    def preview(self, kind: str, file: Path, told: Told = TOLD, data: bytes = b"") -> Preview:
        """What the import of a table would do; nothing is changed. Raises CoachError.

        `kind`: "" where it is to be found out; `data`: what the file holds, where it is read.
        """
        if kind and kind not in (*KINDS, *self._logs):
            raise CoachError(f"There is no import of “{kind}”; there is {', '.join(KINDS)}.")
        sheets = read_grids(file, data)
        if not kind:
            _refuse_ours(sheets[0])
        grids = [grid for grid in sheets if told.sheet.casefold() in ("", grid.sheet.casefold())]
        if not grids:
            raise CoachError(f"{called(file)} has no sheet “{told.sheet}”.")
        columns = self._told(told)
        grid, place = self._likeliest(kind, file, told, grids)
        source, table = next(islice(self._tables(kind, file, told, grid), place, None))
        used = source.columns(table, columns)
        checked_columns(source, table, used, called(file))
        shown = Importing(source, table, used, self._state.today).preview(plain(called(file), 80))
        names = tuple(plain(each.sheet, 40) for each in sheets if sheets[1:])
        note = "; ".join(filter(None, (shown.note, _others(shown, names))))
        remembered = _remembered(source, table, file, told)
        return replace(shown, note=note, sheets=names, remembered=remembered)

    def _likeliest(
        self, kind: str, file: Path, told: Told, grids: Sequence[Grid]
    ) -> tuple[Grid, int]:
        """The sheet that is most like something, and the place of that among what may be."""
        columns = self._told(told)
        merits = {
            (number, place): self._merit(source, table, columns, file)
            for number, grid in enumerate(grids)
            for head in [replace(grid, rows=grid.rows[:LOOKED_AT])]
            for place, (source, table) in enumerate(self._tables(kind, file, told, head))
        }
        number, place = max(merits, key=lambda at: merits[at])
        return grids[number], place

    @property
    def _before(self) -> dict[str, str]:
        """What was said of lists before, by what it is remembered by."""
        return {row.key: row.field for row in self._state.kept(TOLD_COLUMNS).values()}

    def _told(self, told: Told) -> dict[str, str]:
        """What columns mean, as was said now or before, by folded name."""
        known = self.meanings("") | {"": ""}
        if wrong := next((each for each in told.columns.values() if each not in known), ""):
            likely = islice(self.meanings("", wrong).items(), NEAREST)
            names = ", ".join(f"{name} ({words})" for name, words in likely)
            raise CoachError(f"A column cannot be “{plain(wrong, 40)}”; nearest: {names}.")
        return self._before | {folded(name): target for name, target in told.columns.items()}

    def meanings(self, kind: str, title: str = "") -> dict[str, str]:
        """What a column may mean, in words; of one log, where it is said which. Those that are
        spelt like its title come first."""
        logs = [log.log for name, log in self._logs.items() if kind in ("", name)]
        words = {name: field.label for log in logs for name, field in log.fields.items()}
        if kind not in self._logs:
            listed = (name for name in self._names["programs"] if name)
            words |= {name: meaning(name).replace(".", ", ") for name in listed}
        return dict(sorted(words.items(), key=partial(_unlike, title)))

    def _merit(self, source: Source, table: Table, told: Mapping[str, str], file: Path) -> float:
        """How well a table is understood as one kind of thing: by its columns, by what it is
        called, and by whether its first rows can be taken."""
        columns = source.columns(table, told)
        surest = (
            0.0 if column.target == "note" else 0.4 for column in columns.used if column.guess
        )
        merit = sum(surest) + sum(not column.guess for column in columns.used)
        named = " ".join((table.sheet or file.stem, *table.above)).casefold()
        merit += CALLED * any(name.casefold() in named for name in self._called(source))
        if source.lacks(columns) or not columns.used:
            return merit - LACKS
        tried = replace(table, rows=table.rows[:TRIED])
        shown = Importing(source, tried, columns, self._state.today).preview("")
        is_list = isinstance(source, Programs)
        is_like = not tried.rows or shown.usable + len(shown.proposed) + shown.empty > 0
        return merit + 0.5 * is_list - UNLIKE * (not is_like)

    def _called(self, source: Source) -> Sequence[str]:
        return self._names.get(source.word, {}).get("", ())

    def _tables(
        self, kind: str, file: Path, told: Told, grid: Grid
    ) -> Iterator[tuple[Source, Table]]:
        """A sheet as all that it may be, each with the table that it is then."""
        for source in self._sources(kind, file, told, grid):
            table = laid_out(grid, called(file), source.knows)
            of_list = told.specialty or self._before.get(_shape(file, table), "")
            if of_list:
                source.registry.of_list = source.registry.specialty(of_list)
            yield source, table

    def _sources(self, kind: str, file: Path, told: Told, grid: Grid) -> list[Source]:
        """All that a table may be; one thing where it is said."""
        sources: list[Source] = []
        if kind in ("", *KINDS, *IN_LOGS):
            sources.append(self._list(kind, file, told, grid))
        for name, log in self._logs.items():
            if kind in ("", name):
                reading = log.rows_of_tables(LogRows, self._cells)
                usual = self._usual(log, file, grid)
                registry = self._registry(file, grid)
                reading.of_programs(registry)
                sources.append(Source([reading], self._names.get(name, {}), registry, usual))
        for source in sources:
            source.order = told.days
        return sources

    def _registry(self, file: Path, grid: Grid) -> Registry:
        """The programs by name, of the specialty that file, sheet or first row name."""
        state = self._state
        registry = Registry(
            state.facts.naming,
            self._programs.known,
            self._profile.names.states,
            state.applicant.specialties,
        )
        texts = [file.stem, grid.sheet, *(cell for _, cells in grid.rows[:1] for cell in cells)]
        if len(named := registry.specialties(" / ".join(texts))) == 1:
            registry.of_list = named.pop()
        return registry

    def _usual(self, log: LogSubject, file: Path, grid: Grid) -> dict[str, str]:
        """The exam of a log that needs one, where the file, the sheet or its first row names it."""
        field = log.log.fields.get("exam")
        first = " ".join(cell for _, cells in grid.rows[:2] for cell in cells)
        text = re.sub(r"[_\W]+", " ", f"{file.stem} {grid.sheet} {first}".casefold())
        exams = set(re.findall(EXAM, text)) if field and field.needed else set()
        return {"exam": "step" + "".join(exams)} if len(exams) == 1 else {}

    def _list(self, kind: str, file: Path, told: Told, grid: Grid) -> Source:
        """A list of programs, or one side of it."""
        programs, state, cells = self._programs, self._state, self._cells
        sides: dict[str, AnyReading] = {
            "facts": FactRows(state.kept(READ_FACTS), cells, plain(called(file), 80), state.today),
            "programs": MarkRows(programs.marks, cells),
        }
        for name in IN_LOGS:
            sides[name] = self._logs[name].rows_of_tables(ProgramLogRows, cells)
        readings = [sides[kind]] if kind else list(sides.values())
        return Programs(
            readings,
            self._names["programs"],
            self._registry(file, grid),
            self._profile.names,
            (told.programs, self._before),
        )

    @cached_property
    def _cells(self) -> Cells:
        return Cells(self._state.facts.cell_words)

    @cached_property
    def _names(self) -> dict[str, dict[str, Sequence[str]]]:
        """Names of columns by log, then by field; of the log itself under ""."""
        names: dict[str, dict[str, Sequence[str]]] = {}
        for row in self._state.facts.column_names:
            names.setdefault(row.log, {})[row.field] = row.names
        return names

    def take(self, shown: Preview, strict: bool = False) -> bool:
        """Does what a preview showed, as one act; whether anything changed.

        Raises CoachError where `strict` and a row cannot be used: nothing is taken then.
        """
        if strict and shown.skipped:
            first = shown.skipped[0]
            raise CoachError(
                f"{len(shown.skipped)} rows cannot be used (row {first.row}: {first.why}), so "
                "nothing was taken; --preview lists them."
            )
        if self._state.began:
            with suppress(CoachError):  # undo takes an import back as well
                self._state.store.keep_copy(self._state.home, BEFORE_IMPORT, self._state.now())
        with self._state.act(shown.title) as act:
            for name, field in shown.remembered.items():
                act.put(TOLD_COLUMNS, ToldColumn(name, field))
            for log, entries in shown.parts:
                if log.name in self._logs:
                    self._logs[log.name].put_all(act, entries)
                    continue
                for entry in entries:
                    act.put(log, entry)
        return act.changed


def _remembered(source: Source, table: Table, file: Path, told: Told) -> dict[str, str]:
    """What was said of a list, for the next that is like it."""
    remembered = {folded(name): target for name, target in told.columns.items()}
    if isinstance(source, Programs):
        remembered |= source.confirmed
        if told.specialty:
            remembered[_shape(file, table)] = source.registry.of_list
    return remembered


def _shape(file: Path, table: Table) -> str:
    """What a list is remembered by: its name without numbers, its sheet and its titles."""
    return keyed("list", re.sub(r"\d+", "", file.stem), table.sheet, *table.header)


def _refuse_ours(grid: Grid) -> None:
    """Raises CoachError for a table that the coach worked out, with what goes in in its place."""
    titles = {cell for _, cells in grid.rows[:1] for cell in cells}
    for own, instead in OURS.items():
        if titles >= {*own.split()}:
            raise CoachError(f"This table is written by the coach. {instead}")


def _unlike(title: str, meant: tuple[str, str]) -> tuple[float, str]:
    """How little a meaning, by its name and in words, is like a title; then by the alphabet."""
    from rapidfuzz.fuzz import WRatio  # 20 ms

    alike = max(WRatio(folded(title), folded(text)) for text in meant)
    return -alike * (alike >= ALIKE), meant[1].casefold()


def _others(shown: Preview, sheets: Sequence[str]) -> str:
    """Which sheet is read, and which are not; "" where there is one."""
    others = [f"“{each}”" for each in sheets if each != plain(shown.sheet, 40)]
    return f"sheet “{plain(shown.sheet, 40)}” is read, not {', '.join(others)}" * bool(others)
