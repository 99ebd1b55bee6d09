"""People: which roles of a team are open, whom to hear from next, where a name stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Final

from coach.logs.log import Entry, Log
from coach.logs.people import Person
from coach.prepare.step import NextStep
from coach.records import Record, Rule, StageKey

MENTORS: Final = ("clinical", "research", "visa", "peer")
"""Roles of a team."""
AS: Final = {
    "contact": "a contact",
    "clinical": "a clinical mentor",
    "research": "a research mentor",
    "visa": "a mentor for visas and logistics",
    "peer": "a peer",
    "alumnus": "an alumnus of your school",
    "writer": "a letter writer",
    "group": "a study group",
    "mentor": "a mentor",
}
"""Each role in words; they stand for the name of a person who was forgotten."""
RULES: Final = {role: f"mentor_{role}" for role in MENTORS}
"""What says how to find somebody for a role."""
CONTACTS: Final = ("asked_on", "reminded", "thanked", "day", "answered", "until")
"""Days of letters, messages and rotations on which one was in touch."""
Entries = Mapping[str, Entry]


def open_roles(people: Iterable[Person], with_visa: bool = True) -> list[str]:
    """Roles of the team that nobody has; without a visa to think of, none for visas."""
    taken = {"peer" if person.role == "group" else person.role for person in people}
    wanted = (role for role in MENTORS if with_visa or role != "visa")
    return [role for role in wanted if role not in taken]


def check_ins(people: Iterable[Person], today: date) -> list[Person]:
    """Study groups that have not been heard from this week."""
    monday = today - timedelta(days=today.weekday())
    return [
        person
        for person in people
        if person.role == "group" and (person.seen is None or person.seen < monday)
    ]


def waiting(people: Iterable[Person]) -> list[Person]:
    """Those with whom something comes next, the soonest first, then those without a day."""
    open_ones = (each for each in people if (each.next_step or each.next_on) and not each.stepped)
    return sorted(open_ones, key=lambda person: person.next_on or date.max)


def last_contact(person: Person, entries: Iterable[Entry], today: date) -> date | None:
    """The newest day on which one heard from somebody or wrote, by what names them too."""
    named = (getattr(entry, field, None) for entry in entries for field in CONTACTS)
    return max((day for day in (person.seen, *named) if day and day <= today), default=None)


class Naming(Record):
    """One entry of a log that carries a name, and in which fields."""

    log: str
    key: str
    title: str
    fields: tuple[str, ...]


def naming(name: str, kept: Iterable[tuple[Log[Entry], Entries]]) -> list[Naming]:
    """Every entry whose writer, supervisor or addressee has this name."""
    return list(_naming(name.casefold(), kept))


def _naming(name: str, kept: Iterable[tuple[Log[Entry], Entries]]) -> Iterator[Naming]:
    for log, entries in kept:
        linked = [field.name for field in log.fields.values() if field.linked == "person"]
        for key, entry in entries.items() if linked else ():
            fields = tuple(each for each in linked if getattr(entry, each).casefold() == name)
            if fields:
                yield Naming(log.name, key, log.title(entry), fields)


def steps(
    people: Iterable[Person],
    rules: Mapping[str, Rule],
    stage: StageKey,
    today: date,
    with_visa: bool = True,
) -> Iterator[NextStep]:
    """What people ask for: the check-in of a group, what comes next with somebody, open roles."""
    kept = list(people)
    sunday = today + timedelta(days=6 - today.weekday())
    for group in check_ins(kept, today):
        yield NextStep(
            key=f"people/{group.key}/check_in/{sunday}",
            title=f"Check in with {group.name}",
            why=f"The group's goal for the week: {group.goal or 'not said yet'}.",
            how="Say what each of you did and what comes next; space keeps that you did.",
            stage=stage,
            entry=group.key,
            due=sunday,
            sets="seen",
        )
    for person in waiting(kept):
        yield NextStep(
            key=f"people/{person.key}/next",
            title=f"{_capital(person.next_step) or 'Be in touch'}: {person.name}",
            why=f"{person.name} is {AS[person.role]}; this is what you wanted to do next.",
            how=person.next_step or "Be in touch.",
            stage=stage,
            entry=person.key,
            due=person.next_on,
            outreach=True,
            sets="stepped",
        )
    for role in open_roles(kept, with_visa) if kept else ():
        rule = rules[RULES[role]]
        yield NextStep(
            key=f"people/role/{role}",
            title=f"Nobody yet as {AS[role]}",
            why=rule.title,
            how=rule.text,
            kind="missing",
            stage=stage,
            outreach=True,
        )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
