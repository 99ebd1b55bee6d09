"""The odds are fitted to what is published, and what is committed is what the fit gives."""

from __future__ import annotations

import re
from math import exp, log
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from coach.facts.check import Seed, load
from coach.records.deciding import Odds
from seed_data.odds.__main__ import Fit, fit, rows
from seed_data.odds.invitations import (
    Level,
    Shares,
    blurred,
    effects,
    ends,
    levels,
    signalling,
    slopes,
    unmeasured,
)
from seed_data.odds.report import report

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "seed_data"


@pytest.fixture(scope="module")
def seed() -> Seed:
    return load(FOLDER)


@pytest.fixture(scope="module")
def fitted(seed: Seed) -> Fit:
    return fit(seed)


@pytest.fixture(scope="module")
def made(fitted: Fit) -> list[Odds]:
    return rows(fitted)


def test_the_committed_odds_and_their_document_are_what_the_program_makes(
    seed: Seed, fitted: Fit, made: list[Odds]
) -> None:
    assert made == list(seed.rows_of(Seed.odds))
    text = (FOLDER / "odds.md").read_text(encoding="utf-8")
    assert report(fitted, made, seed.programs) == text


def test_the_readme_quotes_the_back_test(seed: Seed) -> None:
    """Every figure of the README's paragraph on chances stands in odds.md."""
    readme = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    document = " ".join((FOLDER / "odds.md").read_text(encoding="utf-8").split())
    quoted = re.search(r"The chance of an invitation is a range.*?`seed_data/odds.md`", readme)
    assert quoted
    figures = re.findall(r"\d+\.\d+", quoted[0])
    assert len(figures) >= 5
    assert not [figure for figure in figures if figure not in document]


def test_every_specialty_with_programs_has_odds_of_both_kinds(
    fitted: Fit, made: list[Odds]
) -> None:
    assert {(row.specialty, row.graduate_type) for row in made} == {
        (name, kind) for name in fitted.shares for kind in ("non_us_img", "us_img")
    }
    assert sum(row.programs > 0 for row in made if row.graduate_type == "us_img") == 21


def test_slopes_are_shrunk_to_the_common_one(seed: Seed) -> None:
    common, shrunk = slopes(seed.statistics)
    assert common == pytest.approx(0.232)
    published = {
        row["specialty"]: float(row["slope_logit_per_unit"])
        for row in (dict(fact.values) for fact in seed.statistics)
        if "slope_logit_per_unit" in row and row["predictor"].startswith("IMG share as estimated")
    }
    for name, slope in shrunk.items():
        low, high = sorted((published[name], common))
        assert low - 1e-9 <= slope <= high + 1e-9
    assert shrunk["Medicine-Pediatrics"] < 0.6 and shrunk["Internal Medicine"] < 0.2


levels_of = st.builds(
    Level,
    rate=st.floats(0.005, 0.3),
    error=st.floats(0, 0.7),
    programs=st.integers(0, 400),
    at_zero=st.floats(0, 0.85),
    log_spread=st.floats(0.2, 1.1),
)


@given(levels_of)
def test_a_range_holds_its_middle_and_starts_at_nought_where_many_invite_nobody(
    level: Level,
) -> None:
    low, high = ends(level)
    assert 0 <= low < 1 < high < 10
    assert (low == 0) == (level.at_zero >= 0.1)


def test_eight_in_ten_drawn_chances_lie_in_the_range() -> None:
    """Drawn as the model says: programs, then applicants; the range holds all but its tails."""
    level = Level(rate=0.03, error=0.0, programs=100, at_zero=0.05, log_spread=0.8)
    draws = np.random.default_rng(7)
    spread = (0.8**2 + 0.7**2) ** 0.5
    drawn = np.exp(spread * draws.normal(size=200_000) - spread**2 / 2) / 0.95
    drawn[draws.random(200_000) < 0.05] = 0.0
    low, high = ends(level)
    assert drawn.mean() == pytest.approx(1, abs=0.02)
    assert ((drawn >= low) & (drawn <= high)).mean() == pytest.approx(0.8, abs=0.01)


def test_the_upper_ends_come_near_the_published_percentiles(fitted: Fit) -> None:
    """`ratio_p90` was not part of the fit: mean error below a quarter of it."""
    pairs = [
        (ends(level, 0.0)[1], fitted.tops[name])
        for (name, kind), level in fitted.levels.items()
        if kind == "non_us_img" and name in fitted.tops and level.programs >= 60
    ]
    assert len(pairs) >= 10
    assert all(abs(log(ours / theirs)) < log(1.6) for ours, theirs in pairs)
    assert sum(abs(log(ours / theirs)) for ours, theirs in pairs) / len(pairs) < log(1.25)


def test_nobody_measured_means_the_middle_of_the_others_and_a_wider_range(seed: Seed) -> None:
    known = [level for (_, kind), level in levels(seed.statistics).items() if kind == "us_img"]
    middle = unmeasured(known)
    assert min(one.rate for one in known) < middle.rate < max(one.rate for one in known)
    assert ends(middle)[1] > max(ends(one)[1] for one in known if one.programs > 100)


@given(
    rate=st.floats(0.005, 0.3),
    sent=st.tuples(st.integers(0, 6), st.integers(0, 15)),
    applications=st.floats(20, 150),
)
def test_signalled_and_unsignalled_applications_average_to_the_rate(
    rate: float, sent: tuple[int, int], applications: float
) -> None:
    effect = {"gold": 1.6, "silver": 1.1, "single": 1.6}
    gold, silver = sent
    signal = signalling(rate, effect, {"gold": gold, "silver": silver}, applications)
    of_all = max(applications, 2.0 * (gold + silver))

    def at(move: float) -> float:
        return float(blurred(np.array(log(rate / (1 - rate)) + move)))

    mean = (gold * at(signal.unsignalled + 1.6) + silver * at(signal.unsignalled + 1.1)) / of_all
    mean += (1 - (gold + silver) / of_all) * at(signal.unsignalled)
    assert mean == pytest.approx(at(0), rel=1e-4)
    assert signal.unsignalled <= 0 and (signal.unsignalled < 0) == bool(gold + silver)


def test_effects_of_signals_lie_between_what_was_seen_and_what_is_published(seed: Seed) -> None:
    by_specialty = effects(seed.statistics)
    usual = by_specialty[""]["single"]
    assert exp(usual) == pytest.approx((2.7 * 9.1) ** 0.5)
    assert usual < by_specialty["Dermatology"]["gold"] < log(176.33)
    assert log(4.07) < by_specialty["Family Medicine"]["single"] < usual
    assert all(tiers["silver"] < tiers["gold"] for tiers in by_specialty.values())


@settings(deadline=None, max_examples=15)
@given(
    programs=st.lists(st.tuples(st.floats(-3.8, 3.8), st.floats(0, 1)), min_size=25, max_size=60),
    rate=st.floats(0.01, 0.2),
    slope=st.floats(0.1, 0.5),
)
def test_after_the_fit_the_mean_is_the_rate_and_the_share_counts_as_published(
    programs: list[tuple[float, float]], rate: float, slope: float
) -> None:
    logits, doors = (np.array(column) for column in zip(*programs, strict=True))
    doors = np.maximum(doors, 0.5)
    if logits.std() < 0.5:
        return
    mine = Shares(logits, doors)
    intercept, inner = mine.fitted(rate, slope, visa=True)
    chances = mine.chances(intercept, inner, visa=True)
    assert chances.mean() == pytest.approx(rate, rel=1e-3)
    if abs(inner - slope) < 0.99:
        assert mine.outer(chances) == pytest.approx(slope, abs=0.01)
