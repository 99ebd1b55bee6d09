"""`coach list`: the application list, of real programs or of a market of one's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

from coach.applying.fees import Schedule
from coach.applying.market import Candidate
from coach.applying.market_file import read_market
from coach.cli.answer import Answer
from coach.records import CoachError
from coach.scoring.conditions import needs_visa
from coach.subjects.coach import Coach
from coach.subjects.options import Opt
from coach.wording import cut, share_range, short_name

if TYPE_CHECKING:
    from coach.applying.plan import ApplicationList, Share, Step

DEFAULT_COUNT: Final = 60
"""Applications where neither a budget nor a number is given; a judgement."""
WIDTH: Final = 79
BUDGET: Final = Opt(
    "spend at most this (the profile's)", "USD", low=0.01, like="an amount of USD above 0, like 800"
)
COUNT: Final = Opt("at most N applications", "N", low=1, like="a whole number of 1 or more")
SPECIALTY: Final = Opt("a specialty (repeat)", "S")
THRESHOLD: Final = Opt(
    "where the next USD 100 add less than this, stop (1)",
    "PCT",
    low=0,
    high=100,
    like="a percentage from 0 to 100",
)
NO_SIGNALS: Final = (
    "Interviews and chances are reckoned without program signals; `coach signals` shows what they "
    "add."
)
NO_VISA: Final = (
    "You have not said which visa you need: chances are reckoned as if none were needed."
)


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a list may get, and what to say of it."""

    budget: float | None
    count: int | None
    note: str = ""


def limits(coach: Coach, budget: float | None, count: int | None, programs: int) -> Limits:
    """Budget and number of applications asked for. Raises CoachError."""
    if budget is None and coach.profile.applicant.budget is not None:
        budget = float(coach.profile.applicant.budget)
        return Limits(budget, count, f"The budget is your profile's, USD {budget:,g}.")
    if budget is None and count is None:
        count = min(DEFAULT_COUNT, programs)
        return Limits(None, count, f"No budget is set: the first {count} of {programs} programs.")
    return Limits(budget, count)


def chosen_specialties(coach: Coach, given: Sequence[str]) -> list[str] | None:
    """Names of the facts for what was typed; nothing: the profile's. Raises CoachError."""
    if not given:
        return None
    names = coach.profile.names.specialties
    if unknown := [word for word in given if word.lower() not in names]:
        raise CoachError(f"“{unknown[0]}” is not a known specialty.")
    return list(dict.fromkeys(names[word.lower()] for word in given))


def list_applications(
    coach: Coach,
    budget: Annotated[float | None, BUDGET] = None,
    count: Annotated[int | None, COUNT] = None,
    specialty: Annotated[tuple[str, ...], SPECIALTY] = (),
    market: Annotated[Path | None, Opt("chances of your own, as JSON", "FILE")] = None,
    threshold: Annotated[float | None, THRESHOLD] = None,
) -> Answer:
    """The application list in the order of adding."""
    if market:
        entries = read_market(market, coach.profile.names.specialties)
        candidates = _of(entries.candidates, specialty, coach)
        wanted = limits(coach, budget, count, len(candidates))
        return _market_list(coach, candidates, wanted, threshold, entries.ids)
    given = coach.applying.field(chosen_specialties(coach, specialty))
    wanted = limits(coach, budget, count, len(given.candidates))
    found = coach.applying.applications(given, wanted.budget, wanted.count, threshold)
    names = {
        key: f"{short_name(one.program)}, {one.program.state}"
        for key, one in given.standings.items()
    }
    costs = _costs(coach, given.candidates)
    notes = [*given.warnings, *given.notes, *_notes(coach, costs, wanted), NO_SIGNALS]
    if needs_visa(coach.profile.applicant) is None:
        notes.append(NO_VISA)
    data = _data(found, costs, wanted, names, {}) | {"warnings": list(given.warnings)}
    means = "Value is the fit (0-100) to expect of the best one that takes you; no promise."
    if not found.steps:
        return Answer(data, [_nothing(found, given.candidates)], notes)
    return Answer(data, _lines(found, names, wanted, means), notes)


def _market_list(
    coach: Coach,
    candidates: Sequence[Candidate],
    wanted: Limits,
    threshold: float | None,
    ids: Mapping[str, str | int | float],
) -> Answer:
    from coach.applying.plan import THRESHOLD, application_list  # numpy: 60 ms

    costs = _costs(coach, candidates)
    listed = application_list(
        candidates,
        costs,
        wanted.budget,
        wanted.count,
        spread=0.0,
        threshold=THRESHOLD if threshold is None else threshold,
    )
    means = "Value is the desirability to expect, as good as the chances in the file."
    lines = [_nothing(listed, candidates)]
    if listed.steps:
        lines = _lines(listed, {entry.id: entry.id for entry in candidates}, wanted, means)
    return Answer(_data(listed, costs, wanted, {}, ids), lines, _notes(coach, costs, wanted))


def _of(candidates: Sequence[Candidate], given: Sequence[str], coach: Coach) -> list[Candidate]:
    """The candidates of the named specialties; unknown names as the file has them."""
    if not given:
        return list(candidates)
    wanted = {coach.profile.names.specialties.get(word.lower(), word) for word in given}
    found = [one for one in candidates if one.specialty in wanted]
    if not found:
        raise CoachError(f"The market has no program of {', '.join(sorted(wanted))}.")
    return found


def _costs(coach: Coach, candidates: Sequence[Candidate]) -> dict[str, Schedule | None]:
    return coach.applying.price_lists(dict.fromkeys(one.specialty for one in candidates))


def _notes(coach: Coach, costs: Mapping[str, Schedule | None], wanted: Limits) -> list[str]:
    notes = coach.applying.price_notes(costs)
    return [*notes, wanted.note] if wanted.note else notes


def _data(
    found: ApplicationList,
    costs: Mapping[str, Schedule | None],
    wanted: Limits,
    names: Mapping[str, str],
    ids: Mapping[str, str | int | float],
) -> dict[str, Any]:
    """The list in the promised keys."""
    return {
        "order": [_step(step, names, ids) for step in found.steps],
        "stop": found.stop and found.stop._asdict(),
        "split": [
            {"specialty": one.specialty or None, "count": one.count, "cost": one.cost}
            for one in found.split
        ],
        "budget": wanted.budget,
        "count": wanted.count,
        "spent": found.spent,
        "left_out_specialties": list(found.unpriced),
        "prices": [
            {
                "service": one.service,
                "season": one.season,
                "status": one.status,
                "source": one.source,
                "as_of": one.as_of,
                "note": one.note or None,
            }
            for one in dict.fromkeys(schedule for schedule in costs.values() if schedule)
        ],
    }


def _step(
    step: Step, names: Mapping[str, str], ids: Mapping[str, str | int | float]
) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "id": ids.get(step.id, step.id),
        "specialty": step.specialty or None,
        "cost": step.cost,
        "total_cost": step.total_cost,
        "value": twelve(step.value),
        "gain": twelve(step.gain),
        "expected_interviews": {
            key: twelve(number) for key, number in step.interviews._asdict().items()
        },
        "p_none": twelve(step.p_none),
        "p_five": twelve(step.p_five),
        "p_none_range": [twelve(end) for end in step.none],
        "p_five_range": [twelve(end) for end in step.five],
    }
    return shown | ({"name": names[step.id]} if step.id in names else {})


def twelve(number: float) -> float:
    """A number with the twelve digits that are worked out."""
    return float(f"{number:.12g}")


def _nothing(found: ApplicationList, candidates: Sequence[Candidate]) -> str:
    """Why there is no list."""
    left = [one for one in candidates if one.lock != "out"]
    if not left:
        return "No program is left: every one of them is marked to be left out."
    if all(one.specialty in found.unpriced for one in left):
        names = ", ".join(found.unpriced)
        return f"No price is known for {names}; without a budget, --count lists them all the same."
    return "No application fits: the first one costs more than the budget."


def _lines(
    found: ApplicationList, names: Mapping[str, str], wanted: Limits, means: str
) -> list[str]:
    several = len(found.split) > 1
    head = f"   # {'program':{_width(several)}} {_column('specialty', several)}"
    lines = [*_summary(found, wanted, means), "", f"{head} USD  total    value  ~int      none"]
    for place, step in enumerate(found.steps, 1):
        lines.append(_line(place, step, names[step.id], several))
        if found.stop and found.stop.after == place:
            lines.append(f"---- {found.stop.why} ----".center(WIDTH).rstrip())
    return lines


def _summary(found: ApplicationList, wanted: Limits, means: str) -> list[str]:
    last = found.steps[-1]
    of = f" of {wanted.budget:,g}" if wanted.budget else ""
    programs = "program" if len(found.steps) == 1 else "programs"
    low, mid, high = last.interviews
    lines = [
        f"{len(found.steps)} {programs}, USD {found.spent:,g}{of}: ~{mid:.1f} interviews "
        f"({low:.0f}-{high:.0f}), none {share_range(*last.none)}",
        means,
    ]
    if len(found.split) > 1:
        lines += [_part(one) for one in found.split]
    return [cut(line) for line in lines]


def _part(one: Share) -> str:
    cost = "price not known" if one.cost is None else f"USD {one.cost:,g}"
    return f"  {one.specialty or 'no specialty'}: {one.count}, {cost}"


def _line(place: int, step: Step, name: str, several: bool) -> str:
    cost = "  ?" if step.cost is None else f"{step.cost:3g}"
    width = _width(several)
    return (
        f"{place:4} {cut(name, width):{width}} {_column(step.specialty, several)} {cost} "
        f"{step.total_cost:6,g} {step.value:8.4g} {step.interviews.mid:5.1f} "
        f"{share_range(*step.none):>9}"
    )


def _width(several: bool) -> int:
    return 20 if several else 34


def _column(specialty: str, several: bool) -> str:
    return f"{cut(specialty, 14):14}" if several else ""
