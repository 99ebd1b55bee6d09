"""What a program's page states, in words: each fact with its sentence, and what stays open."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

from coach.records import CoachError
from coach.rules.fields import FACTS, YES_NO, in_words
from coach.saying.text import DOT, Answer, Line, head
from coach.subjects.coach import Coach
from coach.subjects.options import Opt
from coach.subjects.pages import PageRead, Stated
from coach.wording import counted, fact_words, short, short_name

NOTHING: Final = "It states nothing that the facts of a program have a place for."
AT_A_KEY: Final = 15_000
"""Letters that are read while one types: 40 ms."""
NOT_NOW: Final = "not now: a rule of contact, or the program's own word, forbids it."
TO_COPY: Final = "To copy. Not sent by the coach; no finding is not permission: see their policy."


def read(
    coach: Coach,
    program_id: Annotated[str, Opt("ACGME id, ten digits", "PROGRAM_ID")],
    file: Annotated[Path, Opt("the text of its page or answer; - reads what is typed", "FILE")],
    keep: Annotated[bool, Opt("keep all that is sure; `coach fact` keeps one")] = False,
) -> Answer:
    """What a page states of a program; keeps what is sure in one act. Raises CoachError."""
    from coach.files.texts import read_text

    coach.programs.standing(program_id)  # before it waits for what is typed
    return read_text_of(coach, program_id, read_text(file), keep)


def read_text_of(coach: Coach, program_id: str, text: str, keep: bool) -> Answer:
    """What the text of a program's page states; keeps what is sure. Raises CoachError."""
    program = coach.programs.standing(program_id).program
    page = coach.pages.read(program_id, text)
    if not page.stated:
        raise CoachError(NOTHING)
    other = coach.pages.otherwise(program_id, text)
    kept = page.sure if keep and not other and coach.pages.keep(page, page.sure) else {}
    told = f"{counted(len(kept), 'fact')} recorded; undo takes them back" if kept else "not kept"
    doubt = [Line.of(doubted(coach, page, other), "warn")] * bool(other)
    lines = [head(f"{program.name}: {told}."), *doubt, *page_lines(coach, page)]
    fields, question = coach.pages.left_open(page)
    data = {"*": page, "other": other or None, "kept": kept, "open": fields}
    return Answer({**data, "question": question or None}, lines)


def doubted(coach: Coach, page: PageRead, other: str) -> str:
    """That a page may be another program's."""
    program = coach.programs.standing(page.program_id).program
    return f"It names “{other}”: is it the page of {short_name(program)}, {program.specialty}?"


def understood(coach: Coach, program_id: str, text: str) -> str:
    """How a text is read, in numbers; of a long one only that it will be."""
    if len(text) > AT_A_KEY:
        return f"{len(text):,} letters; Enter reads them"
    page = coach.pages.read(program_id, text)
    wishes = sum(each.prefers for each in page.stated)
    asked = len(page.stated) - len(page.sure) - wishes
    return f"{len(page.sure)} sure, {asked} to ask, {wishes} preferred only"


def stated_words(coach: Coach, page: PageRead, each: Stated) -> str:
    """One fact with its sentence, its doubt and what was known before."""
    known = coach.programs.known_facts(page.program_id)[each.field]
    value = in_words(each.field, each.value)
    is_new = known.value is None or fact_words(known) == value
    before = "" if is_new else f", was {fact_words(known)}"
    doubt = "only preferred, closes nothing" if each.prefers else each.doubt or "sure"
    fact = FACTS[each.field]
    name = fact.short if fact.limits or fact.words != YES_NO else f"{fact.label}:"
    return f"{name} {value}{before} ({doubt}): “{each.sentence}”"


def page_lines(coach: Coach, page: PageRead) -> list[Line]:
    """What the page states, and what it leaves open with one question for all of it."""
    lines = [Line.of(f"{DOT} {stated_words(coach, page, each)}", hang=2) for each in page.stated]
    fields, question = coach.pages.left_open(page)
    labels = ", ".join(FACTS[field].label for field in fields)
    open_ones = labels or "nothing that a gate of yours waits for"
    figures = f", as “{page.figures}” is read" * bool(page.figures)
    lines.append(Line.labelled("Page", f"of {short(page.as_of, coach.today)}{figures}"))
    lines.append(Line.labelled("Open", open_ones))
    lines += [Line.labelled("Ask", question or NOT_NOW)] * bool(fields)
    return [*lines, *[Line.of(TO_COPY, "dim")] * bool(question)]
