"""Whom and what ties an applicant to a program: people there, rotations, answers from there. It
counts in the wish “ties” alone and never in a chance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from coach.logs.experience import Experience
from coach.logs.letters import Letter
from coach.logs.outreach import Request
from coach.logs.people import Person
from coach.records import Record, There

DID: Final = {"research": "did research", "volunteer": "volunteered", "work": "worked"}
"""What one did there, where it was no rotation."""


class Known(Record):
    """What the applicant keeps of people and places, by key."""

    people: Mapping[str, Person] = {}
    letters: Mapping[str, Letter] = {}
    experience: Mapping[str, Experience] = {}
    outreach: Mapping[str, Request] = {}


def there(known: Known, today: date) -> dict[str, There]:
    """Whom and what the applicant knows at programs, by program: people first, in the order of
    the logs. A message that nobody answered is no tie, nor is a rotation that has not begun."""
    ties: dict[str, dict[str, str]] = defaultdict(dict)
    for program, short, words in (*_people(known), *_rotations(known, today), *_answers(known)):
        ties[program].setdefault(short, words)
    return {program: _told(each) for program, each in ties.items()}


def _told(ties: Mapping[str, str]) -> There:
    first, *others = ties
    return There(f"{first} +{len(others)}" if others else first, "; ".join(ties.values()))


def _people(known: Known) -> Iterator[tuple[str, str, str]]:
    open_ones = (each for each in known.letters.values() if each.state != "declined")
    writers = {letter.writer.casefold() for letter in open_ones}
    for person in known.people.values():
        about = ", an alumnus of your school," if person.role == "alumnus" else ""
        if person.name.casefold() in writers:
            about = ", who writes for you,"
        if person.program:
            yield person.program, person.name, f"you know {person.name}{about} there"


def _rotations(known: Known, today: date) -> Iterator[tuple[str, str, str]]:
    for entry in known.experience.values():
        if entry.program and (entry.since or today) <= today:
            did = DID.get(entry.kind, "rotated")
            yield entry.program, did, f"you {did} there"


def _answers(known: Known) -> Iterator[tuple[str, str, str]]:
    for request in known.outreach.values():
        who = request.person or request.whom
        if request.program and (request.answer in ("yes", "later") or request.answered):
            yield request.program, who, f"{who} there answered you"
