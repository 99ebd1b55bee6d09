"""SOAP, Match Week and Match Day in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from coach.profile.fields import BY_KEY
from coach.records import EXAM_NAMES, Exam, SoapRow
from coach.saying.locked import lock_words
from coach.saying.rotations import source
from coach.saying.table import Col, table
from coach.saying.text import ARROW, NO, ROOM, YES, Line, head, labelled, notes, parted
from coach.soap.steps import with_hours
from coach.soap.unfilled import FEW, YEARS
from coach.subjects.coach import Coach
from coach.subjects.soap import ENDS, UNMATCHED, Board, Listed, Need, Seat, SoapStanding, Unfilled
from coach.wording import counted, hour_words, short

TITLE: Final = "SOAP"
REHEARSAL: Final = "REHEARSAL: an invented moment. Nothing here is real, and nothing is kept."
PICKED: Final = "Your picks; their order is a proposal"
SIGNS: Final = {True: YES, False: NO, None: "?"}
WHO: Final = {
    "waiting": "no result told yet",
    "matched": "fully matched",
    "advanced_only": "matched to an advanced post alone",
    "first_year_only": "matched to a first year alone",
    "eligible": "not matched, in SOAP",
    "not_eligible": "not in SOAP",
}
MAP: Final = (
    Col("specialty", 3, left=True, least=18),
    Col("open of 100", 3),
    Col("places", 2),
    Col("at programs", 1),
    Col("not closed", 2),
    Col("visa stated", 2),
)
MAP_SHOWN: Final = 12
"""Specialties of the command's table."""
MEANS: Final = (
    f"Places offered in the Matches of {YEARS} that none of them filled, of a hundred and in all; "
    "programs with such a place, those no gate closes to you by the facts of today, and of these "
    "the ones whose visa is stated or that need none."
)
SEATS: Final = (
    Col("", 3),
    Col("program", 3, left=True, least=18),
    Col("specialty", 1, left=True),
    Col("kind", 2, left=True),
    Col("", 2, left=True, least=12),
)


def where(coach: Coach, who: SoapStanding, now: datetime | None = None) -> str:
    """Where one stands; once SOAP is over nobody is in it."""
    is_over = who == "eligible" and coach.soap.is_begun(ENDS, now)
    return WHO[who].split(",")[0] if is_over else WHO[who]


def board(coach: Coach, board: Board) -> list[Line]:
    """The whole of it, for the command."""
    if board.is_match_day:
        return parted(first_lines(coach, board), day_lines(coach, board))
    is_before = board.picks_shut and not coach.soap.is_begun("match_status_monday", board.now)
    return parted(
        first_lines(coach, board),
        need_lines(coach, board) if is_before else (),
        hour_lines(coach, board),
        seat_lines(coach, board),
        rows_lines(coach, "hold", "Hold ready") if board.kinds else (),
        map_lines(coach) if is_before else (),
        rows_lines(coach, "after", "What follows SOAP") if board.who != "matched" else (),
    )


def in_short(coach: Coach) -> str:
    """Where one stands, and when Match Week begins while it is ahead."""
    start = coach.soap.events["match_status_monday"].day
    ahead = f"Match Week from {short(start, coach.today)}" if coach.today < start else ""
    return ahead or where(coach, coach.soap.who)


def about(coach: Coach) -> list[Line]:
    """What comes next, beside its line on Season."""
    return first_lines(coach, coach.soap.board())


def moment_words(coach: Coach, board: Board, month: bool = True) -> str:
    """The moment where the Match is, and here."""
    at = board.now.astimezone(board.hours[0].start.tzinfo) if board.hours else board.now
    return hour_words(at, coach.profile.applicant.time_zone, weekday=True, month=month)


def first_lines(coach: Coach, board: Board) -> list[Line]:
    """The moment, where one stands, the lock, and what comes next."""
    title = (
        f"SOAP {board.season}  {moment_words(coach, board)} · {where(coach, board.who, board.now)}"
    )
    lock = lock_words(coach, board.lock) if board.lock else ""
    return [
        *[Line.of(REHEARSAL, "warn")] * board.is_rehearsal,
        head(title),
        *[Line.of(lock, "warn")] * bool(lock),
        *labelled(("Next", [(board.step.title, "strong")]), ("", told(coach, board.step))),
    ]


def told(coach: Coach, row: SoapRow) -> str:
    """What a row says, with its hours there and here, and how sure it is."""
    words = with_hours(row.text, coach.soap.events, coach.profile.applicant.time_zone)
    return f"{words}{source(row)}"


def need_lines(coach: Coach, board: Board) -> list[Line]:
    """What decides beforehand whether SOAP is open."""
    lines = [head("To take part in SOAP")]
    for need in board.needs:
        row = coach.soap.row(need.key)
        lines.append(need_line(need, row))
        lines.append(Line.of(told(coach, row), "dim", indent=4))
    return lines


def need_line(need: Need, row: SoapRow) -> Line:
    """One of them with its sign."""
    stands = {True: "by what you told", False: "not by what you told", None: "not known"}
    return Line.of(f"{SIGNS[need.holds]} {row.title}: {stands[need.holds]}", indent=2)


def hour_lines(coach: Coach, board: Board) -> list[Line]:
    """The hours of the week that are not over, the one that is on marked."""
    zone = coach.profile.applicant.time_zone
    lines = [head("The hours")]
    for hour in board.hours:
        if hour.end <= board.now.astimezone():
            continue
        is_on = hour.start <= board.now.astimezone()
        at = f"{ARROW if is_on else ' '} {hour_words(hour.start, zone, weekday=True)}  "
        lines.append(Line(((at, "strong" if is_on else ""), (hour.what, "")), indent=2, hang=4))
    return lines[1:] and lines


def seat_lines(coach: Coach, board: Board) -> list[Line]:
    """What was picked, in the proposed order with its line."""
    rule = coach.soap.row("list_own")
    if not board.order:
        words = board.picks_shut or "None yet: `coach soap pick NAME`, one by one."
        return [
            head("Your picks"),
            Line.of(words, indent=2),
            Line.of(told(coach, rule), "dim", indent=2),
        ]
    return [head(PICKED), *_seats(coach, board.order), Line.of(told(coach, rule), "dim", indent=2)]


def _seats(coach: Coach, seats: Iterable[Seat]) -> list[Line]:
    return table(SEATS, [seat_cells(coach, seat) for seat in seats], ROOM - 1)


def seat_cells(coach: Coach, seat: Seat) -> tuple[str, ...]:
    """A pick as cells."""
    place = str(seat.place) if seat.place else "-"
    return place, seat.name, seat.specialty, seat.kind or "kind?", seat.why


def map_lines(coach: Coach) -> list[Line]:
    """Where places stayed open, by specialty, one's own first."""
    rows = coach.soap.map
    listed = table(MAP, [map_cells(row) for row in rows[:MAP_SHOWN]], ROOM - 1)
    return [
        head(f"Places that stayed open, {YEARS}"),
        *listed,
        *(Line.of(words, "dim", indent=2) for words in map_notes(coach, rows)),
    ]


def map_cells(row: Unfilled) -> tuple[str, ...]:
    """One specialty as cells."""
    rate = f"{row.per_100:.1f}" if row.offered >= FEW else "few"
    at = f"{row.at} of {row.programs}"
    return row.specialty, rate, f"{row.unfilled:,}", at, str(row.open), str(row.visa_stated)


def map_notes(coach: Coach, rows: Iterable[Unfilled]) -> list[str]:
    """What the figures mean, and what they do not tell."""
    listed = list(rows)
    total = f"{sum(row.unfilled for row in listed):,} places at {sum(row.at for row in listed):,}"
    closes, order = coach.soap.row("list_closes"), coach.soap.row("list_order")
    return [
        f"{closes.title}. {told(coach, closes)}",
        f"{MEANS} All: {total} programs (NRMP, Program Results). Visas as stated in 2025.",
        f"{order.title}. {told(coach, order)}",
    ]


def rows_lines(coach: Coach, part: str, title: str) -> list[Line]:
    """The rows of one part, each with its title and text."""
    return [
        head(title),
        *(
            Line(((f"{row.title}. ", ""), (told(coach, row), "dim")), indent=2, hang=2)
            for row in coach.soap.rows(part)
        ),
    ]


def day_lines(coach: Coach, board: Board) -> list[Line]:
    """Match Day: the hour, who is with you, and after bad news where somebody listens."""
    rows = coach.soap.day_rows(board)
    return [
        *(Line(((f"{row.title}. ", ""), (told(coach, row), "dim"))) for row in rows),
        *help_lines(coach, board),
    ]


def help_lines(coach: Coach, board: Board) -> list[Line]:
    """Where somebody listens, for those without a match; calm, and no more than that."""
    if board.who not in UNMATCHED:
        return []
    row = coach.library.rules["help_lines"]
    return [Line.of(f"{row.title}: {row.text}{source(row)}")]


def listed(coach: Coach, answer: Listed) -> list[Line]:
    """What a text of the list names, in the proposed order."""
    lines = [head(f"{counted(len(answer.order), 'program')} named, in the proposed order")]
    lines += _seats(coach, answer.order)
    lines += [Line.of(f"? {words}", "dim", indent=2) for words in answer.not_known]
    return [
        *lines,
        *notes("Nothing is kept: `coach soap pick` keeps one. The text was not stored."),
    ]


def cards(coach: Coach, seats: tuple[Seat, ...]) -> list[Line]:
    """The answer cards of all that is on the list."""
    return parted(*(card_lines(coach, seat) for seat in seats)) or [Line.of("Nothing is picked.")]


def card_lines(coach: Coach, seat: Seat) -> list[Line]:
    """Facts to have before you when they call; no sentence is written for you."""
    who = coach.profile.applicant
    exams = (_exam(name, getattr(who, key)) for key, name in EXAM_NAMES.items())
    degree = f"graduated {who.graduation_date:%B %Y}" if who.graduation_date else ""
    months = ", ".join(f"{kind} {counted(count, 'month')}" for kind, count in who.experience)
    place = f"place {seat.place} of your order" if seat.place else "left out"
    return [
        head(f"{seat.name}: {seat.specialty}, {seat.kind or 'kind not known'}"),
        *labelled(
            ("Order", f"{place}; {seat.why}"),
            ("Exams", ", ".join(filter(None, exams)) or "not told"),
            ("ECFMG", _certificate(coach)),
            ("Visa", coach.profile.shown(BY_KEY["visa"]) or "not told"),
            ("Degree", degree),
            ("Experience", months),
            *((row.title, told(coach, row)) for row in coach.soap.rows("card")),
        ),
    ]


def _exam(name: str, exam: Exam) -> str:
    if exam.score is None and not exam.passed:
        return ""
    tries = f" ({counted(exam.attempts, 'attempt')})" if exam.attempts else ""
    return f"{name} {exam.score or 'passed'}{tries}"


def _certificate(coach: Coach) -> str:
    who = coach.profile.applicant
    if who.certified:
        until = short(who.certificate_until, coach.today)
        return f"certified{until and f', until {until}'}"
    return f"Pathway {who.pathway} accepted" if who.pathway and who.pathway_accepted else ""
