"""SOAP and Match Day as rows of a page, each with its text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from coach.records import Record, SoapRow
from coach.saying.locked import lock_short, lock_words
from coach.saying.soap import (
    PICKED,
    SIGNS,
    card_lines,
    day_lines,
    help_lines,
    map_cells,
    map_notes,
    moment_words,
    need_line,
    told,
)
from coach.saying.text import ARROW, DOT, OPEN, Line, labelled
from coach.subjects.coach import Coach
from coach.subjects.soap import Board
from coach.wording import hour_words

MAP: Final = "Stayed open 2018-2022: of 100, and places"


class Point(Record):
    """One row: its section, where it stands left, what it says, and its text."""

    section: str
    key: str
    title: str
    left: str = ""
    right: str = ""
    sign: str = DOT
    tone: str = "dim"
    text: tuple[Line, ...] = ()


def points(coach: Coach, board: Board) -> list[Point]:
    """The rows of a moment; on Match Day few, and nothing else."""
    if board.is_match_day:
        return [*_now(coach, board), *_day(coach, board)]
    is_before = not coach.soap.is_begun("match_status_monday", board.now)
    return [
        *_now(coach, board),
        *(_needs(coach, board) if is_before else ()),
        *(() if is_before else _picks(coach, board)),
        *_hours(coach, board),
        *(_rows(coach, "hold", "Hold ready") if board.kinds else ()),
        *(_map(coach) if is_before else ()),
        *(_rows(coach, "after", "What follows SOAP") if board.who != "matched" else ()),
    ]


def _now(coach: Coach, board: Board) -> Iterator[Point]:
    invented = "REHEARSAL, nothing is kept: " * board.is_rehearsal
    head = f"{invented}{moment_words(coach, board, month=not invented)}"
    text = Line.of(told(coach, board.step))
    yield Point(head, "next", board.step.title, sign=ARROW, tone="good", text=(text,))
    if board.lock:
        words = (Line.of(lock_words(coach, board.lock), "warn"),)
        yield Point(
            head, "lock", lock_short(coach, board.lock, "No"), sign="!", tone="warn", text=words
        )


def _needs(coach: Coach, board: Board) -> Iterator[Point]:
    for need in board.needs:
        row = coach.soap.row(need.key)
        text = (need_line(need, row), Line.of(told(coach, row), "dim"))
        yield Point("To take part", need.key, row.title, sign=SIGNS[need.holds], text=text)


def _picks(coach: Coach, board: Board) -> Iterator[Point]:
    rule = Line.of(told(coach, coach.soap.row("list_own")), "dim")
    if not board.order:
        words = board.picks_shut or "None yet: pick one by a few letters."
        title = re.split(r"[:;]", words)[0]
        yield Point("Your picks", "none", title, text=(Line.of(words), rule))
    for seat in board.order:
        title, place = f"{seat.name} · {seat.specialty}", str(seat.place) if seat.place else "-"
        card = (*card_lines(coach, seat), rule)
        right, sign = seat.kind or "kind?", OPEN if seat.place else "-"
        yield Point(PICKED, seat.id, title, place, right, sign, text=card)


def _hours(coach: Coach, board: Board) -> Iterator[Point]:
    zone, now = coach.profile.applicant.time_zone, board.now.astimezone()
    for hour in board.hours:
        if hour.end <= now:
            continue
        at = hour_words(hour.start, zone, weekday=True, month=False)
        text = tuple(labelled(("What", hour.what), ("You may", hour.allowed)))
        sign = ARROW if hour.start <= now else DOT
        yield Point("The hours", hour.key, hour.title, at, sign=sign, text=text)


def _map(coach: Coach) -> Iterator[Point]:
    rows = coach.soap.map
    means = [Line.of(words, "dim") for words in map_notes(coach, rows)]
    for row in rows:
        name, rate, places, at, free, stated = map_cells(row)
        counts = f"Places: {places}, at {at} programs; not closed to you: {free}, visa stated: "
        text = (Line.of(f"{counts}{stated}."), *means)
        left = f"{rate} of 100" if rate != "few" else "few offered"
        yield Point(MAP, f"map/{name}", name, left, places, text=text)


def _rows(coach: Coach, part: str, section: str) -> Iterator[Point]:
    rows: Iterable[SoapRow] = coach.soap.rows(part)
    return (Point(section, row.key, row.title, text=(Line.of(told(coach, row)),)) for row in rows)


def _day(coach: Coach, board: Board) -> Iterator[Point]:
    """The quiet screen: the hour, who is with you, and where somebody listens."""
    for row, line in zip(coach.soap.day_rows(board), day_lines(coach, board), strict=False):
        yield Point("Match Day", row.key, row.title, text=(line,))
    for line in help_lines(coach, board):
        yield Point("Match Day", "help", line.text, text=(line,))
