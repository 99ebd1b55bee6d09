"""What is known of every program, as columns of numbers."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from seed_data.estimating.tables import MEDICINE, Row, plain

Array = NDArray[np.float64]

TRAINED: Final = (
    "Neurological Surgery",
    "Dermatology",
    "Radiation Oncology",
    "Plastic Surgery (Integrated)",
    "Medicine-Pediatrics",
    "Child Neurology",
    "Otolaryngology",
    "Vascular Surgery (Integrated)",
    "Interventional Radiology (Integrated)",
    "Orthopedic Surgery",
    "Pathology-Anatomic & Clinical",
    "Psychiatry",
    "Family Medicine",
    "Pediatrics",
    "Surgery-General",
    "Emergency Medicine",
    "Neurology",
    "Anesthesiology",
    "Radiology-Diagnostic",
    "Obstetrics-Gynecology",
    "Transitional (PGY-1 only)",
)
"""Specialties whose presence tells an academic centre from a community hospital."""
WORDS: Final = (
    (" university", " univ "),
    ("college of medicine", "school of medicine", "medical school", "medical college"),
    (" hca ",),
    ("consortium",),
    ("hospital",),
    ("medical center",),
    (" health ",),
    ("community", "regional", "memorial"),
    (" st ", "saint", "mercy", "sisters", "trinity", "ascension"),
    ("kaiser",),
)
"""Words of a name, each group one column."""
NUMBERS: Final = (("00",), ("21", "22"), ("31",), ("11", "13"))
"""Sixth and seventh digit of the ACGME id; 00 stands in those given out since about 2014."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the whole list says around a program: its sponsor's programs and its town's."""

    trained: dict[str, frozenset[str]]
    """Specialties by sponsor."""
    in_town: Counter[tuple[str, str]]
    medicine: dict[str, tuple[Row, ...]]
    """Internal medicine entries by sponsor, without those of the armed forces."""
    coded: frozenset[str]
    """Specialties of which at least half of the programs have an NRMP code."""
    listed: frozenset[str]
    """Specialties of which at least half of the programs stand on the list of 2021."""


def surroundings(rows: Sequence[Row]) -> Surroundings:
    """The surroundings of a list of programs."""
    trained: dict[str, set[str]] = defaultdict(set)
    medicine: dict[str, list[Row]] = defaultdict(list)
    by_specialty: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_specialty[row.specialty].append(row)
        trained[row.sponsor].add(row.specialty)
        if row.specialty == MEDICINE and not row.military:
            medicine[row.sponsor].append(row)
    return Surroundings(
        {sponsor: frozenset(some) for sponsor, some in trained.items()},
        Counter(row.town for row in rows),
        {sponsor: tuple(some) for sponsor, some in medicine.items()},
        frozenset(name for name, some in by_specialty.items() if _half(row.coded for row in some)),
        frozenset(
            name for name, some in by_specialty.items() if _half(row.listed_2021 for row in some)
        ),
    )


def _half(marks: Iterable[bool]) -> bool:
    some = list(marks)
    return 2 * sum(some) >= len(some)


def columns(rows: Sequence[Row], around: Surroundings, with_entry: bool) -> Array:
    """One line per program; with_entry adds what the sponsor's internal medicine entry says."""
    lines = [_columns(row, around) for row in rows]
    if with_entry:
        lines = [
            line + _entry(around.medicine.get(row.sponsor, ()))
            for row, line in zip(rows, lines, strict=True)
        ]
    return np.array(lines)


def _columns(row: Row, around: Surroundings) -> list[float]:
    name = f" {plain(row.name)} "
    trained = around.trained[row.sponsor]
    unfilled = row.filled / row.offered - 1 if row.offered else 0.0
    # Missing from a list that hardly names its specialty tells nothing of a program.
    no_code, no_list = row.specialty not in around.coded, row.specialty not in around.listed
    return [
        math.sqrt(len(trained)),
        float(len(trained) <= 2),
        *(float(specialty in trained) for specialty in TRAINED),
        *(float(any(word in name for word in words)) for words in WORDS),
        float("/" in row.name),
        *(float(row.id[5:7] in digits) for digits in NUMBERS),
        float(row.offered > 0 or no_code),
        float(row.listed_2021 or no_list),
        float(row.coded or no_code),
        math.log(around.in_town[row.town]),
        max(-1.0, unfilled),
    ]


def _entry(entries: Sequence[Row]) -> list[float]:
    """Type and visas of internal medicine entries, averaged; half-way where there is none."""
    if not entries:
        return [0.0, 0.0, 0.0, 0.5, 0.2]
    kinds = ("university", "university-affiliated", "community")
    marks = [
        [*(entry.kind == kind for kind in kinds), entry.j1 == "yes", entry.h1b == "yes"]
        for entry in entries
    ]
    return [float(value) for value in np.array(marks, dtype=float).mean(axis=0)]
