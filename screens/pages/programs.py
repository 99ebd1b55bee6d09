"""Programs: where should I apply, and in what order?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from coach.coach import Standing
from screens.keys import bindings
from screens.pages.page import Page, pane, possible
from screens.pages.program_text import all_lines, in_a_word, short_lines
from screens.pages.program_view import SORTS, View, ask_filter, fits, in_order
from screens.widgets.ask import Pick
from screens.widgets.detail import Line
from screens.widgets.rows import Column, Row, RowList
from screens.widgets.style import signs

MARKS = {"apply": "apply", "maybe": "maybe", "no": "no"}


class ProgramsPage(Page):
    """Programs of the applicant's specialties, ranked; every reason in sight."""

    page = "programs"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("programs", {})]

    def __init__(self) -> None:
        super().__init__()
        self.text = pane(8, above=1)
        self.view = View()
        self._listed: dict[str, Standing] = {}
        self._place: dict[str, int] = {}

    def body(self) -> Sequence[Widget]:
        columns = [
            Column("place", "", width=4, align="right", keep=2),
            Column("program", "program", keep=6, min_width=24, max_width=46, gap=1),
            Column("state", "st", width=2, keep=4),
            Column("score", "score", width=5, align="right", keep=5),
            Column("known", "known", width=5, align="right", keep=1),
            Column("why", "why, in a word", keep=3, min_width=27, tone="dim"),
        ]
        return [RowList(columns, header=True, empty=""), self.text]

    def reload(self) -> None:
        coach = self.coach
        specialties = self.view.specialties or coach.applicant.specialties
        ranked = coach.programs(specialties) if specialties else []
        open_ones = [one for one in ranked if self.view.failing or not one.assessment.failed]
        words = self.found.casefold().split()
        listed = [
            one for one in in_order(open_ones, self.view) if fits(one, self.view, words, coach)
        ]
        self._listed = {one.program.id: one for one in listed}
        self._place = {key: place for place, key in enumerate(self._listed, 1)}
        self.show_title(self._in_title(specialties, len(listed), len(ranked)))
        self.rows.empty = self._empty(bool(specialties), len(ranked), len(open_ones))
        self.rows.show(list(self._listed), self._row)
        self._show_text()

    def _in_title(self, specialties: Sequence[str], shown: int, all_of_them: int) -> str:
        named = specialties[0] if len(specialties) == 1 else f"{len(specialties)} specialties"
        pieces = [named if specialties else "no specialty yet", f"{shown} of {all_of_them}"]
        return " · ".join([*pieces, *self.view.words()])

    def _empty(self, chosen: bool, ranked: int, open_ones: int) -> str:
        if not chosen:
            return "Name a specialty on the Profile page (7), or press f and choose one."
        if ranked and not open_ones:
            return (
                f"All {ranked} programs fail a gate, often the visa or Step 3. "
                "f, then “also those that a gate fails”, shows which."
            )
        return "No program fits this filter; Esc and f widen it."

    def _row(self, key: str) -> Row:
        one = self._listed[key]
        mark = one.mark.mark if one.mark else ""
        failed = one.assessment.failed
        cells = (
            str(self._place[key]),
            one.program.name.removesuffix(" Program"),
            one.program.state,
            f"{one.assessment.score:.0f}",
            f"{one.assessment.coverage:.0%}",
            in_a_word(one, self.coach),
        )
        sign = {"apply": signs().done, "maybe": "?", "no": signs().no}.get(mark, " ")
        return Row(key, cells, mark=sign, tone="dim" if failed or mark == "no" else "")

    def _show_text(self, brief: bool = False) -> None:
        one = self._selected()
        lines = short_lines(one, self.coach) if one else []
        self.text.show(lines[:1] if brief else lines)

    def _selected(self) -> Standing | None:
        return self._listed.get(self.rows.selected or "")

    @on(RowList.Moved)
    def _cursor_moved(self) -> None:
        self.moved(self._show_text)

    @on(RowList.Chosen)
    def _chosen(self) -> None:
        self.action_explain()

    def impossible(self) -> dict[str, str]:
        if self._listed:
            return {}
        every = ("apply", "maybe", "no", "explain", "sort")
        return {f"program.{one}": "no program is listed" for one in every}

    def go_to(self, key: str) -> None:
        """Shows a program, also one that the filter or the specialties leave out."""
        self.view = View()
        super().go_to(key)
        if self.rows.selected != key:
            specialty = self.coach.program(key).program.specialty
            self.view = View(specialties=(specialty,), failing=True)
            super().go_to(key)

    def explain_line(self) -> list[Line]:
        one = self._selected()
        return all_lines(one, self.coach) if one else []

    def action_explain(self) -> None:
        self.read("Program", self.explain_line(), label_width=13)

    @possible("program.apply")
    def action_apply(self) -> None:
        self._mark("apply")

    @possible("program.maybe")
    def action_maybe(self) -> None:
        self._mark("maybe")

    @possible("program.no")
    def action_refuse(self) -> None:
        self._mark("no")

    def _mark(self, word: str) -> None:
        one = self._selected()
        if one is None:
            return
        key = one.program.id
        mark = "" if one.mark and one.mark.mark == word else word
        name = one.program.name.removesuffix(" Program")
        said = f"{MARKS[mark].capitalize()}: {name}" if mark else f"Not marked: {name}"
        self.attempt(lambda: self.coach.mark_program(key, mark), said)

    def action_filter(self) -> None:
        def chosen(view: View | None) -> None:
            if view is not None:
                self.view = view
                self.reload()
                self.show_footer()

        ask_filter(self, self.view, chosen)

    @possible("program.sort")
    def action_sort(self) -> None:
        def chosen(sort: tuple[str, ...] | None) -> None:
            if sort:
                self.view = self.view.sorted_by(sort[0])
                self.reload()

        self.app.push_screen(Pick("In which order?", SORTS, chosen=(self.view.sort,)), chosen)

    def action_back(self) -> None:
        """Gives up the words, then the filter."""
        if not self.found and self.view != View():
            self.view = View()
            self.reload()
        super().action_back()
