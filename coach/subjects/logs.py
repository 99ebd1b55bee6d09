"""What the applicant keeps in one log: listed, added by a line, changed, taken away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, Final, cast

from coach.logs.answers import named_at_last
from coach.logs.forms import Filed
from coach.logs.interviews import INTERVIEWS
from coach.logs.of_a_season import OfASeason
from coach.logs.tests import PracticeTest
from coach.logs.ticks import TICKS
from coach.logs.told import TOLD
from coach.records import CoachError, Entry as Found, Record, replace
from coach.state import State
from coach.store.changes import Act
from coach.store.rows import Rows
from coach.subjects.options import Opt

if TYPE_CHECKING:
    from coach.files.cells import Cells
    from coach.files.log_rows import LogRows
    from coach.files.writing import Sheet
    from coach.logs.fields import Reading
    from coach.logs.log import Entry, Log


KEY: Final = Opt("a key, as the list prints it", "KEY")


class LogSubject:
    """One log; each act is one undo, decided in its transaction."""

    def __init__(self, state: State, log: Log[Any]) -> None:
        self._state = state
        self.log = log

    def entries(self) -> Mapping[str, Entry]:
        """Everything that is kept, by key."""
        kept: Mapping[str, Entry] = self._state.kept(self.log)
        return kept

    def listed(self) -> dict[str, Entry]:
        """Everything that is kept, in the order of a list."""
        return dict(sorted(self.entries().items(), key=lambda item: item[1].order))

    def typed(self, line: str) -> Entry:
        """What a line of plain typing means; nothing is kept. Raises CoachError."""
        return self._joined(line, self.entries())

    def _joined(self, line: str, kept: Mapping[str, Entry]) -> Entry:
        """What a line says, over what is kept of the same thing where its key is typed."""
        values = self.log.typed(line, self._reading)
        known = kept.get(str(values.get("key", "")))
        entry = self.log.again(known, **values) if known else self.log.checked(values)
        return self._settled(entry, kept)

    def _settled(self, entry: Entry, kept: Mapping[str, Entry]) -> Entry:
        """An entry as it should stand beside those that are kept. Raises CoachError."""
        if isinstance(entry, Filed) and not entry.season:
            entry = replace(entry, season=self._state.season)
        if isinstance(entry, OfASeason):
            from coach.subjects import seasoned  # not for a start at which nothing is typed

            entry = seasoned.settled(self._state, entry)
        settled: Entry = entry.settled(kept, self._state.today)
        if not isinstance(settled, PracticeTest):
            return settled
        from coach.subjects import ready  # not for a start at which nothing is typed

        return ready.settled(self._state, settled, cast(Mapping[str, PracticeTest], kept))

    def add(self, line: str) -> Entry:
        """Keeps what a line of plain typing says; the entry with its key. Raises CoachError."""
        return self.keep(f"Added: {self.log.name}", [self.typed(line)])[0]

    def keep(self, title: str, entries: Iterable[Entry]) -> list[Entry]:
        """Adds or replaces entries in one act; those without a key get one. Raises CoachError."""
        with self._state.act(title) as act:
            kept = self.put_all(act, entries)
            if len(kept) == 1:
                act.title = f"{title.partition(':')[0]}: {self.log.title(kept[0])}"
        return kept

    def put_all(self, act: Act, entries: Iterable[Entry]) -> list[Entry]:
        """Adds or replaces entries within an act of several logs. Raises CoachError."""
        taken = act.rows(self.log)
        return [self._put_in(act, entry, taken) for entry in entries]

    def put(self, act: Act, entry: Entry) -> Entry:
        """Adds or replaces an entry within an act of several logs. Raises CoachError."""
        return self._put_in(act, entry, act.rows(self.log))

    def _put_in(self, act: Act, entry: Entry, taken: dict[str, Entry]) -> Entry:
        log = self.log
        key = entry.key or log.free_key(log.title(entry), taken)
        if key not in taken:
            self._name_at_last(act, entry, taken)
        whole = self._settled(log.again(replace(entry, key=key)), taken)
        taken[key] = whole
        self._with_others(act, whole)
        return whole

    def _with_others(self, act: Act, entry: Entry) -> None:
        """Puts an entry, and what it says of others."""
        act.put(self.log, entry)
        if isinstance(entry, OfASeason):
            from coach.subjects import seasoned

            seasoned.follow(act, entry)

    def _name_at_last(self, act: Act, entry: Entry, taken: dict[str, Entry]) -> None:
        """Takes a new entry out of those that were told as a number."""
        for key, row in named_at_last(entry, taken, self._state.today).items():
            act.set(self.log, key, row)
            taken.pop(key)

    def rows(self) -> list[dict[str, object]]:
        """What is kept, in the promised keys."""
        return [self.log.as_json(entry) for entry in self._standing()]

    def _standing(self) -> list[Entry]:
        """Everything that is kept, in the order of a list, as it stands at this hour."""
        return list(map(self.standing, self.listed().values()))

    def standing(self, entry: Entry) -> Entry:
        """An entry at this hour: what was booked is held when over, and its program was met."""
        if not isinstance(entry, OfASeason):
            return entry
        from coach.season.talks import at_this_hour  # not for a start at which nothing is told

        return at_this_hour(entry, self._state.kept(INTERVIEWS).values(), self._state.hour)

    def added(
        self, line: Annotated[str, Opt("what you would write", "WORD", joined=True)]
    ) -> dict[str, object]:
        """Adds what a line says; the entry in the promised keys. Raises CoachError."""
        return self.log.as_json(self.add(line))

    def show(self) -> None:
        """Keeps the example applicant's entries, those that can be on this day of a season."""
        for line in self.log.demo:
            with suppress(CoachError):
                entry: Entry | None = self.typed(line)
                if isinstance(entry, OfASeason):
                    from coach.subjects import seasoned

                    entry = seasoned.shown(self._state, entry)
                self.keep(f"Added: {self.log.name}", [entry] if entry else [])

    def set(
        self,
        key: Annotated[str, KEY],
        values: Annotated[Mapping[str, str], Opt("FIELD=VALUE", "FIELD=VALUE", like="FIELD=VALUE")],
    ) -> bool:
        """Changes fields of an entry; days as they are typed, "" takes one away."""
        with self._state.act("") as act:
            whole = self._changed(
                self._known(act.get(self.log, key), key), values, act.rows(self.log)
            )
            act.title = f"Changed: {self.log.title(whole)}"
            self._with_others(act, whole)
        return act.changed

    def check(self, key: str, name: str, text: str) -> None:
        """Whether a field of an entry can be so. Raises CoachError."""
        kept = self.entries()
        self._changed(self._known(kept.get(key), key), {name: text}, kept)

    def _changed(self, entry: Entry, values: Mapping[str, str], kept: Mapping[str, Entry]) -> Entry:
        if "key" in values:
            raise CoachError("A key stays as it is.")
        changed = self.log.again(entry, **self.log.values(values, self._reading))
        return self._settled(changed, kept)

    def remove(self, key: Annotated[str, KEY]) -> bool:
        """Takes an entry away, with what was told of its steps; undo brings it back."""
        log = self.log
        with self._state.act("") as act:
            is_damaged = key in log.damaged and key not in act.rows(log)
            title = key if is_damaged else log.title(self._known(act.get(log, key), key))
            act.title = f"Removed: {title}"
            act.remove(log, key)
            steps = f"{log.name}/{key}/"
            for rows in cast(tuple[Rows[Record], ...], (TICKS, TOLD)):
                for step in [step for step in act.rows(rows) if step.startswith(steps)]:
                    act.remove(rows, step)
        return act.changed

    def rows_of_tables(self, kind: type[LogRows], cells: Cells) -> LogRows:
        """Reads rows of tables as entries beside those that are kept."""
        return kind(self.log, self.entries(), self._reading, self._settled, cells)

    def sheet(self, private: bool = False) -> Sheet:
        """Everything that is kept as rows, private fields only when asked for."""
        from coach.files.writing import Sheet

        log, entries = self.log, self.entries().values()
        header = log.header(private)
        hidden = len(header) < len(log.fields)
        return Sheet(
            log.name.capitalize(),
            tuple(header),
            tuple(log.cells(entry, header) for entry in entries),
            f"{len(entries)} {log.name}",
            ("private fields (--private adds them)",) if hidden else (),
        )

    def found(self) -> list[Found]:
        """Everything that is kept, for the search."""
        log = self.log
        kept = self.entries() if log.record.is_sought else {}
        return [Found(log.word, key, log.title(entry), log.name) for key, entry in kept.items()]

    def summary(self) -> str:
        """One line for a mentor; "" where nothing is kept."""
        entries = self._standing()
        return self.log.summary(entries) if entries else ""

    def _known(self, entry: Entry | None, key: str) -> Entry:
        if entry is None:
            raise CoachError(f"There is no {key}; `coach {self.log.name} list` shows the keys.")
        return entry

    @cached_property
    def _reading(self) -> Reading:
        from coach.subjects.reading import LineReading  # not for a start at which nothing is typed

        return LineReading(self._state)
