"""The joint list of a couple, and the file that one leaves to a partner."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from coach.ranking.couples import Spot, written

Run = Callable[..., tuple[int, Any, str]]
PROGRAMS = ("1403511253", "1402531196")


@pytest.fixture
def ranked(run: Run) -> Run:
    """An applicant with two programs on the list and a note on each."""
    assert run("profile", "set", "match_year=2027", "couples=yes")[0] == 0
    for place, program in enumerate(PROGRAMS, 1):
        words = ["rank", "set", program, str(place), "--anyway", "--note", "a secret"]
        assert run(*words)[0] == 0, program
    return run


def test_a_partner_gets_order_names_and_towns_and_nothing_of_what_is_felt(
    ranked: Run, tmp_path: Path
) -> None:
    file = tmp_path / "mine.json"
    status, _, err = ranked("rank", "export", str(file))
    assert (status, file.exists()) == (1, False)
    assert "--partner" in err
    assert ranked("rank", "export", str(file), "--partner")[0] == 0
    left = file.read_text()
    assert set(json.loads(left)) == {"season", "order"}
    assert "secret" not in left
    assert file.stat().st_mode & 0o077 == 0
    assert ranked("rank", "export", str(file), "--partner")[0] == 1
    assert "your own file" in ranked("rank", "couple", str(file))[1]
    assert ranked("rank", "set", PROGRAMS[1], "1")[0] == 0
    assert "your own file" in ranked("rank", "couple", str(file))[1]


def test_two_lists_make_one_and_nothing_of_the_other_is_kept(ranked: Run, tmp_path: Path) -> None:
    file = tmp_path / "theirs.json"
    theirs = [Spot("Elsewhere, Pediatrics", "Detroit MI"), Spot("Nowhere, Pediatrics", "Q ZZ")]
    file.write_text(written(2027, [*theirs, Spot("Third, Pediatrics", "Tampa FL")]))
    words = ("rank", "couple", str(file), "--alone", "you", "--replay", "--json")
    status, joint, err = ranked(*words)
    assert status == 0, err
    assert (joint["own"], joint["partner"], len(joint["lines"])) == (2, 3, 8)
    assert [line["partner"] is None for line in joint["lines"]] == [False] * 6 + [True] * 2
    assert [question.split(":")[0] for question in joint["asked"]] == [
        "Yours has 2 programs, theirs 3",
        "1 town not in our facts",
    ]
    assert joint["replay"]["better_orders"] <= joint["replay"]["tried"]
    assert {rule["status"] for rule in joint["rules"]} == {"official", "unverified"}
    told = ranked("rank", "couple", str(file))[1]
    assert "neither is matched" in told
    for kept in (tmp_path / "home").rglob("*"):
        assert not kept.is_file() or b"Elsewhere" not in kept.read_bytes(), kept


def test_a_line_is_moved_by_hand_kept_undone_and_forgotten(ranked: Run, tmp_path: Path) -> None:
    file = tmp_path / "theirs.json"
    file.write_text(written(2027, [Spot("Elsewhere, Pediatrics", "Detroit MI")]))
    words = ("rank", "couple", str(file), "--alone", "either", "--json")
    before = ranked(*words)[1]["lines"]
    moved = ranked(*words, "--move", "5", "--to", "1")[1]
    assert moved["lines"] == [before[4], *before[:4]] and moved["by_hand"]
    assert ranked(*words)[1]["lines"] == moved["lines"]
    assert "moved by hand" in ranked(*words[:-1])[1]
    assert "There is no line 9: lines go from 1 to 5" in ranked(*words, "--move", "9")[2]
    assert ranked("undo")[0] == 0
    assert ranked(*words)[1]["lines"] == before
    ranked(*words, "--move", "2")
    assert ranked(*words, "--afresh")[1]["lines"] == before
    for kept in (tmp_path / "home").rglob("*"):
        assert not kept.is_file() or b"Elsewhere" not in kept.read_bytes(), kept


def test_what_becomes_of_the_other_where_one_is_not_certified_is_said(
    ranked: Run, tmp_path: Path
) -> None:
    file = tmp_path / "theirs.json"
    file.write_text(written(2027, [Spot("Elsewhere, Pediatrics", "Detroit MI")]))
    told = " ".join(ranked("rank", "couple", str(file))[1].split())
    assert "not verified or certified" in told and "both uncouple" in told


def test_what_is_no_list_of_a_partner_is_refused_by_name(ranked: Run, tmp_path: Path) -> None:
    file = tmp_path / "old.json"
    file.write_text(written(2026, [Spot("Elsewhere", "Detroit MI")]))
    assert "old.json is the list of 2026" in ranked("rank", "couple", str(file))[2]
    file.write_bytes(b"\xff\xfe\x00")
    assert "no" in ranked("rank", "couple", str(file))[2]
    assert ranked("rank", "couple", str(tmp_path / "none.json"))[0] == 1
    assert ranked("rank", "couple", str(tmp_path))[0] == 1
    assert "rank export FILE --partner" in ranked("rank", "couple")[2]


def test_without_a_list_of_ones_own_there_is_no_joint_one(run: Run, tmp_path: Path) -> None:
    assert "empty" in run("rank", "export", str(tmp_path / "a.json"), "--partner")[2]
