"""The page of a log: its entries, the one under the cursor in full, added by one line."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final, cast

from coach.commands import Command
from coach.saying import of_logs
from coach.saying.prepare import about_log
from coach.saying.text import Line
from coach.subjects.kept import with_words
from coach.typed_words import known
from coach.wording import narrow
from screens.keys import commands
from screens.pages.list_page import ListPage
from screens.pages.sorting import By, Value
from screens.registry import PAGES
from screens.widgets.ask import Ask
from screens.widgets.choose import Choose
from screens.widgets.rows import Column, Row
from screens.widgets.words import links_in

if TYPE_CHECKING:
    from coach.subjects.kept import Entry, Field, LogSubject


DAY: Final = 9
"""Cells of a day: `12 Mar 27`."""


class LogPage(ListPage["Entry"]):
    """What the applicant keeps in one log."""

    text_height = 4  # Enter reads it whole; entries differ in every line of it

    def __init__(self) -> None:
        super().__init__()
        self.sorts = {
            each.key: By(each.title or each.key, partial(self._value, each.key), each.key)
            for each in self.columns
        }

    @property
    def subject(self) -> LogSubject:
        """The log behind the page."""
        return self.coach.logs[self.page]

    def listed(self) -> dict[str, Entry]:
        entries = self.subject.listed().items()
        return {key: each for key, each in entries if self.fits(self.subject.log.title(each))}

    def row(self, key: str, item: Entry) -> Row:
        names = self.subject.log.columns
        return Row(key, tuple(self._cell(item, name) for name in names))

    def _cell(self, item: Entry, name: str) -> str:
        value = getattr(item, name)
        usual = narrow(value, self.coach.today) if isinstance(value, date) else ""
        return of_logs.in_row(self.coach, self.page, item, name, usual)

    def _value(self, name: str, item: Entry) -> Value:
        """What entries are ordered by: days and numbers as they are, all else as it reads."""
        value = getattr(item, name)
        is_plain = isinstance(value, date | int | float) or of_logs.MOMENT.fullmatch(str(value))
        return cast(Value, value) if is_plain else self._cell(item, name).casefold()

    def impossible(self) -> dict[str, str]:
        return super().impossible() or of_logs.closed(self.coach, self.page, self.item)

    def reload(self) -> None:
        self.rows.answers_empty = True  # reads how the log stands
        self.rows.stand_in(self.headed(self.columns))
        super().reload()

    def text(self, key: str, item: Entry) -> list[Line]:
        """What the coach has to say, else every field that says something."""
        return of_logs.beside(self.coach, self.page, item) or self._fields(item)

    def explain_line(self) -> list[Line]:
        if (item := self.item) is None:
            return about_log(self.coach, self.page)
        is_read = of_logs.reading(self.coach, self.page, item)
        beside = [] if is_read else of_logs.beside(self.coach, self.page, item)
        return [*self._fields(item), *([Line(), *beside] if beside else [])]

    def action_explain(self) -> None:
        """Reads the entry whole; `?` has less to say of one that is long to read."""
        whole = of_logs.reading(self.coach, self.page, self.item) if self.item else []
        self.read(self.reading, whole or self.explain_line(), self.label_width)

    def copies(self) -> dict[str, str]:
        """The first address in the entry, and its row."""
        fields = self._fields(self.item) if self.item else []
        links = (link for line in fields for link in links_in(line.text))
        return {"link": next(links, "")} | super().copies()

    def _fields(self, item: Entry) -> list[Line]:
        title = Line.of(self.subject.log.title(item), "strong")
        return [title, *of_logs.fields(self.coach, self.page, item)]

    def show_text(self, brief: bool = False) -> None:
        if self.item is None and not brief:
            self.pane.show(about_log(self.coach, self.page))
        else:
            super().show_text(brief)

    def context(self) -> str:
        return of_logs.in_title(self.coach, self.page, len(self.items))

    def empty(self) -> str:
        return of_logs.nothing(self.coach, self.page, "; a adds one")

    def action_back(self) -> None:
        """Gives up the filter, else goes back to the page that led here."""
        if self.words or self.let_be():
            super().action_back()
        else:
            self.action_go(PAGES[self.page].under)

    async def action_add(self) -> None:
        """Asks for one line and keeps what it says."""
        log = self.subject.log
        understood = partial(of_logs.understood, self.coach, log=self.page)
        hint = f"As in: {of_logs.example(self.coach, self.page)}. {log.record.never}".rstrip()
        line = await self.ask(
            Ask(f"Add to {log.name}", hint=hint, check=self.subject.typed, understood=understood)
        )
        words = partial(of_logs.added, self.coach, self.coach.road.plan.sent)
        if entry := await self.attempt(words, self.subject.add, line):
            self.go_to(entry.key)

    async def action_edit(self) -> None:
        """Asks which field, then for its value; one that cannot be is asked for again."""
        entry, log = self.item, self.subject.log
        if entry is None:
            return
        labels = {name: field.label for name, field in log.fields.items() if name != "key"}
        name = await self.ask(
            Choose(
                f"Change what of {self.called(log.title(entry))}?",
                known(labels),
                may_stay_open=False,
            )
        )
        value = await self._new_value(entry, log.fields[name])
        await self.attempt("Changed.", self.subject.set, entry.key, {name: value})

    async def _new_value(self, entry: Entry, field: Field) -> str:
        question, now = field.question or field.label, getattr(entry, field.name)
        if field.choices:
            words, is_open = (
                known({word: word for word in field.choices if word}),
                "" in field.choices,
            )
            return await self.ask(Choose(question, words, value=str(now), may_stay_open=is_open))
        if field.linked == "program" and field.kind is str:
            programs = {each.id: of_logs.program_words(each) for each in self.coach.programs.mine}
            return await self.ask(Choose(question, known(programs), value=str(now)))
        shown = of_logs.typed_words(now)
        check = partial(self.subject.check, entry.key, field.name)
        return await self.ask(Ask(question, value=shown, check=check))

    async def action_remove(self) -> None:
        """Takes the one under the cursor away; undo brings it back."""
        if self.item:
            await self.attempt("Removed.", self.subject.remove, self.item.key)


def page_of(name: str) -> type[LogPage]:
    """The page of a log by its name."""
    log = with_words()[name]
    first, *others = (log.fields[name] for name in log.columns)
    head, least = of_logs.HEADS.get((name, first.name), (first.label, 20))
    columns = [Column(first.name, head, keep=len(log.columns), min_width=least)]
    for place, field in enumerate(others, 1):
        keep = len(log.columns) - place
        usual = (field.label, DAY if field.kind is date else 5)
        label, least = of_logs.HEADS.get((name, field.name), usual)
        columns.append(Column(field.name, label, keep=keep, min_width=least, tone="dim"))
    members = {
        "page": name,
        "columns": tuple(columns),
        "has_header": True,
        "on_item": tuple(row.id for row in commands(name) if _needs_item(row)),
        "reading": PAGES[name].title,
        "noun": name if name == "people" or name.endswith("s") else f"entries of {name}",
        "__doc__": log.about,
    }
    return type(f"{log.record.__name__}Page", (LogPage,), members)


def _needs_item(command: Command) -> bool:
    """Whether a command is about the entry under the cursor: not adding, what gets none, nor
    reading, which is of the whole log where it is empty."""
    return not command.action.endswith(("()", "explain")) and not command.id.endswith(
        (".add", ".sort")
    )
