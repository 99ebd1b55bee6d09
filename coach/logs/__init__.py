"""What the applicant keeps: one file per log, each found by being in this folder."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, Final

from coach.logs.log import Log

_DECLARED: Final[dict[str, Log[Any]]] = {}


def declared() -> Mapping[str, Log[Any]]:
    """The logs with a word of their own, by it."""
    if not _DECLARED:
        for module in iter_modules(__path__):
            for value in vars(import_module(f"{__name__}.{module.name}")).values():
                if isinstance(value, Log) and value.word:
                    _DECLARED[value.word] = value
    return _DECLARED
