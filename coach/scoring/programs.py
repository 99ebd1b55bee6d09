"""Fit, prospects and score of a program: a weighted mean over the wishes that facts can answer.

Score = sum(weight × value) / sum(weight) over the known wishes, each value 0-100, so the
reasons (weight × value / sum) add up to it. Fit is the same mean without prospects, which
until a chance is modelled are the stated share of IMG residents. What nobody has stated is
left out of both and lowers the coverage instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from coach.records import Applicant, Assessment, Evidence, Program, Reason
from coach.scoring.evidence import Overlay
from coach.scoring.gates import Case, gates, visa_answer, visa_wanted

DEFAULT_WEIGHTS: Final = {
    "place": 25.0, "type": 10.0, "size": 10.0, "ties": 10.0, "visa": 20.0, "prospects": 25.0,
}  # fmt: skip
"""Sum 100; the applicant's own replace them."""
HALF_KNOWN: Final = 0.5
"""Programs of which less of the weight is known are listed after the others."""
SIZES: Final = {"small": (0, 10), "medium": (11, 25), "large": (26, 10_000)}
"""First-year places of each size."""
YES_HOLDS: Final = {"j1": 0.97, "h1b": 0.9}
"""Share of a stated "yes" that still holds a year on: J-1 from facts of 2020 and 2025
(97 % over the years between, so this is cautious); H-1B is moving, 0.9 is a judgement."""


@dataclass(frozen=True, slots=True)
class Wish:
    """One wish before one program: its weight, the value 0-100 or None, and why in words."""

    key: str
    weight: float
    value: float | None
    text: str
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Map:
    """What the core has to know of states: code to name, and to division."""

    names: Mapping[str, str]
    divisions: Mapping[str, str]


def weights(applicant: Applicant) -> dict[str, float]:
    """The weights in force, all six keys; a key that the applicant left out weighs nothing."""
    if not applicant.weights:
        return dict(DEFAULT_WEIGHTS)
    return dict.fromkeys(DEFAULT_WEIGHTS, 0.0) | dict(applicant.weights)


def assess(
    program: Program, applicant: Applicant, overlay: Overlay, states: Map, today: date
) -> Assessment:
    """Gates, fit, score and reasons of one program, reasons strongest first."""
    case = Case(applicant, program, overlay, today)
    wishes = wishes_of(case, states, weights(applicant))
    known = [wish for wish in wishes if wish.value is not None]
    total = sum(wish.weight for wish in known)
    reasons = [
        Reason(
            wish.key, wish.text,
            0.0 if wish.value is None or not total else wish.weight * wish.value / total,
            wish.evidence,
        )
        for wish in wishes
    ]  # fmt: skip
    return Assessment(
        id=program.id,
        score=_mean(known),
        fit=_mean([wish for wish in known if wish.key != "prospects"]),
        coverage=total / 100,
        gates=gates(case),
        reasons=tuple(sorted(reasons, key=lambda reason: -reason.contribution)),
    )


def rank(
    programs: Iterable[Program],
    applicant: Applicant,
    overlays: Mapping[str, Overlay],
    states: Map,
    today: date,
) -> list[tuple[Program, Assessment]]:
    """Programs with their assessments, best first; those with little known come after."""
    assessed = [
        (program, assess(program, applicant, overlays.get(program.id, {}), states, today))
        for program in programs
        if program.first_residency
    ]
    return sorted(
        assessed,
        key=lambda one: (
            one[1].coverage < HALF_KNOWN, -round(one[1].score, 6), -one[1].coverage,
            one[0].name, one[0].id,
        ),
    )  # fmt: skip


def _mean(wishes: list[Wish]) -> float:
    total = sum(wish.weight for wish in wishes)
    return sum(wish.weight * (wish.value or 0) for wish in wishes) / total if total else 0.0


def wishes_of(case: Case, states: Map, weight: Mapping[str, float]) -> list[Wish]:
    """Every wish that weighs something, before this program."""
    answers = {
        "place": _place(case, states),
        "type": _type(case),
        "size": _size(case),
        "ties": _ties(case, states),
        "visa": _visa(case),
        "prospects": _prospects(case),
    }
    return [Wish(key, weight[key], *answers[key]) for key in answers if weight[key] > 0]


Answer = tuple[float | None, str, Evidence | None]


def _place(case: Case, states: Map) -> Answer:
    wanted, state = case.applicant.states, case.program.state
    if not wanted:
        return None, "place: you named no state", None
    name = states.names.get(state, state)
    if state in wanted:
        place = wanted.index(state)
        order = f"your {_ordinal(place)} state" if place < 5 else "one of your states"
        return max(60.0, 100.0 - 8 * place), f"{name}, {order}", None
    near = {states.divisions.get(one) for one in wanted}
    if states.divisions.get(state) in near:
        return 35.0, f"{name}, near a state of yours", None
    return 0.0, f"{name}, not one of your states", None


def _ordinal(place: int) -> str:
    return ("first", "second", "third", "fourth", "fifth")[place]


def _type(case: Case) -> Answer:
    wanted, fact = case.applicant.program_types, case.fact("kind")
    if not wanted:
        return None, "type: you named no wish", None
    if fact.value is None:
        return None, "type not stated", fact
    if fact.value in wanted:
        return 100.0 - 20 * wanted.index(str(fact.value)), f"{fact.value}, as you wish", fact
    return 0.0, f"{fact.value}, not a type you named", fact


def _size(case: Case) -> Answer:
    wanted, fact = case.applicant.program_size, case.fact("positions")
    if wanted is None:
        return None, "size: you named no wish", None
    if fact.value is None:
        return None, "number of places not stated", fact
    places = float(fact.value)
    sizes = list(SIZES)
    actual = next(size for size, (low, high) in SIZES.items() if low <= places <= high)
    steps = abs(sizes.index(actual) - sizes.index(wanted))
    return (100.0, 50.0, 0.0)[steps], f"{places:g} places a year, {actual}", fact


def _ties(case: Case, states: Map) -> Answer:
    if not case.applicant.ties:
        return None, "ties: you named none", None
    state = case.program.state
    if state in case.applicant.ties:
        return 100.0, f"you have ties to {states.names.get(state, state)}", None
    return 0.0, "no ties there", None


def _visa(case: Case) -> Answer:
    wanted = visa_wanted(case.applicant)
    if not wanted:
        return None, "visa: none needed, or none named yet", None
    facts = [(kind, case.fact(f"visa_{kind}")) for kind in wanted]
    for kind, fact in facts:
        if visa_answer(fact):
            years = max(0, case.today.year - int(fact.as_of[:4] or case.today.year))
            value = 100 * YES_HOLDS[kind] ** years
            return value, f"{'J-1' if kind == 'j1' else 'H-1B'} offered", fact
    unknown = next((fact for _, fact in facts if visa_answer(fact) is None), None)
    if unknown:
        return None, "visa not stated", unknown
    return 0.0, "no visa that would do", facts[0][1]


def _prospects(case: Case) -> Answer:
    fact = case.fact("img_share")
    if fact.value is None:
        return None, "IMG share not stated", fact
    return float(fact.value), f"{float(fact.value):g} % of its residents are IMGs", fact
