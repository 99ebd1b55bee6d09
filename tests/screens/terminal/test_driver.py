"""The driver in a real pseudo terminal: writes, sizes, ways in and ways out."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from session import Session, demo, start


@pytest.fixture
def terminal() -> Iterator[Session]:
    with demo() as session:
        session.wait_for("type to filter")
        yield session


def test_quitting_gives_the_terminal_back(terminal: Session) -> None:
    assert terminal.emulator.alternate
    assert terminal.emulator.cursor_shown
    terminal.press("j", "j")
    terminal.press("q", settle=False)
    assert terminal.wait_end() == 0
    terminal.assert_given_back()
    assert not terminal.emulator.unknown


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_being_ended_gives_the_terminal_back(terminal: Session, number: int) -> None:
    terminal.kill(number)
    assert terminal.wait_end() == 128 + number
    terminal.assert_given_back()


def test_being_ended_while_the_app_hangs_gives_the_terminal_back(terminal: Session) -> None:
    terminal.press("H", settle=False)
    terminal.settle()
    terminal.kill(signal.SIGTERM)
    terminal.settle()
    terminal.kill(signal.SIGTERM)
    assert terminal.wait_end() == 128 + signal.SIGTERM
    terminal.assert_given_back()


def test_a_line_that_is_gone_ends_the_app(terminal: Session) -> None:
    terminal.hang_up()
    assert terminal.wait_end() == 128 + signal.SIGHUP


def test_escape_answers_without_waiting_for_a_tenth_of_a_second(terminal: Session) -> None:
    times = []
    for _ in range(3):
        terminal.press("m")
        terminal.wait_for("Really?")
        began = time.monotonic()
        terminal.press("escape", settle=False)
        terminal.until(lambda: "Really?" not in terminal.emulator.text)
        times.append(time.monotonic() - began)
    assert min(times) < 0.095


def test_an_exception_gives_the_terminal_back_and_is_shown(terminal: Session) -> None:
    terminal.press("X", settle=False)
    assert terminal.wait_end() == 1
    terminal.assert_given_back()
    assert "ZeroDivisionError" in terminal.emulator.text


def test_ctrl_z_gives_the_terminal_back_and_fg_takes_it_again(terminal: Session) -> None:
    terminal.press("j")
    before = terminal.emulator.seen()
    for _ in range(2):
        terminal.press("ctrl+z", settle=False)
        terminal.wait_stopped()
        terminal.settle()
        terminal.assert_given_back()
        terminal.kill(signal.SIGCONT)
        terminal.until(lambda: terminal.emulator.seen() == before)
        assert terminal.emulator.alternate
    terminal.press("j", "q", settle=False)
    assert terminal.wait_end() == 0
    terminal.assert_given_back()


def test_another_program_gets_the_terminal_for_a_while(terminal: Session) -> None:
    before = terminal.emulator.seen()
    terminal.press("O", settle=False)
    terminal.until(lambda: "another program" in terminal.emulator.text)
    terminal.assert_given_back()
    terminal.until(lambda: terminal.emulator.seen() == before)
    terminal.press("j", "q", settle=False)
    assert terminal.wait_end() == 0
    terminal.assert_given_back()


def test_a_stop_without_warning_ends_with_a_whole_picture(terminal: Session) -> None:
    before = terminal.emulator.seen()
    terminal.kill(signal.SIGSTOP)
    terminal.wait_stopped()
    terminal.emulator.feed("\x1b[2Jshell prompt")
    terminal.kill(signal.SIGCONT)
    terminal.until(lambda: terminal.emulator.seen() == before)
    terminal.press("q", settle=False)
    assert terminal.wait_end() == 0
    terminal.assert_given_back()


def test_ctrl_l_repaints_what_something_else_wrote_over(terminal: Session) -> None:
    before = terminal.emulator.seen()
    terminal.emulator.feed("\x1b[5;5Hsomebody writes to this terminal\x1b[31m\x1b[2J")
    terminal.press("ctrl+l")
    terminal.until(lambda: terminal.emulator.seen() == before)


def test_nothing_is_sent_while_nobody_presses_a_key(terminal: Session) -> None:
    sent = len(terminal.received)
    terminal.settle(first=1.0)
    assert len(terminal.received) == sent


def test_a_key_is_answered_by_one_write(tmp_path: Path) -> None:
    log = tmp_path / "writes"
    with demo(environ={"DEMO_WRITES": str(log)}) as terminal:
        terminal.wait_for("type to filter")
        for key in ("j", "j", "k", "/", "escape", "m", "escape", "j"):
            before = log.read_text().split()
            sent = terminal.press(key)
            writes = log.read_text().split()[len(before) :]
            assert len(writes) == 1, key
            # The kernel puts a carriage return before each line feed.
            assert sent >= int(writes[0]), key


def test_a_moved_cursor_costs_little(terminal: Session) -> None:
    sent = sorted(terminal.press("j") for _ in range(9))
    assert sent[4] < 450
    assert sent[-1] < 2000


def test_after_a_new_size_every_cell_is_right(terminal: Session) -> None:
    with demo("stock") as stock:
        stock.wait_for("type to filter")
        for size in ((60, 20), (120, 40), (81, 24), (80, 24)):
            terminal.resize(*size)
            stock.resize(*size)
            terminal.until(lambda: terminal.emulator.seen() == stock.emulator.seen())


def test_sizes_that_come_and_go_at_once_leave_a_whole_picture(terminal: Session) -> None:
    before = terminal.emulator.seen()
    for size in ((60, 20), (90, 30), (80, 24)):
        terminal.emulator.resize(*size)
        terminal._set_size(*size)
        terminal.kill(signal.SIGWINCH)
    terminal.until(lambda: terminal.emulator.seen() == before)


def test_keys_pressed_faster_than_painted_end_on_the_right_picture(terminal: Session) -> None:
    terminal.press(*"jjjjjjjjjjkkkjjj", settle=False)
    terminal.settle()
    fast = terminal.emulator.seen()
    with demo() as slow:
        slow.wait_for("type to filter")
        slow.press(*"jjjjjjjjjjkkkjjj")
        slow.until(lambda: slow.emulator.seen() == fast)


def test_big_pictures_are_marked_for_terminals_that_show_them_at_once() -> None:
    with demo(answer=True) as session:
        session.wait_for("type to filter")
        session.press("j")
        session.press("p")
        assert session.received.count(b"\x1b[?2026h") == session.received.count(b"\x1b[?2026l") > 0


def test_on_a_slow_line_a_held_key_skips_pictures(tmp_path: Path) -> None:
    """On a quiet machine another line gets one a key; a busy one skips some on any line."""
    log = tmp_path / "writes"
    environ = {"SSH_TTY": "/dev/pts/9", "DEMO_WRITES": str(log)}
    with start(tmp_path / "frame", environ=environ, size=(120, 36)) as terminal:
        terminal.wait_for("type to filter")
        before = len(log.read_text().split())
        terminal.hold_down("j", 30, gap=0.02)
        terminal.until(lambda: "▌ 30" in terminal.emulator.text)
        assert len(log.read_text().split()) - before <= 20


def test_without_colours_the_attributes_stay(tmp_path: Path) -> None:
    environ = {"NO_COLOR": "1", "TERM": "xterm"}
    with start(tmp_path / "frame", environ=environ) as terminal:
        terminal.wait_for("type to filter")
        terminal.press("j", "m")
        terminal.wait_for("Really?")
        cells = [cell for row in terminal.emulator.cells for cell in row]
        assert not any(cell.look.fg or cell.look.bg for cell in cells)
        assert any("bold" in cell.look.flags for cell in cells)


def test_the_mouse_is_reported_only_when_asked() -> None:
    with demo() as without, demo("cells", "mouse") as with_mouse:
        for session in (without, with_mouse):
            session.wait_for("type to filter")
        assert not {"1000", "1002", "1003", "1006"} & without.emulator.modes
        assert {"1002", "1006"} <= with_mouse.emulator.modes
        assert "1003" not in with_mouse.emulator.modes
        with_mouse.press("q", settle=False)
        assert with_mouse.wait_end() == 0
        with_mouse.assert_given_back()
