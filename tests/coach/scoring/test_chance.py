"""The chance of an invitation: a range that moves as published figures say, never a promise."""

from __future__ import annotations

from datetime import date
from math import log

import pytest
from hypothesis import given, strategies as st

from coach.facts.book import Facts
from coach.records import Applicant, Exam, Odds, replace
from coach.scoring.chance import (
    FAILED_EXAM,
    LEAST_WIDTH,
    SIGNAL,
    TOO_FEW,
    average,
    blurred,
    expit,
    failed_exams,
    invitation,
    matched,
    share_logit,
    standpoint,
    tier,
)
from coach.wording import share_range

IM = "Internal Medicine"


@pytest.fixture
def odds(facts: Facts) -> Odds:
    return facts.odds[IM, "non_us_img"]


logits = st.floats(-4, 4)
spreads = st.floats(0, 2)
gates = st.floats(0, 1)


@given(share=logits, spread=spreads, gate=gates, extra=st.floats(-1, 2))
def test_a_chance_is_a_range_never_a_point(
    facts: Facts, share: float, spread: float, gate: float, extra: float
) -> None:
    who = standpoint(Applicant(step2ck=Exam(score=240)), facts.odds[IM, "non_us_img"])
    one = invitation(who, share, spread, gate, extra)
    assert 0 <= one.low <= one.mid <= one.high <= 1
    assert one.high - one.low >= LEAST_WIDTH - 1e-12


@given(share=st.floats(-4, 3.5), more=st.floats(0.01, 0.5), spread=spreads, gate=gates)
def test_a_higher_img_share_never_lowers_the_chance(
    facts: Facts, share: float, more: float, spread: float, gate: float
) -> None:
    who = standpoint(Applicant(step2ck=Exam(score=240)), facts.odds[IM, "non_us_img"])
    few, many = (invitation(who, one, spread, gate) for one in (share, share + more))
    assert many.mid >= few.mid and many.centre >= few.centre


@given(share=logits, gate=st.floats(0, 0.99))
def test_a_surer_visa_never_lowers_the_chance(facts: Facts, share: float, gate: float) -> None:
    who = standpoint(Applicant(), facts.odds[IM, "non_us_img"])
    less, sure = invitation(who, share, 0, gate), invitation(who, share, 0, 1)
    assert less.mid <= sure.mid and less.low <= sure.low


def test_a_better_score_helps_up_to_the_upper_quartile_of_those_who_matched(odds: Odds) -> None:
    def base(score: int) -> float:
        return standpoint(Applicant(step2ck=Exam(score=score)), odds).base

    assert odds.step2_top is not None
    top = int(odds.step2_top)
    assert base(top - 20) < base(top - 10) < base(top)
    assert base(top) == base(top + 15)
    assert base(top) - base(top - 10) == pytest.approx(odds.step2_slope)


def test_in_family_medicine_the_score_does_not_count(facts: Facts) -> None:
    assert facts.odds["Family Medicine", "non_us_img"].step2_slope == 0


def test_a_failed_exam_costs_what_half_the_published_effect_is(odds: Odds) -> None:
    clean = Applicant(step1=Exam(passed=True, attempts=1))
    failed = Applicant(step1=Exam(passed=True, attempts=2))
    assert failed_exams(clean) == 0 and failed_exams(failed) == 1
    cost = standpoint(failed, odds).base - standpoint(clean, odds).base
    assert cost == pytest.approx(FAILED_EXAM["non_us_img"])


def test_without_a_score_the_range_is_wider(odds: Odds) -> None:
    assert odds.step2_mean is not None
    known = standpoint(Applicant(step2ck=Exam(score=round(odds.step2_mean))), odds)
    unknown = standpoint(Applicant(), odds)
    assert unknown.spread > known.spread


def test_a_signal_multiplies_the_odds_by_the_published_ratio(odds: Odds) -> None:
    who = replace(standpoint(Applicant(), odds), spread=0.0)
    plain, signalled = (invitation(who, 0.0, 0.0, 1.0, extra) for extra in (0.0, SIGNAL))

    def ratio(chance: float) -> float:
        return chance / (1 - chance)

    assert ratio(signalled.mid) / ratio(plain.mid) == pytest.approx(3.9)


def test_the_average_application_gives_the_published_list_length(facts: Facts) -> None:
    for odds in facts.odds.values():
        assert average(odds) * odds.applications * 0.9 == pytest.approx(odds.rank_length)


def test_one_rank_in_five_matches_as_published(facts: Facts) -> None:
    """Pooled figures of non-US IMGs: 1 rank 18 %, 3 ranks 51 %, 5 ranks 68 %, 10 ranks 86 %."""
    odds = facts.odds[IM, "non_us_img"]
    for ranks, share in ((1, 0.18), (3, 0.51), (5, 0.68), (10, 0.86)):
        assert matched(ranks, odds) == pytest.approx(share, abs=0.05)


def test_tiers_follow_the_rule_that_is_shown(odds: Odds) -> None:
    who = standpoint(Applicant(), odds)
    near = odds.mean_logit
    assert tier(invitation(who, near + 2.5, 0, 1), odds) == "safer"
    assert tier(invitation(who, near + 2.5, 0, 0.85), odds) != "safer"
    assert tier(invitation(who, near - 3, 0, 1), odds) == "reach"


def test_no_number_below_thirty_published_applicants(facts: Facts) -> None:
    from coach.scoring.programs import Panel

    few = [name for (name, _), odds in facts.odds.items() if odds.applicants < TOO_FEW]
    assert few
    panel = Panel(Applicant(), {}, facts.odds, {}, date(2026, 11, 22))
    for name in dict.fromkeys(few):
        ranked = panel.rank(facts.programs([name]))
        assert ranked and all(numbers.chance is None for _, numbers in ranked)
        assert len({numbers.prospects for _, numbers in ranked}) > 1


def test_the_blur_keeps_a_half_and_pulls_to_it() -> None:
    assert blurred(0, 1.5) == pytest.approx(0.5)
    assert expit(-3) < blurred(-3, 1) < 0.5
    assert share_logit(0) == share_logit(2) == pytest.approx(log(0.02 / 0.98))


def test_small_chances_are_said_in_words() -> None:
    assert share_range(0.0, 0.05) == "under 5 %"
    assert share_range(0.01, 0.12) == "<5-12 %"
    assert share_range(0.09, 0.19) == "9-19 %"
    assert share_range(0.77, 0.772) == "75-80 %"
    assert share_range(0.97, 1.0) == "over 95 %"


@pytest.mark.parametrize("name", ["Internal Medicine", "Family Medicine", "Pediatrics"])
def test_what_is_shown_adds_up_to_the_published_lists(facts: Facts, name: str) -> None:
    """An average applicant who needs a J-1 and applies where IMGs are, signals counted."""
    from coach.scoring.programs import Panel

    odds = facts.odds[name, "non_us_img"]
    assert odds.step2_mean is not None
    who = Applicant(visa="j1", step2ck=Exam(score=round(odds.step2_mean), attempts=1))
    panel = Panel(who, {}, facts.odds, {}, date(2026, 11, 22))
    sent = [one for one in facts.programs([name]) if not one.military and one.visa_j1 != "no"]
    share = [one.img_share if one.img_share is not None else one.share_mid or 0 for one in sent]
    signals = odds.signals / odds.applications
    invited = sum(
        weight * (signals * panel.chance(one, SIGNAL).mid + (1 - signals) * panel.chance(one).mid)
        for one, weight in zip(sent, share, strict=True)
    )
    ranks = invited / sum(share) * odds.applications * 0.9
    assert ranks == pytest.approx(odds.rank_length, rel=0.08)
