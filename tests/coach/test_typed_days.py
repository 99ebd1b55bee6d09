"""Days as people type them: what is understood, what is asked, what is refused."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from coach.records import CoachError
from coach.typed_days import MONTHS, WEEKDAYS, Toward, day_words, month_or_day, parsed_day

TODAY = date(2026, 11, 28)  # a Saturday
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
TOWARD: st.SearchStrategy[Toward] = st.sampled_from(("past", "coming", "any"))


@pytest.mark.parametrize(
    ("typed", "coming", "past"),
    [
        ("today", "2026-11-28", "2026-11-28"),
        ("Tomorrow", "2026-11-29", "2026-11-29"),
        ("fri", "2026-12-04", "2026-11-27"),
        ("Saturday", "2026-11-28", "2026-11-28"),
        ("next fri", "2026-12-04", "2026-12-04"),
        ("last fri", "2026-11-27", "2026-11-27"),
        ("next week", "2026-11-30", "2026-11-30"),
        ("in 2 weeks", "2026-12-12", "2026-12-12"),
        ("3 days ago", "2026-11-25", "2026-11-25"),
        ("+10d", "2026-12-08", "2026-12-08"),
        ("+2w", "2026-12-12", "2026-12-12"),
        ("+3m", "2027-02-28", "2027-02-28"),
        ("end of march", "2027-03-31", "2026-03-31"),
        ("end of feb 2028", "2028-02-29", "2028-02-29"),
        ("end of next month", "2026-12-31", "2026-12-31"),
        ("mid May", "2027-05-15", "2026-05-15"),
        ("3 Feb", "2027-02-03", "2026-02-03"),
        ("3rd of February 2027", "2027-02-03", "2027-02-03"),
        ("Feb 3", "2027-02-03", "2026-02-03"),
        ("February 3, 2028", "2028-02-03", "2028-02-03"),
        ("29 feb", "2028-02-29", "2024-02-29"),
        ("2027-03-01", "2027-03-01", "2027-03-01"),
        ("2027-3-1", "2027-03-01", "2027-03-01"),
        ("2027/3/1", "2027-03-01", "2027-03-01"),
        ("20270301", "2027-03-01", "2027-03-01"),
        ("25/12", "2026-12-25", "2025-12-25"),
        ("04/04/2027", "2027-04-04", "2027-04-04"),
    ],
)
def test_what_is_typed_is_understood(typed: str, coming: str, past: str) -> None:
    assert str(parsed_day(typed, TODAY, "coming")) == coming
    assert str(parsed_day(typed, TODAY, "past")) == past


def test_of_two_years_the_nearer_is_meant_where_both_directions_may_be() -> None:
    assert parsed_day("3 nov", TODAY, "any") == date(2026, 11, 3)
    assert parsed_day("3 feb", TODAY, "any") == date(2027, 2, 3)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "soon",
        "10 days",
        "ma 3",
        "+99999999d",
        "3 Feb 27",
        "٣ feb",
    ],
)
def test_what_is_no_day_is_refused_in_one_sentence(typed: str) -> None:
    with pytest.raises(CoachError, match=r"^the day: “.*” is not a date like .*Thursday\.$"):
        parsed_day(typed, TODAY, what="the day")


@pytest.mark.parametrize(
    "typed", ["29 feb 2027", "31 June", "2019/6/31", "2027-02-30", "Feb 31", "13/13", "20271301"]
)
def test_a_day_that_no_calendar_has_is_told_apart(typed: str) -> None:
    with pytest.raises(CoachError, match=rf"^the day: “{typed}” is no day of the calendar\.$"):
        parsed_day(typed, TODAY, what="the day")


def test_of_a_month_alone_the_day_is_asked() -> None:
    for typed, like in (("december", "December"), ("Dec 2027", "December 2027")):
        asks = rf"“{typed}” leaves .* which day of December\? Like 3 {like}, or mid {like}\.$"
        with pytest.raises(CoachError, match=asks):
            parsed_day(typed, TODAY)
        assert (
            parsed_day(f"3 {like}", TODAY).day == 3 and parsed_day(f"mid {like}", TODAY).day == 15
        )


def test_a_day_that_can_be_two_is_asked() -> None:
    with pytest.raises(CoachError, match="write 2027-03-04 or 2027-04-03"):
        parsed_day("03/04", TODAY)


@given(DAYS, DAYS, TOWARD)
def test_a_whole_date_is_itself_however_it_is_written(
    day: date, today: date, toward: Toward
) -> None:
    month = MONTHS[day.month - 1]
    for typed in (str(day), f"{day.day} {month[:3]} {day.year}", f"{month} {day.day}, {day.year}"):
        assert parsed_day(typed, today, toward) == day
    assert parsed_day(day_words(day).partition(" ")[2], today, toward) == day


@given(DAYS, DAYS)
def test_a_day_without_a_year_lies_in_its_direction_and_is_the_first_there(
    day: date, today: date
) -> None:
    typed = f"{day.day} {MONTHS[day.month - 1]}"
    coming, past = parsed_day(typed, today, "coming"), parsed_day(typed, today, "past")
    assert past <= today <= coming and (coming == past) == (coming == today)
    assert {(one.month, one.day) for one in (coming, past)} == {(day.month, day.day)}
    assert coming.year - past.year <= 8


@given(st.sampled_from(WEEKDAYS), DAYS, st.integers(3, 9))
def test_a_weekday_is_within_a_week(name: str, today: date, letters: int) -> None:
    coming = parsed_day(name[:letters], today, "coming")
    past = parsed_day(name[:letters], today, "past")
    assert today <= coming < today + timedelta(days=7) and today - timedelta(days=7) < past <= today
    assert WEEKDAYS[coming.weekday()] == WEEKDAYS[past.weekday()] == name


@given(st.text(max_size=20) | st.from_regex(r"[a-z0-9 /+-]{1,14}", fullmatch=True), DAYS, TOWARD)
def test_anything_typed_is_a_day_or_a_sentence(typed: str, today: date, toward: Toward) -> None:
    try:
        assert isinstance(parsed_day(typed, today, toward), date)
    except CoachError as error:
        assert str(error).endswith(".")


@pytest.mark.parametrize(
    ("typed", "end", "mid"),
    [
        ("June 2019", "2019-06-30", "2019-06-15"),
        ("june, 2019", "2019-06-30", "2019-06-15"),
        ("Feb. 2024", "2024-02-29", "2024-02-15"),
        ("06/2019", "2019-06-30", "2019-06-15"),
        ("6-2019", "2019-06-30", "2019-06-15"),
        ("2019-06", "2019-06-30", "2019-06-15"),
        ("2019", "2019-07-01", "2019-07-01"),
        ("15 june 2019", "2019-06-15", "2019-06-15"),
        ("15/06/2019", "2019-06-15", "2019-06-15"),
        ("24/12", "2025-12-24", "2025-12-24"),
    ],
)
def test_month_and_year_will_do_where_a_day_long_past_is_asked(
    typed: str, end: str, mid: str
) -> None:
    assert str(month_or_day(typed, TODAY, "past", "end")) == end
    assert str(month_or_day(typed, TODAY, "past", "mid")) == mid


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("06/19", "can be June 2019 or a day; write 06/2019 or a day"),
        ("05/06/2019", "can be two days; write 2019-05-06 or 2019-06-05"),
        ("June", "which day of June?"),
        ("ju 2019", "is not a date"),
        ("13/2019", "is not a date"),
        ("0000", "is no year of the calendar"),
        ("2019-02-30", "is no day of the calendar"),
        ("soon", "is not a date"),
    ],
)
def test_what_may_be_another_day_is_asked_back(typed: str, said: str) -> None:
    with pytest.raises(CoachError) as asked:
        month_or_day(typed, TODAY, "past", "end")
    assert said in str(asked.value) and typed in str(asked.value)


@given(st.text(max_size=14) | st.from_regex(r"[0-9]{1,4}[-/. ][0-9]{1,4}", fullmatch=True), TOWARD)
def test_any_month_is_a_day_or_a_sentence(typed: str, toward: Toward) -> None:
    try:
        assert isinstance(month_or_day(typed, TODAY, toward, "mid"), date)
    except CoachError as error:
        assert typed in str(error)
