"""What the command line and a question on a page know of an act's parameter beyond its type."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from types import MethodType
from typing import TYPE_CHECKING, Annotated, Concatenate, Generic, ParamSpec, TypeVar, cast

from coach.records import Record

if TYPE_CHECKING:
    from coach.state import State


T = TypeVar("T")
P = ParamSpec("P")
S = TypeVar("S", bound="Subject")


class Opt(Record):
    """One parameter in words: how it is asked for, how usage shows its value, its limits."""

    help: str
    metavar: str = ""
    flag: str = ""
    """Its option where that is not the parameter's name; without dashes it stands by its place."""
    low: float | None = None
    high: float | None = None
    """The least and the most of a number; None: no limit."""
    choices: tuple[str, ...] = ()
    """The words that it may be, where its type does not say them."""
    bare: str | None = None
    """What the option means without a value; None: it needs one."""
    like: str = ""
    """What a number or KEY=VALUE should be, in words."""
    joined: bool = False
    """Whether several words are one text."""


Force = Annotated[bool, Opt("write over a file that is there")]
"""The option of every command that writes a file."""


class Subject:
    """One side of an applicant: what can be asked of it, and what can be done. `others`: subjects
    that it is handed, each kept under its name."""

    def __init__(self, state: State, **others: object) -> None:
        self._state = state
        vars(self).update({f"_{name}": other for name, other in others.items()})


class FromState(Generic[T]):
    """What a subject shows of its state, read each time that it is asked for."""

    def __init__(self, read: Callable[[State], T]) -> None:
        self._read = read

    def __get__(self, subject: Subject, owner: type) -> T:
        return self._read(subject._state)


class as_one(Generic[S, P, T]):
    """An act that rests on what it reads before it writes: both are one transaction."""

    def __init__(self, act: Callable[Concatenate[S, P], T]) -> None:
        self.__wrapped__ = act
        self.__doc__ = act.__doc__

    def __call__(self, subject: S, /, *words: P.args, **more: P.kwargs) -> T:
        with subject._state.deciding():
            return self.__wrapped__(subject, *words, **more)

    def __get__(self, subject: S | None, owner: type) -> Callable[P, T]:
        bound = self.__wrapped__ if subject is None else MethodType(self, subject)
        return cast(Callable[P, T], bound)


def at(day: date | None) -> Callable[[], datetime]:
    """The clock: of the machine, or of a moment, or noon of one day when a day is given."""
    if day is None:
        return datetime.now
    moment = day if isinstance(day, datetime) else datetime.combine(day, time(12))
    return lambda: moment
