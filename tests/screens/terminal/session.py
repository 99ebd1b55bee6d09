"""A program in a pseudo terminal, with somebody who presses keys and looks at the screen."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from emulator import Emulator

ROOT = Path(__file__).resolve().parents[3]
DEMO = Path(__file__).with_name("demo.py")
START = Path(__file__).with_name("start_demo.py")
KEYS = {
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "backspace": "\x7f",
    "space": " ",
    "slash": "/",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "delete": "\x1b[3~",
    "ctrl+l": "\x0c",
    "ctrl+z": "\x1a",
    "ctrl+q": "\x11",
    "f1": "\x1bOP",
    "shift+tab": "\x1b[Z",
}
KEPT = ("PATH", "HOME", "COVERAGE_PROCESS_START")


class Session:
    """Starts a program; what it writes goes to `emulator` and is counted."""

    def __init__(
        self,
        *argv: str,
        size: tuple[int, int] = (80, 24),
        environ: dict[str, str] | None = None,
        answer: bool = False,
    ) -> None:
        self.emulator = Emulator(*size)
        self.answer = answer
        """Whether the terminal says that it knows synchronised output."""
        self.received = b""
        self.reads = 0
        self.status: int | None = None
        self._ended = False
        # The shell's side stays open, to look at the settings when the program has gone.
        self.terminal, self.shell = pty.openpty()
        self._set_size(*size)
        self.settings_before = termios.tcgetattr(self.shell)
        environment = {name: os.environ[name] for name in KEPT if name in os.environ}
        environment |= {
            "TERM": "xterm-256color",
            "LANG": "C.UTF-8",
            "PYTHONPATH": str(ROOT),
            "TEXTUAL_ANIMATIONS": "none",
            "ESCDELAY": "25",
            "TEXTUAL_DISABLE_KITTY_KEY": "1",
        }
        self.pid = os.fork()
        if self.pid == 0:
            try:
                os.setsid()
                fcntl.ioctl(self.shell, termios.TIOCSCTTY, 0)
                for descriptor in (0, 1, 2):
                    os.dup2(self.shell, descriptor)
                os.closerange(3, 256)
                # Under nohup, or behind "&" of a shell, they would be ignored from the start.
                for number in (signal.SIGHUP, signal.SIGINT):
                    signal.signal(number, signal.SIG_DFL)
                self._become(argv, environment | (environ or {}))
            finally:
                os._exit(127)

    def _become(self, argv: Sequence[str], environ: dict[str, str]) -> None:
        os.execvpe(argv[0], argv, environ)

    def _set_size(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    # what the person does

    def press(self, *keys: str, settle: bool = True) -> int:
        """Press keys, named or typed, and wait for the answer; the bytes it took."""
        before = len(self.received)
        for key in keys:
            os.write(self.terminal, KEYS.get(key, key).encode())
            if settle:
                self.settle()
        return len(self.received) - before

    def hold_down(self, key: str, times: int, gap: float = 0.033) -> None:
        """Press a key as often as a keyboard repeats it, and wait for the last answer."""
        began = time.monotonic()
        for number in range(1, times + 1):
            os.write(self.terminal, KEYS.get(key, key).encode())
            while (left := began + number * gap - time.monotonic()) > 0:
                self._read(left)
        self.settle()

    def resize(self, columns: int, rows: int) -> None:
        self.emulator.resize(columns, rows)
        self._set_size(columns, rows)
        os.kill(self.pid, signal.SIGWINCH)  # the kernel tells only a foreground group
        self.settle()

    def kill(self, number: int) -> None:
        os.kill(self.pid, number)

    def hang_up(self) -> None:
        """What is left of a terminal when the line breaks."""
        os.close(self.shell)
        os.close(self.terminal)
        self.terminal, self.shell = os.pipe()

    # what the person sees

    def settle(self, quiet: float = 0.12, limit: float = 5.0, first: float = 0.3) -> None:
        """Read until nothing has come for a while."""
        end = time.monotonic() + limit
        wait = first
        while time.monotonic() < end and self._read(wait):
            wait = quiet

    def until(self, satisfied: Callable[[], bool], limit: float = 10.0) -> None:
        """Read until what the test waits for is so; fails with the screen if it never is."""
        end = time.monotonic() + limit
        while not satisfied():
            if time.monotonic() > end:
                raise AssertionError("it does not happen; the screen is\n" + self.emulator.text)
            self._read(0.02)

    def wait_for(self, text: str) -> None:
        """Read until the screen shows a text, and then until nothing more comes."""
        self.until(lambda: text in self.emulator.text)
        self.settle(first=0.12)

    def wait_stopped(self, limit: float = 5.0) -> None:
        """Wait until the program is suspended."""
        self._await(os.WUNTRACED, limit)

    def wait_end(self, limit: float = 10.0) -> int:
        """Wait until the program has ended; its exit status, negative for a signal."""
        if self.status is None:
            self.status = os.waitstatus_to_exitcode(self._await(0, limit))
        self.settle(first=0.05)
        return self.status

    def _await(self, options: int, limit: float) -> int:
        end = time.monotonic() + limit
        while time.monotonic() < end:
            pid, status = os.waitpid(self.pid, os.WNOHANG | options)
            if pid:
                self._ended = not os.WIFSTOPPED(status)
                return status
            self._read(0.02)
        raise AssertionError("the program goes on:\n" + self.emulator.text)

    def _read(self, wait: float) -> bool:
        if not select.select([self.terminal], [], [], wait)[0]:
            return False
        try:
            data = os.read(self.terminal, 65536)
        except OSError:
            return False
        self.received += data
        self.reads += 1
        self.emulator.feed(data)
        if self.answer and b"\x1b[?2026$p" in data:
            os.write(self.terminal, b"\x1b[?2026;2$y")
        return True

    # afterwards

    def assert_given_back(self) -> None:
        """The terminal is as the shell had it."""
        assert termios.tcgetattr(self.shell) == self.settings_before
        assert not self.emulator.alternate
        assert self.emulator.cursor_shown
        assert self.emulator.modes == {"25", "7"}

    def close(self) -> None:
        if not self._ended:
            with contextlib.suppress(ProcessLookupError, ChildProcessError):
                os.kill(self.pid, signal.SIGKILL)
                os.waitpid(self.pid, 0)
        os.close(self.terminal)
        os.close(self.shell)

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def demo(*arguments: str, **options: object) -> Session:
    """The demo application with the driver under test (`stock`: with Textual's)."""
    return Session(sys.executable, str(DEMO), *(arguments or ("cells",)), **options)  # type: ignore[arg-type]


def start(frame: Path, *accident: str, **options: object) -> Session:
    """The demo started as the real program is, with a place for its saved frame."""
    return Session(sys.executable, str(START), str(frame), *accident, **options)  # type: ignore[arg-type]
