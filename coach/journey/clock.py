"""The season clock: what comes first on this day, and the one thing that is asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import Final

from coach.records import (
    Applicant,
    ClockColumn,
    ClockRow,
    Event,
    Exam,
    Record,
    SeasonPart,
    Status,
    replace,
)
from coach.rules.conditions import JUDGES, all_hold, is_private
from coach.rules.degree import LATE_DAYS
from coach.rules.exams import NAMES
from coach.wording import hour

MONTHS: Final[Sequence[SeasonPart]] = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
SPRING: Final[Mapping[int, SeasonPart]] = {3: "april", 4: "april", 5: "may"}
"""What follows a Match, for who plans the next season already."""
EARLY: Final = ("before", "june", "july", "august")
UNSENT: Final = (*EARLY, "september")
"""Parts of a season in which nobody has applied in earnest."""
RANKED: Final = ("february", "march", "waiting")
"""Parts from the opening of the rank lists to Match Week."""
DECIDED: Final = ("match_week", "soap", "april", "may", "last_june", "start", "after")
"""Parts in which the result of the Match is known, or a day away."""
LAST_JUNE_DAYS: Final = 16
"""Day of June from which the season that ends looks to its first of July (judgement)."""
ASKED_AGAIN: Final = 14
"""Days for which a number of invitations holds (judgement)."""
COUNTED: Final = {
    "applied": "Submitted? To how many programs? (0: none)",
    "invitations": "How many invitations so far? 0 counts.",
    "match_result": "Did you match: fully, partly, or not?",
}
"""Questions on which the rest hangs: they come before all others."""
ASKED_BY: Final = {"match_result": "profile:match_result"}
"""How the answer of one of them is kept, where that is not a number of the season."""
PLACED: Final[Mapping[str, ClockColumn]] = {
    "matched": "matched",
    "advanced_only": "part",
    "first_year_only": "part",
}
"""Where a result of the Match puts somebody."""


class Clock(Record):
    """Where the applicant stands in the season, what comes first, and what is asked."""

    when: SeasonPart
    column: ClockColumn
    words: str
    question: str = ""
    about: str = ""
    """What the question is kept under, without the season: `invitations`, `november_applied`."""
    by: str = ""
    """How its answer is kept (ClockRow.answer)."""
    private: bool = False
    """Whether the line tells of a visa or of a Match without a place."""
    source: str = ""
    as_of: str = ""
    status: Status = "unknown"


class Known(Record):
    """What hangs on more than the applicant: what was answered, and what is done."""

    answered: Mapping[str, date]
    """The day of each answer of the season, by what it is about."""
    done: frozenset[str]
    """Tasks that are finished."""
    profile: frozenset[str]
    """Keys of the profile that have an answer."""


class Moment(Record, dict=True):
    """One applicant on one day of the season that is planned for."""

    who: Applicant
    events: Mapping[str, Event]
    """The season's events by key."""
    known: Known
    today: date

    @cached_property
    def season(self) -> int:
        """The Match year."""
        return self.events["residency_start"].day.year

    @cached_property
    def when(self) -> SeasonPart:
        """The part of the season; after a Match without a place, of the one that ended."""
        days = {key: event.day for key, event in self.events.items()}
        when = part_of(self.season, days, self.today)
        last = self.who.last_result if self.who.result_year == self.season - 1 else None
        if when == "before" and last == "not_matched":
            return SPRING.get(self.today.month, when)
        return when

    @cached_property
    def is_late(self) -> bool:
        """Whether an application sent today is a late one."""
        return self.today >= self.events["eras_programs_review"].day + timedelta(LATE_DAYS)

    def first_asked(self) -> str:
        """What is to be asked before all else, as the rest hangs on it; "" for nothing."""
        who, today, events = self.who, self.today, self.events
        if self.when in DECIDED:
            is_open = not who.match_result and who.applied != 0 and self.when != "after"
            return "match_result" * (is_open and not self._is_without_match)
        if today < events["eras_programs_review"].day or events["nrmp_rol_deadline"].is_over(today):
            return ""
        if who.applied is None:
            return "applied"
        since = self.known.answered.get("invitations")
        is_old = since is None or (today - since).days >= ASKED_AGAIN
        return "invitations" * (who.applied > 0 and is_old)

    @cached_property
    def columns(self) -> list[ClockColumn]:
        """Where the applicant stands, what decides first."""
        is_verified = "ecfmg_reported" in self.known.done
        return columns(self.who, self.when, is_verified, self.is_late)

    def cells(self, rows: Iterable[ClockRow]) -> list[ClockRow]:
        """The rows that speak to the applicant: the first that fits of each cell."""
        return [row for column in self.columns if (row := self._row(rows, column))]

    def _row(self, rows: Iterable[ClockRow], column: ClockColumn) -> ClockRow | None:
        cell = (row for row in rows if self.when in row.when and column in row.column)
        due = (row for row in cell if self.known.done.issuperset(row.once))
        return next((row for row in due if all_hold(row.who, self.who, self.today)), None)

    @property
    def _is_without_match(self) -> bool:
        """Whether no match can be told: Match Week is over, and there was neither a certificate
        nor an interview."""
        is_after = self.when not in ("match_week", "soap")
        return is_after and "uncertified" in self.columns and self.who.invitations == 0

    def is_known(self, row: ClockRow) -> bool:
        """Whether what a row asks for was answered, or shows by itself."""
        how, _, what = row.answer.partition(":")
        shows = {
            "year": (self.who.match_year or 0) > self.season,
            "exam": self._exam_is_planned(),
            "task": what in self.known.done,
            "profile": what in self.known.profile,
        }
        by_itself = shows.get(how, how in COUNTED and getattr(self.who, how) is not None)
        return row.key in self.known.answered or by_itself

    def asked(self, row: ClockRow, texts: Mapping[str, str]) -> str:
        """The question of a row; for another day where the day of the next exam is past."""
        exam = next_exam(self.who) if row.answer == "exam" else ""
        known: Exam | None = getattr(self.who, exam) if exam else None
        if known and known.planned and known.planned < self.today and known.passed is None:
            day = f"{known.planned.day} {known.planned:%b}"
            return f"{NAMES[exam]} of {day} is past. Not sat? Then which new day?"
        return row.question.format_map(texts)

    def _exam_is_planned(self) -> bool:
        exam = next_exam(self.who)
        planned = getattr(self.who, exam).planned if exam else self.today
        return planned is not None and planned >= self.today


def part_of(season: int, days: Mapping[str, date], today: date) -> SeasonPart:
    """The part of a season that a day lies in; `days`: of its events."""
    if today < date(season - 1, 6, 1):
        return "before"
    if today >= days["residency_start"]:
        return "after"
    if days["match_status_monday"] <= today <= days["match_day"]:
        return "match_week" if today == days["match_status_monday"] else "soap"
    if days["nrmp_rol_deadline"] + timedelta(1) < today < days["match_status_monday"]:
        return "waiting"
    if today.year == season and today.month == 6:
        return "last_june" if today.day < LAST_JUNE_DAYS else "start"
    return SPRING[today.month] if today > days["match_day"] else MONTHS[today.month - 1]


def columns(
    who: Applicant, when: SeasonPart, is_verified: bool, is_late: bool
) -> list[ClockColumn]:
    """Where an applicant stands, what decides first. `is_verified`: ECFMG reported the passes.
    `is_late`: an application sent now is a late one."""
    if when == "before":
        return ["ahead"]
    placed = PLACED.get(who.match_result or "")
    if placed and (when in DECIDED or who.match_result == "advanced_only"):
        return [placed]
    held: list[ClockColumn] = [] if who.certified or is_verified else ["uncertified"]
    if "not_matched" in (who.match_result, who.last_result) and when in (*DECIDED, *UNSENT):
        return [*held, _without_place(who, when)]
    # Who applied to none is not hurried to be certified for a season that goes on without them.
    return sorted([*held, _applying(who, when, is_late)], key=lambda column: column != "late")


def _without_place(who: Applicant, when: SeasonPart) -> ClockColumn:
    """Who had no interview knew before the Monday that it would be SOAP, and has prepared."""
    return "applied" if when == "match_week" and who.invitations == 0 else "unmatched"


def _applying(who: Applicant, when: SeasonPart, is_late: bool) -> ClockColumn:
    """How far somebody is with applying."""
    if when in EARLY:
        return "ready"
    if who.applied == 0 and is_late:
        return "late"
    # Once lists are ranked, who said of none may have some: a list not certified costs more.
    is_open = when in (*RANKED, *DECIDED) and who.invitations is None
    return "interviews" if who.invitations or is_open else "applied"


def leading(rows: Iterable[ClockRow], at: Moment) -> tuple[str, ...]:
    """The tasks that lead the week in this part of the season, in their order."""
    return tuple(key for row in at.cells(rows) for key in row.tasks)


def clock(rows: Iterable[ClockRow], at: Moment) -> Clock | None:
    """The clock of a season on a day; None where it says nothing."""
    fits = at.cells(rows)
    if not fits:
        return None
    texts = {"season": str(at.season), "next": str(at.season + 1)}
    for key, event in at.events.items():
        texts[key] = hour(event, at.today) + " (expected)" * (event.status == "projected")
    first = fits[0]
    column = next(column for column in at.columns if column in first.column)
    private = column in ("unmatched", "part") or any(map(is_private, first.who))
    now = Clock(
        at.when,
        column,
        first.words.format_map(texts),
        private=private,
        source=first.source,
        as_of=first.as_of,
        status=first.status,
    )
    if about := at.first_asked():
        return replace(now, question=COUNTED[about], about=about, by=ASKED_BY.get(about, about))
    for row in fits:
        if row.question and not at.is_known(row):
            return replace(now, question=at.asked(row, texts), about=row.key, by=row.answer)
    return now


def next_exam(who: Applicant) -> str:
    """The first of the exams for the certificate that is not passed; "" for none."""
    exams = ("step1", "step2ck", *(() if who.pathway_accepted or who.step2cs_valid else ("oet",)))
    return next((exam for exam in exams if not JUDGES[exam](getattr(who, exam))), "")
