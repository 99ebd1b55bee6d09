"""A few inputs for everything that reads what others wrote; `python -m tests.fuzz` has no end."""

from __future__ import annotations

from pathlib import Path

from tests.fuzz import TARGETS, fuzz, ground_in


def test_what_nobody_would_write_is_read_or_refused_in_a_sentence(tmp_path: Path) -> None:
    with ground_in(tmp_path) as ground:
        for name in TARGETS:
            assert fuzz(name, ground, 12)
