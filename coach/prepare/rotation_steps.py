"""What the log of experience asks for next: papers, checks, letters, gaps, entries too long."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Final

from coach.logs.experience import Experience
from coach.prepare.rotations import THERE, EntryText, Facts, Gap, checks, entry_texts, gaps, papers
from coach.prepare.step import NextStep
from coach.records import Record, Span, replace
from coach.rules.held import dated

LAST_WEEK: Final = timedelta(days=7)
"""Of a rotation, in which one asks for the letter (sources S69, GK)."""
AFTER: Final = timedelta(days=42)
"""After it, while they still know one (a judgement)."""


class Around(Record):
    """What the log of experience is held against."""

    facts: Facts
    today: date
    graduation: date | None
    writers: frozenset[str]
    """Of the letters that are kept, in small letters: they were asked, or are planned."""
    lead: Span
    """Days that the papers of a host take."""


def asks_for_letter(entry: Experience, writers: Collection[str], today: date) -> bool:
    """Whether it is time to ask for a letter: from the last week on, while they still know one."""
    if entry.kind not in THERE or entry.country != "us" or entry.letter == "no":
        return False
    if not entry.until or not entry.until - LAST_WEEK <= today <= entry.until + AFTER:
        return False
    return not entry.supervisor or entry.supervisor.casefold() not in writers


def steps(entries: Mapping[str, Experience], around: Around) -> list[NextStep]:
    """What the log of experience asks for."""
    with_days = [entry for entry in entries.values() if entry.since or entry.until]
    missing = gaps(with_days, around.graduation, around.today) if with_days else []
    texts = entry_texts(entries.values(), around.facts, around.today)
    return [
        *map(_gap_step, missing),
        *(_over_step(text) for text in texts if text.over),
        *(step for entry in with_days for step in _steps_of(entry, around)),
    ]


def _steps_of(entry: Experience, around: Around) -> list[NextStep]:
    listed = []
    if (entry.since or around.today) >= around.today:
        listed = [*_papers_steps(entry, around), *_check_steps(entry, around.facts)]
    if asks_for_letter(entry, around.writers, around.today):
        listed.append(_letter_step(entry))
    return listed


def _step(entry: Experience, what: str, title: str, why: str, how: str) -> NextStep:
    key = f"experience/{entry.key}/{what}"
    return NextStep(key, title, why, how, "clinical_experience", entry=entry.key)


def _gap_step(gap: Gap) -> NextStep:
    return NextStep(
        key=f"experience/gap/{gap.since}",
        title=f"Name the time {gap.since:%b %Y} to {gap.until:%b %Y}",
        why=f"{gap.months:g} months since graduation stand without a dated entry.",
        how="Date an entry that belongs there, or name the time: rotation STUDY OR FAMILY break "
        f"{gap.since} {gap.until}. Only what happened; nothing is filled in.",
        kind="missing",
        stage="clinical_experience",
    )


def _over_step(text: EntryText) -> NextStep:
    title = f"Shorten the entry of {text.entry.place}"
    why = f"It has {text.used} characters, {text.over} more than MyERAS takes."
    return _step(text.entry, "over", title, why, "Cut it in your own words: e on its entry.")


def _papers_steps(entry: Experience, around: Around) -> list[NextStep]:
    lacking = [fact.title for fact, there in papers(entry, around.facts) if not there]
    if not lacking or not entry.since:
        return []
    lead = around.lead
    step = _step(
        entry,
        "papers",
        f"Papers for {entry.place}",
        f"It begins on {dated(entry.since)}; missing: {', '.join(lacking)}.",
        "Ask the host for its own list, and tick each paper on the entry (p). They take "
        f"{lead.low:g}-{lead.high:g} days together, {lead.usual:g} as a rule (unverified).",
    )
    return [replace(step, due=entry.since - timedelta(days=lead.usual), hours=3)]


def _check_steps(entry: Experience, facts: Facts) -> list[NextStep]:
    left = [fact.title for fact, done in checks(entry, facts) if not done]
    if not left:
        return []
    why = f"Before you pay {entry.price:,.0f} USD; unchecked: {', '.join(left)}."
    how = "Ask in writing, and tick each answer on the entry (v)."
    step = _step(entry, "vet", f"Check {entry.place} before you pay", why, how)
    return [replace(step, due=entry.since, hours=1)]


def _letter_step(entry: Experience) -> NextStep:
    whom = entry.supervisor or f"who saw you work at {entry.place}"
    step = _step(
        entry,
        "letter",
        f"Ask {whom} for a letter",
        "The last week of a rotation is the time to ask, while they know your work.",
        "In person, with your CV and a page of cases, never a draft. Then type: "
        f"lor {entry.supervisor or 'NAME'} us ask today.",
    )
    return replace(step, due=entry.until, outreach=True)
