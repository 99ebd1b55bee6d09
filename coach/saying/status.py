"""The season in numbers, in words."""

from __future__ import annotations

from coach.saying.text import Line, head, labelled
from coach.subjects.coach import Coach
from coach.subjects.status import Status
from coach.wording import short


def status(coach: Coach, stands: Status) -> list[Line]:
    """What is known, and what is not."""
    on = f", {short(stands.submitted_on, coach.today)}" if stands.submitted_on else ""
    result = (stands.result or "not known yet").replace("_", " ")
    return [
        head(f"Season {coach.season.year}"),
        *labelled(
            ("Applications", f"{_number(stands.submitted)}{on}"),
            ("Invitations", _number(stands.invitations)),
            ("Interviews", _number(stands.interviews)),
            ("Result", result),
        ),
    ]


def _number(count: int | None) -> str:
    return "nobody said yet" if count is None else str(count)
