"""What stands between an applicant and the first of July, as facts of each program.

Without a number per program and in the order of the list: it is read once, after the order is
said to be true, and must not become a reason for another order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from coach.logs.ranks import Rank
from coach.records import Evidence, Record, Rule


class Fact(Record):
    """One fact in words, with how sure it is."""

    what: str
    says: str
    status: str = ""
    source: str = ""
    as_of: str = ""


class Chance(Record):
    """The road's own chance of being there on the first day, as a range."""

    low: float
    mid: float
    high: float
    words: str


class Stands(Record):
    """What is known of one program's first of July."""

    program_id: str
    program: str
    facts: tuple[Fact, ...]


class July(Record):
    """What stands between, program by program and for all of them, and one chance of the whole."""

    programs: tuple[Stands, ...]
    own: tuple[Fact, ...]
    chance: Chance | None
    """Of being there on the first day, from Match Day on; None where no hours a week are told."""
    deferred: Chance | None
    """Of being there a year later."""
    deferral: Fact


def of_program(rank: Rank, known: Mapping[str, Evidence], start: Evidence | None) -> Stands:
    """Visa, its word on it, and start of one program."""
    facts = [_visa(name, fact) for name, fact in known.items()]
    if day := rank.visa_in_writing:
        says = "they wrote that it is offered"
        facts.append(Fact("in writing", says, "confirmed", "you", str(day)))
    if start and start.value:
        facts.append(_start(start))
    return Stands(rank.program, rank.title, tuple(facts))


def _visa(name: str, fact: Evidence) -> Fact:
    what = {"visa_j1": "J-1", "visa_h1b": "H-1B"}[name]
    if fact.status == "estimated" or fact.value is None:
        return Fact(what, "no entry states it", "unknown")
    return Fact(what, f"offered: {fact.value}", fact.status, fact.source, fact.as_of)


def _start(start: Evidence) -> Fact:
    says = {
        "advanced": "begins a year later, after a separate first year",
        "both": "some posts of the specialty begin a year later",
        "first_year": "one year; what follows is a separate match",
    }.get(str(start.value), "begins this July")
    return Fact("start", says, start.status, start.source, start.as_of)


def of_rule(what: str, rule: Rule) -> Fact:
    """What a rule says, as one fact."""
    return Fact(what, rule.text, rule.status, rule.source, rule.as_of)


def of_boards(states: Iterable[str]) -> Fact:
    """That no board's rules are known, by the states of the list."""
    boards = ", ".join(sorted(set(states)))
    says = (
        f"what each board takes is not among the facts: ask that of {boards} which papers of your "
        "school a training licence needs, and how long"
    )
    return Fact("boards", says, "unknown")
