"""Study as it is used: lines of typing, the plan, another day for the exam, forms, tools, steps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as some

from coach.logs.exams import ExamEntry
from coach.prepare.study import Kept, plan
from coach.records import CoachError
from coach.saying.ready import brief
from coach.saying.study import plan_lines, short_sessions, short_tests, standing_tests
from coach.subjects.ahead import outlook
from coach.subjects.coach import Coach

TODAY = date(2026, 11, 22)
WHO: dict[str, Any] = {
    "graduation_date": "2022-06-01",
    "match_year": 2028,
    "specialties": "IM",
    "visa": "j1",
    "us_status": "abroad",
    "step1__passed": True,
    "hours_per_week": 20,
    "step2ck__planned": "2027-02-20",
}


@pytest.fixture
def mine(open_coach: Callable[..., Coach]) -> Coach:
    return open_coach(**WHO)


def note(coach: Coach, *lines: str) -> None:
    for line in lines:
        coach.prepare.add(line)


@pytest.mark.parametrize(
    ("line", "form", "score", "percent", "day"),
    [
        ("test step2ck nbme 14 231 12 nov", "NBME 14", 231, None, date(2026, 11, 12)),
        ("test ck ccssa 12 228", "NBME 12", 228, None, TODAY),
        ("test step2ck uwsa 2 245", "UWSA 2", 245, None, TODAY),
        ("test step2ck uw sa 2 245 yesterday", "UWSA 2", 245, None, date(2026, 11, 21)),
        ("test step 2 ck free 120 78%", "Free 120", None, 78, TODAY),
        ("test step1 nbme31 68%", "NBME 31", None, 68, TODAY),
        ("test step2ck own: school mock 70%", "own: school mock", None, 70, TODAY),
        ("test step2ck own: mock 3 221", "own: mock 3", 221, None, TODAY),
    ],
)
def test_a_practice_test_is_typed_as_people_do(
    mine: Coach, line: str, form: str, score: int | None, percent: float | None, day: date
) -> None:
    test: Any = mine.logs["tests"].add(line)
    assert (test.form, test.score, test.percent, test.day) == (form, score, percent, day)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("test step2ck nbme 99 231", "no NBME 99.*own: NBME 99"),
        ("test step1 nbme 14 70%", "no NBME 14 for Step 1, only NBME 25 to 31.*own: NBME 14"),
        ("test step2ck nbme 14 310", "310 cannot be; at most 300"),
        ("test step2ck nbme 14", "Say its score"),
        ("studied step2ck -5h", "hours: -5"),
        ("error step2ck renal A 45-year-old man has edema", "never|reads like a question"),
        ("studied step2ck 2h 1 jan 2030", "still to come"),
    ],
)
def test_what_cannot_be_is_asked_about_by_name(mine: Coach, line: str, says: str) -> None:
    before = mine.version
    with pytest.raises(CoachError, match=says):
        mine.prepare.add(line)
    assert mine.version == before


def test_the_plan_fits_says_by_how_much_not_and_when_it_would(mine: Coach) -> None:
    assert mine.study.plan().fits is None and mine.study.plan().exam == "step2ck"
    note(mine, "exam step2ck 1000q", "studied step2ck 400q 20h UWorld")
    small = mine.study.plan()
    assert small.fits and (small.done, small.left) == (400, 600)
    note(mine, "exam step2ck 4000q")
    large = mine.study.plan()
    assert large.fits is False and large.planned and large.fits_on
    assert large.hours_short == pytest.approx(large.hours_needed - large.hours_ahead)
    assert large.fits_on > large.planned
    assert sum(week.blocks for week in large.weeks) * 1.5 <= large.hours_ahead
    assert mine.study.replan("step2ck").plan.fits


def test_a_plan_begins_today_with_what_is_left_of_the_week(
    open_coach: Callable[..., Coach],
) -> None:
    saturday = date(2026, 11, 28)
    coach = open_coach(saturday, **WHO)
    note(coach, "exam step2ck 4000q")
    before = coach.study.plan()
    assert before.weeks[0].hours == pytest.approx(20 / 6)  # Sundays are off
    note(coach, "studied step2ck 2h")
    assert coach.study.plan().hours_ahead == pytest.approx(before.hours_ahead - 2)
    assert short_sessions(coach) == "2 h in the last seven days"
    monday = open_coach(saturday + timedelta(days=2)).study.plan()
    assert short_sessions(open_coach(saturday + timedelta(days=8))) == "0 h in the last seven days"
    assert before.hours_short <= monday.hours_short <= before.hours_short + 20 / 6 + 0.01
    assert monday.weeks_behind == pytest.approx(monday.hours_short / 20)


def test_on_the_day_itself_nothing_is_held_against_one(open_coach: Callable[..., Coach]) -> None:
    note(open_coach(**WHO), "exam step2ck 4000q", "studied step2ck 40q")
    coach = open_coach(date(2027, 2, 20))
    assert "today; all the best" in plan_lines(coach, coach.study.plan())[0].text
    assert not [step for step in coach.prepare.steps() if step.log == "sessions"]


def test_behind_is_what_an_even_pace_would_have_by_now(open_coach: Callable[..., Coach]) -> None:
    coach = open_coach(**WHO)
    note(coach, "exam step2ck 1000q 22 feb 2027", "studied step2ck 40q 16 nov")
    assert coach.study.plan().by_now == 71  # six of 84 days of study
    assert open_coach(date(2026, 11, 23)).study.plan().by_now == 71  # a Sunday is off


def test_hours_that_are_not_said_accuse_nobody(open_coach: Callable[..., Coach]) -> None:
    coach = open_coach(**WHO | {"hours_per_week": ""})
    note(coach, "exam step2ck 4000q")
    known = coach.study.plan()
    assert known.fits is None and not known.hours_short
    said_of = " ".join(line.text for line in plan_lines(coach, known))
    assert "hours a week are not answered" in said_of and "Fits by" not in said_of


def test_a_test_day_that_is_past_asks_what_came(open_coach: Callable[..., Coach]) -> None:
    note(open_coach(**WHO), "exam step2ck 4000q", "test step2ck nbme 10 219")
    later = open_coach(date(2027, 3, 20))
    lines = [*plan_lines(later, later.study.plan()), *standing_tests(later)]
    assert sum("did you sit on 20 Feb" in line.text for line in lines) == 2
    assert short_tests(later) == "Step 2 CK: NBME 10 on 22 Nov 2026"
    assert later.prepare.steps()[0].title == "Step 2 CK of 20 Feb: did you sit, what came?"
    clock = later.answering.clock
    assert clock and "Step 2 CK of 20 Feb is past" in clock.question
    note(later, "exam step2ck passed 241 20 feb 2027")
    assert "is passed" in standing_tests(later)[0].text
    assert not [step for step in later.prepare.steps() if step.log == "exams"]


@given(
    bank=some.integers(1, 9000),
    hours=some.lists(some.floats(0, 60), min_size=30, max_size=30),
    ahead=some.integers(1, 200),
)
def test_a_plan_never_takes_more_hours_than_a_week_has(
    bank: int, hours: list[float], ahead: int
) -> None:
    monday = TODAY + timedelta(days=1)
    room = {monday + timedelta(weeks=number): each for number, each in enumerate(hours)}
    exam = ExamEntry(key="step3", bank=bank, planned=TODAY + timedelta(days=ahead))
    known = plan(Kept(exam, (), ()), (), room, TODAY)
    for week in known.weeks:
        assert 0 <= week.blocks * 1.5 <= week.hours + 1.5 + 1e-6  # a block may be half of last week
    if known.fits:
        assert sum(week.questions for week in known.weeks) + 20 >= bank
    if known.fits_on and known.planned and known.hours_short > 1:
        assert known.fits_on >= known.planned


def test_an_exam_moved_by_three_weeks_moves_all_that_hangs_on_it(mine: Coach) -> None:
    mine.profile.change({"hours_per_week": 40, "step2ck.planned": "2027-03-20"})
    note(mine, "exam step2ck 4000q", "test step2ck nbme 12 222 1 nov")
    state = mine._state
    before = mine.study.plan(), state.road.by_key["step2_sit"], outlook(state).chances
    week = mine.week.plan()
    day = date(2027, 3, 20) + timedelta(weeks=3)
    would = mine.study.replan("step2ck", str(day))
    assert not would.changed and mine.study.plan() == before[0]  # asking changes nothing
    assert any("Sit Step 2 CK" in sentence for sentence in would.compared.sentences)
    assert mine.study.replan("step2ck", str(day), apply=True).changed
    after = mine.study.plan(), state.road.by_key["step2_sit"], outlook(state).chances
    assert after[0].planned == day and len(after[0].weeks) == len(before[0].weeks) + 3
    assert after[1].early_finish and before[1].early_finish
    assert after[1].early_finish - before[1].early_finish == timedelta(weeks=3)
    assert after[2]["step2_study"] != before[2]["step2_study"]
    assert mine.week.plan() != week
    assert mine.undo() == f"Step 2 CK moved to {day}"
    assert mine.study.plan() == before[0] and state.road.by_key["step2_sit"] == before[1]
    assert outlook(state).chances == before[2] and mine.week.plan() == week


def test_what_a_later_day_costs_is_named(mine: Coach) -> None:
    mine.profile.change({"step2ck.permit_from": "2026-12-01", "step2ck.permit_until": "2027-02-28"})
    would = mine.study.replan("step2ck", "2027-03-13")
    assert any("outside its eligibility period" in rule.detail for rule in would.worse)
    with pytest.raises(CoachError, match="is past"):
        mine.study.replan("step2ck", "2026-01-01")


def test_a_band_is_said_with_its_day_and_grades_itself(
    open_coach: Callable[..., Coach],
) -> None:
    coach = open_coach(**WHO)
    note(coach, "test step2ck nbme 12 226 1 nov", "test step2ck uwsa 2 245")
    first, other = coach.study.readiness().tests
    assert first.low and first.high and first.told_on == TODAY
    assert other.low is None and other.told_on is None  # no published precision
    later = open_coach(date(2027, 4, 1))
    note(later, f"exam step2ck passed {first.high + 20} 20 feb 2027")
    graded = later.study.readiness("step2ck").graded
    assert graded and (graded.low, graded.high) == (first.low, first.high) and not graded.held
    again = later.logs["tests"].set(first.key, {"note": "sat at home"})
    kept: Any = later.logs["tests"].entries()[first.key]
    assert again and (kept.low, kept.told_on) == (first.low, TODAY)  # what was said stays


def test_step_1_is_held_by_percent_three_forms_in_a_row(mine: Coach) -> None:
    note(mine, "test step1 nbme 27 66% 1 nov", "test step1 nbme 28 71% 8 nov")
    assert mine.study.readiness("step1").ready is None
    note(mine, "test step1 nbme 29 63% 15 nov")
    assert mine.study.readiness("step1").missing == 3
    note(mine, *(f"test step1 nbme {form} 68% {form - 10} nov" for form in (30, 31)))
    assert mine.study.readiness("step1").missing == 1
    note(mine, "test step1 nbme 26 68%")
    ready = mine.study.readiness("step1")
    assert ready.band is None and ready.ready and ready.target and ready.target.value == 65


def test_the_target_is_the_typed_one_else_the_published_median(mine: Coach) -> None:
    note(mine, "test step2ck nbme 12 240 1 nov", "test step2ck nbme 13 243 8 nov")
    ready = mine.study.readiness()
    assert (
        ready.target
        and ready.target.published
        and ready.target.published.source == "co2026_nonus"
        and ready.ready is False
    )
    mine.logs["exams"].set("step2ck", {"target": "238"})
    ready = mine.study.readiness()
    assert ready.target and ready.target.value == 238 and ready.ready
    assert ready.passing and ready.reaching and ready.passing.value == 218
    assert ready.passing.now.low >= ready.reaching.now.low


def test_more_than_three_main_tools_are_warned_of(mine: Coach) -> None:
    for tool in ("UWorld", "Divine", "Sketchy"):
        note(mine, f"studied step2ck 40q {tool}")
    mine.library.mark("uworld-question-bank-for-step", "using")
    assert len(mine.study.tools("step2ck")) == 3  # UWorld is one, however it is named
    mine.library.mark("amboss-question-bank", "using")
    assert len(mine.study.tools("step2ck")) == 4


def test_steps_come_and_close_themselves(open_coach: Callable[..., Coach]) -> None:
    coach = open_coach(**WHO)
    assert not coach.prepare.steps()
    note(coach, "exam step2ck 5000q", "error step2ck cardiology reasoning tamponade yesterday")
    keys = {step.key.partition("/")[0] for step in coach.prepare.steps()}
    assert keys == {"tests", "sessions", "errors"}
    slip = coach.study.due(2)[date(2026, 11, 23)][0]
    coach.study.answer(slip.key, "easy")
    note(coach, "test step2ck nbme 9 220")
    assert {step.log for step in coach.prepare.steps()} == {"sessions"}
    later = open_coach(date(2027, 3, 1))
    assert any(step.key == "exams/step2ck/result" for step in later.prepare.steps())


def test_a_sheet_with_excels_dates_comes_in_and_odd_rows_are_named(
    mine: Coach, tmp_path: Path
) -> None:
    sheet = tmp_path / "tests.csv"
    sheet.write_text(
        "Exam,Form,Score,Day\nstep2ck,NBME 12,226,01-Nov-26\nstep2ck,NBME 99,230,2026-11-03\n"
        "step2ck,NBME 13,231,11/12/2026\nstep2ck,NBME 14,233,13/11/2026\n"
    )
    preview = mine.files.preview("tests", sheet)
    assert [skipped.row for skipped in preview.skipped] == [3, 4]
    assert "no NBME 99" in preview.skipped[0].why and preview.usable == 2
    mine.files.take(preview)
    assert [test.low is not None for test in mine.study.readiness().tests] == [True, True]
    studied = tmp_path / "sessions.csv"
    studied.write_text("exam,questions,hours,day\nstep2ck,40,2,13/11/2026\nstep2ck,40,-5,3 nov\n")
    hours = mine.files.preview("sessions", studied)
    assert [each.hours for each in hours.entries] == [2, None] and "-5" in hours.unread[0].why


def test_what_was_told_outlives_a_sheet_out_and_in(
    open_coach: Callable[..., Coach], tmp_path: Path
) -> None:
    coach = open_coach(**WHO)
    note(coach, "test step2ck nbme 12 226 1 nov", "test step2ck own: mock 70%")
    sheet = coach.logs["tests"].sheet()
    lines = [sheet.header, *sheet.rows]
    file = tmp_path / "mine.csv"
    file.write_text("\n".join(",".join("" if c is None else str(c) for c in row) for row in lines))
    other = open_coach(TODAY + timedelta(days=9), "other", **WHO)
    preview = other.files.preview("tests", file)
    other.logs["tests"].keep(preview.title, preview.entries)
    assert other.logs["tests"].entries() == coach.logs["tests"].entries()


def test_a_passed_exam_asks_for_nothing(mine: Coach) -> None:
    note(mine, "exam step2ck 4000q", "exam step2ck 245 1 nov", "studied step2ck 40q")
    assert mine.study.plan("step2ck").passed and mine.study.readiness("step2ck").passed
    assert not mine.prepare.steps()
    with pytest.raises(CoachError, match="is passed"):
        mine.study.replan("step2ck", "2027-03-01")


def test_a_test_of_tomorrow_asks_for_the_clock(open_coach: Callable[..., Coach]) -> None:
    note(open_coach(TODAY + timedelta(days=3), **WHO), "test step2ck nbme 12 226")
    back = open_coach(TODAY)
    lines = [line.text for line in brief(back, back.study.readiness())]
    assert any("is the clock right" in text for text in lines)


def test_another_day_is_typed_in_two_words(run: Callable[..., Any], mine: Coach) -> None:
    note(mine, "exam step2ck 2000q")
    status, told, _ = run("study", "replan", "step2ck", "13", "mar", "--apply", "--json")
    assert (status, told["day"], told["changed"]) == (0, "2027-03-13", True)
    status, told, _ = run("study", "ck", "--json")
    assert (told["exam"], told["planned"], told["left"]) == ("step2ck", "2027-03-13", 2000)
    status, told, _ = run("study", "readiness", "--json")
    assert status == 0 and told["band"] is None
    assert run("study", "replan", "step2ck", "1 jan 2020")[0] == 1
