"""Steps of logs are tasks, done on the day that was named; none is contact in Match Week."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from coach.records import CoachError
from coach.saying import of_logs
from coach.subjects.coach import Coach

OpenCoach = Callable[..., Coach]
Run = Callable[..., tuple[int, Any, str]]
REMIND = "letters/dr_rao_internal_medicine/remind"


def test_a_reminder_that_is_done_is_told_though_the_log_asks_no_more(run: Run) -> None:
    run("note", "lor Dr Rao IM us asked 2026-10-20")
    status, answer, _ = run("do", REMIND, "--on", "2026-11-20", "--json")
    assert (status, answer["changed"], answer["task"]["state"]) == (0, True, "done")
    _, listed, _ = run("letters", "list", "--json")
    assert listed["letters"][0]["reminded"] == "2026-11-20"
    assert "done already" in run("do", REMIND)[1]
    status, _, why = run("reopen", REMIND)
    assert status == 1 and "undo takes that back" in why
    run("undo")
    assert run("do", REMIND, "--json")[1]["changed"]


def test_a_letter_asked_for_on_a_past_day_was_asked_then(open_coach: OpenCoach) -> None:
    coach = open_coach(date(2026, 11, 28))
    coach.logs["letters"].add("lor Dr Rao IM us ask 5 dec")
    (step,) = [each for each in coach.prepare.steps("letters") if each.sets]
    coach.road.finish(step.key, "2026-11-27")
    (letter,) = coach.logs["letters"].rows()
    assert (letter["state"], letter["asked_on"]) == ("asked", "2026-11-27")


def test_match_week_hides_contact_from_journey_search_and_do(open_coach: OpenCoach) -> None:
    coach = open_coach(date(2027, 3, 16), match_year="2027")
    coach.logs["outreach"].add("wrote Unity observership 1 feb 2027")
    coach.logs["outreach"].add("wrote My school transcript 1 nov 2026")
    asked = {key for key in coach.road.tasks if key.startswith("outreach/")}
    assert {key.split("/")[1] for key in asked} == {"my_school_transcript"}
    assert asked <= {step.task.key for step in coach.road.plan.steps}
    assert not coach.finder().find("Unity", kind="task")
    with pytest.raises(CoachError, match="Match Week"):
        coach.road.finish("outreach/unity_observership/remind")
    after = open_coach(date(2027, 3, 22))
    assert any(key.startswith("outreach/unity_observership/") for key in after.road.tasks)
    assert after.finder().find("Unity", kind="task")


def test_silence_is_never_less_than_none_in_match_week_either(open_coach: OpenCoach) -> None:
    open_coach(date(2027, 3, 19)).logs["outreach"].add("wrote Unity observership today")
    coach = open_coach(date(2027, 3, 16), match_year="2027")
    (request,) = coach.logs["outreach"].entries().values()
    lines = of_logs.beside(coach, "outreach", request)
    assert "-3" not in str(lines) and "still to come by this clock" in str(lines)


def test_what_a_task_of_the_road_does_not_take_is_named_as_it_was_typed(run: Run) -> None:
    status, _, why = run("task", "set", "step2_study", "--hours", "30")
    assert status == 1 and "no other hours can be set" in why and "title" not in why
    assert "--hours-done" in why
    status, _, why = run("task", "set", "step2_study", "--title", "Read", "--after", "photo")
    assert "no other title, after can be set" in why
    status, _, why = run("task", "remove", "step2_study")
    assert status == 1 and "it stays" in why and "coach skip step2_study" in why
