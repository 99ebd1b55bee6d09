"""Levers, scenarios, this year or next, and filters in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from coach.applying import scenarios
from coach.applying.levers import Lever
from coach.applying.scenarios import Look, Side
from coach.applying.years import Year, Years
from coach.rules.conditions import needs_visa
from coach.rules.filters import PLAUSIBLE, most_wanted
from coach.saying.text import ARROW, WIDTH, Line, head, notes, parted, rows
from coach.subjects.applying import Stand
from coach.subjects.coach import Coach
from coach.subjects.deciding import AsSeen, Looks
from coach.subjects.own_files import FILTERS
from coach.wording import LONG_DAYS, brief_range, cut, share_range, spare

SAY_THE_VISA: Final = "Say on the Profile page which visa you need: then visas count as well."
SAY_THE_MONTHS: Final = "Your months of US experience are not on the profile, so they are left out."
SAME_FACTS: Final = (
    "Both years are seen by the facts of today. What suits your life is yours to weigh."
)
STEP: Final = 0.05
"""No chance is shown finer."""
FIGURES: Final = 34
"""Cells that the figures beside a lever's title take."""
OUTCOME_SIGNS: Final = {"pass": "ok", "drop": "no", "unknown": "?"}
COLUMNS_MEAN: Final = (
    "opens: closed now, open then. sure: open now, and a gate that nobody has stated passes then. "
    "gain: in the value of the list (0-100) for the same money."
)


def levers(coach: Coach, ranked: Sequence[Lever]) -> list[Line]:
    """What would open most, and the first task on the way."""
    if why := coach.applying.settled:
        return [Line.of(why)]
    stand = coach.applying.stand
    remarks = notes(
        SAY_THE_VISA * (needs_visa(coach.profile.applicant) is None),
        SAY_THE_MONTHS * (not coach.profile.applicant.experience),
        f"It is late for {stand.season}, so gains are those of the next season." * stand.passed,
        "~ are estimates; the time is the usual hours and waits of the steps left.",
    )
    if len(ranked) == 1:
        nothing = "Nothing that you could change opens another program by what is known."
        return [Line.of(nothing), *remarks]
    key = next((key for lever in ranked for key in lever.effort.tasks), None)
    first = [Line.of(f"A small next step: {coach.road.tasks[key].title}."), Line()] if key else []
    title = WIDTH - FIGURES
    columns = f"{'':{title}} opens  sure   gain    time    USD"
    figures = (_lever(lever, title) for lever in ranked)
    return [*first, *rows([columns, *figures]), Line(), Line.of(COLUMNS_MEAN), *remarks]


def _lever(lever: Lever, title: int) -> str:
    weeks, dollars = lever.effort.weeks, lever.effort.dollars
    time = "?" if weeks is None else _time(weeks.usual) if weeks.usual else "0"
    money = "?" if dollars is None else f"{dollars:,.0f}"
    gain = "~0" if lever.changes else "0"
    if abs(lever.gain) >= 0.05:
        gain = f"~{lever.gain:+.1f}"
    return (
        f"{cut(lever.title, title):{title}} {len(lever.opened):5} {len(lever.sure):5} {gain:>6} "
        f"{time:>7} {money:>6}"
    )


def _time(weeks: float) -> str:
    """`~9 w`, `~6 mo`, `~3.9 y`: as coarse as an estimate of that length is."""
    days = 7 * weeks
    if days <= LONG_DAYS:
        return f"~{weeks:.0f} w"
    return f"~{days / 30.44:.0f} mo" if days < 730 else f"~{days / 365.25:.1f} y"


def scenario(coach: Coach, looks: Looks) -> list[Line]:
    """One scenario in full, or every one in a row, and past its day in another."""
    if looks.scenario:
        return _in_full(looks.scenario)
    lines = [line for look in looks.scenarios for line in _scenario_row(look, WIDTH)]
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


def _in_full(look: Look) -> list[Line]:
    """One scenario in full: what it says, whom it concerns, what it would change."""
    table: list[Line] = []
    if look.within != look.without:
        table = rows([f"{'':26} {'without':>12} {'with':>12}"])
        table += beside(_side(look.without), _side(look.within))
    sentences = ([Line.of(sentence)] for sentence in scenarios.words(look))
    source = Line.of(f"Source {look.scenario.source}", "dim")
    return parted([head(look.scenario.title)], *sentences, table, [source])


def beside(left: Sequence[tuple[str, str]], right: Sequence[tuple[str, str]]) -> list[Line]:
    """Two columns of figures under the same names."""
    return rows(
        f"{name:26} {before:>12} {after:>12}"
        for (name, before), (_, after) in zip(left, right, strict=True)
    )


def _side(side: Side | Year) -> list[tuple[str, str]]:
    worth = side.worth
    steps = min(int(worth.p_none / STEP), round(1 / STEP) - 1)
    expected = f"~{worth.interviews.low:.0f}-{worth.interviews.high:.0f}"
    none = brief_range(steps * STEP, (steps + 1) * STEP)
    return [
        ("Programs open", f"{side.programs.open:,}"),
        ("  visa not stated", f"{side.programs.visa_unknown:,}"),
        ("Value of the list (0-100)", f"~{worth.value:.0f}"),
        ("Applications", f"{worth.applications}"),
        ("Cost, USD", f"{worth.cost:,.0f}"),
        ("Interviews to expect", expected if worth.applications else "-"),
        ("No interview at all", none if worth.applications else "-"),
    ]


def years(coach: Coach, compared: Years) -> list[Line]:
    """This season and the next side by side, and what speaks for each; no verdict."""
    stand = coach.applying.stand
    if why := coach.applying.settled:
        return [Line.of(why)]
    alone: list[Line] = []
    if compared.edits:
        opened, value = compared.edited
        words = (
            f"Next year with {', '.join(compared.edits)}: {opened:+} programs open, value "
            f"{value:+.1f} by that alone."
        )
        alone = [Line.of(words)]
    seasons = (compared.this.season, compared.next.season)
    spoken = (
        [head(f"For {season}"), *(Line.of(sentence, indent=2) for sentence in sentences)]
        for season, sentences in zip(seasons, compared.sentences, strict=True)
        if sentences
    )
    both = beside(_year(coach, compared.this), _year(coach, compared.next))
    if compared.first_year and coach.profile.applicant.match_year:
        words = f"The first Match year that your road reaches as it is: {compared.first_year}."
        alone.append(Line.of(words))
    remarks = notes(_passed(stand) if stand.passed else "", SAME_FACTS)
    return [*parted(both, alone, *spoken), *remarks]


def _passed(stand: Stand) -> str:
    """What the figures of a season count that can no longer be applied to in time."""
    if not stand.most and stand.phase != "late":
        return f"{stand.season}: an application now brings next to nothing, so its list is empty."
    most = f" and at most {stand.most} applications" if stand.most else ""
    return (
        f"{stand.season}: what an application sent now may still bring, "
        f"{share_range(stand.left.low, stand.left.high)} of the invitations{most}."
    )


def _year(coach: Coach, year: Year) -> list[tuple[str, str]]:
    age, who = year.graduation_age, coach.profile.applicant
    is_known = year.spare_days is not None and who.match_year and who.hours_a_week
    return [
        ("Season", f"{year.season}"),
        *_side(year),
        ("Dates still ahead", f"{len(year.ahead)} of {len(year.ahead) + len(year.over)}"),
        ("Years since graduation", "not said" if age is None else f"{age:.1f}"),
        ("Your road", spare(year.spare_days or 0) if is_known else "hours not said"),
    ]


def filters(coach: Coach, seen: AsSeen) -> list[Line]:
    """How filters may see the applicant: first what would help most, then each with its rules."""
    presets, changes = seen.filters, seen.changes
    first: list[str] = []
    if wanted := most_wanted(presets):
        keys, number = wanted
        first = [f"First say {keys} on the profile: {number} of {len(presets)} filters need that."]
    if changes:
        more = f"{changes[0].words} ({len(changes[0].passes)} more of {len(presets)})"
        first.append(f"One change would pass most: {more}.")
    lines: list[Line] = []
    for preset in presets:
        lines.append(Line.of(f"{OUTCOME_SIGNS[preset.outcome]:3} {preset.preset.title}"))
        others = [
            rule for rule in preset.rules if rule is not preset.first and rule.outcome != "pass"
        ]
        for rule in [preset.first, *others] if preset.first else others:
            sign = f"{OUTCOME_SIGNS[rule.outcome]:3}"
            lines.append(Line.of(f"{sign} {rule.detail}", indent=6, hang=4))
    where = f"Each is {PLAUSIBLE}; yours go to {FILTERS} in the data folder."
    return parted(*([Line.of(words)] for words in first), lines, [Line.of(where)])
