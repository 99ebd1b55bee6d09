"""A seed that a test may spoil."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from coach.facts.compile import seed_folder


@pytest.fixture
def seed(tmp_path: Path) -> Path:
    """A copy of the seed with 400 of its programs: checking all 5,923 takes a second each time.

    The first ones, and of internal medicine, which state more of themselves.
    """
    copy = tmp_path / "seed_data"
    shutil.copytree(seed_folder(), copy, ignore=shutil.ignore_patterns("__pycache__", "*.py"))
    heading, *rows = _lines(copy / "programs.csv")
    kept = [*rows[:200], *rows[1500:1700]]
    _write(copy / "programs.csv", heading, kept)
    ids = {row.partition(",")[0] for row in kept}
    for table in (copy / "closed.csv", copy / "estimates.csv"):
        heading, *rows = _lines(table)
        _write(table, heading, [row for row in rows if row.partition(",")[0] in ids])
    return copy


def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines(keepends=True)


def _write(file: Path, heading: str, rows: list[str]) -> None:
    file.write_text("".join((heading, *rows)), encoding="utf-8")
