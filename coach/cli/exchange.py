"""`coach import KIND FILE` and `coach export KIND FILE`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Annotated, Any, Final

from coach.cli import applying
from coach.cli import journey as journeys
from coach.cli import programs as rankings
from coach.cli import week as weeks
from coach.cli.answer import Answer, Force
from coach.files import exporting
from coach.files.columns import meaning
from coach.files.exporting import Ticked, is_private, left_out
from coach.files.importing import KINDS, apply, preview
from coach.files.plans import Preview
from coach.files.summary import summary
from coach.files.writing import FORMATS, Sheet, contents, rendered
from coach.records import STAGES, CoachError, Program, asdict
from coach.saying.text import rows
from coach.subjects.coach import Coach
from coach.subjects.options import Opt
from coach.wording import cut
from coach.writing import write_file

KIND_WORDS: Final = "; ".join(f"{kind}: {words}" for kind, words in KINDS.items())
SHEET_WORDS: Final = ("list", "programs", "facts", "journey", "week")
"""What can be exported as a table."""
EXPORTS: Final = (*SHEET_WORDS, "summary")
SHOWN: Final = 20
"""Lines of skipped rows and of changes on a terminal; --json lists all."""
DATES: Final = 5
"""Dates in the summary."""


def bring_in(
    coach: Coach,
    kind: Annotated[str, Opt(KIND_WORDS, "KIND", choices=tuple(KINDS))],
    file: Annotated[Path, Opt(".csv, .xlsx or .json", "FILE")],
    only_preview: Annotated[bool, Opt("show what would change, only", flag="--preview")] = False,
    strict: Annotated[bool, Opt("nothing when any row is bad")] = False,
) -> Answer:
    """Takes the usable rows of a table in one act and lists the others."""
    made = preview(coach, kind, file)
    if strict and made.skipped and not only_preview:
        first = made.skipped[0]
        raise CoachError(
            f"{len(made.skipped)} rows cannot be used (row {first.row}: {first.why}), so nothing "
            "was taken; --preview lists them."
        )
    changed = not only_preview and apply(coach, made)
    data: dict[str, Any] = {
        "imported": 0 if only_preview else made.usable,
        "changed": len(made.differences) if changed else 0,
        "skipped": [asdict(one) for one in made.skipped],
        "columns": [
            {"column": one.title, "meaning": one.target, "guess": one.guess}
            for one in made.columns.used
        ],
        "ignored": list(made.columns.ignored),
        "empty": made.empty,
        "note": made.note or None,
    }
    if only_preview:
        data |= {
            "usable": made.usable,
            "first": [list(row) for row in made.first],
            "changes": [asdict(one) for one in made.differences],
        }
    return Answer(data, rows(_lines(made, only_preview)), _notes(made, changed))


def _lines(made: Preview, only_preview: bool) -> list[str]:
    verb = "could be taken" if only_preview else "taken"
    lines = [
        f"{made.file}: {made.rows} rows, {made.usable} {verb}, {made.empty} say nothing, "
        f"{len(made.skipped)} skipped; {len(made.differences)} changes."
    ]
    if only_preview:
        lines += ["", *map(_column_line, made.columns.used)]
        lines += [""] + _some(
            f"  row {one.row}  {one.program[:34]:34}  {one.what}: {one.old} → {one.new}"
            for one in made.differences
        )
    if made.skipped:
        lines += ["", "Skipped", *_some(f"  row {one.row}: {one.why}" for one in made.skipped)]
    return [cut(line, 119) if line.startswith("  row ") and "→" in line else line for line in lines]


def _column_line(column: Any) -> str:
    field, _, side = column.target.partition(".")
    words = meaning(field) + (f", {side.replace('_', ' ')}" if side else "")
    return f"  “{column.title}” is: {words}{' (a guess)' if column.guess else ''}"


def _some(lines: Iterable[str]) -> list[str]:
    every = list(lines)
    more = [f"  … {len(every) - SHOWN} more; --json lists all"] if len(every) > SHOWN else []
    return every[:SHOWN] + more


def _notes(made: Preview, changed: bool) -> list[str]:
    notes = [f"Not used: {', '.join(made.columns.ignored)}."] if made.columns.ignored else []
    guesses = [
        f"“{one.title}” as {meaning(one.target)}"
        for one in made.columns.used
        if one.guess and "." not in one.target
    ]
    notes += [f"Guessed: {', '.join(guesses)}."] if guesses else []
    notes += [f"{made.file}: {made.note}."] if made.note else []
    return notes + (["`coach undo` takes the whole import back."] if changed else [])


def take_out(
    coach: Coach,
    kind: Annotated[
        str,
        Opt(
            f"{', '.join(SHEET_WORDS)}, or summary: one page for a mentor", "KIND", choices=EXPORTS
        ),
    ],
    file: Annotated[str, Opt(f"{', '.join(FORMATS)}, or - for the screen", "FILE")],
    form: Annotated[
        str | None, Opt("of - (csv)", "FORMAT", flag="--format", choices=("csv", "md", "json"))
    ] = None,
    notes: Annotated[bool, Opt("with your own notes")] = False,
    failures: Annotated[bool, Opt("with failed exams and Matches")] = False,
    visa: Annotated[bool, Opt("with what concerns your visa")] = False,
    force: Force = False,
) -> Answer:
    """Writes one thing to a file, or prints it, and says what it contains."""
    ending = _ending(kind, file, form)
    ticked = Ticked(notes, failures, visa)
    if kind == "summary":
        return _summary(coach, file, ticked, force)
    sheet = SHEETS[kind](coach, ticked, ending)
    content = rendered(sheet, ending)
    data = {
        "kind": kind,
        "file": file,
        "rows": len(sheet.rows),
        "contains": sheet.contains,
        "left_out": list(sheet.left_out),
    }
    if file == "-":
        data["table"] = [dict(zip(sheet.header, row, strict=True)) for row in sheet.rows]
        return Answer(data, rows([content.decode().rstrip("\r\n")]), contents(sheet))
    write_file(Path(file), content, force)
    return Answer(data, [], [f"Written to {file}, for you alone.", *contents(sheet)])


def _ending(kind: str, file: str, form: str | None) -> str:
    """The extension of what is written. Raises CoachError for one that is not written."""
    allowed = (".md",) if kind == "summary" else FORMATS
    if file == "-":
        return f".{form or ('md' if kind == 'summary' else 'csv')}"
    ending = Path(file).suffix.lower()
    if ending not in allowed:
        raise CoachError(f"{file}: coach export {kind} writes {', '.join(allowed)}.")
    if form and ending != f".{form}":
        raise CoachError(f"{file} is not a .{form} file; leave --format out.")
    return ending


def _summary(coach: Coach, file: str, ticked: Ticked, force: bool) -> Answer:
    rules = coach.profile.need_rules
    page = summary(
        coach.profile.applicant,
        STAGES[coach.road.place.stage],
        [(rules[key], need) for key, need in coach.profile.needs.items()],
        coach.season.dates(DATES),
        list(coach.programs.marks.values()),
        ticked,
        coach.today,
    )
    missing = list(left_out(ticked, ("notes", "failures", "visa")))
    data = {"kind": "summary", "file": file, "left_out": missing}
    notes = [f"Left out: {'; '.join(missing)}."] if missing else []
    if file == "-":
        return Answer(data | {"text": page}, rows([page.rstrip("\n")]), notes)
    write_file(Path(file), page.encode("utf-8"), force)
    return Answer(data, [], [f"Written to {file}, for you alone.", *notes])


def _list(coach: Coach, ticked: Ticked, ending: str) -> Sheet:
    order = applying.list_applications(coach).data["order"]
    return exporting.list_sheet(order, _programs(coach, (one["id"] for one in order)))


def _ranked(coach: Coach, ticked: Ticked, ending: str) -> Sheet:
    programs = rankings.programs(coach, coach.profile.applicant.specialties, failing=True).data[
        "programs"
    ]
    notes = {key: mark.note for key, mark in coach.programs.marks.items()}
    return exporting.program_sheet(programs, notes, ticked, short=ending == ".md")


def _facts(coach: Coach, ticked: Ticked, ending: str) -> Sheet:
    facts = coach.programs.read_facts
    return exporting.fact_sheet(facts, _programs(coach, (one.program_id for one in facts)))


def _journey(coach: Coach, ticked: Ticked, ending: str) -> Sheet:
    missing = left_out(ticked, ("failures", "visa"))
    stages = journeys.journey(coach).data["stages"]
    return exporting.journey_sheet(stages, _hidden(coach, ticked), missing)


def _week(coach: Coach, ticked: Ticked, ending: str) -> Sheet:
    missing = left_out(ticked, ("failures", "visa"))
    return exporting.week_sheet(weeks.week(coach).data, _hidden(coach, ticked), missing)


SHEETS: Final[dict[str, Callable[[Coach, Ticked, str], Sheet]]] = {
    "list": _list,
    "programs": _ranked,
    "facts": _facts,
    "journey": _journey,
    "week": _week,
}
"""What can be exported as a table."""


def _hidden(coach: Coach, ticked: Ticked) -> set[str]:
    """Keys of the tasks that only somebody with a visa need or a failure has, where not ticked."""
    return {key for key, task in coach.road.tasks.items() if is_private(task.who, ticked)}


def _programs(coach: Coach, ids: Iterable[str]) -> dict[str, Program]:
    found = {key: coach.programs.known(key) for key in ids}
    return {key: program for key, program in found.items() if program}
