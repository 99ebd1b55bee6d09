"""How likely a program offers a visa that its entry does not settle."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from seed_data.estimating import friendliness
from seed_data.estimating.features import Array, columns
from seed_data.estimating.logistic import chance, logistic, moved
from seed_data.estimating.shares import Model
from seed_data.estimating.tables import MEDICINE, Row
from seed_data.estimating.visa_rates import NONE, Rates

NO_LINK: Final = "no linked program"
MILITARY: Final = 0.02
"""Programs of the armed forces take officers; none of their internal medicine entries of 2025
lists a visa. The figure is a judgement."""
SMALL: Final = 10
"""Fewer programs of a specialty without a link share one shift with the others."""
LEAST: Final = 0.01


@dataclass(frozen=True, slots=True)
class VisaModel:
    """What internal medicine entries list, from the kind of place and its friendliness."""

    rows: list[Row]
    """Civil internal medicine programs with an entry."""
    lines: Array
    middle: Array
    scale: Array
    j1: Array
    """Coefficients for "lists J-1"."""
    h1b: Array

    def scaled(self, fitted: Model, rows: Sequence[Row], friendly: Array) -> Array:
        """Columns of other programs in the model's units."""
        return np.asarray((_lines(fitted, rows, friendly) - self.middle) / self.scale)


def visa_model(fitted: Model) -> VisaModel:
    """The model, from friendliness as predicted without the sponsor's own figure."""
    rows = [row for row in fitted.rows if row.specialty == MEDICINE and row.j1 and not row.military]
    lines = _lines(fitted, rows, blind_friendliness(fitted, rows))
    middle, scale = lines.mean(axis=0), lines.std(axis=0)
    scale = np.where(scale > 0.01, scale, 1.0)
    scaled = (lines - middle) / scale
    j1 = np.array([float(row.j1 == "yes") for row in rows])
    h1b = np.array([float(row.h1b == "yes") for row in rows])
    return VisaModel(rows, scaled, middle, scale, logistic(scaled, j1), logistic(scaled, h1b))


def blind_friendliness(fitted: Model, rows: Sequence[Row]) -> Array:
    """Friendliness predicted with each program's sponsor left out, whether stated or not."""
    stated, parts = fitted.base, fitted.base_parts
    blind, _ = friendliness.left_out(stated, parts, friendliness.fold_of(stated.rows))
    by_id = {row.id: float(value) for row, value in zip(stated.rows, blind, strict=True)}
    rest, _ = friendliness.predict(stated, parts, rows)
    return np.array(
        [by_id.get(row.id, float(value)) for row, value in zip(rows, rest, strict=True)]
    )


def _lines(fitted: Model, rows: Sequence[Row], friendly: Array) -> Array:
    plain = columns(rows, fitted.around, with_entry=False)
    return np.hstack([plain, friendly[:, None], friendly[:, None] ** 2])


def says(fitted: Model, row: Row, visa: str) -> str:
    """What the internal medicine entry of the program's coded sponsor says, in the table's words;
    a yes among several entries counts."""
    if not row.coded:
        return NO_LINK
    return _said(fitted, row.sponsor, visa)


def _said(fitted: Model, sponsor: str, visa: str) -> str:
    words = {
        entry.j1 if visa == "j1" else entry.h1b for entry in fitted.around.medicine.get(sponsor, ())
    } - {""}
    for word, answer in (("yes", "yes"), ("no", "no"), ("none_listed", NONE)):
        if word in words:
            return answer
    return NO_LINK


def chances(
    fitted: Model, model: VisaModel, tables: dict[str, Rates], visa: str
) -> dict[str, float]:
    """Probability of the visa for every program, by id."""
    probabilities = {row.id: MILITARY for row in fitted.rows if row.military}
    civil = [row for row in fitted.rows if not row.military]
    others = [row for row in civil if row.specialty != MEDICINE]
    linked = [row for row in others if says(fitted, row, visa) != NO_LINK]
    unlinked = [row for row in others if says(fitted, row, visa) == NO_LINK]
    for row in linked:
        probabilities[row.id] = tables[visa].of(row.specialty, says(fitted, row, visa))
    probabilities |= _unlinked(fitted, model, tables[visa], visa, unlinked)
    probabilities |= medicine(
        fitted, model, tables, [row for row in civil if row.specialty == MEDICINE]
    )[visa]
    return {key: min(1 - LEAST, max(LEAST, value)) for key, value in probabilities.items()}


def _unlinked(
    fitted: Model, model: VisaModel, table: Rates, visa: str, rows: Sequence[Row]
) -> dict[str, float]:
    """Mixes the rates by what an internal medicine entry here would probably say, then moves
    each specialty to its published rate."""
    friendly = np.array([fitted.friendly.mean[row.id] for row in rows])
    lines = model.scaled(fitted, rows, friendly)
    yes_j1, yes = chance(model.j1, lines), chance(model.j1 if visa == "j1" else model.h1b, lines)
    none = np.minimum(1 - yes_j1, 1 - yes)
    no = 1 - yes - none
    mixed = yes * table.whole["yes"] + none * table.whole[NONE] + no * table.whole.get("no", 0.0)
    for place, row in enumerate(rows):
        # Found by the name: nearly as good as the code.
        answer = _said(fitted, row.sponsor, visa)
        if answer != NO_LINK:
            mixed[place] = table.whole.get(answer, table.whole[NONE])
    return _by_specialty(rows, mixed, table)


def _by_specialty(rows: Sequence[Row], mixed: Array, table: Rates) -> dict[str, float]:
    groups = defaultdict(list)
    sizes: dict[str, int] = defaultdict(int)
    for row in rows:
        sizes[row.specialty] += 1
    for place, row in enumerate(rows):
        printed = (row.specialty, NO_LINK) in table.cells and sizes[row.specialty] >= SMALL
        groups[row.specialty if printed else "ALL"].append(place)
    probabilities = {}
    for name, places in groups.items():
        target = table.cells[name, NO_LINK]
        for place, part in zip(places, moved(mixed[places], target), strict=True):
            probabilities[rows[place].id] = float(part)
    return probabilities


def medicine(
    fitted: Model, model: VisaModel, tables: dict[str, Rates], rows: Sequence[Row]
) -> dict[str, dict[str, float]]:
    """Both visas for internal medicine programs whose own entry does not settle them.

    Of entries without a visa as many offer one as the sponsor's other programs do; which of them
    do follows what entries of such places list. H-1B: offered by a part of those with J-1.
    """
    friendly = np.array([fitted.friendly.mean[row.id] for row in rows])
    lines = model.scaled(fitted, rows, friendly)
    yes, both = chance(model.j1, lines), chance(model.h1b, lines)
    silent = np.array([row.j1 in ("none_listed", "no") for row in rows])
    j1, h1b = yes.copy(), both.copy()
    j1[silent] = moved(yes[silent], tables["j1"].whole[NONE])
    h1b[silent] = moved(both[silent], silent_h1b(tables, model))
    ids = [row.id for row in rows]
    return {
        "j1": dict(zip(ids, map(float, j1), strict=True)),
        "h1b": dict(zip(ids, map(float, h1b), strict=True)),
    }


def silent_h1b(tables: dict[str, Rates], model: VisaModel) -> float:
    """H-1B behind an entry without a visa: half-way (logits) between the rate of the sponsor's
    other programs and J-1's rate times the part of J-1 programs that list H-1B. A judgement."""
    listed = [row for row in model.rows if row.j1 == "yes"]
    part = sum(row.h1b == "yes" for row in listed) / len(listed)
    first, second = tables["h1b"].whole[NONE], tables["j1"].whole[NONE] * part
    middle = (math.log(first / (1 - first)) + math.log(second / (1 - second))) / 2
    return 1 / (1 + math.exp(-middle))
