"""Prepare: what do I study, collect and write?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from coach.saying import of_logs
from coach.saying.prepare import about_log, about_step
from coach.saying.text import DOT, OPEN, WAITING, Line
from coach.subjects.kept import OF_THE_SEASON, titles
from coach.subjects.prepare import KINDS, NextStep
from coach.wording import short
from screens.pages.list_page import ListPage
from screens.widgets.ask import Ask
from screens.widgets.rows import Column, Row

if TYPE_CHECKING:
    from coach.subjects.kept import Entry

SIGNS = {"missing": ("?", "warn"), "waits": (WAITING, ""), "next": (OPEN, "")}

NARROW = 72
"""Columns of a screen below which a row names no log."""


class LogsPage(ListPage["NextStep | str | Entry"]):
    """What some logs ask for, then each of them in a line."""

    logs: Sequence[str]
    """Those that it leads to."""
    columns = (
        Column("log", keep=1, min_width=8, tone="dim"),
        Column("what", keep=3, min_width=20),
        Column("when", keep=2, min_width=5),
    )
    on_item = ("prepare.open", "prepare.done")
    noun = "steps"
    reading = "Why this step"
    heads: Mapping[str, tuple[str, ...]] = {
        "head:logs": ("Logs",),
        "head:ahead": ("Interviews ahead",),
    } | {f"head:{kind}": (words,) for kind, words in KINDS.items()}
    text_height = 4

    def __init__(self) -> None:
        super().__init__()
        self._titles: dict[str, str] = {}
        self._keys: dict[str, str] = {}
        """The key that goes to each log."""
        self._shown_narrow: bool | None = None

    def listed(self) -> dict[str, NextStep | str | Entry]:
        steps = self.coach.prepare.steps()
        steps = [step for step in steps if step.log in self.logs and self.fits(step.title)]
        self._titles = {name: titles()[name] for name in self.logs}
        self._keys = {name: self.key_of(f"{self.page}.{name}") for name in self.logs}
        logs = [name for name, title in self._titles.items() if self.fits(title)]
        items: dict[str, NextStep | str | Entry] = {name: name for name in logs}
        return items | {step.key: step for step in steps}

    def keys(self) -> list[str]:
        """What is to be done, what is missing and what waits, then the logs."""
        by_kind = {
            kind: [key for key, item in self.items.items() if _kind(item) == kind]
            for kind in ("next", "ahead", "missing", "waits", "logs")
        }
        return [key for kind, keys in by_kind.items() if keys for key in (f"head:{kind}", *keys)]

    def stands(self, name: str) -> str:
        """How a log stands, in a few words."""
        return of_logs.in_short(self.coach, name) or "nothing yet"

    @property
    def is_narrow(self) -> bool:
        """Whether a column of its own for the log's name would leave too little of what it says."""
        return self.app.size.width < NARROW

    def on_resize(self) -> None:
        if self._shown_narrow not in (None, self.is_narrow):
            self.reload()

    def row(self, key: str, item: NextStep | str | Entry) -> Row:
        self._shown_narrow = self.is_narrow
        if isinstance(item, str):
            title, stands = self._titles[item], self.stands(item)
            cells = ("", f"{title}: {stands}") if self.is_narrow else (title, stands)
            return Row(key, cells, mark=(self._keys.get(item, " "), "dim"))
        if not isinstance(item, NextStep):
            return Row(key, of_logs.ahead(self.coach, item, self.is_narrow), mark=(DOT, "dim"))
        due, today = item.due, self.coach.today
        when = (short(due, today) if due else "", "warn" if due and due < today else "")
        log = "" if self.is_narrow else self._titles[item.log]
        return Row(key, (log, item.title, when), mark=SIGNS[item.kind])

    def text(self, key: str, item: NextStep | str | Entry) -> list[Line]:
        if isinstance(item, str):
            return about_log(self.coach, item)
        if isinstance(item, NextStep):
            return about_step(self.coach, item)
        return of_logs.beside(self.coach, key.partition("/")[0], item)

    def context(self) -> str:
        waiting = sum(_kind(item) == "waits" for item in self.items.values())
        asked = sum(_kind(item) == "next" for item in self.items.values())
        return f"{asked} next · {waiting} wait for others"

    def explain_line(self) -> list[Line]:
        item = self.item
        return [] if item is None else self.text(self.rows.selected or "", item)

    def impossible(self) -> dict[str, str]:
        is_task = _kind(self.item) == "next"
        return super().impossible() or (
            {} if is_task else {"prepare.done": "only a step under Next is done here"}
        )

    def can_mark(self, key: str) -> bool:
        return isinstance(self.items.get(key), NextStep)

    async def action_add(self) -> None:
        """Asks for one line and keeps what it says, in the log of its first word."""
        prepare = self.coach.prepare
        logs = self.coach.logs
        words = ", ".join(logs[name].log.word for name in self._titles if name in logs)
        hint = f"Begin with {words}: lor Dr Khan IM us ask fri"
        understood = partial(of_logs.understood, self.coach)
        line = await self.ask(
            Ask("What is new?", hint=hint, check=prepare.check, understood=understood)
        )
        done = partial(of_logs.added, self.coach, self.coach.road.plan.sent)
        await self.attempt(done, prepare.add, line)

    async def action_finish(self) -> None:
        """Marks the step under the cursor as done."""
        if isinstance(step := self.item, NextStep):
            await self.attempt(f"Done: {step.title}", self.coach.road.finish, step.key)

    def action_open(self) -> None:
        """Goes to the log under the cursor, or to the entry that a step is about."""
        item = self.item
        if isinstance(item, str):
            self.my_app.action_go(item)
        elif isinstance(item, NextStep):
            self.my_app.jump(item.log, item.entry)
        elif item:
            self.my_app.jump((self.rows.selected or "").partition("/")[0], item.key)


class PreparePage(LogsPage):
    """What the logs of the applicant's own papers and exams ask for."""

    page = "prepare"
    logs = tuple(name for name in titles() if name not in OF_THE_SEASON)


def _kind(item: NextStep | str | Entry | None) -> str:
    if isinstance(item, NextStep):
        return item.kind
    return "" if item is None else "logs" if isinstance(item, str) else "ahead"
