"""Rows of the planning tables as records, and records as rows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from coach.records import OwnTask, Record, Review, TaskState, Told


class Kept(Record):
    """Everything that the plan hangs on, as it stands or as it stood at a time."""

    profile: dict[str, Any]
    states: dict[str, TaskState]
    told: dict[str, Told]
    own: dict[str, OwnTask]


def told_row(told: Told) -> dict[str, str] | None:
    """The columns of what was told; None when nothing is."""
    if told == Told(told.key):
        return None
    days = {name: _text(getattr(told, name)) for name in _DAYS}
    return {
        **days,
        "hours_done": f"{told.hours_done:g}",
        "note": told.note,
        "links": json.dumps(told.links),
    }


def told_of(row: Mapping[str, Any]) -> Told:
    """What was told of one task."""
    days = {name: _day(row[name]) for name in _DAYS}
    links = tuple(json.loads(row["links"] or "[]"))
    return Told(
        key=row["key"],
        **days,
        hours_done=float(row["hours_done"] or 0),
        note=row["note"] or "",
        links=links,
    )


def own_row(task: OwnTask) -> dict[str, str]:
    """The columns of an own task."""
    return {
        "title": task.title,
        "stage": task.stage,
        "hours": f"{task.hours:g}",
        "after": json.dumps(task.after),
        "due": _text(task.due),
        "at": task.at,
    }


def own_of(row: Mapping[str, Any]) -> OwnTask:
    """One own task."""
    return OwnTask(
        row["key"],
        row["title"],
        row["stage"],
        float(row["hours"]),
        tuple(json.loads(row["after"] or "[]")),
        _day(row["due"]),
        row["at"],
    )


def review_row(review: Review) -> dict[str, str]:
    """The columns of a week looked back on."""
    return {
        "planned_hours": f"{review.planned_hours:g}",
        "worth_hours": f"{review.worth_hours:g}",
        "spent_hours": f"{review.spent_hours:g}",
        "done": json.dumps(review.done),
        "slipped": json.dumps(review.slipped),
        "text": review.text,
        "at": review.at,
    }


def review_of(row: Mapping[str, Any]) -> Review:
    """One week looked back on."""
    return Review(
        date.fromisoformat(row["key"]),
        float(row["planned_hours"]),
        float(row["worth_hours"]),
        float(row["spent_hours"]),
        tuple(json.loads(row["done"])),
        tuple(json.loads(row["slipped"])),
        row["text"],
        row["at"],
    )


_DAYS = ("started", "finished", "expected", "due", "day", "snoozed")


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _text(day: date | None) -> str:
    return day.isoformat() if day else ""
