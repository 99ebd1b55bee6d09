"""Application list: how many, in what order, for how much; signals; what to check first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Final

from textual import on, work
from textual.binding import BindingType
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget

from coach import applications
from coach.coach import Coach
from coach.records import CoachError
from screens.keys import bindings
from screens.pages.advice import ask_advice, ask_command
from screens.pages.list_table import (
    LIST_COLUMNS,
    Table,
    list_table,
    signal_table,
    verify_table,
)
from screens.pages.page import Page, pane, possible
from screens.pages.program_acts import record_fact
from screens.pages.program_text import all_lines, letters
from screens.widgets.ask import Ask
from screens.widgets.detail import Line
from screens.widgets.rows import RowList

DEFAULT_COUNT: Final = 60
"""Applications where no budget is given (a judgement)."""
PATIENCE_S: Final = 0.3
"""Seconds of work after which the page says that it is working."""
TALL: Final = 24
"""Lines of a screen from which the plot has room."""
VIEWS: Final = ("list", "signals", "verify")
TITLES: Final = {"list": "the list", "signals": "signals", "verify": "what to check first"}

MEANING: Final = {
    "list": (
        Line.of("What the figures mean", "strong"),
        Line.labelled("value", "0-100: how well the best program that takes you fits your wishes, "
                      "on average over all that may happen; 0 where none takes you"),
        Line.labelled("order", "what adds most comes first; programs that you keep in (a) are "
                      "always on it"),
        Line.labelled("none", "chance of no interview at all; programs succeed or fail together, "
                      "so it is far more than if they were independent"),
        Line.labelled("interviews", "eight of ten such applicants; not a promise"),
        Line.labelled("prices", "of the season's fees, per specialty"),
    ),
    "signals": (
        Line.of("What the figures mean", "strong"),
        Line.labelled("adds", "what the signal adds to the value of the whole list"),
        Line.labelled("effect", "odds of an invitation times 3.9, for a silver one 3.0: published "
                      "for US seniors, the silver figure is a judgement"),
    ),
    "verify": (
        Line.of("What the figures mean", "strong"),
        Line.labelled("worth", "what knowing the answer can add to the list before you pay; facts "
                      "that decide nothing are not here"),
        Line.labelled("minutes", "a judgement: a page to read, or a mail to write"),
    ),
}


def _job(coach: Coach, view: str) -> Callable[[], Table]:
    """What a view needs is read here, worked out elsewhere. Raises CoachError."""
    field = applications.field(coach)
    budget = coach.applicant.budget
    count = None if budget else min(DEFAULT_COUNT, len(field.candidates))
    season, _ = coach.season, coach.facts.signals  # read before the work leaves this thread
    short = letters(coach, coach.applicant.specialties)
    prices = applications.price_lists(coach, {one.specialty for one in field.candidates})

    def job() -> Table:
        from coach.applying.plan import application_list  # numpy: 60 ms

        made = application_list(field.candidates, prices, budget, count)
        if view == "signals":
            return signal_table(
                applications.signals(coach, field, made), field, season, short
            )
        if view == "verify":
            return verify_table(applications.verify_queue(coach, field, made), field)
        return list_table(made, field, budget, short)

    return job


class ListPage(Page):
    """What the optimiser says, view by view; it is worked out beside the page."""

    page = "applying"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("applying", {})]

    @dataclass
    class Made(Message):
        """A view is worked out, or could not be."""

        view: str
        generation: int
        table: Table | None
        problem: str = ""

    def __init__(self) -> None:
        super().__init__()
        self.text = pane(4, above=1)
        self.plot = pane(7)
        self.view = VIEWS[0]
        self._made: dict[str, tuple[int, Table]] = {}
        self._patience: Timer | None = None
        self._working = ""
        """The view that is being worked out."""

    def body(self) -> Sequence[Widget]:
        return [RowList(LIST_COLUMNS, header=True, empty=""), self.text, self.plot]

    # Working out

    def reload(self) -> None:
        self.show_title(self._in_title())
        if table := self._table:
            self._show(table)
        elif not self._working:
            self._show(Table(LIST_COLUMNS, {}, (), {}, empty=""))
        if not self.is_ready and self._working != self.view:
            self._begin()

    def _in_title(self) -> str:
        budget = self.coach.applicant.budget
        money = f"budget USD {budget:,.0f}" if budget else "no budget yet: b sets one"
        return f"{TITLES[self.view]} · {money}"

    def _begin(self) -> None:
        try:
            job = _job(self.coach, self.view)
        except CoachError as error:
            self._show(Table(LIST_COLUMNS, {}, (), {}, empty=str(error)))
            return
        self._working = self.view
        self._wait_no_more()
        self._patience = self.set_timer(PATIENCE_S, self._say_working)
        self._work(self.view, self.coach.generation, job)

    def _wait_no_more(self) -> None:
        if self._patience:
            self._patience.stop()

    def _say_working(self) -> None:
        if self._working:
            self.footer.say(f"Working out {TITLES[self._working]} … Esc lets it be.")

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _work(self, view: str, generation: int, job: Callable[[], Table]) -> None:
        try:
            self.post_message(self.Made(view, generation, job()))
        except CoachError as error:
            self.post_message(self.Made(view, generation, None, str(error)))

    @on(Made)
    def _arrived(self, event: Made) -> None:
        if self._working != event.view:
            return  # let be with Esc, or overtaken
        self._working = ""
        self._wait_no_more()
        self.footer.hush()
        if event.table is None:
            self._made.pop(event.view, None)
            self._show(Table(LIST_COLUMNS, {}, (), {}, empty=event.problem))
            return
        self._made[event.view] = (event.generation, event.table)
        if event.generation != self.coach.generation:
            self.reload()
        elif event.view == self.view:
            self._show(event.table)
        self.show_footer()

    # Showing

    @property
    def is_ready(self) -> bool:
        """Whether what is shown is worked out and still holds."""
        made = self._made.get(self.view)
        return made is not None and made[0] == self.coach.generation

    @property
    def _table(self) -> Table | None:
        made = self._made.get(self.view)
        return made[1] if made else None

    def _show(self, table: Table) -> None:
        if self.rows.columns != table.columns:
            self.rows.columns = table.columns
            self.rows.refresh()
        words = self.found.casefold().split()
        keys = [
            key for key, row in table.rows.items()
            if row.section or all(word in " ".join(row.cells).casefold() for word in words)
        ]  # fmt: skip
        self.rows.empty = table.empty or "Nothing here."
        self.rows.show(keys, lambda key: table.rows[key])
        self.plot.display = self.size.height >= TALL and bool(table.plot)
        self.plot.show(list(table.plot))
        self._show_text()

    def _show_text(self, brief: bool = False) -> None:
        table, key = self._table, self.rows.selected
        if table is None:
            self.text.show([])
            return
        here = table.about.get(key or "", ())
        self.text.show([*here, *table.head] if not brief else list(here))

    def on_resize(self) -> None:
        if self._table:
            self._show(self._table)

    @on(RowList.Moved)
    def _cursor_moved(self) -> None:
        self.moved(self._show_text)

    @on(RowList.Chosen)
    def _chosen(self) -> None:
        self.action_why()

    # Acts

    def impossible(self) -> dict[str, str]:
        if self._program():
            return {}
        every = ("applying.in", "applying.out", "applying.why", "applying.export", "program.fact")
        return dict.fromkeys(every, "no program is listed")

    def _program(self) -> str | None:
        """The id of the program under the cursor."""
        key = self.rows.selected
        return key.split(":")[0] if key else None

    def explain_line(self) -> list[Line]:
        key, table = self._program(), self._table
        if not key or not table:
            return []
        one = self.coach.program(key)
        about = list(table.about.get(self.rows.selected or "", ()))
        return [*about, *table.head, Line(), *MEANING[self.view], Line(),
                *all_lines(one, self.coach)]  # fmt: skip

    @possible("applying.why")
    def action_why(self) -> None:
        self.read("Application list", self.explain_line(), label_width=13)

    def action_turn(self, step: int) -> None:
        """Goes to the next or previous view."""
        self._working = ""
        self.view = VIEWS[(VIEWS.index(self.view) + step) % len(VIEWS)]
        self.reload()
        self.show_footer()

    def action_budget(self) -> None:
        def given(text: str | None) -> None:
            if text is not None:
                said = f"Budget: USD {text.strip()}" if text.strip() else "No budget"
                values = {"budget": text.strip() or None}
                self.attempt(lambda: self.coach.set_profile(values, said), said)

        now = self.coach.applicant.budget
        self.app.push_screen(
            Ask("How many USD can you spend on applications?", value=f"{now:g}" if now else ""),
            given,
        )

    @possible("applying.in")
    def action_lock_in(self) -> None:
        self._lock("apply", "Kept on the list")

    @possible("applying.out")
    def action_lock_out(self) -> None:
        self._lock("no", "Left out")

    def _lock(self, mark: str, said: str) -> None:
        key = self._program()
        if not key:
            return
        one = self.coach.program(key)
        now = one.mark.mark if one.mark else ""
        name = one.program.name.removesuffix(" Program")
        word = "" if now == mark else mark
        self.attempt(
            lambda: self.coach.mark_program(key, word, one.mark.note if one.mark else ""),
            f"{said if word else 'Free again'}: {name}",
        )

    @possible("program.fact")
    def action_record_fact(self) -> None:
        key = self._program()
        if key:
            record_fact(self, key)

    @possible("applying.export")
    def action_export(self) -> None:
        def given(file: str | None) -> None:
            if file and file.strip():
                words = ["export", "list", str(Path(file.strip()).expanduser())]
                self.begin(self._export(words))

        start = str(Path("~") / "applications.csv")
        self.app.push_screen(Ask("Write the list to which file? .csv .xlsx .md .json",
                                 value=start), given)  # fmt: skip

    async def _export(self, words: Sequence[str]) -> None:
        lines, problem = await ask_command(self, words)
        said = " ".join(line for line in lines if line)
        self.footer.say(problem or said or f"Written: {words[-1]}", "warn" if problem else "")

    def action_more(self) -> None:
        ask_advice(self)

    def action_back(self) -> None:
        """Lets the work be; else back to Programs."""
        if self.let_be():
            return
        if self._working:
            self._working = ""
            self.footer.say("Left as it was; any change works it out again.")
        elif self.found:
            super().action_back()
        else:
            self.my_app.action_go("programs")
