"""What a program's visa facts mean for what an applicant needs."""

from __future__ import annotations

from typing import Final

from coach.records import Evidence, Program, Status

CONTRADICTING_SHARE: Final = 60.0
"""Percent of IMG residents from which a stated "no" is doubted (34 programs of 2025)."""


def visa_evidence(program: Program, kind: str) -> Evidence:
    """What the program's entry says of `j1` or `h1b`: yes, no, or None for not stated."""
    word = program.visa_j1 if kind == "j1" else program.visa_h1b
    year = str(program.visa_year or "")
    source = ";".join(program.sources)
    if word == "":
        return Evidence(f"visa_{kind}", None, "unknown")
    if word == "none_listed":
        return Evidence(
            f"visa_{kind}", None, "unknown", source, year,
            note="its entry lists no visa at all: ask",
        )  # fmt: skip
    status: Status = "second-hand"
    note = ""
    if word == "no" and _contradicted(program, kind):
        status = "uncertain"
        note = f"contradicted: {program.img_share:g} % of its residents are IMGs, so ask"
    return Evidence(f"visa_{kind}", word, status, source, year, note=note)


def _contradicted(program: Program, kind: str) -> bool:
    """Many IMG residents doubt a "no" to J-1; to H-1B only where J-1 does not explain them."""
    many = (program.img_share or 0) >= CONTRADICTING_SHARE
    return many and (kind == "j1" or program.visa_j1 != "yes")
