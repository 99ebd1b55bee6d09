"""Requests: reminders, the silence clock, whom to ask, and who is never pushed to write home."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, strategies as st

from coach.logs.outreach import OUTREACH, Request
from coach.prepare.silence import OWN, rates, rhythm
from coach.records import CoachError
from coach.saying import of_logs
from coach.subjects.coach import Coach

TODAY = date(2026, 11, 22)
OpenCoach = Callable[..., Coach]
SENT = date(2026, 11, 1)


def request(kind: str = "alumnus", day: date = SENT, **values: Any) -> Request:
    told = {"key": "k", "whom": "Dr Lee", "kind": kind, "day": str(day), **values}
    return OUTREACH.checked(told)


def text(coach: Coach, key: str) -> str:
    """All that stands beside a request."""
    lines = of_logs.beside(coach, "outreach", coach.rotations.requests[key])
    return " ".join(f"{line.label} {line.text}" for line in lines)


def titles(coach: Coach) -> list[str]:
    return [step.title for step in coach.prepare.steps("outreach") if step.kind == "next"]


def test_an_alumnus_is_reminded_once_after_ten_days_and_then_left(open_coach: OpenCoach) -> None:
    coach = open_coach(TODAY)
    coach.logs["outreach"].add("wrote Dr Lee alumnus 13 nov")
    (step,) = coach.prepare.steps("outreach")
    assert (step.kind, step.due) == ("waits", date(2026, 11, 23)) and "remind" not in step.title
    coach.logs["outreach"].set("dr_lee_alumnus", {"day": "2026-11-12"})
    assert titles(coach) == ["Remind Dr Lee once"]
    coach.logs["outreach"].set("dr_lee_alumnus", {"reminded": "2026-11-22"})
    assert titles(coach) == [] and "let it rest" in text(coach, "dr_lee_alumnus")


def test_a_place_to_observe_is_written_to_again_and_then_called(open_coach: OpenCoach) -> None:
    coach = open_coach(TODAY)
    coach.logs["outreach"].add("wrote Unity observership 20 oct")
    assert titles(coach) == ["Remind Unity once"]
    coach.logs["outreach"].set("unity_observership", {"reminded": "2026-11-08"})
    assert titles(coach) == ["Unity: call the office"]


def test_a_tick_keeps_the_reminder_in_the_log(open_coach: OpenCoach) -> None:
    coach = open_coach(TODAY)
    coach.logs["outreach"].add("wrote Dr Lee alumnus 1 nov")
    (step,) = coach.prepare.steps("outreach")
    coach.road.finish(step.key)
    assert coach.rotations.requests["dr_lee_alumnus"].reminded == TODAY
    coach.undo()
    assert coach.rotations.requests["dr_lee_alumnus"].reminded is None


def test_silence_is_unusual_after_the_published_wait(open_coach: OpenCoach) -> None:
    coach = open_coach(TODAY)
    coach.logs["outreach"].add("wrote My school verification 1 jun 2026")
    assert "unusual from 28 Nov" in text(coach, "my_school_verification")
    coach.logs["outreach"].set("my_school_verification", {"day": "2026-05-01"})
    said = text(coach, "my_school_verification")
    assert "unusual now" in said and "registrar" in said and "180 days" in said


@given(st.lists(st.integers(0, 300), max_size=6))
def test_own_waits_count_once_there_are_three(waits: list[int]) -> None:
    from coach.records import RequestFact

    fact = RequestFact(
        key="coordinator", group="people", title="a", outline=(), remind_days=10, ask="b",
        source="GK", as_of="2026", status="unverified",
    )  # fmt: skip
    kept = [
        request("coordinator", SENT, answered=str(SENT + timedelta(days)), answer="yes")
        for days in waits
    ]
    wait = rhythm("coordinator", kept, {"coordinator": fact}, {})
    assert wait.waits == tuple(sorted(waits))
    if len(waits) < OWN:
        assert wait.unusual is None and not wait.is_own
    else:
        assert wait.unusual == max(*waits, 10), "never before the reminder is due"


def test_nobody_who_fled_is_sent_to_write_home(open_coach: OpenCoach) -> None:
    coach = open_coach(TODAY, us_status="asylee")
    coach.logs["outreach"].add("wrote My school verification 1 jan 2026")
    said = text(coach, "my_school_verification")
    assert "three US-licensed physicians" in said and "You write to nobody there" in said
    assert "registrar" not in said and "To say" not in said
    (step,) = coach.prepare.steps("outreach")
    assert "Remind" not in step.title and "ECFMG" in step.how and not step.sets


def test_match_week_hides_what_starts_contact(open_coach: OpenCoach) -> None:
    coach = open_coach(date(2027, 3, 16), match_year="2027")
    assert coach.season.locked
    coach.logs["outreach"].add("wrote Unity observership 1 feb 2027")
    coach.logs["outreach"].add("wrote My school transcript 1 nov 2026")
    assert "Match Week" in text(coach, "unity_observership")
    assert "Remind" not in text(coach, "unity_observership")
    assert [step.entry for step in coach.prepare.steps("outreach")] == ["my_school_transcript"]


def test_an_answer_of_an_open_request_came_today(open_coach: OpenCoach) -> None:
    coach = open_coach(TODAY)
    coach.logs["outreach"].add("wrote Dr Lee alumnus 1 nov")
    coach.logs["outreach"].set("dr_lee_alumnus", {"answer": "yes"})
    assert coach.rotations.requests["dr_lee_alumnus"].answered == TODAY
    assert "after 21 days" in text(coach, "dr_lee_alumnus")
    assert not coach.prepare.steps("outreach")


def test_replies_are_counted_by_kind() -> None:
    kept = [request(answer="yes", answered="2026-11-05"), request(), request("faculty")]
    assert [(rate.kind, rate.answered, rate.asked) for rate in rates(kept)] == [
        ("alumnus", 1, 2),
        ("faculty", 0, 1),
    ]
    assert rates(kept)[0].waits == (4,)


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"day": "2026-11-23"}, "still to come"),
        ({"reminded": "2026-10-01"}, "it was sent on"),
        ({"answered": "2026-12-01"}, "today is"),
    ],
)
def test_days_that_cannot_be_are_refused(
    open_coach: OpenCoach, values: dict[str, str], why: str
) -> None:
    coach = open_coach(TODAY)
    coach.logs["outreach"].add("wrote Dr Lee alumnus 1 nov")
    with pytest.raises(CoachError, match=why):
        coach.logs["outreach"].set("dr_lee_alumnus", values)
    assert coach.rotations.requests["dr_lee_alumnus"].day == SENT


def test_a_clock_that_was_set_back_is_asked_about(open_coach: OpenCoach) -> None:
    later = open_coach(date(2026, 12, 5))
    later.logs["outreach"].add("wrote Dr Lee alumnus today")
    coach = open_coach(TODAY)
    assert "still to come by this clock" in text(coach, "dr_lee_alumnus")
    assert not coach.prepare.steps("outreach")


def test_every_kind_of_request_has_its_outline(open_coach: OpenCoach) -> None:
    coach = open_coach(TODAY)
    facts = coach._state.facts.requests
    assert set(facts) == set(OUTREACH.fields["kind"].choices)
    for fact in facts.values():
        assert 3 <= len(fact.outline) <= 4 and "letter of recommendation" not in str(fact.outline)


def test_a_letter_is_reminded_of_in_one_place(open_coach: OpenCoach) -> None:
    coach = open_coach(TODAY)
    coach.logs["outreach"].add("wrote Dr Rao letter 20 oct")
    assert titles(coach) == ["Remind Dr Rao once"]
    coach.logs["letters"].add("lor Dr Rao IM us asked 20 oct")
    assert not coach.prepare.steps("outreach")
    assert [step.title for step in coach.prepare.steps("letters")] == [
        "Remind Dr Rao of the letter"
    ]
    assert "see Letters" in text(coach, "dr_rao_letter")


def test_a_request_of_the_past_is_no_lateness_of_today(open_coach: OpenCoach) -> None:
    coach = open_coach(TODAY)
    coach.logs["outreach"].add("wrote Dr Lee alumnus 1 oct")
    (step,) = coach.prepare.steps("outreach")
    assert step.due == TODAY and "Its day was 11 Oct" in step.why
    assert not coach.road.step(step.key).late_days
