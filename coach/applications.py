"""The programs of one applicant as candidates for the application list, with their prices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import log
from typing import TYPE_CHECKING

from coach.answers import Answers, Standing
from coach.applying.asking import (
    FIELDS,
    JUDGED,
    RULES,
    SURVEYED,
    Query,
    doubt,
    minutes,
    question,
    where,
)
from coach.applying.fees import Schedule, prices, schedules, without_prices
from coach.applying.market import Candidate
from coach.applying.weighing import candidate, competes
from coach.records import Chance, CoachError, Record, Signals, Specialty, replace
from coach.wording import short_name

if TYPE_CHECKING:
    from coach.applying.plan import ApplicationList
    from coach.applying.signals import Signal
    from coach.applying.verify import Unknown


class Field(Record):
    """Who is in the running: candidates, their standings by id, and what to say of the others."""

    candidates: tuple[Candidate, ...]
    standings: Mapping[str, Standing]
    warnings: tuple[str, ...]
    """Programs marked to apply to that speak against it, by name."""
    notes: tuple[str, ...]
    """Who is left out, and why."""


def candidates(coach: Answers, specialties: Sequence[str] | None = None) -> list[Candidate]:
    """The candidates of these specialties (None: the profile's), the best-ranked first."""
    return list(field(coach, specialties).candidates)


def field(coach: Answers, specialties: Sequence[str] | None = None) -> Field:
    """Everybody in the running for these specialties; desirability is the fit, 5-100.

    Raises CoachError when no specialty is known or nobody is left.
    """
    if not (coach.applicant.specialties if specialties is None else specialties):
        raise CoachError(
            'No specialty yet: add --specialty "Internal Medicine", or '
            '`coach profile set specialties="Internal Medicine"`.'
        )
    ranked = coach.programs(specialties)
    counted = [one for one in ranked if competes(one.numbers, _mark(one))]
    if not counted:
        raise CoachError(
            "None of these programs can be put on a list: gates fail, or too few past applicants "
            "are published. `coach programs --all` shows why."
        )
    return Field(
        tuple(candidate(one.program, one.numbers, _mark(one), one.numbers.fit) for one in counted),
        {one.program.id: one for one in counted},
        tuple(_warning(one) for one in counted if not _open(one)),
        tuple(_left_out(ranked)),
    )


def price_lists(coach: Answers, specialties: Iterable[str]) -> dict[str, Schedule | None]:
    """The price list of the season for each specialty; None where its service has none."""
    return prices(specialties, coach.facts.specialties, schedules(coach.facts.fees, coach.season))


def price_notes(
    given: Mapping[str, Schedule | None], specialties: Mapping[str, Specialty], season: int
) -> list[str]:
    """What has to be said of prices: those not known, carried forward, or doubtful."""
    notes = without_prices(given, specialties)
    for one in dict.fromkeys(schedule for schedule in given.values() if schedule):
        if one.service == "ResidencyCAS":
            notes.append(
                f"ResidencyCAS prices are {one.status} and counted per specialty, which was not "
                "seen: check in ResidencyCAS."
            )
        elif one.season != season:
            notes.append(f"{one.service} prices are those of {one.season}, carried forward.")
    return notes


def applications(
    coach: Answers,
    given: Field,
    budget: float | None,
    count: int | None,
    threshold: float | None = None,
) -> ApplicationList:
    """The application list of a field. Raises CoachError."""
    from coach.applying.plan import THRESHOLD, application_list  # numpy: 60 ms

    return application_list(
        given.candidates,
        price_lists(coach, dict.fromkeys(one.specialty for one in given.candidates)),
        budget,
        count,
        threshold=THRESHOLD if threshold is None else threshold,
    )


class Signalled(Record):
    """Signals for the programs of a list, what is left of them, and the rows that allow them."""

    signals: tuple[Signal, ...]
    left: Mapping[str, Mapping[str, int]]
    """Signals that nothing was found for, by specialty and tier."""
    allowed: Mapping[str, Signals]


def signals(coach: Answers, given: Field, found: ApplicationList) -> Signalled:
    """Which programs of a list get the season's signals, the most useful first."""
    from coach.applying.signals import give_signals, rounds, tiers  # numpy: 60 ms

    listed = _listed(given, found)
    names = dict.fromkeys(one.specialty for one in listed)
    newest = rounds(coach.facts.signals, coach.season)
    allowed = {name: newest[name] for name in names if name in newest}
    left = {name: tiers(row) for name, row in allowed.items()}
    given_ = give_signals(listed, left)
    for one in given_:
        left[one.specialty][one.tier] -= 1
    return Signalled(tuple(given_), left, allowed)


def with_and_without(one: Standing, tier: str) -> tuple[Chance, Chance]:
    """The chance at a program without and with a signal of this tier, as ranges."""
    from coach.applying.signals import TIMES  # numpy: 60 ms, loaded by the work before

    panel, program = one.panel, one.program
    return panel.chance(program), panel.chance(program, log(TIMES[tier]))


class Queue(Record):
    """Facts to check before paying, the most valuable first, and how many decide nothing."""

    queries: tuple[Query, ...]
    undecided: int
    """Missing facts that would change no list."""


def verify_queue(coach: Answers, given: Field, found: ApplicationList) -> Queue:
    """What knowing a fact that nobody has stated could add to a list.

    Visas by their estimated probability, other rules by how doubtful they are for this
    applicant. In Match Week the questions are empty: nobody writes to programs then.
    """
    listed = [step.id for step in found.steps]
    waiting = {key: _waiting(one) for key, one in given.standings.items()}
    worth = [
        (one, waiting[one.id]["visa"])
        for one in _worth(given.candidates, listed)
        if "visa" in waiting[one.id]
    ]
    for rule, field_name in RULES.items():
        closed = doubt(rule, coach.applicant, coach.today)
        if closed:
            asked = {key for key, fields in waiting.items() if rule in fields}
            doubted = [_doubted(one, closed if one.id in asked else 0) for one in given.candidates]
            worth += [(one, field_name) for one in _worth(doubted, listed) if one.id in asked]
    worth.sort(key=lambda one: -one[0].value)
    queries = [_query(coach, given, one, name) for one, name in worth if one.value > 0]
    return Queue(tuple(queries), len(worth) - len(queries))


def _worth(candidates: Sequence[Candidate], listed: Sequence[str]) -> list[Unknown]:
    from coach.applying.verify import worth_knowing  # numpy: 60 ms

    return worth_knowing(candidates, listed)


def _doubted(one: Candidate, closed: float) -> Candidate:
    """With another gate in doubt, and the visa's probability as a plain part of the chance."""
    return replace(one, open=1 - closed, taken=one.taken * one.open)


def _waiting(standing: Standing) -> dict[str, str]:
    """Gates that wait for a fact of the program, with the field."""
    gates = standing.assessment.gates
    return {
        gate.rule: gate.evidence.field
        for gate in gates
        if gate.outcome == "unknown" and gate.evidence.field in FIELDS
    }


def _query(coach: Answers, given: Field, one: Unknown, name: str) -> Query:
    program = given.standings[one.id].program
    locked = coach.locked
    asked = "" if locked else question(name, coach.season)
    site = program.website
    return Query(
        program_id=one.id,
        name=short_name(program),
        field=name,
        value=one.value,
        minutes=minutes(site, locked),
        where=where(site, locked),
        question=asked or None,
        p_yes=one.p_yes,
        basis=_basis(given.standings[one.id], name),
    )


def _basis(one: Standing, name: str) -> str:
    """Where the probability of a yes comes from."""
    if not name.startswith("visa"):
        return SURVEYED if name == "attempts_limit" else JUDGED
    gate = next(gate for gate in one.assessment.gates if gate.rule == "visa")
    estimated = gate.evidence.probability is not None and one.program.estimate_basis
    return f"estimated from {one.program.estimate_basis}" if estimated else JUDGED


def _listed(given: Field, found: ApplicationList) -> list[Candidate]:
    listed = {step.id for step in found.steps}
    return [one for one in given.candidates if one.id in listed]


def _mark(one: Standing) -> str:
    return one.mark.mark if one.mark else ""


def _open(one: Standing) -> bool:
    return not one.numbers.failed


def _warning(one: Standing) -> str:
    gate = next(gate for gate in one.assessment.gates if gate.outcome == "fail")
    return (
        f"{short_name(one.program)} is marked to apply, but {gate.detail} (gate {gate.rule}). "
        "Ask before you pay."
    )


def _left_out(ranked: Sequence[Standing]) -> list[str]:
    """How many are left out for which reason, in sentences."""
    closed = sum(not _open(one) and _mark(one) != "apply" for one in ranked)
    silent = [one for one in ranked if _open(one) and one.numbers.chance is None]
    names = list(dict.fromkeys(one.program.specialty for one in silent))
    notes = []
    if closed:
        notes.append(f"{closed} of {len(ranked)} programs are left out: a gate fails.")
    if silent:
        notes.append(
            f"{len(silent)} programs of {', '.join(names)} are left out: too few past applicants "
            "are published to estimate a chance."
        )
    return notes
