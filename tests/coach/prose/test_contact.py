"""Messages before they go out: what is marked at which moment, and what is not."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, strategies as st

from coach.calendar.dates import season_at, season_calendar
from coach.facts.book import Facts
from coach.prose.contact import MatchWeek, Rules, checked
from coach.prose.engine import Finding, Phrasebook
from coach.records import Record
from coach.soap.lock import lock, of_season

ZONES = sorted(available_timezones())
OF_ALL = {"locked", "no_contact", "after_interview"}
"""Rules that forbid a message as a whole."""
THANKS = "Dear Dr. Lee,\nThe day with your residents was the best of my season.\nMei\n"


class Labelled(Record):
    """A message as it was labelled by hand."""

    name: str
    at: datetime
    policy: str
    standing: str
    rules: tuple[str, ...]
    text: str
    marked: tuple[str, ...]


def labelled() -> list[Labelled]:
    """The messages of the file: a head of moment, policy, standing and rules, then the text with
    its forbidden sentences in brackets."""
    text = (Path(__file__).parent / "messages.txt").read_text(encoding="utf-8")
    listed = []
    for block in text.split("## ")[1:]:
        head, _, body = block.partition("\n")
        name, when, policy, standing, rules = (part.strip() for part in head.split("|"))
        marked = re.findall(r"\[\[(.*?)\]\]", body, re.DOTALL)
        plain = body.replace("[[", "").replace("]]", "")
        at = datetime.fromisoformat(when)
        kinds = tuple(filter(None, rules.split(";")))
        listed.append(Labelled(name, at, policy, standing, kinds, plain, tuple(marked)))
    return listed


@pytest.fixture(scope="module")
def book(facts: Facts) -> Phrasebook:
    return Phrasebook(facts.contact_words)


def rules_of(facts: Facts, book: Phrasebook, at: datetime) -> Rules:
    season = season_at(at.astimezone(ZoneInfo("America/New_York")).date())
    return rules_in(facts, book, season)


def rules_in(facts: Facts, book: Phrasebook, season: int) -> Rules:
    calendar = season_calendar(facts.events, facts.calendar_rules, season)
    week = MatchWeek(*of_season(calendar, "waiting").times)
    return Rules(book, tuple(facts.contact_signs), facts.prose_checks, week)


def judged(facts: Facts, book: Phrasebook, message: Labelled) -> tuple[Finding, ...]:
    rules = rules_of(facts, book, message.at)
    return checked(message.text, message.at, message.policy, message.standing, rules)  # type: ignore[arg-type]


def test_ninety_five_of_a_hundred_breaches_are_marked_and_few_clean_ones(
    facts: Facts, book: Phrasebook
) -> None:
    missed, false, breaches, clean = [], [], 0, 0
    for message in labelled():
        listed = judged(facts, book, message)
        whole = {each.rule for each in listed if not each.excerpt}
        breaches += len(message.rules)
        clean += not message.rules
        false += [f"{message.name}: {each.rule}: {each.excerpt}" for each in listed][
            : not message.rules
        ]
        for rule in message.rules:
            if rule in OF_ALL:
                missed += [f"{message.name}: {rule}"] * (rule not in whole)
            else:
                hit = any(is_same(each.excerpt, message.marked) for each in listed)
                missed += [f"{message.name}: {rule}"] * (not hit)
    assert breaches >= 75
    assert clean >= 50
    assert len(missed) <= 0.05 * breaches, missed
    assert len(false) <= 0.05 * clean, false


@pytest.mark.parametrize("name", ["clean", "breaches"])
def test_single_sentences_of_applicants(facts: Facts, book: Phrasebook, name: str) -> None:
    at = datetime(2027, 2, 10, 15, tzinfo=UTC)
    rules = rules_of(facts, book, at)
    path = Path(__file__).parent / f"message_{name}.txt"
    listed = path.read_text(encoding="utf-8").splitlines()
    wrong = [
        line
        for line in listed
        if bool(checked(line, at, "unknown", "eligible", rules)) != (name == "breaches")
    ]
    assert len(listed) >= 70
    assert len(wrong) <= 0.05 * len(listed), wrong


def is_same(excerpt: str, marked: tuple[str, ...]) -> bool:
    """Whether an excerpt is of a marked sentence."""
    core = excerpt.strip("… ")
    return bool(core) and any(
        core[:50] in " ".join(each.split()) or " ".join(each.split())[:50] in core
        for each in marked
    )


def test_each_finding_says_rule_source_and_day(facts: Facts, book: Phrasebook) -> None:
    for message in labelled():
        for each in judged(facts, book, message):
            assert each.title
            assert set(each.source.split(";")) <= set(facts.sources)
            assert datetime.fromisoformat(each.as_of)


@given(
    st.sampled_from(ZONES),
    st.integers(-7 * 24 * 60, 7 * 24 * 60),
    st.sampled_from((2024, 2025, 2026, 2027, 2028)),
    st.sampled_from(("eligible", "ineligible", "matched", "not_in_match_week")),
)
def test_the_verdict_turns_at_the_hour_of_the_lock_in_every_zone(
    facts: Facts, book: Phrasebook, zone: str, minutes: int, season: int, standing: str
) -> None:
    calendar = season_calendar(facts.events, facts.calendar_rules, season)
    rules = rules_in(facts, book, season)
    week = rules.week

    def is_locked(at: datetime) -> bool:
        listed = checked(THANKS, at, "welcome", standing, rules)  # type: ignore[arg-type]
        return "locked" in {each.rule for each in listed}

    takes_part = standing != "not_in_match_week"
    for edge, inside in ((week.begins, True), (week.ends, False)):
        there = edge.astimezone(UTC).astimezone(ZoneInfo(zone))
        before = (edge.astimezone(UTC) - timedelta(seconds=1)).astimezone(ZoneInfo(zone))
        assert is_locked(there) == (takes_part and inside)
        assert is_locked(before) == (takes_part and not inside)
    at = week.begins.astimezone(UTC) + timedelta(minutes=minutes)
    held = bool(lock(calendar, at))
    assert is_locked(at.astimezone(ZoneInfo(zone))) == (takes_part and held)


@given(st.text() | st.text("abcdeI .,;\n-!“”\"'1920[]", max_size=300))
def test_no_text_is_too_strange(facts: Facts, book: Phrasebook, text: str) -> None:
    at = datetime(2027, 2, 1, 12, tzinfo=UTC)
    for each in checked(text, at, "unknown", "eligible", rules_of(facts, book, at)):
        assert each.rule
