from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from textual.app import App
from textual.events import Key, Paste
from textual.screen import Screen

from coach.records import CoachError
from coach.saying.text import Line
from coach.typed_words import known
from screens.widgets.ask import BEFORE, Ask, Help, Pick
from screens.widgets.choose import Choose
from screens.widgets.confirm import Confirm
from screens.widgets.prompt import Field
from screens.widgets.rows import Column, Row, RowList

Lines = Callable[[App[Any]], list[str]]
AppWith = Callable[..., App[None]]

STATES = {"NY": "New York", "NJ": "New Jersey", "MI": "Michigan", "MN": "Minnesota"}
NOT_ANSWERED = "not answered"


class Asker:
    """Presses keys at a dialog and tells what it answered."""

    def __init__(self, app: App[None], lines_of: Lines) -> None:
        self.app = app
        self._lines_of = lines_of
        self.seen: list[str] = []

    async def __call__(
        self, dialog: Screen[Any], *keys: str, size: tuple[int, int] = (80, 24)
    ) -> Any:
        answers: list[Any] = [NOT_ANSWERED]
        async with self.app.run_test(size=size) as pilot:
            self.app.push_screen(dialog, answers.append)
            await pilot.pause()
            await pilot.press(*keys)
            await pilot.pause()
            self.seen = self._lines_of(self.app)
        return answers[-1]


@pytest.fixture
def ask(app_with: AppWith, lines_of: Lines) -> Asker:
    rows = RowList([Column("name")])
    rows.show([str(number) for number in range(40)], lambda key: Row(key, (f"Hospital {key}",)))
    return Asker(app_with(rows), lines_of)


def same(*texts: str) -> dict[str, str]:
    """Choices that are their own values."""
    return {text: text for text in texts}


def a_day(text: str) -> None:
    if not text.startswith("2026"):
        raise CoachError("Write a day as 2026-12-03.")


async def test_a_question_stands_below_the_page(ask: Asker) -> None:
    dialog = Ask("When is it due?", value="2026-12-03", hint="A day, or nothing.")
    assert await ask(dialog) == NOT_ANSWERED
    assert ask.seen[18].endswith("Hospital 18")
    assert ask.seen[19:] == [
        "",
        " When is it due?",
        " > 2026-12-03",
        " A day, or nothing.",
        " Enter take it  Esc back",
    ]


async def test_what_is_typed_is_the_answer(ask: Asker) -> None:
    assert await ask(Ask("When?"), *"2026-12-01", "backspace", "3", "enter") == "2026-12-03"


async def test_a_wrong_answer_gets_a_sentence_and_a_second_try(ask: Asker) -> None:
    assert await ask(Ask("When?", check=a_day, hint="A day."), *"soon", "enter") == NOT_ANSWERED
    assert " Write a day as 2026-12-03." in ask.seen


async def test_a_second_try_is_taken(ask: Asker) -> None:
    keys = (*"soon", "enter", "ctrl+u", *"2026-12-03", "enter")
    assert await ask(Ask("When?", check=a_day), *keys) == "2026-12-03"


@pytest.mark.parametrize(
    "dialog",
    [
        lambda: Ask("When?"),
        lambda: Choose("Which?", known(STATES)),
        lambda: Pick("Which?", STATES),
        lambda: Help("Week", [Line.of("text")], "week"),
    ],
)
async def test_escape_goes_back_without_an_answer(
    ask: Asker, dialog: Callable[[], Screen[Any]]
) -> None:
    assert await ask(dialog(), "escape") is None


async def test_one_of_a_list_is_picked_with_enter_or_space(ask: Asker) -> None:
    assert await ask(Pick("Sorted by?", same("score", "chance", "name")), "j", "enter") == (
        "chance",
    )


async def test_a_list_begins_at_what_is_chosen_now(ask: Asker) -> None:
    dialog = Pick("Sorted by?", same("score", "chance", "name"), chosen=["chance"])
    assert await ask(dialog) == NOT_ANSWERED
    assert ask.seen[-4:-1] == ["    score", " ▌✓ chance", "    name"]


async def test_several_are_marked_and_come_in_the_order_of_the_list(ask: Asker) -> None:
    dialog = Pick("Which states?", STATES, several=True, chosen=["MI"])
    keys = ("G", "space", "k", "space", "g", "g", "space", "enter")
    assert await ask(dialog, *keys) == ("NY", "MN")


@pytest.mark.parametrize(
    ("key", "answer"), [("y", True), ("n", False), ("escape", False), ("enter", False)]
)
async def test_only_y_confirms(ask: Asker, key: str, answer: bool) -> None:
    dialog = Confirm("Delete everything?", "This cannot be undone.", yes="delete it")
    assert await ask(dialog, key) is answer


async def test_other_keys_leave_a_confirmation_open(ask: Asker) -> None:
    assert (
        await ask(Confirm("Delete everything?", "", yes="do it"), "j", "space", "x") == NOT_ANSWERED
    )
    assert ask.seen[-2:] == [" Delete everything?", " y do it  n leave it as it is  Esc back"]


async def test_help_is_read_line_by_line(ask: Asker) -> None:
    lines = [Line.labelled(f"key {number}", "does something") for number in range(40)]
    assert await ask(Help("Week", lines, "week"), "j", "j") == NOT_ANSWERED
    assert ask.seen[0].startswith("[1 Week] 2 Jour") and ask.seen[1] == " Week"
    assert ask.seen[2].startswith("   key 2       does something")
    assert ask.seen[-1] == " j down  k up  Esc back"


async def test_a_dialog_fits_a_small_screen(ask: Asker) -> None:
    many = same(*(f"choice {number}" for number in range(50)))
    await ask(Pick("A question that is longer than the screen is wide?", many), size=(40, 12))
    assert ask.seen[-1] == " Enter take it  Esc back"
    assert ask.seen[2:6] == [
        "",
        " A question that is longer than the",
        " screen is wide?",
        " ▌  choice 0",
    ]
    assert ask.seen[-2] == "    choice 5" + " " * 27 + "↓"


async def test_a_paste_that_is_too_long_is_cut_and_what_was_typed_stays(
    app_with: AppWith, lines_of: Lines
) -> None:
    answers: list[str | None] = []
    app = app_with(RowList([Column("name")]))
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(Ask("Note?", value="", hint="A word."), answers.append)
        await pilot.press(*"mine ")
        app.screen.query_one(Field).post_message(Paste("y" * 10_000))
        await pilot.pause()
        assert " It takes 2,000 letters; the rest, 8005, was left out." in lines_of(app)
        await pilot.press("enter")
        assert answers[0] and answers[0].startswith("mine yyy") and len(answers[0]) == 2000


@pytest.mark.parametrize("key", ["up", "shift+tab"])
@pytest.mark.parametrize(("goes_back", "answer"), [(False, NOT_ANSWERED), (True, BEFORE)])
async def test_the_question_before_is_gone_back_to_where_there_is_one(
    ask: Asker, key: str, goes_back: bool, answer: str
) -> None:
    question = Ask("Second?")
    question.goes_back = goes_back
    assert await ask(question, *"abc", key) == answer


async def test_letters_that_come_with_the_key_that_asks_are_typed(app_with: AppWith) -> None:
    answers: list[str | None] = []
    app = app_with(RowList([Column("name")]))
    async with app.run_test(size=(80, 24)) as pilot:
        type(app).action_ask = lambda self: self.push_screen(Ask("?"), answers.append)  # type: ignore[attr-defined]
        app.bind("f", "ask")
        for key in ("f", "n", "e", "enter"):
            app.post_message(Key(key, key if len(key) == 1 else None))
        await pilot.pause()
        await pilot.pause()
        assert answers == ["ne"]
