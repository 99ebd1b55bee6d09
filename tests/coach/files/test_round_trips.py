"""Out to a spreadsheet, changed there, and in again: every log, and the tables beside them."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from coach.logs import with_words

Run = Callable[..., tuple[int, Any, str]]
NOTE = 'Rang on Monday; "yes", she said – naïve, =1+1'
LOGS = sorted({*with_words()} - {"versions"})
"""Those whose rows are no texts kept word for word."""


def rows(run: Run, log: str, tmp_path: Path) -> list[dict[str, Any]]:
    file = tmp_path / "rows.json"
    assert run(log, "export", str(file), "--private", "--force")[0] == 0
    listed: list[dict[str, Any]] = json.loads(file.read_text())
    return listed


@pytest.mark.parametrize("log", LOGS)
def test_a_log_comes_back_as_it_was_changed_in_a_spreadsheet(
    run: Run, tmp_path: Path, log: str
) -> None:
    run("demo", "--write")
    before = rows(run, log, tmp_path)
    for ending in ("csv", "xlsx", "json"):
        file = tmp_path / f"{log}.{ending}"
        run(log, "export", str(file), "--private")
        _, answer, _ = run(log, "import", str(file), "--json")
        assert (answer["changed"], answer["skipped"]) == (0, [])
    book = load_workbook(file := tmp_path / f"{log}.xlsx")
    header, first, *_ = list(book.worksheets[0].iter_rows())
    wanted = dict(before[0])
    for title, cell in zip(header, first, strict=True):
        if title.value == "note":
            cell.value = wanted["note"] = NOTE
            cell.data_type = "s"
        elif re.fullmatch(r"20\d\d-\d\d-\d\d", str(wanted[title.value])):
            day = date.fromisoformat(wanted[title.value]) - timedelta(days=1)
            cell.value, cell.number_format = day, "dd/mm/yyyy"
            wanted[title.value] = str(day)
    book.save(file)
    _, answer, _ = run(log, "import", str(file), "--json")
    assert answer["skipped"] == [] and rows(run, log, tmp_path) == [wanted, *before[1:]]
    if wanted != before[0]:
        run("undo")
        assert rows(run, log, tmp_path) == before


def test_marks_and_facts_come_back_as_they_were_changed(run: Run, tmp_path: Path) -> None:
    run("demo", "--write")
    file = tmp_path / "programs.xlsx"
    run("export", "programs", str(file), "--notes")
    book = load_workbook(file)
    header, first, *_ = list(book.worksheets[0].iter_rows())
    places = [cell.value for cell in header]
    first[places.index("mark")].value = "no"
    first[places.index("note")].value = NOTE
    first[places.index("note")].data_type = "s"
    book.save(file)
    _, answer, _ = run("import", "programs", str(file), "--json")
    assert answer["changed"] and answer["skipped"] == []
    run("export", "programs", str(file), "--notes", "--force")
    again = list(load_workbook(file).worksheets[0].iter_rows(values_only=True))[1]
    assert again[places.index("mark")] == "no"
    assert str(again[places.index("note")]).lstrip("'") == NOTE


def retyped(file: Path, cells: dict[tuple[int, str], object]) -> None:
    """Types cells of a table anew, by the number of their row and their column."""
    if file.suffix == ".xlsx":
        book = load_workbook(file)
        titles = [cell.value for cell in book.worksheets[0][1]]
        for (row, title), value in cells.items():
            cell = book.worksheets[0].cell(row + 1, titles.index(title) + 1, value)
            cell.data_type = "s" if isinstance(value, str) else "n"
        book.save(file)
        return
    is_json, text = file.suffix == ".json", file.read_text()
    table = json.loads(text) if is_json else [*csv.DictReader(io.StringIO(text))]
    for (row, title), value in cells.items():
        table[row - 1][title] = value
    with file.open("w") as out:
        if is_json:
            json.dump(table, out)
        else:
            (writer := csv.DictWriter(out, table[0])).writeheader()
            writer.writerows(table)


ENDINGS = pytest.mark.parametrize("ending", ["csv", "xlsx", "json"])


def table_of(run: Run, kind: str) -> list[dict[str, Any]]:
    table: list[dict[str, Any]] = run("export", kind, "-", "--json")[1]["table"]
    return table


@ENDINGS
def test_facts_come_back_as_they_were_changed(run: Run, tmp_path: Path, ending: str) -> None:
    run("demo", "--write")
    run("export", "facts", str(file := tmp_path / f"facts.{ending}"))
    answer = run("import", "facts", str(file), "--json")[1]
    assert (answer["changed"], answer["skipped"]) == (0, [])
    before = table_of(run, "facts")
    retyped(file, {(1, "value"): 7, (1, "date"): "2026-11-01"})
    answer = run("import", "facts", str(file), "--json")[1]
    assert answer["changed"] and answer["skipped"] == []
    assert table_of(run, "facts") == [before[0] | {"value": "7", "date": "2026-11-01"}, *before[1:]]
    run("undo")
    assert table_of(run, "facts") == before


@ENDINGS
def test_of_a_version_only_its_note_comes_back_changed(
    run: Run, tmp_path: Path, ending: str
) -> None:
    run("profile", "set", "specialties=Internal Medicine")
    (tmp_path / "mine.txt").write_text("I grew up in Lagos.\nI like wards.")
    assert run("versions", "keep", str(tmp_path / "mine.txt"))[0] == 0
    run("versions", "export", str(file := tmp_path / f"versions.{ending}"), "--private")
    (before,) = rows(run, "versions", tmp_path)
    assert run("versions", "import", str(file), "--json")[1]["changed"] == 0
    retyped(
        file, {(1, "note"): NOTE, (1, "words"): 9, (1, "version_text"): "I grew up on the moon."}
    )
    answer = run("versions", "import", str(file), "--json")[1]
    assert answer["changed"] and "stays as it was" in str(answer)
    assert rows(run, "versions", tmp_path) == [before | {"note": NOTE}]
    assert run("versions", "show", "--json")[1]["text"].startswith("I grew up in Lagos.")


@ENDINGS
@pytest.mark.parametrize("door", [("rank", "paste"), ("import", "ranks")])
def test_a_rank_list_comes_back_by_its_places(
    run: Run, tmp_path: Path, ending: str, door: tuple[str, str]
) -> None:
    run("profile", "set", "specialties=Internal Medicine", "match_year=2027")
    for name in ("Maimonides", "BronxCare", "Hurley"):
        run("note", f"interview {name} IM 20 nov 2026 held")
    first, second, third = (row["program_id"] for row in run("rank", "add", "--json")[1]["rank"])
    run("export", "ranks", str(file := tmp_path / f"ranks.{ending}"))
    retyped(file, {(1, "place"): 3, (2, "place"): 1, (3, "place"): 2})
    if door[0] == "import":
        assert run(*door, str(file), "--preview", "--json")[1]["rows"] == 3
    listed = run(*door, str(file), "--json")[1]["rank"]
    assert [row["program_id"] for row in listed] == [second, third, first]
    assert [row["place"] for row in table_of(run, "ranks")] == [1, 2, 3]
    retyped(file, {(1, "place"): 1})
    status, _, error = run(*door, str(file))
    assert status == 1 and "Place “1”: write each place once" in error
    run("undo")
    assert [row["program_id"] for row in table_of(run, "ranks")] == [first, second, third]


@pytest.mark.parametrize("kind", ["ranks", "list", "journey", "week"])
def test_what_was_worked_out_is_taken_for_no_list_of_ones_own(
    run: Run, tmp_path: Path, kind: str
) -> None:
    run("demo", "--write")
    for name in ("Maimonides", "BronxCare"):
        run("note", f"interview {name} IM 20 nov 2026 held")
    run("rank", "add")
    assert run("export", kind, str(file := tmp_path / f"mine.{kind}.csv"))[0] == 0
    status, _, error = run("import", str(file))
    assert status == 1 and "This table is written by the coach." in error


def test_a_profile_comes_back_as_it_was_changed(run: Run, tmp_path: Path) -> None:
    run("demo", "--write")
    profile = run("profile", "show", "--json")[1]
    run("profile", "export", str(file := tmp_path / "me.toml"))
    assert run("profile", "import", str(file))[0] == 0
    assert run("profile", "show", "--json")[1] == profile
    file.write_text(file.read_text().replace("hours_per_week = 12", "hours_per_week = 15"))
    assert run("profile", "import", str(file))[0] == 0
    assert run("profile", "show", "--json")[1]["profile"]["hours_per_week"] == 15
    run("undo")
    assert run("profile", "show", "--json")[1] == profile
