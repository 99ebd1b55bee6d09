"""Levers, scenarios, this year or next, and filters in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from coach.applying import scenarios, years
from coach.applying.levers import Lever
from coach.applying.scenarios import Look, Side
from coach.applying.weighing import Worth
from coach.applying.years import Year, Years
from coach.rules import filters
from coach.saying.text import ARROW, Line, head, rows
from coach.wording import cut, share_range

STEP: Final = 0.05
"""No chance is shown finer."""
FIGURES: Final = 34
"""Cells that the figures beside a lever's title take."""
OUTCOME_SIGNS: Final = {"pass": "ok", "drop": "no", "unknown": "?"}
COLUMNS_MEAN: Final = (
    "opens: closed now, open then. sure: open now, and a gate that nobody has stated passes then. "
    "gain: in the value of the list (0-100) for the same money."
)


def levers(ranked: Sequence[Lever], next_step: str, width: int) -> list[Line]:
    """What would open most; `next_step`: the title of the first task on the way."""
    if len(ranked) == 1:
        return [Line.of("Nothing that you could change opens another program by what is known.")]
    first = [Line.of(f"A small next step: {next_step}."), Line()] if next_step else []
    title = width - FIGURES
    columns = f"{'':{title}} opens  sure   gain   weeks    USD"
    figures = (_lever(lever, title) for lever in ranked)
    return [*first, *rows([columns, *figures]), Line(), Line.of(COLUMNS_MEAN)]


def _lever(lever: Lever, title: int) -> str:
    weeks, dollars = lever.effort.weeks, lever.effort.dollars
    time = "?" if weeks is None else f"~{weeks.usual:.0f}" if weeks.usual else "0"
    money = "?" if dollars is None else f"{dollars:,.0f}"
    gain = "~0" if lever.changes else "0"
    if abs(lever.gain) >= 0.05:
        gain = f"~{lever.gain:+.1f}"
    return (
        f"{cut(lever.title, title):{title}} {len(lever.opened):5} {len(lever.sure):5} {gain:>6} "
        f"{time:>7} {money:>6}"
    )


def scenario_list(looks: Iterable[Look], width: int) -> list[Line]:
    """Every scenario in a row, and past its day in another."""
    lines = [line for look in looks for line in _scenario_row(look, width)]
    return [*lines, Line(), Line.of(f"`coach scenario NAME` tells more of one. {scenarios.LEGAL}")]


def _scenario_row(look: Look, width: int) -> list[Line]:
    what = {True: "concerns you", False: "not you", None: "say more of you"}[look.concerned]
    if look.concerned and look.within != look.without:
        before, after = look.without.programs.open, look.within.programs.open
        what = f"open {before} {ARROW} {after}" if before != after else "visas less sure"
    elif look.concerned and not scenarios.switches(look.scenario):
        what = "closes none here; to know"
    room = width - 37
    row = cut(f"{look.scenario.key:16} {cut(look.scenario.title, room):{room}} {what}", width)
    past = [f"{'':18}past its day, check"] if look.expired else []
    return rows([row, *past])


def scenario(look: Look) -> list[Line]:
    """One scenario in full: what it says, whom it concerns, what it would change."""
    lines = [head(look.scenario.title), Line()]
    for sentence in scenarios.words(look):
        lines += [Line.of(sentence), Line()]
    if look.within != look.without:
        lines += rows([f"{'':26} {'without':>12} {'with':>12}"])
        lines += [*beside(_side(look.without), _side(look.within)), Line()]
    return [*lines, Line.of(f"Source {look.scenario.source}", "dim")]


def beside(left: Sequence[tuple[str, str]], right: Sequence[tuple[str, str]]) -> list[Line]:
    """Two columns of figures under the same names."""
    return rows(
        f"{name:26} {before:>12} {after:>12}"
        for (name, before), (_, after) in zip(left, right, strict=True)
    )


def _side(side: Side) -> list[tuple[str, str]]:
    return [
        ("Programs open", f"{side.programs.open:,}"),
        ("  visa not stated", f"{side.programs.visa_unknown:,}"),
        *_worth(side.worth),
    ]


def _worth(worth: Worth) -> list[tuple[str, str]]:
    low, _, high = worth.interviews
    steps = min(int(worth.p_none / STEP), round(1 / STEP) - 1)
    none = share_range(steps * STEP, (steps + 1) * STEP)
    some = worth.applications > 0
    return [
        ("Value of the list (0-100)", f"~{worth.value:.0f}"),
        ("Applications", f"{worth.applications}"),
        ("Cost, USD", f"{worth.cost:,.0f}"),
        ("Interviews to expect", f"~{low:.0f}-{high:.0f}" if some else "-"),
        ("No interview at all", none if some else "-"),
    ]


def two_years(compared: Years) -> list[Line]:
    """This season and the next side by side, and what speaks for each; no verdict."""
    lines = beside(_year(compared.this), _year(compared.next))
    if compared.edits:
        opened, value = compared.edited
        lines += [
            Line(),
            Line.of(
                f"Next year with {', '.join(compared.edits)}: {opened:+} programs open, value "
                f"{value:+.1f} by that alone."
            ),
        ]
    seasons = (compared.this.season, compared.next.season)
    for season, sentences in zip(seasons, years.speaks(compared), strict=True):
        if sentences:
            lines += [Line(), head(f"For {season}")]
            lines += [Line.of(sentence, indent=2) for sentence in sentences]
    return lines


def _year(year: Year) -> list[tuple[str, str]]:
    age = year.graduation_age
    return [
        ("Season", f"{year.season}"),
        *_side(Side(year.programs, year.worth)),
        ("Dates still ahead", f"{len(year.ahead)} of {len(year.ahead) + len(year.over)}"),
        ("Years since graduation", "not said" if age is None else f"{age:.1f}"),
    ]


def seen(
    presets: Sequence[filters.Seen], changes: Sequence[filters.Change], own_file: str
) -> list[Line]:
    """How filters may see the applicant: first what would help most, then each with its rules."""
    lines: list[Line] = []
    if wanted := filters.most_wanted(presets):
        keys, number = wanted
        need = f"First say {keys} on the profile: {number} of {len(presets)} filters need that."
        lines += [Line.of(need), Line()]
    if changes:
        best = changes[0]
        more = f"{best.words} ({len(best.passes)} more of {len(presets)})"
        lines += [Line.of(f"One change would pass most: {more}."), Line()]
    for preset in presets:
        lines.append(Line.of(f"{OUTCOME_SIGNS[preset.outcome]:3} {preset.preset.title}"))
        others = [
            rule for rule in preset.rules if rule is not preset.first and rule.outcome != "pass"
        ]
        for rule in [preset.first, *others] if preset.first else others:
            sign = f"{OUTCOME_SIGNS[rule.outcome]:3}"
            lines.append(Line.of(f"{sign} {rule.detail}", indent=6, hang=4))
    where = f"Each is {filters.PLAUSIBLE}; yours go to {own_file} in the data folder."
    return [*lines, Line(), Line.of(where)]
