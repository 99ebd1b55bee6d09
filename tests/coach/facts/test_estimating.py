"""The estimates can be made again, and each piece of the model does what it says."""

from __future__ import annotations

import csv
import io
import math
from collections import defaultdict
from dataclasses import replace
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given, strategies as st

from coach.facts.compile import seed_folder
from seed_data.estimating import agreeing, checking
from seed_data.estimating.__main__ import estimate
from seed_data.estimating.levels import alike, published
from seed_data.estimating.lines import Places, pulled, reference, together
from seed_data.estimating.logistic import chance, logistic, moved
from seed_data.estimating.medicine import fold_of, medicine, near, predicted
from seed_data.estimating.scale import (
    CEILING,
    FLOOR,
    before_cut,
    expected,
    logit,
    mean_share,
    percent,
    range_of,
    rising_to,
)
from seed_data.estimating.shares import Model, model, shares
from seed_data.estimating.tables import MEDICINE, Row, distance_km, table, with_sponsors
from seed_data.estimating.visa_rates import CORRECTIONS, NO_LINK, NONE, correction, rates
from seed_data.estimating.visas import chances, listing, says

LOGITS = st.floats(-7, 7)
SPREADS = st.floats(0.3, 3)
PARTS = st.floats(0.05, 0.95)


@pytest.fixture(scope="module")
def fitted() -> Model:
    return model(seed_folder())


def with_stated(fitted: Model, stated: dict[str, float | None]) -> Model:
    """The same levels where some internal medicine shares (percent by id) are others."""
    rows = [replace(row, share=stated.get(row.id, row.share)) for row in fitted.rows]
    return replace(fitted, rows=rows, around=medicine(rows))


def a_sponsor(fitted: Model, below: float) -> tuple[Row, list[Row]]:
    """An internal medicine program with a share below this one, and its sponsor's others."""
    of_sponsor = defaultdict(list)
    for row in fitted.rows:
        of_sponsor[row.sponsor].append(row)
    for entry in fitted.around.stated:
        others = [row for row in of_sponsor[entry.sponsor] if row.specialty != MEDICINE]
        if (entry.share or 0) < below and len(others) > 5 and not any(r.military for r in others):
            return entry, others
    raise AssertionError("no such sponsor")


def test_the_estimates_are_made_again_as_they_were_committed() -> None:
    folder = seed_folder()
    rows, document = estimate(folder)
    with (folder / "estimates.csv").open(encoding="utf-8", newline="") as file:
        committed = list(csv.DictReader(file))
    fresh = list(csv.DictReader(io.StringIO(rows)))
    assert [row["id"] for row in fresh] == [row["id"] for row in committed]
    for new, old in zip(fresh, committed, strict=True):
        for key in ("basis", "source", "as_of", "status"):
            assert new[key] == old[key]
        # Another processor may round the last digit the other way.
        for key, last in (("share_low", 0.1), ("share_mid", 0.1), ("share_high", 0.1)):
            assert_near(new[key], old[key], last)
        assert_near(new["j1"], old["j1"], 0.01)
        assert_near(new["h1b"], old["h1b"], 0.01)
    text = (folder / "estimates.md").read_text(encoding="utf-8")
    assert len(document.splitlines()) == len(text.splitlines())
    assert document.split("## Checks on data")[0] == text.split("## Checks on data")[0]


def assert_near(new: str, old: str, last: float) -> None:
    assert bool(new) == bool(old)
    if new:
        assert float(new) == pytest.approx(float(old), abs=last + 1e-9)


def test_ranges_hold_four_fifths_of_the_shares_of_sponsors_left_out(fitted: Model) -> None:
    ours = next(
        each
        for each in checking.comparison(fitted.around, fitted.blind)
        if each.name == "this model"
    )
    assert ours.n > 500
    assert 76 <= ours.inside <= 85
    assert ours.above < 14
    assert abs(ours.mean) < 2
    assert ours.rank > 0.63


def test_the_recipe_of_the_other_specialties_holds_on_the_other_half(fitted: Model) -> None:
    halves = checking.halves(fitted.around)
    assert 72 <= halves.inside.mean() <= 85
    assert abs(halves.error.mean()) < 2


def test_a_cut_normal_gives_the_mean_shares_of_real_rows(fitted: Model) -> None:
    for cut, stated in checking.shape(fitted.around, fitted.blind):
        assert cut == pytest.approx(stated, abs=1.5)


def test_one_step_of_openness_gives_all_published_mean_shares(fitted: Model) -> None:
    step = agreeing.half_below(fitted)
    assert -0.6 < step < 0
    gaps = [each.mean_there - each.published_share for each in agreeing.agreements(fitted, step)]
    assert abs(float(np.mean(gaps))) < 0.5
    assert max(map(abs, gaps)) < 2.5


def test_the_mean_over_a_specialty_is_its_mean_share(fitted: Model) -> None:
    share_of = shares(fitted)
    for name, rows in reference(fitted.rows).items():
        if name != MEDICINE:
            mean = float(np.mean([share_of[row.id].mean for row in rows]))
            assert mean == pytest.approx(fitted.levels[name].share, abs=0.2), name


def test_a_friendlier_internal_medicine_raises_the_sponsors_other_programs(fitted: Model) -> None:
    entry, others = a_sponsor(fitted, 5)
    low = shares(with_stated(fitted, {entry.id: 3.0}))
    high = shares(with_stated(fitted, {entry.id: 80.0}))
    for row in others:
        assert high[row.id].mean > low[row.id].mean
        assert high[row.id].high >= low[row.id].high


def test_friendlier_neighbours_raise_a_program_less_than_its_sponsor_does(fitted: Model) -> None:
    counts, error = fitted.nearness
    assert 0 < fitted.beside < counts
    assert error > 0
    line = fitted.lines["Pediatrics"].places
    other = np.flatnonzero(line.linked)[0]
    counted = np.ones(len(line.own), dtype=bool)

    def moved_by(own: float, close: float) -> float:
        more = Places(line.own.copy(), line.town, line.near.copy(), line.echo)
        more.own[other] += own
        more.near[other] += close
        after = more.openness(fitted.beside, counted)
        return float((after - line.openness(fitted.beside, counted))[other])

    assert 0 < moved_by(0, 1) < moved_by(1, 0) < moved_by(1, 1)


def test_what_is_near_leaves_the_own_sponsor_out(fitted: Model) -> None:
    entry, _ = a_sponsor(fitted, 5)
    again = with_stated(fitted, {entry.id: 90.0}).around
    before, after = near(fitted.around, [entry]), near(again, [entry])
    assert after == pytest.approx(before, abs=0.02)


def test_every_scatter_is_the_published_one(fitted: Model) -> None:
    for row in table(seed_folder(), "statistics/img_share_links.csv"):
        level = fitted.levels[row["specialty"]]
        assert level.linked == float(row["residual_sd_sponsor"])
        assert level.town == float(row["residual_sd_town"])
        assert level.alone == float(row["sd_logit"])
        assert level.error == 0


def test_slopes_stay_near_the_published_ones(fitted: Model) -> None:
    for each in agreeing.agreements(fitted, 0.0):
        mine, printed = each.sponsor_slope
        assert mine > 0
        assert mine == pytest.approx(printed, abs=0.3), each.specialty


def test_a_level_without_a_figure_is_less_sure(fitted: Model) -> None:
    errors = {level.told: level.error for level in fitted.levels.values()}
    assert errors["published"] < errors["matched"] < errors["judged"]
    lined = published(fitted.lines, fitted.beside)
    means = [alike(lined, share).middle for share in (3.0, 10.0, 30.0)]
    assert means == sorted(means)


def test_sponsors_are_left_out_whole(fitted: Model) -> None:
    folds = fold_of(fitted.around.stated)
    by_sponsor: dict[str, set[float]] = {}
    for row, fold in zip(fitted.around.stated, folds, strict=True):
        by_sponsor.setdefault(row.sponsor, set()).add(float(fold))
    assert all(len(some) == 1 for some in by_sponsor.values())
    assert len(set(folds)) == 10


def test_a_prediction_does_not_see_what_is_left_out(fitted: Model) -> None:
    around, out = fitted.around, fold_of(fitted.around.stated) == 0
    rows = [row for row, left in zip(around.stated, out, strict=True) if left]
    before = predicted(around, rows, ~out)
    spoiled = replace(around, logits=np.where(out, 3.0, around.logits))
    assert predicted(spoiled, rows, ~out) == pytest.approx(before)


@given(LOGITS, SPREADS)
def test_a_range_holds_four_fifths_or_more_where_it_meets_an_end(
    middle: float, spread: float
) -> None:
    low, high = range_of(middle, spread)
    assert 0 <= low <= high <= 100
    curve = NormalDist(middle, spread)
    below = 0.0 if low == 0 else curve.cdf(logit(low))
    above = 0.0 if high == 100 else 1 - curve.cdf(logit(high))
    within = 1 - below - above
    assert within >= 0.8 - 1e-6 or not FLOOR < middle < CEILING
    assert within <= 0.8 + 1e-6 or low == 0 or high == 100 or not FLOOR < middle < CEILING


@given(LOGITS, st.floats(0.1, 2), SPREADS)
def test_a_higher_middle_raises_mean_and_range(middle: float, more: float, spread: float) -> None:
    lower, higher = expected(np.array([middle, middle + more]), np.array([spread, spread]))
    assert higher >= lower
    assert range_of(middle + more, spread) >= range_of(middle, spread)


@pytest.mark.parametrize(("middle", "spread"), [(-1.2, 2.1), (-3.4, 1.8), (0.1, 1.6)])
def test_a_cut_normal_is_the_same_again_before_the_cut(middle: float, spread: float) -> None:
    nodes = np.array([NormalDist().inv_cdf((i + 0.5) / 200) for i in range(200)])
    cut = np.clip(middle + spread * nodes, FLOOR, CEILING)
    again = before_cut(float(cut.mean()), float(cut.std()))
    assert again == pytest.approx((middle, spread), abs=0.02)
    share = expected(np.array([middle]), np.array([spread]))[0]
    assert mean_share(float(cut.mean()), float(cut.std())) == pytest.approx(share, abs=0.3)


@given(LOGITS)
def test_percent_undoes_logit_within_the_cut(value: float) -> None:
    assert logit(percent(value)) == pytest.approx(min(CEILING, max(FLOOR, value)), abs=1e-6)


@given(st.floats(-10, 10))
def test_a_rising_function_is_undone(value: float) -> None:
    assert rising_to(math.atan(value), math.atan) == pytest.approx(value, abs=1e-4)


@given(st.floats(-2, 2), st.floats(0.01, 5))
def test_a_figure_is_pulled_to_nothing_by_its_error(value: float, error: float) -> None:
    assert 0 <= pulled(value, error) * math.copysign(1, value) <= abs(value)
    assert abs(pulled(value, 2 * error)) <= abs(pulled(value, error))


def test_unsure_figures_are_pulled_further_to_the_mean() -> None:
    figures, mean = together(np.array([0.0, 1.0, 1.0, 2.0]), np.array([0.1, 0.1, 0.5, 0.5]))
    assert mean < figures[3] < 2.0
    assert abs(figures[0] - 0.0) < abs(figures[3] - 2.0)


def cell(specialty: str, answer: str, n: int, part: int) -> dict[str, str]:
    keys = ("visa", "specialty", "sponsor_internal_medicine_says", "n", "pct_yes")
    return dict(zip(keys, ("j1", specialty, answer, str(n), str(part)), strict=True))


def test_a_small_cell_of_visas_is_pulled_to_the_whole() -> None:
    rows = [cell("ALL", "yes", 400, 80), cell("A", "yes", 200, 90), cell("B", "yes", 10, 90)]
    printed = rates([*rows, cell("ALL", NONE, 50, 20), cell("ALL", NO_LINK, 50, 40)], "j1")
    small, large = printed.of("B", "yes"), printed.of("A", "yes")
    assert printed.whole["yes"] < small < large < 0.9
    assert printed.of("C", "yes") < 0.8
    assert printed.of("C", "no") == printed.of("C", NONE)


@pytest.mark.parametrize("visa", CORRECTIONS)
def test_the_correction_moves_all_programs_as_it_says(visa: str) -> None:
    by, carried_by = CORRECTIONS[visa]
    wholes = {
        row["sponsor_internal_medicine_says"]: (float(row["n"]), float(row["pct_yes"]) / 100)
        for row in table(seed_folder(), "statistics/visa_links.csv")
        if row["visa"] == visa and row["specialty"] == "ALL"
    }
    steps = correction(visa, wholes)
    assert all(bool(step) == (answer in carried_by) for answer, step in steps.items())
    after = [n * percent(_raw(part) + steps[answer]) for answer, (n, part) in wholes.items()]
    before = [100 * n * part for n, part in wholes.values()]
    total = sum(n for n, _ in wholes.values())
    assert (sum(after) - sum(before)) / total == pytest.approx(100 * by, abs=0.01)


def _raw(part: float) -> float:
    return math.log(part / (1 - part))


@pytest.mark.parametrize("visa", CORRECTIONS)
def test_visas_come_out_at_their_published_rates_and_differ_by_place(
    fitted: Model, visa: str
) -> None:
    printed = rates(table(seed_folder(), "statistics/visa_links.csv"), visa)
    parts = chances(fitted.rows, listing(fitted.around, visa), printed, visa)
    for _, n, mean, whole in agreeing.cells(fitted.around, fitted.rows, parts, printed, visa):
        assert n > 200
        assert mean == pytest.approx(whole, abs=0.015)
    alone = [row for row in fitted.rows if says(fitted.around, row, visa) == NO_LINK]
    assert len({parts[row.id] for row in alone}) > len(alone) / 3


@given(st.lists(PARTS, min_size=2, max_size=20), PARTS)
def test_moved_probabilities_reach_the_mean_and_keep_their_order(
    parts: list[float], target: float
) -> None:
    after = moved(np.array(parts), target)
    assert after.mean() == pytest.approx(target, abs=1e-6)
    in_order = after[np.argsort(parts, kind="stable")]
    assert (np.diff(in_order) >= -1e-9).all()


def test_logistic_regression_finds_the_direction() -> None:
    lines = np.array([[x] for x in (-2.0, -1.0, 0.0, 1.0, 2.0) * 20])
    outcome = (lines[:, 0] > 0.5).astype(float)
    coefficients = logistic(lines, outcome, ridge=1.0)
    assert chance(coefficients, np.array([[2.0]]))[0] > 0.8
    assert chance(coefficients, np.array([[-2.0]]))[0] < 0.1


def test_a_namesake_nearby_has_the_same_sponsor_and_one_far_away_has_not(fitted: Model) -> None:
    coded = next(row for row in fitted.rows if row.coded)
    without = replace(coded, id="1", sponsor="", coded=False)
    away = replace(without, id="2", latitude=coded.latitude + 5)
    _, close, far = with_sponsors([coded, without, away])
    assert close.sponsor == coded.sponsor
    assert far.sponsor != coded.sponsor
    assert distance_km(coded, away) == pytest.approx(math.radians(5) * 6371)


def test_the_document_tells_checks_on_data_from_checks_of_the_model() -> None:
    text = (seed_folder() / "estimates.md").read_text(encoding="utf-8")
    assert "python -m seed_data.estimating" in text
    data, rest = text.split("## Checks of the model with itself")
    assert "in the 80 % range" in data
    assert "in the range" not in rest and "80 %" not in rest.split("## What it cannot know")[0]
    assert "What it cannot know" in rest
