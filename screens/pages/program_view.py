"""Which programs are listed and in what order: the filter of the Programs page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from coach.coach import Coach, Standing
from coach.profile.fields import PROGRAM_KINDS
from screens.widgets.ask import Pick

if TYPE_CHECKING:
    from screens.pages.page import Page

SORTS: Final = {
    "score": "by score", "fit": "by fit, your wishes only", "img": "by IMG share",
    "known": "by how much is known", "name": "by name", "state": "by state",
}  # fmt: skip
SHARES: Final = {"0": "any share, also not stated", "25": "25 % or more", "50": "50 % or more",
                 "75": "75 % or more"}  # fmt: skip
VISAS: Final = {"": "any", "j1": "J-1 stated", "h1b": "H-1B stated", "ask": "nothing stated: ask"}
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
    marked: str = ""
    failing: bool = False
    """Also those that a gate fails."""
    sort: str = "score"

    def words(self) -> list[str]:
        """What is filtered, for the title."""
        pieces = [
            " ".join(self.states), VISAS[self.visa] if self.visa else "", self.kind,
            f"IMG {self.share}+" if self.share else "", MARKED[self.marked] if self.marked else "",
            "with failed gates" if self.failing else "",
            "" if self.sort == "score" else SORTS[self.sort].split(",")[0],
        ]  # fmt: skip
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
    if view.marked and (one.mark.mark if one.mark else "") != view.marked:
        return False
    state = coach.map.names.get(program.state, "")
    text = f"{program.name} {program.city} {program.state} {state} {program.specialty}".casefold()
    return all(word in text for word in words)


def in_order(standings: Sequence[Standing], view: View) -> list[Standing]:
    """The programs in the order of the view; equal ones stay in the order of the score."""
    keys: dict[str, Callable[[Standing], Any]] = {
        "fit": lambda one: -(one.assessment.fit or 0),
        "img": lambda one: -(one.program.img_share if one.program.img_share is not None else -1),
        "known": lambda one: -one.assessment.coverage,
        "name": lambda one: one.program.name.casefold(),
        "state": lambda one: one.program.state,
    }
    return sorted(standings, key=keys[view.sort]) if view.sort in keys else list(standings)


def ask_filter(page: Page, view: View, chosen: Callable[[View | None], None]) -> None:
    """Asks first what to filter by, then for its value."""
    coach = page.coach
    every = {name: name for name, one in coach.facts.specialties.items() if one.first_residency}
    states = {code: f"{code}  {state.name}" for code, state in coach.facts.states.items()}
    kinds = {"": "any", **{kind: kind for kind in PROGRAM_KINDS}}
    ways: dict[str, tuple[str, dict[str, str], tuple[str, ...], bool]] = {
        "specialties": ("specialty", every, view.specialties or coach.applicant.specialties, True),
        "states": ("state", states, view.states, True),
        "visa": ("visa", VISAS, (view.visa,), False),
        "kind": ("type", kinds, (view.kind,), False),
        "share": ("IMG share", SHARES, (str(view.share),), False),
        "marked": ("my marks", MARKED, (view.marked,), False),
    }
    menu = {key: way[0] for key, way in ways.items()}
    menu["failing"] = f"{'hide' if view.failing else 'also'} those that a gate fails"
    menu["clear"] = "no filter"

    def way_chosen(answer: tuple[str, ...] | None) -> None:
        if not answer:
            chosen(None)
            return
        way = answer[0]
        if way == "failing":
            chosen(replace(view, failing=not view.failing))
        elif way == "clear":
            chosen(View())
        else:
            title, choices, now, several = ways[way]
            page.app.push_screen(
                Pick(f"Which {title}?", choices, several=several, chosen=now),
                lambda values: chosen(None if values is None else _with(view, way, values)),
            )

    page.app.push_screen(Pick("Filter by", menu), way_chosen)


def _with(view: View, way: str, values: tuple[str, ...]) -> View:
    value: Any = values if way in ("specialties", "states") else values[0]
    changed: dict[str, Any] = {way: int(value) if way == "share" else value}
    return replace(view, **changed)
