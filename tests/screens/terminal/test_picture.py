"""What goes to the terminal when Textual writes this or that."""

from __future__ import annotations

import re

from emulator import Emulator

from screens.terminal.picture import SYNC_END, SYNC_START, Picture


def shown(picture: Picture, terminal: Emulator) -> str:
    """Send what is due and look at the screen."""
    sent = picture.take()
    terminal.feed(sent)
    return sent


def test_only_what_differs_is_sent_and_only_once() -> None:
    picture, terminal = Picture(20, 2), Emulator(20, 2)
    picture.write("\x1b[1;1Hhello\x1b[0m\n\x1b[2;1Hworld\x1b[1;1H")
    shown(picture, terminal)
    assert terminal.lines == ["hello", "world"]
    picture.write("\x1b[1;1Hhallo\x1b[1;1H")
    assert shown(picture, terminal) == "ha\r"
    assert picture.take() == ""
    picture.write("\x1b[1;1Hhallo\x1b[1;1H")
    assert picture.take() == ""


def test_frames_painted_over_each_other_are_not_sent() -> None:
    picture, terminal = Picture(20, 1), Emulator(20, 1)
    picture.write("\x1b[1;1H" + "x" * 20 + "\x1b[1;1H")
    shown(picture, terminal)
    for text in ("one", "two", "xxx"):
        picture.write(f"\x1b[1;1H{text}\x1b[1;1H")
    assert shown(picture, terminal) == ""
    assert terminal.lines == ["x" * 20]


def test_the_cursor_ends_where_the_last_frame_put_it() -> None:
    picture, terminal = Picture(20, 4), Emulator(20, 4)
    picture.write("\x1b[1;1Hhello\x1b[3;7H")
    shown(picture, terminal)
    assert (terminal.x, terminal.y) == (6, 2)
    picture.write("\x1b[1;1Hhello\x1b[2;2H")
    shown(picture, terminal)
    assert (terminal.x, terminal.y) == (1, 1)


def test_what_changes_no_cell_goes_out_as_it_is() -> None:
    picture = Picture(10, 1)
    picture.write("\x1b[1;1Hx")
    picture.take()
    for aside in ("\a", "\x1b]52;c;aGk=\x07", "\x1b]22;text\x07", "\x1b[?1004h", "\x1b[?2026$p"):
        picture.write(aside)
        assert picture.take() == aside


def test_after_something_unknown_the_next_frame_repaints_all() -> None:
    picture, terminal = Picture(10, 2), Emulator(10, 2)
    picture.write("\x1b[1;1Habc\n\x1b[2;1Hdef")
    shown(picture, terminal)
    picture.write("\x1b[2J")
    assert shown(picture, terminal) == "\x1b[2J"
    assert terminal.text.strip() == ""
    picture.write("\x1b[1;1HABC")
    shown(picture, terminal)
    assert terminal.lines == ["ABC", "def"]


def test_a_frame_with_something_unknown_in_it_is_sent_whole() -> None:
    picture, terminal = Picture(10, 1), Emulator(10, 1)
    frame = "\x1b[1;1Hab\x1b[5Xcd"
    picture.write(frame)
    assert picture.take().endswith(frame)
    picture.write("\x1b[1;1Hxy")
    shown(picture, terminal)
    assert terminal.lines == ["xycd"]


def test_forgetting_repaints_all_without_a_new_frame() -> None:
    picture, terminal = Picture(10, 1), Emulator(10, 1)
    picture.write("\x1b[1;1Habc")
    picture.take()
    terminal.feed("rubbish")
    picture.forget()
    shown(picture, terminal)
    assert terminal.lines == ["abc"]


def test_a_new_size_keeps_what_is_still_there() -> None:
    picture, terminal = Picture(10, 2), Emulator(6, 3)
    picture.write("\x1b[1;1Habcdefghij\n\x1b[2;1Hxyz")
    picture.resize(6, 3)
    assert picture.size == (6, 3)
    shown(picture, terminal)
    assert terminal.lines == ["abcdef", "xyz", ""]


def test_a_saved_frame_is_where_the_differences_start() -> None:
    saved = Picture(20, 2)
    saved.write("\x1b[1;1H\x1b[31mhello\x1b[0m\n\x1b[2;1Hworld")
    terminal = Emulator(20, 2)
    terminal.feed(saved.frame())
    picture = Picture(20, 2)
    picture.assume(saved.frame())
    picture.write("\x1b[1;1H\x1b[31mhello\x1b[0m\n\x1b[2;1Hwords\x1b[1;1H")
    assert shown(picture, terminal) == "\b\bds\x1b[H"  # the cursor is where the frame left it
    assert terminal.lines == ["hello", "words"]


def test_big_pictures_are_marked_where_the_terminal_knows_it() -> None:
    picture = Picture(80, 24)
    for text in ("x", "y", "z"):
        picture.write(SYNC_START)
        picture.write("\x1b[1;1H" + "\n".join(text * 80 for _ in range(24)))
        picture.write(SYNC_END)
        sent = picture.take()
        assert sent.startswith(SYNC_START) and sent.endswith(SYNC_END)
    picture.write("\x1b[1;1Ha")
    assert SYNC_START not in picture.take()


def test_a_link_over_two_lines_is_one_and_is_in_no_kept_picture() -> None:
    picture, terminal = Picture(12, 2), Emulator(12, 2)
    link = "\x1b]8;id=7;https://nrmp.org/x\x1b\\"
    picture.write(f"\x1b[1;1Hat {link}nrmp.org/\x1b]8;;\x1b\\\n{link}x\x1b]8;;\x1b\\ ends")
    sent = shown(picture, terminal)
    linked = [cell.text for row in terminal.cells for cell in row if cell.look.link]
    assert "".join(linked) == "nrmp.org/x" and len(set(re.findall(r"8;(id=\w+);", sent))) == 1
    assert "]8;" not in picture.frame() and terminal.lines == ["at nrmp.org/", "x ends"]
    picture.write("\x1b[1;4Hnrmp.org/\x1b[1;1H")
    shown(picture, terminal)
    assert not any(cell.look.link for cell in terminal.cells[0])
