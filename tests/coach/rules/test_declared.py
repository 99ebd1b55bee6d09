"""A gate and a fact are added in one place; what a rule reads is what it declares."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import given, strategies as st

from coach.cli.shapes import as_json
from coach.facts.book import Facts
from coach.files import program_table
from coach.files.columns import map_columns
from coach.records import Applicant, Exam, Program, ReadFact, Verdict, replace
from coach.rules.fields import FACTS, ProgramFact, alike
from coach.rules.programs import GATES, Case, all_reads, gate, gates
from coach.rules.rule import judged, unknown
from coach.saying.program import all_lines
from coach.saying.sheets import SHEETS, Ticked
from coach.scoring.wishes import WISHES
from coach.subjects.applying import Limits

TODAY = date(2026, 11, 22)
TOLD = {
    "sources",
    "list_year",
    "composition_year",
    "positions_year",
    "kind_year",
    "estimate_basis",
    "estimate_source",
    "estimate_as_of",
}
"""What only goes into the words about a fact: where, when, from what."""


class Noting:
    """A program that notes which of its attributes are looked at."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self.seen: set[str] = set()

    def __getattr__(self, name: str) -> Any:
        self.seen.add(name)
        return getattr(self._program, name)


def noted(look: Callable[[Any], object], program: Program) -> set[str]:
    noting = Noting(program)
    look(noting)
    return noting.seen


applicants = st.builds(
    Applicant,
    visa=st.sampled_from([None, "none", "j1", "h1b", "either"]),
    us_status=st.sampled_from([None, "abroad", "permanent"]),
    graduation_date=st.sampled_from([None, date(2010, 6, 1), date(2022, 6, 15), date(2027, 6, 1)]),
    certified=st.sampled_from([None, True, False]),
    experience=st.sampled_from([(), (("observership", 2.0),), (("research", 12.0),)]),
    step1=st.builds(Exam, passed=st.sampled_from([None, True]), attempts=st.integers(0, 3)),
    step2ck=st.builds(Exam, score=st.sampled_from([None, 205, 218, 240]), attempts=st.just(1)),
    step3=st.builds(Exam, passed=st.sampled_from([None, True, False])),
    states=st.sampled_from([(), ("NY", "MI")]),
    program_types=st.sampled_from([(), ("community",)]),
    program_size=st.sampled_from([None, "small"]),
)


@given(who=applicants, place=st.integers(0, 1495), rule=st.sampled_from(sorted(GATES)))
def test_a_gate_reads_of_a_program_only_what_it_declares(
    facts: Facts, who: Applicant, place: int, rule: str
) -> None:
    program = facts.programs(["Internal Medicine", "Family Medicine"])[place]
    read = noted(lambda noting: GATES[rule].check(Case(who, noting, {}, TODAY)), program)
    assert read <= noted(alike(GATES[rule].reads), program) | TOLD


@given(who=applicants, place=st.integers(0, 1495), key=st.sampled_from(sorted(WISHES)))
def test_a_wish_reads_of_a_program_only_what_it_declares(
    facts: Facts, who: Applicant, place: int, key: str
) -> None:
    program = facts.programs(["Internal Medicine", "Family Medicine"])[place]
    states = {}
    wish = WISHES[key]
    read = noted(lambda noting: wish.answer(Case(who, noting, {}, TODAY), states), program)
    assert read <= noted(alike(wish.reads), program) | TOLD


@given(who=applicants, first=st.integers(0, 683), second=st.integers(0, 683))
def test_programs_that_are_alike_have_the_same_outcomes(
    facts: Facts, who: Applicant, first: int, second: int
) -> None:
    programs = facts.programs(["Internal Medicine"])
    key = alike(all_reads())
    program, other = programs[first], programs[second]
    dressed = replace(other, **{name: getattr(program, name) for name in noted(key, program)})
    assert key(program) == key(dressed)
    outcomes = [
        [result.outcome for result in gates(Case(who, each, {}, TODAY))]
        for each in (program, dressed)
    ]
    assert outcomes[0] == outcomes[1]


@given(who=applicants, place=st.integers(0, 683))
def test_what_nobody_has_stated_never_fails_a_gate_that_waits_for_it(
    facts: Facts, who: Applicant, place: int
) -> None:
    program = facts.programs(["Internal Medicine"])[place]
    for result in gates(Case(who, program, {}, TODAY)):
        if result.evidence.value is None and result.evidence.field in FACTS:
            assert result.outcome != "fail"


@pytest.fixture
def quiet_hours() -> Iterator[ProgramFact]:
    """A throw-away fact and a throw-away gate on it, each told in one place."""
    fact = FACTS["quiet_hours"] = ProgramFact(
        key="quiet_hours",
        label="quiet hours a night",
        short="quiet",
        limits=(0.0, 12.0),
        aliases=("hours of quiet",),
        question="how many quiet hours a night has",
        typed=("HOURS", "0 where there are none"),
    )

    @gate(
        reads=("quiet_hours",),
        settles="",
        short="quiet",
        closes="fewer quiet hours than you sleep",
        doubt=lambda applicant, today: 0.4,
    )
    def sleep(case: Case) -> Verdict:
        known = case.fact("quiet_hours")
        if known.value is None:
            return unknown("quiet hours not stated", known)
        return judged(float(known.value) >= 5, f"{float(known.value):g} quiet hours", known)

    try:
        yield fact
    finally:
        del FACTS["quiet_hours"], GATES["sleep"]


def test_a_fact_and_a_gate_told_once_are_known_everywhere(
    open_coach: Callable[..., Any], quiet_hours: ProgramFact
) -> None:
    coach = open_coach(specialties="Internal Medicine,Family Medicine", visa="none")
    best = coach.programs.ranked()[0]
    assert {gate.rule: gate.outcome for gate in best.assessment.gates}["sleep"] == "unknown"

    queue = coach.applying.verifying(Limits(budget=400)).answer.queue
    query = next(query for query in queue if query.field == "quiet_hours")
    assert query.question.startswith("May I ask how many quiet hours a night has for residents")
    assert query.p_yes == pytest.approx(0.6)
    assert "HOURS" in quiet_hours.command(query.program_id)

    columns = map_columns(["ACGME id", "Hours of quiet"], program_table.targets())
    assert [column.target for column in columns.used] == ["program_id", "quiet_hours"]

    assert coach.programs.record_fact(best.program.id, "quiet_hours", "3")
    after = coach.programs.standing(best.program.id)
    assert after.numbers.failed
    data: Any = as_json(coach, after)
    assert data["facts"]["quiet_hours"]["value"] == 3
    sheet = SHEETS["programs"](coach, Ticked(), False)
    rows = [dict(zip(sheet.header, cells, strict=True)) for cells in sheet.rows]
    row = next(cells for cells in rows if cells["program_id"] == best.program.id)
    assert row["quiet_hours"] == 3 and row["gates_failed"] == "sleep"
    words = "\n".join(f"{line.label} {line.text}" for line in all_lines(after, coach))
    assert "quiet hours a night" in words and "3 quiet hours" in words


def test_a_fact_that_was_read_decides_a_thrown_away_gate(
    facts: Facts, quiet_hours: ProgramFact
) -> None:
    program = facts.programs(["Internal Medicine"])[0]
    read = {"quiet_hours": ReadFact(program.id, "quiet_hours", "7", "you", "2026-11-01", "")}
    result = {gate.rule: gate for gate in gates(Case(Applicant(), program, read, TODAY))}
    assert result["sleep"].outcome == "pass"
