"""What one page says, no other one denies: as one applicant after the other reads them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from coach import demo
from coach.records import Numbers
from coach.saying import forecast as forecasting, money, of_logs
from coach.saying.program import short_lines
from coach.saying.season import counts
from coach.subjects.coach import Coach
from coach.wording import chance_brief, chance_words

Open = Callable[..., Coach]
SUNDAY = date(2026, 11, 29)
LARKIN, OCALA = "1201100744", "1201100005"


@pytest.fixture
def at_home(open_coach: Open) -> Coach:
    """A US citizen with a school in Mexico, six hours a week and two specialties, for 2028."""
    return open_coach(
        SUNDAY,
        graduate_type="us_img",
        us_status="citizen",
        school_country="Mexico",
        graduation_date="2019-07-01",
        specialties=["Family Medicine", "Psychiatry"],
        states=["FL", "TX"],
        match_year=2028,
        hours_per_week=6,
        certified=False,
        step1__passed=True,
        step1__attempts=2,
        step2ck__passed=True,
        step2ck__score=221,
        step2ck__attempts=2,
    )


def _read(lines: Any) -> str:
    words = (f"{line.label} {''.join(text for text, _ in line.parts)}" for line in lines)
    return " ".join(" ".join(words).split())


def test_who_needs_no_visa_reads_of_none(at_home: Coach) -> None:
    ranked, (fee, why) = at_home.library.resources(), at_home.library.resource("sevis-i-901-fee")
    assert round(why.score, 6) == 0 and any("no visa" in reason.text for reason in why.reasons)
    assert (fee, why) in ranked[-len(ranked) // 4 :]
    assert all(each.id != fee.id for each, _ in at_home.library.helps_task("budget_plan"))
    text = _read(short_lines(at_home.programs.standing(LARKIN), at_home))
    assert "J-1" not in text and "Step 3" not in text and "visa" in text


def test_numbers_of_others_are_no_numbers_of_yours(run: Callable[..., Any], at_home: Coach) -> None:
    _, text, _ = run("explain", LARKIN, day=str(SUNDAY))
    assert "US IMGs" in text and "446 of" not in text


def test_the_list_and_the_comparison_have_one_chance_of_no_interview(
    run: Callable[..., Any], at_home: Coach
) -> None:
    _, listed, _ = run("list", "--json", day=str(SUNDAY))
    _, years, _ = run("compare-years", "--json", day=str(SUNDAY))
    last = listed["order"][-1]["p_none_range"]
    assert years["years"]["this"]["p_none_range"] == pytest.approx(last, abs=1e-4)
    _, _, remarks = run("list", day=str(SUNDAY))
    is_on = "Psychiatry" in {share["specialty"] for share in listed["split"]}
    assert ("No program of Psychiatry is on it" in remarks) == (not is_on)


@pytest.mark.parametrize("high", [0.0604, 0.1231, 0.128, 0.0249])
def test_a_column_and_its_words_end_at_one_number(at_home: Coach, high: float) -> None:
    numbers = at_home.programs.standing(LARKIN).numbers
    assert isinstance(numbers, Numbers) and numbers.chance
    from coach.records import replace

    numbers = replace(numbers, chance=replace(numbers.chance, low=0.004, mid=0.024, high=high))
    end = chance_words(numbers).rpartition(" to ")[2].removesuffix(" %)")
    assert chance_brief(numbers) in (f"2 (<{end})", "2 (<3)")


def test_money_by_a_day_holds_all_that_is_due_by_it(at_home: Coach) -> None:
    ledger = at_home.money.forecast()
    *_, big = ledger.next_big
    due = [each for each in ledger.bills if each.day and big.day and each.day <= big.day]
    usd = sum(each.usd for each in due if each.size != "often")
    assert len(ledger.next_big) > 1 and f"have USD {usd:,.0f} ready by" in _read(
        money.forecast(at_home, ledger)
    )
    assert not ledger.marked
    for program in (LARKIN, OCALA):
        at_home.programs.mark(program, "apply")
    told = _read(money.forecast(at_home, at_home.money.forecast()))
    assert "the 2 programs marked apply" in told


def test_what_is_said_to_come_first_does(at_home: Coach) -> None:
    first, *rest = (line.step.task for line in at_home.week.plan().planned)
    assert first.stage == "clinical_experience"
    assert all(task.key != "program_list" for task in rest)


def test_a_year_is_compared_by_dates_that_it_hangs_on(
    run: Callable[..., Any], at_home: Coach
) -> None:
    _, text, _ = run("compare-years", day=str(SUNDAY))
    assert "The next date it hangs on, MyERAS submission opens, is 1 Sep 2027." in text


@pytest.mark.parametrize("day", [date(2026, 8, 10), date(2026, 9, 10), date(2026, 10, 5)])
def test_the_example_has_nothing_before_its_time(open_coach: Open, day: date) -> None:
    coach = open_coach(day)
    demo.write(coach)
    opens, reads = date(2026, 9, 2), date(2026, 9, 23)
    rows = coach.logs["applications"].rows()
    assert len(rows) == 3
    for row in rows:
        assert (row["state"] == "planned") == (day < opens)
        assert row["submitted"] is None or str(opens) <= str(row["submitted"]) <= str(day)
        assert row["answered"] is None or str(row["answered"]) >= str(reads)
    came = coach.profile.applicant.invitations
    assert bool(came) == (day > reads) and ("invitation" in counts(coach)) == bool(came)
    answer = coach.forecasting.forecast()
    helps = " ".join(each.text for each in answer.helps.now)
    assert ("where your signals go" in helps) == (day < opens)
    spent = " ".join(entry.what for entry in coach.money.forecast().bills)
    assert "OET" not in spent and coach.profile.applicant.oet.passed


def test_an_invitation_before_programs_read_is_counted_and_named(open_coach: Open) -> None:
    day = date(2026, 9, 10)
    coach = open_coach(day, specialties=["Family Medicine"], match_year=2027, us_status="citizen")
    coach.logs["applications"].add(f"applied {LARKIN} submitted 3 sep")
    coach.logs["invites"].add(f"invite {LARKIN} came 8 sep")
    text = _read(forecasting.forecast(coach, coach.forecasting.forecast()))
    assert "So far 1;" in text and "have not begun to read" not in text
    assert "before programs begin to read (23 Sep)" in text


def test_signals_are_named_where_they_are_kept(open_coach: Open) -> None:
    coach = open_coach(date(2026, 9, 14), specialties=["Family Medicine"], match_year=2027)
    coach.logs["applications"].add(f"applied {LARKIN} signal submitted 3 sep")
    from coach.subjects.applying import Limits

    assert "By what you noted: Larkin" in coach.applying.signalled(Limits()).nothing


def test_columns_of_logs_say_what_stands_beside_them(open_coach: Open) -> None:
    coach = open_coach(SUNDAY, step2ck__score=241)
    slip = coach.logs["errors"].add("error step2ck cardiology reasoning look at the axis first")
    tomorrow = SUNDAY + timedelta(days=1)
    assert of_logs.in_row(coach, "errors", slip, "due") == f"{tomorrow:%-d %b}"
    exam = coach.logs["exams"].entries()["step2ck"]
    assert of_logs.in_row(coach, "exams", exam, "passed") == "passed"
