"""Looks are read, told apart and changed as terminals understand them."""

from __future__ import annotations

import pytest
from emulator import FLAGS, Emulator
from hypothesis import given, strategies as st

from screens.terminal.style import PLAIN, Style, UnknownStyle, after, change, on_blank

INKS = ["", "31", "97", "38;5;7", "38;2;1;20;255"]
PAPERS = ["", "41", "107", "48;5;7", "48;2;1;20;255"]
STYLES = st.builds(
    Style,
    st.sampled_from(INKS),
    st.sampled_from(PAPERS),
    st.lists(st.sampled_from(sorted(FLAGS)), max_size=4).map(
        lambda codes: sum({1 << code for code in codes})
    ),
    st.sampled_from(["", "https://nrmp.org", "https://ecfmg.org/a;b?c=1"]),
)


def terminal_after(text: str) -> Emulator:
    emulator = Emulator()
    emulator.feed(text)
    return emulator


@given(STYLES, STYLES)
def test_a_change_leaves_nothing_of_the_old_style(old: Style, new: Style) -> None:
    there = terminal_after(change(PLAIN, old) + change(old, new))
    assert there.look == terminal_after(change(PLAIN, new)).look
    assert there.unknown == []
    assert terminal_after(change(PLAIN, old) + change(old, PLAIN)).look == Emulator().look


@given(STYLES, STYLES)
def test_a_change_is_read_as_it_was_meant(old: Style, new: Style) -> None:
    old, new = old._replace(link=""), new._replace(link="")
    sequence = change(old, new)
    assert (after(old, sequence[2:-1]) if sequence else old) == new


def test_what_is_shorter_is_sent() -> None:
    rich = after(PLAIN, "1;38;2;1;2;3;48;2;4;5;6")
    assert change(rich, rich._replace(marks=0)) == "\x1b[22m"
    assert change(rich, PLAIN) == "\x1b[m"
    assert change(rich, after(PLAIN, "4")) == "\x1b[0;4m"
    assert change(after(PLAIN, "31"), after(PLAIN, "32")) == "\x1b[32m"
    assert change(rich, rich) == ""


def test_one_address_has_one_id_and_is_ended() -> None:
    linked = PLAIN._replace(link="https://nrmp.org")
    assert change(PLAIN, linked) == change(PLAIN, linked)
    assert change(PLAIN, linked).startswith("\x1b]8;id=")
    assert change(linked, PLAIN) == "\x1b]8;;\x1b\\"
    assert change(linked, after(linked, "1")) == "\x1b[1m"


def test_blanks_that_look_alike_are_equal() -> None:
    assert on_blank(after(PLAIN, "1;31;44")) == on_blank(after(PLAIN, "3;44"))
    underlined = after(PLAIN, "4;31;44")
    assert on_blank(underlined) == underlined


@pytest.mark.parametrize("codes", ["38;5", "38;7;1", "4242", "38;2;1;2;x", "10"])
def test_what_is_not_known_is_not_guessed(codes: str) -> None:
    with pytest.raises(UnknownStyle):
        after(PLAIN, codes)
