"""A question with a known set: what is typed is understood, shown and never guessed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from textual.app import App
from textual.screen import Screen

from coach.typed_words import Known, known, several
from screens.widgets.ask import BEFORE
from screens.widgets.choose import Choose, ChooseOrType

AppWith = Callable[..., App[None]]
Lines = Callable[[App[Any]], list[str]]
NOT_ANSWERED = "not answered"
STATES = known({"NY": "New York", "NJ": "New Jersey", "MI": "Michigan", "MN": "Minnesota"})
FIELDS = several(
    known(
        {name: name for name in ("Family Medicine", "Internal Medicine", "Interventional Rad")},
        {"Internal Medicine": ("IM", "int")},
    )
)


class Chooser:
    """Presses keys at a question and tells what it answered."""

    def __init__(self, app_with: AppWith, lines_of: Lines) -> None:
        self._app_with = app_with
        self._lines_of = lines_of
        self.seen: list[str] = []

    async def __call__(self, dialog: Screen[Any], *keys: str) -> Any:
        answers: list[Any] = [NOT_ANSWERED]
        app = self._app_with()
        async with app.run_test(size=(80, 24)) as pilot:
            app.push_screen(dialog, answers.append)
            await pilot.pause()
            await pilot.press(*keys)
            await pilot.pause()
            self.seen = self._lines_of(app)
        return answers[-1]


@pytest.fixture
def choose(app_with: AppWith, lines_of: Lines) -> Chooser:
    return Chooser(app_with, lines_of)


def state(**more: Any) -> Choose:
    return Choose("Which state?", STATES, hint="Changes: the list.", **more)


async def test_what_fits_is_listed_and_what_is_understood_said(choose: Chooser) -> None:
    assert await choose(state(), *"new") == NOT_ANSWERED
    assert [line for line in choose.seen if "New" in line] == [" ▌ New York", "   New Jersey"]
    assert await choose(state(), *"mic") == NOT_ANSWERED
    place = choose.seen.index(" > mic")
    assert choose.seen[place + 1 : place + 3] == [" Michigan", " ▌ Michigan"]


@pytest.mark.parametrize("typed", ["mi", "MI", "mich", "michigan", "  Michigan "])
async def test_enter_takes_what_is_surely_meant(choose: Chooser, typed: str) -> None:
    assert await choose(state(), *typed, "enter") == "MI"


async def test_several_equally_good_are_asked_back_and_tab_takes(choose: Chooser) -> None:
    assert await choose(state(), *"new", "enter") == NOT_ANSWERED
    assert (
        " Did you mean “New York” or “New Jersey”? Tab takes the one under the cursor."
        in choose.seen
    )
    assert await choose(state(), *"new", "enter", "down", "tab", "enter") == "NJ"


async def test_what_is_merely_alike_is_never_taken_by_enter(choose: Chooser) -> None:
    assert await choose(state(), *"minesotta", "enter") == NOT_ANSWERED
    assert " Did you mean “Minnesota”? Tab takes it." in choose.seen
    assert await choose(state(), *"minesotta", "enter", "tab", "enter") == "MN"


async def test_what_is_like_nothing_is_said_to_be(choose: Chooser) -> None:
    assert await choose(state(), *"qqq", "enter") == NOT_ANSWERED
    assert any("Nothing is like “qqq”" in line for line in choose.seen)


async def test_a_row_that_one_went_to_is_taken(choose: Chooser) -> None:
    assert await choose(state(), "down", "down", "enter") == "NJ"
    assert await choose(state(), *"new", "down", "enter") == "NJ"


async def test_enter_alone_leaves_it_open_or_keeps_what_stands(choose: Chooser) -> None:
    assert await choose(state(), "enter") == ""
    assert await choose(state(value="MI"), "enter") == "MI"
    assert await choose(state(may_stay_open=False), "enter") == "NY"


async def test_the_last_of_several_is_completed_and_all_are_shown(choose: Chooser) -> None:
    ask = Choose("Which?", FIELDS)
    assert await choose(ask, *"IM, fam") == NOT_ANSWERED
    assert " Internal Medicine, Family Medicine" in choose.seen
    assert await choose(Choose("Which?", FIELDS), *"IM, fam", "tab", "enter") == (
        "IM, Family Medicine"
    )
    assert await choose(Choose("Which?", FIELDS), *"xyz, IM", "enter") == NOT_ANSWERED
    assert any("Nothing is like “xyz”" in line for line in choose.seen)


async def test_a_comma_adds_to_what_stands(choose: Chooser) -> None:
    ask = Choose("Which?", FIELDS, value="Internal Medicine")
    assert await choose(ask, *", fam", "enter") == "Internal Medicine, fam"


@pytest.mark.parametrize(
    ("keys", "answer"), [("up", BEFORE), ("down up enter", ""), ("shift+tab", BEFORE)]
)
async def test_up_goes_to_the_question_before_from_the_first_row_only(
    choose: Chooser, keys: str, answer: str
) -> None:
    ask = state()
    ask.goes_back = True
    assert await choose(ask, *keys.split()) == answer
    assert await choose(state(), *keys.split(), "enter") == ""


async def test_other_words_will_do_where_they_may(choose: Chooser) -> None:
    kinds: Known = known({word: word for word in ("observership", "externship")})
    assert await choose(ChooseOrType("What?", kinds), *"other", "enter") == "other"
    assert await choose(ChooseOrType("What?", kinds), "down", "enter") == "observership"
