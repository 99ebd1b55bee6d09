"""Lets these tests import the program and their helpers: emulator, demo, session, soak."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).parent
# pytest runs with --import-mode=importlib, which puts neither the root of the
# project nor a folder of tests on the path.
for folder in (HERE, HERE.parents[2]):
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))
