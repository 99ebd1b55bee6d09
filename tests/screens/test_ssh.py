"""A real SSH line that breaks in the middle of an edit loses nothing."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("there is no pty", allow_module_level=True)

sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))

import ssh


@pytest.mark.skipif(not ssh.available(), reason="OpenSSH's server is not installed")
def test_a_broken_line_loses_nothing(example: Path, cache: Path, tmp_path: Path) -> None:
    home, keys = tmp_path / "home", tmp_path / "keys"
    shutil.copytree(example, home)
    keys.mkdir(mode=0o700)
    ssh.drop_and_return(keys, home, cache)
