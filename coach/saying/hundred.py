"""A hundred like you, and the honest year, in words and dots."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from coach.logs.spending import amount_words as amount
from coach.records import GateRow, Rule
from coach.saying.rotations import source
from coach.saying.text import (
    APPLY,
    ARROW,
    DOT,
    ROOM,
    Line,
    Part,
    head,
    labelled,
    notes,
    parted,
)
from coach.subjects.coach import Coach
from coach.subjects.hundred import Cohort, Count, Diplomas, Gate, Honest, Hundred, grid
from coach.wording import STATUS_WORDS, counted, specialty_letters

WIDE: Final = 114
"""Cells in which all gates stand side by side; with less there are four in a row."""
GAP: Final = 14
SOURCE: Final = 44
"""Letters of a source's title."""
NOT_PUBLISHED: Final = "not published"
MEANS: Final = (
    f"{APPLY} passed   {DOT} did not. Each gate has a hundred of its own; they are not the same "
    "people, and a share of others is no chance of yours."
)
UNSURE: Final = "Your profile does not say whether you are a US IMG; these are non-US IMGs."
NEAREST: Final = (
    "How many IMGs match who apply again is not published. The nearest that is, of a hundred; in "
    "none of it are you counted, and it is no chance of yours:"
)
NOT_IN_PRICE: Final = (
    "Not in it: exams, travel, and a year of living. `coach compare-years` and `coach money` hold "
    "both years side by side."
)
LAW: Final = "General information, not legal advice; ask ECFMG, the board or a lawyer."
NO_VERDICT: Final = "Which of these is yours, nothing here decides."
CHANGES: Final = ("reapply_new", "reapply_carry", "old_graduate_windows")
"""Rules that say what a second application needs."""


def hundred(coach: Coach, answer: Hundred, width: int = ROOM) -> list[Line]:
    """Every gate in ten lines of ten dots, then in words with its source."""
    asked = f", Match of {answer.year}" * bool(answer.year)
    gates = answer.gates
    size = len(gates) if width >= WIDE else 4
    return parted(
        [head(f"A hundred {answer.group} on the road{asked}")],
        *(_dots(coach, gates[start : start + size]) for start in range(0, len(gates), size)),
        [Line.of(MEANS, "dim")],
        [_gate(coach, gate) for gate in gates],
        notes("" if answer.is_told else UNSURE),
    )


def _dots(coach: Coach, gates: Sequence[Gate]) -> list[Line]:
    """Gates side by side: title, ten lines of dots, how many."""
    grids = [grid(gate.count, APPLY, DOT, " ") for gate in gates]
    numbers = [f"{gate.count.of_100} of 100" if gate.count else NOT_PUBLISHED for gate in gates]
    rows = [[_title(coach, gate) for gate in gates], *zip(*grids, strict=True), numbers]
    return [
        Line.of("".join(cell.ljust(GAP) for cell in cells).rstrip(), is_row=True) for cells in rows
    ]


def _title(coach: Coach, gate: Gate) -> str:
    names = coach.profile.applicant.specialties
    if gate.key != "specialty" or not names:
        return gate.title
    return f"in {specialty_letters(coach.programs.specialties[names[0]])}"


def _gate(coach: Coach, gate: Gate) -> Line:
    """Whom it asks of, how many pass by whom, and one's own plan there."""
    own = ((f" {ARROW} you: {gate.own}", "good"),) if gate.own else ()
    if gate.count is None:
        parts: list[Part] = [(f"{NOT_PUBLISHED}: how many {gate.of}", "dim")]
    else:
        number, cited = f"{gate.count.of_100} of 100 ", f" ({_cited(coach, gate.count)})"
        parts = [(number, "strong"), (gate.of, ""), (cited, "dim")]
    return Line.labelled(_title(coach, gate), *parts, *own)


def _cited(coach: Coach, count: Count | Cohort) -> str:
    """Year, people and who says so."""
    title = coach.library.named(count.source, SOURCE)
    told = f"{title}, {STATUS_WORDS[count.status]}{', check' * (count.status == 'second-hand')}"
    if isinstance(count, Cohort):
        return f"{count.years}, {told}"
    people = f"{count.people:,} applicants, " if count.people else ""
    return f"{count.year}, {people}{told}"


def honest(coach: Coach, year: Honest) -> list[Line]:
    """One more attempt in what is published, its price, what ages, exits; then who listens."""
    rules = coach.library.rules
    listens = rules["help_lines"]
    return parted(
        [
            head(f"One more attempt, for {year.season}"),
            Line.of(f"{year.low} to {year.high} of 100, by cohorts that are not yours", indent=2),
            Line.of(NEAREST, "dim", indent=2),
            *(_cohort(coach, each) for each in year.cohorts),
        ],
        [head("Its price"), *_price(year)],
        [head("What ages"), *_ages(coach, year)],
        [head("What would have to change"), *map(_row, changes(coach, year))],
        [head("Beside it"), *map(_row, coach.hundred.exits), Line.of(NO_VERDICT, indent=2)],
        [Line.of(f"{listens.title}: {listens.text}{source(listens)}")],
        notes(LAW, "You told that you matched; this is for who did not." * year.is_matched),
    )


def _cohort(coach: Coach, each: Cohort) -> Line:
    span = f"{each.low}" if each.low == each.high else f"{each.low}-{each.high}"
    note = f"; {each.note}" if each.note else ""
    parts = (each.who, (f" ({_cited(coach, each)}{note})", "dim"))
    return Line.labelled(span, *parts, indent=4)


def _price(year: Honest) -> list[Line]:
    sent = " + ".join(f"{count} {name}" for name, count in year.applications.items())
    now = "as many applications as you sent" if year.are_sent else "applications as marked now"
    many = f", with {now}: {sent}" if sent else "; applications come on top"
    each = ", ".join(f"{bill.what} {amount(bill.usd)}" for bill in year.bills)
    status = sorted({STATUS_WORDS[bill.status] for bill in year.bills})
    return labelled(
        ("Season", f"USD {amount(year.usd)} for what is paid anew{many}"),
        ("Of it", f"{each} ({', '.join(status)})" if each else ""),
        ("Mind", NOT_IN_PRICE),
    )


def _ages(coach: Coach, year: Honest) -> list[Line]:
    known = year.diplomas
    windows = [Line.of(f"{held.title}: {held.detail}", indent=2, hang=2) for held in year.aging]
    if known is None:
        return [*windows, Line.of("Diploma: your graduation date is not told.", indent=2)]
    return [*windows, Line.of(_diploma(known), indent=2, hang=2)]


def _diploma(known: Diplomas) -> str:
    where = "that you marked" if known.are_marked else "of your specialties"
    age = f"{known.age:.1f} years old when programs read; " if known.age is not None else ""
    many = counted(known.programs, "program")
    return (
        f"Diploma: {age}of {many} {where}, {known.closed} are closed by their limit then and "
        f"{known.unknown} state none: ask them."
    )


def _row(row: Rule | GateRow) -> Line:
    return Line(((f"{row.title}. ", ""), (f"{row.text}{source(row)}", "dim")), indent=2, hang=2)


def changes(coach: Coach, year: Honest) -> list[Rule]:
    """The rules of what would have to change."""
    return [coach.library.rules[key] for key in CHANGES]
