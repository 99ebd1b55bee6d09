"""After the Match: what the first day hangs on, what is asked of whom where it is late, and what a
season without a match leaves behind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final, Literal

from coach.journey.chances import OnTime
from coach.journey.exams import anchored_day
from coach.journey.network import needed
from coach.journey.standing import Step as Step
from coach.logs.applications import APPLICATIONS, INVITED, Application
from coach.logs.season import of_season
from coach.ranking.checks import Case
from coach.records import AfterRow, Record
from coach.rules.conditions import all_hold
from coach.rules.starting import FIRST_YEARS
from coach.state import State
from coach.state.state import RESULTS_OUT
from coach.subjects.options import Subject
from coach.subjects.ranking import RankingSubject
from coach.subjects.stands import later
from coach.subjects.worked_ranking import STARTS, case

STAGE: Final = "pre_residency"
ENDS: Final = {
    "Visa and arrival": ("j1_arrival", "arrival", "dependants_papers"),
    "Licence": ("training_licence",),
    "The hospital's file": ("credentialing", "onboarding"),
    "Money and a home": ("first_pay", "housing"),
}
"""What the first day hangs on, each by the tasks with which it is done."""
Stands = Literal["ahead", "now", "late", "over", "any"]
"""Where a day stands against those of a rung; `late`: past, and still to be asked; `any`: it has
none."""


class Chain(Record):
    """One thing of the first day: its steps in the order of the work."""

    title: str
    steps: tuple[Step, ...]


class Rung(Record):
    """Something asked of somebody, in its days."""

    row: AfterRow
    opens: date | None
    due: date | None
    stands: Stands


class Closed(Record):
    """A program that was applied to and whose rules close it next time, and why."""

    program: str
    why: tuple[str, ...]


class YearRecord(Record):
    """What one season came to; None where nobody said."""

    sent: int | None
    invited: int | None
    interviewed: int
    ranked: int
    met: tuple[str, ...]
    """Programs that invited, by name."""
    closed: tuple[Closed, ...]
    silent: int
    """Applications of the log that are neither."""


class AfterMatch(Record):
    """The time after one Match."""

    season: int
    result: str
    """"" where nobody said."""
    start: date
    chains: tuple[Chain, ...]
    chances: Mapping[str, OnTime]
    """By task, of being over by its day; empty until they are worked out."""
    whole: OnTime | None
    """Of all by the first day; None where nothing is left, or not worked out yet."""
    rungs: tuple[Rung, ...]
    record: YearRecord | None
    """Of a season without a match."""


class AfterSubject(Subject):
    """The months between a Match and the first of July."""

    @property
    def is_on(self) -> bool:
        """Whether a result is told and Match Week is over."""
        state = self._of()
        return bool(state.applicant.match_result) and state.today > state.days["soap_ends"]

    def board(self) -> AfterMatch:
        """All of it, the chances drawn now."""
        from coach.subjects.ahead import outlook  # numpy: 60 ms

        state = self._of()
        drawn = outlook(state)
        whole = next((gate.chance for gate in drawn.gates if gate.event.key == STARTS), None)
        return _after(state, drawn.chances, whole)

    def at_hand(self, chances: Mapping[str, OnTime], gates: Mapping[str, OnTime]) -> AfterMatch:
        """The same with chances that were worked out beside."""
        return _after(self._of(), chances, gates.get(STARTS))

    def _of(self) -> State:
        """The season that was decided last: that of a result, while the next one is planned."""
        state, who = self._state, self._state.applicant
        is_last = who.last_result == "not_matched" and who.result_year
        return state.assuming({"match_year": who.result_year}) if is_last else state


def doubt(state: State, result: object) -> str:
    """What of one's own list a result of this Match contradicts; "" for nothing."""
    if result in (None, "not_matched") or state.today < state.days[RESULTS_OUT]:
        return ""
    ranking, certify = RankingSubject(state), state.road.step("rank_certify")
    if ranking.certified is None and not (certify and certify.finished):
        return "By what you told no rank list is certified, and without one nobody is matched."
    lacks = _lacks(case(state, ranking.listed, ranking.held), result)
    return f"By the facts your list holds no {lacks}." if lacks else ""


def _lacks(ranked: Case, result: object) -> str:
    """The post of a match in part that no program of a list has."""
    if not ranked.ranks:
        return ""
    if result == "advanced_only":
        return "" if ranked.advanced or ranked.unsure else "advanced post"
    years = (each.supplemental or each.track or FIRST_YEARS in each.name for each in ranked.ranks)
    return "first year" * (result == "first_year_only" and not any(years))


def _after(state: State, chances: Mapping[str, OnTime], whole: OnTime | None) -> AfterMatch:
    result, chains = state.applicant.match_result or "", tuple(_chains(state))
    return AfterMatch(
        season=state.season,
        result=result,
        start=state.days[STARTS],
        chains=chains,
        chances=chances,
        whole=whole if chains else None,
        rungs=tuple(_rungs(state)),
        record=_record(state) if result == "not_matched" else None,
    )


def _of_the_months(known: Mapping[str, Step]) -> dict[str, Step]:
    """The steps of these months, and what they wait for of before: Step 3, the certificate."""
    steps = {key: step for key, step in known.items() if step.task.stage == STAGE}
    before = {key for step in steps.values() for key in step.task.after} & known.keys()
    return steps | {key: known[key] for key in before if not known[key].finished}


def _chains(state: State) -> Iterator[Chain]:
    """Each with what it waits for; a step that several share stands in the first."""
    steps = _of_the_months(state.road.by_key)
    above = needed({key: sorted(steps.keys() & step.task.after) for key, step in steps.items()})
    order, seen = list(above), set[str]()
    for title, ends in ENDS.items():
        keys = {key for end in steps.keys() & ends for key in (*above[end], end)} - seen
        seen |= keys
        if keys:
            yield Chain(title, tuple(steps[key] for key in sorted(keys, key=order.index)))


def _rungs(state: State) -> Iterator[Rung]:
    """Those that concern the applicant, without what is settled."""
    for row in state.facts.after.values():
        steps = [step for key in row.tasks if (step := state.road.by_key.get(key))]
        is_settled = bool(steps) and all(step.finished for step in steps)
        if not is_settled and all_hold(row.who, state.applicant, state.today):
            opens, due = (anchored_day(day, state.days) for day in (row.opens, row.due))
            yield Rung(row, opens, due, _stands(opens, due, state.today, bool(row.tasks)))


def _stands(opens: date | None, due: date | None, today: date, is_open: bool) -> Stands:
    if opens is None and due is None:
        return "any"
    if opens and opens > today:
        return "ahead"
    if due and due < today:
        return "late" if is_open else "over"
    return "now"


def _record(state: State) -> YearRecord:
    who, ranking = state.applicant, RankingSubject(state)
    listed = of_season(state.kept(APPLICATIONS), state.season)
    sent = [each for each in listed if each.state != "planned"]
    met = [each.title for each in sent if each.state in INVITED or each.program in ranking.held]
    closed = tuple(_closed(state, sent))
    told = {*met, *(each.program for each in closed)}
    return YearRecord(
        sent=who.applied,
        invited=who.invitations,
        interviewed=len(ranking.held),
        ranked=len(ranking.listed),
        met=tuple(met),
        closed=closed,
        silent=sum(each.title not in told for each in sent),
    )


def _closed(state: State, sent: Sequence[Application]) -> Iterator[Closed]:
    """Programs whose gates fail in the next season, by the facts of today."""
    panel = later(state).panel
    for each in sent:
        if program := state.facts.program(each.program):
            gates = panel.assess(program, panel.alone(program)).gates
            if why := tuple(gate.detail for gate in gates if gate.outcome == "fail"):
                yield Closed(each.title, why)
