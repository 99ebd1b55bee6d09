"""Money: reading amounts, what is unpaid, sums, months; the ledger through its commands."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from coach.facts.book import Facts
from coach.logs.funds import Fund
from coach.logs.spending import Spending
from coach.prepare.money import (
    SIZES,
    Bill,
    amount_of,
    by_month,
    fee_named,
    in_usd,
    named_currency,
    price,
    sums,
    unpaid,
)
from coach.records import CoachError, replace
from coach.saying import money as words
from coach.subjects.coach import Coach

TODAY = date(2026, 11, 22)
OpenCoach = Callable[..., Coach]
Run = Callable[..., tuple[int, Any, str]]
STUDENT = {"graduation_date": "2024-06-30", "us_status": "abroad", "visa": "j1"}
NEXT = {**STUDENT, "match_year": "2028", "specialties": "Internal Medicine"}
DAYS = st.one_of(st.none(), st.dates(TODAY - timedelta(days=90), TODAY + timedelta(days=900)))
BILLS = st.lists(
    st.builds(
        Bill,
        what=st.just("x"),
        usd=st.integers(0, 5000).map(float),
        size=st.sampled_from(SIZES),
        day=DAYS,
        fee=st.sampled_from(("oet", "step2ck", "")),
    ),
    max_size=12,
)


def paid(what: str, **values: Any) -> Spending:
    return Spending(**{"what": what, "amount": 1.0, "currency": "USD", "day": TODAY, **values})


def known(facts: Facts, own: str = "") -> Callable[[str], str | None]:
    return lambda text: named_currency(text, facts.currencies.values(), own)


@pytest.mark.parametrize(
    ("line", "amount", "currency", "rest"),
    [
        ("OET 455 usd 12 nov", 455, "USD", "OET 12 nov"),
        ("Step 2 CK 695 usd", 695, "USD", "Step 2 CK"),
        ("translation 42,000 PKR yesterday", 42000, "PKR", "translation yesterday"),
        ("usd 12.50 stamps", 12.5, "USD", "stamps"),
        ("photos £9,50", 9.5, "GBP", "photos"),
        ("papers 1,50,000 inr", 150000, "INR", "papers"),
        ("rent 45k naira", 45000, "NGN", "rent"),
        ("flight 900 usd planned mar 2027", 900, "USD", "flight planned 1 mar 2027"),
        ("flight 900 usd 3 mar 2027", 900, "USD", "flight 3 mar 2027"),
        ("seat -455 usd", -455, "USD", "seat"),
    ],
)
def test_an_amount_is_the_number_beside_a_currency(
    facts: Facts, line: str, amount: float, currency: str, rest: str
) -> None:
    told, left = price(line, known(facts))
    assert (told, " ".join(left.split())) == ({"amount": amount, "currency": currency}, rest)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("OET 455", "Write how much with its currency"),
        ("OET 455 quatloos", "“quatloos” is no currency"),
        ("papers 500 rupees", "may be INR, PKR, LKR, NPR, MUR, SCR"),
        ("visa", "like 455 usd"),
        ("visa 42.000 pkr", "can be two numbers"),
    ],
)
def test_what_is_no_amount_is_said_by_name(facts: Facts, line: str, says: str) -> None:
    with pytest.raises(CoachError, match=says.replace(".", r"\.")):
        price(line, known(facts))


def test_the_own_currency_settles_a_word_of_several(facts: Facts) -> None:
    assert known(facts, "PKR")("rupees") == "PKR"
    assert known(facts, "PKR")("dollars") == "USD"
    assert known(facts, "PKR")("nothing") is None


def test_numbers_are_read_as_people_write_money() -> None:
    assert [amount_of(text) for text in ("1,234.50", "7", "12,5", "0.5")] == [1234.5, 7, 12.5, 0.5]
    with pytest.raises(CoachError, match="not a number"):
        amount_of("1.2.3")


@pytest.mark.parametrize(
    ("what", "fee"),
    [
        ("OET", "oet"),
        ("USMLE Step 2 CK exam fee", "step2ck"),
        ("question bank for Step 2 CK", ""),
        ("NRMP registration", "nrmp_standard"),
        ("J-1 visa", "visa_j"),
        ("ERAS applications", "eras_1_30"),
        ("ERAS token", "ecfmg_eras_token"),
        ("fee", ""),
    ],
)
def test_an_entry_names_a_fee_only_as_a_whole(facts: Facts, what: str, fee: str) -> None:
    assert fee_named(what, facts.costs) == fee


@given(BILLS)
def test_sums_rise_and_the_months_add_up_to_them(bills: list[Bill]) -> None:
    whole, months = sums(bills), by_month(bills, None, 0.0, TODAY)
    assert whole.low <= whole.mid <= whole.high
    for name in ("low", "mid", "high"):
        total = sum(getattr(month, name) for month in months)
        assert total == pytest.approx(getattr(whole, name))


@given(BILLS, st.lists(st.sampled_from(("OET", "Step 2 CK", "shoes")), max_size=6), st.randoms())
def test_a_paid_fee_leaves_once_whatever_the_order(
    facts: Facts, bills: list[Bill], names: list[str], luck: random.Random
) -> None:
    entries = [paid(name, key=str(place)) for place, name in enumerate(names)]
    left = unpaid(bills, entries, facts.costs)
    luck.shuffle(entries)
    assert unpaid(bills, entries, facts.costs) == left
    for what, fee in (("OET", "oet"), ("Step 2 CK", "step2ck"), ("shoes", "")):
        were = sum(bill.fee == fee for bill in bills)
        gone = min(names.count(what), were) if fee else 0
        assert sum(bill.fee == fee for bill in left) == were - gone


@given(st.floats(0.01, 1e6), st.floats(0.01, 1e5))
def test_a_rate_converts_to_the_cent(usd: float, rate: float) -> None:
    rates = {"pkr": Fund("pkr", rate, "PKR", TODAY)}
    assert in_usd(usd * rate, "PKR", rates) == pytest.approx(usd, abs=0.01)
    assert in_usd(usd, "NGN", rates) is None


def test_a_payment_of_an_earlier_try_or_season_pays_nothing_now(facts: Facts) -> None:
    bill = Bill("OET", 455, "sure", fee="oet", since=TODAY)
    before = TODAY - timedelta(days=1)
    assert unpaid([bill], [paid("OET", day=before)], facts.costs) == [bill]
    assert unpaid([bill], [paid("OET", day=before), paid("OET", key="b")], facts.costs) == []
    assert unpaid([bill], [paid("OET", state="refunded")], facts.costs) == [bill]
    assert unpaid([bill], [paid("OET", fee="-")], facts.costs) == [bill]


def test_unknown_savings_are_no_zero_and_what_is_put_by_comes_from_the_next_month() -> None:
    bills = [Bill("x", 500, "sure", TODAY), Bill("y", 300, "sure", date(2026, 12, 5))]
    assert [month.balance for month in by_month(bills, None, 100.0, TODAY)] == [None, None]
    assert [month.balance for month in by_month(bills, 600.0, 100.0, TODAY)] == [100, -100]


def test_the_published_examples_of_application_fees(run: Run) -> None:
    run("profile", "set", *[f"{key}={value}" for key, value in NEXT.items()])
    for counts, usd in (
        (("Internal Medicine=43", "radiology=7"), 797),
        (("IM=32", "Family Medicine=32"), 780),
    ):
        code, answer, _ = run("money", *counts, "--json")
        assert code == 0
        fees = [bill["usd"] for bill in answer["bills"] if bill["fee"] == "eras_1_30"]
        assert fees == [usd]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("spending", "add", "thing 0 usd"), "an amount of 0 cannot be"),
        (("spending", "add", "thing -5 usd"), "what came back is refunded"),
        (("spending", "add", "thing 5 quatloos"), "“quatloos” is no currency"),
        (("money", "tell", "0 pkr"), "0 cannot be; write how many PKR make one USD"),
        (("money", "tell", "1 usd"), "A rate is of another currency"),
        (("money", "tell", "savings -5 pkr"), "savings: -5 cannot be"),
        (("money", "tell", "5 quatloos"), "“quatloos” is no currency"),
        (("money", "Alchemy=3"), "“Alchemy” is not a known specialty"),
        (("money", "IM=many"), "“many” is no count"),
        (("profile", "set", "currency=doubloons"), "is no currency of ISO 4217"),
        (("profile", "set", "currency=rupees"), "may be INR"),
    ],
)
def test_what_cannot_be_is_refused_by_name(run: Run, words: tuple[str, ...], says: str) -> None:
    code, _, error = run(*words)
    assert (code, says in error) == (1, True), error


def test_the_ledger_follows_what_is_told(open_coach: OpenCoach) -> None:
    coach = open_coach(**NEXT)
    first = coach.money.forecast()
    assert (first.spent, first.savings, first.short) == (0, None, None)
    assert first.forecast.low < first.forecast.high
    coach.logs["spending"].add("spent OET 455 usd 12 nov")
    coach.logs["spending"].add("spent translation 42000 pkr yesterday")
    then = coach.money.forecast()
    assert then.spent == 455
    assert [each.what for each in then.without_rate] == ["translation"]
    assert then.forecast.mid == first.forecast.mid - 455
    coach.money.tell("280 pkr")
    coach.money.tell("savings 28000")
    now = coach.money.forecast()
    assert (now.spent, now.without_rate, now.currency) == (605, (), "PKR")
    assert now.savings == pytest.approx(100)
    assert now.short is not None
    text = " ".join(f"{line.label} {line.text}" for line in words.forecast(coach, now))
    assert "runs short in" in text
    assert "what you put by each month: not told" in text
    assert "not legal advice" in text
    coach.undo()
    assert coach.money.forecast().savings is None


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("280 pkr for one USD; put by 40000 pkr a month; savings 300000 pkr", (280, 40000, 300000)),
        ("280 pkr, put by 40k, savings 300,000", (280, 40000, 300000)),
        ("1 usd = 280 pkr", (280,)),
        ("280 pkr = 1 usd", (280,)),
        ("I put by 40,000 PKR each month; 280 pkr", (40000, 280)),
    ],
)
def test_every_part_of_a_line_is_told(
    open_coach: OpenCoach, line: str, kept: tuple[float, ...]
) -> None:
    coach = open_coach(**{**NEXT, "currency": "PKR"})
    assert tuple(fund.amount for fund in coach.money.tell(line)) == kept
    ledger = coach.money.forecast()
    assert ledger.rate and ledger.rate.amount == 280
    assert "280 PKR for one USD" in words.told(coach, list(ledger.funds.values()))[0].text


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("280 pkr; income 90000 pkr", "what you put by"),
        ("280 pkr 90000 pkr", "not understood"),
        ("280 pkr shoes", "not understood"),
        ("280 pkr; savings", "Write how much"),
        ("", "Write how much"),
    ],
)
def test_a_line_with_a_part_that_cannot_be_keeps_nothing(
    open_coach: OpenCoach, line: str, says: str
) -> None:
    coach = open_coach(**{**NEXT, "currency": "PKR"})
    with pytest.raises(CoachError, match=says):
        coach.money.tell(line)
    assert not coach.money.forecast().funds


def test_what_is_put_by_is_told_and_savings_are_not(open_coach: OpenCoach) -> None:
    coach = open_coach(**{**NEXT, "currency": "PKR"})
    coach.money.tell("put by 40000")
    text = " ".join(line.text for line in words.standing_spending(coach))
    assert "your savings: not told" in text
    coach.money.tell("savings 300000")
    text = " ".join(line.text for line in words.standing_spending(coach))
    assert "your savings: no rate of PKR is told" in text


def test_a_payment_is_on_the_day_of_the_week_that_plans_it(open_coach: OpenCoach) -> None:
    coach = open_coach(**{**NEXT, "hours_per_week": "20"})
    for task in ("school_check", "study_plan", "papers"):
        coach.road.finish(task)
    planned = {item.step.task.key: item.day for item in coach.week.today().planned}
    bills = [bill for bill in coach.money.forecast().bills if bill.latest]
    assert bills
    for bill in bills:
        assert bill.day == max(planned[bill.task] or TODAY, TODAY)


def test_cents_are_said_where_there_are_any(open_coach: OpenCoach) -> None:
    coach = open_coach(**{**NEXT, "currency": "PKR"})
    coach.money.tell("280 pkr")
    entry = coach.logs["spending"].add("spent papers 10500 pkr")
    coach.logs["spending"].add("spent OET 455 usd")
    beside = " ".join(line.text for line in words.beside_spending(coach, entry))
    assert "37.50" in beside and "Spent USD 492.50" in beside


def test_an_exam_that_is_sat_again_is_paid_again(open_coach: OpenCoach) -> None:
    failed = {"step2ck__passed": "no", "step2ck__attempts": "1", "step2ck__date": "2026-08-03"}
    coach = open_coach(**NEXT, **failed, step1__passed="yes")

    def still() -> list[float]:
        bills = coach.money.forecast().bills
        return [bill.usd for bill in bills if bill.fee == "step2ck" and bill.size == "sure"]

    assert still() == [930]
    coach.logs["spending"].add("Step 2 CK 930 usd 1 may 2026")
    assert still() == [930]
    coach.logs["spending"].add("Step 2 CK exam 930 usd 1 nov 2026")
    assert still() == []


def test_what_follows_a_match_is_for_those_whom_it_concerns(open_coach: OpenCoach) -> None:
    alone = open_coach(**NEXT, dependants="0").money.forecast()
    family = open_coach(home="family", **NEXT, dependants="2").money.forecast()
    assert family.forecast.low == alone.forecast.low + 2 * 185
    assert {bill.fee for bill in alone.bills if bill.after_match} == {
        *("j1_sponsorship", "sevis_j", "visa_j")
    }
    citizen = open_coach(home="us", **{**NEXT, "visa": "none", "us_status": "citizen"})
    assert not any(bill.after_match for bill in citizen.money.forecast().bills)
    assert "step1_intl" not in {bill.fee for bill in citizen.money.forecast().bills}


def test_applications_of_two_services_are_two_bills(open_coach: OpenCoach) -> None:
    coach = open_coach(**{**NEXT, "specialties": "Internal Medicine, Emergency Medicine"})
    counts = {"Emergency Medicine": "20", "Internal Medicine": "31"}
    bills = coach.money.forecast(counts).bills
    paid_for = {bill.fee: bill.usd for bill in bills if "applications" in bill.what}
    assert paid_for == {"residencycas_1_18": 99 + 2 * 18, "eras_1_30": 360}


def test_a_warning_and_what_the_employer_pays_are_in_no_sum(open_coach: OpenCoach) -> None:
    coach = open_coach(**{**NEXT, "visa": "h1b"})
    ledger = coach.money.forecast()
    assert not {"h1b_100k", "h1b_petition"} & {bill.fee for bill in ledger.bills}
    assert ledger.forecast.high < 20_000
    text = "; ".join(words.not_counted(coach, ledger))
    assert "USD 100,000: a warning, never in a sum" in text
    assert "the employer pays" in text


def test_what_was_finished_before_counts_once_it_is_said(open_coach: OpenCoach) -> None:
    coach = open_coach(**{**NEXT, "step1__passed": "yes"})
    entries = coach.money.before()
    assert {entry.fee for entry in entries} >= {"ecfmg_application", "step1"}
    assert coach.money.forecast().spent == sum(entry.amount for entry in entries)
    assert {entry.day for entry in entries} == {None}
    assert coach.money.before() == []
    coach.money.tell("280 pkr; savings 280000 pkr")
    assert coach.money.forecast().savings == 1000


def test_money_is_asked_for_in_time_and_a_planned_day_is_looked_at(open_coach: OpenCoach) -> None:
    coach = open_coach(**{**NEXT, "match_year": "2027"})
    assert not coach.prepare.steps("spending")
    coach.logs["spending"].add("flight 900 usd planned 20 dec 2026")
    coach.logs["spending"].add("rent 300 usd planned 20 nov 2026")
    titles = {step.title: step for step in coach.prepare.steps("spending")}
    assert "Have USD 900 ready: flight" in titles
    assert (titles["Was it paid? rent"].sets, titles["Was it paid? rent"].value) == (
        "state",
        "paid",
    )


def test_an_old_rate_is_said_to_be_old(open_coach: OpenCoach) -> None:
    coach = open_coach(**{**NEXT, "currency": "PKR"})
    coach.money.tell("280 pkr")
    rate = coach.money.forecast().rate
    assert rate is not None
    old = replace(rate, day=TODAY - timedelta(days=61))
    assert not coach.money.forecast().is_old_rate
    assert replace(coach.money.forecast(), funds={"pkr": old}).is_old_rate


def test_a_planned_rotation_is_in_all_sums_but_the_lowest(open_coach: OpenCoach) -> None:
    coach = open_coach(**NEXT)
    before = coach.money.forecast().forecast
    coach.logs["experience"].add("rotation Unity Health observership 1 mar 2027 750 usd")
    after = coach.money.forecast().forecast
    assert (after.low, after.mid, after.high) == (before.low, before.mid + 750, before.high + 750)


def test_a_rotation_that_is_over_is_spent_once(open_coach: OpenCoach) -> None:
    coach = open_coach(**NEXT)
    coach.logs["experience"].add("rotation Unity Health observership 1 mar 2026 750 usd")
    assert coach.money.forecast().spent == 750
    coach.logs["spending"].add("spent Unity Health 700 usd 1 feb 2026")
    assert coach.money.forecast().spent == 700


def test_a_table_of_payments_comes_in_by_its_date(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "paid.csv"
    file.write_text("what,amount,currency,date\nOET,455,usd,2026-11-02\nx,5,quatloos,2026-11-02\n")
    code, answer, _ = run("spending", "import", str(file), "--json")
    assert (code, answer["imported"]) == (0, 1)
    assert "quatloos" in answer["skipped"][0]["why"]
    assert run("spending", "list", "--json")[1]["spending"][0]["day"] == "2026-11-02"
