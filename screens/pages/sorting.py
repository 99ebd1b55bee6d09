"""The order of a list: by any of its columns, either way round, and by a second among equals."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Final, Generic, TypeVar

from coach.records import Record

Item = TypeVar("Item")
Value = float | str | date | None
"""What rows are ordered by; those without it stand last, either way round."""
TURNED: Final = "-"
"""Before a key whose column is the other way round than usual."""
UP, DOWN = "▲", "▼"
MOST: Final = 2


class By(Record, Generic[Item]):
    """One thing that a list can be ordered by."""

    words: str
    value: Callable[[Item], Value]
    column: str = ""
    """The column whose head shows it; "" for what has none."""
    high_first: bool = False
    """Whether the highest usually comes first."""


class Order(Record):
    """What a list is ordered by: the first, then the second among equals."""

    keys: tuple[str, ...] = ()
    """Each with TURNED before it where it is the other way round than usual."""

    @classmethod
    def of(cls, text: str, known: Iterable[str]) -> Order:
        """The order that was kept as a text; what is not known any more is left out."""
        return cls(tuple(key for key in text.split() if key.removeprefix(TURNED) in known))

    def __str__(self) -> str:
        return " ".join(self.keys)

    def first(self, key: str) -> Order:
        """By this alone; turned, where it is the first already."""
        return Order((_again(self.keys[:1], key), *self.keys[1:] * self._holds(key)))

    def then(self, key: str) -> Order:
        """By this among equals; turned, where it is that already."""
        if not self.keys or self._holds(key):
            return self.first(key)
        return Order((self.keys[0], _again(self.keys[1:], key)))

    def _holds(self, key: str) -> bool:
        """Whether it is by this first."""
        return bool(self.keys) and self.keys[0].removeprefix(TURNED) == key

    def signs(self, by: Mapping[str, By[Item]]) -> dict[str, str]:
        """What stands beside each key: the way round, and a 2 beside the second."""
        signs = {}
        for place, turned in enumerate(self.keys, 1):
            key = turned.removeprefix(TURNED)
            is_down = by[key].high_first != (key != turned)
            signs[key] = (DOWN if is_down else UP) + str(place) * (place > 1)
        return signs


def _again(now: tuple[str, ...], key: str) -> str:
    return f"{TURNED}{key}" if now == (key,) else key


def in_order(
    items: Mapping[str, Item], order: Order, by: Mapping[str, By[Item]]
) -> dict[str, Item]:
    """The items in an order; equal ones stay as they are."""
    listed = list(items.items())
    for turned in reversed(order.keys):
        way = by[turned.removeprefix(TURNED)]
        valued = [(way.value(item), key, item) for key, item in listed]
        known = [each for each in valued if each[0] not in (None, "")]
        known.sort(key=_value, reverse=way.high_first != turned.startswith(TURNED))
        unknown = [each for each in valued if each[0] in (None, "")]
        listed = [(key, item) for _, key, item in [*known, *unknown]]
    return dict(listed)


def _value(valued: tuple[Value, str, object]) -> str | float:
    """Days, numbers and words, each with its like."""
    value = valued[0]
    return value.toordinal() if isinstance(value, date) else value or 0.0
