"""What the applicant takes out of coach, as rows; nothing private unless it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from coach.files.writing import Cell, Sheet
from coach.records import Program, ReadFact, Record
from coach.rules.conditions import PRIVATE
from coach.rules.fields import FACTS
from coach.rules.programs import GATES
from coach.wording import STATUS_WORDS


class Ticked(Record):
    """What of the private things an export may hold."""

    notes: bool = False
    failures: bool = False
    visa: bool = False


def left_out(ticked: Ticked, concerned: Sequence[str]) -> tuple[str, ...]:
    """The private things that an export of these concerns does not hold, in words."""
    words = {
        "notes": "your notes (--notes adds them)",
        "failures": "failed exams and Matches (--failures adds them)",
        "visa": "your visa (--visa adds it)",
    }
    return tuple(words[one] for one in concerned if not getattr(ticked, one))


def is_private(conditions: Iterable[str], ticked: Ticked) -> bool:
    """Whether a task or need with these conditions tells what was not ticked."""
    told = {PRIVATE.get(word.removeprefix("!"), "") for word in conditions}
    return any(thing and not getattr(ticked, thing) for thing in told)


def _columns(words: str) -> tuple[str, ...]:
    return tuple(words.split())


LIST_COLUMNS: Final = _columns(
    "place program_id name city state specialty cost total_cost value expected_interviews_low "
    "expected_interviews_mid expected_interviews_high p_none p_five"
)
PROGRAM_COLUMNS: Final = _columns(
    "place program_id name city state specialty score fit coverage chance_low chance_mid "
    "chance_high gates_failed gates_unknown"
)
FACT_COLUMNS: Final = _columns("program_id name city state specialty field value source date")
STEP_COLUMNS: Final = _columns("stage task title state due latest_start slack_days hours")
STEP_KEYS: Final = _columns("key title state due latest_start slack_days needs_hours")
WEEK_COLUMNS: Final = _columns("what key title hours reason date days_left status")
ENDS: Final = ("low", "mid", "high")


def list_sheet(order: Sequence[Mapping[str, Any]], programs: Mapping[str, Program]) -> Sheet:
    """The application list of `coach list --json` (its `order`) with names, towns and states."""
    rows = tuple(_list_row(place, row, programs) for place, row in enumerate(order, 1))
    contains = (
        f"your application list, {len(rows)} programs in the order of adding; costs in USD, "
        "interviews and chances (0-1) of the list up to each row are estimates, not promises"
    )
    missing = ("notes, exam results and visa",)
    return Sheet("Application list", LIST_COLUMNS, rows, contains, missing)


def _list_row(
    place: int, row: Mapping[str, Any], programs: Mapping[str, Program]
) -> tuple[Cell, ...]:
    interviews = row.get("expected_interviews") or {}
    return (
        *(place, row["id"], *_named(programs.get(row["id"]))[:3], row.get("specialty")),
        *(row.get(key) for key in ("cost", "total_cost", "value")),
        *(interviews.get(end) for end in ENDS),
        *(row.get(key) for key in ("p_none", "p_five")),
    )


def program_sheet(
    programs: Sequence[Mapping[str, Any]], notes: Mapping[str, str], ticked: Ticked, short: bool
) -> Sheet:
    """Ranked programs of `coach programs --json`, best first; `notes` by program id.

    `short` puts each fact with its status into one cell, for reading; else four columns each.
    """
    header = (*PROGRAM_COLUMNS, *_fact_header(short), "mark", *(["note"] if ticked.notes else []))
    rows = []
    for place, row in enumerate(programs, 1):
        own = [row["mark"], *([notes.get(row["program_id"], "")] if ticked.notes else [])]
        rows.append((place, *_program_cells(row, ticked), *_fact_cells(row, short), *own))
    contains = (
        f"{len(rows)} programs, best first for your wishes, with what is known of each, how sure "
        "that is and since when, and your marks; scores 0-100, shares in percent, chances 0-1 as "
        "ranges, all worked out from your whole profile. General information, not legal advice: "
        "check each fact with the program"
    )
    missing = left_out(ticked, ("notes", "failures", "visa"))
    return Sheet("Programs", header, tuple(rows), contains, missing)


def _program_cells(row: Mapping[str, Any], ticked: Ticked) -> list[Cell]:
    private = {key: rule.private for key, rule in GATES.items() if rule.private}
    gates = [
        gate
        for gate in row["gates"]
        if gate["rule"] not in private or getattr(ticked, private[gate["rule"]])
    ]
    failed, unknown = (
        ", ".join(gate["rule"] for gate in gates if gate["outcome"] == outcome)
        for outcome in ("fail", "unknown")
    )
    chance = row.get("chance") or {}
    named = (row[key] for key in PROGRAM_COLUMNS[1:9])
    return [*named, *(chance.get(end) for end in ENDS), failed, unknown]


def _fact_header(short: bool) -> list[str]:
    if short:
        return [fact.label for fact in FACTS.values()]
    return [f"{field}{end}" for field in FACTS for end in ("", "_status", "_source", "_as_of")]


def _fact_cells(row: Mapping[str, Any], short: bool) -> list[Cell]:
    cells: list[Cell] = []
    for field in FACTS:
        fact = row["facts"].get(field) or {"value": None, "status": "unknown"}
        value, status, as_of = fact["value"], fact["status"], fact.get("as_of")
        if short:
            sure = f"{STATUS_WORDS[status]} {as_of or ''}".strip()
            cells.append("not stated" if value is None else f"{value} ({sure})")
        else:
            cells += [value, status, fact.get("source"), as_of]
    return cells


def fact_sheet(facts: Sequence[ReadFact], programs: Mapping[str, Program]) -> Sheet:
    """The facts that the applicant recorded, one in a row, as an import reads them back."""
    rows = tuple(
        (
            *(fact.program_id, *_named(programs.get(fact.program_id))),
            *(fact.field, fact.value, fact.source, fact.day),
        )
        for fact in facts
    )
    contains = f"{len(rows)} program facts that you recorded, with where and on which day"
    return Sheet(
        "Program facts", FACT_COLUMNS, tuple(rows), contains, ("everything about yourself",)
    )


def _named(program: Program | None) -> tuple[str, str, str, str]:
    """Name, town, state and specialty; empty for what the facts no longer list."""
    if program is None:
        return "", "", "", ""
    return program.name, program.city, program.state, program.specialty


def journey_sheet(
    stages: Sequence[Mapping[str, Any]], hidden: Iterable[str], missing: tuple[str, ...]
) -> Sheet:
    """The stages of `coach journey --json`, one task in a row, without the hidden keys."""
    hidden = set(hidden)
    rows = tuple(
        (stage["title"], *(task[key] for key in STEP_KEYS))
        for stage in stages
        for task in stage["tasks"]
        if task["key"] not in hidden
    )
    contains = f"your journey: {len(rows)} tasks by stage, with dates; which exams are done shows"
    return Sheet("Journey", STEP_COLUMNS, rows, contains, missing)


def week_sheet(week: Mapping[str, Any], hidden: Iterable[str], missing: tuple[str, ...]) -> Sheet:
    """The plan of `coach week --json`: tasks, then the next dates, without the hidden keys."""
    hidden = set(hidden)
    tasks = [
        ("task", *(task[key] for key in ("key", "title", "hours", "reason")), None, None, None)
        for task in week["tasks"]
        if task["key"] not in hidden
    ]
    dates = [
        (
            "date",
            day["event"],
            day["title"],
            None,
            None,
            day["date"],
            day["days_left"],
            day["status"],
        )
        for day in week["dates"]
    ]
    contains = f"the week of {week['week_of']}: {len(tasks)} tasks and {len(dates)} dates"
    return Sheet(f"Week of {week['week_of']}", WEEK_COLUMNS, (*tasks, *dates), contains, missing)
