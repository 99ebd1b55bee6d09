"""Values as people type them into forms: when two say the same, differ, or nobody can tell."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, strategies as st

from coach.facts.book import Facts
from coach.prepare.values import Around, days_of, same_day, same_school, same_value


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("15/06/2019", [(2019, 6, 15)]),
        ("03/04/2020", [(2020, 3, 4), (2020, 4, 3)]),
        ("June 2019", [(2019, 6, None)]),
        ("06/2019", [(2019, 6, None)]),
        ("2019", [(2019, None, None)]),
        ("15JUN2019", [(2019, 6, 15)]),
        ("15-Jun-19", [(2019, 6, 15)]),
        ("3 Mar 95", [(1995, 3, 3)]),
        ("Sept 3rd, 1994", [(1994, 9, 3)]),
        ("2019-06-15 00:00:00", [(2019, 6, 15)]),
        ("soon", []),
        ("31 Foo 2019", []),
    ],
)
def test_days_as_people_type_them(text: str, days: list[object]) -> None:
    assert days_of(text) == days


FORMATS = ("%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%d %b %Y", "%b %Y", "%m/%Y", "%Y")


@given(st.dates(date(1950, 1, 1), date(2030, 1, 1)), st.sampled_from(FORMATS))
def test_a_day_is_itself_however_it_is_typed(day: date, way: str) -> None:
    assert same_day(str(day), day.strftime(way)) == "same"


@given(st.dates(date(1950, 1, 1), date(2030, 1, 1)))
def test_what_can_be_two_days_is_asked_never_called_wrong(day: date) -> None:
    for way in ("%d/%m/%Y", "%m/%d/%Y"):
        assert same_day(str(day), day.strftime(way)) != "differs"


@pytest.mark.parametrize(
    ("mine", "other", "held"),
    [
        ("King Edward Medical University", "KEMU", "same"),
        ("King Edward Medical University", "King Edward Medical University, Lahore", "same"),
        ("AIIMS", "All India Institute of Medical Sciences", "same"),
        ("University of Khartoum Faculty of Medicine", "Khartoum University", "same"),
        ("Cairo University", "Ain Shams University", "differs"),
        ("", "Cairo University", "unclear"),
    ],
)
def test_a_school_has_several_names(mine: str, other: str, held: str) -> None:
    assert same_school(mine, other) == held


@pytest.mark.parametrize(
    ("kind", "mine", "other", "held"),
    [
        ("country", "Pakistan", "Pakistani", "same"),
        ("country", "Canada, Pakistan", "Canadian", "same"),
        ("country", "Pakistan", "India", "differs"),
        ("country", "Pakistan", "Atlantis", "unclear"),
        ("number", "1", "first attempt", "same"),
        ("number", "1", "2", "differs"),
        ("number", "1", "see transcript", "unclear"),
        ("yes", "no", "None", "same"),
        ("yes", "no", "Yes", "differs"),
        ("visa", "either", "H-1B", "same"),
        ("visa", "j1", "J-1 (ECFMG)", "same"),
        ("visa", "j1", "not needed", "differs"),
        ("phone", "+1 (313) 555-0123", "313 555 0123", "same"),
        ("same", "A.B@x.org", "ab@x.org", "same"),
        ("same", "12345678", "12345679", "differs"),
    ],
)
def test_values_are_compared_by_what_they_mean(
    release: Facts, kind: str, mine: str, other: str, held: str
) -> None:
    around = Around(release.countries, lambda text: (text,))
    assert same_value(kind, mine, other, around) == held
