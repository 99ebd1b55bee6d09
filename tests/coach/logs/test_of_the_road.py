"""The logs of the road: what a line means, what is refused, and that the profile follows."""

from __future__ import annotations

import ast
import sqlite3
import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from coach.logs import TITLES, with_words
from coach.logs.answers import answers_in, rows_with
from coach.logs.exams import EXAMS
from coach.logs.experience import EXPERIENCE
from coach.logs.letters import LETTERS
from coach.logs.shown import TESTS
from coach.records import LOGGED, OF_A_SEASON, CoachError
from coach.store.rows import E, Rows
from coach.subjects.coach import Coach

Run = Callable[..., tuple[int, Any, str]]
NOW = datetime(2026, 11, 28, 12)  # a Saturday
ROADS = ("step1", "step2ck", "step3", "oet")


@pytest.fixture
def mine(tmp_path: Path) -> Iterator[Coach]:
    mine = Coach.open(tmp_path, lambda: NOW)
    yield mine
    mine.close()


@pytest.mark.parametrize(
    ("line", "log", "values"),
    [
        (
            "lor Dr Khan IM us ask fri",
            "letters",
            {"writer": "Dr Khan", "specialty": "Internal Medicine", "origin": "us"}
            | {"state": "planned", "asked_on": date(2026, 12, 4)},
        ),
        (
            "lor Dr Ahmed Khan asked yesterday us waived",
            "letters",
            {"writer": "Dr Ahmed Khan", "state": "asked", "waived": True},
        ),
        ("lor Dr Sun IM us asked yesterday", "letters", {"writer": "Dr Sun", "state": "asked"}),
        ("test step2ck nbme 14 231 12 nov", "tests", {"form": "NBME 14", "score": 231}),
        ("test ck uwsa 2 245", "tests", {"exam": "step2ck", "form": "UWSA 2", "score": 245}),
        ("test step 1 free 120 78%", "tests", {"form": "Free 120", "percent": 78.0}),
        (
            "rotation Hurley observership 1 jun 2026 28 jun 2026 40h inpatient",
            "experience",
            {"place": "Hurley", "kind": "observership", "since": date(2026, 6, 1)}
            | {"until": date(2026, 6, 28), "hours": 40.0, "setting": "inpatient"},
        ),
        ("person Dr Lee clinical yesterday", "people", {"name": "Dr Lee", "role": "clinical"}),
        (
            "studied step3 40q 2h UWorld",
            "sessions",
            {"questions": 40, "hours": 2.0, "tool": "UWorld", "day": date(2026, 11, 28)},
        ),
        ("exam step2ck passed 245 12 mar 2026", "exams", {"key": "step2ck", "score": 245}),
        (
            "exam step2ck bank 4000 target 245 14 may 2027",
            "exams",
            {"bank": 4000, "target": 245, "planned": date(2027, 5, 14), "score": None},
        ),
        (
            "document passport surname Khan first Muhammad Ahmad born 3 mar 1995 "
            "expires 3 mar 2031 in hand",
            "documents",
            {"kind": "passport", "surname": "Khan", "first": "Muhammad Ahmad", "of": ""}
            | {"born": date(1995, 3, 3), "expires": date(2031, 3, 3), "state": "in hand"},
        ),
        (
            "document translation of diploma ordered to ECFMG holder Dr Ali",
            "documents",
            {"of": "diploma", "state": "ordered", "to": "ECFMG", "holder": "Dr Ali"},
        ),
        (
            "document visa F-1 expires in 2 weeks",
            "documents",
            {"kind": "status paper", "of": "F-1"},
        ),
        (
            "filed eras date of birth 3/4/1995",
            "forms",
            {"form": "MyERAS", "field": "birth_date", "value": "3/4/1995", "season": 2028},
        ),
        ("filed NRMP last name Khan season 2026", "forms", {"field": "surname", "season": 2026}),
        ("exam step2ck planned 14 may 2027", "exams", {"planned": date(2027, 5, 14)}),
        ("person Ann Bee mentor", "people", {"name": "Ann Bee", "role": "mentor"}),
        ("lor Dr Ann agreed", "letters", {"writer": "Dr Ann", "state": "promised"}),
        ("wrote Dr Rao alumni", "outreach", {"whom": "Dr Rao", "kind": "alumnus"}),
        ("exam step3 15 jan", "exams", {"planned": date(2027, 1, 15), "day": None}),
        ("wrote Dr Haddad alumnus yesterday", "outreach", {"day": date(2026, 11, 27)}),
        (
            "error step2ck cardiology reasoning echo before the drain",
            "errors",
            {"subject": "cardiology", "cause": "reasoning", "lesson": "echo before the drain"},
        ),
    ],
)
def test_a_line_means_what_one_would_expect(
    mine: Coach, line: str, log: str, values: dict[str, object]
) -> None:
    mine.prepare.add(line)
    (entry,) = mine.logs[log].entries().values()
    assert {name: getattr(entry, name) for name in values} == values


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("test step2ck nbme 14 310", "310 cannot be; at most 300"),
        ("exam step2ck passed 310 1 mar 2026", "310 cannot be"),
        ("studied step3 -5h", "-5"),
        ("exam step1 passed 1 mar 1985", "20 years|cannot be right"),
        ("exam step1 passed 1 mar 2027", "still to come"),
        ("test step2ck nbme 14", "Say its score"),
        ("studied step3 2h tomorrow", "still to come"),
        ("rotation Hurley observership 28 jun 2026 1 jun 2026", "before it begins"),
        ("lor us IM", "Writer is missing"),
        ("hello there", "Begin with what it is"),
        ("person Dr Lee @zzzzzzzz", "no program"),
        ("document passport issued 2 jan 2021 expires 1 jan 2020", "before it begins"),
        ("document passport born tomorrow", "born: 2026-11-29 is still to come"),
        ("document passport issued 1 jan 2020 born 2 feb 2021", "the paper is of 2020-01-01"),
        ("document passport AB1234567", "the number of a paper"),
        ("document passport 3 mar 2031", "which day is it"),
        ("document passport expires 3/4/2031", "two days"),
        ("filed MyERAS last name 123-45-6789", "never kept"),
        ("filed MyERAS last name Khan season 2041", "2041 cannot be"),
        ("filed MyERAS favourite colour blue", "Field is missing"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(mine: Coach, line: str, says: str) -> None:
    with pytest.raises(CoachError, match=says):
        mine.prepare.add(line)
    assert not any(subject.entries() for subject in mine.logs.values())


def test_two_people_of_one_name_are_asked_about_by_name(mine: Coach) -> None:
    mine.prepare.add("person Dr Lee clinical")
    with pytest.raises(CoachError, match=r"Dr Lee is kept already \(clinical\)"):
        mine.prepare.add("person dr lee research")
    mine.prepare.add("person Dr Lee Bronx research")
    assert len(mine.logs["people"].entries()) == 2


def test_a_letter_is_assigned_once_and_a_program_takes_four(mine: Coach) -> None:
    mine.profile.change({"specialties": ["Internal Medicine"]})
    letters = mine.logs["letters"]
    keys = [letters.add(f"lor Dr {name} us").key for name in ("A", "B", "C", "D", "E")]
    (program,) = {each.program.id for each in mine.programs.ranked()[:1]}
    with pytest.raises(CoachError, match="twice"):
        letters.set(keys[0], {"programs": f"{program},{program}"})
    for key in keys[:4]:
        assert letters.set(key, {"programs": program})
    with pytest.raises(CoachError, match="has 4 letters, the most it takes: Dr A, Dr B"):
        letters.set(keys[4], {"programs": program})


def test_an_exam_that_is_failed_again_counts_its_attempts(mine: Coach) -> None:
    mine.prepare.add("exam step1 failed 3 may 2025")
    mine.prepare.add("exam step1 15 jan")
    mine.prepare.add("exam step1 passed 20 nov 2026")
    exam = mine.profile.applicant.step1
    assert (exam.passed, exam.attempts, exam.day) == (True, 2, date(2026, 11, 20))
    assert exam.attempt_days == (date(2025, 5, 3), date(2026, 11, 20))
    assert mine.undo() and mine.profile.applicant.step1.passed is False


def test_the_profile_follows_the_logs_and_the_logs_the_profile(run: Run) -> None:
    run("profile", "set", "letters.us=2", "experience.observership=2")
    run("note", "rotation Hurley observership 1 jun 2026 30 jul 2026")
    _, data, _ = run("profile", "show", "--json")
    assert data["profile"]["experience"] == {"observership": 2}
    run("profile", "set", "experience.observership=4")
    assert len(run("experience", "list", "--json")[1]["experience"]) == 2
    status, _, error = run("profile", "set", "experience.observership=1")
    assert status == 1 and "2 months of it one by one" in error
    run("note", "lor Dr Khan IM us processed")
    assert run("profile", "show", "--json")[1]["profile"]["letters"] == {"specialty": 1, "us": 3}
    run("note", "lor Dr Lee us processed")
    assert run("profile", "show", "--json")[1]["profile"]["letters"] == {"specialty": 1, "us": 3}
    assert run("profile", "set", "letters.us=2", "letters.specialty=")[0] == 0
    writers = [row["writer"] for row in run("letters", "list", "--json")[1]["letters"]]
    assert writers == ["Dr Khan", "Dr Lee"]


EXAM_ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "passed": st.booleans(),
        "score": st.integers(1, 300),
        "attempts": st.integers(0, 9),
        "date": st.dates(date(2020, 1, 1), date(2026, 1, 1)).map(str),
        "planned": st.dates(date(2026, 1, 1), date(2028, 1, 1)).map(str),
        "expected": st.integers(1, 300),
    },
)


@settings(max_examples=200)
@given(
    exams=st.dictionaries(st.sampled_from(ROADS), EXAM_ANSWERS, max_size=4),
    months=st.dictionaries(
        st.sampled_from(("elective", "observership", "research")), st.integers(0, 48), max_size=3
    ),
    letters=st.dictionaries(st.sampled_from(("us", "specialty")), st.integers(0, 9), max_size=2),
    visa=st.sampled_from(("j1", "none")),
)
def test_what_the_profile_is_told_it_answers(
    exams: dict[str, dict[str, object]],
    months: dict[str, int],
    letters: dict[str, int],
    visa: str,
) -> None:
    told: dict[str, object] = {"visa": visa}
    told |= {f"{exam}.{name}": value for exam, of in exams.items() for name, value in of.items()}
    told |= {f"experience.{kind}": amount for kind, amount in months.items()}
    told |= {f"letters.{name}": amount for name, amount in letters.items()}
    tables = rows_with(lambda rows: {}, told, NOW.date())
    kept = {name: {key: row for key, row in of.items() if row} for name, of in tables.items()}

    def keeping(rows: Rows[E], /) -> dict[str, E]:
        """The rows of a table."""
        return kept.get(rows.name, {})  # type: ignore[return-value]

    answered = answers_in(keeping, NOW.date())
    some = {key: value for key, value in told.items() if not (key in SUMS and value == 0)}
    assert {key: answered.get(key) for key in some} == some
    assert {EXAMS.name, EXPERIENCE.name, LETTERS.name} >= set(kept) - {"profile"}


SUMS = ("letters.us", "letters.specialty")
"""A zero beside other letters is not told apart from what was not said."""


def test_a_rotation_ahead_counts_once_it_is_had(tmp_path: Path) -> None:
    for day, months in ((28, None), (30, 0.9)):
        mine = Coach.open(tmp_path, lambda day=day: datetime(2026, 11 + (day == 30), day, 12))
        if months is None:
            mine.prepare.add("rotation Hurley observership 1 dec 2026 28 dec 2026")
        assert (mine.profile.answers.get("experience.observership") or None) == months
        mine.close()


def test_what_the_logs_show_closes_tasks_and_comes_back(mine: Coach) -> None:
    assert {*TESTS, *OF_A_SEASON} == set(LOGGED)
    mine.profile.change({"specialties": ["Internal Medicine"], "match_year": 2028})
    assert mine.road.step("mentor_team").state != "done"
    for line in ("person A clinical", "person B research", "person C visa"):
        mine.prepare.add(line)
    assert mine.road.step("mentor_team").state == "done"
    assert mine.undo() and mine.road.step("mentor_team").state != "done"
    for name in "ABC":
        mine.prepare.add(f"lor Dr {name} asked yesterday")
    assert mine.road.step("ask_letters").state == "done"


def test_a_reminder_of_minutes_stands_on_its_day_however_full_that_is(tmp_path: Path) -> None:
    monday = datetime(2026, 11, 30, 12)
    mine = Coach.open(tmp_path, lambda: monday)
    mine.profile.change(
        {"specialties": ["Internal Medicine"], "match_year": 2028, "hours_per_week": 7}
    )
    mine.prepare.add("lor Dr Khan IM us asked 9 nov")
    (step,) = (each for each in mine.prepare.steps("letters") if each.kind == "next")
    line = mine.week.plan().line(step.key)
    assert line and step.due and line.day == monday.date() == step.due
    mine.close()


@pytest.mark.parametrize(
    ("before", "line", "says"),
    [
        ("lor Prof Gomez FM us asked 1 nov", "lor Prof Gomez FM home", "kept already (asked)"),
        ("wrote Dr Rao alumnus 1 nov", "wrote Dr Rao alumnus 1 nov", "Dr Rao alumnus"),
        ("document passport", "document passport in hand", "kept already"),
        ("filed NRMP surname Khan", "filed NRMP last name Kahn", "kept already"),
        (
            "rotation Hurley observership 1 sep 2026 30 sep 2026",
            "rotation hurley observership 1 sep 2026 30 sep 2026",
            "kept already",
        ),
    ],
)
def test_the_same_twice_is_asked_about(mine: Coach, before: str, line: str, says: str) -> None:
    mine.prepare.add(before)
    with pytest.raises(CoachError) as error:
        mine.prepare.add(line)
    assert says in str(error.value)


@pytest.mark.parametrize(
    ("line", "log", "values"),
    [
        ("lor Dr Patel IM home uploaded 1 nov", "letters", {"uploaded_on": date(2026, 11, 1)}),
        ("person Dr May June clinical", "people", {"name": "Dr May June"}),
        ("rotation May Clinic observership 2 months", "experience", {"place": "May Clinic"}),
        (
            "rotation Home Hospital elective 3 months home",
            "experience",
            {"place": "Home Hospital", "country": "home"},
        ),
    ],
)
def test_names_are_names(mine: Coach, line: str, log: str, values: dict[str, object]) -> None:
    mine.prepare.add(line)
    (entry,) = mine.logs[log].entries().values()
    assert {name: getattr(entry, name) for name in values} == values


@pytest.mark.parametrize(
    ("log", "line", "values", "says"),
    [
        ("letters", "lor Dr Khan IM us", {"writer": " "}, "Writer is needed"),
        ("people", "person Dr Lee", {"key": "dr_x"}, "A key stays"),
        ("exams", "exam step2ck 15 march 2027", {"expected": "400"}, "goes to 300"),
        ("exams", "exam step1 15 march 2027", {"attempt_days": "2030-01-01"}, "still to come"),
        ("sessions", "studied step3 2h", {"hours": ""}, "Say what was done"),
    ],
)
def test_no_change_leaves_what_cannot_be(
    mine: Coach, log: str, line: str, values: dict[str, str], says: str
) -> None:
    key = mine.logs[log].add(line).key
    kept = mine.logs[log].entries()[key]
    with pytest.raises(CoachError, match=says):
        mine.logs[log].set(key, values)
    assert mine.logs[log].entries() == {key: kept}


def test_a_corrected_slip_is_no_attempt(mine: Coach) -> None:
    exams = mine.logs["exams"]
    exams.add("exam step1 failed 3 may 2025")
    exams.set("step1", {"passed": "yes"})
    exams.set("step1", {"passed": "no"})
    assert mine.profile.applicant.step1.attempts == 1


def test_days_that_two_rotations_share_count_once(mine: Coach) -> None:
    mine.prepare.add("rotation Hurley observership 1 sep 2026 30 sep 2026")
    mine.prepare.add("rotation Mercy observership 16 sep 2026 15 oct 2026")
    assert mine.profile.answers["experience.observership"] == 1.5


def test_a_declined_letter_gives_its_places_back(mine: Coach) -> None:
    mine.profile.change({"specialties": ["Internal Medicine"]})
    letters, program = mine.logs["letters"], mine.programs.ranked()[0].program.id
    keys = [letters.add(f"lor Dr {name} us").key for name in "ABCDE"]
    for key in keys[:4]:
        letters.set(key, {"programs": program})
    letters.set(keys[0], {"state": "declined"})
    assert letters.set(keys[4], {"programs": program})


def test_a_new_entry_does_not_inherit_what_was_told_of_an_old_one(mine: Coach) -> None:
    mine.profile.change({"specialties": ["Internal Medicine"], "match_year": 2028})
    key = mine.logs["letters"].add("lor Dr Rao IM us asked 2026-10-20").key
    mine.road.skip(f"letters/{key}/remind", "no need")
    mine.logs["letters"].remove(key)
    mine.logs["letters"].add("lor Dr Rao IM us asked 2026-10-20")
    assert mine.road.step(f"letters/{key}/remind").state == "open"


def test_a_step_that_was_ticked_stays_in_sight_as_done(run: Run) -> None:
    run("profile", "set", "specialties=IM", "match_year=2028")
    run("note", "lor Dr Rao IM us asked 2026-10-20")
    key = "letters/dr_rao_internal_medicine/remind"
    status, data, _ = run("do", key, "--on", "2026-11-20", "--json")
    assert status == 0 and data["task"]["state"] == "done"
    (row,) = run("letters", "list", "--json")[1]["letters"]
    assert row["reminded"] == "2026-11-20"
    status, _, error = run("reopen", key)
    assert status == 1 and "undo takes that back" in error
    run("undo")
    assert run("letters", "list", "--json")[1]["letters"][0]["reminded"] is None


def test_a_damaged_row_spares_the_others_and_can_be_removed(tmp_path: Path) -> None:
    mine = Coach.open(tmp_path, lambda: NOW)
    keys = [mine.logs["letters"].add(f"lor Dr {name} us").key for name in ("Ann", "Bo")]
    mine.close()
    raw = sqlite3.connect(tmp_path / "coach.db")
    raw.execute("UPDATE letters SET state = 'garbage' WHERE key = ?", (keys[0],))
    raw.commit()
    raw.close()
    mine = Coach.open(tmp_path, lambda: NOW)
    assert [*mine.logs["letters"].entries()] == [keys[1]]
    (line,) = mine.history.doctor()["doctor"]["damaged_rows"]  # type: ignore[misc]
    assert f"coach letters remove {keys[0]}" in line
    assert mine.logs["letters"].remove(keys[0])
    assert not mine.history.doctor()["doctor"]["damaged_rows"]
    assert mine.undo() == f"Removed: {keys[0]}"
    mine.close()


@pytest.mark.parametrize("name", TITLES)
def test_a_declaration_has_at_most_forty_lines_beside_its_rules(name: str) -> None:
    module = sys.modules[with_words()[name].record.__module__]
    tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
    (entry,) = (
        node
        for node in tree.body
        if isinstance(node, ast.ClassDef) and ast.unparse(node.bases[0]) in ("Entry", "OfASeason")
    )
    (log,) = (
        node
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.value).startswith("Log(")
    )
    fields = [node for node in entry.body if not isinstance(node, ast.FunctionDef)]
    lines = 1 + sum((node.end_lineno or 0) - node.lineno + 1 for node in [*fields, log])
    assert lines <= 40


def test_no_name_of_a_log_leaves_in_a_week_a_calendar_or_a_banner(run: Run, tmp_path: Path) -> None:
    run("profile", "set", "specialties=IM", "match_year=2028", "hours_per_week=20")
    run("note", "lor Dr Qwerty IM us asked 2026-10-20")
    week, calendar, sheet = (tmp_path / name for name in ("week.md", "dates.ics", "week.csv"))
    assert run("week", "--markdown", str(week))[0] == 0
    assert run("calendar", "--ics", str(calendar))[0] == 0
    assert run("export", "week", str(sheet))[0] == 0
    for text in (week.read_text(), calendar.read_text(), sheet.read_text(), str(run("today")[1])):
        assert "qwerty" not in text.casefold()
    assert "A step of your letters" in week.read_text() and "letters" in calendar.read_text()
    assert run("export", "week", str(sheet), "--people", "--force")[0] == 0
    assert "Remind Dr Qwerty" in sheet.read_text()
