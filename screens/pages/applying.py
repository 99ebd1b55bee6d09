"""Application list: how many, in what order, for how much; signals; what to check first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from typing import Final

from textual.widget import Widget

from coach.records import CoachError, replace
from coach.saying.applying import specialties_of
from coach.saying.program import all_lines, letters
from coach.saying.text import Line, head, labelled
from coach.subjects.applying import Listed, Signalled, Told, Verifying, late
from coach.subjects.profile import FIELDS
from coach.subjects.programs import Standing
from screens.pages.asking import begin, result_of, work_out
from screens.pages.list_page import FAR, ListPage
from screens.pages.list_table import Known, Table, list_columns, table_of
from screens.pages.program_acts import copies, mark
from screens.pages.questions import answer
from screens.pages.sorting import By, Value
from screens.widgets.detail import pane
from screens.widgets.row_line import text_of
from screens.widgets.rows import Row

TALL: Final = 24
"""Lines of a screen from which the plot has room."""
VIEWS: Final = ("list", "signals", "verify")
NEXT: Final = "next"
"""The list of the next season, beside them."""
TITLES: Final = {
    "list": "the list",
    "next": "next season",
    "signals": "signals",
    "verify": "what to check first",
}
DONE: Final = {"apply": "Kept on the list", "no": "Left out"}
AWAITED: Final = "views"
"""The group of what is worked out for the page itself."""
NOTHING: Final = Table(list_columns(), {}, (), {})
MEANING: Final = {
    "list": {
        "value": "0-100: how well the best program that takes you fits your wishes, on average "
        "over all that may happen; 0 where none takes you",
        "ranges": "chance of an invitation on one scale for the whole list: eight programs in ten "
        "lie between the ends, the dot is the mean, ↓ over them the average",
        "order": "what adds most comes first; programs that you keep in (a) are always on it",
        "none": "chance of no interview at all; programs succeed or fail together, so it is far "
        "more than if they were independent",
        "interviews": "eight of ten such applicants; not a promise",
        "prices": "of the season's fees, per specialty",
    },
    "signals": {
        "adds": "what the signal adds to the value of the whole list",
        "effect": "odds of an invitation times 3.9, for a silver one 3.0: published for US "
        "seniors, the silver figure is a judgement",
    },
    "verify": {
        "worth": "what knowing the answer can add to the list before you pay; facts that decide "
        "nothing are not here",
        "~open": "how probable it is that the answer leaves the program open to you: visas "
        "estimated, other rules a judgement",
        "min": "minutes, a judgement: a page to read, or a mail to write",
    },
}
"""What the figures of each view mean."""
CAREFUL: Final = "marked to apply"
"""Words of the remarks that stand on the page itself."""


DRAWN_ONLY: Final = ("range", "drawn")
"""Columns that draw what another one says."""
NUMBER: Final = re.compile(r"[~<>]?\s*([\d,]*\.?\d+)")


def _value(place: int, row: Row) -> Value:
    """What a cell is ordered by: the number that it begins with, else its words."""
    text = text_of(row.cells[place])
    number = NUMBER.match(text)
    return float(number[1].replace(",", "")) if number else text.casefold()


class ApplyingPage(ListPage[Row]):
    """What the optimiser says, view by view; it is worked out beside the page."""

    page = "applying"
    beside_from = FAR
    columns = list_columns()
    has_header = True
    on_item = ("applying.in", "applying.out", "applying.why", "applying.export", "program.fact")
    no_item = "no program is listed"
    noun = "programs"
    reading = "Application list"
    label_width = 18

    def __init__(self) -> None:
        super().__init__()
        self.plot = pane(6)
        self.view = VIEWS[0]
        self._tables: dict[str, tuple[int, Table]] = {}
        """Each view with the version of the answers for which it was worked out."""
        self._awaited: tuple[str, int] | None = None
        """What is being worked out: a view and the version of the answers."""

    def body(self) -> Sequence[Widget]:
        return [*super().body(), self.plot]

    # Working out

    @property
    def table(self) -> Table:
        """What the view shows, perhaps of a moment ago."""
        return self._tables[self.view][1] if self.view in self._tables else NOTHING

    @property
    def is_ready(self) -> bool:
        """Whether what is shown is worked out and still holds."""
        return self._tables.get(self.view, (None,))[0] == self.coach.version

    async def _work_out(self, view: str) -> None:
        """Has a view worked out; why there is none stands in its place."""
        version = self.coach.version
        working = f"Working out {TITLES[view]} … Esc lets it be."
        try:
            await result_of(partial(work_out, self, view), working, AWAITED)
        except CoachError as error:
            self._tables[view] = version, replace(NOTHING, empty=str(error))
        self._awaited = None
        self.reload()
        self.show_footer()

    def _read(self, told: Told[Listed] | Told[Signalled] | Told[Verifying]) -> Table:
        coach = self.coach
        answer = told.answer
        names = specialties_of(answer, coach.profile.applicant.specialties)
        standings = {ranked.program.id: ranked for ranked in coach.programs.ranked(names)}
        stand = coach.applying.stand
        is_now = isinstance(answer, Listed) and answer.season == stand.season
        if is_now:
            standings = {key: late(each, stand.left) for key, each in standings.items()}
        is_late = is_now and bool(stand.passed)
        known = Known(standings, letters(coach, names), coach, is_late)
        table, notes = table_of(answer, known), tuple(told.notes)
        careful = [Line.labelled("Careful", (note, "warn")) for note in notes if CAREFUL in note]
        before = [Line.labelled(label, (words, "warn")) for label, words in told.first]
        opens = Line.labelled("Levers", f"{self.key_of('program.levers')}: what would open most")
        levers = [opens] * isinstance(answer, Listed)
        empty = told.nothing or table.empty
        return replace(
            table,
            head=(*before[:1], *levers, *before[1:], *careful, *table.head),
            notes=notes,
            empty=empty,
        )

    def on_screen_suspend(self) -> None:
        """A page that is left works nothing out; it begins with the list when it is seen."""
        self._let_view_be()
        if len(self.app.screen_stack) == 1:
            self.view = VIEWS[0]

    def _let_view_be(self) -> bool:
        """Ends what is being worked out of a view; whether there was anything."""
        self._awaited = None
        return bool(self.workers.cancel_group(self, AWAITED))

    # Showing

    def reload(self) -> None:
        if not self.is_ready and (told := self.coach.applying.kept(self.view)):
            self._tables[self.view] = self.coach.version, self._read(told)
        awaited = None if self.is_ready else (self.view, self.coach.version)
        begins, self._awaited = awaited not in (None, self._awaited), awaited
        self._show()
        if begins:
            begin(self, self._work_out(self.view))

    def _show(self) -> None:
        table = self.table
        self.sorts = {
            each.key: By(
                each.title or each.key, partial(_value, place), *(each.key, each.align == "right")
            )
            for place, each in enumerate(table.columns)
            if each.key not in DRAWN_ONLY
        }
        self.rows.stand_in(self.headed(table.columns))
        super().reload()
        self.plot.display = self.size.height >= TALL and bool(table.plot)
        self.plot.show(list(table.plot))

    def on_resize(self) -> None:
        if self.table is not NOTHING:
            self._show()

    def listed(self) -> dict[str, Row]:
        rows, is_own = self.table.rows.items(), not self.order.keys
        return {k: row for k, row in rows if (is_own if row.section else self.fits(row.text))}

    def row(self, key: str, item: Row) -> Row:
        return item

    def context(self) -> str:
        budget = self.coach.profile.applicant.budget
        money = "no budget yet: b sets one" if budget is None else f"budget USD {budget:,.0f}"
        return f"{TITLES[self.view]} · {money}"

    def empty(self) -> str:
        if self._awaited:
            return f"Working out {TITLES[self.view]} …"
        return self.table.empty or "Let be; l goes on to the next view, any change works it out."

    def show_text(self, brief: bool = False) -> None:
        here = self.table.about.get(self.rows.selected or "", ())
        self.pane.show(list(here) if brief else [*here, *self.table.head])

    # Acts

    def selected(self) -> Standing | None:
        """The program under the cursor."""
        return self.coach.programs.standing(self.at.split(":")[0]) if self.at else None

    def can_mark(self, key: str) -> bool:
        return key in self.items and not self.items[key].section

    def copies(self) -> dict[str, str]:
        """Those of the program."""
        return copies(self, self.selected())

    def explain_line(self) -> list[Line]:
        standing, table = self.selected(), self.table
        meaning = MEANING[VIEWS[0] if self.view == NEXT else self.view]
        if standing is None:
            return []
        here = [*table.about.get(self.rows.selected or "", ()), *table.head]
        means = [head("What the figures mean"), *labelled(*meaning.items())]
        means += [Line.of(note, "dim", indent=2) for note in table.notes]
        return [*here, Line(), *means, Line(), *all_lines(standing, self.coach)]

    def action_turn(self, step: int) -> None:
        """Goes to the next or previous view."""
        here = 0 if self.view == NEXT else VIEWS.index(self.view)
        self._go_to(VIEWS[(here + step) % len(VIEWS)])

    def _go_to(self, view: str) -> None:
        self._let_view_be()
        self.view = view
        self.reload()
        self.show_footer()

    def action_next_season(self) -> None:
        """Goes to the list of the next season, or back to this one's."""
        self._go_to(VIEWS[0] if self.view == NEXT else NEXT)

    async def action_budget(self) -> None:
        """The question of the profile."""
        await answer(self, next(field for field in FIELDS if field.key == "budget"))

    async def action_lock(self, word: str) -> None:
        """Keeps the program on the list or leaves it out, or lets it be as the plan has it."""
        if standing := self.selected():
            await mark(self, standing, word, DONE[word], "Free again")

    def action_back(self) -> None:
        """Lets the work be; else back to Programs."""
        if self.let_be():
            return
        if self._let_view_be():
            self._show()
            self.footer.say("Left as it was; any change works it out again.")
        elif self.words:
            super().action_back()
        else:
            self.action_go("programs")
