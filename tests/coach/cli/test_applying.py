"""`coach list`, `coach signals`, `coach verify`: promised keys, plain refusals, the list itself."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from coach.rules.fields import FACTS
from coach.subjects import worked_checks, worked_list
from coach.subjects.applying import Limits

Run = Callable[..., tuple[int, Any, str]]
EXAMPLE = [
    {"id": 1, "f": 0.2, "t": 1},
    {"id": 2, "f": 0.5, "t": 4},
    {"id": 3, "f": 0.1, "t": 9},
    {"id": 4, "f": 0.6, "t": 1},
    {"id": 5, "f": 0.1, "t": 8},
]


IN_TIME = "2026-09-25"
"""Programs have just begun to read for 2027."""


@pytest.fixture
def market(tmp_path: Path) -> Callable[[Any], str]:
    """Writes a market file: a list of programs, or any text as it is."""

    def write(content: Any) -> str:
        path = tmp_path / "market.json"
        text = content if isinstance(content, str) else json.dumps({"programs": content})
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write


@pytest.fixture
def ready(run: Run) -> Run:
    """An applicant for internal medicine who needs a J-1."""
    run(
        "profile",
        "set",
        "specialties=IM",
        "visa=j1",
        "match_year=2027",
        "states=NY,MI",
        "us_status=abroad",
        "graduate_type=non_us_img",
    )
    return run


def test_the_published_example_keeps_numbers_as_ids(run: Run, market: Callable[..., str]) -> None:
    status, data, _ = run("list", "--market", market(EXAMPLE), "--json")
    assert status == 0
    order = data["order"]
    assert [one["id"] for one in order] == [2, 3, 5, 4, 1]
    assert [one["value"] for one in order] == [2.0, 2.7, 3.24, 3.483, 3.5154]
    assert [one["total_cost"] for one in order] == [11, 22, 33, 44, 55]
    assert order[0]["expected_interviews"] == {"low": 0.0, "mid": 0.5, "high": 1.0}
    assert order[-1]["p_none"] == pytest.approx(0.1296)
    assert set(order[0]) >= {"specialty", "cost", "p_five"}
    assert set(data) >= {"order", "stop", "split", "budget", "spent"}
    assert data["spent"] == 55 and data["budget"] is None


def test_a_budget_cuts_the_list_and_is_kept(run: Run, market: Callable[..., str]) -> None:
    _, data, _ = run("list", "--market", market(EXAMPLE), "--budget", "35", "--json")
    assert [one["id"] for one in data["order"]] == [2, 3, 5]
    assert data["spent"] == 33 and data["budget"] == 35
    _, data, _ = run("list", "--market", market(EXAMPLE), "--budget", "10", "--json")
    assert data["order"] == [] and data["spent"] == 0
    status, lines, _ = run("list", "--market", market(EXAMPLE), "--budget", "10")
    assert status == 0 and "No application fits" in lines


def test_two_specialties_and_the_flat_block_of_residencycas(
    run: Run, market: Callable[..., str]
) -> None:
    programs = [{"id": f"e{place}", "f": 0.2, "t": 5, "specialty": "EM"} for place in range(18)] + [
        {"id": f"i{place}", "f": 0.2, "t": 5, "specialty": "medicine"} for place in range(18)
    ]
    _, data, notes = run("list", "--market", market(programs), "--budget", "99", "--json")
    assert [one["specialty"] for one in data["order"]] == ["Emergency Medicine"] * 18
    assert data["split"] == [{"specialty": "Emergency Medicine", "count": 18, "cost": 99}]
    assert "was not seen" in notes.replace("\n", " ")
    _, data, _ = run("list", "--market", market(programs), "--budget", "98", "--json")
    assert {one["specialty"] for one in data["order"]} == {"Internal Medicine"}
    assert len(data["order"]) == 8


def test_what_is_locked_stays_in_or_out(run: Run, market: Callable[..., str]) -> None:
    programs = [
        {"id": "a", "f": 0.9, "t": 9},
        {"id": "b", "f": 0.1, "t": 1, "lock": "in"},
        {"id": "c", "f": 0.9, "t": 9, "lock": "out"},
    ]
    _, data, _ = run("list", "--market", market(programs), "--count", "2", "--json")
    assert [one["id"] for one in data["order"]] == ["b", "a"]
    status, _, error = run("list", "--market", market(programs), "--budget", "5")
    assert status == 1 and "USD 11" in error and "USD 5" in error


def test_a_service_without_prices_is_said_and_left_out(
    run: Run, market: Callable[..., str]
) -> None:
    programs = [*EXAMPLE, {"id": 6, "f": 0.9, "t": 9, "specialty": "Ophthalmology"}]
    _, data, notes = run("list", "--market", market(programs), "--budget", "100", "--json")
    assert 6 not in [one["id"] for one in data["order"]]
    assert data["left_out_specialties"] == ["Ophthalmology"] and "SF Match" in notes
    _, data, _ = run("list", "--market", market(programs), "--count", "1", "--json")
    assert data["order"][0]["id"] == 6 and data["order"][0]["cost"] is None


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "not JSON"),
        ("[1]", "no list “programs”"),
        ("{}", "no list “programs”"),
        ("\x00", "not JSON"),
        ('{"programs": {}}', "no list"),
        ([], "empty"),
        ([1], "program 1 is not an object"),
        ([{"f": 0.1, "t": 1}], "no “id”"),
        ([{"id": True, "f": 0.1, "t": 1}], "no “id”"),
        ([{"id": 7, "t": 1}], "(id 7) has no “f”"),
        ([{"id": 7, "f": 0.1}], "(id 7) has no “t”"),
        ([{"id": 7, "f": 1.2, "t": 1}], "f is 1.2"),
        ([{"id": 7, "f": -0.1, "t": 1}], "f is -0.1"),
        ([{"id": 7, "f": 0.1, "t": -2}], "t is -2"),
        ([{"id": 7, "f": "a", "t": 2}], "f is not a number"),
        ([{"id": 7, "f": None, "t": 2}], "f is not a number"),
        ([{"id": 7, "f": False, "t": 2}], "f is not a number"),
        ('{"programs": [{"id": 7, "f": NaN, "t": 1}]}', "f is nan"),
        ('{"programs": [{"id": 7, "f": 0.1, "t": Infinity}]}', "t is inf"),
        ('{"programs": [{"id": 7, "f": 0.1, "t": 1e999}]}', "t is inf"),
        ('{"programs": [{"id": 7, "f": 0.1, "t": 1' + "0" * 400 + "}]}", "t is inf"),
        ('{"programs": [{"id": 7, "f": 0.1, "t": 1' + "0" * 5000 + "}]}", "not a market"),
        ("[" * 200_000, "not a market"),
        ([{"id": 7, "f": 0.1, "t": 1}] * 2, "id 7 stands"),
        ([{"id": 7, "f": 0.1, "t": 1, "lock": "maybe"}], "lock is “maybe”"),
        ([{"id": 7, "f": 0.1, "t": 1, "specialty": 3}], "specialty is not a word"),
    ],
)
def test_a_wrong_market_is_refused_in_one_sentence(
    run: Run, market: Callable[..., str], content: Any, words: str
) -> None:
    status, out, error = run("list", "--market", market(content))
    assert status == 1 and out == ""
    assert words in error and error.count("\n") == 1 and len(error) < 250


def test_files_that_cannot_be_read_are_refused(run: Run, tmp_path: Path) -> None:
    status, _, error = run("list", "--market", str(tmp_path / "nothing.json"))
    assert status == 1 and "cannot be read" in error
    status, _, error = run("list", "--market", str(tmp_path))
    assert status == 1 and "cannot be read" in error
    large = tmp_path / "large.json"
    large.write_bytes(b" " * 5_000_001)
    status, _, error = run("list", "--market", str(large))
    assert status == 1 and "too large (more than 5,000,000 bytes)" in error
    large.write_bytes(b"\xff\xfe\x00{")
    status, _, error = run("list", "--market", str(large))
    assert status == 1 and "UTF-8" in error


@pytest.mark.parametrize(
    "words",
    [
        ("--budget", "0"),
        ("--budget", "-1"),
        ("--budget", "NaN"),
        ("--budget", "inf"),
        ("--count", "0"),
        ("--count", "-3"),
        ("--count", "2.5"),
        ("--count", "NaN"),
        ("--threshold", "-1"),
        ("--threshold", "nan"),
        ("--threshold", "101"),
    ],
)
def test_impossible_limits_are_refused(
    run: Run, market: Callable[..., str], words: tuple[str, str]
) -> None:
    status, out, error = run("list", "--market", market(EXAMPLE), *words)
    assert status == 1 and out == "" and words[0] in error
    assert words[1].lower() in error


@pytest.mark.parametrize(
    "words", [("--budget", "abc"), ("--count", "x"), ("--threshold", "x"), ("--budget", "")]
)
@pytest.mark.parametrize("command", ["list", "signals", "verify"])
def test_what_is_no_number_is_wrong_usage(run: Run, command: str, words: tuple[str, str]) -> None:
    if command != "list" and words[0] == "--threshold":
        return
    status, out, error = run(command, *words)
    assert status == 2 and out == ""
    assert words[0] in error and f"“{words[1]}” should be" in error and error.count("\n") == 1


@pytest.mark.parametrize("key", ["id", "specialty", "lock"])
@pytest.mark.parametrize("word", ["a\ud800", "a\x1b[31m", "a\nb", "a\x00", "a\u2028b", "\x9b2J"])
def test_what_no_line_can_show_is_refused_escaped(
    run: Run, market: Callable[..., str], key: str, word: str
) -> None:
    status, out, error = run("list", "--market", market([EXAMPLE[0] | {key: word}]))
    assert status == 1 and out == ""
    assert error.count("\n") == 1 and error.rstrip("\n").isprintable()
    assert word.encode("unicode_escape").decode() in error


def test_letters_of_every_script_are_words(run: Run, market: Callable[..., str]) -> None:
    programs = [{"id": "کلینیک‌ها", "f": 0.5, "t": 2}, {"id": "Zürich", "f": 0.5, "t": 2}]
    status, data, _ = run("list", "--market", market(programs), "--json")
    assert status == 0 and {one["id"] for one in data["order"]} == {"کلینیک‌ها", "Zürich"}


def test_an_empty_list_says_why_truly(run: Run, market: Callable[..., str]) -> None:
    out = [one | {"lock": "out"} for one in EXAMPLE]
    for words in (["--budget", "100"], ["--count", "3"], []):
        status, said, _ = run("list", "--market", market(out), *words)
        assert status == 0 and "every one of them is marked to be left out" in said
    eyes = [one | {"specialty": "Ophthalmology"} for one in EXAMPLE]
    _, said, _ = run("list", "--market", market(eyes), "--budget", "100")
    assert "No price is known for Ophthalmology" in said and "costs more" not in said
    _, said, _ = run("list", "--market", market(EXAMPLE), "--budget", "5")
    assert "costs more than the budget" in said


def test_the_list_says_how_signals_are_counted_and_which_visa_is_unsaid(ready: Run) -> None:
    _, _, notes = ready("list", "--budget", "300")
    assert "some of which carry a signal" in notes and "which visa" not in notes
    ready("profile", "set", "visa=", "us_status=")
    _, _, notes = ready("list", "--budget", "300")
    assert "have not said which visa you need" in notes


def test_lines_fit_the_screen_and_the_stop_line_is_one_of_them(
    run: Run, market: Callable[..., str]
) -> None:
    programs = [{"id": "a name that is much longer than its column is " * 2, "f": 0.9, "t": 100}]
    programs += [{"id": place, "f": 0.05, "t": 1, "specialty": "FM"} for place in range(40)]
    _, lines, _ = run("list", "--market", market(programs), "--count", "41")
    rows = lines.splitlines()
    assert all(len(row) <= 80 for row in rows)
    assert rows[0].split("  ")[1:3] == [
        "All 41",
        "2.9 interviews (1-5) · no interview 1 in 80 · five or more 12-13 %",
    ]
    assert "more buys little · USD 221 for each" in rows[1] and "USD 641" in rows[1]
    assert sum("the next USD 100 add less than 1 %" in row for row in rows) == 1
    _, data, _ = run(
        "list", "--market", market(programs), "--count", "41", "--threshold", "0", "--json"
    )
    assert data["stop"] is None and len(data["order"]) == 41


def test_the_real_list_keeps_marks_gates_and_the_budget(ready: Run) -> None:
    _, found, _ = ready("programs", "--all", "--json")
    closed = next(
        one for one in found["programs"] if any(gate["outcome"] == "fail" for gate in one["gates"])
    )
    status, data, notes = ready("list", "--budget", "400", "--json", day=IN_TIME)
    assert status == 0
    assert data["spent"] <= 400 and len(data["order"]) == 32
    assert closed["program_id"] not in [one["id"] for one in data["order"]]
    assert "a gate fails" in notes
    values = [one["value"] for one in data["order"]]
    assert values == sorted(values) and 0 < values[-1] <= 100
    last = data["order"][-1]["expected_interviews"]
    assert 0 <= last["low"] < last["mid"] < last["high"]


def test_marks_of_the_applicant_bind_and_closed_gates_warn(
    open_coach: Callable[..., Any],
) -> None:

    coach = open_coach(specialties="IM", visa="j1", us_status="abroad", match_year=2027)
    ranked = coach.programs.ranked()
    closed = next(one.program for one in ranked if one.numbers.failed)
    coach.programs.mark(closed.id, "apply")
    coach.programs.mark(ranked[0].program.id, "no")
    given, found, _ = worked_list.planned(coach._state, Limits(count=10))
    assert found.order[0].id == closed.id and found.order[0].gain == 0
    assert ranked[0].program.id not in [step.id for step in found.order]
    (warning,) = given.warnings
    assert warning.startswith(f"{closed.name.removesuffix(' Program')} is marked to apply, but ")


def test_without_a_specialty_the_list_says_how_to_name_one(run: Run) -> None:
    status, _, error = run("list")
    assert status == 1 and "specialties" in error
    status, _, error = run("list", "--specialty", "astrology")
    assert status == 1 and "astrology" in error


def test_signals_go_to_programs_of_the_list_within_the_season(ready: Run) -> None:
    _, listed, _ = ready("list", "--budget", "500", "--json", day=IN_TIME)
    status, data, notes = ready("signals", "--budget", "500", "--json", day=IN_TIME)
    assert status == 0
    tiers = [one["tier"] for one in data["signals"]]
    assert (tiers.count("gold"), tiers.count("silver")) == (3, 12)
    assert data["left"] == {"Internal Medicine": {"gold": 0, "silver": 0}}
    ids = {one["id"] for one in listed["order"]}
    for one in data["signals"]:
        assert one["program_id"] in ids and one["gain"] > 0
        assert 0 < one["chance_without"] < one["chance_with"] < 1
        without, with_it = one["without"], one["with"]
        for each in (without, with_it):
            assert 0 <= each["low"] <= each["mid"] <= each["high"] <= 1
        assert without["low"] <= with_it["low"] and without["high"] < with_it["high"]
    (row,) = data["allowed"]
    assert row["season"] == 2027 and row["source"] and row["status"]
    assert "judgement" in notes
    _, lines, _ = ready("signals", "--budget", "500", day=IN_TIME)
    assert all(len(line) <= 80 for line in lines.splitlines())
    assert lines.startswith("  Late") and lines.count(" → ") == 15


def test_the_queue_asks_what_can_change_the_list(ready: Run) -> None:
    status, data, _ = ready("verify", "--budget", "500", "--json")
    assert status == 0
    values = [one["value"] for one in data["queue"]]
    assert values and values == sorted(values, reverse=True) and values[-1] > 0
    for one in data["queue"]:
        assert 0 < one["p_yes"] < 1
        assert one["minutes"] in (10, 20) and one["where"]
        assert one["question"].startswith("May I ask") and "rank" not in one["question"]
        visa = one["field"].startswith("visa")
        assert one["basis"].startswith("estimated from ") if visa else one["basis"]
    assert {"visa_j1", "certificate_needed"} <= {one["field"] for one in data["queue"]}
    assert {one["basis"] for one in data["queue"] if one["field"] == "certificate_needed"} == {
        "a judgement"
    }
    _, lines, _ = ready("verify", "--budget", "500")
    assert "rules besides visas are judged" in " ".join(lines.split())
    assert all(len(line) <= 80 or "http" in line or "“" in line for line in lines.splitlines())


def test_match_week_shows_no_questions(ready: Run) -> None:
    ready("profile", "set", "match_year=2028")
    status, data, notes = ready("verify", "--budget", "500", "--json", day="2027-03-15")
    assert status == 0
    assert {one["question"] for one in data["queue"]} == {None}
    assert "Match Week" in notes


def test_in_match_week_nothing_advises_a_mail(ready: Run) -> None:
    ready("profile", "set", "specialties=IM,FM", "match_year=2028")
    _, data, _ = ready("verify", "--budget", "500", "--json", day="2027-03-15")
    said = {one["where"] for one in data["queue"]}
    assert "its FREIDA entry; questions wait until Match Week is over" in said
    assert not any("mail" in one for one in said)
    assert {one["minutes"] for one in data["queue"]} == {10}
    _, data, _ = ready("verify", "--budget", "500", "--json")
    assert any("mail" in one["where"] for one in data["queue"])


@pytest.mark.parametrize("field", sorted(key for key, fact in FACTS.items() if fact.question))
def test_the_command_that_is_shown_keeps_an_answer(ready: Run, field: str) -> None:
    _, found, _ = ready("programs", "--limit", "1", "--json")
    program = found["programs"][0]["program_id"]
    said = FACTS[field].command(program)
    command = said.split("`")[1].split()[1:]
    none = said.rsplit("(", 1)[1].split(";")[-1].split()[0]
    value = "yes" if command[-1] == "yes" else none
    status, _, error = ready(*command[:-1], value)
    assert status == 0, error
    if command[-1] != "yes":
        status, _, error = ready(*command[:-1], "yes")
        assert status == 1


def test_whether_a_program_takes_applications_is_asked(open_coach: Callable[..., Any]) -> None:

    coach = open_coach(specialties="IM,FM,EM,Psychiatry,Pediatrics", visa="none", match_year=2028)
    unknown = [
        one.program.id
        for one in coach.programs.ranked()
        if any(
            gate.rule == "accepting" and gate.outcome == "unknown" for gate in one.assessment.gates
        )
    ]
    assert unknown
    coach.programs.mark(unknown[0], "apply")
    queue = worked_checks.verifying(coach._state, Limits(400)).answer.queue
    asked = {one.program_id: one for one in queue if one.field == "accepting"}
    assert asked.keys() <= set(unknown) and unknown[0] in asked
    one = asked[unknown[0]]
    assert (one.p_yes, one.basis) == (0.7, "a judgement")
    assert one.question == (
        "May I ask whether your program takes applications for residents who start in 2028?"
    )


@pytest.mark.parametrize("words", ["programs --all", "list --count 40", "signals --next", "verify"])
def test_no_row_is_wider_than_the_terminal_and_no_program_reads_like_another(
    ready: Run, words: str
) -> None:
    ready("profile", "set", "specialties=IM,FM")
    _, text, _ = ready(*words.split())
    lines = text.splitlines()
    assert max(map(len, lines)) <= 79
    place = next(place for place, line in enumerate(lines) if " st " in line)
    start, end = lines[place].index("program"), lines[place].index(" st ") + 3
    rows = [line for line in lines[place + 1 :] if line[end - 2 : end].isupper()]
    assert len(rows) > 4
    _, whole, _ = ready(*words.split(), "--json")
    ids = {
        row.get("program_id") or row["id"]
        for rows in whole.values()
        if isinstance(rows, list)
        for row in rows
        if isinstance(row, dict) and "name" in row
    }
    assert len({row[start:end] for row in rows}) == len(ids)


def test_a_ranking_without_a_row_has_no_head(ready: Run) -> None:
    assert (
        ready("programs", "--state", "PR", "--specialty", "Dermatology", "--tier", "likelier")[1]
        == ""
    )
