"""Copies of everything: made by themselves, kept by age, told apart, gone back to."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from coach import places
from coach.records import CoachError
from coach.store import backups
from coach.subjects.coach import Coach, at
from tests.conftest import TODAY

Run = Callable[..., tuple[int, Any, str]]
NOW = datetime(2026, 11, 22, 12)


def names(home: Path) -> set[str]:
    return {file.name for file in (home / "backups").glob("*")}


def test_the_first_act_of_a_day_is_followed_by_a_copy(run: Run, tmp_path: Path) -> None:
    home = tmp_path / "home"
    run("week")
    assert not names(home)
    run("profile", "set", "visa=j1")
    assert names(home) == {"daily-2026-11-22T120000.db"}
    run("profile", "set", "visa=h1b")
    run("week", day="2026-11-23")
    assert len(names(home)) == 1
    run("undo", day="2026-11-23")
    assert names(home) == {"daily-2026-11-22T120000.db", "daily-2026-11-23T120000.db"}
    assert stat.S_IMODE((home / "backups").stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in (home / "backups").iterdir()} == {0o600}


def test_a_copy_that_fails_is_a_sentence_and_the_act_is_done(run: Run, tmp_path: Path) -> None:
    home = tmp_path / "home"
    run("week")
    (home / "backups").write_text("in the way")
    status, _, said = run("profile", "set", "visa=j1")
    assert status == 0 and said.count("no copy of the day was made") == 1
    assert "J-1" in run("profile", "show")[1]


def test_an_import_is_preceded_by_a_copy(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("profile", "set", "visa=j1")
    (tmp_path / "a.csv").write_text("test,form,date,score\nstep2ck,nbme 14,2026-11-12,231\n")
    assert run("import", "tests", str(tmp_path / "a.csv"))[0] == 0
    assert "before-import-2026-11-22T120000.db" in names(tmp_path / "home")


def test_age_takes_away_what_the_coach_copied_by_itself(tmp_path: Path) -> None:
    for days in range(400):
        when = NOW - timedelta(days=days)
        (tmp_path / f"daily-{when:%Y-%m-%dT%H%M%S}.db").touch()
        (tmp_path / f"before-import-{when - timedelta(hours=1):%Y-%m-%dT%H%M%S}.db").touch()
    others = {"coach-2023-01-01.db", "before-8-2024-01-01T000000.db", "mine.db"}
    others |= {"before-restore-2024-01-01T000000.db", "damaged-2024-01-01T000000.db"}
    for name in others:
        (tmp_path / name).touch()
    backups.rotate(tmp_path, NOW)
    left = {file.name for file in tmp_path.iterdir()}
    assert left >= others
    ages = sorted((NOW - (backups.at_of(name) or NOW)).days for name in left - others)
    assert len([age for age in ages if age < 7]) == 14
    assert len([age for age in ages if 7 <= age < 60]) in range(7, 10)
    assert len([age for age in ages if age >= 60]) in range(10, 13)
    backups.rotate(tmp_path, NOW)
    assert {file.name for file in tmp_path.iterdir()} == left


def test_going_back_is_shown_first_and_can_be_gone_back_on(run: Run, tmp_path: Path) -> None:
    run("profile", "set", "visa=j1", "budget=900")
    copy = run("backup", "--json")[1]["backup"]
    run("profile", "set", "visa=h1b", "budget=")
    run("do", "mock_interviews")
    now = run("profile", "show", "--json")[1]
    text = run("restore", copy, "--preview")[1]
    assert "Profile: 1 comes back, 1 is as before" in text and "Steps: 1 goes" in text
    assert run("profile", "show", "--json")[1] == now
    status, done, _ = run("restore", Path(copy).name, "--json")
    assert status == 0 and done["is_done"] and done["changes"]
    assert run("profile", "show", "--json")[1]["profile"] == {"visa": "j1", "budget": 900}
    status, back, _ = run("restore", done["kept"])
    assert status == 0 and "goes back to it" in back
    assert run("profile", "show", "--json")[1] == now
    assert "Nothing would change" in run("restore", done["kept"])[1]


def test_another_window_takes_a_restored_copy_in(open_coach: Callable[..., Coach]) -> None:
    here = open_coach(visa="j1")
    there = open_coach()
    copy = here.history.backup()
    here.profile.change({"visa": "h1b"})
    there.refresh()
    assert there.profile.answers["visa"] == "h1b"
    here.backups.restore(copy.name)
    assert here.profile.answers["visa"] == "j1"
    there.refresh()
    assert there.profile.answers["visa"] == "j1"
    there.profile.change({"budget": "700"})
    here.refresh()
    assert here.profile.answers == {"visa": "j1", "budget": 700}
    assert here.undo() and here.undo() and not here.profile.answers


def test_a_copy_of_an_older_release_is_gone_back_to_in_the_tables_of_this(
    open_coach: Callable[..., Coach], tmp_path: Path
) -> None:
    coach = open_coach(visa="j1")
    (tmp_path / "old.db").write_bytes(Path("tests/golden/version3.db").read_bytes())
    assert coach.backups.restore(str(tmp_path / "old.db")).is_done
    assert coach.profile.answers["visa"] != "" and coach.history.changes()
    assert coach.undo()


def test_what_each_copy_holds(open_coach: Callable[..., Coach], tmp_path: Path) -> None:
    coach = open_coach(visa="j1")
    good = coach.history.backup()
    (tmp_path / "home" / "backups" / "daily-2026-11-23T080000.db").write_bytes(b"nonsense" * 99)
    cut = tmp_path / "home" / "backups" / "daily-2026-11-24T080000.db"
    cut.write_bytes(good.read_bytes()[:20_000])
    listed = coach.backups.backups()
    assert [(copy.ok, copy.acts) for copy in listed] == [(False, 0), (False, 0), (True, 1)]
    assert listed[-1].at == "2026-11-22T12:00:00" and "profile" in listed[-1].newest.casefold()
    with pytest.raises(CoachError, match="damaged"):
        coach.backups.restore(cut.name)
    assert coach.backups.restore("newest", preview=True).name == good.name
    for name in ("nothing", "none-such"):
        with pytest.raises(CoachError, match="There is no copy"):
            coach.backups.restore(name)


def test_picks_of_soap_stay_as_they_are(open_coach: Callable[..., Coach]) -> None:
    who = {"match_result": "not_matched", "certified": "yes", "match_year": 2027}
    coach = open_coach(date(2027, 3, 16), **who)
    copy = coach.history.backup()
    coach.soap.pick("1403511253")
    picks = coach.soap.picks
    coach.profile.change({"visa": "j1"})
    done = coach.backups.restore(copy.name)
    assert coach.soap.picks == picks and picks and "visa" not in coach.profile.answers
    kept = coach.home / "backups" / done.kept
    with closing(sqlite3.connect(kept)) as there:
        assert there.execute("SELECT count(*) FROM soap").fetchone() == (0,)


def test_the_journal_is_in_wal_mode_whatever_was_put_back(tmp_path: Path) -> None:
    coach = Coach.open(tmp_path, at(TODAY))
    coach.profile.change({"visa": "j1"})
    copy = coach.history.backup(tmp_path / "copy.db")
    coach.close()
    (tmp_path / places.DATABASE).write_bytes(copy.read_bytes())
    coach = Coach.open(tmp_path, at(TODAY))
    assert (tmp_path / "coach.db-wal").exists()
    coach.close()
