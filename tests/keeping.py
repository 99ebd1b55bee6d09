"""Rows of an applicant written and read without the subjects above them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from coach.logs.answers import ANSWERS, answer_row, values_of
from coach.records import Record
from coach.store.rows import Rows
from coach.store.store import Store


def change_profile(store: Store, title: str, values: Mapping[str, Any], at: datetime) -> bool:
    """Answers in one act; None takes one away."""
    with store.act(title, at) as act:
        for key, value in values.items():
            act.set(ANSWERS, key, answer_row(key, value))
    return act.changed


def put(store: Store, title: str, at: datetime, *entries: tuple[Rows[Any], Record]) -> bool:
    """Entries in one act."""
    with store.act(title, at) as act:
        for rows, entry in entries:
            act.put(rows, entry)
    return act.changed


def answers(store: Store) -> dict[str, Any]:
    """The answers of the profile."""
    return values_of(store.rows(ANSWERS))
