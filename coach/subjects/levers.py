"""What would open most: each change of the profile valued by the list that it gives."""

from __future__ import annotations

from functools import partial
from typing import Final

from coach.applying import effort
from coach.applying.levers import Changes, Flips, Lever, Move, flips, inputs, minimal
from coach.applying.weighing import Worth
from coach.journey.situation import DEFAULT_HOURS
from coach.records import Span, Task, replace
from coach.rules.conditions import all_hold
from coach.state import State
from coach.state.money import is_paid_by
from coach.subjects.stands import in_time, settled
from coach.subjects.weighed import ranking, worth

DO_NOTHING: Final = "Do nothing"


def levers(state: State) -> list[Lever]:
    """What would open most, after the row of doing nothing. Raises CoachError. Most gain in the
    value of the list first; then most programs."""
    if settled(state):
        return []
    state = in_time(state)
    base = worth(state, ranking(state))
    listed = [_lever(state, move, base) for move in _moves(state)]
    listed.sort(key=lambda lever: (-lever.gain, -len(lever.opened) - len(lever.sure), lever.title))
    return [Lever(DO_NOTHING, {}, (), (), base, 0.0, effort.NOTHING), *listed]


def _moves(state: State) -> list[Move]:
    programs = state.facts.programs(state.applicant.specialties)
    before = state.doors.outcomes

    def flips_of(changes: Changes) -> Flips:
        """The gates that changes open or close."""
        return flips(programs, before, state.assuming(dict(changes)).doors.outcomes)

    titles = {key: cost.title for key, cost in state.facts.lever_costs.items()}
    asked = [
        float(facts["experience_months"].value)
        for facts in state.overlays.values()
        if "experience_months" in facts
    ]
    return minimal(inputs(state.applicant, titles, asked, state.today), flips_of)


def _lever(state: State, move: Move, base: Worth) -> Lever:
    after = state.assuming(dict(move.changes))
    ranked = ranking(after)
    value = worth(after, ranked, state.season)
    opened = {program for program, _ in move.flips.opened}
    sure = {program for program, _ in move.flips.sure}
    return Lever(
        title=move.title,
        changes=move.changes,
        opened=tuple(program.id for program, _ in ranked if program.id in opened),
        sure=tuple(program.id for program, _ in ranked if program.id in sure),
        worth=value,
        gain=value.value - base.value,
        effort=_effort(state, move, after),
    )


def _effort(state: State, move: Move, after: State) -> effort.Effort:
    facts, who = state.facts, state.applicant
    costs = [facts.lever_costs[change.key] for change in move.inputs]
    tasks = dict(facts.tasks) | _again(state)
    for change in move.inputs:
        if change.key == "experience":
            days = change.amount * effort.DAYS_A_MONTH
            tasks["usce_do"] = replace(tasks["usce_do"], wait_days=Span(days, days, days))
    stage, today = state.place.stage, state.today

    def applies(task: Task) -> bool:
        """To the applicant as they are, or as they would be."""
        return any(all_hold(task.who, each, today, stage) for each in (who, after.applicant))

    finished = {step.task.key for step in state.road.steps if step.finished} | {
        task.key
        for task in tasks.values()
        if task.done_if and all_hold(task.done_if, who, today, stage)
    }
    wanted = [key for cost in costs for key in cost.tasks]
    left = effort.left_to_do(wanted, tasks, finished, applies)
    paid: float | None = None
    paid_sources: tuple[str, ...] = ()
    if all(cost.priced for cost in costs):
        fees = effort.fee_keys(facts.costs, left, partial(is_paid_by, who, today))
        paid, paid_sources = effort.dollars(fees, facts.fees, state.season)
    sources = [*paid_sources, *(task.source for task in left.values())]
    keys = dict.fromkeys(key for source in sources for key in source.split(";"))
    pace = who.hours_a_week or DEFAULT_HOURS
    return effort.Effort(effort.weeks(left, pace), paid, tuple(left), tuple(keys))


def _again(state: State) -> dict[str, Task]:
    """Tasks of an exam that is sat again, with the part of the hours that it needs."""
    return {step.task.key: step.task for step in state.road.steps if step.again}
