"""The season clock: what comes first for whom, month by month, and what is asked."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from typing import Any, Final, get_args

import pytest
from hypothesis import given, strategies as st

from coach.calendar.dates import season_calendar
from coach.facts.book import Facts
from coach.journey.clock import Clock, Known, Moment, clock, columns, part_of
from coach.records import Applicant, ClockColumn, Event, Exam, SeasonPart, replace

NOTHING: Final = Known({}, frozenset(), frozenset())
SEASON: Final = 2027
PASSED: Final = Exam(passed=True, score=240)
CERTIFIED: Final = Applicant(
    certified=True, step1=PASSED, step2ck=PASSED, match_year=SEASON, applied=60, invitations=0
)
WHO: Final = {
    "a": replace(CERTIFIED, certified=None, step2ck=Exam()),
    "a2": replace(CERTIFIED, certified=None),
    "b": CERTIFIED,
    "c": replace(CERTIFIED, invitations=3),
    "d": replace(CERTIFIED, match_result="not_matched", invitations=2),
    "e": replace(CERTIFIED, match_result="matched", visa="j1"),
}
"""One applicant for each column of the table that the clock was drawn from."""
CELLS: Final = (
    ("2026-06-12", "a", "slowest paper", "ECFMG accepted"),
    ("2026-06-12", "d", "Rest, then make one change", "What is new"),
    ("2027-06-10", "e", "Visa, licence, arrival", "who has it"),
    ("2026-07-12", "a", "practice scores", "last two practice forms"),
    ("2026-07-12", "d", "Ask for letters now", "saw you work"),
    ("2027-07-12", "e", "I-94, SEVIS, pay", "wrong on a paper"),
    ("2026-08-05", "a", "mid-August", "Which day is your test"),
    ("2026-08-05", "d", "pair of specialties", "without debt"),
    ("2026-09-10", "a", "apply before you are certified", "programs see"),
    ("2026-09-10", "b", "Complete comes before early", "To how many"),
    ("2026-09-10", "c", "answer it today", "time zone"),
    ("2026-09-10", "d", "no old statement", "did you change"),
    ("2026-10-12", "a", "before more applications", "Pathway application sent"),
    ("2026-10-12", "b", "Early silence means little", "signals go"),
    ("2026-10-12", "c", "Three stories", "clash"),
    ("2026-11-12", "a2", "OET and the Pathway first", "Which day is your OET"),
    ("2026-11-12", "a", "Step 2 CK first", "Which day is your test"),
    ("2026-11-12", "b", "updates only where they are welcome", "new score"),
    ("2026-11-12", "c", "notes the same day", "how did the last one go"),
    ("2026-12-12", "a", "before the January pause", "booked"),
    ("2026-12-12", "b", "Applying is still possible", "Registered"),
    ("2026-12-12", "c", "cancel the rest kindly", "not go to"),
    ("2027-01-12", "a", "Pathway by 31 Jan", "ECFMG confirmed"),
    ("2027-01-12", "b", "until 3 Mar", "Registered with the NRMP"),
    ("2027-01-12", "c", "in writing", "still unanswered"),
    ("2027-02-12", "a", "what the NRMP sees", "R3"),
    ("2027-02-12", "b", "Rehearse SOAP", "Who helps you"),
    ("2027-02-12", "c", "true preference", "refuse"),
    ("2027-03-02", "a", "next season, not the end", "reported"),
    ("2027-03-02", "b", "stay registered", "SOAP papers"),
    ("2027-03-02", "c", "“certified”", "last change"),
    ("2027-03-08", "a", "next season, not the end", "R3"),
    ("2027-03-08", "b", "stay registered", "SOAP papers"),
    ("2027-03-08", "c", "The lists are closed", "with you"),
    ("2027-03-16", "a", "no contact with Match programs", "match"),
    ("2027-03-16", "c", "then eat, and call somebody", "match"),
    ("2027-03-16", "d", "First you, then the list", "Are you safe"),
    ("2027-03-16", "e", "write to no program before Friday", ""),
    ("2027-04-06", "d", "unfilled list until 1 May", "feedback"),
    ("2027-04-06", "e", "Statement of Need come first", "ministry"),
    ("2027-05-12", "d", "honest year", "have to change"),
    ("2027-05-12", "e", "late start comes before a waiver", "visa interview"),
    ("2027-06-20", "d", "Decide whether", "want to keep"),
    ("2027-06-20", "e", "30 days before the start", "program and ECFMG answered"),
)
"""Day, column, a piece of the first line, a piece of the question."""


@pytest.fixture(scope="module")
def events(release: Facts) -> dict[str, Event]:
    listed = season_calendar(release.events, release.calendar_rules, SEASON)
    return {event.key: event for event in listed}


def now_of(release: Facts, at: Moment) -> Clock | None:
    return clock(release.clock.values(), at)


def fresh(day: str) -> Known:
    """The numbers of the season were said on this very day."""
    return replace(NOTHING, answered={"invitations": date.fromisoformat(day)})


@pytest.mark.parametrize(("day", "column", "words", "question"), CELLS)
def test_each_cell_of_the_table_is_what_an_applicant_is_told(
    release: Facts,
    events: dict[str, Event],
    day: str,
    column: str,
    words: str,
    question: str,
) -> None:
    who = WHO[column]
    if question.startswith("To how many"):
        who = replace(who, applied=None)
    if column == "d" and day < "2027-03":
        who = replace(who, last_result=who.match_result, match_result=None, applied=None)
        who = replace(who, invitations=None)
    now = now_of(release, Moment(who, events, fresh(day), date.fromisoformat(day)))
    assert now
    assert words in now.words
    assert question in now.question


def test_what_is_not_known_is_asked_before_all_else(
    release: Facts, events: dict[str, Event]
) -> None:
    day = date(2026, 11, 28)
    unsaid = replace(CERTIFIED, applied=None, invitations=None)
    now = now_of(release, Moment(unsaid, events, NOTHING, day))
    assert now and now.about == "applied"
    sent = replace(unsaid, applied=60)
    now = now_of(release, Moment(sent, events, NOTHING, day))
    assert now and now.about == "invitations"
    later = now_of(release, Moment(replace(sent, invitations=0), events, fresh("2026-11-10"), day))
    assert later and later.about == "invitations", "after two weeks it is asked again"
    none = now_of(release, Moment(replace(unsaid, applied=0), events, NOTHING, day))
    assert none and none.column == "late" and "2028" in none.words and none.by == "year"


def test_who_is_not_certified_hears_only_what_is_open(
    release: Facts, events: dict[str, Event]
) -> None:
    there = replace(WHO["b"], certified=None, pathway_accepted=True)
    december, word = date(2026, 12, 12), fresh("2026-12-12")
    now = now_of(release, Moment(there, events, word, december))
    assert now and now.column == "applied" and "OET" not in now.words
    step2_open = replace(WHO["a"], pathway_accepted=True)
    now = now_of(release, Moment(step2_open, events, word, december))
    assert now and "Step 2 CK" in now.words and "OET" not in now.words
    none_sent = replace(WHO["a"], applied=0)
    now = now_of(release, Moment(none_sent, events, word, december))
    assert now and now.column == "late" and "2028" in now.words


@pytest.mark.parametrize(
    ("answers", "day", "words"),
    [
        ({"visa": "h1b"}, "2027-06-20", "days that your papers allow"),
        ({"visa": "j1", "citizenship": ("Canada",)}, "2027-05-12", "for the border"),
        ({"visa": "j1", "us_status": "pending"}, "2027-04-06", "ask ECFMG"),
        ({"visa": "h1b"}, "2027-07-12", "I-94, insurance"),
        ({"visa": "none"}, "2027-07-12", "insurance and pay"),
    ],
)
def test_a_line_of_a_visa_is_of_their_own(
    release: Facts, events: dict[str, Event], answers: dict[str, Any], day: str, words: str
) -> None:
    who = replace(CERTIFIED, match_result="matched", **answers)
    now = now_of(release, Moment(who, events, NOTHING, date.fromisoformat(day)))
    assert now and words in now.words


def test_who_has_not_said_how_many_invitations_is_told_to_rank(
    release: Facts, events: dict[str, Event]
) -> None:
    unsaid = replace(CERTIFIED, invitations=None)
    for day, words in (
        ("2027-01-12", "NRMP"),
        ("2027-02-12", "Rank by"),
        ("2027-03-02", "Certify"),
    ):
        now = now_of(release, Moment(unsaid, events, NOTHING, date.fromisoformat(day)))
        assert now and words in now.words and now.about == "invitations"


def test_an_old_result_opens_no_places_before_the_match_of_this_spring(
    release: Facts, events: dict[str, Event]
) -> None:
    last = replace(CERTIFIED, applied=None, last_result="not_matched", result_year=2026)
    now = now_of(release, Moment(last, events, NOTHING, date(2026, 4, 6)))
    assert now and now.column == "unmatched"
    now = now_of(
        release, Moment(replace(last, result_year=2025), events, NOTHING, date(2026, 3, 6))
    )
    assert now and now.column == "ahead"


def test_an_answer_is_asked_for_once(release: Facts, events: dict[str, Event]) -> None:
    day = date(2026, 11, 12)
    first = now_of(release, Moment(CERTIFIED, events, fresh("2026-11-12"), day))
    assert first and first.about == "november_applied"
    said = replace(NOTHING, answered={"invitations": day, first.about: day})
    then = now_of(release, Moment(CERTIFIED, events, said, day))
    assert then and not then.question and then.words == first.words


def test_what_shows_by_itself_is_not_asked(release: Facts, events: dict[str, Event]) -> None:
    day = date(2026, 12, 12)
    done = replace(fresh("2026-12-12"), done=frozenset({"nrmp_register"}))
    now = now_of(release, Moment(CERTIFIED, events, done, day))
    assert now and not now.question


def test_every_part_of_a_season_has_a_line_for_everybody_in_it(
    release: Facts, events: dict[str, Event]
) -> None:
    for number, who in product(range(0, 425, 3), WHO.values()):
        day = date(2026, 6, 1) + timedelta(number)
        now = now_of(release, Moment(who, events, NOTHING, day))
        if day < date(2027, 3, 15) and who.match_result == "matched":
            continue  # nobody has matched before the Match
        assert now or day >= date(2027, 7, 1), (day, who)


def test_a_student_two_seasons_early_hears_nothing_of_applying(
    release: Facts, events: dict[str, Event]
) -> None:
    now = now_of(release, Moment(Applicant(), events, NOTHING, date(2025, 11, 28)))
    assert now and now.column == "ahead" and "no list yet" in now.words and now.by == "exam"


@given(
    st.dates(date(2025, 1, 1), date(2028, 12, 31)),
    st.sampled_from(["matched", "not_matched", "advanced_only", "first_year_only", None]),
    st.one_of(st.none(), st.integers(0, 90)),
    st.one_of(st.none(), st.integers(0, 9)),
    st.booleans(),
)
def test_everybody_stands_somewhere_on_every_day(
    day: date, result: str | None, applied: int | None, invited: int | None, certified: bool
) -> None:
    days = {
        "nrmp_rol_deadline": date(2027, 3, 3),
        "match_status_monday": date(2027, 3, 15),
        "match_day": date(2027, 3, 19),
        "residency_start": date(2027, 7, 1),
    }
    who = Applicant(certified=certified, match_result=result, applied=applied, invitations=invited)
    when = part_of(SEASON, days, day)
    assert when in get_args(SeasonPart)
    cells = columns(who, when, False, True)
    assert cells and set(cells) <= {*get_args(ClockColumn)}
    if certified:
        assert "uncertified" not in cells
    if result == "matched" and date(2027, 3, 15) <= day:
        assert cells == ["matched"]


def test_who_is_registered_is_not_told_to_register(
    release: Facts, events: dict[str, Event]
) -> None:
    for day in ("2026-11-12", "2027-01-12"):
        told = now_of(release, Moment(CERTIFIED, events, fresh(day), date.fromisoformat(day)))
        assert told and "NRMP" in told.words
        done = replace(fresh(day), done=frozenset({"nrmp_register"}))
        then = now_of(release, Moment(CERTIFIED, events, done, date.fromisoformat(day)))
        assert then and "NRMP" not in then.words
