"""The forecast of invitations in words: what is expected, what came, what still helps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from coach.applying.answers import Ends
from coach.saying.bars import span
from coach.saying.pulse import has_begun, number, of_100, span_of
from coach.saying.table import Col, table
from coach.saying.text import ROOM, Line, head, labelled, notes, parted
from coach.season.grades import FROM, Grades
from coach.subjects.coach import Coach
from coach.subjects.forecasting import NONE_SENT, Alarmed, Forecasts, Helps, Pulse
from coach.wording import STATUS_WORDS, counted, short

WIDTH: Final = 28
"""Cells of the drawing: with more, a day with its year would have no room before it."""
WEEKS: Final = (
    Col("by", left=True),
    Col("forecast and count", left=True),
    Col("forecast"),
    Col("came"),
)
BANDS: Final = (Col("forecast"), Col("came"), Col("expected"), Col("outcomes"), Col("", left=True))
RESTS: Final = (
    "Ranges hold about 8 of 10 such seasons: what no figure tells of you moves all programs "
    "together (a judgement, SD 0.7), and a season's level is that of 2024 give or take.",
    "Invitation dates by specialty: not published. The curve is that of all together (program "
    "directors 2018, second-hand), with room for faster and slower seasons.",
)


def forecast(coach: Coach, answer: Forecasts) -> list[Line]:
    """Everything of the season's invitations, for the command."""
    kept = "Kept for grading." * answer.is_kept
    way = "--keep keeps it for grading, --alarm 10 speaks when so few happens to under 10 of 100."
    return [*page(coach, answer), *notes(kept or way)]


def page(coach: Coach, answer: Forecasts) -> list[Line]:
    """The forecast, what still helps, and the record, on one page."""
    pulse = answer.forecast
    if pulse is None:
        return [Line.of(NONE_SENT)]
    told = [*_told(coach, pulse), *labelled(("Alarm", _alarm_words(coach, pulse.alarm)))]
    return parted(
        [head(f"Invitations of the season {pulse.season}"), *told],
        table(WEEKS, list(_drawn(coach, pulse)), ROOM - 2),
        helping(coach, answer.helps),
        record(answer.record),
        [Line.of(words, "dim") for words in (*pulse.notes, *RESTS)],
    )


def _told(coach: Coach, pulse: Pulse) -> list[Line]:
    parts = "; ".join(
        f"{part.name} {part.came} of {part.applications} ({span_of(part.expected)} forecast)"
        for part in pulse.parts
    )
    whole = f"{span_of(pulse.whole)} from {counted(pulse.applications, 'application')}"
    if not has_begun(pulse):
        return labelled(("Season", f"{whole}; programs have not begun to read"))
    silence = f"{number(pulse.came)} by today happens to {of_100(pulse.chance_of_so_few)}"
    none = f"; none any more: {of_100(pulse.none_to_come)}"
    to_come = f"{span_of(pulse.to_come)} by what came, and when{none}"
    return labelled(
        ("So far", f"{pulse.came}; the forecast for today was {span_of(pulse.expected)}"),
        ("Which means", f"{silence} with applications like yours"),
        ("To come", to_come if pulse.row else "nothing: the rank lists are in"),
        ("Season", f"{whole}, before counting"),
        ("Apart", parts),
    )


def _drawn(coach: Coach, pulse: Pulse) -> Iterator[tuple[str, ...]]:
    """A row for each day: the forecast as a band with the count on it, and both as numbers; of
    many that are alike the first and the last."""
    top = max(1.0, *(max(point.high, point.came or 0) for point in pulse.points)) + 1
    rows = [
        (
            short(point.day, coach.today),
            span(point.low, point.came, point.high, WIDTH, top),
            span_of(Ends(point.low, 0, point.high)),
            "" if point.came is None else f"{point.came}",
        )
        for point in pulse.points
    ]
    for before, row, after in zip([(), *rows], rows, [*rows[1:], ()], strict=False):
        if not before[1:] == row[1:] == after[1:]:
            yield row


def helping(coach: Coach, helps: Helps) -> list[Line]:
    """What may still be done, each until when, and what not any more."""
    lines = [head("What still helps")]
    for each in helps.now:
        until = f"until {short(each.until, coach.today)}" if each.until else ""
        sure = ", ".join(filter(None, (until, STATUS_WORDS[each.status])))
        lines.append(Line(((each.text, ""), (f"  ({sure})", "dim")), indent=2, hang=2))
    over = "; ".join(helps.over)
    return [*lines, *labelled(("Over", over))]


def record(grades: Grades) -> list[Line]:
    """How earlier forecasts did."""
    title = head("The record of these forecasts")
    if grades.brier is None:
        words = f"{counted(grades.n, 'outcome')} so far: it begins with {FROM}, four weeks after "
        return [title, Line.of(f"{words}a forecast was kept.", indent=2)]
    rows = [
        (
            f"{100 * band.low:g}-{100 * band.high:g} %",
            f"{100 * band.share:.0f} %",
            f"{100 * band.expected:.0f} %",
            str(band.n),
            "off" if band.is_off else "",
        )
        for band in grades.bands
    ]
    fits = "as forecast, within luck and a good or bad season"
    if grades.widen > 1:
        fits = f"badly calibrated, so every range is widened {grades.widen:.1f} times"
    words = f"{grades.came} came where {grades.expected:.1f} were expected: {fits}"
    score = f"{grades.brier:.3f} over {counted(grades.n, 'outcome')} (Brier; 0 is perfect)"
    return [title, *labelled(("Score", score), ("Fits", words)), *table(BANDS, rows, ROOM - 2)]


def _alarm_words(coach: Coach, alarm: Alarmed | None) -> str:
    """How the alarm stands."""
    if alarm is None:
        return "off"
    asked = f"asked for on {short(alarm.since, coach.today)}, below {alarm.of_100:g} of 100"
    kept = f"it ever speaks in {of_100(alarm.rate)} seasons like yours"
    if alarm.look is None:
        return f"{asked}; {kept}; the first weekly look is two weeks after"
    so_few = f"{number(alarm.came)} since then happens to {of_100(alarm.so_few)}"
    return f"{asked}; by {short(alarm.look, coach.today)} {so_few}; {kept}"
