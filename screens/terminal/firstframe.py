"""The last screen, painted again at once, while the program is still being loaded.

Importing Textual takes 200 ms; this takes a few, with the standard library's lightest
modules (no `typing`, 5 ms; no `pathlib` and no `dataclasses`, 10 each). Keys typed early
act when the app is up. A frame is used only if it shows what the app would show: same
key (whose it is), same day, same window size, same terminal and colours.
"""

from __future__ import annotations

import atexit
import os
import signal
import stat
import sys
import time
import zlib

if sys.platform != "win32":
    import termios

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from types import FrameType, TracebackType

    from screens.terminal.ending import Handler

    Attributes = list[int | list[bytes | int]]

_ENTER = b"\x1b[?1049h\x1b[?25l\x1b[?7l"
_LEAVE = b"\x1b[m\x1b[?7h\x1b[?1049l\x1b[?25h"
_LARGEST = 1 << 18
_LOOKS_DEPEND_ON = (
    *("TERM", "COLORTERM", "TERM_PROGRAM", "NO_COLOR", "LANG", "LC_ALL", "LC_CTYPE"),
    *("TEXTUAL_THEME", "TEXTUAL_COLOR_SYSTEM", "TEXTUAL_FILTERS"),
)
_LOOKS_DEPEND_ON_PRESENCE_OF = ("SSH_CONNECTION", "SSH_TTY", "TMUX", "STY")
_ENDING = ("SIGTERM", "SIGHUP", "SIGINT")


class Painted:
    """A saved frame on the screen, and the promise to give the terminal back.

    Until the driver calls `disarm`, every way out leads through `restore`:
    the end of the program, an exception, SIGTERM, SIGHUP, SIGINT. Call
    `restore` before printing anything to the user.
    """

    def __init__(
        self, frame: str, size: tuple[int, int], attributes: Attributes, output: int
    ) -> None:
        self.frame = frame
        self.size = size
        """Columns and rows."""
        self.attributes = attributes
        """The terminal's settings as the shell had them."""
        self._output = output
        self._armed = False
        self._handlers: dict[int, Handler] = {}
        self._hook = sys.excepthook

    def arm(self) -> None:
        """Prepare for every way out."""
        self._armed = True
        atexit.register(self.restore)
        sys.excepthook = self._report
        for number in (getattr(signal, name) for name in _ENDING):
            if signal.getsignal(number) is not signal.SIG_IGN:  # nohup
                self._handlers[number] = signal.signal(number, self._end)

    def disarm(self) -> None:
        """Somebody else looks after the terminal from now on."""
        if not self._armed:
            return
        self._armed = False
        atexit.unregister(self.restore)
        # Not `is`: looking up a method makes a new object each time.
        if sys.excepthook == self._report:
            sys.excepthook = self._hook
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        self._handlers.clear()

    def restore(self) -> None:
        """Leave the picture and give the shell its settings back; once is enough."""
        if not self._armed:
            return
        self.disarm()
        try:
            termios.tcsetattr(0, termios.TCSANOW, self.attributes)
            _send(self._output, _LEAVE)
        except (OSError, termios.error):
            return

    def _report(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Show an error on the shell's screen: on the picture nobody would ever read it."""
        self.restore()
        self._hook(kind, error, trace)

    def _end(self, number: int, _frame: FrameType | None) -> None:
        self.restore()
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)


def frame_key(home: Path, line: str) -> str:
    """Whose picture it is and of which state; "" while another window is at work. Any change of the
    database since, by a command or another program, makes it another key."""
    from coach import VERSION, places

    try:
        state = (home / places.DATABASE).stat()
        settings = home / places.SETTINGS
        own = settings.stat().st_mtime_ns if settings.exists() else 0
    except OSError:
        return ""
    if (home / f"{places.DATABASE}-wal").exists():
        return ""
    return f"{VERSION} {home} {state.st_ino} {state.st_size} {state.st_mtime_ns} {own} {line}"


def surroundings(environ: Mapping[str, str]) -> str:
    """What a frame's looks depend on; take it before anything changes the environment."""
    values = [environ.get(name, "-") for name in _LOOKS_DEPEND_ON]
    values += [str(name in environ) for name in _LOOKS_DEPEND_ON_PRESENCE_OF]
    return "|".join(values)


def paint(path: str, *, key: str, look: str) -> Painted | None:
    """Show the saved frame if it is the right one, and hold the terminal; None if not. `look` is
    `surroundings(os.environ)`, `key` says whose frame it is."""
    # Textual's own driver would enter the alternate screen again, which clears it.
    if stock_wanted(os.environ) or os.environ.get("TERM", "dumb") == "dumb":
        return None
    output = 1 if os.isatty(1) else 2
    if not os.isatty(0) or not os.isatty(output):
        return None
    try:
        columns, rows = os.get_terminal_size(output)
        if os.tcgetpgrp(0) != os.getpgrp():  # in the background the terminal is not ours
            return None
        frame = _read(path, _header(key, look, (columns, rows)))
        if frame is None:
            return None
        attributes = termios.tcgetattr(0)
    except (OSError, termios.error):
        return None
    painted = Painted(frame, (columns, rows), attributes, output)
    painted.arm()
    try:
        termios.tcsetattr(0, termios.TCSANOW, _quiet())
        _send(output, _ENTER + frame.encode())
    except (OSError, termios.error):
        painted.restore()
        return None
    return painted


def save(path: str, frame: str, *, key: str, look: str, size: tuple[int, int]) -> bool:
    """Keep a frame for the next start, readable by its owner only; False if that failed."""
    if sys.platform == "win32":
        return False
    body = frame.encode("utf-8", "replace")
    if not body or not _only_paints(frame) or len(body) > _LARGEST - 4096:
        return False
    header = _header(key, look, size)
    try:
        # At the end, where both are loaded: the start needs neither.
        from pathlib import Path

        from coach.places import make_folders
        from coach.writing import drafted

        file = Path(path).absolute()
        make_folders(file.parent)
        with drafted(file, over=True) as draft:
            draft.write_bytes(header + b"%08x\n" % zlib.crc32(body) + body)
    except OSError:
        return False
    return True


def forget(path: str) -> None:
    """Remove the saved frame: what it shows is no longer true, or nobody's business."""
    try:
        os.unlink(path)  # noqa: PTH108
    except OSError:
        return


def stock_wanted(environ: Mapping[str, str]) -> bool:
    """Whether Textual's own driver is asked for, or the only one that works here."""
    asked = environ.get("TEXTUAL_DRIVER") or environ.get("COACH_DRIVER") == "stock"
    return bool(asked) or sys.platform == "win32"


def _header(key: str, look: str, size: tuple[int, int]) -> bytes:
    lines = ("coach frame 1", key, look, f"{size[0]}x{size[1]}", time.strftime("%Y-%m-%d"))
    return "".join(line.replace("\n", " ") + "\n" for line in lines).encode("utf-8", "replace")


def _read(path: str, header: bytes) -> str | None:
    """The frame in a file, if it is ours, whole, and starts with this header."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        about = os.fstat(descriptor)
        ours = about.st_uid == os.getuid() and not about.st_mode & 0o022
        if not ours or not stat.S_ISREG(about.st_mode):
            return None
        data = os.read(descriptor, _LARGEST)
    finally:
        os.close(descriptor)
    start = len(header) + 9
    body = data[start:]
    if data[:start] != header + b"%08x\n" % zlib.crc32(body):
        return None
    frame = body.decode("utf-8", "replace")
    return frame if _only_paints(frame) else None


def _only_paints(frame: str) -> bool:
    """Whether there is nothing in it but text, colours and cursor movements."""
    if any((c < " " and c not in "\r\n\b\x1b") or "\x7f" <= c <= "\x9f" for c in set(frame)):
        return False
    for piece in frame.split("\x1b")[1:]:
        final = piece[1:].lstrip("0123456789;")[:1] if piece[:1] == "[" else ""
        if not (final and final in "HABCDKm"):
            return False
    return True


def _quiet() -> Attributes:
    """The settings for waiting: no echo, each key at once, Enter as the app expects it.

    Ctrl+c still ends the program while it loads; ctrl+z and ctrl+\\ wait in the
    queue, for a program stopped here would leave the shell on the picture.
    """
    input_flags, output_flags, control, local, in_speed, out_speed, characters = termios.tcgetattr(
        0
    )
    input_flags &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
    local &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
    characters = list(characters)
    none = bytes([os.fpathconf(0, "PC_VDISABLE") & 0xFF])
    characters[termios.VSUSP] = characters[termios.VQUIT] = none
    characters[termios.VMIN], characters[termios.VTIME] = 1, 0
    return [input_flags, output_flags, control, local, in_speed, out_speed, characters]


def _send(descriptor: int, data: bytes) -> None:
    while data:
        data = data[os.write(descriptor, data) :]
