"""Prices come from the fee rows; what is not there is said, not guessed."""

from __future__ import annotations

import pytest

from coach.applying.fees import prices, schedules, without_prices
from coach.facts.book import Facts


def test_eras_counts_anew_for_each_specialty(facts: Facts) -> None:
    eras = schedules(facts.fees, 2026)["ERAS"]
    assert [eras.price(number) for number in (1, 30, 31, 100)] == [11, 11, 30, 30]
    # AAMC's own example: 43 in internal medicine and 7 in radiology cost 797.
    assert eras.total(43) + eras.total(7) == 797
    assert eras.status == "official" and eras.source and eras.as_of


def test_residencycas_asks_a_flat_price_first(facts: Facts) -> None:
    cas = schedules(facts.fees, 2027)["ResidencyCAS"]
    assert [cas.price(number) for number in (1, 2, 18, 19, 30, 31)] == [99, 0, 0, 18, 18, 23]
    assert cas.total(18) == 99 and cas.total(31) == 99 + 12 * 18 + 23
    assert cas.status == "projected" and "not seen" in cas.note


def test_older_seasons_keep_their_own_steps(facts: Facts) -> None:
    eras = schedules(facts.fees, 2024)["ERAS"]
    assert [eras.total(number) for number in (1, 10, 11, 20, 30, 31)] == [
        99,
        99,
        118,
        99 + 190,
        99 + 190 + 230,
        99 + 190 + 230 + 27,
    ]


def test_a_season_without_rows_takes_the_newest_before_it_and_says_so(facts: Facts) -> None:
    eras = schedules(facts.fees, 2031)["ERAS"]
    assert (eras.season, eras.status) == (2027, "projected")
    assert "ResidencyCAS" not in schedules(facts.fees, 2025)
    assert schedules(facts.fees, 2020) == {}


@pytest.mark.parametrize(
    ("name", "service"),
    [
        ("Internal Medicine", "ERAS"),
        ("Obstetrics-Gynecology", "ResidencyCAS"),
        ("Emergency Medicine", "ResidencyCAS"),
        ("A field of my own", "ERAS"),
    ],
)
def test_every_specialty_pays_its_service(facts: Facts, name: str, service: str) -> None:
    known = prices([name], facts.specialties, facts.fees, 2027)[name]
    assert known and known.service == service


def test_services_without_prices_are_named(facts: Facts) -> None:
    given = prices(["Ophthalmology", "Urology"], facts.specialties, facts.fees, 2027)
    assert set(given.values()) == {None}
    first, second = without_prices(given, facts.specialties)
    assert "Ophthalmology go through SF Match, whose fees are not in the facts" in first
    assert "AUA" in second
