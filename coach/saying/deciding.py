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
from coach.saying.bars import bar, span
from coach.saying.rules import labels
from coach.saying.table import LEAST_TITLE, Col, table
from coach.saying.text import ARROW, ROOM, Line, head, notes, parted
from coach.subjects.applying import Stand
from coach.subjects.coach import Coach
from coach.subjects.deciding import AsSeen, Looks
from coach.subjects.own_files import FILTERS
from coach.wording import LONG_DAYS, brief_range, share_range

SAY_THE_VISA: Final = "Say on the Profile page which visa you need: then visas count as well."
SAY_THE_MONTHS: Final = "Your months of US experience are not on the profile, so they are left out."
SAME_FACTS: Final = (
    "Both years are seen by the facts of today. What suits your life is yours to weigh."
)
STEP: Final = 0.05
"""No chance is shown finer."""
BAR: Final = 8
FEW: Final = 5.0
"""Interviews that a scale holds at least: less than one is drawn as little."""
LEVERS: Final = (
    Col(least=45),
    Col("opens", 4),
    Col("sure", 3),
    Col("", 0, left=True),
    Col("gain", 5, joined=True),
    Col("time", 2),
    Col("USD", 1),
)
SCENARIOS: Final = (
    Col(least=26),
    Col("here", 3, left=True),
    Col("", 0, left=True),
    Col("", 2, left=True),
)
OUTCOME_SIGNS: Final = {"pass": "ok", "drop": "no", "unknown": "?"}
SIGNS_MEAN: Final = "ok: lets you through. no: drops you. ?: hangs on what is not known yet."
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
    most = max(lever.gain for lever in ranked)
    lines = table(LEVERS, [_lever(lever, most) for lever in ranked], ROOM)
    return [*first, *lines, Line(), Line.of(COLUMNS_MEAN), *remarks]


def _lever(lever: Lever, most: float) -> tuple[str, ...]:
    weeks, dollars = lever.effort.weeks, lever.effort.dollars
    time = "?" if weeks is None else _time(7 * weeks.usual) if weeks.usual else "0"
    money = "?" if dollars is None else f"{dollars:,.0f}"
    gain, drawn = "~0" if lever.changes else "0", ""
    if abs(lever.gain) >= 0.05:
        gain, drawn = f"~{lever.gain:+.1f}", bar(lever.gain / most, BAR) if most > 0 else ""
    opens, sure = f"{len(lever.opened):,}", f"{len(lever.sure):,}"
    return lever.title, opens, sure, drawn, gain, time, money


def _time(days: float) -> str:
    """`~9 w`, `~6 mo`, `~3.9 y`: as coarse as an estimate of that length is."""
    if days <= LONG_DAYS:
        return f"~{days / 7:.0f} w"
    return f"~{days / 30.44:.0f} mo" if days < 730 else f"~{days / 365.25:.1f} y"


def scenario(coach: Coach, looks: Looks) -> list[Line]:
    """One scenario in full, or every one in a row, and past its day in another."""
    if looks.scenario:
        return _in_full(coach, looks.scenario)
    lines = table(SCENARIOS, list(map(_scenario_row, looks.scenarios)), ROOM)
    names = ", ".join(look.scenario.key for look in looks.scenarios)
    more = notes(f"`coach scenario NAME` tells more of one: {names}.")
    return [*lines, Line(), Line.of(scenarios.LEGAL), *more]


def _scenario_row(look: Look) -> tuple[str, ...]:
    what = {True: "concerns you", False: "not you", None: "say more of you"}[look.concerned]
    drawn = ""
    if look.concerned and look.within != look.without:
        before, after = look.without.programs.open, look.within.programs.open
        what = f"open {before:,} {ARROW} {after:,}" if before != after else "visas less sure"
        drawn = bar(after / before, BAR) if before > after else ""
    elif look.concerned and not scenarios.switches(look.scenario):
        what = "closes none here"
    past = "past, check" if look.expired else ""
    return look.scenario.title, what, drawn, past


def _in_full(coach: Coach, look: Look) -> list[Line]:
    both: list[Line] = []
    if look.within != look.without:
        sides = look.without, look.within
        both = beside(("without", "with"), [_side(side, _most(sides)) for side in sides])
    sentences = ([Line.of(sentence)] for sentence in scenarios.words(look))
    source = Line.of(f"Source {coach.library.named(look.scenario.source)}", "dim")
    return parted([head(look.scenario.title)], *sentences, both, [source])


Figure = tuple[str, str, str]
"""What is compared, a drawing of it, and its figure; no drawing where it is only counted."""


def beside(heads: tuple[str, str], sides: Sequence[Sequence[Figure]]) -> list[Line]:
    """Two columns of figures under the same names."""
    columns = [Col(least=LEAST_TITLE)]
    for words in heads:
        columns += [Col("", 0, left=True), Col(words, 1, joined=True)]
    both = ((*left, *right[1:]) for left, right in zip(*sides, strict=True))
    return table(columns, list(both), ROOM)


def _most(sides: Sequence[Side | Year]) -> float:
    """The end of the scale on which the interviews of both are drawn."""
    return max(FEW, *(side.worth.interviews.high for side in sides))


def _side(side: Side | Year, most: float) -> list[Figure]:
    worth, expected = side.worth, side.worth.interviews
    interviews = none = ("", "-")
    if worth.applications:
        none = bar(worth.p_none, BAR), brief_range(*worth.p_none_range)
        drawn = span(expected.low, expected.mid, expected.high, BAR, most)
        interviews = drawn, f"~{expected.low:.0f}-{expected.high:.0f}"
    return [
        ("Programs open", "", f"{side.programs.open:,}"),
        ("  visa not stated", "", f"{side.programs.visa_unknown:,}"),
        ("Value of the list (0-100)", bar(worth.value / 100, BAR), f"~{worth.value:.0f}"),
        ("Applications", "", f"{worth.applications}"),
        ("Cost, USD", "", f"{worth.cost:,.0f}"),
        ("Interviews to expect", *interviews),
        ("No interview at all", *none),
    ]


def years(coach: Coach, compared: Years) -> list[Line]:
    """This season and the next side by side, and what speaks for each; no verdict."""
    stand = coach.applying.stand
    if why := coach.applying.settled:
        return [Line.of(why)]
    alone: list[Line] = []
    if compared.edits:
        opened, value = compared.edited
        what = f"{opened:+} programs open, value {value:+.1f} by that alone"
        alone = [Line.of(f"Next year with {', '.join(compared.edits)}: {what}.")]
    sides = compared.this, compared.next
    spoken = (
        [head(f"For {side.season}"), *(Line.of(sentence, indent=2) for sentence in sentences)]
        for side, sentences in zip(sides, compared.sentences, strict=True)
        if sentences
    )
    figures = [_year(coach, year, _most(sides)) for year in sides]
    both = beside((f"{sides[0].season}", f"{sides[1].season}"), figures)
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


def _year(coach: Coach, year: Year, most: float) -> list[Figure]:
    age, who = year.graduation_age, coach.profile.applicant
    days, road = year.spare_days or 0, "hours not answered"
    if year.spare_days is not None and who.match_year and who.hours_a_week:
        road = f"{abs(days)} d" if abs(days) <= LONG_DAYS else _time(abs(days))
        road += " short" if days < 0 else ""
    return [
        *_side(year, most),
        ("Dates still ahead", "", f"{len(year.ahead)} of {len(year.ahead) + len(year.over)}"),
        ("Years since graduation", "", "not answered" if age is None else f"{age:.1f}"),
        ("Your road has to spare", "", road),
    ]


def filters(coach: Coach, seen: AsSeen) -> list[Line]:
    """How filters may see the applicant: first what would help most, then each with its rules."""
    presets, changes = seen.filters, seen.changes
    first: list[str] = []
    if wanted := most_wanted(presets):
        keys, number = wanted
        first = [f"First say {labels(keys)} (Profile): {number} of {len(presets)} need that."]
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
    where = f"Each is {PLAUSIBLE}; your own filters go into the file {coach.home / FILTERS}."
    return parted(*([Line.of(words)] for words in (*first, SIGNS_MEAN)), lines, [Line.of(where)])
