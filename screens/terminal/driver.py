"""A Textual driver that sends only what changed, in one write per picture.

Textual repaints whole widgets (9 kB for a moved cursor) and paints several frames
for one key. Here every frame is drawn on a picture in memory, and when Textual has
nothing more to say to the key, the cells that differ go out in one `write` call.

    App.write --> Picture (what the screen should show)
                     | Pacer: settled, line free
                     v
                  difference to what it shows --> Textual's writer thread --> Wire

Whatever cannot be drawn as cells is sent as it is, and the next frame repaints
everything. The terminal is given back on every way out, signals and ctrl+z among them.
"""

from __future__ import annotations

import os
import signal
import termios
from collections.abc import Iterable
from io import TextIOWrapper
from threading import get_ident
from types import FrameType
from typing import TYPE_CHECKING, ClassVar, Final, cast

from textual import constants
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Key
from textual.message import Message

from screens.terminal.ending import Ending, held_back
from screens.terminal.keyboard import Alarm, Pieces, read_keys
from screens.terminal.pacing import Pacer
from screens.terminal.picture import HIDE, SHOW, Picture
from screens.terminal.wire import Wire, terminal_descriptor

if TYPE_CHECKING:
    from asyncio import TimerHandle

    from textual.app import App

    from screens.terminal.ending import Handler
    from screens.terminal.environment import Line
    from screens.terminal.firstframe import Painted

# What the terminal has been told already when a saved frame is on the screen.
_TOLD: Final = frozenset({"\x1b[?1049h", "\x1b[?7l"})
_STILL: Final = "\x1b[6 q"
"""A cursor that is a thin line and does not blink; it stands in the sign of the chosen row."""
_AS_BEFORE: Final = "\x1b[0 q"
_LEAVE: Final = (
    b"\x1b]8;;\x1b\\\x1b[m\x1b[?2004l\x1b[?7h\x1b[?1002l\x1b[?1006l\x1b[?1004l\x1b[<u"
    b"\x1b[?1049l\x1b[?25h"
)
_POINTER: Final = "\x1b]22;"
"""Shapes of the mouse pointer: bytes that tell nobody anything here."""
_RESIZE_CHECK_S: Final = 0.3
_RESIZE_WAIT_S: Final = 0.1
"""Longer than Textual takes to paint in a new size: 8 ms of waiting and 30 of work."""
# The first buffers of a slow line take everything at once, so its being busy has
# to be guessed: a held key (30/s, 270 bytes each) would fall behind otherwise.
_SLOW_BYTES_PER_S: Final = 5000
_LONGEST_REST_S: Final = 0.1
_FIRST_WAIT_S: Final = 0.15
_FIRST_WAIT_PAINTED_S: Final = 1.0  # what is on the screen already is as good
_DIRTY: Final = ("_dirty_widgets", "_layout_required", "_repaint_required", "_scroll_required")


class CellDriver(LinuxDriver):
    """Draws Textual's frames in memory and sends the cells that differ."""

    line: ClassVar[Line]
    painted: ClassVar[Painted | None] = None
    """The saved frame that is on the screen already."""

    def __init__(
        self,
        app: App[object],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        # LinuxDriver makes its writer thread of this and its reader stop at that.
        self._output = terminal_descriptor()
        self._file = cast(TextIOWrapper, Wire(self._output, self._written))
        self.exit_event = Alarm()
        self._picture: Picture | None = None
        self.pacer = Pacer(
            self._loop,
            more_to_come=self._more_to_come,
            send=self._send_picture,
            first_wait_s=_FIRST_WAIT_PAINTED_S if self.painted else _FIRST_WAIT_S,
        )
        self._thread = get_ident()
        self._live = False
        """Whether the terminal is ours: between start and stop."""
        self._size_check: TimerHandle | None = None
        self._textual_handler: Handler = None
        self._collected: list[str] | None = None
        """Where writes go while LinuxDriver starts and stops, so that they leave in one piece."""
        self._opening = ""
        self._painted = self.painted
        self._ending = Ending(ask=self._ask_to_exit, give_back=self._give_back)

    # What the program asks for

    def repaint(self) -> None:
        """Send the whole picture again, whatever the terminal is believed to show."""
        if self._picture is not None:
            self._picture.forget()
            self.pacer.nudge()

    def frame(self) -> str:
        """The text that paints the screen as it stands now (or stood last)."""
        return "" if self._picture is None else self._picture.frame()

    # Writing

    def write(self, data: str) -> None:
        """Take what Textual writes; it is sent when the picture is complete."""
        if self._collected is not None:
            self._collected.append(data)
        elif not self._live:
            return
        elif get_ident() != self._thread:
            self._loop.call_soon_threadsafe(self.write, data)
        elif not data.startswith(_POINTER):
            picture = self._picture = self._picture or self._new_picture()
            if tuple(self._app.size) != picture.size:
                picture.resize(*self._app.size)
                self.pacer.release()
            picture.write(data)
            self.pacer.nudge()

    def _new_picture(self) -> Picture:
        colours, erase = self.line.colours > 0, self.line.erases_in_colour
        return Picture(*self._app.size, colours=colours, erase_colours=erase)

    def _more_to_come(self) -> bool:
        """Whether Textual has noted that it will paint again. The names are private to Textual's
        screen; without them pictures are sent a little too often, and that is all."""
        stack = self._app.screen_stack if self._app.is_running else []
        return bool(stack) and any(getattr(stack[-1], name, False) for name in _DIRTY)

    def _send_picture(self) -> bool:
        if not self._live or self._picture is None:
            return False
        text = self._opening + self._picture.take()
        self._opening = ""
        if text:
            super().write(text)
            if self.line.slow:
                self.pacer.hold(min(_LONGEST_REST_S, len(text) / _SLOW_BYTES_PER_S))
        return bool(text)

    def _written(self) -> None:
        """Called by the writer thread when the line has taken a picture."""
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self.pacer.sent)

    # Starting and stopping

    def start_application_mode(self) -> None:
        """Take the terminal; nothing is sent before there is a picture."""
        with held_back():
            self._take_terminal()

    def _take_terminal(self) -> None:
        writer = self._writer_thread
        self._collected = []
        try:
            super().start_application_mode()  # type: ignore[no-untyped-call]
        finally:
            told, self._collected = self._collected, None
        if self._writer_thread is writer:
            return  # still in the background: the next SIGCONT tries again
        self._live = True
        known = _TOLD if self._painted else frozenset[str]()
        told = [item.replace(HIDE, _STILL * self.line.shapes_cursor + SHOW) for item in told]
        self._opening = "".join(dict.fromkeys(item for item in told if item not in known))
        if self._painted:
            self.attrs_before = self._painted.attributes
            if self._painted.size == tuple(self._app.size):
                self._picture = self._new_picture()
                self._picture.assume(self._painted.frame)
            self._painted.disarm()
            # The picture is there already and keys are read from here on, so the terminal
            # is told now; often nothing else has to be sent before the first key.
            super().write(self._opening)
            self._opening = ""
        else:
            self.repaint()
        self._ending.catch()
        self._watch_window()

    def stop_application_mode(self) -> None:
        """Give the terminal back as it was found."""
        if not self._live:
            return
        self._live = False
        self._collected = []
        try:
            super().stop_application_mode()
        finally:
            collected, self._collected = self._collected, None
            super().write(_AS_BEFORE * self.line.shapes_cursor + "".join(collected))
            self.close()  # waits until it is written
            self._painted = None
            self._ending.let_go()

    # Signals

    def _watch_window(self) -> None:
        self._textual_handler = signal.signal(signal.SIGWINCH, self._window_changed)

    def _window_changed(self, number: int, frame: FrameType | None) -> None:
        self._loop.call_soon_threadsafe(self._new_window)
        if callable(self._textual_handler):
            self._textual_handler(number, frame)

    def _new_window(self) -> None:
        """Wait for the frame of the new size; frames of the old one would be torn."""
        if self._live:
            self.repaint()
            self.pacer.hold(_RESIZE_WAIT_S)
            if self._size_check:
                self._size_check.cancel()
            self._size_check = self._loop.call_later(_RESIZE_CHECK_S, self._check_size)

    def _check_size(self) -> None:
        """See that the page has the window's size: of several changes at once on a busy
        machine the page has been seen to keep an earlier one."""
        self._size_check = None
        if not self._live or not self._app.screen_stack:
            return
        if tuple(os.get_terminal_size(self._output)) != tuple(self._app.screen.size):
            self._window_changed(signal.SIGWINCH, None)
        else:
            self._app.screen.refresh(layout=True)

    def _ask_to_exit(self, status: int) -> None:
        self._loop.call_soon_threadsafe(lambda: self._app.exit(return_code=status))

    def _give_back(self) -> None:
        """Free the terminal without Textual, which does not answer any more."""
        if not self._live:
            return
        try:
            if self.attrs_before is not None:
                termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)
            os.write(self._output, _AS_BEFORE.encode() * self.line.shapes_cursor + _LEAVE)
        except (OSError, termios.error):
            return

    def _sigtstp_application(self, *_: object) -> None:
        """Stop between two events, never in the middle of a picture."""
        self._loop.call_soon_threadsafe(super()._sigtstp_application)

    def _sigcont_application(self, *_: object) -> None:
        """Come back, also from a SIGSTOP that came without warning."""
        if not self._auto_restart:
            return
        if self._live:
            self._loop.call_soon_threadsafe(self._restart)
        else:
            self.resume_application_mode()

    def _restart(self) -> None:
        if self._live:
            self.suspend_application_mode()
            self.resume_application_mode()

    # The keyboard and what else the terminal says

    def run_input_thread(self) -> None:
        """Read keys until the app or the line ends."""
        parser = XTermParser(self._debug)
        more = read_keys(
            self.fileno,
            cast(Alarm, self.exit_event),
            escape_delay_s=constants.ESCAPE_DELAY,
            pieces=Pieces(
                feed=lambda text: self._tell(parser.feed(text)),
                escape=lambda: self.process_message(Key("escape", "\x1b")),
            ),
            tick=lambda: self._tell(parser.tick()),
        )
        if not more and self.input_tty:
            self._ask_to_exit(128 + signal.SIGHUP)

    def _tell(self, messages: Iterable[Message]) -> None:
        for message in messages:
            self.process_message(message)

    def _query_in_band_window_resize(self) -> None:
        """Sizes come by SIGWINCH; in-band they would bring a mouse that counts in pixels."""

    def use_mouse(self, on: bool) -> None:
        """Has the mouse reported from now on, or left to the terminal."""
        self._disable_mouse_support()
        self._mouse = on
        self._enable_mouse_support()

    def _enable_mouse_support(self) -> None:
        """Buttons, wheel and dragging; no report for every movement."""
        if self._mouse:
            self.write("\x1b[?1002h")
            self.write("\x1b[?1006h")

    def _disable_mouse_support(self) -> None:
        if self._mouse:
            self.write("\x1b[?1002l")
            self.write("\x1b[?1006l")
