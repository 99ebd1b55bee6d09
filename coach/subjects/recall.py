"""What decisions stood on, and a later release corrected, took back or is less sure of."""

from __future__ import annotations

import zlib
from base64 import b64decode, b64encode
from contextlib import suppress
from typing import Annotated, Final

from msgspec import DecodeError
from msgspec.json import decode, encode

from coach.calendar.dates import season_calendar
from coach.facts.said import Kept, of_days
from coach.journey.decided import Rows, decided
from coach.logs.applications import APPLICATIONS
from coach.logs.looked import LOOKED, Looked
from coach.logs.marks import MARKS
from coach.logs.ranks import RANKS
from coach.logs.ticks import TICKS
from coach.logs.told import TOLD
from coach.records import CoachError, Notice, Recall, replace
from coach.rules.recalls import Book, notices, recalls, why_of
from coach.state import State
from coach.subjects.options import Opt, Subject
from coach.subjects.week import FACTS, RECALLED

SAID: Final = "facts.said"
"""The setting with what the facts of the last start said. No long answer: those are worked out
anew, and this cannot be."""

UNREADABLE: Final = (ValueError, zlib.error, DecodeError)
"""What is raised by what nobody kept, or another release than those before it."""


def take_over(state: State) -> None:
    """At the first start with other facts: holds them against those before, under all decisions."""
    store, release = state.store, state.facts.path.name
    # A folder that cannot be written to can be read all the same; two windows may start at once.
    with suppress(CoachError), store.deciding():
        if store.setting(FACTS) == release:
            return
        body, kept = state.facts.said(), store.setting(SAID)
        text = b64encode(body).decode()
        if kept != text:
            with suppress(*UNREADABLE):
                listed = _between(state, Kept(b64decode(kept or "")), Kept(body))
                store.set_setting(RECALLED, encode(listed).decode())
            store.set_setting(SAID, text)
        store.set_setting(FACTS, release)


def _between(state: State, before: Kept, after: Kept) -> tuple[Recall, ...]:
    days = [_days(book, state.season) for book in (before, after)]
    if all(days):
        before.put(days[0])
        after.put(days[1])
    for key, mark in state.program_marks.items():
        if key != mark.id and ("program", key) in after:  # the same program under a new number
            after.put({("program", mark.id): after["program", key]})
    still_open = {notice.id for notice in _open(state)}
    listed = [each for each in _recalled(state) if f"{each.kind}:{each.key}" in still_open]
    return recalls(before, after, decided(_rows(state), before), listed)


def _days(book: Kept, season: int) -> Book:
    """What it says of the days of a season; nothing where its dates cannot be read."""
    if (calendar := book.calendar()) is None:
        return {}
    rules = {rule.key: rule for rule in calendar.rules}
    return of_days(season_calendar(calendar.events, rules, season))


def _rows(state: State) -> Rows:
    return Rows(
        state.season,
        marks=state.kept(MARKS).values(),
        applications=state.kept(APPLICATIONS).values(),
        ranks=state.kept(RANKS).values(),
        ticks=state.kept(TICKS),
        told=state.kept(TOLD),
        read=state.overlays,
        titles={key: task.title for key, task in state.tasks.items()},
    )


def _recalled(state: State) -> list[Recall]:
    try:
        return decode(state.store.setting(RECALLED) or "[]", type=list[Recall])
    except DecodeError:
        return []  # of a release with other ones


def _open(state: State) -> list[Notice]:
    """What still stands, and was not looked at since it was said."""
    if not (listed := _recalled(state)):
        return []
    looked, whys = state.kept(LOOKED), state.facts.corrections
    return [
        replace(each, why=why_of(each, whys))
        for each in notices(listed, decided(_rows(state), {}))
        if each.id not in looked or looked[each.id].now != each.now
    ]


class RecallSubject(Subject):
    """What was said, is no longer, and had been relied on."""

    def listed(self) -> list[Notice]:
        """What is to be looked at again."""
        return _open(self._state)

    def recalls(
        self,
        looked: Annotated[str | None, Opt("one that you looked at again", "KEY")] = None,
    ) -> list[Notice]:
        """What is to be looked at again, less one that was. Raises CoachError."""
        if looked is not None:
            self.look(looked)
        return self.listed()

    def look(self, key: str) -> Notice:
        """Keeps that a thing was looked at again, as it is said now. Raises CoachError."""
        notice = next((each for each in self.listed() if each.id == key), None)
        if notice is None:
            raise CoachError(f"Nothing called {key} is open; `coach recall` lists what is.")
        title = f"Looked at again: {notice.title}"
        self._state.keep(title, LOOKED, [Looked(notice.id, notice.now)])
        return notice
