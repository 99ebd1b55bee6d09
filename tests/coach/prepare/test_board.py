"""Letters against programs: never over four, complete where brute force finds a complete one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import combinations

from hypothesis import given, strategies as st

from coach.facts.book import Facts
from coach.logs.letters import IN_HAND, Letter
from coach.prepare.board import (
    Asking,
    Card,
    Writing,
    asking,
    best,
    board,
    card,
    lacking,
    least_letters,
    rule_of,
    taken_over,
)
from coach.prepare.nudges import nudge, steps
from coach.records import LetterWait, ReadFact, replace

IM, FM = "Internal Medicine", "Family Medicine"
TODAY = date(2026, 5, 4)
AGE = LetterWait("age", 365, 548, "new", source="GK", as_of="2026", status="unverified")
WRITING = Writing(IM, date(2026, 9, 23), AGE)
letters = st.lists(
    st.builds(
        Letter,
        writer=st.just("Dr Lee"),
        specialty=st.sampled_from([IM, FM, ""]),
        origin=st.sampled_from(["us", "home", ""]),
        kind=st.sampled_from(["clinical", "chair", "standard"]),
        state=st.sampled_from(["promised", *IN_HAND]),
        strength=st.sampled_from([None, 1, 2, 3, 5]),
        uploaded_on=st.sampled_from([None, TODAY, date(2024, 1, 1)]),
    ),
    max_size=9,
)
askings = st.builds(
    Asking, st.sampled_from([IM, FM]), st.tuples(*[st.integers(0, 4)] * 3, *[st.integers(0, 1)] * 2)
)


def total(pick: Iterable[Card]) -> tuple[int, ...]:
    """What letters are worth together."""
    return tuple(map(sum, zip(*(each.worth for each in pick), strict=True))) or (0, 0, 0, 0)


@given(letters, askings)
def test_it_is_the_best_of_all_choices_of_four(kept: list[Letter], asked: Asking) -> None:
    cards = [card(letter, asked, WRITING) for letter in kept]
    pick = best(cards, asked)
    assert len(pick) <= 4
    every = [choice for count in range(5) for choice in combinations(cards, count)]
    least = min(sum(lacking(choice, asked)) for choice in every)
    assert sum(lacking(pick, asked)) == least
    alike = [choice for choice in every if sum(lacking(choice, asked)) == least]
    worth = [
        tuple(map(sum, zip(*(each.worth for each in c), strict=True))) or (0,) * 4 for c in alike
    ]
    mine = tuple(map(sum, zip(*(each.worth for each in pick), strict=True))) or (0,) * 4
    assert mine == max(worth)


@given(letters, st.lists(askings, max_size=4))
def test_no_program_gets_five_and_taking_over_gives_what_was_proposed(
    kept: list[Letter], asked: list[Asking]
) -> None:
    was = {"programs": ("elsewhere", "p0")}
    keys = [f"k{place}" for place in range(len(kept))]
    pairs = zip(keys, kept, strict=True)
    by_key = {key: replace(letter, key=key, **was) for key, letter in pairs}
    places = [(f"p{place}", each) for place, each in enumerate(asked)]
    seats = board(by_key.values(), places, WRITING).seats
    after = by_key | {letter.key: letter for letter in taken_over(by_key, seats)}
    for seat in seats:
        holders = {key for key, letter in after.items() if seat.program_id in letter.programs}
        assert len(holders) <= 4 and holders >= {*seat.letters}
        assert all(after[key].state in IN_HAND for key in seat.letters)
    assert not taken_over(after, seats)


def test_a_letter_elsewhere_stays_and_one_that_is_coming_keeps_its_place_if_there_is_room() -> None:
    there = {
        "us": Letter(key="us", writer="A", state="processed", programs=("gone",)),
        "home": Letter(key="home", writer="B", state="promised", programs=("p",)),
    }
    seats = board(there.values(), [("p", Asking(IM, (1, 0, 0, 0, 0)))], WRITING).seats
    after = {letter.key: letter.programs for letter in taken_over(there, seats)}
    assert after == {"us": ("gone", "p")}  # the other is as it was


def test_what_one_letter_more_would_do_is_named_for_the_coming_and_for_nobody_yet() -> None:
    kept = [
        Letter(key="a", writer="A", specialty=IM, origin="us", state="processed"),
        Letter(key="b", writer="B", specialty=IM, origin="home", state="processed"),
        Letter(key="c", writer="C", specialty=IM, origin="us", state="promised"),
        Letter(key="d", writer="D", specialty=FM, origin="home", state="asked"),
    ]
    places = [(f"p{number}", Asking(IM, (3, 2, 2, 0, 0))) for number in range(5)]
    coming, weaker, unasked = board(kept, places, WRITING).further()
    assert (coming.key, coming.needs, coming.completes) == ("c", ("letters", "us"), 5)
    assert (weaker.key, weaker.improves, weaker.completes) == ("d", 5, 0)
    assert (unasked.key, unasked.completes) == ("", 5)


def test_the_facts_say_what_is_asked_and_what_was_read_goes_first(facts: Facts) -> None:
    assert asking(rule_of(facts.letters, IM), IM, {}).counts == (3, 2, 2, 0, 0)
    assert asking(rule_of(facts.letters, "Urology"), "Urology", {}).counts[4] == 1
    assert rule_of(facts.letters, "Emergency Medicine").status == "unverified"
    read = {
        field: ReadFact("1", field, value, "site", "2026-11-22", "")
        for field, value in (("letters_asked", "1"), ("chair_letter", "yes"))
    }
    asked = asking(rule_of(facts.letters, IM), IM, read)
    assert asked.counts == (1, 1, 1, 1, 0) and asked.was_read


def test_nudges_follow_their_rules(facts: Facts) -> None:
    waits, submission, ends = facts.letter_waits, date(2026, 9, 2), date(2026, 5, 20)
    planned = Letter(key="a", writer="A")
    by_rotation = nudge(planned, waits, TODAY, submission, ends)
    assert by_rotation and (by_rotation.day, by_rotation.until) == (date(2026, 5, 13), ends)
    by_season = nudge(planned, waits, TODAY, submission)
    assert by_season and by_season.until == submission - timedelta(days=42)
    own_day = nudge(Letter(writer="A", asked_on=date(2026, 5, 9)), waits, TODAY, submission)
    assert own_day and own_day.day == date(2026, 5, 9) and own_day.wait is None
    asked = Letter(key="a", writer="A", state="asked", asked_on=date(2026, 5, 1))
    first = nudge(asked, waits, TODAY, submission)
    assert first and (first.what, first.day) == ("remind", date(2026, 5, 15))
    late = Letter(key="a", writer="A", state="promised", asked_on=date(2026, 8, 5))
    before = nudge(late, waits, date(2026, 8, 6), submission)
    assert before and before.day == submission - timedelta(days=21)
    unsaid = nudge(Letter(writer="A", state="promised"), waits, TODAY, submission)
    assert unsaid and unsaid.day == TODAY < unsaid.until  # nobody knows since when: nothing is late
    there = Letter(key="a", writer="A", state="uploaded", uploaded_on=TODAY)
    thanks = nudge(there, waits, TODAY, submission)
    assert thanks and thanks.what == "thank"
    assert nudge(there, waits, TODAY + timedelta(days=61), submission) is None
    for state in ("declined", "processed"):
        assert nudge(Letter(writer="A", state=state, thanked=TODAY), waits, TODAY, None) is None


def test_steps_wait_for_others_until_the_day_comes(facts: Facts) -> None:
    letter = Letter(key="a", writer="A", state="asked", asked_on=TODAY, specialty=IM)
    empty = board([letter], [("p", Asking(IM, (1, 0, 0, 0, 0)))], WRITING)
    for today, kind in ((TODAY, "waits"), (TODAY + timedelta(days=20), "next")):
        due = nudge(letter, facts.letter_waits, today, None)
        assert due
        step, missing = steps({"a": (letter, due)}, empty, "application_year", today)
        assert (step.kind, step.sets) == (kind, "reminded") and step.outreach
        assert missing.kind == "missing" and "A's letter (asked)" in missing.how


def test_one_reminder_then_somebody_else(facts: Facts) -> None:
    reminded = date(2026, 5, 20)
    letter = Letter(
        key="a", writer="A", state="asked", asked_on=date(2026, 5, 1), reminded=reminded
    )
    empty = board([letter], [], WRITING)
    for today in (reminded, date(2026, 8, 12), date(2027, 1, 1)):
        due = nudge(letter, facts.letter_waits, today, date(2026, 9, 2))
        assert due and due.what == "wait"
        (step,) = steps({"a": (letter, due)}, empty, "application_year", today)
        assert step.kind == "waits" and not step.sets and "somebody else" in step.how


def test_what_was_due_before_it_was_told_is_of_this_week(facts: Facts) -> None:
    asked = Letter(key="a", writer="A", state="asked", asked_on=date(2026, 4, 1))
    named = Letter(key="b", writer="B", asked_on=date(2026, 4, 20))
    empty = board([asked, named], [], WRITING)
    for letter, day in ((asked, "22 Apr"), (named, "20 Apr")):
        due = nudge(letter, facts.letter_waits, TODAY, None)
        assert due
        (step,) = steps({letter.key: (letter, due)}, empty, "application_year", TODAY)
        assert step.due == date(2026, 5, 10) and f"Its day was {day}" in step.why


def test_what_was_assigned_stands_beside_what_is_proposed() -> None:
    kept = [
        Letter(key="a", writer="A", specialty=IM, origin="us", state="processed"),
        Letter(key="b", writer="B", origin="home", state="processed", programs=("p",)),
    ]
    asked = Asking(IM, (1, 1, 0, 0, 0))
    own, other = board(kept, [("p", asked), ("q", asked)], WRITING).seats
    assert own.assigned == ("b",) and own.differs and own.short == (0, 1, 0, 0, 0)
    assert own.letters[0] == "a" and not other.assigned and not other.differs


def test_a_letter_may_serve_several_needs_but_not_two_kinds() -> None:
    assert least_letters((2, 2, 2, 0, 0)) == 2
    assert least_letters((1, 0, 0, 1, 1)) == 2
