"""The history: what changed when, and whether the data is whole."""

from __future__ import annotations

import sqlite3
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Final

from coach import VERSION, places
from coach.logs import declared
from coach.logs.versions import TEXTS
from coach.records import Change, Done, replace
from coach.store.back_and_forth import Turning
from coach.store.backups import BY_HAND, newest_sound
from coach.store.changes import (
    LONGEST_S as LONGEST_S,
    NEVER_BACK,
    NEVER_COPIED,
    PATIENCE_S as PATIENCE_S,
    RETRY_S as RETRY_S,
    WAITING as WAITING,
    Busy as Busy,
)
from coach.subjects.options import FromState, Opt, Subject
from coach.subjects.season import SeasonSubject

UNTOLD: Final = (TEXTS.name, NEVER_BACK, NEVER_COPIED)
"""Tables that the history does not tell."""
WHOLE: Final = 1_000_000
"""Acts; nobody does more."""
SOON_STALE: Final = ("projected", "uncertain", "unverified")


class HistorySubject(Subject):
    """Every act that was done, and the files behind it."""

    window = FromState(lambda state: state.store.window)
    """The terminal that acts are done in."""
    waits = FromState(lambda state: state.store.waits)
    """How long an act waits for another window that writes."""
    deciding = FromState(lambda state: state.deciding)
    """What is read, decided and done inside is one transaction. Raises Busy."""
    first_change = FromState(lambda state: state.store.first_change())
    """When the first act was done, None before it."""

    @property
    def clock_note(self) -> str:
        """A sentence when the day lies before the last change; "" otherwise."""
        newest, today = self.changes(1), self._state.today
        if not newest or newest[0].at[:10] <= str(today):
            return ""
        return (
            f"The clock says {today}, but the last change is of {newest[0].at[:10]}: nothing is "
            "lost; check the date of this machine."
        )

    def changes(
        self, limit: Annotated[int, Opt("the newest N changes (20)", "N")] = 20
    ) -> list[Change]:
        """The newest changes, newest first; texts of versions, forecasts and what was picked in
        SOAP are not told."""
        changes = self._state.store.changes(max(0, limit))
        return [change for change in changes if change.table not in UNTOLD]

    def acts(self, limit: int) -> list[tuple[str, str, str, bool]]:
        """The newest acts, newest first: when, what, in which window, and whether each was taken
        back."""
        return self._state.store.acts(limit, UNTOLD)

    def history(self, limit: Annotated[int, Opt("the newest N acts (20)", "N")] = 20) -> list[Done]:
        """The newest acts, what was done last first, those taken back among them."""
        return [*map(_told, self._state.store.history()[: max(0, limit)])]

    def last(self) -> tuple[Done | None, str]:
        """The act that undo takes back, where there is one, and who else did it, if anybody."""
        last = self._state.store.last_done()
        if last is None:
            return None, ""
        change = self._state.store.first_change_of(last.last)
        is_theirs = last.window != self._state.store.window and any(
            change in each for each in self._state.theirs
        )
        return _told(last), self.elsewhere(last.window) or "another program" * is_theirs

    def elsewhere(self, window: str) -> str:
        """The window in words, where it is known and another than this one."""
        return f"window {window}" if window not in ("", self._state.store.window) else ""

    def undo(self, shown: int | None = None) -> str | None:
        """Takes the last change back; its title, behind another window that did it, or None when
        nothing is left. Raises CoachError where that is not the act that was `shown`."""
        with self._turning() as turning:
            done = turning.undo(shown)
        if done is None:
            return None
        where = self.elsewhere(done.window)
        return f"{where}: {done.title}" if where else done.title

    def redo(self, number: int | None = None) -> list[str]:
        """Does again what was taken back last, or an act; the titles of all that came again."""
        with self._turning() as turning:
            return [done.title for done in turning.redo(number)]

    def back(
        self,
        number: Annotated[int, Opt("the number of an act in `history`", "NUMBER")],
        falls: Sequence[int] | None = None,
    ) -> list[Done]:
        """Takes back all that was done after an act; what was. Raises CoachError, with `falls`
        where that would be something else."""
        with self._turning() as turning:
            return [*map(_told, turning.back_to(number, falls))]

    @contextmanager
    def _turning(self) -> Iterator[Turning]:
        with self._state.deciding():
            with self._state.store.turning(self._state.now()) as turning:
                yield turning
            self._state.has_acted = True
            self._state.take_in()

    def doctor(
        self,
        state: Annotated[bool, Opt("what each derived answer hangs on, nothing else")] = False,
        terminal: Mapping[str, object] | None = None,
    ) -> dict[str, Mapping[str, object]]:
        """Health of the data and the facts: as of when they are, and what to recheck."""
        if state:
            return {"state": self._reads()}
        facts, home = self._state.facts, self._state.home
        database = home / places.DATABASE
        health = {
            "version": VERSION,
            "python": sys.version.split()[0],
            "sqlite": sqlite3.sqlite_version,
            "home": str(home),
            "database_mode": _mode(database),
            "facts_as_of": max(resource.as_of for resource in facts.resources.values()),
            "programs": facts.count_programs(),
            "resources": len(facts.resources),
            "tasks": len(facts.tasks),
            "program_years": dict(sorted(Counter(p.list_year for p in facts.programs()).items())),
            "broken_rules": [held.title for held in self._state.held if held.is_broken],
            "recheck": self._recheck(),
            "vanished_programs": self._vanished(),
            "damaged_rows": self._damaged(),
            "integrity": str(self._state.trouble or self._state.store.integrity()),
            "newest_copy": newest_sound(home),
        }
        return {"doctor": health | ({"terminal": terminal} if terminal else {})}

    def _damaged(self) -> list[str]:
        """Rows that nobody can read, or only a later release: each with what becomes of it."""
        logs = [log for log in declared().values() if self._state.kept(log) is not None]
        rows = [(log, key) for log in logs if log.name not in UNTOLD for key in log.damaged]
        aside = [f"{table} {key}: kept aside" for table, key in self._state.store.aside()]
        return [
            *(f"{log.name} {key}: {_way_out(log.word, log.name, key)}" for log, key in rows),
            *aside,
        ]

    def _vanished(self) -> list[str]:
        """Marked programs that are on no list any more, with what is known of their end."""
        facts, told = self._state.facts, []
        for key, mark in self._state.program_marks.items():
            program = facts.program(key)
            if program and program.closing:
                told.append(f"{mark.title}: {program.closing.what}")
            elif not program:
                told.append(mark.title)
        return told

    def _recheck(self) -> list[str]:
        state = self._state
        dates = [event for event in state.dates if event.status in SOON_STALE]
        lines = [f"{event.title}: {event.day}, {event.status}" for event in dates[:8]]
        fees = SeasonSubject(state).fees
        if weak := [fee.item for fee in fees if fee.status in SOON_STALE]:
            lines.append(f"{len(weak)} of {len(fees)} prices of the season, among them {weak[0]}")
        ranked = state.ranked(state.applicant.specialties)
        if old := sum((program.visa_year or 9999) < 2026 for program, _ in ranked):
            lines.append(f"visa facts of {old} of your programs are of 2025: ask before you rank")
        if rules := [rule for rule in state.facts.rules.values() if rule.topic == "visas"]:
            weak_rules = sum(rule.status in SOON_STALE for rule in rules)
            count = f"{weak_rules} of {len(rules)} visa rules"
            lines.append(f"{count}: check travel.state.gov and ECFMG")
        return lines

    def _reads(self) -> dict[str, list[str]]:
        """What each derived answer read when it was last worked out, the usual ones asked first."""
        state = self._state
        state.week(), state.resources, state.program_marks, state.last_plan  # noqa: B018
        state.ranked(state.applicant.specialties)
        return state.reads()

    def backup(
        self,
        file: Annotated[
            Path | None, Opt("default: backups/ in the data folder", "FILE", flag="file")
        ] = None,
    ) -> Path:
        """Copies everything into one private file."""
        state = self._state
        if file:
            return state.store.backup(file)
        return state.store.keep_copy(state.home, BY_HAND, state.now())


def _way_out(word: str, name: str, key: str) -> str:
    """What becomes of a row that nobody can read, or only a later release."""
    return f"`coach {name} remove {key}`, or restore a backup" if word else "kept as it is"


def _mode(file: Path) -> str:
    return oct(file.stat().st_mode & 0o777) if file.exists() else "none"


def _told(done: Done) -> Done:
    """An act as it may be told: a list that may not be shared is not read here."""
    return replace(done, title="A pick of SOAP") if done.tables == (NEVER_COPIED,) else done


def falls(listed: Iterable[Done], here: Done) -> list[Done]:
    """What going back to an act would take back, what was done last first."""
    return [done for done in listed if done.last > here.last and done.back is None]
