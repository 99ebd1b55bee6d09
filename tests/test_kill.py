"""A hundred kills of commands and sessions; `python -m tests.kill --times 10000` has more."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("there is no pty", allow_module_level=True)

ROOT = Path(__file__).parent.parent


def test_a_hundred_kills_lose_nothing(cache: Path) -> None:
    line = [sys.executable, "-m", "tests.kill", "--times", "100", "--app", "25"]
    done = subprocess.run(line, capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    assert "nothing lost" in done.stdout
