"""What the applicant takes out of coach, as rows; nothing private unless it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Annotated, Final

from coach.files.writing import Cell, Sheet
from coach.journey.standing import Step
from coach.records import STAGES, Evidence, Program, ReadFact, Record
from coach.rules.conditions import PRIVATE
from coach.rules.fields import FACTS
from coach.rules.programs import GATES
from coach.subjects.applying import Application, Ends, Limits
from coach.subjects.coach import Coach
from coach.subjects.options import Opt
from coach.subjects.programs import Standing
from coach.wording import STATUS_WORDS

DATES: Final = 5
"""Dates below the week."""
PLACE: Final = ("program_id", "name", "city", "state", "specialty")
LIST: Final = (
    ("place", *PLACE, "cost", "total_cost", "value")
    + tuple(f"expected_interviews_{end}" for end in ("low", "mid", "high"))
    + ("p_none", "p_five")
)
PROGRAMS: Final = ("place", *PLACE, "score", "fit", "coverage") + (
    *(f"chance_{end}" for end in ("low", "mid", "high")),
    *("gates_failed", "gates_unknown"),
)
READ: Final = (*PLACE, "field", "value", "source", "date")
TIMES: Final = ("due", "latest_start", "slack_days", "hours")
JOURNEY: Final = ("stage", "task", "title", "state", *TIMES)
WEEK: Final = ("what", "key", "title", "hours", "reason", "date", "days_left", "status")


class Ticked(Record):
    """What of the private things an export may hold."""

    notes: Annotated[bool, Opt("with your own notes")] = False
    failures: Annotated[bool, Opt("with failed exams and Matches")] = False
    visa: Annotated[bool, Opt("with what concerns your visa")] = False


def left_out(ticked: Ticked, concerned: Sequence[str]) -> tuple[str, ...]:
    """The private things that an export of these concerns does not hold, in words."""
    words = {
        "notes": "your notes (--notes adds them)",
        "failures": "failed exams and Matches (--failures adds them)",
        "visa": "your visa (--visa adds it)",
    }
    return tuple(words[concern] for concern in concerned if not getattr(ticked, concern))


def is_private(conditions: Iterable[str], ticked: Ticked) -> bool:
    """Whether a task or need with these conditions tells what was not ticked."""
    told = {PRIVATE.get(condition.removeprefix("!"), "") for condition in conditions}
    return any(thing and not getattr(ticked, thing) for thing in told)


def _of_list(coach: Coach, ticked: Ticked, short: bool) -> Sheet:
    order = coach.applying.listed(Limits()).answer.order
    programs = {program.id: program for program in coach.programs.listed()}
    return list_sheet(order, programs)


def list_sheet(order: Sequence[Application], programs: Mapping[str, Program]) -> Sheet:
    """The application list with names, towns and states."""
    rows = tuple(
        _list_row(place, application, programs.get(str(application.id)))
        for place, application in enumerate(order, 1)
    )
    contains = (
        f"your application list, {len(rows)} programs in the order of adding; costs in USD, "
        "interviews and chances (0-1) of the list up to each row are estimates, not promises"
    )
    return Sheet("Application list", LIST, rows, contains, ("notes, exam results and visa",))


def _list_row(place: int, application: Application, program: Program | None) -> tuple[Cell, ...]:
    return (
        place,
        application.id,
        *((program.name, program.city, program.state) if program else ("", "", "")),
        application.specialty,
        application.cost,
        application.total_cost,
        application.value,
        *_ends(application.expected_interviews),
        application.p_none,
        application.p_five,
    )


def _ends(ends: Ends) -> tuple[float | None, ...]:
    return ends.low, ends.mid, ends.high


def _of_programs(coach: Coach, ticked: Ticked, short: bool) -> Sheet:
    ranked = coach.programs.ranked(coach.profile.applicant.specialties)
    facts = {
        standing.program.id: coach.programs.known_facts(standing.program.id) for standing in ranked
    }
    return program_sheet(ranked, facts, ticked, short)


def program_sheet(
    ranked: Sequence[Standing],
    facts: Mapping[str, Mapping[str, Evidence]],
    ticked: Ticked,
    short: bool,
) -> Sheet:
    """Ranked programs, best first, with the facts of each by its id.

    `short` puts each fact with its status into one cell, for reading; else four columns each.
    """
    header = (*PROGRAMS, *_fact_header(short), "mark", *(("note",) if ticked.notes else ()))
    rows = []
    for place, standing in enumerate(ranked, 1):
        mark = standing.mark
        own: list[str | None] = [mark.mark if mark else None]
        own += [mark.note if mark else ""] if ticked.notes else []
        cells = _fact_cells(facts[standing.program.id], short)
        rows.append((place, *_program_cells(standing, ticked), *cells, *own))
    contains = (
        f"{len(rows)} programs, best first for your wishes, with what is known of each, how sure "
        "that is and since when, and your marks; scores 0-100, shares in percent, chances 0-1 as "
        "ranges, all worked out from your whole profile. General information, not legal advice: "
        "check each fact with the program"
    )
    missing = left_out(ticked, ("notes", "failures", "visa"))
    return Sheet("Programs", header, tuple(rows), contains, missing)


def _program_cells(standing: Standing, ticked: Ticked) -> list[Cell]:
    program, assessment = standing.program, standing.assessment
    private = {key: rule.private for key, rule in GATES.items() if rule.private}
    gates = [
        gate
        for gate in assessment.gates
        if gate.rule not in private or getattr(ticked, private[gate.rule])
    ]
    chance = standing.numbers.chance
    return [
        *_named(program.id, program),
        round(assessment.score, 2),
        None if assessment.fit is None else round(assessment.fit, 2),
        round(assessment.coverage, 3),
        *(
            (round(end, 4) for end in (chance.low, chance.mid, chance.high))
            if chance
            else [None] * 3
        ),
        *(
            ", ".join(gate.rule for gate in gates if gate.outcome == outcome)
            for outcome in ("fail", "unknown")
        ),
    ]


def _named(program_id: str, program: Program | None) -> tuple[str, ...]:
    """The cells that say which program; a vanished one has its id only."""
    if program is None:
        return (program_id, "", "", "", "")
    return (program_id, program.name, program.city, program.state, program.specialty)


def _fact_header(short: bool) -> list[str]:
    if short:
        return [fact.label for fact in FACTS.values()]
    return [f"{field}{end}" for field in FACTS for end in ("", "_status", "_source", "_as_of")]


def _fact_cells(facts: Mapping[str, Evidence], short: bool) -> list[Cell]:
    cells: list[Cell] = []
    for field in FACTS:
        fact = facts[field]
        if short:
            sure = f"{STATUS_WORDS[fact.status]} {fact.as_of}".strip()
            cells.append("not stated" if fact.value is None else f"{fact.value} ({sure})")
        else:
            cells += [fact.value, fact.status, fact.source or None, fact.as_of or None]
    return cells


def _of_facts(coach: Coach, ticked: Ticked, short: bool) -> Sheet:
    facts = coach.programs.read_facts
    return fact_sheet(
        facts, {fact.program_id: coach.programs.known(fact.program_id) for fact in facts}
    )


def fact_sheet(facts: Sequence[ReadFact], programs: Mapping[str, Program | None]) -> Sheet:
    """The facts that the applicant recorded, one in a row, as an import reads them back."""
    rows = tuple(
        (
            *_named(fact.program_id, programs.get(fact.program_id)),
            fact.field,
            fact.value,
            fact.source,
            fact.day,
        )
        for fact in facts
    )
    contains = f"{len(rows)} program facts that you recorded, with where and on which day"
    return Sheet("Program facts", READ, rows, contains, ("everything about yourself",))


def _of_journey(coach: Coach, ticked: Ticked, short: bool) -> Sheet:
    rows = tuple(
        (
            title,
            step.task.key,
            step.task.title,
            step.state,
            _iso(step.due),
            _iso(step.latest_start),
            step.slack_days,
            step.task.hours.usual,
        )
        for stage, title in STAGES.items()
        for step in coach.road.plan.steps
        if step.task.stage == stage and not _is_hidden(step, ticked)
    )
    contains = f"your journey: {len(rows)} tasks by stage, with dates; which exams are done shows"
    missing = left_out(ticked, ("failures", "visa"))
    return Sheet("Journey", JOURNEY, rows, contains, missing)


def _of_week(coach: Coach, ticked: Ticked, short: bool) -> Sheet:
    plan = coach.week.plan()
    tasks = [
        ("task", part.step.task.key, part.step.task.title, part.hours, part.reason, *[None] * 3)
        for part in plan.planned
        if not _is_hidden(part.step, ticked)
    ]
    dates = [
        ("date", event.key, event.title, None, None)
        + (str(event.day), (event.day - coach.today).days, event.status)
        for event in coach.season.dates(DATES)
    ]
    contains = f"the week of {plan.monday}: {len(tasks)} tasks and {len(dates)} dates"
    missing = left_out(ticked, ("failures", "visa"))
    return Sheet(f"Week of {plan.monday}", WEEK, (*tasks, *dates), contains, missing)


def _is_hidden(step: Step, ticked: Ticked) -> bool:
    """Whether only somebody with a visa need or a failure has it, and that is not ticked."""
    return is_private(step.task.who, ticked)


def _iso(day: date | None) -> str | None:
    return str(day) if day else None


SHEETS: Final[dict[str, Callable[[Coach, Ticked, bool], Sheet]]] = {
    "list": _of_list,
    "programs": _of_programs,
    "facts": _of_facts,
    "journey": _of_journey,
    "week": _of_week,
}
"""What can be exported as a table; the last argument makes it short, for reading."""
