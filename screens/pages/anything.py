"""Find anything by a few letters: a program, a task, a resource, a page, a command."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar, Final

from msgspec import MsgspecError, json
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from coach.records import Entry, Hit
from coach.saying.library import told_apart
from coach.saying.names import ProgramNames
from coach.subjects.coach import Coach
from screens.keys import Hint, command_of, commands, key_names
from screens.registry import PAGES
from screens.terminal.latin import latin
from screens.widgets.frame import Footer, Title
from screens.widgets.prompt import Field
from screens.widgets.rows import Column, Row, RowList

if TYPE_CHECKING:
    from screens.pages.page import Page

USED: Final = "found"
"""The setting that holds what was gone to last."""
MOST_USED: Final = 5
NOT_KEPT: Final = ("answer", "file")
"""Kinds that are typed anew."""
MOST: Final = 20
"""Hits that are listed: more would cost a slow line at each letter what nobody reads."""
LAST: Final = 1000
"""The place of a command that the footer has not."""
FILE: Final = re.compile(r"\s*(?:coach )?import +(\S.*[./\\~].*)", re.IGNORECASE)
"""A file to take in, as one types the command."""


class Anything(ModalScreen[Hit]):
    """A line to type in and what it may mean; Enter goes there."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", show=False),
        Binding("down,ctrl+n", "step(1)", show=False),
        Binding("up", "step(-1)", show=False),
    ]

    def __init__(self, coach: Coach, extra: Sequence[Entry], page: Page | None = None) -> None:
        """`page`: the one below, whose commands stand there before anything is typed."""
        super().__init__()
        self._page = page
        self._coach, self._finder, self._extra = coach, coach.finder(extra), extra
        self._field = Field(placeholder="a few letters of a program, a task, a resource, a page")
        columns = [
            Column("kind", width=9, keep=2, tone="dim"),
            Column("title", keep=3, min_width=24, shorten=self._short),
            Column("why", keep=1, min_width=16, tone="dim"),
        ]
        self._rows = RowList(columns, marks=0, empty="")
        self._rows.can_focus = False
        self._hits: dict[str, Hit] = {}
        self._told: dict[str, tuple[str, str, str]] = {}
        self._names = ProgramNames(())

    def compose(self) -> ComposeResult:
        yield Title("", "Find anything")
        yield self._field
        yield self._rows
        yield Footer((Hint("Enter", "go there", 1), Hint("Esc", "back", 99)))

    def on_mount(self) -> None:
        self._field.focus()
        self._open()
        # 40 ms, once: not at the letter that makes a question of what is typed.
        self.call_after_refresh(self._coach.answers_to, "?")

    @property
    def typed(self) -> str:
        """What is asked."""
        return self._field.text

    def action_step(self, step: int) -> None:
        self._rows.action_move(step)

    def _open(self) -> None:
        """Shows what was gone to last, and what is possible on the page."""
        possible = possible_on(self._page) if self._page else []
        self._show({"Last gone to": used(self._coach, self._finder.has), "Possible here": possible})

    @on(Field.Changed)
    def _letters(self, event: Field.Changed) -> None:
        event.stop()
        if not event.text.strip():
            self._open()
            return
        if named := FILE.fullmatch(event.text):
            hits = [Hit("file", named[1].strip(), f"Take in {named[1].strip()}", 100.0, "import")]
        else:
            hits = self._hits_of(event.text)
        self._rows.empty = "Nothing fits. Other words, or an abbreviation?"
        head, typed = "", "".join(map(latin, event.text))
        if not hits and typed != event.text and (hits := self._hits_of(typed)):
            head = f"As “{typed}”, by the places of the keys"
        self._show({head: hits})

    def _hits_of(self, text: str) -> list[Hit]:
        """What fits a text; where nothing does, as of words that all have, the commands whose own
        words begin so, first those whose label does."""
        hits = self._coach.with_answers(text, self._finder.find(text, MOST))
        typed = text.casefold().split()
        named = (each for each in self._extra if each.kind == "command" and not hits)
        fitting = [each for each in named if _has(each, typed)]
        fitting.sort(key=lambda each: not each.synonyms[0].startswith(" ".join(typed)))
        return list(hits) or [
            Hit("command", each.id, each.title, 100.0, "") for each in fitting[:MOST]
        ]

    def _show(self, groups: Mapping[str, Sequence[Hit]]) -> None:
        """Lists what is found, under headings that have any."""
        hits = [hit for group in groups.values() for hit in group]
        self._hits = {f"{hit.kind} {hit.id}": hit for hit in hits}
        self._names, told = told_apart(self._coach, hits)
        self._told = dict(zip(map(key_of, hits), map(self._with_key, hits, told), strict=True))
        keys: list[str] = []
        for head, group in groups.items():
            keys += [head] * bool(head and group) + [key_of(hit) for hit in group]
        self._rows.show(
            list(dict.fromkeys(keys)), self._row, keep=key_of(hits[0]) if hits else None
        )

    def _with_key(self, hit: Hit, told: tuple[str, str, str]) -> tuple[str, str, str]:
        """A command says its key in place of why it was found, and the page that it is of."""
        if hit.kind != "command":
            return told
        command = command_of(hit.id)
        keys = key_names(command, self._page.my_app.keymap if self._page else {})
        here = self._page and self._page.page in command.pages
        place = "" if here or not command.pages else f" on {PAGES[command.pages[0]].title}"
        return (*told[:2], f"{', '.join(keys)}{place}")

    def _row(self, key: str) -> Row:
        if key not in self._told:
            return Row(key, (key,), section=True)
        return Row(key, self._told[key], underlined=tuple(self._field.text.split()))

    def _short(self, title: str, width: int) -> str:
        return self._names.short(title, width)

    @on(Field.Submitted)
    @on(RowList.Chosen)
    def _take(self, event: Field.Submitted | RowList.Chosen) -> None:
        event.stop()
        if self._rows.selected:
            hit = self._hits[self._rows.selected]
            remember(self._coach, hit)
            self.dismiss(hit)


def _has(entry: Entry, typed: Sequence[str]) -> bool:
    """Whether words of an entry begin with each of those typed."""
    words = " ".join((entry.title, *entry.synonyms)).casefold().split()
    return all(any(word.startswith(each) for word in words) for each in typed)


def key_of(hit: Hit) -> str:
    """The key of its row."""
    return f"{hit.kind} {hit.id}"


def possible_on(page: Page) -> list[Hit]:
    """The commands of a page that make sense now, those of its footer first."""
    not_now = page.impossible()
    mine = [command for command in commands(page.page) if command.id not in not_now]
    mine.sort(key=lambda command: command.rank or LAST)
    return [Hit("command", each.id, each.text.rstrip("."), 0.0, "") for each in mine]


def used(coach: Coach, has: Callable[[str, str], bool]) -> list[Hit]:
    """What was gone to last; `has`: whether something of a kind is still there."""
    return [
        hit
        for hit in _kept(coach)
        if (coach.programs.known(hit.id) if hit.kind == "program" else has(hit.kind, hit.id))
    ]


def remember(coach: Coach, hit: Hit) -> None:
    """Keeps what is gone to, for the next time; a question is typed anew."""
    if hit.kind in NOT_KEPT:
        return
    kept = [hit, *(each for each in _kept(coach) if key_of(each) != key_of(hit))]
    coach.set_setting(USED, json.encode(kept[:MOST_USED]).decode())


def _kept(coach: Coach) -> list[Hit]:
    with suppress(MsgspecError):
        return json.decode(coach.setting(USED) or "[]", type=list[Hit])
    return []
