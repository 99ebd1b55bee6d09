"""Requests in words: how long nobody answered, what comes next, what a first message holds."""

from __future__ import annotations

from coach.logs.outreach import Request
from coach.prepare.silence import (
    Rhythm,
    Silence,
    after_reminder,
    asks_others,
    is_answered,
    is_from_home,
    is_of_letter,
    rates,
)
from coach.records import RequestFact
from coach.saying.locked import lock_lines
from coach.saying.rotations import source
from coach.saying.text import Line
from coach.subjects.coach import Coach
from coach.wording import in_days, short


def beside_outreach(coach: Coach, request: Request) -> list[Line]:
    """How long it is silent, from when that is unusual, what comes next, what to say."""
    subject = coach.rotations
    fact, state = subject.about(request), subject.silence(request)
    if state is None:
        return [Line.labelled("Answered", _answer(coach, request)), *_rate(coach, request)]
    if state.days < 0:
        words = f"its day, {request.day}, is still to come by this clock: is its date right?"
        return [Line.labelled("Silence", (words, "warn"))]
    if coach.season.locked and fact.group != "papers":
        return [Line.labelled("Silence", in_days(state.days)), *lock_lines(coach)]
    return [
        _silence(coach, state, subject.rhythm(request)),
        *_next(coach, request, state, fact),
        *_rate(coach, request),
        *_outline(request, fact, subject.fled),
    ]


def _answer(coach: Coach, request: Request) -> str:
    words = request.answer or "yes"
    if not request.answered or not request.day:
        return words
    days = (request.answered - request.day).days
    return f"{words}, {short(request.answered, coach.today)}, after {in_days(days)}"


def _silence(coach: Coach, state: Silence, wait: Rhythm) -> Line:
    """Days of silence beside those that are usual."""
    days = in_days(state.days)
    if state.unusual_on is None:
        left = 3 - len(wait.waits)
        words = f"; nobody publishes how long they take, your own answers will ({left} to go)"
        return Line.labelled("Silence", days, words)
    basis = (
        f"your {len(wait.waits)} answers took {wait.waits[0]}-{in_days(wait.waits[-1])}"
        if wait.is_own
        else f"such answers take up to {in_days(wait.unusual or 0)}{source(wait.basis)}"
    )
    if state.is_unusual(coach.today):
        return Line.labelled("Silence", (f"{days}, unusual now", "warn"), f"; {basis}")
    when = short(state.unusual_on, coach.today)
    return Line.labelled("Silence", f"{days}, unusual from {when}; {basis}")


def _next(coach: Coach, request: Request, state: Silence, fact: RequestFact) -> list[Line]:
    """The next reminder, what comes after it, or whom to ask."""
    today = coach.today
    if is_of_letter(request, coach.letters.entries().values()):
        return [Line.labelled("Remind", "see Letters: one reminder, kept there")]
    if asks_others(state, fact, today):
        fled = is_from_home(request, coach.rotations.fled)
        return [Line.labelled("Ask", fact.if_fled if fled else fact.ask)]
    if state.remind_on:
        when = "today" if state.remind_on <= today else short(state.remind_on, today)
        return [Line.labelled("Remind", f"{when}, once (r: it is done); {after_reminder(fact)}")]
    if state.then_on:
        when = "today" if state.then_on <= today else short(state.then_on, today)
        return [Line.labelled("Then", f"{when}: {fact.then}")]
    if is_from_home(request, coach.rotations.fled):
        return [Line.labelled("Ask", fact.if_fled)]
    return [Line.labelled("Then", "you reminded them; let it rest")]


def _rate(coach: Coach, request: Request) -> list[Line]:
    rate = next(r for r in rates(coach.rotations.requests.values()) if r.kind == request.kind)
    return [Line.labelled("Replies", f"{rate.answered} of {rate.asked} ({rate.kind})")]


def _outline(request: Request, fact: RequestFact, fled: bool) -> list[Line]:
    """What to say, in one's own words; nothing for a letter home of somebody who fled."""
    if request.reminded or is_from_home(request, fled):
        return []
    points = [Line.of(f"{place}. {point}", indent=2) for place, point in enumerate(fact.outline, 1)]
    return [
        Line.labelled("To say", ("in your own words, nothing is sent from here:", "dim")),
        *points,
    ]


def standing_outreach(coach: Coach) -> list[Line]:
    """What waits longest, and how often each kind was answered."""
    subject = coach.rotations
    requests = list(subject.requests.values())
    if not requests:
        return []
    silent = [
        request.whom for request, state in subject.open_requests() if state.is_unusual(coach.today)
    ]
    replies = ", ".join(f"{rate.kind} {rate.answered} of {rate.asked}" for rate in rates(requests))
    return [
        *lock_lines(coach),
        Line.labelled("Unusual", ", ".join(silent) or "no silence is unusual"),
        Line.labelled("Replies", replies),
    ]


def short_outreach(coach: Coach) -> str:
    """How many are open, and how many came back."""
    requests = coach.rotations.requests.values()
    answered = sum(is_answered(request) for request in requests)
    return f"{len(requests)} asked, {answered} answered"


def closed_outreach(coach: Coach, request: Request) -> dict[str, str]:
    """Why nobody is to be reminded now, by command."""
    day = f"reminded on {short(request.reminded, coach.today)}" if request.reminded else ""
    reason = "an answer came" if is_answered(request) else day
    return {"outreach.reminded": reason} if reason else {}
