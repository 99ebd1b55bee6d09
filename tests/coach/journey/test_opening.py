"""What a step opens: programs that are closed now for want of it."""

from __future__ import annotations

from collections.abc import Callable

from coach.journey.urgency import OPENING
from coach.subjects.coach import Coach


def test_the_tasks_are_on_the_road(open_coach: Callable[..., Coach]) -> None:
    known = open_coach().road.tasks
    assert all(key in known for keys in OPENING.values() for key in keys)


def test_step_3_opens_what_offers_only_the_h1b(open_coach: Callable[..., Coach]) -> None:
    coach = open_coach(specialties="IM", visa="h1b")
    shut = {
        one.program.id
        for one in coach.programs.ranked()
        if one.program.visa_h1b == "yes" and one.numbers.failed
    }
    assert coach._state.opens["step3_sit"] >= len(shut) > 50
    coach.profile.change({"step3.passed": True})
    assert "step3_sit" not in coach._state.opens
    left = {one.program.id for one in coach.programs.ranked() if one.numbers.failed}
    assert len(shut & left) <= coach._state.opens.get("step3_sit", 0) + 5


def test_a_j1_needs_no_step_3(open_coach: Callable[..., Coach]) -> None:
    assert open_coach(specialties="IM", visa="j1")._state.opens == {}


def test_the_certificate_opens_what_was_read_to_ask_for_it(
    open_coach: Callable[..., Coach],
) -> None:
    coach = open_coach(specialties="IM", visa="j1", certified="no")
    one = coach.programs.ranked()[0]
    coach.programs.record_fact(one.program.id, "certificate_needed", "yes", "its page")
    assert coach._state.opens == dict.fromkeys(OPENING["certified"], 1)
    assert coach.programs.standing(one.program.id).numbers.failed


def test_the_week_says_how_many(open_coach: Callable[..., Coach]) -> None:
    coach = open_coach(
        specialties="IM",
        visa="h1b",
        hours_per_week="20",
        certified="yes",
        match_year="2028",
        **{"step1.passed": "yes", "step2ck.score": "240"},
    )
    week = coach.week.plan()
    reasons = [r.text for line in (*week.planned, *week.more) for r in line.assessment.reasons]
    assert any(text.startswith("opens ") for text in reasons)
