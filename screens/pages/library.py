"""Library: which resource helps me now?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from coach.records import DOMAINS, Assessment, Resource
from coach.saying.library import about_resource, resource_in_short
from coach.saying.text import Line
from coach.scoring.resources import replaces
from screens.keys import bindings
from screens.pages.page import Page, pane, possible
from screens.widgets.ask import Pick
from screens.widgets.rows import Column, Row, RowList
from screens.widgets.style import signs

VIEWS = {
    "": "everything, this week's tasks first",
    "week": "for this week",
    "stage": "for where I am",
    "free": "free",
    "official": "official",
    "using": "what I use",
    **{domain: title for domain, title in DOMAINS.items()},
}
REASON_FROM = 6 + 40 + 2 + 46 + 2 + 12 + 2 + 10
"""Columns from which the list itself says for which task a resource is."""
HEADS = {"head:week": "For this week's tasks", "head:rest": "Then what helps most"}
MARKS = {"using": "using", "done": "done with", "no": "not for me"}


class LibraryPage(Page):
    """The catalogue, what helps now first, or what the words after `/` mean."""

    page = "library"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("library", {})]

    def __init__(self) -> None:
        super().__init__()
        self.text = pane(5, above=1)
        self.view = ""
        self._listed: dict[str, tuple[Resource, Assessment]] = {}
        self._for: dict[str, str] = {}
        """The task of this week that a resource helps with, by its id."""

    def body(self) -> Sequence[Widget]:
        columns = [
            Column("name", keep=4, min_width=40, max_width=48),
            Column("domain", keep=1, min_width=19, max_width=46, tone="dim"),
            Column("kind", width=12, keep=2),
            Column("mark", width=10, keep=3),
        ]
        return [RowList(columns, empty="Nothing fits; Esc shows everything."), self.text]

    def reload(self) -> None:
        # 5 ms, and only on this page.
        listed = {
            resource.id: (resource, score) for resource, score in self.coach.library.resources()
        }
        helps = self.coach.library.helps_week()
        self._for = {resource.id: title for resource, _, title in helps}
        listed = {resource.id: listed[resource.id] for resource, _, _ in helps} | listed
        if self.found.strip():
            hits = self.coach.find(self.found, "resource", 40)
            listed = {hit.id: listed[hit.id] for hit in hits}
        self._listed = {key: one for key, one in listed.items() if self._fits(one[0])}
        context = f"{len(self._listed)} of {len(self.coach.library.catalogue)}"
        if self.view:
            context += f" · {VIEWS[self.view]}"
        self.show_title(context)
        keep = next(iter(self._listed), None) if self.found else None
        self.rows.show(self._keys(), self._row, keep=keep)
        self._show_text()

    def _keys(self) -> list[str]:
        """The ids in their order; with everything in sight, under two headings."""
        week = [key for key in self._listed if key in self._for]
        rest = [key for key in self._listed if key not in self._for]
        if self.view or self.found.strip() or not (week and rest):
            return list(self._listed)
        return ["head:week", *week, "head:rest", *rest]

    def _fits(self, resource: Resource) -> bool:
        if self.view == "week":
            return resource.id in self._for
        if self.view == "stage":
            return self.coach.road.place.stage in resource.stages
        if self.view == "free":
            return resource.cost.startswith("free")
        if self.view == "official":
            return resource.kind == "official"
        if self.view == "using":
            return self._mark(resource.id) == "using"
        return self.view in ("", resource.domain)

    def _mark(self, resource_id: str) -> str:
        mark = self.coach.library.marks.get(resource_id)
        return mark.mark if mark else ""

    def _row(self, key: str) -> Row:
        if key in HEADS:
            return Row(key, (HEADS[key],), section=True)
        resource, _ = self._listed[key]
        mark, title = self._mark(key), self._for.get(key)
        return Row(
            key,
            (
                resource.name,
                title or DOMAINS[resource.domain].lower(),
                resource.kind,
                MARKS.get(mark, ""),
            ),
            mark=signs().done if mark == "using" else " ",
            tone="dim" if mark in ("no", "done") else "",
        )

    def _show_text(self, brief: bool = False) -> None:
        key = self.rows.selected
        lines = self._short(self._listed[key][0]) if key else []
        self.text.show(lines[:1] if brief else lines)

    def _short(self, resource: Resource) -> list[Line]:
        """In short; for which task of the week, where the list has no room for it."""
        return resource_in_short(resource, self._for_task(resource))

    def _for_task(self, resource: Resource) -> str:
        return self._for.get(resource.id, "") if self.size.width < REASON_FROM else ""

    @on(RowList.Moved)
    def _cursor_moved(self) -> None:
        self.moved(self._show_text)

    @on(RowList.Chosen)
    def _chosen(self) -> None:
        self.action_open()

    def impossible(self) -> dict[str, str]:
        if self._listed:
            return {}
        every = ("resource.use", "resource.no", "resource.open")
        return dict.fromkeys(every, "no resource is listed")

    def explain_line(self) -> list[Line]:
        key = self.rows.selected
        if not key:
            return []
        resource, assessment = self._listed[key]
        return about_resource(resource, assessment, self._for_task(resource))

    def action_open(self) -> None:
        self.read("Resource", self.explain_line())

    @possible("resource.use")
    def action_use(self) -> None:
        key = self.rows.selected
        if not key:
            return
        mark = "" if self._mark(key) == "using" else "using"
        resource = self._listed[key][0]
        warning = ""
        if mark:
            warning = replaces(resource, self.coach.library.catalogue, self.coach.library.marks)
        said = warning or (f"Using: {resource.name}" if mark else f"Not marked: {resource.name}")
        self.attempt(lambda: self.coach.library.mark(key, mark), said)

    @possible("resource.no")
    def action_refuse(self) -> None:
        key = self.rows.selected
        if key:
            mark = "" if self._mark(key) == "no" else "no"
            said = f"{'Not for me' if mark else 'Not marked'}: {self._listed[key][0].name}"
            self.attempt(lambda: self.coach.library.mark(key, mark), said)

    def action_filter(self) -> None:
        def chosen(view: tuple[str, ...] | None) -> None:
            if view:
                self.view = view[0]
                self.reload()

        self.app.push_screen(Pick("Which resources?", VIEWS, chosen=(self.view,)), chosen)
