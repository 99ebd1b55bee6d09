"""The application list as rows, a plot and words: what comes next, its price, where to stop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING, Final

from coach.applications import Field, short_name
from coach.applying.asking import FIELDS
from coach.coach import Standing
from coach.wording import share_range
from screens.widgets.detail import Line
from screens.widgets.rows import Column, Row
from screens.widgets.style import UNICODE, signs

if TYPE_CHECKING:
    from coach.applications import Queue, Signalled
    from coach.applying.plan import ApplicationList, Step

STOP: Final = "stop"
"""The key of the line after which money buys little."""


@dataclass(frozen=True, slots=True)
class Table:
    """One view of the page: its columns, its rows, and what is said of them."""

    columns: tuple[Column, ...]
    rows: Mapping[str, Row]
    head: tuple[Line, ...]
    """What the whole comes to."""
    about: Mapping[str, tuple[Line, ...]]
    """What the line under the cursor says, by its key."""
    plot: tuple[Line, ...] = ()
    empty: str = ""


LIST_COLUMNS: Final = (
    Column("place", "", width=3, align="right", keep=4),
    Column("program", "program", keep=9, min_width=22, max_width=46, gap=1),
    Column("specialty", "", width=4, keep=2),
    Column("state", "st", width=2, keep=3),
    Column("chance", "chance", width=7, align="right", keep=5),
    Column("cost", "USD", width=4, align="right", keep=1),
    Column("total", "total", width=6, align="right", keep=7),
    Column("value", "value", width=5, align="right", keep=6),
    Column("none", "none", width=9, align="right", keep=0),
)


def list_table(
    made: ApplicationList, field: Field, budget: float | None, short: Mapping[str, str]
) -> Table:
    """The list in the order of adding, with the stop line between its rows.

    short: specialties in a few letters.
    """
    rows: dict[str, Row] = {}
    about: dict[str, tuple[Line, ...]] = {}
    for place, step in enumerate(made.steps, 1):
        rows[step.id] = _row(place, step, field, short)
        about[step.id] = (_after(place, step),)
        if made.stop and made.stop.after == place:
            rows[STOP] = Row(STOP, (f"stop here? {made.stop.why}",), section=True, tone="dim")
    plot = tuple(Line.of(line, "dim") for line in curve(made.steps))
    return Table(LIST_COLUMNS, rows, tuple(_head(made, field, budget)), about, plot,
                 "Nothing fits the budget; b changes it.")  # fmt: skip


def _row(place: int, step: Step, field: Field, short: Mapping[str, str]) -> Row:
    one = field.standings[step.id]
    locked = one.mark is not None and one.mark.mark == "apply"
    chance = one.numbers.chance
    cells = (
        str(place),
        short_name(one.program),
        short[step.specialty],
        one.program.state,
        share_range(chance.low, chance.high) if chance else "",
        "?" if step.cost is None else f"{step.cost:.0f}",
        f"{step.total_cost:,.0f}",
        f"{step.value:.1f}",
        share_range(*step.none),
    )
    return Row(step.id, cells, mark=signs().done if locked else " ")


def _after(place: int, step: Step) -> Line:
    """What the list comes to with everything down to this line."""
    return Line.labelled(f"After {place}", f"{_outlook(step)} · adds {step.gain:.1f}")


def _outlook(step: Step) -> str:
    low, high = step.interviews.low, step.interviews.high
    return (
        f"{low:.0f}-{high:.0f} interviews · none {share_range(*step.none)} · "
        f"five or more {share_range(*step.five)}"
    )


def _head(made: ApplicationList, field: Field, budget: float | None) -> list[Line]:
    if not made.steps:
        return []
    of = f" of {budget:,.0f}" if budget else ""
    lines = [Line.labelled(f"All {len(made.steps)}", f"{_outlook(made.steps[-1])}")]
    split = ", ".join(
        f"{one.specialty} {one.count}" + ("" if one.cost is None else f" (USD {one.cost:,.0f})")
        for one in made.split
    )
    money = [f"USD {made.spent:,.0f}{of}"]
    if made.stop:
        money.append(f"after {made.stop.after} (USD {made.stop.total_cost:,.0f}) more buys little")
    lines.append(Line.labelled("Money", " · ".join(money)))
    if len(made.split) > 1:
        lines.append(Line.labelled("Split", split))
    return lines + [Line.labelled("Careful", (warning, "warn")) for warning in field.warnings]


SIGNAL_COLUMNS: Final = (
    Column("tier", "signal", width=6, keep=5),
    Column("program", "program", keep=9, min_width=22, max_width=46, gap=2),
    Column("specialty", "", width=4, keep=2),
    Column("state", "st", width=2, keep=3),
    Column("gain", "adds", width=5, align="right", keep=6),
    Column("chance", "chance, without and with", width=24, align="right", keep=4),
)


def signal_table(made: Signalled, field: Field, season: int, short: Mapping[str, str]) -> Table:
    """The programs that get a signal, the most useful first."""
    rows = {
        one.id: Row(
            one.id,
            (
                one.tier, _name(field, one.id), short[one.specialty],
                field.standings[one.id].program.state, f"{one.gain:.2f}",
                _with_signal(field.standings[one.id], one.tier),
            ),
        )
        for one in made.signals
    }  # fmt: skip
    head = []
    for name, row in made.allowed.items():
        left = ", ".join(f"{count} {tier}" for tier, count in made.left[name].items() if count)
        year = "" if row.season == season else f" of {row.season}, check"
        sent = sum(one.specialty == name for one in made.signals)
        said = f"{sent} of {row.total} signals{year}" + (f", left: {left}" if left else "")
        source = f"  {row.status}, {row.source}"
        head.append(Line.labelled(short[name], said, (source, "dim")))
    return Table(SIGNAL_COLUMNS, rows, tuple(head), {},
                 empty="These specialties have no signals that are known.")  # fmt: skip


VERIFY_COLUMNS: Final = (
    Column("field", "ask", width=6, keep=6),
    Column("program", "program", keep=9, min_width=22, max_width=46, gap=2),
    Column("state", "st", width=2, keep=3),
    Column("yes", "~yes", width=5, align="right", keep=4),
    Column("worth", "worth", width=6, align="right", keep=5),
    Column("minutes", "min", width=3, align="right", keep=2),
)


def verify_table(queue: Queue, field: Field) -> Table:
    """Missing facts that would change the list, the most valuable first."""
    rows, about = {}, {}
    for one in queue.queries:
        state = field.standings[one.program_id].program.state
        cells = (
            FIELDS[one.field], one.name, state, f"~{100 * one.p_yes:.0f} %", f"{one.value:.2f}",
            f"{one.minutes}",
        )  # fmt: skip
        key = f"{one.program_id}:{one.field}"
        rows[key] = Row(key, cells)
        ask = one.question or "It is Match Week: no questions to programs until it is over."
        about[key] = (Line.labelled("Where", one.where), Line.labelled("Ask", ask))
    head = [Line.labelled("Then", "i records the answer; the list follows at once")]
    if queue.undecided:
        head.append(Line.of(f"{queue.undecided} more missing facts would change nothing.", "dim",
                            indent=2))  # fmt: skip
    return Table(VERIFY_COLUMNS, rows, tuple(head), about,
                 empty="No missing fact would change the list.")  # fmt: skip


def _with_signal(standing: Standing, tier: str) -> str:
    """Both chances as ranges."""
    from coach.applying.signals import TIMES  # numpy: 60 ms, loaded by the work before

    plain = standing.numbers.chance
    chance = standing.panel.chance(standing.program, log(TIMES[tier]))
    before = share_range(plain.low, plain.high) if plain else ""
    return f"{before.removesuffix(' %')} {signs().arrow} {share_range(chance.low, chance.high)}"


def _name(field: Field, program_id: str) -> str:
    return short_name(field.standings[program_id].program)


def curve(steps: Sequence[Step], width: int = 74, height: int = 6) -> list[str]:
    """Value and the chance of an interview by number of applications, as lines of text."""
    if len(steps) < 3:
        return []
    import plotext  # 34 ms, and only for this plot

    fine = signs() == UNICODE
    counts = list(range(1, len(steps) + 1))
    top = steps[-1].value or 1.0
    plotext.clear_figure()
    plotext.theme("clear")
    plotext.plot_size(width, height)
    plotext.frame(False)
    plotext.plot(counts, [100 * one.value / top for one in steps],
                 marker="braille" if fine else "*")  # fmt: skip
    plotext.plot(counts, [100 * (1 - one.p_none) for one in steps],
                 marker="·" if fine else ".")  # fmt: skip
    plotext.yticks([0, 50, 100], ["0", "50", "100 %"])
    last = len(steps)
    ticks = sorted({1, last // 3, 2 * last // 3, last})
    plotext.xticks(ticks, [str(tick) for tick in ticks])
    drawn = plotext.uncolorize(plotext.build())
    key = f"{'⠒' if fine else '*'} value of the list   {'·' if fine else '.'} an interview at all"
    return [line.rstrip() for line in drawn.splitlines()] + [f"   {key}"]
