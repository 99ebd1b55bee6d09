"""The document beside estimates.csv: what the model is, how it does, what it cannot know."""

from __future__ import annotations

import math
from collections.abc import Sequence

from seed_data.estimating.censored import moments
from seed_data.estimating.checking import Score
from seed_data.estimating.checking_visas import Forecast
from seed_data.estimating.friendliness import Parts
from seed_data.estimating.shares import Model
from seed_data.estimating.simulating import Simulation

Cell = tuple[str, int, float, float]

HEAD = """# Estimates of IMG share and visas

`estimates.csv` holds one row for each program that starts a first residency and has something
unstated. Made again by `.venv/bin/python -m seed_data.estimating`, from the seed tables alone and
with the same result each time; this document is written by the same command. Programs that start
after another residency are left out: nothing is published about them and they are never offered.

## What the model is

**Friendliness.** Internal medicine is the only specialty whose programs state their IMG share.
From it each place gets a friendliness on the logit scale (shares cut to 2-98 %): what the name,
the sponsor's specialties, the age of the program and five-year fill tell, plus parts for the
state, for what lies near, for the town and for the sponsor. Each part is shrunk by how many
programs stand behind it. A sponsor's own internal medicine share counts as a noisy measurement:
half of what is left of it is taken to be the sponsor's and half that program's alone (a
judgement; the published lines fit about equally well from a quarter to all).
Where the sponsor has no stated share, its other programs with a similar place and kind speak.

**Transfer.** `statistics/img_share_links.csv` gives per specialty the level, the scatter and two
lines (on the sponsor's and on the town's internal medicine share). They are turned into a slope on
friendliness itself, so that a predicted friendliness does not carry the flattened slope of a
noisy one, and pulled to their common mean by their errors. Learned on internal medicine alone, a
sponsor without it looks friendlier; the published figures show no such gap, so that programs with
and without a linked internal medicine program get one average per specialty (a judgement).

**Levels without a line** come from non-US IMGs matched per place in 2026 against the published
levels (`IMGs matched in 2026`), or from similar specialties, which is a judgement and
says so. Combined trainings are taken to be like Medicine-Pediatrics, the one that is published.

**Ranges.** A share is a normal distribution on the logit scale cut at 2 and 98 %, matched to the
published mean logit, scatter and mean share of each specialty. The middle is its median. Where the
80 % range reaches below 2 % it starts at 0 and ends where 80 % lie below: exact zeros are common.
Levels are those of August 2020.

**Visas.** A program offers a visa as often as its specialty's programs did whose sponsor's internal
medicine entry says the same (`statistics/visa_links.csv`), each cell shrunk to all specialties.
Without such an entry the rates are mixed by what an internal medicine program there would probably
list, then moved to the published rate. Internal medicine entries that list no visa, or a "no" that
60 % IMGs contradict: J-1 as often as at the sponsor's other programs, more where similar places
list it; H-1B half-way between that table and the J-1 rate times H-1B's part of it (a judgement).

**Armed forces.** Share 0-5 % and visas 0.02 by nature: a judgement.
"""

TAIL = """
## What it cannot know

* What a program decides today. Levels and links of other specialties are those of 2020; since then
  emergency medicine, for one, has filled with more IMGs (`statistics/img_share_by_specialty.csv`).
* Whether name, age or place work in other specialties as in internal medicine: that is assumed,
  through friendliness alone. The column `line only` says what the ranges would hold if nothing but
  the published sponsor line were true.
* Which IMGs: US citizens who studied abroad count as IMGs and need no visa.
* An estimate is a reason to ask, never a reason to leave a program out.
"""


def document(
    fitted: Model,
    scores: Sequence[Score],
    parts: Sequence[Score],
    simulated: Simulation,
    forecasts: Sequence[Forecast],
    cells: Sequence[tuple[str, Sequence[Cell]]],
    unavoidable: float,
) -> str:
    """The whole document as Markdown."""
    return "\n".join(
        [
            HEAD,
            "## How it does",
            "",
            _variances("place and features", fitted.base_parts),
            _variances("with the entry", fitted.entry_parts),
            _levels_agree(fitted),
            "",
            "Internal medicine, ten times without a tenth of the sponsors:",
            "",
            *_scores(scores),
            "",
            "The last line again, in parts:",
            "",
            *_scores(parts),
            "",
            *_simulated(simulated, unavoidable),
            "",
            *_forecasts(forecasts),
            "",
            *_cells(cells),
            TAIL,
        ]
    )


def _variances(name: str, parts: Parts) -> str:
    return (
        f"* Variances, {name}: features {parts.features:.3f} each, state {parts.state:.3f}, "
        f"nearness {parts.nearness:.2f} (fading over {parts.fading_km:.0f} km), "
        f"town {parts.town:.2f}, sponsor {parts.sponsor:.2f}, single program {parts.own:.2f}."
    )


def _levels_agree(fitted: Model) -> str:
    line = fitted.lines["Family Medicine"]
    mean_logit = moments(line.middle, line.spread).mean_logit
    part = 100 * line.number("n_sponsor") / line.number("n_programs")
    return (
        f"* Family medicine, where {part:.0f} % of the published programs are linked: mean logit "
        f"{line.linked_mean:.2f} on the published lines, {mean_logit:.2f} as matched for all."
    )


def _scores(scores: Sequence[Score]) -> list[str]:
    lines = [
        "| | programs | rank correlation | in the 80 % range | mean width |",
        "|---|---|---|---|---|",
    ]
    for score in scores:
        rank = "–" if math.isnan(score.rank) else f"{score.rank:.2f}"
        lines.append(
            f"| {score.name} | {score.n} | {rank} | {score.covered:.0f} % "
            f"| {score.width:.0f} points |"
        )
    return lines


def _simulated(simulated: Simulation, unavoidable: float) -> list[str]:
    lines = [
        "Other specialties, drawn from the model and measured as the published programs were "
        "(model / published). This shows that the model agrees with what is published and with "
        "itself, not that it is true:",
        "",
        "| specialty | programs | mean share | SD (logit) | sponsor slope | residual SD "
        "| in the range | line only |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for part in simulated.parts:
        share, sd, slope, residual = part.printed
        lines.append(
            f"| {part.specialty} | {part.n} | {part.share:.1f} / {share:.1f} "
            f"| {part.sd:.2f} / {sd:.2f} | {part.slope:.2f} / {slope:.2f} "
            f"| {part.residual:.2f} / {residual:.2f} | {part.covered:.0f} % "
            f"| {part.line_covered:.0f} % |"
        )
    return [
        *lines,
        "",
        f"All together: {simulated.covered:.0f} % in the range, {simulated.line_covered:.0f} % if "
        "only the line is true, rank correlation of estimate and drawn share over all specialties "
        f"{simulated.rank:.2f}. For {unavoidable:.0f} % of the estimated programs over four in "
        "five are expected to have no IMG, so no range can hold as little as 80 %.",
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


def _cells(cells: Sequence[tuple[str, Sequence[Cell]]]) -> list[str]:
    lines = [
        "Visas of other specialties, by what the sponsor's internal medicine entry says:",
        "",
        "| visa | entry says | programs | mean probability | published, all specialties |",
        "|---|---|---|---|---|",
    ]
    for visa, some in cells:
        for word, n, mean, printed in some:
            lines.append(f"| {visa} | {word} | {n} | {mean:.2f} | {printed:.2f} |")
    return lines
