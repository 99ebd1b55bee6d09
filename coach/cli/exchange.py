"""`coach import KIND FILE` and `coach export KIND FILE`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

from coach.cli.answer import Answer, Force, picked
from coach.saying.files import remarks, taken
from coach.saying.sheets import SHEETS, Ticked, left_out
from coach.saying.summary import of_coach
from coach.saying.text import rows
from coach.subjects.coach import Coach
from coach.subjects.files import FORMATS, KINDS
from coach.subjects.options import Opt
from coach.writing import write_file

KIND_WORDS: Final = "; ".join(f"{kind}: {words}" for kind, words in KINDS.items())
SHEET_WORDS: Final = f"{', '.join(SHEETS)}, or summary: one page for a mentor"


def bring_in(
    coach: Coach,
    kind: Annotated[str, Opt(KIND_WORDS, "KIND", choices=tuple(KINDS))],
    file: Annotated[Path, Opt(".csv, .xlsx or .json", "FILE")],
    only_preview: Annotated[bool, Opt("show what would change, only", flag="--preview")] = False,
    strict: Annotated[bool, Opt("nothing when any row is bad")] = False,
) -> Answer:
    """Takes the usable rows of a table in one act and lists the others."""
    shown = coach.files.preview(kind, file)
    is_changed = not only_preview and coach.files.take(shown, strict)
    data: dict[str, object] = {
        "imported": 0 if only_preview else shown.usable,
        "changed": len(shown.differences) if is_changed else 0,
        "skipped": [picked(row, "row why") for row in shown.skipped],
        "columns": [picked(row, "column=title meaning=target guess") for row in shown.columns.used],
        "ignored": shown.columns.ignored,
        "empty": shown.empty,
        "note": shown.note or None,
    }
    if only_preview:
        data |= {
            "usable": shown.usable,
            "first": shown.first,
            "changes": [
                picked(change, "row program_id=key program=title what old new")
                for change in shown.differences
            ],
        }
    return Answer(data, taken(shown, not only_preview), remarks(shown, is_changed))


def take_out(
    coach: Coach,
    kind: Annotated[str, Opt(SHEET_WORDS, "KIND", choices=(*SHEETS, "summary"))],
    file: Annotated[str, Opt(f"{', '.join(FORMATS)}, or - for the screen", "FILE")],
    form: Annotated[
        str | None,
        Opt(
            "of -, csv where nothing is said",
            "FORMAT",
            flag="--format",
            choices=("csv", "md", "json"),
        ),
    ] = None,
    notes: Annotated[bool, Opt("with your own notes")] = False,
    failures: Annotated[bool, Opt("with failed exams and Matches")] = False,
    visa: Annotated[bool, Opt("with what concerns your visa")] = False,
    force: Force = False,
) -> Answer:
    """Writes one thing to a file, or prints it, and says what it contains."""
    ticked, is_summary = Ticked(notes, failures, visa), kind == "summary"
    allowed = (".md",) if is_summary else FORMATS
    ending = coach.files.ending(file, form, allowed, f"coach export {kind}")
    data: dict[str, object] = {"kind": kind, "file": file}
    printed: dict[str, object]
    if is_summary:
        content = of_coach(coach, ticked).encode()
        missing = left_out(ticked, ("notes", "failures", "visa"))
        more = [f"Left out: {'; '.join(missing)}."] if missing else []
        data["left_out"] = missing
        printed = {"text": content.decode()}
    else:
        log = coach.logs.get(kind)
        sheet = log.sheet(notes) if log else SHEETS[kind](coach, ticked, ending == ".md")
        content, more = sheet.rendered(ending), sheet.contents
        data |= {"rows": len(sheet.rows), "contains": sheet.contains, "left_out": sheet.left_out}
        printed = {"table": [dict(zip(sheet.header, row, strict=True)) for row in sheet.rows]}
    if file == "-":
        return Answer(data | printed, rows([content.decode().rstrip("\r\n")]), more)
    write_file(Path(file), content, force)
    return Answer(data, (), [f"Written to {file}, for you alone.", *more])
