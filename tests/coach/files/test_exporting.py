"""What goes out: all formats, what it contains said, nothing private unless it is ticked."""

from __future__ import annotations

import csv
import io
import json
import stat
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from coach.files.tables import read_table
from coach.records import Applicant, Exam, Mark, replace
from coach.rules.conditions import JUDGES
from coach.saying.files import about, marked_programs, page
from coach.saying.sheets import SHEETS, Ticked, is_private, list_sheet
from coach.subjects.applying import Application, Ends
from coach.subjects.coach import Coach

Run = Callable[..., tuple[int, Any, str]]
ALABAMA = "0400121010"


@pytest.fixture
def ready(run: Run) -> Run:
    """An applicant who failed once and needs a visa, with one fact and one note."""
    assert (
        run(
            "profile",
            "set",
            "specialties=IM",
            "visa=j1",
            "match_year=2027",
            "us_status=abroad",
            "graduation_date=2022-06-15",
            "step1.passed=yes",
            "step1.attempts=2",
            "citizenship=Grenada",
            "graduate_type=non_us_img",
            "step2ck.score=245",
        )[0]
        == 0
    )
    assert run("fact", ALABAMA, "visa_j1", "yes", "--source", "=their page")[0] == 0
    return run


ENDINGS = (".csv", ".xlsx", ".md", ".json")


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("kind", ["list", "programs", "facts", "journey", "week"])
def test_every_kind_is_written_privately_in_every_format(
    ready: Run, tmp_path: Path, kind: str, ending: str
) -> None:
    file = tmp_path / f"out{ending}"
    status, data, said = ready("export", kind, str(file), "--json")
    assert status == 0, said
    assert "Contains " in said and "Left out: " in said and data["rows"] > 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    if ending != ".md":
        assert len(read_table(file).rows) == data["rows"]
    else:
        assert file.read_text().splitlines()[2].startswith("Contains ")


def test_facts_go_out_and_come_back_the_same(
    open_coach: Callable[..., Coach], tmp_path: Path
) -> None:
    mine, other = open_coach(home="one"), open_coach(home="two")
    mine.programs.record_fact(ALABAMA, "visa_j1", "yes", "=cmd()", "2026-10-03")
    mine.programs.record_fact(ALABAMA, "img_share", "0.5", 'a; "b"', "2026-10-04")
    mine.programs.record_fact("1403511253", "kind", "community", "x")
    facts = mine.programs.read_facts
    sheet = SHEETS["facts"](mine, Ticked(), False)
    for ending in (".csv", ".xlsx", ".json"):
        file = tmp_path / f"facts{ending}"
        file.write_bytes(sheet.rendered(ending))
        assert other.files.take(other.files.preview("facts", file))
        back = [replace(one, at="") for one in other.programs.read_facts]
        assert sorted(back, key=str) == sorted((replace(one, at="") for one in facts), key=str)
        assert other.undo() and not other.programs.read_facts


def test_an_export_of_programs_is_never_imported_as_read(ready: Run, tmp_path: Path) -> None:
    file = str(tmp_path / "programs.csv")
    assert ready("export", "programs", file)[0] == 0
    _, data, _ = ready("import", "facts", file, "--json")
    assert data["changed"] == 0 and not data["skipped"] and data["empty"] == 684


def test_programs_leave_out_what_tells_of_visa_failures_and_notes(ready: Run) -> None:
    _, plain, _ = ready("export", "programs", "-", "--format", "json", "--json")
    _, whole, _ = ready("export", "programs", "-", "--notes", "--failures", "--visa", "--json")
    assert "note" not in plain["table"][0] and "note" in whole["table"][0]
    gates = [
        {
            word
            for row in data["table"]
            for end in ("failed", "unknown")
            for word in row[f"gates_{end}"].split(", ")
        }
        for data in (plain, whole)
    ]
    assert not gates[0] & {"visa", "step3", "attempts"}
    assert gates[1] >= {"visa", "attempts"}
    assert len(plain["left_out"]) == 3 and whole["left_out"] == []


def test_notes_go_out_only_when_asked(open_coach: Callable[..., Coach]) -> None:
    coach = open_coach(specialties=["Anesthesiology"], visa="j1")
    coach.programs.mark(ALABAMA, "apply", "rude")
    coach.programs.record_fact(ALABAMA, "visa_j1", "yes", "you", "2026-10-03")
    for ticked in (Ticked(), Ticked(notes=True)):
        sheet = SHEETS["programs"](coach, ticked, False)
        assert any("rude" in row for row in sheet.rows) == ticked.notes
        assert {len(row) for row in sheet.rows} == {len(sheet.header)}
    short = SHEETS["programs"](coach, Ticked(), True)
    assert any("yes (you 2026-10-03)" in row for row in short.rows)
    assert {len(row) for row in short.rows} == {len(short.header)}


def test_the_list_has_names_and_its_figures(open_coach: Callable[..., Coach]) -> None:
    program = open_coach().programs.standing(ALABAMA).program
    first = Application(
        id=ALABAMA,
        specialty="Anesthesiology",
        cost=11,
        total_cost=11,
        value=0.2,
        gain=0.2,
        expected_interviews=Ends(0.1, 0.2, 0.4),
        p_none=0.8,
        p_five=0,
        p_none_range=(0.8, 0.8),
        p_five_range=(0, 0),
    )
    own = replace(first, id="mine", specialty="X", cost=30, total_cost=41)
    sheet = list_sheet([first, own], {ALABAMA: program})
    where = (program.name, "Birmingham", "AL", "Anesthesiology")
    assert sheet.rows[0] == (1, ALABAMA, *where, 11, 11, 0.2, 0.1, 0.2, 0.4, 0.8, 0)
    assert sheet.rows[1][:8] == (2, "mine", "", "", "", "X", 30, 41)
    rows = list(csv.reader(io.StringIO(sheet.rendered(".csv").decode(), newline="")))
    assert rows[2][5:9] == ["X", "30", "41", "0.2"]


def test_the_journey_hides_tasks_of_a_visa_or_a_failure(ready: Run) -> None:
    def keys(*ticked: str) -> set[str]:
        _, data, _ = ready("export", "journey", "-", "--json", *ticked)
        return {row["task"] for row in data["table"]}

    plain, visa, failures = keys(), keys("--visa"), keys("--failures")
    assert "visitor_visa" in visa - plain and "failed_attempt_plan" in failures - plain
    assert not any(word in key for key in plain for word in ("visitor_visa", "failed_attempt"))
    assert is_private(["!visa_j1"], Ticked()) and not is_private(["eras"], Ticked())


SECRETS = ("J-1", "Grenada", "attempts: 2", "Visa")


def test_the_summary_says_first_what_it_leaves_out(ready: Run, tmp_path: Path) -> None:
    _, page, said = ready("export", "summary", "-")
    lines = page.splitlines()
    assert lines[2].startswith("Contains ") and lines[3].startswith("Left out: your notes")
    assert "Left out" in said and len(lines) < 60
    body = "\n".join(lines[4:])
    assert not any(word in body for word in SECRETS)
    assert "Step 1: passed" in body and "Step 2 CK: passed, score 245" in body
    file = tmp_path / "me.md"
    assert ready("export", "summary", str(file), "--visa", "--failures")[0] == 0
    whole = file.read_text()
    assert all(word in whole for word in SECRETS)
    assert "your visa (--visa adds it)" not in whole


exams = st.builds(
    Exam,
    st.sampled_from([None, True, False]),
    st.none() | st.integers(1, 300),
    st.none() | st.integers(2, 4),
    st.none() | st.dates(date(2015, 1, 1), date(2026, 1, 1)),
)


@given(step1=exams, step2ck=exams, step3=exams, result=st.sampled_from([None, "not_matched"]))
def test_a_failure_never_shows_unasked(
    step1: Exam, step2ck: Exam, step3: Exam, result: str | None
) -> None:
    person = Applicant(step1=step1, step2ck=step2ck, step3=step3, match_result=result, visa="j1")
    marks = [Mark("program", "1", "apply", "A", note="rude")]

    def told_to_a_mentor(ticked: Ticked) -> str:
        parts = about(person, "Exams", ticked)
        return page(
            {**parts, "Application list": marked_programs(marks, ticked)},
            ticked,
            date(2026, 11, 22),
        )

    body = told_to_a_mentor(Ticked()).split("## Who")[1]
    assert not any(word in body for word in ("attempts", "not passed", "atch", "J-1", "rude"))
    failed = False
    names = ("Step 1", "Step 2 CK", "Step 3")
    for name, exam, judge in zip(names, (step1, step2ck, step3), JUDGES.values(), strict=False):
        line = next((one for one in body.splitlines() if f"{name}:" in one), "")
        failed = failed or judge(exam) is False
        if not judge(exam) and exam.passed is False:
            assert not any(word in line for word in ("passed", "taken", "score"))
    told = told_to_a_mentor(Ticked(True, True, True))
    assert "rude" in told and "J-1" in told
    assert ("not passed" in told) is failed


def test_bad_names_are_one_sentence(ready: Run, tmp_path: Path) -> None:
    for words, told in (
        (("programs", "a.pdf"), ".csv, .xlsx, .md, .json"),
        (("programs", "a"), ".csv, .xlsx, .md, .json"),
        (("summary", "a.csv"), "writes .md"),
        (("week", str(tmp_path)), "writes .csv"),
        (("week", str(tmp_path / "no" / "a.csv")), "cannot be written"),
    ):
        status, _, said = ready("export", *words)
        assert status == 1 and told in said and said.count("\n") == 1


def test_the_screen_gets_plain_csv(ready: Run) -> None:
    status, out, said = ready("export", "facts", "-")
    assert status == 0 and "Contains" in said and "Contains" not in out
    rows = list(csv.reader(io.StringIO(out, newline="")))
    assert rows[1][0] == ALABAMA and "'=their page" in rows[1]
    _, out, _ = ready("export", "facts", "-", "--format", "json")
    assert json.loads(out)[0]["source"] == "=their page"


def test_import_as_a_command(ready: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(
        f"ACGME ID;J1;Junk;Graduaton year limit\n1403511253;yes;x;5\n{ALABAMA};perhaps;;\n"
    )
    _, seen, said = ready("import", "facts", str(file), "--preview", "--json")
    assert (seen["imported"], seen["changed"], seen["usable"]) == (0, 0, 1)
    assert [one["new"] for one in seen["changes"]] == ["yes", "5"]
    assert "Not used: Junk" in said and "Guessed" in said and "undo" not in said
    status, _, said = ready("import", "facts", str(file), "--strict")
    assert status == 1 and "row 3" in said and said.count("\n") == 1
    assert ready("log", "--limit", "1", "--json")[1]["changes"][0]["act"].startswith("Fact:")
    _, done, said = ready("import", "facts", str(file), "--json")
    assert set(done) >= {"imported", "skipped", "columns", "ignored", "changed"}
    assert (done["imported"], done["changed"]) == (1, 2)
    assert done["skipped"][0]["row"] == 3 and "perhaps" in done["skipped"][0]["why"]
    assert done["ignored"] == ["Junk"] and "undo" in said
    assert {
        "column": "Graduaton year limit",
        "meaning": "graduation_year_limit",
        "guess": True,
    } in done["columns"]
    _, text, _ = ready("import", "facts", str(file), "--preview")
    assert "(a guess)" in text and "row 3:" in text
    assert ready("undo", "--json")[1]["undone"].startswith("Import of a.csv")


def test_only_workbooks_load_what_reads_workbooks(tmp_path: Path) -> None:
    import subprocess
    import sys

    def loaded(name: str) -> set[str]:
        words = ["--home", str(tmp_path), "export", "facts", str(tmp_path / name)]
        code = (
            f"import sys\nfrom screens.start import main\nmain({words!r})\n"
            "print(' '.join({'openpyxl', 'rapidfuzz', 'textual', 'numpy'} & set(sys.modules)))"
        )
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        )
        return set(done.stdout.split())

    loaded("first.csv")  # makes the data folder, which loads more
    assert loaded("a.csv") == loaded("a.json") == set()
    assert "openpyxl" in loaded("a.xlsx")
