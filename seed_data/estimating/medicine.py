"""Internal medicine, whose programs state their IMG share: what is near, and what tells it."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar

import numpy as np

from seed_data.estimating.scale import (
    CEILING,
    FLOOR,
    TENTH,
    Array,
    Mask,
    expected,
    logit,
    rising_to,
)
from seed_data.estimating.tables import MEDICINE, Row, plain

Key = TypeVar("Key", bound=Hashable)

FADING_KM: Final = 50.0
"""A program counts for its distance as exp(-km / 50); of 20, 30, 50, 100, 200 and 400 km the best
on sponsors left out."""
PULL: Final = 1.0
"""Programs at no distance for which the mean of all counts beside them. A judgement: 0.5 to 2
order sponsors left out equally well."""
RIDGE: Final = 40.0
"""Pull on each coefficient; 10 and 40 do alike on sponsors left out."""
FOLDS: Final = 10
WORDS: Final = (
    (" university", " univ ", "school of medicine", "medical school"),
    (" hca ",),
    ("kaiser",),
    (" st ", "saint", "mercy", "sisters", "trinity", "ascension"),
)
"""Words of a name, each group one column."""
KINDS: Final = ("university", "university-affiliated", "community")


@dataclass(frozen=True, slots=True)
class Medicine:
    """What the whole list says around a program."""

    entries: dict[str, tuple[Row, ...]]
    """Internal medicine entries by sponsor, without those of the armed forces."""
    stated: tuple[Row, ...]
    """The entries with an IMG share."""
    logits: Array
    """Their shares."""
    by_sponsor: dict[str, float]
    """Mean logit share."""
    by_town: dict[tuple[str, str], float]
    trained: dict[str, frozenset[str]]
    """Specialties by sponsor."""
    in_town: Counter[tuple[str, str]]
    echo: float = 0.0
    """Logits of a stated share per logit of what is near it."""


def medicine(rows: Sequence[Row]) -> Medicine:
    """The surroundings of a list of programs."""
    entries = _by_sponsor(civil_medicine(rows))
    stated = [row for group in entries.values() for row in group if row.share is not None]
    around = Medicine(
        entries=entries,
        stated=tuple(stated),
        logits=np.array([_logit_share(row) for row in stated]),
        by_sponsor=_means(_by_sponsor(stated)),
        by_town=_means(_grouped(stated, lambda row: row.town)),
        trained={key: _specialties(group) for key, group in _by_sponsor(rows).items()},
        in_town=Counter(row.town for row in rows),
    )
    echo, _ = np.polyfit(near(around, stated), around.logits, 1)
    return replace(around, echo=float(echo))


def _grouped(rows: Iterable[Row], of: Callable[[Row], Key]) -> dict[Key, tuple[Row, ...]]:
    groups = defaultdict(list)
    for row in rows:
        groups[of(row)].append(row)
    return {key: tuple(group) for key, group in groups.items()}


def _by_sponsor(rows: Iterable[Row]) -> dict[str, tuple[Row, ...]]:
    return _grouped(rows, lambda row: row.sponsor)


def _specialties(rows: Iterable[Row]) -> frozenset[str]:
    return frozenset(row.specialty for row in rows)


def civil_medicine(rows: Iterable[Row]) -> list[Row]:
    """Internal medicine programs without those of the armed forces."""
    return [row for row in rows if row.specialty == MEDICINE and not row.military]


def _means(groups: Mapping[Key, Sequence[Row]]) -> dict[Key, float]:
    return {key: float(np.mean([*map(_logit_share, rows)])) for key, rows in groups.items()}


def _logit_share(row: Row) -> float:
    return logit(row.share or 0.0)


def near(around: Medicine, rows: Sequence[Row], kept: Mask | None = None) -> Array:
    """Mean logit share of internal medicine around each program, without its own sponsor's.

    Nearer programs count more and the mean of all counts a little; `kept` marks the stated entries
    that may be used.
    """
    kept = np.ones(len(around.stated), dtype=bool) if kept is None else kept
    known = [row for row, keep in zip(around.stated, kept, strict=True) if keep]
    weight = np.exp(-_kilometres(rows, known) / FADING_KM)
    numbers = {sponsor: i for i, sponsor in enumerate({row.sponsor: 0 for row in known})}
    theirs = np.array([numbers[row.sponsor] for row in known])
    weight *= np.array([numbers.get(row.sponsor, -1) for row in rows])[:, None] != theirs
    shares = around.logits[kept]
    return np.asarray((weight @ shares + PULL * shares.mean()) / (weight.sum(axis=1) + PULL))


def _kilometres(rows: Sequence[Row], others: Sequence[Row]) -> Array:
    mine = np.radians([[row.latitude, row.longitude] for row in rows])
    theirs = np.radians([[row.latitude, row.longitude] for row in others])
    up = np.sin((mine[:, None, 0] - theirs[None, :, 0]) / 2) ** 2
    across = np.sin((mine[:, None, 1] - theirs[None, :, 1]) / 2) ** 2
    half = up + np.cos(mine[:, None, 0]) * np.cos(theirs[None, :, 0]) * across
    return np.asarray(2 * 6371 * np.arcsin(np.sqrt(np.minimum(1.0, half))))


def features(around: Medicine, rows: Sequence[Row]) -> Array:
    """What tells a kind of place: size, age and name, one line per program."""
    return np.array([_features(around, row) for row in rows])


def _features(around: Medicine, row: Row) -> list[float]:
    name, trained = f" {plain(row.name)} ", around.trained[row.sponsor]
    return [
        math.sqrt(len(trained)),
        float(len(trained) <= 2),
        float("Neurological Surgery" in trained),
        *(float(any(word in name for word in words)) for words in WORDS),
        # The sixth and seventh digit of an ACGME id are 00 in those given out since about 2014.
        float(row.id[5:7] == "00"),
        float(row.offered > 0),
        float(row.coded),
        math.log(around.in_town[row.town]),
        max(-1.0, row.filled / row.offered - 1) if row.offered else 0.0,
    ]


def _entry(row: Row) -> list[float]:
    return [*(float(row.kind == kind) for kind in KINDS), row.j1 == "yes", row.h1b == "yes"]


@dataclass(frozen=True, slots=True)
class Blind:
    """The stated shares as predicted without their sponsors."""

    middle: Array
    """Logits, in the order of `Medicine.stated`."""
    spread: float
    """SD of what is missed (logits)."""
    stretch: float
    """Factor on the range so that it holds 80 %: what is missed is not quite normal."""
    shift: float
    """Logits by which the middle moves so that the mean share is the stated one."""

    @property
    def wide(self) -> float:
        """The SD (logits) that an 80 % range takes."""
        return self.stretch * self.spread


def predicted(around: Medicine, rows: Sequence[Row], kept: Mask | None = None) -> Array:
    """Logit shares of internal medicine programs: a ridge regression of the stated ones on what is
    near, the kind of place and the entry's own type and visas."""
    kept = np.ones(len(around.stated), dtype=bool) if kept is None else kept
    known = [row for row, keep in zip(around.stated, kept, strict=True) if keep]
    lines, others = (_lines(around, some, kept) for some in (known, rows))
    middle, scale = lines.mean(axis=0), np.maximum(lines.std(axis=0), 0.01)
    lines, others = (lines - middle) / scale, (others - middle) / scale
    shares = around.logits[kept]
    bend = lines.T @ lines + RIDGE * np.eye(lines.shape[1])
    coefficients = np.linalg.solve(bend, lines.T @ (shares - shares.mean()))
    return np.asarray(np.clip(shares.mean() + others @ coefficients, FLOOR, CEILING))


def _lines(around: Medicine, rows: Sequence[Row], kept: Mask) -> Array:
    entries = np.array([_entry(row) for row in rows], dtype=np.float64)
    places = near(around, rows, kept)
    return np.hstack([places[:, None], features(around, rows), entries])


def blind(around: Medicine) -> Blind:
    """All stated shares, predicted ten times without a tenth of the sponsors."""
    folds, middle = fold_of(around.stated), np.zeros(len(around.stated))
    for fold in np.unique(folds):
        out = [row for row, where in zip(around.stated, folds, strict=True) if where == fold]
        middle[folds == fold] = predicted(around, out, folds != fold)
    return measured(around, middle, np.ones(len(middle), dtype=bool))


def measured(around: Medicine, middle: Array, some: Mask) -> Blind:
    """Predictions of all stated shares, with scatter, width and shift as some of them tell."""
    missed = abs(around.logits - middle)[some]
    spread = float(np.sqrt((missed**2).mean()))
    stretch = float(np.quantile(missed, 0.8)) / (TENTH * spread)
    stated = np.array([row.share or 0.0 for row in around.stated])[some]
    flat = np.full(len(stated), spread)

    def mean(step: float) -> float:
        return float(expected(middle[some] + step, flat).mean())

    return Blind(middle, spread, stretch, rising_to(float(stated.mean()), mean))


def fold_of(rows: Iterable[Row]) -> Array:
    """One of ten folds for each program, a sponsor's programs together."""
    sponsors = [row.sponsor for row in rows]
    numbers = {name: i for i, name in enumerate(sorted(set(sponsors)))}
    order = np.random.default_rng(1).permutation(len(numbers))
    folds: Array = np.array([float(order[numbers[name]] % FOLDS) for name in sponsors])
    return folds
