"""The application list worked out: who is in the running, at what price, with which signals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from msgspec import UnsetType

from coach.applying.answers import Listed, Room
from coach.applying.fees import Schedule, prices, without_prices
from coach.applying.market import Candidate
from coach.applying.weighing import USUAL_COUNT, allowed, candidate, competes
from coach.profile.meaning import names_of
from coach.records import CoachError, Program, Record, replace
from coach.rules.conditions import needs_visa
from coach.rules.starting import FIRST_YEARS
from coach.state import State
from coach.subjects import worked_first_years as first_years
from coach.subjects.applying import Limits, Told
from coach.subjects.programs import ProgramsSubject, Standing, opened_by_step3
from coach.subjects.stands import beside, later, looked_at, seldom, stand_of
from coach.subjects.weighed import worth
from coach.wording import short_name

NO_LIST: Final = Listed(
    order=(),
    stop=None,
    split=(),
    budget=None,
    count=None,
    spent=0.0,
    left_out_specialties=(),
    prices=(),
)
AVERAGE: Final = (
    "Interviews and chances are those of average applications, some of which carry a signal{}."
)
YOURS: Final = "; `coach signals` shows where yours do most"
FEW_INTERVIEWS: Final = 0.5
"""Interviews to expect of a whole late list below which that is said first (judgement)."""
NO_VISA: Final = (
    "You have not said which visa you need: chances are reckoned as if you needed a J-1."
)


class Field(Record):
    """Who is in the running: candidates, their standings by id, and what to say of the others."""

    candidates: tuple[Candidate, ...]
    standings: Mapping[str, Standing]
    warnings: tuple[str, ...]
    """Programs marked to apply to that speak against it, by name."""
    notes: tuple[str, ...]
    """Who is left out, and why."""
    firsts: tuple[Candidate, ...] = ()
    """First-year programs in the running beside advanced ones."""


def field(state: State, words: Sequence[str] = ()) -> Field:
    """Everybody in the running for these specialties; desirability is the fit, 5-100.

    `words`: specialties as typed; none: the profile's. Raises CoachError when none is known or
    nobody is left.
    """
    names = names_of(state.facts).specialties
    if unknown := [word for word in words if word.lower() not in names]:
        raise CoachError(f"“{unknown[0]}” is not a known specialty.")
    if not words and not state.applicant.specialties:
        raise CoachError(
            'No specialty yet: add --specialty "Internal Medicine", or '
            '`coach profile set specialties="Internal Medicine"`.'
        )
    wanted = list(dict.fromkeys(names[word.lower()] for word in words))
    ranked = ProgramsSubject(state).ranked(wanted or None)
    running = [standing for standing in ranked if competes(standing.numbers, _mark(standing))]
    left = stand_of(state).left.usual
    if not running:
        raise CoachError(
            "None of these programs can be put on a list: a gate fails. `coach programs --all` "
            "shows which, `coach levers` what would open it."
            + opened_by_step3(ranked, state.applicant)
        )
    return Field(
        candidates=tuple(
            candidate(each.program, each.numbers, _mark(each), each.numbers.fit, left)
            for each in running
        ),
        standings={standing.program.id: standing for standing in running},
        warnings=tuple(_warning(each) for each in running if each.numbers.failed),
        notes=tuple(_left_out(ranked)),
    )


def _within(
    state: State, limits: Limits, candidates: Sequence[Candidate], most: int | None
) -> tuple[Room, list[str]]:
    """The room with what the profile says and what is usual, and what to say of that; `most`: the
    most that the season still deserves where no number is asked for."""
    budget, count, notes = limits.budget, limits.count, list[str]()
    programs = len(candidates)
    if budget is None and state.applicant.budget is not None:
        budget = float(state.applicant.budget)
        notes = [f"The budget is your profile's, USD {budget:,g}."]
    elif budget is None and count is None:
        count = min(USUAL_COUNT if most is None else most, programs)
        notes = [f"No budget is set: the first {count} of {programs} programs."]
    if limits.count is None and most is not None:
        count = allowed(candidates, most)
    return Room(budget, count, limits.threshold), notes


def planned(state: State, limits: Limits) -> tuple[Field, Listed, list[str]]:
    """The field, its list, and what to say of how long that gets. Raises CoachError."""
    from coach.applying.plan import application_list  # numpy: 60 ms

    running = field(state, limits.specialties)
    prices = _prices(state, running.candidates)
    room, notes = _within(state, limits, running.candidates, stand_of(state).most)
    answer = application_list(running.candidates, prices, room)
    notes += _absent(running, answer)
    listed = (running.standings[str(step.id)].program for step in answer.order)
    if advanced := first_years.advanced_of(state, listed):
        return *_with_first_years(state, running, answer, room, advanced), notes
    return running, answer, notes


def _absent(running: Field, answer: Listed) -> list[str]:
    """What to say of specialties in the running of which the list holds no program."""
    named = {share.specialty for share in answer.split}
    names = dict.fromkeys(each.specialty for each in running.candidates if each.lock != "out")
    return [
        f"No program of {name} is on it: each adds less for its price than those that are. "
        f'`coach list --specialty "{name}"` lists them alone.'
        for name in names
        if answer.order and name not in named
    ]


def _with_first_years(
    state: State, running: Field, answer: Listed, room: Room, advanced: Sequence[Program]
) -> tuple[Field, Listed]:
    """A list with advanced posts: first years beside them, a check of those, or why none."""
    from coach.applying.first_years import beside

    if first_years.is_late(state) or any(step.specialty == FIRST_YEARS for step in answer.order):
        return running, replace(answer, first_year=first_years.checked(state, answer, advanced))
    try:
        first = field(state, (FIRST_YEARS,))
    except CoachError:
        none = first_years.none(state, "none is open to you", advanced)
        return running, replace(answer, first_year=none)
    others = tuple(each for each in running.candidates if each.specialty != FIRST_YEARS)
    lists = _prices(state, (*others, *first.candidates))
    together = beside(others, first.candidates, lists, room, len(advanced))
    if together is None or isinstance(together.first_year, UnsetType):
        none = first_years.none(state, "the list leaves no room for one", advanced)
        return running, replace(answer, first_year=none)
    told = first_years.told(state, together.first_year, advanced)
    whole = Field(
        candidates=others,
        standings={**running.standings, **first.standings},
        warnings=(*running.warnings, *first.warnings),
        notes=running.notes,
        firsts=first.candidates,
    )
    return whole, replace(together, first_year=told)


def listed(state: State, limits: Limits) -> Told[Listed]:
    """The application list of real programs. Raises CoachError."""
    state, before, why = looked_at(state, limits.next_season, limits.count)
    if why:
        none = replace(NO_LIST, budget=limits.budget, count=limits.count, season=state.season)
        return Told(replace(none, warnings=(why,)), nothing=why)
    running, answer, within = planned(state, limits)
    if stand_of(state).passed and answer.order:
        ahead = later(state)
        ranked = ahead.ranked(tuple(dict.fromkeys(each.specialty for each in running.candidates)))
        worth_then = worth(ahead, ranked, budget=limits.budget)
        last = answer.order[-1]
        if last.expected_interviews.mid < FEW_INTERVIEWS:
            before = (seldom(ahead.season, last.value, worth_then.value), *before)
        before = (*before, beside(ahead.season, last.value, worth_then))
    order = tuple(
        replace(step, name=f"{short_name(program)}, {program.state}")
        for step in answer.order
        for program in (running.standings[str(step.id)].program,)
    )
    prices = _price_notes(state, running.candidates)
    first = () if isinstance(answer.first_year, UnsetType) else answer.first_year.says[1:]
    notes = [*running.warnings, *running.notes, *prices, *within, *first]
    notes.append(AVERAGE.format("" if stand_of(state).passed else YOURS))
    notes += [NO_VISA] * (needs_visa(state.applicant) is None)
    unmeasured = _unmeasured(state, answer)
    warnings = (*running.warnings, *unmeasured)
    answer = replace(answer, order=order, warnings=warnings, season=state.season)
    return Told(answer, [*unmeasured, *notes], _nothing(answer, running.candidates), before)


def _unmeasured(state: State, answer: Listed) -> list[str]:
    """What to say of specialties on the list whose invitations nobody has counted."""
    return [
        f"{share.count} of {len(answer.order)} are {share.specialty}, which nobody has measured: "
        "reckoned from the lower end of other specialties."
        for share in answer.split
        if (odds := state.panel.standpoint(share.specialty or "").odds) and not odds.programs
    ]


def of_market(state: State, file: Path, limits: Limits) -> Told[Listed]:
    """The list of a market of one's own; chances are independent there. Raises CoachError."""
    from coach.applying.market_file import read_market
    from coach.applying.plan import application_list  # numpy: 60 ms

    known = names_of(state.facts).specialties
    market = read_market(file, known)
    candidates = market.candidates
    if limits.specialties:
        wanted = {known.get(word.lower(), word) for word in limits.specialties}
        candidates = tuple(each for each in candidates if each.specialty in wanted)
        if not candidates:
            raise CoachError(f"The market has no program of {', '.join(sorted(wanted))}.")
    room, within = _within(state, limits, candidates, None)
    answer = application_list(candidates, _prices(state, candidates), room, spread=0.0)
    order = tuple(replace(step, id=market.ids[str(step.id)]) for step in answer.order)
    notes = [*_price_notes(state, candidates), *within]
    return Told(replace(answer, order=order), notes, _nothing(answer, candidates))


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


def _prices(state: State, candidates: Sequence[Candidate]) -> dict[str, Schedule | None]:
    """The price list of the season for each specialty; None where its service has none."""
    names, facts = dict.fromkeys(candidate.specialty for candidate in candidates), state.facts
    return prices(names, facts.specialties, facts.fees, state.season)


def _price_notes(state: State, candidates: Sequence[Candidate]) -> list[str]:
    """What has to be said of prices: those not known, carried forward, or doubtful."""
    prices = _prices(state, candidates)
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


def _nothing(answer: Listed, candidates: Sequence[Candidate]) -> str:
    """Why there is no list, in a sentence; "" where there is one."""
    if answer.order:
        return ""
    left = [candidate for candidate in candidates if candidate.lock != "out"]
    if not left:
        return "No program is left: every one of them is marked to be left out."
    if all(candidate.specialty in answer.left_out_specialties for candidate in left):
        names = ", ".join(answer.left_out_specialties)
        return f"No price is known for {names}; without a budget, --count lists them all the same."
    return "No application fits: the first one costs more than the budget."
