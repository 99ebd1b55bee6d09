"""A text while it is written: the applicant's own editor, on a file that only they can read."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Final

from coach import places
from coach.files.texts import read_text
from coach.prepare.record import settled_text
from coach.records import CoachError, replace
from coach.writing import is_there, unused, write_file

if TYPE_CHECKING:
    from coach.subjects.versions import KeptVersion, VersionsSubject

USUAL: Final = ("nano", "vi")
"""Editors that are tried where none is named."""
VI: Final = """
This opens vi, for no EDITOR is set (export EDITOR=nano opens another).
In vi: i begins to write; Esc and :wq and Enter saves and leaves; Esc and :q! and Enter leaves as
it was.
Enter opens it; Ctrl+C does not. """
AT_ONCE_S: Final = 2.0
"""An editor that comes back sooner with nothing changed may still be open in a window."""


def edit(file: Path) -> None:
    """Opens a file in the editor and waits. Raises CoachError for none, or one that fails."""
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    words = _words(named) if named.strip() else _usual()
    try:
        with _signals_are_its_own():
            status = subprocess.run([*words, str(file)], check=False).returncode
    except OSError as error:
        raise CoachError(f"The editor {words[0]} cannot be opened ({error.strerror}).") from None
    if status:
        raise CoachError(f"The editor {words[0]} ended with an error ({status}).")


@contextmanager
def _signals_are_its_own() -> Iterator[None]:
    """Ctrl+C is the editor's while it runs, and ctrl+z stops both: else the shell would wait for
    a program that waits for an editor that is stopped."""
    before = {signal.SIGINT: signal.signal(signal.SIGINT, _let_it_be)}
    if sys.platform != "win32":
        before[signal.SIGTSTP] = signal.signal(signal.SIGTSTP, signal.SIG_DFL)
    try:
        yield
    finally:
        for number, act in before.items():
            signal.signal(number, act)


def _usual() -> list[str]:
    """The editor of this machine; of vi it is said before how to leave it. Raises CoachError."""
    there = [each for each in USUAL if shutil.which(each)][:1]
    if not there:
        raise CoachError("No editor is set: export EDITOR=nano, or keep a file (a).")
    try:
        if there == ["vi"]:
            input(VI)
    except (EOFError, KeyboardInterrupt):
        raise CoachError("The editor was not opened.") from None
    return there


def _let_it_be(number: int, frame: FrameType | None) -> None:
    """A handler, not SIG_IGN, which the editor would inherit."""


def _words(command: str) -> list[str]:
    try:
        return shlex.split(command)
    except ValueError:
        raise CoachError(f"EDITOR is “{command}”, which is no command.") from None


class Drafts:
    """The texts that are being written, a file for each specialty."""

    def __init__(self, versions: VersionsSubject, home: Path) -> None:
        self._versions = versions
        self._folder = home / "writing"

    def file(self, specialty: str) -> Path:
        """What the editor opens; it is there only while it is worked on."""
        return self._folder / f"{self._versions.log.free_key(specialty, ())}.txt"

    def is_left(self, specialty: str) -> bool:
        """Whether an edit that did not end well left something that no version holds."""
        file = self.file(specialty)
        text = file.read_text(encoding="utf-8", errors="replace") if file.is_file() else ""
        return settled_text(text) not in ("", self._versions.newest_text(specialty))

    def put_aside(self, specialty: str) -> Path:
        """Moves what an edit left to a name of its own, so that the next begins anew."""
        file = self.file(specialty)
        aside = unused(file.with_stem(f"{file.stem}-aside"))
        file.rename(aside)
        return aside

    def edit_with(
        self, edit: Callable[[Path], None], specialty: str, anyway: bool = False
    ) -> KeptVersion:
        """Goes on with the newest text, or what an edit left. Raises CoachError; the file stays
        where anything went wrong, and the sentence says where it is."""
        file, is_left = self.file(specialty), self.is_left(specialty)
        is_there(file)  # an editor follows links
        if not is_left:
            places.make_private(file.parent)
            write_file(file, f"{self._versions.newest_text(specialty)}\n".encode(), over=True)
        began = time.monotonic()
        try:
            edit(file)
            result = self._versions.keep_text(read_text(file), specialty, anyway=anyway)
        except CoachError as error:
            if not file.exists() or (file.is_file() and not file.read_bytes().strip()):
                file.unlink(missing_ok=True)
                raise CoachError(f"{error} Nothing was kept, and nothing is lost.") from None
            raise type(error)(f"{error} Your text is in {file}.") from None
        if not result and time.monotonic() - began < AT_ONCE_S:
            return replace(result, remark=f"Nothing was changed yet. Your text is in {file}.")
        file.unlink(missing_ok=True)
        left = "It went on with what an earlier edit had left." if is_left else ""
        return replace(result, remark=" ".join(filter(None, (result.remark, left))))
