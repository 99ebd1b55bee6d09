"""The rows of estimates.csv."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import Final

from seed_data.estimating.shares import Model, share
from seed_data.estimating.tables import MEDICINE, Row

HEADING: Final = (
    "id",
    "share_low",
    "share_mid",
    "share_high",
    "j1",
    "h1b",
    "basis",
    "source",
    "as_of",
    "status",
)
SEEN: Final = "outside2020;P1;P2;P4;P8"
"""Links and levels, program list, internal medicine entries, places of the Match, list of 2021."""
OUTCOMES: Final = "co2026_nonus"
OUTCOMES_YEAR: Final = 2026


@dataclass(frozen=True, slots=True)
class Visas:
    """Probabilities of both visas by program id."""

    j1: dict[str, float]
    h1b: dict[str, float]


def rows(made: Model, visas: Visas) -> list[dict[str, str]]:
    """One row for each program that has something unstated, in the order of programs.csv."""
    newest = max(row.year for row in made.base.rows)
    return [
        _row(made, visas, row, newest)
        for row in made.rows
        if row.share is None or row.j1_open or row.h1b_open
    ]


def _row(made: Model, visas: Visas, row: Row, newest: int) -> dict[str, str]:
    shares = ("", "", "")
    if row.share is None:
        low, mid, high = share(made, row).range
        shares = (f"{low:.1f}", f"{mid:.1f}", f"{high:.1f}")
    matched = _told(made, row) == "matched" and not row.military
    values = (
        row.id,
        *shares,
        f"{visas.j1[row.id]:.2f}" if row.j1_open else "",
        f"{visas.h1b[row.id]:.2f}" if row.h1b_open else "",
        basis(made, row),
        f"{SEEN};{OUTCOMES}" if matched else SEEN,
        str(max(newest, OUTCOMES_YEAR if matched else 0)),
        "estimated",
    )
    return dict(zip(HEADING, values, strict=True))


def _told(made: Model, row: Row) -> str:
    return made.levels[row.specialty].told if row.specialty in made.levels else ""


def basis(made: Model, row: Row) -> str:
    """What the estimate stands on, in a few plain words that can follow "from"."""
    if row.military:
        return "the armed forces, which train their own officers (a judgement)"
    if row.specialty == MEDICINE:
        if row.share is not None:
            return "what entries of similar places list"
        return "its entry, internal medicine nearby, kind of hospital"
    level = {
        "published": "the specialty",
        "matched": "IMGs matched in 2026",
        "judged": "similar specialties (a judgement)",
    }[_told(made, row)]
    return f"{_place(made, row)}, {level}"


def _place(made: Model, row: Row) -> str:
    entries = made.around.medicine.get(row.sponsor, ())
    if any(one.share is not None for one in entries):
        return "its sponsor's internal medicine, the region"
    if entries:
        return "its sponsor's internal medicine entry, the region"
    if any(one.town == row.town for one in made.base.rows):
        return "internal medicine in the town, kind of hospital"
    return "internal medicine in the region, kind of hospital"


def text(some: list[dict[str, str]]) -> str:
    """The file as text."""
    out = io.StringIO()
    writer = csv.DictWriter(out, HEADING, lineterminator="\n")
    writer.writeheader()
    writer.writerows(some)
    return out.getvalue()
