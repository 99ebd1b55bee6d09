"""Mails that other hands wrote and labelled, read with the weights of the release."""

from __future__ import annotations

import pytest

from coach.facts.book import Facts
from coach.records import replace
from coach.season.offered import Known, Slot
from seed_data.fitting import Seen, fitted
from seed_data.mails.__main__ import score, seen
from seed_data.mails.labelled import HELD, TODAY, Wanted, mails, names
from tests.conftest import SHARE


@pytest.fixture(scope="module")
def known(release: Facts) -> Known:
    return Known.of(release, TODAY, TODAY.year + 1, "Asia/Karachi")


def test_the_held_set_was_never_fitted_to_and_holds(known: Known) -> None:
    held = score(mails(HELD), known)
    assert held.slots > 190
    assert held.right / held.slots > 0.945, held
    assert held.wrong == 0, held
    assert held.sure > 40, "what is asked about everywhere helps nobody"


def test_all_sets_together(known: Known) -> None:
    every = score([mail for name in names() for mail in mails(name)][::SHARE], known)
    assert every.right / every.slots > 0.96, every
    assert every.wrong / every.slots < 0.002, every


def test_rules_alone_are_silently_wrong(known: Known) -> None:
    """What the weights are for: without them no slot is sure, and fewer are right."""
    alone, together = (score(mails(HELD), each) for each in (replace(known, weights={}), known))
    assert alone.right < together.right
    assert alone.sure == 0


def test_weights_follow_the_words() -> None:
    rows = [Seen(frozenset({"s dinner"}), False), Seen(frozenset({"s interview"}), True)] * 20
    weights = fitted(rows)
    assert weights["s dinner"] < 0 < weights["s interview"]


def test_signs_of_a_mail_tell_an_evening_from_an_interview(known: Known) -> None:
    (mail, *_) = (mail for mail in mails("set1") if len(mail.slots) > 1)
    plain = replace(known, weights={})
    assert any(row.is_so for row in seen(mail, plain))


@pytest.mark.parametrize(
    ("wanted", "start", "is_met"),
    [
        (Wanted("2026-12-08T09:00", "America/New_York"), "2026-12-08T09:00", True),
        (Wanted("2026-12-08T09:00", "America/Chicago"), "2026-12-08T09:00", False),
        (Wanted("2026-12-08T09:00"), "2026-12-09T09:00", False),
        (Wanted("2026-12-08T09:00", "", "day"), "2026-12-09T09:00", True),
    ],
)
def test_a_slot_is_met_by_day_hour_and_moment(wanted: Wanted, start: str, is_met: bool) -> None:
    there = Wanted(start, "America/New_York")
    slot = Slot(day=TODAY.replace(month=12, day=int(start[8:10])), time=start[11:], utc=there.utc)
    assert wanted.is_met(slot) is is_met
