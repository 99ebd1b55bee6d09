"""What is handed out holds everything and nothing else, and a user can use it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from coach.cli.rows import LINES as COMMANDS

if sys.platform == "win32":
    pytest.skip("there is no pty", allow_module_level=True)
for builder in ("hatchling", "shtab", "argparse_manpage", "pip"):
    pytest.importorskip(builder, reason=f"{builder} is of `pip install -e '.[test]'`")

from hatch_build import MAN, PLACES  # noqa: E402
from tests import delivery  # noqa: E402

ROOT = delivery.ROOT
LEFT_OUT = ("seed_data/mails/sets", "seed_data/messages/sets")
"""Labelled mails and messages: the facts were fitted to them, and nothing reads them."""


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The sdist and the wheel of this checkout."""
    return delivery.build(tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="module")
def wheel(parts: dict[str, Path]) -> dict[str, bytes]:
    """What is in the wheel: each file's content."""
    with zipfile.ZipFile(parts[".whl"]) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def sources() -> set[str]:
    """The files of the packages."""
    files = [
        file for room in ("coach", "screens", "seed_data") for file in (ROOT / room).rglob("*")
    ]
    names = {file.relative_to(ROOT).as_posix() for file in files if file.is_file()}
    return {name for name in names if "__pycache__" not in name and not name.startswith(LEFT_OUT)}


def test_the_wheel_holds_every_file_of_the_packages_and_no_other(wheel: dict[str, bytes]) -> None:
    inside = {name for name in wheel if ".dist-info/" not in name and ".data/" not in name}
    assert inside == sources()
    besides = {name.split("/", 1)[1] for name in wheel if name not in inside}
    notes = ("METADATA", "RECORD", "WHEEL", "entry_points.txt", "licenses/LICENSE")
    shared = (*PLACES.values(), MAN, "share/doc/coach/TERMINALS.md")
    assert besides == {*notes, *(f"data/{place}" for place in shared)}


def test_nothing_names_this_machine(wheel: dict[str, bytes]) -> None:
    for name, content in wheel.items():
        for place in (ROOT, Path.home()):
            # After a letter it is the end of an address.
            path = rb"(?<![\w.-])" + re.escape(f"{place}/".encode())
            assert not re.search(path, content), f"{name} names {place}"


def test_completions_and_the_man_page_know_every_command(wheel: dict[str, bytes]) -> None:
    for place in (*PLACES.values(), MAN):
        text = next(wheel[name] for name in wheel if name.endswith(place)).decode()
        words = text.replace("\\-", "-")
        assert all(row.words.split()[-1] in words for row in COMMANDS), place
        assert "threshold" in words, place


@pytest.mark.parametrize("shell", PLACES)
def test_a_shell_can_read_its_completions(
    shell: str, wheel: dict[str, bytes], tmp_path: Path
) -> None:
    if not shutil.which(shell):
        pytest.skip(f"there is no {shell}")
    file = tmp_path / "completions"
    file.write_bytes(next(wheel[name] for name in wheel if name.endswith(PLACES[shell])))
    subprocess.run([shell, "-n", file], check=True)


def test_the_sdist_builds_the_same_wheel(parts: dict[str, Path], tmp_path: Path) -> None:
    with tarfile.open(parts[".gz"]) as packed:
        packed.extractall(tmp_path, filter="data")
    (source,) = tmp_path.iterdir()
    names = {file.relative_to(source).as_posix() for file in source.rglob("*") if file.is_file()}
    around = {"LICENSE", "README.md", "TERMINALS.md", "CHANGELOG.md", "pyproject.toml"}
    assert names == sources() | around | {"hatch_build.py", ".gitignore", "PKG-INFO"}
    again = delivery.build(tmp_path / "dist", source, "wheel")
    assert again[".whl"].read_bytes() == parts[".whl"].read_bytes()


def test_a_user_installs_the_wheel_and_uses_it(parts: dict[str, Path], tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    delivery.use(delivery.borrowing(tmp_path / "venv", parts[".whl"]), home)


def test_every_bound_can_be_tried() -> None:
    pins = delivery.lowest()
    assert "textual==8.2" in pins and all("==" in pin for pin in pins)
