"""The applicant's tables with the records of their rows."""

from __future__ import annotations

import json
from typing import Any, Final

from coach.records import Mark, OwnTask, ReadFact, Record, Review, TaskState, Told
from coach.store.rows import Rows


class Answer(Record):
    """One answer of the profile: its dotted key, and the value as JSON."""

    key: str
    value: str


ANSWERS: Final = Rows("profile", Answer)
TICKS: Final = Rows("task", TaskState)
TOLD: Final = Rows("told", Told, empty=lambda told: told == Told(told.key))
OWN_TASKS: Final = Rows("own_task", OwnTask)
MARKS: Final = Rows("mark", Mark, empty=lambda mark: not mark.mark)
READ_FACTS: Final = Rows("fact", ReadFact, empty=lambda fact: not fact.value)
REVIEWS: Final = Rows("review", Review)


def values_of(answers: dict[str, Answer]) -> dict[str, Any]:
    """The values of answers by key."""
    return {key: json.loads(answer.value) for key, answer in answers.items()}
