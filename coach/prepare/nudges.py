"""When the next nudge of a letter is due, by rule, and the steps that follow of letters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Final

from coach.logs.letters import COMING, IN_HAND, Letter
from coach.prepare.board import Board, Further
from coach.prepare.step import NextStep, gently
from coach.records import LetterWait, Record, StageKey
from coach.wording import counted

SETS: Final = {
    "ask": ("state", "asked"),
    "remind": ("reminded", ""),
    "wait": ("", ""),
    "thank": ("thanked", ""),
}
"""The field of a letter that a tick fills, and with what in place of the day."""
TITLES: Final = {
    "ask": "Ask {} for a letter",
    "remind": "Remind {} of the letter",
    "wait": "{}: the letter, after the reminder",
    "thank": "Thank {} for the letter",
}
HOW: Final = {
    "ask": "In person where you can. Offer your CV and one page of cases and dates; never a "
    "draft, even when asked for one.",
    "remind": "One short, friendly line with the day by which programs read; ask whether anything "
    "is missing.",
    "wait": "The one reminder went: wait, or ask somebody else for a letter.",
    "thank": "A short note; tell them later how the Match went.",
}
KINDS: Final = {
    "letters": "one more of any kind",
    "us": "from a US physician",
    "own": "of the specialty",
    "chair": "of a department's chair",
    "standard": "on the specialty's standard form",
}
"""What programs ask for, in words."""


class Nudge(Record):
    """What comes next with one letter, from which day to which, by which wait."""

    what: str
    """ask, remind, wait (the one reminder went) or thank."""
    day: date
    until: date
    wait: LetterWait | None = None
    """None: the applicant named the day."""


def nudge(
    letter: Letter,
    waits: Mapping[str, LetterWait],
    today: date,
    submission: date | None,
    rotation_end: date | None = None,
) -> Nudge | None:
    """What comes next with a letter; None where there is nothing for the applicant to do."""
    if letter.state == "planned":
        return _ask(letter, waits, today, submission, rotation_end)
    if letter.state in COMING:
        return _remind(letter, waits, today, submission)
    if letter.state in IN_HAND and letter.uploaded_on and not letter.thanked:
        wait = waits["thank"]
        until = letter.uploaded_on + timedelta(days=wait.late)
        return Nudge("thank", letter.uploaded_on, until, wait) if today <= until else None
    return None


def _ask(
    letter: Letter,
    waits: Mapping[str, LetterWait],
    today: date,
    submission: date | None,
    rotation_end: date | None,
) -> Nudge:
    if letter.asked_on:
        return Nudge("ask", letter.asked_on, letter.asked_on)
    if rotation_end and rotation_end >= today:
        return _before("ask", rotation_end, waits["ask_rotation"])
    if submission and submission > today:
        return _before("ask", submission, waits["ask_submission"])
    return Nudge("ask", today, today, waits["ask_submission"])


def _remind(
    letter: Letter, waits: Mapping[str, LetterWait], today: date, submission: date | None
) -> Nudge:
    wait, asked = waits["remind_after"], letter.asked_on
    if letter.reminded:
        return Nudge("wait", letter.reminded, _after(letter.reminded, wait.late), wait)
    if asked is None:  # since when it is waited for is not said: nothing is late
        return Nudge("remind", today, _after(today, wait.late - wait.early), wait)
    due = Nudge("remind", _after(asked, wait.early), _after(asked, wait.late), wait)
    if submission:
        closing = _before("remind", submission, waits["remind_before"])
        if asked < closing.day < due.day:
            return closing
    return due


def _before(what: str, day: date, wait: LetterWait) -> Nudge:
    return Nudge(what, day - timedelta(days=wait.early), day - timedelta(days=wait.late), wait)


def _after(day: date, days: int) -> date:
    return day + timedelta(days=days)


def steps(
    nudges: Mapping[str, tuple[Letter, Nudge]], board: Board, stage: StageKey, today: date
) -> Iterator[NextStep]:
    """What letters ask for: to ask, remind and thank, what waits for a writer, what is missing."""
    for key, (letter, due) in nudges.items():
        sets, value = SETS[due.what]
        waits = due.what == "wait" or (due.what == "remind" and due.day > today)
        step = NextStep(
            key=f"letters/{key}/{due.what}",
            title=TITLES[due.what].format(letter.writer),
            why=due.wait.text if due.wait else "You named the day.",
            how=HOW[due.what],
            kind="waits" if waits else "next",
            stage=stage,
            entry=key,
            due=due.day if waits and due.what == "remind" else due.until,
            opens=None if waits else due.day,
            outreach=True,
            sets=sets,
            value=value,
        )
        yield gently(step, today)
    yield from _missing(board, stage)


def _missing(board: Board, stage: StageKey) -> Iterator[NextStep]:
    short = sum(not seat.complete for seat in board.seats)
    further = [each for each in board.further() if each.improves]
    if short and further:
        yield NextStep(
            key="letters/missing",
            title=f"Letters are missing at {short} program{'s' * (short > 1)}",
            why="A program reads at most four; what it asks for and does not get counts against "
            "the file.",
            how=f"Most useful: {in_words(further[0], board)}.",
            kind="missing",
            stage=stage,
        )


def in_words(further: Further, board: Board) -> str:
    """One letter more and what it is good for, in a sentence without its end."""
    letter = board.coming.get(further.key)
    kinds = ", ".join(KINDS[need] for need in further.needs) or KINDS["letters"]
    what = (
        f"{letter.writer}'s letter ({letter.state})"
        if letter
        else (f"a letter in {further.specialty}")
    )
    done = f", completes {further.completes}" if further.completes else ""
    helps = counted(further.improves, "program")
    return f"{what}: {kinds}; helps at {helps}{done}"
