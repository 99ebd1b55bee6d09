"""Estimates beside the programs: never in the place of what an entry states."""

from __future__ import annotations

from collections.abc import Iterable

from coach.facts.reading import Row
from coach.records import Estimate, Program, replace
from coach.rules.visas import visa_answer, visa_evidence


def with_estimates(
    programs: Iterable[Row[Program]], estimates: Iterable[Row[Estimate]]
) -> list[Row[Program]]:
    """The programs with what is estimated of them. Raises FactError with file and line."""
    rows = {row.record.id: row for row in programs}
    for estimate in estimates:
        key = estimate.record.id
        if key not in rows:
            raise estimate.fail(f"id “{key}” is not in programs.csv")
        row = rows[key]
        if problem := _problem(row.record, estimate.record):
            raise estimate.fail(problem)
        rows[key] = Row(row.file, row.line, _estimated(row.record, estimate.record))
    return list(rows.values())


def _problem(program: Program, estimate: Estimate) -> str:
    """Why a row of estimates cannot stand beside the program; "" when it can."""
    shares = (estimate.share_low, estimate.share_mid, estimate.share_high)
    known = [share for share in shares if share is not None]
    visas = {"j1": estimate.j1, "h1b": estimate.h1b}
    guessed = [kind for kind, probability in visas.items() if probability is not None]
    if not known and not guessed:
        return "the row estimates nothing"
    for kind in guessed:
        if visa_answer(visa_evidence(program, kind)) is not None:
            return f"{kind} is stated, so it is not estimated"
    return _wrong_range(program, known) if known else ""


def _wrong_range(program: Program, shares: list[float]) -> str:
    if program.img_share is not None:
        return "the IMG share is stated, so it is not estimated"
    if len(shares) < 3:
        return "share_low, share_mid and share_high belong together"
    return "" if shares == sorted(shares) else "share_low, share_mid and share_high should rise"


def _estimated(program: Program, estimate: Estimate) -> Program:
    return replace(
        program,
        share_low=estimate.share_low,
        share_mid=estimate.share_mid,
        share_high=estimate.share_high,
        j1_probability=estimate.j1,
        h1b_probability=estimate.h1b,
        estimate_basis=estimate.basis,
        estimate_source=estimate.source,
        estimate_as_of=estimate.as_of,
    )
