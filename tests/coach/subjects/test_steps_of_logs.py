"""What a log asks for is a task as any other, and none in Match Week that is contact."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from coach.records import CoachError
from coach.saying import of_logs
from coach.subjects.coach import Coach

OpenCoach = Callable[..., Coach]


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
