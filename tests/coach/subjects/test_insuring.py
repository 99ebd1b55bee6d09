"""What a dollar buys, through the front door."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest

from coach.applying.insurance import MOST
from coach.records import CoachError
from coach.saying.insuring import bought, insure as words
from coach.subjects.coach import Coach
from coach.subjects.insuring import NO_LIST, NOT_TOLD, Insurance

WHO = {
    "graduation_date": "2023-06-15",
    "school_country": "Egypt",
    "match_year": 2027,
    "specialties": "IM",
    "visa": "j1",
    "us_status": "abroad",
    "step1__passed": True,
    "step2ck__score": 238,
    "oet__passed": False,
    "hours_per_week": 10,
}


NOVEMBER = date(2026, 11, 8)


def sent(coach: Coach) -> Coach:
    coach.answering.answer("applied 60")
    return coach


def keys(answer: Insurance, stands: str) -> list[str]:
    return [row.key for row in answer.offers if row.stands == stands]


def test_in_november_a_second_seat_is_weighed_against_applications(
    open_coach: Callable[..., Coach],
) -> None:
    coach = sent(open_coach(NOVEMBER, **WHO))
    answer = coach.insuring.insure()
    assert keys(answer, "bought") == ["oet_seat", "applications"]
    assert keys(answer, "start")[0] == "oet_prepare"
    assert "faster_ecfmg" in keys(answer, "outside") and "courier" in keys(answer, "no price")
    assert answer.on_time and answer.journey and answer.on_time.mid < answer.journey.mid
    assert "start “Prepare for OET Medicine” now" in words(coach, answer)[0].text
    rows = {row.key: row for row in answer.offers}
    assert rows["applications"].usd == 30 * 30.0  # behind the 60 that were sent
    assert keys(coach.insuring.insure(budget=400), "bought") == ["applications"]


def test_in_june_the_road_is_safe_and_all_goes_into_applications(
    open_coach: Callable[..., Coach],
) -> None:
    coach = open_coach(date(2026, 6, 10), **WHO)
    answer = coach.insuring.insure(budget=900)
    assert {*keys(answer, "bought")} == {"applications"} and "oet_seat" in keys(answer, "left")
    assert answer.on_time and answer.on_time.low >= 0.95
    assert words(coach, answer)[0].text.startswith("Nothing on offer makes your road safer")


def test_a_risk_of_nought_leaves_the_chance_of_the_journey(
    open_coach: Callable[..., Coach],
) -> None:
    answer = open_coach(NOVEMBER, **WHO).insuring.insure(short=0)
    assert answer.on_time == answer.journey
    assert not any("fall short" in note for note in answer.notes) and keys(answer, "left") == [
        "oet_seat"
    ]


def test_a_typed_price_brings_an_offer_into_the_order(open_coach: Callable[..., Coach]) -> None:
    coach = sent(open_coach(NOVEMBER, **WHO))
    rows = {row.key: row for row in coach.insuring.insure(price={"courier": "20"}).offers}
    assert (rows["courier"].stands, rows["courier"].usd) == ("bought", 20)
    assert rows["courier"].price == "you"
    for wrong in ({"courier": "x"}, {"courier": "0"}, {"courier": "inf"}, {"premium": "9"}):
        with pytest.raises(CoachError, match="--price"):
            coach.insuring.insure(price=wrong)


@pytest.mark.parametrize("day", ["2026-06-10", "2026-11-08", "2027-02-01", "2027-03-08"])
@pytest.mark.parametrize(
    "more", [{}, {"specialties": ""}, {"result_year": "2026", "match_result": "matched"}]
)
def test_the_page_names_no_command_and_no_code(
    day: str, more: dict[str, object], open_coach: Callable[..., Coach]
) -> None:
    coach = open_coach(date.fromisoformat(day), **{**WHO, **more})
    text = "\n".join(line.text for line in bought(coach, coach.insuring.insure()))
    assert "`" not in text and "--" not in text
    assert not re.search(r"\b(GK|[RS]\d+)\b", text)


def test_what_gains_nothing_to_be_seen_is_named_and_stands_in_no_row(
    open_coach: Callable[..., Coach],
) -> None:
    coach = open_coach(date(2026, 6, 10), **WHO)
    answer = coach.insuring.insure(budget=900)
    lines = {line.label: line.text for line in words(coach, answer)}
    assert "Four more hours a week" in lines["No use now"]
    assert all("Four more hours" not in line.text for line in words(coach, answer) if line.is_row)
    assert not any("under 1 points" in line.text for line in words(coach, answer))


def test_without_hours_a_week_more_of_them_are_not_offered(
    open_coach: Callable[..., Coach],
) -> None:
    who = {key: value for key, value in WHO.items() if key != "hours_per_week"}
    answer = open_coach(NOVEMBER, **who).insuring.insure()
    assert "more_hours" not in [row.key for row in answer.offers]
    assert NOT_TOLD.format(10) in answer.notes


def test_the_page_reads_what_is_kept_until_something_changes(
    open_coach: Callable[..., Coach],
) -> None:
    coach = open_coach(NOVEMBER, **WHO)
    assert coach.insuring.kept() is None
    coach.work_out("insure")
    answer = coach.insuring.kept()
    assert answer and bought(coach, answer) == bought(coach, coach.insuring.insure())
    coach.money.tell("savings 9000 usd")
    assert coach.insuring.kept() is None


@pytest.mark.parametrize(
    ("day", "more", "why"),
    [
        ("2027-03-08", {}, "Rank lists for 2027 were due"),
        ("2027-02-10", {}, "can no longer be in time for 2027"),
        ("2026-11-08", {"hours_per_week": 0}, "No hours a week"),
        ("2027-04-08", {"match_result": "matched"}, "You matched"),
    ],
)
def test_where_there_is_nothing_to_buy_it_says_why(
    day: str, more: dict[str, object], why: str, open_coach: Callable[..., Coach]
) -> None:
    coach = open_coach(date.fromisoformat(day), **{**WHO, **more})
    answer = coach.insuring.insure()
    assert why in answer.nothing and not answer.offers
    assert words(coach, answer)[-1].text.startswith("Nothing to buy. ")


def test_without_a_specialty_the_road_alone_is_weighed(open_coach: Callable[..., Coach]) -> None:
    who = {key: value for key, value in WHO.items() if key != "specialties"}
    answer = open_coach(NOVEMBER, **who).insuring.insure()
    assert NO_LIST in answer.notes and keys(answer, "bought") == ["oet_seat"]
    assert any("No specialty yet" in note for note in answer.notes)


def test_offers_with_a_price_stay_few_enough_for_every_set(
    open_coach: Callable[..., Coach],
) -> None:
    known = open_coach(NOVEMBER)._state.facts.offers.values()
    assert sum(not (each.free or each.stands_outside) for each in known) <= MOST
