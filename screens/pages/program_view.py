"""Which programs are listed and in what order: the filter of the Programs page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Final

from msgspec import MsgspecError, Raw, Struct, json
from msgspec.structs import replace

from coach.records import Program, Record
from coach.subjects.coach import Coach
from coach.subjects.programs import PROGRAM_KINDS, Standing
from screens.pages.page import Page
from screens.widgets.ask import Ask

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


class View(Struct, frozen=True):
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


STATED: Final[dict[str, Callable[[Program], bool]]] = {
    "": lambda program: True,
    "j1": lambda program: program.visa_j1 == "yes",
    "h1b": lambda program: program.visa_h1b == "yes",
    "ask": lambda program: program.visa_j1 not in ("yes", "no"),
}
"""What each visa filter lets through."""


def fits(standing: Standing, view: View) -> bool:
    """Whether a program passes the filter."""
    program, mark = standing.program, standing.mark
    return (
        STATED[view.visa](program)
        and (not view.states or program.state in view.states)
        and view.kind in ("", program.kind)
        and (program.img_share or 0) >= view.share
        and view.tier in ("", standing.numbers.tier)
        and view.marked in ("", mark.mark if mark else "")
        and (view.failing or not standing.numbers.failed)
    )


def words_of(standing: Standing, coach: Coach) -> str:
    """What `/` looks into."""
    program = standing.program
    state = coach.programs.states.get(program.state)
    place = f"{program.city} {program.state} {state.name if state else ''}"
    return f"{program.name} {place} {program.specialty}"


def _chance(standing: Standing) -> float:
    return standing.numbers.chance.mid if standing.numbers.chance else -1.0


def _img_share(standing: Standing) -> float:
    share = standing.program.img_share
    return -1.0 if share is None else share


KEYS: Final[dict[str, Callable[[Standing], tuple[float, str]]]] = {
    "chance": lambda standing: (-_chance(standing), ""),
    "fit": lambda standing: (-(standing.numbers.fit or 0), ""),
    "img": lambda standing: (-_img_share(standing), ""),
    "known": lambda standing: (-standing.numbers.coverage, ""),
    "name": lambda standing: (0, standing.program.name.casefold()),
    "state": lambda standing: (0, standing.program.state),
}
"""What each order but that of the score looks at."""


def in_order(standings: Sequence[Standing], view: View) -> list[Standing]:
    """The programs in the order of the view; equal ones stay in the order of the score."""
    by = KEYS.get(view.sort)
    return sorted(standings, key=by) if by else list(standings)


class Way(Record):
    """One thing to filter by: its name, what can be chosen, and what is now."""

    title: str
    choices: Mapping[str, str]
    now: tuple[str, ...]
    has_several: bool = False


def _ways(coach: Coach, view: View) -> dict[str, Way]:
    specialties = coach.programs.specialties.items()
    names = {name: name for name, specialty in specialties if specialty.first_residency}
    states = {code: f"{code}  {state.name}" for code, state in coach.programs.states.items()}
    kinds = {"": "any", **{kind: kind for kind in PROGRAM_KINDS}}
    own = view.specialties or coach.profile.applicant.specialties
    return {
        "specialties": Way("specialty", names, own, has_several=True),
        "states": Way("state", states, view.states, has_several=True),
        "visa": Way("visa", VISAS, (view.visa,)),
        "kind": Way("type", kinds, (view.kind,)),
        "share": Way("IMG share", SHARES, (str(view.share),)),
        "tier": Way("tier", TIER_WORDS, (view.tier,)),
        "marked": Way("my marks", MARKED, (view.marked,)),
    }


async def ask_view(page: Page, view: View) -> View:
    """Asks first what to filter by, then for its value; the filter that comes of it."""
    coach = page.coach
    ways, saved = _ways(coach, view), saved_views(coach)
    menu = {key: way.title for key, way in ways.items()}
    menu["failing"] = f"{'hide' if view.failing else 'also'} those that a gate fails"
    menu["clear"] = "no filter"
    menu |= {f"view {name}": f"my view: {name}" for name in saved}
    menu["save"] = "keep this view under a name"
    if saved:
        menu["drop"] = "let a kept view go"
    what = await page.pick("Filter by", menu)
    if what == "failing":
        return replace(view, failing=not view.failing)
    if what == "clear":
        return View()
    if what in ("save", "drop"):
        await _keep_or_drop(page, view, what, saved)
        return view
    if what not in ways:
        return saved[what.removeprefix("view ")]
    way = ways[what]
    if way.has_several:
        values = await page.pick_several(f"Which {way.title}?", way.choices, way.now)
        return replace(view, **{what: values})
    value = await page.pick(f"Which {way.title}?", way.choices, way.now[0])
    return replace(view, **{what: int(value) if what == "share" else value})


async def _keep_or_drop(page: Page, view: View, what: str, saved: Mapping[str, View]) -> None:
    if what == "drop":
        name = await page.pick("Let which view go?", {name: name for name in saved})
        save_view(page.coach, name, None)
        page.footer.say(f"Let go: {name}")
    elif name := (await page.ask(Ask("Which name?")))[:40]:
        save_view(page.coach, name, view)
        page.footer.say(f"Kept as {name}; f brings it back.")


def saved_views(coach: Coach) -> dict[str, View]:
    """The applicant's views by name; what cannot be read is left out."""
    kept: dict[str, View] = {}
    with suppress(MsgspecError):
        for name, view in json.decode(coach.setting(VIEWS) or "{}", type=dict[str, Raw]).items():
            with suppress(MsgspecError):
                kept[name] = json.decode(view, type=View)
    return kept


def save_view(coach: Coach, name: str, view: View | None) -> None:
    """Keeps a view under a name, or lets it go with None."""
    views = saved_views(coach)
    views.pop(name, None)
    if view is not None:
        views[name] = view
    coach.set_setting(VIEWS, json.encode(views).decode())
