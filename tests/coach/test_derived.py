"""Derived values: worked out once, old when and only when something that they read changed."""

from __future__ import annotations

from coach.derived import Inputs, derived


class Shelf(Inputs):
    """A few rows and what hangs on them; `runs` says what was worked out."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: dict[tuple[str, str], int] = {}
        self.runs: list[str] = []

    def put(self, table: str, key: str, value: int) -> None:
        self.rows[table, key] = value
        self.change([(table, key)])

    def get(self, table: str, key: str) -> int:
        self.read(table, key)
        return self.rows.get((table, key), 0)

    @derived
    def total(self) -> int:
        """Of the whole table, which may be empty."""
        self.runs.append("total")
        self.read("number")
        return sum(value for (table, _), value in self.rows.items() if table == "number")

    @derived
    def even(self) -> bool:
        """Comes out equal often."""
        self.runs.append("even")
        return self.total % 2 == 0

    @derived
    def sentence(self) -> str:
        """Reads a derived value only."""
        self.runs.append("sentence")
        return "even" if self.even else "odd"

    @derived.by_key
    def doubled(self, key: str) -> int:
        """Of one row."""
        self.runs.append(f"doubled {key}")
        return 2 * self.get("number", key)


def worked_out(shelf: Shelf) -> list[str]:
    shelf.runs.clear()
    assert (shelf.sentence, shelf.doubled("a"), shelf.doubled("b")) is not None
    return shelf.runs


def test_a_value_is_worked_out_once() -> None:
    shelf = Shelf()
    assert worked_out(shelf) == ["sentence", "even", "total", "doubled a", "doubled b"]
    assert worked_out(shelf) == []
    shelf.put("other", "x", 1)
    assert worked_out(shelf) == []


def test_a_table_that_was_empty_when_it_was_read_is_an_input() -> None:
    shelf = Shelf()
    assert shelf.total == 0 and shelf.doubled("a") == 0
    shelf.put("number", "a", 3)
    assert shelf.total == 3 and shelf.doubled("a") == 6 and shelf.sentence == "odd"


def test_only_readers_of_the_row_become_old() -> None:
    shelf = Shelf()
    worked_out(shelf)
    shelf.put("number", "a", 1)
    assert worked_out(shelf) == ["total", "even", "sentence", "doubled a"]


def test_what_comes_out_equal_leaves_its_readers_alone() -> None:
    shelf = Shelf()
    shelf.put("number", "a", 2)
    worked_out(shelf)
    shelf.put("number", "a", 4)
    assert worked_out(shelf) == ["total", "even", "doubled a"]
    shelf.put("number", "b", 1)
    assert worked_out(shelf) == ["total", "even", "sentence", "doubled b"]


def test_one_that_takes_over_goes_its_own_way() -> None:
    shelf, twin = Shelf(), Shelf()
    shelf.put("number", "a", 2)
    worked_out(shelf)
    twin.rows = dict(shelf.rows)
    twin.take_over(shelf)
    assert worked_out(twin) == []
    twin.put("number", "a", 3)
    assert (twin.sentence, shelf.sentence) == ("odd", "even")


def test_the_inputs_behind_a_value_are_known() -> None:
    shelf = Shelf()
    worked_out(shelf)
    assert shelf.inputs_of("sentence") == {("number", None)}
    assert shelf.reads()["even"] == ["total"]
    assert shelf.reads()["doubled(a)"] == ["number(a)"]
