"""Levers really open what they name, and nothing smaller does the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from coach.applying.doors import Doors, fails
from coach.applying.effort import dollars, fee_keys, left_to_do, weeks
from coach.applying.levers import Changes, Flips, Move, flips, inputs, minimal
from coach.applying.weighing import LEAST_VALUE, candidates
from coach.facts.book import Facts
from coach.profile.applicant import applicant, applicant as applicant_of
from coach.records import Applicant, Cost, Exam, Program, ReadFact, Span, Task, replace
from coach.rules.conditions import step2ck_passed
from coach.rules.fields import overlays
from coach.rules.programs import Case, gates
from coach.subjects import worked_list
from coach.subjects.applying import Limits
from coach.subjects.coach import Coach

TODAY = date(2026, 11, 22)
FEW = {"place": 0, "type": 0, "size": 0, "ties": 50, "visa": 0, "prospects": 50}
"""Wishes that most programs meet in nothing."""
TITLES = {
    "certified": "Certificate",
    "step3": "Step 3 passed",
    "step2ck": "Step 2 CK taken",
    "either_from_j1": "Ready for H-1B too",
    "either_from_h1b": "Accept a J-1 too",
    "experience": "US experience",
}

profiles = st.fixed_dictionaries(
    {},
    optional={
        "visa": st.sampled_from(["none", "j1", "h1b", "either"]),
        "certified": st.booleans(),
        "step3.passed": st.booleans(),
        "step3.attempts": st.integers(0, 2),
        "step2ck.score": st.integers(190, 280),
        "step2ck.expected": st.integers(190, 280),
        "graduation_date": st.dates(date(2005, 1, 1), date(2029, 1, 1)).map(str),
        "experience.observership": st.floats(0, 6),
        "experience.research": st.floats(0, 6),
        "us_status": st.sampled_from(["abroad", "student", "permanent", "citizen"]),
    },
)
stated = st.sampled_from(
    [
        ("visa_j1", "no"),
        ("visa_j1", "yes"),
        ("visa_h1b", "no"),
        ("visa_h1b", "yes"),
        ("certificate_needed", "yes"),
        ("experience_months", "3"),
        ("experience_months", "5"),
        ("step2ck_minimum", "230"),
        ("graduation_year_limit", "5"),
        ("accepting", "no"),
    ]
)
"""Facts that an applicant may have read of a program."""


def changed(profile: Mapping[str, Any], changes: Mapping[str, Any]) -> Applicant:
    """The applicant of these answers with some of them changed (None takes one away)."""
    after = {key: value for key, value in {**profile, **changes}.items() if value is not None}
    return applicant_of(after)


@pytest.fixture(scope="session")
def some(facts: Facts) -> list[Program]:
    """Programs that say everything there is to say of visas, and a few that say nothing."""
    by_visa: dict[tuple[str, str], list[Program]] = {}
    for program in facts.programs(["Internal Medicine"]):
        by_visa.setdefault((program.visa_j1, program.visa_h1b), []).append(program)
    return [program for group in by_visa.values() for program in group[:4]]


def moves(
    profile: Mapping[str, Any], programs: list[Program], read: Mapping[str, Mapping[str, ReadFact]]
) -> tuple[list[Move], Callable[[Changes], Flips]]:
    before = Doors(applicant(profile), read, TODAY).outcomes

    def flips_of(changes: Changes) -> Flips:
        return flips(programs, before, Doors(changed(profile, dict(changes)), read, TODAY).outcomes)

    asked = [
        float(one["experience_months"].value) for one in read.values() if "experience_months" in one
    ]
    return minimal(inputs(applicant(profile), TITLES, asked, TODAY), flips_of), flips_of


@settings(max_examples=80, deadline=None)
@given(data=st.data(), profile=profiles)
def test_a_lever_flips_every_gate_that_it_names(
    data: st.DataObject, profile: dict[str, Any], some: list[Program]
) -> None:
    rows = data.draw(st.lists(st.tuples(st.sampled_from(some), stated), max_size=8))
    read = overlays(ReadFact(one.id, *fact, "you", "2026-11-01", "") for one, fact in rows)
    known = {program.id: program for program in some}
    found, flips_of = moves(profile, some, read)
    for move in found:
        after = changed(profile, move.changes)
        for program_id, rule in move.flips.opened | move.flips.sure:
            case = Case(after, known[program_id], read.get(program_id, {}), TODAY)
            outcomes = {gate.rule: gate.outcome for gate in gates(case)}
            assert "fail" not in outcomes.values()
            assert outcomes[rule] != "fail"
            assert (program_id, rule) in move.flips.opened or outcomes[rule] == "pass"
        for part in (move.inputs[:1], move.inputs[1:]):
            if part and len(part) < len(move.inputs):
                weaker = flips_of(tuple(pair for one in part for pair in one.changes))
                assert weaker.opened != move.flips.opened or weaker.sure != move.flips.sure


@settings(max_examples=100, deadline=None)
@given(profile=profiles)
def test_nobody_is_offered_what_they_have_or_cannot_change(
    profile: dict[str, Any], some: list[Program]
) -> None:
    mine = applicant(profile)
    keys = {key for one in inputs(mine, TITLES, [2, 4], TODAY) for key, _ in one.changes}
    assert not keys & {"graduation_date", "step1.attempts", "citizenship"}
    if mine.certified:
        assert "certified" not in keys
    if mine.step3.passed or mine.visa == "none" or mine.us_status in ("permanent", "citizen"):
        assert "step3.passed" not in keys
    if mine.step2ck.score is not None and step2ck_passed(mine.step2ck) is not False:
        assert not keys & {"step2ck.score", "step2ck.attempts"}


def test_h1b_only_opens_by_step_3_or_by_a_j1(open_coach: Callable[..., Coach]) -> None:
    coach = open_coach(specialties="IM", visa="h1b", states="NY", budget=900)
    found = coach.deciding.levers()
    assert (found[0].title, found[0].opened, found[0].gain) == ("Do nothing", (), 0.0)
    by_change = {tuple(one.changes.items()): one for one in found}
    j1 = by_change[(("visa", "either"),)]
    assert len(j1.opened) > 600 and j1.gain > 10
    assert (j1.effort.weeks, j1.effort.dollars) == (Span(0, 0, 0), 0.0)
    step3 = by_change[(("step3.passed", True),)]
    assert 100 < len(step3.opened) < len(j1.opened)
    assert step3.effort.weeks and step3.effort.weeks.low < step3.effort.weeks.high
    assert step3.per_week == step3.gain / step3.effort.weeks.usual
    assert coach.programs.standing(step3.opened[0]).numbers.failed


def test_j1_applicants_need_both_halves_to_reach_programs_with_h1b_alone(
    open_coach: Callable[..., Coach],
) -> None:
    coach = open_coach(specialties="IM", visa="j1", states="NY", certified=True)
    both = [one for one in coach.deciding.levers() if len(one.changes) == 2]
    assert [dict(one.changes) for one in both] == [{"visa": "either", "step3.passed": True}]
    assert both[0].opened
    for one in both[0].opened:
        assert coach.programs.standing(one).program.visa_h1b == "yes"


def test_months_are_offered_up_to_what_a_program_asks_and_what_they_cost_is_unknown(
    open_coach: Callable[..., Coach],
) -> None:
    coach = open_coach(
        specialties="IM",
        visa="none",
        certified=True,
        step2ck__score=240,
        experience__observership=1,
    )
    first, second = (one.program.id for one in coach.programs.ranked()[:2])
    coach.programs.record_fact(first, "experience_months", "3")
    coach.programs.record_fact(second, "experience_months", "5")
    found = [one for one in coach.deciding.levers() if one.changes]
    assert [dict(one.changes) for one in found] == [
        {"experience.observership": 5.0},
        {"experience.observership": 3.0},
    ]
    assert [len(one.opened) for one in found] == [2, 1]
    assert {one.effort.dollars for one in found} == {None}
    assert all(one.per_dollar is None for one in found)
    assert found[0].effort.weeks and found[0].effort.weeks.usual > 4 * 30.4 / 7


def task(key: str, hours: float, days: float, *after: str) -> Task:
    span, wait = Span(hours, hours, hours), Span(days, days, days)
    return Task(
        key,
        key,
        "exams",
        "",
        "",
        after,
        span,
        wait,
        None,
        None,
        (),
        (),
        (),
        (),
        (),
        False,
        source="GK",
        as_of="2026",
        status="unverified",
    )


def test_weeks_are_the_longest_chain_or_all_hours_where_they_are_more() -> None:
    tasks = {one.key: one for one in (task("a", 10, 70), task("b", 10, 7, "a"), task("c", 80, 0))}
    chain = left_to_do(["b"], tasks, (), lambda task: True)
    assert list(chain) == ["a", "b"]
    assert weeks(chain, 10).usual == pytest.approx(1 + 10 + 1 + 1)
    assert weeks(left_to_do(["b"], tasks, {"a"}, lambda task: True), 10).usual == 2
    assert weeks(tasks, 5).usual == pytest.approx(20)


def test_fees_count_for_what_is_left_and_unknown_stays_unknown(facts: Facts) -> None:
    def cost(task: str, fee: str, size: Any = "sure", times: int = 1) -> Cost:
        return Cost(task, fee, ("abroad",) * fee.endswith("_intl"), times, "", size, "once", ())

    costs = [cost("a", "step3"), cost("b", "oet"), cost("a", "step1_intl"), cost("a", "h", "often")]

    def paid(costs: list[Cost], left: set[str], abroad: bool = False) -> float | None:
        keys = fee_keys(costs, left, lambda cost: abroad or not cost.who)
        return dollars(keys, facts.fees, 2027)[0]

    assert paid(costs, {"a"}) == 955
    assert paid(costs, {"a", "b"}, abroad=True) == 955 + 455 + 210
    assert paid(costs, set()) == 0
    assert paid([cost("a", "ecfmg_credential", times=2)], {"a"}) == 220
    assert paid([cost("a", "eligibility_extension")], {"a"}) is None


@pytest.mark.parametrize(
    ("exam", "changes"),
    [
        (Exam(score=205, day=date(2025, 8, 1)), {"step2ck.score": 218, "step2ck.attempts": 2}),
        (
            Exam(score=205, day=date(2025, 8, 1), attempts=2, expected=231),
            {"step2ck.score": 231, "step2ck.attempts": 3},
        ),
        (Exam(score=205, day=date(2025, 8, 1), attempts=4), None),
        (Exam(score=230, day=date(2025, 8, 1)), None),
        (Exam(score=205), None),
        (Exam(passed=True, score=205), None),
        (Exam(passed=False, score=205), {"step2ck.score": 218, "step2ck.attempts": 2}),
        (Exam(passed=False, attempts=1), {"step2ck.score": 218, "step2ck.attempts": 2}),
    ],
)
def test_a_score_below_the_mark_may_be_followed_by_a_pass(
    exam: Exam, changes: dict[str, Any] | None
) -> None:
    mine = replace(applicant({"visa": "none", "certified": True}), step2ck=exam)
    found = inputs(mine, TITLES, (), TODAY)
    assert [dict(one.changes) for one in found] == ([changes] if changes else [])
    assert all(one.title.startswith("Step 2 CK passed") for one in found)


def test_a_failed_step_2_ck_has_a_lever_that_opens_everything(
    open_coach: Callable[..., Coach],
) -> None:
    coach = open_coach(
        specialties="IM",
        visa="none",
        certified=True,
        step2ck__score=205,
        step2ck__date="2025-08-01",
        step2ck__attempts=1,
    )
    (lever,) = [one for one in coach.deciding.levers() if one.changes]
    assert lever.title == "Step 2 CK passed, 218 as a bare pass"
    assert len(lever.opened) > 600 and lever.gain > 0.5


def test_the_same_list_has_the_same_value_everywhere(open_coach: Callable[..., Coach]) -> None:
    few = {f"weights__{key}": value for key, value in FEW.items()}
    coach = open_coach(
        specialties="IM,EM", visa="j1", us_status="abroad", budget=900, match_year=2028, **few
    )
    running, found, _ = worked_list.planned(coach._state, Limits(900))
    value = found.order[-1].value
    assert value > 0
    assert coach.deciding.levers()[0].worth.value == pytest.approx(value, rel=1e-12)
    shown = coach.deciding.looks([coach.deciding.scenarios()["full_list"]])[0]
    assert shown.without.worth.value == pytest.approx(value, rel=1e-12)
    assert coach.deciding.years().this.worth.value == pytest.approx(value, rel=1e-12)
    given = candidates([(one.program, one.numbers) for one in coach.programs.ranked()], {}, 1)
    assert {one.value for one in running.candidates} == {one.value for one in given}
    assert min(one.value for one in given) == LEAST_VALUE


def test_doors_say_what_the_gates_say(facts: Facts) -> None:
    some = facts.programs(["Internal Medicine", "Emergency Medicine"])
    mine = applicant({"visa": "either", "step3.passed": True})
    doors = Doors(mine, {}, TODAY)
    for program in some:
        said = {gate.rule: gate.outcome for gate in gates(Case(mine, program, {}, TODAY))}
        assert doors.outcomes(program) == said
        assert fails(doors.outcomes(program)) == ("fail" in said.values())


def test_an_h1b_without_step_3_leaves_the_visa_open_where_the_j1_is_not_stated(
    facts: Facts,
) -> None:
    program = next(
        one
        for one in facts.programs(["Internal Medicine"])
        if one.visa_j1 == "yes" and one.visa_h1b == "yes"
    )
    silent = replace(program, visa_j1="", j1_probability=0.5)
    for passed, said in ((False, "unknown"), (True, "pass")):
        mine = applicant({"visa": "either", "step3.passed": passed})
        assert Doors(mine, {}, TODAY).outcomes(silent)["visa"] == said
