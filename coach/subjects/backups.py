"""Copies of everything: made by themselves, listed, and put back; and what can be had back of a
file that cannot be used."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Annotated, Final

from coach import places
from coach.facts.book import Facts
from coach.facts.compile import compiled
from coach.logs import declared
from coach.logs.versions import TEXTS
from coach.output import remark
from coach.records import CoachError, Record, Unusable, replace
from coach.state import State
from coach.store import backups, database, plain
from coach.store.backups import Backup as Backup, Differs as Differs, Salvaged as Salvaged
from coach.store.leaving import Leaving as Leaving, leave, leaving
from coach.store.store import Store
from coach.store.trouble import told
from coach.subjects.coach import Coach
from coach.subjects.options import FromState, Opt, Subject

FORGET: Final = "forget"
"""What is typed to have everything deleted."""
NOTHING: Final = "nothing"
"""What takes the place of a file that cannot be used where one begins anew."""
READABLE: Final = "readable"
"""What takes its place where it is what can still be read of it."""
NAME: Final = "the name of a copy, or newest; readable: of a damaged file what can still be read"
OFFERED: Final = 3
"""Copies that are offered for a file that cannot be used."""


class Restored(Record):
    """What putting a copy in the place of everything did, or would do."""

    name: str
    changes: tuple[Differs, ...] = ()
    kept: str = ""
    """The copy of what was there before."""
    is_done: bool = False
    offers: tuple[Backup, ...] = ()
    """Where none was named: sound copies, the newest first."""
    readable: Salvaged | None = None
    """How much can be had back of a damaged file."""


class BackupsSubject(Subject):
    """Copies of everything, and what can be had back."""

    trouble = FromState(lambda state: state.trouble)
    """Why the file of the folder is not open, where it is not."""

    @property
    def _home(self) -> Path:
        return self._state.home

    def backups(self) -> list[Backup]:
        """Every copy in the data folder, the newest first, and what each holds."""
        return backups.listed(self._home)

    def restore(
        self,
        name: Annotated[str, Opt(NAME, "NAME", flag="name")] = "",
        preview: Annotated[bool, Opt("say what would change, only")] = False,
    ) -> Restored:
        """Puts a copy in the place of everything; what is there now is kept as a copy first."""
        if not name:
            return self._offers()
        copy, called, readable = self._copy(name)
        try:
            if self.trouble:
                return replace(self._instead(copy, called, preview), readable=readable)
            changes = tuple(self._state.store.differences(copy))
            if preview or not changes:
                return Restored(called, changes)
            now = self._state.now()
            kept = self._state.store.keep_copy(self._home, backups.BEFORE_RESTORE, now)
            self._state.store.become(copy, now)
            self._state.begin_again()
            return Restored(called, changes, kept.name, is_done=True)
        finally:
            copy.close()

    def _offers(self) -> Restored:
        """What there is to go back to."""
        sound = tuple(copy for copy in self.backups() if copy.ok)[:OFFERED]
        if not (self.trouble and self.trouble.kind == "damaged"):
            return Restored("", offers=sound)
        copy, _, readable = self._copy(READABLE)
        copy.close()
        return Restored("", offers=sound, readable=readable)

    def _copy(self, name: str) -> tuple[Store, str, Salvaged | None]:
        """What a copy holds, with the tables of this release; and what it is called."""
        if name == NOTHING and self.trouble:
            return self._empty(), NOTHING, None
        if name == READABLE and self.trouble:
            copy, readable = self._salvaged()
        else:
            file, readable = backups.find(self._home, name), None
            copy, name = Store(backups.in_memory(file)), file.name
        copy.grow([*declared().values(), TEXTS])
        return copy, name, readable

    def _salvaged(self) -> tuple[Store, Salvaged]:
        from coach.store.salvage import salvaged  # rare

        copies = [self._home / database.FOLDER / copy.name for copy in self.backups() if copy.ok]
        new = self._empty()
        try:
            memory, readable = salvaged(self._home / places.DATABASE, copies, new.content())
        except OSError as error:
            raise told(error, self._home / places.DATABASE) from None
        finally:
            new.close()
        return Store(memory), readable

    def _instead(self, copy: Store, called: str, preview: bool) -> Restored:
        """Puts a copy in the place of a file that cannot be used, which is moved aside."""
        if not (self.trouble and self.trouble.can_be_had_back):
            raise self.trouble or CoachError(f"{called} cannot be put back here.")
        empty = self._empty()
        changes = tuple(empty.differences(copy))
        empty.close()
        if preview:
            return Restored(called, changes)
        kept = copy.begin_anew(self._home, self._state.now())
        return Restored(called, changes, kept.name if kept else "", is_done=True)

    def write_everything(self, target: Path, force: bool) -> int:
        """Writes all that is kept as plain tables; how many rows. Raises CoachError."""
        tables = self._state.store.tables()
        plain.write(tables, target, force)
        return sum(map(len, tables.values()))

    def read_everything(self, source: Path) -> int:
        """Takes in what `write_everything` wrote, where nothing is kept yet; how many rows. Raises
        CoachError."""
        tables = plain.read(source)
        if self._state.store.first_change():
            raise CoachError(
                "Something is kept here already; take everything in where nothing is: "
                f"coach --home NEW_FOLDER import everything {source}"
            )
        copy = self._empty()
        copy.fill(tables)
        self._state.store.become(copy, self._state.now())
        self._state.begin_again()
        copy.close()
        return sum(map(len, tables.values()))

    def _empty(self) -> Store:
        store = Store(database.in_memory())
        store.grow([*declared().values(), TEXTS])
        return store

    def forget(self, yes: Annotated[bool, Opt("do not ask")] = False) -> Leaving:
        """Deletes everything that is kept in the data folder; no undo and no copy brings it back.

        Raises CoachError, with nothing deleted, until it is asked for by the word or `yes`.
        """
        if self.trouble and not self.trouble.can_be_had_back:
            raise self.trouble
        will = leaving(self._home)
        if not yes:
            listed = f"{self._home}: {', '.join(will.deleted)}"
            if not (sys.stdin and sys.stdin.isatty()):
                raise CoachError(f"Nothing was deleted; `coach forget --yes` deletes, of {listed}.")
            remark(f"This deletes for good, of {listed}.")
            remark(f"Type {FORGET} and Enter to delete it; anything else leaves all as it is.")
            if sys.stdin.readline().strip() != FORGET:
                raise CoachError("Nothing was deleted.")
        self._state.store.close()
        return leave(self._home, is_sound=not self.trouble)

    def keep_daily(self) -> Path | None:
        """The copy of a day, where there is none yet. Raises CoachError."""
        self._state.has_acted = False
        return backups.keep_daily(self._home, self._state.now())


def beside(home: Path, now: Callable[[], datetime], trouble: Unusable) -> Coach:
    """An empty coach beside a file that cannot be used: for its health, its copies, and to put one
    back. It keeps nothing."""
    store = Store(database.in_memory())
    store.grow([*declared().values(), TEXTS])
    state = State(Facts(compiled(places.cache(os.environ), home)), store, now, home)
    state.trouble = trouble
    return Coach(state)
