"""Practice forms: what a text names, and whether the exam has such a form."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from coach.logs.exams import NAMES
from coach.records import CoachError, PracticeForm

OWN: Final = re.compile(r"(?i)own: ?(.*[^\W\d](?: \d{1,2})?)")
"""A form of the applicant's own by its name; a score or a percent after it is no part of it."""
NUMBERED: Final = re.compile(r"(?i)(.+?)[ -]?(\d{1,3})")


def named(text: str, forms: Iterable[PracticeForm]) -> str | None:
    """The form that a text names, None for none. Raises CoachError for a number that no exam has of
    that maker."""
    if own := OWN.fullmatch(text):
        return f"own: {own[1]}"
    match = NUMBERED.fullmatch(text)
    of_maker = [form for form in forms if match and match[1].casefold() in form.makers]
    if not match or not of_maker:
        return None
    number = int(match[2])
    for form in of_maker:
        if form.first <= number <= form.last:
            return f"{form.name} {number}"
    raise CoachError(_unknown(f"{of_maker[0].name} {number}", "", of_maker))


def form_of(exam: str, name: str, forms: Iterable[PracticeForm]) -> PracticeForm | None:
    """What is known of an exam's form; None for one of the applicant's own. Raises CoachError where
    the exam has none of that name."""
    if name.startswith("own: "):
        return None
    maker, _, number = name.rpartition(" ")
    of_exam = [form for form in forms if form.exam == exam]
    for form in of_exam:
        if form.name == maker and number.isdigit() and form.first <= int(number) <= form.last:
            return form
    raise CoachError(_unknown(name, f" for {NAMES.get(exam, exam)}", of_exam))


def _unknown(name: str, where: str, forms: Iterable[PracticeForm]) -> str:
    known = ", ".join(_numbers(form, not where) for form in forms)
    return f"We know no {name}{where}, only {known}; is it another? Else write “own: {name}”."


def _numbers(form: PracticeForm, with_exam: bool) -> str:
    last = f" to {form.last}" * (form.last > form.first)
    return f"{form.name} {form.first}{last}" + f" ({NAMES[form.exam]})" * with_exam
