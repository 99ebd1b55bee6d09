"""Rules for a person: one declaration each, held against the applicant on a day.

A rule is a function of a person with its declaration above it. It passes where it does not
concern them, warns of what is near or only projected, and is broken by what was told and is
certain. Title, source, day and status come from the rule of the facts that it rests on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Final

from coach.records import Applicant, Country, Event, Evidence, Held, Record, Rule as Norm, replace
from coach.rules.countries import meant
from coach.rules.rule import NOBODY, Private, Rule, declared

ORDER: Final = ("broken", "warns", "unknown", "pass")
"""The worst first."""


class Person(Record):
    """One applicant on one day, with the season that they plan for."""

    applicant: Applicant
    today: date
    season: int
    """The Match year."""
    events: Mapping[str, Event]
    """The season's events by key."""
    countries: Mapping[str, Country] = {}
    """By name."""

    def day(self, event: str) -> date:
        """The day of an event of the season."""
        return self.events[event].day

    def has_passport(self, country: str) -> bool:
        """Whether a passport that they named is surely of this country."""
        named = self.applicant.citizenship
        return any(meant(word, self.countries) == (country,) for word in named)


RULES: Final[dict[str, Rule[Person, Held]]] = {}
"""The rules for a person by their promised names, in the order of the road."""
Check = Callable[[Person], Held]


def rule(fact: str, settles: str = "", private: Private = "") -> Callable[[Check], Check]:
    """Declares a function as the rule of its name; the words are those of `Rule`."""
    return partial(declared, RULES, {"fact": fact, "settles": settles, "private": private})


def dated(day: date | None) -> str:
    """A day with its year: `3 Mar 2027`; "" for none."""
    return f"{day.day} {day:%b} {day.year}" if day else ""


def passes(says: str, until: date | None = None) -> Held:
    """The rule is met, or does not concern the applicant."""
    return Held("pass", says, NOBODY, until=until)


def warns(says: str, way_on: str, until: date | None = None) -> Held:
    """It is near, or would be broken by what is only projected or planned."""
    return Held("warns", says, NOBODY, way_on=way_on, until=until)


def broken(
    says: str, way_on: str, until: date | None = None, reopens: tuple[str, ...] = ()
) -> Held:
    """It is broken by what was told; `way_on` is the next step."""
    return Held("broken", says, NOBODY, way_on=way_on, until=until, reopens=reopens)


def unsaid(says: str, way_on: str) -> Held:
    """Only the applicant can tell; never a fail and never a pass."""
    return Held("unknown", says, NOBODY, way_on=way_on)


def hold(person: Person, facts: Mapping[str, Norm]) -> list[Held]:
    """Every rule held against the applicant, the worst first; `facts`: the rules in words."""
    held = []
    for row in RULES.values():
        fact = facts[row.fact]
        evidence = Evidence(row.fact, None, fact.status, fact.source, fact.as_of)
        held.append(replace(row.check(person), rule=row.key, title=fact.title, evidence=evidence))
    return sorted(held, key=lambda verdict: ORDER.index(verdict.outcome))
