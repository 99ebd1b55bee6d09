"""Tables of the applicant's own into the logs: taken row by row, and once only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from coach.files.days import EXCEL, FIRST_DAY, as_day
from coach.files.importing import Preview
from coach.files.workbook import workbook
from coach.logs import with_words
from coach.saying.files import of_log
from coach.subjects.coach import Coach

OpenCoach = Callable[..., Coach]
Look = Callable[..., Preview]
TODAY = date(2026, 11, 28)


@pytest.fixture
def coach(open_coach: OpenCoach) -> Coach:
    return open_coach(TODAY, match_year=2028)


@pytest.fixture
def look(coach: Coach, tmp_path: Path) -> Look:
    """A preview of a CSV text for one log."""

    def look_at(log: str, *lines: str, at: Coach = coach) -> Preview:
        file = tmp_path / "mine.csv"
        file.write_text("\n".join(lines), encoding="utf-8")
        return at.files.preview(log, file)

    return look_at


def whys(shown: Preview) -> dict[int, str]:
    return {left.row: left.why for left in (*shown.skipped, *shown.unread)}


def test_a_name_that_a_row_repeats_stops_that_row_and_no_other(coach: Coach, look: Look) -> None:
    shown = look("people", "name,role", "Dr Khan,clinical", "dr khan,writer", "Dr Lee,peer")
    assert "Dr Khan is kept already" in whys(shown)[3] and shown.usable == 2
    assert coach.files.take(shown)
    assert [*coach.logs["people"].entries()] == ["dr_khan_clinical", "dr_lee_peer"]


TABLES = {
    "people": ("name,role,seen", "Dr Khan,clinical,2026-11-20", "Dr Lee,,"),
    "tests": ("exam,form,score,day", "step2ck,NBME 12,226,2026-11-01", "Step 2,UWSA 1,230,"),
    "sessions": ("exam,hours,tool", "step3,2h,UWorld", "step3,2h,UWorld"),
    "letters": ("writer,specialty,state", "Dr Khan,IM,asked", "Dr Lee,IM,promised"),
    "outreach": ("whom,kind,day", "Dr Haddad,alumnus,2026-11-01", "Unity,observership,"),
    "experience": ("place,kind,since,until", "Unity,elective,2026-03-01,2026-04-01"),
    "exams": ("key,passed,score,day", "step2ck,passed,245,2026-03-12"),
}


@pytest.mark.parametrize("log", TABLES)
def test_a_table_again_changes_nothing_also_on_another_day(
    coach: Coach, look: Look, open_coach: OpenCoach, log: str
) -> None:
    header, *lines = TABLES[log]
    assert coach.files.take(look(log, header, *lines))
    before = dict(coach.logs[log].entries())
    assert len(before) == len(lines)
    for day in (TODAY, date(2026, 12, 10)):
        later = open_coach(day)
        again = look(log, header, *lines, at=later)
        assert (again.usable, again.skipped, again.differences) == (len(lines), (), ())
        assert not later.files.take(again) and later.logs[log].entries() == before


def test_what_was_changed_since_is_not_taken_for_the_same(coach: Coach, look: Look) -> None:
    lines = "exam,hours,tool", "step3,2h,UWorld"
    coach.files.take(look("sessions", *lines))
    coach.logs["sessions"].set(next(iter(coach.logs["sessions"].entries())), {"hours": "3"})
    assert len(look("sessions", *lines).differences) == 1


def test_two_like_rows_of_a_day_are_two_as_when_they_are_typed(coach: Coach, look: Look) -> None:
    lines = "exam,hours,day", "step3,2,2026-11-20", "step3,2,2026-11-20"
    coach.logs["sessions"].add("studied step3 2h 2026-11-20")
    shown = look("sessions", *lines)
    assert shown.usable == 2 and len(shown.differences) == 1, "one of them is kept already"
    coach.files.take(shown)
    assert len(coach.logs["sessions"].entries()) == 2


def test_it_says_that_nothing_changes(
    run: Callable[..., tuple[int, Any, str]], tmp_path: Path
) -> None:
    (tmp_path / "mine.csv").write_text("name\nDr Khan\n")
    run("people", "import", str(tmp_path / "mine.csv"))
    _, words, notes = run("people", "import", str(tmp_path / "mine.csv"))
    assert "0 changes: what it says is kept already" in words and "undo" not in notes


@pytest.mark.parametrize("day", ["46354", "46354.5", "2026-11-28 00:00:00", "2026-11-28T09:30:00Z"])
def test_days_as_spreadsheets_keep_them(look: Look, day: str) -> None:
    (entry,) = look("tests", "exam,form,score,day", f"step2ck,NBME 12,226,{day}").entries
    assert entry.day == date(2026, 11, 28)


def test_a_workbook_may_hold_the_bare_number_of_a_day(coach: Coach, tmp_path: Path) -> None:
    file = tmp_path / "mine.xlsx"
    rows = [["step2ck", "NBME 12", 226, 46327]]
    file.write_bytes(workbook("Tests", ["exam", "form", "score", "day"], rows))
    (entry,) = coach.files.preview("tests", file).entries
    assert (entry.score, entry.day) == (226, date(2026, 11, 1))


def test_facts_know_the_days_of_spreadsheets_too(look: Look) -> None:
    (fact,) = look("facts", "id,J1,date", "0400121010,yes,46329").entries
    assert fact.day == "2026-11-03"


@given(st.integers(0, 99_999))
def test_a_number_is_a_day_of_this_century_or_stays_what_it_is(number: int) -> None:
    text = f"{number:05}"
    if number in EXCEL:
        assert (date.fromisoformat(as_day(text)) - FIRST_DAY).days == number
        assert as_day(text).startswith("20")
    else:
        assert as_day(text) == text


def test_numbers_have_their_units_and_commas_where_they_can_be_one_number(look: Look) -> None:
    shown = look(
        "sessions",
        "exam;questions;hours;correct;day",
        "step3;40 q;2h;68 %;2026-11-20",
        "step3;1,000;1,5;;2026-11-20",
        "step3;40.0;2 hours;;2026-11-20",
        "step3;40,5;2;;2026-11-20",
        "step3;40;1,500;;2026-11-20",
        "step3;many;2;;2026-11-20",
    )
    told = [(each.questions, each.hours, each.correct) for each in shown.entries]
    assert told == [
        *((40, 2.0, 68), (1000, 1.5, None), (40, 2.0, None)),
        *((None, 2.0, None), (40, None, None), (None, 2.0, None)),
    ]
    assert "not a whole number" in whys(shown)[5] and "not a whole number" in whys(shown)[7]
    assert "can be two numbers; write 1.500 or 1500" in whys(shown)[6]


def test_answers_that_cannot_be_are_named_in_words(coach: Coach, look: Look) -> None:
    shown = look(
        "exams",
        "key,passed,attempt days",
        "step3,maybe,",
        "step9,yes,",
        'step1,TRUE,"12 mar 2025, 45900"',
        "oet,,foo",
    )
    assert whys(shown) == {
        2: "Passed: “maybe” is neither yes nor no.",
        3: "Key: “step9” is no exam as we know it.",
        5: "attempt_days: “foo” is not a date like 2027-03-01 or a day like Thursday.",
    }
    entry = next(entry for entry in shown.entries if entry.key == "step1")
    assert entry.passed and entry.attempt_days == (date(2025, 3, 12), date(2025, 8, 31))
    people = look("people", "key,role", "odd key!,peer", "sana,peer")
    assert whys(people) == {
        2: "“odd key!” is no key: small letters, digits and _.",
        3: "Name is missing.",
    }
    (person,) = look("people", "name,role", "Sana,Alumnus").entries
    assert person.role == "alumnus"


@pytest.mark.parametrize("end", ["csv", "xlsx", "json"])
@pytest.mark.parametrize("log", [name for name in with_words() if name != "versions"])
def test_what_goes_out_comes_in_again_here_and_elsewhere(
    coach: Coach, open_coach: OpenCoach, tmp_path: Path, log: str, end: str
) -> None:
    coach.profile.change({"letters.us": "2", "step1.passed": "yes", "experience.research": "3"})
    coach.logs[log].show()
    file = tmp_path / f"mine.{end}"
    of_log(coach, log, str(file), private=True)
    kept = coach.logs[log].entries()
    again = coach.files.preview(log, file)
    assert (again.usable, again.differences) == (len(kept), ())
    other = open_coach(TODAY, "other")
    assert other.files.take(other.files.preview(log, file), strict=True)
    # Letters of which only the number was told have a day elsewhere.
    named = {key: entry for key, entry in kept.items() if not key.startswith("told_")}
    assert named.items() <= other.logs[log].entries().items()
