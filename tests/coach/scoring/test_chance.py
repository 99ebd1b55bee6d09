"""The chance of an invitation: a range that moves as published figures say, never a promise."""

from __future__ import annotations

import csv
import math
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from coach.facts.book import Facts
from coach.records import Applicant, Chance, Exam, Numbers, Odds, replace
from coach.scoring.chance import (
    FAILED_EXAM,
    TIER_ALIASES,
    TIERS,
    blurred,
    expit,
    failed_exams,
    invitation,
    share_logit,
    signal_effects,
    standpoint,
    tier,
)
from coach.scoring.programs import Panel
from coach.wording import chance_brief, chance_words, share_range, share_words

STATISTICS = Path(__file__).parents[3] / "seed_data" / "statistics"
TODAY = date(2026, 9, 28)
PASSED = Exam(passed=True, attempts=1)

IM = "Internal Medicine"


@pytest.fixture
def odds(facts: Facts) -> Odds:
    return facts.odds[IM, "non_us_img"]


def average_img(odds: Odds, **more: object) -> Applicant:
    """A non-US IMG who needs a J-1, with the specialty's mean score and nothing unsaid."""
    score = round(odds.step2_mean) if odds.step2_mean else 240
    mine = Applicant(
        graduate_type="non_us_img",
        visa="j1",
        step1=PASSED,
        step2ck=Exam(score=score, attempts=1),
    )
    return replace(mine, **more)


def panel_of(applicant: Applicant, facts: Facts) -> Panel:
    return Panel(applicant, {}, facts.odds, {}, TODAY)


logits = st.floats(-4, 4)
gates = st.floats(0, 1)


@given(share=logits, gate=gates, extra=st.floats(-2, 3))
def test_a_chance_is_a_range_never_a_point(
    facts: Facts, share: float, gate: float, extra: float
) -> None:
    for who in (Applicant(), average_img(facts.odds[IM, "non_us_img"])):
        chance = invitation(standpoint(who, facts.odds[IM, "non_us_img"]), share, gate, extra)
        assert 0 <= chance.low <= chance.mid <= chance.high < 1
        assert chance.high >= 1.5 * chance.mid or chance.high > 0.3


@given(share=st.floats(-4, 3.5), more=st.floats(0.01, 0.5), gate=gates)
def test_a_higher_img_share_never_lowers_the_chance(
    facts: Facts, share: float, more: float, gate: float
) -> None:
    for (_, kind), odds in facts.odds.items():
        if odds.programs and kind == "non_us_img":
            who = standpoint(average_img(odds), odds)
            few, many = (invitation(who, at, gate) for at in (share, share + more))
            assert many.mid >= few.mid and many.centre >= few.centre


def test_the_whole_range_of_shares_sets_programs_less_than_five_times_apart(odds: Odds) -> None:
    """Programs of 95 % IMGs invited 3.3 %, those under 5 % 1.1 %: three times, not a hundred."""
    who = standpoint(average_img(odds), odds)
    many, few = (invitation(who, share_logit(share), 1).mid for share in (95, 3))
    assert 2 < many / few < 5


@given(share=logits, gate=st.floats(0, 0.99))
def test_a_surer_visa_never_lowers_the_chance(facts: Facts, share: float, gate: float) -> None:
    odds = facts.odds[IM, "non_us_img"]
    who = standpoint(average_img(odds), odds)
    less, sure = invitation(who, share, gate), invitation(who, share, 1)
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
    clean = average_img(odds)
    failed = average_img(odds, step1=Exam(passed=True, attempts=2))
    assert failed_exams(clean) == 0 and failed_exams(failed) == 1
    cost = standpoint(failed, odds).base - standpoint(clean, odds).base
    assert cost == pytest.approx(FAILED_EXAM["non_us_img"])


@given(place=st.integers(0, 683), exam=st.sampled_from(["step1", "step2ck", "step3"]))
def test_one_more_failed_exam_and_a_stated_no_lower_every_chance(
    facts: Facts, place: int, exam: str
) -> None:
    odds, program = facts.odds[IM, "non_us_img"], facts.programs([IM])[place]
    who = average_img(odds)
    failed = replace(who, **{exam: replace(getattr(who, exam), passed=True, attempts=2)})
    was, now = (panel_of(one, facts).chance(program) for one in (who, failed))
    if not was.mid:  # a gate fails whatever the applicant says, as at military programs
        return
    assert now.mid < was.mid
    asked = replace(program, visa_j1="", j1_probability=0.6, img_share=None)
    yes, unknown, no = (
        panel_of(who, facts).chance(replace(asked, visa_j1=word, visa_year=2025))
        for word in ("yes", "", "no")
    )
    assert no.mid == 0 < unknown.mid < yes.mid


def test_a_program_without_any_fact_has_the_chance_of_the_specialty(facts: Facts) -> None:
    odds, program = facts.odds[IM, "non_us_img"], facts.programs([IM])[0]
    bare = replace(
        program, img_share=None, share_mid=None, visa_j1="", j1_probability=None, visa_h1b=""
    )
    chance = panel_of(average_img(odds), facts).chance(bare)
    assert chance.open == 0.5 and 0 < chance.mid < odds.rate < chance.high


unsaid = st.sampled_from(
    [
        {"step2ck": Exam()},
        {"step1": Exam()},
        {"visa": None},
        {"graduate_type": None},
    ]
)


@given(what=st.lists(unsaid, min_size=1, max_size=4), specialty=st.sampled_from([IM, "Neurology"]))
def test_saying_less_never_looks_better(
    facts: Facts, what: list[dict[str, object]], specialty: str
) -> None:
    """Each thing left out is named, and leaves the middle where it was or lower."""
    odds = facts.odds[specialty, "non_us_img"]
    told = average_img(odds)
    programs = facts.programs([specialty])[:40]
    was, before = panel_of(told, facts), standpoint(told, odds).unsaid
    assert not before
    for less in what:
        fewer = replace(told, **less)
        now = panel_of(fewer, facts)
        assert set(now.standpoint(specialty).unsaid) >= set(was.standpoint(specialty).unsaid)
        for program in programs:
            assert now.chance(program).mid <= was.chance(program).mid + 1e-12
        told, was = fewer, now
    stands = was.standpoint(specialty)
    assert stands.unsaid or stands.attempts


def test_without_any_exam_nobody_stands_better_than_with_231_and_a_failed_step_1(
    facts: Facts, odds: Odds
) -> None:
    nothing = panel_of(average_img(odds, step1=Exam(), step2ck=Exam()), facts)
    said = average_img(
        odds, step1=Exam(passed=True, attempts=2), step2ck=Exam(score=231, attempts=1)
    )
    some = panel_of(said, facts)
    for program in facts.programs([IM])[:60]:
        assert nothing.chance(program).mid <= some.chance(program).mid + 0.001
    stands = nothing.standpoint(IM)
    assert (stands.unsaid, stands.attempts) == (("Step 2 CK passed",), ("Step 1",))
    assert not stands.counted


def test_an_expected_score_never_beats_a_real_one(odds: Odds) -> None:
    expected, less = (
        standpoint(average_img(odds, step2ck=Exam(expected=score)), odds) for score in (255, 240)
    )
    real = standpoint(average_img(odds, step2ck=Exam(score=240, attempts=1)), odds)
    assert less.base < expected.base < real.base and expected.best > 0
    assert expected.unsaid and not real.unsaid
    assert "255" in expected.counted[0]


def test_a_score_that_may_be_no_pass_asks_for_the_day_of_the_test(odds: Odds) -> None:
    stands = standpoint(average_img(odds, step2ck=Exam(score=210, attempts=1)), odds)
    assert stands.unsaid == ("the day of Step 2 CK (210 may be no pass)",)


def test_attempts_that_are_not_said_cost_nothing_yet_and_are_named(odds: Odds) -> None:
    quiet = standpoint(average_img(odds, step1=Exam(passed=True)), odds)
    failed = standpoint(average_img(odds, step1=Exam(passed=True, attempts=2)), odds)
    assert quiet.attempts == ("Step 1",) and not quiet.unsaid
    assert quiet.base + quiet.worst == pytest.approx(failed.base)


def published(name: str) -> list[dict[str, str]]:
    with (STATISTICS / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_the_mean_chance_of_a_specialty_is_what_happened(facts: Facts) -> None:
    """Level, slope and visa together give the published rate of everybody who applied."""
    for row in published("invitation_levels"):
        key = (row["specialty"], row["applicant_type"])
        if row["applicant_type"] != "non_us_img" or key not in facts.odds:
            continue
        panel = panel_of(average_img(facts.odds[key]), facts)
        chances = [
            panel.chance(program).mid
            for program in facts.programs([row["specialty"]])
            if program.first_residency and not program.military
        ]
        mean = sum(chances) / len(chances)
        assert mean == pytest.approx(float(row["mean_rate_pct"]) / 100, rel=0.08), row["specialty"]


def test_signalled_and_unsignalled_applications_average_to_the_level(facts: Facts) -> None:
    for odds in facts.odds.values():
        effects = signal_effects(odds)
        level = math.log(odds.rate / (1 - odds.rate))
        assert effects[""] <= 0 < effects["gold"] and effects["silver"] < effects["gold"]
        without = blurred(level + effects[""], 0.7)
        lower, upper = (
            odds.signalled * blurred(level + effects[name], 0.7) + (1 - odds.signalled) * without
            for name in ("silver", "gold")
        )
        average = blurred(level, 0.7)
        assert lower <= average * 1.02 and upper >= average * 0.98


@given(share=logits)
def test_one_more_signal_raises_a_chance_and_none_lowers_it(facts: Facts, share: float) -> None:
    for odds in facts.odds.values():
        who, effects = standpoint(average_img(odds), odds), signal_effects(odds)
        with_gold, with_silver, usual, without = (
            invitation(who, share, 1, effects.get(name, 0.0)).mid
            for name in ("gold", "silver", "average", "")
        )
        assert without <= usual and without < with_silver < with_gold and usual < with_gold


def test_where_few_are_sent_a_signal_weighs_more_than_in_family_medicine(facts: Facts) -> None:
    strong, weak = (
        signal_effects(facts.odds[name, "non_us_img"])
        for name in ("Anesthesiology", "Family Medicine")
    )
    assert strong["gold"] - strong[""] > weak["single"] - weak[""] + 1


def test_one_rank_in_five_matches_as_published(facts: Facts) -> None:
    """Pooled figures of non-US IMGs: 1 rank 18 %, 3 ranks 51 %, 5 ranks 68 %, 10 ranks 86 %."""
    odds = facts.odds[IM, "non_us_img"]
    for ranks, share in ((1, 0.18), (3, 0.51), (5, 0.68), (10, 0.86)):
        assert 1 - (1 - odds.matched_per_rank) ** ranks == pytest.approx(share, abs=0.05)


def test_tiers_follow_the_rule_that_is_shown(odds: Odds) -> None:
    def at(times: float, open_gate: float = 1.0) -> str:
        return tier(Chance(0, times * odds.rate, 1, 0, open_gate, 0), odds)

    assert [at(times) for times in (0.49, 0.5, 1.49, 1.5, 4)] == [
        "reach",
        "usual",
        "usual",
        "likelier",
        "likelier",
    ]
    assert at(1.5, 0.85) == "usual"
    assert set(TIERS) == {"reach", "usual", "likelier"}
    assert {TIER_ALIASES[word] for word in ("safety", "safer", "target")} <= set(TIERS)


def test_a_specialty_that_nobody_has_measured_has_a_wider_range(facts: Facts) -> None:
    unmeasured = [odds for odds in facts.odds.values() if not odds.programs]
    assert any(odds.specialty == "Urology" for odds in unmeasured)
    im = facts.odds[IM, "non_us_img"]
    assert all(odds.ratio_high > im.ratio_high for odds in unmeasured)
    ranked = panel_of(average_img(im), facts).rank(facts.programs(["Urology"]))
    assert all(numbers.chance for _, numbers in ranked if not numbers.failed)


def test_a_specialty_without_a_level_has_no_number_but_an_order(facts: Facts) -> None:
    panel = Panel(Applicant(), {}, {}, {}, TODAY)
    ranked = panel.rank(facts.programs([IM]))
    assert ranked and all(numbers.chance is None for _, numbers in ranked)
    assert len({numbers.prospects for _, numbers in ranked}) > 1


def test_equal_chances_do_not_fake_an_order(facts: Facts, odds: Odds) -> None:
    """Programs whose chances differ in the fifth decimal have the same prospects."""
    ranked = panel_of(average_img(odds), facts).rank(facts.programs([IM]))
    prospects: dict[float, set[float]] = {}
    for _, numbers in ranked:
        if numbers.chance and not numbers.failed:
            prospects.setdefault(round(numbers.chance.mid, 4), set()).add(numbers.prospects)
    assert all(len(places) == 1 for places in prospects.values())


def test_the_blur_keeps_a_half_and_pulls_to_it() -> None:
    assert blurred(0, 1.5) == pytest.approx(0.5)
    assert expit(-3) < blurred(-3, 1) < 0.5
    assert share_logit(0) == share_logit(2) == pytest.approx(math.log(0.02 / 0.98))


def test_small_chances_can_be_told_apart() -> None:
    words = [share_words(share) for share in (0, 0.005, 0.0067, 0.01, 0.0149, 0.02, 0.3, 0.99)]
    assert words == [
        "under 1 in 200",
        "1 in 200",
        "1 in 150",
        "1 in 100",
        "1 in 70",
        "2 %",
        "30 %",
        "over 98 %",
    ]
    assert share_range(0.0, 0.05) == "under 1 in 200 to 5 %"
    assert share_range(0.01, 0.12) == "1 in 100 to 12 %"
    assert share_range(0.09, 0.19) == "9-19 %"
    assert share_range(0.77, 0.772) == "77-78 %"
    assert share_range(0.99, 1.0) == "over 98 %"
    assert share_range(0.0, 0.001) == "under 1 in 200"


def test_a_column_tells_the_middle_and_what_it_is_under() -> None:
    def numbers(*ends: float) -> Numbers:
        return Numbers(50, 50, 1, False, 50, Chance(*ends, ends[1], 1, 0.2), "usual")

    assert chance_brief(numbers(0, 0.034, 0.081)) == "3 (<8)"
    assert chance_brief(numbers(0, 0.001, 0.004)) == "<1/200"
    assert chance_words(numbers(0, 0.034, 0.081)) == "3 % (under 1 in 200 to 8 %)"


@given(low=st.floats(0, 1), more=st.floats(0, 0.5))
def test_every_range_has_words_and_none_says_nought(low: float, more: float) -> None:
    words = share_range(low, min(1.0, low + more))
    assert words and " 0 %" not in f" {words}" and not words.startswith("0")
    assert "100 %" not in words
