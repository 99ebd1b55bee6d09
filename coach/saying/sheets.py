"""What the applicant takes out of coach, as rows; nothing private unless it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Annotated, Final

from coach.files.writing import Cell, Sheet
from coach.journey.standing import Step
from coach.records import STAGES, Chance, CoachError, Evidence, Program, Record
from coach.rules.conditions import PRIVATE
from coach.rules.fields import FACTS
from coach.rules.programs import GATES
from coach.saying.ranking import felt
from coach.subjects.applying import Application, Limits
from coach.subjects.coach import Coach
from coach.subjects.options import Opt
from coach.subjects.programs import Standing
from coach.wording import STATUS_WORDS

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
JOURNEY: Final[Mapping[str, Callable[[Step], Cell]]] = {
    "stage": lambda step: STAGES[step.task.stage],
    "task": lambda step: step.task.key,
    "title": lambda step: step.task.title,
    "state": lambda step: step.state,
    "due": lambda step: str(step.due) if step.due else None,
    "latest_start": lambda step: str(step.latest_start) if step.latest_start else None,
    "slack_days": lambda step: step.slack_days,
    "hours": lambda step: step.task.hours.usual,
}
RANKS: Final = ("list", "place", "program_id", "program", "track", "city", "state", "specialty")
WEEK: Final = ("what", "key", "title", "hours", "reason", "date", "days_left", "status")


REDACTED: Final = "of the summary: names, addresses and long numbers hidden, scores in bands of ten"


class Ticked(Record):
    """What of the private things an export may hold."""

    notes: Annotated[bool, Opt("with your own notes")] = False
    failures: Annotated[bool, Opt("with failed exams and Matches")] = False
    visa: Annotated[bool, Opt("with what concerns your visa")] = False
    people: Annotated[bool, Opt("with steps of your logs, which name people")] = False
    redacted: Annotated[bool, Opt(REDACTED)] = False


def left_out(ticked: Ticked, concerned: Sequence[str]) -> tuple[str, ...]:
    """The private things that an export of these concerns does not hold, in words."""
    words = {
        "notes": "your notes (--notes adds them)",
        "failures": "failed exams and Matches (--failures adds them)",
        "visa": "your visa (--visa adds it)",
        "people": "steps of your logs, which name people (--people adds them)",
    }
    return tuple(words[concern] for concern in concerned if not getattr(ticked, concern))


def is_private(conditions: Iterable[str], ticked: Ticked) -> bool:
    """Whether a task or need with these conditions tells what was not ticked."""
    # Nearly everybody has not fled and told of no lost Match: only the contrary tells of them.
    telling = (each for each in conditions if each not in ("!fled", "!not_matched"))
    told = {PRIVATE.get(condition.removeprefix("!"), "") for condition in telling}
    return any(thing and not getattr(ticked, thing) for thing in told)


def _of_list(coach: Coach, ticked: Ticked, short: bool) -> Sheet:
    told = coach.applying.listed(Limits())
    if told.nothing:
        raise CoachError(told.nothing)
    programs = {program.id: program for program in coach.programs.listed()}
    return list_sheet(told.answer.order, programs)


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
    where = (program.name, program.city, program.state) if program else ("", "", "")
    expected = application.expected_interviews
    return (
        *(place, application.id, *where, application.specialty),
        *(application.cost, application.total_cost, application.value),
        *(expected.low, expected.mid, expected.high, application.p_none, application.p_five),
    )


def _of_programs(coach: Coach, ticked: Ticked, short: bool) -> Sheet:
    """Ranked programs, best first, with the facts of each. `short` puts each fact with its status
    into one cell, for reading; else four columns each."""
    fact_header = [fact.label for fact in FACTS.values()]
    if not short:
        ends = ("", "_status", "_source", "_as_of")
        fact_header = [f"{field}{end}" for field in FACTS for end in ends]
    rows, names = [], coach.profile.applicant.specialties
    for place, standing in enumerate(coach.programs.ranked(names), 1):
        facts, mark = coach.programs.known_facts(standing.program.id), standing.mark
        own = [mark.mark if mark else None, *[mark.note if mark else ""] * ticked.notes]
        cells = [cell for field in FACTS for cell in _fact_cells(facts[field], short)]
        rows.append((place, *_program_cells(standing, ticked), *cells, *own))
    contains = (
        f"{len(rows)} programs, best first for your wishes, with what is known of each, how sure "
        "that is and since when, and your marks; scores 0-100, shares in percent, chances 0-1 as "
        "ranges, all worked out from your whole profile. General information, not legal advice: "
        "check each fact with the program"
    )
    header = (*PROGRAMS, *fact_header, "mark", *["note"] * ticked.notes)
    missing = left_out(ticked, ("notes", "failures", "visa"))
    return Sheet("Programs", header, tuple(rows), contains, missing)


def _ends(chance: Chance | None) -> list[float | None]:
    if chance is None:
        return [None] * 3
    return [round(end, 4) for end in (chance.low, chance.mid, chance.high)]


def _program_cells(standing: Standing, ticked: Ticked) -> list[Cell]:
    program, assessment, chance = standing.program, standing.assessment, standing.numbers.chance
    private = {key: rule.private for key, rule in GATES.items() if rule.private}
    gates = [
        gate
        for gate in assessment.gates
        if gate.rule not in private or getattr(ticked, private[gate.rule])
    ]
    fit = None if assessment.fit is None else round(assessment.fit, 2)
    numbers = (round(assessment.score, 2), fit, round(assessment.coverage, 3))
    rules = (
        ", ".join(gate.rule for gate in gates if gate.outcome == outcome)
        for outcome in ("fail", "unknown")
    )
    return [*_named(program.id, program), *numbers, *_ends(chance), *rules]


def _named(program_id: str, program: Program | None) -> tuple[str, ...]:
    """The cells that say which program; a vanished one has its id only."""
    if program is None:
        return (program_id, "", "", "", "")
    return (program_id, program.name, program.city, program.state, program.specialty)


def _fact_cells(fact: Evidence, short: bool) -> list[Cell]:
    if short:
        sure = f"{STATUS_WORDS[fact.status]} {fact.as_of}".strip()
        return ["not stated" if fact.value is None else f"{fact.value} ({sure})"]
    return [fact.value, fact.status, fact.source or None, fact.as_of or None]


def _of_facts(coach: Coach, ticked: Ticked, short: bool) -> Sheet:
    """The facts that the applicant recorded, one in a row, as an import reads them back."""
    rows = tuple(
        _named(fact.program_id, coach.programs.known(fact.program_id))
        + (fact.field, fact.value, fact.source, fact.day)
        for fact in coach.programs.read_facts
    )
    contains = f"{len(rows)} program facts that you recorded, with where and on which day"
    return Sheet("Program facts", READ, rows, contains, ("everything about yourself",))


def _of_ranks(coach: Coach, ticked: Ticked, short: bool) -> Sheet:
    """The rank list to print; what one felt only where notes are ticked."""
    rows: list[tuple[Cell, ...]] = []
    for rank in coach.ranking.listed:
        program, then = coach.programs.known(rank.program), felt(coach, rank)
        where = (program.city, program.state, program.specialty) if program else ("", "", "")
        told = [then[1], rank.note] * ticked.notes
        which = "first years" if rank.supplemental else "primary"
        rows.append((which, rank.place, rank.program, rank.short, rank.track, *where, *told))
    contains = f"your rank list as it stands here, {len(rows)} programs; only R3 counts"
    header = (*RANKS, *["then", "now"] * ticked.notes)
    return Sheet("Rank list", header, tuple(rows), contains, left_out(ticked, ("notes",)))


def _of_journey(coach: Coach, ticked: Ticked, short: bool) -> Sheet:
    shown = [step for step in coach.road.plan.steps if not is_private(step.task.who, ticked)]
    steps = [step for stage in STAGES for step in shown if step.task.stage == stage]
    rows = tuple(tuple(cell(step) for cell in JOURNEY.values()) for step in steps)
    contains = f"your journey: {len(rows)} tasks by stage, with dates; which exams are done shows"
    missing = left_out(ticked, ("failures", "visa", "people"))
    return Sheet("Journey", tuple(JOURNEY), rows, contains, missing)


def _of_week(coach: Coach, ticked: Ticked, short: bool) -> Sheet:
    plan = coach.week.plan()
    tasks = [
        ("task", part.step.task.key, part.step.task.title, part.hours, part.reason, *[None] * 3)
        for part in plan.planned
        if not is_private(part.step.task.who, ticked)
    ]
    dates = [
        ("date", event.key, event.title, None, None)
        + (str(event.day), (event.day - coach.today).days, event.status)
        for event in coach.season.next_dates
    ]
    contains = f"the week of {plan.monday}: {len(tasks)} tasks and {len(dates)} dates"
    missing = left_out(ticked, ("failures", "visa", "people"))
    return Sheet(f"Week of {plan.monday}", WEEK, (*tasks, *dates), contains, missing)


SHEETS: Final[dict[str, Callable[[Coach, Ticked, bool], Sheet]]] = {
    "list": _of_list,
    "programs": _of_programs,
    "facts": _of_facts,
    "journey": _of_journey,
    "week": _of_week,
    "ranks": _of_ranks,
}
"""What can be exported as a table; the last argument makes it short, for reading."""
