"""What the applicant decided, each with the facts that it stands on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from coach.logs.applications import Application
from coach.logs.ranks import Rank
from coach.records import (
    Decision,
    DecisionKind,
    Mark,
    ReadFact,
    Record,
    Stand,
    TaskState,
    Told,
)
from coach.rules.recalls import Book

OF_A_DONE: Final = ("how",)
"""What a task that is done stood on; its days are over."""
OF_A_PLAN: Final = ("due", "opens", "wait_days")
BY_LIST: Final = "eras_"
"""How the keys of the prices begin that count by the length of a list."""
TICKED: Final = ("done", "skipped", "waiting")
ACCEPTING: Final = ("closing", "caution")
"""What gives way to a program's own word on whether it takes applications."""


class Rows(Record):
    """The rows of an applicant that say what was decided, and the season that they plan for."""

    season: int
    marks: Iterable[Mark]
    applications: Iterable[Application]
    ranks: Iterable[Rank]
    ticks: Mapping[str, TaskState]
    told: Mapping[str, Told]
    read: Mapping[str, Mapping[str, ReadFact]]
    """Facts of programs that the applicant read: a decision stands on these, not on the release."""
    titles: Mapping[str, str]
    """Of tasks by key."""


def decided(rows: Rows, book: Book) -> list[Decision]:
    """Every decision, with what it stands on by what a release says."""
    by_book = (_of_ticks, _of_plans, _of_lists)
    return [*_of_programs(rows), *(each for of in by_book for each in of(rows, book))]


def _of_programs(rows: Rows) -> Iterator[Decision]:
    for mark in rows.marks:
        if mark.mark:
            about, name = (mark.kind, mark.id), mark.title.removesuffix(" Program")
            is_program = mark.kind == "program"
            kind: DecisionKind = "mark" if is_program else "using"
            stands = (_program(mark.id, rows) if is_program else Stand(*about),)
            title = ", ".join(filter(None, (name, mark.specialty)))
            yield Decision(kind, about, title, mark.mark, mark.at[:10], stands)
    for each in rows.applications:
        if each.season in (None, rows.season):
            day = str(each.submitted or "")
            stands = (_program(each.program, rows),)
            yield Decision(
                "application", ("program", each.program), each.title, each.state, day, stands
            )
    for rank in rows.ranks:
        if rank.season == rows.season:
            about, place = ("program", rank.program), str(rank.place)
            yield Decision("rank", about, rank.title, place, stands=(_program(rank.program, rows),))


def _program(key: str, rows: Rows) -> Stand:
    read = tuple(rows.read.get(key, ()))
    return Stand("program", key, but=read + ACCEPTING * ("accepting" in read))


def _of_ticks(rows: Rows, book: Book) -> Iterator[Decision]:
    for key, tick in _ticked(rows).items():
        is_done = tick.state == "done"
        fields = OF_A_DONE if is_done else OF_A_DONE + OF_A_PLAN
        linked = ("rule",) if is_done else ("rule", "date", "fee")
        stands = (Stand("task", key, fields), *_linked(key, linked, rows, book))
        title = _title(key, rows, book)
        yield Decision("task", ("task", key), title, tick.state, tick.at[:10], stands)


def _of_plans(rows: Rows, book: Book) -> Iterator[Decision]:
    over = {key for key, tick in _ticked(rows).items() if tick.state != "waiting"}
    for key, told in rows.told.items():
        day = told.day or told.snoozed or told.due
        if day and key not in over:
            stands = (Stand("task", key, OF_A_PLAN), *_linked(key, ("date", "fee"), rows, book))
            yield Decision("plan", ("task", key), _title(key, rows, book), str(day), stands=stands)


def _ticked(rows: Rows) -> dict[str, TaskState]:
    return {key: tick for key, tick in rows.ticks.items() if tick.state in TICKED}


def _title(key: str, rows: Rows, book: Book) -> str:
    task = book.get(("task", key))
    return rows.titles.get(key) or (task.title if task else key)


def _linked(task: str, kinds: Iterable[str], rows: Rows, book: Book) -> Iterator[Stand]:
    """The rules, days and prices that belong to a task."""
    links = book[thing].links if (thing := ("task", task)) in book else {}
    for kind in kinds:
        for key in links.get(kind, ()):
            if kind == "fee":
                yield from _prices(f"{key}:", rows.season, book)
            else:
                yield Stand(kind, key)


def _prices(start: str, season: int, book: Book) -> Iterator[Stand]:
    """The prices of a season whose key begins so."""
    for kind, key in book:
        if kind == "fee" and key.startswith(start) and str(season) in key.rpartition(":")[2]:
            yield Stand(kind, key)


def _of_lists(rows: Rows, book: Book) -> Iterator[Decision]:
    """The programs to apply to, by specialty: they stand on its signals, its ways and prices."""
    newest: dict[str, list[str]] = {}
    for mark in rows.marks:
        if mark.kind == "program" and mark.mark == "apply" and mark.specialty:
            newest.setdefault(mark.specialty, []).append(mark.at[:10])
    for name, days in newest.items():
        prices = _prices(BY_LIST, rows.season, book)
        stands = (Stand("specialty", name), Stand("signals", f"{name}:{rows.season}"), *prices)
        yield Decision("list", ("list", name), name, str(len(days)), max(days), stands)
