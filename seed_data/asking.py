"""Fits what each sign of a question says for each answer: `python -m seed_data.asking`.

A multinomial logistic regression over all ways to ask for the answers and over their own words,
added to the share that a sign has of all signs of an answer; small weights are left out. Beside
it what each sign says for this trade, against the questions of `unanswered.csv`.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from math import hypot, log, sqrt
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from coach.facts.questions import UNKNOWN, Signs, is_doubtful
from coach.records import Phrases
from seed_data.estimating.scale import Array

Floats = NDArray[np.float32]
Says = dict[str, float]
HERE: Final = Path(__file__).parent
TARGET: Final = HERE / "question_signs.csv"
NEIGHBOURS: Final = 0.35
"""Weight of two neighbours against that of a word."""
OWN_WORDS: Final = 0.7
"""What a sign in the words of an answer counts against one in a line that asks for it."""
FITTED: Final = 0.05
"""What the regression counts against the share."""
RIDGE: Final = 0.05
ROUNDS: Final = 70
NEIGHBOURS_HERE: Final = 0.5
RIDGE_HERE: Final = 0.3
"""The same two for what a sign says of the trade."""
SMALL: Final = 0.02
"""Weights nearer to 0 are left out."""


def main() -> None:
    """Writes each sign, how much it says, and its weight for the answers by their number."""
    signs, lines, own = asked_with()
    says = said_by(lines)
    texts = [line for asked in lines for line in asked] + own
    targets = [place for place, asked in enumerate(lines) for _ in asked] + [*range(len(own))]
    weights = FITTED * fitted(_matrix(texts, says), np.array(targets)) + shares(lines, own, says)
    here = of_this_trade(texts, unanswered(signs))
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(("sign", "says", "here", "weights"))
        for sign, row in zip(says, weights, strict=True):
            large = np.flatnonzero(np.abs(row) >= SMALL)
            cells = ";".join(f"{place}:{row[place]:.2f}" for place in large)
            table.writerow((sign, f"{says[sign]:.2f}", f"{here.pop(sign):.2f}", cells))
        for sign, value in here.items():  # of no answer
            table.writerow((sign, 0 if is_doubtful(sign) else UNKNOWN, f"{value:.2f}", ""))


def asked_with() -> tuple[Signs, list[list[list[str]]], list[list[str]]]:
    """What finds signs, those of all lines that ask for each answer, and of its own words."""
    lists = [
        Phrases(row["list"], tuple(row["words"].split(";"))) for row in _rows("question_words")
    ]
    signs = Signs(lists)
    rules = {row["rule_key"]: row for row in _rows("rules")}
    answers = [_asked(row, rules) for row in _rows("answers")]
    lines = [[signs.of(line) for line in asked] for asked, _ in answers]
    own = [signs.of(words) for _, words in answers]
    return signs, lines, own


def unanswered(signs: Signs) -> list[list[str]]:
    """The signs of questions that no answer fits."""
    return [signs.of(line) for row in _rows("unanswered") for line in row["questions"].split(";")]


def said_by(lines: Sequence[Sequence[Sequence[str]]]) -> dict[str, float]:
    """How much each sign says: the fewer answers have it, the more."""
    seen = Counter(sign for asked in lines for line in asked for sign in line)
    spread = Counter(sign for asked in lines for sign in {s for line in asked for s in line})
    return {
        sign: (NEIGHBOURS if " " in sign else 1.0)
        * sqrt(log((len(lines) + 1) / (spread[sign] + 0.5)))
        for sign in sorted(seen)
        if seen[sign] > is_doubtful(sign)
    }


def _rows(name: str) -> list[dict[str, str]]:
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _asked(row: dict[str, str], rules: dict[str, dict[str, str]]) -> tuple[tuple[str, ...], str]:
    """How people ask for an answer, and its words with those beside it."""
    resting = [rules[key] for key in row["rules"].split(";") if key]
    words = [row["text"] or " ".join(rule["text"] for rule in resting)]
    words += [*(rule["title"] for rule in resting), row["key"].replace("_", " ")]
    return (row["question"], *row["also"].split(";")), " ".join((*words, row["depends_on"]))


def _matrix(texts: Sequence[Sequence[str]], says: dict[str, float]) -> Floats:
    """One row a text, each of length 1."""
    column = {sign: place for place, sign in enumerate(says)}
    design = np.zeros((len(texts), len(says)), dtype=np.float32)
    for row, text in enumerate(texts):
        known = [sign for sign in text if sign in says]
        length = hypot(*(says[sign] for sign in known)) or 1.0
        design[row, [column[sign] for sign in known]] = [says[sign] / length for sign in known]
    return design


def of_this_trade(texts: Sequence[Sequence[str]], others: Sequence[Sequence[str]]) -> Says:
    """What each sign says for a question that some answer fits, against one that none does."""
    seen = Counter(sign for text in (*texts, *others) for sign in text)
    counts = {
        sign: NEIGHBOURS_HERE if is_doubtful(sign) else 1.0
        for sign in sorted(seen)
        if seen[sign] > is_doubtful(sign)
    }
    often = len(texts) // (2 * len(others))
    every = [*texts, *(text for _ in range(often) for text in others)]
    design = np.zeros((len(every), len(counts)), dtype=np.float32)
    column = {sign: place for place, sign in enumerate(counts)}
    for row, text in enumerate(every):
        known = [sign for sign in text if sign in counts]
        for sign in known:
            design[row, column[sign]] = counts[sign] / sqrt(len(known))
    weights = fitted(
        design, np.array([0] * len(texts) + [1] * (len(every) - len(texts))), RIDGE_HERE
    )
    return {
        sign: counts[sign] * float(weights[place, 0] - weights[place, 1])
        for sign, place in column.items()
    }


def shares(
    lines: Sequence[Sequence[Sequence[str]]], own: Sequence[Sequence[str]], says: dict[str, float]
) -> Array:
    """The share that each sign has of all signs of each answer."""
    column = {sign: place for place, sign in enumerate(says)}
    weights = np.zeros((len(says), len(lines)), dtype=float)
    for answer, (asked, words) in enumerate(zip(lines, own, strict=True)):
        times: Counter[str] = Counter(sign for line in (asked[0], *asked) for sign in line)
        for sign in {*times, *words} & says.keys():
            count = times[sign] + OWN_WORDS * (sign in words)
            weights[column[sign], answer] = log(1 + count) * says[sign]
    return np.asarray(weights / np.linalg.norm(weights, axis=0), dtype=float)


def fitted(design: Floats, targets: Array, ridge: float = RIDGE) -> Floats:
    """Weights of a multinomial logistic regression, by accelerated descent."""
    steep, norm = np.ones(design.shape[1], dtype=np.float32), 1.0
    for _ in range(20):
        steep = np.asarray(design.T @ (design @ (steep / norm)), dtype=np.float32)
        norm = float(np.linalg.norm(steep))
    outcome = np.zeros((design.shape[0], int(targets.max()) + 1), dtype=np.float32)
    outcome[np.arange(len(targets)), targets] = 1
    weights = ahead = np.zeros((design.shape[1], outcome.shape[1]), dtype=np.float32)
    for turn in range(ROUNDS):
        part = design @ ahead
        part = np.exp(part - part.max(axis=1, keepdims=True))
        part /= part.sum(axis=1, keepdims=True)
        slope = design.T @ (part - outcome) + ridge * ahead
        after = ahead - slope / (0.5 * norm + ridge)
        ahead = after + turn / (turn + 3) * (after - weights)
        weights = after
    return np.asarray(weights, dtype=np.float32)


if __name__ == "__main__":
    main()
