"""Requests: how long nobody answered, when to remind, from when silence is unusual, whom to ask."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from typing import Final

from coach.logs.letters import COMING, Letter
from coach.logs.outreach import Request
from coach.prepare.step import NextStep, gently
from coach.records import Fact, Record, RequestFact, Task, replace
from coach.wording import in_days

Facts = Mapping[str, RequestFact]
OWN: Final = 3
"""Answers of one kind from which one's own waits say what is usual."""
HOME: Final = ("verification", "transcript", "mspe", "visa")
"""Papers that come from school or authorities of the home country."""


class Rhythm(Record):
    """How long answers of a kind take, in days; None where nobody says."""

    usual: int | None
    unusual: int | None
    waits: tuple[int, ...] = ()
    """One's own, the shortest first."""
    basis: Fact | None = None
    """Where it stands, unless it is one's own."""

    @property
    def is_own(self) -> bool:
        """Whether one's own answers say it."""
        return len(self.waits) >= OWN


class Silence(Record):
    """An open request on a day."""

    days: int
    """Since it was sent; negative where the clock was set back."""
    unusual_on: date | None
    remind_on: date | None = None
    """The day of the one reminder; None once it went, or where none should go."""
    then_on: date | None = None
    """The day of what comes after it."""

    def is_unusual(self, today: date) -> bool:
        """Whether it has lasted longer than such answers do."""
        return self.unusual_on is not None and self.unusual_on <= today


class Rate(Record):
    """How many requests of a kind were answered."""

    kind: str
    asked: int
    answered: int
    waits: tuple[int, ...]
    """Days that the answers took, the shortest first."""


def is_answered(request: Request) -> bool:
    """Whether an answer came."""
    return bool(request.answer or request.answered)


def is_from_home(request: Request, fled: bool) -> bool:
    """Whether somebody who fled would have to write home for it: nobody is pushed to."""
    return fled and request.kind in HOME


def is_of_letter(request: Request, letters: Iterable[Letter]) -> bool:
    """Whether a letter of the same writer is waited for: the one reminder belongs to it."""
    coming = {letter.writer.casefold() for letter in letters if letter.state in COMING}
    return request.kind == "letter" and request.whom.casefold() in coming


def rhythm(
    kind: str, requests: Iterable[Request], facts: Facts, tasks: Mapping[str, Task]
) -> Rhythm:
    """From one's own waits of the kind once there are three, else as the facts have it."""
    fact = facts[kind]
    waits = waits_of(kind, requests)
    if len(waits) >= OWN:
        # Nobody is called silent before the reminder is due.
        return Rhythm(waits[len(waits) // 2], max(waits[-1], fact.remind_days or 0), waits)
    if task := next((tasks[key] for key in fact.tasks if key in tasks), None):
        return Rhythm(round(task.wait_days.usual), round(task.wait_days.high), waits, task)
    return Rhythm(fact.days, fact.days, waits, fact)


def waits_of(kind: str, requests: Iterable[Request]) -> tuple[int, ...]:
    """Days that answers of a kind took, the shortest first."""
    days = [
        (request.answered - request.day).days
        for request in requests
        if request.kind == kind and request.answered and request.day
    ]
    return tuple(sorted(days))


def silence(
    request: Request, fact: RequestFact, wait: Rhythm, today: date, fled: bool = False
) -> Silence | None:
    """How an open request stands; None for one that was answered, or has no day."""
    if is_answered(request) or request.day is None:
        return None
    unusual = request.day + timedelta(days=wait.unusual) if wait.unusual else None
    state = Silence((today - request.day).days, unusual)
    if is_from_home(request, fled):
        return state
    days = fact.remind_days or wait.usual
    if request.reminded:
        return _after_reminder(state, request.reminded, fact, days or 0)
    return replace(state, remind_on=request.day + timedelta(days=days) if days else None)


def _after_reminder(state: Silence, day: date, fact: RequestFact, days: int) -> Silence:
    """Whoever was reminded has as long again."""
    again = day + timedelta(days=fact.then_days or days)
    unusual = max(state.unusual_on, again) if state.unusual_on else None
    return replace(state, unusual_on=unusual, then_on=again if fact.then_days else None)


def asks_others(state: Silence, fact: RequestFact, today: date) -> bool:
    """Whether it is time to ask somebody else; people and places are reminded once before."""
    return state.is_unusual(today) and (fact.group == "papers" or state.remind_on is None)


def after_reminder(fact: RequestFact) -> str:
    """What comes after the one reminder."""
    return f"{in_days(fact.then_days or 0)} later {fact.then}" if fact.then else "then stop"


def rates(requests: Collection[Request]) -> list[Rate]:
    """The answers to every kind of request, most asked first."""
    kinds = dict.fromkeys(request.kind for request in requests)
    listed = [
        Rate(
            kind,
            sum(request.kind == kind for request in requests),
            sum(request.kind == kind and is_answered(request) for request in requests),
            waits_of(kind, requests),
        )
        for kind in kinds
    ]
    return sorted(listed, key=lambda rate: -rate.asked)


def open_requests(
    requests: Mapping[str, Request],
    facts: Facts,
    tasks: Mapping[str, Task],
    today: date,
    fled: bool,
) -> list[tuple[Request, Silence]]:
    """Those without an answer, each with how it stands."""
    by_kind: dict[str, list[Request]] = {}
    for request in requests.values():
        by_kind.setdefault(request.kind, []).append(request)
    listed = []
    for kind, alike in by_kind.items():
        wait = rhythm(kind, alike, facts, tasks)
        for request in alike:
            if state := silence(request, facts[kind], wait, today, fled):
                listed.append((request, state))
    return listed


def steps(
    listed: Iterable[tuple[Request, Silence]], facts: Facts, today: date, fled: bool
) -> list[NextStep]:
    """What open requests ask for: reminders, what comes after them, whom to ask."""
    return [
        gently(_step(request, state, facts[request.kind], today, fled), today)
        for request, state in listed
        if state.days >= 0
    ]


def _step(request: Request, state: Silence, fact: RequestFact, today: date, fled: bool) -> NextStep:
    """The one thing that an open request asks for now."""
    whom, day = request.whom, state.remind_on or state.then_on
    why = f"No answer for {in_days(state.days)}."
    if asks_others(state, fact, today):
        ask = fact.if_fled if is_from_home(request, fled) else fact.ask
        step = _next(request, "unusual", f"{whom}: this silence is unusual", why)
        return replace(step, how=f"Ask {ask}.", due=today)
    if day is None or day > today:
        return replace(_next(request, "waits", f"{whom}: {fact.title}", why), kind="waits", due=day)
    if state.remind_on:
        step = _next(request, "remind", f"Remind {whom} once", why)
        how = f"Two kind lines; {after_reminder(fact)}."
        return replace(step, how=how, due=day, sets="reminded")
    step = _next(request, "then", f"{whom}: {fact.then}", f"{why} You reminded them.")
    return replace(step, how=f"Ask {fact.ask}.", due=day)


def _next(request: Request, what: str, title: str, why: str) -> NextStep:
    key, how = f"outreach/{request.key}/{what}", "Wait; it is still usual."
    if request.kind in (*HOME, "ecfmg"):
        return NextStep(key, title, why, how, entry=request.key)
    return NextStep(key, title, why, how, "clinical_experience", entry=request.key, outreach=True)
