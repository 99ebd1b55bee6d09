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


def rows(fitted: Model, visas: Visas) -> list[dict[str, str]]:
    """One row for each program that has something unstated, in the order of programs.csv."""
    newest = max(row.year for row in fitted.base.rows)
    return [
        _row(fitted, visas, row, newest)
        for row in fitted.rows
        if row.share is None or row.j1_open or row.h1b_open
    ]


def _row(fitted: Model, visas: Visas, row: Row, newest: int) -> dict[str, str]:
    shares = ("", "", "")
    if row.share is None:
        low, mid, high = share(fitted, row).range
        shares = (f"{low:.1f}", f"{mid:.1f}", f"{high:.1f}")
    matched = _told(fitted, row) == "matched" and not row.military
    values = (
        row.id,
        *shares,
        f"{visas.j1[row.id]:.2f}" if row.j1_open else "",
        f"{visas.h1b[row.id]:.2f}" if row.h1b_open else "",
        basis(fitted, row),
        f"{SEEN};{OUTCOMES}" if matched else SEEN,
        str(max(newest, OUTCOMES_YEAR if matched else 0)),
        "estimated",
    )
    return dict(zip(HEADING, values, strict=True))


def _told(fitted: Model, row: Row) -> str:
    return fitted.levels[row.specialty].told if row.specialty in fitted.levels else ""


def basis(fitted: Model, row: Row) -> str:
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
    }[_told(fitted, row)]
    return f"{_place(fitted, row)}, {level}"


def _place(fitted: Model, row: Row) -> str:
    entries = fitted.around.medicine.get(row.sponsor, ())
    if any(entry.share is not None for entry in entries):
        return "its sponsor's internal medicine, the region"
    if entries:
        return "its sponsor's internal medicine entry, the region"
    if any(other.town == row.town for other in fitted.base.rows):
        return "internal medicine in the town, kind of hospital"
    return "internal medicine in the region, kind of hospital"


def text(some: list[dict[str, str]]) -> str:
    """The file as text."""
    out = io.StringIO()
    writer = csv.DictWriter(out, HEADING, lineterminator="\n")
    writer.writeheader()
    writer.writerows(some)
    return out.getvalue()
