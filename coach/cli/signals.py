"""`coach signals` and `coach verify`: what to do with the list before it is paid for."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import TYPE_CHECKING, Annotated, Any, Final

from coach.applications import Field
from coach.applying.asking import FIELDS, answer
from coach.cli.answer import Answer, chance
from coach.cli.applying import BUDGET, COUNT, SPECIALTY, chosen_specialties, limits, twelve
from coach.cli.plain import WIDTH
from coach.subjects.coach import Coach
from coach.wording import cut, share_range, short_name

if TYPE_CHECKING:
    from coach.applications import Queue, Signalled
    from coach.applying.asking import Query
    from coach.applying.plan import ApplicationList
    from coach.applying.signals import Signal

MEANS: Final = (
    "A signal is reckoned as odds times 3.9 (published for US seniors), silver times 3.0 (the low "
    "end of what is published, a judgement)."
)
BASIS: Final = (
    "~yes: visas are estimated from what is known of programs around; rules besides visas are "
    "judged (a limit of attempts after a survey of 2018)."
)
MATCH_WEEK_QUESTIONS: Final = (
    "It is Match Week: no questions to programs until it is over, so none are shown."
)


def _list(
    coach: Coach, specialty: Sequence[str], budget: float | None, count: int | None
) -> tuple[Field, ApplicationList, list[str]]:
    """The list that is meant, and what to say of it."""
    given = coach.applying.field(chosen_specialties(coach, specialty))
    wanted = limits(coach, budget, count, len(given.candidates))
    found = coach.applying.applications(given, wanted.budget, wanted.count)
    notes = [*given.warnings, *given.notes]
    return given, found, [*notes, wanted.note] if wanted.note else notes


def give(
    coach: Coach,
    budget: Annotated[float | None, BUDGET] = None,
    count: Annotated[int | None, COUNT] = None,
    specialty: Annotated[tuple[str, ...], SPECIALTY] = (),
) -> Answer:
    """Which programs of the list get the signals."""
    given, found, notes = _list(coach, specialty, budget, count)
    made = coach.applying.signals(given, found)
    rows = made.allowed
    data = {
        "signals": [_signal(coach, given, one) for one in made.signals],
        "left": {name: dict(tiers) for name, tiers in made.left.items()},
        "allowed": [
            {
                "specialty": name,
                "season": row.season,
                "gold": row.gold,
                "silver": row.silver,
                "single": row.single,
                "service": row.service,
                "status": row.status,
                "source": row.source,
                "as_of": row.as_of,
                "note": row.note or None,
            }
            for name, row in rows.items()
        ],
    }
    return Answer(data, _signal_lines(coach, given, made), [*notes, MEANS])


def _signal(coach: Coach, given: Field, one: Signal) -> dict[str, Any]:
    without, with_it = coach.applying.with_and_without(given.standings[one.id], one.tier)
    return {
        "program_id": one.id,
        "name": short_name(given.standings[one.id].program),
        "specialty": one.specialty,
        "tier": one.tier,
        "gain": twelve(one.gain),
        "chance_without": twelve(one.chance_without),
        "chance_with": twelve(one.chance_with),
        "without": chance(without),
        "with": chance(with_it),
    }


def _signal_lines(coach: Coach, given: Field, made: Signalled) -> list[str]:
    if not made.allowed:
        return ["These specialties have no signals that are known."]
    lines = [f"{'program':39} {'tier':6} {'adds':>7}  chance without, with"]
    lines += [_signal_line(coach, given, one) for one in made.signals]
    lines.append("")
    for name, row in made.allowed.items():
        left = ", ".join(f"{count} {tier}" for tier, count in made.left[name].items() if count)
        season = "" if row.season == coach.season.year else f" of {row.season}, check"
        lines.append(cut(f"{name}: signals{season} ({row.status}); left: {left or 'none'}"))
        lines += [f"  {line}" for line in wrap(row.note, 77)]
    return lines


def _signal_line(coach: Coach, given: Field, one: Signal) -> str:
    standing = given.standings[one.id]
    name = cut(f"{short_name(standing.program)}, {standing.program.state}", 39)
    without, with_it = (
        share_range(chance.low, chance.high)
        for chance in coach.applying.with_and_without(standing, one.tier)
    )
    return f"{name:39} {one.tier:6} {one.gain:7.3f}  {without.removesuffix(' %'):>8} → {with_it}"


def verify(
    coach: Coach,
    budget: Annotated[float | None, BUDGET] = None,
    count: Annotated[int | None, COUNT] = None,
    specialty: Annotated[tuple[str, ...], SPECIALTY] = (),
) -> Answer:
    """Which facts to check first, by what the answers can add to the list."""
    given, found, notes = _list(coach, specialty, budget, count)
    queue = coach.applying.verify(given, found)
    data = {
        "queue": [one._asdict() | {"question": one.question or None} for one in queue.queries],
        "decide_nothing": queue.undecided,
    }
    if coach.season.locked:
        notes.append(MATCH_WEEK_QUESTIONS)
    return Answer(data, _queue_lines(queue), notes)


def _queue_lines(queue: Queue) -> list[str]:
    if not queue.queries:
        return ["No missing fact would change the list."]
    lines = [f"{'program':44} {'ask':6} {'worth':>7} {'~yes':>5} {'min':>4}"]
    lines += [_query_line(one) for one in queue.queries]
    best = queue.queries[0]
    lines += ["", cut(f"First: {best.name}"), best.where]
    if best.question:
        lines.append(f"“{best.question}”")
    lines += wrap(f"{answer(best.program_id, best.field)} keeps the answer.", WIDTH)
    if queue.undecided:
        lines.append(f"{queue.undecided} more missing facts would change nothing.")
    return [*lines, "", *wrap(BASIS, WIDTH)]


def _query_line(one: Query) -> str:
    return (
        f"{cut(one.name, 43):44} {FIELDS[one.field]:6} {one.value:7.3f} {one.p_yes:5.0%} "
        f"{one.minutes:4}"
    )
