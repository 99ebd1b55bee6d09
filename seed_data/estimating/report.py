"""The document beside estimates.csv: what the model is, how it does, what it cannot know."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from seed_data.estimating.agreeing import Agreement
from seed_data.estimating.checking import Forecast, Halves, Score
from seed_data.estimating.shares import Model

Cell = tuple[str, int, float, float]

HEAD: Final = """# Estimates of IMG share and visas

`estimates.csv` holds one row for each program that starts a first residency and has something
unstated. Made again by `.venv/bin/python -m seed_data.estimating`, from the seed tables alone and
with the same result each time; this document is written by the same command. Programs that start
after another residency are left out: nothing is published about them and they are never offered.

## What the model is

**Other specialties than internal medicine: the published lines.** `statistics/img_share_links.csv`
says per specialty how the share follows the internal medicine share of the same sponsor and of the
town (logits, shares cut to 2-98 %), and what scatter each line leaves. A program's openness is its
sponsor's internal medicine share plus a part of what is near (mean of other sponsors' shares,
fading as exp(-km / 50)); where the sponsor states none, what is near alone. How much the near ones
count comes from the published slopes of the town, which are steeper than the sponsor's own share
explains. Slopes are pulled to their common mean per SD by their errors. The middle of a program is
the line; programs without a linked share lie about the specialty's mean, since the published lines
put linked programs no lower than all.

**Ranges** are the middle and 1.28 times the published scatter that is left: of the sponsor's line,
of the town's where only another sponsor of the town states a share, of the specialty where neither
does. An end beyond 2 or 98 % is 0 or 100.

**`share_mid` is the mean**, not the median: of the normal distribution (logits) that has the line
and its scatter once it is cut. The mean over a specialty's programs so is what its lines give at
the internal medicine shares of our list. The published mean share is that of one half of the
sponsors, whose internal medicine shares are lower (below); at theirs the lines give it.

**Specialties without a line** take the figures that published ones of the same mean share have; the
mean share from non-US IMGs matched per place in 2026 (`IMGs matched in 2026`), or from similar
specialties, which is a judgement and says so. Combined trainings are taken to be like
Medicine-Pediatrics, the one that is published. The error of such a level widens the range.

**Internal medicine** without a stated share: a ridge regression of the stated ones on what is near,
size, age and name of the place, type and visas of the entry; range and mean by what it misses on
sponsors left out.

**Visas.** A program offers a visa as often as its specialty's programs did whose sponsor's internal
medicine entry says the same (`statistics/visa_links.csv`), each cell pulled to all specialties.
Where no code links it to an entry, the rates are mixed by what an entry there says or would
probably list, and moved to the published rate. Internal medicine entries that list no visa, or a
"no" that 60 % IMGs contradict, offer one as often as the sponsor's other programs; which of them
follows what entries of such places list. On the sponsors outside the tables such rates were 3
points too low for J-1, mostly where no internal medicine visa is listed, and 4 too high for H-1B:
half of that is added, because both halves count alike.

**Armed forces.** Share 0-5 % and visas 0.02 by nature: a judgement.
"""

TAIL: Final = """
## What it cannot know

* How well the ranges of other specialties hold: no program of theirs states its share, and coverage
  can only be measured on real rows. The scatter that makes them is a published one.
* What a program decides today. Levels and links of other specialties are those of 2020; since then
  emergency medicine, for one, has filled with more IMGs (`statistics/img_share_by_specialty.csv`).
* Which IMGs: US citizens who studied abroad count as IMGs and need no visa.
* An estimate is a reason to ask, never a reason to leave a program out.
"""


@dataclass(frozen=True, slots=True)
class Checks:
    """All that the document prints."""

    scores: Sequence[Score]
    halves: Halves
    shape: Sequence[tuple[float, float]]
    matches: Sequence[tuple[str, str, float, float]]
    forecasts: Sequence[Forecast]
    step: float
    agreements: Sequence[Agreement]
    cells: Mapping[str, Sequence[Cell]]


def document(fitted: Model, checks: Checks) -> str:
    """The whole document as Markdown."""
    return "\n".join(
        [
            HEAD,
            "## Checks on data",
            "",
            *_scores(checks.scores, fitted),
            "",
            *_halves(checks.halves),
            "",
            *_shape(checks.shape),
            "",
            *_matches(checks.matches),
            "",
            *_forecasts(checks.forecasts),
            "",
            "## Checks of the model with itself",
            "",
            "These show that the model says what the published figures say, not that it is true.",
            "",
            *_agreements(checks.agreements, checks.step, fitted),
            "",
            *_cells(checks.cells),
            TAIL,
        ]
    )


def _scores(scores: Sequence[Score], fitted: Model) -> list[str]:
    lines = [
        "Internal medicine, ten times without a tenth of the sponsors; the width of the range too "
        "comes from the others:",
        "",
        "| | programs | rank correlation | in the 80 % range | above it | mean, estimated less "
        "stated | mean width |",
        "|---|---|---|---|---|---|---|",
    ]
    for each in scores:
        rank = "–" if math.isnan(each.rank) else f"{each.rank:.2f}"
        lines.append(
            f"| {each.name} | {each.n} | {rank} | {each.inside:.0f} % | {each.above:.0f} % "
            f"| {each.mean:+.1f} points | {each.width:.0f} points |"
        )
    blind = fitted.blind
    return [
        *lines,
        "",
        f"Scatter left {blind.spread:.2f} logits; ranges are stretched by {blind.stretch:.2f}, "
        "because what is missed is not quite normal.",
    ]


def _halves(halves: Halves) -> list[str]:
    return [
        f"The recipe of the other specialties, tried on internal medicine {len(halves.inside)} "
        "times: a line from half of the sponsors, its scatter as the range, on the other half. In "
        f"the 80 % range {halves.inside.mean():.0f} % ({halves.inside.min():.0f}-"
        f"{halves.inside.max():.0f}); mean estimate less mean stated share "
        f"{halves.error.mean():+.1f} points (SD {halves.error.std():.1f}). The mean shares of two "
        f"halves differ by {abs(halves.gap).mean():.1f} points on average.",
    ]


def _shape(pairs: Sequence[tuple[float, float]]) -> list[str]:
    return [
        "Is the cut normal the right shape? Mean shares of sixths of internal medicine, from mean "
        "and SD of their logits → as stated: "
        + ", ".join(f"{cut:.1f} → {stated:.1f}" for cut, stated in pairs)
        + " %.",
    ]


def _matches(matches: Sequence[tuple[str, str, float, float]]) -> list[str]:
    return [
        "Levels beside figures that were not used: mean estimate, weighted by places → IMGs among "
        "the first-year residents of a Match (another measure: one class, filled places only):",
        "",
        *(
            f"* {specialty}, {year}: {mean:.1f} → {published:.1f} %"
            for specialty, year, mean, published in matches
        ),
    ]


def _forecasts(forecasts: Sequence[Forecast]) -> list[str]:
    lines = [
        "Visas that internal medicine entries list, sponsors left out "
        "(programs: probability → listed):",
        "",
    ]
    for forecast in forecasts:
        bands = ", ".join(f"{n}: {part:.2f} → {seen:.2f}" for n, part, seen in forecast.bands)
        lines.append(
            f"* {forecast.visa}: Brier score {forecast.brier:.3f}, of the plain mean "
            f"{forecast.brier_of_the_mean:.3f}. {bands}."
        )
    return lines


def _agreements(agreements: Sequence[Agreement], step: float, fitted: Model) -> list[str]:
    counts, error = fitted.nearness
    lines = [
        "The lines give the published mean shares where internal medicine shares lie "
        f"{abs(step):.2f} logits {'below' if step < 0 else 'above'} those of our list: the half of "
        "the sponsors that was measured is that much less open than all. What is near counts "
        f"{counts:.2f} ± {error:.2f} beside an own share, pulled to {fitted.beside:.2f}.",
        "",
        "| specialty | mean share: our list | the published half | published "
        "| sponsor slope, model / published | town slope |",
        "|---|---|---|---|---|---|",
    ]
    for each in agreements:
        sponsor, town = (
            f"{mine:.2f} / {printed:.2f}" for mine, printed in (each.sponsor_slope, each.town_slope)
        )
        lines.append(
            f"| {each.specialty} | {each.mean_share:.1f} | {each.mean_there:.1f} "
            f"| {each.published_share:.1f} | {sponsor} | {town} |"
        )
    return lines


def _cells(cells: Mapping[str, Sequence[Cell]]) -> list[str]:
    lines = [
        "Visas of other specialties, by what the sponsor's internal medicine entry says (programs "
        "that had residents in 2020):",
        "",
        "| visa | entry says | programs | mean probability | published, corrected |",
        "|---|---|---|---|---|",
    ]
    for visa, some in cells.items():
        for word, n, mean, printed in some:
            lines.append(f"| {visa} | {word} | {n} | {mean:.2f} | {printed:.2f} |")
    return lines
