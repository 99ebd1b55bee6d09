"""What goes in and out: what an import does or would do, a sheet or a page for a mentor."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Final, Literal

from coach.files.columns import Column, meaning
from coach.files.importing import Preview
from coach.files.writing import FORMATS
from coach.records import CoachError, Record
from coach.saying.sheets import SHEETS, Ticked, left_out
from coach.saying.summary import of_coach
from coach.saying.text import Answer, Line, notes, rows
from coach.subjects.coach import Coach
from coach.subjects.files import KINDS
from coach.subjects.options import Force, Opt
from coach.wording import cut
from coach.writing import write_file

KIND_WORDS: Final = "; ".join(f"{kind}: {words}" for kind, words in KINDS.items())
SHOWN: Final = 20
"""Lines of skipped rows and of changes on a terminal; --json lists all."""
WIDE: Final = 119
"""Cells of a line that tells a change."""


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
        "skipped": shown.skipped,
        "columns": shown.columns.used,
        "ignored": shown.columns.ignored,
        "empty": shown.empty,
        "note": shown.note or None,
    }
    if only_preview:
        data |= {"usable": shown.usable, "first": shown.first, "changes": shown.differences}
    return Answer(data, [*_taken(shown, not only_preview), *notes(*_remarks(shown, is_changed))])


def _taken(preview: Preview[Record], is_done: bool) -> list[Line]:
    """The rows of a table: how many are taken, or could be, and why others are not."""
    lines = [
        f"{preview.file}: {preview.rows} rows, {preview.usable} "
        f"{'taken' if is_done else 'could be taken'}, {preview.empty} say nothing, "
        f"{len(preview.skipped)} skipped; {len(preview.differences)} changes."
    ]
    if not is_done:
        changes = (
            f"  row {change.row}  {change.title[:34]:34}  {change.what}: "
            f"{change.old} → {change.new}"
            for change in preview.differences
        )
        renamed = [column for column in preview.columns.used if column.title != column.target]
        lines += ["", *map(_column, renamed), *[""] * bool(renamed)]
        lines += [cut(line, WIDE) for line in _some(changes)]
    if preview.skipped:
        skipped = (f"  row {row.row}: {row.why}" for row in preview.skipped)
        lines += ["", "Skipped", *_some(skipped)]
    return rows(lines)


def _column(column: Column) -> str:
    field, _, side = column.target.partition(".")
    words = meaning(field) + (f", {side.replace('_', ' ')}" if side else "")
    return f"  “{column.title}” is: {words}{' (a guess)' if column.guess else ''}"


def _some(lines: Iterable[str]) -> list[str]:
    every = list(lines)
    more = [f"  … {len(every) - SHOWN} more; --json lists all"] if len(every) > SHOWN else []
    return every[:SHOWN] + more


def _remarks(preview: Preview[Record], is_changed: bool) -> list[str]:
    """What else is to say of the table: columns not used or guessed, and the way back."""
    columns = preview.columns
    notes = [f"Not used: {', '.join(columns.ignored)}."] if columns.ignored else []
    guesses = [
        f"“{column.title}” as {meaning(column.target)}"
        for column in columns.used
        if column.guess and "." not in column.target
    ]
    notes += [f"Guessed: {', '.join(guesses)}."] if guesses else []
    notes += [f"{preview.file}: {preview.note}."] if preview.note else []
    return notes + (["`coach undo` takes the whole import back."] if is_changed else [])


FILE_WORDS: Final = f"{', '.join(FORMATS)}, or - for the screen"
SHEET_WORDS: Final = f"{', '.join(SHEETS)}, or summary: one page for a mentor"


def of_log(
    coach: Coach,
    word: str,
    file: Annotated[str, Opt(FILE_WORDS, "FILE")],
    private: Annotated[bool, Opt("private fields too")] = False,
    force: Force = False,
) -> Answer:
    """Writes everything that a log keeps."""
    return take_out(coach, word, file, ticked=Ticked(notes=private), force=force)


def take_out(
    coach: Coach,
    kind: Annotated[str, Opt(SHEET_WORDS, "KIND", choices=(*SHEETS, "summary"))],
    file: Annotated[str, Opt(FILE_WORDS, "FILE")],
    form: Annotated[
        Literal["csv", "md", "json"] | None,
        Opt("of -, csv where nothing is said", "FORMAT", flag="--format"),
    ] = None,
    ticked: Ticked = Ticked(),  # noqa: B008
    force: Force = False,
) -> Answer:
    """Writes one thing to a file, or prints it, and says what it contains."""
    is_summary = kind == "summary"
    allowed = (".md",) if is_summary else FORMATS
    ending = _ending(file, form, allowed, f"coach export {kind}")
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
        sheet = log.sheet(ticked.notes) if log else SHEETS[kind](coach, ticked, ending == ".md")
        content, more = sheet.rendered(ending), sheet.contents
        data |= {"rows": len(sheet.rows), "contains": sheet.contains, "left_out": sheet.left_out}
        printed = {"table": [dict(zip(sheet.header, row, strict=True)) for row in sheet.rows]}
    if file == "-":
        return Answer(data | printed, [*rows([content.decode().rstrip("\r\n")]), *notes(*more)])
    write_file(Path(file), content, force)
    return Answer(data, notes(f"Written to {file}, for you alone.", *more))


def _ending(file: str, form: str | None, allowed: tuple[str, ...], what: str) -> str:
    """The format of a file, or of the screen (-). Raises CoachError for one not written."""
    if file == "-":
        return f".{form or ('csv' if '.csv' in allowed else 'md')}"
    ending = Path(file).suffix.lower()
    if ending not in allowed:
        raise CoachError(f"{file}: {what} writes {', '.join(allowed)}.")
    if form and ending != f".{form}":
        raise CoachError(f"{file} is not a .{form} file; leave --format out.")
    return ending
