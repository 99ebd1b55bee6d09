"""The estimates can be made again, and each piece of the model does what it says."""

from __future__ import annotations

import csv
import io
import math
from dataclasses import replace
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given, strategies as st

from coach.facts.compile import seed_folder
from seed_data.estimating import friendliness
from seed_data.estimating.__main__ import estimate
from seed_data.estimating.censored import (
    CEILING,
    FLOOR,
    logit,
    match,
    moments,
    percent,
    range_of,
)
from seed_data.estimating.features import surroundings
from seed_data.estimating.logistic import chance, logistic, moved
from seed_data.estimating.shares import Model, Share, friendly, model, share
from seed_data.estimating.tables import MEDICINE, Row, distance_km, with_sponsors
from seed_data.estimating.visa_rates import rates

LOGITS = st.floats(-7, 7)
SPREADS = st.floats(0.3, 3)


@pytest.fixture(scope="module")
def made() -> Model:
    return model(seed_folder())


def remade(made: Model, rows: list[Row], stated: dict[str, float | None]) -> dict[str, Share]:
    """Shares of some programs with other stated shares (percent by id), all else the same."""
    again = [replace(row, share=stated.get(row.id, row.share)) for row in made.rows]
    around = surroundings(again)
    known = [row for row in again if row.specialty == MEDICINE and row.share is not None]
    known = [row for row in known if not row.military]
    shares = np.array([logit(row.share or 0.0) for row in known])
    base = friendliness.known(known, shares, around, with_entry=False)
    entry = friendliness.known(known, shares, around, with_entry=True)
    all_ = friendly(rows, base, made.base_parts, entry, made.entry_parts)
    other = replace(made, rows=again, around=around, base=base, entry=entry, friendly=all_)
    return {row.id: share(other, row) for row in rows}


def test_the_estimates_are_made_again_as_they_were_committed() -> None:
    folder = seed_folder()
    made_again, document = estimate(folder)
    with (folder / "estimates.csv").open(encoding="utf-8", newline="") as file:
        committed = list(csv.DictReader(file))
    fresh = list(csv.DictReader(io.StringIO(made_again)))
    assert [row["id"] for row in fresh] == [row["id"] for row in committed]
    for new, old in zip(fresh, committed, strict=True):
        assert {key: new[key] for key in ("basis", "source", "as_of", "status")} == {
            key: old[key] for key in ("basis", "source", "as_of", "status")
        }
        # Another processor may round the last digit the other way.
        for key, last in (("share_low", 0.1), ("share_mid", 0.1), ("share_high", 0.1)):
            assert_near(new[key], old[key], last)
        assert_near(new["j1"], old["j1"], 0.01)
        assert_near(new["h1b"], old["h1b"], 0.01)
    assert document.splitlines()[0] == "# Estimates of IMG share and visas"
    assert len(document.splitlines()) == len(
        (folder / "estimates.md").read_text(encoding="utf-8").splitlines()
    )


def assert_near(new: str, old: str, last: float) -> None:
    assert bool(new) == bool(old)
    if new:
        assert float(new) == pytest.approx(float(old), abs=last + 1e-9)


def test_a_friendlier_internal_medicine_raises_the_sponsors_other_programs(made: Model) -> None:
    medicine = next(one for one in made.base.rows if one.coded and (one.share or 50) < 5)
    others = [
        row for row in made.rows if row.sponsor == medicine.sponsor and row.specialty != MEDICINE
    ]
    low = remade(made, others, {medicine.id: 3.0})
    high = remade(made, others, {medicine.id: 80.0})
    assert others
    for row in others:
        assert high[row.id].range.mid > low[row.id].range.mid


def test_without_the_sponsors_figure_less_is_known(made: Model) -> None:
    medicine = next(one for one in made.base.rows if one.coded)
    others = [
        row for row in made.rows if row.sponsor == medicine.sponsor and row.specialty != MEDICINE
    ]
    known = remade(made, others, {})
    unknown = remade(made, others, {medicine.id: None})
    assert others
    for row in others:
        assert unknown[row.id].spread > known[row.id].spread


def test_a_prediction_lies_between_the_figure_and_its_surroundings(made: Model) -> None:
    seen, _ = friendliness.predict(made.base, made.base_parts, made.base.rows)
    folds = friendliness.fold_of(made.base.rows)
    blind, _ = friendliness.left_out(made.base, made.base_parts, folds)
    nearer = abs(seen - made.base.shares) < abs(blind - made.base.shares)
    assert nearer.mean() > 0.9
    assert seen.std() < made.base.shares.std()


def test_sponsors_are_left_out_whole(made: Model) -> None:
    folds = friendliness.fold_of(made.base.rows)
    by_sponsor: dict[str, set[float]] = {}
    for row, fold in zip(made.base.rows, folds, strict=True):
        by_sponsor.setdefault(row.sponsor, set()).add(float(fold))
    assert all(len(some) == 1 for some in by_sponsor.values())
    assert len(set(folds)) == 10


@given(LOGITS, SPREADS)
def test_a_range_holds_its_middle(middle: float, spread: float) -> None:
    found = range_of(middle, spread)
    assert 0 <= found.low <= found.mid <= found.high <= 100


@given(LOGITS, SPREADS)
def test_a_range_holds_four_fifths_unless_most_lie_beyond_the_cut(
    middle: float, spread: float
) -> None:
    found = range_of(middle, spread)
    curve = NormalDist(middle, spread)
    below = 0.0 if found.low == 0 else curve.cdf(logit(found.low))
    above = 0.0 if found.high == 100 else 1 - curve.cdf(logit(found.high))
    held = 1 - below - above
    beyond = max(curve.cdf(FLOOR), 1 - curve.cdf(CEILING))
    both = found.low == 0 and found.high == 100
    assert held >= 0.8 - 1e-6
    assert both or held <= max(0.8, beyond) + 1e-6


@given(LOGITS, st.floats(0.1, 2), SPREADS)
def test_a_higher_middle_never_lowers_the_estimate(a: float, more: float, spread: float) -> None:
    assert range_of(a + more, spread).mid > range_of(a, spread).mid


@pytest.mark.parametrize(("middle", "spread"), [(-1.2, 2.1), (-3.4, 1.8), (0.1, 1.6)])
def test_moments_of_a_cut_distribution_are_found_again(middle: float, spread: float) -> None:
    seen = moments(middle, spread)
    found = match(seen.mean_logit, seen.sd_logit, seen.share, 50)
    assert found == pytest.approx((middle, spread), abs=0.05)


@given(LOGITS)
def test_percent_undoes_logit_within_the_cut(value: float) -> None:
    assert logit(percent(value)) == pytest.approx(min(CEILING, max(FLOOR, value)), abs=1e-6)


def test_every_specialty_agrees_with_its_published_scatter(made: Model) -> None:
    for name, line in made.lines.items():
        seen = moments(line.middle, line.spread)
        assert seen.sd_logit == pytest.approx(line.number("sd_logit"), rel=0.1), name
        assert seen.share == pytest.approx(line.number("mean_share_pct"), rel=0.15), name


def test_a_level_without_a_figure_is_less_sure(made: Model) -> None:
    published = [one for one in made.levels.values() if one.told == "published"]
    judged = [one for one in made.levels.values() if one.told == "judged"]
    part = [one.rest / one.spread**2 for one in published]
    assert min(one.rest / one.spread**2 for one in judged) > sorted(part)[len(part) // 2]


def test_a_small_cell_of_visas_is_pulled_to_the_whole() -> None:
    def row(specialty: str, n: int, part: int) -> dict[str, str]:
        return {
            "visa": "j1",
            "specialty": specialty,
            "sponsor_internal_medicine_says": "yes",
            "n": str(n),
            "pct_yes": str(part),
        }

    table = rates([row("ALL", 400, 80), row("A", 200, 90), row("B", 10, 90)], "j1")
    small, large = table.of("B", "yes"), table.of("A", "yes")
    assert table.whole["yes"] < small < large < 0.9
    assert table.of("C", "yes") < 0.8


@given(st.lists(st.floats(0.05, 0.95), min_size=2, max_size=20), st.floats(0.05, 0.95))
def test_moved_probabilities_reach_the_mean_and_keep_their_order(
    parts: list[float], target: float
) -> None:
    found = moved(np.array(parts), target)
    assert found.mean() == pytest.approx(target, abs=1e-6)
    in_order = found[np.argsort(parts, kind="stable")]
    assert (np.diff(in_order) >= -1e-9).all()


def test_logistic_regression_finds_the_direction() -> None:
    lines = np.array([[x] for x in (-2.0, -1.0, 0.0, 1.0, 2.0) * 20])
    outcome = (lines[:, 0] > 0.5).astype(float)
    found = logistic(lines, outcome, ridge=1.0)
    assert chance(found, np.array([[2.0]]))[0] > 0.8
    assert chance(found, np.array([[-2.0]]))[0] < 0.1


def test_a_namesake_nearby_has_the_same_sponsor_and_one_far_away_has_not(made: Model) -> None:
    coded = next(row for row in made.rows if row.coded)
    without = replace(coded, id="1", sponsor="", coded=False)
    away = replace(without, id="2", latitude=coded.latitude + 5)
    _, near, far = with_sponsors([coded, without, away])
    assert near.sponsor == coded.sponsor
    assert far.sponsor != coded.sponsor
    assert distance_km(coded, away) == pytest.approx(math.radians(5) * 6371)


def test_the_document_says_how_and_what_not() -> None:
    text = (seed_folder() / "estimates.md").read_text(encoding="utf-8")
    assert "python -m seed_data.estimating" in text
    assert "What it cannot know" in text
