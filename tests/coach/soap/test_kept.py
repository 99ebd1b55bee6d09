"""What was picked in SOAP stays in the one file: no copy, no export and no history tells of it."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from coach.records import CoachError
from coach.store.changes import NEVER_COPIED
from coach.subjects.coach import Coach

TUESDAY = date(2027, 3, 16)
PROGRAM = "1403511253"
OpenCoach = Callable[..., Coach]
Run = Callable[..., tuple[int, Any, str]]
WHO = {
    "match_year": "2027",
    "match_result": "not_matched",
    "certified": "yes",
    "specialties": "IM",
    "visa": "j1",
}


@pytest.fixture
def picked(open_coach: OpenCoach) -> Coach:
    coach = open_coach(TUESDAY, **WHO)
    coach.soap.pick(PROGRAM)
    return coach


def test_a_backup_holds_neither_picks_nor_their_history(picked: Coach, tmp_path: Path) -> None:
    picked.profile.change({"budget": "900"})
    picked.soap.drop(PROGRAM)
    picked.undo()
    assert [pick.program for pick in picked.soap.picks] == [PROGRAM]
    copy = picked.history.backup(tmp_path / "all.db")
    assert PROGRAM.encode() not in copy.read_bytes() and b"SOAP" not in copy.read_bytes()
    with closing(sqlite3.connect(copy)) as there:
        assert not there.execute(f"SELECT count(*) FROM {NEVER_COPIED}").fetchone()[0]
        titles = [title for (title,) in there.execute("SELECT title FROM acts")]
        assert len(titles) == 2 and not there.execute("PRAGMA foreign_key_check").fetchall()
        assert there.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert [pick.program for pick in picked.soap.picks] == [PROGRAM]


def test_a_restored_backup_opens_with_everything_else(picked: Coach, tmp_path: Path) -> None:
    picked.history.backup(tmp_path / "again" / "coach.db")
    again = Coach.open(tmp_path / "again", lambda: picked.now)
    assert again.profile.answers == picked.profile.answers and not again.soap.picks
    again.soap.pick(PROGRAM)
    assert again.undo() and not again.soap.picks and again.history.changes()
    again.close()


def test_no_file_that_is_written_holds_a_pick(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # a calendar file may be called -
    day = str(TUESDAY)
    run("profile", "set", *(f"{key}={value}" for key, value in WHO.items()), day=day)
    before = {words: _written(run, words, tmp_path) for words in WRITTEN}
    status, data, _ = run("soap", "pick", PROGRAM, "--json", day=day)
    assert status == 0 and data["order"][0]["id"] == PROGRAM
    for words in WRITTEN:
        assert _written(run, words, tmp_path) == before[words], words
    assert not [
        change for change in run("log", "--json", day=day)[1]["changes"] if "SOAP" in str(change)
    ]


WRITTEN = (
    "export list {}",
    "export programs {} --notes --failures --visa",
    "export facts {}",
    "export journey {} --notes --failures --visa",
    "export week {}",
    "export summary {} --notes --failures --visa --people",
    "calendar --ics {}",
    "profile export {}",
    "log --limit 100",
)


def _written(run: Run, words: str, folder: Path) -> str:
    file = folder / "out.csv"
    file.unlink(missing_ok=True)
    status, _, err = run(*words.format(file).split(), day=str(TUESDAY))
    if status and "not" in err:  # this kind of file wants another ending
        file = folder / "out.md"
        file.unlink(missing_ok=True)
        status, _, err = run(*words.format(file).split(), day=str(TUESDAY))
    out = run(*words.format("-").split(), day=str(TUESDAY))[1]
    text = f"{file.read_text() if file.exists() else ''}{out}"
    return re.sub(r"SEQUENCE:\d+", "", text)  # how many acts there were


def test_picks_are_found_by_letters_code_and_number_and_are_of_their_season(
    picked: Coach, open_coach: OpenCoach
) -> None:
    code = next(p.nrmp_code for p in picked.programs.listed() if p.id == PROGRAM)
    assert picked.soap.picked(code).program == picked.soap.picked(PROGRAM).program == PROGRAM
    with pytest.raises(CoachError, match="Do you mean"):
        picked.soap.pick("medical center")
    with pytest.raises(CoachError, match="no program|Do you mean"):
        picked.soap.pick("xqzzy")
    with pytest.raises(CoachError, match="has the code 9999999C9"):
        picked.soap.pick("9999999C9")
    with pytest.raises(CoachError, match="not among"):
        picked.soap.drop("1111111111")
    later = open_coach(TUESDAY + timedelta(days=371))
    later.profile.change({"match_year": "2028"})
    assert not later.soap.picks and not later.soap.board().order


@pytest.mark.parametrize(
    ("day", "answers", "why"),
    [
        (date(2027, 3, 14), {"result_year": "2027"}, "not out yet"),
        (TUESDAY, {"match_result": "matched"}, "not open to you"),
        (TUESDAY, {"certified": "", "step1.passed": "", "step2ck.passed": ""}, "not open to you"),
        (TUESDAY, {"match_result": ""}, "Enter the result"),
        (date(2027, 3, 19), {}, "SOAP is over"),
    ],
)
def test_nothing_is_picked_before_after_or_by_whom_soap_is_not_for(
    open_coach: OpenCoach, day: date, answers: dict[str, str], why: str
) -> None:
    coach = open_coach(day, **(WHO | answers))
    with pytest.raises(CoachError, match=why):
        coach.soap.pick(PROGRAM)
    assert not coach.soap.picks


def test_a_list_is_read_only_after_its_sentence_and_never_kept(
    picked: Coach, tmp_path: Path
) -> None:
    file = tmp_path / "list.txt"
    file.write_text("2027 Main Residency Match\n * 1403511253\n\u2022 Nowhere at all, xqz\n")
    with pytest.raises(CoachError, match="may not be copied, shared or posted"):
        picked.soap.read(file)
    picked.soap.drop(PROGRAM)
    answer = picked.soap.read(file, allowed=True)
    assert [seat.id for seat in answer.order] == [PROGRAM] and not picked.soap.picks
    assert any("Nowhere" in line for line in answer.not_known)
    file.write_text("Unfilled programs, Match 2026\nBronxCare\n")
    with pytest.raises(CoachError, match="is of 2026"):
        picked.soap.read(file, allowed=True)


def test_a_rehearsal_says_so_and_keeps_nothing(picked: Coach) -> None:
    board = picked.soap.rehearse("thursday 9:00", "not_eligible")
    assert board.is_rehearsal and board.who == "not_eligible" and board.lock and not board.order
    assert "Not open" in board.picks_shut or "not open" in board.picks_shut
    assert len(picked.soap.picks) == 1 and picked.today == TUESDAY
