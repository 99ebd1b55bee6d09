"""The final check: each rule at its edges; what is not known is never a pass."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from coach.logs.ranks import Rank
from coach.ranking.checks import RULES, Case, Certified, checked
from coach.ranking.places import MOST, numbered, order_words
from coach.records import Event, replace

KARACHI = "Asia/Karachi"
DEADLINE = Event(
    season=2027,
    key="nrmp_rol_deadline",
    title="Rank list due",
    day=date(2027, 3, 3),
    time="21:00",
    zone="America/New_York",
    source="S10",
    as_of="2026-11-22",
    status="second-hand",
)
BEFORE = datetime(2027, 2, 10, 12, tzinfo=ZoneInfo(KARACHI))


def rank(name: str, **told: Any) -> Rank:
    whole = {"would_go": "yes", "visa_in_writing": date(2027, 2, 1)} | told
    return Rank(2027, name, name=f"Hospital {name}, Internal Medicine", **whole)


THREE = tuple(numbered([rank("a"), rank("b"), rank("c")]))
FINE = Case(
    ranks=THREE,
    met=("a", "b", "c"),
    interviews=3,
    needs_visa=True,
    advanced=(),
    unsure=(),
    verified=True,
    lacks=(),
    deadline=DEADLINE,
    now=BEFORE,
    zone=KARACHI,
    certified=Certified(order_words(THREE), date(2027, 2, 9)),
)


def outcome(rule: str, **changed: Any) -> tuple[str, str]:
    (row,) = (row for row in checked(replace(FINE, **changed)) if row.rule == rule)
    return row.outcome, row.says


def test_a_list_that_is_whole_passes_every_rule() -> None:
    assert {row.rule: row.outcome for row in checked(FINE)} == dict.fromkeys(RULES, "pass")


def with_first(**told: Any) -> tuple[Rank, ...]:
    return (replace(THREE[0], **told), *THREE[1:])


@pytest.mark.parametrize(
    ("rule", "changed", "expected", "words"),
    [
        ("interviewed", {"met": ("a", "b")}, "warns", "with Hospital c"),
        ("interviewed", {"met": ("a", "b", "c", "d")}, "pass", "1 program that you met left out"),
        ("acceptable", {"ranks": with_first(would_go="no")}, "broken", "not go to Hospital a"),
        ("acceptable", {"ranks": with_first(would_go="")}, "unknown", "go to Hospital a?"),
        ("visa", {"ranks": with_first(visa_in_writing=None)}, "unknown", "from Hospital a"),
        ("visa", {"needs_visa": None}, "unknown", "not on your profile"),
        ("visa", {"needs_visa": False, "ranks": with_first(visa_in_writing=None)}, "pass", "none"),
        ("verified", {"verified": False}, "unknown", "MyIntealth"),
        ("verified", {"verified": False, "lacks": ("Step 2 CK",)}, "warns", "of Step 2 CK"),
        ("first_years", {"advanced": ("2027/a",)}, "warns", "Hospital a begins a year later"),
        ("first_years", {"unsure": ("2027/b",)}, "unknown", "ask Hospital b"),
        ("first_years", {"ranks": with_first(supplemental=True)}, "warns", "behind no post"),
        ("tracks", {"ranks": with_first(track="preliminary")}, "unknown", "a preliminary?"),
        ("tracks", {"ranks": with_first(track="x", met_for="no")}, "warns", "never interviewed"),
        ("twice", {"ranks": (*THREE, rank("a", track="x"))}, "warns", "stands there twice"),
        ("length", {"interviews": 2}, "warns", "3 ranks, 2 interviews held"),
        ("length", {"ranks": ()}, "broken", "nobody is ranked"),
        ("length", {"ranks": tuple(rank(str(n)) for n in range(MOST + 1))}, "broken", "301 ranks"),
        ("certified", {"certified": None}, "unknown", "certify it in R3"),
        ("certified", {"ranks": THREE[::-1][:2]}, "broken", "certify again"),
    ],
)
def test_each_rule_says_what_is_not_so(
    rule: str, changed: dict[str, Any], expected: str, words: str
) -> None:
    told = outcome(rule, **changed)
    assert told[0] == expected and words in told[1]


def test_an_advanced_post_with_a_first_year_behind_it_passes() -> None:
    ranks = (*THREE, rank("z", supplemental=True))
    assert outcome("first_years", ranks=ranks, advanced=("2027/a",))[0] == "pass"


@pytest.mark.parametrize(
    ("now", "certified", "expected"),
    [
        (datetime(2027, 3, 1, 12), None, "warns"),
        (datetime(2027, 3, 3, 20, 59), None, "warns"),
        (datetime(2027, 3, 3, 21, 0), None, "broken"),
        (datetime(2027, 3, 3, 21, 0), FINE.certified, "pass"),
        (datetime(2027, 2, 20, 12), None, "pass"),
    ],
)
def test_the_deadline_is_an_hour_in_eastern_time(
    now: datetime, certified: Certified | None, expected: str
) -> None:
    at = now.replace(tzinfo=ZoneInfo("America/New_York"))
    assert outcome("deadline", now=at, certified=certified)[0] == expected


def test_the_hours_left_stand_in_both_zones() -> None:
    says = outcome("deadline")[1]
    assert says == "3 Mar 21:00 ET (4 Mar 07:00 yours): 523 hours left"
    assert "your own zone is not on your profile" in outcome("deadline", zone="")[1]
