from __future__ import annotations

from coach.cells import width_of
from coach.saying.signs import IN_ASCII
from screens.widgets import words
from screens.widgets.style import strip, tone_style, use_signs, use_theme


def test_every_sign_is_one_cell_in_both_alphabets() -> None:
    for sign, plain in IN_ASCII.items():
        assert width_of(sign) == width_of(plain) == 1 and plain.isascii()


def test_ascii_is_one_switch_for_signs_and_texts() -> None:
    use_signs(words.in_ascii)
    assert strip([("▌ Programs · São Paulo…", "")], 24).text == "> Programs - Sao Paulo~ "


def test_tones_add_up_and_unknown_ones_do_nothing() -> None:
    both = tone_style("strong found")
    assert both and both.bold and both.underline
    assert tone_style("") is None
    assert tone_style("loud") is None


def test_colours_are_of_the_sixteen_and_change_on_white() -> None:
    def number(tone: str) -> int | None:
        style = tone_style(tone)
        return style.color.number if style and style.color else None

    on_dark = [number(tone) for tone in ("good", "warn")]
    use_theme("light")
    on_light = [number(tone) for tone in ("good", "warn")]
    assert on_dark == [2, 3]
    assert on_light == [4, 5]


def test_a_line_has_exactly_its_width() -> None:
    assert strip([("Hurley", "strong")], 10).text == "Hurley    "
    assert strip([("Hurley Medical", "")], 6).text == "Hurley"
    assert strip([("Hurley", "")], 8, "↓").text == "Hurley ↓"
    assert strip([], 0).text == ""
