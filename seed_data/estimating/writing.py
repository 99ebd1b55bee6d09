"""The rows of estimates.csv."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import Final

from seed_data.estimating.shares import Model, Share
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


def rows(
    fitted: Model, shares: Mapping[str, Share], visas: Mapping[str, Mapping[str, float]]
) -> list[dict[str, str]]:
    """One row for each program that has something unstated, in the order of programs.csv."""
    newest = max(row.year for row in fitted.around.stated)
    return [
        _line(fitted, row, shares[row.id], (visas["j1"][row.id], visas["h1b"][row.id]), newest)
        for row in fitted.rows
        if row.share is None or row.j1_open or row.h1b_open
    ]


def _line(
    fitted: Model, row: Row, share: Share, visas: tuple[float, float], newest: int
) -> dict[str, str]:
    told, (j1, h1b) = _told(fitted, row), visas
    matched = told == "matched" and not row.military
    values = (
        row.id,
        *_share(row, share),
        f"{j1:.2f}" if row.j1_open else "",
        f"{h1b:.2f}" if row.h1b_open else "",
        basis(fitted, row, told),
        f"{SEEN};{OUTCOMES}" if matched else SEEN,
        str(max(newest, OUTCOMES_YEAR if matched else 0)),
        "estimated",
    )
    return dict(zip(HEADING, values, strict=True))


def _share(row: Row, share: Share) -> tuple[str, str, str]:
    if row.share is not None:
        return "", "", ""
    return f"{share.low:.1f}", f"{share.mean:.1f}", f"{share.high:.1f}"


def _told(fitted: Model, row: Row) -> str:
    return fitted.levels[row.specialty].told if row.specialty in fitted.levels else ""


def basis(fitted: Model, row: Row, told: str) -> str:
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
    }[told]
    return f"{_place(fitted, row)}, {level}"


def _place(fitted: Model, row: Row) -> str:
    around = fitted.around
    if row.sponsor in around.by_sponsor:
        return "its sponsor's internal medicine, the region"
    if row.sponsor in around.entries:
        return "its sponsor's internal medicine entry, the region"
    return "internal medicine in the " + ("town" if row.town in around.by_town else "region")


def text(lines: list[dict[str, str]]) -> str:
    """The file as text."""
    out = io.StringIO()
    writer = csv.DictWriter(out, HEADING, lineterminator="\n")
    writer.writeheader()
    writer.writerows(lines)
    return out.getvalue()
