"""Interviews: when they are over, what they ask for next, what to ask there, what to tell."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from random import Random
from typing import Final

from coach.logs.experience import Experience
from coach.logs.interviews import Interview
from coach.logs.of_a_season import OfASeason
from coach.prepare.step import NextStep
from coach.records import Evidence, Record, Rule, TalkRow, replace
from coach.wording import STATUS_WORDS

NIGHT: Final = (23, 6)
"""Hours between which an interview is at night (a judgement)."""
USUAL_MINUTES: Final = 60
"""Of an interview of which no length was told (a judgement)."""
AHEAD: Final = timedelta(days=7)
"""From so long before on it is prepared."""
FRESH: Final = timedelta(days=21)
"""After it, while one still knows how it was (a judgement)."""
THANKS: Final = timedelta(days=7)
"""After it, while a note of thanks still says something (a judgement)."""
HALF_A_DAY: Final = timedelta(hours=12)
"""Interviews nearer than this are of one day, wherever it is that midnight lies between them."""
DECIDES: Final = ("visa_j1", "visa_h1b", "graduation_year_limit", "attempts_limit")
"""Facts of a program on which a place hangs: only what somebody confirmed is not asked again."""
TOLD: Final = ("entry", "meaningful", "reflection")
"""Where an entry of experience says what happened, and what it taught."""
TO_COME: Final = ("invited", "booked")
"""States of an application and of an invitation before its interview."""
NO_WORDS: Final = "The words are yours: nothing is written for you here."


class Story(Record):
    """A trait, and the applicant's own entries that speak of it."""

    trait: str
    keys: tuple[str, ...]
    """Of the log of experience."""


def starts(interview: Interview) -> datetime | None:
    """The hour at which it begins; None where day, hour or zone are not known."""
    if not (interview.day and interview.time and interview.zone):
        return None
    from zoneinfo import ZoneInfo  # 5 ms, and only where an interview is kept

    at = datetime.fromisoformat(f"{interview.day}T{interview.time}")
    return at.replace(tzinfo=ZoneInfo(interview.zone))


def is_night(at: datetime) -> bool:
    """Whether it is an hour at which one sleeps."""
    return at.hour >= NIGHT[0] or at.hour < NIGHT[1]


def is_beside(interview: Interview, other: Interview) -> bool:
    """Whether two are of one day, by where they are or by their hours."""
    at, then = starts(interview), starts(other)
    is_near = at and then and abs(at - then) < HALF_A_DAY
    return bool(is_near) or interview.day == other.day


def is_over(interview: Interview, now: datetime) -> bool:
    """Whether it has been held, by what was told or by the clock."""
    if interview.state != "booked" or interview.day is None:
        return interview.state == "held"
    if at := starts(interview):
        return at + timedelta(minutes=interview.minutes or USUAL_MINUTES) <= now.astimezone()
    return interview.day < now.date()


def at_this_hour(entry: OfASeason, talks: Iterable[Interview], now: datetime) -> OfASeason:
    """An entry as it stands once its interview is over, whatever was told of it before."""
    if isinstance(entry, Interview):
        return replace(entry, state="held") if is_over(entry, now) else entry
    program, state = getattr(entry, "program", ""), getattr(entry, "state", "")
    of_it = (each for each in talks if (each.program, each.season) == (program, entry.season))
    is_met = state in TO_COME and any(is_over(each, now) for each in of_it)
    return replace(entry, state="interviewed") if is_met else entry


def stories(entries: Mapping[str, Experience], traits: Iterable[TalkRow]) -> list[Story]:
    """Own entries by trait, those traits first of which most entries speak."""
    told = {
        key: " ".join(getattr(entry, name) for name in TOLD).casefold()
        for key, entry in entries.items()
    }
    listed = [
        Story(row.text, tuple(key for key, text in told.items() if _speaks(row, text)))
        for row in traits
    ]
    return sorted(listed, key=lambda story: -len(story.keys))


def _speaks(row: TalkRow, text: str) -> bool:
    return any(f" {word}" in f" {text}" for word in row.words)


def to_confirm(facts: Mapping[str, Evidence]) -> dict[str, Evidence]:
    """The facts that are not known, are an estimate, or decide and nobody confirmed them."""
    return {
        key: fact
        for key, fact in facts.items()
        if fact.value is None
        or fact.status in ("estimated", "unknown")
        or (key in DECIDES and fact.status != "confirmed")
    }


def of_use(rows: Iterable[TalkRow], kind: str, holding: Collection[str]) -> list[TalkRow]:
    """The rows of a kind for which something holds; those for some before those for all."""
    fitting = (row for row in rows if row.kind == kind)
    useful = [row for row in fitting if not row.of or not set(holding).isdisjoint(row.of)]
    return sorted(useful, key=lambda row: not row.of)


def practice(rows: Sequence[TalkRow], seed: str, limit: int) -> list[TalkRow]:
    """A few questions, one of each kind first; the same for the same seed."""
    draw = Random(seed)
    kinds = [list(group) for _, group in groupby(rows, key=lambda row: row.kind)]
    for group in kinds:
        draw.shuffle(group)
    draw.shuffle(kinds)
    rounds = (group[place] for place in range(len(rows)) for group in kinds if place < len(group))
    return [row for row, _ in zip(rounds, range(limit), strict=False)]


def steps(
    interviews: Iterable[Interview], now: datetime, rules: Mapping[str, Rule]
) -> Iterator[NextStep]:
    """What interviews ask for: to be prepared, looked back on, and thanked for where wanted."""
    for each in interviews:
        if each.day and each.state != "cancelled":
            yield from _after(each, now, rules) if is_over(each, now) else _before(each, now, rules)


def _before(interview: Interview, now: datetime, rules: Mapping[str, Rule]) -> Iterator[NextStep]:
    """To be prepared, the day before at the latest."""
    day = interview.day or now.date()
    if day - now.date() <= AHEAD:
        how = "b on the interview shows what to ask, what to confirm and your own stories."
        step = _step(interview, "prepare", "Prepare", _said_by(rules["interview_prepare"]), how)
        yield replace(step, hours=2.0, due=max(day - timedelta(days=1), now.date()))


def _after(interview: Interview, now: datetime, rules: Mapping[str, Rule]) -> Iterator[NextStep]:
    """To be marked today, and thanked for unless they said no."""
    since = now.date() - (interview.day or now.date())
    if not interview.marks and since <= FRESH:
        why = "After a few interviews one remembers the last; what you mark today stays as it is."
        how = "y on the interview: five keys and a note, ninety seconds."
        yield replace(
            _step(interview, "felt", "Note how it was at", why, how), hours=0.1, due=now.date()
        )
    if not interview.thanked and interview.contact != "no" and since <= THANKS:
        yield _thank(interview, rules["thank_you_policy"])


def _step(interview: Interview, what: str, title: str, why: str, how: str) -> NextStep:
    key = f"interviews/{interview.key}/{what}"
    title = f"{title} {interview.title.rpartition(', ')[0] or interview.title}"
    return NextStep(key, title, why, how, "interviews", entry=interview.key)


def _thank(interview: Interview, rule: Rule) -> NextStep:
    due = (interview.day or datetime.max.date()) + timedelta(days=2)
    why = _said_by(rule)
    if not interview.contact:
        how = "Look at what they sent and at their site; y keeps it. If nobody said yes: no note."
        step = _step(interview, "contact", "Did they say yes to mail?", why, how)
        return replace(step, hours=0.1, due=due, outreach=True)
    how = f"Short, to whom you spoke, no promises. {NO_WORDS}"
    step = _step(interview, "thanked", "Thank-you note,", why, how)
    return replace(step, hours=0.3, due=due, outreach=True, sets="thanked")


def _said_by(rule: Rule) -> str:
    return f"{rule.text} ({STATUS_WORDS[rule.status]} {rule.as_of})"
