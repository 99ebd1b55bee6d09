"""A year of daily entries: 2,000 rows in every log cost the line and the clock no more."""

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
