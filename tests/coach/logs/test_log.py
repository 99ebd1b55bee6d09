"""A log of some thirty lines gets everything: table, command, undo, sheets, search, summary."""

from __future__ import annotations

import inspect
import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

import coach.logs
from coach import places
from coach.logs.log import Log
from coach.records import CoachError
from coach.saying.files import of_coach
from coach.saying.sheets import Ticked
from coach.subjects.coach import Coach
from screens.start import main
from tests.coach.logs import thrown

NOW = datetime(2026, 11, 22, 12)  # a Sunday
HERE = Path(__file__).parent
CARDS = thrown.CARDS


@pytest.fixture(autouse=True)
def _declared(monkeypatch: pytest.MonkeyPatch) -> None:
    coach.logs.declared()
    monkeypatch.setitem(coach.logs._DECLARED, "cards", CARDS)


@pytest.fixture
def mine(tmp_path: Path) -> Iterator[Coach]:
    mine = Coach.open(tmp_path, lambda: NOW)
    yield mine
    mine.close()


def told(home: Path, line: str, capsys: pytest.CaptureFixture[str]) -> Any:
    """What a command answers as JSON."""
    capsys.readouterr()
    assert main(["--home", str(home), "--today", "2026-11-22", "--json", *line.split()]) == 0
    return json.loads(capsys.readouterr().out)


def test_the_declaration_has_at_most_forty_lines() -> None:
    assert len((HERE / "thrown.py").read_text().splitlines()) <= 40


def test_the_table_has_typed_columns(mine: Coach, tmp_path: Path) -> None:
    mine.logs["cards"].add("card Dr Khan IM us ask fri")
    raw = sqlite3.connect(tmp_path / places.DATABASE)
    columns = {row[1]: row[2] for row in raw.execute("PRAGMA table_info(cards)")}
    assert columns["quality"] == "INTEGER" and columns["asked_on"] == "TEXT"
    row = raw.execute("SELECT key, writer, specialty, state, quality FROM cards").fetchone()
    raw.close()
    assert row == ("dr_khan_im", "Dr Khan", "IM", "asked", None)


def test_a_column_that_is_new_is_added_and_nothing_is_lost(tmp_path: Path) -> None:
    Coach.open(tmp_path, lambda: NOW).close()
    raw = sqlite3.connect(tmp_path / places.DATABASE)
    raw.executescript(
        "DROP TABLE cards; CREATE TABLE cards (key TEXT PRIMARY KEY, writer TEXT);"
        "INSERT INTO cards VALUES ('a', 'Dr Lee');"
    )
    raw.close()
    again = Coach.open(tmp_path, lambda: NOW)
    assert again.logs["cards"].entries() == {"a": thrown.Card(key="a", writer="Dr Lee")}
    again.close()


def test_a_line_of_typing_is_understood(mine: Coach) -> None:
    letter = mine.logs["cards"].add("card Dr Khan IM us ask 2026-11-20")
    assert letter == thrown.Card(
        key="dr_khan_im",
        writer="Dr Khan",
        specialty="IM",
        origin="us",
        state="asked",
        asked_on=date(2026, 11, 20),
    )
    typed = mine.logs["cards"].typed("card Dr Khan next fri")
    assert getattr(typed, "asked_on").weekday() == 4  # noqa: B009 - its class is not known here
    with pytest.raises(CoachError, match="Writer is missing"):
        mine.logs["cards"].typed("card IM")


def test_change_remove_and_undo_are_acts_of_the_history(mine: Coach) -> None:
    subject = mine.logs["cards"]
    key = subject.add("Dr Khan IM").key
    subject.add("Dr Khan IM")
    assert set(subject.entries()) == {key, f"{key}_2"}
    assert subject.set(key, {"state": "uploaded", "quality": "4", "asked_on": "2026-11-20"})
    changed = subject.entries()[key]
    assert changed == CARDS.again(changed, state="uploaded", quality=4, asked_on=date(2026, 11, 20))
    for values in ({"quality": "9"}, {"state": "lost"}, {"nothing": "x"}, {"asked_on": "03-99"}):
        with pytest.raises(CoachError):
            subject.set(key, values)
    assert subject.entries()[key] == changed
    assert subject.remove(key) and key not in subject.entries()
    assert mine.undo() == "Removed: Dr Khan, IM" and subject.entries()[key] == changed
    assert mine.history.changes(1)[0].table == "cards"


def test_an_entry_of_more_than_100_kb_is_refused_untouched(mine: Coach) -> None:
    subject = mine.logs["cards"]
    with pytest.raises(CoachError, match="at most 100 kB"):
        subject.keep("Added", [thrown.Card(writer="Dr Khan", note="x" * 100_001)])
    assert not subject.entries() and not mine.history.changes(1)


def test_its_commands_list_add_set_and_remove(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    added = told(tmp_path, "cards add Dr Khan IM promised", capsys)
    assert (added["key"], added["title"]) == ("dr_khan_im", "Dr Khan, IM")
    assert told(tmp_path, "cards set dr_khan_im quality=4", capsys) == {"changed": True}
    (row,) = told(tmp_path, "cards list", capsys)["cards"]
    assert (row["quality"], row["state"]) == (4, "promised")
    assert told(tmp_path, "cards remove dr_khan_im", capsys) == {"changed": True}
    assert told(tmp_path, "undo", capsys) and told(tmp_path, "cards list", capsys)["cards"]


def test_a_sheet_goes_out_without_private_fields_and_comes_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told(tmp_path, "cards add Dr Khan IM promised", capsys)
    told(tmp_path, "cards set dr_khan_im note=secret", capsys)
    sheet = tmp_path / "cards.csv"
    told(tmp_path, f"cards export {sheet}", capsys)
    assert "secret" not in sheet.read_text() and "Dr Khan,IM,,promised" in sheet.read_text()
    sheet.write_text(sheet.read_text().replace("dr_khan_im", "") + ",Dr X,XX,,lost,,\n")
    taken = told(tmp_path, f"cards import {sheet}", capsys)
    assert taken["imported"] == 1 and "not one of" in taken["skipped"][0]["why"]
    assert len(told(tmp_path, "cards list", capsys)["cards"]) == 2
    assert told(tmp_path, f"cards import {sheet}", capsys)["changed"] == 0


@pytest.mark.parametrize("ending", ["csv", "tsv", "xlsx", "json"])
def test_every_form_of_sheet_is_previewed_and_changes_what_has_its_key(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], ending: str
) -> None:
    told(tmp_path, "cards add Dr Khan IM promised", capsys)
    told(tmp_path, "cards set dr_khan_im note=secret", capsys)
    sheet = tmp_path / f"letters.{'csv' if ending == 'tsv' else ending}"
    told(tmp_path, f"cards export {sheet}", capsys)
    if ending == "tsv":
        sheet = sheet.rename(tmp_path / "letters.tsv")
        sheet.write_text(sheet.read_text().replace(",", "\t"))
    told(tmp_path, "cards set dr_khan_im state=asked", capsys)
    shown = told(tmp_path, f"cards import {sheet} --preview", capsys)
    (change,) = shown["changes"]
    assert (change["what"], change["old"], change["new"]) == ("State", "asked", "promised")
    assert told(tmp_path, "cards list", capsys)["cards"][0]["state"] == "asked"
    assert told(tmp_path, f"cards import {sheet}", capsys)["changed"] == 1
    (row,) = told(tmp_path, "cards list", capsys)["cards"]
    assert (row["state"], row["note"]) == ("promised", "secret")


def test_a_day_that_can_be_two_is_refused_with_both(mine: Coach, tmp_path: Path) -> None:
    subject, both = mine.logs["cards"], "Asked on: “03/04” can be two days; write 2027-0"
    with pytest.raises(CoachError, match=both):
        subject.add("card Dr Khan asked 03/04")
    assert not subject.entries()
    assert subject.typed("card Dr Khan 2026-11-20 room 03/04").writer == "Dr Khan room 03/04"
    sheet = tmp_path / "cards.csv"
    sheet.write_text("writer,asked on\nDr Khan,03/04\nDr Lee,13/04/2026\n")
    shown = mine.files.preview("cards", sheet)
    days = [entry.asked_on for entry in shown.entries]
    assert days == [date(2026, 4, 3), date(2026, 4, 13)], "its column tells what comes first"
    sheet.write_text("writer,asked on\nDr Khan,03/04\nDr Lee,05/06/2026\n")
    shown = mine.files.preview("cards", sheet)
    assert "can be two days" in shown.unread[0].why, "the cell is left, its row is taken"
    assert [entry.asked_on for entry in shown.entries] == [None, None]


def test_the_past_holds_the_entries_of_then(tmp_path: Path) -> None:
    clock = [datetime(2026, 11, 1, 12)]
    mine = Coach.open(tmp_path, lambda: clock[0])
    key = mine.logs["cards"].add("Dr Khan IM").key
    before = mine._state.kept(CARDS)
    clock[0] = NOW
    mine.logs["cards"].set(key, {"state": "asked"})
    mine.logs["cards"].add("Dr Lee FM")
    then = mine._state.at(datetime(2026, 11, 2))
    assert then.kept(CARDS) == before and len(mine._state.kept(CARDS)) == 2
    mine.close()


def test_a_log_takes_eight_things_at_most() -> None:
    """What only one log needs is a function in its file."""
    assert len(inspect.signature(Log).parameters) <= 8  # a law: lower it, never raise it


def test_the_types_of_a_log_are_looked_at_with_its_first_row() -> None:
    code = (
        "from coach.store.database import in_memory; from coach.store.store import Store;"
        "from tests.coach.logs.thrown import CARDS as log; store = Store(in_memory());"
        "store.grow([log]); new = {**vars(log)}; vars(log).pop('_kinds');"
        "store.grow([log]); assert not store.rows(log) and 'fields' not in vars(log);"
        "assert '_kinds' not in vars(log)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=HERE.parents[2])


def test_it_is_found_and_told_to_a_mentor(mine: Coach) -> None:
    assert not mine.find("khan", kind="card")
    mine.logs["cards"].add("Dr Khan IM promised")
    assert [hit.id for hit in mine.find("khan", kind="card")] == ["dr_khan_im"]
    assert "## Also kept\n\n- Cards: 1 (1 promised)\n" in of_coach(mine, Ticked())


def test_the_example_applicant_has_some(mine: Coach) -> None:
    from coach.demo import write

    write(mine)
    assert "Dr Khan, IM" in [CARDS.title(each) for each in mine.logs["cards"].entries().values()]
