"""The answers of an applicant, one a line."""

from __future__ import annotations

from coach.saying.text import Line, notes, rows
from coach.subjects.coach import Coach
from coach.subjects.profile import FIELDS, Saved
from coach.wording import country_note


def answers(coach: Coach, saved: Saved) -> list[Line]:
    """What was answered, which first questions are open, and what a nationality brings."""
    profile = coach.profile
    known = (field for field in FIELDS if field.key in profile.answers)
    lines = [f"{field.label:20} {field.key:22} {profile.shown(field)}" for field in known]
    if left := profile.first_questions:
        lines += ["", f"Not answered yet: {', '.join(field.key for field in left)}"]
    if countries := coach.season.countries:
        lines += ["", *map(country_note, countries)]
    return [*rows(lines), *notes(saved.words)]
