"""The answers of the profile: what the applicant said of themselves."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from coach.logs.log import Log
from coach.records import Record

Answers = Mapping[str, Any]
"""By dotted key, each of the kind that its field declares; days as 2026-11-22."""


class Answer(Record):
    """One answer of the profile: its dotted key, and the value as JSON."""

    key: str
    value: str


ANSWERS: Final = Log("profile", Answer)


def answer_row(key: str, value: object) -> Answer | None:
    """One answer as it is kept; None for one that goes."""
    return None if value is None else Answer(key, json.dumps(value, ensure_ascii=False))


def values_of(answers: Mapping[str, Answer]) -> Answers:
    """The values of answers by key."""
    return {key: json.loads(answer.value) for key, answer in answers.items()}
