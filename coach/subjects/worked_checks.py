"""What to check before the application list is paid for, worked out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from coach.applying.answers import Query, Verifying
from coach.records import replace
from coach.rules.fields import FACTS
from coach.rules.programs import GATES
from coach.rules.rule import JUDGED
from coach.state import State
from coach.subjects.applying import Limits, Told
from coach.subjects.programs import Standing
from coach.subjects.stands import looked_at, stand_of
from coach.subjects.worked_list import Field, planned
from coach.wording import short_name

if TYPE_CHECKING:
    from coach.applying.verify import Unknown

LOOK_MINUTES: Final = 10
"""To look at a program's page; a judgement."""
MAIL_MINUTES: Final = 20
"""To find an address, write and read the answer; a judgement."""
NOT_YET: Final = (
    "Not yet: programs state their rules anew before {season}, so an answer of today may not hold. "
    "Check from {opens} (expected), when the season opens; `coach verify --all` shows all."
)
MATCH_WEEK_QUESTIONS: Final = (
    "It is Match Week: no questions to programs until it is over, so none are shown."
)


def verifying(state: State, limits: Limits, early: bool = False) -> Told[Verifying]:
    """What knowing a fact that nobody has stated could add to the list. Raises CoachError.

    Long before the season only where `early` is asked for. In Match Week the questions are empty:
    nobody writes to programs then.
    """
    state, before, why = looked_at(state, limits.next_season, limits.count)
    stand = stand_of(state)
    if stand.phase == "early" and not early:
        opens = state.events["eras_season_opens"].day
        why = NOT_YET.format(season=stand.season, opens=f"{opens:%B %Y}")
    if why:
        return Told(Verifying((), 0), nothing=why)
    running, answer, within = planned(state, limits)
    worth = _worth(state, running, [str(step.id) for step in answer.order])
    # Once it is late, nothing else matters where a program takes no applications any more.
    worth.sort(key=lambda pair: (stand.passed and pair[1] != "accepting", -pair[0].value))
    queries = tuple(
        _query(state, running.standings[unknown.id], unknown, name)
        for unknown, name in worth
        if unknown.value > 0
    )
    notes = [*running.warnings, *running.notes, *within]
    notes += [MATCH_WEEK_QUESTIONS] * state.without_contact
    return Told(Verifying(queries, len(worth) - len(queries)), notes, first=before)


def _worth(state: State, running: Field, chosen: Sequence[str]) -> list[tuple[Unknown, str]]:
    """What each missing fact is worth, with its field: visas by their estimated probability, other
    rules by how doubtful they are for this applicant."""
    from coach.applying.verify import worth_knowing  # numpy: 60 ms

    waiting = {key: _waiting(standing) for key, standing in running.standings.items()}
    for key in chosen if stand_of(state).passed else ():
        waiting[key] |= _may_be_closed(state, key)
    worth = [
        (unknown, waiting[unknown.id]["visa"])
        for unknown in worth_knowing(running.candidates, chosen)
        if "visa" in waiting[unknown.id]
    ]
    for rule in GATES.values():
        if closed := rule.doubt(state.applicant, state.today) if rule.doubt else 0.0:
            asked = {key for key, fields in waiting.items() if rule.key in fields}
            # Another gate is in doubt; the visa's probability is a plain part of the chance.
            doubted = [
                replace(each, open=1 - closed * (each.id in asked), taken=each.taken * each.open)
                for each in running.candidates
            ]
            unknowns = worth_knowing(doubted, chosen)
            worth += [(each, rule.reads[0]) for each in unknowns if each.id in asked]
    return worth


def _query(state: State, standing: Standing, unknown: Unknown, name: str) -> Query:
    website, where = standing.program.website, "its FREIDA entry"
    if website:
        where = f"{website}, then {where}"
    elif state.without_contact:
        where += "; questions wait until Match Week is over"
    else:
        where += ", then a mail to the coordinator"
    return Query(
        program_id=unknown.id,
        name=short_name(standing.program),
        field=name,
        value=unknown.value,
        minutes=LOOK_MINUTES if website or state.without_contact else MAIL_MINUTES,
        where=where,
        question=None if state.without_contact else FACTS[name].asked(state.season),
        p_yes=unknown.p_yes,
        basis=_basis(standing, name),
    )


def _waiting(standing: Standing) -> dict[str, str]:
    """Gates that wait for a fact of the program, with the field."""
    asked = {key for key, fact in FACTS.items() if fact.question}
    return {
        gate.rule: gate.evidence.field
        for gate in standing.assessment.gates
        if gate.outcome == "unknown" and gate.evidence.field in asked
    }


def _may_be_closed(state: State, program_id: str) -> dict[str, str]:
    """Whether a program may have ended its applications since it began to read: nobody says so."""
    read = state.overlays.get(program_id, {}).get("accepting")
    since = state.days["eras_programs_review"].isoformat()
    return {} if read and read.day >= since else {"accepting": "accepting"}


def _basis(standing: Standing, name: str) -> str:
    """Where the probability of a yes comes from."""
    if not name.startswith("visa"):
        return next(rule.basis for rule in GATES.values() if rule.doubt and rule.reads[0] == name)
    gate = next(gate for gate in standing.assessment.gates if gate.rule == "visa")
    basis = standing.program.estimate_basis
    estimated = gate.evidence.probability is not None and basis
    return f"estimated from {basis}" if estimated else JUDGED
