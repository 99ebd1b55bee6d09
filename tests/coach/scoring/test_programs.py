"""Fit and score: reasons add up, unknown counts neither for nor against, order is stable."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from coach.coach import Coach
from coach.facts.book import Facts
from coach.records import Applicant, Program
from coach.scoring.programs import DEFAULT_WEIGHTS, Map, assess, rank, weights

TODAY = date(2026, 11, 22)


def a_map(facts: Facts) -> Map:
    states = facts.states.values()
    return Map({s.code: s.name for s in states}, {s.code: s.division for s in states})


def some(facts: Facts, **given: object) -> Program:
    """A plain program with these facts."""
    program = facts.programs(["Internal Medicine"])[0]
    plain = program._replace(
        img_share=None, visa_j1="", visa_h1b="", kind="", positions=None, state="NY"
    )
    return plain._replace(**given)


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


@given(who=applicants, place=st.integers(0, 685))
def test_reasons_add_up_to_the_score(facts: Facts, who: Applicant, place: int) -> None:
    program = facts.programs(["Internal Medicine"])[place]
    one = assess(program, who, {}, a_map(facts), TODAY)
    assert abs(sum(reason.contribution for reason in one.reasons) - one.score) < 1e-9
    assert 0 <= one.score <= 100 and 0 <= (one.fit or 0) <= 100
    assert 0 <= one.coverage <= 1
    parts = [reason.contribution for reason in one.reasons]
    assert parts == sorted(parts, reverse=True)


def test_a_score_worked_out_by_hand(facts: Facts) -> None:
    who = Applicant(visa="j1", states=("NY",), ties=("MI",))
    program = some(facts, img_share=40.0, visa_j1="yes", visa_year=2026)
    one = assess(program, who, {}, a_map(facts), TODAY)
    # Known: place 25 x 100, ties 10 x 0, visa 20 x 100, prospects 25 x 40.
    assert one.coverage == 0.8
    assert abs(one.score - (25 * 100 + 0 + 20 * 100 + 25 * 40) / 80) < 1e-9
    assert abs((one.fit or 0) - (25 * 100 + 0 + 20 * 100) / 55) < 1e-9


def test_an_unknown_fact_leaves_the_score_alone_and_lowers_the_coverage(facts: Facts) -> None:
    who = Applicant(visa="j1", states=("NY",))
    known = assess(some(facts, img_share=100.0), who, {}, a_map(facts), TODAY)
    silent = assess(some(facts), who, {}, a_map(facts), TODAY)
    assert known.score == silent.score == 100
    assert silent.coverage < known.coverage


def test_an_old_visa_fact_weighs_less_than_a_new_one(facts: Facts) -> None:
    who = Applicant(visa="j1")
    old = assess(some(facts, visa_j1="yes", visa_year=2021), who, {}, a_map(facts), TODAY)
    new = assess(some(facts, visa_j1="yes", visa_year=2026), who, {}, a_map(facts), TODAY)
    assert old.score < new.score


def test_img_share_acts_on_prospects_only(facts: Facts) -> None:
    who = Applicant(visa="j1", states=("NY",))
    few = assess(some(facts, img_share=5.0), who, {}, a_map(facts), TODAY)
    many = assess(some(facts, img_share=95.0), who, {}, a_map(facts), TODAY)
    assert few.fit == many.fit and few.score < many.score


def test_the_applicants_weights_replace_the_defaults() -> None:
    assert sum(DEFAULT_WEIGHTS.values()) == 100
    assert weights(Applicant()) == DEFAULT_WEIGHTS
    assert weights(Applicant(weights=(("place", 100.0),)))["prospects"] == 0


def test_programs_of_which_little_is_known_come_after(facts: Facts) -> None:
    who = Applicant(visa="j1", states=("NY",))
    little = some(facts, id="1", name="A")
    much = some(facts, id="2", name="B", img_share=10.0, visa_j1="yes", visa_year=2025)
    order = [program.id for program, _ in rank([little, much], who, {}, a_map(facts), TODAY)]
    assert order == ["2", "1"]


def test_the_same_input_gives_the_same_order(facts: Facts) -> None:
    who = Applicant(visa="j1", states=("NY", "MI"))
    programs = facts.programs(["Internal Medicine"])
    once = rank(programs, who, {}, a_map(facts), TODAY)
    again = rank(list(reversed(programs)), who, {}, a_map(facts), TODAY)
    assert [one[1] for one in once] == [one[1] for one in again]


def test_nationality_and_school_move_no_score(facts: Facts) -> None:
    program = some(facts, img_share=40.0)
    plain = assess(program, Applicant(visa="j1"), {}, a_map(facts), TODAY)
    for country in ("Nigeria", "Iran", "Pakistan", "Germany"):
        who = Applicant(visa="j1", citizenship=(country,), school_country=country)
        assert assess(program, who, {}, a_map(facts), TODAY) == plain


def test_a_recorded_fact_moves_the_list_at_once(open_coach: Callable[..., Coach]) -> None:
    coach = open_coach(specialties="IM", visa="j1", states="NY")
    one = next(s for s in coach.programs() if s.program.visa_j1 == "none_listed")
    before = one.assessment
    coach.record_fact(one.program.id, "visa_j1", "no", "program website")
    after = coach.program(one.program.id).assessment
    assert not before.failed and after.failed and after.score <= before.score
    coach.undo()
    assert coach.program(one.program.id).assessment == before
