"""Fit and score: reasons add up, unknown counts neither for nor against, order is stable."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import pytest
from hypothesis import given, strategies as st

from coach.facts.book import Facts
from coach.records import (
    Applicant,
    Assessment,
    CoachError,
    Exam,
    Numbers,
    Program,
    ReadFact,
    replace,
)
from coach.scoring.programs import Panel, Ranked, merged
from coach.scoring.wishes import DEFAULT_WEIGHTS, weights
from coach.subjects.coach import Coach

TODAY = date(2026, 11, 22)
IM = "Internal Medicine"


def panel(
    facts: Facts, who: Applicant, overlays: Mapping[str, Mapping[str, ReadFact]] | None = None
) -> Panel:
    return Panel(who, facts.states, facts.odds, overlays or {}, TODAY)


def ranked(facts: Facts, who: Applicant, *programs: Program) -> list[Ranked]:
    return panel(facts, who).rank(programs or facts.programs([IM]))


def assessed(facts: Facts, who: Applicant, program: Program, *others: Program) -> Assessment:
    mine = panel(facts, who)
    numbers = {one.id: numbers for one, numbers in mine.rank([program, *others])}
    return mine.assess(program, numbers[program.id])


def some(facts: Facts, **given: object) -> Program:
    """A plain program with these facts, nothing stated and nothing estimated besides."""
    program = facts.programs([IM])[0]
    plain = replace(
        program,
        img_share=None,
        visa_j1="",
        visa_h1b="",
        kind="",
        positions=None,
        state="NY",
        share_low=None,
        share_mid=None,
        share_high=None,
        j1_probability=None,
        h1b_probability=None,
        caution="",
        military=False,
        list_year=2026,
    )
    return replace(plain, **given)  # type: ignore[arg-type]


applicants = st.builds(
    Applicant,
    visa=st.sampled_from([None, "none", "j1", "h1b", "either"]),
    states=st.lists(st.sampled_from(["NY", "MI", "TX", "CA"]), unique=True).map(tuple),
    ties=st.lists(st.sampled_from(["NY", "MI"]), unique=True).map(tuple),
    program_types=st.lists(
        st.sampled_from(["community", "university", "university-affiliated"]), unique=True
    ).map(tuple),
    program_size=st.sampled_from([None, "small", "medium", "large"]),
)


@given(who=applicants, place=st.integers(0, 683))
def test_reasons_add_up_to_the_score(facts: Facts, who: Applicant, place: int) -> None:
    mine = panel(facts, who)
    program, numbers = mine.rank(facts.programs([IM]))[place]
    one = mine.assess(program, numbers)
    assert abs(sum(reason.contribution for reason in one.reasons) - one.score) < 1e-6
    assert 0 <= one.score <= 100 and 0 <= (one.fit or 0) <= 100
    assert 0 <= one.coverage <= 1
    parts = [reason.contribution for reason in one.reasons]
    assert parts == sorted(parts, reverse=True)


@given(who=applicants)
def test_looking_values_up_gives_what_working_them_out_gives(facts: Facts, who: Applicant) -> None:
    """Own facts make a program a case of its own; one that says nothing new changes nothing."""
    some_programs = facts.programs([IM])[:60]
    nothing = {
        one.id: {"experience_months": ReadFact(one.id, "experience_months", "0", "you", "", "")}
        for one in some_programs
    }
    plain = panel(facts, who).rank(some_programs)
    slow = panel(facts, who, nothing).rank(some_programs)
    assert [(p.id, n) for p, n in plain] == [(p.id, n) for p, n in slow]


@given(who=applicants, places=st.sets(st.integers(0, 59), max_size=5), share=st.integers(0, 100))
def test_own_facts_over_the_bases_rank_as_from_the_start(
    facts: Facts, who: Applicant, places: set[int], share: int
) -> None:
    programs = facts.programs([IM])[:60]
    read = {"img_share": str(share), "visa_j1": "no" if share % 2 else "yes"}
    overlays = {
        programs[place].id: {
            field: ReadFact(programs[place].id, field, value, "you", "2026-11-01", "")
            for field, value in read.items()
        }
        for place in places
    }
    plain = panel(facts, who)
    bases = plain.bases(programs)
    fresh = panel(facts, who, overlays).rank(programs)
    assert plain.over(overlays).order(bases) == fresh
    assert plain.order(bases) == panel(facts, who).rank(programs)


def test_rankings_of_several_specialties_merge_into_the_ranking_of_all(facts: Facts) -> None:
    mine = panel(facts, Applicant(visa="j1", states=("NY",)))
    apart = [mine.rank(facts.programs([name])) for name in (IM, "Family Medicine")]
    assert merged(apart) == mine.rank(facts.programs([IM, "Family Medicine"]))


def test_a_score_worked_out_by_hand(facts: Facts) -> None:
    who = Applicant(visa="j1", states=("NY",), ties=("MI",))
    program = some(facts, id="1", img_share=40.0, visa_j1="yes", visa_year=2026)
    better = some(facts, id="2", img_share=90.0, visa_j1="yes", visa_year=2026)
    one = assessed(facts, who, program, better)
    # Known: place 25 x 100, ties 10 x 0, visa 20 x 100, prospects 25 x 25 (the lower of two).
    assert one.coverage == 0.8
    assert abs(one.score - (25 * 100 + 0 + 20 * 100 + 25 * 25) / 80) < 1e-9
    assert abs((one.fit or 0) - (25 * 100 + 0 + 20 * 100) / 55) < 1e-9


def test_what_nothing_says_or_estimates_leaves_the_fit_alone(facts: Facts) -> None:
    who = Applicant(states=("NY",), program_types=("community",))
    known = assessed(facts, who, some(facts, kind="community"))
    silent = assessed(facts, who, some(facts))
    assert known.fit == silent.fit == 100
    assert silent.coverage < known.coverage


def test_an_estimate_counts_but_not_as_a_stated_fact(facts: Facts) -> None:
    who = Applicant(visa="j1", states=("NY",))
    guess = some(
        facts,
        id="1",
        share_low=20.0,
        share_mid=50.0,
        share_high=80.0,
        j1_probability=0.6,
        estimate_basis="the town",
    )
    stated = some(facts, id="2", img_share=50.0, visa_j1="yes", visa_year=2026)
    one, other = assessed(facts, who, guess, stated), assessed(facts, who, stated, guess)
    assert one.coverage < other.coverage
    assert one.fit is not None and other.fit is not None and one.fit < other.fit
    visa = next(reason for reason in one.reasons if reason.key == "visa")
    assert visa.evidence and visa.evidence.status == "estimated" and "~60 %" in visa.text


def test_an_old_visa_fact_weighs_less_than_a_new_one(facts: Facts) -> None:
    who = Applicant(visa="j1")
    old = assessed(facts, who, some(facts, visa_j1="yes", visa_year=2021))
    new = assessed(facts, who, some(facts, visa_j1="yes", visa_year=2026))
    assert (old.fit or 0) < (new.fit or 0)


def test_img_share_acts_on_prospects_only(facts: Facts) -> None:
    who = Applicant(visa="j1", states=("NY",))
    few, many = some(facts, id="1", img_share=5.0), some(facts, id="2", img_share=95.0)
    one, other = assessed(facts, who, few, many), assessed(facts, who, many, few)
    assert one.fit == other.fit and one.score < other.score


def test_the_applicants_weights_replace_the_defaults() -> None:
    assert sum(DEFAULT_WEIGHTS.values()) == 100
    assert weights(Applicant()) == DEFAULT_WEIGHTS
    assert weights(Applicant(weights=(("place", 100.0),)))["prospects"] == 0


def test_the_same_input_gives_the_same_order(facts: Facts) -> None:
    who = Applicant(visa="j1", states=("NY", "MI"))
    once = ranked(facts, who)
    again = ranked(facts, who, *reversed(facts.programs([IM])))
    assert [(p.id, n) for p, n in once] == [(p.id, n) for p, n in again]


def test_nationality_and_school_move_no_score(facts: Facts) -> None:
    program = some(facts, img_share=40.0)
    plain = assessed(facts, Applicant(visa="j1"), program)
    for country in ("Nigeria", "Iran", "Pakistan", "Germany"):
        who = Applicant(visa="j1", citizenship=(country,), school_country=country)
        assert assessed(facts, who, program) == plain


def test_a_program_that_a_gate_closes_has_no_prospects(facts: Facts) -> None:
    who = Applicant(visa="j1")
    closed = some(facts, id="1", img_share=10.0, visa_j1="no", visa_year=2025)
    numbers: dict[str, Numbers] = {
        program.id: one
        for program, one in ranked(facts, who, closed, some(facts, id="2", img_share=5.0))
    }
    assert numbers["1"].failed and numbers["1"].prospects == 0
    assert not numbers["2"].failed and numbers["2"].prospects > 0


def test_a_recorded_fact_moves_the_list_at_once(open_coach: Callable[..., Coach]) -> None:
    coach = open_coach(specialties="IM", visa="j1", states="NY")
    one = next(s for s in coach.programs.ranked() if s.program.visa_j1 == "none_listed")
    before = one.numbers
    coach.programs.record_fact(one.program.id, "visa_j1", "no", "program website")
    after = coach.programs.standing(one.program.id).numbers
    assert not before.failed and after.failed and after.score <= before.score
    coach.undo()
    assert coach.programs.standing(one.program.id).numbers == before


def test_nothing_is_likelier_while_the_visa_is_not_said(facts: Facts) -> None:
    well = Applicant(
        visa="none",
        step1=Exam(passed=True, attempts=1),
        step2ck=Exam(score=260, attempts=1),
    )
    unsaid = {n.tier for _, n in ranked(facts, replace(well, visa=None))}
    said = {n.tier for _, n in ranked(facts, well)}
    assert "likelier" not in unsaid and "likelier" in said


def test_the_match_week_of_the_season_that_runs_locks_whoever_plans_the_next(
    open_coach: Callable[..., Coach],
) -> None:
    coach = open_coach(date(2027, 3, 16), match_year="2028", match_result="not_matched")
    assert coach.season.locked
    matched = open_coach(date(2027, 3, 16), home="b", match_result="matched")
    assert matched.season.locked and not matched.season.in_match_week
    before = open_coach(date(2026, 4, 16), home="c", match_result="matched").home.name
    assert not open_coach(date(2027, 3, 16), home=before).season.locked


def test_a_fact_cannot_be_read_tomorrow(open_coach: Callable[..., Coach]) -> None:
    coach = open_coach(specialties="IM")
    one = coach.programs.ranked()[0].program.id
    with pytest.raises(CoachError, match="still to come"):
        coach.programs.record_fact(one, "visa_j1", "yes", day="2051-01-01")
    with pytest.raises(CoachError, match="whole number"):
        coach.programs.record_fact(one, "attempts_limit", "1.5")
    assert not coach.programs.read_facts
