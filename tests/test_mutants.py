"""Important lines that `python -m tests.mutants` changes stand where it says; tests notice two."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.mutants import MUTANTS, ROOT, Mutant, house, is_noticed, places

FAST = ("coach/applying/fees.py", "coach/journey/network.py")


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: f"{mutant.file}: {mutant.line[:40]}")
def test_each_line_stands_once_and_its_tests_are_there(mutant: Mutant) -> None:
    assert places(mutant) == 1 and mutant.changed != mutant.line
    assert all(Path(ROOT / tests).exists() for tests in mutant.tests.split())


def test_tests_notice_two_of_them() -> None:
    with house() as copy:
        for file in FAST:
            assert is_noticed(next(each for each in MUTANTS if each.file == file), copy)
