"""Programs: where should I apply, and in what order?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from coach.saying.program import (
    all_lines,
    compare_lines,
    in_a_word,
    letters,
    short_lines,
)
from coach.saying.text import Line
from coach.scoring.wishes import weights
from coach.subjects.programs import Standing
from coach.wording import chance_column, short_name
from screens.keys import bindings
from screens.pages.advice import ask_advice
from screens.pages.page import Page, pane, possible
from screens.pages.program_acts import read_weights, record_fact, weights_text
from screens.pages.program_view import SORTS, View, ask_filter, fits, in_order
from screens.widgets.ask import Ask, Pick
from screens.widgets.rows import Column, Row, RowList
from screens.widgets.style import signs

MOST_COMPARED = 4
MARKS = {"apply": "apply", "maybe": "maybe", "no": "no"}


def _columns(several: bool) -> tuple[Column, ...]:
    """The columns, with the specialty where there are several."""
    specialty = (Column("specialty", "", width=4, keep=2),) if several else ()
    return (
        Column("place", "", width=4, align="right", keep=3),
        Column("program", "program", keep=7, min_width=22, max_width=46, gap=1),
        *specialty,
        Column("state", "st", width=2, keep=4),
        Column("score", "score", width=5, align="right", keep=6),
        Column("chance", "chance", width=7, align="right", keep=5),
        Column("tier", "tier", width=6, keep=0),
        Column("why", "why, in a word", keep=1, min_width=18, tone="dim"),
    )


class ProgramsPage(Page):
    """Programs of the applicant's specialties, ranked; every reason in sight."""

    page = "programs"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("programs", {})]

    def __init__(self) -> None:
        super().__init__()
        self.text = pane(8, above=1)
        self.view = View()
        self.compared: list[str] = []
        """Ids of the programs to show side by side."""
        self.trial: dict[str, float] | None = None
        """Weights being typed."""
        self._listed: dict[str, Standing] = {}
        self._place: dict[str, int] = {}
        self._letters: dict[str, str] = {}

    def body(self) -> Sequence[Widget]:
        return [RowList(_columns(False), header=True, empty=""), self.text]

    def reload(self) -> None:
        coach = self.coach
        specialties = self.view.specialties or coach.profile.applicant.specialties
        ranked = coach.programs.ranked(specialties, weights=self.trial) if specialties else []
        open_ones = [one for one in ranked if self.view.failing or not one.numbers.failed]
        words = self.found.casefold().split()
        listed = [
            one for one in in_order(open_ones, self.view) if fits(one, self.view, words, coach)
        ]
        self._listed = {one.program.id: one for one in listed}
        self._place = {key: place for place, key in enumerate(self._listed, 1)}
        self._letters = letters(coach, specialties)
        self.rows.columns = _columns(len(specialties) > 1)
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
        failed = one.numbers.failed
        cells = (
            str(self._place[key]),
            short_name(one.program),
            *([self._letters[one.program.specialty]] if len(self._letters) > 1 else []),
            one.program.state,
            f"{one.numbers.score:.0f}",
            chance_column(one.numbers),
            one.numbers.tier,
            in_a_word(one, self.coach),
        )
        sign = {"apply": signs().done, "maybe": "?", "no": signs().no}.get(mark, " ")
        if key in self.compared:
            sign = "+"
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
        every = ("apply", "maybe", "no", "explain", "sort", "fact", "compare", "note")
        return {f"program.{one}": "no program is listed" for one in every}

    def go_to(self, key: str) -> None:
        """Shows a program, also one that the filter or the specialties leave out."""
        self.view = View()
        super().go_to(key)
        if self.rows.selected != key:
            specialty = self.coach.programs.standing(key).program.specialty
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
        name = short_name(one.program)
        said = f"{MARKS[mark].capitalize()}: {name}" if mark else f"Not marked: {name}"
        note = one.mark.note if one.mark and mark else ""
        self.attempt(lambda: self.coach.programs.mark(key, mark, note), said)

    @possible("program.note")
    def action_note(self) -> None:
        one = self._selected()
        if one is None:
            return
        mark = one.mark.mark if one.mark else "maybe"
        now, key = one.mark.note if one.mark else "", one.program.id

        def written(text: str | None) -> None:
            if text is not None:
                said = f"Noted, marked {mark}"
                self.attempt(lambda: self.coach.programs.mark(key, mark, text.strip()), said)

        self.app.push_screen(Ask("What do you want to remember?", value=now), written)

    @possible("program.fact")
    def action_record_fact(self) -> None:
        if key := self.rows.selected:
            record_fact(self, key)

    @possible("program.compare")
    def action_compare(self) -> None:
        key = self.rows.selected
        if not key:
            return
        if key in self.compared:
            self.compared.remove(key)
        elif len(self.compared) == MOST_COMPARED:
            self.footer.say(f"{MOST_COMPARED} at most; c on one of them takes it out.", "warn")
            return
        else:
            self.compared.append(key)
        self.rows.repaint(key)
        count = len(self.compared)
        self.footer.say(f"{count} to compare" + ("; C shows them side by side" * (count > 1)))

    def action_side_by_side(self) -> None:
        if len(self.compared) < 2:
            self.footer.say("Not now: press c on two to four programs first.")
            return
        chosen = [self.coach.programs.standing(key) for key in self.compared]
        self.read("Side by side", compare_lines(chosen, self.coach, self.size.width))

    def action_weigh(self) -> None:
        self.prompt.open(weights_text(weights(self.coach.profile.applicant)), sign="weights")

    def typed(self, text: str) -> None:
        if self.prompt.sign != "weights":
            super().typed(text)
            return
        self.trial = read_weights(text) or self.trial
        self.reload()

    def typed_last(self, text: str, kept: bool) -> None:
        if self.prompt.sign != "weights":
            super().typed_last(text, kept)
            return
        given, self.trial = (read_weights(text) if kept else None), None
        if given is None:
            self.reload()
            if kept:
                self.footer.say("Weights look like: place 25 type 10 … Nothing changed.", "warn")
            return
        values = {f"weights.{wish}": value for wish, value in given.items()}
        said = f"Weights: {weights_text(given)}"
        self.attempt(lambda: self.coach.profile.change(values, said), said)

    def action_go_list(self) -> None:
        self.my_app.action_go("applying")

    def action_more(self) -> None:
        ask_advice(self)

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
        """Ends what is being worked out, then gives up the words, then the filter."""
        if self.let_be():
            return
        if not self.found and self.view != View():
            self.view = View()
            self.reload()
        super().action_back()
