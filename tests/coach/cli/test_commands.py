"""The commands as scripts use them: JSON keys, exit statuses, one sentence on stderr."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from coach.logs import with_words

Run = Callable[..., tuple[int, Any, str]]


@pytest.fixture
def ready(run: Run) -> Run:
    """An applicant for internal medicine who needs a J-1."""
    status, _, _ = run(
        "profile",
        "set",
        "specialties=IM",
        "visa=j1",
        "match_year=2027",
        "hours_per_week=12",
        "graduation_date=2022-06-15",
        "states=NY,MI",
        "us_status=abroad",
    )
    assert status == 0
    return run


def test_programs_ranks_all_of_internal_medicine_with_gates_reasons_and_facts(ready: Run) -> None:
    status, data, _ = ready("programs", "--specialty", "Internal Medicine", "--all", "--json")
    assert status == 0
    programs = data["programs"]
    assert len(programs) == 686
    for one in programs:
        assert {gate["rule"] for gate in one["gates"]} >= {"visa", "step3", "accepting"}
        assert abs(sum(r["contribution"] for r in one["reasons"]) - one["score"]) < 0.01
        for field in ("img_share", "positions"):
            fact = one["facts"][field]
            assert set(fact) >= {"value", "low", "high", "status", "source", "as_of"}
            assert (fact["value"] is None) == (fact["status"] == "unknown")
            assert fact["value"] is None or fact["source"]
        assert set(one["facts"]["visa_j1"]) >= {"value", "probability", "status", "source", "as_of"}
        assert one["facts"]["visa_j1"]["probability"] is not None
        low, mid, high = (one["chance"][part] for part in ("low", "mid", "high"))
        assert 0 <= low <= mid <= high <= 1
        failed = any(gate["outcome"] == "fail" for gate in one["gates"])
        assert one["tier"] in ((None,) if failed else ("reach", "usual", "likelier"))


def test_a_stated_no_fails_and_silence_is_unknown(ready: Run) -> None:
    _, data, _ = ready("programs", "--all", "--json")
    assert len(data["programs"]) == 5923 - 219  # never a later residency
    outcomes: dict[tuple[Any, bool], set[str]] = {}
    for one in data["programs"]:
        fact = one["facts"]["visa_j1"]
        share = one["facts"]["img_share"]
        many = share["status"] != "estimated" and (share["value"] or 0) >= 60
        gate = next(gate for gate in one["gates"] if gate["rule"] == "visa")
        outcomes.setdefault((fact["value"], many), set()).add(gate["outcome"])
    assert outcomes[("yes", True)] == outcomes[("yes", False)] == {"pass"}
    assert outcomes[("no", False)] == {"fail"}
    assert outcomes[("no", True)] == {"unknown"}
    assert outcomes[(None, False)] == {"unknown"}


def test_without_all_nothing_that_a_gate_fails_is_listed(ready: Run) -> None:
    _, some, notes = ready("programs", "--json")
    _, every, _ = ready("programs", "--all", "--specialty", "IM", "--json")
    assert len(some["programs"]) < len(every["programs"]) == 686
    assert "a gate fails" in notes
    assert not any(g["outcome"] == "fail" for one in some["programs"] for g in one["gates"])


def test_programs_can_be_cut_by_state_and_number(ready: Run) -> None:
    _, data, _ = ready("programs", "--state", "Michigan", "--limit", "5", "--json")
    assert [one["state"] for one in data["programs"]] == ["MI"] * 5


def test_explain_knows_programs_tasks_and_resources(ready: Run) -> None:
    _, data, _ = ready("programs", "--limit", "1", "--json")
    for given, kind in (
        (data["programs"][0]["program_id"], "program"),
        ("nrmp_register", "task"),
        ("snma", "resource"),
    ):
        status, found, _ = ready("explain", given, "--json")
        assert status == 0 and found["assessment"]["kind"] == kind
        parts = sum(reason["contribution"] for reason in found["assessment"]["reasons"])
        assert abs(parts - found["assessment"]["score"]) < 0.01
    status, _, said = ready("explain", "nonsense")
    assert status == 1 and said.count("\n") == 1


def test_journey_has_its_promised_keys(ready: Run) -> None:
    _, data, _ = ready("journey", "--json")
    assert [stage["key"] for stage in data["stages"]][0] == "planning"
    assert len(data["stages"]) == 8 and data["critical"]
    tasks = [task for stage in data["stages"] for task in stage["tasks"]]
    assert len(tasks) > 60
    for task in tasks:
        assert set(task) >= {
            "key",
            "title",
            "state",
            "due",
            "latest_start",
            "slack_days",
            "p_on_time",
            "blocked_by",
            "needs_hours",
        }
    _, one, _ = ready("journey", "--stage", "ranking", "--json")
    assert [stage["key"] for stage in one["stages"]] == ["ranking"]


def test_do_skip_reopen_undo(ready: Run) -> None:
    assert ready("do", "nrmp_register")[0] == 0
    status, _, _ = ready("do", "nrmp_register")
    assert status == 0
    _, data, _ = ready("explain", "nrmp_register", "--json")
    assert data["assessment"]["state"] == "done"
    assert ready("undo", "--json")[1]["undone"] == "Done: Register with the NRMP"
    _, data, _ = ready("skip", "nrmp_register", "--json")
    assert data["task"]["state"] == "skipped"
    _, data, _ = ready("reopen", "nrmp_register", "--json")
    assert data["task"]["state"] in ("open", "blocked")
    # A blocked task may be ticked.
    assert ready("do", "rank_certify", "--json")[1]["task"]["state"] == "done"
    assert ready("do", "nothing_such")[0] == 1
    _, data, _ = ready("log", "--json")
    assert data["changes"][0]["act"].startswith("Done:")


def test_week_and_today(ready: Run) -> None:
    _, data, _ = ready("week", "--hours", "6", "--json")
    assert data["week_of"] == "2026-11-23" and data["hours"] == 6
    assert sum(task["hours"] for task in data["tasks"]) <= 6
    assert all(task["reason"] for task in data["tasks"])
    assert {"event", "date", "days_left", "status"} <= set(data["dates"][0])
    status, text, _ = ready("today")
    assert status == 0 and 1 < len(text.splitlines()) <= 5
    assert all(len(line) <= 79 for line in text.splitlines())


def test_calendar_and_its_file(ready: Run, tmp_path: Path) -> None:
    _, data, _ = ready("calendar", "--json")
    day = {event["key"]: event for event in data["events"]}["nrmp_rol_deadline"]
    assert (day["date"], day["time"], day["timezone"]) == (
        "2027-03-03",
        "21:00",
        "America/New_York",
    )
    _, data, _ = ready("calendar", "--season", "2033", "--json")
    assert {event["status"] for event in data["events"]} <= {
        "projected",
        "unverified",
        "uncertain",
    }
    assert ready("calendar", "--season", "1900")[0] == 1

    from icalendar import Calendar

    file = tmp_path / "dates.ics"
    assert ready("calendar", "--ics", str(file))[0] == 0
    entries = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    found = {str(entry["uid"]): entry for entry in entries}
    start = found["2027-nrmp_rol_deadline@coach"]["dtstart"].dt
    assert start.isoformat() == "2027-03-04T02:00:00+00:00"  # 21:00 Eastern


def test_fact_moves_the_program(ready: Run) -> None:
    _, data, _ = ready("programs", "--limit", "1", "--json")
    key = data["programs"][0]["program_id"]
    status, data, _ = ready("fact", key, "visa_j1", "no", "--source", "website", "--json")
    assert status == 0
    fact = data["program"]["facts"]["visa_j1"]
    assert (fact["value"], fact["status"], fact["source"]) == ("no", "confirmed", "website")
    assert ready("fact", "0000000000", "visa_j1", "no")[0] == 1
    assert ready("fact", key, "wifi", "good")[0] == 1
    assert ready("fact", key, "img_share", "140")[0] == 1


def test_doctor_says_as_of_when_the_facts_are(ready: Run) -> None:
    _, data, _ = ready("doctor", "--json")
    assert data["doctor"]["facts_as_of"] == "2026-11-22"
    assert data["doctor"]["integrity"] == "ok"
    assert data["doctor"]["recheck"]


def test_marks_outlive_a_program_that_vanished_or_was_renumbered(
    ready: Run, tmp_path: Path
) -> None:
    _, data, _ = ready("programs", "--limit", "1", "--json")
    one = data["programs"][0]
    file = tmp_path / "home" / "coach.db"
    rows = [
        ("program:9990000001", "9990000001", one["name"], one["city"], one["specialty"]),
        ("program:9990000002", "9990000002", "A Hospital That Closed", "Nowhere", "Psychiatry"),
    ]
    raw = sqlite3.connect(file)
    for key, number, name, city, specialty in rows:
        raw.execute(
            "INSERT INTO mark VALUES (?, 'program', ?, 'apply', ?, ?, ?, 'my note', '2026-01-01')",
            (key, number, name, city, specialty),
        )
    raw.commit()
    raw.close()
    _, data, _ = ready("programs", "--limit", "1", "--json")
    assert data["programs"][0]["mark"] == "apply"
    _, data, _ = ready("doctor", "--json")
    assert data["doctor"]["vanished_programs"] == ["A Hospital That Closed"]


def test_the_example_fills_every_log_and_never_an_applicants_folder(run: Run) -> None:
    assert run("demo", "--write")[0] == 0
    _, data, _ = run("log", "--limit", "500", "--json")
    # No statement: an example of one would be a sample to copy.
    kept = {"profile", "task", "mark", "fact", "funds", *with_words()} - {"versions"}
    assert {change["table"] for change in data["changes"]} == kept
    _, shown, _ = run("profile", "--json")
    assert "name" not in shown["profile"]
    status, _, said = run("demo", "--write")
    assert status == 1 and "holds an applicant already" in said


@pytest.mark.parametrize("before", [True, False])
def test_global_options_stand_before_or_after(tmp_path: Path, before: bool, cache: Path) -> None:
    words = ["--home", str(tmp_path), "--json", "--today", "2026-11-22"]
    line = [*words, "week"] if before else ["week", *words]
    done = subprocess.run(
        [sys.executable, "-m", "screens.start", *line], capture_output=True, check=False
    )
    assert done.returncode == 0 and b'"week_of": "2026-11-23"' in done.stdout


def test_an_output_that_knows_no_utf8_gets_every_sign_in_ascii(tmp_path: Path, cache: Path) -> None:
    start = [
        sys.executable,
        "-m",
        "screens.start",
        "--home",
        str(tmp_path),
        "--today",
        "2026-11-22",
    ]
    answers = ["specialties=IM", "match_year=2028", "hours_per_week=9", "school_country=Cuba"]
    for words in (
        ["profile", "set", *answers],
        ["task", "add", "Call São Paulo", "--stage", "exams"],
    ):
        subprocess.run([*start, *words], capture_output=True, check=True)

    def shown(*words: str) -> bytes:
        ascii_only = {**os.environ, "PYTHONIOENCODING": "ascii"}
        return subprocess.run(
            [*start, *words], capture_output=True, check=True, env=ascii_only
        ).stdout

    assert b"> " in shown("rules")
    assert b"o Order certified copies" in shown("journey")
    assert b"Call Sao Paulo" in shown("journey")
    assert b"Call S\\u00e3o Paulo" in shown("journey", "--json"), "data are spelt as they are"


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("profile", "set", "shoe_size=40"), 1, "no key “shoe_size”"),
        (("profile", "set", "step2ck.score=400"), 1, "outside 1 to 300"),
        (("profile", "set", "visa"), 1, "should look like"),
        (("profile", "import", "/nowhere.toml"), 1, "cannot be read"),
        (("programs", "--specialty", "Wizardry"), 1, "not a known specialty"),
        (("programs", "--limit", "-2"), 1, "should be a whole number of 1 or more"),
        (("programs",), 1, "No specialty yet"),
        (("week", "--hours", "900"), 1, "between 0 and 112"),
        (("journey", "--stage", "moon"), 2, "invalid choice"),
        (("dance",), 2, "invalid choice"),
        (("search",), 2, "required"),
    ],
)
def test_bad_input_gets_one_sentence(
    run: Run, words: tuple[str, ...], status: int, said: str
) -> None:
    left, out, err = run(*words)
    assert left == status and said in err
    assert err.startswith("coach: ") and err.count("\n") == 1
    assert not out


@pytest.mark.parametrize(
    "text", ["not toml at all [", 'visa = "j1"\nshoe = 3', "[shoes]\nsize = 3", "step1 = 5"]
)
def test_a_bad_profile_file_changes_nothing(ready: Run, tmp_path: Path, text: str) -> None:
    file = tmp_path / "profile.toml"
    file.write_text(text)
    _, before, _ = ready("profile", "--json")
    status, _, said = ready("profile", "import", str(file))
    assert status == 1 and said.count("\n") == 1
    assert ready("profile", "--json")[1] == before


def test_profile_goes_out_and_in(ready: Run, tmp_path: Path) -> None:
    file = tmp_path / "out.toml"
    assert ready("profile", "export", str(file))[0] == 0
    assert oct(file.stat().st_mode & 0o777) == "0o600"
    _, before, _ = ready("profile", "--json")
    ready("profile", "set", "visa=h1b")
    ready("profile", "import", str(file))
    assert ready("profile", "--json")[1] == before


@pytest.mark.parametrize("day", ["someday", "2026-02-30", "32.11.2026"])
def test_a_day_that_is_none_is_refused(run: Run, day: str) -> None:
    status, _, said = run("today", day=day)
    assert status == 1 and ("is not a date" in said or "is no day of the calendar" in said)


def test_a_folder_that_cannot_be_used_is_said(tmp_path: Path, capsys: Any) -> None:
    from screens.start import main

    (tmp_path / "file").write_text("x")
    assert main(["--home", str(tmp_path / "file" / "home"), "today"]) == 1
    assert "cannot be used" in capsys.readouterr().err


def test_the_app_without_a_terminal_says_so(tmp_path: Path, cache: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "screens.start", "--home", str(tmp_path)],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        check=False,
        env=dict(os.environ),
    )
    assert done.returncode == 1
    assert b"needs a terminal" in done.stderr and done.stderr.count(b"\n") == 1
    assert not list(tmp_path.iterdir())


def test_global_options_stand_after_a_sub_command_too(run: Run, tmp_path: Path) -> None:
    assert run("profile", "show", "--json")[1] == {"profile": {}}
    home = str(tmp_path / "elsewhere")
    assert run("task", "add", "Call the dean", "--home", home)[0] == 0
    assert "Call the dean" in str(run("--home", home, "log", "--json")[1])
    assert "Call the dean" not in str(run("log", "--json")[1])


@pytest.mark.parametrize(
    ("answers", "way"),
    [
        (("visa=h1b", "step3.passed=no", "step2ck.score=190"), "pass Step 3; pass Step 2 CK"),
        (("visa=h1b", "step3.passed=no", "step2ck.score=250"), "pass Step 3\n"),
        (("visa=none", "step1.attempts=4", "step1.passed=no"), "nothing that the coach knows of"),
    ],
)
def test_a_gate_that_hangs_on_the_applicant_names_what_would_open_it(
    run: Run, answers: tuple[str, ...], way: str
) -> None:
    run("profile", "set", "us_status=abroad", *answers)
    _, text, _ = run("explain", "1403511263")
    change = text.partition("What would change it")[2].partition("Gates")[0]
    assert way in change and "a newer one" not in change


def test_a_gate_that_a_fact_closes_asks_for_a_newer_one_and_names_the_command(run: Run) -> None:
    run("profile", "set", "visa=j1", "us_status=abroad", "step2ck.score=230")
    run("fact", "1403511263", "step2ck_minimum", "240")
    _, text, _ = run("explain", "1403511263")
    assert "a newer one that opens the gate: read it, then record it (i, `coach fact`)" in " ".join(
        text.split()
    )


def test_what_a_search_finds_fits_and_no_program_reads_like_another(run: Run) -> None:
    _, text, _ = run("search", "HCA Florida Tampa South")
    lines = text.splitlines()
    assert len(lines) > 5 and len(set(lines)) == len(lines)
    assert max(map(len, lines)) <= 79
    assert any(line.endswith("IM · Bradenton, FL") for line in lines)


@pytest.mark.parametrize("day", ["9999-12-31", "1066-10-14"])
def test_a_day_beyond_reckoning_is_refused_at_the_door(run: Run, day: str) -> None:
    status, _, why = run("week", day=day)
    assert status == 1 and "name a day from 1990 to 2100" in why and "Traceback" not in why


def test_the_last_day_of_reckoning_has_a_week(run: Run) -> None:
    assert run("week", day="2100-12-31")[0] == 0


def test_a_moment_is_taken_with_its_hour_and_refused_by_name(run: Run) -> None:
    status, told, _ = run("soap", day="2027-03-15T15:30+00:00")
    assert status == 0 and "Mon 15 Mar 11:30 ET" in told
    assert "Mon 15 Mar 10:00 ET" in run("soap", day="2027-03-15T14:00+00:00")[1].splitlines()[0]
    status, _, why = run("soap", day="2027-03-15T25:30")
    assert status == 1 and "is no moment like 2027-03-15T10:00" in why
