"""One page for a mentor, in Markdown: who, how far, what comes next; nothing private unasked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from coach.files.writing import marked
from coach.profile.applicant import shown
from coach.profile.fields import BY_KEY
from coach.records import STAGES, Applicant, Exam, Mark
from coach.rules.conditions import passed, step2ck_passed
from coach.saying.sheets import DATES, Ticked, is_private, left_out
from coach.subjects.coach import Coach

ASKED: Final = (
    *("graduate_type", "school_country", "graduation_date", "specialties", "match_year"),
    *("hours_per_week", "states"),
)
PRIVATE: Final = ("citizenship", "us_status", "visa", "dependants")
"""Answers that stand on the page, and those that do so where visas are ticked."""


def of_coach(coach: Coach, ticked: Ticked) -> str:
    """The page of this applicant as they stand today."""
    who, stage, rules = coach.profile.applicant, coach.road.place.stage, coach.profile.need_rules
    needs = [
        need.title
        for key, need in coach.profile.needs.items()
        if not is_private(rules[key].lacking, ticked)
    ]
    dates = [
        f"{event.day}: {event.title}{' (expected)' if event.status == 'projected' else ''}"
        for event in coach.season.dates(DATES)
    ]
    kept = [line for subject in coach.logs.values() if (line := subject.summary())]
    parts = {
        **about(who, STAGES[stage], ticked),
        "What is needed most": needs[:5],
        "Next dates": dates,
        "Application list": marked_programs(list(coach.programs.marks.values()), ticked),
        "Also kept": kept,
    }
    return page(parts, ticked, coach.today)


def page(parts: Mapping[str, Sequence[str]], ticked: Ticked, today: date) -> str:
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
    counts = {
        "Applications this season": applicant.applied,
        "Invitations so far": applicant.invitations,
    }
    return [f"{words}: {count}" for words, count in counts.items() if count is not None]


def _exams(applicant: Applicant, ticked: Ticked) -> list[str]:
    exams = {
        "Step 1": (applicant.step1, passed(applicant.step1)),
        "Step 2 CK": (applicant.step2ck, step2ck_passed(applicant.step2ck)),
        "Step 3": (applicant.step3, passed(applicant.step3)),
        "OET": (applicant.oet, passed(applicant.oet)),
    }
    lines = [
        f"{name}: {words}"
        for name, (exam, result) in exams.items()
        if (words := _exam(exam, result, ticked))
    ]
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
        parts.append(f"score {exam.score}")
    if parts and exam.day:
        parts.append(f"taken {exam.day}")
    if exam.attempts and ticked.failures:
        parts.append(f"attempts: {exam.attempts}")
    if exam.planned:
        parts.append(f"planned for {exam.planned}")
    return ", ".join(parts)


def _experience(applicant: Applicant) -> list[str]:
    lines = [f"{kind.capitalize()}: {months:g} months" for kind, months in applicant.experience]
    words = {"us": "Letters from US physicians", "specialty": "Letters from the specialty"}
    return lines + [f"{words[kind]}: {count}" for kind, count in applicant.letters]


def marked_programs(marks: Sequence[Mark], ticked: Ticked) -> list[str]:
    """How many programs are marked, and the notes that are ticked."""
    counts = [
        f"{sum(program.mark == mark for program in marks)} programs {words}"
        for mark, words in (("apply", "to apply to"), ("maybe", "maybe"))
    ]
    notes = [
        f"{program.title}: {program.note}" for program in marks if ticked.notes and program.note
    ]
    return (counts + notes) if marks else []
