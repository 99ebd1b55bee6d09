"""Values worked out when they are asked for, and old when something that they read has changed.

Reads are recorded while a value is worked out, so nobody lists them: per input table and key, and
per derived value. A value that comes out equal to the one before does not make its readers old.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from copy import copy
from functools import partial
from typing import Concatenate, Generic, ParamSpec, Self, TypeVar, cast, overload

S = TypeVar("S", bound="Inputs")
T = TypeVar("T")
P = ParamSpec("P")

Node = tuple[str, Hashable]
"""An input table with a key (None: all of it), or a derived value with its arguments."""


class _Kept:
    """A value, what it read in which version, and when it changed and was last looked at."""

    __slots__ = ("changed", "checked", "make", "reads", "value")

    def __init__(self, make: Callable[..., object]) -> None:
        self.make = make
        self.value: object = None
        self.reads: dict[Node, int] = {}
        self.changed = self.checked = -1


class Inputs:
    """Input tables with a version for each key, and what was worked out from them."""

    def __init__(self) -> None:
        self._clock = 0
        self._changed: dict[Node, int] = {}
        self._kept: dict[Node, _Kept] = {}
        self._reading: list[dict[Node, int]] = []
        """Reads of what is being worked out, the innermost last."""

    @property
    def version(self) -> int:
        """Grows whenever what was worked out before may no longer hold."""
        return self._clock

    def read(self, table: str, key: str | None = None) -> None:
        """Notes that the value being worked out hangs on this row, or on the whole table. A row or
        table that never changed has version 0, so one that begins later is a change."""
        if self._reading:
            node = (table, key)
            self._reading[-1][node] = self._changed.get(node, 0)

    def change(self, rows: Iterable[Node]) -> None:
        """Makes old whatever read one of these rows, or the whole of its table."""
        self._clock += 1
        for table, key in rows:
            self._changed[table, key] = self._changed[table, None] = self._clock

    @contextmanager
    def unnoted(self) -> Iterator[None]:
        """Within it no read is noted: for what no later change can touch, like the past."""
        self._reading.append({})
        try:
            yield
        finally:
            self._reading.pop()

    def take_over(self, other: Inputs) -> None:
        """Begins with all that another one has worked out."""
        self._clock, self._changed = other._clock, dict(other._changed)
        self._kept = {node: copy(kept) for node, kept in other._kept.items()}

    def reads(self) -> dict[str, list[str]]:
        """What each derived value read when it was last worked out, by its name."""
        return {
            _name(node): [_name(read) for read in kept.reads] for node, kept in self._kept.items()
        }

    def inputs_of(self, name: str) -> set[Node]:
        """Every input that a derived value hangs on, directly or through others."""
        inputs: set[Node] = set()
        todo = [node for node in self._kept if node[0] == name]
        seen = set(todo)
        while todo:
            for node in self._kept[todo.pop()].reads:
                if node not in self._kept:
                    inputs.add(node)
                elif node not in seen:
                    seen.add(node)
                    todo.append(node)
        return inputs

    def value_of(self, node: Node, make: Callable[..., T]) -> T:
        """The value of a derived property, worked out where it is not known or old."""
        kept = self._kept.get(node)
        if kept is None or not self._holds(kept):
            kept = self._work_out(node, kept or _Kept(make))
        if self._reading:
            self._reading[-1][node] = kept.changed
        return cast(T, kept.value)

    def value_at(self, make: Callable[..., T], *key: Hashable) -> T:
        """The value of a derived method for one key."""
        return self.value_of((make.__name__, key), make)

    def _holds(self, kept: _Kept) -> bool:
        """Whether everything that a value read is as it was then, looked at in that order."""
        if kept.checked == self._clock:
            return True
        for node, seen in kept.reads.items():
            if self._version_of(node) != seen:
                return False
        kept.checked = self._clock
        return True

    def _version_of(self, node: Node) -> int:
        kept = self._kept.get(node)
        if kept is None:
            return self._changed.get(node, 0)
        if not self._holds(kept):
            self._work_out(node, kept)
        return kept.changed

    def _work_out(self, node: Node, kept: _Kept) -> _Kept:
        self._reading.append({})
        try:
            value = kept.make(self, *cast(tuple[Hashable, ...], node[1]))
        finally:
            reads = self._reading.pop()
        if kept.changed < 0 or kept.value != value:
            kept.value, kept.changed = value, self._clock
        kept.reads, kept.checked = reads, self._clock
        self._kept[node] = kept
        return kept


class _ByKey(Generic[S, P, T]):
    """A method worked out and kept for each of its arguments by itself."""

    def __init__(self, make: Callable[Concatenate[S, P], T]) -> None:
        self._make = make
        self.__doc__ = make.__doc__

    @overload
    def __get__(self, state: None, owner: type) -> Self: ...
    @overload
    def __get__(self, state: S, owner: type) -> Callable[P, T]: ...
    def __get__(self, state: S | None, owner: type) -> Self | Callable[P, T]:
        if state is None:
            return self
        return cast(Callable[P, T], partial(state.value_at, self._make))


class derived(Generic[S, T]):
    """A property that is worked out from inputs and other derived values."""

    by_key = _ByKey

    def __init__(self, make: Callable[[S], T]) -> None:
        self._make = make
        self._node: Node = (make.__name__, ())
        self.__doc__ = make.__doc__

    @overload
    def __get__(self, state: None, owner: type) -> Self: ...
    @overload
    def __get__(self, state: S, owner: type) -> T: ...
    def __get__(self, state: S | None, owner: type) -> Self | T:
        return self if state is None else state.value_of(self._node, self._make)


def _name(node: Node) -> str:
    name, key = node
    words = ", ".join(map(str, key)) if isinstance(key, tuple) else key
    return f"{name}({words})" if words else name
