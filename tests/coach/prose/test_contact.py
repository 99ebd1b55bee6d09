"""Messages before they go out: what is marked at which moment, and what is not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, strategies as st

from coach.calendar.dates import season_at, season_calendar
from coach.facts.book import Facts
from coach.prose.contact import Rules, checked, sent
from coach.prose.engine import Phrasebook
from coach.soap.lock import lock, of_season
from seed_data.messages.__main__ import Bench
from seed_data.messages.labelled import HELD, messages, names
from tests.conftest import SHARE

ZONES = sorted(available_timezones())
THANKS = "Dear Dr. Lee,\nThe day with your residents was the best of my season.\nMei\n"


@pytest.fixture(scope="module")
def book(facts: Facts) -> Phrasebook:
    return Phrasebook(facts.contact_words)


def weights_of(facts: Facts) -> dict[str, float]:
    return {row.sign: row.weight for row in facts.contact_weights.values()}


def rules_of(facts: Facts, book: Phrasebook, at: datetime) -> Rules:
    season = season_at(at.astimezone(ZoneInfo("America/New_York")).date())
    return rules_in(facts, book, season)


def rules_in(facts: Facts, book: Phrasebook, season: int) -> Rules:
    calendar = season_calendar(facts.events, facts.calendar_rules, season)
    week = of_season(calendar, "waiting")
    return Rules(book, tuple(facts.contact_signs), facts.prose_checks, week, weights_of(facts))


def test_labelled_breaches_are_marked_and_few_clean_messages(facts: Facts) -> None:
    bench = Bench(facts, weights_of(facts))
    fitted_to = [name for name in names() if name != HELD]
    score = bench.score([each for name in fitted_to for each in messages(name)][::SHARE])
    assert score.breaches >= 1000 // SHARE
    assert score.clean >= 1000 // SHARE
    assert len(score.missed) <= 0.05 * score.breaches, score.missed
    assert len(score.false) <= 0.05 * score.clean, score.false


def test_messages_that_no_weight_was_fitted_to(facts: Facts) -> None:
    bench = Bench(facts, weights_of(facts))
    score = bench.score(list(messages(HELD)))
    assert score.breaches >= 60
    assert score.clean >= 60
    assert len(score.missed) <= 0.05 * score.breaches, score.missed
    assert len(score.false) <= 0.05 * score.clean, score.false


def test_each_finding_says_rule_source_and_day(facts: Facts) -> None:
    bench = Bench(facts, weights_of(facts))
    for message in messages("first"):
        for each in sent(message.text, bench.sending(message), bench.rules(message)):
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
    for edge, inside in ((week.start, True), (week.end, False)):
        there = edge.astimezone(UTC).astimezone(ZoneInfo(zone))
        before = (edge.astimezone(UTC) - timedelta(seconds=1)).astimezone(ZoneInfo(zone))
        assert is_locked(there) == (takes_part and inside)
        assert is_locked(before) == (takes_part and not inside)
    at = week.start.astimezone(UTC) + timedelta(minutes=minutes)
    held = bool(lock(calendar, at))
    assert is_locked(at.astimezone(ZoneInfo(zone))) == (takes_part and held)


@given(st.text() | st.text("abcdeI .,;\n-!“”\"'1920[]", max_size=300))
def test_no_text_is_too_strange(facts: Facts, book: Phrasebook, text: str) -> None:
    at = datetime(2027, 2, 1, 12, tzinfo=UTC)
    for each in checked(text, at, "unknown", "eligible", rules_of(facts, book, at)):
        assert each.rule
