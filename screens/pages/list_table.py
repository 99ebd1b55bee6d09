"""The application list as rows, a plot and words: what comes next, its price, where to stop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from coach.records import Record, replace
from coach.saying import applying as saying
from coach.saying.text import Line
from coach.subjects.applying import Application, Listed, Signalled, Verifying
from coach.subjects.programs import FACTS, Standing
from coach.wording import brief_range, chance_brief, short_name
from screens.widgets.rows import Column, Row
from screens.widgets.style import DONE, is_ascii

STOP: Final = "stop"
"""The key of the line after which money buys little."""
FIRST: Final = "first"
"""The key of the line from which first years stand."""


class Known(Record):
    """What the tables take from the page beside the answer."""

    standings: Mapping[str, Standing]
    """The programs by id."""
    letters: Mapping[str, str]
    """Specialties in a few letters."""
    season: int


class Table(Record):
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
    Column("chance", "chance %", width=8, align="right", keep=5),
    Column("cost", "USD", width=4, align="right", keep=1),
    Column("total", "total", width=6, align="right", keep=7),
    Column("value", "value", width=5, align="right", keep=6),
    Column("none", "none", width=7, align="right", keep=0),
)


def list_table(listed: Listed, known: Known) -> Table:
    """The list in the order of adding, with the stop line between its rows."""
    rows: dict[str, Row] = {}
    about: dict[str, tuple[Line, ...]] = {}
    alone = saying.first_years_from(listed)
    for place, application in enumerate(listed.order, 1):
        key = str(application.id)
        if place == alone:
            rows[FIRST] = Row(FIRST, (saying.FIRST_YEARS_FROM,), section=True, tone="dim")
        rows[key] = _row(place, application, known)
        adds = "a first year" if 0 < alone <= place else f"adds {application.gain:.1f}"
        words = f"{saying.outlook(application)} · {adds}"
        about[key] = (Line.labelled(f"After {place}", words),)
        if listed.stop and listed.stop.after == place:
            words = f"stop here? {listed.stop.why}"
            rows[STOP] = Row(STOP, (words,), section=True, tone="dim")
    return Table(
        columns=LIST_COLUMNS,
        rows=rows,
        head=tuple(saying.list_head(listed)),
        about=about,
        plot=tuple(Line.of(line, "dim") for line in curve(listed.order)),
        empty="Nothing fits the budget; b changes it.",
    )


def _row(place: int, application: Application, known: Known) -> Row:
    key = str(application.id)
    standing = known.standings[key]
    locked = standing.mark is not None and standing.mark.mark == "apply"
    cells = (
        str(place),
        short_name(standing.program),
        known.letters[standing.program.specialty],
        standing.program.state,
        chance_brief(standing.numbers),
        "?" if application.cost is None else f"{application.cost:.0f}",
        f"{application.total_cost:,.0f}",
        f"{application.value:.1f}",
        brief_range(*application.p_none_range),
    )
    return Row(key, cells, mark=DONE if locked else " ")


SIGNAL_COLUMNS: Final = (
    Column("tier", "signal", width=6, keep=5),
    Column("program", "program", keep=9, min_width=22, max_width=46, gap=2),
    Column("specialty", "", width=4, keep=2),
    Column("state", "st", width=2, keep=3),
    Column("gain", "adds", width=5, align="right", keep=6),
    Column("chance", "chance, without and with", width=24, align="right", keep=4),
)


def signal_table(signalled: Signalled, known: Known) -> Table:
    """The programs that get a signal, the most useful first."""
    rows = {
        signal.program_id: Row(
            signal.program_id,
            (
                signal.tier,
                signal.name,
                known.letters[signal.specialty],
                known.standings[signal.program_id].program.state,
                f"{signal.gain:.2f}",
                saying.both_chances(signal.without, signal.signalled),
            ),
        )
        for signal in signalled.signals
    }
    left = saying.signals_left(signalled, known.season)
    head = (Line(line.parts, known.letters[name], indent=2) for name, line in left.items())
    return Table(SIGNAL_COLUMNS, rows, tuple(head), {}, empty=saying.NO_SIGNALS)


VERIFY_COLUMNS: Final = (
    Column("field", "ask", width=6, keep=6),
    Column("program", "program", keep=9, min_width=22, max_width=46, gap=2),
    Column("state", "st", width=2, keep=3),
    Column("yes", "~open", width=5, align="right", keep=4),
    Column("worth", "worth", width=6, align="right", keep=5),
    Column("minutes", "min", width=3, align="right", keep=2),
)


def verify_table(verified: Verifying, known: Known) -> Table:
    """Missing facts that would change the list, the most valuable first."""
    rows, about = {}, {}
    for query in verified.queue:
        cells = (
            FACTS[query.field].short,
            query.name,
            known.standings[query.program_id].program.state,
            f"~{100 * query.p_yes:.0f} %",
            f"{query.value:.2f}",
            f"{query.minutes}",
        )
        key = f"{query.program_id}:{query.field}"
        rows[key] = Row(key, cells)
        about[key] = saying.asking(query)
    head = [
        Line.labelled("Then", "i records the answer; the list follows at once"),
        *(replace(line, indent=2) for line in saying.decide_nothing(verified)),
    ]
    return Table(VERIFY_COLUMNS, rows, tuple(head), about, empty=saying.NOTHING_TO_VERIFY)


def table_of(answer: Listed | Signalled | Verifying, known: Known) -> Table:
    """The table of what was worked out beside the page."""
    if isinstance(answer, Listed):
        return list_table(answer, known)
    return (
        signal_table(answer, known)
        if isinstance(answer, Signalled)
        else verify_table(answer, known)
    )


def curve(steps: Sequence[Application], width: int = 74, height: int = 5) -> list[str]:
    """Value and the chance of an interview by number of applications, as lines of text."""
    if len(steps) < 3:
        return []
    import plotext  # 34 ms, and only for this plot

    counts = list(range(1, len(steps) + 1))
    top = steps[-1].value or 1.0
    plotext.clear_figure()
    plotext.theme("clear")
    plotext.plot_size(width, height)
    plotext.frame(False)
    marker, line, dots = ("*", "*", ".") if is_ascii() else ("braille", "⠒", "·")
    plotext.plot(counts, [100 * step.value / top for step in steps], marker=marker)
    plotext.plot(counts, [100 * (1 - step.p_none) for step in steps], marker=dots)
    plotext.yticks([0, 50, 100], ["0", "50", "100 %"])
    last = len(steps)
    ticks = sorted({1, last // 3, 2 * last // 3, last})
    plotext.xticks(ticks, [str(tick) for tick in ticks])
    drawn = plotext.uncolorize(plotext.build())
    key = f"{line} value of the list   {dots} an interview at all"
    return [text.rstrip() for text in drawn.splitlines()] + [f"   {key}"]
