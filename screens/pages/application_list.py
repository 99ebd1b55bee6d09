"""Application list: how many, in what order, for how much; signals; what to check first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import ClassVar, Final

from textual import on
from textual.binding import BindingType
from textual.timer import Timer
from textual.widget import Widget
from textual.worker import Worker, WorkerState

from coach.saying.program import all_lines, late_note, letters
from coach.saying.text import Line
from coach.wording import short_name
from screens.keys import bindings
from screens.pages.advice import ask_advice, ask_command
from screens.pages.list_table import LIST_COLUMNS, Known, Table, read_table
from screens.pages.page import Page, pane, possible
from screens.pages.program_acts import record_fact
from screens.widgets.ask import Ask, Confirm
from screens.widgets.rows import RowList

MOST_USD: Final = 100_000
"""The largest budget that a profile takes."""
PATIENCE_S: Final = 0.3
"""Seconds of work after which the page says that it is working."""
TALL: Final = 24
"""Lines of a screen from which the plot has room."""
VIEWS: Final = ("list", "signals", "verify")
TITLES: Final = {"list": "the list", "signals": "signals", "verify": "what to check first"}

MEANING: Final = {
    "list": (
        Line.of("What the figures mean", "strong"),
        Line.labelled(
            "value",
            "0-100: how well the best program that takes you fits your wishes, "
            "on average over all that may happen; 0 where none takes you",
        ),
        Line.labelled(
            "order", "what adds most comes first; programs that you keep in (a) are always on it"
        ),
        Line.labelled(
            "none",
            "chance of no interview at all; programs succeed or fail together, "
            "so it is far more than if they were independent",
        ),
        Line.labelled("interviews", "eight of ten such applicants; not a promise"),
        Line.labelled("prices", "of the season's fees, per specialty"),
    ),
    "signals": (
        Line.of("What the figures mean", "strong"),
        Line.labelled("adds", "what the signal adds to the value of the whole list"),
        Line.labelled(
            "effect",
            "odds of an invitation times 3.9, for a silver one 3.0: published "
            "for US seniors, the silver figure is a judgement",
        ),
    ),
    "verify": (
        Line.of("What the figures mean", "strong"),
        Line.labelled(
            "worth",
            "what knowing the answer can add to the list before you pay; facts "
            "that decide nothing are not here",
        ),
        Line.labelled(
            "~open",
            "how probable it is that the answer leaves the program open to "
            "you: visas estimated, other rules a judgement",
        ),
        Line.labelled("min", "minutes, a judgement: a page to read, or a mail to write"),
    ),
}


CAREFUL: Final = "marked to apply"
"""Words of the remarks that stand on the page itself."""


def _no_budget(text: str) -> str | None:
    """Why this cannot be a budget; None where it can."""
    try:
        fine = not text.strip() or 0 < float(text) <= MOST_USD
    except ValueError:
        fine = False
    return None if fine else f"A number of USD, more than 0 and at most {MOST_USD:,}."


class ListPage(Page):
    """What the optimiser says, view by view; it is worked out beside the page."""

    page = "applying"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("applying", {})]

    def __init__(self) -> None:
        super().__init__()
        self.text = pane(5, above=1)
        self.plot = pane(6)
        self.view = VIEWS[0]
        self._made: dict[str, tuple[int, Table]] = {}
        self._patience: Timer | None = None
        self._working = ""
        """The view that is being worked out."""
        self._worker: Worker[None] | None = None
        self._has_said = False

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
        budget = self.coach.profile.applicant.budget
        money = "no budget yet: b sets one" if budget is None else f"budget USD {budget:,.0f}"
        return f"{TITLES[self.view]} · {money}"

    def _begin(self) -> None:
        self._working = self.view
        self._has_said = False
        self._wait_no_more()
        self._patience = self.set_timer(PATIENCE_S, self._say_working)
        # Not the coroutine itself: one that is overtaken before it begins would complain.
        work = partial(self._work_out, self.view, self.coach.version)
        self._worker = self.run_worker(work, group="views", exclusive=True, exit_on_error=False)

    def _wait_no_more(self) -> None:
        if self._patience:
            self._patience.stop()

    def _say_working(self) -> None:
        if self._working:
            self._has_said = True
            self.footer.say(f"Working out {TITLES[self._working]} … Esc lets it be.")

    async def _work_out(self, view: str, generation: int) -> None:
        lines, problem = await ask_command(self, [view, "--json"])
        self._working = ""
        self._wait_no_more()
        if self._has_said:
            self.footer.hush()
        nothing = Table(LIST_COLUMNS, {}, (), {}, empty=problem)
        self._made[view] = (generation, nothing if problem else self._make(view, lines))
        if view == self.view:
            self.reload()
        self.show_footer()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Work that ended without an answer is begun again, or said where it failed."""
        if event.worker is not self._worker or not self._working:
            return
        if event.state == WorkerState.CANCELLED:
            self._working = ""
            self.reload()
        elif event.state == WorkerState.ERROR:
            view, self._working = self._working, ""
            problem = "This could not be worked out; `coach doctor` says what may be wrong."
            nothing = Table(LIST_COLUMNS, {}, (), {}, empty=problem)
            self._made[view] = (self.coach.version, nothing)
            self.reload()

    def _make(self, view: str, lines: Sequence[str]) -> Table:
        coach = self.coach
        names = coach.profile.applicant.specialties
        standings = {one.program.id: one for one in coach.programs.ranked(names)}
        known = Known(standings, letters(coach, names), coach.season.year)
        notes = tuple(line for line in lines[1:] if line)
        careful = [Line.labelled("Careful", (note, "warn")) for note in notes if CAREFUL in note]
        table = read_table(view, lines[0], known)
        if late := late_note(coach):
            careful.insert(0, Line.labelled("Late", (late, "warn")))
        return replace(table, head=(*careful, *table.head), notes=notes)

    def on_screen_suspend(self) -> None:
        """A page that is left works nothing out; it begins with the list when it is seen."""
        self._let_view_be()
        if len(self.app.screen_stack) == 1:
            self.view = VIEWS[0]

    def _let_view_be(self) -> None:
        self.workers.cancel_group(self, "views")
        self._wait_no_more()
        self._working = ""

    # Showing

    @property
    def is_ready(self) -> bool:
        """Whether what is shown is worked out and still holds."""
        made = self._made.get(self.view)
        return made is not None and made[0] == self.coach.version

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
            key
            for key, row in table.rows.items()
            if row.section or all(word in " ".join(row.cells).casefold() for word in words)
        ]
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
        one = self.coach.programs.standing(key)
        about = list(table.about.get(self.rows.selected or "", ()))
        notes = [Line.of(note, "dim", indent=2) for note in table.notes]
        return [
            *about,
            *table.head,
            Line(),
            *MEANING[self.view],
            *notes,
            Line(),
            *all_lines(one, self.coach),
        ]

    @possible("applying.why")
    def action_why(self) -> None:
        self.read("Application list", self.explain_line(), label_width=13)

    def action_turn(self, step: int) -> None:
        """Goes to the next or previous view."""
        self._let_view_be()
        self.view = VIEWS[(VIEWS.index(self.view) + step) % len(VIEWS)]
        self.reload()
        self.show_footer()

    def action_budget(self) -> None:
        def given(text: str | None) -> None:
            if text is not None:
                said = f"Budget: USD {text.strip()}" if text.strip() else "No budget"
                values = {"budget": text.strip() or None}
                self.attempt(lambda: self.coach.profile.change(values, said), said)

        now = self.coach.profile.applicant.budget
        self.app.push_screen(
            Ask(
                "How many USD can you spend on applications? (empty: no budget)",
                value=f"{now:g}" if now else "",
                check=_no_budget,
            ),
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
        one = self.coach.programs.standing(key)
        now = one.mark.mark if one.mark else ""
        name = short_name(one.program)
        word = "" if now == mark else mark
        self.attempt(
            lambda: self.coach.programs.mark(key, word, one.mark.note if one.mark else ""),
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
            if not file or not file.strip():
                return
            path = Path(file.strip()).expanduser()
            words = ["export", "list", str(path)]
            if path.exists():
                self.app.push_screen(
                    Confirm(f"{path} is there already.", yes="replace it"),
                    lambda yes: self.begin(self._export(words)) if yes else None,
                )
            else:
                self.begin(self._export(words))

        start = str(Path("~") / "applications.csv")
        self.app.push_screen(
            Ask("Write the list to which file? .csv .xlsx .md .json", value=start), given
        )

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
            self._let_view_be()
            self.footer.say("Left as it was; any change works it out again.")
        elif self.found:
            super().action_back()
        else:
            self.my_app.action_go("programs")
