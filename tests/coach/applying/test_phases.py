"""Where applying stands in a season: what is left only shrinks, and what is over stays over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, strategies as st

from coach.applying.phases import MOST_LATE, PASSED, Stand, stand_at, to_come
from coach.calendar.dates import season_calendar
from coach.facts.book import Facts
from coach.subjects.coach import Coach

Run = Callable[..., tuple[int, Any, str]]
ORDER = ["early", "ahead", "open", "late", "few", "ended", "waiting", "over"]


def stand(facts: Facts, season: int, today: date, result: Any = None) -> Stand:
    """Where applying to a season stands."""
    events = season_calendar(facts.events, facts.calendar_rules, season)
    return stand_at({event.key: event.day for event in events}, today, result)


@pytest.mark.parametrize(
    ("day", "phase", "most"),
    [
        ("2025-08-01", "early", None),
        ("2026-06-10", "ahead", None),
        ("2026-09-25", "open", None),
        ("2026-10-06", "open", None),
        ("2026-10-07", "late", None),
        ("2026-10-31", "late", None),
        ("2026-11-01", "few", MOST_LATE),
        ("2027-01-31", "few", MOST_LATE),
        ("2027-02-01", "ended", 0),
        ("2027-03-03", "ended", 0),
        ("2027-03-04", "waiting", 0),
        ("2027-03-19", "waiting", 0),
        ("2027-03-20", "over", 0),
        ("2028-03-20", "over", 0),
    ],
)
def test_each_part_of_a_season_begins_on_its_day(
    facts: Facts, day: str, phase: str, most: int | None
) -> None:
    now = stand(facts, 2027, date.fromisoformat(day))
    assert (now.season, now.phase, now.most) == (2027, phase, most)
    assert now.passed is (phase in PASSED)
    assert stand(facts, 2027, date.fromisoformat(day), "matched").most == 0


@given(
    season=st.integers(2025, 2060),
    day=st.integers(-400, 900),
    later=st.integers(0, 600),
    result=st.sampled_from([None, "not_matched", "first_year_only", "partly"]),
)
def test_a_season_only_goes_on_and_its_share_only_shrinks(
    facts: Facts, season: int, day: int, later: int, result: Any
) -> None:
    first = date(season - 1, 1, 1) + timedelta(day)
    now, then = (stand(facts, season, each, result) for each in (first, first + timedelta(later)))
    assert ORDER.index(now.phase) <= ORDER.index(then.phase)
    for share in ("low", "usual", "high"):
        assert 0 <= getattr(then.left, share) <= getattr(now.left, share) <= 1
    assert now.left.low <= now.left.usual <= now.left.high
    assert now.left.high == 0 or now.phase not in ("waiting", "over")
    assert now.left.high > 0 or now.phase in ("ended", "waiting", "over")


def test_the_share_keeps_to_what_the_survey_says() -> None:
    assert [round(to_come(days).high, 2) for days in (0, 15, 46, 76)] == [1, 0.82, 0.35, 0.13]
    assert to_come(161).high == to_come(-1).high == to_come(5000).high == 0


@pytest.fixture
def sending(run: Run) -> Run:
    """An applicant for internal medicine with money for 119 applications."""
    answers = ("specialties=IM", "visa=j1", "match_year=2027", "us_status=abroad", "budget=3000")
    run("profile", "set", *answers, "graduate_type=non_us_img", "graduation_date=2022-06-15")
    return run


def flat(text: str) -> str:
    """Words without the breaks of lines."""
    return " ".join(text.split())


def test_from_november_on_at_most_thirty_are_proposed_whatever_the_budget(sending: Run) -> None:
    def count(day: str, *more: str) -> int:
        return len(sending("list", *more, "--json", day=day)[1]["order"])

    assert count("2026-09-25") == count("2026-10-31") == 119
    assert count("2026-11-01") == count("2027-01-20") == MOST_LATE
    assert count("2026-11-01", "--budget", "9000") == MOST_LATE
    assert count("2026-11-01", "--budget", "110") == 10
    assert count("2026-11-01", "--count", "45") == 45
    sending("profile", "set", "budget=")
    assert count("2026-11-01") == MOST_LATE
    assert "shows where yours do most" in sending("list", day="2026-09-25")[2]
    assert "shows where yours do most" not in sending("list", day="2026-11-01")[2]
    said = flat(sending("list", day="2026-11-01")[1])
    assert "At most 30 from 1 November, whatever the budget: little is left to buy" in said
    assert "At most" not in sending("list", "--count", "45", day="2026-11-01")[1]


def test_a_late_list_that_brings_nothing_says_so_first(sending: Run) -> None:
    words = "sending more now is seldom worth it: value ~"
    late = flat(sending("list", "--budget", "110", day="2027-01-28")[1])
    assert late.startswith(f"First {words}") and "for 2028 At most 30" in late
    assert words not in flat(sending("list", day="2026-10-10")[1])


def test_a_market_of_ones_own_knows_no_season(run: Run, tmp_path: Any) -> None:
    file = tmp_path / "market.json"
    rows = ", ".join(f'{{"id": {place}, "f": 0.1, "t": 5}}' for place in range(50))
    file.write_text(f'{{"programs": [{rows}]}}')
    for day in ("2026-09-25", "2026-11-01", "2027-05-10"):
        found = run("list", "--market", str(file), "--count", "45", "--json", day=day)[1]
        assert len(found["order"]) == 45 and "season" not in found


def test_what_is_kept_on_the_list_by_hand_is_never_cut(open_coach: Callable[..., Coach]) -> None:
    coach = open_coach(date(2026, 11, 2), specialties="IM", visa="none", match_year=2027)
    mine = [each.program.id for each in coach.programs.ranked()[:33]]
    for key in mine:
        coach.programs.mark(key, "apply")
    coach.work_out("list")
    told = coach.applying.kept("list")
    assert told and {step.id for step in told.answer.order} == set(mine)


def test_interviews_and_value_fall_with_the_season_and_next_season_stands_beside(
    sending: Run,
) -> None:
    days = ("2026-09-25", "2026-10-10", "2026-10-31", "2026-11-01", "2026-12-15", "2027-01-20")
    lists = [sending("list", "--count", "30", "--json", day=day)[1]["order"][-1] for day in days]
    values = [last["value"] for last in lists]
    assert values == sorted(values, reverse=True) and values[-1] < values[0] / 10
    expected = [last["expected_interviews"]["mid"] for last in lists]
    assert expected == sorted(expected, reverse=True)
    said = flat(sending("list", day="2026-10-10")[1])
    assert "39-79 % of the invitations may still come" in said and "`coach verify`" in said
    assert "Next for 2028, 119 applications for the same money: value ~26 against ~16" in said
    assert "Next" not in sending("list", day="2026-09-25")[1]
    status, found, _ = sending("list", "--next", "--json", day="2026-11-10")
    assert status == 0 and found["season"] == 2028 and len(found["order"]) == 119
    assert found["order"][-1]["value"] > values[0] * 0.9


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2027-02-10", "Interviews for 2027 are mostly over since 31 Jan"),
        ("2027-03-10", "Rank lists for 2027 were due on 3 Mar: a new application promises nothing"),
        ("2027-03-17", "Rank lists for 2027 were due on 3 Mar: a new application promises nothing"),
    ],
)
def test_once_interviews_are_over_nothing_is_promised(sending: Run, day: str, words: str) -> None:
    for command in ("list", "verify"):
        status, said, _ = sending(command, day=day)
        assert status == 0 and words in flat(said) and "interviews (" not in said
    assert sending("list", "--json", day=day)[1]["order"] == []
    assert sending("list", "--next", "--json", day=day)[1]["season"] == 2028
    this = sending("compare-years", "--json", day=day)[1]["years"]["this"]
    assert this["applications"] == this["value"] == 0


@pytest.mark.parametrize("day", ["2027-05-10", "2027-06-20", "2027-09-05"])
@pytest.mark.parametrize("result", ["", "not_matched", "first_year_only"])
def test_after_the_season_the_next_one_is_shown_and_said(
    sending: Run, day: str, result: str
) -> None:
    sending("profile", "set", f"match_result={result}", day=day)
    for command in ("list", "signals", "verify"):
        status, said, _ = sending(command, day=day)
        assert status == 0
        assert "Over 2027 takes no applications that could lead to a match" in flat(said)
        assert "this is for 2028" in flat(said)
    assert sending("list", "--json", day=day)[1]["season"] == 2028


def test_without_a_match_year_it_is_said_which_season_is_shown(sending: Run) -> None:
    sending("profile", "set", "match_year=")
    said = "Season 2028, as no Match year is said and it is late for 2027"
    assert said in flat(sending("list", day="2026-11-05")[1])
    assert sending("list", "--json", day="2026-11-05")[1]["season"] == 2028
    for day in ("2026-08-20", "2026-09-25", "2027-05-10"):
        assert "no Match year is said" not in flat(sending("list", day=day)[1])
    sending("profile", "set", "match_year=2028")
    assert "no Match year is said" not in flat(sending("list", day="2026-11-05")[1])


def test_signals_end_when_they_are_sent(sending: Run) -> None:
    assert "gold" in sending("signals", day="2026-09-25")[1]
    sent = "Signals for 2027 went with the applications and cannot be changed"
    for day in ("2026-10-10", "2026-11-01", "2027-02-10"):
        assert sent in flat(sending("signals", day=day)[1])
        assert sending("signals", "--json", day=day)[1]["signals"] == []
    assert "gold" in sending("signals", "--next", day="2026-11-01")[1]
    sending("do", "submit", day="2026-09-20")
    assert sent in flat(sending("signals", day="2026-09-25")[1])


def test_whoever_has_sent_nothing_yet_still_has_signals(sending: Run) -> None:
    sending("do", "submit", day="2026-11-02")
    sending("answer", "applied", "0", day="2026-11-05")
    assert "gold" in sending("signals", day="2026-11-05")[1]
    sending("answer", "applied", "60", day="2026-11-05")
    assert "cannot be changed" in flat(sending("signals", day="2026-11-05")[1])
    sending("answer", "invitations", "2", day="2026-11-05")
    said = flat(sending("list", day="2026-11-05")[1])
    assert "you applied to 60" in said and "the 2 that you have are not in them" in said


def test_the_list_as_a_file_and_the_programs_say_what_is_late(sending: Run, tmp_path: Any) -> None:
    status, _, error = sending("export", "list", str(tmp_path / "l.csv"), day="2027-02-10")
    assert status == 1 and "mostly over" in error and not (tmp_path / "l.csv").exists()
    assert sending("export", "list", str(tmp_path / "l.csv"), day="2026-11-05")[0] == 0
    left = "one sent now for 2027 has 20-40 % of it"
    found = sending("programs", "--limit", "1", "--json", day="2026-11-05")[1]["programs"]
    assert left in sending("programs", "--limit", "1", day="2026-11-05")[2]
    assert left in flat(sending("explain", found[0]["program_id"], day="2026-11-05")[1])
    assert "sent now" not in sending("programs", "--limit", "1", day="2026-09-25")[2]
    assert (
        "one sent now for 2027 has next to none of it" in sending("programs", day="2027-05-10")[2]
    )


def test_signals_that_were_noted_at_a_program_are_named(open_coach: Callable[..., Coach]) -> None:
    coach = open_coach(date(2026, 11, 2), specialties="IM", visa="none", match_year=2027)
    program = coach.programs.ranked()[0].program
    coach.programs.mark(program.id, "apply", "gold signal")
    coach.work_out("signals")
    told = coach.applying.kept("signals")
    assert told and f"By what you noted: {program.name}." in told.nothing


def test_late_it_is_asked_first_whether_a_program_still_takes_applications(sending: Run) -> None:
    queue = sending("verify", "--json", day="2026-11-10")[1]["queue"]
    asked = [row["field"] for row in queue]
    first = asked.index("graduation_year_limit")
    assert first and set(asked[:first]) == {"accepting"} and "accepting" not in asked[first:]
    program = queue[0]["program_id"]
    sending("fact", program, "accepting", "yes", day="2026-11-10")
    queue = sending("verify", "--json", day="2026-11-11")[1]["queue"]
    assert program not in [row["program_id"] for row in queue if row["field"] == "accepting"]
    sending("fact", program, "accepting", "no", day="2026-11-11")
    listed = sending("list", "--json", day="2026-11-11")[1]["order"]
    assert program not in [row["id"] for row in listed] and len(listed) == MOST_LATE
    assert "accepting" not in {
        row["field"] for row in sending("verify", "--json", day="2026-09-25")[1]["queue"]
    }


def test_a_student_two_seasons_early_is_not_sent_to_ask(sending: Run) -> None:
    sending("profile", "set", "match_year=2029", "graduation_date=2028-03-31")
    status, said, _ = sending("verify")
    assert status == 0 and "Not yet" in said and "Check from June 2028" in flat(said)
    assert sending("verify", "--json")[1] == {"queue": [], "decide_nothing": 0}
    assert len(sending("verify", "--all", "--json")[1]["queue"]) > 20
    assert "a picture, not a plan" in flat(sending("list")[1])


@pytest.mark.parametrize("day", ["2027-03-17", "2027-03-22", "2027-05-10"])
def test_after_a_match_nothing_coaches_applying(sending: Run, day: str) -> None:
    sending("profile", "set", "match_result=matched", day=day)
    for words in (
        *(("list",), ("signals",), ("verify",), ("levers",), ("compare-years",)),
        *(("list", "--next"), ("signals", "--next"), ("verify", "--all")),
    ):
        status, said, _ = sending(*words, day=day)
        assert status == 0
        assert flat(said) == (
            "You matched: nothing is left to apply to. `coach after` has what your first day "
            "hangs on."
        )
    years = sending("compare-years", "--json", day=day)[1]["years"]
    assert years["for_this"] == years["for_next"] == []


def test_who_is_bound_is_told_so_in_every_answer(sending: Run) -> None:
    sending("profile", "set", "match_result=advanced_only", day="2027-03-19")
    for words in ("list", "signals", "verify", "levers", "compare-years", "list --next"):
        status, said, _ = sending(*words.split(), day="2027-03-19")
        assert status == 0 and "Your advanced post binds you" in said and "Value" not in said


def test_next_season_counts_one_year_of_the_degree_and_no_more(sending: Run) -> None:
    program = sending("programs", "--limit", "1", "--json")[1]["programs"][0]["program_id"]
    sending("fact", program, "graduation_year_limit", "5")
    sending("profile", "set", "graduation_date=2021-10-25")
    listed = sending("list", "--next", "--json", day="2026-11-25")[1]["order"]
    assert program in [row["id"] for row in listed]
    sending("profile", "set", "graduation_date=2020-12-10")
    for words in (("list",), ("list", "--next")):
        listed = sending(*words, "--json", day="2026-11-25")[1]["order"]
        assert (program in [row["id"] for row in listed]) is (words == ("list",))


def test_once_it_is_late_levers_serve_the_next_season(sending: Run) -> None:
    sending("profile", "set", "visa=h1b")
    soon = sending("levers", "--json", day="2026-09-01")[1]["levers"]
    late = sending("levers", "--json", day="2026-12-01")[1]["levers"]
    assert [row["title"] for row in late] == [row["title"] for row in soon]
    assert late[0]["value"] == pytest.approx(soon[0]["value"], rel=0.1)
    assert "gains are those of the next season" in sending("levers", day="2026-12-01")[2]


def test_what_was_kept_in_september_is_not_shown_in_november(
    open_coach: Callable[..., Coach],
) -> None:
    coach = open_coach(date(2026, 9, 25), specialties="IM", visa="none", match_year=2027)
    for view in ("list", "next", "signals", "verify"):
        coach.work_out(view)
        assert coach.applying.kept(view)
        assert open_coach(date(2026, 11, 1)).applying.kept(view) is None
    later = open_coach(date(2027, 5, 10))
    later.work_out("list")
    later.programs.mark(later.programs.ranked()[0].program.id, "no")
    assert later.applying.kept("list") is None
