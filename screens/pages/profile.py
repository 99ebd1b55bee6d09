"""Profile: who am I, and what does each answer change?"""

from __future__ import annotations

from itertools import groupby

from coach import places
from coach.saying.text import Line, head, labelled
from coach.subjects.profile import FIELDS, Field
from coach.typed_words import folded
from coach.wording import country_note
from screens.pages.list_page import FAR, ListPage
from screens.widgets.rows import Column, Row


class ProfilePage(ListPage[Field]):
    """Every answer with what it changes; Enter edits."""

    page = "profile"
    beside_from = FAR
    columns = (
        Column("label", width=20, keep=3),
        Column("answer", width=34, keep=4, min_width=20),
        Column("changes", keep=1, min_width=40, tone="dim"),
    )
    marks = 0
    text_height = 4
    heads = {f"group:{field.group}": (field.group,) for field in FIELDS}

    def listed(self) -> dict[str, Field]:
        return {field.key: field for field in FIELDS if finds(self.words, field)}

    def keys(self) -> list[str]:
        keys: list[str] = []
        for group, fields in groupby(self.items.values(), lambda field: field.group):
            keys += [f"group:{group}", *(field.key for field in fields)]
        return keys

    def context(self) -> str:
        left = len(self.coach.profile.first_questions)
        questions = f"{left} first question{'' if left == 1 else 's'} open"
        return questions if left else "kept on this machine only"

    def row(self, key: str, item: Field) -> Row:
        return Row(key, (item.label, self.coach.profile.shown(item) or "-", item.changes))

    def text(self, key: str, item: Field) -> list[Line]:
        question = Line.of(item.question, indent=2)
        if key == "citizenship":
            notes = [country_note(country) for country in self.coach.season.countries]
            return [question, *(Line.of(note, indent=2) for note in notes)]
        file = str(self.coach.home / places.DATABASE)
        kept = Line.labelled("Kept in", (file, "dim"))
        return [question, kept, Line.labelled("Changes", item.changes)]

    def impossible(self) -> dict[str, str]:
        if self.coach.profile.first_questions:
            return {}
        return {"profile.questions": "the first questions are all answered"}

    def explain_line(self) -> list[Line]:
        field = self.item
        if field is None:
            return []
        answer = self.coach.profile.shown(field) or "not answered yet"
        notes = (("Today", country_note(country)) for country in self.coach.season.countries)
        asked = (("Answer", answer), ("Asked as", field.question), ("Changes", field.changes))
        return [head(field.label), *labelled(*asked, ("Key", field.key), *notes)]


def finds(words: str, field: Field) -> bool:
    """Whether every word begins a word of a field, its own or an everyday one."""
    of = folded(f"{field.label} {field.question} {field.group} {field.find} {field.key}")
    return all(f" {word}" in f" {of}" for word in folded(words).split())
