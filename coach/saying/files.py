"""What goes in and out: what an import does or would do, a sheet or a page for a mentor."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated, Final, Literal

from coach.files.writing import FORMATS, marked
from coach.journey.paper import END
from coach.places import named
from coach.profile.applicant import shown
from coach.profile.fields import BY_KEY
from coach.records import STAGES, Applicant, CoachError, Exam, Mark
from coach.rules.conditions import passed, step2ck_passed
from coach.saying.sheets import SHEETS, Ticked, is_private, left_out
from coach.saying.text import Answer, notes
from coach.subjects.coach import Coach
from coach.subjects.options import Force, Opt
from coach.wording import counted, hours
from coach.writing import is_typed, place, write_file

LETTER: Final = 3800
"""Signs of the page for a mentor: it is read on a phone, and passes every messenger whole."""
TASKS: Final = 10
BAND: Final = 10
"""Points of a score that a redacted page does not tell apart."""
SHORTEST: Final = 3
"""Letters of a name that is hidden: Dr is none."""
_ADDRESS: Final = re.compile(r"[\w.+-]+@[\w.-]+\w|https?://\S+")
_LONG_NUMBER: Final = re.compile(
    r"\+\d[\d ().-]{6,}\d|\(?\b\d{3}\)?[ .-]\d{3}[ .-]\d{4}\b|\b[A-Z]{0,2}\d{6,}\b"
)
"""Of a telephone, a passport, an applicant; days have four digits at most together."""
ASK: Final = (
    "Please write below any line and send all of it back: the letters in brackets lead it home."
)
AFTER: Final = "The letter ends here; what is for no line of it goes below."
FILE_WORDS: Final = f"{', '.join(FORMATS)}, or - for the screen"
EVERYTHING: Final = "everything"
SHEET_WORDS: Final = (
    f"{', '.join(SHEETS)}; summary: one page for a mentor; everything: all that is kept, into a "
    ".json file or a folder of CSV files"
)
WHOLE: Final = (
    "scores, failures, visa, people, notes and the history; keep it private. `coach import "
    "everything` takes it in where nothing is kept yet."
)


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
    kind: Annotated[str, Opt(SHEET_WORDS, "KIND", choices=(*SHEETS, "summary", EVERYTHING))],
    file: Annotated[str, Opt(FILE_WORDS, "FILE")],
    form: Annotated[
        Literal["csv", "xlsx", "md", "json"] | None,
        Opt("of -, csv where nothing is said", "FORMAT", flag="--format"),
    ] = None,
    ticked: Ticked = Ticked(),  # noqa: B008
    force: Force = False,
) -> Answer:
    """Writes one thing to a file, or prints it, and says what it contains."""
    is_summary = kind == "summary"
    if ticked.redacted and not is_summary:
        raise CoachError("Only the summary is redacted: coach export summary FILE --redacted")
    if kind == EVERYTHING:
        return everything(coach, file, force)
    allowed = (".md",) if is_summary else FORMATS
    ending = _ending(file, form, allowed, f"coach export {kind}")
    data: dict[str, object] = {"kind": kind, "file": file}
    printed: dict[str, object]
    if is_summary:
        content = of_coach(coach, ticked).encode()
        coach.paper.send(content.decode())
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
    write_file(Path(file), content, force)
    if is_typed(file):
        return Answer(data | printed, notes(*more))
    return Answer(data, notes(f"Written to {file}, for you alone.", *more))


def everything(coach: Coach, file: str, force: bool) -> Answer:
    """Writes all that is kept as plain tables."""
    count = coach.backups.write_everything(named(file), force)
    told = notes(f"{counted(count, 'row')} written to {place(file)}: {WHOLE}")
    return Answer({"kind": EVERYTHING, "file": file, "rows": count}, told)


def _ending(file: str, form: str | None, allowed: tuple[str, ...], what: str) -> str:
    """The format of a file, or of the screen (-). Raises CoachError for one not written."""
    if is_typed(file):
        return f".{form or ('csv' if '.csv' in allowed else 'md')}"
    ending = Path(file).suffix.lower()
    if ending not in allowed:
        raise CoachError(f"{file}: {what} writes {', '.join(allowed)}.")
    if form and ending != f".{form}":
        raise CoachError(f"{file} is not a .{form} file; leave --format out.")
    return ending


ASKED: Final = (
    *("graduate_type", "school_country", "graduation_date", "specialties", "match_year"),
    *("hours_per_week", "states"),
)
PRIVATE: Final = ("citizenship", "us_status", "visa", "dependants")
"""Answers that stand on the page, and those that do so where visas are ticked."""


def of_coach(coach: Coach, ticked: Ticked) -> str:
    """The page of this applicant as they stand today."""
    who, stage, rules = coach.profile.applicant, coach.road.place.stage, coach.profile.need_rules
    every = coach.profile.needs.items()
    needs = [need.title for key, need in every if not is_private(rules[key].lacking, ticked)]
    dates = [
        f"{event.day}: {event.title}{' (expected)' if event.status == 'projected' else ''}"
        for event in coach.season.next_dates
    ]
    parts = {
        **about(who, STAGES[stage], ticked),
        "What is needed most": needs[:5],
        "Next dates": dates,
        "Application list": marked_programs(list(coach.programs.marks.values()), ticked),
        "Also kept": [*filter(None, (subject.summary() for subject in coach.logs.values()))],
    }
    items = dict(answerable(coach, ticked))
    codes = coach.paper.codes(items)
    hide = _hiding(coach, ticked)
    parts = {title: [*map(hide, told)] for title, told in parts.items()}
    lines = [f"[{codes[name]}] {marked(hide(words))}" for name, words in items.items()]
    rest = len(page(parts, ticked, coach.today))
    while rest + len("\n".join(lines)) > LETTER and lines:
        lines.pop()
    return page(parts, ticked, coach.today, lines)


def _hiding(coach: Coach, ticked: Ticked) -> Callable[[str], str]:
    return partial(redacted, names=coach.people.names()) if ticked.redacted else str


def redacted(text: str, names: Iterable[str]) -> str:
    """A text without these names and their parts, and without addresses and long numbers."""
    pieces = {word for name in names for word in (name, *name.split())}
    named = [re.escape(each) for each in pieces if each[:1].isupper() and len(each) >= SHORTEST]
    text = _LONG_NUMBER.sub("(number)", _ADDRESS.sub("(address)", text))
    either = "|".join(sorted(named, key=len, reverse=True))
    return re.sub(rf"\b(?:{either})(?!\w)", "(name)", text) if named else text


def answerable(coach: Coach, ticked: Ticked) -> Iterator[tuple[str, str]]:
    """The week and the marked programs, by the name of the step or program."""
    for planned in coach.week.plan().planned[:TASKS]:
        if not is_private(planned.step.task.who, ticked):
            yield planned.step.task.key, f"{planned.step.task.title}, {hours(planned.hours)}"
    for key, mark in sorted(coach.programs.marks.items()):
        if mark.mark != "no":
            where = f"{mark.city}, {mark.specialty}"
            word = f"{mark.mark}: " * bool(mark.mark)
            yield f"program {key}", f"{word}{mark.title.removesuffix(' Program')}, {where}"


def page(
    parts: Mapping[str, Sequence[str]], ticked: Ticked, today: date, answered: Sequence[str] = ()
) -> str:
    """The parts by title; the first lines say what the page contains and what is left out."""
    missing = left_out(ticked, ("notes", "failures", "visa"))
    lines = [
        f"# Summary for a mentor, {today}",
        "",
        "Contains stage, exams, experience, letters, wishes, needs, dates, size of the list.",
    ]
    lines += [f"Left out: {'; '.join(missing)}."] if missing else []
    for title, items in parts.items():
        if items:
            lines += ["", f"## {title}", "", *(f"- {marked(item)}" for item in items)]
    if answered:
        lines += ["", "## This week, and programs", "", ASK, "", *answered, "", f"{END} {AFTER}"]
    return "\n".join(lines) + "\n"


def about(applicant: Applicant, stage: str, ticked: Ticked) -> dict[str, list[str]]:
    """Who it is, how far with the exams, and with which experience."""
    return {
        "Who": [*_who(applicant, stage, ticked), *_season(applicant)],
        "Exams and certificate": _exams(applicant, ticked),
        "Experience and letters": _experience(applicant),
    }


def _who(applicant: Applicant, stage: str, ticked: Ticked) -> list[str]:
    keys = (*ASKED, *PRIVATE * ticked.visa, *["match_result"] * ticked.failures)
    answers = [(BY_KEY[key], getattr(applicant, key)) for key in keys]
    told = [(field, value) for field, value in answers if value not in (None, ())]
    return [f"Stage: {stage}", *(f"{field.label}: {shown(field, value)}" for field, value in told)]


def _season(applicant: Applicant) -> list[str]:
    sent, came = applicant.applied, applicant.invitations
    counts = (("Applications this season", sent), ("Invitations so far", came))
    return [f"{words}: {count}" for words, count in counts if count is not None]


def _exams(applicant: Applicant, ticked: Ticked) -> list[str]:
    exams = {
        "Step 1": (applicant.step1, passed(applicant.step1)),
        "Step 2 CK": (applicant.step2ck, step2ck_passed(applicant.step2ck)),
        "Step 3": (applicant.step3, passed(applicant.step3)),
        "OET": (applicant.oet, passed(applicant.oet)),
    }
    told = ((name, _exam(exam, result, ticked)) for name, (exam, result) in exams.items())
    lines = [f"{name}: {words}" for name, words in told if words]
    if applicant.certified is not None:
        lines.append(f"ECFMG Certificate: {'in hand' if applicant.certified else 'not yet'}")
    return lines


def _exam(exam: Exam, result: bool | None, ticked: Ticked) -> str:
    """What to say of one exam; a failed one and the attempts only when failures are ticked."""
    parts = []
    if result or (result is None and exam.score is not None):
        parts.append("passed" if result else "taken")
    elif result is False and ticked.failures:
        parts.append("not passed")
    if parts and exam.score is not None:
        parts.append(f"score {_score(exam.score, ticked)}")
    if parts and exam.day:
        parts.append(f"taken {exam.day}")
    if exam.attempts and ticked.failures:
        parts.append(f"attempts: {exam.attempts}")
    if exam.planned:
        parts.append(f"planned for {exam.planned}")
    return ", ".join(parts)


def _score(score: int, ticked: Ticked) -> str:
    low = score // BAND * BAND
    return f"{low}-{low + BAND - 1}" if ticked.redacted else str(score)


def _experience(applicant: Applicant) -> list[str]:
    lines = [f"{kind.capitalize()}: {months:g} months" for kind, months in applicant.experience]
    words = {"us": "Letters from US physicians", "specialty": "Letters from the specialty"}
    return lines + [f"{words[kind]}: {count}" for kind, count in applicant.letters]


def marked_programs(marks: Sequence[Mark], ticked: Ticked) -> list[str]:
    """How many programs are marked, and the notes that are ticked."""
    words = [each.mark for each in marks]
    counts = [f"{counted(words.count('apply'), 'program')} to apply to"]
    counts += [f"{counted(words.count('maybe'), 'program')} maybe"]
    notes = [f"{each.title}: {each.note}" for each in marks if ticked.notes and each.note]
    return (counts + notes) if marks else []
