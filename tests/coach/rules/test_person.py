"""Rules for a person: every edge in a table, and what a broken rule does to the rest."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from coach.facts.book import Facts
from coach.records import Applicant, Exam, Held
from coach.rules.attempts import next_attempt
from coach.rules.countries import meant
from coach.rules.held import ORDER, Person, broken, passes
from coach.rules.person import RULES
from coach.rules.rule import Rule
from coach.subjects.coach import Coach

CASES = list(csv.DictReader((Path(__file__).parent / "cases.csv").open(encoding="utf-8")))


@pytest.mark.parametrize(
    "case", CASES, ids=[f"{case['rule']}-{case['answers']}-{case['day']}" for case in CASES]
)
def test_a_rule_on_its_days(open_coach: Callable[..., Coach], case: dict[str, str]) -> None:
    """The answers were given before the day: a plan may have gone by since."""
    before, day = open_coach(date(2026, 1, 1)), date.fromisoformat(case["day"])
    state = before._state
    answers = dict(pair.split("=", 1) for pair in case["answers"].split())
    checked = {key: _read(before, key, value, day) for key, value in answers.items()}
    held = state.assuming(profile=checked, on=day).held
    verdict = next(verdict for verdict in held if verdict.rule == case["rule"])
    assert verdict.outcome == case["outcome"], verdict.detail
    assert case["says"] in f"{verdict.detail} {verdict.way_on}"


def _read(coach: Coach, key: str, value: str, day: date) -> object:
    from coach.profile.reading import read

    typed_on = date(2026, 1, 1) if key.endswith(("planned", "match_year")) else day
    return read(key, value, coach.profile.names, min(typed_on, day))


KNOWN_WORDS = ["Iran", "Nigerian", "Germany", "Congo", "Canada", "Turkmen", "Gaza", "India", "USA"]


@pytest.mark.parametrize("key", ["nationality", "uscis_hold", "canada_entry"])
@given(
    passports=st.lists(st.one_of(st.sampled_from(KNOWN_WORDS), st.text(max_size=12)), max_size=3),
    born=st.one_of(st.none(), st.sampled_from(KNOWN_WORDS), st.text(max_size=12)),
    status=st.sampled_from([None, "abroad", "student", "work", "permanent", "citizen"]),
    visa=st.sampled_from([None, "none", "j1", "h1b", "either"]),
)
def test_no_rule_of_nations_ever_breaks_and_none_says_not_you_to_an_unclear_word(
    facts: Facts,
    key: str,
    passports: list[str],
    born: str | None,
    status: Any,
    visa: Any,
) -> None:
    """Also for what an old database holds as typed."""
    who = Applicant(citizenship=tuple(passports), birth_country=born, us_status=status, visa=visa)
    person = Person(who, date(2026, 11, 28), 2027, {}, facts.countries)
    verdict = RULES[key].check(person)
    assert verdict.outcome in ("pass", "warns", "unknown")
    unclear = [word for word in passports if not meant(word, facts.countries)]
    is_american = any(meant(word, facts.countries) == ("United States",) for word in passports)
    sponsored = status not in ("permanent", "citizen") and visa != "none" and not is_american
    if key == "nationality" and unclear and sponsored:
        assert verdict.outcome == "unknown" and "“" in verdict.detail


def test_every_rule_has_cases_on_both_sides() -> None:
    outcomes = {key: {case["outcome"] for case in CASES if case["rule"] == key} for key in RULES}
    assert not [key for key, told in outcomes.items() if len(told) < 2 or "pass" not in told]


def test_every_rule_rests_on_a_rule_of_the_facts_and_asks_for_known_answers(facts: Facts) -> None:
    from coach.profile.fields import BY_KEY

    for rule in RULES.values():
        assert rule.fact in facts.rules, rule.key
        assert all(key in BY_KEY for key in rule.settles.split(" and ") if key), rule.key


def test_a_rule_is_one_declaration(
    open_coach: Callable[..., Coach],
    run: Callable[..., tuple[int, Any, str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def hours_said(person: Person) -> Held:
        """Hours a week are said."""
        if person.applicant.hours_per_week is None:
            return broken("No hours are said.", "Say how many.", reopens=("match_year",))
        return passes("They are said.")

    monkeypatch.setitem(RULES, "hours_said", Rule("hours_said", hours_said, fact="test_days"))
    coach = open_coach(match_year=2028)
    assert coach.road.step("match_year").state == "open"
    _, answer, _ = run("rules", "--json")
    assert answer["rules"][0]["key"] == "hours_said"
    _, banner, _ = run("today")
    assert banner.startswith("1 rule needs you")


def test_nothing_said_breaks_nothing(open_coach: Callable[..., Coach]) -> None:
    assert {held.outcome for held in open_coach().profile.rules()} <= {"pass", "unknown"}


def test_the_worst_comes_first_and_the_banner_does_not_say_what_it_is(
    open_coach: Callable[..., Coach], run: Callable[..., tuple[int, Any, str]]
) -> None:
    open_coach(match_year=2027, oet__passed=True, oet__date="2024-06-01", us_status="visitor",
               status_until="2026-11-01", hours_per_week=10)  # fmt: skip
    code, answer, _ = run("rules", "--json")
    outcomes = [rule["outcome"] for rule in answer["rules"]]
    assert code == 0
    assert outcomes == sorted(outcomes, key=ORDER.index)
    assert [rule["key"] for rule in answer["rules"][:2]] == ["oet_window", "status_end"]
    _, banner, _ = run("today")
    lines = banner.splitlines()
    assert lines[0] == "2 rules need you: `coach rules`"
    assert len(lines) <= 5
    assert "OET of" not in banner
    assert "status" not in banner
    _, health, _ = run("doctor", "--json")
    assert health["doctor"]["broken_rules"] == [
        "How old an OET result may be",
        "Your status in the US ends on a day",
    ]


def test_a_broken_rule_opens_its_task_and_undo_takes_all_of_it_back(
    open_coach: Callable[..., Coach],
) -> None:
    coach = open_coach(match_year=2027, oet__passed=True, oet__date="2025-06-01")
    assert coach.road.step("oet_sit").state == "done"
    coach.profile.change({"oet.date": "2024-06-01"})
    assert coach.road.step("oet_sit").state != "done"
    assert [held.rule for held in coach.profile.pressing] == ["oet_window"]
    coach.undo()
    assert coach.road.step("oet_sit").state == "done"
    assert not coach.profile.pressing


def test_a_step_that_counts_no_more_is_asked_about_before_it_is_sat_again(
    open_coach: Callable[..., Coach],
) -> None:
    coach = open_coach(match_year=2028, step1__passed=True, step1__date="2019-10-01")
    assert [held.rule for held in coach.profile.pressing] == ["seven_years"]
    assert coach.profile.pressing[0].way_on.startswith("Ask ECFMG first")
    assert coach.road.step("step1_sit").state == "done"


def test_a_list_of_visas_is_told_only_to_whom_it_reaches(
    open_coach: Callable[..., Coach], run: Callable[..., tuple[int, Any, str]]
) -> None:
    coach = open_coach(citizenship="Iran", us_status="permanent")
    assert coach.season.countries == []
    coach.profile.change({"us_status": "abroad"})
    assert [country.name for country in coach.season.countries] == ["Iran"]
    _, text, _ = run("rules")
    assert "US Embassy in Nigeria" in text and "R01" not in text


def test_a_tick_does_not_outweigh_a_broken_rule(open_coach: Callable[..., Coach]) -> None:
    coach = open_coach(match_year=2027, oet__passed=True, oet__date="2024-06-01")
    coach.road.finish("oet_sit")
    assert coach.road.step("oet_sit").state != "done"


def test_programs_say_why_there_is_no_chance(
    open_coach: Callable[..., Coach], run: Callable[..., tuple[int, Any, str]]
) -> None:
    open_coach(specialties=["Internal Medicine"], visa="j1", step1__passed=False,
               step1__attempts=4)  # fmt: skip
    _, answer, _ = run("programs", "--all", "--limit", "3", "--json")
    for program in answer["programs"]:
        gates = {gate["rule"]: gate for gate in program["gates"]}
        assert gates["attempts"]["outcome"] == "fail"
        assert gates["attempts"]["detail"] == "four attempts used: no Step can be taken"
    _, text, _ = run("programs")
    assert "four attempts used" in text


def test_the_journey_names_the_rule_where_its_task_is_open_again(
    open_coach: Callable[..., Coach], run: Callable[..., tuple[int, Any, str]]
) -> None:
    open_coach(match_year=2027, oet__passed=True, oet__date="2024-06-01", hours_per_week=10)
    _, text, _ = run("journey", "--stage", "exams")
    assert text.startswith("✗ OET of 1 Jun 2024 is older")
    _, text, _ = run("explain", "oet_sit")
    assert "Rule      OET of 1 Jun 2024 is older" in text


@pytest.mark.parametrize("status", ["asylee", "refugee", "pending", "tps"])
@pytest.mark.parametrize("graduated", ["2022-06-15", "2028-06-15"])
@pytest.mark.parametrize("step1", [True, False])
def test_nobody_who_fled_is_sent_to_write_home(
    open_coach: Callable[..., Coach], status: str, graduated: str, step1: bool
) -> None:
    coach = open_coach(us_status=status, graduation_date=graduated, visa="j1", match_year=2029,
                       step1__passed=step1)  # fmt: skip
    sent = ("ministry", "ask the school", "ask your school", "call the school", "licensing body")
    told = [
        step.task.key
        for step in coach.road.plan.steps
        if any(word in f"{step.task.how} {step.task.title}" for word in sent)
    ]
    assert told == []
    assert coach.road.plan.step("pathway_safely")


@given(st.lists(st.dates(date(2015, 1, 1), date(2030, 12, 31)), min_size=3, max_size=3))
def test_a_fourth_attempt_waits_for_both(days: list[date]) -> None:
    days = sorted(days)
    first = next_attempt(Exam(attempt_days=tuple(days)))
    assert first >= days[-1]
    assert (first - days[0]).days >= 365
    assert (first - days[-1]).days >= 181
    assert (first - days[0]).days <= 366 or (first - days[-1]).days <= 184


def test_answers_leave_as_json(open_coach: Callable[..., Coach]) -> None:
    from coach.cli.shapes import as_json

    coach = open_coach(match_year=2028, oet__passed=True, oet__date="2025-06-01")
    told = json.loads(json.dumps(as_json(coach, coach.profile.rules())))
    oet = next(rule for rule in told if rule["key"] == "oet_window")
    assert (oet["outcome"], oet["status"], oet["until"]) == ("warns", "second-hand", None)
    assert oet["next"].startswith("Look at ECFMG")


def test_nothing_that_leads_nowhere_is_planned_once_no_step_can_be_taken(
    open_coach: Callable[..., Coach], run: Callable[..., tuple[int, Any, str]]
) -> None:
    coach = open_coach(graduation_date="2022-06-15", match_year=2027, visa="j1", hours_per_week=40,
                       step1__passed=False, step1__attempts=4)  # fmt: skip
    closed = {step.task.key for step in coach.road.plan.steps if step.forbidden}
    assert {"step1_sit", "step2_sit", "oet_sit", "pathway_apply", "certificate"} <= closed
    plan = coach.week.plan()
    assert not closed & {entry.step.task.key for entry in (*plan.planned, *plan.more)}
    outlook = coach.ahead.outlook()
    assert "certificate" not in outlook.chances
    assert all(gate.chance is None for gate in outlook.gates if gate.missed)
    _, text, _ = run("journey")
    assert "which is not open to you now; `coach rules` says why" in " ".join(text.split())
    coach.undo()
    assert not any(step.forbidden for step in coach.road.plan.steps)


def test_four_failed_attempts_at_step_3_close_step_3_alone(
    open_coach: Callable[..., Coach],
) -> None:
    coach = open_coach(match_year=2027, visa="h1b", step1__passed=True, step2ck__score=240,
                       step3__passed=False, step3__attempts=4)  # fmt: skip
    closed = {step.task.key for step in coach.road.plan.steps if step.forbidden}
    assert closed == {"step3_study", "certificate_early", "step3_sit"}


def test_a_fourth_attempt_is_not_planned_before_its_day(open_coach: Callable[..., Coach]) -> None:
    coach = open_coach(match_year=2028, step1__passed=False,
                       step1__attempt_dates="2026-01-10, 2026-04-10, 2026-08-31")  # fmt: skip
    step = coach.road.plan.step("step1_sit")
    assert step and step.opens == date(2027, 2, 28)
    assert step.early_start and step.early_start >= date(2027, 2, 28)
