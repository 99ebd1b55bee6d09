"""Library: which resource helps me now?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from coach.records import DOMAINS, Assessment, Hit, Resource
from coach.saying.library import about_resource, resource_in_short
from coach.saying.text import APPLY, Line
from screens.pages.list_page import FAR, ListPage
from screens.pages.sorting import By
from screens.widgets.rows import Column, Row

VIEWS: Final = {
    "": "everything, this week's tasks first",
    "week": "for this week",
    "stage": "for where I am",
    "free": "free",
    "official": "official",
    "using": "what I use",
    **{domain: title for domain, title in DOMAINS.items()},
}
REASON_FROM: Final = 6 + 40 + 2 + 46 + 2 + 12 + 2 + 10
"""Columns from which the list itself says for which task a resource is."""
MARKS: Final = {"using": "using", "done": "done with", "no": "not for me"}
MARKED: Final = {"using": "Using", "no": "Not for me"}


class LibraryPage(ListPage[tuple[Resource, Assessment]]):
    """The catalogue, what helps now first, or what the words after `/` mean."""

    page = "library"
    beside_from = FAR
    text_height = 4
    columns = (
        Column("name", keep=4, min_width=40),
        Column("domain", keep=1, min_width=19, tone="dim"),
        Column("kind", width=12, keep=2),
        Column("mark", width=10, keep=3),
    )
    on_item = ("resource.use", "resource.no", "resource.open")
    no_item = "no resource is listed"
    noun = "resources"
    reading = "Resource"
    heads = {"head:week": ("For this week's tasks",), "head:rest": ("Then what helps most",)}

    def __init__(self) -> None:
        super().__init__()
        self.view = ""
        self.sorts = {
            "name": By("name", lambda item: item[0].name.casefold()),
            "domain": By("domain", lambda item: DOMAINS[item[0].domain]),
            "kind": By("kind", lambda item: item[0].kind),
            "mark": By("my marks", lambda item: self._mark(item[0].id) or None, high_first=True),
        }
        self._answers: dict[str, Hit] = {}
        """What answers the words after `/`, where they are a question, by the key of its row."""
        self._task_of: dict[str, str] = {}
        """The task of this week that a resource helps with, by its id."""

    def listed(self) -> dict[str, tuple[Resource, Assessment]]:
        library = self.coach.library
        ranked = {item[0].id: item for item in library.resources()}
        # 5 ms, and only on this page.
        self._task_of = {resource.id: title for resource, _, title in library.helps_week()}
        keys = [*self._task_of, *(key for key in ranked if key not in self._task_of)]
        answers, _ = self.coach.answers_to(self.words)
        self._answers = {f"answer:{hit.id}": hit for hit in answers}
        if self.words.strip():
            keys = [hit.id for hit in self.coach.find(self.words, "resource", 40)]
        return {key: ranked[key] for key in keys if self._is_in_view(ranked[key][0])}

    def leaving(self) -> dict[str, str]:
        return super().leaving() | {"view": self.view}

    def come_back(self, left: Mapping[str, str]) -> None:
        super().come_back(left)
        self.view = left.get("view", "") if left.get("view") in VIEWS else ""

    def _is_in_view(self, resource: Resource) -> bool:
        views = {
            "": True,
            "week": resource.id in self._task_of,
            "stage": self.coach.road.place.stage in resource.stages,
            "free": resource.cost.startswith("free"),
            "official": resource.kind == "official",
            "using": self._mark(resource.id) == "using",
        }
        return views.get(self.view, self.view == resource.domain)

    def context(self) -> str:
        count = f"{len(self.items)} of {len(self.coach.library.catalogue)}"
        return f"{count} · {VIEWS[self.view]}" if self.view else count

    def keys(self) -> list[str]:
        """The ids in their order; with everything in sight, under two headings."""
        week = [key for key in self.items if key in self._task_of]
        rest = [key for key in self.items if key not in self._task_of]
        if self.order.keys or self.view or self.words.strip() or not (week and rest):
            return [*self._answers, *self.items]
        return ["head:week", *week, "head:rest", *rest]

    def first(self) -> str | None:
        return next(iter([*self._answers, *self.items]), None) if self.words else None

    def _row(self, key: str) -> Row:
        if hit := self._answers.get(key):
            return Row(key, (hit.title, hit.why, hit.kind, ""), mark=" ")
        return super()._row(key)

    def impossible(self) -> dict[str, str]:
        without = super().impossible()
        if self.rows.selected in self._answers:
            del without["resource.open"]
        return without

    def action_explain(self) -> None:
        """Opens the answer under the cursor, or the resource."""
        if hit := self._answers.get(self.rows.selected or ""):
            self.my_app.open_answer(hit.id, self.words)
        else:
            super().action_explain()

    def copies(self) -> dict[str, str]:
        """The address of a resource, the question of an answer."""
        hit, link = self._answers.get(self.rows.selected or ""), self.item and self.item[0].url
        return {"link": link or "", "question": hit.title if hit else ""} | super().copies()

    def _mark(self, resource_id: str) -> str:
        mark = self.coach.library.marks.get(resource_id)
        return mark.mark if mark else ""

    def row(self, key: str, item: tuple[Resource, Assessment]) -> Row:
        resource, mark = item[0], self._mark(key)
        domain = self._task_of.get(key) or DOMAINS[resource.domain].lower()
        cells = (resource.name, domain, resource.kind, MARKS.get(mark, ""))
        sign = (APPLY, "good") if mark == "using" else " "
        return Row(key, cells, mark=sign, tone="dim" if mark in ("no", "done") else "")

    def text(self, key: str, item: tuple[Resource, Assessment]) -> list[Line]:
        return resource_in_short(item[0], self._task_of_week(key))

    def _task_of_week(self, key: str) -> str:
        """The task of the week that it helps with, where the list has no room for it."""
        return self._task_of.get(key, "") if self.size.width < REASON_FROM else ""

    def explain_line(self) -> list[Line]:
        if item := self.item:
            return about_resource(self.coach, *item, self._task_of_week(item[0].id))
        return []

    async def action_mark(self, word: str) -> None:
        """Marks the resource under the cursor, or takes that mark away."""
        if item := self.item:
            resource, library = item[0], self.coach.library
            mark = "" if all(self._mark(key) == word for key in self.meant) else word
            done = f"{MARKED[word] if mark else 'Not marked'}: {resource.name}"
            if mark == "using":
                done = library.replaces(resource) or done
            await self.attempt(done, library.mark, resource.id, mark)

    async def action_filter(self) -> None:
        self.view = await self.pick("Which resources?", VIEWS, self.view)
        self.reload()
