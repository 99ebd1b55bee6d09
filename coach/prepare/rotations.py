"""Experience: how it counts, what status allows, which papers it takes, gaps, text for MyERAS."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from typing import Final

from coach.logs.answers import TOLD
from coach.logs.experience import MONTH_DAYS, Experience, months_of
from coach.prepare.step import NextStep
from coach.records import Record, RotationFact, Span, replace
from coach.rules.degree import graduated
from coach.rules.held import Person, dated
from coach.rules.status import elective_enrolled, visits

Facts = Mapping[str, RotationFact]
THERE: Final = ("elective", "externship", "observership", "research", "volunteer")
"""Kinds for which a host asks for papers, and whose physicians can write."""
HANDS_ON: Final = ("elective", "externship")
GAP_DAYS: Final = 92
"""More than three months have, whichever months they are."""
LAST_WEEK: Final = timedelta(days=7)
"""Of a rotation, in which one asks for the letter (sources S69, GK)."""
AFTER: Final = timedelta(days=42)
"""After it, while they still know one (a judgement)."""
RECOGNISABLE: Final = re.compile(
    r"\b\d{1,3}[- ](?:year|yr|month|week)s?[- ]?old\b|\b(?:Mr|Mrs|Ms|Miss)\.? [A-Z]\w+"
    r"|\bMRN\b|\b[Rr]oom \d+|\b\d{1,2}/\d{1,2}/\d{2,4}\b|\b\d{4}-\d{2}-\d{2}\b"
)
"""An age, a name, a number, a room or a date: by them somebody may recognise a patient."""


class Around(Record):
    """What the log of experience is held against."""

    facts: Facts
    today: date
    graduation: date | None
    writers: frozenset[str]
    """Of the letters that are kept, in small letters: they were asked, or are planned."""
    lead: Span
    """Days that the papers of a host take."""


class Allowed(Record):
    """What the applicant's status says of an entry; `fact`: the rule of the facts behind it."""

    outcome: str
    """pass, warns or unknown."""
    says: str
    fact: str


class Gap(Record):
    """Time since graduation of which no dated entry tells."""

    since: date
    until: date

    @property
    def months(self) -> float:
        """How long it is."""
        return round((self.until - self.since).days / MONTH_DAYS, 1)


class EntryText(Record):
    """One entry as it would go into MyERAS, with its characters and their limits."""

    entry: Experience
    place: int
    """From 1; 0 for one that stays out."""
    is_meaningful: bool
    used: int
    limit: int
    more_used: int = 0
    """Of why it mattered."""
    more_limit: int = 0

    @property
    def over(self) -> int:
        """Characters too many in the text."""
        return max(0, self.used - self.limit)

    @property
    def more_over(self) -> int:
        """Characters too many in why it mattered."""
        return max(0, self.more_used - self.more_limit) if self.is_meaningful else 0


def grade(entry: Experience, facts: Facts) -> RotationFact:
    """How an entry counts as US clinical experience; told hands-off it counts as observing."""
    if entry.kind == "break":
        return facts["break"]
    if entry.country != "us":
        return facts["abroad"]
    if entry.setting == "virtual":
        return facts["virtual"]
    if entry.kind in HANDS_ON:
        return facts["observership" if entry.hands_on is False else "hands_on"]
    return facts[entry.kind]


def allowed(entry: Experience, person: Person) -> Allowed | None:
    """What the status of today says of an entry; None where it raises no question.

    Of a visitor only: what another status allows is the host's office to say.
    """
    who = person.applicant
    if entry.country != "us" or entry.setting == "virtual" or entry.kind == "break":
        return None
    if who.us_status is None and who.visa != "none":
        says = "Your US status is not said: it decides what you may do there (Profile, us_status)."
        return Allowed("unknown", says, "visitor_graduate")
    if not visits(person, "abroad", "visitor"):
        return None
    return _of_visitor(entry, replace(person, today=entry.since or person.today))


def _of_visitor(entry: Experience, person: Person) -> Allowed:
    is_graduate = graduated(person.applicant, person.today)
    if entry.kind == "elective" and not is_graduate:
        held = elective_enrolled(person)
        return Allowed(held.outcome, f"{held.detail} {held.way_on}".strip(), "visitor_student")
    if entry.kind == "elective":
        says = "Electives on visitor status are for enrolled students; a graduate observes only."
        return Allowed("warns", says, "visitor_graduate")
    if entry.kind == "externship" or (entry.kind == "observership" and entry.hands_on):
        says = "Hands-on on visitor status is unclear: ask the host in writing and a lawyer."
        return Allowed("warns", says, "visitor_externship")
    if entry.kind in ("research", "volunteer"):
        says = "Unpaid work on visitor status is unclear: ask the host in writing and a lawyer."
        return Allowed("warns", says, "visitor_research")
    if entry.kind == "work":
        return Allowed("warns", "Visitors are not paid: ask a lawyer first.", "visitor_graduate")
    says = "On visitor status you observe: no histories, no examinations, no notes or orders."
    return Allowed("pass", says, "visitor_graduate")


def span_of(entry: Experience, today: date) -> tuple[date, date] | None:
    """From when to when it went; what has no end goes on. None for one without dates."""
    if entry.since is None:
        return None
    months = timedelta(days=round((entry.months or 0) * MONTH_DAYS))
    return entry.since, entry.until or (entry.since + months if months else max(today, entry.since))


def gaps(entries: Iterable[Experience], graduation: date | None, today: date) -> list[Gap]:
    """Times of more than three months since graduation of which no dated entry tells.

    While the graduation is not said, from the first entry on.
    """
    spans = sorted(span for entry in entries if (span := span_of(entry, today)))
    reached = graduation or (spans[0][0] if spans else today)
    listed = []
    for since, until in (*spans, (today, today)):
        since = min(since, today)
        if (since - reached).days > GAP_DAYS:
            listed.append(Gap(reached, since))
        reached = max(reached, until)
    return listed


def entry_texts(entries: Iterable[Experience], facts: Facts, today: date) -> list[EntryText]:
    """Entries in the order in which they would go into MyERAS, those that stay out last.

    The most meaningful first, then by grade, length and date. A break is no entry, nor is what was
    told only as a number of months, or is still to begin.
    """
    real = sorted(
        (entry for entry in entries if _is_real(entry, today)),
        key=lambda entry: _rank(entry, facts),
    )
    limits = {key: int(fact.amount or 0) for key, fact in facts.items() if fact.topic == "limit"}
    return [
        EntryText(
            entry=entry,
            place=place if place <= limits["entries"] else 0,
            is_meaningful=place <= limits["meaningful"] and bool(entry.meaningful),
            used=len(entry.entry),
            limit=limits["characters"],
            more_used=len(entry.meaningful),
            more_limit=limits["more_characters"],
        )
        for place, entry in enumerate(real, 1)
    ]


def _is_real(entry: Experience, today: date) -> bool:
    return entry.kind != "break" and entry.place != TOLD and (entry.since or today) <= today


def _rank(entry: Experience, facts: Facts) -> tuple[bool, float, float, int, str]:
    level = grade(entry, facts).amount or 0
    began = -entry.since.toordinal() if entry.since else 0
    return not entry.meaningful, -level, -months_of(entry), began, entry.key


def papers(entry: Experience, facts: Facts) -> list[tuple[RotationFact, bool]]:
    """The papers that hosts of such a rotation often ask for, each with whether it is there."""
    if entry.country != "us" or entry.setting == "virtual":
        return []
    return [
        (fact, _is_told(fact, entry.papers))
        for fact in facts.values()
        if fact.topic == "paper" and entry.kind in fact.of
    ]


def checks(entry: Experience, facts: Facts) -> list[tuple[RotationFact, bool]]:
    """What to check before one pays, each with whether it was; nothing for what is free."""
    asked = [fact for fact in facts.values() if fact.topic == "check"] if entry.price else []
    return [(fact, _is_told(fact, entry.vetted)) for fact in asked]


def _is_told(fact: RotationFact, told: Iterable[str]) -> bool:
    words = [word.casefold() for word in told]
    return any(part in word for part in (fact.key, *fact.words) for word in words)


def recognisable(*texts: str) -> list[str]:
    """Words by which somebody may recognise a patient."""
    return [match[0] for text in texts for match in RECOGNISABLE.finditer(text)]


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
    return NextStep(
        key=f"experience/{entry.key}/{what}",
        title=title,
        why=why,
        how=how,
        kind="next",
        stage="clinical_experience",
        log="experience",
        entry=entry.key,
    )


def _gap_step(gap: Gap) -> NextStep:
    return NextStep(
        key=f"experience/gap/{gap.since}",
        title=f"Name the time {gap.since:%b %Y} to {gap.until:%b %Y}",
        why=f"{gap.months:g} months since graduation stand without a dated entry.",
        how="Date an entry that belongs there, or name the time: rotation STUDY OR FAMILY break "
        f"{gap.since} {gap.until}. Only what happened; nothing is filled in.",
        kind="missing",
        stage="clinical_experience",
        log="experience",
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
