"""The saved frame: shown at once if it is the right one, and never left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import termios
from collections.abc import Iterator
from pathlib import Path

import pytest
from session import ROOT, Session, start

from screens.terminal import firstframe

FRAME = "\x1b[HDemo\x1b[K\x1b[2;3H\x1b[1;31mshown\x1b[m\x1b[K\r\n\x1b[K"


@pytest.fixture
def frame(tmp_path: Path) -> Path:
    """A frame saved by a run of the demo: its cursor on the third row."""
    path = tmp_path / "state" / "frame"
    with start(path) as terminal:
        terminal.wait_for("type to filter")
        terminal.press("j", "j")
        terminal.press("q", settle=False)
        assert terminal.wait_end() == 0
        terminal.assert_given_back()
    assert path.stat().st_mode & 0o777 == 0o600
    return path


@pytest.fixture
def waiting(frame: Path) -> Iterator[Session]:
    """The program while it still loads, the saved frame on the screen."""
    with start(frame, "wait") as terminal:
        terminal.wait_for("type to filter")
        assert terminal.emulator.alternate
        assert not terminal.emulator.cursor_shown
        yield terminal


def test_the_app_takes_the_frame_over_and_sends_what_differs(frame: Path) -> None:
    with start(frame.with_name("none")) as bare, start(frame) as terminal:
        for session in (bare, terminal):
            session.wait_for("type to filter")
            session.until(lambda session=session: "2004" in session.emulator.modes)
            session.settle()
        assert terminal.emulator.seen() == bare.emulator.seen()
        assert terminal.emulator.entered_alternate == 1
        assert len(terminal.received) < len(bare.received) + 1500
        terminal.press("q", settle=False)
        assert terminal.wait_end() == 0
        terminal.assert_given_back()


def test_keys_pressed_early_act_when_the_app_is_there(frame: Path) -> None:
    with start(frame) as terminal:
        terminal.until(lambda: terminal.emulator.alternate)
        terminal.press("j", "j", "j", "m", settle=False)
        terminal.wait_for("Really?")
        terminal.press("enter", "q", settle=False)
        assert terminal.wait_end() == 0
        terminal.assert_given_back()


def test_early_keys_are_not_echoed(waiting: Session) -> None:
    before = waiting.emulator.seen()
    waiting.press("j", "\x1a", "\x1c", "\x13", "enter")
    assert waiting.emulator.seen() == before
    assert waiting.emulator.alternate


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_being_ended_while_loading_gives_the_terminal_back(waiting: Session, number: int) -> None:
    waiting.kill(number)
    assert waiting.wait_end() == -number
    waiting.assert_given_back()


def test_ctrl_c_ends_the_loading(waiting: Session) -> None:
    waiting.press("\x03", settle=False)
    assert waiting.wait_end() == -signal.SIGINT
    waiting.assert_given_back()


def test_a_crash_while_loading_is_shown_on_the_shells_screen(frame: Path) -> None:
    with start(frame, "crash") as terminal:
        assert terminal.wait_end() == 1
        terminal.assert_given_back()
        assert "ModuleNotFoundError" in terminal.emulator.text


def test_an_exit_while_loading_gives_the_terminal_back(frame: Path) -> None:
    with start(frame, "exit") as terminal:
        assert terminal.wait_end() == 3
        terminal.assert_given_back()


def test_with_textuals_own_driver_nothing_is_painted_before(frame: Path) -> None:
    with start(frame, environ={"COACH_DRIVER": "stock"}) as terminal:
        terminal.wait_for("type to filter")
        assert terminal.emulator.entered_alternate == 1
        terminal.press("q", settle=False)
        assert terminal.wait_end() == 0
        assert termios.tcgetattr(terminal.shell) == terminal.settings_before


def test_a_window_of_another_size_starts_afresh(frame: Path) -> None:
    with start(frame, size=(70, 20)) as terminal:
        terminal.wait_for("type to filter")
        terminal.settle()
        assert terminal.emulator.entered_alternate == 1


# Which file is a frame, without a terminal


def save(path: Path, frame: str = FRAME, **other: object) -> bool:
    facts: dict[str, object] = {"key": "a", "look": "xterm|-", "size": (80, 24)}
    return firstframe.save(str(path), frame, **(facts | other))  # type: ignore[arg-type]


def read(path: Path, **other: object) -> str | None:
    facts: dict[str, object] = {"key": "a", "look": "xterm|-", "size": (80, 24)}
    try:
        return firstframe._read(str(path), firstframe._header(**(facts | other)))  # type: ignore[arg-type]
    except OSError:
        return None


def test_what_was_saved_is_read(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "frame"
    assert save(path)
    assert read(path) == FRAME
    assert [file.name for file in path.parent.iterdir()] == ["frame"]
    firstframe.forget(str(path))
    assert read(path) is None
    firstframe.forget(str(path))


@pytest.mark.parametrize(
    "other",
    [
        {"key": "b"},
        {"look": "linux|-"},
        {"size": (80, 25)},
    ],
    ids=["another applicant", "another terminal", "another size"],
)
def test_a_frame_of_something_else_is_left_alone(tmp_path: Path, other: dict[str, object]) -> None:
    save(tmp_path / "frame")
    assert read(tmp_path / "frame", **other) is None


def test_a_frame_of_yesterday_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(tmp_path / "frame")
    monkeypatch.setattr(firstframe.time, "strftime", lambda form: "2099-03-21")
    assert read(tmp_path / "frame") is None


@pytest.mark.parametrize("keep", [0, 5, 40, -1])
def test_a_broken_file_is_left_alone(tmp_path: Path, keep: int) -> None:
    path = tmp_path / "frame"
    save(path)
    path.write_bytes(path.read_bytes()[:keep])
    assert read(path) is None
    path.write_bytes(os.urandom(3000))
    assert read(path) is None


def test_a_file_that_others_can_write_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "frame"
    save(path)
    path.chmod(0o620)
    assert read(path) is None
    path.chmod(0o600)
    link = tmp_path / "link"
    link.symlink_to(path)
    assert read(path) == FRAME
    assert read(link) is None
    os.mkfifo(tmp_path / "pipe")
    assert read(tmp_path / "pipe") is None


@pytest.mark.parametrize(
    "frame", ["", "\x1b]52;c;aGk=\x07", "\x1b[6n", "\x1bc", "a\x07", "\x9b6n", "\x1b[?25h", "\x1b["]
)
def test_only_what_paints_is_saved(tmp_path: Path, frame: str) -> None:
    assert not save(tmp_path / "frame", frame)
    assert not (tmp_path / "frame").exists()


def test_a_folder_that_cannot_be_written_is_no_accident(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert not save(tmp_path / "file" / "frame")


def test_the_surroundings_tell_looks_apart_but_not_connections() -> None:
    first = firstframe.surroundings({"TERM": "xterm", "SSH_CONNECTION": "10.0.0.1 1 10.0.0.2 22"})
    assert first == firstframe.surroundings({"TERM": "xterm", "SSH_CONNECTION": "10.0.0.1 2 x 22"})
    assert first != firstframe.surroundings({"TERM": "xterm"})
    assert first != firstframe.surroundings({"TERM": "linux", "SSH_CONNECTION": "x"})


def test_it_imports_next_to_nothing() -> None:
    code = "import sys; import screens.terminal.firstframe; print(*sys.modules)"
    environ = os.environ | {"PYTHONPATH": str(ROOT)}
    found = subprocess.run([sys.executable, "-S", "-c", code], env=environ, capture_output=True)
    heavy = {"typing", "pathlib", "dataclasses", "re", "textual", "rich", "inspect", "tempfile"}
    assert not heavy & set(found.stdout.decode().split())
