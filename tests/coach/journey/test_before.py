"""Ticks that are true, one lateness everywhere, and a first day on which nobody is late."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, Final

import pytest
from hypothesis import given, strategies as st

from coach.calendar.dates import season_calendar
from coach.facts.book import Facts
from coach.journey.deadlines import BEFORE, deadline
from coach.journey.plan import Road, road
from coach.journey.situation import Situation
from coach.journey.stages import place
from coach.journey.standing import Step
from coach.records import LOGGED, Applicant, Exam, TaskState
from coach.saying.dates import slack_cell
from coach.saying.journey import journey
from coach.saying.plan import before_words
from coach.saying.task import short_lines, task_lines, when
from coach.saying.week import today, week
from coach.subjects.coach import Coach
from coach.subjects.road import Telling

Open = Callable[..., Coach]

SATURDAY: Final = date(2026, 11, 28)
GRADUATE: Final[dict[str, Any]] = {
    "graduation_date": "2019-06-30",
    "match_year": 2028,
    "specialties": "IM",
    "visa": "j1",
    "us_status": "abroad",
    "step1__passed": True,
    "step1__date": "2021-05-10",
    "hours_per_week": 12,
}
FRESH: Final[dict[str, dict[str, Any]]] = {
    "graduate": GRADUATE,
    "student": {"graduation_date": "2028-03-30", "match_year": 2029, "hours_per_week": 10},
    "failed": GRADUATE
    | {"match_year": 2027, "step2ck__score": 205, "step2ck__date": "2026-07-10", "visa": "h1b"},
    "certified": GRADUATE
    | {"match_year": 2027, "step2ck__score": 240, "oet__passed": True, "certified": True},
    "late": {"graduation_date": "2015-06-30", "match_year": 2027, "hours_per_week": 4},
}
FRIGHTENS: Final = re.compile(r"\blate\b|days ago|(?<!\d)-\d+ d|Slipped")
LATE: Final = re.compile(r"(\d+) (?:d|days?) late|-(\d+) d\b")


def said(coach: Coach) -> list[str]:
    """All that the week, the road and the pages of its tasks say."""
    plan = coach.week.plan()
    steps = coach.road.plan.steps
    lines = [*today(coach, plan), *week(coach).text, *journey(coach).text]
    lines += [line for step in steps for line in task_lines(coach, step) if not step.finished]
    lines += [deadline(step, coach.today) for step in steps if not step.finished]
    lines += [slack_cell([step], coach.profile.applicant) for step in steps]
    return [getattr(line, "text", line) for line in lines]


@pytest.mark.parametrize("who", FRESH)
@pytest.mark.parametrize("day", [date(2026, 8, 3), date(2026, 10, 5), SATURDAY, date(2027, 2, 6)])
def test_on_the_first_day_nothing_is_late(open_coach: Open, who: str, day: date) -> None:
    coach = open_coach(day, **FRESH[who])
    rules = coach.library.rules.values()
    facts = [text for rule in rules for text in (rule.title, rule.text)]
    facts += [text for task in coach.road.tasks.values() for text in (task.how, task.why)]
    for words in said(coach):
        left = words
        for fact in facts:
            left = left.replace(fact, "")
        assert not FRIGHTENS.search(left), left
    assert not any(step.late_days for step in coach.road.plan.steps)


def test_what_was_due_before_is_said_once_with_what_still_makes_room(open_coach: Open) -> None:
    coach = open_coach(SATURDAY, **GRADUATE)
    step = coach.road.step("usce_options")
    assert step.before_came and deadline(step, SATURDAY) == BEFORE
    assert re.match(r"was due \d+ \w+ \d{4}, before you came", when(step))
    words = before_words(coach)
    assert words == (
        "1 step was due before you came and can still be done. 22 h a week or the 2029 Match "
        "makes room for the rest."
    )
    shown = "\n".join(line.text for line in week(coach).text)
    assert shown.count("due before you came") == 1
    assert coach._state.assuming({"hours_per_week": 22.0}).road.spare >= 0
    assert coach._state.assuming({"hours_per_week": 21.0}).road.spare < 0
    coach.road.finish("usce_options")
    assert before_words(coach) == ""


def test_a_week_later_the_sentence_is_gone_from_the_week_and_stays_on_the_road(
    open_coach: Open,
) -> None:
    open_coach(SATURDAY, **GRADUATE)
    coach = open_coach(SATURDAY + timedelta(days=7))
    assert before_words(coach) and "before you came." not in str(week(coach).text)
    assert any(BEFORE in line.text for line in journey(coach).text)


def said_of(coach: Coach, key: str) -> str:
    return " ".join(line.text for line in short_lines(coach, coach.road.step(key)))


@pytest.mark.parametrize("way", ["count", "tick"])
def test_who_applied_has_what_an_application_needs(open_coach: Open, way: str) -> None:
    coach = open_coach(SATURDAY, **FRESH["certified"])
    needed = ("token", "ps_final", "experiences", "cv_check", "letters_assign", "mspe_transcript")
    assert not any(coach.road.step(key).finished for key in needed)
    many = sum(step.was_due for step in coach.road.plan.steps)
    coach.answering.answer("applied 80") if way == "count" else coach.road.finish("submit")
    assert all(coach.road.step(key).state == "done" for key in (*needed, "ps_draft"))
    assert "as done with the application that you sent" in said_of(coach, "ps_final")
    # Another Match, and experience in the US, are nothing that an application tells of.
    assert not {"sf_match", "aua_match", "usce_contacts"} & coach.road.plan.sent
    kept = [s for s in coach.road.plan.steps if s.was_due and not s.behind and not s.finished]
    assert len(kept) < 8 < many, kept
    assert f"{len(kept)} steps were due before you came and can" in before_words(coach)
    coach.road.reopen("letters_assign")
    assert coach.road.step("letters_assign").state == "open"
    coach.answering.answer("applied 0")
    assert not coach.road.step("token").finished


def test_without_a_match_year_nothing_was_due(open_coach: Open) -> None:
    coach = open_coach(SATURDAY, hours_per_week=10)
    early = [step for step in coach.road.plan.steps if step.before_came]
    assert early
    for words in said(coach):
        assert BEFORE not in words and "before you came" not in words


def test_what_comes_due_after_the_first_day_is_late_by_one_number(open_coach: Open) -> None:
    open_coach(date(2026, 10, 20), **FRESH["certified"])
    coach = open_coach(SATURDAY)
    step = coach.road.step("two_track")
    assert (step.due, step.late_days, step.slack_days) == (date(2026, 11, 20), 8, -8)
    assert step.float_days == -8 and step.latest_start is None
    assert coach.road.step("signals").before_came


@pytest.mark.parametrize("who", FRESH)
@pytest.mark.parametrize("days", [1, 20, 45, 90])
def test_one_lateness_has_one_value_everywhere(open_coach: Open, who: str, days: int) -> None:
    open_coach(date(2026, 10, 20), **FRESH[who])
    coach = open_coach(date(2026, 10, 20) + timedelta(days=days))
    planned = {line.step.task.key: line for line in coach.week.plan().planned}
    for step in coach.road.plan.steps:
        if step.finished:
            continue
        line = planned.get(step.task.key)
        urgency = [reason.text for reason in coach.road.assessment(step).reasons]
        pages = [line.text for line in task_lines(coach, step) if line.text.startswith("  When")]
        words = [
            deadline(step, coach.today),
            slack_cell([step], coach.profile.applicant) if not step.behind else "",
            *pages,
            *(urgency if not step.behind else ()),
            line.reason if line else "",
        ]
        numbers = {int(a or b) for text in words for a, b in LATE.findall(text)}
        assert numbers <= {step.late_days}, (step.task.key, words)
        if step.late_days and step.float_days is not None:
            assert step.float_days == -step.late_days, step.task.key


@pytest.mark.parametrize("who", FRESH)
def test_the_chain_is_the_tightest_of_what_can_be_begun(open_coach: Open, who: str) -> None:
    open_coach(date(2026, 9, 1), **FRESH[who])
    coach = open_coach(SATURDAY)
    plan = coach.road.plan
    chain = [plan.by_key[key] for key in plan.critical]
    begun = [step.spare_days for step in plan.steps if step.state == "open"]
    assert chain[0].spare_days == min(days for days in begun if days is not None)
    assert plan.spare == chain[0].spare_days


def test_a_wait_that_only_a_judgement_carries_is_no_percentage(open_coach: Open) -> None:
    coach = open_coach(SATURDAY, **GRADUATE)
    known = coach.ahead.outlook().chances
    contacts, study = known["usce_contacts"], known["step2_study"]
    assert contacts.judged and str(contacts) == "unsure" and 0.2 < contacts.mid < 0.8
    assert not study.judged and str(study).endswith("%")
    answer = "\n".join(
        line.text for line in task_lines(coach, coach.road.step("usce_contacts"), contacts)
    )
    assert "only a judgement says how long they take" in answer and "%" not in answer
    # A day that they named is no judgement any more.
    coach.road.tell("usce_contacts", Telling(waiting=True, expected="2027-01-20"))
    assert not coach.ahead.outlook().chances["usce_contacts"].judged


# What the profile proves

PROOFS: Final[dict[str, Callable[[Applicant], object]]] = {
    "match_year": lambda a: a.match_year,
    "school_check": lambda a: sat(a),
    "papers": lambda a: sat(a) or "papers_there" in a.logged,
    "certification_application": lambda a: sat(a),
    "enrolment": lambda a: sat(a),
    "myintealth_account": lambda a: any(e.day and e.day >= date(2026, 2, 1) for e in a.steps),
    "usce_options": lambda a: months(a) > 0,
    "host_papers": lambda a: months(a) > 0,
    "usce_contacts": lambda a: months(a) >= 3,
    "usce_do": lambda a: months(a) >= 3,
    "ask_letters": lambda a: "letters_asked" in a.logged,
    "letter_requests": lambda a: "letters_there" in a.logged,
    "mentor_team": lambda a: "mentors_for_three" in a.logged,
    "first_messages": lambda a: "alumni_asked" in a.logged,
    "budget_plan": lambda a: "money_told" in a.logged,
    "ps_draft": lambda a: "statement_drafted" in a.logged,
    "step1_sit": lambda a: a.step1.passed,
}
"""What has to be said for each to be done, in words of its own."""


def sat(who: Applicant) -> bool:
    return any(exam.passed or exam.attempts or exam.day for exam in who.steps)


def months(who: Applicant) -> float:
    return sum(count for kind, count in who.experience if kind in ("elective", "observership"))


def days(first: int, last: int) -> st.SearchStrategy[date]:
    return st.dates(date(first, 1, 1), date(last, 11, 1))


exams = st.builds(
    Exam,
    passed=st.none() | st.booleans(),
    attempts=st.none() | st.integers(1, 4),
    day=st.none() | days(2019, 2026),
)
people = st.builds(
    Applicant,
    graduation_date=st.none() | days(2010, 2029),
    match_year=st.none() | st.integers(2027, 2030),
    hours_per_week=st.none() | st.integers(1, 60).map(float),
    certified=st.none() | st.booleans(),
    step1=exams,
    step2ck=exams,
    experience=st.lists(
        st.tuples(st.sampled_from(["observership", "elective", "research"]), st.integers(1, 4)),
        max_size=2,
        unique_by=lambda kind: kind[0],
    ).map(tuple),
    letters=st.integers(0, 3).map(lambda count: (("us", count),)),
    logged=st.frozensets(st.sampled_from(LOGGED)),
)


def way(
    facts: Facts, who: Applicant, day: date, ticks: dict[str, TaskState], began: date | None = None
) -> Road:
    season = who.match_year or 2028
    events = {e.key: e for e in season_calendar(facts.events, facts.calendar_rules, season)}
    stage = place(who, {key: event.day for key, event in events.items()}, day).stage
    return road(Situation(facts.tasks, who, events, stage, day, ticks, began=began))


@given(people)
def test_a_step_that_the_profile_says_done_is_proved_by_it(facts: Facts, who: Applicant) -> None:
    steps = {step.task.key: step for step in way(facts, who, SATURDAY, {}).steps}
    for key, proof in PROOFS.items():
        if key in steps:
            assert (steps[key].state == "done") == bool(proof(who)), key


def test_nothing_said_proves_nothing(facts: Facts) -> None:
    assert not any(step.state == "done" for step in way(facts, Applicant(), SATURDAY, {}).steps)


@pytest.mark.parametrize("passed", [True, False])
def test_a_step_sat_in_2021_settled_school_and_papers_but_opened_no_account(
    open_coach: Open, passed: bool
) -> None:
    coach = open_coach(SATURDAY, **GRADUATE | {"step1__passed": passed, "step1__attempts": 1})
    done = {key: coach.road.step(key).state for key in ("school_check", "papers")}
    assert set(done.values()) == {"done"}
    assert coach.road.step("certification_application").state == "done"
    account = coach.road.step("myintealth_account")
    assert account.state == "open"
    register = "step2_register" if passed else "step1_register"
    assert "myintealth_account" in coach.road.step(register).blocked_by
    assert coach.road.plan.step("credentials_first") is None
    assert coach.road.step("credentials_check").state == "open"


@given(
    people,
    st.sampled_from(["papers", "us_system", "usce_contacts", "step1_study", "mock_interviews"]),
    st.integers(0, 600),
)
def test_a_task_that_is_done_never_returns(
    facts: Facts, who: Applicant, key: str, later: int
) -> None:
    ticks = {key: TaskState(key, "done", str(SATURDAY))}
    before = way(facts, who, SATURDAY, ticks)
    after = way(facts, who, SATURDAY + timedelta(days=later), ticks)
    over = {step.task.key for step in before.steps if step.state == "done"}
    standing = {step.task.key: step.state for step in after.steps}
    assert {each for each in over if standing.get(each, "done") != "done"} == set()


@given(people, st.integers(0, 400), st.integers(0, 60))
def test_lateness_is_counted_from_the_first_day_at_most(
    facts: Facts, who: Applicant, start: int, since: int
) -> None:
    began = date(2026, 9, 1) + timedelta(days=start)
    steps: tuple[Step, ...] = way(facts, who, began + timedelta(days=since), {}, began).steps
    assert all(0 <= step.late_days <= since for step in steps)
    assert not any(step.before_came and step.late_days for step in steps)


def test_the_last_safe_session_is_made_by_sitting_in_it(open_coach: Open) -> None:
    coach = open_coach(SATURDAY, **FRESH["failed"] | {"hours_per_week": 30})
    gates = {gate.event.key: gate for gate in coach.ahead.outlook().gates}
    # Its result comes 18 days later, and need not be there by then.
    assert gates["oet_last_test_advised"].chance.mid > 0.5
