from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest
from hypothesis import given, strategies as st
from textual.app import App
from textual.binding import BindingsMap

from screens.keys import (
    DETAIL,
    EVERYWHERE,
    LIST,
    Command,
    bindings,
    commands,
    conflicts,
    every_command,
    hints,
    key_names,
)
from screens.registry import PAGES
from screens.settings import settings_of


def command(name: str) -> Command:
    return next(command for command in every_command() if command.id == name)


def test_every_command_is_declared_once_and_says_what_it_does() -> None:
    commands = every_command()
    assert len({command.id for command in commands}) == len(commands)
    for each in commands:
        assert each.text.endswith((".", "?")), each.id
        assert each.label or not each.rank, each.id
        assert set(each.pages) <= {*PAGES, LIST, DETAIL}, each.id


def test_no_key_means_two_things_on_a_page() -> None:
    assert conflicts({}) == []


def test_a_page_gets_its_bindings_with_id_and_tooltip() -> None:
    keys = BindingsMap(bindings("week", {})).key_to_bindings
    assert {key: made[0].action for key, made in keys.items()} == {
        "space": "do('task.finish')",
        "o": "do('task.reopen')",
        "m": "do('task.move')",
        "s": "do('task.snooze')",
        "enter": "do('task.why')",
        "a": "do('task.add')",
        "plus": "do('task.add')",
        "x": "do('task.skip')",
        "S": "do('task.skip')",
        "p": "do('task.part')",
        "e": "do('task.edit')",
        "w": "do('task.wait')",
        "r": "do('week.review')",
        "H": "do('week.history')",
        "v": "do('week.recall')",
        "T": "do('tips.off')",
        "y": "do('week.answer')",
        "c": "do('week.calendar')",
        "i": "do('journey.what_if')",
        "W": "do('week.print')",
        "P": "do('week.paste')",
    }
    assert keys["space"][0].id == "task.finish"
    assert keys["space"][0].tooltip == "Mark the task as done."


def test_the_global_keys_are_where_the_reader_expects_them() -> None:
    keys = BindingsMap(bindings(EVERYWHERE, {})).key_to_bindings
    assert [keys[key][0].action for key in ("1", "3", "slash", "question_mark", "u", "q")] == [
        "go('week')",
        "go('programs')",
        "find",
        "help",
        "undo",
        "quit",
    ]


def test_the_footer_shows_the_page_first_and_help_last() -> None:
    shown = [f"{hint.key} {hint.label}" for hint in hints("programs", {}, ("return",))]
    assert shown == [
        "a apply",
        "y maybe",
        "v levers",
        "x no",
        "L list",
        "f filter",
        "e explain",
        "i I read",
        "w weights",
        "N this year or next",
        "z visa rules",
        "c compare",
        "F their filters",
        "M what moved",
        "p paste",
        "m note",
        "o sort",
        "/ find",
        "q quit",
        "? help",
    ]
    shorter = hints("programs", {}, without={"program.apply", "program.no"})
    assert [hint.label for hint in shorter][:2] == ["maybe", "levers"]


def test_a_key_of_ones_own_is_in_binding_footer_and_help() -> None:
    keymap = settings_of('[keys]\ntask.finish = "d,space"\nhelp = "f1"').keys
    assert bindings("week", keymap)[0].key == "d,space"
    assert hints("week", keymap)[0].key == "d"
    assert key_names(command("task.finish"), keymap) == ["d", "space"]
    assert key_names(command("page.find"), keymap) == ["/"]


def test_keys_are_written_as_on_the_keyboard() -> None:
    shown = {name for each in every_command() for name in key_names(each, {})}
    assert {"space", "Enter", "Esc", "Tab", "/", "?", "ctrl+p", "PgDn", "G", "J"} <= shown


def test_clashes_are_named_with_their_page() -> None:
    assert conflicts({"program.no": "a"}) == ["Keys: a is both “apply” and “no” on Programs."]
    assert conflicts({"task.skip": "j"}) == [
        "Keys: j is both “skip” and “go down a row” on Week and Journey."
    ]
    assert conflicts({"undo": "q"}) == [
        "Keys: q is both “take back the last change” and “quit” on every page."
    ]
    assert conflicts({"task.skip": "question_mark"}) == [
        "Keys: ? is both “skip” and “help” on Week and Journey."
    ]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('[keys]\nundoo = "d"', "there is no command “undoo”. Did you mean “undo”?"),
        ('[keys]\nzzzz = "d"', "there is no command “zzzz”."),
        ("[keys]\nundo = 7", "write the key for undo in quotes."),
        ('[keys]\nundo = "contrl+x"', "“contrl+x” for undo is not a key."),
        ('[keys]\nundo = ""', "“” for undo is not a key."),
        ('[keys]\nundo = "ctrl+j"', "most terminals send Enter for ctrl+j (undo)."),
        ('keys = "d"', "“keys” must be a table: write [keys] on a line of its own."),
        ("[keys", "the settings file cannot be read:"),
    ],
)
def test_a_mistake_in_the_settings_is_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(ValueError) as caught:
        settings_of(text)
    assert str(caught.value).startswith(f"Keys: {sentence}")


def test_settings_without_keys_change_nothing() -> None:
    assert settings_of("").keys == {}
    assert settings_of('[look]\nascii = true\n[keys]\n"undo" = "X"').keys == {"undo": "X"}


@given(st.text(max_size=40))
def test_any_settings_text_is_read_or_refused_with_a_sentence(text: str) -> None:
    try:
        settings_of(text)
    except ValueError as error:
        assert str(error).startswith("Keys: ")


async def test_the_users_keys_reach_the_app() -> None:
    class Demo(App[None]):
        BINDINGS = [*bindings("week", {}), *bindings(EVERYWHERE, {})]
        done: list[str]

        def action_do(self, command_id: str) -> None:
            self.done.append(command_id)

        def action_go(self, page: str) -> None:
            self.done.append(page)

    app = Demo()
    app.done = []
    async with app.run_test(size=(80, 24)) as pilot:
        app.set_keymap(settings_of('[keys]\ntask.finish = "d"').keys)
        await pilot.press("d", "space", "2")
        assert app.done == ["task.finish", "journey"]


def test_lists_and_texts_bind_what_is_declared_for_them() -> None:
    from screens.widgets.detail import Detail
    from screens.widgets.rows import RowList

    widgets: list[tuple[str, Any]] = [(LIST, RowList), (DETAIL, Detail)]
    for pane, widget in widgets:
        for each in commands(pane):
            name = each.action.split("(")[0]
            assert callable(getattr(widget, f"action_{name}")), each.id


@pytest.mark.parametrize("each", [each for each in every_command() if each.pages])
def test_what_a_page_declares_it_does(each: Command) -> None:
    module, _, name = each.action.split("(")[0].rpartition(".")
    for page in set(each.pages) & set(PAGES):
        PAGES[page].open()
        where: Any = import_module(f"screens.pages.{module}") if module else PAGES[page].made_by
        assert callable(getattr(where, name if module else f"action_{name}"))
