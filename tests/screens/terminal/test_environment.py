"""What is believed of a terminal, and what Textual is told."""

from __future__ import annotations

import pytest

from screens.terminal.environment import TRUECOLOR, choose_driver, look_around, prepare
from screens.terminal.firstframe import stock_wanted

SSH = {"SSH_CONNECTION": "10.0.0.1 50000 10.0.0.2 22"}
XTERM = {"TERM": "xterm-256color", "LANG": "en_US.UTF-8"}


@pytest.mark.parametrize(
    ("environ", "colours"),
    [
        ({"TERM": "xterm-256color"}, 256),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, TRUECOLOR),
        ({"TERM": "xterm-direct"}, TRUECOLOR),
        ({"TERM": "xterm-kitty"}, 256),
        ({"TERM": "xterm"}, 16),
        ({"TERM": "screen"}, 16),
        ({"TERM": "linux"}, 16),
        ({"TERM": "vt220"}, 0),
        ({"TERM": "xterm-mono"}, 0),
        ({"TERM": "dumb"}, 0),
        ({}, 0),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, 0),
        ({"TERM": "xterm-256color", "NO_COLOR": ""}, 256),
        ({"TERM": "xterm-256color", **SSH}, 16),
        ({"TERM": "vt100", **SSH}, 0),
    ],
)
def test_colours(environ: dict[str, str], colours: int) -> None:
    assert look_around(environ).colours == colours


def test_the_user_knows_the_line_better() -> None:
    fast = look_around(XTERM | SSH, "full")
    assert (fast.ssh, fast.slow, fast.colours, fast.mouse) == (True, False, 256, True)
    slow = look_around(XTERM, "slow")
    assert (slow.ssh, slow.slow, slow.colours, slow.mouse) == (False, True, 16, False)


@pytest.mark.parametrize(
    ("environ", "utf8"),
    [
        ({"LANG": "de_DE.UTF-8"}, True),
        ({"LANG": "C.utf8"}, True),
        ({"LC_CTYPE": "UTF-8"}, True),
        ({"LC_ALL": "C", "LANG": "de_DE.UTF-8"}, False),
        ({"LANG": "de_DE.ISO-8859-1"}, False),
        ({}, False),
        # Python's own doing, where the locale is C or not set.
        ({"LC_CTYPE": "C.UTF-8", "LANG": "C"}, False),
        ({"LC_CTYPE": "C.UTF-8", "LANG": "C.UTF-8"}, True),
    ],
)
def test_utf8(environ: dict[str, str], utf8: bool) -> None:
    assert look_around(environ).utf8 is utf8


@pytest.mark.parametrize(
    ("environ", "tmux"),
    [
        ({}, None),
        ({"TMUX": "/tmp/x,1,0"}, (0, 0)),
        ({"TMUX": "x", "TERM_PROGRAM": "tmux", "TERM_PROGRAM_VERSION": "3.4"}, (3, 4)),
        ({"TMUX": "x", "TERM_PROGRAM": "tmux", "TERM_PROGRAM_VERSION": "next-3.7a"}, (3, 7)),
        ({"TMUX": "x", "TERM_PROGRAM": "iTerm.app", "TERM_PROGRAM_VERSION": "3.5"}, (0, 0)),
        ({"TERM_PROGRAM": "tmux", "TERM_PROGRAM_VERSION": "3.4"}, None),
    ],
)
def test_tmux(environ: dict[str, str], tmux: tuple[int, int] | None) -> None:
    assert look_around(environ).tmux == tmux


def test_erasing_in_colour_is_left_to_those_who_know_it() -> None:
    assert look_around({"TERM": "xterm-256color"}).erases_in_colour
    assert look_around({"TERM": "screen-256color", "TMUX": "x"}).erases_in_colour
    assert not look_around({"TERM": "screen-256color", "STY": "1.x"}).erases_in_colour
    assert not look_around({"TERM": "vt220"}).erases_in_colour


def test_what_the_user_has_set_stays() -> None:
    environ = {"TERM": "xterm-256color", "ESCDELAY": "300", "TEXTUAL_COLOR_SYSTEM": "256", **SSH}
    prepare(environ, look_around(environ))
    assert environ["ESCDELAY"] == "300"
    assert environ["TEXTUAL_COLOR_SYSTEM"] == "256"
    assert environ["TEXTUAL_ANIMATIONS"] == "none"


def test_textual_reads_every_setting() -> None:
    from pathlib import Path

    from textual import constants

    source = Path(constants.__file__).read_text()
    settings: dict[str, str] = {}
    prepare(settings, look_around(XTERM))
    for name, value in settings.items():
        assert f'"{name}"' in source
        assert value


def test_textuals_own_driver_where_asked_for() -> None:
    line = look_around(XTERM)
    assert choose_driver(line, {}) is not None
    assert choose_driver(line, {}, "stock") is None
    assert choose_driver(line, {"COACH_DRIVER": "stock"}) is None
    assert choose_driver(line, {"TEXTUAL_DRIVER": "textual.drivers.x:Y"}) is None


def test_windows_has_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "win32")
    assert stock_wanted({})
