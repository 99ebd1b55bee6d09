"""The application list, its signals, and what to check before it is paid for, in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from msgspec import UnsetType

from coach.rules.fields import FACTS
from coach.rules.starting import FIRST_YEARS
from coach.saying.table import Col, programs_columns, programs_table
from coach.saying.text import ARROW, WIDTH, Line, Text, labelled, notes, rows
from coach.subjects.applying import Application, Ends, Listed, Query, Signalled, Told, Verifying
from coach.subjects.coach import Coach
from coach.wording import STATUS_WORDS, brief_range, share_range, share_words

BASIS: Final = (
    "~yes: visas are estimated from what is known of programs around; rules besides visas are "
    "judged (a limit of attempts after a survey of 2018)."
)
FIT_MEANS: Final = "Value is the fit (0-100) to expect of the best one that takes you; no promise."
MARKET_MEANS: Final = "Value is the desirability to expect, as good as the chances in the file."
FIRST_YEARS_FROM: Final = "first years, which an advanced place needs beside it"
LEAST_WORTH: Final = 0.005
"""What is less is not said as a number."""
NO_SIGNALS: Final = "These specialties have no signals that are known."
NO_QUESTIONS: Final = "It is Match Week: no questions to programs until it is over."
NOTHING_TO_VERIFY: Final = "No missing fact would change the list."


def outlook(application: Application) -> str:
    """What the list comes to with everything down to an application."""
    expected = application.expected_interviews
    about = f"{expected.mid:.1f}" if expected.mid >= 0.05 else "under 0.1"
    return (
        f"{about} interviews ({expected.low:.0f}-{expected.high:.0f}) · "
        f"no interview {share_range(*application.p_none_range)} · "
        f"five or more {share_range(*application.p_five_range)}"
    )


def list_head(listed: Listed) -> list[Line]:
    """What the whole list comes to, what it costs and where more buys little."""
    if not listed.order:
        return []
    lines = [
        Line.labelled(f"All {len(listed.order)}", outlook(listed.order[-1])),
        Line.labelled("Money", " · ".join(_money(listed))),
    ]
    if not isinstance(listed.first_year, UnsetType):
        lines.append(Line.labelled("1st year", listed.first_year.says[0]))
    split = [
        f"{share.specialty or 'no specialty'} {share.count}"
        + (" (price not known)" if share.cost is None else f" (USD {share.cost:,.0f})")
        for share in listed.split
    ]
    return [*lines, Line.labelled("Split", ", ".join(split))] if len(split) > 1 else lines


def _money(listed: Listed) -> list[str]:
    """What a list costs, where more buys little, and the price of an interview."""
    of = f" of {listed.budget:,g}" if listed.budget else ""
    priced = sum(share.count for share in listed.split if share.cost is not None)
    whole = priced == len(listed.order)
    money = [f"USD {listed.spent:,g}{of}" + f" for the {priced} with a known price" * (not whole)]
    if stop := listed.stop:
        money.append(f"after {stop.after} (USD {stop.total_cost:,.0f}) more buys little")
    expected = listed.order[-1].expected_interviews.mid
    if expected and whole:
        kept = 0.0 if isinstance(listed.first_year, UnsetType) else listed.first_year.usd
        money.append(f"USD {(listed.spent - kept) / expected:,.0f} for each interview to expect")
    return money


def listed(coach: Coach, told: Told[Listed]) -> Text:
    """The list in the order of adding, or why there is none."""
    listed = told.answer
    if not listed.order:
        return [*labelled(*told.first), Line.of(told.nothing), *notes(*told.notes)]
    means = FIT_MEANS if isinstance(listed.warnings, tuple) else MARKET_MEANS
    head, *ordered = _ordered(coach, listed)
    parted = [head]
    alone = first_years_from(listed)
    for place, application in enumerate(ordered, 1):
        if place == alone:
            parted += rows([f"---- {FIRST_YEARS_FROM} ----".center(WIDTH).rstrip()])
        parted.append(application)
        if listed.stop and listed.stop.after == place:
            parted += rows([f"---- {listed.stop.why} ----".center(WIDTH).rstrip()])
    whole = [*labelled(*told.first), *list_head(listed), Line.of(means, "dim", indent=2)]
    return [*whole, Line(), *parted, *notes(*told.notes)]


def first_years_from(listed: Listed) -> int:
    """The place from which a list holds the first years kept beside it; 0 for none."""
    first = listed.first_year
    if isinstance(first, UnsetType) or not first.usd:
        return 0
    return len(listed.order) - first.count + 1


def specialties_of(answer: Listed | Signalled | Verifying, own: Iterable[str]) -> list[str]:
    """The specialties of the programs of an answer: one's own, and first years beside them."""
    beside = isinstance(answer, Listed) and first_years_from(answer) > 0
    beside = beside or (isinstance(answer, Signalled) and FIRST_YEARS in answer.left)
    return list(dict.fromkeys([*own, *[FIRST_YEARS] * beside]))


def _ordered(coach: Coach, listed: Listed) -> list[Line]:
    heads = (
        Col("USD", 1),
        Col("total", 7),
        Col("value", 6),
        Col("~invites", 5),
        Col("no invite", 4),
    )
    rows = []
    for each in listed.order:
        cost = "?" if each.cost is None else f"{each.cost:g}"
        expected, none = f"{each.expected_interviews.mid:.1f}", brief_range(*each.p_none_range)
        rows.append((cost, f"{each.total_cost:,g}", f"{each.value:.4g}", expected, none))
    ids = [each.id for each in listed.order]
    return programs_table(coach, ids, heads, rows, [f"{place + 1}" for place in range(len(ids))])


def signalled(coach: Coach, told: Told[Signalled]) -> Text:
    """Which programs get a signal, the most useful first."""
    signalled, remarks = told.answer, notes(*told.notes)
    if not signalled.allowed:
        return [Line.of(told.nothing or NO_SIGNALS), *remarks]
    signals = signalled.signals
    columns = (Col("tier", 6, left=True), Col("adds", 5), Col("chance without, with", 4, left=True))
    rows = (
        (signal.tier, f"{signal.gain:.3f}", both_chances(signal.without, signal.signalled))
        for signal in signals
    )
    shown = programs_table(coach, [signal.program_id for signal in signals], columns, rows)
    about = {row.specialty: row.note for row in signalled.allowed}
    lines = [*labelled(*told.first), *shown, Line()]
    for specialty, line in signals_left(coach, signalled).items():
        lines.append(Line(((f"{specialty}: ", ""), *line.parts), hang=2))
        if note := about[specialty]:
            lines.append(Line.of(note, indent=2))
    return [*lines, *remarks]


def signals_left(coach: Coach, signalled: Signalled) -> dict[str, Line]:
    """How many signals of each specialty are given and left, and since when that is known."""
    lines = {}
    for row in signalled.allowed:
        tiers = signalled.left[row.specialty]
        several = len(tiers) > 1
        left = ", ".join(
            f"{count} {tier}" if several else str(count) for tier, count in tiers.items() if count
        )
        year = "" if row.season == coach.season.year else f" of {row.season}, check"
        total = sum(count or 0 for count in (row.gold, row.silver, row.single))
        sent = sum(signal.specialty == row.specialty for signal in signalled.signals)
        words = f"{sent} of {total} signals{year}" + (f", left: {left}" if left else "")
        who = f"  {STATUS_WORDS[row.status]}, {coach.library.named(row.source)}"
        lines[row.specialty] = Line(((words, ""), (who, "dim")))
    return lines


def both_chances(without: Ends, signalled: Ends) -> str:
    """The chance without and with a signal, for a column."""
    before, after = (share_words(ends.mid) for ends in (without, signalled))
    return f"{before} {ARROW} {after}"


def verifying(coach: Coach, told: Told[Verifying]) -> Text:
    """Missing facts, what their answers are worth, and what to ask first."""
    verified, remarks = told.answer, notes(*told.notes)
    if not verified.queue:
        return [Line.of(told.nothing or NOTHING_TO_VERIFY), *remarks]
    columns = (Col("ask", 7, left=True), Col("worth", 6), Col("~yes", 5), Col("min", 4))
    rows = (
        (FACTS[each.field].short, worth(each.value), f"{each.p_yes:.0%}", f"{each.minutes}")
        for each in verified.queue
    )
    ids, best = [query.program_id for query in verified.queue], verified.queue[0]
    (first, *_), *_ = programs_columns(coach, ids)[1]
    keeps = f"{FACTS[best.field].command(best.program_id)} keeps the answer."
    lines = [*labelled(*told.first), *programs_table(coach, ids, columns, rows), Line()]
    lines.append(Line.labelled("First", first, indent=0))
    lines += [Line(line.parts, line.label) for line in asking(best)]
    lines.append(Line.labelled("Then", keeps, indent=0))
    return [*lines, *decide_nothing(verified), Line(), Line.of(BASIS, "dim"), *remarks]


def worth(value: float) -> str:
    """What knowing an answer adds to a list, for a column."""
    return f"{value:.2f}" if value >= LEAST_WORTH else "little"


def asking(query: Query) -> tuple[Line, ...]:
    """Where to look one fact up, and what to ask."""
    where, ask = query.where, query.question or NO_QUESTIONS
    return Line.labelled("Where", where), Line.labelled("Ask", ask)


def decide_nothing(verified: Verifying) -> list[Line]:
    """How many missing facts need not be checked."""
    words = f"{verified.decide_nothing:,} other missing facts: no answer would change this list."
    return [Line.of(words, "dim")] if verified.decide_nothing else []
