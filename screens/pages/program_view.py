"""Which programs are listed and in what order: the filter of the Programs page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Final

from msgspec import MsgspecError, Raw, Struct, json
from msgspec.structs import replace

from coach.records import Record
from coach.saying.program import visa_said
from coach.saying.ties import fact_of
from coach.subjects.coach import Coach
from coach.subjects.programs import PROGRAM_KINDS, TIERS, Standing
from screens.pages.page import Page
from screens.pages.sorting import By
from screens.widgets.ask import Ask

SCORE: Final = "score"
VIEWS: Final = "views"
"""The setting that holds the saved views."""
SHARES: Final = {
    "0": "any share, also not stated",
    "25": "25 % or more",
    "50": "50 % or more",
    "75": "75 % or more",
}
VISAS: Final = {"": "any", "j1": "J-1 stated", "h1b": "H-1B stated", "ask": "nothing stated: ask"}
KINDS: Final = {"": "any"} | {kind: kind for kind in PROGRAM_KINDS}
TIER_WORDS: Final = {"": "any"} | {tier: tier for tier in TIERS}
MARKS: Final = {"apply": 0, "maybe": 1, "no": 2}
MARKED: Final = {"": "all", "apply": "marked apply", "maybe": "marked maybe", "no": "marked no"}


class Filter(Record):
    """One thing to filter by: its name, what can be chosen, and what passes."""

    title: str
    choices: Mapping[str, str]
    passes: Callable[[Standing, str], bool]


def _is_stated(standing: Standing, visa: str) -> bool:
    if visa == "ask":
        return visa_said(standing, "j1") is None
    return visa_said(standing, visa) is True


FILTERS: Final = {
    "visa": Filter("visa", VISAS, _is_stated),
    "kind": Filter("type", KINDS, lambda standing, kind: standing.program.kind == kind),
    "share": Filter("IMG share", SHARES, lambda each, least: _has_share(each, int(least))),
    "tier": Filter("tier", TIER_WORDS, lambda standing, tier: standing.numbers.tier == tier),
    "marked": Filter("my marks", MARKED, lambda each, word: word == (each.mark and each.mark.mark)),
}
"""Fields of a view whose value is one of a few."""


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
    sort: str = SCORE
    """What it is ordered by, as an Order is written."""

    def words(self) -> list[str]:
        """What is filtered, for the title."""
        chosen = {**self.chosen(), **({"share": f"IMG {self.share}+"} if self.share else {})}
        pieces = [
            " ".join(self.states),
            *(FILTERS[name].choices.get(value, value) for name, value in chosen.items()),
            "with failed gates" if self.failing else "",
        ]
        return [piece for piece in pieces if piece]

    def chosen(self) -> dict[str, str]:
        """What is chosen of each filter that is on."""
        return {name: str(value) for name in FILTERS if (value := getattr(self, name))}


def fitting(standings: Sequence[Standing], view: View) -> list[Standing]:
    """The programs that pass the filter."""
    filters = [(FILTERS[name].passes, value) for name, value in view.chosen().items()]
    return [
        standing
        for standing in standings
        if (not view.states or standing.program.state in view.states)
        and (view.failing or not standing.numbers.failed)
        and all(passes(standing, value) for passes, value in filters)
    ]


def words_of(standing: Standing, coach: Coach) -> str:
    """What `/` looks into."""
    program = standing.program
    state = coach.programs.states.get(program.state)
    place = f"{program.city} {program.state} {state.name if state else ''}"
    return f"{program.name} {place} {program.specialty} {program.id} {program.nrmp_code}"


def _has_share(standing: Standing, least: int) -> bool:
    share = fact_of(standing, "img_share")
    return share.status != "estimated" and share.value is not None and float(share.value) >= least


def _share(standing: Standing) -> float | None:
    """As the row says it, be it estimated."""
    share = fact_of(standing, "img_share").value
    return None if share is None else float(share)


def _mid(standing: Standing) -> float | None:
    chance = standing.numbers.chance
    return chance.mid if chance else None


SORTS: Final[dict[str, By[Standing]]] = {
    "score": By("score", lambda each: each.numbers.score, "score", high_first=True),
    "fit": By("fit, your wishes only", lambda each: each.numbers.fit, "fit", high_first=True),
    "chance": By("chance", _mid, "chance", high_first=True),
    "img": By("IMG share", _share, "img", high_first=True),
    "known": By("how much is known", lambda each: each.numbers.coverage, "known", high_first=True),
    "name": By("name", lambda each: each.program.name.casefold(), "program"),
    "state": By("state", lambda each: each.program.state, "state"),
    "specialty": By("specialty", lambda each: each.program.specialty, "specialty"),
    "tier": By("tier", lambda each: TIERS.index(each.numbers.tier), "tier"),
    "marked": By("my marks", lambda each: MARKS.get(each.mark.mark if each.mark else "")),
}
"""What the list can be ordered by."""


async def ask_view(page: Page, view: View) -> View:
    """Asks first what to filter by, then for its value; the filter that comes of it."""
    coach = page.coach
    saved = saved_views(coach)
    menu = {"specialties": "specialty", "states": "state"}
    menu |= {name: each.title for name, each in FILTERS.items()}
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
    if what.startswith("view "):
        return saved[what.removeprefix("view ")]
    return await _ask_value(page, view, what, f"Which {menu[what]}?")


async def _ask_value(page: Page, view: View, what: str, question: str) -> View:
    coach = page.coach
    if what == "specialties":
        known = coach.programs.specialties.items()
        names = {name: name for name, specialty in known if specialty.first_residency}
        own = view.specialties or coach.profile.applicant.specialties
        return replace(view, specialties=await page.pick_several(question, names, own))
    if what == "states":
        states = {code: f"{code}  {state.name}" for code, state in coach.programs.states.items()}
        return replace(view, states=await page.pick_several(question, states, view.states))
    value = await page.pick(question, FILTERS[what].choices, str(getattr(view, what)))
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
