"""Experience: its grade, what status allows, gaps, entries, papers, and what a price buys."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from coach.logs.experience import EXPERIENCE, Experience
from coach.prepare.rotations import (
    GAP_DAYS,
    checks,
    entry_texts,
    gaps,
    grade,
    papers,
    recognisable,
    span_of,
)
from coach.records import CoachError
from coach.saying import of_logs
from coach.saying.rotations import short_experience
from coach.subjects.coach import Coach

TODAY = date(2026, 11, 22)
OpenCoach = Callable[..., Coach]
GRADUATE = {"graduation_date": "2022-06-30", "us_status": "abroad", "visa": "j1"}


def entry(kind: str = "observership", **values: Any) -> Experience:
    return EXPERIENCE.checked({"key": "here", "place": "Here", "kind": kind, **values})


def text(coach: Coach, key: str) -> str:
    """All that stands beside an entry."""
    lines = of_logs.beside(coach, "experience", coach.rotations.entries[key])
    return " ".join(f"{line.label} {line.text}" for line in lines)


@pytest.mark.parametrize(
    ("kind", "values", "counts"),
    [
        ("elective", {}, "hands_on"),
        ("externship", {"hands_on": True}, "hands_on"),
        ("externship", {"hands_on": False}, "observership"),
        ("externship", {"setting": "virtual"}, "virtual"),
        ("observership", {}, "observership"),
        ("research", {}, "research"),
        ("observership", {"country": "home"}, "abroad"),
        ("work", {}, "work"),
        ("break", {"country": "home"}, "break"),
    ],
)
def test_experience_counts_by_kind_and_setting(
    open_coach: OpenCoach, kind: str, values: dict[str, Any], counts: str
) -> None:
    assert grade(entry(kind, **values), open_coach(TODAY).rotations.around.facts).key == counts


def test_hands_on_counts_more_than_watching_and_that_more_than_research(
    open_coach: OpenCoach,
) -> None:
    facts = open_coach(TODAY).rotations.around.facts
    levels = [grade(entry(kind), facts).amount for kind in ("elective", "observership", "research")]
    assert levels == sorted(levels, key=lambda level: -(level or 0)) and len(set(levels)) == 3


@pytest.mark.parametrize(
    ("kind", "values", "outcome"),
    [
        ("observership", {}, "pass"),
        ("observership", {"hands_on": True}, "warns"),
        ("elective", {}, "warns"),
        ("elective", {"since": "2021-02-01"}, "pass"),
        ("externship", {}, "warns"),
        ("research", {}, "warns"),
        ("volunteer", {}, "warns"),
    ],
)
def test_a_graduate_who_comes_as_a_visitor_observes(
    open_coach: OpenCoach, kind: str, values: dict[str, Any], outcome: str
) -> None:
    coach = open_coach(TODAY, **GRADUATE, enrolled="no")
    held = coach.rotations.allowed(entry(kind, **values))
    assert held and held.outcome == outcome


def test_status_asks_nothing_of_what_is_abroad_virtual_or_free_of_a_visa(
    open_coach: OpenCoach,
) -> None:
    coach = open_coach(TODAY, **GRADUATE)
    assert coach.rotations.allowed(entry("externship", country="home")) is None
    assert coach.rotations.allowed(entry("externship", setting="virtual")) is None
    settled = open_coach(TODAY, home="other", us_status="permanent", visa="none")
    assert settled.rotations.allowed(entry("externship")) is None


def test_a_status_that_is_not_said_is_asked_for(open_coach: OpenCoach) -> None:
    held = open_coach(TODAY).rotations.allowed(entry("externship"))
    assert held and held.outcome == "unknown" and "us_status" in held.says


days = st.dates(date(2019, 1, 1), date(2027, 6, 1))


@given(st.lists(st.tuples(days, st.integers(0, 500)), max_size=6), days)
def test_every_day_since_graduation_lies_in_an_entry_or_a_gap_or_a_short_pause(
    spans: list[tuple[date, int]], graduation: date
) -> None:
    entries = [entry(since=str(day), until=str(day + timedelta(n))) for day, n in spans]
    listed = gaps(entries, graduation, TODAY)
    for gap in listed:
        assert graduation <= gap.since < gap.until <= TODAY
        assert (gap.until - gap.since).days > GAP_DAYS
        for each in entries:
            since, until = span_of(each, TODAY) or (TODAY, TODAY)
            assert until <= gap.since or since >= gap.until, "nothing that is told lies in a gap"
    told = sum((gap.until - gap.since).days for gap in listed)
    covered = sum(n for _, n in spans)
    pauses = (len(spans) + 1) * GAP_DAYS
    assert told + covered + pauses >= (TODAY - graduation).days


def test_a_gap_is_named_by_a_break_and_never_filled(open_coach: OpenCoach) -> None:
    coach = open_coach(TODAY, **GRADUATE)
    coach.logs["experience"].add("rotation Hurley observership 1 jul 2022 28 feb 2026")
    missing = [step.title for step in coach.prepare.steps("experience") if step.kind == "missing"]
    assert missing == ["Name the time Feb 2026 to Nov 2026"]
    coach.logs["experience"].add("rotation Study break 1 mar 2026 20 nov 2026")
    assert not [step for step in coach.prepare.steps("experience") if step.kind == "missing"]
    assert "break" not in dict(coach.profile.applicant.experience), "a break is no experience"
    coach.undo()
    assert len(coach.prepare.steps("experience")) >= 1


def test_three_months_are_no_gap() -> None:
    ends, begins = entry(since="2025-01-01", until="2026-07-01"), entry(since="2026-10-01")
    assert not gaps([ends, begins], date(2025, 1, 1), TODAY)


def test_ten_entries_go_the_most_meaningful_and_the_highest_grade_first(
    open_coach: OpenCoach,
) -> None:
    facts = open_coach(TODAY).rotations.around.facts
    many = [entry("research", key=f"r{n}", entry="x" * (740 + n), months=n) for n in range(1, 12)]
    best = entry("elective", key="best", months=1)
    dear = entry("volunteer", key="dear", meaningful="y" * 301)
    no_entries = [entry("break", key="study"), entry(key="ahead", since="2027-01-05")]
    texts = entry_texts([*many, best, dear, *no_entries], facts, TODAY)
    assert [text.entry.key for text in texts[:2]] == ["dear", "best"]
    assert [text.entry.key for text in texts if not text.place] == ["r3", "r2", "r1"]
    assert {text.entry.key: text.over for text in texts}["r11"] == 1
    assert texts[0].is_meaningful and texts[0].more_over == 1
    assert len(texts) == 13, "a break is no entry, nor is what is still to begin"


def test_papers_are_known_however_they_are_written(open_coach: OpenCoach) -> None:
    facts = open_coach(TODAY).rotations.around.facts
    asked = papers(entry("externship", papers=["MMR titres", "ACLS card", "liability"]), facts)
    assert {fact.key for fact, there in asked if there} == {"vaccines", "bls", "malpractice"}
    assert not papers(entry("externship", country="home"), facts)
    assert all(fact.status == "unverified" or fact.key == "cv" for fact, _ in asked)


def test_what_is_paid_for_is_checked_first(open_coach: OpenCoach) -> None:
    coach = open_coach(TODAY, **GRADUATE)
    facts = coach.rotations.around.facts
    assert not checks(entry(), facts)
    assert len(checks(entry(price=2000), facts)) == 5
    coach.logs["experience"].add("rotation Beaumont observership 4 jan 2027 29 jan 2027 2000usd")
    titles = [step.title for step in coach.prepare.steps("experience")]
    assert "Check Beaumont before you pay" in titles and "Papers for Beaumont" in titles
    kept = "affiliation, hands, signer, refund, past"
    coach.logs["experience"].set("beaumont_observership", {"vetted": kept})
    titles = [step.title for step in coach.prepare.steps("experience")]
    assert "Check Beaumont before you pay" not in titles


def test_a_price_stands_beside_what_it_buys(open_coach: OpenCoach) -> None:
    coach = open_coach(TODAY, **GRADUATE, specialties="Internal Medicine")
    log = coach.logs["experience"]
    log.add("rotation Hurley observership 1 jun 2026 30 jun 2026")
    log.add("rotation Beaumont observership 4 jan 2027 29 jan 2027 2000usd")
    assert "nothing on your list asks for it" in text(coach, "beaumont_observership")
    program = coach.programs.ranked()[0].program.id
    coach.programs.record_fact(program, "experience_months", "1.5")
    bought = coach.rotations.buys(coach.rotations.entries["beaumont_observership"])
    assert bought.stating == 1 and bought.opened == (program,)
    assert bought.applications == 66, "2,000 USD at 30 each beyond the 30th"
    assert "opens 1 of the 1 programs" in text(coach, "beaumont_observership")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("a 34-year-old man", ["34-year-old"]),
        ("Mrs Smith thanked us", ["Mrs Smith"]),
        ("I learned to listen", []),
        ("seen on 2026-06-01 in room 12", ["2026-06-01", "room 12"]),
    ],
)
def test_a_patient_stays_unknown(words: str, told: list[str]) -> None:
    assert recognisable(words) == told


def test_a_letter_is_asked_for_in_the_last_week_and_not_twice(open_coach: OpenCoach) -> None:
    coach = open_coach(date(2026, 11, 23), **GRADUATE)
    coach.logs["experience"].add("rotation Hurley observership 2 nov 2026 27 nov 2026")
    coach.logs["experience"].set("hurley_observership", {"supervisor": "Dr Lee"})
    assert "Ask Dr Lee for a letter" in [s.title for s in coach.prepare.steps("experience")]
    coach.logs["letters"].add("lor Dr Lee us ask today")
    assert "Ask Dr Lee for a letter" not in [s.title for s in coach.prepare.steps("experience")]


def test_months_ahead_are_said_as_such(open_coach: OpenCoach) -> None:
    coach = open_coach(TODAY, **GRADUATE)
    coach.logs["experience"].add("rotation Hurley observership 4 jan 2027 29 jan 2027")
    assert "(0.9 more ahead)" in short_experience(coach)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("rotation Here observership -5h", "hours: -5"),
        ("rotation Here observership 1 jul 2026 1 jun 2026", "before it begins"),
        ("rotation Here observership 9999999999", "no program 9999999999"),
    ],
)
def test_what_cannot_be_is_refused_by_name(open_coach: OpenCoach, line: str, why: str) -> None:
    coach = open_coach(TODAY)
    with pytest.raises(CoachError, match=why):
        coach.logs["experience"].add(line)
    assert not coach.rotations.entries


def test_entries_are_printed_for_typing_off(run: Callable[..., tuple[int, Any, str]]) -> None:
    run("experience", "add", "Hurley observership 1 jun 2026 28 jun 2026")
    run("experience", "set", "hurley_observership", "entry=I saw forty admissions.")
    status, answer, _ = run("experience", "entries", "--json")
    assert status == 0 and answer["entries"][0]["used"] == 23
    _, said, _ = run("experience", "entries")
    assert "I saw forty admissions." in said and "23 of 750" in said and "2025" in said


def test_a_table_with_the_days_of_a_spreadsheet_is_taken_or_asked_about_row_by_row(
    open_coach: OpenCoach, tmp_path: Path
) -> None:
    coach = open_coach(TODAY)
    file = tmp_path / "rotations.csv"
    file.write_text(
        "place,kind,since,until,hours\n"
        "A,observership,6/15/2026,7/15/2026,40\n"
        "B,volunteer,46174,46204,4\n"
        "C,research,2026-01-05,2026-03-01,-5\n"
        "D,observership,3/4/2026,5/4/2026,40\n"
    )
    preview = coach.files.preview("experience", file)
    since = [entry.since for entry in preview.entries]
    assert since[:2] == [date(2026, 6, 15), date(2026, 6, 1)]
    assert since[3] == date(2026, 3, 4), "the first row shows that the month comes first"
    assert [cell.text for cell in preview.unread] == ["-5"] and preview.entries[2].hours is None


def test_the_log_as_a_whole_names_gaps_and_what_has_no_dates(open_coach: OpenCoach) -> None:
    coach = open_coach(TODAY, **GRADUATE)
    coach.logs["experience"].add("rotation Hurley observership 1 jul 2022 28 feb 2026")
    coach.logs["experience"].add("rotation Group research 6 months")
    lines = [f"{line.label} {line.text}" for line in of_logs.standing(coach, "experience")]
    assert "Gap Feb 2026 to Nov 2026, 8.8 months" in lines
    assert any("Without dates: 1" in line for line in lines)
    assert any("0 of 2 have their text" in line for line in lines)


def test_a_letter_from_there_may_pass_a_filter_too(open_coach: OpenCoach) -> None:
    coach = open_coach(TODAY, **GRADUATE, letters__us="1")
    log = coach.logs["experience"]
    log.add("rotation Hurley observership 1 jul 2026 30 sep 2026")
    log.add("rotation Beaumont observership 4 jan 2027 29 jan 2027 2000usd")
    bought = coach.rotations.buys(coach.rotations.entries["beaumont_observership"])
    assert bought.by_letter == ("Seen in a US hospital",) and not bought.filters
    assert "a US letter from there passes one more" in text(coach, "beaumont_observership")
    assert dict(coach.profile.applicant.letters)["us"] == 1, "nothing is changed by asking"
