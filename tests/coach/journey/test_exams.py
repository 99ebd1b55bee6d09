"""Exams that a season waits for: they lead the week until they cannot count, and chances follow."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from coach.calendar.dates import season_calendar
from coach.facts.book import Facts
from coach.journey.deadlines import deadline, missed_words
from coach.journey.exams import SITTINGS, WINDOWS, band
from coach.journey.standing import Step
from coach.records import CoachError
from coach.saying.dates import event_lines
from coach.saying.plan import BY_COMMANDS, slipped
from coach.subjects.coach import Coach
from coach.subjects.road import Telling

Open = Callable[..., Coach]

GRADUATE: dict[str, object] = {
    "graduation_date": "2023-06-01",
    "specialties": "IM",
    "visa": "j1",
    "us_status": "abroad",
    "step1__passed": True,
    "step1__date": "2026-03-02",
    "oet__passed": True,
    "oet__date": "2026-05-10",
    "hours_per_week": 20,
}
STUDENT: dict[str, object] = {
    "specialties": "Pediatrics",
    "visa": "j1",
    "us_status": "abroad",
    "step1__passed": True,
    "step1__date": "2026-03-02",
    "hours_per_week": 12,
}
FAILED: dict[str, object] = {
    **GRADUATE,
    "visa": "h1b",
    "step1__attempts": 2,
    "step2ck__score": 212,
    "step2ck__attempts": 1,
    "step2ck__date": "2026-05-20",
}
PROFILES = {"graduate": GRADUATE, "student": STUDENT, "failed": FAILED}
MONTHS = (
    (8, 1), (8, 25), (9, 15), (10, 15), (11, 15), (12, 15), (12, 28), (1, 10), (1, 22), (1, 29),
    (2, 2), (2, 20), (3, 1),
)  # fmt: skip
STEP2 = SITTINGS["step2_sit"]


def at(open_coach: Open, profile: str, season: int, month: int, day: int) -> Coach:
    who = PROFILES[profile] | {"match_year": season}
    if profile == "student":
        who["graduation_date"] = f"{season}-05-30"
    return open_coach(day=date(season - (month > 6), month, day), **who)


def sitting(coach: Coach, key: str = "step2_sit") -> Step:
    return coach.road.step(key)


def counts(coach: Coach, key: str = "step2_sit") -> str:
    how = sitting(coach, key).band
    return how.name if how else ""


@pytest.mark.parametrize("season", [2027, 2028])
@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize(("month", "day"), MONTHS)
def test_an_open_step_2_leads_the_week_from_august_to_its_last_day(
    open_coach: Open, profile: str, season: int, month: int, day: int
) -> None:
    coach = at(open_coach, profile, season, month, day)
    first = coach.week.plan().planned[0]
    assert first.step.task.key in {*STEP2.tasks, "study_plan"}, first.step.task.key
    assert counts(coach) in ("safe", "at risk", "very unlikely")
    assert first.reason.startswith(counts(coach))
    assert "lost" not in first.reason.replace("lost only if nothing is reported", "")


@pytest.mark.parametrize("day", [3, 4])
@pytest.mark.parametrize("profile", PROFILES)
def test_it_is_not_lost_before_the_hour_has_gone_by_everywhere(
    open_coach: Open, profile: str, day: int
) -> None:
    # 21:00 Eastern on 3 March is the morning of 4 March in Karachi and in Sydney.
    last = at(open_coach, profile, 2027, 3, day)
    assert counts(last) == "very unlikely" and not sitting(last).behind
    assert "lost only if nothing is reported by 3 Mar 21:00 ET" in sitting(last).band.words
    assert "rank_certify" in last.ahead.outlook().chances or last.road.step("rank_certify").missed
    assert "step2_sit" not in last.road.step("rank_certify").missed
    assert last.week.plan().planned[0].step.task.key in STEP2.tasks


@pytest.mark.parametrize("profile", PROFILES)
def test_it_is_lost_when_the_hour_has_gone_by_everywhere(open_coach: Open, profile: str) -> None:
    after = at(open_coach, profile, 2027, 3, 5)
    assert counts(after) == "lost" and sitting(after).behind
    assert "the 2028 season is beside it" in sitting(after).band.words
    assert "unless it was reported by 3 Mar 21:00 ET" in sitting(after).band.words
    for key in ("rank_certify", "ecfmg_reported", "certificate"):
        assert "step2_sit" in after.road.step(key).missed
    assert not {one.step.task.key for one in after.week.plan().planned} & set(STEP2.tasks)


@pytest.mark.parametrize("day", [date(2028, 3, 3), date(2028, 3, 10), date(2028, 6, 1)])
def test_by_a_day_that_is_only_projected_nothing_is_lost(open_coach: Open, day: date) -> None:
    before = at(open_coach, "graduate", 2028, 2, 29)
    assert "the day is expected, not published" in sitting(before).band.words
    assert "lost" not in sitting(before).band.words
    after = open_coach(day=day)
    assert counts(after) == "very unlikely" and "lost" not in sitting(after).band.words
    assert "the expected day, 1 Mar, has gone by; ask ECFMG" in sitting(after).band.words


@pytest.mark.parametrize(
    ("day", "name", "until"),
    [
        (date(2026, 8, 20), "safe", date(2026, 12, 31)),
        (date(2026, 12, 31), "safe", date(2026, 12, 31)),
        (date(2027, 1, 1), "at risk", date(2027, 2, 3)),
        (date(2027, 2, 3), "at risk", date(2027, 2, 3)),
        (date(2027, 2, 4), "very unlikely", date(2027, 3, 3)),
        (date(2027, 3, 3), "very unlikely", date(2027, 3, 3)),
    ],
)
def test_until_when_a_test_day_counts(open_coach: Open, day: date, name: str, until: date) -> None:
    coach = open_coach(day=day, match_year=2027, **GRADUATE)
    how = sitting(coach).band
    assert (how.name, how.until) == (name, until)
    assert ("the 2028 season is beside it" in how.words) is (name != "safe")


def test_chances_of_certificate_report_and_rank_list_follow_it(open_coach: Open) -> None:
    coach = open_coach(day=date(2026, 10, 20), match_year=2027, **GRADUATE)
    for key in ("pathway_choose", "pathway_apply", "nrmp_register", "credentials_check"):
        coach.road.finish(key)
    ahead = coach.ahead.outlook()
    gates = {gate.event.key: gate.chance for gate in ahead.gates}
    keys = ("step2_sit", "certificate", "ecfmg_reported", "rank_certify")
    assert all(ahead.chances[key].high <= 0.3 for key in keys)
    assert gates["nrmp_rol_deadline"].mid < 0.1
    assert gates["ecfmg_exam_requirements_due"].mid < 0.1
    coach.profile.change({"step2ck.score": "240", "step2ck.date": "2026-09-20"})
    ahead = coach.ahead.outlook()
    assert all(ahead.chances[key].low >= 0.9 for key in keys[1:])
    coach.history.undo()
    assert coach.ahead.outlook().chances["certificate"].high <= 0.3


def test_a_planned_day_fixes_the_sitting_and_what_leads_to_it(open_coach: Open) -> None:
    open_coach(day=date(2026, 10, 20), match_year=2027, **GRADUATE)
    coach = open_coach(day=date(2026, 11, 1))
    coach.profile.change({"step2ck.planned": "2026-12-10"})
    step = sitting(coach)
    assert step.early_finish == date(2026, 12, 10) + timedelta(days=28)
    assert deadline(step, coach.today) == "on 10 Dec" and counts(coach) == "safe"
    assert coach.road.step("step2_study").due == date(2026, 12, 10)
    assert coach.ahead.outlook().chances["step2_sit"].low >= 0.95
    moves = coach.ahead.moved_since(datetime(2026, 10, 25))
    assert str(moves[0]).endswith("is planned for 10 Dec 2026.")
    coach.profile.change({"step2ck.planned": "2027-02-01"})
    late = coach.ahead.outlook().chances
    assert counts(coach) == "at risk" and late["step2_sit"].mid < 0.6
    assert late["rank_certify"].mid < 0.6
    coach.profile.change({"step2ck.planned": "2027-03-20"})
    assert counts(coach) == "very unlikely" and "comes after 3 Mar" in sitting(coach).band.words
    coach.history.undo()
    coach.history.undo()
    assert counts(coach) == "safe"


def test_on_its_day_the_exam_is_in_the_week_and_then_the_result_is_awaited(
    open_coach: Open,
) -> None:
    who = GRADUATE | {"match_year": 2027, "step2ck__planned": "2026-12-10"}
    open_coach(day=date(2026, 11, 1), **who)
    week = open_coach(day=date(2026, 12, 10)).week.plan()
    assert week.planned[0].step.task.key == "step2_sit"
    waiting = open_coach(day=date(2026, 12, 20))
    assert sitting(waiting).state == "waiting"
    assert not {one.step.task.key for one in waiting.week.plan().planned} & set(STEP2.tasks)
    asked = open_coach(day=date(2027, 1, 20)).week.plan().planned[0]
    assert asked.step.task.key == "step2_sit"
    assert "enter the result" in asked.reason and "a new test day" in asked.reason


def test_a_failed_step_opens_its_tasks_again(open_coach: Open) -> None:
    coach = open_coach(day=date(2026, 6, 10), match_year=2027, **GRADUATE)
    for key in STEP2.tasks:
        coach.road.finish(key, "2026-06-05")
    coach.profile.change({"step2ck.score": "212", "step2ck.date": "2026-05-20"})
    assert sitting(coach).title.endswith(", again") and not sitting(coach).finished
    assert not any(coach.road.step(key).finished for key in STEP2.tasks)
    later = open_coach(day=date(2026, 8, 20))
    later.road.finish("step2_register")
    assert later.road.step("step2_register").state == "done"
    later.road.part("step2_study", 5)
    assert later.road.step("step2_study").hours_left == 233 - 5
    later.profile.change({"step2ck.score": "225", "step2ck.date": "2026-08-01"})
    assert sitting(later).state == "done"
    later.history.undo()
    assert not sitting(later).finished


def test_what_does_not_fit_is_said_with_the_way_that_a_test_day_is(open_coach: Open) -> None:
    coach = open_coach(day=date(2026, 11, 28), match_year=2027, **GRADUATE)
    late = slipped(coach, coach.week.plan())
    assert "the 2029 Match, or your test day once it is booked" in late and "(7)" in late
    ways = slipped(coach, coach.week.plan(), BY_COMMANDS)
    assert "(7" not in ways and ways.endswith("(`coach profile set`)")
    coach.profile.change({"step2ck.planned": "2026-12-18"})
    said = slipped(coach, coach.week.plan())
    assert "“Study for Step 2 CK” does not fit before your test day, 18 Dec" in said
    assert "behind you (p)" in said and "a later day (7)" in said
    # A check of papers has no test day.
    papers = open_coach(day=date(2027, 3, 19))
    assert slipped(papers, papers.week.plan())
    papers.profile.change({"step2ck.score": "240"})
    assert "test day" not in slipped(papers, papers.week.plan())


def test_the_rank_list_says_which_exam_it_waits_for(open_coach: Open) -> None:
    coach = open_coach(day=date(2026, 11, 28), match_year=2027, **GRADUATE)
    event = next(event for event in coach.season.dates() if event.key == "nrmp_rol_deadline")
    lines = [line.text for line in event_lines(coach, event, None)]
    assert any("Sit Step 2 CK and read the result: safe until 31 Dec" in line for line in lines)


def test_a_fail_without_a_day_is_not_awaited_again(open_coach: Open) -> None:
    who = GRADUATE | {
        "match_year": 2027,
        "step1__passed": None,
        "step1__date": None,
        "step1__planned": "2026-10-20",
    }
    open_coach(day=date(2026, 10, 1), **who)
    coach = open_coach(day=date(2026, 11, 28))
    assert sitting(coach, "step1_sit").state == "waiting"
    coach.profile.change({"step1.passed": "no"})
    assert sitting(coach, "step1_sit").state == "blocked"
    coach.profile.change({"step1.planned": "2026-12-20"})
    assert sitting(coach, "step1_sit").sits_on == date(2026, 12, 20)


@pytest.mark.parametrize(
    "attempt",
    [
        {"step1.attempts": 1},
        {"step1.date": "2026-05-20"},
        {"step1.attempt_dates": "2026-05-20"},
        {"step2ck.attempts": 1},
        {"step2ck.score": 205},
        {"step3.attempts": 1},
        {"oet.date": "2026-05-20"},
    ],
)
def test_a_no_is_a_fail_only_where_an_attempt_is_shown(
    open_coach: Open, attempt: dict[str, object]
) -> None:
    exam = next(iter(attempt)).partition(".")[0]
    who: dict[str, object] = {"match_year": 2029, "graduation_date": "June 2028", "visa": "h1b"}
    coach = open_coach(day=date(2026, 11, 28), hours_per_week=10, **who)
    coach.profile.change({f"{exam}.passed": "not yet"})
    assert not any(step.again or step.task.key == "retake_plan" for step in coach.road.plan.steps)
    assert coach.week.plan().planned[0].step.task.key == "school_check"
    coach.profile.change(attempt)
    assert any(step.again for step in coach.road.plan.steps)
    assert bool(coach.road.plan.step("retake_plan")) is (exam != "oet")


def test_a_no_of_before_the_planned_day_tells_nothing_of_that_day(open_coach: Open) -> None:
    who: dict[str, object] = {"match_year": 2028, "graduation_date": "2027-06-30"}
    open_coach(day=date(2026, 10, 1), **who, step1__passed=False, step1__planned="2026-10-20")
    coach = open_coach(day=date(2026, 11, 28))
    assert sitting(coach, "step1_sit").state == "waiting"
    asked = next(rule for rule in coach.profile.rules() if rule.rule == "planned_day")
    assert asked.outcome == "unknown" and "not passed: add step1.date" in asked.way_on
    assert "kept as sat on 2026-10-20" in coach.profile.set({"step1.passed": "no"}).words
    assert sitting(coach, "step1_sit").state != "waiting" and sitting(coach, "step1_sit").again


def test_four_attempts_plan_no_exam_and_nothing_that_needs_one(open_coach: Open) -> None:
    who = FAILED | {"match_year": 2027, "step2ck__attempts": 4}
    coach = open_coach(day=date(2026, 11, 28), **who)
    assert all(coach.road.step(key).forbidden for key in STEP2.tasks)
    assert not {one.step.task.key for one in coach.week.plan().planned} & set(STEP2.tasks)
    assert "step2_sit" in coach.road.step("rank_certify").missed
    assert "rank_certify" not in coach.ahead.outlook().chances
    assert "attempt" not in missed_words(sitting(coach))
    coach.profile.change({"step2ck.attempts": "3"})
    assert counts(coach) == "safe" and "rank_certify" in coach.ahead.outlook().chances


def test_that_an_exam_is_sat_again_stands_in_no_banner_and_no_file(
    open_coach: Open, run: Callable[..., tuple[int, str, str]]
) -> None:
    open_coach(day=date(2026, 11, 22), match_year=2027, **FAILED)
    assert ", again" in run("week")[1] and ", again" in run("journey")[1]
    for words in (("today",), ("export", "week", "-"), ("export", "journey", "-")):
        answer = run(*words)[1]
        assert "Step 2 CK" in answer and "again" not in answer


def test_a_second_oet_leads_too_and_a_pathway_that_stands_asks_for_none(open_coach: Open) -> None:
    who = GRADUATE | {"match_year": 2027, "oet__passed": False, "step2ck__score": 240}
    coach = open_coach(day=date(2026, 11, 28), **who)
    first = coach.week.plan().planned[0]
    assert first.step.task.key == "oet_prepare" and first.reason.startswith("safe until 31 Dec")
    assert counts(coach, "oet_sit") == "safe"
    coach.profile.change({"pathway_accepted": "yes"})
    assert coach.road.step("oet_sit").finished and coach.road.step("pathway_apply").finished
    late = open_coach(day=date(2027, 1, 20))
    late.profile.change({"pathway_accepted": "no"})
    assert counts(late, "oet_sit") == "very unlikely"


def test_the_credentials_wait_for_the_certificate_and_come_after_what_shuts_before(
    open_coach: Open,
) -> None:
    who = GRADUATE | {"match_year": 2027, "step2ck__score": 240}
    early = open_coach(day=date(2026, 11, 28), **who)
    assert counts(early, "credentials_check") == "safe"
    for key in ("pathway_choose", "pathway_apply"):
        early.road.finish(key)
    coach = open_coach(day=date(2027, 2, 15))
    assert counts(coach, "credentials_check") == "at risk"
    coach.road.tell("credentials_check", Telling(waiting=True, started="2026-12-10"))
    asked = sitting(coach, "credentials_check").band.words
    assert asked.startswith("asked on 10 Dec 2026, safe: a school answers")
    week = coach.week.plan().planned
    line = next(one for one in week if one.step.task.key == "credentials_check")
    assert line.reason == "expected back on 24 Jan: ask kindly where it is"
    coach.undo()
    assert coach.road.step("certificate").blocked_by == ("credentials_check",)
    assert coach.week.plan().planned[0].step.task.key == "nrmp_register"
    assert not coach.road.step("rank_certify").missed


@pytest.mark.parametrize(("visa", "held"), [("h1b", True), ("either", False), ("j1", False)])
def test_step_3_leads_only_where_nothing_but_an_h1b_will_do(
    open_coach: Open, visa: str, held: bool
) -> None:
    who = GRADUATE | {"match_year": 2027, "visa": visa, "step2ck__score": 240, "certified": True}
    coach = open_coach(day=date(2027, 2, 20), **who)
    try:
        assert (counts(coach, "step3_sit") == "at risk") is held
    except CoachError:
        assert visa == "j1"
    leading = {one.step.task.key for one in coach.week.plan().planned if one.step.band}
    assert bool(leading) is held


def test_who_is_certified_has_no_exam_to_lead(open_coach: Open) -> None:
    coach = open_coach(day=date(2026, 11, 28), match_year=2027, **GRADUATE, certified=True)
    assert not any(step.band for step in coach.road.plan.steps)


def test_step_1_is_held_with_all_that_it_waits_for(open_coach: Open) -> None:
    who = GRADUATE | {"match_year": 2027, "step1__passed": None, "step1__date": None}
    coach = open_coach(day=date(2026, 9, 1), **who)
    held = {step.task.key for step in coach.road.plan.steps if step.band and not step.finished}
    assert {"step1_sit", "step1_register", "credentials_first", "school_check", "papers"} <= held
    assert not any(coach.road.step(key).behind for key in held)


def test_what_shuts_soon_has_room_beside_the_exam(open_coach: Open) -> None:
    who = GRADUATE | {"match_year": 2027, "oet__passed": False, "hours_per_week": 12}
    coach = open_coach(day=date(2027, 2, 20), **who)
    coach.road.finish("step2_register")
    keys = [one.step.task.key for one in coach.week.plan().planned]
    assert keys[0] in STEP2.tasks and "nrmp_register" in keys


def test_what_is_no_task_of_the_exam_says_for_which_it_is(open_coach: Open) -> None:
    who = GRADUATE | {"match_year": 2027, "step1__passed": None, "step1__date": None}
    coach = open_coach(day=date(2026, 9, 1), **who)
    line = coach.week.plan().planned[0]
    assert line.reason.startswith("Step 1 waits for it. ") and not deadline(line.step, coach.today)


def test_a_line_of_a_later_day_is_not_called_safe_until_a_day_before_it(open_coach: Open) -> None:
    who = GRADUATE | {"match_year": 2027, "hours_by_day": "0, 0, 0, 2, 2, 4, 0"}
    coach = open_coach(day=date(2026, 12, 31), **who)
    lines = [line for line in coach.week.plan().planned if line.step.band]
    words = {line.day: deadline(line.step, coach.today, line.day) for line in lines}
    assert words[date(2026, 12, 31)] == "safe to 31 Dec" and words[date(2027, 1, 2)] == "at risk"


def test_a_day_that_has_gone_by_is_told_as_past(open_coach: Open) -> None:
    who = GRADUATE | {"match_year": 2027, "oet__passed": None, "oet__date": None}
    for day, words in (
        (date(2027, 1, 25), "papers are due"),
        (date(2027, 2, 3), "papers were due"),
    ):
        assert f"{words} on 31 Jan" in sitting(open_coach(day=day, **who), "oet_sit").band.words


def test_what_an_exam_that_is_sat_again_takes_is_in_whole_hours(open_coach: Open) -> None:
    coach = open_coach(day=date(2026, 8, 20), match_year=2027, **FAILED)
    hours = coach.road.step("step2_study").task.hours
    assert all(part == int(part) for part in (hours.low, hours.usual, hours.high))


@given(st.integers(2023, 2035), st.integers(-500, 500))
def test_a_later_day_never_counts_more_and_nothing_is_lost_before_its_day(
    facts: Facts, season: int, offset: int
) -> None:
    calendar = season_calendar(facts.events, facts.calendar_rules, season)
    events = {event.key: event for event in calendar}
    names = ["safe", "at risk", "very unlikely", "lost"]
    for each in WINDOWS:
        today = events["nrmp_rol_deadline"].day + timedelta(days=offset)
        now, then = (band(each, events, None, day) for day in (today, today + timedelta(days=1)))
        assert names.index(now.name) <= names.index(then.name)
        is_over = today > now.end + timedelta(days=1)
        assert (now.name == "lost") is (is_over and events[each.lost].status != "projected")
        assert now.until <= now.end and (today <= now.until or today > now.end)
