"""A page of a program by command: one act, one undo, one question while contact is allowed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., tuple[int, Any, str]]
PROGRAM = "1403511253"
PAGE = "J-1 visas are sponsored.\nLast updated: October 2, 2026\nThree letters are required.\n"
ANSWERS = ("specialties=IM", "visa=either", "graduation_date=2019-06-01", "match_year=2027")


@pytest.fixture
def page(run: Run, tmp_path: Path) -> Callable[[str], str]:
    """Writes a page for a new applicant, and gives its name."""
    run("profile", "set", *ANSWERS)

    def write(text: str) -> str:
        (tmp_path / "page.txt").write_text(text, encoding="utf-8")
        return str(tmp_path / "page.txt")

    return write


def test_what_is_sure_is_kept_at_the_day_of_the_page(run: Run, page: Callable[[str], str]) -> None:
    read = ("program", "read", PROGRAM, page(PAGE))
    _, shown, _ = run(*read, "--json")
    assert not shown["kept"] and shown["as_of"] == "2026-10-02"
    assert run(*read, "--keep", "--json")[1]["kept"] == {"visa_j1": "yes", "letters_asked": "3"}
    explained = run("explain", PROGRAM)[1]
    assert "letters 3 letters asked for; you, 2026-10-02" in " ".join(explained.split())
    run("undo")
    assert run(*read, "--keep", "--json")[1]["kept"]


def test_what_is_asked_is_not_kept(run: Run, page: Callable[[str], str]) -> None:
    for text in (
        "H-1B visas are sponsored in exceptional cases.",
        "Minimum Step 2 CK score: 220\nMinimum Step 2 CK score: 230\n",
    ):
        data = run("program", "read", PROGRAM, page(text), "--keep", "--json")[1]
        assert data["stated"] and all(each["doubt"] for each in data["stated"])
        assert data["kept"] == {}


@pytest.mark.parametrize(
    ("day", "policy", "asks"),
    [("2026-11-22", "", True), ("2027-03-16", "", False), ("2026-11-22", "no_contact", False)],
)
def test_one_question_for_what_stays_open(
    run: Run, page: Callable[[str], str], day: str, policy: str, asks: bool
) -> None:
    if policy:
        run("fact", PROGRAM, "contact", policy)
    data = run("program", "read", PROGRAM, page(PAGE), "--json", day=day)[1]
    assert "graduation_year_limit" in data["open"] and "visa_j1" not in data["open"]
    assert bool(data["question"]) == asks
    if asks:
        assert data["question"].count("May I ask") == data["question"].count("?") == 1


def test_a_program_says_how_far_it_is(run: Run, page: Callable[[str], str]) -> None:
    run("profile", "set", "near=albany, ny")
    assert "miles from albany, ny" in " ".join(run("explain", PROGRAM)[1].split())
    run("profile", "set", "near=Atlantis")
    assert "miles from" not in run("explain", PROGRAM)[1]


def test_a_page_that_wants_no_contact_is_asked_nothing(
    run: Run, page: Callable[[str], str]
) -> None:
    text = page("Please do not contact the program. J-1 visas are sponsored.")
    data = run("program", "read", PROGRAM, text, "--json")[1]
    assert data["open"] and data["question"] is None
