"""Two hundred keys on all pages; `python -m tests.soak --keys 100000` has more."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

if not os.path.exists("/proc/self/statm"):  # noqa: PTH110
    pytest.skip("memory is read from /proc", allow_module_level=True)

if os.environ.get("COACH_SOAK") != "full":
    pytest.skip("each run has tests/screens/test_soak_app.py", allow_module_level=True)

ROOT = Path(__file__).parent.parent


def test_two_hundred_keys_leave_latency_and_memory_flat(cache: Path) -> None:
    line = [sys.executable, "-m", "tests.soak", "--keys", "200"]
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(line, capture_output=True, text=True, cwd=ROOT, env=environ)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
