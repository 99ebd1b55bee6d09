"""What the line is charged: bytes, writes and silence, on the real app with the real facts."""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("there is no pty", allow_module_level=True)

from session import Session

ROOT = Path(__file__).parents[2]
SIZE = (120, 36)
DAY = "2026-11-29"
"""What is due, and so what the rows say, differs from day to day."""


class Counted(Session):
    """A session that knows how many pieces an answer came in."""

    def counted(self, key: str) -> tuple[int, int]:
        """Bytes and reads."""
        reads = self.reads
        return self.press(key), self.reads - reads


@pytest.fixture(scope="module")
def home(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example applicant, and the program compiled as an installed one is.

    Compiling at the start would be measured as its memory.
    """
    import compileall
    import shutil

    for room in ("coach", "screens", "seed_data"):
        compileall.compile_dir(ROOT / room, quiet=1)
    home = tmp_path_factory.mktemp("budgets") / "home"
    shutil.copytree(example, home)
    return home


@contextmanager
def started(home: Path, cache: Path, size: tuple[int, int], *line: str) -> Iterator[Counted]:
    """The app on its first page."""
    environ = {"COACH_CACHE": str(cache)}
    words = ("-m", "screens.start", "--home", str(home), *line)
    with Counted(sys.executable, *words, size=size, environ=environ) as session:
        session.wait_for("This week")
        session.settle(quiet=0.4)
        yield session


@pytest.fixture(scope="module")
def running(home: Path, cache: Path) -> Iterator[Counted]:
    """The app on a large screen."""
    with started(home, cache, SIZE) as session:
        yield session


def test_a_start_costs_8_kB(running: Counted) -> None:
    assert len(running.received) <= 8000


KEYS = {"3": "j" * 30, "6": "j" * 20, "2": "j" * 28, "1": "jjjkkk", "c": "j" * 30, "7": "j" * 12}
"""Of Journey every row to the end of the list: short texts and long ones."""
SHOWS = {"3": "score", "6": "official", "2": "you are here", "1": "This week", "7": "Graduate"}
SHOWS |= {"c": "start by"}


@pytest.mark.parametrize(
    ("size", "line", "budgets"),
    [
        ((120, 36), "full", (400, 550)),
        ((80, 24), "full", (300, 450)),
        ((120, 36), "slow", (300, 450)),
    ],
)
def test_keys_keep_their_budget(
    home: Path, cache: Path, size: tuple[int, int], line: str, budgets: tuple[int, int]
) -> None:
    with started(home, cache, size, "--line", line, "--today", DAY) as session:
        for page, keys in KEYS.items():
            before = len(session.received)
            session.press(page)
            session.wait_for(SHOWS[page])
            assert len(session.received) - before <= 8000
            answers = [session.counted(key) for key in keys]
            spent = statistics.median(size for size, _ in answers)
            assert spent <= budgets[page == "3"], page
            assert statistics.median(reads for _, reads in answers) == 1


def test_a_typed_letter_costs_900_bytes(running: Counted) -> None:
    running.press("6")
    running.wait_for("official")
    running.press("/")
    sizes = [running.counted(letter)[0] for letter in "visa lawyer"]
    running.press("escape")
    assert statistics.median(sizes) <= 900


def test_nobody_at_the_keyboard_costs_nothing(running: Counted) -> None:
    running.settle(quiet=1.5, first=1.5, limit=15)  # the chances arrive a moment later
    before = len(running.received)
    end = time.monotonic() + 2
    while time.monotonic() < end:
        running._read(0.1)
    assert len(running.received) == before


def memory_mib(pid: int) -> float:
    status = Path(f"/proc/{pid}/status")
    if not status.exists():
        pytest.skip("no /proc here")
    line = next(one for one in status.read_text().splitlines() if one.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


MOST_MIB = 60


def test_the_memory_stays_small(running: Counted) -> None:
    assert memory_mib(running.pid) <= MOST_MIB


def test_a_hundred_held_keys_are_answered_in_few_pictures(running: Counted) -> None:
    running.press("3")
    running.wait_for("score")
    running.press("g", "g")
    reads = running.reads
    os.write(running.terminal, b"j" * 100)
    running.wait_for(" 101 ")
    assert running.reads - reads <= 100


def test_rows_that_are_marked_as_one_moves_keep_the_budget(running: Counted) -> None:
    running.press("3")
    running.wait_for("score")
    running.press("g", "g", "V")
    answers = [running.counted("j") for _ in range(20)]
    running.press("escape")
    assert statistics.median(size for size, _ in answers) <= 550
    assert statistics.median(reads for _, reads in answers) == 1


def test_the_application_list_keeps_its_budget(running: Counted) -> None:
    running.press("3")
    running.wait_for("score")
    before = len(running.received)
    running.press("L")
    running.wait_for("At most")
    running.settle(quiet=0.4)
    assert len(running.received) - before <= 8000
    for turn, shown in (("", "At most"), ("l", " without and with"), ("l", " worth")):
        if turn:
            running.press(turn)
        running.wait_for(shown)
        running.settle(quiet=0.4)
        sizes = [running.counted(key)[0] for key in "j" * 10]
        assert statistics.median(sizes) <= 400
    running.press("escape")
    # The vectors (numpy) stay in the process of the command that was asked.
    assert memory_mib(running.pid) <= MOST_MIB


def test_another_order_and_a_weight_keep_to_a_page(running: Counted) -> None:
    running.press("3")
    running.wait_for("score")
    before = len(running.received)
    running.press("o", "j", "j", "enter")
    running.settle(quiet=0.4)
    assert len(running.received) - before <= 8000
    running.press("w")
    sizes = []
    for key in "++++":
        before = len(running.received)
        running.press(key)
        running.settle(quiet=0.4)
        sizes.append(len(running.received) - before)
    running.press("escape")
    assert statistics.median(sizes) <= 900


SOUGHT = ("bronxcare", "henry ford", "brooklyn", "visa lawyer", "levers", "14016111")


@pytest.mark.parametrize("opens", ["/", "\x10"])
def test_a_letter_of_a_search_costs_900_bytes(home: Path, cache: Path, opens: str) -> None:
    with started(home, cache, SIZE) as session:
        session.press("3")
        session.wait_for("score")
        sizes: list[int] = []
        for words in SOUGHT:
            session.press(opens)
            session.settle(quiet=0.2)
            sizes += [session.counted(letter)[0] for letter in words]
            session.press("escape")
            session.press("escape")
        assert statistics.median(sizes) <= 900
