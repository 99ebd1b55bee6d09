"""Whether a list holds advanced posts, and what to say of the first years beside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from coach.applying.answers import FirstYears, Listed
from coach.records import Program, replace
from coach.rules.starting import FIRST_YEARS, is_advanced, start_of
from coach.state import State
from coach.subjects.stands import stand_of
from coach.wording import short_name

ALONE: Final = "an advanced place alone does not start on 1 July"
ASK: Final = (
    "Preliminary tracks are not in the facts: ask internal medicine and surgery at the hospitals "
    "of your advanced programs whether they have one{there}; one signal covers a site's "
    "categorical and preliminary internal medicine."
)
HOW_MANY: Final = (
    "As many as advanced ones, 3 to 10, for a quarter of the list at most (a judgement)."
)
FEW: Final = 0.1
"""Interviews below which no figure is told."""


def advanced_of(state: State, listed: Iterable[Program]) -> list[Program]:
    """The programs that need a first year beside them, as far as is known."""
    known = state.facts.specialties
    return [each for each in listed if is_advanced(start_of(each, known))]


def is_late(state: State) -> bool:
    """Whether the applications of the season are out, so that nothing is budgeted anew."""
    return stand_of(state).most is not None


def checked(state: State, answer: Listed, advanced: Sequence[Program]) -> FirstYears:
    """The first years that are on a list or marked to apply to."""
    listed = {str(step.id) for step in answer.order if step.specialty == FIRST_YEARS}
    marks = state.program_marks.items()
    marked = {key for key, each in marks if (each.specialty, each.mark) == (FIRST_YEARS, "apply")}
    if count := len(listed | marked):
        where = "on the list" if listed else "marked to apply to"
        return FirstYears(count, says=(f"First-year programs {where}: {count}; {ALONE}.",))
    words = f"No first-year program is marked to apply to: {ALONE}. Mark those you applied to."
    return FirstYears(0, says=(words, ask(state, advanced)))


def told(state: State, first: FirstYears, advanced: Sequence[Program]) -> FirstYears:
    """What is kept for first years with the words for it."""
    expected = first.expected_interviews.mid if first.expected_interviews else 0.0
    about = f"~{expected:.1f}" if expected >= FEW else f"under {FEW:g}"
    words = (
        f"{first.count} on the list, USD {first.usd:,g}, {about} interviews of their own: {ALONE}."
    )
    return replace(first, says=(words, HOW_MANY, ask(state, advanced)))


def none(state: State, why: str, advanced: Sequence[Program]) -> FirstYears:
    """Why there are none on the list."""
    return FirstYears(0, says=(f"No first-year program, as {why}: {ALONE}.", ask(state, advanced)))


def ask(state: State, advanced: Sequence[Program]) -> str:
    """What to ask for, with the internal medicine programs of the same sponsors."""
    medicine = {each.sponsor_code: each for each in state.facts.programs(("Internal Medicine",))}
    sponsors = dict.fromkeys(each.sponsor_code for each in advanced if each.sponsor_code)
    near = [short_name(medicine[sponsor]) for sponsor in sponsors if sponsor in medicine]
    there = f" ({len(near)} have internal medicine, first {near[0]})" if near else ""
    return ASK.format(there=there)
