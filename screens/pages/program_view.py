"""Which programs are listed and in what order: the filter of the Programs page."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Final

from coach.profile.fields import PROGRAM_KINDS
from coach.subjects.coach import Coach
from coach.subjects.programs import Standing
from screens.widgets.ask import Ask, Pick

if TYPE_CHECKING:
    from screens.pages.page import Page

VIEWS: Final = "views"
"""The setting that holds the saved views."""
SORTS: Final = {
    "score": "by score",
    "fit": "by fit, your wishes only",
    "chance": "by chance",
    "img": "by IMG share",
    "known": "by how much is known",
    "name": "by name",
    "state": "by state",
}
SHARES: Final = {
    "0": "any share, also not stated",
    "25": "25 % or more",
    "50": "50 % or more",
    "75": "75 % or more",
}
VISAS: Final = {"": "any", "j1": "J-1 stated", "h1b": "H-1B stated", "ask": "nothing stated: ask"}
TIER_WORDS: Final = {"": "any", "reach": "reach", "target": "target", "safer": "safer"}
MARKED: Final = {"": "all", "apply": "marked apply", "maybe": "marked maybe", "no": "marked no"}


@dataclass(frozen=True, slots=True)
class View:
    """A filter and an order."""

    specialties: tuple[str, ...] = ()
    """Empty: those of the profile."""
    states: tuple[str, ...] = ()
    visa: str = ""
    kind: str = ""
    share: int = 0
    """Least IMG share in percent."""
    tier: str = ""
    marked: str = ""
    failing: bool = False
    """Also those that a gate fails."""
    sort: str = "score"

    def words(self) -> list[str]:
        """What is filtered, for the title."""
        pieces = [
            " ".join(self.states),
            VISAS[self.visa] if self.visa else "",
            self.kind,
            f"IMG {self.share}+" if self.share else "",
            self.tier,
            MARKED[self.marked] if self.marked else "",
            "with failed gates" if self.failing else "",
            "" if self.sort == "score" else SORTS[self.sort].split(",")[0],
        ]
        return [piece for piece in pieces if piece]

    def sorted_by(self, sort: str) -> View:
        """The same filter in another order."""
        return replace(self, sort=sort)


def fits(one: Standing, view: View, words: Iterable[str], coach: Coach) -> bool:
    """Whether a program passes the filter and holds every word."""
    program = one.program
    if view.states and program.state not in view.states:
        return False
    if view.visa == "ask" and program.visa_j1 in ("yes", "no"):
        return False
    if view.visa == "j1" and program.visa_j1 != "yes":
        return False
    if view.visa == "h1b" and program.visa_h1b != "yes":
        return False
    if view.kind and program.kind != view.kind:
        return False
    if view.share and (program.img_share or 0) < view.share:
        return False
    if view.tier and one.numbers.tier != view.tier:
        return False
    if view.marked and (one.mark.mark if one.mark else "") != view.marked:
        return False
    known = coach.programs.states.get(program.state)
    state = known.name if known else ""
    text = f"{program.name} {program.city} {program.state} {state} {program.specialty}".casefold()
    return all(word in text for word in words)


def in_order(standings: Sequence[Standing], view: View) -> list[Standing]:
    """The programs in the order of the view; equal ones stay in the order of the score."""
    keys: dict[str, Callable[[Standing], Any]] = {
        "chance": lambda one: -(one.numbers.chance.mid if one.numbers.chance else -1.0),
        "fit": lambda one: -(one.numbers.fit or 0),
        "img": lambda one: -(one.program.img_share if one.program.img_share is not None else -1),
        "known": lambda one: -one.numbers.coverage,
        "name": lambda one: one.program.name.casefold(),
        "state": lambda one: one.program.state,
    }
    return sorted(standings, key=keys[view.sort]) if view.sort in keys else list(standings)


def ask_filter(page: Page, view: View, chosen: Callable[[View | None], None]) -> None:
    """Asks first what to filter by, then for its value."""
    coach = page.coach
    every = {name: name for name, one in coach.programs.specialties.items() if one.first_residency}
    states = {code: f"{code}  {state.name}" for code, state in coach.programs.states.items()}
    kinds = {"": "any", **{kind: kind for kind in PROGRAM_KINDS}}
    ways: dict[str, tuple[str, dict[str, str], tuple[str, ...], bool]] = {
        "specialties": (
            "specialty",
            every,
            view.specialties or coach.profile.applicant.specialties,
            True,
        ),
        "states": ("state", states, view.states, True),
        "visa": ("visa", VISAS, (view.visa,), False),
        "kind": ("type", kinds, (view.kind,), False),
        "share": ("IMG share", SHARES, (str(view.share),), False),
        "tier": ("tier", TIER_WORDS, (view.tier,), False),
        "marked": ("my marks", MARKED, (view.marked,), False),
    }
    menu = {key: way[0] for key, way in ways.items()}
    menu["failing"] = f"{'hide' if view.failing else 'also'} those that a gate fails"
    menu["clear"] = "no filter"
    saved = saved_views(coach)
    menu |= {f"view {name}": f"my view: {name}" for name in saved}
    menu["save"] = "keep this view under a name"
    if saved:
        menu["drop"] = "let a kept view go"

    def way_chosen(answer: tuple[str, ...] | None) -> None:
        if not answer:
            chosen(None)
            return
        way = answer[0]
        if way == "failing":
            chosen(replace(view, failing=not view.failing))
        elif way == "clear":
            chosen(View())
        elif way.startswith("view "):
            chosen(saved[way.removeprefix("view ")])
        elif way == "save":
            page.app.push_screen(Ask("Which name?"), lambda name: kept(name))
        elif way == "drop":
            names = {name: name for name in saved}
            page.app.push_screen(Pick("Let which view go?", names), dropped)
        else:
            title, choices, now, several = ways[way]
            page.app.push_screen(
                Pick(f"Which {title}?", choices, several=several, chosen=now),
                lambda values: chosen(None if values is None else _with(view, way, values)),
            )

    def kept(name: str | None) -> None:
        if name and name.strip():
            save_view(coach, name.strip()[:40], view)
            page.footer.say(f"Kept as {name.strip()[:40]}; f brings it back.")

    def dropped(names: tuple[str, ...] | None) -> None:
        if names:
            save_view(coach, names[0], None)
            page.footer.say(f"Let go: {names[0]}")

    page.app.push_screen(Pick("Filter by", menu), way_chosen)


def _with(view: View, way: str, values: tuple[str, ...]) -> View:
    value: Any = values if way in ("specialties", "states") else values[0]
    changed: dict[str, Any] = {way: int(value) if way == "share" else value}
    return replace(view, **changed)


def saved_views(coach: Coach) -> dict[str, View]:
    """The applicant's views by name; what cannot be read is left out."""
    try:
        kept: Any = json.loads(coach.setting(VIEWS) or "{}")
    except ValueError:
        return {}
    known = {one.name for one in fields(View)}
    return {
        str(name): View(**{key: _tuples(value) for key, value in view.items() if key in known})
        for name, view in (kept.items() if isinstance(kept, dict) else ())
        if isinstance(view, dict)
    }


def save_view(coach: Coach, name: str, view: View | None) -> None:
    """Keeps a view under a name, or lets it go with None."""
    views = {key: asdict(one) for key, one in saved_views(coach).items()}
    views.pop(name, None)
    if view is not None:
        views[name] = asdict(view)
    coach.set_setting(VIEWS, json.dumps(views, ensure_ascii=False))


def _tuples(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
