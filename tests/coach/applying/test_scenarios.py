"""Scenarios: dated, never a verdict, and nothing to those who need no visa."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from coach.applying.scenarios import (
    Concern,
    Delay,
    as_ruled,
    concern,
    expired,
    overlays_as_ruled,
    visas_left,
    words,
)
from coach.facts.book import Facts
from coach.profile.applicant import applicant
from coach.records import CoachError, ReadFact, Scenario, replace
from coach.subjects.coach import Coach

TODAY = date(2026, 11, 22)


def rule(**given: Any) -> Scenario:
    plain: dict[str, Any] = {
        "key": "x",
        "title": "X",
        "text": "X.",
        "day": TODAY,
        "expires": TODAY,
        "abroad": False,
        "citizenship": (),
        "visas_closed": (),
        "h1b_abroad": "",
        "delays": {},
        "source": "GK",
        "as_of": "2026",
        "status": "uncertain",
    }
    return Scenario(**(plain | given))


scenarios = st.builds(
    rule,
    abroad=st.booleans(),
    citizenship=st.sampled_from([(), ("Nigeria",), ("Iran", "Syria")]),
    visas_closed=st.sampled_from([(), ("j1",), ("h1b",), ("j1", "h1b")]),
    h1b_abroad=st.sampled_from(["", "unknown"]),
)
nobody_to_sponsor = st.one_of(
    st.fixed_dictionaries({"visa": st.just("none")}),
    st.fixed_dictionaries(
        {
            "us_status": st.sampled_from(["permanent", "citizen"]),
            "visa": st.sampled_from(["j1", "either", "none"]),
        }
    ),
)


@given(
    scenario=scenarios,
    profile=nobody_to_sponsor,
    citizenship=st.sampled_from([["Nigeria"], ["Iran"], []]),
)
def test_who_needs_no_visa_is_untouched_by_every_scenario(
    facts: Facts, scenario: Scenario, profile: dict[str, Any], citizenship: list[str]
) -> None:
    mine = applicant({**profile, "citizenship": citizenship})
    assert concern(scenario, mine, facts.countries) == Concern(False)


def test_who_needs_no_visa_sees_the_same_programs_with_and_without(
    open_coach: Callable[..., Coach],
) -> None:
    coach = open_coach(specialties="IM", us_status="permanent", citizenship="Nigeria")
    for one in coach.deciding.scenarios().values():
        shown = coach.deciding.looks([one])[0]
        assert shown.concerned is False
        assert shown.within == shown.without
        assert "does not concern you" in " ".join(words(shown))


@pytest.mark.parametrize(
    ("profile", "answer", "lacking"),
    [
        ({"visa": "j1", "us_status": "abroad", "citizenship": ["Iran"]}, True, ()),
        ({"visa": "j1", "us_status": "student", "citizenship": ["Iran"]}, False, ()),
        ({"visa": "j1", "us_status": "abroad", "citizenship": ["Pakistan"]}, False, ()),
        ({"visa": "h1b", "us_status": "abroad", "citizenship": ["Iran"]}, False, ()),
        ({"visa": "j1", "us_status": "abroad"}, None, ("citizenship",)),
        ({"citizenship": ["IRAN"]}, None, ("visa", "us_status")),
    ],
)
def test_whom_a_rule_concerns_is_unknown_until_the_profile_says_it(
    facts: Facts, profile: dict[str, Any], answer: bool | None, lacking: tuple[str, ...]
) -> None:
    one = rule(abroad=True, citizenship=("Iran",), visas_closed=("j1",))
    assert concern(one, applicant(profile), facts.countries) == Concern(answer, lacking)


def test_a_closed_j1_leaves_the_h1b_to_those_who_accept_both() -> None:
    closed = rule(visas_closed=("j1",))
    assert visas_left(closed, applicant({"visa": "either"})) == "h1b"
    assert visas_left(closed, applicant({"visa": "j1"})) is None
    assert visas_left(rule(), applicant({"visa": "either"})) == "either"


def test_an_unsure_h1b_is_never_surer_than_before(facts: Facts) -> None:
    programs = facts.programs(["Neurology"])
    one = rule(h1b_abroad="unknown")
    for program, ruled in zip(programs, as_ruled(one, programs, {}), strict=True):
        assert (ruled.h1b_probability or 0) <= max(0.5, program.h1b_probability or 0)
        assert ruled.visa_j1 == program.visa_j1
        assert ruled.visa_h1b in (program.visa_h1b, "")


def test_an_own_yes_to_h1b_becomes_unsure_too(facts: Facts) -> None:
    program = replace(facts.programs(["Internal Medicine"])[0], visa_h1b="no")
    fact = ReadFact(program.id, "visa_h1b", "yes", "mail", "2026-10-01", "")
    read = {program.id: {"visa_h1b": fact}}
    one = rule(h1b_abroad="unknown")
    (ruled,) = as_ruled(one, [program], read)
    assert (ruled.visa_h1b, ruled.h1b_probability) == ("", 0.5)
    assert overlays_as_ruled(one, read) == {program.id: {}}
    assert overlays_as_ruled(rule(), read) == read


def test_the_lists_of_2026_close_the_j1_and_say_that_they_may_be_out_of_date(
    open_coach: Callable[..., Coach],
) -> None:
    coach = open_coach(
        specialties="IM",
        visa="either",
        step3__passed=True,
        us_status="abroad",
        citizenship="Ivory Coast",
        states="NY",
        budget=900,
    )
    shown = coach.deciding.looks([coach.deciding.scenarios()["partial_list"]])[0]
    assert shown.concerned and shown.expired
    assert 0 < shown.within.programs.open < shown.without.programs.open
    assert shown.within.worth.value < shown.without.worth.value
    assert shown.within.worth.interviews.mid < shown.without.worth.interviews.mid
    said = " ".join(words(shown))
    assert said.startswith("Warning") and "not legal advice" in said
    full = coach.deciding.looks([coach.deciding.scenarios()["full_list"]])[0]
    assert full.concerned is False


def test_the_payment_makes_h1b_less_sure_abroad_and_stands_in_no_total(
    open_coach: Callable[..., Coach],
) -> None:
    told = {
        "specialties": "IM",
        "visa": "h1b",
        "step3__passed": True,
        "states": "NY",
        "budget": 900,
    }
    coach = open_coach(us_status="abroad", **told)
    shown = coach.deciding.looks([coach.deciding.scenarios()["h1b_payment"]])[0]
    assert shown.concerned and not shown.expired
    assert shown.within.programs.open == shown.without.programs.open
    assert shown.within.programs.visa_unknown > shown.without.programs.visa_unknown
    assert shown.within.worth.value < shown.without.worth.value
    assert shown.within.worth.cost <= 900
    inside = open_coach(home="inside", us_status="work", **told)
    assert inside.deciding.looks([inside.deciding.scenarios()["h1b_payment"]])[0].concerned is False


def test_a_delay_is_held_against_the_slack_of_the_task(open_coach: Callable[..., Coach]) -> None:
    coach = open_coach(specialties="IM", visa="j1", match_result="matched", match_year=2027)
    shown = coach.deciding.looks([coach.deciding.scenarios()["slow_consulate"]])[0]
    assert [delay.key for delay in shown.delays] == ["visa_interview"]
    assert Delay("t", "T", 30, 12).late_days == 18
    assert Delay("t", "T", 10, 12).late_days == 0
    assert Delay("t", "T", 10, None).late_days is None


def test_expiry_is_a_day() -> None:
    one = rule(expires=date(2026, 11, 22))
    assert expired(one, TODAY) and not expired(one, date(2026, 11, 21))


OWN = """
title = "My ministry is slow"
text = "The letter took a friend half a year."
date = 2026-10-01
delay_days = { statement_of_need = 90 }
"""


def test_an_own_scenario_stands_beside_the_others(open_coach: Callable[..., Coach]) -> None:
    coach = open_coach(specialties="IM", visa="j1")
    folder = coach.home / "scenarios"
    folder.mkdir()
    (folder / "ministry.toml").write_text(OWN)
    one = coach.deciding.scenarios()["ministry"]
    assert (one.source, one.status, one.delays) == (
        "you",
        "unverified",
        {"statement_of_need": 90},
    )
    assert coach.deciding.looks([one])[0].delays[0].days == 90


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (OWN + 'visas_closed = ["f1"]', "visas_closed should be h1b or j1, not f1"),
        (OWN + 'only_for = { citizen = ["Iran"] }', "“only_for.citizen” is not a key"),
        (OWN + 'only_for = { abroad = "yes" }', "only_for.abroad should be true or false"),
        (OWN + 'h1b_abroad = "closed"', "h1b_abroad should be unknown, not closed"),
        (OWN.replace("90", "0"), "delay_days should be a whole number from 1 to 730"),
        (OWN.replace("statement_of_need", "nothing"), "delay_days “nothing” is not known"),
        (OWN.replace("2026-10-01", '"soon"'), "date should be a date like 2027-03-19, not soon"),
        (OWN.replace("title", "titel"), "“titel” is not a key"),
        (OWN.replace('text = "The letter took a friend half a year."\n', ""), "text is missing"),
        ("title = ", "is not a TOML file"),
        ("\x00", "is not a TOML file"),
    ],
)
def test_a_broken_own_scenario_is_one_sentence_with_file_and_key(
    open_coach: Callable[..., Coach], text: str, said: str
) -> None:
    coach = open_coach(specialties="IM")
    file = coach.home / "scenarios" / "mine.toml"
    file.parent.mkdir()
    file.write_text(text)
    with pytest.raises(CoachError) as caught:
        coach.deciding.scenarios()
    assert said in str(caught.value)
    assert "mine.toml" in str(caught.value)


def test_a_file_that_cannot_be_read_or_is_too_large_is_refused(
    open_coach: Callable[..., Coach],
) -> None:
    coach = open_coach(specialties="IM")
    folder: Path = coach.home / "scenarios"
    folder.mkdir()
    (folder / "big.toml").write_text("#" * 200_000)
    with pytest.raises(CoachError, match="too large"):
        coach.deciding.scenarios()
    (folder / "big.toml").unlink()
    (folder / "folder.toml").mkdir()
    with pytest.raises(CoachError, match="cannot be read"):
        coach.deciding.scenarios()


@pytest.mark.parametrize(
    ("citizenship", "answer", "said"),
    [
        (["Iran"], True, ""),
        (["iran", "Syria"], True, ""),
        (["Iranian"], True, ""),
        (["Sudanese"], True, ""),
        (["Iran", "Germany"], None, "which passport will you travel on?"),
        (["Iranian", "Germany"], None, "which passport will you travel on?"),
        (["Irann"], None, "“Irann” is not a country as we know it; perhaps"),
        (["Freedonia"], None, "“Freedonia” is not a country as we know it; write its name"),
        (["Germany", "Freedonia"], None, "“Freedonia” is not"),
        (["Dominican"], None, "“Dominican” may be Dominica or Dominican Republic"),
        (["Congo"], False, ""),
        (["Iraq"], False, ""),
        (["Malaysia"], False, ""),
        (["Niger"], False, ""),
        (["Mauritius"], False, ""),
    ],
)
def test_a_nationality_is_on_a_list_or_not_or_asked_about(
    facts: Facts, citizenship: list[str], answer: bool | None, said: str
) -> None:
    listed = ("Iran", "Syria", "Nigeria", "Sudan", "Afghanistan", "Dominica", "Gambia")
    one = rule(abroad=True, citizenship=listed, visas_closed=("j1",))
    mine = applicant({"visa": "j1", "us_status": "abroad", "citizenship": citizenship})
    told = concern(one, mine, facts.countries)
    assert told.concerned is answer
    assert told.missing == (("citizenship",) if answer is None else ())
    assert (said in told.passport) if said else not told.passport


def test_people_who_are_not_abroad_need_not_say_which_passport(facts: Facts) -> None:
    one = rule(abroad=True, citizenship=("Iran",), visas_closed=("j1",))
    mine = applicant({"visa": "j1", "us_status": "student", "citizenship": ["Iran", "Germany"]})
    assert concern(one, mine, facts.countries) == Concern(False)


def test_two_passports_close_nothing_and_are_asked_about(open_coach: Callable[..., Coach]) -> None:
    coach = open_coach(
        specialties="IM", visa="j1", us_status="abroad", citizenship="Iran, Germany", states="NY"
    )
    shown = coach.deciding.looks([coach.deciding.scenarios()["full_list"]])[0]
    assert shown.concerned is None and shown.within == shown.without
    said = " ".join(words(shown))
    assert "which passport" in said and "does not say" not in said
