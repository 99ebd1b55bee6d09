"""The application list worked out into the answers of listing.py."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from msgspec import UNSET, UnsetType

from coach.applying.fees import Schedule
from coach.applying.market import Candidate
from coach.records import Chance, CoachError
from coach.rules.conditions import needs_visa
from coach.state import State
from coach.subjects import running as rooms
from coach.subjects.listing import (
    Allowance,
    Application,
    Ends,
    Limits,
    Listed,
    PriceList,
    Share,
    Signal,
    Signalled,
    Stop,
    Told,
    Verifying,
)
from coach.subjects.running import Field
from coach.wording import short_name

if TYPE_CHECKING:
    from coach.applying.plan import ApplicationList, Step as Added
    from coach.applying.signals import Signal as Given

DEFAULT_COUNT: Final = 60
"""Applications where neither a budget nor a number is given; a judgement."""
NO_SIGNALS: Final = (
    "Interviews and chances are reckoned without program signals; `coach signals` shows what they "
    "add."
)
NO_VISA: Final = (
    "You have not said which visa you need: chances are reckoned as if none were needed."
)
SIGNALS_MEAN: Final = (
    "A signal is reckoned as odds times 3.9 (published for US seniors), silver times 3.0 (the low "
    "end of what is published, a judgement)."
)
MATCH_WEEK_QUESTIONS: Final = (
    "It is Match Week: no questions to programs until it is over, so none are shown."
)


def within(state: State, limits: Limits, programs: int) -> Limits:
    """The limits with what the profile says and what is usual."""
    budget, count, note = limits.budget, limits.count, ""
    if budget is None and state.applicant.budget is not None:
        budget = float(state.applicant.budget)
        note = f"The budget is your profile's, USD {budget:,g}."
    elif budget is None and count is None:
        count = min(DEFAULT_COUNT, programs)
        note = f"No budget is set: the first {count} of {programs} programs."
    return Limits(budget, count, limits.specialties, limits.threshold, note)


def _field(state: State, limits: Limits) -> Field:
    names = state.names.specialties
    if unknown := [word for word in limits.specialties if word.lower() not in names]:
        raise CoachError(f"“{unknown[0]}” is not a known specialty.")
    chosen = list(dict.fromkeys(names[word.lower()] for word in limits.specialties))
    return rooms.field(state, chosen or None)


def _planned(state: State, limits: Limits) -> tuple[Field, ApplicationList, Limits]:
    """The list that is meant."""
    running = _field(state, limits)
    limits = within(state, limits, len(running.candidates))
    plan = rooms.applications(state, running, limits.budget, limits.count, limits.threshold)
    return running, plan, limits


def listed(state: State, limits: Limits) -> Told[Listed]:
    """The application list of real programs. Raises CoachError."""
    running, plan, limits = _planned(state, limits)
    names = {
        key: f"{short_name(standing.program)}, {standing.program.state}"
        for key, standing in running.standings.items()
    }
    prices = _prices(state, running.candidates)
    notes = [*running.warnings, *running.notes, *_price_notes(state, prices, limits), NO_SIGNALS]
    if needs_visa(state.applicant) is None:
        notes.append(NO_VISA)
    answer = _listed(plan, prices, limits, names, running.warnings)
    return Told(answer, notes, _nothing(plan, running.candidates))


def of_market(
    state: State,
    candidates: Sequence[Candidate],
    limits: Limits,
    ids: Mapping[str, str | int | float],
) -> Told[Listed]:
    """The list of a market of one's own; chances are independent there. Raises CoachError."""
    from coach.applying.plan import THRESHOLD, application_list  # numpy: 60 ms

    if limits.specialties:
        known = state.names.specialties
        wanted = {known.get(word.lower(), word) for word in limits.specialties}
        candidates = [program for program in candidates if program.specialty in wanted]
        if not candidates:
            raise CoachError(f"The market has no program of {', '.join(sorted(wanted))}.")
    limits = within(state, limits, len(candidates))
    prices = _prices(state, candidates)
    threshold = THRESHOLD if limits.threshold is None else limits.threshold
    plan = application_list(
        candidates, prices, limits.budget, limits.count, spread=0.0, threshold=threshold
    )
    notes = _price_notes(state, prices, limits)
    return Told(_listed(plan, prices, limits, ids), notes, _nothing(plan, candidates))


def signalled(state: State, limits: Limits) -> Told[Signalled]:
    """Which programs of the list get the signals. Raises CoachError."""
    running, plan, limits = _planned(state, limits)
    told = rooms.signals(state, running, plan)
    allowed = tuple(
        Allowance(
            specialty=specialty,
            season=row.season,
            gold=row.gold,
            silver=row.silver,
            single=row.single,
            service=row.service,
            status=row.status,
            source=row.source,
            as_of=row.as_of,
            note=row.note or None,
        )
        for specialty, row in told.allowed.items()
    )
    signals = tuple(_signal(running, signal) for signal in told.signals)
    return Told(Signalled(signals, told.left, allowed), [*_notes(running, limits), SIGNALS_MEAN])


def verifying(state: State, limits: Limits) -> Told[Verifying]:
    """Which missing facts to check first. Raises CoachError."""
    running, plan, limits = _planned(state, limits)
    queue = rooms.verify(state, running, plan)
    notes = [*_notes(running, limits), *[MATCH_WEEK_QUESTIONS] * state.locked]
    return Told(Verifying(queue.queries, queue.undecided), notes)


def _notes(running: Field, limits: Limits) -> list[str]:
    return [*running.warnings, *running.notes, *[limits.note] * bool(limits.note)]


def _prices(state: State, candidates: Sequence[Candidate]) -> dict[str, Schedule | None]:
    return rooms.price_lists(state, dict.fromkeys(candidate.specialty for candidate in candidates))


def _price_notes(state: State, prices: Mapping[str, Schedule | None], limits: Limits) -> list[str]:
    notes = rooms.price_notes(state, prices)
    return [*notes, *[limits.note] * bool(limits.note)]


def _nothing(plan: ApplicationList, candidates: Sequence[Candidate]) -> str:
    left = [candidate for candidate in candidates if candidate.lock != "out"]
    if plan.steps:
        return ""
    if not left:
        return "No program is left: every one of them is marked to be left out."
    if all(candidate.specialty in plan.unpriced for candidate in left):
        names = ", ".join(plan.unpriced)
        return f"No price is known for {names}; without a budget, --count lists them all the same."
    return "No application fits: the first one costs more than the budget."


def _listed(
    plan: ApplicationList,
    prices: Mapping[str, Schedule | None],
    limits: Limits,
    names: Mapping[str, str | int | float],
    warnings: tuple[str, ...] | UnsetType = UNSET,
) -> Listed:
    """`names`: of programs by id; of a market, without warnings, its own ids."""
    schedules = dict.fromkeys(schedule for schedule in prices.values() if schedule)
    return Listed(
        order=tuple(_application(step, names, warnings is UNSET) for step in plan.steps),
        stop=Stop(plan.stop.after, plan.stop.total_cost, plan.stop.why) if plan.stop else None,
        split=tuple(
            Share(share.specialty or None, share.count, share.cost) for share in plan.split
        ),
        budget=limits.budget,
        count=limits.count,
        spent=plan.spent,
        left_out_specialties=plan.unpriced,
        prices=tuple(
            PriceList(
                service=schedule.service,
                season=schedule.season,
                status=schedule.status,
                source=schedule.source,
                as_of=schedule.as_of,
                note=schedule.note or None,
            )
            for schedule in schedules
        ),
        warnings=warnings,
    )


def _application(
    step: Added, names: Mapping[str, str | int | float], of_market: bool
) -> Application:
    invited = step.interviews
    return Application(
        id=names.get(step.id, step.id) if of_market else step.id,
        specialty=step.specialty or None,
        cost=step.cost,
        total_cost=step.total_cost,
        value=_twelve(step.value),
        gain=_twelve(step.gain),
        expected_interviews=Ends(*map(_twelve, (invited.low, invited.mid, invited.high))),
        p_none=_twelve(step.p_none),
        p_five=_twelve(step.p_five),
        p_none_range=(_twelve(step.none[0]), _twelve(step.none[1])),
        p_five_range=(_twelve(step.five[0]), _twelve(step.five[1])),
        name=UNSET if of_market else str(names[step.id]),
    )


def _signal(running: Field, signal: Given) -> Signal:
    standing = running.standings[signal.id]
    without, signalled = rooms.with_and_without(standing, signal.tier)
    return Signal(
        program_id=signal.id,
        name=short_name(standing.program),
        specialty=signal.specialty,
        tier=signal.tier,
        gain=_twelve(signal.gain),
        chance_without=_twelve(signal.chance_without),
        chance_with=_twelve(signal.chance_with),
        without=_ends(without),
        signalled=_ends(signalled),
    )


def _ends(chance: Chance) -> Ends:
    return Ends(round(chance.low, 4), round(chance.mid, 4), round(chance.high, 4))


def _twelve(number: float) -> float:
    """A number with the twelve digits that are worked out."""
    return float(f"{number:.12g}")
