"""Where one was at the last quit: the page, what pages were filtered by, their order and cursor."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Final

from msgspec import MsgspecError, Struct, json

from coach.records import CoachError
from coach.subjects.coach import Coach

LEFT: Final = "left"
"""The setting that holds it."""
LASTING: Final = ("order", "view")
"""What outlasts the day: a new one begins with its week, its lists whole and from their top."""


class Left(Struct, frozen=True):
    """The page, and of each page what it can come back to, by name."""

    day: str = ""
    page: str = ""
    pages: dict[str, dict[str, str]] = {}


def left_at(coach: Coach) -> Left:
    """What was left, as far as it holds on this day; what cannot be read is left out."""
    with suppress(MsgspecError):
        left = json.decode(coach.setting(LEFT) or "{}", type=Left)
        if left.day == str(coach.today):
            return left
        lasting: dict[str, dict[str, str]] = {
            page: {name: kept[name] for name in LASTING if name in kept}
            for page, kept in left.pages.items()
        }
        return Left(pages=lasting)
    return Left()


def leave(coach: Coach, page: str, pages: Mapping[str, dict[str, str]]) -> None:
    """Keeps it; where that fails nothing is lost that was told."""
    with suppress(CoachError):
        left = Left(str(coach.today), page, dict(pages))
        coach.set_setting(LEFT, json.encode(left).decode())
