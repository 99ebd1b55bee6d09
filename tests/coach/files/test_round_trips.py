"""Out to a spreadsheet, changed there, and in again: every log, and the tables beside them."""

from __future__ import annotations

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


def test_a_rank_list_and_a_profile_come_back(run: Run, tmp_path: Path) -> None:
    run("demo", "--write")
    profile = run("profile", "show", "--json")[1]
    run("profile", "export", str(tmp_path / "me.toml"))
    assert run("profile", "import", str(tmp_path / "me.toml"))[0] == 0
    assert run("profile", "show", "--json")[1] == profile
