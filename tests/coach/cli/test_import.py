"""The command that takes any list in: what it says, what it takes for a page, what the log says."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., tuple[int, Any, str]]
BRONX, MAIMONIDES = "1403511263", "1403511283"
LIST = f"ACGME ID,J1,My mark,Rank\n{BRONX},Y,apply,1\n{MAIMONIDES},?,maybe,2\n"
PAGE = """BronxCare Health System Internal Medicine Residency
We sponsor J-1 visas through ECFMG.
Applicants must have graduated within the last 5 years.
"""


@pytest.fixture
def types(run: Run, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, Any, str]]:
    """Runs `coach import -` with a text on standard input."""
    run("profile", "set", "specialties=IM")

    def typed(text: str, *words: str) -> tuple[int, Any, str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        return run("import", "-", *words)

    return typed


def test_what_is_done_is_said_as_it_was_shown(types: Run, run: Run) -> None:
    shown, done = types(LIST, "--preview"), types(LIST)
    assert shown[1] == done[1].replace("taken", "could be taken", 1) and "left open" in done[1]
    assert "Not used: Rank." in done[2]
    act = "Import of what was typed: facts, programs, 3 changed"
    changes = run("log", "--json")[1]["changes"]
    assert [change["act"] for change in changes].count(act) == 3
    lines = run("log")[1].splitlines()
    assert [line[18:] for line in lines].count(act) == 1
    assert run("log", "--limit", "1")[1].splitlines() == lines[:1]


def test_a_column_that_cannot_be_names_the_nearest(types: Run) -> None:
    status, _, said = types(LIST, "--column", "Rank=nots")
    assert status == 1 and "nearest: note (your note)" in said and len(said) < 140
    assert types(LIST, "--column", "J1=", "--json")[1]["ignored"] == ["J1", "Rank"]
    assert types(LIST, "--json")[1]["ignored"] == ["J1", "Rank"], "it is remembered"


def test_the_text_of_a_page_is_known_for_one(types: Run, run: Run) -> None:
    assert "3 facts" not in types(PAGE, "--preview")[1]
    assert "2 facts recorded" in types(PAGE)[1]
    assert [change["key"] for change in run("log", "--json")[1]["changes"][:2]] == [
        f"{BRONX}:graduation_year_limit",
        f"{BRONX}:visa_j1",
    ]
    status, _, said = types(PAGE.partition("\n")[2])
    assert status == 1 and "names no program surely" in said
    assert "no column" in types("a,b\n1,2\n")[2]


def test_a_cell_emptied_in_an_export_is_said(run: Run, types: Run, tmp_path: Path) -> None:
    types(LIST)
    for kind in ("facts", "programs"):
        file = tmp_path / f"{kind}.csv"
        assert run("export", kind, str(file))[0] == 0
        file.write_text(re.sub(r",yes,(?!second)", ",,", file.read_text()))
        assert "it is empty; what is kept stays" in run("import", str(file), "--preview")[1]
