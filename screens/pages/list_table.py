"""The application list as rows, a plot and words: what comes next, its price, where to stop."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from coach.records import Record, replace
from coach.saying import applying as saying
from coach.saying.bars import bar, scale, span, top_of
from coach.saying.chance import DRAWN, Scale
from coach.saying.names import ProgramNames
from coach.saying.text import APPLY, DOT, Line
from coach.subjects.applying import Application, Listed, Signalled, Verifying
from coach.subjects.coach import Coach
from coach.subjects.programs import FACTS, Standing
from coach.wording import brief_range, chance_brief
from screens.widgets.rows import Column, Row

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
    coach: Coach
    is_late: bool = False
    """Whether the chances are those of an application that is sent now, when it is late."""

    def names(self, ids: Iterable[object]) -> ProgramNames:
        """What the programs of a table are called in few cells."""
        return ProgramNames(self.standings[str(key)].program for key in ids)

    def named(self, names: ProgramNames, key: str) -> tuple[str, str, str]:
        """The cells of `program_columns` for one program."""
        program = self.standings[key].program
        return names.whole(program), self.letters[program.specialty], program.state


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


LABELS: Final = 6
"""Cells left of the curve."""
BRAILLE: Final = 0x2800
DOTS: Final = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))
"""Bits of the dots of a Braille cell: left and right column, from the top."""
BAR: Final = 6
"""Cells of a bar beside its number, where there is room."""


def program_columns(names: ProgramNames | None, gap: int = 2) -> tuple[Column, ...]:
    """The columns of names that tell programs apart at any width, of specialties and of states."""
    shorten = names.short if names else None
    return (
        Column("program", "program", keep=9, min_width=22, gap=gap, shorten=shorten),
        Column("specialty", "sp", width=4, keep=8),
        Column("state", "st", width=2, keep=3),
    )


def list_columns(
    names: ProgramNames | None = None, over_ranges: str = "", is_late: bool = False
) -> tuple[Column, ...]:
    """The columns of the list, with the head of the scale on which the chances are drawn."""
    return (
        Column("place", "#", width=3, align="right", keep=4),
        *program_columns(names, 1),
        Column("range", over_ranges, width=DRAWN, keep=-1),
        Column("chance", "~sent now" if is_late else "~chance %", width=8, align="right", keep=5),
        Column("cost", "USD", width=4, align="right", keep=1),
        Column("total", "total", width=6, align="right", keep=7),
        Column("drawn", "", width=BAR, keep=-2),
        Column("value", "value", width=5, align="right", keep=6, gap=1),
        Column("none", "no invite", width=7, align="right", keep=0),
    )


class Whole(Record):
    """What the rows of a list share: their names, and the scales on which they are drawn."""

    names: ProgramNames
    chances: Scale
    most: float
    """The highest value."""


def list_table(listed: Listed, known: Known) -> Table:
    """The list in the order of adding, with the stop line between its rows."""
    rows: dict[str, Row] = {}
    about: dict[str, tuple[Line, ...]] = {}
    alone = saying.first_years_from(listed)
    whole = Whole(
        known.names(each.id for each in listed.order),
        Scale.of(known.standings[str(each.id)].numbers for each in listed.order),
        max((each.value for each in listed.order), default=0.0) or 1.0,
    )
    for place, application in enumerate(listed.order, 1):
        key = str(application.id)
        if place == alone:
            rows[FIRST] = Row(FIRST, ("", saying.FIRST_YEARS_FROM), section=True)
        rows[key] = _row(place, application, known, whole)
        about[key] = (_after(place, application, 0 < alone <= place),)
        if listed.stop and listed.stop.after == place:
            rows[STOP] = Row(STOP, ("─── stop here?", f"{listed.stop.why} ───"), section=True)
    return Table(
        columns=list_columns(whole.names, whole.chances.head, known.is_late),
        rows=rows,
        head=tuple(saying.list_head(listed)),
        about=about,
        plot=tuple(Line.of(line, "dim") for line in curve(listed.order)),
        empty="Nothing fits the budget; b changes it.",
    )


def _after(place: int, application: Application, is_first_year: bool) -> Line:
    adds = "a first year" if is_first_year else f"adds {application.gain:.1f}"
    return Line.labelled(f"After {place}", f"{saying.outlook(application)} · {adds}")


def _row(place: int, application: Application, known: Known, whole: Whole) -> Row:
    key = str(application.id)
    standing = known.standings[key]
    locked = standing.mark is not None and standing.mark.mark == "apply"
    cells = (
        str(place),
        *known.named(whole.names, key),
        whole.chances.drawn(standing.numbers),
        chance_brief(standing.numbers),
        "?" if application.cost is None else f"{application.cost:.0f}",
        f"{application.total_cost:,.0f}",
        bar(application.value / whole.most, BAR),
        f"{application.value:.1f}",
        brief_range(*application.p_none_range),
    )
    return Row(key, cells, mark=(APPLY, "good") if locked else " ")


def signal_table(signalled: Signalled, known: Known) -> Table:
    """The programs that get a signal, the most useful first."""
    names = known.names(signal.program_id for signal in signalled.signals)
    top = top_of(max((signal.signalled.mid for signal in signalled.signals), default=0.0))
    columns = (
        Column("tier", "signal", width=6, keep=5),
        *program_columns(names),
        Column("gain", "adds", width=5, align="right", keep=6),
        Column("range", scale(top, DRAWN) if signalled.signals else "", width=DRAWN, keep=0),
        Column("chance", "chance, without and with", width=24, align="right", keep=4),
    )
    rows = {}
    for signal in signalled.signals:
        without, with_one = signal.without, signal.signalled
        cells = (
            signal.tier,
            *known.named(names, signal.program_id),
            f"{signal.gain:.2f}",
            # From the chance without to that with the signal, on the scale of all: `├────●`.
            span(without.mid, with_one.mid, with_one.mid, DRAWN, top),
            saying.both_chances(without, with_one),
        )
        rows[signal.program_id] = Row(signal.program_id, cells)
    left = saying.signals_left(known.coach, signalled)
    head = (Line(line.parts, known.letters[name], indent=2) for name, line in left.items())
    return Table(columns, rows, tuple(head), {}, empty=saying.NO_SIGNALS)


def verify_table(verified: Verifying, known: Known) -> Table:
    """Missing facts that would change the list, the most valuable first."""
    names = known.names(query.program_id for query in verified.queue)
    columns = (
        Column("field", "ask", width=6, keep=6),
        *program_columns(names),
        Column("yes", "~open", width=5, align="right", keep=4),
        Column("drawn", "", width=BAR, keep=0),
        Column("worth", "worth", width=6, align="right", keep=5, gap=1),
        Column("minutes", "min", width=3, align="right", keep=3),
    )
    rows, about = {}, {}
    most = max((query.value for query in verified.queue), default=0.0) or 1.0
    for query in verified.queue:
        cells = (
            FACTS[query.field].short,
            *known.named(names, query.program_id),
            f"~{100 * query.p_yes:.0f} %",
            bar(query.value / most, BAR),
            saying.worth(query.value),
            f"{query.minutes}",
        )
        key = f"{query.program_id}:{query.field}"
        rows[key] = Row(key, cells)
        about[key] = saying.asking(query)
    head = [
        Line.labelled("Then", "i records the answer; the list follows at once"),
        *(replace(line, indent=2) for line in saying.decide_nothing(verified)),
    ]
    return Table(columns, rows, tuple(head), about, empty=saying.NOTHING_TO_VERIFY)


def table_of(answer: Listed | Signalled | Verifying, known: Known) -> Table:
    """The table of what was worked out beside the page."""
    if isinstance(answer, Listed):
        return list_table(answer, known)
    if isinstance(answer, Signalled):
        return signal_table(answer, known)
    return verify_table(answer, known)


def curve(steps: Sequence[Application], width: int = 74, height: int = 5) -> list[str]:
    """Value and the chance of an interview by number of applications, as lines of text.

    Two dots across and four down in a cell: plotext does as much for 34 ms and 2.3 MiB.
    """
    if len(steps) < 3:
        return []
    rows, columns, last = height - 1, width - LABELS, len(steps)
    top = steps[-1].value or 1.0
    cells = _drawn([step.value / top for step in steps], rows, columns)
    for column, share in enumerate(_spread([1 - step.p_none for step in steps], columns)):
        cells[round((1 - share) * (rows - 1))][column] = DOT
    shares = [f"{100 * (1 - row / (rows - 1)):.0f}" for row in range(rows)]
    shares[0] += " %"
    lines = [
        f"{share:>{LABELS}}{''.join(line)}".rstrip()
        for share, line in zip(shares, cells, strict=True)
    ]
    ticks = ""
    for count in sorted({1, last // 3, 2 * last // 3, last}):
        place = round((count - 1) / (last - 1) * (columns - len(str(last))))
        ticks = f"{ticks:{LABELS + place}}{count}"
    return [*lines, ticks, f"   ⠒ value of the list   {DOT} an interview at all"]


def _drawn(shares: Sequence[float], rows: int, columns: int) -> list[list[str]]:
    """Cells of a line through these shares of the height, in dots of Braille."""
    bits = [[0] * columns for _ in range(rows)]
    levels = [round((1 - share) * (4 * rows - 1)) for share in _spread(shares, 2 * columns)]
    for across, (before, level) in enumerate(zip(levels[:1] + levels, levels, strict=False)):
        for down in range(min(before, level), max(before, level) + 1):
            bits[down // 4][across // 2] |= DOTS[across % 2][down % 4]
    return [[chr(BRAILLE + bit) if bit else " " for bit in row] for row in bits]


def _spread(values: Sequence[float], count: int) -> list[float]:
    """So many of the values, evenly over all of them, held between 0 and 1."""
    step = (len(values) - 1) / (count - 1)
    return [min(max(values[round(place * step)], 0.0), 1.0) for place in range(count)]
