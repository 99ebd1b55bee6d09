"""The application list as rows, a plot and words: what comes next, its price, where to stop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from coach.applying.asking import FIELDS
from coach.saying.text import Line
from coach.subjects.programs import Standing
from coach.wording import brief_range, share_range, short_name
from screens.widgets.rows import Column, Row
from screens.widgets.style import UNICODE, signs

Step = Mapping[str, Any]
"""One application as `coach list --json` gives it."""
STOP: Final = "stop"
"""The key of the line after which money buys little."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a view is made of: the command's answer, and the programs it names."""

    data: Mapping[str, Any]
    standings: Mapping[str, Standing]
    letters: Mapping[str, str]
    """Specialties in a few letters."""
    season: int


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
    notes: tuple[str, ...] = ()
    """What the command remarked."""


LIST_COLUMNS: Final = (
    Column("place", "", width=3, align="right", keep=4),
    Column("program", "program", keep=9, min_width=22, max_width=46, gap=1),
    Column("specialty", "", width=4, keep=2),
    Column("state", "st", width=2, keep=3),
    Column("chance", "chance", width=7, align="right", keep=5),
    Column("cost", "USD", width=4, align="right", keep=1),
    Column("total", "total", width=6, align="right", keep=7),
    Column("value", "value", width=5, align="right", keep=6),
    Column("none", "none", width=7, align="right", keep=0),
)


def list_table(given: Given) -> Table:
    """The list in the order of adding, with the stop line between its rows."""
    order, stop = given.data["order"], given.data["stop"]
    rows: dict[str, Row] = {}
    about: dict[str, tuple[Line, ...]] = {}
    for place, step in enumerate(order, 1):
        key = step["id"]
        rows[key] = _row(place, step, given)
        said = f"{_outlook(step)} · adds {step['gain']:.1f}"
        about[key] = (Line.labelled(f"After {place}", said),)
        if stop and stop["after"] == place:
            rows[STOP] = Row(STOP, (f"stop here? {stop['why']}",), section=True, tone="dim")
    plot = tuple(Line.of(line, "dim") for line in curve(order))
    return Table(
        LIST_COLUMNS,
        rows,
        tuple(_head(given)),
        about,
        plot,
        "Nothing fits the budget; b changes it.",
    )


def _row(place: int, step: Step, given: Given) -> Row:
    one = given.standings[step["id"]]
    locked = one.mark is not None and one.mark.mark == "apply"
    chance = one.numbers.chance
    cells = (
        str(place),
        short_name(one.program),
        given.letters[step["specialty"]],
        one.program.state,
        brief_range(chance.low, chance.high) if chance else "",
        "?" if step["cost"] is None else f"{step['cost']:.0f}",
        f"{step['total_cost']:,.0f}",
        f"{step['value']:.1f}",
        brief_range(*step["p_none_range"]),
    )
    return Row(step["id"], cells, mark=signs().done if locked else " ")


def _outlook(step: Step) -> str:
    """What the list comes to with everything down to a line."""
    expected = step["expected_interviews"]
    return (
        f"{expected['low']:.0f}-{expected['high']:.0f} interviews · "
        f"none {share_range(*step['p_none_range'])} · "
        f"five or more {share_range(*step['p_five_range'])}"
    )


def _head(given: Given) -> list[Line]:
    order, stop = given.data["order"], given.data["stop"]
    if not order:
        return []
    budget = given.data["budget"]
    money = [f"USD {given.data['spent']:,.0f}" + (f" of {budget:,.0f}" if budget else "")]
    if stop:
        money.append(f"after {stop['after']} (USD {stop['total_cost']:,.0f}) more buys little")
    lines = [
        Line.labelled(f"All {len(order)}", _outlook(order[-1])),
        Line.labelled("Money", " · ".join(money)),
    ]
    split = [
        f"{one['specialty']} {one['count']}"
        + ("" if one["cost"] is None else f" (USD {one['cost']:,.0f})")
        for one in given.data["split"]
    ]
    if len(split) > 1:
        lines.append(Line.labelled("Split", ", ".join(split)))
    return lines


SIGNAL_COLUMNS: Final = (
    Column("tier", "signal", width=6, keep=5),
    Column("program", "program", keep=9, min_width=22, max_width=46, gap=2),
    Column("specialty", "", width=4, keep=2),
    Column("state", "st", width=2, keep=3),
    Column("gain", "adds", width=5, align="right", keep=6),
    Column("chance", "chance, without and with", width=24, align="right", keep=4),
)


def signal_table(given: Given) -> Table:
    """The programs that get a signal, the most useful first."""
    rows = {
        one["program_id"]: Row(
            one["program_id"],
            (
                one["tier"],
                one["name"],
                given.letters[one["specialty"]],
                given.standings[one["program_id"]].program.state,
                f"{one['gain']:.2f}",
                _both(one["without"], one["with"]),
            ),
        )
        for one in given.data["signals"]
    }
    head = []
    for row in given.data["allowed"]:
        name = row["specialty"]
        tiers = given.data["left"][name]
        left = ", ".join(f"{count} {tier}" for tier, count in tiers.items() if count)
        year = "" if row["season"] == given.season else f" of {row['season']}, check"
        total = sum(row[tier] or 0 for tier in ("gold", "silver", "single"))
        sent = sum(one["specialty"] == name for one in given.data["signals"])
        said = f"{sent} of {total} signals{year}" + (f", left: {left}" if left else "")
        source = f"  {row['status']}, {row['source']}"
        head.append(Line.labelled(given.letters[name], said, (source, "dim")))
    return Table(
        SIGNAL_COLUMNS,
        rows,
        tuple(head),
        {},
        empty="These specialties have no signals that are known.",
    )


def _both(without: Mapping[str, float], signalled: Mapping[str, float]) -> str:
    """Both chances as ranges."""
    before, after = (brief_range(one["low"], one["high"]) for one in (without, signalled))
    return f"{before.removesuffix(' %')} {signs().arrow} {after}"


VERIFY_COLUMNS: Final = (
    Column("field", "ask", width=6, keep=6),
    Column("program", "program", keep=9, min_width=22, max_width=46, gap=2),
    Column("state", "st", width=2, keep=3),
    Column("yes", "~open", width=5, align="right", keep=4),
    Column("worth", "worth", width=6, align="right", keep=5),
    Column("minutes", "min", width=3, align="right", keep=2),
)


def verify_table(given: Given) -> Table:
    """Missing facts that would change the list, the most valuable first."""
    rows, about = {}, {}
    for one in given.data["queue"]:
        program = given.standings[one["program_id"]].program
        cells = (
            FIELDS[one["field"]],
            one["name"],
            program.state,
            f"~{100 * one['p_yes']:.0f} %",
            f"{one['value']:.2f}",
            f"{one['minutes']}",
        )
        key = f"{one['program_id']}:{one['field']}"
        rows[key] = Row(key, cells)
        ask = one["question"] or "It is Match Week: no questions to programs until it is over."
        about[key] = (Line.labelled("Where", one["where"]), Line.labelled("Ask", ask))
    head = [Line.labelled("Then", "i records the answer; the list follows at once")]
    if nothing := given.data["decide_nothing"]:
        head.append(Line.of(f"{nothing} more missing facts would change nothing.", "dim", indent=2))
    return Table(
        VERIFY_COLUMNS, rows, tuple(head), about, empty="No missing fact would change the list."
    )


def curve(steps: Sequence[Step], width: int = 74, height: int = 5) -> list[str]:
    """Value and the chance of an interview by number of applications, as lines of text."""
    if len(steps) < 3:
        return []
    import plotext  # 34 ms, and only for this plot

    fine = signs() == UNICODE
    counts = list(range(1, len(steps) + 1))
    top = steps[-1]["value"] or 1.0
    plotext.clear_figure()
    plotext.theme("clear")
    plotext.plot_size(width, height)
    plotext.frame(False)
    plotext.plot(
        counts, [100 * one["value"] / top for one in steps], marker="braille" if fine else "*"
    )
    plotext.plot(counts, [100 * (1 - one["p_none"]) for one in steps], marker="·" if fine else ".")
    plotext.yticks([0, 50, 100], ["0", "50", "100 %"])
    last = len(steps)
    ticks = sorted({1, last // 3, 2 * last // 3, last})
    plotext.xticks(ticks, [str(tick) for tick in ticks])
    drawn = plotext.uncolorize(plotext.build())
    key = f"{'⠒' if fine else '*'} value of the list   {'·' if fine else '.'} an interview at all"
    return [line.rstrip() for line in drawn.splitlines()] + [f"   {key}"]
