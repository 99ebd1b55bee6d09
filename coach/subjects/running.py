"""Who is in the running for the application list, at what price, with which signals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import log
from typing import TYPE_CHECKING

from coach.applying import asking
from coach.applying.asking import Query
from coach.applying.fees import Schedule, prices, schedules, without_prices
from coach.applying.market import Candidate
from coach.applying.weighing import candidate, competes
from coach.records import Chance, CoachError, Record, Signals, replace
from coach.rules.fields import FACTS
from coach.rules.programs import GATES
from coach.rules.rule import JUDGED
from coach.state import State
from coach.subjects.programs import ProgramsSubject, Standing
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


class Signalled(Record):
    """Signals for the programs of a list, what is left of them, and the rows that allow them."""

    signals: tuple[Signal, ...]
    left: Mapping[str, Mapping[str, int]]
    """Signals that no program is worth, by specialty and tier."""
    allowed: Mapping[str, Signals]


class Queue(Record):
    """Facts to check before paying, the most valuable first, and how many decide nothing."""

    queries: tuple[Query, ...]
    undecided: int
    """Missing facts that would change no list."""


def field(state: State, specialties: Sequence[str] | None = None) -> Field:
    """Everybody in the running for these specialties; desirability is the fit, 5-100.

    Raises CoachError when no specialty is known or nobody is left.
    """
    if not (state.applicant.specialties if specialties is None else specialties):
        raise CoachError(
            'No specialty yet: add --specialty "Internal Medicine", or '
            '`coach profile set specialties="Internal Medicine"`.'
        )
    ranked = ProgramsSubject(state).ranked(specialties)
    running = [standing for standing in ranked if competes(standing.numbers, _mark(standing))]
    if not running:
        raise CoachError(
            "None of these programs can be put on a list: gates fail, or too few past "
            "applicants are published. `coach programs --all` shows why."
        )
    return Field(
        candidates=tuple(
            candidate(each.program, each.numbers, _mark(each), each.numbers.fit) for each in running
        ),
        standings={standing.program.id: standing for standing in running},
        warnings=tuple(_warning(each) for each in running if each.numbers.failed),
        notes=tuple(_left_out(ranked)),
    )


def price_lists(state: State, specialties: Iterable[str]) -> dict[str, Schedule | None]:
    """The price list of the season for each specialty; None where its service has none."""
    facts = state.facts
    return prices(specialties, facts.specialties, schedules(facts.fees, state.season))


def price_notes(state: State, prices: Mapping[str, Schedule | None]) -> list[str]:
    """What has to be said of prices: those not known, carried forward, or doubtful."""
    notes = without_prices(prices, state.facts.specialties)
    for schedule in dict.fromkeys(schedule for schedule in prices.values() if schedule):
        if schedule.service == "ResidencyCAS":
            notes.append(
                f"ResidencyCAS prices are {schedule.status} and counted per specialty, which "
                "was not seen: check in ResidencyCAS."
            )
        elif schedule.season != state.season:
            notes.append(
                f"{schedule.service} prices are those of {schedule.season}, carried forward."
            )
    return notes


def applications(
    state: State,
    field: Field,
    budget: float | None,
    count: int | None,
    threshold: float | None = None,
) -> ApplicationList:
    """The application list of a field. Raises CoachError."""
    from coach.applying.plan import THRESHOLD, application_list  # numpy: 60 ms

    return application_list(
        field.candidates,
        price_lists(state, dict.fromkeys(each.specialty for each in field.candidates)),
        budget,
        count,
        threshold=THRESHOLD if threshold is None else threshold,
    )


def signals(state: State, field: Field, applications: ApplicationList) -> Signalled:
    """Which programs of a list get the season's signals, the most useful first."""
    from coach.applying.signals import give_signals, rounds, tiers  # numpy: 60 ms

    chosen = {step.id for step in applications.steps}
    listed = [each for each in field.candidates if each.id in chosen]
    names = dict.fromkeys(each.specialty for each in listed)
    newest = rounds(state.facts.signals, state.season)
    allowed = {name: newest[name] for name in names if name in newest}
    left = {name: tiers(row) for name, row in allowed.items()}
    signals = tuple(give_signals(listed, left))
    for signal in signals:
        left[signal.specialty][signal.tier] -= 1
    return Signalled(signals, left, allowed)


def with_and_without(standing: Standing, tier: str) -> tuple[Chance, Chance]:
    """The chance at a program without and with a signal of this tier, as ranges."""
    from coach.applying.signals import TIMES  # numpy: 60 ms, loaded by the work before

    panel, program = standing.panel, standing.program
    return panel.chance(program), panel.chance(program, log(TIMES[tier]))


def verify(state: State, field: Field, applications: ApplicationList) -> Queue:
    """What knowing a fact that nobody has stated could add to a list.

    Visas by their estimated probability, other rules by how doubtful they are for this
    applicant. In Match Week the questions are empty: nobody writes to programs then.
    """
    listed = [step.id for step in applications.steps]
    waiting = {key: _waiting(standing) for key, standing in field.standings.items()}
    worth = [
        (unknown, waiting[unknown.id]["visa"])
        for unknown in _worth(field.candidates, listed)
        if "visa" in waiting[unknown.id]
    ]
    for rule in GATES.values():
        closed = rule.doubt(state.applicant, state.today) if rule.doubt else 0.0
        if closed:
            asked = {key for key, fields in waiting.items() if rule.key in fields}
            doubted = [
                _doubted(each, closed if each.id in asked else 0) for each in field.candidates
            ]
            worth += [(each, rule.reads[0]) for each in _worth(doubted, listed) if each.id in asked]
    worth.sort(key=lambda pair: -pair[0].value)
    queries = [
        _query(state, field.standings[unknown.id], unknown, name)
        for unknown, name in worth
        if unknown.value > 0
    ]
    return Queue(tuple(queries), len(worth) - len(queries))


def _query(state: State, standing: Standing, unknown: Unknown, name: str) -> Query:
    locked, site = state.locked, standing.program.website
    return Query(
        program_id=unknown.id,
        name=short_name(standing.program),
        field=name,
        value=unknown.value,
        minutes=asking.minutes(site, locked),
        where=asking.where(site, locked),
        question=None if locked else FACTS[name].asked(state.season),
        p_yes=unknown.p_yes,
        basis=_basis(standing, name),
    )


def _worth(candidates: Sequence[Candidate], listed: Sequence[str]) -> list[Unknown]:
    from coach.applying.verify import worth_knowing  # numpy: 60 ms

    return worth_knowing(candidates, listed)


def _doubted(each: Candidate, closed: float) -> Candidate:
    """With another gate in doubt, and the visa's probability as a plain part of the chance."""
    return replace(each, open=1 - closed, taken=each.taken * each.open)


def _waiting(standing: Standing) -> dict[str, str]:
    """Gates that wait for a fact of the program, with the field."""
    asked = {key for key, fact in FACTS.items() if fact.question}
    return {
        gate.rule: gate.evidence.field
        for gate in standing.assessment.gates
        if gate.outcome == "unknown" and gate.evidence.field in asked
    }


def _basis(standing: Standing, name: str) -> str:
    """Where the probability of a yes comes from."""
    if not name.startswith("visa"):
        return next(rule.basis for rule in GATES.values() if rule.doubt and rule.reads[0] == name)
    gate = next(gate for gate in standing.assessment.gates if gate.rule == "visa")
    basis = standing.program.estimate_basis
    estimated = gate.evidence.probability is not None and basis
    return f"estimated from {basis}" if estimated else JUDGED


def _mark(standing: Standing) -> str:
    return standing.mark.mark if standing.mark else ""


def _warning(standing: Standing) -> str:
    gate = next(gate for gate in standing.assessment.gates if gate.outcome == "fail")
    return (
        f"{short_name(standing.program)} is marked to apply, but {gate.detail} (gate {gate.rule}). "
        "Ask before you pay."
    )


def _left_out(ranked: Sequence[Standing]) -> list[str]:
    """How many are left out for which reason, in sentences."""
    closed = sum(each.numbers.failed and _mark(each) != "apply" for each in ranked)
    silent = [each for each in ranked if not each.numbers.failed and each.numbers.chance is None]
    names = list(dict.fromkeys(each.program.specialty for each in silent))
    notes = []
    if closed:
        notes.append(f"{closed} of {len(ranked)} programs are left out: a gate fails.")
    if silent:
        notes.append(
            f"{len(silent)} programs of {', '.join(names)} are left out: too few past applicants "
            "are published to estimate a chance."
        )
    return notes
