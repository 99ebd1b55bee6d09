"""The inputs of the state: an applicant's rows, the day, and how both are taken in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Final, Self, TypeVar, cast

from coach.derived import Inputs, Node, derived
from coach.facts.book import Facts
from coach.logs import declared
from coach.logs.answers import Answers, answers_in, rows_with
from coach.logs.experience import EXPERIENCE
from coach.logs.forecasts import FORECASTS
from coach.logs.letters import LETTERS
from coach.logs.outreach import OUTREACH
from coach.logs.people import PEOPLE
from coach.logs.reviews import REVIEWS
from coach.logs.ticks import TICKS
from coach.prepare.ties import Known, there
from coach.records import Applicant, Record, There, Unusable
from coach.store.changes import Act
from coach.store.rows import E, Rows
from coach.store.store import Store

T = TypeVar("T")
Patch = Mapping[str, Mapping[str, Record | None]]
"""Entries by table and key that take the place of those kept; None for one that goes."""
TODAY: Final = "today"
WHO: Final = "who"
TICKED_FOR: Final = "ticked_for"
RESTORED: Final = "restored"
"""The setting that says when a copy last took the place of the file."""


class Given(Inputs):
    """Rows by table and key, and the day; what reads them is old once they change. `now` is asked
    at each use: a session outlives midnight."""

    def __init__(self, facts: Facts, store: Store, now: Callable[[], datetime], home: Path) -> None:
        super().__init__()
        self.facts = facts
        self.store = store
        self.now = now
        self.home = home
        self._tables: dict[str, Mapping[str, Record]] = {}
        self._years: Mapping[str, int] = {}
        """Match years that are assumed of ticks."""
        self._day = now().date()
        self._who: Applicant | None = None
        self._assumed = False
        self._file = store.version()
        self._unseen = False
        """Whether another window's change was taken in that `refresh` did not tell yet."""
        self.theirs: list[range] = []
        """Numbers of the changes of other windows since this one is open."""
        self._newest = store.newest()
        self._restored = store.setting(RESTORED)
        self.trouble: Unusable | None = None
        """Why the file of the folder is not open, and this is an empty one."""
        self.has_acted = False
        """Whether anything was done here since it was opened."""

    @property
    def today(self) -> date:
        """The day as it was when the state was last refreshed."""
        self.read(TODAY)
        return self._day

    @property
    def began(self) -> date | None:
        """The day on which the applicant first said anything; None before it."""
        first = self.store.first_change()
        return date.fromisoformat(first[:10]) if first else None

    @property
    def chosen(self) -> date | None:
        """The day on which the Match year was chosen; None before it."""
        at = self.store.chosen_at("match_year")
        day = date.fromisoformat(at[:10]) if at else None
        # A past day is looked at as it was: nobody had chosen anew by then.
        return day if day and day <= self.today else None

    @property
    def hour(self) -> datetime:
        """The hour on that day: of the clock, or noon of a day that is assumed."""
        now = self.now()
        return now if now.date() == self.today else datetime.combine(self.today, time(12))

    @property
    def who(self) -> Applicant | None:
        """The person who is assumed in place of the profile's."""
        self.read(WHO)
        return self._who

    @contextmanager
    def deciding(self) -> Iterator[None]:
        """What is read, decided and done inside is one transaction, and rests on what other
        windows did before it. Raises Busy, with nothing begun."""
        if self.store.is_deciding:
            yield
            return
        began, written = None, self.store.written
        try:
            with self.store.deciding():
                self._take_theirs()
                began = self._newest
                yield
        except BaseException:
            if began is not None and self.store.written != written:
                self._newest = began
                self._drop()
            raise

    def _drop(self) -> None:
        """Makes old all that was read of a transaction which did not hold."""
        self._tables.clear()
        self.change([*((name, None) for name in declared()), (TICKED_FOR, None)])

    @contextmanager
    def act(self, title: str) -> Iterator[Act]:
        """One act of the applicant: a transaction, in which what it changed is taken in."""
        with self.deciding():
            with self.store.act(title, self.now()) as act:
                yield act
            self.has_acted = True
            self.take_in()

    @contextmanager
    def together(self) -> Iterator[Act]:
        """One act of all that are done inside; what they change is taken in when it ends."""
        with self.deciding():
            with self.store.together(self.now()) as act:
                yield act
            self.has_acted = True
            self.take_in()

    def keep(self, title: str, rows: Rows[E], entries: Iterable[E]) -> bool:
        """Adds or replaces entries of one table in one act; whether anything changed."""
        with self.act(title) as act:
            for entry in entries:
                act.put(rows, entry)
        return act.changed

    def refresh(self) -> bool:
        """Takes in a new day and what another window changed; whether there was either."""
        self._look()
        changed, self._unseen = self._unseen, False
        day = self.now().date()
        if day != self._day and not self._assumed:
            self._day = day
            self.change([(TODAY, None)])
            changed = True
        return changed

    def _look(self) -> None:
        """Takes in what another window changed."""
        if (file := self.store.version()) != self._file:
            self._file = file
            self._take_theirs()

    def _take_theirs(self) -> None:
        newest = self._newest
        if self.begin_again():
            self._unseen = True
        elif self.take_in():
            self._unseen = True
            self.theirs.append(range(newest + 1, self._newest + 1))

    def value_of(self, node: Node, make: Callable[..., T]) -> T:
        """The value of a derived property, all that it reads of one moment."""
        kept = self._kept.get(node)
        if self._reading or self.store.is_deciding or (kept and kept.checked == self._clock):
            return super().value_of(node, make)
        with self.store.view():
            if not self._assumed:
                self._look()
            return super().value_of(node, make)

    def begin_again(self) -> bool:
        """Makes everything old where a copy took the place of the file; whether one did."""
        restored = self.store.setting(RESTORED)
        if restored == self._restored:
            return False
        self._restored, self._newest = restored, self.store.newest()
        self._drop()
        return True

    def take_in(self) -> bool:
        """Makes old what hangs on rows that acts changed since the last look; whether any did."""
        self._newest, changed = self.store.news(self._newest)
        for table, _ in changed:
            self._tables.pop(table, None)
        if changed:
            ticked = [(TICKED_FOR, key) for table, key in changed if table == TICKS.name]
            self.change([*changed, *ticked])
        return bool(changed)

    def assuming(
        self,
        profile: Answers | None = None,
        on: date | None = None,
        who: Applicant | None = None,
        rows: Patch | None = None,
        ticked_for: Mapping[str, int] | None = None,
    ) -> Self:
        """The same state with other inputs: other answers, another day, person, other rows."""
        other = type(self)(self.facts, self.store, self.now, self.home)
        other.take_over(self)
        other._tables, other._day, other._who = dict(self._tables), self._day, self._who
        other._assumed, other._years = True, {**self._years, **(ticked_for or {})}
        answers = rows_with(self.kept, profile or {}, self.today)
        inputs: list[Node] = [(TICKED_FOR, key) for key in ticked_for or {}]
        for table, patch in {**answers, **(rows or {})}.items():
            entries = {**self.kept(declared()[table]), **patch}
            other._tables[table] = {key: entry for key, entry in entries.items() if entry}
            inputs += [(table, key) for key in patch]
        if on and on != other._day:
            other._day = on
            inputs.append((TODAY, None))
        if who is not None:
            other._who = who
            inputs.append((WHO, None))
        other.change(inputs)
        return other

    def at(self, moment: datetime) -> Self:
        """The state as it was then, or when the applicant first said anything."""
        first = self.store.first_change()
        if self.began and first and moment.isoformat() <= first:
            moment = datetime.combine(self.began, time(23, 59, 59))
        day = min(moment.date(), self._day)
        then: dict[str, Mapping[str, Record]] = {
            name: self.store.rows(log, moment)
            for name, log in declared().items()
            if log is not FORECASTS  # no day rests on what was forecast on it
        }
        then[REVIEWS.name] = {
            key: review
            for key, review in self.kept(REVIEWS).items()
            if review.monday + timedelta(days=7) <= day
        }
        return self.holding(then, day)

    def holding(self, tables: Mapping[str, Mapping[str, Record]], on: date) -> Self:
        """The same state on a day with these tables, each of them whole."""
        patch = {name: _patch(self.kept(declared()[name]), then) for name, then in tables.items()}
        return self.assuming(on=on, rows=patch)

    def kept(self, rows: Rows[E]) -> Mapping[str, E]:
        """The entries of a table by key; the same object until one of them changes."""
        self.read(rows.name)
        if rows.name not in self._tables:
            entries = self.store.rows(rows)
            self._tables[rows.name] = entries
        return cast(Mapping[str, E], self._tables[rows.name])

    @derived
    def answers(self) -> Answers:
        """The answers of the profile by dotted key."""
        return answers_in(self.kept, self.today)

    @derived
    def there(self) -> dict[str, There]:
        """Whom and what the applicant knows at programs, by program."""
        kept = (self.kept(PEOPLE), self.kept(LETTERS), self.kept(EXPERIENCE), self.kept(OUTREACH))
        return there(Known(*kept), self.today)

    @derived.by_key
    def there_of(self, specialty: str) -> dict[str, There]:
        """Whom and what the applicant knows at programs of one specialty, by program."""
        programs = {key: self.facts.program(key) for key in self.there}
        return {
            key: self.there[key]
            for key, program in programs.items()
            if program and program.specialty == specialty
        }

    @derived
    def ticked_for(self) -> Mapping[str, int]:
        """The Match year that was planned for when each task was last ticked."""
        self.read(TICKED_FOR)
        return {**self.store.ticked_for(), **self._years}


def _patch(now: Mapping[str, Record], then: Mapping[str, Record]) -> dict[str, Record | None]:
    """What of these rows has to be otherwise for them to be as they were then."""
    keys = [*then, *(key for key in now if key not in then)]
    return {key: then.get(key) for key in keys if now.get(key) != then.get(key)}
