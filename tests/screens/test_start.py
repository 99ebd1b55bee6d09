"""The real program in a real terminal: started, used, left, and the terminal given back."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("there is no pty", allow_module_level=True)

from session import Session

Start = Callable[..., Session]


def command(home: Path, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "screens.start", "--home", str(home), *words],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_started_used_and_left(start: Start, home: Path) -> None:
    one = start()
    one.wait_for("This week")
    one.press("3")
    one.wait_for("IMG 100")
    one.press("a")
    one.press("q")
    assert one.wait_end() == 0
    one.assert_given_back()
    assert '"mark"' in command(home, "log", "--json")


def test_the_second_start_shows_the_last_picture_and_sends_only_what_differs(start: Start) -> None:
    first = start()
    first.wait_for("This week")
    first.press("j", "j", "q")
    assert first.wait_end() == 0
    again = start()
    again.until(lambda: "This week" in again.emulator.text)
    painted = len(again.received)
    again.wait_for("This week")
    assert len(again.received) - painted < 400
    again.press("q")
    assert again.wait_end() == 0
    again.assert_given_back()


def test_a_start_comes_back_to_page_filter_order_and_cursor(start: Start) -> None:
    first = start()
    first.wait_for("This week")
    first.press("3")
    first.wait_for("IMG 100")
    first.press("o", *"jjjjjj", "enter", "/", *"saint", "enter", *"j" * 20)
    first.settle()
    lines = first.emulator.text.splitlines()
    assert "/saint" in lines[1] and "by state" in lines[1] and "st▲" in lines[2]
    chosen = next(line for line in lines if "▌" in line).split("IM")[0].rstrip(" ↑↓")
    first.press("q")
    assert first.wait_end() == 0
    again = start()
    again.until(lambda: chosen in again.emulator.text)
    painted = len(again.received)
    again.wait_for("? help")
    again.settle(quiet=0.4)
    assert again.emulator.text.splitlines()[1] == lines[1] and chosen in again.emulator.text
    assert len(again.received) - painted < 1000
    again.press("q")
    assert again.wait_end() == 0


@pytest.mark.parametrize(
    ("words", "environ"), [(("--line", "slow"), {}), ((), {"TERM": "screen-256color"})]
)
def test_another_look_never_shows_the_old_picture(
    start: Start, words: tuple[str, ...], environ: dict[str, str]
) -> None:
    first = start()
    first.wait_for("This week")
    first.press("q")
    first.wait_end()
    again = start(*words, **environ)
    again.until(lambda: bool(again.received))
    # The saved picture would come with the first bytes, ahead of all imports.
    assert b"This week" not in again.received or b"\x1b[?2026$p" in again.received
    again.wait_for("This week")


def test_a_change_by_a_command_makes_the_picture_stale(start: Start, home: Path) -> None:
    first = start()
    first.wait_for("This week")
    first.press("q")
    first.wait_end()
    from screens.terminal.firstframe import frame_key

    before = frame_key(home, "")
    command(home, "do", "nrmp_register")
    assert frame_key(home, "") != before


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_gives_the_terminal_back(start: Start, number: int) -> None:
    one = start()
    one.wait_for("This week")
    one.kill(number)
    one.wait_end()
    one.assert_given_back()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
@pytest.mark.parametrize("page", ["3", "7"])
def test_a_signal_while_a_page_opens_is_no_traceback(start: Start, number: int, page: str) -> None:
    one = start()
    one.until(lambda: "? help" in one.emulator.text)
    os.write(one.terminal, page.encode())
    one._read(0.02)
    one.kill(number)
    one.wait_end()
    assert b"Traceback" not in one.received and b"Error" not in one.received
    one.assert_given_back()


def test_suspended_and_brought_back(start: Start) -> None:
    one = start()
    one.wait_for("This week")
    shown = one.emulator.text
    one.press("ctrl+z", settle=False)
    one.wait_stopped()
    one.settle()
    assert not one.emulator.alternate
    one.kill(signal.SIGCONT)
    one.until(lambda: one.emulator.text == shown)
    one.press("q")
    assert one.wait_end() == 0
    one.assert_given_back()


def test_a_line_that_breaks_loses_nothing(start: Start, home: Path) -> None:
    one = start()
    one.wait_for("This week")
    one.press("3")
    one.wait_for("IMG 100")
    one.press("j", "j", "j", "j", "j", "y")
    one.hang_up()
    one.wait_end()
    assert "maybe:" in command(home, "log").splitlines()[0]


@pytest.mark.parametrize(
    "environ",
    [
        {"NO_COLOR": "1"},
        {"TERM": "xterm"},
        {"TERM": "screen"},
        {"TERM": "linux"},
        {"LANG": "C", "LC_ALL": "C"},
        {"COACH_DRIVER": "stock"},
    ],
    ids=lambda environ: " ".join(f"{k}={v}" for k, v in environ.items()),
)
def test_every_terminal_shows_whole_pages(start: Start, environ: dict[str, str]) -> None:
    one = start(**environ)
    one.wait_for("This week")
    for key, words in (
        ("2", "you are here"),
        ("3", "why, in a word"),
        ("6", "official"),
        ("7", "Graduate"),
    ):
        one.press(key)
        one.wait_for(words)
        assert one.emulator.text.splitlines()[0][1:].startswith("1 Week")
        assert "? help" in one.emulator.text.splitlines()[-1]
    if environ.get("LANG") == "C":
        assert one.emulator.text.isascii()
    if "NO_COLOR" in environ:
        codes = b";".join(re.findall(rb"\x1b\[([\d;]*)m", one.received)).split(b";")
        assert not {code for code in codes if code} - {b"0", b"1", b"2", b"4", b"7", b"22", b"24"}
    one.press("q")
    assert one.wait_end() == 0
    one.assert_given_back()


def test_a_window_too_small_is_said_in_one_sentence(start: Start) -> None:
    one = start(size=(50, 15))
    assert one.wait_end() == 1
    assert "50×15" in one.emulator.text.replace("\n", "") and "60×20" in one.emulator.text
    assert not one.emulator.alternate


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[keys]\n"task.fly" = "d"', "there is no command"),
        ('[keys]\n"task.skip" = "space"', "both"),
        ("driver = 'magic'", "driver is one of"),
        ("[keys", "cannot be read"),
    ],
)
def test_a_bad_settings_file_is_said_and_nothing_starts(
    start: Start, home: Path, text: str, said: str
) -> None:
    (home / "settings.toml").write_text(text)
    one = start()
    assert one.wait_end() == 1
    assert said in one.emulator.text.replace("\n", "")
    one.assert_given_back()


def test_own_keys_are_used_and_shown(start: Start, home: Path) -> None:
    (home / "settings.toml").write_text('[keys]\n"task.finish" = "d"\n')
    one = start()
    one.wait_for("d done")
    one.press("d")
    one.wait_for("Done:")


def test_doctor_says_what_it_found_and_chose(start: Start) -> None:
    one = start(
        "doctor",
        size=(100, 50),
        SSH_TTY="/dev/pts/9",
        TMUX="/tmp/x,1,0",
        TERM_PROGRAM="tmux",
        TERM_PROGRAM_VERSION="3.3a",
        TERM="screen-256color",
    )
    one.until(lambda: "\x1b[c" in one.received.decode(errors="replace"))
    os.write(one.terminal, b"\x1b[?62;c")
    assert one.wait_end() == 0
    shown = one.emulator.text
    assert "Terminal screen-256color, 100x50, 16 colours, UTF-8, SSH, tmux 3.3" in shown
    assert "round trip" in shown
    assert "Chosen   the cell-diff driver, the terminal's 16 colours" in shown
    assert "no mouse reports" in shown


def test_the_demo_leaves_nothing_behind(start: Start, tmp_path: Path) -> None:
    one = start("demo", at_home=False, TMPDIR=str(tmp_path), HOME=str(tmp_path))
    one.wait_for("This week")
    one.press("q")
    assert one.wait_end() == 0
    assert not list(tmp_path.glob("coach-demo-*"))
    assert not list(tmp_path.glob("**/coach.db")) or os.listdir(tmp_path) == ["home"]  # noqa: PTH208
