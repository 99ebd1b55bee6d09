"""Fits mail_weights.csv in seed_data and prints what held of it on mails it was not fitted to.

python -m seed_data.mails
"""

from __future__ import annotations

import csv
import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

import numpy as np

from coach import places
from coach.facts.book import Facts
from coach.facts.compile import compiled
from coach.records import Record, replace
from coach.season.offered import Known
from coach.season.scanning import Days, Token
from coach.season.slots import Reading
from coach.season.weighing import Around
from seed_data.estimating.scale import Array
from seed_data.mails.labelled import HELD, TODAY, Labelled, mails, names

FILE: Final = Path(__file__).parent.parent / "mail_weights.csv"
RIDGE: Final = 3.0
"""Pull on each weight: on sets left out 2 leaves more sure and more of it wrong, 4 less of both."""
LEAST: Final = 3
"""Days and hours at which a sign must stand to have a weight."""
ROUNDS: Final = 400
"""After which no weight moves by 0.01."""
SMALL: Final = 0.02
"""Weights nearer to 0 are left out."""


class Seen(Record):
    """A day or an hour of a labelled mail."""

    signs: frozenset[str]
    is_slot: bool


class Score(Record):
    """How a reading does on mails."""

    slots: int
    right: int
    """Day, hour and zone as a careful reader has them, or asked where that one would ask."""
    sure: int
    """Of these said to be sure."""
    wrong: int
    """Said to be sure, and not what a careful reader has."""

    def __str__(self) -> str:
        share = 100 * self.right / max(self.slots, 1)
        return (
            f"{self.right} of {self.slots} slots right ({share:.1f} %), {self.sure} of them sure; "
            f"{self.wrong} silently wrong"
        )


def seen(mail: Labelled, known: Known) -> list[Seen]:
    """All days and hours of a mail with their signs; `known` without weights."""
    reading = Reading(mail.text, known, ())
    around = Around(reading)
    days = {each.start[:10] for each in mail.slots}
    hours = {each.start[11:] for each in mail.slots} - {""}
    return [
        Seen(around.signs(place), _is_slot(reading, token, days, hours))
        for place, token in enumerate(around.tokens)
    ]


def _is_slot(reading: Reading, token: Token, days: set[str], hours: set[str]) -> bool:
    if isinstance(token, Days):
        named = (reading.dated(token, number)[0] for number in range(len(token.days)))
        return any(str(day) in days for day in named)
    at = getattr(token, "at", 0)
    return f"{at // 60 % 24:02}:{at % 60:02}" in hours


def fitted(rows: Sequence[Seen]) -> dict[str, float]:
    """The weights of the signs of these rows; “all” is what all have."""
    counts = Counter(sign for row in rows for sign in row.signs)
    signs = sorted(sign for sign, count in counts.items() if count >= LEAST)
    column = {sign: number for number, sign in enumerate(signs)}
    design = np.zeros((len(rows), len(signs) + 1), dtype=float)
    design[:, 0] = 1
    for line, row in enumerate(rows):
        design[line, [column[sign] + 1 for sign in row.signs if sign in column]] = 1
    outcome = np.array([row.is_slot for row in rows], dtype=float)
    free, *weights = (float(each) for each in _descended(design, outcome))
    kept = ((sign, weight) for sign, weight in zip(signs, weights, strict=True))
    return {"all": free} | {sign: weight for sign, weight in kept if abs(weight) >= SMALL}


def _descended(design: Array, outcome: Array) -> Array:
    """Weights of a logistic regression by accelerated descent: so many signs are too many to solve
    for."""
    pull = np.full(design.shape[1], RIDGE, dtype=float)
    pull[0] = 0
    steep = np.ones(design.shape[1], dtype=float)
    for _ in range(20):
        steep = design.T @ (design @ steep)
        steep /= np.linalg.norm(steep)
    step = 1 / (0.25 * np.linalg.norm(design @ steep) ** 2 + RIDGE)
    weights = ahead = np.zeros(design.shape[1], dtype=float)
    for round_ in range(ROUNDS):
        part = 1 / (1 + np.exp(-(design @ ahead)))
        after = ahead - step * (design.T @ (part - outcome) + pull * ahead)
        ahead = after + round_ / (round_ + 3) * (after - weights)
        weights = after
    return weights


def score(labelled: Iterable[Labelled], known: Known) -> Score:
    """What a reading with these weights finds in mails."""
    slots = right = sure = wrong = 0
    for mail in labelled:
        read = Reading(mail.text, known, ()).mail().slots
        met = {place for place, slot in enumerate(read) if any(w.is_met(slot) for w in mail.slots)}
        wrong += sum(slot.sure for place, slot in enumerate(read) if place not in met)
        for wanted in mail.slots:
            of_it = [slot for slot in read if wanted.is_met(slot)]
            is_sure = any(slot.sure for slot in of_it)
            slots += 1
            wrong += bool(wanted.asks and is_sure)
            if wanted.asks == "scam":
                right += not is_sure
            elif of_it and not (wanted.asks and is_sure):
                right += 1
                sure += is_sure
    return Score(slots, right, sure, wrong)


def write(weights: Mapping[str, float]) -> None:
    """Writes the weights, by their signs."""
    with FILE.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(("sign", "weight"))
        lines.writerows((sign, f"{weight:.2f}") for sign, weight in sorted(weights.items()))


def main() -> None:
    """Fits to all sets but the held one, and prints scores."""
    facts = Facts(compiled(places.cache(os.environ), Path()))
    plain = replace(Known.of(facts, TODAY, TODAY.year + 1, "Asia/Karachi"), weights={})
    fit = [name for name in names() if name != HELD]
    rows = {name: [row for mail in mails(name) for row in seen(mail, plain)] for name in fit}
    for name in fit:
        others = [row for other in fit if other != name for row in rows[other]]
        result = score(mails(name), replace(plain, weights=fitted(others)))
        print(f"{name}, fitted to the others: {result}")
    weights = fitted([row for name in fit for row in rows[name]])
    write(weights)
    print(f"{HELD}, never fitted to: {score(mails(HELD), replace(plain, weights=weights))}")


if __name__ == "__main__":
    main()
