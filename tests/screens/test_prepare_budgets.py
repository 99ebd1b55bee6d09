"""A year of daily entries, or a handful as people have: the line and the clock bear them."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("there is no pty", allow_module_level=True)

from session import Session

from coach import demo
from coach.subjects.coach import Coach

ROWS = 2000
FIRST = date(2025, 11, 1)
EACH: dict[str, dict[str, object]] = {
    "sessions": {"exam": "step3", "questions": 40, "hours": 2.0, "tool": "UWorld"},
    "tests": {"exam": "step3", "score": 221},
    "errors": {"exam": "step3", "subject": "cardiology"},
    "experience": {"kind": "work", "country": "home"},
    "outreach": {"kind": "observership", "answer": "no"},
    "letters": {"origin": "home"},
    "people": {"role": "contact"},
}
NAMED = {
    "tests": "form",
    "errors": "lesson",
    "experience": "place",
    "outreach": "whom",
    "letters": "writer",
    "people": "name",
}
DATED = ("sessions", "tests", "errors", "outreach")
SHOWS = {"s": "Questions", "n": "Form", "m": "Lesson", "o": "Whom", "l": "Writer", "p": "Name"}


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example applicant with 2,000 rows in every log."""
    home = tmp_path_factory.mktemp("full")
    coach = Coach.open(home, lambda: datetime(2026, 11, 28, 12))
    demo.write(coach)
    for name, values in EACH.items():
        log = coach.logs[name].log
        coach.logs[name].keep("Added", [log.checked(values | row(name, at)) for at in range(ROWS)])
    coach.close()
    return home


def row(log: str, at: int) -> dict[str, object]:
    """What tells a row from the others."""
    day = {"day": FIRST + timedelta(days=at % 390)} if log in DATED else {}
    return day | ({NAMED[log]: f"own: number {at}"} if log in NAMED else {})


@pytest.fixture(scope="module")
def running(full: Path, cache: Path) -> Iterator[Session]:
    words = ("-m", "screens.start", "--home", str(full), "--today", "2026-11-28")
    environ = {"COACH_CACHE": str(cache)}
    with Session(sys.executable, *words, size=(80, 24), environ=environ) as session:
        session.wait_for("This week")
        session.settle(quiet=0.4)
        yield session


@pytest.mark.parametrize("key", ["", *SHOWS])
def test_pages_of_full_logs_keep_the_budgets_of_the_others(running: Session, key: str) -> None:
    running.press("5")
    running.wait_for("Letters")
    before = len(running.received)
    if key:
        running.press(key)
        running.wait_for(SHOWS[key])
    running.settle(quiet=0.3)
    assert len(running.received) - before <= 8000
    sizes, times = [], []
    for letter in "jjjjjjjjkk":
        began = time.monotonic()
        sizes.append(running.press(letter))
        times.append(time.monotonic() - began)
    assert statistics.median(sizes) <= 300
    # A key is answered in 8 ms on a quiet machine; the wait for silence is 50 ms of it.
    assert statistics.median(times) <= 0.5
    running.press("escape")


FEW = """
exam step2ck 20 feb 2027 target 245 bank 4000
exam step1 passed 12 jun 2024
studied step2ck 40q 2h UWorld 20 nov
studied step2ck 80q 4h UWorld 21 nov
studied step2ck 3h Anki 22 nov
studied step2ck 40q 24 nov
test step2ck nbme 10 219 1 nov
test step2ck uwsa 1 228 10 nov
test step2ck nbme 11 231 20 nov
test step2ck nbme 12 236 26 nov
error step2ck cardiology reasoning acid base: forgot the formula
error step2ck nephrology knowledge the order of diuretics
error step2ck pulmonology reading missed the oxygen in the stem
error step2ck neurology reasoning which side of the lesion
rotation Hurley Medical Center observership 1 jun 2026 28 jun 2026
rotation Wayne State Cardiology externship 1 aug 2026 31 aug 2026 inpatient 2500usd
rotation Lahore General Hospital work 1 jan 2022 31 dec 2023 home
rotation Harlem Hospital elective 1 feb 2027 28 feb 2027 1200usd
rotation Quality research 6 months home
wrote Dr Asha Rao alumnus 1 nov
wrote Mount Sinai observership 1 nov
wrote Dr John Smith faculty 20 nov
wrote My other school verification 1 jun 2026
wrote Cleveland Clinic observership 10 nov no
lor Dr Anna Lee IM us uploaded 1 nov
lor Prof Maria Gomez IM us asked 3 nov
lor Dr Wei Kim FM home promised
lor Dr Sam Lim IM us processed 10 oct
person Dr Anna Lee clinical 20 nov
person Omar visa 1 oct
person Study circle group 10 nov
person Dr Wei Kim writer
"""
PAGES = {"e": "Exam", "x": "Place", **SHOWS}


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Iterator[Session]:
    """Logs of five to seven entries, as somebody has them in the year before."""
    home = tmp_path_factory.mktemp("few")
    coach = Coach.open(home, lambda: datetime(2026, 11, 28, 12))
    demo.write(coach)
    for line in FEW.strip().splitlines():
        coach.prepare.add(line)
    coach.close()
    words = ("-m", "screens.start", "--home", str(home), "--today", "2026-11-28")
    environ = {"COACH_CACHE": str(cache)}
    with Session(sys.executable, *words, size=(80, 24), environ=environ) as session:
        session.wait_for("This week")
        session.settle(quiet=0.4)
        yield session


@pytest.mark.parametrize("key", ["", *PAGES])
def test_a_key_on_a_page_of_few_entries_costs_little_too(few: Session, key: str) -> None:
    few.press("5")
    few.wait_for("Letters")
    if key:
        few.press(key)
        few.wait_for(PAGES[key])
    few.settle(quiet=0.3)
    sizes = [few.press(letter) for letter in "jjjjkkkkjjjjkkkk"]
    assert statistics.median(sizes) <= 300, sizes
    few.press("escape")
