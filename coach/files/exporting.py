"""What the applicant takes out of coach, as rows; nothing private unless it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

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


def list_sheet(order: Sequence[Mapping[str, Any]], programs: Mapping[str, Program]) -> Sheet:
    """The application list of `coach list --json` (its `order`) with names, towns and states."""
    header = (
        "place",
        "program_id",
        "name",
        "city",
        "state",
        "specialty",
        "cost",
        "total_cost",
        "value",
        "expected_interviews_low",
        "expected_interviews_mid",
        "expected_interviews_high",
        "p_none",
        "p_five",
    )
    rows = tuple(_list_row(place, one, programs) for place, one in enumerate(order, 1))
    contains = (
        f"your application list, {len(rows)} programs in the order of adding; costs in USD, "
        "interviews and chances (0-1) of the list up to each row are estimates, not promises"
    )
    return Sheet("Application list", header, rows, contains, ("notes, exam results and visa",))


def _list_row(
    place: int, one: Mapping[str, Any], programs: Mapping[str, Program]
) -> tuple[Cell, ...]:
    program = programs.get(one["id"])
    named = (program.name, program.city, program.state) if program else ("", "", "")
    interviews = one.get("expected_interviews") or {}
    return (
        place,
        one["id"],
        *named,
        one.get("specialty"),
        one.get("cost"),
        one.get("total_cost"),
        one.get("value"),
        *(interviews.get(end) for end in ("low", "mid", "high")),
        one.get("p_none"),
        one.get("p_five"),
    )


def program_sheet(
    programs: Sequence[Mapping[str, Any]], notes: Mapping[str, str], ticked: Ticked, short: bool
) -> Sheet:
    """Ranked programs of `coach programs --json`, best first; `notes` by program id.

    `short` puts each fact with its status into one cell, for reading; else four columns each.
    """
    header = [
        "place",
        "program_id",
        "name",
        "city",
        "state",
        "specialty",
        "score",
        "fit",
        "coverage",
        "chance_low",
        "chance_mid",
        "chance_high",
        "gates_failed",
        "gates_unknown",
        *_fact_header(short),
        "mark",
        *(("note",) if ticked.notes else ()),
    ]
    rows = []
    for place, one in enumerate(programs, 1):
        said = [one["mark"], *([notes.get(one["program_id"], "")] if ticked.notes else [])]
        rows.append((place, *_program_cells(one, ticked), *_fact_cells(one, short), *said))
    contains = (
        f"{len(rows)} programs, best first for your wishes, with what is known of each, how sure "
        "that is and since when, and your marks; scores 0-100, shares in percent, chances 0-1 as "
        "ranges, all worked out from your whole profile. General information, not legal advice: "
        "check each fact with the program"
    )
    missing = left_out(ticked, ("notes", "failures", "visa"))
    return Sheet("Programs", tuple(header), tuple(rows), contains, missing)


def _program_cells(one: Mapping[str, Any], ticked: Ticked) -> list[Cell]:
    private = {key: rule.private for key, rule in GATES.items() if rule.private}
    gates = [
        gate
        for gate in one["gates"]
        if gate["rule"] not in private or getattr(ticked, private[gate["rule"]])
    ]
    failed, unknown = (
        ", ".join(gate["rule"] for gate in gates if gate["outcome"] == outcome)
        for outcome in ("fail", "unknown")
    )
    named = ("program_id", "name", "city", "state", "specialty", "score", "fit", "coverage")
    chance = one.get("chance") or {}
    ends = [chance.get(end) for end in ("low", "mid", "high")]
    return [*(one[key] for key in named), *ends, failed, unknown]


def _fact_header(short: bool) -> list[str]:
    if short:
        return [fact.label for fact in FACTS.values()]
    return [f"{field}{end}" for field in FACTS for end in ("", "_status", "_source", "_as_of")]


def _fact_cells(one: Mapping[str, Any], short: bool) -> list[Cell]:
    cells: list[Cell] = []
    for field in FACTS:
        fact = one["facts"].get(field) or {"value": None, "status": "unknown"}
        value, status, as_of = fact["value"], fact["status"], fact.get("as_of")
        if short:
            sure = f"{STATUS_WORDS[status]} {as_of or ''}".strip()
            cells.append("not stated" if value is None else f"{value} ({sure})")
        else:
            cells += [value, status, fact.get("source"), as_of]
    return cells


def fact_sheet(facts: Sequence[ReadFact], programs: Mapping[str, Program]) -> Sheet:
    """The facts that the applicant recorded, one in a row, as an import reads them back."""
    header = (
        "program_id",
        "name",
        "city",
        "state",
        "specialty",
        "field",
        "value",
        "source",
        "date",
    )
    rows = []
    for fact in facts:
        program = programs.get(fact.program_id)
        named = (
            (program.name, program.city, program.state, program.specialty)
            if program
            else ("", "", "", "")
        )
        rows.append((fact.program_id, *named, fact.field, fact.value, fact.source, fact.day))
    contains = f"{len(rows)} program facts that you recorded, with where and on which day"
    return Sheet("Program facts", header, tuple(rows), contains, ("everything about yourself",))


def journey_sheet(
    stages: Sequence[Mapping[str, Any]], hidden: Iterable[str], missing: tuple[str, ...]
) -> Sheet:
    """The stages of `coach journey --json`, one task in a row, without the hidden keys."""
    header = (
        "stage",
        "task",
        "title",
        "state",
        "due",
        "latest_start",
        "slack_days",
        "hours",
    )
    hidden = set(hidden)
    rows = tuple(
        (
            stage["title"],
            task["key"],
            task["title"],
            task["state"],
            task["due"],
            task["latest_start"],
            task["slack_days"],
            task["needs_hours"],
        )
        for stage in stages
        for task in stage["tasks"]
        if task["key"] not in hidden
    )
    contains = f"your journey: {len(rows)} tasks by stage, with dates; which exams are done shows"
    return Sheet("Journey", header, rows, contains, missing)


def week_sheet(week: Mapping[str, Any], hidden: Iterable[str], missing: tuple[str, ...]) -> Sheet:
    """The plan of `coach week --json`: tasks, then the next dates, without the hidden keys."""
    header = ("what", "key", "title", "hours", "reason", "date", "days_left", "status")
    hidden = set(hidden)
    tasks = [
        ("task", one["key"], one["title"], one["hours"], one["reason"], None, None, None)
        for one in week["tasks"]
        if one["key"] not in hidden
    ]
    dates = [
        (
            "date",
            one["event"],
            one["title"],
            None,
            None,
            one["date"],
            one["days_left"],
            one["status"],
        )
        for one in week["dates"]
    ]
    contains = f"the week of {week['week_of']}: {len(tasks)} tasks and {len(dates)} dates"
    return Sheet(f"Week of {week['week_of']}", header, (*tasks, *dates), contains, missing)
