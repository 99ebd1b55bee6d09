"""Profile: who am I, and what does each answer change?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from coach import places
from coach.profile.applicant import as_toml, shown, unanswered
from coach.profile.fields import BY_KEY, FIELDS, FIRST_RUN, Field
from coach.records import CoachError
from coach.saying.text import Line
from coach.wording import country_note
from coach.writing import write_file
from screens.keys import bindings
from screens.pages.importing import ask_import
from screens.pages.page import Page, pane, possible
from screens.pages.questions import ask, ask_all
from screens.widgets.ask import Ask, Confirm
from screens.widgets.rows import Column, Row, RowList


class ProfilePage(Page):
    """Every answer with what it changes; Enter edits."""

    page = "profile"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("profile", {})]

    def __init__(self) -> None:
        super().__init__()
        self.text = pane(4, above=1)

    def body(self) -> Sequence[Widget]:
        columns = [
            Column("label", width=20, keep=3),
            Column("answer", keep=4, min_width=20),
            Column("changes", keep=1, min_width=20, max_width=34, tone="dim"),
        ]
        return [RowList(columns, marks=0, empty="No answer fits these words."), self.text]

    def reload(self) -> None:
        words = self.found.casefold().split()
        keys: list[str] = []
        group = ""
        for field in FIELDS:
            if not all(word in f"{field.label} {field.question}".casefold() for word in words):
                continue
            if field.group != group:
                group = field.group
                keys.append(f"group:{group}")
            keys.append(field.key)
        left = len(unanswered(self.coach.profile.answers, FIRST_RUN))
        questions = f"{left} first question{'' if left == 1 else 's'} open"
        self.show_title(questions if left else "kept on this machine only")
        self.rows.show(keys, self._row)
        self._show_text()

    def _row(self, key: str) -> Row:
        if key.startswith("group:"):
            return Row(key, (key.removeprefix("group:"),), section=True)
        field = BY_KEY[key]
        answer = shown(field, self.coach.profile.answers.get(key))
        return Row(key, (field.label, answer or "-", field.changes))

    def _show_text(self, brief: bool = False) -> None:
        field = self._selected()
        file = self.coach.home / places.DATABASE
        lines = [Line.of(field.question, indent=2)] if field else []
        lines += [
            Line.labelled("Kept in", (str(file), "dim")),
            Line.labelled("Changes", field.changes if field else ""),
        ]
        if field and field.key == "citizenship":
            lines[1:] = [
                Line.of(country_note(one), indent=2) for one in self.coach.season.countries
            ]
        self.text.show(lines)

    def _selected(self) -> Field | None:
        return BY_KEY.get(self.rows.selected or "")

    @on(RowList.Moved)
    def _cursor_moved(self) -> None:
        self.moved(self._show_text)

    @on(RowList.Chosen)
    def _chosen(self) -> None:
        self.action_edit()

    def impossible(self) -> dict[str, str]:
        if unanswered(self.coach.profile.answers, FIRST_RUN):
            return {}
        return {"profile.questions": "the first questions are all answered"}

    def explain_line(self) -> list[Line]:
        field = self._selected()
        if field is None:
            return []
        answer = shown(field, self.coach.profile.answers.get(field.key)) or "not said yet"
        return [
            Line.of(field.label, "strong"),
            Line.labelled("Answer", answer),
            Line.labelled("Asked as", field.question),
            Line.labelled("Changes", field.changes),
            Line.labelled("Key", field.key),
            *(Line.labelled("Today", country_note(one)) for one in self.coach.season.countries),
        ]

    def action_edit(self) -> None:
        if field := self._selected():
            ask(self, field, lambda answered: self._asked())

    def _asked(self) -> None:
        self.reload()
        self.show_footer()

    @possible("profile.questions")
    def action_questions(self) -> None:
        """Goes on with the first questions."""
        ask_all(self, self._asked)

    def action_import(self) -> None:
        ask_import(self)

    def action_export(self) -> None:
        def chosen(name: str | None) -> None:
            path = Path(name or "").expanduser()
            if name and path.is_file():
                question = f"{path} exists already. Write over it?"
                self.app.push_screen(
                    Confirm(question), lambda sure: self._export(path) if sure else None
                )
            elif name:
                self._export(path)

        self.app.push_screen(
            Ask("Write the profile to which file?", value=str(Path.home() / "coach-profile.toml")),
            chosen,
        )

    def _export(self, path: Path) -> None:
        try:
            write_file(path, as_toml(self.coach.profile.answers).encode(), over=True)
        except CoachError as error:
            self.footer.say(str(error), "warn")
        else:
            self.footer.say(f"Written to {path}: it holds scores and visa, keep it private.")
