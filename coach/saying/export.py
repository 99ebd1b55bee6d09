"""What goes out: a sheet or a page for a mentor, to a file or the screen."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final, Literal

from coach.files.writing import FORMATS
from coach.records import CoachError
from coach.saying.sheets import SHEETS, Ticked, left_out
from coach.saying.summary import of_coach
from coach.saying.text import Answer, notes, rows
from coach.subjects.coach import Coach
from coach.subjects.options import Force, Opt
from coach.writing import write_file

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
