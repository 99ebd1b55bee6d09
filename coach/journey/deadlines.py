"""The day of a task in words: how long it has, how late it is, until when it can still be done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from coach.journey.exams import SITTINGS, Band
from coach.journey.gates import late_words, shut_by
from coach.journey.standing import Step, is_of_match_week, is_reachable
from coach.wording import hour, narrow, short

Written = Callable[[date | None, date], str]
"""How a day is written on a day."""
BEFORE: Final = "due earlier"
"""Of what was due before the applicant said anything: that is no lateness of theirs."""
SOON_DAYS: Final = 14
"""Days within which what is left is said beside a date (judgement)."""


def days_left(step: Step, today: date) -> int | None:
    """The days to its own day or the test day, where that is soon; None for all others."""
    day = step.sits_on or (None if _open_band(step) else step.due)
    left = (day - today).days if day and not step.finished else -1
    return left if 0 <= left <= SOON_DAYS else None


def is_late(step: Step, today: date) -> bool:
    """Whether its own day has gone by while the applicant was here."""
    is_gentle = step.before_came or is_of_match_week(step) or _open_band(step)
    if step.finished or step.behind or is_gentle or step.due is None:
        return False
    return step.due < today


def is_pressing(step: Step, today: date) -> bool:
    """Whether its day is soon or gone by, or its exam may count too late."""
    if step.finished or step.behind:
        return False
    band = _open_band(step)
    is_risky = band is not None and band.name != "safe"
    return is_risky or is_late(step, today) or days_left(step, today) is not None


def dated(step: Step, today: date, on: date | None = None) -> str:
    """The same words as `deadline`, with the days that are left of a date that is soon."""
    left, words = days_left(step, today), deadline(step, today, on)
    return words if left is None else f"{words} · {f'{left} d' if left else 'today'}"


def deadline(step: Step, today: date, on: date | None = None) -> str:
    """`by 17 Dec`, `53 d late`, `late, by 3 Mar` while its gate is open, or "" without a date.

    What was due before the applicant came is never late: `due earlier`, `by 3 Mar`.

    Of a needed exam `on 10 Feb` or, without a test day, how far it can count: `safe to 31 Dec`,
    `at risk`, `very unlikely`. `on`: the day for which it is planned, when it may be safe no more.
    """
    if step.sits_on:
        return f"on {narrow(step.sits_on, today)}"
    if band := _open_band(step):
        if band.name != "safe":
            return band.name
        return f"safe to {narrow(band.until, today)}" if (on or today) <= band.until else "at risk"
    if step.due is None:
        return ""
    return f"by {narrow(step.due, today)}" if step.due >= today else _gone_by(step, today)


def _gone_by(step: Step, today: date) -> str:
    """The words of `deadline` once its own day has gone by."""
    is_open = is_reachable(step, today) and not step.behind
    until = f"by {_open_until(step, today)}" if is_open else ""
    if is_of_match_week(step):
        return until or f"since {narrow(step.last_day or step.due or today, today)}"
    if step.before_came:
        return until or BEFORE * step.was_due
    return f"late, {until}" if until else f"{step.late_days} d late"


def _open_until(step: Step, today: date, written: Written = narrow) -> str:
    """Until when its gate is open: once that day is over here its hour, where one is published."""
    if step.gate is None or step.gate.day >= today:
        return written(step.last_day, today)
    is_known = step.gate.status != "projected"
    return hour(step.gate, today) if is_known else "a day that is not published"


def _open_band(step: Step) -> Band | None:
    """How far an exam can count, for what has no other day any more."""
    is_open = step.due is None or (step.task.key in SITTINGS and not step.waits_since)
    is_own = step.band and step.band.own
    return step.band if is_own and is_open and not step.told.due else None


def unanswered(step: Step, today: date) -> date | None:
    """The day by which others should have answered, once it has gone by: a reminder is due."""
    expected = step.told.expected
    if not expected and step.band and step.waits_since:
        expected = step.waits_since + timedelta(step.task.wait_days.usual)
    return expected if step.state == "waiting" and expected and expected < today else None


def late_why(step: Step, today: date) -> str:
    """`late: costs more, until 3 Mar` for a task past its date whose gate is open; else "". Nothing
    is late that was due before the applicant came."""
    is_said = step.was_due or not step.before_came
    if not (step.due and step.due < today and is_said and is_reachable(step, today)):
        return ""
    if is_of_match_week(step):
        return f"until {_open_until(step, today, short)}"
    costs = late_words(step.task, step.due, today) or "still open"
    late = BEFORE if step.before_came else "late"
    return f"{late}: {costs}, until {_open_until(step, today, short)}"


def missed_words(step: Step) -> str:
    """What is said in place of a chance of what needs this missed task."""
    if step.forbidden:
        # Why is private, and these words go into banners and files.
        return f"needs “{step.task.title}”, which is not open to you now; `coach rules` says why"
    if step.band:
        return f"needs “{step.task.title}”: {step.band.words}"
    gate, status = shut_by(step.task), step.gate.status if step.gate else ""
    office = f"{gate.office} today" if gate else "who decides"
    passed = {
        "projected": "whose date is not published",
        "second-hand": "whose date, by a third-party calendar, has passed",
    }.get(status, "whose date has passed")
    return f"needs “{step.task.title}”, {passed}: tick it if it was done, else ask {office}"
