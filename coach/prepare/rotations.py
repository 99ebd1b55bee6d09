"""Experience: how it counts, what status allows, which papers it takes, gaps, text for MyERAS."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Final

from coach.logs.answers import TOLD
from coach.logs.experience import MONTH_DAYS, Experience, months_of
from coach.records import Record, RotationFact, replace
from coach.rules.degree import graduated
from coach.rules.held import Person
from coach.rules.status import elective_enrolled, visits

Facts = Mapping[str, RotationFact]
THERE: Final = ("elective", "externship", "observership", "research", "volunteer")
"""Kinds for which a host asks for papers, and whose physicians can write."""
HANDS_ON: Final = ("elective", "externship")
GAP_DAYS: Final = 92
"""More than three months have, whichever months they are."""
RECOGNISABLE: Final = (
    r"\b\d{1,3}[- ](?:year|yr|month|week)s?[- ]?old\b|\b(?:Mr|Mrs|Ms|Miss)\.? [A-Z]\w+"
    r"|\bMRN\b|\b[Rr]oom \d+|\b\d{1,2}/\d{1,2}/\d{2,4}\b|\b\d{4}-\d{2}-\d{2}\b"
)
"""An age, a name, a number, a room or a date: by them somebody may recognise a patient."""


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
    """What the status of today says of an entry; None where it raises no question. Of a visitor
    only: what another status allows is the host's office to say."""
    who = person.applicant
    if entry.country != "us" or entry.setting == "virtual" or entry.kind == "break":
        return None
    if who.us_status is None and who.visa != "none":
        says = "Your US status is not said: it decides what you may do there (Profile, us_status)."
        return Allowed("unknown", says, "visitor_graduate")
    if not visits(person, "abroad", "visitor"):
        return None
    if entry.kind == "elective":
        return _of_elective(replace(person, today=entry.since or person.today), person.today)
    return _of_visitor(entry)


def _of_elective(person: Person, today: date) -> Allowed:
    """An elective of a visitor: for enrolled students only; `person`: on the day it begins."""
    is_graduate = graduated(person.applicant, person.today)
    if is_graduate:
        says = "Electives on visitor status are for enrolled students; a graduate observes only."
        return Allowed("warns", says, "visitor_graduate")
    if is_graduate is False and person.today < today:
        return Allowed("pass", "You were a student then.", "visitor_student")
    held = elective_enrolled(person)
    return Allowed(held.outcome, f"{held.detail} {held.way_on}".strip(), "visitor_student")


def _of_visitor(entry: Experience) -> Allowed:
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
    """Times of more than three months since graduation of which no dated entry tells. While the
    graduation is not said, from the first entry on."""
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
    return [match[0] for text in texts for match in re.finditer(RECOGNISABLE, text)]
